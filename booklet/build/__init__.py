"""Plan, cache and executors: from a project to its outputs."""
