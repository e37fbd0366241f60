"""Artwork and book-wide figures, drawn from the content."""

from booklet.typeset.figures.artwork import draw_artwork
from booklet.typeset.figures.cover import draw_cover
from booklet.typeset.figures.emblem import draw_emblem, draw_shape, icon
from booklet.typeset.figures.figure import Figure
from booklet.typeset.figures.palette import TOKENS, Token, mix

__all__ = [
    "TOKENS",
    "Figure",
    "Token",
    "draw_artwork",
    "draw_cover",
    "draw_emblem",
    "draw_shape",
    "icon",
    "mix",
]
