"""Content streams: colours become inks, black type overprints, marked content is dropped.

Streams in *normal form* have no literal strings, comments, inline images, marked content or blanks in hex
strings, so that every word between blanks is an operand or an operator, and one pass with a regular
expression is exact. The typesetter writes that form but for the marks; anything else is rewritten first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

import pikepdf
from pikepdf import Array, Dictionary, Pdf, String

from booklet.press.print.condition import Rgb
from booklet.press.print.spaces import DEVICE, Space, UnprintableError

OVERPRINT, KNOCKOUT = "/BlackOver", "/BlackOut"
"""Names of the graphics states around black type (ISO 32000-1, 8.6.7)."""

_NAME = rb"/[^\s()<>\[\]{}/%]+"
_MARKS = re.compile(
    rb"(?<![^\s\]>])(?:" + _NAME + rb"\s*(?:<<[^<>()]*>>\s*|" + _NAME + rb"\s+)(?:BDC|DP)"
    rb"|" + _NAME + rb"\s+(?:BMC|MP)|EMC)(?!\S)"
)
_BLANK_IN_HEX = re.compile(rb"<[0-9A-Fa-f]*\s")
_NOT_NORMAL = re.compile(rb"(?<!\S)(?:BI|BDC|BMC|DP|MP|EMC)(?!\S)")
_SIGNS = (b"BI", b"DC", b"MC", b"DP", b"MP")
_OPERATORS = re.compile(rb"(?<=[\s\]>])(?:rg|RG|g|G|k|K|scn?|SCN?|cs|CS|q|Q|BT|ET)(?!\S)")
_NO_BLANK = re.compile(rb"(?<=[\s\]>])(?:rg|RG|g|G|k|K|scn?|SCN?|cs|CS|q|Q|BT|ET)(?=[/\[<])")
_MARKED = frozenset({"BDC", "BMC", "EMC", "DP", "MP"})
_WINDOW = 240
"""No operands of a colour operator are longer, in bytes."""


class Paint(Protocol):
    """What colours become: inks, or the greys of a soft mask."""

    overprints: bool

    def write(self, rgb: Rgb, *, stroke: bool) -> bytes:
        """The operator that sets an RGB colour."""

    def write_grey(self, grey: float, *, stroke: bool) -> bytes:
        """The operator that sets a grey, 1 being white."""

    def write_inks(self, inks: tuple[float, ...], *, stroke: bool) -> bytes:
        """The operator that sets a mixture of inks."""


@dataclass
class Painted:
    """A recoloured stream, whether it needs the states of black type, and the RGB colours of its type."""

    data: bytes
    overprints: bool = False
    type_colours: set[Rgb] = field(default_factory=set)


def recolour(data: bytes, paint: Paint, spaces: Mapping[str, Space], pdf: Pdf) -> Painted:
    """A content stream with its colours replaced. ``spaces`` are the named colour spaces in force.

    Raises :class:`~booklet.press.print.spaces.UnprintableError` for what cannot be replaced.
    """
    bare = _MARKS.sub(b"", data)
    if _is_normal(bare):
        try:
            return _Pass(bare, paint, spaces).run()
        except (ValueError, IndexError):
            pass  # words that stand together without a blank
    return _Pass(normalise(data, pdf), paint, spaces).run()


def _is_normal(data: bytes) -> bool:
    """Whether a stream is in normal form. (Simple searches first: they are ten times as fast.)"""
    if any(sign in data for sign in (b"(", b"%", b"\0")):
        return False
    if _BLANK_IN_HEX.search(data) or _NO_BLANK.search(data):
        return False
    return not any(sign in data for sign in _SIGNS) or not _NOT_NORMAL.search(data)


def normalise(data: bytes, pdf: Pdf) -> bytes:
    """Any content stream in normal form. Raises ``UnprintableError`` for an inline image."""
    lines: list[bytes] = []
    for instruction in pikepdf.parse_content_stream(pdf.make_stream(data)):
        operator = str(instruction.operator)
        if operator == "INLINE IMAGE":
            raise UnprintableError("an inline image")
        if operator not in _MARKED:
            lines.append(b" ".join((*map(_write, instruction.operands), operator.encode("latin-1"))))
    return b"\n".join(lines) + b"\n"


def _write(operand: Any) -> bytes:
    """An operand with all strings in hexadecimal."""
    if isinstance(operand, String):
        return b"<" + bytes(operand).hex().encode() + b">"
    if isinstance(operand, Array):
        return b"[ " + b" ".join(map(_write, operand)) + b" ]"
    if isinstance(operand, Dictionary):
        parts = (part for key, value in operand.items() for part in (key.encode(), _write(value)))
        return b"<< " + b" ".join(parts) + b" >>"
    if isinstance(operand, bool):
        return b"true" if operand else b"false"
    if isinstance(operand, pikepdf.Object):
        return bytes(operand.unparse())
    return str(operand).encode()


@dataclass(frozen=True)
class _State:
    """What is known of the graphics state: the spaces in force, and the fill's colour."""

    fill: Space
    stroke: Space
    black: bool = True
    rgb: Rgb | None = None


