"""Rules about pages as sheets of paper: sizes, boxes, bleed, number."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import accumulate

from booklet.press.preflight.geometry import Box, touch, within
from booklet.press.preflight.pages import Page
from booklet.press.preflight.pieces import Piece, Walk
from booklet.press.preflight.registry import ERROR, INFO, PRINT, WARNING, Check, define
from booklet.press.preflight.subject import Subject
from booklet.press.preflight.values import Fault

MM = 72 / 25.4
BLEED_MM = 3.0
"""The bleed that printers ask for nearly everywhere."""

SLACK_PT = 0.05
EDGE_PT = 0.75
"""An area that ends so near to the bleed's edge reaches it."""

LONG_PT = 10 * MM
"""An area's side shorter than this is no background."""

CREEP_PT = 8 * MM
"""More than the thickest stapled booklet creeps."""

BOX = define("box", ERROR, "Every box of a page is a rectangle of a sensible size.",
             "Set the boxes anew; a side has 1 to 14,400 points.")  # fmt: skip
BOX_MISSING = define(
    "box-missing",
    ERROR,
    "A page for the press says where it is cut: it has a TrimBox and a BleedBox.",
    "Export with the trim size and 3 mm of bleed.",
    PRINT,
)
BOX_ORDER = define(
    "box-order",
    ERROR,
    "The trim lies within the bleed, and both within the media box.",
    "Set the boxes anew.",
)
BLEED = define(
    "bleed",
    ERROR,
    "The bleed is 3 mm on each side, so that a knife that slips leaves no white edge.",
    "Export with 3 mm of bleed.",
    PRINT,
)
BLEED_SHORT = define(
    "bleed-short",
    WARNING,
    "Colour that reaches the trim goes on to the edge of the bleed.",
    "Draw the area out to the edge of the bleed.",
    PRINT,
)
CROP = define(
    "crop",
    WARNING,
    "The CropBox of a page for the press does not cut off the bleed.",
    "Leave the CropBox out, or make it as large as the media box.",
    PRINT,
)
PAGE_COUNT = define(
    "page-count",
    WARNING,
    "The pages for a folded or stapled publication come in fours.",
    "Add or remove pages; a single leaf may have one or two.",
    PRINT,
)
PAGE_SIZE = define("page-size", WARNING, "All pages have the same size.", "Set the pages in one format.")
BLANK = define(
    "blank-page", INFO, "Every page has something on it.", "Nothing to do when it is meant to be empty."
)
SCALED = define(
    "scaled-page",
    WARNING,
    "A page for the press is in plain points, neither turned nor scaled.",
    "Export without /Rotate and /UserUnit; many programs at printers overlook them.",
    PRINT,
)


def check_boxes(subject: Subject) -> Iterator[Fault]:
    """Boxes that make sense, page by page."""
    for page in subject.pages:
        for key, box in page.declared.items():
            if box is None:
                yield Fault(BOX, f"the {key} is no rectangle of a sensible size", page.number)
        if "MediaBox" not in page.declared:
            yield Fault(BOX, "the page has no MediaBox, and so no size", page.number)
        yield from _order(page)


def _order(page: Page) -> Iterator[Fault]:
    media = page.media
    bleed, trim = page.declared.get("BleedBox"), page.declared.get("TrimBox")
    if trim and bleed and not within(trim, bleed, SLACK_PT):
        yield Fault(BOX_ORDER, "the TrimBox is not within the BleedBox", page.number, (page.area(bleed),))
    for key, box in (("BleedBox", bleed), ("TrimBox", trim)):
        if box and not within(box, media, SLACK_PT):
            yield Fault(BOX_ORDER, f"the {key} is not within the MediaBox", page.number, (page.area(box),))


def check_print_boxes(subject: Subject) -> Iterator[Fault]:
    """What a press needs to know of a page, and its bleed."""
    for page in subject.pages:
        for key in ("TrimBox", "BleedBox"):
            if key not in page.declared:
                yield Fault(BOX_MISSING, f"the page has no {key}", page.number)
        bleed, trim = page.declared.get("BleedBox"), page.declared.get("TrimBox")
        if bleed and trim and within(trim, bleed, SLACK_PT):
            widths = [value * page.unit / MM for value in _margins(trim, bleed)]
            if min(widths) < BLEED_MM - 0.03:
                words = f"the bleed is {min(widths):.1f} mm wide"
                yield Fault(BLEED, words, page.number, (page.area(bleed),))
        crop = page.declared.get("CropBox")
        if crop and bleed and not within(bleed, crop, SLACK_PT):
            yield Fault(CROP, "the CropBox cuts off a part of the bleed", page.number, (page.area(crop),))
        if page.rotation or page.unit != 1:
            words = f"turned by {page.rotation}°" if page.rotation else f"scaled by {page.unit:g}"
            yield Fault(SCALED, f"the page is {words}", page.number)


def _margins(inner: Box, outer: Box) -> tuple[float, float, float, float]:
    """How far the outer box reaches beyond the inner one: left, bottom, right, top."""
    return inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3]


