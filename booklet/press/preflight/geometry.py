"""Boxes and matrices of a page under inspection; boxes are ``(left, bottom, right, top)`` as in PDF.

What multiplies and intersects them is shared with the pictures of pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from booklet.press.preflight.limits import MAX_COORDINATE
from booklet.press.svg_geometry import Box, Matrix, Point, apply, corners, intersect, is_void, multiply

__all__ = [
    "Box",
    "Matrix",
    "Point",
    "apply",
    "corners",
    "grow",
    "intersect",
    "is_void",
    "moved",
    "multiply",
    "read_box",
    "surround",
    "touch",
    "within",
]


def surround(points: Iterable[Point]) -> Box:
    """The box around points (at least one), kept within sane coordinates."""
    xs, ys = zip(*points, strict=True)
    left, top, right, bottom = min(xs), min(ys), max(xs), max(ys)
    if (
        left > -MAX_COORDINATE
        and top > -MAX_COORDINATE
        and right < MAX_COORDINATE
        and bottom < MAX_COORDINATE
    ):
        return left, top, right, bottom
    return _tame(left), _tame(top), _tame(right), _tame(bottom)


def _tame(value: float) -> float:
    # In this order, what is not a number becomes one as well.
    return max(-MAX_COORDINATE, min(MAX_COORDINATE, value))


def moved(box: Box, matrix: Matrix) -> Box:
    """The box around a box in other coordinates."""
    return surround(apply(matrix, point) for point in corners(box))


def grow(box: Box, by: float) -> Box:
    """A box wider by so much on every side."""
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def touch(one: Box, other: Box, slack: float = 0.0) -> bool:
    """Whether two boxes share more than ``slack`` in both directions."""
    return (
        min(one[2], other[2]) - max(one[0], other[0]) > slack
        and min(one[3], other[3]) - max(one[1], other[1]) > slack
    )


def within(inner: Box, outer: Box, slack: float = 0.0) -> bool:
    """Whether a box lies in another, give or take ``slack``."""
    return (
        inner[0] >= outer[0] - slack
        and inner[1] >= outer[1] - slack
        and inner[2] <= outer[2] + slack
        and inner[3] <= outer[3] + slack
    )


def read_box(numbers: Sequence[float] | None) -> Box | None:
    """The box between two opposite corners; ``None`` for what is no box of some size."""
    if numbers is None or len(numbers) != 4:
        return None
    x, y, u, v = numbers
    box = (min(x, u), min(y, v), max(x, u), max(y, v))
    return box if box[2] > box[0] and box[3] > box[1] else None
