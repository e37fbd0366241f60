"""Paths, images, shadings, forms and the settings of the graphics state (ISO 32000-1, 8.5 to 8.10)."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pikepdf import Stream

from booklet.press.preflight.access import (
    elements,
    entries,
    flag,
    get,
    has_keys,
    integer,
    key_of,
    name,
    number,
    numbers,
    one_or_more,
)
from booklet.press.preflight.colours import PATTERN, Colour, Space, ramp_total, read_jpx_space, read_space
from booklet.press.preflight.geometry import (
    Box,
    Matrix,
    apply,
    grow,
    intersect,
    moved,
    multiply,
    read_box,
)
from booklet.press.preflight.inflate import filters_of
from booklet.press.preflight.lexer import OUTLINE, InlineImage, Outline
from booklet.press.preflight.path import Path
from booklet.press.preflight.pieces import Picture, Piece
from booklet.press.svg_geometry import UNIT

if TYPE_CHECKING:
    from booklet.press.preflight.walker import Reader

Operands = Sequence[Any]
SQUARE: Box = (0.0, 0.0, 1.0, 1.0)
"""Where an image is drawn."""

JPX_HEAD = 4096
"""Bytes of a JPEG 2000 image in which it says what its colours are."""

_TRANSFER = ("/TR", "/TR2", "/HTP", "/BG", "/BG2", "/UCR", "/UCR2")


def scale_of(matrix: Matrix) -> float:
    """By how much a matrix enlarges lengths, on the average of all directions."""
    return math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))


def _outline(reader: Reader, given: Operands) -> None:
    reader.path.add_outline(given[0], reader.state.matrix)


def _move(reader: Reader, given: Operands) -> None:
    x, y = given
    reader.path.move(apply(reader.state.matrix, (x, y)))


def _line(reader: Reader, given: Operands) -> None:
    x, y = given
    reader.path.add([apply(reader.state.matrix, (x, y))], curve=False)


def _curve(reader: Reader, given: Operands) -> None:
    matrix = reader.state.matrix
    points = [apply(matrix, (x, y)) for x, y in zip(given[::2], given[1::2], strict=True)]
    if not points:
        raise ValueError("a curve without points")
    reader.path.add(points, curve=True)


def _rectangle(reader: Reader, given: Operands) -> None:
    x, y, width, height = given
    matrix = reader.state.matrix
    corners = (x, y, x + width, y, x + width, y + height, x, y + height)
    reader.path.add_outline(Outline(corners, (0,), has_curves=False, operators=1), matrix)
    reader.path.move(apply(matrix, (x, y)))


def _painter(*, fill: bool, stroke: bool) -> Callable[[Reader, Operands], None]:
    def paint(reader: Reader, _: Operands) -> None:
        box = reader.path.box
        if box is not None and fill:
            fill_area(reader, box, is_upright=reader.path.is_upright)
        if box is not None and stroke:
            stroke_line(reader, box, is_upright=reader.path.is_upright)
        if reader.clips and box is not None:
            reader.state.clip = intersect(reader.state.clip, box)
        reader.clips = False
        reader.path = Path()

    return paint


def _clip(reader: Reader, _: Operands) -> None:
    reader.clips = True


def fill_area(reader: Reader, box: Box, *, is_upright: bool = False, kind: str = "fill") -> None:
    """Paint a box with the filling colour."""
    state = reader.state
    colour = state.fill
    if colour.space.family == PATTERN:
        _fill_pattern(reader, colour, box, state.fill_alpha)
        return
    reader.paint(
        Piece(
            "text" if kind == "text" else "fill",
            box,
            colour,
            is_upright_box=is_upright,
            overprints=state.fill_overprints,
            overprint_mode=state.overprint_mode,
            alpha=state.fill_alpha,
        )
    )


def stroke_line(reader: Reader, box: Box, *, is_upright: bool = False) -> None:
    """Stroke what lies in a box."""
    state = reader.state
    width = state.line_width * scale_of(state.matrix)
    box = grow(box, max(width, 0.01) / 2)
    if state.stroke.space.family == PATTERN:
        _fill_pattern(reader, state.stroke, box, state.stroke_alpha)
        return
    reader.paint(
        Piece(
            "stroke",
            box,
            state.stroke,
            width_pt=width * reader.page.unit,
            is_upright_box=is_upright,
            overprints=state.stroke_overprints,
            overprint_mode=state.overprint_mode,
            alpha=state.stroke_alpha,
        )
    )


def _fill_pattern(reader: Reader, colour: Colour, box: Box, alpha: float) -> None:
    pattern = colour.pattern
    if integer(get(pattern, "/PatternType")) == 2:
        shading = get(pattern, "/Shading")
        _paint_shading(reader, shading, box, alpha)
        _apply_settings(reader, dict(entries(get(pattern, "/ExtGState"))))
        return
    if not isinstance(pattern, Stream) or not reader.once("pattern", pattern):
        return
    matrix = _matrix(pattern)
    inner = None
    if integer(get(pattern, "/PaintType")) == 2 and colour.space.base is not None:
        inner = Colour(colour.space.base, colour.values)
    place = intersect(box, reader.state.clip)
    reader.enter(pattern, multiply(matrix, reader.base), context="pattern", place=place, colour=inner)


def _paint_shading(reader: Reader, shading: Any, box: Box, alpha: float) -> None:
    space = read_space(get(shading, "/ColorSpace"), reader.resources)
    ramp = ramp_total(get(shading, "/Function"))
    reader.paint(Piece("shading", box, space=space, alpha=alpha, ramp=ramp))


def _shade(reader: Reader, given: Operands) -> None:
    shading = reader.find("Shading", given[0])
    if shading is None:
        return
    box = read_box(numbers(get(shading, "/BBox"), 4))
    place = reader.state.clip if box is None else moved(box, reader.state.matrix)
    _paint_shading(reader, shading, place, reader.state.fill_alpha)


def _matrix(source: Any) -> Matrix:
    found = numbers(get(source, "/Matrix"), 6)
    return UNIT if found is None else (found[0], found[1], found[2], found[3], found[4], found[5])


def _draw(reader: Reader, given: Operands) -> None:
    drawn = reader.find("XObject", given[0])
    if drawn is None:
        return
    kind = name(get(drawn, "/Subtype"))
    is_hidden = reader.shared.layers.is_hidden(get(drawn, "/OC"))
    reader.marks.append((None, False, is_hidden))
    if not isinstance(drawn, Stream):
        reader.walk.miss(f"XObject {given[0][:40]}")
    elif kind == "Image":
        _draw_image(reader, drawn, given[0][1:])
    elif kind == "Form":
        draw_form(reader, drawn)
    else:
        reader.walk.postscript += 1
    reader.marks.pop()


def draw_form(reader: Reader, form: Any, *, context: str = "") -> None:
    """Draw a form, noting its transparency group."""
    matrix = multiply(_matrix(form), reader.state.matrix)
    group = get(form, "/Group")
    if name(get(group, "/S")) == "Transparency":
        box = read_box(numbers(get(form, "/BBox"), 4)) or SQUARE
        space = get(group, "/CS")
        place = intersect(moved(box, matrix), reader.state.clip)
        reader.walk.groups.append(
            (read_space(space, reader.resources) if space is not None else None, place)
        )
    reader.enter(form, matrix, context=context)


def _draw_image(reader: Reader, image: Any, label: str) -> None:
    is_stencil = flag(get(image, "/ImageMask"))
    space = get(image, "/ColorSpace")
    bits = 1 if is_stencil else integer(get(image, "/BitsPerComponent")) or 8
    found = None if space is None or is_stencil else read_space(space, reader.resources)
    has_mask = has_keys(get(image, "/SMask"))
    if has_mask:
        reader.walk.has_transparency = True
    if elements(get(image, "/Alternates")) or has_keys(get(image, "/OPI")):
        reader.walk.alternates += 1
    if found is None and not is_stencil:
        if "JPXDecode" in filters_of(image):
            found = _jpx_space(reader, image)
        else:
            reader.walk.note("an image has no colour space")
    sides = integer(get(image, "/Width")) or 0, integer(get(image, "/Height")) or 0
    _paint_image(reader, sides, bits, found, label, is_stencil=is_stencil, has_mask=has_mask)


def _jpx_space(reader: Reader, image: Any) -> Space:
    """The colour space of a JPEG 2000 image, whose bytes are looked at once a file."""
    key = key_of(image)
    known = reader.shared.jpx_spaces
    if key not in known:
        known[key] = read_jpx_space(bytes(image.read_raw_bytes())[:JPX_HEAD])
    return known[key]


def _paint_image(
    reader: Reader,
    sides: tuple[int, int],
    bits: int,
    space: Space | None,
    label: str,
    *,
    is_stencil: bool,
    has_mask: bool = False,
) -> None:
    state = reader.state
    width_px, height_px = sides
    a, b, c, d, _, _ = state.matrix
    unit = reader.page.unit / 72
    across, down = math.hypot(a, b) * unit, math.hypot(c, d) * unit
    dpi = min(width_px / across if across else math.inf, height_px / down if down else math.inf)
    picture = Picture(width_px, height_px, min(dpi, 1e6), bits, is_stencil, space, label, has_mask)
    reader.paint(
        Piece(
            "image",
            moved(SQUARE, state.matrix),
            state.fill if is_stencil else None,
            space,
            picture=picture,
            alpha=state.fill_alpha,
            overprints=state.fill_overprints,
            overprint_mode=state.overprint_mode,
            is_upright_box=abs(a * d) < 1e-6 or abs(b * c) < 1e-6,
        )
    )


def _inline_image(reader: Reader, given: Operands) -> None:
    image = given[0]
    assert isinstance(image, InlineImage)
    found = image.entries

    def entry(long: str, short: str) -> Any:
        return found.get(f"/{short}", found.get(f"/{long}"))

    is_stencil = entry("ImageMask", "IM") is True
    space = entry("ColorSpace", "CS")
    sides = int(entry("Width", "W") or 0), int(entry("Height", "H") or 0)
    bits = 1 if is_stencil else int(entry("BitsPerComponent", "BPC") or 8)
    known = None if space is None or is_stencil else read_space(space, reader.resources)
    _paint_image(reader, sides, bits, known, "in the content stream", is_stencil=is_stencil)


def _set_state(reader: Reader, given: Operands) -> None:
    _apply_settings(reader, reader.settings(given[0]))


def _apply_settings(reader: Reader, found: Mapping[str, Any]) -> None:
    """Take over a graphics state dictionary (ISO 32000-1, 8.4.5)."""
    state = reader.state
    if "/OP" in found:
        state.stroke_overprints = flag(found["/OP"])
        state.fill_overprints = flag(found.get("/op", found["/OP"]))
    elif "/op" in found:
        state.fill_overprints = flag(found["/op"])
    for key, value in found.items():
        amount = number(value)
        if key == "/ca" and amount is not None:
            state.fill_alpha = amount
        elif key == "/CA" and amount is not None:
            state.stroke_alpha = amount
        elif key == "/LW" and amount is not None:
            state.line_width = abs(amount)
        elif key == "/OPM" and amount is not None:
            state.overprint_mode = int(amount)
        elif key == "/BM":
            state.blend = next((name(one) for one in one_or_more(value)), "Normal") or "Normal"
        elif key == "/Font":
            _set_font(reader, elements(value))
        elif key == "/SMask" and has_keys(value):
            _apply_mask(reader, value)
        elif key in _TRANSFER and name(value) not in ("Identity", "Default"):
            reader.walk.settings.append((key[1:], reader.state.clip))


def _set_font(reader: Reader, pair: list[Any]) -> None:
    if len(pair) == 2:
        reader.state.font = reader.shared.fonts.font(pair[0], key_of(pair[0]))
        reader.state.font_size = number(pair[1]) or 0.0


def _apply_mask(reader: Reader, mask: Any) -> None:
    """Look at the group that a soft mask is made of (ISO 32000-1, 11.6.5.3)."""
    reader.walk.has_transparency = True
    group = get(mask, "/G")
    if isinstance(group, Stream) and reader.once("mask", group):
        draw_form(reader, group, context="mask")


OPERATORS: Mapping[str, Callable[[Reader, Operands], None]] = {
    "m": _move, "l": _line, "c": _curve, "v": _curve, "y": _curve, "re": _rectangle,
    OUTLINE: _outline, "h": lambda reader, given: None,
    "f": _painter(fill=True, stroke=False), "F": _painter(fill=True, stroke=False),
    "f*": _painter(fill=True, stroke=False),
    "S": _painter(fill=False, stroke=True), "s": _painter(fill=False, stroke=True),
    "B": _painter(fill=True, stroke=True), "B*": _painter(fill=True, stroke=True),
    "b": _painter(fill=True, stroke=True), "b*": _painter(fill=True, stroke=True),
    "n": _painter(fill=False, stroke=False), "W": _clip, "W*": _clip,
    "Do": _draw, "sh": _shade, "gs": _set_state, "BI": _inline_image,
}  # fmt: skip
