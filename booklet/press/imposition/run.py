"""From a PDF and an order to the sheets: the way into this package. No part of it raises for a bad file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pikepdf
from pikepdf import Pdf

from booklet.findings import Finding, Report
from booklet.press.imposition.box import MM_PT
from booklet.press.imposition.faces import Frame, Side, lay_out, lay_spreads
from booklet.press.imposition.faults import (
    BLANK_PAGES,
    CREEP,
    DAMAGED,
    LITTLE_BLEED,
    NO_PAGES,
    TOO_MUCH_CREEP,
    say_plainly,
)
from booklet.press.imposition.order import (
    USUAL_SHEETS,
    Blanks,
    Scheme,
    Sheet,
    creep_of,
    order_pages,
    spine_width,
    spread_creep,
)
from booklet.press.imposition.source import (
    SourceError,
    SourcePage,
    list_pages,
    open_source,
    read_pages,
)
from booklet.press.imposition.spread import SpineFrom, spread_cover
from booklet.press.imposition.write import write_sheets
from booklet.workspace import digest

COVER_PAGES = 4
"""A cover is a sheet of its own: the first two pages of a booklet, and the last two."""

NOTICED_SHEETS = 8
"""From so many sheets in one fold on, the creep exceeds a millimetre with ordinary paper, and shows."""

ORDINARY_PAPER_MM = 0.12
"""The thickness of an uncoated paper of 100 g/m², to say how large a creep may be."""

MOST_CREEP = 0.05
"""The share of a page's width that may be lost in the fold: about the inner margin of a page."""


@dataclass(frozen=True)
class FoldJob:
    """What is wanted of folded sheets or of proofs. Give ``paper_mm``, the thickness of the paper, or
    ``creep_mm``, by how much the innermost sheet creeps. ``stock_mm`` is the size of the paper."""

    scheme: Scheme = "saddle-stitch"
    sheets_per_signature: int = USUAL_SHEETS
    blanks: Blanks = "end"
    without_cover: bool = False
    paper_mm: float | None = None
    creep_mm: float | None = None
    stock_mm: tuple[float, float] | None = None
    bleed_mm: float = 3.0
    milling_mm: float = 0.0
    marks: bool = True


@dataclass(frozen=True)
class CoverJob:
    """What is wanted of a cover: the spine's width in mm, or the paper's thickness and the pages of the
    block (``None``: all of the file but the cover's four)."""

    spine_mm: float | None = None
    paper_mm: float | None = None
    pages: int | None = None
    spine_from: SpineFrom = "both"
    inside: bool = False
    stock_mm: tuple[float, float] | None = None
    bleed_mm: float = 3.0
    marks: bool = True


@dataclass(frozen=True)
class Imposed:
    """What came of it: the file, none where there are errors, and what there is to say."""

    pdf: bytes | None
    report: Report
    sheets: tuple[Sheet, ...] = ()
    sides: tuple[Side, ...] = ()
    paper_mm: float = 0.0
    spine_mm: float = 0.0


@dataclass
class _Work:
    """A source that is being imposed."""

    pdf: Pdf
    pages: Mapping[int, SourcePage]
    findings: list[Finding] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        return bool(Report.of(self.findings).errors)


