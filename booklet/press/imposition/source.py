"""The pages that are to be imposed: where they are trimmed, how far they bleed, which way is up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from math import isfinite
from typing import Any

import pikepdf
from pikepdf import Name, Pdf

from booklet.findings import Finding
from booklet.press.imposition.box import MM_PT, Box, Matrix
from booklet.press.imposition.faults import (
    ANNOTATION,
    DAMAGED,
    NO_PAGES,
    PAGE_BOX,
    PAGE_SIZE,
    PROTECTED,
    say_plainly,
)

MOST_PAGES = 10_000
"""More pages are not a booklet; the limit keeps a hostile file from filling the memory."""

SAME_SIZE_PT = 1.0
"""Trims that differ by less are of the same size: programs round boxes to a point."""

LEAST_SIDE_PT = 10 * MM_PT
MOST_SIDE_PT = 14_400 / 2 - 100 * MM_PT
"""The sides of a page that can be imposed: two of them, with marks, stay within PDF's largest page
(ISO 32000-1, annex C)."""

_UNSEEN = {"/Link", "/Popup", "/TrapNet", "/PrinterMark"}
_HIDDEN = 0b100010
"""Annotation flags Hidden and NoView."""


@dataclass(frozen=True)
class SourcePage:
    """A page to be imposed. ``trim`` and ``bleed`` are boxes of the page's own space.

    ``upright`` maps that space to points on the paper, turned as the page is shown, with the lower left
    corner of the trim at the origin.
    """

    number: int
    trim: Box
    bleed: Box
    upright: Matrix

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the trimmed page as it is shown, in points."""
        placed = self.upright.map(self.trim)
        return placed.width, placed.height

    @property
    def bleeds(self) -> Box:
        """The bleed as it is shown, in points from the lower left corner of the trim."""
        return self.upright.map(self.bleed)


class SourceError(Exception):
    """A PDF that cannot be imposed; ``finding`` says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def open_source(data: bytes) -> Pdf:
    """Open a PDF that is to be imposed. Raises :class:`SourceError`; nothing is repaired."""
    try:
        pdf = pikepdf.open(BytesIO(data), attempt_recovery=False, suppress_warnings=True)
    except pikepdf.PasswordError:
        raise SourceError(PROTECTED.at(None, "the PDF is protected by a password")) from None
    except pikepdf.PdfError:
        raise SourceError(DAMAGED.at(None, "this is not a PDF, or a damaged one")) from None
    if pdf.is_encrypted:
        raise SourceError(
            PROTECTED.at(None, "the PDF is encrypted, and restricts what may be done with it")
        )
    count = len(pdf.pages)
    if not 0 < count <= MOST_PAGES:
        found = "no pages" if count == 0 else f"{count} pages; {MOST_PAGES} is the most"
        raise SourceError(NO_PAGES.at(None, f"the PDF has {found}"))
    return pdf


def read_pages(pdf: Pdf, bleed_mm: float) -> tuple[tuple[SourcePage, ...], list[Finding]]:
    """All pages of an open PDF, with what is wrong with them; no pages where that is an error.

    ``bleed_mm`` is the most that a page may reach over its trim.
    """
    mended = pdf.get_warnings()
    if mended:
        return (), [DAMAGED.at(None, f"the PDF is damaged: {say_plainly(mended[0])}")]
    pages: list[SourcePage] = []
    findings: list[Finding] = []
    commented: list[int] = []
    for number, page in enumerate(pdf.pages, start=1):
        try:
            pages.append(_read_page(number, page, bleed_mm * MM_PT))
            if _is_commented(page.obj):
                commented.append(number)
        except (ValueError, TypeError, KeyError, AttributeError, pikepdf.PdfError) as error:
            findings.append(PAGE_BOX.at(None, say_plainly(error), page=number))
    findings += _compare_sizes(pages)
    if commented:
        findings.append(ANNOTATION.at(None, f"annotations or form fields on {list_pages(commented)}"))
    return (() if any(f.rule != ANNOTATION.id for f in findings) else tuple(pages)), findings


def _read_page(number: int, page: Any, most_bleed: float) -> SourcePage:
    """A page's boxes, by the defaults of ISO 32000-1, 14.11.2. Raises ``ValueError``."""
    media = _read_box(page, "/MediaBox")
    if media is None:
        raise ValueError("the page has no MediaBox")
    shown = media.meet(_read_box(page, "/CropBox") or media)
    trim = _read_box(page, "/TrimBox") or shown
    if not media.holds(trim, slack=SAME_SIZE_PT):
        raise ValueError("the TrimBox reaches out of the MediaBox")
    trim = trim.meet(media)
    unit = float(page.obj.get("/UserUnit", 1))
    if not (isfinite(unit) and unit > 0):
        raise ValueError(f"the UserUnit is {unit:g}")
    turn = int(_inherited(page, "/Rotate") or 0)
    if turn % 90:
        raise ValueError(f"the page is turned by {turn} degrees")
    if not all(LEAST_SIDE_PT <= side * unit <= MOST_SIDE_PT for side in (trim.width, trim.height)):
        size = f"{trim.width * unit / MM_PT:.1f} × {trim.height * unit / MM_PT:.1f} mm"
        raise ValueError(f"the trimmed page is {size}, which cannot be imposed")
    bleed = (_read_box(page, "/BleedBox") or shown).meet(media).meet(trim.grow(most_bleed / unit))
    if not bleed.holds(trim):  # a bleed smaller than the trim is a slip: the trim is what counts
        bleed = Box(
            min(bleed.x0, trim.x0), min(bleed.y0, trim.y0), max(bleed.x1, trim.x1), max(bleed.y1, trim.y1)
        )
    return SourcePage(number, trim, bleed, turn_upright(trim, turn % 360, unit))


