"""A section in RGB → the same section in inks.

Everything that a page can reach is made anew: contents, forms, patterns, gradients, pictures, soft masks
and groups. What only a screen has a use for is left behind: links and their underlines, tags, names, forms
and scripts.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from booklet.findings import Finding
from booklet.press.faults import TYPE_COLOUR, PressError
from booklet.press.prepare import open_section, save
from booklet.press.print.colours import Colours
from booklet.press.print.content import KNOCKOUT, OVERPRINT, contents_of, recolour
from booklet.press.print.functions import convert_function
from booklet.press.print.images import convert_image
from booklet.press.print.links import drop_underlines, find_links
from booklet.press.print.paints import AnyPaint, GreyPaint, InkPaint
from booklet.press.print.spaces import Space, UnprintableError, read_space
from booklet.press.print.streams import copy_stream
from booklet.press.share import resources_of

_PAGE_KEYS = frozenset({"/Type", "/Parent", "/MediaBox", "/TrimBox", "/Rotate", "/UserUnit"})
_SHADING_KEYS = ("/ShadingType", "/Coords", "/Domain", "/Extend", "/BBox", "/AntiAlias")
_MESHES = frozenset({4, 5, 6, 7})


def convert_section(pdf: bytes, section: str, colours: Colours) -> tuple[bytes, tuple[Finding, ...]]:
    """A section, or any other PDF of this program, in inks; and what is wrong with it (pages count in it).

    Raises :class:`PressError` for bytes that are no PDF, and for what has no form in print.
    """
    opened = open_section(pdf, section)
    try:
        converter = _Converter(opened, colours)
        for number, page in enumerate(opened.pages, start=1):
            converter.convert_page(page.obj, number)
    except UnprintableError as error:
        raise PressError(section, f"it has no form in print: {error}") from None
    except (pikepdf.PdfError, KeyError, AttributeError, TypeError, ValueError, IndexError) as error:
        raise PressError(section, f"it cannot be converted for print: {error}") from error
    for key in list(opened.Root.keys()):
        if key not in ("/Type", "/Pages"):
            del opened.Root[key]
    if "/Info" in opened.trailer:
        del opened.trailer["/Info"]
    return save(opened), tuple(converter.findings)


class _Converter:
    """A document on its way. Objects that are shared stay shared: each is made once for each paint."""

    def __init__(self, pdf: Pdf, colours: Colours) -> None:
        self.pdf, self.colours = pdf, colours
        self.ink = InkPaint(colours)
        self.findings: list[Finding] = []
        self.transparent = _is_transparent(pdf)
        self._made: dict[tuple[tuple[int, int], bool], Any] = {}
        self._over: Any = None

    def convert_page(self, page: Any, number: int) -> None:
        """Convert a page in place."""
        resources = page.get("/Resources", Dictionary())
        data = drop_underlines(contents_of(page), find_links(self.pdf, page))
        painted = recolour(data, self.ink, self._spaces(resources), self.pdf)
        page.Contents = self.pdf.make_stream(painted.data)
        page.Resources = self._resources(resources, self.ink)
        if painted.overprints:
            self._add_states(page.Resources)
        self._check_type(painted.type_colours, number)
        for key in list(page.keys()):
            if key not in (*_PAGE_KEYS, "/Contents", "/Resources"):
                del page[key]
        if self.transparent:
            page.Group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceCMYK)

    def _check_type(self, colours: set[tuple[int, int, int]], page: int) -> None:
        """Small type in a mixture of four inks shows coloured edges when the inks do not meet exactly."""
        for rgb in sorted(colours):
            if not self.colours.is_clean(rgb):
                name = "#{:02X}{:02X}{:02X}".format(*rgb)
                text = f"type is set in {name}, which is no colour of the publication"
                self.findings.append(TYPE_COLOUR.at(None, text, page=page))

    def _once(self, thing: Any, paint: AnyPaint, make: Callable[[], Any]) -> Any:
        """The converted form of an object; one that several places refer to is converted once."""
        if not thing.is_indirect:
            return make()
        key = thing.objgen, paint is self.ink
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    def _spaces(self, resources: Any) -> dict[str, Space]:
        """The named colour spaces of a resource dictionary."""
        return {key: read_space(value) for key, value in (resources.get("/ColorSpace") or {}).items()}

    def _resources(self, resources: Any, paint: AnyPaint) -> Any:
        return self._once(resources, paint, lambda: self._make_resources(resources, paint))

    def _make_resources(self, resources: Any, paint: AnyPaint) -> Any:
        made = self.pdf.make_indirect(Dictionary())
        if resources.is_indirect:
            self._made[resources.objgen, paint is self.ink] = made  # before what may lead back here
        parts: dict[str, Callable[[Any], Any]] = {
            "/XObject": lambda thing: self._object(thing, paint),
            "/Pattern": lambda thing: self._pattern(thing, paint),
            "/Shading": lambda thing: self._shading(thing, paint),
            "/ExtGState": lambda thing: self._state(thing, paint),
            "/Font": lambda thing: self._font(thing, paint),
        }
        for key, convert in parts.items():
            found = resources.get(key) or {}
            if len(found):
                made[key] = self._once(found, paint, partial(self._convert_all, found, convert))
        spaces = resources.get("/ColorSpace") or {}
        kept = {name: value for name, value in spaces.items() if read_space(value).is_kept}
        if kept:
            made.ColorSpace = Dictionary(kept)
        return made

    def _convert_all(self, things: Any, convert: Callable[[Any], Any]) -> Any:
        """A part of resources; one that many drawings share stays one."""
        return self.pdf.make_indirect(Dictionary({name: convert(thing) for name, thing in things.items()}))

    def _object(self, thing: Any, paint: AnyPaint) -> Any:
        if thing.get("/Subtype") == Name.Image:
            return self._once(thing, paint, lambda: convert_image(self.pdf, thing, paint))
        return self._once(thing, paint, lambda: self._stream(thing, paint))

    def _stream(self, thing: Any, paint: AnyPaint) -> Any:
        """A form, a tiling pattern or a drawn glyph."""
        made = self.pdf.make_stream(b"")
        if thing.is_indirect:
            self._made[thing.objgen, paint is self.ink] = made
        resources = thing.get("/Resources", Dictionary())
        painted = recolour(thing.read_bytes(), paint, self._spaces(resources), self.pdf)
        made.write(painted.data)
        left_out = {"/Length", "/Filter", "/DecodeParms", "/Resources", "/Group", "/StructParents"}
        for key, value in thing.items():
            if key not in left_out:
                made[key] = value
        if "/Resources" in thing:
            made.Resources = self._resources(resources, paint)
            if painted.overprints:
                self._add_states(made.Resources)
        if "/Group" in thing and self.transparent:
            made.Group = self._group(thing.Group, paint)
        return made

    def _group(self, group: Any, paint: AnyPaint) -> Any:
        made = Dictionary(group)
        if "/CS" in made or paint is not self.ink:
            made.CS = paint.space
        return made

    def _pattern(self, pattern: Any, paint: AnyPaint) -> Any:
        if int(pattern.PatternType) == 1:
            return self._once(pattern, paint, lambda: self._stream(pattern, paint))
        return self._once(pattern, paint, lambda: self._shading_pattern(pattern, paint))

    def _shading_pattern(self, pattern: Any, paint: AnyPaint) -> Any:
        made = Dictionary(pattern)
        made.Shading = self._shading(pattern.Shading, paint)
        if "/ExtGState" in made:
            made.ExtGState = self._state(pattern.ExtGState, paint)
        return self.pdf.make_indirect(made)

    def _shading(self, shading: Any, paint: AnyPaint) -> Any:
        return self._once(shading, paint, lambda: self._make_shading(shading, paint))

    def _make_shading(self, shading: Any, paint: AnyPaint) -> Any:
        """A gradient whose function gives inks."""
        space, kind = read_space(shading.ColorSpace), int(shading.ShadingType)
        if space.is_kept or (space.kind == "grey" and paint is not self.ink):
            return shading
        if kind == 1 or "/Function" not in shading:
            raise UnprintableError(
                f"a gradient of type {kind} that is not made by a function of one number"
            )
        function = convert_function(self.pdf, shading.Function, lambda values: paint.convert(space, values))
        if kind in _MESHES:
            made = copy_stream(self.pdf, shading)
        else:
            made = self.pdf.make_indirect(
                Dictionary({key: shading[key] for key in _SHADING_KEYS if key in shading})
            )
        made.ColorSpace, made.Function = paint.space, function
        if "/Background" in shading:
            ground = [float(value) for value in shading.Background]
            made.Background = Array([round(value, 4) for value in paint.convert(space, ground)])
        return made

    def _state(self, state: Any, paint: AnyPaint) -> Any:
        """A graphics state; overprinting is decided here and nowhere else."""
        return self._once(state, paint, lambda: self._make_state(state, paint))

    def _make_state(self, state: Any, paint: AnyPaint) -> Any:
        left_out = {"/OP", "/op", "/OPM", "/TR", "/TR2", "/HTP", "/BG", "/BG2", "/UCR", "/UCR2"}
        made = Dictionary({key: value for key, value in state.items() if key not in left_out})
        mask = made.get("/SMask")
        if isinstance(mask, Dictionary):
            made.SMask = self._soft_mask(mask)
        return self.pdf.make_indirect(made)

    def _soft_mask(self, mask: Any) -> Any:
        """A mask by lightness is drawn in greys; of a mask by opacity the colours do not matter."""
        made = Dictionary(mask)
        paint: AnyPaint = GreyPaint() if str(mask.S) == "/Luminosity" else self.ink
        group = mask.G
        made.G = self._once(group, paint, lambda: self._stream(group, paint))
        if "/BC" in made:
            count = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}[len(mask.BC)]
            ground = [float(value) for value in mask.BC]
            made.BC = Array([round(value, 4) for value in paint.convert(read_space(Name(count)), ground)])
        return made

    def _font(self, font: Any, paint: AnyPaint) -> Any:
        """A font; one whose glyphs are drawings (Type 3) is converted like other drawings."""
        if font.get("/Subtype") != Name.Type3:
            return font
        return self._once(font, paint, lambda: self._drawn_font(font, paint))

    def _drawn_font(self, font: Any, paint: AnyPaint) -> Any:
        made = self.pdf.make_indirect(Dictionary(font))
        if "/Resources" in font:
            made.Resources = self._resources(font.Resources, paint)
        glyphs = {name: self._object(glyph, paint) for name, glyph in font.CharProcs.items()}
        made.CharProcs = Dictionary(glyphs)
        return made

    def _add_states(self, resources: Any) -> None:
        """The graphics states before and after black type (ISO 32000-1, 8.6.7.3: mode 1 leaves the inks
        alone that a colour does not have)."""
        if self._over is None:
            on = Dictionary(Type=Name.ExtGState, OP=True, op=True, OPM=1)
            off = Dictionary(Type=Name.ExtGState, OP=False, op=False, OPM=0)
            self._over = self.pdf.make_indirect(on), self.pdf.make_indirect(off)
        if "/ExtGState" not in resources:
            resources.ExtGState = Dictionary()
        resources.ExtGState[OVERPRINT], resources.ExtGState[KNOCKOUT] = self._over


def _is_transparent(pdf: Pdf) -> bool:
    """Whether anything shines through: where nothing does, groups mean nothing and are left out."""
    for resources in resources_of(pdf):
        states = [state for _, state in (resources.get("/ExtGState") or {}).items()]
        patterns = (pattern for _, pattern in (resources.get("/Pattern") or {}).items())
        states += (pattern.ExtGState for pattern in patterns if "/ExtGState" in pattern)
        pictures = (drawn for _, drawn in (resources.get("/XObject") or {}).items())
        if any(map(_shines, states)) or any("/SMask" in picture for picture in pictures):
            return True
    return False


def _shines(state: Any) -> bool:
    if float(state.get("/ca", 1)) < 1 or float(state.get("/CA", 1)) < 1:
        return True
    if state.get("/SMask", Name("/None")) != Name("/None"):
        return True
    return state.get("/BM", Name.Normal) not in (Name.Normal, Name.Compatible)
