"""Text: where it stands, how large it is, and whether it can be shown and read (ISO 32000-1, 9.3, 9.4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from booklet.press.preflight.fonts import BLANK, NO_FONT, Font
from booklet.press.preflight.geometry import Box, Matrix, intersect, is_void, moved, multiply
from booklet.press.preflight.pieces import Piece
from booklet.press.preflight.walker_paint import fill_area, scale_of, stroke_line
from booklet.press.svg_geometry import UNIT

if TYPE_CHECKING:
    from booklet.press.preflight.walker import Reader

Operands = Sequence[Any]
INVISIBLE = (3, 7)
"""The rendering modes that show nothing."""


class TextPen:
    """The text matrix, and what a text object clips to."""

    def __init__(self) -> None:
        self.matrix: Matrix = UNIT
        self.line: Matrix = UNIT
        self.clip: Box | None = None

    def move(self, x: float, y: float) -> None:
        """To the beginning of another line."""
        self.line = multiply((1, 0, 0, 1, x, y), self.line)
        self.matrix = self.line


def _begin(reader: Reader, _: Operands) -> None:
    reader.pen = TextPen()


def _end(reader: Reader, _: Operands) -> None:
    if reader.pen.clip is not None:
        reader.state.clip = intersect(reader.state.clip, reader.pen.clip)
        reader.pen.clip = None


def _set_font(reader: Reader, given: Operands) -> None:
    key, size = given
    reader.state.font = reader.font(key)
    reader.state.font_size = float(size)


def _setter(attribute: str, factor: float = 1.0) -> Callable[[Reader, Operands], None]:
    def put(reader: Reader, given: Operands) -> None:
        setattr(reader.state, attribute, float(given[0]) * factor)

    return put


def _set_mode(reader: Reader, given: Operands) -> None:
    reader.state.text_mode = int(given[0])


def _move(reader: Reader, given: Operands) -> None:
    x, y = given
    reader.pen.move(float(x), float(y))


def _move_and_lead(reader: Reader, given: Operands) -> None:
    x, y = given
    reader.state.leading = -float(y)
    reader.pen.move(float(x), float(y))


def _set_matrix(reader: Reader, given: Operands) -> None:
    a, b, c, d, e, f = (float(value) for value in given)
    reader.pen.matrix = reader.pen.line = (a, b, c, d, e, f)


def _next_line(reader: Reader, _: Operands) -> None:
    reader.pen.move(0, -reader.state.leading)


def _show(reader: Reader, given: Operands) -> None:
    show_text(reader, [given[0]])


def _show_many(reader: Reader, given: Operands) -> None:
    if not isinstance(given[0], list):
        raise TypeError("no array")
    show_text(reader, given[0])


def _next_line_show(reader: Reader, given: Operands) -> None:
    _next_line(reader, ())
    _show(reader, given)


def _space_show(reader: Reader, given: Operands) -> None:
    word, char, shown = given
    reader.state.word_space, reader.state.char_space = float(word), float(char)
    _next_line_show(reader, (shown,))


def _measure(
    reader: Reader, font: Font, parts: Sequence[Any]
) -> tuple[float, float | None, float, int, set[int]]:
    """How far a text moves on, from where to where its ink reaches, its flaws, and its codes."""
    state = reader.state
    em, gap = state.font_size * state.stretch, state.char_space * state.stretch
    word_gap = state.word_space * state.stretch if font.code_bytes == 1 else 0.0
    position, start, end, flaws = 0.0, None, 0.0, 0
    codes: set[int] = set()
    read = font.read
    for part in parts:
        if not isinstance(part, bytes):
            position -= float(part) / 1000 * em
            continue
        for code, width, found in read(part):
            after = position + width * em
            if not found & BLANK:
                flaws |= found
                if start is None or position < start:
                    start = position
                end = max(end, after)
            position = after + gap + (word_gap if code == 32 else 0.0)
            codes.add(code)
    return position, start, end, flaws, codes


def show_text(reader: Reader, parts: Sequence[Any]) -> None:
    """Show strings, with kerning between them."""
    state, pen = reader.state, reader.pen
    if state.font is None:
        reader.walk.note("text is shown without a font")
    font = state.font or NO_FONT
    reader.walk.fonts.setdefault(id(font), font)
    advance, start, end, flaws, codes = _measure(reader, font, parts)
    matrix = multiply(pen.matrix, state.matrix)
    pen.matrix = multiply((1, 0, 0, 1, advance, 0), pen.matrix)
    if start is None:
        return
    size = state.font_size
    low, high = sorted((font.descent * size, font.ascent * size))
    box = moved((min(start, end), low + state.rise, max(start, end), high + state.rise), matrix)
    _paint(reader, font, box, abs(size) * scale_of(matrix) * reader.page.unit, flaws)
    if font.procedures:
        _draw_glyphs(reader, font, codes, multiply((size, 0, 0, size, 0, state.rise), matrix), box)


def _paint(reader: Reader, font: Font, box: Box, size_pt: float, flaws: int) -> None:
    state = reader.state
    mode = state.text_mode
    count = len(reader.walk.pieces)
    if mode in (0, 2, 4, 6):
        fill_area(reader, box, kind="text")
    if mode in (1, 2, 5, 6):
        stroke_line(reader, box)
    if mode in INVISIBLE:
        reader.paint(Piece("text", box, is_invisible=True))
    if mode >= 4:
        old = reader.pen.clip
        reader.pen.clip = box if old is None else (
            min(old[0], box[0]), min(old[1], box[1]), max(old[2], box[2]), max(old[3], box[3])
        )  # fmt: skip
    for piece in reader.walk.pieces[count:]:
        if not piece.context or piece.context == reader.context:
            piece.font, piece.size_pt, piece.flaws = font, size_pt, flaws
            piece.is_upright_box = False


def _draw_glyphs(reader: Reader, font: Font, codes: set[int], matrix: Matrix, box: Box) -> None:
    """Look at the drawings of a Type 3 font's glyphs, each once a page (ISO 32000-1, 9.6.5)."""
    place = intersect(box, reader.state.clip)
    if is_void(place):
        return
    glyph_matrix = multiply((font.scale, 0, 0, font.scale, 0, 0), matrix)
    for code in sorted(codes):
        drawing = font.procedures.get(font.names.get(code, ""))
        if drawing is not None and reader.once("glyph", drawing):
            before = reader.resources
            reader.resources = font.resources if font.resources is not None else before
            reader.enter(drawing, glyph_matrix, context="glyph", place=place, colour=reader.state.fill)
            reader.resources = before


OPERATORS: Mapping[str, Callable[[Reader, Operands], None]] = {
    "BT": _begin, "ET": _end, "Tf": _set_font, "Tr": _set_mode,
    "Tc": _setter("char_space"), "Tw": _setter("word_space"), "Tz": _setter("stretch", 0.01),
    "TL": _setter("leading"), "Ts": _setter("rise"),
    "Td": _move, "TD": _move_and_lead, "Tm": _set_matrix, "T*": _next_line,
    "Tj": _show, "TJ": _show_many, "'": _next_line_show, '"': _space_show,
}  # fmt: skip
