"""Fonts of a page (ISO 32000-1, 9.5 to 9.7): how wide glyphs are, and which cannot be shown or read."""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pikepdf import Stream

from booklet.press.preflight.access import (
    elements,
    entries,
    get,
    integer,
    key_of,
    name,
    number,
    numbers,
)
from booklet.press.preflight.inflate import UnreadableError, read_stream
from booklet.press.preflight.limits import Budget, TooMuchError

NOTDEF, REPLACED, UNMAPPED, BLANK = 1, 2, 4, 8
"""What may be wrong with a character code: no glyph, U+FFFD, no text; and that it shows nothing."""

MAX_MAP_BYTES = 4 * 1024 * 1024
MAX_FONT_BYTES = 40 * 1024 * 1024
MAX_WIDTHS = 200_000
MAX_KEPT = 10_000
"""Strings of one or two glyphs whose widths are kept for a font."""

Glyph = tuple[int, float, int]
"""Code, advance in em, and flaws (a sum of the constants above)."""

SYMBOLIC = 4
"""The flag of fonts whose codes are not those of a known encoding (ISO 32000-1, table 123)."""

_KNOWN_ENCODINGS = frozenset(
    {"WinAnsiEncoding", "MacRomanEncoding", "StandardEncoding", "MacExpertEncoding"}
)
_HEADS = {
    "/FontFile": (b"%!", b"\x80\x01"),
    "/FontFile2": (b"\0\1\0\0", b"true", b"ttcf", b"OTTO"),
    "/FontFile3": (b"\1\0", b"OTTO", b"\0\1\0\0", b"%!"),
}
"""How a font program begins, by the entry that holds it (ISO 32000-1, 9.9)."""

_BEGIN = re.compile(rb"begin(bfchar|bfrange)")
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_CODES = re.compile(rb"begincodespacerange\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(
    rb"<([0-9A-Fa-f\s]*)>\s*<([0-9A-Fa-f\s]*)>\s*(?:<([0-9A-Fa-f\s]*)>|\[((?:\s*<[0-9A-Fa-f\s]*>)*)\s*\])"
)


@dataclass
class UnicodeMap:
    """A ToUnicode map: the text of single codes and of ranges of codes."""

    singles: dict[int, str] = field(default_factory=dict)
    starts: list[int] = field(default_factory=list)
    ranges: list[tuple[int, int, int]] = field(default_factory=list)
    """First and last code, and the character of the first; sorted by the first."""

    def text(self, code: int) -> str | None:
        """The text of a code; ``None`` when the map does not know it."""
        if code in self.singles:
            return self.singles[code]
        index = bisect_right(self.starts, code) - 1
        if index >= 0:
            first, last, character = self.ranges[index]
            if first <= code <= last and character + code - first <= 0x10FFFF:
                return chr(character + code - first)
        return None


@dataclass
class Font:
    """A font: what is told of it, and, per code, its advance in thousandths and its :data:`flaws`."""

    label: str
    kind: str
    is_embedded: bool
    code_bytes: int = 1
    ascent: float = 0.75
    descent: float = -0.25
    scale: float = 0.001
    file: Any = None
    file_key: str = ""
    widths: dict[int, float] = field(default_factory=dict)
    default_width: float = 0.0
    names: dict[int, str] = field(default_factory=dict)
    """Glyph names of single codes of a simple font, where it says so itself."""
    unicode: UnicodeMap | None = None
    has_text: bool = True
    cid_known: bool = False
    procedures: dict[str, Any] = field(default_factory=dict)
    """The drawings of a Type 3 font's glyphs by their names."""
    resources: Any = None
    problem: str = ""
    _seen: dict[int, Glyph] = field(default_factory=dict)
    _read: dict[bytes, tuple[Glyph, ...]] = field(default_factory=dict)

    def read(self, shown: bytes) -> tuple[Glyph, ...]:
        """The glyphs of a string. Most programs show one or two at a time, so those are kept."""
        found = self._read.get(shown)
        if found is None:
            found = tuple(self._glyph(code) for code in self._codes(shown))
            if len(shown) <= 4 and len(self._read) < MAX_KEPT:
                self._read[shown] = found
        return found

    def _codes(self, shown: bytes) -> Sequence[int]:
        if self.code_bytes == 1:
            return shown
        return struct.unpack(f">{len(shown) // 2}H", shown[: len(shown) & ~1])

    def _glyph(self, code: int) -> Glyph:
        found = self._seen.get(code)
        if found is None:
            width = self.widths.get(code, self.default_width) * self.scale
            found = self._seen[code] = (code, width, self._judge(code))
        return found

    def _lacks(self, code: int) -> bool:
        """Whether the font says itself that a code has no glyph."""
        if self.code_bytes == 2:
            return self.cid_known and code == 0
        glyph = self.names.get(code)
        if glyph == ".notdef":
            return code not in (9, 10, 13, 32, 160)
        return self.kind == "Type3" and glyph is not None and glyph not in self.procedures

    def _judge(self, code: int) -> int:
        text = self.unicode.text(code) if self.unicode else None
        flaws = NOTDEF if self._lacks(code) else 0
        if text and "\ufffd" in text:
            flaws |= REPLACED
        if not text and not self.has_text:
            flaws |= UNMAPPED
        blank = text.isspace() if text else (self.code_bytes == 1 and code == 32)
        return flaws | (BLANK if blank and not flaws & NOTDEF else 0)


