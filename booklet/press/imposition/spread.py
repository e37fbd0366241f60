"""The cover as one sheet: back, spine and front side by side, with bleed around them.

The spine has no artwork of its own. The covers run on over it: first with the bleed they have, then,
where that ends, with its outermost strip, mirrored and drawn out, so that colours go on without a seam.
"""

from __future__ import annotations

from typing import Literal, get_args

from booklet.press.imposition.box import MM_PT, Box, mirror
from booklet.press.imposition.faces import Frame, Placing, Side, place
from booklet.press.imposition.source import SourcePage

SpineFrom = Literal["both", "back", "front"]
"""Whose colours the spine has: half of each cover's, or one cover's alone."""
SPINE_SOURCES: tuple[SpineFrom, ...] = get_args(SpineFrom)

STRIP_MM = 0.5
"""Width of the strip that is drawn out: wide enough to hold a colour, too narrow to hold a letter."""

LAP_MM = 0.4
"""Neighbours on the spine overlap by so much (a pixel of a screen), so that no white shows between them."""


def spread_cover(
    label: str, left: SourcePage, right: SourcePage, frame: Frame, *, spine_mm: float, source: SpineFrom
) -> Side:
    """One side of a cover sheet: a page on either side of the spine."""
    width, height = frame.size
    spine, bleed = spine_mm * MM_PT, frame.bleed_mm * MM_PT
    media = frame.media(2 * width + spine, height)
    x, foot = (media.width - 2 * width - spine) / 2, (media.height - height) / 2
    trim = Box(x, foot, x + 2 * width + spine, foot + height)
    outer = trim.grow(bleed).meet(media)
    begin, end = x + width, x + width + spine
    seam = {"both": (begin + end) / 2, "back": end, "front": begin}[source]
    lap = LAP_MM * MM_PT
    ends = min(seam + lap, begin + _reach(left, toward_right=True))
    starts = max(seam, end - _reach(right, toward_right=False))
    placings = [place(left, x, foot, Box(outer.x0, outer.y0, ends, outer.y1))]
    if ends < seam:
        placings.append(_draw_out(placings[0], ends - lap, Box(ends - lap, outer.y0, seam + lap, outer.y1)))
    placings.append(place(right, end, foot, Box(starts, outer.y0, outer.x1, outer.y1)))
    if starts > seam:
        placings.append(_draw_out(placings[-1], starts + lap, Box(seam, outer.y0, starts + lap, outer.y1)))
    folds = (begin, end) if spine else (begin,)
    return Side(label, media, trim, outer, tuple(placings), folds)


def _draw_out(placed: Placing, axis: float, region: Box) -> Placing:
    """The strip of a placed page beside ``axis``, mirrored there and drawn out over a region."""
    stretch = max(1.0, region.width / (STRIP_MM * MM_PT))
    return Placing(placed.page, placed.matrix.then(mirror(axis, stretch)), region)


def _reach(page: SourcePage, *, toward_right: bool) -> float:
    """How far a page bleeds over the edge at the spine, in points."""
    width, _ = page.size
    return page.bleeds.x1 - width if toward_right else -page.bleeds.x0
