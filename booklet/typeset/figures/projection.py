"""Lambert’s azimuthal equal-area projection, as in EPSG:3035, on a sphere."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass

from booklet.typeset.figures.canvas import Point

RADIUS_KM = 6371.0
CENTRE = (10.0, 52.0)
"""Longitude and latitude that lie in the middle: those of EPSG:3035, made for maps of Europe."""

OPPOSITE = -0.99
"""The cosine of the distance from the centre at which no place can be drawn any more: 172 degrees."""


def project(longitude: float, latitude: float) -> Point:
    """Kilometres east and north of the centre.

    Raises ``ValueError`` near the point opposite to the centre, which the projection draws as a circle.
    Source: John P. Snyder, Map Projections – A Working Manual (USGS 1395), equations 24-2 to 24-4.
    """
    across, up = math.radians(longitude - CENTRE[0]), math.radians(latitude)
    middle = math.radians(CENTRE[1])
    cosine = math.sin(middle) * math.sin(up) + math.cos(middle) * math.cos(up) * math.cos(across)
    if cosine < OPPOSITE:
        raise ValueError("this point lies on the other side of the earth")
    scale = RADIUS_KM * math.sqrt(2 / (1 + cosine))
    north = math.cos(middle) * math.sin(up) - math.sin(middle) * math.cos(up) * math.cos(across)
    return scale * math.cos(up) * math.sin(across), scale * north


@dataclass(frozen=True)
class Window:
    """The part of the plane that is shown: its west and north edge in km, its size, and mm to a km."""

    west: float
    north: float
    width_mm: float
    height_mm: float
    scale: float

    @staticmethod
    def around(points: Iterable[Point], width_mm: float) -> Window:
        """The usual view of Europe, extended where a place would lie outside or at its edge."""
        west, east, south, north = -1930.0, 1560.0, -1830.0, 1330.0
        margin = 180.0
        for x, y in points:
            west, east = min(west, x - margin), max(east, x + margin)
            south, north = min(south, y - margin), max(north, y + margin)
        scale = width_mm / (east - west)
        return Window(west, north, width_mm, (north - south) * scale, scale)

    def place(self, point: Point) -> Point:
        """Where a projected point lies on the sheet, in mm from the top left."""
        return (point[0] - self.west) * self.scale, (self.north - point[1]) * self.scale

    def clip(self, ring: list[Point]) -> list[Point]:
        """The part of a ring (in mm) on the sheet (Sutherland and Hodgman, 1974)."""
        edges = ((0, 0.0, 1), (0, self.width_mm, -1), (1, 0.0, 1), (1, self.height_mm, -1))
        for axis, limit, sign in edges:
            kept: list[Point] = []
            for before, here in zip(ring[-1:] + ring[:-1], ring, strict=True):
                inside, was = sign * (here[axis] - limit) >= 0, sign * (before[axis] - limit) >= 0
                if inside != was:
                    share = (limit - before[axis]) / (here[axis] - before[axis])
                    x, y = (before[k] + (here[k] - before[k]) * share for k in (0, 1))
                    kept.append((x, y))
                if inside:
                    kept.append(here)
            ring = kept
        return ring


def read_outlines(data: bytes) -> dict[str, list[list[Point]]]:
    """The projected rings of ``assets/map/europe.json`` by country code. Raises ``ValueError``."""
    try:
        countries = json.loads(data)["countries"]
        return {
            code: [
                [project(ring[k] / 100, ring[k + 1] / 100) for k in range(0, len(ring), 2)]
                for ring in rings
            ]
            for code, rings in countries.items()
        }
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise ValueError("these are not outlines of countries") from error


def area(ring: list[Point]) -> float:
    """The area of a ring."""
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def holds(ring: list[Point], point: Point) -> bool:
    """Whether a point lies in a ring."""
    x, y = point
    inside = False
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            inside = not inside
    return inside
