"""Place: houses, gardens and the paths between them."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable

from booklet.typeset.figures.canvas import Pen, Point
from booklet.typeset.figures.motifs.houses import Paint, draw_house, draw_tree
from booklet.typeset.figures.motifs.neighbourhood import blocks
from booklet.typeset.figures.motifs.stage import Composition, Stage


def _houses(stage: Stage, start: float, base: float, scale: float, paint: Paint) -> None:
    """A row of houses and trees; none is cut by the right edge, where trees end the row."""
    dice, unit, x = stage.dice, stage.unit * scale, start
    while x < stage.width:
        width = dice.between(13, 18) * unit
        if x + width * 1.1 > stage.safe:
            if x + 7 * unit < stage.safe:
                draw_tree(stage, x + 4 * unit, base, dice.between(11, 14) * unit, paint.roof)
            return
        if dice.chance(0.26):
            draw_tree(stage, x + 4 * unit, base, dice.between(11, 16) * unit, paint.roof)
            x += 9 * unit
        else:
            draw_house(stage, x, base, width, paint)
            x += width + dice.between(3, 5) * unit


def _hill(stage: Stage, start: float, base: float, fill: str) -> None:
    """A hill that rises from the bottom left to a gently waved ridge."""
    h, end = stage.height, stage.width + 2
    outline = Pen(start - 26 * stage.unit, h)
    outline.curve(
        (start - 8 * stage.unit, h), (start - 4 * stage.unit, base), (start + 16 * stage.unit, base)
    )
    outline.level(end).plumb(h)
    stage.canvas.path(outline.close(), fill)


def village(stage: Stage) -> None:
    """Rows of houses on hills, and a path that winds down between them."""
    tones, dice, h = stage.tones, stage.dice, stage.height
    if dice.chance(0.75):
        x, y = stage.across(dice.between(0.3, 0.8)), h * dice.between(0.2, 0.3)
        stage.canvas.circle(x, y, h * dice.between(0.1, 0.17), tones.accent)
    first = h * dice.between(0.5, 0.56)
    _hill(stage, stage.left, first, tones.soft)
    far = Paint(tones.light, tones.bright, tones.base)
    _houses(stage, stage.left + 15 * stage.unit, first + 0.4, 0.72, far)
    second = first + h * dice.between(0.27, 0.3)
    start = stage.across(dice.between(0.04, 0.1))
    _hill(stage, start, second, tones.deepest)
    near = Paint(tones.bright, tones.pale, tones.deepest)
    _houses(stage, start + 12 * stage.unit, second + 0.4, 1.12, near)
    _path(stage, second)


def _path(stage: Stage, top: float) -> None:
    """A winding footpath over the front hill, wide at the bottom edge."""
    dice, unit, h = stage.dice, stage.unit, stage.height
    x, sway = stage.across(dice.between(0.4, 0.72)), dice.pick((-1, 1)) * 16 * unit
    low, wide = h - (h - top) * 0.3, 8 * unit
    outline = Pen(x, top).curve((x - sway, top + 3 * unit), (x + sway, low), (x - sway * 0.4, h))
    outline.level(x - sway * 0.4 + wide)
    outline.curve((x + sway + wide, low), (x - sway + 2.4 * unit, top + 3 * unit), (x + 1.8 * unit, top))
    stage.canvas.path(outline.close(), stage.tones.accent)


def street(stage: Stage) -> None:
    """A street of large fronts with trees, benches and people who stop to talk."""
    canvas, tones, dice, unit = stage.canvas, stage.tones, stage.dice, stage.unit
    ground = stage.height * 0.88
    disc = stage.height * dice.between(0.2, 0.3)
    x = stage.across(dice.between(0.25, 0.75))
    canvas.circle(x, stage.height * 0.36, disc, dice.pick((tones.soft, tones.accent)))
    back = Paint(tones.soft, tones.light, tones.deep, 0.3)
    _houses(stage, stage.left, ground, dice.between(1.25, 1.5), back)
    x, paints = stage.across(dice.between(0.04, 0.1)), dice.shuffle(_fronts(stage))
    for k in range(5):
        width = dice.between(22, 29) * unit
        if x + width * 1.1 > stage.safe:
            draw_tree(stage, min(x + 4 * unit, stage.safe - 8 * unit), ground, 24 * unit, tones.bright)
            break
        draw_house(stage, x, ground, width, paints[k % 3])
        x += width + dice.between(4, 8) * unit
    stage.lay_ground(ground, tones.deepest)
    canvas.rect(stage.left - 3 * unit, ground, stage.width, 1.1 * unit, tones.light)
    for spot in dice.shuffle((0.08, 0.3, 0.52, 0.74))[: dice.whole(2, 3)]:
        dice.pick((_talk, _talk, _bench))(stage, stage.across(spot), ground + 6 * unit)


def _fronts(stage: Stage) -> tuple[Paint, ...]:
    """Three ways to paint a house of the street."""
    tones = stage.tones
    return (
        Paint(tones.light, tones.pale, tones.deepest),
        Paint(tones.bright, tones.deepest, tones.deep),
        Paint(tones.pale, tones.bright, tones.deep, 0.4),
    )


def _figure(stage: Stage, x: float, base: float, size: float, fill: str) -> None:
    """Somebody standing, ``size`` tall."""
    stage.canvas.circle(x, base - size * 0.87, size * 0.13, fill)
    stage.canvas.rect(x - size * 0.16, base - size * 0.7, size * 0.32, size * 0.7, fill, radius=size * 0.15)


def _talk(stage: Stage, x: float, base: float) -> None:
    """Two who talk."""
    unit, tones = stage.unit, stage.tones
    _figure(stage, x, base, 13 * unit, tones.accent)
    _figure(stage, x + 5.4 * unit, base, stage.dice.between(10, 13) * unit, tones.pale)


def _bench(stage: Stage, x: float, base: float) -> None:
    """A bench under a tree."""
    unit, tones = stage.unit, stage.tones
    draw_tree(stage, x + 8 * unit, base, 22 * unit, tones.bright)
    for y in (7.2, 4.6):
        stage.canvas.rect(x - 4 * unit, base - y * unit, 10 * unit, 1.2 * unit, tones.accent)
    for leg in (-3, 4):
        stage.canvas.rect(x + leg * unit, base - 4.6 * unit, unit, 4.6 * unit, tones.accent)


def facade(stage: Stage) -> None:
    """A block of flats that fills the side of the picture: windows, balconies, neighbours."""
    canvas, tones, dice = stage.canvas, stage.tones, stage.dice
    floors = max(2, round(stage.height / (stage.unit * dice.pick((20, 25)))))
    side = stage.height / floors
    columns = max(2, round(stage.reach / (side * 0.95)))
    pitch = side * 0.95 if stage.left > 0 else stage.reach / columns
    roof = [dice.pick((0, 0, 1)) for _ in range(columns)]
    for column in range(columns):
        x = stage.trim - pitch * (column + 1)
        drop = 0 if column < columns - 2 else (1 if column == columns - 2 else 2)
        top = side * max(drop, roof[column] if column > 1 else 0) * (stage.left > 0)
        wall = tones.soft if column % 2 else tones.light
        upper = top or stage.top
        beyond = stage.bleed if column == 0 else 0.0
        canvas.rect(x, upper, pitch + beyond, stage.height - upper, wall)
        for floor in range(floors):
            y = side * floor
            if y + 0.1 >= top:
                _window(stage, (x, y, pitch, side), wall)


def _window(stage: Stage, box: tuple[float, float, float, float], wall: str) -> None:
    """One opening of the block: dark, lit, with somebody in it, or with a balcony and flowers."""
    x, y, width, height = box
    canvas, tones, dice = stage.canvas, stage.tones, stage.dice
    kind = dice.pick(("dark", "dark", "lit", "neighbour", "neighbour", "balcony", "shutters"))
    left, top, wide, high = x + width * 0.2, y + height * 0.18, width * 0.6, height * 0.62
    fill = {"dark": tones.deep, "balcony": tones.bright, "shutters": tones.deepest}.get(kind, tones.accent)
    canvas.rect(left, top, wide, high, tones.deepest if kind == "neighbour" and dice.chance(0.4) else fill)
    if kind == "shutters":
        for edge in (left - wide * 0.24, left + wide * 0.9):
            canvas.rect(edge, top, wide * 0.34, high, tones.bright)
    elif kind == "balcony":
        canvas.rect(left + wide * 0.46, top, wide * 0.08, high, wall)
        for k in range(4):
            canvas.circle(left + wide * (0.08 + 0.28 * k), top + high * 0.66, wide * 0.13, tones.accent)
        canvas.rect(left - wide * 0.14, top + high * 0.7, wide * 1.28, high * 0.34, tones.deepest)
    elif kind == "neighbour":
        middle, sill, half = left + wide * dice.between(0.4, 0.6), top + high, wide * 0.3
        coat = dice.pick((tones.pale, tones.bright))
        canvas.circle(middle, sill - half * 1.5, half * 0.62, coat)
        bust = Pen(middle - half, sill).arc((half, half * 0.95), (middle + half, sill))
        canvas.path(bust.close(), coat)
    canvas.rect(left - wide * 0.1, top + high, wide * 1.2, height * 0.045, tones.pale)


def plan(stage: Stage) -> None:
    """A street plan: blocks at an angle, a park, and one route that ends at a marked place."""
    dice, tones, unit = stage.dice, stage.tones, stage.unit
    angle = math.radians(dice.between(8, 26) * dice.pick((-1, 1)))
    cos, sin = math.cos(angle), math.sin(angle)
    ox, oy = stage.across(0.55), stage.height * 0.5

    def at(u: float, v: float) -> Point:
        return ox + u * cos - v * sin, oy + u * sin + v * cos

    half = 1.7 * unit
    columns, rows = _cuts(stage, 150 * unit), _cuts(stage, 120 * unit)
    park = (dice.whole(3, len(columns) - 5), dice.whole(2, len(rows) - 4))
    bow = dice.between(0.05, 0.3)
    for c, (u0, u1) in enumerate(itertools.pairwise(columns)):
        for r, (v0, v1) in enumerate(itertools.pairwise(rows)):
            box = (u0 + half, v0 + half, u1 - half, v1 - half)
            corners = [at(*p) for p in _corners(box)]
            if min(x for x, _ in corners) < stage.left + abs(corners[0][1] - oy) * bow:
                continue
            fill = dice.pick((tones.soft, tones.light, tones.light, tones.deep, tones.bright))
            stage.canvas.polygon(corners, tones.accent if (c, r) == park else fill)
            inner = (box[0] + 3 * unit, box[1] + 3 * unit, box[2] - 3 * unit, box[3] - 3 * unit)
            roomy = min(inner[2] - inner[0], inner[3] - inner[1]) > 3 * unit
            if roomy and (c, r) != park and fill != tones.deep and dice.chance(0.5):
                stage.canvas.polygon([at(*p) for p in _corners(inner)], tones.base)
    _route(stage, at, columns, rows)


def _corners(box: tuple[float, float, float, float]) -> list[Point]:
    return [(box[0], box[1]), (box[2], box[1]), (box[2], box[3]), (box[0], box[3])]


def _cuts(stage: Stage, span: float) -> list[float]:
    """Where streets cut the ground, at uneven distances, centred on 0."""
    cuts = [-span / 2]
    while cuts[-1] < span / 2:
        cuts.append(cuts[-1] + stage.dice.between(12, 21) * stage.unit)
    return cuts


def _route(
    stage: Stage, at: Callable[[float, float], Point], columns: list[float], rows: list[float]
) -> None:
    """A way through the streets from the right edge to a pin."""
    canvas, tones, unit, dice = stage.canvas, stage.tones, stage.unit, stage.dice
    column, row = len(columns) // 2 - dice.whole(0, 1), len(rows) // 2
    turn = row + dice.pick((-1, 1))
    way = [(columns[-1], rows[turn]), (columns[column + 2], rows[turn])]
    way += [(columns[column + 2], rows[row]), (columns[column], rows[row])]
    points = [at(*p) for p in way]
    canvas.stroke(Pen(*points[0]).line(*points[1:]).data, tones.pale, 1.9 * unit)
    x, y = points[-1]
    size = 6.6 * unit
    top, wing = y - size * 1.5, size * 0.86
    pin = Pen(x, y).line((x - wing, top + size * 0.5))
    pin.arc((size, size), (x + wing, top + size * 0.5), large=True)
    canvas.path(pin.close(), tones.accent)
    canvas.circle(x, top, size * 0.42, tones.deepest)


PLACE: dict[str, Composition] = {
    "village": village,
    "blocks": blocks,
    "plan": plan,
    "street": street,
    "facade": facade,
}
"""The compositions of this motif by name."""
