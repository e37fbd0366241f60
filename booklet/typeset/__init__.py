"""Model and layout to HTML, and HTML to pages."""
