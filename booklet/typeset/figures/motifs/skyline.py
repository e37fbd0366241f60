"""Rows of buildings with roofs and lit windows, from which night scenes are made."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from booklet.typeset.figures.canvas import Point
from booklet.typeset.figures.motifs.stage import Stage

Roof = Callable[[float, float, float], list[Point]]
"""The outline of a roof over a wall: left x, top y and width give the points from left to right."""


def flat(x: float, y: float, width: float) -> list[Point]:
    """A flat roof."""
    return [(x, y), (x + width, y)]


def gable(x: float, y: float, width: float) -> list[Point]:
    """A pitched roof seen from its gable."""
    return [(x, y), (x + width / 2, y - width * 0.5), (x + width, y)]


def lean(x: float, y: float, width: float) -> list[Point]:
    """A roof that slopes one way."""
    return [(x, y), (x + width, y - width * 0.35)]


def steps(x: float, y: float, width: float) -> list[Point]:
    """A stepped gable as in Flemish towns."""
    rise, run, up = width * 0.17, width / 7, []
    for k in range(4):
        up += [(run * k, rise * k), (run * k, rise * (k + 1))]
    left = [(x + a, y - b) for a, b in up]
    right = [(x + width - a, y - b) for a, b in reversed(up)]
    return left + right


def mansard(x: float, y: float, width: float) -> list[Point]:
    """A steep roof with a flat top."""
    rise, cut = width * 0.3, width * 0.16
    return [(x, y), (x + cut, y - rise), (x + width - cut, y - rise), (x + width, y)]


def mast(x: float, y: float, width: float) -> list[Point]:
    """A set-back top with a mast."""
    inset, step, half, middle = width * 0.22, width * 0.14, width * 0.035, x + width / 2
    left = [(x, y), (x + inset, y), (x + inset, y - step)]
    left += [(middle - half, y - step), (middle - half, y - width * 0.8)]
    return left + [(2 * middle - a, b) for a, b in reversed(left)]


def dome(x: float, y: float, width: float) -> list[Point]:
    """A dome with a lantern."""
    middle, radius, half = x + width / 2, width * 0.42, width * 0.04
    turns = [math.pi * k / 16 for k in range(8)]
    left = [(x, y)]
    left += [(middle - radius * math.cos(a), y - 1.1 * radius * math.sin(a)) for a in turns]
    left += [(middle - half, y - 1.1 * radius), (middle - half, y - 1.6 * radius)]
    return left + [(2 * middle - a, b) for a, b in reversed(left)]


def spire(x: float, y: float, width: float) -> list[Point]:
    """A church tower's spire."""
    inset, rise = width * 0.2, width * 0.25
    tip = (x + width / 2, y - width * 1.9)
    return [(x, y), (x + inset, y - rise), tip, (x + width - inset, y - rise), (x + width, y)]


TOWN: tuple[Roof, ...] = (gable, flat, steps, gable, mansard)
TOWERS: tuple[Roof, ...] = (flat, mast, lean, flat)
OLD: tuple[Roof, ...] = (gable, dome, mansard, gable, spire)
NARROW = (spire, dome)
"""Roofs of towers, which are never broad."""


@dataclass(frozen=True)
class Row:
    """How a row of buildings is built: heights are shares of the sheet, widths in units of the stage."""

    start: float
    ground: float
    low: float
    high: float
    walls: tuple[str, ...]
    lit: float = 0.0
    wide: Point = (11, 18)
    shops: float = 0.0


def build(stage: Stage, roofs: tuple[Roof, ...], row: Row) -> None:
    """Buildings from ``row.start`` off the right edge, rising away from the title."""
    dice, unit, x, k = stage.dice, stage.unit, row.start, 0
    span, before = stage.width - row.start, None
    while x < stage.width:
        roof = dice.pick([r for r in roofs if r is not before])
        width = dice.between(*row.wide) * unit
        if roof in NARROW:
            width = min(width, 12 * unit)
        if stage.trim - (x + width) < 9 * unit:
            # The last one runs off the sheet: nothing but a plain wall is cut.
            width, roof = stage.width - x + unit, flat
        rise = 0.5 + 0.5 * min(1.0, (x - row.start) / (span * 0.4))
        top = row.ground - stage.height * dice.between(row.low, row.high) * rise
        wall = row.walls[k % len(row.walls)]
        stage.canvas.polygon([(x, row.ground), *roof(x, top, width), (x + width, row.ground)], wall)
        if row.lit > 0:
            _furnish(stage, (x, top, width, row.ground), row, wall)
        x, k, before = x + width, k + 1, roof


def _furnish(stage: Stage, box: tuple[float, float, float, float], row: Row, wall: str) -> None:
    """Windows, and on some buildings a shop."""
    x, top, width, ground = box
    unit = stage.unit
    roomy = width > 10 * unit and ground - top > 17 * unit and x + width < stage.safe
    shop = roomy and stage.dice.chance(row.shops)
    windows(stage, (x, top, width, ground - (9 if shop else 2.5) * unit), row.lit, wall)
    if shop:
        shopfront(stage, x, width, ground)


def windows(stage: Stage, box: tuple[float, float, float, float], lit: float, wall: str) -> None:
    """Rows of windows centred in a wall (x, top, width, bottom); some lit, the rest barely seen."""
    x, top, width, bottom = box
    unit, dice, tones = stage.unit, stage.dice, stage.tones
    step_x, step_y, pane_x, pane_y = 4.4 * unit, 6 * unit, 2.3 * unit, 3.5 * unit
    columns = int((width - 2.4 * unit - pane_x) / step_x) + 1
    rows = int((bottom - top - 3 * unit) / step_y)
    start = x + (width - (columns - 1) * step_x - pane_x) / 2
    dark = tones.deep if wall == tones.deepest else tones.base
    for row in range(rows):
        for column in range(columns):
            left, fill = start + column * step_x, dark
            if dice.chance(lit):
                fill = dice.pick((tones.accent, tones.accent, tones.accent, tones.bright))
            if left + pane_x < stage.safe:
                stage.canvas.rect(left, top + 3 * unit + row * step_y, pane_x, pane_y, fill)


def shopfront(stage: Stage, x: float, width: float, ground: float) -> None:
    """A lit ground floor under an awning of stripes."""
    unit, tones, canvas = stage.unit, stage.tones, stage.canvas
    height = 6.6 * unit
    canvas.rect(x + 1.4 * unit, ground - height, width - 2.8 * unit, height, tones.accent)
    door = x + width * stage.dice.pick((0.22, 0.6))
    canvas.rect(door, ground - height * 0.72, 2.2 * unit, height * 0.72, tones.deepest)
    stripes = max(5, round((width - unit) / (2.4 * unit)) | 1)
    step = (width - unit) / stripes
    for k in range(stripes):
        fill = tones.pale if k % 2 == 0 else tones.bright
        canvas.rect(x + unit / 2 + k * step, ground - height - 1.2 * unit, step, 2.6 * unit, fill)