def turn_upright(trim: Box, turn: int, unit: float = 1.0) -> Matrix:
    """The map from a page's space to the page as it is shown, with its trim's corner at the origin.

    ``turn`` is the page's /Rotate: 0, 90, 180 or 270 degrees clockwise; ``unit`` its /UserUnit.
    """
    plain = {
        0: Matrix(1, 0, 0, 1, -trim.x0, -trim.y0),
        90: Matrix(0, -1, 1, 0, -trim.y0, trim.x1),
        180: Matrix(-1, 0, 0, -1, trim.x1, trim.y1),
        270: Matrix(0, 1, -1, 0, trim.y1, -trim.x0),
    }
    return plain[turn].then(Matrix(unit, 0, 0, unit, 0, 0))


def _read_box(page: Any, key: str) -> Box | None:
    """A box of a page, its corners in order; nothing where the page has none. Raises ``ValueError``."""
    found = _inherited(page, key)
    if found is None:
        return None
    values = [float(value) for value in found]
    if len(values) != 4 or not all(map(isfinite, values)):
        raise ValueError(f"the {key[1:]} is not four numbers")
    across, up = sorted(values[::2]), sorted(values[1::2])
    box = Box(across[0], up[0], across[1], up[1])
    if box.width <= 0 or box.height <= 0:
        raise ValueError(f"the {key[1:]} has no area")
    return box


_DEEPEST = 64
"""Levels of a page tree; a deeper one is a loop."""


def _inherited(page: Any, key: str) -> Any:
    """An attribute of a page or of what it hangs from (ISO 32000-1, 7.7.3.4)."""
    node = page.obj
    for _ in range(_DEEPEST):
        if key in node:
            return node[key]
        if "/Parent" not in node:
            return None
        node = node["/Parent"]
    return None


def _compare_sizes(pages: Iterable[SourcePage]) -> Iterator[Finding]:
    """A finding where pages are not of the size that most pages have."""
    sizes: dict[tuple[float, float], list[int]] = {}
    for page in pages:
        near = next((size for size in sizes if _is_near(size, page.size)), page.size)
        sizes.setdefault(near, []).append(page.number)
    usual = max(sizes, key=lambda size: len(sizes[size]), default=None)
    odd = {size: numbers for size, numbers in sizes.items() if size != usual}
    if usual and odd:
        size, numbers = next(iter(odd.items()))
        verb = "is" if len(numbers) == 1 else "are"
        message = f"{list_pages(numbers)} {verb} {_name_size(size)}, most pages {_name_size(usual)}"
        if len(odd) > 1:
            message += f"; there are {len(sizes)} sizes"
        yield PAGE_SIZE.at(None, message, page=numbers[0])


def _is_near(size: tuple[float, float], other: tuple[float, float]) -> bool:
    return max(abs(size[0] - other[0]), abs(size[1] - other[1])) < SAME_SIZE_PT


def _name_size(size: tuple[float, float]) -> str:
    return f"{size[0] / MM_PT:.1f} × {size[1] / MM_PT:.1f} mm"


def list_pages(numbers: Iterable[int]) -> str:
    """Pages in words: “page 3”, “pages 1–4, 7 and 9”."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    names = [str(a) if a == b else f"{a}–{b}" for a, b in runs]
    if len(names) > 6:
        names = [*names[:5], f"{len(names) - 5} more places"]
    joined = names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
    return f"page{'s' if len(runs) > 1 or runs[0][0] != runs[0][1] else ''} {joined}"


def _is_commented(page: Any) -> bool:
    """Whether a page shows an annotation that is more than a link."""
    for annotation in page.get("/Annots", []):
        seen = str(annotation.get("/Subtype", "")) not in _UNSEEN
        if seen and not int(annotation.get("/F", 0)) & _HIDDEN:
            return True
    return False


def is_print_ready(pdf: Pdf) -> bool:
    """Whether a file says that it is made for a printing condition (PDF/X, ISO 15930)."""
    return any(intent.get("/S") == Name.GTS_PDFX for intent in pdf.Root.get("/OutputIntents", []))
