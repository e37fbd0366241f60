"""Crowd: people in their hundreds, and the lines along which they move."""

from __future__ import annotations

import math

from booklet.typeset.figures.canvas import numbers, polygon_path
from booklet.typeset.figures.motifs.stage import Stage


def _spectator(stage: Stage, x: float, y: float, size: float, fill: str, *, arms: bool = False) -> None:
    """Head and shoulders seen from behind; ``y`` is the line of the shoulders, ``size`` half their width."""
    canvas = stage.canvas
    head = size * 0.52
    canvas.circle(x, y - head * 1.28, head, fill)
    bottom, bend = y + size * 3.4, size * 0.85
    data = f"M{numbers(x - size, bottom)}V{numbers(y + bend)}A{numbers(size, bend)} 0 0 1 "
    canvas.path(f"{data}{numbers(x + size, y + bend)}V{numbers(bottom)}Z", fill)
    if arms:
        for side in (-1, 1):
            elbow = f"{numbers(x + side * size * 1.25, y - size * 0.5)}"
            hand = f"{numbers(x + side * size * 0.95, y - size * 2.0)}"
            line = f"M{numbers(x + side * size * 0.75, y + size * 0.8)}L{elbow}L{hand}"
            canvas.stroke(line, fill, size * 0.42)


def _crowd(stage: Stage, top: float, *, rows: int, arms: float) -> None:
    """Rows of spectators, smaller and lighter towards the back; the mass thins out to the left."""
    dice, tones = stage.dice, stage.tones
    ramp = (tones.bright, tones.light, tones.soft, tones.deep, tones.deepest)
    bottom = stage.height * 1.02
    for row in range(rows):
        share = row / max(1, rows - 1)
        size = stage.unit * (2.3 + 3.2 * share)
        y = top + (bottom - 2.2 * size - top) * share**0.9
        fill = ramp[min(len(ramp) - 1, round(share * (len(ramp) - 1)))]
        step = size * 2.12
        x = stage.width + step * dice.between(0.1, 0.6)
        edge = stage.left + (1 - share) * 9 * stage.unit + dice.between(0, 4) * stage.unit
        while x > edge:
            lift = dice.between(-0.35, 0.35) * size
            hue = tones.accent if dice.chance(0.07) else tones.pale if dice.chance(0.05) else fill
            raised = dice.chance(arms) and x < stage.width - 3 - 2 * size
            _spectator(stage, x, y + lift, size, hue, arms=raised)
            x -= step


def concert(stage: Stage) -> None:
    """A stage with fanning beams of light over a crowd seen from behind."""
    canvas, tones, dice, unit = stage.canvas, stage.tones, stage.dice, stage.unit
    truss, lamps = stage.height * 0.1, dice.whole(4, 6)
    spread = stage.reach * 0.17
    floor = stage.height
    for k in range(lamps):
        x = stage.across(0.16 + 0.74 * k / (lamps - 1))
        aim = stage.across(0.5) + (x - stage.across(0.5)) * dice.between(0.55, 1.0)
        left, right = max(stage.left, aim - spread), aim + spread
        fill = tones.soft if k % 2 == 0 else tones.light
        canvas.polygon([(x - unit, truss), (x + unit, truss), (right, floor), (left, floor)], fill)
    canvas.rect(stage.across(0.06), truss - 3.4 * unit, stage.reach, 1.1 * unit, tones.deepest)
    canvas.rect(stage.across(0.06), truss - 0.4 * unit, stage.reach, 1.1 * unit, tones.deepest)
    bars = int(stage.reach / (5 * unit))
    for k in range(bars + 1):
        x = stage.across(0.06) + k * 5 * unit
        line = f"M{numbers(x, truss - 2.9 * unit)}L{numbers(x + 2.5 * unit, truss)}L{numbers(x + 5 * unit, truss - 2.9 * unit)}"
        canvas.stroke(line, tones.deepest, 0.6 * unit)
    for k in range(lamps):
        x = stage.across(0.16 + 0.74 * k / (lamps - 1))
        canvas.circle(x, truss + 1.2 * unit, 2 * unit, tones.accent)
    _crowd(stage, stage.height * dice.between(0.5, 0.58), rows=5, arms=0.16)