NO_FONT = Font("no font", "", True, default_width=500.0)


class FontShelf:
    """All fonts of a file, each read once."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._fonts: dict[tuple[int, int], Font] = {}
        self._problems: dict[tuple[int, int] | None, str] = {}

    def font(self, source: Any, key: tuple[int, int] | None) -> Font:
        """A font from its dictionary; never raises but :class:`~.limits.TooMuchError`."""
        if key is not None and key in self._fonts:
            return self._fonts[key]
        made = self._read(source)
        if key is not None:
            self._fonts[key] = made
        return made

    def problem(self, font: Font) -> str:
        """What is wrong with a font's program, in words; empty when nothing is, or there is none."""
        if font.problem or font.file is None:
            return font.problem
        key = key_of(font.file)
        if key not in self._problems:
            self._problems[key] = self._judge_program(font.file, font.file_key)
        return self._problems[key]

    def _judge_program(self, file: Any, entry: str) -> str:
        try:
            data = read_stream(file, self._budget, MAX_FONT_BYTES)
        except (UnreadableError, TooMuchError) as error:
            return f"cannot be read: {error}"
        if not data:
            return "is empty"
        heads = _HEADS[entry]
        is_font = data.startswith(heads) or data.lstrip().startswith(heads)
        return "" if is_font else "is no font program"

    def _read(self, source: Any) -> Font:
        kind = name(get(source, "/Subtype"))
        label = name(get(source, "/BaseFont")) or name(get(source, "/Name")) or "a font without a name"
        font = Font(re.sub(r"^[A-Z]{6}\+", "", label), kind, False)
        if kind == "Type0":
            self._read_composite(source, font)
        elif kind == "Type3":
            self._read_type3(source, font)
        else:
            self._read_simple(source, font)
        font.unicode = self._unicode(get(source, "/ToUnicode"))
        return font

    def _unicode(self, source: Any) -> UnicodeMap | None:
        if not isinstance(source, Stream):
            return None
        try:
            return read_unicode(read_stream(source, self._budget, MAX_MAP_BYTES))
        except UnreadableError:
            return None

    def _read_composite(self, source: Any, font: Font) -> None:
        below = next(iter(elements(get(source, "/DescendantFonts"))), None)
        font.code_bytes = 2
        font.default_width = number(get(below, "/DW")) or 1000.0
        font.widths = _cid_widths(get(below, "/W"))
        encoding = get(source, "/Encoding")
        if isinstance(encoding, Stream):
            try:
                found = _CODES.search(read_stream(encoding, self._budget, MAX_MAP_BYTES))
                font.code_bytes = 1 if found and len(found[1]) <= 2 else 2
            except UnreadableError:
                font.problem = "has an encoding that cannot be read"
        else:
            font.cid_known = name(encoding) in ("Identity-H", "Identity-V")
        font.has_text = not font.cid_known
        self._describe(get(below, "/FontDescriptor"), font)

    def _read_type3(self, source: Any, font: Font) -> None:
        font.is_embedded = True
        matrix = numbers(get(source, "/FontMatrix"), 6) or (0.001, 0, 0, 0.001, 0, 0)
        font.scale = abs(matrix[0]) or 0.001
        box = numbers(get(source, "/FontBBox"), 4)
        if box and box[3] > box[1]:
            font.ascent, font.descent = box[3] * matrix[3], box[1] * matrix[3]
        font.procedures = {key[1:]: value for key, value in entries(get(source, "/CharProcs"))}
        font.resources = get(source, "/Resources")
        font.label = font.label if font.label != "a font without a name" else "a Type 3 font"
        font.has_text = False
        self._read_codes(source, font)

    def _read_simple(self, source: Any, font: Font) -> None:
        font.default_width = number(get(get(source, "/FontDescriptor"), "/MissingWidth")) or 500.0
        self._read_codes(source, font)
        self._describe(get(source, "/FontDescriptor"), font)
        encoding = get(source, "/Encoding")
        base = name(encoding) or name(get(encoding, "/BaseEncoding"))
        flags = integer(get(get(source, "/FontDescriptor"), "/Flags")) or 0
        # A Type 1 program names its glyphs itself; only the codes of a symbolic TrueType font mean nothing.
        names_itself = font.kind in ("Type1", "MMType1") or not flags & SYMBOLIC
        font.has_text = names_itself or base in _KNOWN_ENCODINGS or bool(font.names)

    def _read_codes(self, source: Any, font: Font) -> None:
        """Widths and glyph names of single codes."""
        first = integer(get(source, "/FirstChar")) or 0
        for index, width in enumerate(elements(get(source, "/Widths"))[:1024]):
            font.widths[first + index] = number(width) or 0.0
        code = 0
        for item in elements(get(get(source, "/Encoding"), "/Differences"))[:4096]:
            if integer(item) is not None:
                code = item
            else:
                font.names[code] = name(item)
                code += 1

    def _describe(self, descriptor: Any, font: Font) -> None:
        """What the font descriptor says: the font program, and how far letters reach up and down."""
        for key in _HEADS:
            file = get(descriptor, key)
            if isinstance(file, Stream):
                font.file, font.file_key, font.is_embedded = file, key, True
        ascent, descent = number(get(descriptor, "/Ascent")), number(get(descriptor, "/Descent"))
        # Fonts state the room of a line, accents and all; the ink of nearly every letter keeps within this.
        if ascent and 200 <= ascent <= 2000:
            font.ascent = min(ascent / 1000, 0.8)
        if descent and -1000 <= descent < 0:
            font.descent = max(descent / 1000, -0.25)


