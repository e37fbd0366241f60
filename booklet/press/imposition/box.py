"""Rectangles and the matrices that move pages: PDF's own geometry, in points."""

from __future__ import annotations

from dataclasses import dataclass

MM_PT = 72 / 25.4
"""Points in a millimetre."""


@dataclass(frozen=True)
class Box:
    """A rectangle in points, from its lower left corner to its upper right one, as in PDF."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """From the foot to the head."""
        return self.y1 - self.y0

    def grow(self, by: float) -> Box:
        """Wider by the same length on all four sides."""
        return Box(self.x0 - by, self.y0 - by, self.x1 + by, self.y1 + by)

    def meet(self, other: Box) -> Box:
        """What both have in common; of no width or height where that is nothing."""
        x0, y0 = max(self.x0, other.x0), max(self.y0, other.y0)
        return Box(x0, y0, max(x0, min(self.x1, other.x1)), max(y0, min(self.y1, other.y1)))

    def holds(self, other: Box, slack: float = 0.01) -> bool:
        """Whether another box lies inside, but for a rounding."""
        wide = self.grow(slack)
        return wide.x0 <= other.x0 and wide.y0 <= other.y0 and other.x1 <= wide.x1 and other.y1 <= wide.y1


@dataclass(frozen=True)
class Matrix:
    """An affine map as PDF writes it: (x, y) → (a·x + c·y + e, b·x + d·y + f)."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def then(self, after: Matrix) -> Matrix:
        """First this map, then another."""
        return Matrix(
            self.a * after.a + self.b * after.c,
            self.a * after.b + self.b * after.d,
            self.c * after.a + self.d * after.c,
            self.c * after.b + self.d * after.d,
            self.e * after.a + self.f * after.c + after.e,
            self.e * after.b + self.f * after.d + after.f,
        )

    def map(self, box: Box) -> Box:
        """The box that a box becomes; for maps that keep its sides upright or level."""
        corners = [
            (self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f)
            for x, y in ((box.x0, box.y0), (box.x1, box.y1))
        ]
        across, up = sorted(x for x, _ in corners), sorted(y for _, y in corners)
        return Box(across[0], up[0], across[1], up[1])


def move(x: float, y: float, scale: float = 1.0) -> Matrix:
    """Scale about the origin, then shift."""
    return Matrix(scale, 0.0, 0.0, scale, x, y)


def mirror(axis: float, stretch: float) -> Matrix:
    """Reflect across the vertical line at ``axis``, and stretch what lies beyond it."""
    return Matrix(-stretch, 0.0, 0.0, 1.0, axis * (1 + stretch), 0.0)
