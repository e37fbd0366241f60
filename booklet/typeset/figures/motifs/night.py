"""Night: a skyline under the moon, windows lit, lights strung over the street."""

from __future__ import annotations

import math
from collections.abc import Callable

from booklet.typeset.figures.canvas import Canvas, Point, numbers
from booklet.typeset.figures.motifs.stage import Stage

Roof = Callable[[float, float, float], list[Point]]
"""The outline of a roof over a wall: left x, top y and width give the points from left to right."""


def _flat(x: float, y: float, width: float) -> list[Point]:
    return [(x, y), (x + width, y)]


def _gable(x: float, y: float, width: float) -> list[Point]:
    return [(x, y), (x + width / 2, y - width * 0.5), (x + width, y)]


def _lean(x: float, y: float, width: float) -> list[Point]:
    return [(x, y), (x + width, y - width * 0.35)]


def _steps(x: float, y: float, width: float) -> list[Point]:
    """A stepped gable as in Flemish towns."""
    rise, run, made = width * 0.17, width / 7, []
    for k in range(4):
        made += [(x + run * k, y - rise * k), (x + run * k, y - rise * (k + 1))]
    for k in range(4, 0, -1):
        made += [(x + width - run * (k - 1), y - rise * k), (x + width - run * (k - 1), y - rise * (k - 1))]
    return made


def _mansard(x: float, y: float, width: float) -> list[Point]:
    rise, cut = width * 0.3, width * 0.16
    return [(x, y), (x + cut, y - rise), (x + width - cut, y - rise), (x + width, y)]


def _mast(x: float, y: float, width: float) -> list[Point]:
    """A set-back top with a mast."""
    a, b, thin = width * 0.22, width * 0.14, width * 0.035
    middle = x + width / 2
    return [
        (x, y),
        (x + a, y),
        (x + a, y - b),
        (middle - thin, y - b),
        (middle - thin, y - width * 0.8),
        (middle + thin, y - width * 0.8),
        (middle + thin, y - b),
        (x + width - a, y - b),
        (x + width - a, y),
        (x + width, y),
    ]


def _dome(x: float, y: float, width: float) -> list[Point]:
    middle, radius = x + width / 2, width * 0.42
    arc = [
        (middle - radius * math.cos(math.pi * k / 16), y - 1.1 * radius * math.sin(math.pi * k / 16))
        for k in range(17)
    ]
    top, thin = y - 1.1 * radius, width * 0.04
    lantern = [(middle - thin, top), (middle - thin, top - radius * 0.5)]
    lantern += [(middle + thin, top - radius * 0.5), (middle + thin, top)]
    return [(x, y), *arc[:8], *lantern, *arc[9:], (x + width, y)]


def _spire(x: float, y: float, width: float) -> list[Point]:
    a = width * 0.2
    return [(x, y), (x + a, y - width * 0.25), (x + width / 2, y - width * 1.9)] + [
        (x + width - a, y - width * 0.25),
        (x + width, y),
    ]


TOWN: tuple[Roof, ...] = (_gable, _flat, _steps, _gable, _mansard)
TOWERS: tuple[Roof, ...] = (_flat, _mast, _lean, _flat, _flat)
OLD: tuple[Roof, ...] = (_gable, _dome, _mansard, _gable, _spire)


