"""Where pages lie on a sheet: geometry only, in points, with the sheet's lower left corner as origin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from booklet.findings import Finding
from booklet.press.imposition.box import MM_PT, Box, Matrix, move
from booklet.press.imposition.faults import MARGIN, PAPER
from booklet.press.imposition.order import Face, Sheet, creep_of
from booklet.press.imposition.source import SourcePage

MARK_MM = 5.0
"""Length of crop and fold marks."""

LEAST_GAP_MM = 2.0
"""Marks keep this far away from the trim, even where nothing bleeds."""

CLEAR_MM = 0.5
"""Marks begin so far outside the bleed, ends of lines included."""

MARK_EDGE_MM = 1.5
"""White beyond the marks, on a sheet as large as it needs to be."""

COLLATION_MM = (2.0, 8.0)
"""Width and height of the mark on the back of a signature; every further signature has it one height
lower, so that a missing or a turned one shows as a gap in the stair."""

SIZES_MM: Mapping[str, tuple[float, float]] = {
    "A2": (420, 594), "A3": (297, 420), "A4": (210, 297), "A5": (148, 210),
    "SRA2": (450, 640), "SRA3": (320, 450), "SRA4": (225, 320),
    "RA2": (430, 610), "RA3": (305, 430), "RA4": (215, 305),
    "B3": (353, 500), "B4": (250, 353),
}  # fmt: skip
"""Papers by name, of ISO 216 and ISO 217; width and height in mm, upright."""


@dataclass(frozen=True)
class Placing:
    """A page on a sheet: how its own space is mapped to the sheet, and what is seen of it."""

    page: int
    matrix: Matrix
    clip: Box


@dataclass(frozen=True)
class Side:
    """One printed side of a sheet. ``folds`` are the places of upright folds; ``trim`` is what is left
    when the sheet has been cut."""

    label: str
    media: Box
    trim: Box
    bleed: Box
    placings: tuple[Placing, ...]
    folds: tuple[float, ...] = ()
    collation: Box | None = None


@dataclass(frozen=True)
class Frame:
    """What all sides of a job share. ``gutter_mm`` lies between each page and the fold, and is milled off
    in perfect binding; ``paper_mm`` is the thickness by which each sheet pushes the next one out; without
    ``stock_mm`` (width and height of the paper) a sheet is as large as it needs to be."""

    size: tuple[float, float]
    bleed_mm: float = 3.0
    gutter_mm: float = 0.0
    paper_mm: float = 0.0
    stock_mm: tuple[float, float] | None = None
    marks: bool = True

    @property
    def gap(self) -> float:
        """From the trim to the marks, in points."""
        return max(self.bleed_mm + CLEAR_MM, LEAST_GAP_MM) * MM_PT

    @property
    def margin(self) -> float:
        """What a sheet needs around its trim, in points."""
        marks = self.gap + (MARK_MM + MARK_EDGE_MM) * MM_PT
        return marks if self.marks else self.bleed_mm * MM_PT

    def media(self, width: float, height: float) -> Box:
        """The sheet for a spread of this size in points: the paper, turned so that it fits best."""
        if self.stock_mm is None:
            return Box(0, 0, width + 2 * self.margin, height + 2 * self.margin)
        short, long = (side * MM_PT for side in sorted(self.stock_mm))
        ways = [(long, short), (short, long)] if width >= height else [(short, long), (long, short)]
        fitting = [way for way in ways if _fits((width, height), way)]
        across, up = (fitting or ways)[0]
        return Box(0, 0, across, up)

    def judge(self, width: float, height: float) -> list[Finding]:
        """What is wrong with the paper for a spread of this size in points."""
        media = self.media(width, height)
        names = [_name(width, height), _name(media.width, media.height)]
        if not _fits((width, height), (media.width, media.height)):
            return [PAPER.at(None, f"the spread is {names[0]}, the paper {names[1]}")]
        left = max(0.0, min(media.width - width, media.height - height) / 2)
        if left < self.bleed_mm * MM_PT - _SLACK:
            message = (
                f"a spread of {names[0]} bleeds {self.bleed_mm:g} mm; {names[1]} leave {left / MM_PT:.1f}"
            )
            return [MARGIN.at(None, message)]
        if self.marks and left < self.gap + MARK_MM * MM_PT / 2:
            message = f"{left / MM_PT:.1f} mm around the spread are too little for the marks on {names[1]}"
            return [MARGIN.at(None, message)]
        return []


_SLACK = 0.5
"""A stock size in whole millimetres and a page in points need not agree better, in points."""


def _fits(inner: tuple[float, float], outer: tuple[float, float]) -> bool:
    return all(a <= b + _SLACK for a, b in zip(inner, outer, strict=True))


def _name(width: float, height: float) -> str:
    return f"{width / MM_PT:.0f} × {height / MM_PT:.0f} mm"


def lay_out(sheets: Sequence[Sheet], pages: Mapping[int, SourcePage], frame: Frame) -> list[Side]:
    """The printed sides of folded sheets: the front of the first sheet, its back, the next front, …"""
    several = max((sheet.signature for sheet in sheets), default=1) > 1
    sides: list[Side] = []
    for number, sheet in enumerate(sheets, start=1):
        shift = creep_of(sheet.depth, frame.paper_mm) * MM_PT
        for name, face in (("front", sheet.front), ("back", sheet.back)):
            if face is not None:
                outermost = several and name == "front" and sheet.depth == 0
                signature = sheet.signature if outermost else None
                label = f"Sheet {number} {name}"
                sides.append(_lay_folded(label, face, pages, frame, shift=shift, signature=signature))
    return sides


def _lay_folded(
    label: str,
    face: Face,
    pages: Mapping[int, SourcePage],
    frame: Frame,
    *,
    shift: float,
    signature: int | None,
) -> Side:
    """One side of a folded sheet. ``shift`` moves both pages towards the fold, against the creep."""
    width, height = frame.size
    gutter, bleed = frame.gutter_mm * MM_PT, frame.bleed_mm * MM_PT
    media = frame.media(2 * (width + gutter), height)
    fold, foot = media.width / 2, (media.height - height) / 2
    half = width + gutter - shift
    trim = Box(fold - half, foot, fold + half, foot + height)
    outer = trim.grow(bleed).meet(media)
    placings: list[Placing] = []
    if face.left is not None:
        spine = min(fold, trim.x0 + width + bleed)
        clip = Box(outer.x0, outer.y0, spine, outer.y1)
        placings.append(place(pages[face.left], trim.x0, foot, clip))
    if face.right is not None:
        left = trim.x1 - width
        clip = Box(max(fold, left - bleed), outer.y0, outer.x1, outer.y1)
        placings.append(place(pages[face.right], left, foot, clip))
    collation = None if signature is None else _collate(trim, fold, signature)
    return Side(label, media, trim, outer, tuple(placings), (fold,), collation)


def _collate(trim: Box, fold: float, signature: int) -> Box:
    """The mark of a signature on the spine: the stair begins a step below the head, and again there."""
    width, step = (side * MM_PT for side in COLLATION_MM)
    steps = max(1, int(trim.height // step) - 2)
    top = trim.y1 - step * (1 + (signature - 1) % steps)
    return Box(fold - width / 2, top - step, fold + width / 2, top)


def place(page: SourcePage, x: float, y: float, clip: Box) -> Placing:
    """A page with the lower left corner of its trim at a point, seen inside a box."""
    return Placing(page.number, page.upright.then(move(x, y)), clip)


def lay_spreads(sheets: Sequence[Sheet], pages: Mapping[int, SourcePage], frame: Frame) -> list[Side]:
    """Proofs: spreads as a reader sees them, made smaller where the paper is smaller, never larger."""
    width, height = frame.size
    sides: list[Side] = []
    for number, sheet in enumerate(sheets, start=1):
        media, scale = proof_media(frame)
        fold, foot = media.width / 2, (media.height - height * scale) / 2
        trim = Box(fold - width * scale, foot, fold + width * scale, foot + height * scale)
        placings: list[Placing] = []
        for slot, left in ((sheet.front.left, trim.x0), (sheet.front.right, fold)):
            if slot is not None:
                matrix = pages[slot].upright.then(move(left, foot, scale))
                clip = Box(left, foot, left + width * scale, trim.y1)
                placings.append(Placing(slot, matrix, clip))
        sides.append(Side(f"Spread {number}", media, trim, trim, tuple(placings), (fold,)))
    return sides


def proof_media(frame: Frame) -> tuple[Box, float]:
    """The sheet of a proof and the scale of its pages, at most 1."""
    width, height = 2 * frame.size[0], frame.size[1]
    if frame.stock_mm is None:
        extra = frame.margin if frame.marks else 0.0
        return Box(0, 0, width + 2 * extra, height + 2 * extra), 1.0
    short, long = (side * MM_PT for side in sorted(frame.stock_mm))
    across, up = (long, short) if width >= height else (short, long)
    return Box(0, 0, across, up), min(1.0, across / width, up / height)
