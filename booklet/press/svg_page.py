"""The content stream of a page, read operator by operator and written as SVG elements.

Coordinates are those of the picture: points, the origin in the upper left corner of the trim. What an
operator does is said in ISO 32000-1, annex A; one that is not known raises :class:`UnsupportedError`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from booklet.press import svg_paint
from booklet.press.svg_faults import UnsupportedError
from booklet.press.svg_fonts import FontShelf
from booklet.press.svg_geometry import (
    Box,
    Matrix,
    Segment,
    apply,
    bounds,
    box_path,
    corners,
    intersect,
    is_area,
    is_void,
    multiply,
    read_box,
    read_matrix,
    rectangle,
    transform,
    write,
    write_matrix,
    write_path,
)
from booklet.press.svg_marks import ARTIFACT, PLAIN, Marks, Tag
from booklet.press.svg_path import OPERATORS as PATH_OPERATORS
from booklet.press.svg_path import PathPen
from booklet.press.svg_sheet import Definitions, Layer
from booklet.press.svg_state import State
from booklet.press.svg_text import OPERATORS as TEXT_OPERATORS
from booklet.press.svg_text import TextPen

Operands = Sequence[Any]

DEEPEST = 40
"""Forms, patterns and masks within each other; more are taken for a circle."""


@dataclass(frozen=True)
class Shared:
    """What all content streams of a picture have in common."""

    marks: Marks
    fonts: FontShelf
    definitions: Definitions


class Stream:
    """Reads a content stream, and the forms it draws, into a layer.

    ``base`` is the matrix of the outermost stream, to which patterns refer; ``view`` what can be seen.
    """

    def __init__(
        self,
        shared: Shared,
        resources: Any,
        base: Matrix,
        view: Box,
        stream_key: int | None,
        *,
        depth: int = 0,
    ) -> None:
        if depth > DEEPEST:
            raise UnsupportedError("forms in forms without end")
        self.layer = Layer()
        self._shared, self._resources, self._base, self._view = shared, resources, base, view
        self._stream_key, self._depth = stream_key, depth
        self._state = State(matrix=base)
        self._states: list[State] = []
        self._tags: list[Tag] = [PLAIN]
        self._path = PathPen()
        self._clipping = ""
        self._text = TextPen(shared.fonts, shared.definitions, view)
        self._actions = self._table()

    def read(self, content: Any) -> None:
        """Draw a page's or a form's content. Raises :class:`UnsupportedError`."""
        for instruction in pikepdf.parse_content_stream(content):
            name = str(instruction.operator)
            if name not in self._actions:
                raise UnsupportedError(f"operator {'BI' if name == 'INLINE IMAGE' else name}")
            operands: Any = instruction.operands
            self._actions[name](operands)

    def _table(self) -> dict[str, Callable[[Operands], None]]:
        """Operators and what they do."""
        paths: dict[str, Callable[[Operands], None]] = {
            name: partial(self._path.add, name) for name in PATH_OPERATORS
        }
        painted = {
            "W": lambda _: self._clip("nonzero"),
            "W*": lambda _: self._clip("evenodd"),
            "n": lambda _: self._paint(),
            "f": lambda _: self._paint(fill="nonzero"),
            "F": lambda _: self._paint(fill="nonzero"),
            "f*": lambda _: self._paint(fill="evenodd"),
            "S": lambda _: self._paint(stroke=True),
            "s": lambda _: self._paint(stroke=True, close=True),
            "B": lambda _: self._paint(fill="nonzero", stroke=True),
            "B*": lambda _: self._paint(fill="evenodd", stroke=True),
            "b": lambda _: self._paint(fill="nonzero", stroke=True, close=True),
            "b*": lambda _: self._paint(fill="evenodd", stroke=True, close=True),
        }
        state = {
            "q": lambda _: self._states.append(self._state.copy()),
            "Q": self._restore,
            "cm": self._concatenate,
            "gs": self._settings,
            "w": lambda given: setattr(self._state, "line_width", float(given[0])),
            "J": lambda given: setattr(self._state, "cap", int(given[0])),
            "j": lambda given: setattr(self._state, "join", int(given[0])),
            "M": lambda given: setattr(self._state, "miter", float(given[0])),
            "d": self._dash,
            "i": lambda _: None,  # flatness and rendering intent are matters of the device
            "ri": lambda _: None,
        }
        colours = {
            **{name: lambda given: self._device_colour("fill", given) for name in ("g", "rg", "k")},
            **{name: lambda given: self._device_colour("stroke", given) for name in ("G", "RG", "K")},
            "cs": lambda given: self._space("fill", given),
            "CS": lambda given: self._space("stroke", given),
            **{name: lambda given: self._special_colour("fill", given) for name in ("sc", "scn")},
            **{name: lambda given: self._special_colour("stroke", given) for name in ("SC", "SCN")},
            "sh": self._shade,
        }
        marks = {
            "BMC": self._begin_mark,
            "BDC": self._begin_mark,
            "EMC": self._end_mark,
            "MP": lambda _: None,
            "DP": lambda _: None,
            "Do": self._draw,
        }
        texts = {
            "Tf": self._font,
            "Tj": lambda given: self._show([given[0]]),
            "TJ": lambda given: self._show(list(given[0])),
        }
        moves = {
            name: lambda given, name=name: self._text.move(name, given, self._state)
            for name in TEXT_OPERATORS
        }
        return {**paths, **painted, **state, **colours, **marks, **texts, **moves}

    # State

    def _restore(self, _: Operands) -> None:
        if not self._states:
            raise UnsupportedError("operator Q without its q")
        self._state = self._states.pop()

    def _concatenate(self, given: Operands) -> None:
        self._state.matrix = multiply(read_matrix(given), self._state.matrix)

    def _settings(self, given: Operands) -> None:
        mask = self._state.set_simple(self._resources.ExtGState[str(given[0])])
        if isinstance(mask, Dictionary):
            self._state.mask = self._mask(mask)
        elif mask is not None:
            self._state.mask = ""

    def _mask(self, mask: Any) -> str:
        """A soft mask (11.6.5.3) as attribute."""
        if (
            any(float(value) for value in mask.get("/BC", []))
            or mask.get("/TR", Name.Identity) != Name.Identity
        ):
            raise UnsupportedError("soft mask with a backdrop or a transfer function")
        inner = self._inner(mask.G, self._state.matrix, self._view)
        inner.draw_form(mask.G)
        kind = "alpha" if str(mask.S) == "/Alpha" else "luminance"
        left, top, right, bottom = self._view
        number = self._shared.definitions.refer(
            f'<mask id="{{id}}" maskUnits="userSpaceOnUse" x="{write(left)}" y="{write(top)}" '
            f'width="{write(right - left)}" height="{write(bottom - top)}" style="mask-type:{kind}">\n'
            f"{inner.layer.written()}\n</mask>"
        )
        return f' mask="url(#{number})"'

    def _inner(self, source: Any, base: Matrix, view: Box) -> Stream:
        """A reader for content that is painted apart: of a mask or of a pattern's cell."""
        resources = source.get("/Resources", self._resources)
        key = _stream_key(source)
        return Stream(self._shared, resources, base, view, key, depth=self._depth + 1)

    def _dash(self, given: Operands) -> None:
        self._state.set_dash(given)

    # Colours

    def _device_colour(self, use: str, given: Operands) -> None:
        setattr(self._state, f"{use}_space", "device")
        setattr(self._state, use, svg_paint.colour(given))

    def _space(self, use: str, given: Operands) -> None:
        setattr(self._state, f"{use}_space", str(given[0]))
        if given[0] != Name.Pattern:
            count = svg_paint.components(given[0], self._resources)
            setattr(
                self._state, use, svg_paint.colour([0] * (count - 1) + [1] if count == 4 else [0] * count)
            )

    def _special_colour(self, use: str, given: Operands) -> None:
        if not isinstance(given[-1], Name):
            setattr(self._state, use, svg_paint.colour(given))
        elif len(given) > 1:
            raise UnsupportedError("pattern without colours of its own")
        else:
            setattr(self._state, use, self._pattern(self._resources.Pattern[str(given[-1])]))

    def _pattern(self, pattern: Any) -> str:
        """A pattern as paint: a gradient, or a cell that is repeated (8.7.3)."""
        matrix = multiply(read_matrix(pattern.get("/Matrix", [1, 0, 0, 1, 0, 0])), self._base)
        definitions = self._shared.definitions
        if int(pattern.PatternType) == 2:
            shading = svg_paint.gradient(pattern.Shading, self._resources, matrix)
            return f"url(#{definitions.refer(shading)})"
        if int(pattern.PaintType) != 1:
            raise UnsupportedError("pattern without colours of its own")
        left, top, right, bottom = (float(value) for value in pattern.BBox)
        width, height = abs(float(pattern.XStep)), abs(float(pattern.YStep))
        if right - left > width + 0.01 or bottom - top > height + 0.01:
            raise UnsupportedError("pattern whose cells overlap")
        cell = (left, top, right, bottom)
        inner = self._inner(pattern, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), cell)
        inner.clip_to(cell)
        inner.read(pattern)
        number = definitions.refer(
            f'<pattern id="{{id}}" patternUnits="userSpaceOnUse" x="{write(left)}" y="{write(top)}" '
            f'width="{write(width)}" height="{write(height)}" '
            f'patternTransform="{write_matrix(matrix)}">\n{inner.layer.written()}\n</pattern>'
        )
        return f"url(#{number})"

    def clip_to(self, box: Box) -> None:
        """Show only what lies in a box of the stream's own coordinates."""
        self._clip_path(box_path(box), "nonzero")

    def _shade(self, given: Operands) -> None:
        """Fill all that is not clipped away (8.7.4.2)."""
        shading = svg_paint.gradient(
            self._resources.Shading[str(given[0])], self._resources, self._state.matrix
        )
        state = self._state
        box = intersect(state.clip.box, self._view)
        if not is_void(box):
            paint = f' fill="url(#{self._shared.definitions.refer(shading)})"'
            alpha = "" if state.fill_alpha == 1 else f' fill-opacity="{write(state.fill_alpha)}"'
            around = state.clip.attribute(box, self._view, self._shared.definitions) + state.mask
            self._add(f'<path{paint}{alpha}{around} d="{write_path(box_path(box))}"/>')

    # Paths

    def _clip(self, rule: str) -> None:
        self._clipping = rule  # takes effect after the painting operator that follows (8.5.4)

    def _paint(self, *, fill: str = "", stroke: bool = False, close: bool = False) -> None:
        """Paint the path, then clip with it when that was asked for."""
        path = self._path.take(close=close)
        if path and (fill or stroke):
            self._paint_path(path, fill, stroke=stroke)
        if self._clipping:
            self._clip_path(path, self._clipping)
            self._clipping = ""

    def _paint_path(self, path: list[Segment], fill: str, *, stroke: bool) -> None:
        state = self._state
        drawn = transform(path, state.matrix)
        scale = state.stroke_scale()
        margin = (
            state.line_width * (scale or max(abs(value) for value in state.matrix[:4])) if stroke else 0
        )
        box = bounds((point for _, points in drawn for point in points), margin * max(1.0, state.miter / 2))
        if state.clip.hides(box):
            return
        around = state.clip.attribute(box, self._view, self._shared.definitions) + state.mask
        look = (state.filling() if fill else ' fill="none"') + (
            ' fill-rule="evenodd"' if fill == "evenodd" else ""
        )
        if not stroke:
            edges = ' shape-rendering="crispEdges"' if is_area(drawn) else ""
            self._add(f'<path{look}{edges}{around} d="{write_path(drawn)}"/>')
        elif scale is not None:
            self._add(f'<path{look}{state.stroking(scale)}{around} d="{write_path(drawn)}"/>')
        else:
            if "url(" in state.fill + state.stroke:
                raise UnsupportedError("pattern on a stroke of uneven width")
            turned = f' transform="{write_matrix(state.matrix)}" d="{write_path(path)}"'
            element = f"<path{look}{state.stroking(1.0)}{turned}/>"
            self._add(f"<g{around}>{element}</g>" if around else element)

    def _clip_path(self, path: list[Segment], rule: str) -> None:
        drawn = transform(path, self._state.matrix)
        box = rectangle(drawn)
        if box is not None:
            self._state.clip = self._state.clip.within(box)
        else:
            shape = drawn or [("M", ((0.0, 0.0),))]
            self._state.clip = self._state.clip.within_shape(
                shape, even_odd=rule == "evenodd", shared=self._shared.definitions
            )

    def _add(self, element: str) -> None:
        self.layer.add(self._tags[-1], element)

    # Text

    def _font(self, given: Operands) -> None:
        self._state.font = self._shared.fonts.font(self._resources.Font[str(given[0])])
        self._state.font_size = float(given[1])

    def _show(self, parts: list[Any]) -> None:
        self._text.show(parts, self._state, self._tags[-1], self.layer)

    # Marks and forms

    def _begin_mark(self, given: Operands) -> None:
        """The tag of marked content; within content that has one, unmarked parts belong to it (14.6)."""
        properties: Any = given[1] if len(given) > 1 else None
        if isinstance(properties, Name):
            properties = self._resources.Properties[str(properties)]
        if given[0] == Name.Artifact:
            self._tags.append(ARTIFACT)
        elif isinstance(properties, Dictionary) and "/MCID" in properties:
            self._tags.append(self._shared.marks.tag(self._stream_key, int(properties.MCID)))
        else:
            self._tags.append(self._tags[-1])

    def _end_mark(self, _: Operands) -> None:
        if len(self._tags) < 2:
            raise UnsupportedError("operator EMC without its BMC")
        self._tags.pop()

    def _draw(self, given: Operands) -> None:
        drawn = self._resources.XObject[str(given[0])]
        state = self._state
        if drawn.get("/Subtype") == Name.Form:
            self.draw_form(drawn)
            return
        if drawn.get("/Subtype") != Name.Image:
            raise UnsupportedError(f"external object {drawn.get('/Subtype')}")
        box = bounds(apply(state.matrix, corner) for corner in corners((0.0, 0.0, 1.0, 1.0)))
        around = state.clip.attribute(box, self._view, self._shared.definitions) + state.mask
        alpha = "" if state.fill_alpha == 1 else f' opacity="{write(state.fill_alpha)}"'
        element = svg_paint.image(drawn, state.matrix, alpha)
        self._add(f"<g{around}>{element}</g>" if around else element)

    def draw_form(self, form: Any) -> None:
        """Draw a form; a transparency group that is see-through or masked becomes a layer of its own."""
        if self._depth > DEEPEST:
            raise UnsupportedError("forms in forms without end")
        outside = self._state, self._states, self._resources, self._stream_key, self._base, self.layer
        self._state, self._states = self._state.copy(), []
        self._state.matrix = multiply(
            read_matrix(form.get("/Matrix", [1, 0, 0, 1, 0, 0])), self._state.matrix
        )
        self._base = self._state.matrix
        self._resources = form.get("/Resources", self._resources)
        key = _stream_key(form)
        self._stream_key = self._stream_key if key is None else key
        self.clip_to(read_box(form.BBox))
        state = self._state
        wrapping = ""
        if "/Group" in form:
            wrapping = state.mask + (
                "" if state.fill_alpha == 1 else f' opacity="{write(state.fill_alpha)}"'
            )
            state.mask, state.fill_alpha, state.stroke_alpha = "", 1.0, 1.0
        if wrapping:
            self.layer = Layer()
        self._depth += 1
        marks = len(self._tags)
        self.read(form)
        del self._tags[marks:]
        self._depth -= 1
        inside = self.layer
        self._state, self._states, self._resources, self._stream_key, self._base, self.layer = outside
        if wrapping:
            self.layer.add(PLAIN, f"<g{wrapping}>\n{inside.written()}\n</g>")


def _stream_key(source: Any) -> int | None:
    return int(source.StructParents) if "/StructParents" in source else None
