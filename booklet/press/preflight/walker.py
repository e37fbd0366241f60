"""One walk through a page's content: the graphics state is kept once, and every rule reads its outcome.

What an operator does is said in ISO 32000-1, annex A. A content stream may be anybody's: operands of the
wrong kind are counted as mistakes and the operator is passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pikepdf import Stream

from booklet.press.preflight import walker_paint, walker_text
from booklet.press.preflight.access import FAILURES, elements, entries, get, key_of, name, numbers
from booklet.press.preflight.colours import (
    BLACK,
    DEVICE_CMYK,
    DEVICE_GRAY,
    DEVICE_RGB,
    NO_SPACE,
    Colour,
    Space,
    first_colour,
    read_space,
)
from booklet.press.preflight.fonts import Font, FontShelf
from booklet.press.preflight.geometry import Box, Matrix, intersect, is_void, moved, multiply, read_box
from booklet.press.preflight.inflate import UnreadableError, read_stream
from booklet.press.preflight.layers import Layers
from booklet.press.preflight.lexer import OUTLINE, Operations
from booklet.press.preflight.limits import (
    MAX_DEPTH,
    MAX_PIECES,
    MAX_STATES,
    MAX_STREAM_BYTES,
    Budget,
    TooMuchError,
)
from booklet.press.preflight.pages import Page
from booklet.press.preflight.path import Path
from booklet.press.preflight.pieces import Mark, Piece, State, Walk
from booklet.press.svg_geometry import UNIT

Operands = Sequence[Any]


class Shared:
    """What all walks through a file have in common."""

    def __init__(self, budget: Budget, layers: Layers) -> None:
        self.budget = budget
        self.fonts = FontShelf(budget)
        self.layers = layers
        self.contents: dict[tuple[int, int], bytes] = {}
        self.jpx_spaces: dict[tuple[int, int] | None, Space] = {}


def walk_page(page: Page, shared: Shared) -> Walk:
    """Walk through a page. Never raises: what stops the walk is told in :attr:`Walk.stopped`."""
    walk = Walk()
    try:
        data = _page_content(page, shared, walk)
        state = State(UNIT, page.media, BLACK, BLACK)
        reader = Reader(page, shared, walk, page.resources, state)
        group = get(page.object, "/Group")
        if name(get(group, "/S")) == "Transparency":
            space = get(group, "/CS")
            walk.groups.append(
                (read_space(space, page.resources) if space is not None else None, page.trim)
            )
        reader.read(data)
    except TooMuchError as error:
        walk.stopped = str(error)
    except MemoryError:
        walk.stopped = "the page needs more memory than there is"
    except RecursionError:
        walk.stopped = "the page nests without end"
    return walk


def _page_content(page: Page, shared: Shared, walk: Walk) -> bytes:
    """The content streams of a page as one (ISO 32000-1, 7.8.2)."""
    source = get(page.object, "/Contents")
    parts: list[bytes] = []
    total = 0
    for stream in [source] if isinstance(source, Stream) else elements(source):
        try:
            parts.append(read_stream(stream, shared.budget, MAX_STREAM_BYTES - total))
            total += len(parts[-1])
        except UnreadableError as error:
            walk.note(str(error))
    return b"\n".join(parts)


class Reader:
    """Reads a content stream and the forms it draws. ``stack`` are the forms it lies in, ``base`` is the
    matrix it begins with, to which patterns refer.
    """

    def __init__(
        self,
        page: Page,
        shared: Shared,
        walk: Walk,
        resources: Any,
        state: State,
        *,
        parent: Reader | None = None,
        source: tuple[int, int] | None = None,
        context: str = "",
        place: Box | None = None,
    ) -> None:
        self.page, self.shared, self.walk = page, shared, walk
        self.resources, self.state = resources, state
        self.context, self.place = context, place
        self.source = source
        self.base: Matrix = state.matrix
        self.stack: tuple[tuple[int, int], ...] = (
            (*parent.stack, source) if parent and source else (parent.stack if parent else ())
        )
        self.depth: int = parent.depth + 1 if parent else 0
        self.visited: set[tuple[str, tuple[int, int]]] = parent.visited if parent else set()
        self.marks: list[tuple[Mark | None, bool, bool]] = list(parent.marks) if parent else []
        self.floor = len(self.marks)
        self.states: list[State] = []
        self.path = Path()
        self.clips = False
        self.pen = walker_text.TextPen()
        self.compatible = 0
        self.spaces: dict[str, Space] = {}
        self._fonts: dict[str, Font | None] = {}
        self._settings: dict[str, Mapping[str, Any]] = {}

    def read(self, data: bytes) -> None:
        """Go through a content stream. Raises :class:`~.limits.TooMuchError`."""
        operations = Operations(data)
        budget, walk = self.shared.budget, self.walk
        for operator, operands in operations:
            budget.operators -= operands[0].operators if operator == OUTLINE else 1
            if budget.operators < 0:
                budget.spend_operator()
            do = OPERATORS.get(operator)
            if do is None:
                if not self.compatible:
                    walk.note(f"the operator “{operator[:20]}” does not exist")
                continue
            try:
                do(self, operands)
            except (*FAILURES, OverflowError):
                walk.note(f"the operator “{operator}” has operands that are not its own")
        if operations.garbage:
            walk.note("a content stream has bytes that are not PDF")
        if self.states:
            walk.note("“q” is not followed by “Q”")
        if len(self.marks) > self.floor:
            walk.note("marked content is not ended")

    def paint(self, piece: Piece) -> None:
        """Add a piece to the page, unless none of it can be seen."""
        piece.box = intersect(piece.box if self.place is None else self.place, self.state.clip)
        if is_void(piece.box):
            return
        piece.context = self.context
        piece.blend = self.state.blend
        if piece.alpha < 1 or piece.blend not in ("Normal", "Compatible"):
            self.walk.has_transparency = True
        for mark, is_artifact, is_hidden in self.marks:
            piece.mark = mark if mark is not None else piece.mark
            piece.is_artifact = piece.is_artifact or is_artifact
            piece.is_hidden = piece.is_hidden or is_hidden
        if len(self.walk.pieces) >= MAX_PIECES:
            raise TooMuchError(f"a page has more than {MAX_PIECES:,} painted things")
        self.walk.pieces.append(piece)

    def find(self, kind: str, key: Any) -> Any:
        """A named resource; one that is not there is noted."""
        found = get(get(self.resources, f"/{kind}"), key) if isinstance(key, str) else None
        if found is None:
            self.walk.miss(f"{kind} {str(key)[:40]}")
        return found

    def space(self, key: Any) -> Space:
        """A colour space by its name in this stream."""
        if not isinstance(key, str):
            return NO_SPACE
        if key not in self.spaces:
            self.spaces[key] = read_space(key, self.resources)
            if self.spaces[key] is NO_SPACE:
                self.walk.miss(f"ColorSpace {key[:40]}")
        return self.spaces[key]

    def font(self, key: Any) -> Font | None:
        """A font by its name in this stream."""
        if key not in self._fonts:
            source = self.find("Font", key)
            self._fonts[key] = None if source is None else self.shared.fonts.font(source, key_of(source))
        return self._fonts[key]

    def settings(self, key: Any) -> Mapping[str, Any]:
        """Settings of the graphics state by their name in this stream."""
        if key not in self._settings:
            self._settings[key] = dict(entries(self.find("ExtGState", key)))
        return self._settings[key]

    def remap(self, space: Space) -> Space:
        """A device space as the resources understand it (ISO 32000-1, 8.6.5.6)."""
        if space.name not in self.spaces:
            self.spaces[space.name] = read_space(f"/{space.name}", self.resources)
        return self.spaces[space.name]

    def once(self, what: str, source: Any) -> bool:
        """Whether this is the first time on this page that a pattern, mask or glyph is looked at."""
        key = key_of(source)
        if key is None:
            return True
        if (what, key) in self.visited:
            return False
        self.visited.add((what, key))
        return True

    def content(self, source: Any) -> bytes:
        """The bytes of a form, pattern or glyph; small ones are kept, since they are often drawn again."""
        key = key_of(source)
        if key is not None and key in self.shared.contents:
            return self.shared.contents[key]
        try:
            data = read_stream(source, self.shared.budget)
        except UnreadableError as error:
            self.walk.note(str(error))
            return b""
        if key is not None and len(data) < 200_000 and len(self.shared.contents) < 400:
            self.shared.contents[key] = data
        return data

    def enter(
        self,
        source: Any,
        matrix: Matrix,
        *,
        context: str = "",
        place: Box | None = None,
        colour: Colour | None = None,
    ) -> None:
        """Read a form, a tile, a mask or a glyph with its own resources in coordinates of ``matrix``."""
        key = key_of(source)
        if key is not None and key in self.stack:
            self.walk.note("a form draws itself")
            return
        if self.depth >= MAX_DEPTH:
            raise TooMuchError(f"forms are nested more than {MAX_DEPTH} deep")
        state = self.state.copy()
        state.matrix = matrix
        if colour is not None:
            state.fill = state.stroke = colour
        box = read_box(numbers(get(source, "/BBox"), 4))
        if box is not None and place is None:
            state.clip = intersect(state.clip, moved(box, matrix))
        resources = get(source, "/Resources")
        inner = Reader(
            self.page, self.shared, self.walk, self.resources if resources is None else resources, state,
            parent=self, source=key, context=context or self.context,
            place=self.place if place is None else place,
        )  # fmt: skip
        if not is_void(state.clip):
            inner.read(self.content(source))


def _save(reader: Reader, _: Operands) -> None:
    if len(reader.states) >= MAX_STATES:
        raise TooMuchError(f"“q” is nested more than {MAX_STATES:,} deep")
    reader.states.append(reader.state.copy())


def _restore(reader: Reader, _: Operands) -> None:
    if reader.states:
        reader.state = reader.states.pop()
    else:
        reader.walk.note("“Q” has no “q” before it")


def _concatenate(reader: Reader, given: Operands) -> None:
    a, b, c, d, e, f = (float(value) for value in given)
    reader.state.matrix = multiply((a, b, c, d, e, f), reader.state.matrix)


def _set_width(reader: Reader, given: Operands) -> None:
    reader.state.line_width = abs(float(given[0]))


def _colour_setter(space: Space, *, stroke: bool) -> Callable[[Reader, Operands], None]:
    def setter(reader: Reader, given: Operands) -> None:
        values = tuple(float(value) for value in given[-space.components :])
        if len(values) != space.components:
            raise ValueError(space.name)
        colour = Colour(reader.remap(space), values)
        if stroke:
            reader.state.stroke = colour
        else:
            reader.state.fill = colour

    return setter


def _space_setter(*, stroke: bool) -> Callable[[Reader, Operands], None]:
    def setter(reader: Reader, given: Operands) -> None:
        colour = first_colour(reader.space(given[0]))
        if stroke:
            reader.state.stroke = colour
        else:
            reader.state.fill = colour

    return setter


def _value_setter(*, stroke: bool) -> Callable[[Reader, Operands], None]:
    def setter(reader: Reader, given: Operands) -> None:
        state = reader.state
        space = (state.stroke if stroke else state.fill).space
        pattern = None
        values = given
        if given and isinstance(given[-1], str):
            pattern, values = reader.find("Pattern", given[-1]), given[:-1]
        colour = Colour(space, tuple(float(value) for value in values), pattern)
        if stroke:
            state.stroke = colour
        else:
            state.fill = colour

    return setter


def _begin_mark(reader: Reader, given: Operands) -> None:
    tag = given[0] if given and isinstance(given[0], str) else ""
    properties: Any = given[1] if len(given) > 1 else None
    if isinstance(properties, str):
        properties = reader.find("Properties", properties)
    entries: Mapping[str, Any] | Any = properties
    number = entries.get("/MCID") if isinstance(entries, dict) else get(properties, "/MCID")
    mark = (reader.source, int(number)) if isinstance(number, (int, float)) else None
    if isinstance(entries, dict):
        actual = entries.get("/ActualText")
        if isinstance(actual, bytes):
            reader.walk.actual_texts.append(decode_text(actual))
    is_hidden = tag == "/OC" and reader.shared.layers.is_hidden(properties)
    reader.marks.append((mark, tag == "/Artifact", is_hidden))
    if len(reader.marks) > MAX_STATES:
        raise TooMuchError(f"marked content is nested more than {MAX_STATES:,} deep")


def decode_text(data: bytes) -> str:
    """A text string of a content stream (ISO 32000-1, 7.9.2)."""
    if data.startswith(b"\xfe\xff"):
        return data[2:].decode("utf-16-be", "replace")
    return data.decode("latin-1")


def _end_mark(reader: Reader, _: Operands) -> None:
    if len(reader.marks) > reader.floor:
        reader.marks.pop()
    else:
        reader.walk.note("“EMC” has nothing to end")


def _compatible(step: int) -> Callable[[Reader, Operands], None]:
    def count(reader: Reader, _: Operands) -> None:
        reader.compatible = max(0, reader.compatible + step)

    return count


def _nothing(reader: Reader, given: Operands) -> None:
    """An operator that no rule asks for."""


OPERATORS: Mapping[str, Callable[[Reader, Operands], None]] = {
    "q": _save, "Q": _restore, "cm": _concatenate, "w": _set_width,
    "g": _colour_setter(DEVICE_GRAY, stroke=False), "G": _colour_setter(DEVICE_GRAY, stroke=True),
    "rg": _colour_setter(DEVICE_RGB, stroke=False), "RG": _colour_setter(DEVICE_RGB, stroke=True),
    "k": _colour_setter(DEVICE_CMYK, stroke=False), "K": _colour_setter(DEVICE_CMYK, stroke=True),
    "cs": _space_setter(stroke=False), "CS": _space_setter(stroke=True),
    "sc": _value_setter(stroke=False), "scn": _value_setter(stroke=False),
    "SC": _value_setter(stroke=True), "SCN": _value_setter(stroke=True),
    "BMC": _begin_mark, "BDC": _begin_mark, "EMC": _end_mark,
    "BX": _compatible(1), "EX": _compatible(-1),
    **dict.fromkeys(("J", "j", "M", "d", "i", "ri", "MP", "DP", "d0", "d1"), _nothing),
    **walker_paint.OPERATORS,
    **walker_text.OPERATORS,
}  # fmt: skip
