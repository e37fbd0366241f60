"""The path under construction (ISO 32000-1, 8.5.2), as far as rules ask for it."""

from __future__ import annotations

from collections.abc import Sequence

from booklet.press.preflight.geometry import Box, Matrix, Point, apply, surround
from booklet.press.preflight.lexer import Outline


class Path:
    """The path under construction: the box around it in user space, and whether all sides are upright."""

    def __init__(self) -> None:
        self.box: Box | None = None
        self.is_upright = True
        self._last: tuple[float, float] | None = None

    def move(self, point: tuple[float, float]) -> None:
        """Begin somewhere else; a beginning from which nothing is drawn is no part of the path."""
        self._last = point

    def add(self, points: Sequence[tuple[float, float]], *, curve: bool) -> None:
        """Points of one step, in user space."""
        self._reach(surround(points if self._last is None else (self._last, *points)))
        if curve:
            self.is_upright = False
        elif self._last is not None and self.is_upright:
            (x, y), (u, v) = self._last, points[-1]
            self.is_upright = abs(x - u) < 0.01 or abs(y - v) < 0.01
        self._last = points[-1]

    def add_outline(self, outline: Outline, matrix: Matrix) -> None:
        """A run of lines and curves, given in coordinates of ``matrix``."""
        xs, ys = outline.coordinates[::2], outline.coordinates[1::2]
        if matrix[1] == matrix[2] == 0:
            ends = ((min(xs), min(ys)), (max(xs), max(ys)))
            self._reach(surround([apply(matrix, end) for end in ends]))
        else:
            self._reach(surround([apply(matrix, point) for point in zip(xs, ys, strict=True)]))
        if outline.has_curves:
            self.is_upright = False
        elif self.is_upright:
            self.is_upright = _is_upright(list(zip(xs, ys, strict=True)), outline.starts, matrix)
        self._last = apply(matrix, (xs[-1], ys[-1]))

    def _reach(self, here: Box) -> None:
        old = self.box
        self.box = here if old is None else (
            min(old[0], here[0]), min(old[1], here[1]), max(old[2], here[2]), max(old[3], here[3])
        )  # fmt: skip


def _is_upright(points: Sequence[Point], starts: Sequence[int], matrix: Matrix) -> bool:
    """Whether all lines between points, but for those that would lead to a start, are upright or level."""
    begins = set(starts)
    last = points[0]
    for index, given in enumerate(points):
        point = apply(matrix, given)
        if index not in begins and abs(point[0] - last[0]) >= 0.01 and abs(point[1] - last[1]) >= 0.01:
            return False
        last = point
    return True