def check_page_count(subject: Subject) -> Iterator[Fault]:
    """Pages in fours."""
    count = len(subject.pages)
    if count > 2 and count % 4:
        yield Fault(PAGE_COUNT, f"the file has {count} pages, which is no multiple of 4")


def check_page_sizes(subject: Subject) -> Iterator[Fault]:
    """Pages of one size."""
    sizes = [(page.width_pt, page.height_pt) for page in subject.pages]
    if not sizes:
        return
    rounded = Counter((round(width * 2) / 2, round(height * 2) / 2) for width, height in sizes)
    (width, height), _ = rounded.most_common(1)[0]
    for page in subject.pages:
        if not _is_alike((page.width_pt, page.height_pt), (width, height)):
            words = f"{page.width_pt / MM:.0f} × {page.height_pt / MM:.0f} mm"
            others = f"{width / MM:.0f} × {height / MM:.0f} mm"
            yield Fault(PAGE_SIZE, f"the page is {words}, and most others are {others}", page.number)


def _is_alike(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether two sizes count as one: also sheets that are folded into each other, of which the inner ones
    are cut narrower by the creep.
    """
    across, up = abs(one[0] - other[0]), abs(one[1] - other[1])
    are_sheets = one[0] > one[1] and other[0] > other[1]
    return up <= 1 and across <= (CREEP_PT if are_sheets else 1)


def check_blank(subject: Subject, page: Page, walk: Walk) -> Iterator[Fault]:
    """A page that shows something."""
    shown = (p for p in walk.pieces if not (p.is_hidden or p.is_invisible or p.context or p.alpha == 0))
    if not walk.stopped and not any(p.colour is None or not p.colour.is_white for p in shown):
        yield Fault(BLANK, "the page is empty", page.number)


def check_bleed_reached(subject: Subject, page: Page, walk: Walk) -> Iterator[Fault]:
    """Areas that reach the trim and not the bleed's edge, where nothing but paper follows."""
    trim, bleed = page.declared.get("TrimBox"), page.declared.get("BleedBox")
    if trim is None or bleed is None or not within(trim, bleed, SLACK_PT):
        return
    areas = [piece for piece in walk.pieces if _is_area(piece)]
    margins = _margins(trim, bleed)
    covers = [_Cover(areas, side, bleed) for side in range(4)]
    for piece in areas:
        reaches = _margins(trim, piece.box)
        for side, (reach, margin) in enumerate(zip(reaches, margins, strict=True)):
            if (
                margin < 2 * EDGE_PT
                or not touch(piece.box, trim, 1)
                or not -0.2 <= reach < margin - EDGE_PT
            ):
                continue
            if _length(piece.box, side, trim) >= LONG_PT and not covers[side].holds(piece):
                words = (
                    f"an area ends {max(reach, 0) / MM:.1f} mm beyond the trim, short of the bleed’s edge"
                )
                yield Fault(BLEED_SHORT, words, page.number, (page.area(piece.box),))
                break


def _is_area(piece: Piece) -> bool:
    """Whether this is an upright area of colour that can be seen."""
    if (
        piece.kind not in ("fill", "image", "shading")
        or piece.context
        or piece.is_hidden
        or piece.alpha == 0
    ):
        return False
    if piece.kind == "fill" and (not piece.is_upright_box or (piece.colour and piece.colour.is_white)):
        return False
    return min(piece.box[2] - piece.box[0], piece.box[3] - piece.box[1]) > 2


def _length(box: Box, side: int, trim: Box) -> float:
    """How long a box is along a side of the trim (0 left, 1 bottom, 2 right, 3 top)."""
    low, high = (1, 3) if side in (0, 2) else (0, 2)
    return min(box[high], trim[high]) - max(box[low], trim[low])


class _Cover:
    """The areas that reach the bleed's edge on a side: no paper can show where one of them lies."""

    def __init__(self, areas: Iterable[Piece], side: int, bleed: Box) -> None:
        self._low, self._high = (1, 3) if side in (0, 2) else (0, 2)
        sign = -1 if side < 2 else 1
        reaching = sorted(
            (piece.box[self._low], piece.box[self._high])
            for piece in areas
            if piece.alpha >= 1 and sign * piece.box[side] >= sign * bleed[side] - EDGE_PT
        )
        self._starts = [start for start, _ in reaching]
        self._ends = list(accumulate((end for _, end in reaching), max))

    def holds(self, piece: Piece) -> bool:
        """Whether one of them covers the rest of the bleed beside an area."""
        count = bisect_right(self._starts, piece.box[self._low] + 1)
        return count > 0 and self._ends[count - 1] >= piece.box[self._high] - 1


DOCUMENT: Iterable[Check] = (
    Check((BOX, BOX_ORDER), check_boxes),
    Check((BOX_MISSING, BLEED, CROP, SCALED), check_print_boxes),
    Check((PAGE_COUNT,), check_page_count),
    Check((PAGE_SIZE,), check_page_sizes),
)
PAGE: Iterable[Check] = (Check((BLANK,), check_blank), Check((BLEED_SHORT,), check_bleed_reached))