def _moon(stage: Stage, phase: str) -> tuple[float, float, float]:
    """The moon; the circle that stars keep out of."""
    canvas, tones, dice = stage.canvas, stage.tones, stage.dice
    x, y = stage.across(dice.between(0.34, 0.74)), stage.height * dice.between(0.2, 0.29)
    size = stage.height * dice.between(0.1, 0.135)
    if phase == "rising":
        y, size = stage.height * dice.between(0.5, 0.58), stage.height * dice.between(0.27, 0.34)
        canvas.circle(x, y, size * 1.42, tones.soft)
        canvas.circle(x, y, size, tones.accent)
        return x, y, size * 1.5
    if phase == "crescent":
        # Two arcs from horn to horn: the outer one large, the inner one flatter.
        horn, dip = size * 0.94, size * 1.12
        data = f"M{numbers(x, y - horn)}A{numbers(size, size)} 0 1 1 {numbers(x, y + horn)}"
        canvas.path(data + f"A{numbers(dip, dip)} 0 0 0 {numbers(x, y - horn)}Z", tones.accent)
        return x, y, size * 1.5
    canvas.circle(x, y, size * 2.15, tones.soft)
    canvas.circle(x, y, size * 1.55, tones.light)
    canvas.circle(x, y, size, tones.accent)
    return x, y, size * 2.4


def _stars(stage: Stage, moon: tuple[float, float, float], low: float) -> None:
    """Stars above the roofs, spread by strips so that they never clump; every fifth twinkles."""
    dice, unit, count = stage.dice, stage.unit, stage.dice.whole(16, 26)
    for k in range(count):
        x = stage.across((k + dice.between(0.15, 0.85)) / count) - 6 * unit
        y = stage.height * dice.between(0.06, low)
        size = unit * dice.between(0.3, 0.55)
        if math.hypot(x - moon[0], y - moon[1]) < moon[2] + unit:
            continue
        if k % 5 == 2:
            s, t = size * 4.2, size * 0.9
            points = [(0, -s), (t, -t), (s, 0), (t, t), (0, s), (-t, t), (-s, 0), (-t, -t)]
            stage.canvas.polygon([(x + a, y + b) for a, b in points], stage.tones.pale)
        else:
            stage.canvas.circle(x, y, size, stage.tones.bright)


def _windows(stage: Stage, box: tuple[float, float, float, float], lit: float, wall: str) -> None:
    """Rows of windows centred in a wall (x, top, width, bottom); some lit, the rest barely seen."""
    x, top, width, bottom = box
    unit, dice, tones = stage.unit, stage.dice, stage.tones
    step_x, step_y, pane_x, pane_y = 4.2 * unit, 5.6 * unit, 2.1 * unit, 3.1 * unit
    columns, rows = int((width - 2.2 * unit) / step_x), int((bottom - top - 3 * unit) / step_y)
    if columns < 1 or rows < 1:
        return
    start = x + (width - (columns - 1) * step_x - pane_x) / 2
    dark = tones.deep if wall == tones.deepest else tones.base
    for row in range(rows):
        for column in range(columns):
            left, fill = start + column * step_x, dark
            if dice.chance(lit):
                fill = dice.pick((tones.accent, tones.accent, tones.accent, tones.bright))
            # No pane may be cut by the trim, which lies 3 mm inside the sheet.
            if left + pane_x < stage.width - 4 * unit - 3:
                stage.canvas.rect(left, top + 3 * unit + row * step_y, pane_x, pane_y, fill)


def _shopfront(stage: Stage, x: float, width: float, ground: float) -> None:
    """A lit ground floor under an awning of stripes."""
    unit, tones, canvas = stage.unit, stage.tones, stage.canvas
    height = 6.4 * unit
    canvas.rect(x + unit, ground - height, width - 2 * unit, height, tones.accent)
    door = x + width * stage.dice.pick((0.2, 0.62))
    canvas.rect(door, ground - height * 0.8, 2.2 * unit, height * 0.8, tones.deepest)
    stripes = max(3, round((width - unit) / (2.4 * unit)) | 1)
    step = (width - unit) / stripes
    for k in range(stripes):
        fill = tones.pale if k % 2 == 0 else tones.bright
        canvas.rect(x + unit / 2 + k * step, ground - height - 1.2 * unit, step, 2.6 * unit, fill)


