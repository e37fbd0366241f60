"""Marks for whoever cuts, folds and gathers, as PDF operators, mostly in the colour of all inks."""

from __future__ import annotations

from collections.abc import Iterator

from booklet.press.imposition.box import MM_PT, Box
from booklet.press.imposition.faces import MARK_MM, Side

REGISTRATION = "/Registration"
"""The name under which a sheet's resources have the registration colour."""

LINE_PT = 0.25
"""Marks are hairlines; the width that the print edition's marks have."""

DASH_PT = 2.0
"""Fold marks are dashed, so that nobody cuts there."""

TARGET_MM = 1.5
"""Radius of a register mark."""

_ARC = 0.5523
"""Control points of a quarter circle of radius 1 by a Bézier curve."""


def draw_marks(side: Side, gap: float) -> bytes:
    """The marks of a side, ``gap`` points outside its trim."""
    lines = ["q", f"{REGISTRATION} CS 1 SCN", f"{LINE_PT} w"]
    lines += _cut(side.trim, gap)
    lines += _register(side.trim, gap)
    lines.append(f"[{DASH_PT:g} {DASH_PT:g}] 0 d")
    for fold in side.folds:
        lines += _fold(side.trim, fold, gap)
    if side.collation is not None:
        box = side.collation
        # In black alone: it lies within the bleed, where four full inks would be too much.
        lines.append(f"0 g {write_numbers(box.x0, box.y0, box.width, box.height)} re f")
    lines.append("Q")
    return "\n".join(lines).encode()


def write_numbers(*values: float) -> str:
    """Numbers for a content stream, to a ten-thousandth of a point, without a minus zero."""
    return " ".join(f"{round(value, 4) + 0.0:.4f}".rstrip("0").rstrip(".") for value in values)


def _line(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"{write_numbers(x0, y0)} m {write_numbers(x1, y1)} l S"


def _cut(trim: Box, gap: float) -> Iterator[str]:
    """Two marks at each corner of the trim."""
    far = gap + MARK_MM * MM_PT
    for x, across in ((trim.x0, -1), (trim.x1, 1)):
        for y, up in ((trim.y0, -1), (trim.y1, 1)):
            yield _line(x + across * gap, y, x + across * far, y)
            yield _line(x, y + up * gap, x, y + up * far)


def _fold(trim: Box, fold: float, gap: float) -> Iterator[str]:
    far = gap + MARK_MM * MM_PT
    yield _line(fold, trim.y1 + gap, fold, trim.y1 + far)
    yield _line(fold, trim.y0 - gap, fold, trim.y0 - far)


def _register(trim: Box, gap: float) -> Iterator[str]:
    """A cross in a circle at the middle of the left and the right edge: inks must meet there."""
    y, reach, radius = (trim.y0 + trim.y1) / 2, MARK_MM / 2 * MM_PT, TARGET_MM * MM_PT
    for x in (trim.x0 - gap - reach, trim.x1 + gap + reach):
        yield _line(x - reach, y, x + reach, y)
        yield _line(x, y - reach, x, y + reach)
        yield _circle(x, y, radius)


def _circle(x: float, y: float, radius: float) -> str:
    near = radius * _ARC
    quarters = [
        (radius, near, near, radius, 0, radius),
        (-near, radius, -radius, near, -radius, 0),
        (-radius, -near, -near, -radius, 0, -radius),
        (near, -radius, radius, -near, radius, 0),
    ]
    curves = " ".join(
        write_numbers(*(value + (y if index % 2 else x) for index, value in enumerate(quarter))) + " c"
        for quarter in quarters
    )
    return f"{write_numbers(x + radius, y)} m {curves} S"
