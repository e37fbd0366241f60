"""Move: lines and stops, and what runs on them."""

from __future__ import annotations

import math

from booklet.typeset.figures.canvas import Point, numbers
from booklet.typeset.figures.motifs.stage import Stage


def _rounded(points: list[Point], radius: float) -> str:
    """The path along corners, each rounded off."""
    data = "M" + numbers(*points[0])
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        legs = [math.hypot(p[0] - corner[0], p[1] - corner[1]) for p in (before, after)]
        cut = min(radius, *(leg * 0.45 for leg in legs))
        into = [corner[k] + (before[k] - corner[k]) * cut / legs[0] for k in (0, 1)]
        out = [corner[k] + (after[k] - corner[k]) * cut / legs[1] for k in (0, 1)]
        data += f"L{numbers(*into)}Q{numbers(*corner, *out)}"
    return data + "L" + numbers(*points[-1])


def _stop(stage: Stage, x: float, y: float, size: float, ring: str) -> None:
    """A stop: a white disc with a dark rim."""
    stage.canvas.circle(x, y, size, ring)
    stage.canvas.circle(x, y, size * 0.62, stage.tones.pale)


def _inks(stage: Stage, count: int) -> list[str]:
    """Colours for lines, the accent exactly once."""
    tones, dice = stage.tones, stage.dice
    plain = [tones.light, tones.bright, tones.deep, tones.pale, tones.soft, tones.deepest]
    inks = [plain[k % len(plain)] for k in range(count)]
    inks[dice.whole(1, count - 2)] = tones.accent
    return inks


def metro(stage: Stage) -> None:
    """A network plan: lines at 45 degrees that swap tracks, stops, and interchanges."""
    dice, unit = stage.dice, stage.unit
    count, bands = dice.whole(5, 6), 4
    gap = stage.height * 0.84 / (count - 1)
    top = stage.height * 0.08
    order = list(range(count))
    levels = [order[:]]
    for _ in range(bands - 1):
        k = dice.whole(0, count - 2)
        order[k], order[k + 1] = order[k + 1], order[k]
        if count > 5 and dice.chance(0.6):
            m = (k + 3) % (count - 1)
            order[m], order[m + 1] = order[m + 1], order[m]
        levels.append(order[:])
    pitch = stage.reach / bands
    inks = _inks(stage, count)
    starts = [stage.left + dice.between(0.1, 0.55) * pitch for _ in range(count)]
    for line in range(count):
        points = [(starts[line], top + gap * levels[0].index(line))]
        for band in range(1, bands):
            before, after = (top + gap * levels[band - k].index(line) for k in (1, 0))
            if before != after:
                x = stage.left + pitch * band
                points += [(x - gap / 2, before), (x + gap / 2, after)]
        points.append((stage.width + 5 * unit, points[-1][1]))
        stage.canvas.stroke(_rounded(points, 4 * unit), inks[line], 3.4 * unit)
    _metro_stops(stage, levels, starts, (top, gap, pitch))


def _metro_stops(
    stage: Stage, levels: list[list[int]], starts: list[float], grid: tuple[float, float, float]
) -> None:
    """Ends, stops between the crossings, and interchanges that join two neighbours."""
    dice, unit, tones = stage.dice, stage.unit, stage.tones
    top, gap, pitch = grid
    for line, x in enumerate(starts):
        _stop(stage, x, top + gap * levels[0].index(line), 2.9 * unit, tones.deepest)
    for band, level in enumerate(levels):
        joined = dice.whole(0, len(level) - 2)
        x = stage.left + pitch * (band + 0.62)
        if x > stage.width - 8 * unit:
            break
        y0, y1 = top + gap * joined, top + gap * (joined + 1)
        if x > max(starts[level[joined]], starts[level[joined + 1]]) + 7 * unit:
            size = 3 * unit
            stage.canvas.rect(x - size, y0 - size, 2 * size, y1 - y0 + 2 * size, tones.deepest, radius=size)
            inner = size * 0.62
            stage.canvas.rect(
                x - inner, y0 - inner, 2 * inner, y1 - y0 + 2 * inner, tones.pale, radius=inner
            )
        for track, line in enumerate(level):
            if track not in (joined, joined + 1) and x > starts[line] + 7 * unit and dice.chance(0.6):
                _stop(stage, x, top + gap * track, 2.2 * unit, tones.deepest)


