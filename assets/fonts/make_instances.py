"""Make the static fonts of this folder out of the variable ones (see README.md). Not part of the program.

Usage: ``python make_instances.py SOURCE_FOLDER TARGET_FOLDER``, where the source folder holds the variable
fonts. The same sources give the same bytes: nothing is stamped with the time of the run.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph
from fontTools.varLib import instancer

INSTANCES = (
    ("SofiaSans[wght].ttf", "Sofia Sans", 700, "Bold"),
    ("SofiaSans[wght].ttf", "Sofia Sans", 800, "ExtraBold"),
    ("SourceSans3[wght].ttf", "Source Sans 3", 400, "Regular"),
    ("SourceSans3[wght].ttf", "Source Sans 3", 600, "SemiBold"),
    ("SourceSans3[wght].ttf", "Source Sans 3", 700, "Bold"),
    ("SourceSans3-Italic[wght].ttf", "Source Sans 3", 400, "Italic"),
)
WINDOWS_ENGLISH = (3, 1, 0x409)
STYLE_BITS = 1 | 1 << 5 | 1 << 6
"""The bits of OS/2.fsSelection that say italic, bold and regular."""

HYPHENS = (0x2010, 0x2011)
"""The hyphen that breaks a word, and the one that does not: drawn like the hyphen of the keyboard."""

NARROW_SPACE, NARROW_PART = 0x202F, 0.6
"""French sets it before “;”, “!” and “?”; as wide as this part of a space (as in Source Sans 3)."""


def make_instance(source: Path, target: Path, family: str, weight: int, style: str) -> None:
    """Write one static font with every glyph of the source."""
    font = TTFont(source, recalcTimestamp=False)
    instancer.instantiateVariableFont(font, {"wght": weight}, inplace=True, updateFontNames=True)
    _name(font, family, style)
    italic, bold = style == "Italic", weight == 700
    regular = weight == 400 and not italic
    font["OS/2"].usWeightClass = weight
    kept = font["OS/2"].fsSelection & ~STYLE_BITS
    font["OS/2"].fsSelection = kept | italic | bold << 5 | regular << 6
    font["head"].macStyle = bold | italic << 1
    _complete(font)
    if "STAT" in font:
        del font["STAT"]
    font.save(target, reorderTables=True)


def _complete(font: TTFont) -> None:
    """Add the hyphens and the narrow space that a font lacks, made of its own hyphen and space."""
    known = font.getBestCmap()
    added = {code: known[0x2D] for code in HYPHENS if code not in known}
    if NARROW_SPACE not in known:
        name = f"uni{NARROW_SPACE:04X}"
        font.setGlyphOrder([*font.getGlyphOrder(), name])
        font["glyf"][name] = Glyph()
        font["hmtx"][name] = (round(font["hmtx"][known[0x20]][0] * NARROW_PART), 0)
        added[NARROW_SPACE] = name
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update(added)


def _name(font: TTFont, family: str, style: str) -> None:
    """Give all styles one family name, so that a weight in CSS is enough to choose among them."""
    names = font["name"]
    version = names.getDebugName(5)
    for number in (16, 17, 21, 22, 25):
        names.removeNames(nameID=number)
    names.names = [record for record in names.names if record.platformID == 3]
    postscript = f"{family.replace(' ', '')}-{style}"
    for number, text in (
        (1, family),
        (2, style),
        (3, f"{version};{postscript}"),
        (4, f"{family} {style}"),
        (6, postscript),
    ):
        names.removeNames(nameID=number)
        names.setName(text, number, *WINDOWS_ENGLISH)


if __name__ == "__main__":
    sources, targets = Path(sys.argv[1]), Path(sys.argv[2])
    for file, family, weight, style in INSTANCES:
        target = targets / f"{family.replace(' ', '')}-{style}.ttf"
        make_instance(sources / file, target, family, weight, style)
