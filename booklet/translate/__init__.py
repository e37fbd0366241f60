"""Translation: segments, catalogues, exchange formats, merging, checks and status."""
