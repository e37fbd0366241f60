"""Fonts of a PDF page → fonts that a browser can use, so that text stays text.

A PDF shows glyphs by number; a browser finds them by character. Where one character has several glyphs
(“f” alone and the “f” of a joined “ffi”) a font is split into *faces*, each of which maps a character to
one glyph. The second and third letter of a joined glyph are shown by an empty glyph.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pikepdf import Name

from booklet.press.svg_faults import UnsupportedError
from booklet.press.svg_geometry import Matrix, Segment, transform
from booklet.press.words import unicode_map

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

BLANK = -1
"""In place of a glyph number: a glyph that shows nothing and takes no room."""

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]")

MEDIA_TYPE = "font/woff"

EPOCH = 2_082_844_800
"""1970-01-01 in the seconds that fonts count, from 1904: a font has to have dates."""


@dataclass
class Program:
    """One embedded font program and the faces that the page needs of it."""

    family: str
    data: bytes
    faces: list[dict[str, int]] = field(default_factory=list)

    def face(self, character: str, glyph: int) -> int:
        """The number of the face that shows a glyph for a character; made when there is none yet."""
        for index, letters in enumerate(self.faces):
            if letters.setdefault(character, glyph) == glyph:
                return index
        self.faces.append({character: glyph})
        return len(self.faces) - 1


@dataclass(frozen=True)
class Font:
    """A composite font of a page: the text of its glyphs, and how far each moves on (1/1000 em)."""

    program: Program
    texts: dict[int, str]
    widths: dict[int, float]
    default_width: float

    def width(self, glyph: int) -> float:
        """The advance of a glyph in thousandths of an em."""
        return self.widths.get(glyph, self.default_width)

    def text(self, glyph: int) -> str:
        """The characters of a glyph; none when the font does not say."""
        return _CONTROLS.sub(" ", self.texts.get(glyph, ""))

    def spell(self, glyph: int) -> list[tuple[int, str]]:
        """The characters of a glyph, each with the number of the face that shows it."""
        return [
            (self.program.face(character, BLANK if index else glyph), character)
            for index, character in enumerate(self.text(glyph))
        ]


class FontShelf:
    """All fonts of a page, each program once."""

    def __init__(self) -> None:
        self.programs: dict[bytes, Program] = {}
        self._fonts: dict[tuple[int, int], Font] = {}
        self._opened: dict[int, TTFont] = {}

    def font(self, source: Any) -> Font:
        """Read a font dictionary. Raises :class:`UnsupportedError` for all but the composite TrueType
        fonts with glyph numbers that WeasyPrint writes (ISO 32000-1, 9.7).
        """
        if not source.is_indirect or source.objgen not in self._fonts:
            font = self._read(source)
            if not source.is_indirect:
                return font
            self._fonts[source.objgen] = font
        return self._fonts[source.objgen]

    def _read(self, source: Any) -> Font:
        name = str(source.get("/BaseFont", "/unnamed"))[1:]
        if source.get("/Subtype") != Name.Type0 or source.get("/Encoding") != Name("/Identity-H"):
            raise UnsupportedError(f"font {name} is {source.get('/Subtype')}, not a composite font")
        descendant = source.DescendantFonts[0]
        descriptor = descendant.FontDescriptor
        if "/FontFile2" not in descriptor or descendant.get("/CIDToGIDMap", Name.Identity) != Name.Identity:
            raise UnsupportedError(f"font {name} is not an embedded TrueType font")
        data = descriptor.FontFile2.read_bytes()
        family = str(descriptor.get("/FontFamily", name.partition("+")[2] or name))
        program = self.programs.setdefault(
            hashlib.sha256(data).digest(), Program(family.replace('"', ""), data)
        )
        widths = _read_widths(list(descendant.get("/W", [])))
        return Font(program, unicode_map(source), widths, float(descendant.get("/DW", 1000)))

    def outline(self, program: Program, glyph: int, matrix: Matrix) -> list[Segment]:
        """A glyph's drawing as a path; ``matrix`` takes the em square to the picture."""
        from fontTools.pens.basePen import BasePen

        segments: list[Segment] = []

        class Pen(BasePen):  # type: ignore[misc]
            def _moveTo(self, point: Any) -> None:  # noqa: N802
                segments.append(("M", (point,)))

            def _lineTo(self, point: Any) -> None:  # noqa: N802
                segments.append(("L", (point,)))

            def _curveToOne(self, first: Any, second: Any, third: Any) -> None:  # noqa: N802
                segments.append(("C", (first, second, third)))

            def _closePath(self) -> None:  # noqa: N802
                segments.append(("Z", ()))

        opened = self._open(program)
        glyphs = opened.getGlyphSet()
        glyphs[opened.getGlyphName(glyph)].draw(Pen(glyphs))
        em = opened["head"].unitsPerEm
        small = (1 / em, 0.0, 0.0, 1 / em, 0.0, 0.0)
        return transform(transform(segments, small), matrix)

    def _open(self, program: Program) -> TTFont:
        if id(program) not in self._opened:
            from fontTools.ttLib import TTFont

            self._opened[id(program)] = TTFont(BytesIO(program.data), recalcTimestamp=False)
        return self._opened[id(program)]

    def style_sheet(self, prefix: str) -> str:
        """The ``@font-face`` rules and one class for each face (see :func:`face_class`).

        A family is named by its content, so that pictures in one document do not disturb each other;
        readers of SVG that ignore embedded fonts fall back on the family's own name.
        """
        rules: list[str] = []
        for number, program in enumerate(self.programs.values()):
            for index, letters in enumerate(program.faces):
                data = _build_face(self._open(program), letters)
                family = f"{program.family} {hashlib.sha256(data).hexdigest()[:8]}"
                rules.append(
                    f'@font-face{{font-family:"{family}";'
                    f"src:url(data:{MEDIA_TYPE};base64,{b64encode(data).decode('ascii')})}}"
                )
                name = face_class(prefix, number, index)
                rules.append(f'.{name}{{font-family:"{family}","{program.family}",sans-serif}}')
        return "\n".join(rules)

    def number(self, program: Program) -> int:
        """The position of a program on the shelf."""
        return list(self.programs.values()).index(program)