def _cid_widths(source: Any) -> dict[int, float]:
    """The array ``W`` of a CID font (ISO 32000-1, 9.7.4.3)."""
    made: dict[int, float] = {}
    items = elements(source)
    index = 0
    while index + 1 < len(items) and len(made) < MAX_WIDTHS:
        first, second = integer(items[index]), items[index + 1]
        if first is None:
            index += 1
        elif integer(second) is not None and index + 2 < len(items):
            width = number(items[index + 2]) or 0.0
            for cid in range(first, min(second, first + 65536) + 1):
                made[cid] = width
            index += 3
        else:
            for offset, width in enumerate(elements(second)):
                made[first + offset] = number(width) or 0.0
            index += 2
    return made


def read_unicode(data: bytes) -> UnicodeMap:
    """A ToUnicode map from its CMap (ISO 32000-1, 9.10.3)."""
    made = UnicodeMap()
    found: list[tuple[int, int, int]] = []
    for kind, body in _sections(data):
        if kind == b"bfchar":
            codes = _HEX.findall(body)
            for code, text in zip(codes[::2], codes[1::2], strict=False):
                made.singles[_code(code)] = _text(text)
            continue
        for first, last, start, several in _RANGE.findall(body):
            low, high = _code(first), _code(last)
            if several.strip():
                for offset, text in enumerate(_HEX.findall(several)):
                    made.singles[low + offset] = _text(text)
            else:
                text = _text(start)
                if len(text) == 1:
                    found.append((low, high, ord(text)))
                else:
                    made.singles[low] = text
    made.ranges = sorted(found)
    made.starts = [one[0] for one in made.ranges]
    return made


def _sections(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The lists of a CMap, each with its kind."""
    begin = _BEGIN.search(data)
    while begin is not None:
        end = data.find(b"end" + begin[1], begin.end())
        if end < 0:
            return
        yield begin[1], data[begin.end() : end]
        begin = _BEGIN.search(data, end)


def _code(digits: bytes) -> int:
    clean = re.sub(rb"\s", b"", digits)[:8]
    return int(clean, 16) if clean else -1


def _text(digits: bytes) -> str:
    clean = re.sub(rb"\s", b"", digits)[:1024]
    clean = clean if len(clean) % 2 == 0 else clean + b"0"
    raw = bytes.fromhex(clean.decode("ascii"))
    return raw.decode("utf-16-be", "replace") if len(raw) > 1 else raw.decode("latin-1")
