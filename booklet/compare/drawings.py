"""Drawn shapes of two pages: which is which, and in what they differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from booklet.compare.shapes import Shape
from booklet.compare.values import Place


def pair_shapes(old: list[Shape], new: list[Shape]) -> Iterator[tuple[Shape, Shape]]:
    """Shapes of one outline in one place, in painting order."""
    waiting: dict[tuple[object, ...], list[Shape]] = defaultdict(list)
    for shape in old:
        waiting[outline(shape)].append(shape)
    for shape in new:
        found = waiting.get(outline(shape))
        if found:
            yield found.pop(0), shape


def outline(shape: Shape) -> tuple[object, ...]:
    """By what a shape is recognised whatever its colours: place, points, line width, what is painted."""
    box = tuple(round(value, 1) for value in shape.box)
    return (*box, shape.points, shape.width_pt, bool(shape.fill), bool(shape.stroke))


def drawn(shape: Shape) -> tuple[object, ...]:
    """All that is known of how a shape looks."""
    return (*outline(shape), shape.fill, shape.stroke)


def say_colours(one: Shape, other: Shape) -> tuple[str, str] | None:
    """The colours of fill or stroke that differ, old and new; ``None`` when none do."""
    if one.fill != other.fill:
        return one.fill, other.fill
    return (one.stroke, other.stroke) if one.stroke != other.stroke else None


def shape_place(shape: Shape) -> Place:
    """The box of a shape as a place."""
    x0, y0, x1, y1 = shape.box
    return Place(shape.page_index + 1, x0, y0, round(x1 - x0, 2), round(y1 - y0, 2))


def pixel_of(colour: str) -> int | None:
    """An opaque colour as the painter has it; ``None`` for others."""
    return int(colour[1:], 16) if len(colour) == 7 and colour.startswith("#") else None
