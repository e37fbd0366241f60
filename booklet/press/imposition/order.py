"""Which pages share a sheet: pure functions from page numbers to sheets.

A sheet is folded once, so each of its two sides carries two pages. Sheets put into each other are a
signature; signatures laid on each other are a perfect-bound book. ``None`` is a blank page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

Scheme = Literal["saddle-stitch", "2-up", "perfect-bound"]
SCHEMES: tuple[Scheme, ...] = get_args(Scheme)

Blanks = Literal["end", "before-last"]
"""Where blank pages go that fill the last sheet: to the end, or before the last page, which then stays
the back cover."""

PAGES_PER_SHEET = 4
"""A sheet folded once has four pages."""

USUAL_SHEETS = 4
"""Sheets in a signature of a perfect-bound book when nobody says how many: 16 pages, the usual count."""

Slots = Sequence[int | None]
"""Page numbers in reading order; ``None`` is a blank page."""


@dataclass(frozen=True)
class Face:
    """One printed side of a sheet: the numbers of its left and its right page."""

    left: int | None
    right: int | None


@dataclass(frozen=True)
class Sheet:
    """A sheet of paper: its front, and its back unless only one side is printed.

    ``signature`` counts from 1; ``depth`` is the number of sheets that lie around this one in its
    signature, 0 for the outermost.
    """

    front: Face
    back: Face | None
    signature: int = 1
    depth: int = 0


def order_pages(
    pages: Slots, scheme: Scheme, sheets_per_signature: int = USUAL_SHEETS, blanks: Blanks = "end"
) -> tuple[Sheet, ...]:
    """The sheets of a scheme, in the order in which they are printed, bound and gathered.

    ``sheets_per_signature`` matters for perfect-bound books only.
    """
    if scheme == "2-up":
        return show_spreads(pages)
    if scheme == "saddle-stitch":
        return fold_signature(pad_pages(pages, blanks))
    return gather_signatures(pad_pages(pages, blanks), sheets_per_signature)


def pad_pages(pages: Slots, blanks: Blanks = "end") -> tuple[int | None, ...]:
    """The pages with as many blank ones as fill the last sheet."""
    missing = (None,) * (-len(pages) % PAGES_PER_SHEET)
    if blanks == "before-last":
        return (*pages[:-1], *missing, *pages[-1:])
    return (*pages, *missing)


def fold_signature(pages: Slots, signature: int = 1) -> tuple[Sheet, ...]:
    """One signature of all these pages, whose number is a multiple of four; the outermost sheet first.

    Outside, a sheet has the last page that is left and, to the right of the fold, the first; its back has
    the second and the last but one.
    """
    last = len(pages) - 1
    return tuple(
        Sheet(
            front=Face(pages[last - 2 * depth], pages[2 * depth]),
            back=Face(pages[2 * depth + 1], pages[last - 2 * depth - 1]),
            signature=signature,
            depth=depth,
        )
        for depth in range(len(pages) // PAGES_PER_SHEET)
    )


def gather_signatures(pages: Slots, sheets_per_signature: int) -> tuple[Sheet, ...]:
    """Signatures of so many sheets one after the other; the last one has what is left."""
    step = sheets_per_signature * PAGES_PER_SHEET
    return tuple(
        sheet
        for number, start in enumerate(range(0, len(pages), step), start=1)
        for sheet in fold_signature(pages[start : start + step], number)
    )


def show_spreads(pages: Slots) -> tuple[Sheet, ...]:
    """Pages side by side as a reader has them open, on one side of the paper: nothing and 1, 2 and 3, …"""
    slots = (None, *pages, *((None,) if len(pages) % 2 == 0 else ()))
    return tuple(Sheet(Face(slots[index], slots[index + 1]), None) for index in range(0, len(slots), 2))


def read_folded(sheets: Sequence[Sheet]) -> list[int | None]:
    """The pages as somebody reads them who folds the sheets, puts them into each other and gathers them.

    The inverse of :func:`fold_signature` and :func:`gather_signatures`.
    """
    read: list[int | None] = []
    for number in sorted({sheet.signature for sheet in sheets}):
        nested = sorted((s for s in sheets if s.signature == number), key=lambda s: s.depth)
        for sheet in nested:
            read += [sheet.front.right, *([sheet.back.left] if sheet.back else [])]
        for sheet in reversed(nested):
            read += [*([sheet.back.right] if sheet.back else []), sheet.front.left]
    return read


def creep_of(depth: int, paper_mm: float) -> float:
    """By how much paper a sheet is pushed out at the fore-edge, in mm: once its thickness for each sheet
    around it."""
    return depth * paper_mm


def spread_creep(total_mm: float, sheets: Sequence[Sheet]) -> float:
    """The thickness of paper, in mm, with which the innermost sheet creeps by ``total_mm``."""
    deepest = max((sheet.depth for sheet in sheets), default=0)
    return total_mm / deepest if deepest else 0.0


def spine_width(leaves: int, paper_mm: float) -> float:
    """The width of a perfect-bound spine in mm: every leaf once."""
    return leaves * paper_mm


def caliper(gsm: float, volume: float) -> float:
    """The thickness of a paper in mm from its weight in g/m² and its specific volume in cm³/g.

    (g/m² × cm³/g = cm³/m² = µm.)
    """
    return gsm * volume / 1000
