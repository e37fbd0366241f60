"""The path under construction in a content stream (ISO 32000-1, 8.5.2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from booklet.press.svg_faults import UnsupportedError
from booklet.press.svg_geometry import Point, Segment, box_path

OPERATORS = ("m", "l", "c", "v", "y", "h", "re")


class PathPen:
    """Collects the segments of a path, in the stream's own coordinates."""

    def __init__(self) -> None:
        self._segments: list[Segment] = []

    def take(self, *, close: bool = False) -> list[Segment]:
        """The path so far; the next one begins empty."""
        made, self._segments = self._segments, []
        return [*made, ("Z", ())] if close and made else made

    def add(self, name: str, given: Sequence[Any]) -> None:
        """One of :data:`OPERATORS`. Raises :class:`UnsupportedError` for a path without a beginning."""
        numbers = [float(value) for value in given]
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        if name == "re":
            (x, y), (width, height) = points
            self._segments += box_path((x, y, x + width, y + height))
        elif name == "h":
            self._segments.append(("Z", ()))
        elif name in {"m", "l"}:
            self._segments.append((name.upper(), (points[0],)))
        else:
            first, *rest = points
            if name == "v":
                first, rest = self._here(), points
            elif name == "y":
                rest = [*rest, rest[-1]]
            self._segments.append(("C", (first, *rest)))

    def _here(self) -> Point:
        for _, points in reversed(self._segments):
            if points:
                return points[-1]
        raise UnsupportedError("path without a beginning")
