"""Houses and trees from the front, of which village and street are made."""

from __future__ import annotations

from dataclasses import dataclass

from booklet.typeset.figures.canvas import Pen
from booklet.typeset.figures.motifs.stage import Stage


@dataclass(frozen=True)
class Paint:
    """The colours of a house."""

    wall: str
    roof: str
    dark: str
    lit: float = 0.5


def draw_tree(stage: Stage, x: float, base: float, size: float, leaf: str) -> None:
    """A tree on a trunk, as a disc or pointed; ``size`` is about its height."""
    canvas = stage.canvas
    canvas.rect(x - size * 0.055, base - size * 0.6, size * 0.11, size * 0.6, stage.tones.deepest)
    if stage.dice.chance(0.6):
        canvas.circle(x, base - size * 0.68, size * 0.33, leaf)
    else:
        foot = base - size * 0.26
        canvas.polygon([(x - size * 0.29, foot), (x, base - size * 1.12), (x + size * 0.29, foot)], leaf)


def draw_house(stage: Stage, x: float, base: float, width: float, paint: Paint) -> None:
    """A house: gable or eaves to the street, door, windows, sometimes a chimney; ``x`` is its left."""
    canvas, dice = stage.canvas, stage.dice
    floors = dice.pick((1, 2, 2))
    height, rise = width * (0.5 + 0.34 * floors), width * dice.between(0.36, 0.5)
    top, over = base - height, width * 0.08
    if dice.chance(0.5):
        side = x + width * dice.pick((0.16, 0.7))
        canvas.rect(side, top - rise * 1.02, width * 0.13, rise, paint.roof)
    if dice.chance(0.5):
        tip = (x + width / 2, top - rise)
        canvas.polygon([(x, base), (x, top), tip, (x + width, top), (x + width, base)], paint.wall)
        eaves = Pen(x - over, top + over).line(tip, (x + width + over, top + over))
        canvas.stroke(eaves.data, paint.roof, width * 0.09)
        if floors > 1:
            canvas.circle(x + width / 2, top - rise * 0.34, width * 0.09, paint.dark)
    else:
        canvas.rect(x, top, width, height, paint.wall)
        left, right = (x - over, top), (x + width + over, top)
        ridge = [(x + width * 0.14, top - rise * 0.85), (x + width * 0.86, top - rise * 0.85)]
        canvas.polygon([left, *ridge, right], paint.roof)
    _front(stage, (x, top, width, base), floors, paint)


def _front(stage: Stage, box: tuple[float, float, float, float], floors: int, paint: Paint) -> None:
    """Windows on each floor; on the ground floor the door stands in the place of one."""
    x, top, width, base = box
    canvas, dice, pane = stage.canvas, stage.dice, width * 0.19
    storey, door = (base - top) / floors, dice.whole(0, 2)
    for floor in range(floors):
        y = top + storey * floor + storey * 0.24
        for column in range(3):
            left = x + width * (0.13 + 0.275 * column)
            if floor == floors - 1 and column == door:
                high = storey * 0.66
                canvas.rect(left, base - high, pane, high, paint.dark)
                continue
            fill = stage.tones.accent if dice.chance(paint.lit) else paint.dark
            canvas.rect(left, y, pane, pane * 1.25, fill)
