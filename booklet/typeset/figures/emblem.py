"""The emblem of the European Union, the shapes of the themes, and icons in a colour."""

from __future__ import annotations

import math
import re
from html import escape

from booklet.model.taxonomy import Shape
from booklet.typeset.figures.canvas import Point, number, numbers, polygon_path
from booklet.typeset.palette import colour, parse_hex

STARS = 12
INNER_STAR = 0.381966
"""Inner to outer radius of a five-pointed star whose edges run on into one another: (3 - √5) / 2."""


def star_points(x: float, y: float, radius: float) -> list[Point]:
    """The ten corners of a five-pointed star with one point straight up, outer and inner in turn."""
    turns = ((k, radius if k % 2 == 0 else radius * INNER_STAR) for k in range(10))
    return [(x + r * math.sin(k * math.pi / 5), y - r * math.cos(k * math.pi / 5)) for k, r in turns]


def star_centres(height: float) -> list[Point]:
    """The middles of the twelve stars on a flag of this height, like the hours of a clock from 12 on."""
    middle = (height * 0.75, height / 2)
    angles = (hour * math.pi / 6 for hour in range(STARS))
    return [(middle[0] + height / 3 * math.sin(a), middle[1] - height / 3 * math.cos(a)) for a in angles]


def draw_emblem(height_mm: float, *, border: bool = False, title: str = "") -> str:
    """The EU flag as SVG, ``height_mm`` high and 1.5 times as wide (plus the border on each side).

    ``border`` adds the white margin of height/25 that a coloured ground asks for; ``title`` names it for
    screen readers when it stands inline. Source: Council of Europe and European Commission,
    "Interinstitutional style guide", annex A1, graphics guide to the European emblem.
    Raises ``ValueError`` for a height that is not positive.
    """
    if height_mm <= 0:
        raise ValueError("the emblem needs a height")
    edge = height_mm / 25 if border else 0.0
    # Four decimals: the stars are small, and their geometry is checked.
    points = (
        [(x + edge, y + edge) for x, y in star_points(cx, cy, height_mm / 18)]
        for cx, cy in star_centres(height_mm)
    )
    stars = "".join("M" + "L".join(f"{x:.4f} {y:.4f}" for x, y in corners) + "Z" for corners in points)
    width, height = height_mm * 1.5 + 2 * edge, height_mm + 2 * edge
    box = f'viewBox="0 0 {width:.4f} {height:.4f}" width="{width:.4f}mm" height="{height:.4f}mm"'
    rim = f'<rect width="{width:.4f}" height="{height:.4f}" fill="{colour("white")}"/>' if border else ""
    flag = (
        f'<rect x="{edge:.4f}" y="{edge:.4f}" width="{height_mm * 1.5:.4f}" height="{height_mm:.4f}" '
        f'fill="{colour("eu-blue")}"/>'
    )
    name = f"<title>{escape(title)}</title>" if title else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{name}{rim}{flag}'
        f'<path d="{stars}" fill="{colour("eu-yellow")}"/></svg>'
    )


def shape_path(shape: Shape, x: float, y: float, radius: float) -> str:
    """The path data of a theme's shape around a point.

    ``radius`` is that of the circle; the others are enlarged so that all five look equally big.
    """
    if shape == "circle":
        half = f"a{numbers(radius, radius)} 0 1 0"
        return f"M{numbers(x - radius, y)}{half} {number(2 * radius)} 0{half} {number(-2 * radius)} 0Z"
    return polygon_path(shape_corners(shape, x, y, radius))


def shape_corners(shape: Shape, x: float, y: float, radius: float) -> list[Point]:
    """The corners of a theme's shape (of the hull of 24 corners for the circle), clockwise from the top."""
    if shape == "circle":
        return _regular(24, x, y, radius)
    if shape == "diamond":
        return _regular(4, x, y, radius * 1.22)
    if shape == "triangle":
        # Lowered so that its middle of gravity looks centred in a line of text.
        return _regular(3, x, y + radius * 0.24, radius * 1.45)
    if shape == "square":
        side = radius * 0.9
        return [(x - side, y - side), (x + side, y - side), (x + side, y + side), (x - side, y + side)]
    return _regular(6, x, y, radius * 1.1)


def _regular(corners: int, x: float, y: float, radius: float) -> list[Point]:
    angles = (2 * math.pi * k / corners for k in range(corners))
    return [(x + radius * math.sin(a), y - radius * math.cos(a)) for a in angles]


def draw_shape(shape: Shape, colour: str, size_mm: float, title: str = "") -> str:
    """A theme’s shape as a square SVG of ``size_mm``, with a title where it stands inline.

    Raises ``ValueError`` when the colour is not ``#RRGGBB``.
    """
    parse_hex(colour)
    size = number(size_mm)
    name = f"<title>{escape(title)}</title>" if title else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20" width="{size}mm" height="{size}mm">'
        f'{name}<path d="{shape_path(shape, 10, 10, 7.4)}" fill="{colour}"/></svg>'
    )


class IconError(ValueError):
    """A file is not an icon."""


def icon(svg: bytes, colour: str, title: str = "") -> str:
    """An icon of ``assets/icons`` in a colour; with a title when it carries meaning of its own.

    Raises :class:`IconError` when the bytes are not such an icon, ``ValueError`` for a colour that is not
    ``#RRGGBB``.
    """
    parse_hex(colour)
    text = svg.decode("utf-8", "replace").strip()
    if not re.match(r'<svg [^>]*viewBox="0 0 256 256"[^>]*>', text) or "currentColor" not in text:
        raise IconError("this is not an icon with viewBox 0 0 256 256 and fill currentColor")
    text = text.replace("currentColor", colour)
    return text.replace(">", f"><title>{escape(title)}</title>", 1) if title else text
