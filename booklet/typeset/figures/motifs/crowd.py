"""Crowd: people in their hundreds, and the lines along which they move."""

from __future__ import annotations

import math

from booklet.typeset.figures.canvas import Pen, numbers
from booklet.typeset.figures.motifs.stage import Composition, Stage


def _spectator(stage: Stage, x: float, y: float, size: float, fill: str) -> None:
    """Head and shoulders from behind; ``y`` is the line of the shoulders, ``size`` half their width."""
    head, foot, round_off = size * 0.54, y + size * 3.6, size * 0.85
    stage.canvas.circle(x, y - head * 1.22, head, fill)
    body = Pen(x - size, foot).plumb(y + round_off)
    body.arc((size, round_off), (x + size, y + round_off)).plumb(foot)
    stage.canvas.path(body.close(), fill)


def _arms(stage: Stage, x: float, y: float, size: float, fill: str) -> None:
    """Both arms up."""
    for side in (-1, 1):
        elbow = (x + side * size * 1.2, y - size * 0.5)
        hand = (x + side * size * 0.95, y - size * 2.0)
        line = Pen(x + side * size * 0.72, y + size * 0.8).line(elbow, hand)
        stage.canvas.stroke(line.data, fill, size * 0.42)


def _crowd(stage: Stage, top: float, arms: float) -> None:
    """Rows of spectators, smaller and lighter towards the back; the mass thins out to the left."""
    dice, tones, rows = stage.dice, stage.tones, 7
    ramp = (tones.bright, tones.light, tones.light, tones.soft, tones.deep, tones.deep, tones.deepest)
    y = top
    for row in range(rows):
        share = row / (rows - 1)
        size = stage.unit * (1.9 + 3.4 * share)
        step = size * 2.14
        x = stage.width + step * dice.between(0.1, 0.6)
        edge = stage.left + (1 - share) * 10 * stage.unit + dice.between(0, 5) * stage.unit
        while x > edge:
            lift = dice.between(-0.3, 0.3) * size
            # The front row stays dark: it frames the picture.
            bright = dice.roll() if row < rows - 1 else 1.0
            fill = tones.accent if bright < 0.07 else tones.pale if bright < 0.13 else ramp[row]
            if dice.chance(arms) and x + 2 * size < stage.safe:
                _arms(stage, x, y + lift, size, fill)
            _spectator(stage, x, y + lift, size, fill)
            x -= step
        y += (stage.height - 5.5 * stage.unit - top) / (rows - 1) * (0.62 + 0.76 * share)


def _truss(stage: Stage, left: float, top: float, right: float) -> None:
    """The girder the lamps hang from."""
    unit, fill, depth = stage.unit, stage.tones.deepest, 3 * stage.unit
    for y in (top, top + depth):
        stage.canvas.rect(left, y - 0.55 * unit, right - left, 1.1 * unit, fill)
    zigzag, x = Pen(left, top), left
    for k in range(1, int((right - left) / depth) + 2):
        x = left + k * depth
        zigzag.line((x, top + depth * (k % 2)))
    stage.canvas.stroke(zigzag.data, fill, 0.65 * unit)


def concert(stage: Stage) -> None:
    """A stage with fanning beams of light over a crowd seen from behind."""
    canvas, tones, dice, unit = stage.canvas, stage.tones, stage.dice, stage.unit
    girder, lamps = stage.height * dice.between(0.07, 0.11), dice.whole(4, 6)
    truss, spread = girder + 3.6 * unit, stage.reach * dice.between(0.13, 0.18)
    fan, focus = dice.between(0.5, 1.25), stage.across(dice.between(0.4, 0.62))
    pitch = 0.98 / (lamps - 1)
    for k in range(lamps):
        x = stage.across(0.12 + pitch * k)
        aim = focus + (x - focus) * fan
        left, right = max(stage.left, aim - spread), max(stage.left + spread, aim + spread)
        fill = tones.soft if k % 2 == 0 else tones.light
        floor = stage.height
        canvas.polygon([(x - unit, truss), (x + unit, truss), (right, floor), (left, floor)], fill)
    _truss(stage, stage.across(0.05), girder, stage.width + 2)
    for k in range(lamps):
        x = stage.across(0.12 + pitch * k)
        if x + 2 * unit < stage.safe:
            canvas.circle(x, truss + 1.4 * unit, 2.1 * unit, tones.accent)
    _crowd(stage, stage.height * dice.between(0.5, 0.58), arms=0.13)


def _bunting(stage: Stage, y: float, first: int) -> None:
    """A sagging line of pennants from the left of the drawing off its right edge."""
    unit, tones, canvas = stage.unit, stage.tones, stage.canvas
    sag, x0, x1 = (
        stage.height * stage.dice.between(0.07, 0.14),
        stage.left + 3 * unit,
        stage.width + 8 * unit,
    )
    canvas.stroke(Pen(x0, y).bend(((x0 + x1) / 2, y + 2 * sag), (x1, y)).data, tones.light, 0.5 * unit)
    flags, half = int((x1 - x0) / (6.6 * unit)), 2.3 * unit
    for k in range(flags):
        t = (k + 0.5) / flags
        x, hang = x0 + (x1 - x0) * t, y + 4 * sag * t * (1 - t)
        fill = (tones.pale, tones.accent, tones.bright, tones.deepest)[(k + first) % 4]
        if x + half < stage.safe:
            canvas.polygon([(x - half, hang), (x + half, hang), (x, hang + 5 * unit)], fill)


