"""A book-wide figure as a file of its own: its fonts inside, white ground, title and description.

A figure in the booklet leaves its fonts to the typesetting engine. Outside it, a browser or an office
program has to show the same letters without having the fonts, so the letters that the figure uses travel
with it.
"""

from __future__ import annotations

import io
import re
from base64 import b64encode
from collections.abc import Mapping
from html import escape, unescape
from typing import TYPE_CHECKING

from booklet.typeset.figures.chart import FONTS, MM_PER_INCH
from booklet.typeset.palette import colour
from booklet.workspace import digest

if TYPE_CHECKING:
    from booklet.typeset.figures.figure import Figure
    from booklet.workspace import Workspace

MARGIN_MM = 5.0
"""White space round the figure."""

Face = tuple[str, int]
"""A family and a weight, as in :data:`~booklet.typeset.figures.chart.FONTS`."""

_TEXT = re.compile(r'<text style="([^"]*)"[^>]*>([^<]*)</text>')
_FAMILY = re.compile(r"font-family: '([^']+)'")
_WEIGHT = re.compile(r"font-weight: (\d+)")
_ROOT = re.compile(r"<svg [^>]*>")


def used_letters(svg: str) -> dict[Face, str]:
    """The characters set in each font of a drawing, sorted. Raises ``KeyError`` for other fonts."""
    found: dict[Face, set[str]] = {}
    for style, words in _TEXT.findall(svg):
        found.setdefault(_face_of(style), set()).update(unescape(words))
    return {face: "".join(sorted(found[face])) for face in FONTS if face in found}


def _face_of(style: str) -> Face:
    family, weight = _FAMILY.search(style), _WEIGHT.search(style)
    face = (family[1] if family else "", int(weight[1]) if weight else 400)
    if face not in FONTS:
        raise KeyError(f"a figure has text in the unknown font {face[0]!r}, weight {face[1]}")
    return face


def subset_font(data: bytes, letters: str) -> bytes:
    """The part of a font that some characters need, with its kerning and ligatures, as WOFF.

    The same bytes for the same font and letters: the date in the font is kept.
    """
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options(hinting=False, name_IDs=[1, 2], notdef_outline=True)
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=letters)
    subsetter.subset(font)
    font.flavor = "woff"
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()


def write_standalone(figure: Figure, language_tag: str, workspace: Workspace) -> bytes:
    """The figure as SVG that looks the same anywhere. Fonts are read through the workspace.

    Raises ``KeyError`` when the drawing has text in a font that is not the publication's, and
    ``WorkspaceError`` when a font is missing.
    """
    svg = figure.svg.decode()
    faces = {
        face: subset_font(workspace.read(FONTS[face]), letters)
        for face, letters in used_letters(svg).items()
    }
    named = {family: _name_family(family, faces) for family, _ in faces}
    rules = "".join(
        f"@font-face{{font-family:'{named[family]}';font-weight:{weight};"
        f"src:url(data:font/woff;base64,{b64encode(data).decode('ascii')}) format('woff')}}\n"
        for (family, weight), data in faces.items()
    )
    body = _FAMILY.sub(lambda found: f"font-family: '{named[found[1]]}', '{found[1]}', sans-serif", svg)
    start = _ROOT.search(body)
    assert start is not None, "a figure is an SVG document"
    head = _write_head(figure, language_tag, f"<style>{rules}</style>")
    return (body[: start.start()] + head + body[start.end() :]).encode()


def _name_family(family: str, faces: Mapping[Face, bytes]) -> str:
    """A name for the family that tells its letters from those of other figures in the same document."""
    letters = b"".join(data for (name, _), data in sorted(faces.items()) if name == family)
    return f"{family} {digest(letters)[:8]}"


def _write_head(figure: Figure, language_tag: str, style: str) -> str:
    """The opening tag with everything that is there before the drawing."""
    wide, high = figure.width_mm + 2 * MARGIN_MM, figure.height_mm + 2 * MARGIN_MM
    left, *size = (mm / MM_PER_INCH * 72 for mm in (MARGIN_MM, wide, high))
    box = f"{-left:.3f} {-left:.3f} {size[0]:.3f} {size[1]:.3f}"
    name = f"figure-{digest(figure.svg)[:8]}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" version="1.1" width="{wide:.2f}mm" height="{high:.2f}mm" '
        f'viewBox="{box}" role="img" lang="{language_tag}" xml:lang="{language_tag}" '
        f'aria-labelledby="{name}-title" aria-describedby="{name}-desc">\n'
        f' <title id="{name}-title">{escape(figure.title)}</title>\n'
        f' <desc id="{name}-desc">{escape(figure.alt)}</desc>\n'
        f" {style}\n"
        f' <rect x="{-left:.3f}" y="{-left:.3f}" width="{size[0]:.3f}" height="{size[1]:.3f}" '
        f'fill="{colour("white")}"/>'
    )