def _row(
    stage: Stage,
    roofs: tuple[Roof, ...],
    *,
    start: float,
    ground: float,
    low: float,
    high: float,
    walls: tuple[str, ...],
    lit: float = 0.0,
    wide: tuple[float, float] = (10, 18),
    shops: float = 0.0,
) -> None:
    """A row of buildings from ``start`` off the right edge, rising away from the title."""
    dice, unit, x, k = stage.dice, stage.unit, start, 0
    span, last_roof = stage.width - start, None
    while x < stage.width:
        width = dice.between(*wide) * unit
        rise = 0.55 + 0.45 * min(1.0, (x - start) / (span * 0.45))
        top = ground - stage.height * dice.between(low, high) * rise
        roof = dice.pick([r for r in roofs if r is not last_roof or len(roofs) == 1])
        if roof in (_spire, _dome):
            width = min(width, 11 * unit)
        if stage.width - (x + width) < 9 * unit:
            # The last one runs off the sheet: nothing but a plain wall is cut.
            width, roof = stage.width - x + unit, _flat
        wall = walls[k % len(walls)]
        stage.canvas.polygon([(x, ground), *roof(x, top, width), (x + width, ground)], wall)
        shop = lit > 0 and width > 9 * unit and ground - top > 16 * unit and dice.chance(shops)
        if lit > 0:
            _windows(stage, (x, top, width, ground - (8.5 if shop else 2) * unit), lit, wall)
        if shop and x + width < stage.width - 3:
            _shopfront(stage, x, width, ground)
        x, k, last_roof = x + width, k + 1, roof


def _string_lights(stage: Stage, ground: float) -> None:
    """Two sagging lines of bulbs between masts."""
    unit, canvas, tones = stage.unit, stage.canvas, stage.tones
    posts = [stage.across(0.02), stage.across(0.36), stage.across(0.7), stage.across(1.06)]
    top, sag = ground - 21 * unit, 6 * unit
    for x in posts:
        canvas.rect(x - 0.45 * unit, top, 0.9 * unit, ground - top, tones.pale)
        canvas.circle(x, top, 0.9 * unit, tones.pale)
    for a, b in zip(posts, posts[1:], strict=False):
        middle = f"{numbers((a + b) / 2, top + 2 * sag)}"
        canvas.stroke(f"M{numbers(a, top)}Q{middle} {numbers(b, top)}", tones.pale, 0.4 * unit)
        bulbs = max(5, round((b - a) / (4.4 * unit)))
        for k in range(1, bulbs):
            t = k / bulbs
            y = top + 4 * sag * t * (1 - t) + 1.1 * unit
            canvas.circle(a + (b - a) * t, y, 1.05 * unit, tones.accent)


def _street(stage: Stage, ground: float) -> None:
    """The ground, over the whole width so that the drawing stands on something."""
    stage.canvas.rect(0, ground, stage.width, stage.height - ground, stage.tones.deepest)


def _lamps(stage: Stage, ground: float) -> None:
    """Street lamps with two arms."""
    unit, canvas, tones = stage.unit, stage.canvas, stage.tones
    for k in range(3):
        x, top = stage.across(0.04 + 0.38 * k), ground - 15 * unit
        canvas.rect(x - 0.4 * unit, top, 0.8 * unit, ground - top, tones.bright)
        canvas.rect(x - 3.2 * unit, top, 6.4 * unit, 0.7 * unit, tones.bright)
        for side in (-3, 3):
            canvas.circle(x + side * unit, top + 1.5 * unit, 1.25 * unit, tones.accent)


