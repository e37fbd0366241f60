"""The words of a page with their boxes and styles, in the order of its content."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from booklet.compare.opening import Frame, address, calling
from booklet.compare.shapes import TextObject

Spot = tuple[int, float, float, float, float]
"""0-based page, then left, top, right, bottom in points from the visible page's top left corner."""

HYPHENS = "\u0002\u00ad\u2010\ufffe"
"""What may stand at the end of a broken line: pdfium gives U+0002 or U+FFFE, and hyphens of all sorts."""

BULLETS = frozenset("•◦▪▫‣●○■□▸▹►▻⁃∙·\uf0b7\uf0a7\u25e6")
"""Signs before the items of a list: they come and go with an engine's version, and pixels show them."""

_SIGN = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(rf"[{_SIGN}]|[^\s\0{_SIGN}]+")
"""A word, or a single sign of a script that does not part its words."""

_BREAK = re.compile("[\u0002\ufffe]")
"""What pdfium puts for a hyphen at the end of a line, between two parts that it takes for one word."""

_LIGATURES = re.compile("[\ufb00-\ufb06]")
_UNSEEN = re.compile("[\u0002\u00ad\ufffe\u200b\u2060\ufeff]")
_SILENT = re.compile("[-\u0002\u00ad\u2010\u2011\ufffe\u200b\u2060\ufeff]")


class Style(NamedTuple):
    """How a word is set: font name without its subset prefix, size in points, colour (``#rrggbb``).

    The colour is ``unseen`` for text that is not painted.
    """

    font: str
    size_pt: float
    colour: str


class Word(NamedTuple):
    """A word on a page. ``key`` is what it is compared by; it has a spot on every line that it stands on.

    ``mark`` is the id of the marked content (-1: none), and ``pagination``
    says that the file itself calls it a folio or running head.
    """

    text: str
    key: str
    page_index: int
    spots: tuple[Spot, ...]
    style: Style
    mark: int
    pagination: bool


def make_key(text: str) -> str:
    """A word as it is compared: no hyphens that a line break may add or take, no ligatures."""
    if text.isalnum() and text.isascii():
        return text
    return _SILENT.sub("", normal(text)) or text


def normal(text: str) -> str:
    """A word with one kind of hyphen and without ligatures and invisible signs."""
    if text.isascii() and "\u0002" not in text:
        return text
    text = _LIGATURES.sub(lambda match: unicodedata.normalize("NFKD", match[0]), text)
    text = text.replace("\u2010", "-").replace("\u2011", "-")
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text))


def plain(text: str) -> str:
    """A word as it is shown to people: without the marks of a line break."""
    return text if text.isalnum() else _UNSEEN.sub("", text) or text


@dataclass
class WordReader:
    """Reads the words of pages; keeps what pages share (fonts)."""

    def __post_init__(self) -> None:
        self._fonts: dict[int, str] = {}

    def read(
        self,
        page: pypdfium2.PdfPage,
        frame: Frame,
        index: int,
        objects: dict[int, TextObject],
    ) -> list[Word]:
        """The words of a page in content order. ``objects`` are its text objects by address."""
        text_page = page.get_textpage()
        try:
            return self._read(text_page, frame, index, objects)
        finally:
            text_page.close()

    def _read(
        self,
        text_page: pypdfium2.PdfTextPage,
        frame: Frame,
        index: int,
        objects: dict[int, TextObject],
    ) -> list[Word]:
        handle = text_page.raw
        count = text_page.count_chars()
        if count <= 0:
            return []
        text = text_page.get_text_range(0, count)
        if len(text) != count:
            # The text leaves out characters without a meaning: positions have to be asked for singly.
            text = "".join(chr(pdfium.FPDFText_GetUnicode(handle, i) or 32) for i in range(count))
        spot = _measure(handle, frame, index)
        page_address = address(handle)
        styles: dict[int, Style] = {}
        words = []
        for match in _TOKEN.finditer(text):
            token, start, end = match[0], match.start(), match.end()
            key = _text_object(page_address, start) or 0
            found = objects.get(key)
            style = styles.get(key)
            if style is None:
                style = styles[key] = self._style(handle, start, found)
            broken = None if token.isalpha() else _BREAK.search(token, 0, len(token) - 1)
            if broken:
                cut = start + broken.start()
                spots: tuple[Spot, ...] = (spot(start, cut), spot(cut + 1, end - 1))
            else:
                spots = (spot(start, end - 1),)
            mark, pagination = (found.mark, found.pagination) if found else (-1, False)
            words.append(Word(token, make_key(token), index, spots, style, mark, pagination))
        return words

    def _style(self, handle: pdfium.FPDF_TEXTPAGE, char: int, found: TextObject | None) -> Style:
        matrix = pdfium.FS_MATRIX()
        size = pdfium.FPDFText_GetFontSize(handle, char)
        if pdfium.FPDFText_GetMatrix(handle, char, matrix):
            size *= abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5
        if found is None:
            return Style("", round(size, 2), "")
        return Style(self._font(found), round(size, 2), found.colour)

    def _font(self, found: TextObject) -> str:
        font = pdfium.FPDFTextObj_GetFont(found.handle)
        key = address(font)
        if key not in self._fonts:
            buffer = ctypes.create_string_buffer(256)
            length = pdfium.FPDFFont_GetBaseFontName(font, buffer, len(buffer)) if key else 0
            name = buffer.raw[: max(0, min(length, 256) - 1)].decode("utf-8", "replace")
            self._fonts[key] = strip_prefix(name)
        return self._fonts[key]


_text_object = calling(pdfium.FPDFText_GetTextObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_loose_box = calling(
    pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
)


def _measure(handle: pdfium.FPDF_TEXTPAGE, frame: Frame, index: int) -> Callable[[int, int], Spot]:
    """A function that gives the spot of the characters from a first to a last one."""
    page = address(handle)
    # The fields of FS_RECTF: left, top, right, bottom.
    corners = (ctypes.c_float * 4)()
    pointer = ctypes.addressof(corners)
    is_upright, left, upper = frame.quarters == 0, frame.left, frame.top

    def spot(first: int, last: int) -> Spot:
        _loose_box(page, first, pointer)
        x0, top, x1, bottom = corners
        if last != first:
            _loose_box(page, last, pointer)
            other_x0, other_top, other_x1, other_bottom = corners
            x0, x1 = min(x0, other_x0), max(x1, other_x1)
            bottom, top = min(bottom, other_bottom), max(top, other_top)
        if is_upright:
            return (index, x0 - left, upper - top, x1 - left, upper - bottom)
        return (index, *frame.box(x0, bottom, x1, top))

    return spot


def strip_prefix(name: str) -> str:
    """A font's name without the six letters that mark a subset (ISO 32000-1, 9.6.4)."""
    return re.sub(r"^[A-Z]{6}\+", "", name)