def procession(stage: Stage) -> None:
    """A festive crowd with banners, bunting above it."""
    canvas, tones, dice, unit = stage.canvas, stage.tones, stage.dice, stage.unit
    for line in range(2):
        y = stage.height * (0.1 + 0.17 * line)
        sag, x0, x1 = stage.height * dice.between(0.1, 0.2), stage.left + 4 * unit, stage.width + 6 * unit
        middle = ((x0 + x1) / 2, y + 2 * sag)
        canvas.stroke(f"M{numbers(x0, y)}Q{numbers(*middle)} {numbers(x1, y)}", tones.light, 0.5 * unit)
        flags = int((x1 - x0) / (6.4 * unit))
        for k in range(flags):
            t, u = (k + 0.5) / flags, 2.1 * unit
            x = x0 + (x1 - x0) * t
            hang = y + 4 * sag * t * (1 - t)
            fill = (tones.pale, tones.accent, tones.bright, tones.deep)[(k + line) % 4]
            if x + u < stage.width - 3.5 or x - u > stage.width - 3:
                canvas.polygon([(x - u, hang), (x + u, hang), (x, hang + 4.6 * unit)], fill)
    base = stage.height * 0.56
    for k in range(dice.whole(3, 4)):
        x = stage.across(0.2 + 0.22 * k + dice.between(-0.03, 0.03))
        top, side = base - dice.between(17, 24) * unit, 11 * unit
        if x + side > stage.width - 4:
            break
        canvas.rect(x - 0.4 * unit, top, 0.8 * unit, base - top + 12 * unit, tones.pale)
        fill = dice.pick((tones.accent, tones.pale, tones.bright))
        wave = f"q{numbers(side / 4, -2.4 * unit, side / 2, 0)}t{numbers(side / 2, 0)}"
        back = f"q{numbers(-side / 4, 2.4 * unit, -side / 2, 0)}t{numbers(-side / 2, 0)}"
        canvas.path(f"M{numbers(x, top)}{wave}v{numbers(7 * unit)}{back}Z", fill)
    _crowd(stage, base, rows=5, arms=0.05)


def arena(stage: Stage) -> None:
    """The stands of an arena from above: rings of people round a lit field, cut by aisles."""
    canvas, tones, dice, unit = stage.canvas, stage.tones, stage.dice, stage.unit
    x, y = stage.width - stage.reach * dice.between(0.02, 0.16), stage.height * dice.pick((1.0, 0.52, 0.06))
    outer = x - stage.left
    inner, pitch = outer * dice.between(0.26, 0.34), 4.6 * unit
    rings = int((outer - inner) / pitch)
    canvas.circle(x, y, inner + rings * pitch, tones.soft)
    canvas.circle(x, y, inner + pitch * (rings // 2), tones.light)
    aisle, turn = math.pi / dice.pick((5, 6, 7)), dice.between(0, 1)
    for k in range(rings):
        radius = inner + pitch * (k + 0.5)
        seats = int(2 * math.pi * radius / (3.7 * unit))
        for seat in range(seats):
            angle = 2 * math.pi * seat / seats
            near_aisle = abs((angle - turn) % aisle - aisle / 2) * radius < 2.1 * unit
            px, py = x + radius * math.cos(angle), y + radius * math.sin(angle)
            if near_aisle or not canvas.inside(px - unit, py - unit, px + unit, py + unit):
                continue
            if dice.chance(0.12):
                continue
            upper = k >= rings // 2
            fill = dice.pick((tones.deep, tones.deepest, tones.bright if upper else tones.pale))
            canvas.circle(px, py, 1.3 * unit, tones.accent if dice.chance(0.08) else fill)
    canvas.circle(x, y, inner - 0.6 * unit, tones.deepest)
    canvas.circle(x, y, inner * 0.68, tones.accent)
    canvas.circle(x, y, inner * 0.4, tones.pale)


def streams(stage: Stage) -> None:
    """Streams of people from above: lanes that pass a gate and spread out again."""
    canvas, tones, dice, unit = stage.canvas, stage.tones, stage.dice, stage.unit
    lanes = dice.whole(8, 10)
    gate_x, gate_y = stage.across(dice.between(0.34, 0.56)), stage.height * dice.between(0.42, 0.58)
    squeeze, start, end = 4.4 * unit, stage.left, stage.width + 8 * unit
    wide_in, wide_out = stage.height * 0.94 / lanes, stage.height * dice.between(1.1, 1.3) / lanes
    shift = stage.height * dice.between(-0.12, 0.12)

    def lane_y(lane: int, x: float) -> float:
        offset = lane - (lanes - 1) / 2
        before = x < gate_x
        t = (gate_x - x) / (gate_x - start) if before else (x - gate_x) / (end - gate_x)
        ease = t * t * (3 - 2 * t)
        gap = squeeze + ((wide_in if before else wide_out) - squeeze) * ease
        return gate_y + offset * gap + (0 if before else shift * ease)

    for lane in range(lanes):
        first = start + dice.between(0, 9) * unit
        xs = [first + (end - first) * k / 40 for k in range(41)]
        points = "L".join(numbers(x, lane_y(lane, x)) for x in xs)
        canvas.stroke(f"M{points}", tones.soft if lane % 2 else tones.light, 3.6 * unit)
        x = first + dice.between(0, 4) * unit
        while x < end:
            y = lane_y(lane, x)
            roll = dice.roll()
            fill = tones.accent if roll < 0.1 else tones.pale if roll < 0.5 else tones.deepest
            canvas.circle(x, y, 1.25 * unit, fill)
            x += dice.between(3.4, 8) * unit
    half = squeeze * lanes / 2 + 1.2 * unit
    for side in (-1, 1):
        edge = gate_y + side * half
        far = edge + side * 7 * unit
        box = [(gate_x - 1.6 * unit, edge), (gate_x + 1.6 * unit, edge)]
        box += [(gate_x + 1.6 * unit, far), (gate_x - 1.6 * unit, far)]
        canvas.path(polygon_path(box), tones.accent)


CROWD = {"concert": concert, "procession": procession, "arena": arena, "streams": streams}
"""The compositions of this motif by name."""
