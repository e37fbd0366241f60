"""The line of a block of moments with its dots, over the columns of text that belong to them."""

from __future__ import annotations

from html import escape

from booklet.model.infographic import Timeline
from booklet.model.infographic_words import years_of
from booklet.typeset.figures.canvas import number, numbers

EVEN_MM, SCALED_MM = 7.0, 19.0
"""How high the line is: alone, and with leaders from the dots to the columns."""

_RADIUS, _LINE, _LEADER = 1.9, 0.9, 0.5
_LEFT = 2.0
"""How far the line and the dots stand in from the edges of the columns."""


def draw_moments(
    timeline: Timeline, room_mm: float, gap_mm: float, *, colour: str, light: str, title: str = ""
) -> str:
    """The line as SVG. Its dots stand over the left edges of the columns, which have gaps between them.

    With proportional spacing the dots stand where their years fall, and leaders go down to the columns.
    """
    count = len(timeline.items)
    wide = (room_mm - (count - 1) * gap_mm) / count
    columns = [at * (wide + gap_mm) + _LEFT for at in range(count)]
    years = years_of(timeline) if timeline.spacing == "proportional" else None
    height, dots, leaders = EVEN_MM, columns, ""
    if years is not None:
        height = SCALED_MM
        step = (room_mm - 3 * _RADIUS - 2 * _LEFT) / (years[-1] - years[0])
        dots = [_LEFT + (year - years[0]) * step for year in years]
        leaders = "".join(_leader(dot, column, light) for dot, column in zip(dots, columns, strict=True))
    middle = EVEN_MM / 2
    name = f"<title>{escape(title)}</title>" if title else ""
    marks = "".join(
        f'<circle cx="{number(x)}" cy="{number(middle)}" r="{number(_RADIUS)}" fill="{colour}"/>'
        f'<circle cx="{number(x)}" cy="{number(middle)}" r="{number(_RADIUS * 0.42)}" fill="#FFFFFF"/>'
        for x in dots
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {numbers(room_mm, height)}" '
        f'width="{number(room_mm)}mm" height="{number(height)}mm">{name}{leaders}'
        f'<path d="M{numbers(_LEFT, middle)}H{number(room_mm)}" stroke="{colour}" '
        f'stroke-width="{number(_LINE)}"/>{marks}</svg>'
    )


def _leader(dot: float, column: float, colour: str) -> str:
    """A curve from a dot down to a column; curves of moments in order never cross."""
    top, half = EVEN_MM / 2, (EVEN_MM / 2 + SCALED_MM) / 2
    data = f"M{numbers(dot, top)}C{numbers(dot, half, column, half, column, SCALED_MM)}"
    return f'<path d="{data}" fill="none" stroke="{colour}" stroke-width="{number(_LEADER)}"/>'
