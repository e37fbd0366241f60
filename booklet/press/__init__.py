"""Typeset pages to finished PDF files."""
