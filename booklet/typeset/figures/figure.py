"""A drawn figure as a value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A drawing ready to be placed: its SVG, a title, the text for readers who cannot see it, and its size.

    ``alt`` is computed from the same data as the drawing, so the two never tell different things.
    """

    svg: bytes
    title: str
    alt: str
    width_mm: float
    height_mm: float
