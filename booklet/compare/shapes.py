"""What a page's content paints: text objects, pictures and drawn shapes, also within forms."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from booklet.compare.opening import Frame, OpenPdf, address, calling
from booklet.workspace import digest

MAX_DEPTH = 16
"""Forms within forms are looked into this deep."""

UNSEEN_MODES = (3, 7)
"""Text rendering modes that paint nothing (ISO 32000-1, table 106)."""

_CHANNELS = (ctypes.c_uint * 4)()
"""Where pdfium puts a colour: red, green, blue, and how opaque it is."""

_CHANNEL_ADDRESSES = tuple(ctypes.addressof(_CHANNELS) + 4 * at for at in range(4))
_fill_colour, _stroke_colour = (
    calling(function, ctypes.c_int, *5 * (ctypes.c_void_p,))
    for function in (pdfium.FPDFPageObj_GetFillColor, pdfium.FPDFPageObj_GetStrokeColor)
)

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class TextObject(NamedTuple):
    """A text object: its handle (valid while the page is open), colour, marked content, artifact kind."""

    handle: Any
    colour: str
    mark: int
    pagination: bool


class Picture(NamedTuple):
    """A picture on a page: digest of its stored bytes, its pixels, its box, its marked content."""

    digest: str
    pixels: tuple[int, int]
    page_index: int
    box: tuple[float, float, float, float]
    mark: int


class Shape(NamedTuple):
    """A drawn path: its box, number of points, colours of fill and stroke (empty: none), line width."""

    page_index: int
    box: tuple[float, float, float, float]
    points: int
    fill: str
    stroke: str
    width_pt: float
    furniture: bool


@dataclass
class Painted:
    """What a page's content paints but for its drawn shapes; text objects are keyed by their address."""

    texts: dict[int, TextObject] = field(default_factory=dict)
    pictures: list[Picture] = field(default_factory=list)


def read_painted(page: pypdfium2.PdfPage, frame: Frame, index: int) -> Painted:
    """The texts and pictures of a page, in painting order."""
    painted = Painted()
    for handle, kind, matrix, mark, pagination in _walk(page.raw, IDENTITY, -1, False, 0):
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            unseen = pdfium.FPDFTextObj_GetTextRenderMode(handle) in UNSEEN_MODES
            colour = "unseen" if unseen else _colour(handle, _fill_colour)
            painted.texts[address(handle)] = TextObject(handle, colour, mark, pagination)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            box = _bounds(handle, matrix, frame)
            painted.pictures.append(_picture(page, handle, index, box, mark))
    return painted


def read_shapes(page: pypdfium2.PdfPage, frame: Frame, index: int) -> list[Shape]:
    """The drawn shapes of a page, in painting order."""
    return [
        _shape(handle, kind, index, _bounds(handle, matrix, frame), pagination)
        for handle, kind, matrix, _, pagination in _walk(page.raw, IDENTITY, -1, False, 0)
        if kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_SHADING)
    ]


def _walk(
    container: Any, matrix: Matrix, mark: int, pagination: bool, depth: int
) -> Iterator[tuple[Any, int, Matrix, int, bool]]:
    """Every object with its type, and the matrix, marked content and artifact kind that it inherits."""
    if depth:
        count, get = pdfium.FPDFFormObj_CountObjects(container), pdfium.FPDFFormObj_GetObject
    else:
        count, get = pdfium.FPDFPage_CountObjects(container), pdfium.FPDFPage_GetObject
    for number in range(count):
        handle = get(container, number)
        kind = pdfium.FPDFPageObj_GetType(handle)
        if kind not in _MARKED and kind != pdfium.FPDF_PAGEOBJ_IMAGE:
            yield handle, kind, matrix, mark, pagination
            continue
        own, paged = pdfium.FPDFPageObj_GetMarkedContentID(handle), pagination
        if own < 0 and not paged and kind in _MARKED:
            paged = _is_pagination(handle)
        own = mark if own < 0 else own
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            if depth < MAX_DEPTH:
                yield from _walk(handle, _multiply(_matrix(handle), matrix), own, paged, depth + 1)
        else:
            yield handle, kind, matrix, own, paged


_MARKED = (pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_FORM)


def _is_pagination(handle: Any) -> bool:
    """Whether the file calls an object an artifact of a certain type: a folio, running head or the like.

    pdfium does not tell which type, but texts are artifacts of no other (ISO 32000-1, 14.8.2.2).
    """
    for number in range(pdfium.FPDFPageObj_CountMarks(handle)):
        mark = pdfium.FPDFPageObj_GetMark(handle, number)
        kind = pdfium.FPDFPageObjMark_GetParamValueType(mark, b"Type")
        if kind == pdfium.FPDF_OBJECT_NAME and _name(mark) == "Artifact":
            return True
    return False


