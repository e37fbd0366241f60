"""Artwork and book-wide figures, drawn from the content."""