class _Pass:
    """One reading of a stream in normal form."""

    def __init__(self, data: bytes, paint: Paint, spaces: Mapping[str, Space]) -> None:
        self.data = b"\n" + data
        self.paint, self.spaces = paint, {**DEVICE, **spaces}
        self.state = _State(DEVICE["/DeviceGray"], DEVICE["/DeviceGray"])
        self.stack: list[_State] = []
        self.made: list[bytes] = []
        self.done = 0
        self.in_text = self.over = False
        self.painted = Painted(b"")
        self.cache: dict[bytes, tuple[bytes, bool, Rgb | None]] = {}

    def run(self) -> Painted:
        """Read to the end. Raises ``ValueError`` or ``IndexError`` for operands that are none."""
        for match in _OPERATORS.finditer(self.data):
            operator = match[0]
            if operator == b"q":
                self.stack.append(self.state)
            elif operator == b"Q":
                if self.stack:
                    self.state = self.stack.pop()
            elif operator == b"BT":
                self.in_text = True
                self._begin_type(match.start())
            elif operator == b"ET":
                self.in_text = False
                self._end_type(match.end())
            else:
                self._colour(operator, match.start(), match.end())
        self.made.append(self.data[self.done :])
        self.painted.data = b"".join(self.made)[1:]
        return self.painted

    def _put(self, start: int, words: bytes, end: int) -> None:
        """Replace what stands between two places."""
        self.made += (self.data[self.done : start], words)
        self.done = end

    def _begin_type(self, at: int) -> None:
        """Before type is set, or where its colour changes."""
        if self.state.rgb is not None:
            self.painted.type_colours.add(self.state.rgb)
        if self.paint.overprints and self.state.black != self.over:
            self._put(at, b"\n%s gs\n" % (OVERPRINT if self.state.black else KNOCKOUT).encode(), at)
            self.over = self.state.black
            self.painted.overprints = True

    def _end_type(self, at: int) -> None:
        if self.over:
            self._put(at, b"\n%s gs" % KNOCKOUT.encode(), at)
            self.over = False

    def _colour(self, operator: bytes, start: int, end: int) -> None:
        """Replace a colour, or the choice of a colour space."""
        stroke = operator[:1].isupper()
        kind = operator.lower()
        if kind == b"cs":
            (name,), at = self._operands(1, start)
            space = self.spaces.get(name.decode("latin-1"))
            if space is None:
                raise UnprintableError(f"the colour space {name.decode('latin-1')}, which is unknown")
            self._set_space(space, stroke=stroke)
            if space.is_kept:
                self._set_fill(None, black=False, stroke=stroke)
                return
            words, black, rgb = self._paint(space, space.initial, stroke=stroke)
        else:
            space = _SPACE_OF.get(kind) or (self.state.stroke if stroke else self.state.fill)
            if kind in _SPACE_OF:
                self._set_space(space, stroke=stroke)
            if space.is_kept:
                return
            operands, at = self._operands(space.count, start)
            key = self.data[at:end]
            if key not in self.cache or kind not in _SPACE_OF:
                self.cache[key] = self._paint(space, tuple(map(float, operands)), stroke=stroke)
            words, black, rgb = self.cache[key]
        self._put(at, words, end)
        self._set_fill(rgb, black=black, stroke=stroke)
        if self.in_text and not stroke:
            self._begin_type(end)

    def _paint(
        self, space: Space, values: tuple[float, ...], *, stroke: bool
    ) -> tuple[bytes, bool, Rgb | None]:
        """The new operator, whether this is black ink alone, and the RGB colour that it was."""
        rgb = None
        if space.kind == "grey":
            words = self.paint.write_grey(values[0], stroke=stroke)
        elif space.kind == "inks":
            words = self.paint.write_inks(values, stroke=stroke)
        else:
            rgb = space.to_rgb(values)
            words = self.paint.write(rgb, stroke=stroke)
        return b"\n" + words, words in _BLACKS, rgb

    def _operands(self, count: int, end: int) -> tuple[list[bytes], int]:
        """The last words before a place, and where they begin."""
        low = max(self.done, end - _WINDOW)
        words = self.data[low:end].rsplit(None, count)
        if len(words) < count:
            raise IndexError(count)
        before = len(words[0]) if len(words) > count else 0
        return words[-count:], low + before

    def _set_space(self, space: Space, *, stroke: bool) -> None:
        if stroke and self.state.stroke is not space:
            self.state = replace(self.state, stroke=space)
        elif not stroke and self.state.fill is not space:
            self.state = replace(self.state, fill=space)

    def _set_fill(self, rgb: Rgb | None, *, black: bool, stroke: bool) -> None:
        if not stroke:
            self.state = _State(self.state.fill, self.state.stroke, black, rgb)


_SPACE_OF = {b"rg": DEVICE["/DeviceRGB"], b"g": DEVICE["/DeviceGray"], b"k": DEVICE["/DeviceCMYK"]}
_BLACKS = frozenset({b"0 0 0 1 k"})


def write_numbers(values: tuple[float, ...] | list[float]) -> bytes:
    """Numbers as short as they can be written with three decimals."""
    return b" ".join(_number(value) for value in values)


def _number(value: float) -> bytes:
    # Rounded first, and added to nothing, so that there is no minus zero.
    return f"{round(value, 3) + 0.0:.3f}".rstrip("0").rstrip(".").encode()


def contents_of(page: Any) -> bytes:
    """The content of a page in one piece."""
    return b"\n".join(stream.read_bytes() for stream in _streams(page))


def _streams(page: Any) -> Iterator[Any]:
    contents = page.get("/Contents", [])
    yield from contents if isinstance(contents, Array) else [contents]
