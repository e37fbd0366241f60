"""Move: lines and stops, and what runs on them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from booklet.typeset.figures.canvas import Pen, Point
from booklet.typeset.figures.motifs.stage import Composition, Stage
from booklet.typeset.figures.motifs.tram import tram


def rounded(points: list[Point], radius: float) -> str:
    """The data of a line along corners, each rounded off."""
    pen = Pen(*points[0])
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        ends = []
        for other in (before, after):
            leg = math.dist(other, corner)
            cut = min(radius, leg * 0.45) / leg if leg else 0.0
            ends.append(
                (corner[0] + (other[0] - corner[0]) * cut, corner[1] + (other[1] - corner[1]) * cut)
            )
        pen.line(ends[0]).bend(corner, ends[1])
    return pen.line(points[-1]).data


def draw_stop(stage: Stage, x: float, y: float, size: float) -> None:
    """A stop: a white disc with a dark rim."""
    stage.canvas.circle(x, y, size, stage.tones.deepest)
    stage.canvas.circle(x, y, size * 0.62, stage.tones.pale)


def _inks(stage: Stage, count: int) -> list[str]:
    """Colours for lines, the accent exactly once."""
    tones, dice = stage.tones, stage.dice
    plain = (tones.light, tones.bright, tones.deep, tones.pale, tones.deepest, tones.soft)
    first = dice.whole(0, 5)
    inks = [plain[(first + k) % 6] for k in range(count)]
    inks[dice.whole(1, count - 2)] = tones.accent
    return inks


@dataclass(frozen=True)
class Network:
    """Lines on tracks: ``levels[band]`` lists the lines from the top down, ``starts`` their first stops."""

    levels: list[list[int]]
    starts: list[float]
    top: float
    gap: float
    pitch: float

    def y(self, band: int, line: int) -> float:
        """The height of a line in a band."""
        return self.top + self.gap * self.levels[band].index(line)


def _network(stage: Stage) -> Network:
    """Lines that swap tracks with a neighbour from band to band."""
    dice, bands = stage.dice, 4
    count = max(4, round(stage.height * 0.84 / (stage.unit * dice.pick((11, 12.5, 14))) + 1))
    levels = [list(range(count))]
    for _ in range(bands - 1):
        order = levels[-1][:]
        k = dice.whole(0, count - 2)
        while k < count - 1:
            order[k], order[k + 1] = order[k + 1], order[k]
            k += dice.whole(2, 4)
        levels.append(order)
    pitch = stage.reach / bands
    starts = [stage.left + dice.between(0.06, 0.5) * pitch for _ in range(count)]
    gap = stage.height * 0.84 / (count - 1)
    return Network(levels, starts, stage.height * 0.08, gap, pitch)


def metro(stage: Stage) -> None:
    """A network plan: lines at 45 degrees that swap tracks, stops, and interchanges."""
    net, unit = _network(stage), stage.unit
    count = len(net.starts)
    inks = _inks(stage, count)
    for line in range(count):
        points = [(net.starts[line], net.y(0, line))]
        for band in range(1, len(net.levels)):
            before, after = net.y(band - 1, line), net.y(band, line)
            if before != after:
                x = stage.left + net.pitch * band
                points += [(x - net.gap / 2, before), (x + net.gap / 2, after)]
        points.append((stage.width + 5 * unit, points[-1][1]))
        stage.canvas.stroke(rounded(points, 4 * unit), inks[line], 3.6 * unit)
    for line, x in enumerate(net.starts):
        draw_stop(stage, x, net.y(0, line), 3 * unit)
    for band in range(len(net.levels)):
        _stops(stage, net, band)


def _stops(stage: Stage, net: Network, band: int) -> None:
    """The stops of one band, and an interchange that joins two or three tracks."""
    dice, unit, tones, canvas = stage.dice, stage.unit, stage.tones, stage.canvas
    level = net.levels[band]
    x = stage.left + net.pitch * (band + dice.between(0.56, 0.64))
    if x + 4 * unit > stage.safe:
        return
    first, span = dice.whole(0, len(level) - 3), dice.pick((1, 1, 2))
    size, joined = 3 * unit, band > 0 and dice.chance(0.75)
    if joined:
        y0, y1 = net.top + net.gap * first, net.top + net.gap * (first + span)
        for half, fill in ((size, tones.deepest), (size * 0.62, tones.pale)):
            canvas.rect(x - half, y0 - half, 2 * half, y1 - y0 + 2 * half, fill, radius=half)
    for track, line in enumerate(level):
        free = not joined or not first <= track <= first + span
        if free and x > net.starts[line] + 7 * unit and dice.chance(0.5):
            draw_stop(stage, x, net.top + net.gap * track, 2.5 * unit)


def ring(stage: Stage) -> None:
    """A ring line with radial lines through the middle of town."""
    canvas, dice, tones, unit = stage.canvas, stage.dice, stage.tones, stage.unit
    x, y = stage.across(dice.between(0.48, 0.64)), stage.height * dice.between(0.42, 0.58)
    radius = min(stage.height * dice.between(0.27, 0.36), (x - stage.left) * 0.72)
    rays = dice.pick((6, 8, 8))
    inks, turn = _inks(stage, rays), dice.pick((0.0, math.pi / rays))
    turns = [turn + 2 * math.pi * k / rays for k in range(rays)]
    for ink, angle in zip(inks, turns, strict=True):
        dx, dy = math.cos(angle), math.sin(angle)
        reach = stage.width if dx > -0.3 else (x - stage.left - 4 * unit) / -dx
        canvas.stroke(Pen(x, y).line((x + dx * reach, y + dy * reach)).data, ink, 3.4 * unit)
        for share in (0.5, 1.45, 1.9):
            px, py = x + dx * radius * share, y + dy * radius * share
            inside = 4 * unit < py < stage.height - 4 * unit and px + 3 * unit < stage.safe
            if inside and share * radius < reach - 5 * unit and dice.chance(0.8):
                draw_stop(stage, px, py, 2.3 * unit)
        if dx <= -0.3:
            draw_stop(stage, x + dx * reach, y + dy * reach, 3 * unit)
    canvas.ring(x, y, radius, tones.accent, 4.2 * unit)
    for angle in turns:
        draw_stop(stage, x + radius * math.cos(angle), y + radius * math.sin(angle), 3.3 * unit)
    draw_stop(stage, x, y, 6 * unit)


def curves(stage: Stage) -> None:
    """A bundle of parallel tracks that sweeps round a bend from one edge to another."""
    dice, unit = stage.dice, stage.unit
    rising, gap = dice.chance(0.5), dice.between(7.2, 8.6) * unit
    outer = min(stage.reach * dice.between(0.72, 0.84), stage.height * 0.94)
    cx, cy = stage.left + outer, stage.height * (0.02 if rising else 0.98)
    down = 1 if rising else -1
    count = max(3, min(8, int((outer - 9 * unit) / gap) + 1))
    inks = _inks(stage, count)
    radii = [outer - k * gap for k in range(count)]
    for r, ink in zip(radii, inks, strict=True):
        track = Pen(cx - r, stage.top - 3 if rising else stage.height + 3).plumb(cy)
        track.arc((r, r), (cx, cy + down * r), clockwise=not rising).level(stage.width + 5)
        stage.canvas.stroke(track.data, ink, 4.2 * unit)
    rows = sorted(dice.between(0.12, 0.92) for _ in range(2))
    for angle in (row * math.pi / 2 for row in rows):
        joined, first = dice.whole(2, 3), dice.whole(0, max(0, count - 3))
        for k, r in enumerate(radii):
            if first <= k < first + joined or dice.chance(0.25):
                x, y = cx - r * math.cos(angle), cy + down * r * math.sin(angle)
                draw_stop(stage, x, y, 3 * unit)
    for k, r in enumerate(radii):
        x = cx + (stage.trim - cx) * dice.between(0.15, 0.8)
        if dice.chance(0.5) and k != 0 and x + 4 * unit < stage.safe:
            draw_stop(stage, x, cy + down * r, 2.6 * unit)


MOVE: dict[str, Composition] = {"metro": metro, "ring": ring, "curves": curves, "tram": tram}
"""The compositions of this motif by name."""