def procession(stage: Stage) -> None:
    """A festive crowd with banners, bunting above it."""
    canvas, tones, dice, unit = stage.canvas, stage.tones, stage.dice, stage.unit
    for line in range(dice.whole(1, 2)):
        _bunting(stage, stage.height * (0.09 + 0.13 * line), line)
    base = stage.height * 0.58
    for k in range(4):
        x = stage.across(0.12 + 0.21 * k + dice.between(-0.03, 0.03))
        top, side, deep = base - dice.between(12, 22) * unit, 12 * unit, 7.5 * unit
        if x + side > stage.safe:
            break
        canvas.rect(x - 0.45 * unit, top - unit, 0.9 * unit, base - top + 12 * unit, tones.pale)
        wave = 2.4 * unit
        flag = Pen(x, top).curve((x + side / 3, top - wave), (x + side * 0.66, top + wave), (x + side, top))
        flag.plumb(top + deep)
        flag.curve((x + side * 0.66, top + deep + wave), (x + side / 3, top + deep - wave), (x, top + deep))
        canvas.path(
            flag.close(), (tones.accent, tones.pale, tones.bright, tones.light)[(k + dice.whole(0, 2)) % 4]
        )
    _crowd(stage, base, arms=0.04)


def arena(stage: Stage) -> None:
    """The stands of an arena from above: rings of people round a lit field, cut by aisles."""
    canvas, tones, dice, unit = stage.canvas, stage.tones, stage.dice, stage.unit
    x = stage.trim - stage.reach * dice.between(0.02, 0.2)
    y = stage.height * dice.pick((0.98, 0.62, 0.4, 0.04))
    outer = x - stage.left
    inner, pitch = outer * dice.between(0.26, 0.34), 4.6 * unit
    rings = int((outer - inner) / pitch)
    canvas.circle(x, y, inner + rings * pitch, tones.soft)
    canvas.circle(x, y, inner + pitch * (rings // 2), tones.light)
    aisle, turn = math.pi / dice.pick((4, 5, 6)), dice.between(0, 1)
    for k in range(rings):
        radius = inner + pitch * (k + 0.5)
        seats = int(2 * math.pi * radius / (3.7 * unit))
        light = tones.pale if k < rings // 2 else tones.bright
        for seat in range(seats):
            angle = 2 * math.pi * seat / seats
            px, py = x + radius * math.cos(angle), y + radius * math.sin(angle)
            in_aisle = abs((angle - turn) % aisle - aisle / 2) * radius < 2.2 * unit
            if in_aisle or not canvas.inside(px, py, px, py) or dice.chance(0.1):
                continue
            fill = tones.accent if dice.chance(0.08) else dice.pick((tones.deep, tones.deepest, light))
            canvas.circle(px, py, 1.35 * unit, fill)
    canvas.circle(x, y, inner - 0.6 * unit, tones.deepest)
    canvas.circle(x, y, inner * 0.7, tones.accent)
    canvas.circle(x, y, inner * 0.42, tones.pale)


def streams(stage: Stage) -> None:
    """Streams of people from above: lanes that pass a gate and spread out again."""
    canvas, tones, dice, unit = stage.canvas, stage.tones, stage.dice, stage.unit
    lanes = dice.whole(7, 10)
    gate_x, gate_y = stage.across(dice.between(0.3, 0.62)), stage.height * dice.between(0.4, 0.6)
    squeeze, start, end = 4.5 * unit, stage.left, stage.width + 8 * unit
    wide = (stage.height * dice.between(0.6, 0.94) / lanes, stage.height * dice.between(1.05, 1.35) / lanes)
    shift = stage.height * dice.between(-0.2, 0.2)

    def lane_y(lane: int, x: float) -> float:
        after = x > gate_x
        t = (x - gate_x) / (end - gate_x) if after else (gate_x - x) / (gate_x - start)
        ease = t * t * (3 - 2 * t)
        gap = squeeze + (wide[after] - squeeze) * ease
        return gate_y + (lane - (lanes - 1) / 2) * gap + (shift if after else -shift) * ease

    for lane in range(lanes):
        first = start + dice.between(0, 10) * unit
        points = [(first + (end - first) * k / 40, 0.0) for k in range(41)]
        line = "L".join(numbers(x, lane_y(lane, x)) for x, _ in points)
        canvas.stroke(f"M{line}", tones.soft if lane % 2 else tones.light, 3.6 * unit)
        x = first + dice.between(0, 4) * unit
        while x < end:
            roll = dice.roll()
            fill = tones.accent if roll < 0.1 else tones.pale if roll < 0.5 else tones.deepest
            canvas.circle(x, lane_y(lane, x), 1.35 * unit, fill)
            x += dice.between(3.4, 8) * unit
    half = squeeze * lanes / 2 + unit
    for side in (-1, 1):
        edge = gate_y + side * half
        top = min(edge, edge + side * 8 * unit)
        canvas.rect(gate_x - 1.7 * unit, top, 3.4 * unit, 8 * unit, tones.accent, radius=unit)


CROWD: dict[str, Composition] = {
    "concert": concert,
    "procession": procession,
    "arena": arena,
    "streams": streams,
}
"""The compositions of this motif by name."""