def ring(stage: Stage) -> None:
    """A ring line with radial lines through the middle of town."""
    canvas, dice, tones, unit = stage.canvas, stage.dice, stage.tones, stage.unit
    x, y = stage.across(dice.between(0.5, 0.62)), stage.height * dice.between(0.46, 0.56)
    radius = min(stage.height * dice.between(0.29, 0.34), x - stage.left - 12 * unit)
    rays = dice.pick((6, 8))
    inks = _inks(stage, rays)
    turn = dice.pick((0.0, math.pi / 8)) if rays == 8 else dice.pick((0.0, math.pi / 6))
    for k in range(rays):
        angle = turn + 2 * math.pi * k / rays
        dx, dy = math.cos(angle), math.sin(angle)
        reach = stage.width if dx > -0.3 else (x - stage.left - 4 * unit) / -dx
        canvas.stroke(f"M{numbers(x, y)}L{numbers(x + dx * reach, y + dy * reach)}", inks[k], 3.2 * unit)
        for share in (0.45, 1.55, 2.1):
            px, py = x + dx * radius * share, y + dy * radius * share
            if share * radius < reach and px < stage.width - 8 and 5 < py < stage.height - 5:
                _stop(stage, px, py, 2.1 * unit, tones.deepest)
        if dx <= -0.3 and 0 < y + dy * reach < stage.height:
            _stop(stage, x + dx * reach, y + dy * reach, 2.9 * unit, tones.deepest)
    canvas.ring(x, y, radius, tones.accent, 4 * unit)
    for k in range(rays):
        angle = turn + 2 * math.pi * k / rays
        _stop(stage, x + radius * math.cos(angle), y + radius * math.sin(angle), 3.1 * unit, tones.deepest)
    _stop(stage, x, y, 6 * unit, tones.deepest)


def curves(stage: Stage) -> None:
    """A bundle of parallel tracks that sweeps round a bend from one edge to another."""
    canvas, dice, tones, unit = stage.canvas, stage.dice, stage.tones, stage.unit
    count, gap = dice.whole(6, 7), 7.6 * unit
    upward = dice.chance(0.5)
    cx, cy = stage.width - stage.reach * dice.between(0.2, 0.3), stage.height * (0.04 if upward else 0.96)
    inks = _inks(stage, count)
    outer = min(cx - stage.left, stage.height * 0.98)
    turn = 1 if upward else -1
    for k in range(count):
        r = outer - k * gap
        if r < 8 * unit:
            break
        edge = numbers(cx - r, -4 if upward else stage.height + 4)
        data = f"M{edge}L{numbers(cx - r, cy)}A{numbers(r, r)} 0 0 {0 if upward else 1} {numbers(cx, cy + turn * r)}"
        canvas.stroke(data + f"H{numbers(stage.width + 5)}", inks[k], 4 * unit)
        for _ in range(2):
            angle = math.pi * dice.between(0.08, 0.46)
            _stop(
                stage, cx - r * math.cos(angle), cy + turn * r * math.sin(angle), 2.7 * unit, tones.deepest
            )
    del gap


def tram(stage: Stage) -> None:
    """A tram at a stop, the network drawn in the sky above it."""
    canvas, tones, dice, unit = stage.canvas, stage.tones, stage.dice, stage.unit
    rail = stage.height * 0.9
    y, x = stage.height * 0.12, stage.left + 6 * unit
    for k, fill in enumerate((tones.soft, tones.light, tones.bright)):
        bend = stage.across(0.3 + 0.18 * k + dice.between(-0.04, 0.04))
        level, drop = y + k * 7 * unit, 10 * unit * dice.between(0.6, 1.0)
        points = [
            (x + k * 5 * unit, level),
            (bend, level),
            (bend + drop, level + drop),
            (stage.width + 5, level + drop),
        ]
        canvas.stroke(_rounded(points, 3 * unit), fill, 2.6 * unit)
        for share in (0.0, 0.55):
            _stop(
                stage, x + k * 5 * unit + (bend - x - k * 5 * unit) * share, level, 2 * unit, tones.deepest
            )
    canvas.rect(0, rail, stage.width, stage.height - rail, tones.deepest)
    canvas.rect(stage.left - 12 * unit, rail, stage.width, 0.9 * unit, tones.bright)
    _tram_body(stage, stage.across(0.2), rail)
    _shelter(stage, stage.across(0.04), rail)


