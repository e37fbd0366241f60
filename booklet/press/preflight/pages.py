"""The pages of a file, with their boxes, and how a place on them is told to people."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any

from pikepdf import Pdf

from booklet.press.preflight.access import FAILURES, get, inherited, integer, number, numbers
from booklet.press.preflight.geometry import Box, corners, read_box, surround
from booklet.press.preflight.limits import MAX_PAGES, MAX_SIDE_PT
from booklet.press.preflight.values import Area, PageSize

LETTER: Box = (0.0, 0.0, 612.0, 792.0)
"""What readers assume where a page has no size."""

KEYS = ("MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox")


@dataclass(frozen=True)
class Page:
    """A page: its 1-based number, its boxes in user space, and its object.

    ``declared`` holds the boxes that the page (or, for the first two, an ancestor) has itself, and ``None``
    for those that make no sense.
    """

    number: int
    object: Any
    declared: dict[str, Box | None]
    rotation: int = 0
    unit: float = 1.0

    @property
    def media(self) -> Box:
        """The media box, or something in its place."""
        return self.declared.get("MediaBox") or LETTER

    @property
    def trim(self) -> Box:
        """The trim; without one the crop, without that the media box (ISO 32000-1, 14.11.2)."""
        return self.declared.get("TrimBox") or self.declared.get("CropBox") or self.media

    @property
    def bleed(self) -> Box:
        """The bleed; without one the trim where there is one, else the crop."""
        return self.declared.get("BleedBox") or self.trim

    @property
    def resources(self) -> Any:
        """The resources, perhaps those of an ancestor."""
        return inherited(self.object, "/Resources")

    @property
    def width_pt(self) -> float:
        """Width of the trim as it is seen."""
        return self.area(self.trim).width_pt

    @property
    def height_pt(self) -> float:
        """Height of the trim as it is seen."""
        return self.area(self.trim).height_pt

    def area(self, box: Box) -> Area:
        """A place in user space as people see it: from the trim's top left, the page upright."""
        left, bottom, right, top = self.trim
        seen = []
        for x, y in corners(box):
            across, down = x - left, top - y
            width, height = right - left, top - bottom
            if self.rotation == 90:
                across, down = height - down, across
            elif self.rotation == 180:
                across, down = width - across, height - down
            elif self.rotation == 270:
                across, down = down, width - across
            seen.append((across, down))
        x0, y0, x1, y1 = surround(seen)
        return Area(*(round(value * self.unit, 2) + 0.0 for value in (x0, y0, x1 - x0, y1 - y0)))

    @property
    def size(self) -> PageSize:
        """Trim and surroundings, for pictures of the page (which show the crop box)."""
        seen = self.area(self.declared.get("CropBox") or self.media)
        bleed = self.area(self.declared.get("BleedBox") or self.media)
        width, height = self.width_pt, self.height_pt
        return PageSize(
            width,
            height,
            -seen.x_pt,
            -seen.y_pt,
            round(seen.x_pt + seen.width_pt - width, 2),
            round(seen.y_pt + seen.height_pt - height, 2),
            -bleed.x_pt,
            -bleed.y_pt,
        )


def read_pages(pdf: Pdf) -> tuple[Page, ...]:
    """The first pages of a file, as many as :data:`~.limits.MAX_PAGES`; none when the tree is broken."""
    made: list[Page] = []
    try:
        for index, page in enumerate(islice(pdf.pages, MAX_PAGES)):
            made.append(_read(index + 1, page.obj))
    except FAILURES:
        pass
    return tuple(made)


def _read(index: int, source: Any) -> Page:
    declared: dict[str, Box | None] = {}
    for key in KEYS:
        found = inherited(source, f"/{key}") if key in ("MediaBox", "CropBox") else get(source, f"/{key}")
        if found is not None:
            box = read_box(numbers(found, 4))
            declared[key] = box if box and is_sane(box) else None
    rotation = (integer(inherited(source, "/Rotate")) or 0) % 360
    unit = number(get(source, "/UserUnit")) or 1.0
    unit = unit if 0 < unit <= 1000 else 1.0
    return Page(index, source, declared, rotation if rotation % 90 == 0 else 0, unit)


def is_sane(box: Box) -> bool:
    """Whether a box has a size that a page can have."""
    return max(abs(value) for value in box) <= 10 * MAX_SIDE_PT and all(
        1 <= side <= MAX_SIDE_PT for side in (box[2] - box[0], box[3] - box[1])
    )