def _city(stage: Stage, roofs: tuple[Roof, ...], phase: str, *, tall: float = 1.0) -> float:
    """Sky, two rows in the haze and the lit row in front; the height of the street."""
    tones, dice = stage.tones, stage.dice
    ground = stage.height * 0.935
    moon = _moon(stage, phase)
    _stars(stage, moon, 0.4)
    late = dice.between(0.34, 0.66)
    far, near = stage.across(0.0), stage.across(dice.between(0.05, 0.09))
    _row(stage, roofs, start=far, ground=ground, low=0.3 * tall, high=0.52 * tall, walls=(tones.light,))
    _row(stage, roofs, start=far + 5 * stage.unit, ground=ground, low=0.24 * tall, high=0.42 * tall,
         walls=(tones.soft,), wide=(8, 14))  # fmt: skip
    _row(stage, roofs, start=near, ground=ground, low=0.2 * tall, high=0.36 * tall,
         walls=(tones.deepest, tones.deep), lit=late, shops=0.5)  # fmt: skip
    _street(stage, ground)
    return ground


def old_town(stage: Stage) -> None:
    """Gables, domes and a spire, lamps along the street."""
    ground = _city(stage, OLD, stage.dice.pick(("full", "crescent")))
    _lamps(stage, ground)


def gables(stage: Stage) -> None:
    """A market street with stepped gables under strings of bulbs."""
    ground = _city(stage, TOWN, stage.dice.pick(("full", "rising", "crescent")))
    _string_lights(stage, ground)


def towers(stage: Stage) -> None:
    """High-rises before a huge moon."""
    _city(stage, TOWERS, stage.dice.pick(("rising", "full")), tall=1.32)


def _bridge(canvas: Canvas, stage: Stage, start: float, water: float) -> None:
    """An arched bridge over the water, running off to the right."""
    unit, tones = stage.unit, stage.tones
    deck, arch = water - 9 * unit, 15 * unit
    data, x = (
        f"M{numbers(start, water)}V{numbers(deck)}H{numbers(stage.width + 2)}V{numbers(water)}",
        stage.width + 2,
    )
    while x - arch > start + 3 * unit:
        radius = (arch - 3 * unit) / 2
        data += f"H{numbers(x - 1.5 * unit)}A{numbers(radius, radius * 1.05)} 0 0 0 {numbers(x - 1.5 * unit - 2 * radius, water)}"
        x -= arch
    canvas.path(data + "Z", tones.deepest)
    canvas.rect(
        start - 2 * unit, deck - 1.2 * unit, stage.width - start + 4 * unit, 1.6 * unit, tones.bright
    )
    lamp = stage.width - 9 * unit
    while lamp > start:
        canvas.rect(lamp - 0.35 * unit, deck - 7 * unit, 0.7 * unit, 6 * unit, tones.bright)
        canvas.circle(lamp, deck - 7.4 * unit, 1.3 * unit, tones.accent)
        lamp -= arch


def riverside(stage: Stage) -> None:
    """Houses and a bridge by the river, their lights in the water."""
    canvas, tones, dice, unit = stage.canvas, stage.tones, stage.dice, stage.unit
    water = stage.height * 0.8
    moon = _moon(stage, dice.pick(("full", "crescent", "rising")))
    _stars(stage, moon, 0.36)
    roofs = dice.pick((OLD, TOWN, TOWERS))
    _row(stage, roofs, start=stage.across(0), ground=water, low=0.22, high=0.4, walls=(tones.light,))
    _row(stage, roofs, start=stage.across(0.06), ground=water, low=0.2, high=0.36,
         walls=(tones.soft, tones.deep), lit=dice.between(0.35, 0.6))  # fmt: skip
    canvas.rect(0, water, stage.width, stage.height - water, tones.deep)
    _bridge(canvas, stage, stage.across(0.1), water)
    for k in range(22):
        y = water + (stage.height - water) * dice.between(0.12, 0.9)
        x = stage.across(dice.between(0.04, 0.9))
        near_moon = abs(x - moon[0]) < 14 * unit
        fill = tones.accent if near_moon or k % 6 == 0 else dice.pick((tones.light, tones.bright))
        canvas.rect(x, y, dice.between(4, 11) * unit, 0.75 * unit, fill, radius=0.4 * unit)


NIGHT = {"old-town": old_town, "gables": gables, "towers": towers, "riverside": riverside}
"""The compositions of this motif by name."""