def _tram_body(stage: Stage, x: float, rail: float) -> None:
    """Two cars of a tram that run off to the right, nose to the left."""
    canvas, tones, dice, unit = stage.canvas, stage.tones, stage.dice, stage.unit
    height, floor = 30 * unit, rail - 2.6 * unit
    top, end = floor - height, stage.width + 2
    nose = 9 * unit
    wire = top - 7 * unit
    canvas.rect(stage.left, wire, stage.width - stage.left, 0.5 * unit, tones.bright)
    mast = x + 34 * unit
    canvas.stroke(
        f"M{numbers(mast - 5 * unit, wire)}L{numbers(mast + 3 * unit, wire + 3.5 * unit)}L{numbers(mast - 2 * unit, top)}",
        tones.deepest,
        0.8 * unit,
    )
    data = f"M{numbers(x, floor)}C{numbers(x, floor - 12 * unit, x + 2 * unit, top, x + nose, top)}H{numbers(end)}V{numbers(floor)}Z"
    canvas.path(data, tones.pale)
    band = floor - 9 * unit
    canvas.rect(x + 0.9 * unit, band, end - x, 2.4 * unit, tones.accent)
    glass = f"M{numbers(x + 2.2 * unit, band - 2.4 * unit)}C{numbers(x + 3 * unit, top + 9 * unit, x + 5 * unit, top + 4 * unit, x + nose, top + 4 * unit)}V{numbers(band - 2.4 * unit)}Z"
    canvas.path(glass, tones.deepest)
    window, pane = x + nose + 2.4 * unit, 12.4 * unit
    k = 0
    while window < end:
        if k % 3 == 2:
            canvas.rect(window, top + 4 * unit, 8 * unit, floor - top - 5 * unit, tones.light)
            canvas.rect(window + 3.7 * unit, top + 4 * unit, 0.6 * unit, floor - top - 5 * unit, tones.pale)
            window += 10 * unit
        else:
            canvas.rect(window, top + 4 * unit, pane, band - top - 6.4 * unit, tones.deepest, radius=unit)
            for seat in (0.28, 0.72):
                if dice.chance(0.62) and window + pane < end - 4:
                    _passenger(stage, window + pane * seat, band - 2.4 * unit)
            window += pane + 2 * unit
        k += 1
    for wheel in (10, 24, 58, 72):
        canvas.circle(x + wheel * unit, floor + 0.4 * unit, 3.2 * unit, tones.deepest)


def _passenger(stage: Stage, x: float, base: float) -> None:
    """Head and shoulders behind a window."""
    unit = stage.unit
    fill = stage.dice.pick((stage.tones.bright, stage.tones.light, stage.tones.accent))
    stage.canvas.circle(x, base - 5.6 * unit, 1.7 * unit, fill)
    arc = f"A{numbers(2.6 * unit, 3 * unit)} 0 0 1 {numbers(x + 2.6 * unit, base)}"
    stage.canvas.path(f"M{numbers(x - 2.6 * unit, base)}{arc}Z", fill)


def _shelter(stage: Stage, x: float, rail: float) -> None:
    """The sign of the stop and somebody waiting."""
    canvas, tones, unit = stage.canvas, stage.tones, stage.unit
    canvas.rect(x - 0.5 * unit, rail - 27 * unit, unit, 27 * unit, tones.bright)
    canvas.circle(x, rail - 28 * unit, 4.2 * unit, tones.accent)
    canvas.circle(x, rail - 28 * unit, 2.2 * unit, tones.deepest)
    px = x + 6.4 * unit
    canvas.circle(px, rail - 15.6 * unit, 2 * unit, tones.bright)
    canvas.rect(
        px - 2.3 * unit, rail - 12.8 * unit, 4.6 * unit, 12.8 * unit, tones.bright, radius=2.2 * unit
    )


MOVE = {"metro": metro, "ring": ring, "curves": curves, "tram": tram}
"""The compositions of this motif by name."""
