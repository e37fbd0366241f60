"""Night: a skyline under the moon, windows lit, lights strung over the street."""

from __future__ import annotations

import itertools
import math

from booklet.typeset.figures.canvas import Circle, Pen
from booklet.typeset.figures.motifs.skyline import OLD, TOWERS, TOWN, Roof, Row, build
from booklet.typeset.figures.motifs.stage import Composition, Stage


def _moon(stage: Stage, phase: str) -> Circle:
    """The moon; the circle that stars keep out of."""
    canvas, tones, dice = stage.canvas, stage.tones, stage.dice
    x, y = stage.across(dice.between(0.36, 0.74)), stage.height * dice.between(0.17, 0.25)
    size = stage.height * dice.between(0.09, 0.12)
    if phase == "rising":
        y, size = stage.height * dice.between(0.46, 0.54), stage.height * dice.between(0.29, 0.36)
        canvas.circle(x, y, size * 1.36, tones.soft)
        canvas.circle(x, y, size, tones.accent)
        return x, y, size * 1.45
    if phase == "crescent":
        # Two arcs from horn to horn: the outer one large, the inner one flatter.
        top, foot, dip = (x, y - size), (x, y + size), size * 1.42
        outline = Pen(*top).arc((size, size), foot, large=True).arc((dip, dip), top, clockwise=False)
        canvas.path(outline.close(), tones.accent)
        return x, y, size * 1.5
    canvas.circle(x, y, size * 2.15, tones.soft)
    canvas.circle(x, y, size * 1.55, tones.light)
    canvas.circle(x, y, size, tones.accent)
    return x, y, size * 2.4


def _stars(stage: Stage, moon: Circle, low: float) -> None:
    """Stars above the roofs, spread by strips so that they never clump; every fifth twinkles."""
    dice, unit, count = stage.dice, stage.unit, stage.dice.whole(16, 26)
    for k in range(count):
        x = stage.across((k + dice.between(0.15, 0.85)) / count) - 4 * unit
        y = stage.height * dice.between(0.06, low)
        size = unit * dice.between(0.35, 0.6)
        if math.hypot(x - moon[0], y - moon[1]) < moon[2] + unit or x > stage.safe:
            continue
        if k % 5 == 2:
            s, t = size * 4.2, size * 0.9
            points = [(0, -s), (t, -t), (s, 0), (t, t), (0, s), (-t, t), (-s, 0), (-t, -t)]
            stage.canvas.polygon([(x + a, y + b) for a, b in points], stage.tones.pale)
        else:
            stage.canvas.circle(x, y, size, stage.tones.bright)


def _string_lights(stage: Stage, ground: float) -> None:
    """Sagging lines of bulbs between masts."""
    unit, canvas, tones = stage.unit, stage.canvas, stage.tones
    first, pitch = stage.dice.between(0.0, 0.06), stage.dice.between(0.36, 0.44)
    posts = [stage.across(first + pitch * k) for k in range(5)]
    top, sag = ground - stage.dice.between(22, 27) * unit, stage.dice.between(5, 8) * unit
    for x in posts:
        canvas.rect(x - 0.5 * unit, top, unit, ground - top, tones.pale)
    for a, b in itertools.pairwise(posts):
        canvas.stroke(
            Pen(a, top).bend(((a + b) / 2, top + 2 * sag), (b, top)).data, tones.pale, 0.45 * unit
        )
        bulbs = max(5, round((b - a) / (4.6 * unit)))
        for k in range(1, bulbs):
            t = k / bulbs
            x = a + (b - a) * t
            if x < stage.safe:
                canvas.circle(x, top + 4 * sag * t * (1 - t) + 1.1 * unit, 1.15 * unit, tones.accent)


def _lamps(stage: Stage, ground: float) -> None:
    """Street lamps with two arms."""
    unit, canvas, tones = stage.unit, stage.canvas, stage.tones
    first = stage.dice.between(0.0, 0.12)
    for k in range(3):
        x, top = stage.across(first + 0.36 * k), ground - 16 * unit
        if x + 5 * unit > stage.safe:
            break
        canvas.rect(x - 0.45 * unit, top, 0.9 * unit, ground - top, tones.bright)
        canvas.rect(x - 3.2 * unit, top, 6.4 * unit, 0.8 * unit, tones.bright)
        for side in (-3, 3):
            canvas.circle(x + side * unit, top + 1.6 * unit, 1.4 * unit, tones.accent)


