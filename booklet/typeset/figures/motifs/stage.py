"""What every motif draws on: the sheet, its tones, its variation and the part that must stay calm."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from booklet.typeset.figures.canvas import Canvas, Pen
from booklet.typeset.figures.dice import Dice
from booklet.typeset.palette import colour, mix, shade

SHORE = 14.0
"""How far left of a drawing its ground begins, in units."""


@dataclass(frozen=True)
class Tones:
    """The shades of one theme colour, dark to light, and the accent."""

    deepest: str
    deep: str
    base: str
    soft: str
    light: str
    bright: str
    pale: str
    accent: str

    @staticmethod
    def of(base: str) -> Tones:
        """The shades of a colour; steps are differences of OKLab lightness, found by eye."""
        return Tones(
            deepest=shade(base, -0.105),
            deep=shade(base, -0.065),
            base=base,
            soft=shade(base, 0.05),
            light=shade(base, 0.12),
            bright=shade(base, 0.27),
            pale=mix(colour("white"), base, 0.12),
            accent=colour("amber"),
        )


@dataclass(frozen=True)
class Stage:
    """A sheet to draw on.

    ``left`` is where the drawing begins (left of it stands the title), ``unit`` a length that grows with
    the sheet (1 mm on a band 98 mm high), so that a narrow stripe shows the same things, only smaller;
    ``bleed`` is the part of its width that is cut off on the right.
    """

    canvas: Canvas
    tones: Tones
    dice: Dice
    left: float
    unit: float
    bleed: float = 0.0

    @property
    def trim(self) -> float:
        """The x of the trim; what lies right of it is cut off."""
        return self.canvas.width - self.bleed

    @property
    def safe(self) -> float:
        """The x up to which small things may reach without being cut."""
        return self.trim - 1.5 * self.unit

    @property
    def top(self) -> float:
        """The y of the upper edge of the sheet: 0, or less when there is a bleed above the trim."""
        return -self.canvas.top

    @property
    def width(self) -> float:
        """Width of the sheet in mm, with the bleed on the right."""
        return self.canvas.width

    @property
    def height(self) -> float:
        """Height of the sheet in mm, without a bleed above."""
        return self.canvas.height

    @property
    def reach(self) -> float:
        """Width of the part that is drawn on, up to the trim."""
        return self.trim - self.left

    def across(self, share: float) -> float:
        """The x of a share (0-1) of the part that is drawn on."""
        return self.left + self.reach * share

    def lay_ground(self, y: float, fill: str) -> None:
        """What a drawing stands on, from ``y`` down to the lower edge.

        In a band it rises just left of the drawing: the title's side has one colour, wherever words stand.
        """
        foot = self.height
        if self.left <= 0:
            self.canvas.rect(0, y, self.width, foot - y, fill)
            return
        start, bow = self.left - SHORE * self.unit, 0.5 * SHORE * self.unit
        outline = Pen(start, foot).curve((start + bow, foot), (start + bow, y), (self.left, y))
        self.canvas.path(outline.level(self.width).plumb(foot).close(), fill)


Composition = Callable[[Stage], None]
"""A function that draws on a stage."""
