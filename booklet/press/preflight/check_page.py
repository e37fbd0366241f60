"""Rules about what stands on a page: texts, glyphs, lines, images, and the content stream itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from booklet.press.preflight.check_colours import shown
from booklet.press.preflight.fonts import NOTDEF, REPLACED, UNMAPPED
from booklet.press.preflight.geometry import Box, grow, touch, within
from booklet.press.preflight.pages import Page
from booklet.press.preflight.pieces import Piece, Walk
from booklet.press.preflight.registry import BOTH, ERROR, INFO, PRINT, SCREEN, WARNING, Check, define
from booklet.press.preflight.subject import Subject
from booklet.press.preflight.values import Fault, Profile

MM = 72 / 25.4
SAFE_MM = 3.0
"""How near to the trim a knife may come."""

HAIRLINE_PT = 0.25
"""The thinnest line that offset printing holds."""

SMALL_PT = 5.0
"""Type below this cannot be read by many, and fills with ink."""

LOW_DPI = {Profile.PRINT: 300.0, Profile.SCREEN: 100.0}
COARSE_DPI = {Profile.PRINT: 150.0, Profile.SCREEN: 60.0}
SMALLEST_PX = 3
"""Images of fewer pixels are plain colours drawn large, not pictures."""

TEXT_OUTSIDE = define(
    "text-outside",
    ERROR,
    "No text is cut off at the trim.",
    "Move the text inwards.",
    PRINT,
)
TEXT_NEAR = define(
    "text-near-trim",
    WARNING,
    "Text keeps 3 mm away from the trim, where the knife may slip.",
    "Move the text inwards.",
    PRINT,
)
HAIRLINE = define(
    "hairline",
    WARNING,
    "Lines are 0.25 pt wide at least; thinner ones break off on a press.",
    "Draw the line at 0.25 pt or more.",
    PRINT,
)
MARKS = define(
    "marks-in-bleed",
    ERROR,
    "Crop marks and other marks stay outside of the bleed.",
    "Set marks off by the width of the bleed.",
    PRINT,
)
IMAGE_LOW = define(
    "image-low",
    WARNING,
    "Images have 300 dpi for the press, and 100 dpi for the screen.",
    "Use a larger version of the image, or show it smaller.",
    BOTH,
)
IMAGE_COARSE = define(
    "image-coarse",
    ERROR,
    "Images have 150 dpi at least for the press, and 60 dpi for the screen: below that the pixels show.",
    "Use a larger version of the image, or show it smaller.",
    BOTH,
)
MISSING_GLYPH = define(
    "missing-glyph",
    ERROR,
    "Every character has a glyph in its font.",
    "Use a font that has the character.",
)
NO_TEXT = define(
    "no-text",
    WARNING,
    "Every glyph says which characters it stands for, so that text can be searched, copied and read aloud.",
    "Export with ToUnicode maps.",
    SCREEN,
)
INVISIBLE = define(
    "invisible-text",
    INFO,
    "No text is invisible.",
    "Nothing to do for the text layer of a scan; delete it otherwise.",
)
SMALL_TEXT = define("small-text", INFO, "Text is 5 pt high at least.", "Set it larger.")
SYNTAX = define(
    "syntax",
    WARNING,
    "Content streams are well-formed.",
    "Export the file again; programs differ in what they make of the mistake.",
)
MISSING_RESOURCE = define(
    "missing-resource",
    ERROR,
    "Everything that a page uses is there: fonts, images, colours.",
    "Export the file again; something will be missing on the page.",
)
FOREIGN = define(
    "foreign-content",
    ERROR,
    "Pages hold neither PostScript nor images that are exchanged at the press.",
    "Export without PostScript, OPI and alternate images.",
)


def check_text_places(subject: Subject, page: Page, walk: Walk) -> Iterator[Fault]:
    """Text well within the trim. What lies outside of the bleed is a note to the printer."""
    trim = page.trim
    safe = grow(trim, -SAFE_MM * MM / page.unit + 0.3)
    for piece in shown(walk):
        if piece.font is None or piece.context in ("mask", "pattern") or piece.alpha == 0:
            continue
        if within(piece.box, safe) or not touch(piece.box, page.bleed, 0.5):
            continue
        area = (page.area(piece.box),)
        if not within(piece.box, trim, 0.5):
            yield Fault(TEXT_OUTSIDE, "a text is cut off at the trim", page.number, area)
        else:
            words = f"a text is {_distance(piece.box, trim) * page.unit / MM:.1f} mm away from the trim"
            yield Fault(TEXT_NEAR, words, page.number, area)


def _distance(inner: Box, outer: Box) -> float:
    sides = (inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3])
    return max(0.0, min(sides))


def check_lines(subject: Subject, page: Page, walk: Walk) -> Iterator[Fault]:
    """Lines that a press can hold, and marks where they belong."""
    trim, bleed = page.trim, page.bleed
    for piece in shown(walk):
        if piece.alpha == 0 or piece.kind not in ("stroke", "fill") or piece.font is not None:
            continue
        if _is_mark(piece, trim, bleed):
            yield Fault(MARKS, "a mark reaches into the bleed", page.number, (page.area(piece.box),))
        width = _line_width(piece, page)
        if width is None or width >= HAIRLINE_PT - 0.005 or not touch(piece.box, bleed):
            continue
        if piece.colour is None or not piece.colour.is_white:
            words = (
                f"a line is {width:.2f} pt wide" if width else "a line is as thin as the device can make it"
            )
            yield Fault(HAIRLINE, words, page.number, (page.area(piece.box),))


def _is_mark(piece: Piece, trim: Box, bleed: Box) -> bool:
    """Whether this is an upright line outside of the trim that comes from beyond the bleed into it."""
    return (
        piece.kind == "stroke"
        and piece.is_upright_box
        and not touch(piece.box, trim, 0.1)
        and touch(piece.box, bleed, 0.1)
        and not within(piece.box, bleed, 0.5)
    )


def _line_width(piece: Piece, page: Page) -> float | None:
    """The width of a stroke, or of an area so thin that it is a line; ``None`` for any other."""
    if piece.kind == "stroke":
        return piece.width_pt
    across, up = piece.box[2] - piece.box[0], piece.box[3] - piece.box[1]
    if piece.is_upright_box and 0 < min(across, up) < HAIRLINE_PT < 10 * HAIRLINE_PT < max(across, up):
        return min(across, up) * page.unit
    return None


def check_images(subject: Subject, page: Page, walk: Walk) -> Iterator[Fault]:
    """Images with enough pixels for their size."""
    low, coarse = LOW_DPI[subject.profile], COARSE_DPI[subject.profile]
    for piece in shown(walk):
        picture = piece.picture
        if (
            picture is None
            or min(picture.width_px, picture.height_px) < SMALLEST_PX
            or picture.dpi >= low - 0.5
        ):
            continue
        rule = IMAGE_COARSE if picture.dpi < coarse else IMAGE_LOW
        words = f"the image {picture.label[:40]} has {picture.dpi:.0f} dpi"
        yield Fault(rule, words, page.number, (page.area(piece.box),))


def check_glyphs(subject: Subject, page: Page, walk: Walk) -> Iterator[Fault]:
    """Glyphs that exist and can be read."""
    for piece in shown(walk):
        if piece.font is None or not piece.flaws:
            continue
        area = (page.area(piece.box),)
        label = piece.font.label[:60]
        if piece.flaws & NOTDEF:
            yield Fault(MISSING_GLYPH, f"a character has no glyph in {label}", page.number, area)
        if piece.flaws & REPLACED:
            yield Fault(MISSING_GLYPH, f"a character in {label} stands for U+FFFD", page.number, area)
    if any("\ufffd" in said for said in walk.actual_texts):
        yield Fault(MISSING_GLYPH, "a text in place of others has U+FFFD", page.number)


def check_unicode(subject: Subject, page: Page, walk: Walk) -> Iterator[Fault]:
    """Glyphs that stand for characters."""
    for piece in shown(walk):
        if piece.font is not None and piece.flaws & UNMAPPED and not piece.is_artifact:
            words = f"glyphs of {piece.font.label[:60]} stand for no characters"
            yield Fault(NO_TEXT, words, page.number, (page.area(piece.box),))


def check_faint_text(subject: Subject, page: Page, walk: Walk) -> Iterator[Fault]:
    """Text that cannot be seen, or hardly."""
    for piece in walk.pieces:
        if piece.is_hidden or piece.font is None:
            continue
        area = (page.area(piece.box),)
        if piece.is_invisible:
            yield Fault(INVISIBLE, "a text is invisible", page.number, area)
        elif 0 < piece.size_pt < SMALL_PT - 0.01 and touch(piece.box, page.trim):
            yield Fault(SMALL_TEXT, f"a text is {piece.size_pt:.1f} pt high", page.number, area)


def check_syntax(subject: Subject, page: Page, walk: Walk) -> Iterator[Fault]:
    """Content that every program reads alike."""
    for mistake in walk.mistakes:
        yield Fault(SYNTAX, mistake, page.number)
    for what in walk.missing:
        yield Fault(MISSING_RESOURCE, f"the page uses {what}, which is not there", page.number)
    if walk.postscript:
        yield Fault(FOREIGN, "the page holds PostScript", page.number)
    if walk.alternates:
        yield Fault(FOREIGN, "an image has alternates that the press may put in its place", page.number)


PAGE: Iterable[Check] = (
    Check((TEXT_OUTSIDE, TEXT_NEAR), check_text_places),
    Check((HAIRLINE, MARKS), check_lines),
    Check((IMAGE_LOW, IMAGE_COARSE), check_images),
    Check((MISSING_GLYPH,), check_glyphs),
    Check((NO_TEXT,), check_unicode),
    Check((INVISIBLE, SMALL_TEXT), check_faint_text),
    Check((SYNTAX, MISSING_RESOURCE, FOREIGN), check_syntax),
)
