"""How a picture fills a frame: the arithmetic of cropping and of resolution, without any picture.

A picture covers its frame: it is enlarged until no side is free, and what runs over is cut away. Like the
CSS properties ``object-position`` and ``background-position``, the focus says which point of the picture
lies on the same point of the frame, so the focus itself is never cut away.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

MM_PER_INCH = 25.4


@dataclass(frozen=True)
class Size:
    """Width and height, in px for pictures and in mm for frames. Raises ``ValueError`` unless positive."""

    width: float
    height: float

    def __post_init__(self) -> None:
        if not (self.width > 0 and self.height > 0):
            raise ValueError(f"a size of {self.width} × {self.height} has no area")


@dataclass(frozen=True)
class Part:
    """The part of a picture that is seen, as fractions of its sides from the top left."""

    left: float
    top: float
    width: float
    height: float

    def holds(self, point: tuple[float, float]) -> bool:
        """Whether a point of the picture is seen (its edge belongs to it)."""
        x, y = point
        slack = 1e-9
        return (
            self.left - slack <= x <= self.left + self.width + slack
            and self.top - slack <= y <= self.top + self.height + slack
        )


def cover_scale(picture_px: Size, frame_mm: Size) -> float:
    """How many mm a pixel measures when the picture covers the frame."""
    return max(frame_mm.width / picture_px.width, frame_mm.height / picture_px.height)


def cover_dpi(picture_px: Size, frame_mm: Size) -> float:
    """The effective resolution of a picture that covers a frame."""
    return MM_PER_INCH / cover_scale(picture_px, frame_mm)


def visible_part(picture_px: Size, frame_mm: Size, focus: tuple[float, float]) -> Part:
    """What is left of a picture that covers a frame with this focus."""
    scale = cover_scale(picture_px, frame_mm)
    width = min(1.0, frame_mm.width / (picture_px.width * scale))
    height = min(1.0, frame_mm.height / (picture_px.height * scale))
    return Part((1 - width) * focus[0], (1 - height) * focus[1], width, height)


def shrunk_size(picture_px: Size, frame_mm: Size, dpi: float) -> tuple[int, int]:
    """The pixels a picture needs to cover a frame at a resolution; never more than it has."""
    share = dpi / cover_dpi(picture_px, frame_mm)
    if share >= 1:
        return round(picture_px.width), round(picture_px.height)
    return max(1, math.ceil(picture_px.width * share)), max(1, math.ceil(picture_px.height * share))
