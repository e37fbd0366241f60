"""A compiler for booklets of case studies: structured YAML in, finished publications out."""
