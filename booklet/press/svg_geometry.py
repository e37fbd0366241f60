"""Matrices, boxes and paths of an SVG picture, and how their numbers are written.

A matrix is PDF's and SVG's six numbers: ``(a, b, c, d, e, f)`` takes ``(x, y)`` to
``(ax + cy + e, bx + dy + f)``. A box is ``(left, top, right, bottom)`` with left ≤ right, top ≤ bottom.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
Point = tuple[float, float]
Segment = tuple[str, tuple[Point, ...]]
"""One step of a path: ``M`` and ``L`` with one point, ``C`` with three, ``Z`` with none."""

UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
EVERYWHERE: Box = (-math.inf, -math.inf, math.inf, math.inf)
SMALLEST_AREA_PT = 6


def read_matrix(numbers: Iterable[Any]) -> Matrix:
    """A matrix of a PDF's six numbers."""
    a, b, c, d, e, f = (float(value) for value in numbers)
    return a, b, c, d, e, f


def read_box(numbers: Iterable[Any]) -> Box:
    """The box between any two opposite corners, as PDF writes it."""
    x, y, u, v = (float(value) for value in numbers)
    return min(x, u), min(y, v), max(x, u), max(y, v)


def multiply(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that applies ``first`` and then ``second``."""
    a, b, c, d, e, f = first
    k, m, n, p, q, r = second
    return (
        a * k + b * n,
        a * m + b * p,
        c * k + d * n,
        c * m + d * p,
        e * k + f * n + q,
        e * m + f * p + r,
    )


def apply(matrix: Matrix, point: Point) -> Point:
    """Where a point comes to lie."""
    a, b, c, d, e, f = matrix
    x, y = point
    return a * x + c * y + e, b * x + d * y + f


def scale_of(matrix: Matrix) -> float:
    """By how much a matrix enlarges lengths, on the average of all directions."""
    return math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))


def is_even(matrix: Matrix) -> bool:
    """Whether a matrix enlarges alike in all directions, so that a stroke stays a stroke."""
    a, b, c, d = matrix[:4]
    small = 1e-4 * max(abs(a), abs(b), abs(c), abs(d), 1e-9)
    return math.isclose(math.hypot(a, b), math.hypot(c, d), rel_tol=1e-4) and abs(a * c + b * d) < small * (
        abs(a) + abs(b)
    )


def bounds(points: Iterable[Point], margin: float = 0.0) -> Box:
    """The box around points, wider by ``margin`` on every side."""
    pairs = list(points)
    xs, ys = [x for x, _ in pairs], [y for _, y in pairs]
    return min(xs) - margin, min(ys) - margin, max(xs) + margin, max(ys) + margin


def corners(box: Box) -> tuple[Point, ...]:
    """The four corners of a box, in turn."""
    left, top, right, bottom = box
    return (left, top), (right, top), (right, bottom), (left, bottom)


def intersect(one: Box, other: Box) -> Box:
    """What two boxes share; its left is right of its right when that is nothing (see :func:`is_void`)."""
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def is_void(box: Box) -> bool:
    """Whether nothing lies in a box."""
    return box[0] > box[2] or box[1] > box[3]


def contains(outer: Box, inner: Box, slack: float = 0.002) -> bool:
    """Whether a box lies in another; coordinates that are equal when written count as equal."""
    return (
        outer[0] <= inner[0] + slack
        and outer[1] <= inner[1] + slack
        and outer[2] >= inner[2] - slack
        and outer[3] >= inner[3] - slack
    )


def rectangle(segments: Sequence[Segment]) -> Box | None:
    """The box a path draws when it is one rectangle with upright sides, else nothing."""
    kinds = [kind for kind, _ in segments]
    if kinds[-1:] == ["Z"]:
        kinds, segments = kinds[:-1], segments[:-1]
    if kinds not in (["M", "L", "L", "L"], ["M", "L", "L", "L", "L"]):
        return None
    points = [each[0] for _, each in segments]
    if len(points) == 5 and points.pop() != points[0]:
        return None
    box = bounds(points)
    turned = {(round(x, 4), round(y, 4)) for x, y in points}
    wanted = {(round(x, 4), round(y, 4)) for x, y in corners(box)}
    straight = all(
        math.isclose(x, u, abs_tol=1e-4) != math.isclose(y, v, abs_tol=1e-4)
        for (x, y), (u, v) in zip(points, [*points[1:], points[0]], strict=True)
    )
    return box if straight and turned == wanted else None


def is_area(path: Sequence[Segment]) -> bool:
    """Whether a path is an upright box of some size. Such boxes lie side by side (the cells of a table),
    and smoothed edges would let a hair of the ground shine through; lines have to stay smoothed.
    """
    box = rectangle(path)
    return box is not None and min(box[2] - box[0], box[3] - box[1]) >= SMALLEST_AREA_PT


def box_path(box: Box) -> list[Segment]:
    """A box as a path."""
    first, *rest = corners(box)
    return [("M", (first,)), *(("L", (point,)) for point in rest), ("Z", ())]


def transform(segments: Sequence[Segment], matrix: Matrix) -> list[Segment]:
    """A path in other coordinates."""
    return [(kind, tuple(apply(matrix, point) for point in points)) for kind, points in segments]


def write(value: float, places: int = 3) -> str:
    """A number as short as it can be with so many decimals: ``.5``, ``12``, ``-3.25``."""
    text = f"{value:.{places}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if text in {"-0", ""}:
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def write_matrix(matrix: Matrix) -> str:
    """A value of the attribute ``transform``."""
    return "matrix(" + " ".join(write(value, 6) for value in matrix) + ")"


def write_path(segments: Sequence[Segment]) -> str:
    """Path data (SVG 2, 9.3). A move that another move follows draws nothing and is left out."""
    parts: list[str] = []
    last: tuple[str, str] = ("", "")
    for index, (kind, points) in enumerate(segments):
        if kind == "M" and segments[index + 1 : index + 2] and segments[index + 1][0] == "M":
            continue
        pairs = [(write(x), write(y)) for x, y in points]
        if kind == "L" and pairs[0][1] == last[1]:
            parts.append("H" + pairs[0][0])
        elif kind == "L" and pairs[0][0] == last[0]:
            parts.append("V" + pairs[0][1])
        else:
            parts.append(kind + " ".join(number for pair in pairs for number in pair))
        last = pairs[-1] if pairs else ("", "")
    return "".join(parts)
