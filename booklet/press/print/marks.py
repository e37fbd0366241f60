"""Boxes and crop marks of a print sheet.

Page content ends at the bleed, so that the marks, which stand outside it, lie on bare paper. They are drawn
in the colour *All*, which every plate prints, and say where to cut.
"""

from __future__ import annotations

from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf

from booklet.model.press import MEDIA_MARGIN_MM, Press
from booklet.press.print.content import write_numbers

PT_PER_MM = 72 / 25.4
LINE_PT = 0.25
GAP_MM = 1.0
"""Between the bleed and the marks."""

END_MM = 1.0
"""Between the marks and the edge of the sheet."""

REGISTRATION = "/Registration"
"""Name of the registration colour in a page's resources."""

Box = tuple[float, float, float, float]


class Sheets:
    """Makes pages of a document into sheets for the print shop. Pages of one size share their streams."""

    def __init__(self, pdf: Pdf, press: Press) -> None:
        self._pdf, self._press = pdf, press
        self._frames: dict[Box, tuple[Any, Any]] = {}
        self._registration: Any = None

    def finish(self, page: Any) -> None:
        """Set the boxes of a page, clip it to its bleed and draw its marks."""
        left, bottom, right, top = (float(value) for value in page.get("/TrimBox", page.MediaBox))
        trim = (left, bottom, right, top)
        page.MediaBox = _array(_grown(trim, MEDIA_MARGIN_MM))
        page.BleedBox = _array(_grown(trim, self._press.bleed_mm))
        page.TrimBox = _array(trim)
        for key in ("/CropBox", "/ArtBox"):
            if key in page:
                del page[key]
        before, after = self._frame(trim)
        contents = page.get("/Contents", Array())
        inner = list(contents) if isinstance(contents, Array) else [contents]
        page.Contents = Array([before, *inner, after])
        if self._press.marks:
            self._add_registration(page)

    def _frame(self, trim: Box) -> tuple[Any, Any]:
        """What stands before and after the content of pages of one size."""
        if trim not in self._frames:
            left, bottom, right, top = _grown(trim, self._press.bleed_mm)
            clip = write_numbers([left, bottom, right - left, top - bottom])
            marks = draw_marks(trim, self._press.bleed_mm) if self._press.marks else b""
            before = self._pdf.make_stream(b"q %s re W n q\n" % clip)
            self._frames[trim] = before, self._pdf.make_stream(b"\nQ Q\n" + marks)
        return self._frames[trim]

    def _add_registration(self, page: Any) -> None:
        if self._registration is None:
            tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
            space = Array([Name.Separation, Name.All, Name.DeviceCMYK, self._pdf.make_indirect(tint)])
            self._registration = self._pdf.make_indirect(space)
        if "/Resources" not in page:
            page.Resources = Dictionary()
        if "/ColorSpace" not in page.Resources:
            page.Resources.ColorSpace = Dictionary()
        page.Resources.ColorSpace[REGISTRATION] = self._registration


def draw_marks(trim: Box, bleed_mm: float) -> bytes:
    """The eight crop marks of a page: two at each corner, in line with the edges of the trim."""
    start = (bleed_mm + GAP_MM) * PT_PER_MM
    end = (MEDIA_MARGIN_MM - END_MM) * PT_PER_MM
    lines = []
    for x, outwards in ((trim[0], -1), (trim[2], 1)):
        for y, upwards in ((trim[1], -1), (trim[3], 1)):
            lines.append((x + outwards * start, y, x + outwards * end, y))
            lines.append((x, y + upwards * start, x, y + upwards * end))
    drawn = b"".join(b"%s m %s l S\n" % (write_numbers(a[:2]), write_numbers(a[2:])) for a in lines)
    name = REGISTRATION.encode()
    return b"q %s CS 1 SCN %s w 0 J [] 0 d\n%sQ\n" % (name, write_numbers([LINE_PT]), drawn)


def _grown(box: Box, margin_mm: float) -> Box:
    by = margin_mm * PT_PER_MM
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _array(box: Box) -> Any:
    """A box to a ten thousandth of a point: exact to a tenth of a micrometre."""
    return Array([round(value, 4) for value in box])
