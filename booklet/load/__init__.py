"""YAML and Markdown of a project to model values, with the place of every value."""
