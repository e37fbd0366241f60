"""A sheet of flat vector shapes in millimetres, written as SVG.

Only what WeasyPrint and every printer draw alike: fills and strokes in opaque colours. Shapes that would
lie wholly outside the sheet are left out, so that nothing invisible reaches the file.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

Point = tuple[float, float]
Circle = tuple[float, float, float]


def number(value: float) -> str:
    """A coordinate with at most two decimals: 0.01 mm is finer than any press."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def numbers(*values: float) -> str:
    """Coordinates with spaces between them."""
    return " ".join(number(value) for value in values)


def polygon_path(points: Sequence[Point]) -> str:
    """The path data of a closed polygon."""
    return "M" + "L".join(numbers(*point) for point in points) + "Z"


def lens_path(a: Circle, b: Circle) -> str | None:
    """The path data of what two circles share; ``None`` when they only touch, or one holds the other."""
    (ax, ay, ar), (bx, by, br) = a, b
    apart = math.hypot(bx - ax, by - ay)
    if apart >= ar + br - 0.01 or apart <= abs(ar - br) + 0.01:
        return None
    along = (apart**2 + ar**2 - br**2) / (2 * apart)
    half = math.sqrt(max(ar**2 - along**2, 0))
    ux, uy = (bx - ax) / apart, (by - ay) / apart
    mx, my = ax + along * ux, ay + along * uy
    first, last = (mx + half * uy, my - half * ux), (mx - half * uy, my + half * ux)
    large_a, large_b = int(along < 0), int(apart - along < 0)
    return (
        f"M{numbers(*first)}A{numbers(ar, ar)} 0 {large_a} 1 {numbers(*last)}"
        f"A{numbers(br, br)} 0 {large_b} 1 {numbers(*first)}Z"
    )


class Pen:
    """Writes the data of one path, from a starting point on; every method returns the pen."""

    def __init__(self, x: float, y: float) -> None:
        self.data = "M" + numbers(x, y)

    def line(self, *points: Point) -> Pen:
        """Straight to one point after another."""
        self.data += "".join("L" + numbers(*point) for point in points)
        return self

    def level(self, x: float) -> Pen:
        """Horizontally to this x."""
        self.data += "H" + number(x)
        return self

    def plumb(self, y: float) -> Pen:
        """Vertically to this y."""
        self.data += "V" + number(y)
        return self

    def arc(self, radii: Point, to: Point, *, clockwise: bool = True, large: bool = False) -> Pen:
        """Along an ellipse with these radii to a point."""
        self.data += f"A{numbers(*radii)} 0 {int(large)} {int(clockwise)} {numbers(*to)}"
        return self

    def bend(self, control: Point, to: Point) -> Pen:
        """Along a curve drawn towards one control point."""
        self.data += f"Q{numbers(*control, *to)}"
        return self

    def curve(self, first: Point, second: Point, to: Point) -> Pen:
        """Along a curve with two control points."""
        self.data += f"C{numbers(*first, *second, *to)}"
        return self

    def close(self) -> str:
        """The data of the closed path."""
        return self.data + "Z"


class Canvas:
    """A sheet of ``width`` × ``height`` mm, with ``top`` mm more above the origin for the bleed."""

    def __init__(self, width: float, height: float, top: float = 0.0) -> None:
        self.width = width
        self.height = height
        self.top = top
        self.parts: list[str] = []

    def inside(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Whether any of a box lies on the sheet."""
        return left < self.width and right > 0 and top < self.height and bottom > -self.top

    def rect(
        self, x: float, y: float, width: float, height: float, fill: str, *, radius: float = 0
    ) -> None:
        """A rectangle; one with square corners is cut off at the edges of the sheet."""
        if not self.inside(x, y, x + width, y + height):
            return
        if radius <= 0:
            right, bottom = min(x + width, self.width), min(y + height, self.height)
            x, y = max(x, 0), max(y, -self.top)
            width, height = right - x, bottom - y
        box = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
        corner = f' rx="{number(min(radius, width / 2, height / 2))}"' if radius > 0 else ""
        self.parts.append(f'<rect {box}{corner} fill="{fill}"/>')

    def circle(self, x: float, y: float, radius: float, fill: str) -> None:
        """A disc."""
        if self.inside(x - radius, y - radius, x + radius, y + radius):
            at = f'cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"'
            self.parts.append(f'<circle {at} fill="{fill}"/>')

    def ring(self, x: float, y: float, radius: float, stroke: str, width: float) -> None:
        """A circle line; ``radius`` runs to the middle of the line."""
        reach = radius + width / 2
        if self.inside(x - reach, y - reach, x + reach, y + reach):
            at = f'cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"'
            line = f'fill="none" stroke="{stroke}" stroke-width="{number(width)}"'
            self.parts.append(f"<circle {at} {line}/>")

    def polygon(self, points: Sequence[Point], fill: str) -> None:
        """A closed, filled polygon."""
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        if self.inside(min(xs), min(ys), max(xs), max(ys)):
            self.path(polygon_path(points), fill)

    def path(self, data: str, fill: str) -> None:
        """A filled path."""
        self.parts.append(f'<path d="{data}" fill="{fill}"/>')

    def ellipse(self, at: Point, radii: Point, degrees: float, fill: str) -> None:
        """An ellipse turned about its middle, as a path of two arcs."""
        reach, degrees = max(radii), degrees % 180
        if not self.inside(at[0] - reach, at[1] - reach, at[0] + reach, at[1] + reach):
            return
        turn = math.radians(degrees)
        dx, dy = radii[0] * math.cos(turn), radii[0] * math.sin(turn)
        arc = f"A{numbers(*radii, degrees)} 1 1 "
        ends = [(at[0] - dx, at[1] - dy), (at[0] + dx, at[1] + dy)]
        self.path(f"M{numbers(*ends[0])}{arc}{numbers(*ends[1])}{arc}{numbers(*ends[0])}Z", fill)

    def stroke(self, data: str, colour: str, width: float, cap: str = "round") -> None:
        """A line along a path, with round joins."""
        style = f'stroke-width="{number(width)}" stroke-linecap="{cap}" stroke-linejoin="round"'
        self.parts.append(f'<path d="{data}" fill="none" stroke="{colour}" {style}/>')

    def extend(self, parts: Iterable[str]) -> None:
        """Add ready-made elements."""
        self.parts.extend(parts)

    def svg(self, ground: str | None = None, title: str | None = None, *, cut: float = 0.0) -> str:
        """The drawing as one SVG document; ``ground`` fills the sheet first.

        The document shows ``cut`` mm less than there is of the foot of the sheet.
        """
        width, height = number(self.width), number(self.height + self.top)
        shown = number(self.height + self.top - cut)
        box = f"0 {number(-self.top)} {width} {shown}"
        head = f'viewBox="{box}" width="{width}mm" height="{shown}mm"'
        above = f' y="{number(-self.top)}"' if self.top else ""
        back = f'<rect{above} width="{width}" height="{height}" fill="{ground}"/>' if ground else ""
        name = f"<title>{title}</title>" if title else ""
        body = "".join(self.parts)
        return f'<svg xmlns="http://www.w3.org/2000/svg" {head}>{name}{back}{body}</svg>'
