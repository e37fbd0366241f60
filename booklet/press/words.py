"""The words of marked content: what stands between BDC and EMC, read through the fonts' ToUnicode maps."""

from __future__ import annotations

import re
from typing import Any

import pikepdf
from pikepdf import Pdf

_PAIR = re.compile(rb"<([0-9A-Fa-f]{4})> *<([0-9A-Fa-f]*)>")

OPERATORS = "BDC BMC EMC Tf Tj TJ Do"


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
            elif name == "Do":
                drawn = resources.XObject[str(operands[0])]
                if drawn.get("/Subtype") == pikepdf.Name.Form:
                    self._read(drawn, drawn.get("/Resources", resources), texts)
            elif open_ids and open_ids[-1] is not None:
                texts[open_ids[-1]] = texts.get(open_ids[-1], "") + _shown(operands[0], letters)


def _shown(operand: Any, letters: dict[int, str]) -> str:
    """The text of a Tj or TJ operand: two bytes a glyph, numbers between are kerning."""
    parts = operand if isinstance(operand, pikepdf.Array) else [operand]
    data = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
    return "".join(letters.get(int.from_bytes(data[i : i + 2], "big"), "") for i in range(0, len(data), 2))
