"""Opening a PDF for comparison: once for what it shows (pdfium) and once for what it says (pikepdf)."""

from __future__ import annotations

import ctypes
import io
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from booklet.compare.sourcemap import Source
from booklet.compare.values import CompareError, DocumentFacts
from booklet.workspace import digest

KEPT_OPEN = 200
"""So many pages of a document stay open at most."""

DAMAGED = "the file is damaged and cannot be read as a PDF"


@dataclass(frozen=True)
class Frame:
    """The visible part of a page: its size in points as displayed, and how user space maps onto it.

    ``left``, ``bottom``, ``right`` and ``top`` bound the visible part in user space, ``quarters`` is the
    page's rotation in quarter turns clockwise, ``origin`` the trim's top left corner as displayed.
    """

    left: float
    bottom: float
    right: float
    top: float
    quarters: int
    origin: tuple[float, float] = (0.0, 0.0)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as displayed."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.quarters % 2 else (width, height)

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A point of user space as displayed, from the top left corner."""
        if self.quarters == 0:
            return x - self.left, self.top - y
        if self.quarters == 1:
            return y - self.bottom, x - self.left
        if self.quarters == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """A rectangle of user space as displayed: left, top, right, bottom."""
        ax, ay = self.place(x0, y0)
        bx, by = self.place(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


class OpenPdf:
    """A PDF under comparison. Use as a context manager.

    Raises :class:`~booklet.compare.values.CompareError` when the file is encrypted, damaged or empty.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.name = source.name
        self.shown = _open_pdfium(source)
        try:
            self.said = _open_pikepdf(source)
        except CompareError:
            self.shown.close()
            raise
        self._frames: dict[int, Frame] = {}
        self._open: dict[int, pypdfium2.PdfPage] = {}
        try:
            self._check_pages()
        except CompareError:
            self.close()
            raise

    def __enter__(self) -> OpenPdf:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Free both readings."""
        self.said.close()
        self.shown.close()

    @property
    def count(self) -> int:
        """Number of pages."""
        return len(self.shown)

    @cached_property
    def pages(self) -> tuple[Any, ...]:
        """The page dictionaries."""
        return tuple(page.obj for page in self.said.pages)

    @cached_property
    def page_indices(self) -> dict[tuple[int, int], int]:
        """Object and generation number of a page → its 0-based index."""
        return {page.objgen: index for index, page in enumerate(self.pages)}

    @cached_property
    def facts(self) -> DocumentFacts:
        """What is known of the document as a whole."""
        title = self.said.docinfo.get("/Title") if "/Info" in self.said.trailer else None
        return DocumentFacts(
            self.name,
            "pdf",
            digest(self.source.data),
            len(self.source.data),
            self.count,
            "" if title is None else str(title),
            tuple(str(page.label) for page in self.said.pages),
            tuple(self.size(index) for index in range(self.count)),
        )

    def size(self, index: int) -> tuple[float, float]:
        """Width and height of a page as displayed, in points."""
        width, height = self.shown.get_page_size(index)
        return round(width, 2), round(height, 2)

    def page(self, index: int) -> pypdfium2.PdfPage:
        """A page as pdfium reads it, not to be closed. Raises :class:`CompareError`.

        The last pages stay open: whoever reads a page often wants it painted as well.
        """
        if index in self._open:
            return self._open[index]
        try:
            page = self.shown[index]
        except pypdfium2.PdfiumError:
            raise CompareError(self.name, f"page {index + 1} is damaged and cannot be read") from None
        self._open[index] = page
        if len(self._open) > KEPT_OPEN:
            self._open.pop(next(iter(self._open))).close()
        if index not in self._frames:
            self._frames[index] = self._frame(page, index)
        return page

    def frame(self, index: int) -> Frame:
        """The visible part of a page."""
        if index not in self._frames:
            self.page(index)
        return self._frames[index]

    def _check_pages(self) -> None:
        shown, said = len(self.shown), len(self.said.pages)
        if shown == 0 or said == 0:
            raise CompareError(self.name, "the document has no pages")
        if shown != said:
            raise CompareError(self.name, f"{DAMAGED}: it has {said} pages, of which {shown} can be found")

    def _frame(self, page: pypdfium2.PdfPage, index: int) -> Frame:
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page.raw, box)
        quarters = int(pdfium.FPDFPage_GetRotation(page.raw))
        frame = Frame(box.left, box.bottom, box.right, box.top, quarters)
        try:
            x0, y0, x1, y1 = (float(value) for value in self.said.pages[index].trimbox)
        except (ValueError, TypeError, AttributeError, pikepdf.PdfError):
            return frame
        return replace(frame, origin=frame.box(x0, y0, x1, y1)[:2])


def _open_pdfium(source: Source) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD or "assword" in str(error):
            raise CompareError(
                source.name,
                "the file is encrypted and needs a password",
                "Save it without a password and compare again.",
            ) from None
        raise CompareError(source.name, DAMAGED) from None


def _open_pikepdf(source: Source) -> pikepdf.Pdf:
    try:
        return pikepdf.open(io.BytesIO(source.data))
    except (pikepdf.PdfError, ValueError, RuntimeError):
        raise CompareError(source.name, DAMAGED) from None


def address(handle: Any) -> int:
    """The number by which an object of pdfium is known; 0 for none."""
    return int(ctypes.cast(handle, ctypes.c_void_p).value or 0)


def calling(function: Any, result: Any, *arguments: Any) -> Any:
    """A function of pdfium with plain types: numbers for addresses cost less than objects for pointers."""
    return ctypes.CFUNCTYPE(result, *arguments)(address(function))