def impose(data: bytes, job: FoldJob) -> Imposed:
    """The sheets of a PDF, in the order of the job's scheme."""
    try:
        work = _begin(data, job.bleed_mm)
    except SourceError as error:
        return Imposed(None, Report.of((error.finding,)))
    numbers = sorted(work.pages)
    if job.without_cover:
        numbers = numbers[COVER_PAGES // 2 : -COVER_PAGES // 2]
    if not numbers and not work.failed:
        work.findings.append(NO_PAGES.at(None, "the PDF has no pages besides the cover"))
    if work.failed:
        return Imposed(None, Report.of(work.findings))
    sheets = order_pages(numbers, job.scheme, job.sheets_per_signature, job.blanks)
    paper_mm = job.paper_mm or 0.0
    if job.creep_mm is not None:
        paper_mm = spread_creep(job.creep_mm, sheets)
    frame = Frame(
        work.pages[numbers[0]].size,
        job.bleed_mm,
        job.milling_mm if job.scheme == "perfect-bound" else 0.0,
        paper_mm,
        job.stock_mm,
        job.marks,
    )
    if job.scheme == "2-up":
        sides = lay_spreads(sheets, work.pages, frame)
    else:
        _judge_folding(work, job, frame, sheets, numbers)
        sides = [] if work.failed else lay_out(sheets, work.pages, frame)
    made = _finish(work, sides, job.scheme, frame, digest(data) + repr(job))
    return replace(made, sheets=sheets, paper_mm=paper_mm)


def impose_cover(data: bytes, job: CoverJob) -> Imposed:
    """The cover of a PDF as one sheet: last page, spine and first page; inside, if wanted, on the back."""
    try:
        work = _begin(data, job.bleed_mm)
    except SourceError as error:
        return Imposed(None, Report.of((error.finding,)))
    count = len(work.pages)
    if work.failed:
        return Imposed(None, Report.of(work.findings))
    least = COVER_PAGES if job.inside else 2
    if count < least:
        message = f"a cover needs {least} pages, and the PDF has {count}"
        return Imposed(None, Report.of((*work.findings, NO_PAGES.at(None, message))))
    spine_mm = _spine_of(job, count)
    frame = Frame(work.pages[1].size, job.bleed_mm, stock_mm=job.stock_mm, marks=job.marks)
    width, height = frame.size
    work.findings += frame.judge(2 * width + spine_mm * MM_PT, height)
    faces = [("Cover", count, 1), ("Cover inside", 2, count - 1)][: 2 if job.inside else 1]
    work.findings += _judge_bleed(work.pages, [n for _, *pair in faces for n in pair], job.bleed_mm)
    sides = [
        spread_cover(
            label,
            work.pages[left],
            work.pages[right],
            frame,
            spine_mm=spine_mm,
            source=job.spine_from,
        )
        for label, left, right in faces
    ]
    made = _finish(work, sides, "cover", frame, digest(data) + repr(job))
    return replace(made, spine_mm=spine_mm)


def _spine_of(job: CoverJob, count: int) -> float:
    """The spine's width in mm: as given, or that of the block; 0 where nothing is known of the paper."""
    if job.spine_mm is not None:
        return job.spine_mm
    pages = max(0, count - COVER_PAGES) if job.pages is None else job.pages
    return spine_width(-(-pages // 2), job.paper_mm or 0.0)


def _begin(data: bytes, bleed_mm: float) -> _Work:
    """Open and read a source. Raises :class:`SourceError`."""
    pdf = open_source(data)
    pages, findings = read_pages(pdf, bleed_mm)
    return _Work(pdf, {page.number: page for page in pages}, list(findings))


def _finish(work: _Work, sides: Sequence[Side], scheme: str, frame: Frame, seed: str) -> Imposed:
    """Write the file, unless something stands against it."""
    if work.failed:
        return Imposed(None, Report.of(work.findings))
    gap = frame.gap if frame.marks else None
    try:
        made = write_sheets(work.pdf, work.pages, sides, scheme=scheme, gap=gap, seed=seed)
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError, AttributeError) as error:
        work.findings.append(DAMAGED.at(None, f"the PDF cannot be read to its end: {say_plainly(error)}"))
        return Imposed(None, Report.of(work.findings))
    warnings = work.pdf.get_warnings()
    if warnings:
        work.findings.append(DAMAGED.at(None, f"the PDF is damaged: {say_plainly(warnings[0])}"))
        return Imposed(None, Report.of(work.findings))
    return Imposed(made, Report.of(work.findings), sides=tuple(sides))


def _judge_folding(
    work: _Work, job: FoldJob, frame: Frame, sheets: Sequence[Sheet], numbers: Sequence[int]
) -> None:
    """Blank pages, creep, paper and bleed of folded sheets."""
    width, height = frame.size
    work.findings += frame.judge(2 * (width + frame.gutter_mm * MM_PT), height)
    work.findings += _judge_bleed(work.pages, numbers, job.bleed_mm)
    blank = -len(numbers) % 4
    if blank:
        where = "at the end" if job.blanks == "end" else "before the last page"
        count = "1 blank page fills" if blank == 1 else f"{blank} blank pages fill"
        work.findings.append(BLANK_PAGES.at(None, f"{count} the last sheet, {where}"))
    deepest = max(sheet.depth for sheet in sheets)
    if job.paper_mm is None and job.creep_mm is None and deepest >= NOTICED_SHEETS - 1:
        about = creep_of(deepest, ORDINARY_PAPER_MM)
        message = (
            f"{deepest + 1} sheets in one fold push the innermost pages out by about {about:.1f} mm, "
            "which is not made up for"
        )
        work.findings.append(CREEP.at(None, message))
    creep_mm = creep_of(deepest, frame.paper_mm)
    most_mm = MOST_CREEP * width / MM_PT
    if creep_mm > most_mm:
        message = f"the innermost pages would be shifted by {creep_mm:.1f} mm; {most_mm:.1f} mm is the most"
        work.findings.append(TOO_MUCH_CREEP.at(None, message))


def _judge_bleed(pages: Mapping[int, SourcePage], numbers: Sequence[int], bleed_mm: float) -> list[Finding]:
    """A finding where pages reach less far over their trim than the sheet is to bleed."""
    wanted = bleed_mm * MM_PT - 0.1
    short = [number for number in sorted(set(numbers)) if _bleed_of(pages[number]) < wanted]
    if not short:
        return []
    least = min(_bleed_of(pages[number]) for number in short) / MM_PT
    found = "no bleed" if least < 0.05 else f"a bleed of {least:.1f} mm"
    return [LITTLE_BLEED.at(None, f"{found} on {list_pages(short)}, where {bleed_mm:g} mm are wanted")]


def _bleed_of(page: SourcePage) -> float:
    """The least bleed of a page over an edge, in points."""
    (width, height), bleeds = page.size, page.bleeds
    return min(-bleeds.x0, -bleeds.y0, bleeds.x1 - width, bleeds.y1 - height)