def _name(mark: Any) -> str:
    buffer = ctypes.create_string_buffer(64)
    length = ctypes.c_ulong()
    units = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    pdfium.FPDFPageObjMark_GetName(mark, units, len(buffer), length)
    return buffer.raw[: min(length.value, len(buffer))].decode("utf-16-le", "replace").rstrip("\0")


def _matrix(handle: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(handle, found):
        return IDENTITY
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _multiply(one: Matrix, other: Matrix) -> Matrix:
    """First ``one``, then ``other``."""
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _bounds(handle: Any, matrix: Matrix, frame: Frame) -> tuple[float, float, float, float]:
    """The visible box of an object as displayed; of no extent when it lies outside the page."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(handle, left, bottom, right, top):
        return (0.0, 0.0, 0.0, 0.0)
    a, b, c, d, e, f = matrix
    corners = [(x, y) for x in (left.value, right.value) for y in (bottom.value, top.value)]
    xs = [a * x + c * y + e for x, y in corners]
    ys = [b * x + d * y + f for x, y in corners]
    x0, y0, x1, y1 = frame.box(min(xs), min(ys), max(xs), max(ys))
    width, height = frame.size
    x0, x1 = min(max(x0, 0.0), width), min(max(x1, 0.0), width)
    y0, y1 = min(max(y0, 0.0), height), min(max(y1, 0.0), height)
    return (round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2))


def _colour(handle: Any, call: Any) -> str:
    if not call(address(handle), *_CHANNEL_ADDRESSES):
        return ""
    red, green, blue, alpha = _CHANNELS
    return hex_colour(red, green, blue, alpha)


def hex_colour(red: int, green: int, blue: int, alpha: int = 255) -> str:
    """A colour in the way of the web; two more digits when it is not opaque."""
    return f"#{red:02X}{green:02X}{blue:02X}" + (f"{alpha:02X}" if alpha != 255 else "")


def _picture(page: pypdfium2.PdfPage, handle: Any, index: int, box: Any, mark: int) -> Picture:
    length = pdfium.FPDFImageObj_GetImageDataRaw(handle, None, 0)
    buffer = ctypes.create_string_buffer(max(1, length))
    pdfium.FPDFImageObj_GetImageDataRaw(handle, buffer, length)
    facts = pdfium.FPDF_IMAGEOBJ_METADATA()
    pdfium.FPDFImageObj_GetImageMetadata(handle, page.raw, facts)
    extra = f"{facts.width} {facts.height} {facts.bits_per_pixel} {facts.colorspace}".encode()
    return Picture(
        digest(extra + b"\0" + buffer.raw[:length]), (facts.width, facts.height), index, box, mark
    )


def _shape(handle: Any, kind: int, index: int, box: Any, furniture: bool) -> Shape:
    if kind == pdfium.FPDF_PAGEOBJ_SHADING:
        return Shape(index, box, 0, "shading", "", 0.0, furniture)
    mode, strokes = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(handle, mode, strokes)
    fill = _colour(handle, _fill_colour) if mode.value else ""
    stroke, width = "", ctypes.c_float()
    if strokes.value:
        stroke = _colour(handle, _stroke_colour)
        pdfium.FPDFPageObj_GetStrokeWidth(handle, width)
    points = pdfium.FPDFPath_CountSegments(handle)
    return Shape(index, box, points, fill, stroke, round(width.value, 3), furniture)


def read_pixels(document: OpenPdf, picture: Picture) -> bytes | None:
    """A picture's pixels as painted, with its mask; ``None`` when it cannot be decoded."""
    frame = document.frame(picture.page_index)
    page = document.page(picture.page_index)
    for handle, kind, matrix, _, _ in _walk(page.raw, IDENTITY, -1, False, 0):
        if kind != pdfium.FPDF_PAGEOBJ_IMAGE or _bounds(handle, matrix, frame) != picture.box:
            continue
        bitmap = pdfium.FPDFImageObj_GetRenderedBitmap(document.shown.raw, page.raw, handle)
        if not bitmap:
            return None
        try:
            size = pdfium.FPDFBitmap_GetStride(bitmap) * pdfium.FPDFBitmap_GetHeight(bitmap)
            return ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), size)
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)
    return None
