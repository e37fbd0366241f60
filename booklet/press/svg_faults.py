"""What a picture cannot show is said, never left out."""


class UnsupportedError(ValueError):
    """Something on a page that the pictures do not know; the message names it."""
