"""Numbered markers on a map that keep clear of one another."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from booklet.model.taxonomy import Shape
from booklet.typeset.figures.canvas import Point
from booklet.typeset.figures.emblem import shape_corners

RADIUS = 2.55
"""Radius in mm of a round marker: two figures of 7.5 pt have room."""
CLEAR = 0.45
"""Free space between markers."""


@dataclass(frozen=True)
class Marker:
    """A marker of a case: its number, look, true place and where it is drawn (mm)."""

    number: int
    case: str
    place: str
    shape: Shape
    colour: str
    anchor: Point
    at: Point

    @property
    def reach(self) -> float:
        """The radius of the circle that holds the shape wherever it is placed."""
        corners = shape_corners(self.shape, 0, 0, RADIUS)
        return max(math.hypot(x, y) for x, y in corners)

    @property
    def moved(self) -> bool:
        """Whether it stands so far from its place that a line has to lead there."""
        return math.dist(self.anchor, self.at) > 0.9


def spread(markers: Sequence[Marker], size: Point) -> list[Marker]:
    """The markers moved apart as little as needed, all within a sheet of this width and height.

    Markers of one place start on a small circle round it. In each round overlapping pairs push each other
    away, and all are drawn back to their place a little; the last rounds only push.
    Raises ``ValueError`` when there is no room for all.
    """
    reaches = [marker.reach for marker in markers]
    at = [list(_start(markers, index)) for index in range(len(markers))]
    rounds = 900
    for step in range(rounds):
        pull = 0.06 * max(0.0, 1 - step / (rounds * 0.6))
        for k, marker in enumerate(markers):
            for axis in (0, 1):
                at[k][axis] += (marker.anchor[axis] - at[k][axis]) * pull
        pushed = _push(at, reaches)
        for k, reach in enumerate(reaches):
            for axis in (0, 1):
                at[k][axis] = min(max(at[k][axis], reach + 1), size[axis] - reach - 1)
        if not pushed and pull == 0:
            break
    else:
        if _push(at, reaches):
            raise ValueError("the markers have no room beside one another")
    return [replace(m, at=(round(p[0], 3), round(p[1], 3))) for m, p in zip(markers, at, strict=True)]


def _start(markers: Sequence[Marker], index: int) -> Point:
    """The place itself, or a point near it when several markers share it."""
    anchor = markers[index].anchor
    same = [k for k, marker in enumerate(markers) if math.dist(marker.anchor, anchor) < 0.6]
    if len(same) == 1:
        return anchor
    angle = 2 * math.pi * same.index(index) / len(same) - math.pi / 2
    return anchor[0] + RADIUS * math.cos(angle), anchor[1] + RADIUS * math.sin(angle)


def _push(at: list[list[float]], reaches: Sequence[float]) -> bool:
    """Move overlapping pairs apart, each by half; whether any overlapped."""
    pushed = False
    for k in range(len(at)):
        for other in range(k + 1, len(at)):
            dx, dy = at[other][0] - at[k][0], at[other][1] - at[k][1]
            apart, wanted = math.hypot(dx, dy), reaches[k] + reaches[other] + CLEAR
            if apart >= wanted - 0.005:
                continue
            if apart < 0.01:
                dx, dy, apart = 1.0, 0.0, 1.0
            move = (wanted - apart) / 2 / apart
            for axis, delta in ((0, dx), (1, dy)):
                at[k][axis] -= delta * move
                at[other][axis] += delta * move
            pushed = True
    return pushed
