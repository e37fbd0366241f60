"""The words of marked content: what stands between BDC and EMC, read through the fonts' ToUnicode maps."""

from __future__ import annotations

import re
from typing import Any

import pikepdf
from pikepdf import Pdf

_PAIR = re.compile(rb"<([0-9A-Fa-f]{4})> *<([0-9A-Fa-f]*)>")

OPERATORS = "BDC BMC EMC Tf Tj TJ"
_MARKED = re.compile(rb"/\w+\s*<<[^<>]*/MCID\s+(\d+)[^<>]*>>\s*BDC\s(.*?)\sEMC\b", re.DOTALL)
_NESTED = re.compile(rb"\bB[DM]C\b")
_TEXT = re.compile(rb"(/[^\s/<>\[\]()]+)\s+[-.\d]+\s+Tf\b|\[([^\[\]]*)\]\s*TJ\b|<([0-9A-Fa-f\s]*)>\s*Tj\b")
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_DRAWN = re.compile(rb"(/[^\s/<>\[\]()]+)\s+Do\b")


def unicode_map(font: Any) -> dict[int, str]:
    """Glyph id → text, from the ToUnicode stream of a font as WeasyPrint writes it (bfchar only)."""
    if "/ToUnicode" not in font:
        return {}
    _, _, body = font.ToUnicode.read_bytes().partition(b"endcodespacerange")
    return {
        int(glyph, 16): bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
        for glyph, text in _PAIR.findall(body)
    }


class Words:
    """The words of a document's marked contents; pages are read when first asked for."""

    def __init__(self, pdf: Pdf) -> None:
        self._pages = list(pdf.pages)
        self._texts: dict[int, dict[int, str]] = {}
        self._fonts: dict[tuple[int, int], dict[int, str]] = {}

    def of(self, page_index: int, mcid: int) -> str:
        """The text of one marked content; empty when there is none (a drawing)."""
        if page_index not in self._texts:
            page: Any = self._pages[page_index].obj
            texts = self._texts[page_index] = {}
            self._read(page, page.Resources, texts)
        return self._texts[page_index].get(mcid, "")

    def _font(self, font: Any) -> dict[int, str]:
        if font.objgen not in self._fonts:
            self._fonts[font.objgen] = unicode_map(font)
        return self._fonts[font.objgen]

    def _read(self, content: Any, resources: Any, texts: dict[int, str]) -> None:
        """Add the words of a page's or form's marked contents to those of the page."""
        data = _bytes_of(content)
        parts = _MARKED.findall(data)
        if len(parts) == data.count(b"/MCID") and all(map(_is_plain, parts)):
            for number, part in parts:
                texts[int(number)] = texts.get(int(number), "") + self._read_plain(part, resources)
        else:
            self._read_marked(content, resources, texts)
        for name in _DRAWN.findall(data):
            drawn = resources.get("/XObject", {}).get(name.decode("latin-1"))
            if drawn is not None and drawn.get("/Subtype") == pikepdf.Name.Form:
                self._read(drawn, drawn.get("/Resources", resources), texts)

    def _read_plain(self, part: bytes, resources: Any) -> str:
        """The words of a marked content as WeasyPrint writes it: the font is set in it, and glyphs are
        hexadecimal numbers. Most of a page is drawings, so this is quicker by far than reading all of it.
        """
        fonts = resources.get("/Font", {})
        letters: dict[int, str] = {}
        words = ""
        for font, several, one in _TEXT.findall(part):
            if font:
                key = font.decode("latin-1")
                letters = self._font(fonts[key]) if key in fonts else {}
            else:
                digits = b"".join(_HEX.findall(several)) if several else one
                words += _letters(bytes.fromhex(digits.decode("ascii")), letters)
        return words

    def _read_marked(self, content: Any, resources: Any, texts: dict[int, str]) -> None:
        """The same for any content."""
        fonts = resources.get("/Font", {})
        open_ids: list[int | None] = []
        letters: dict[int, str] = {}
        for instruction in pikepdf.parse_content_stream(content, OPERATORS):
            operands: Any = instruction.operands
            name = str(instruction.operator)
            if name in {"BDC", "BMC"}:
                properties: Any = operands[1] if name == "BDC" else None
                named = isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties
                open_ids.append(int(properties.MCID) if named else None)
            elif name == "EMC":
                del open_ids[-1:]
            elif name == "Tf":
                key = str(operands[0])
                letters = self._font(fonts[key]) if key in fonts else {}
            elif open_ids and open_ids[-1] is not None:
                texts[open_ids[-1]] = texts.get(open_ids[-1], "") + _shown(operands[0], letters)


def _bytes_of(content: Any) -> bytes:
    """The content of a page or form."""
    if isinstance(content, pikepdf.Stream):
        return content.read_bytes()
    streams: Any = content.get("/Contents", [])
    parts = [streams] if isinstance(streams, pikepdf.Stream) else streams
    return b"\n".join(part.read_bytes() for part in parts)


def _is_plain(marked: tuple[bytes, bytes]) -> bool:
    """Whether a marked content is of the simple kind: no strings in parentheses, nothing within it."""
    part = marked[1]
    return b"(" not in part and _NESTED.search(part) is None and (b" Tf" in part or b"TJ" not in part)


def _letters(codes: bytes, letters: dict[int, str]) -> str:
    pairs = zip(codes[::2], codes[1::2], strict=False)
    return "".join(letters.get(high << 8 | low, "") for high, low in pairs)


def _shown(operand: Any, letters: dict[int, str]) -> str:
    """The text of a Tj or TJ operand: two bytes a glyph, numbers between are kerning."""
    parts = operand if isinstance(operand, pikepdf.Array) else [operand]
    data = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
    return _letters(data, letters)
