"""Text of a content stream → runs of text with the exact position of every character."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pikepdf import String

from booklet.press.svg_faults import UnsupportedError
from booklet.press.svg_fonts import Font, FontShelf, face_class
from booklet.press.svg_geometry import (
    UNIT,
    Box,
    Matrix,
    apply,
    bounds,
    corners,
    multiply,
    scale_of,
    write_path,
)
from booklet.press.svg_marks import Tag
from booklet.press.svg_sheet import Definitions, Layer, Run, Span
from booklet.press.svg_state import State

OPERATORS = ("BT", "ET", "Tm", "Td", "TD", "T*", "TL", "Tc", "Tz", "Ts", "Tr", "Tw")
"""Those that set text state or position."""

ROOM_EM = (0.5, 1.1, 0.5)
"""How far glyphs may reach beyond their origin and advance, above the line and below it."""


class TextPen:
    """The text object of a content stream (ISO 32000-1, 9.4): where the next glyph comes."""

    def __init__(self, fonts: FontShelf, definitions: Definitions, view: Box) -> None:
        self._fonts, self._definitions, self._view = fonts, definitions, view
        self._matrix: Matrix = UNIT
        self._line: Matrix = UNIT

    def move(self, name: str, given: Sequence[Any], state: State) -> None:
        """One of :data:`OPERATORS`. Raises :class:`UnsupportedError`."""
        numbers = [float(value) for value in given]
        if name in {"BT", "ET"}:
            self._matrix = self._line = UNIT
        elif name == "Tm":
            a, b, c, d, e, f = numbers
            self._matrix = self._line = (a, b, c, d, e, f)
        elif name in {"Td", "TD", "T*"}:
            x, y = numbers or (0.0, -state.leading)
            state.leading = -y if name == "TD" else state.leading
            self._matrix = self._line = multiply((1.0, 0.0, 0.0, 1.0, x, y), self._line)
        elif name == "TL":
            state.leading = numbers[0]
        elif name == "Tc":
            state.char_space = numbers[0]
        elif name == "Tz":
            state.stretch = numbers[0] / 100
        elif name == "Ts":
            state.rise = numbers[0]
        elif name == "Tr":
            state.text_mode = int(numbers[0])
            if state.text_mode > 3:
                raise UnsupportedError(f"text rendering mode {state.text_mode}")
        # Tw widens a space of one byte only, and our fonts have codes of two (9.3.3).

    def show(self, parts: Sequence[Any], state: State, tag: Tag, layer: Layer) -> None:
        """Show strings; numbers between them move the next glyph (``TJ``)."""
        font = state.font
        if font is None:
            raise UnsupportedError("text without a font")
        em = (state.font_size * state.stretch, 0.0, 0.0, state.font_size, 0.0, state.rise)
        matrix = multiply(em, multiply(self._matrix, state.matrix))
        size = scale_of(matrix)
        glyphs, advance = _lay_out(parts, state, font)
        self._matrix = multiply((1.0, 0.0, 0.0, 1.0, advance, 0.0), self._matrix)
        if not size:
            return  # of no size: nothing to see, and no place where a word could stand
        unit = size / (state.font_size * state.stretch)
        a, b, c, d, e, f = matrix
        turned = (a / size, b / size, -c / size, -d / size, 0.0, 0.0)
        upright = all(abs(one - other) < 1e-5 for one, other in zip(turned, UNIT, strict=True))
        side, above, below = ROOM_EM
        end = advance * unit / size
        box = bounds(
            apply(matrix, each) for each in corners((min(0, end) - side, -below, end + side, above))
        )
        around = state.clip.attribute(box, self._view, self._definitions) + state.mask
        look = self._look(state)
        if not upright and ("url(" in around or "url(" in look):
            if "url(" in look:
                raise UnsupportedError("pattern on text that is not upright")
            layer.add(tag, f"<g{around}>")
        place = None if upright else turned
        run = Run(place, size, (e, f), advance * unit, around if upright else "")
        for glyph, start, width in glyphs:
            spelt = font.spell(glyph)
            if not spelt:
                at_glyph = multiply((1.0, 0.0, 0.0, 1.0, start * unit / size, 0.0), matrix)
                self._draw(font, glyph, at_glyph, layer, tag=tag, look=look + around)
            for index, (face, character) in enumerate(spelt):
                name = face_class(self._definitions.prefix, self._fonts.number(font.program), face)
                at = (start + width * index / len(spelt)) * unit
                run.spans.append(Span(f' class="{name}"{look}', character, (at,)))
        if run.spans:
            layer.add_run(tag, run)
        if not upright and around:
            layer.add(tag, "</g>")

    def _look(self, state: State) -> str:
        """Fill and stroke by the rendering mode (9.3.6)."""
        filled = state.filling() if state.text_mode in {0, 2} else ' fill="none"'
        scale = scale_of(state.matrix)
        return filled + (state.stroking(scale) if state.text_mode in {1, 2} else "")

    def _draw(self, font: Font, glyph: int, matrix: Matrix, layer: Layer, *, tag: Tag, look: str) -> None:
        """A glyph that stands for no character (a part of another letter) is drawn as a shape."""
        segments = self._fonts.outline(font.program, glyph, matrix)
        if segments:
            layer.add(tag, f'<path{look} d="{write_path(segments)}"/>')


def _lay_out(
    parts: Sequence[Any], state: State, font: Font
) -> tuple[list[tuple[int, float, float]], float]:
    """Glyphs with start and width along the line, and where the next one would start (9.4.4)."""
    made: list[tuple[int, float, float]] = []
    at = 0.0
    for part in parts:
        if not isinstance(part, String):
            at -= float(part) / 1000 * state.font_size * state.stretch
            continue
        codes = bytes(part)
        if len(codes) % 2:
            raise UnsupportedError("text with half a glyph number")
        for index in range(0, len(codes), 2):
            glyph = int.from_bytes(codes[index : index + 2], "big")
            width = font.width(glyph) / 1000 * state.font_size * state.stretch
            made.append((glyph, at, width))
            at += width + state.char_space * state.stretch
    return made, at