def face_class(prefix: str, program: int, face: int) -> str:
    """The class of text that is shown with a face of a program."""
    return f"{prefix}f{program}" + (f"-{face}" if face else "")


def _read_widths(parts: list[Any]) -> dict[int, float]:
    """Glyph → width from a /W array in both its forms (ISO 32000-1, 9.7.4.3)."""
    made: dict[int, float] = {}
    while parts:
        first = int(parts.pop(0))
        following = parts.pop(0)
        if isinstance(following, int):
            width = float(parts.pop(0))
            made.update(dict.fromkeys(range(first, following + 1), width))
        else:
            made.update({first + offset: float(width) for offset, width in enumerate(following)})
    return made


def _build_face(opened: TTFont, letters: dict[str, int]) -> bytes:
    """A small font program: the glyphs of some characters, unhinted, with what browsers ask for.

    What a PDF embeds has no table of characters, and after sharing between sections no names either,
    so the font is built anew and only the drawings and widths are taken over.
    """
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.recordingPen import DecomposingRecordingPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    glyphs = opened.getGlyphSet()
    drawings: dict[str, Any] = {".notdef": TTGlyphPen(None).glyph(), "blank": TTGlyphPen(None).glyph()}
    advances = {".notdef": 0, "blank": 0}
    for glyph in sorted({glyph for glyph in letters.values() if glyph != BLANK}):
        name = opened.getGlyphName(glyph)
        recorded = DecomposingRecordingPen(glyphs)
        glyphs[name].draw(recorded)
        pen = TTGlyphPen(None)
        recorded.replay(pen)
        drawings[f"g{glyph}"] = pen.glyph()
        advances[f"g{glyph}"] = opened["hmtx"][name][0]
    builder = FontBuilder(opened["head"].unitsPerEm, isTTF=True)
    builder.setupGlyphOrder(list(drawings))
    characters = {ord(char): "blank" if glyph == BLANK else f"g{glyph}" for char, glyph in letters.items()}
    builder.setupCharacterMap(dict(sorted(characters.items())))
    builder.setupGlyf(drawings)
    lefts = {name: getattr(drawing, "xMin", 0) for name, drawing in drawings.items()}
    builder.setupHorizontalMetrics({name: (advances[name], lefts[name]) for name in drawings})
    ascent, descent = opened["hhea"].ascent, opened["hhea"].descent
    builder.setupHorizontalHeader(ascent=ascent, descent=descent)
    builder.setupNameTable({"familyName": "Subset", "styleName": "Regular"})
    builder.setupOS2(
        sTypoAscender=ascent,
        sTypoDescender=descent,
        usWinAscent=max(ascent, 0),
        usWinDescent=max(-descent, 0),
    )
    builder.setupPost(keepGlyphNames=False)
    made = BytesIO()
    builder.font.flavor = "woff"
    builder.font.recalcTimestamp = False
    builder.font["head"].created = builder.font["head"].modified = EPOCH
    builder.save(made)
    return made.getvalue()
