"""Make ``europe.json`` out of world-atlas (see README.md). Not part of the program.

Usage: ``python make_outlines.py countries-50m.json europe.json``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

Point = tuple[float, float]

WEST, SOUTH, EAST, NORTH = -30.0, 30.0, 50.0, 75.0
TOLERANCE = 0.035
"""Degrees that a border may move when points are dropped: 0.2 mm at the size the map is printed."""
SMALLEST = 0.02
"""Square degrees below which an island is left out."""

CODES = (
    "008:al 020:ad 040:at 051:am 031:az 112:by 056:be 070:ba 100:bg 191:hr 196:cy 203:cz 208:dk 233:ee "
    "246:fi 250:fr 268:ge 276:de 300:gr 348:hu 352:is 372:ie 380:it 428:lv 438:li 440:lt 442:lu 470:mt "
    "498:md 492:mc 499:me 528:nl 807:mk 578:no 616:pl 620:pt 642:ro 643:ru 674:sm 688:rs 703:sk 705:si "
    "724:es 752:se 756:ch 792:tr 804:ua 826:gb 336:va 833:im 831:gg 832:je 234:fo 012:dz 504:ma 788:tn "
    "434:ly 818:eg 376:il 400:jo 422:lb 760:sy 368:iq 364:ir 398:kz 275:ps 682:sa 248:ax"
)
ALPHA2 = dict(pair.split(":") for pair in CODES.split())
CRIMEA = (32.3, 44.2, 36.8, 46.4)
"""West, south, east, north of a ring that the source gives to Russia and the European Union to Ukraine."""
NAMED = {"Kosovo": "xk", "N. Cyprus": "cy"}
"""Areas without a number in ISO 3166-1; the north of Cyprus is part of Cyprus for the European Union."""


def read_arcs(atlas: dict[str, Any]) -> list[list[Point]]:
    """The arcs in degrees, simplified; neighbours share an arc, so their borders stay together."""
    (sx, sy), (tx, ty) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = []
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(simplify(points))
    return arcs


def simplify(points: list[Point]) -> list[Point]:
    """Drop points that lie nearly on the line of their neighbours (Douglas and Peucker, 1973)."""
    if len(points) < 3:
        return points
    (ax, ay), (bx, by) = points[0], points[-1]
    dx, dy = bx - ax, by - ay
    length = (dx * dx + dy * dy) ** 0.5

    def off(point: Point) -> float:
        px, py = point[0] - ax, point[1] - ay
        return abs(dx * py - dy * px) / length if length else (px * px + py * py) ** 0.5

    far = max(range(1, len(points) - 1), key=lambda k: off(points[k]))
    if off(points[far]) <= TOLERANCE:
        return [points[0], points[-1]]
    return simplify(points[: far + 1])[:-1] + simplify(points[far:])


def join(arcs: list[list[Point]], ring: list[int]) -> list[Point]:
    """The points of a ring; a negative number stands for an arc run backwards."""
    points: list[Point] = []
    for index in ring:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc[1:] if points else arc
    if max(x for x, _ in points) - min(x for x, _ in points) > 180:
        # It crosses the date line: count on beyond 180° instead of jumping to the other side.
        points = [(x + 360 if x < 0 else x, y) for x, y in points]
    return points


def clip(points: list[Point]) -> list[Point]:
    """The part of a ring inside the box (Sutherland and Hodgman, 1974)."""
    for axis, limit, sign in ((0, WEST, 1), (0, EAST, -1), (1, SOUTH, 1), (1, NORTH, -1)):
        kept: list[Point] = []
        for before, here in zip(points[-1:] + points[:-1], points, strict=True):
            inside, was = sign * (here[axis] - limit) >= 0, sign * (before[axis] - limit) >= 0
            if inside != was:
                share = (limit - before[axis]) / (here[axis] - before[axis])
                kept.append(tuple(b + (h - b) * share for b, h in zip(before, here, strict=True)))  # type: ignore[arg-type]
            if inside:
                kept.append(here)
        points = kept
    return points


def area(points: list[Point]) -> float:
    """The area of a ring in square degrees."""
    pairs = zip(points, points[1:] + points[:1], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def outlines(atlas: dict[str, Any]) -> dict[str, list[list[int]]]:
    """Rings by country code; a ring is longitude, latitude, … in hundredths of a degree."""
    arcs, found = read_arcs(atlas), {}
    for country in atlas["objects"]["countries"]["geometries"]:
        name = country["properties"]["name"]
        code = ALPHA2.get(country.get("id", ""), NAMED.get(name))
        if code is None or not country.get("arcs"):
            continue
        shapes = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        for ring in (ring for shape in shapes for ring in shape):
            points = clip(join(arcs, ring))
            if len(points) < 4 or area(points) < SMALLEST:
                continue
            west, south, east, north = CRIMEA
            within = all(west < x < east and south < y < north for x, y in points)
            flat = [round(value * 100) for point in points[:-1] for value in point]
            found.setdefault("ua" if within else code, []).append(flat)
    return dict(sorted(found.items()))


if __name__ == "__main__":
    atlas = json.loads(Path(sys.argv[1]).read_text())
    made = {"unit": "1/100 degree", "order": "longitude, latitude", "countries": outlines(atlas)}
    Path(sys.argv[2]).write_text(json.dumps(made, separators=(",", ":")) + "\n")