def _city(stage: Stage, roofs: tuple[Roof, ...], phase: str, tall: float) -> float:
    """Sky, two rows in the haze and the lit row in front; the height of the street."""
    tones, dice, far = stage.tones, stage.dice, stage.left
    ground = stage.height * 0.935
    _stars(stage, _moon(stage, phase), 0.36)
    late, near = dice.between(0.34, 0.62), stage.across(dice.between(0.04, 0.1))
    build(stage, roofs, Row(far, ground, 0.4 * tall, 0.62 * tall, (tones.light,)))
    middle = far + 5 * stage.unit
    build(stage, roofs, Row(middle, ground, 0.32 * tall, 0.5 * tall, (tones.soft,), wide=(9, 14)))
    walls = (tones.deepest, tones.deep)
    front = Row(near, ground, 0.26 * tall, 0.44 * tall, walls, lit=late, wide=(13, 20), shops=0.5)
    build(stage, roofs, front)
    stage.lay_ground(ground, tones.deepest)
    return ground


def old_town(stage: Stage) -> None:
    """Gables, domes and a spire, lamps along the street."""
    ground = _city(stage, OLD, stage.dice.pick(("full", "crescent")), 0.95)
    _lamps(stage, ground)


def gables(stage: Stage) -> None:
    """A market street with stepped gables under strings of bulbs."""
    ground = _city(stage, TOWN, stage.dice.pick(("full", "rising", "crescent")), 1.0)
    _string_lights(stage, ground)


def towers(stage: Stage) -> None:
    """High-rises before a huge moon."""
    _city(stage, TOWERS, stage.dice.pick(("rising", "rising", "full")), 1.2)


def _bridge(stage: Stage, start: float, water: float) -> None:
    """An arched bridge over the water, running off to the right."""
    unit, tones, canvas = stage.unit, stage.tones, stage.canvas
    deck, arch = water - 10 * unit, 17 * unit
    wide = (arch - 3.4 * unit) / 2
    end = stage.width + 2
    outline = Pen(start, water).plumb(deck).level(end).plumb(water)
    x = end
    while x - arch > start + 2 * unit:
        outline.level(x - 1.7 * unit)
        outline.arc((wide, wide * 0.95), (x - 1.7 * unit - 2 * wide, water), clockwise=False)
        x -= arch
    canvas.path(outline.close(), tones.deepest)
    canvas.rect(start - 2 * unit, deck - 1.3 * unit, end - start, 1.7 * unit, tones.bright)
    x = end - arch * 0.5
    while x > start:
        if x < stage.safe:
            canvas.rect(x - 0.4 * unit, deck - 7 * unit, 0.8 * unit, 6 * unit, tones.bright)
            canvas.circle(x, deck - 7.6 * unit, 1.5 * unit, tones.accent)
        x -= arch


def riverside(stage: Stage) -> None:
    """Houses and a bridge by the river, their lights in the water."""
    canvas, tones, dice, unit = stage.canvas, stage.tones, stage.dice, stage.unit
    water = stage.height * 0.8
    moon = _moon(stage, dice.pick(("full", "crescent", "rising")))
    _stars(stage, moon, 0.34)
    roofs = dice.pick((OLD, TOWN, TOWERS))
    build(stage, roofs, Row(stage.left, water, 0.32, 0.5, (tones.light,)))
    walls, late = (tones.soft, tones.deep), dice.between(0.35, 0.6)
    build(stage, roofs, Row(stage.across(0.05), water, 0.26, 0.42, walls, lit=late, wide=(12, 18)))
    stage.lay_ground(water, tones.deep)
    _bridge(stage, stage.across(0.08), water)
    count = 20
    for k in range(count):
        # One gleam a strip: they never overlap.
        y = water + (stage.height - water) * (0.12 + 0.76 * k / count)
        x, length = stage.across(dice.between(0.04, 0.84)), dice.between(4, 11) * unit
        near_moon = abs(x + length / 2 - moon[0]) < 12 * unit
        fill = tones.accent if near_moon or k % 5 == 0 else dice.pick((tones.light, tones.bright))
        if x + length < stage.safe:
            canvas.rect(x, y, length, 0.8 * unit, fill, radius=0.4 * unit)


NIGHT: dict[str, Composition] = {
    "old-town": old_town,
    "gables": gables,
    "towers": towers,
    "riverside": riverside,
}
"""The compositions of this motif by name."""
