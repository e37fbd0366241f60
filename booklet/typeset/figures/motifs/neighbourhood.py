"""A neighbourhood in isometric view: houses with pitched roofs, trees and paved paths."""

from __future__ import annotations

from dataclasses import dataclass

from booklet.typeset.figures.canvas import Point
from booklet.typeset.figures.motifs.houses import draw_tree
from booklet.typeset.figures.motifs.stage import Stage

NEAR, FAR = 0.12, 0.88
"""How far a house stands off the edges of its plot, which is 1 × 1."""


@dataclass(frozen=True)
class Ground:
    """The plots: ``half`` is half the width of one on the sheet."""

    x: float
    y: float
    half: float

    def at(self, i: float, j: float, z: float = 0.0) -> Point:
        """Where a point of the ground (or ``z`` above it) lies on the sheet."""
        across, down = (i - j) * self.half, (i + j) * self.half / 2
        return self.x + across, self.y + down - z * self.half


def blocks(stage: Stage) -> None:
    """Houses, trees and paths, from the back to the front."""
    dice, tones, canvas = stage.dice, stage.tones, stage.canvas
    half = dice.between(8.5, 12) * stage.unit
    ground = Ground(stage.trim - 2 * stage.unit, stage.height * 0.5, half)
    lanes, pace, lean = (dice.whole(0, 3), dice.whole(0, 3)), dice.whole(3, 5), dice.between(0.1, 0.34)
    plots = [p for p in _plots(ground, stage) if _shown(ground, stage, p, lean)]
    for i, j in plots:
        paved = i % pace == lanes[0] or j % pace == lanes[1]
        corners = [ground.at(i + a, j + b) for a, b in ((0, 0), (1, 0), (1, 1), (0, 1))]
        canvas.polygon(corners, tones.light if paved else tones.soft)
    green = dice.between(0.1, 0.28)
    for i, j in plots:
        x, y = ground.at(i + 0.5, j + 0.5)
        if i % pace == lanes[0] or j % pace == lanes[1]:
            if dice.chance(0.2) and x < stage.safe:
                canvas.circle(x, y, half * 0.12, tones.accent)
        elif dice.chance(green):
            draw_tree(stage, x, y + half * 0.1, half * 1.3, tones.bright)
        else:
            _house(stage, ground, i, j)


def _plots(ground: Ground, stage: Stage) -> list[tuple[int, int]]:
    """All plots that could lie on the sheet, back to front."""
    reach = int((stage.reach + stage.height) / ground.half) + 2
    plots = [(i, j) for i in range(-reach, reach) for j in range(-reach, reach)]
    return sorted(plots, key=lambda plot: (sum(plot), plot))


def _shown(ground: Ground, stage: Stage, plot: tuple[int, int], lean: float) -> bool:
    """Whether a plot is drawn: right of a slanted edge, and not below or above the sheet."""
    x, y = ground.at(plot[0] + 0.5, plot[1] + 0.5)
    edge = stage.left + ground.half * 1.1 + abs(y - stage.height * 0.6) * lean
    return (
        edge < x < stage.width + 2 * ground.half
        and stage.top - ground.half < y < stage.height + 2 * ground.half
    )


def _house(stage: Stage, ground: Ground, i: int, j: int) -> None:
    """One house, with its ridge along one of the two axes."""
    dice, tones, canvas = stage.dice, stage.tones, stage.canvas
    wall, middle = dice.between(0.45, 1.0), 0.5
    ridge = wall + 0.42

    def face(fill: str, *corners: tuple[float, float, float]) -> None:
        canvas.polygon([ground.at(i + a, j + b, z) for a, b, z in corners], fill)

    face(tones.deepest, (NEAR, FAR, 0), (FAR, FAR, 0), (FAR, FAR, wall), (NEAR, FAR, wall))
    face(tones.deep, (FAR, FAR, 0), (FAR, NEAR, 0), (FAR, NEAR, wall), (FAR, FAR, wall))
    roof = (tones.accent, tones.pale) if dice.chance(0.08) else (tones.bright, tones.pale)
    shadow, light = (tones.light, tones.bright) if dice.chance(0.4) else roof
    if dice.chance(0.5):
        along = [(NEAR, middle, ridge), (FAR, middle, ridge)]
        face(tones.deep, (FAR, NEAR, wall), (FAR, FAR, wall), along[1])
        face(shadow, (NEAR, NEAR, wall), (FAR, NEAR, wall), along[1], along[0])
        face(light, (NEAR, FAR, wall), (FAR, FAR, wall), along[1], along[0])
    else:
        along = [(middle, NEAR, ridge), (middle, FAR, ridge)]
        face(tones.deepest, (NEAR, FAR, wall), (FAR, FAR, wall), along[1])
        face(light, (NEAR, NEAR, wall), (NEAR, FAR, wall), along[1], along[0])
        face(shadow, (FAR, NEAR, wall), (FAR, FAR, wall), along[1], along[0])
    low, high = wall * 0.35, wall * 0.75
    for start in (0.24, 0.56):
        end = start + 0.2
        for right in (False, True):
            fill = tones.accent if dice.chance(0.5) else tones.light
            spots = [(FAR, start), (FAR, end)] if right else [(start, FAR), (end, FAR)]
            (a, b), (c, d) = spots
            face(fill, (a, b, low), (c, d, low), (c, d, high), (a, b, high))
