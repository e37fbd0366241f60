"""Rules about colours on their way to the press."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from booklet.press.preflight.colours import ALL, NONE, PROCESS, Colour, Space
from booklet.press.preflight.geometry import touch
from booklet.press.preflight.pages import Page
from booklet.press.preflight.pieces import Piece, Walk
from booklet.press.preflight.registry import ERROR, INFO, PRINT, WARNING, Check, define
from booklet.press.preflight.subject import Subject
from booklet.press.preflight.values import Fault

MANY_PAIRS = 1_000_000
"""More boxes than that are not held against each other: the page is measured."""

INK_LIMIT = 3.0
"""All inks together, 1 for a full one: what coated paper takes (FOGRA39, 300 % profile)."""

INK_AREA_PT2 = 120.0
"""Smaller spots dry in time: about 15 mm² (the area over which the Ghent Workgroup measures ink)."""

NAMES = {
    "text": "a text",
    "fill": "an area",
    "stroke": "a line",
    "image": "an image",
    "shading": "a gradient",
}
CONTEXTS = {"": "", "pattern": " in a pattern", "mask": " in a soft mask", "glyph": " in a glyph"}

RGB = define(
    "rgb",
    ERROR,
    "Everything for the press is in inks: CMYK, grey or a spot colour, and nothing in RGB or Lab.",
    "Convert the colours with the profile of the press, black text to black alone.",
    PRINT,
)
BLEND_SPACE = define(
    "blend-space",
    ERROR,
    "Transparent objects for the press are blended in inks.",
    "Set the blending space of the page and of its groups to CMYK.",
    PRINT,
)
SPOT = define(
    "spot-colour",
    WARNING,
    "There are no inks but cyan, magenta, yellow and black.",
    "Convert the spot colour, or order the ink.",
    PRINT,
)
REGISTRATION = define(
    "registration-colour",
    ERROR,
    "The colour of crop marks, which is on every plate, is used for nothing within the bleed.",
    "Use black; keep marks outside of the bleed.",
    PRINT,
)
INK = define(
    "ink",
    ERROR,
    "All inks together cover the paper with 300 % at most.",
    "Convert the colours with a profile that limits the ink; darken with black instead of all four inks.",
    PRINT,
)
RICH_BLACK = define(
    "rich-black-text",
    WARNING,
    "Black text is printed with black ink alone.",
    "Set the text in 0/0/0/100; four plates never meet so exactly that small letters stay sharp.",
    PRINT,
)
BLACK_OVERPRINT = define(
    "black-overprint",
    INFO,
    "Black text is printed over what lies below, which leaves no white edges around letters.",
    "Set overprint on (op true, OPM 1) for text in 0/0/0/100.",
    PRINT,
)
WHITE_OVERPRINT = define(
    "white-overprint",
    WARNING,
    "Nothing white is set to overprint: it would not be printed at all.",
    "Switch overprint off for white objects.",
    PRINT,
)
TRANSFER = define(
    "transfer-function",
    WARNING,
    "The file leaves tone curves, black generation and under-colour removal to the press.",
    "Export without transfer functions.",
    PRINT,
)


def say_piece(piece: Piece) -> str:
    """What a piece is, in words: “a text”, “an image in a pattern”."""
    return NAMES[piece.kind] + CONTEXTS[piece.context]


def shown(walk: Walk) -> Iterator[Piece]:
    """The pieces that are printed."""
    return (piece for piece in walk.pieces if not piece.is_hidden and not piece.is_invisible)


def _space(piece: Piece) -> Space | None:
    return piece.colour.space if piece.colour is not None else piece.space


def check_rgb(subject: Subject, page: Page, walk: Walk) -> Iterator[Fault]:
    """No RGB, however deep it lies."""
    for piece in shown(walk):
        space = _space(piece)
        if space is not None and space.has_rgb:
            yield Fault(RGB, f"{say_piece(piece)} is in {space.name}", page.number, (page.area(piece.box),))


def check_groups(subject: Subject, page: Page, walk: Walk) -> Iterator[Fault]:
    """Groups that blend in inks."""
    for space, place in walk.groups:
        if space is not None and space.has_rgb:
            words = f"a transparency group blends in {space.name}"
            yield Fault(BLEND_SPACE, words, page.number, (page.area(place),))


def check_inks(subject: Subject, page: Page, walk: Walk) -> Iterator[Fault]:
    """Spot colours, and the colour of marks."""
    for piece in shown(walk):
        space = _space(piece)
        while space is not None and not space.inks:
            space = space.base
        if space is None:
            continue
        area = (page.area(piece.box),)
        if ALL in space.inks:
            if touch(piece.box, page.bleed, 0.1) and piece.colour is not None and not piece.colour.is_white:
                words = f"{say_piece(piece)} within the bleed is in the colour of marks (All)"
                yield Fault(REGISTRATION, words, page.number, area)
        else:
            for ink in sorted({*space.inks} - {*PROCESS, NONE}):
                yield Fault(SPOT, f"{say_piece(piece)} needs the ink “{ink[:60]}”", page.number, area)


def _is_plain_black(colour: Colour) -> bool:
    inks = colour.inks()
    return inks is not None and inks[3] >= 0.99 and sum(inks[:3]) < 0.01


def is_rich_black(colour: Colour) -> bool:
    """Whether this is black or nearly black of several inks."""
    inks = colour.inks()
    if inks is None:
        return False
    return (inks[3] >= 0.9 and sum(inks[:3]) > 0.05) or (inks[3] >= 0.5 and min(inks[:3]) >= 0.5)


def check_black(subject: Subject, page: Page, walk: Walk) -> Iterator[Fault]:
    """Black text on one plate, printed over what lies below; nothing white that would vanish."""
    for piece in shown(walk):
        if piece.colour is None or piece.alpha == 0:
            continue
        area = (page.area(piece.box),)
        if piece.kind == "text":
            if is_rich_black(piece.colour):
                said = "/".join(f"{value * 100:.0f}" for value in piece.colour.inks() or ())
                yield Fault(RICH_BLACK, f"a text is in {said}", page.number, area)
            elif _is_plain_black(piece.colour) and not (piece.overprints and _keeps_others(piece)):
                yield Fault(BLACK_OVERPRINT, "a black text does not overprint", page.number, area)
        if piece.overprints and piece.colour.is_white and piece.colour.space.family != "RGB":
            yield Fault(WHITE_OVERPRINT, f"{say_piece(piece)} is white and overprints", page.number, area)


def _keeps_others(piece: Piece) -> bool:
    """Whether overprinting leaves the other plates alone (ISO 32000-1, 8.6.7): always for a separation or
    device grey, and for DeviceCMYK in mode 1.
    """
    assert piece.colour is not None
    space = piece.colour.space
    return (
        space.family == "spot" or (space.is_device and piece.overprint_mode == 1) or space.components == 1
    )


def check_ink(subject: Subject, page: Page, walk: Walk) -> Iterator[Fault]:
    """Ink that can be computed; where it has to be measured, the walk says so."""
    plain: list[tuple[float, Piece]] = []
    over: list[tuple[float, Piece]] = []
    is_heavy = False
    for piece in shown(walk):
        if piece.context == "mask" or piece.alpha == 0 or not touch(piece.box, page.bleed):
            continue
        total = _total(piece)
        if total is None or piece.blend not in ("Normal", "Compatible"):
            space = _space(piece)
            is_heavy = is_heavy or not (space is not None and space.has_rgb)
            continue
        (over if piece.overprints else plain).append((total, piece))
        size = (piece.box[2] - piece.box[0]) * (piece.box[3] - piece.box[1])
        if total > INK_LIMIT + 0.005 and size >= INK_AREA_PT2:
            words = f"{say_piece(piece)} has {total * 100:.0f} % of ink"
            yield Fault(INK, words, page.number, (page.area(piece.box),))
    if is_heavy or _adds_up(plain, over):
        walk.is_heavy = True


def _total(piece: Piece) -> float | None:
    """The most ink of a piece alone, 1 for a full one; ``None`` when that cannot be told."""
    if piece.colour is not None:
        return piece.colour.total
    if piece.kind == "image":
        return 1.0 if piece.space is not None and piece.space.family == "grey" else None
    return piece.ramp


def _adds_up(plain: list[tuple[float, Piece]], over: list[tuple[float, Piece]]) -> bool:
    """Whether what overprints may come to more ink than the limit, together with what lies below it."""
    if not over:
        return False
    most = max(total for total, _ in over)
    if len(over) > 1 and len({piece.colour for _, piece in over}) > 1:
        most = sum({piece.colour: total for total, piece in over}.values())
    below = {piece.box for total, piece in plain if total + most > INK_LIMIT}
    above = {piece.box for _, piece in over}
    if most > INK_LIMIT or len(below) * len(above) > MANY_PAIRS:
        return True
    return any(touch(one, other) for one in above for other in below)


def check_settings(subject: Subject, page: Page, walk: Walk) -> Iterator[Fault]:
    """Nothing that would change tones at the press."""
    for setting, place in walk.settings:
        words = f"the graphics state has the setting {setting}"
        yield Fault(TRANSFER, words, page.number, (page.area(place),))


PAGE: Iterable[Check] = (
    Check((RGB,), check_rgb),
    Check((BLEND_SPACE,), check_groups),
    Check((SPOT, REGISTRATION), check_inks),
    Check((RICH_BLACK, BLACK_OVERPRINT, WHITE_OVERPRINT), check_black),
    Check((INK,), check_ink),
    Check((TRANSFER,), check_settings),
)
