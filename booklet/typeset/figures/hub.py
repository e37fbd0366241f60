"""The drawing of a hub: a disc in the middle, cards around it, and the spokes between them as SVG."""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape

from booklet.model.infographic import Hub, Satellite
from booklet.typeset.figures.canvas import number, numbers
from booklet.typeset.figures.frame import CLOSE_TYPE, NORMAL_TYPE, Frame, Type
from booklet.typeset.palette import mix

RADIUS_MM = 17.0
CARD_MM, NARROW_CARD_MM = 59.0, 54.0
"""A card beside the disc, and where a row has three of them."""

ICON_MM = 9.0
_LEAST_HEIGHT = 15.0
_RING, _SPOKE, _DOT = 2.2, 0.7, 1.2


@dataclass(frozen=True)
class Setting:
    """How cards and the words on them are set. The inset is how far from its side a card is reached from
    above: where rows are close, a longer way would lead behind the card over it.
    """

    type: Type
    padding_mm: float
    gap_mm: float
    inset_mm: float


NORMAL = Setting(NORMAL_TYPE, padding_mm=2.6, gap_mm=3.4, inset_mm=8.0)
CLOSE = Setting(CLOSE_TYPE, padding_mm=1.8, gap_mm=2.8, inset_mm=1.4)
"""For the closest steps of a layout; the style sheet has the same values."""


@dataclass(frozen=True)
class HubDrawing:
    """``cards`` follow the items of the hub; ``centre`` is the square around the disc."""

    svg: str
    width_mm: float
    height_mm: float
    centre: Frame
    cards: tuple[Frame, ...]


def card_height(item: Satellite, width_mm: float, setting: Setting) -> float:
    """How high a card has to be for its words and icon."""
    room = width_mm - 3 * setting.padding_mm - ICON_MM
    words = setting.type.height_mm(item.title, item.text, room)
    return max(words, ICON_MM) + 2 * setting.padding_mm


def draw_hub(
    hub: Hub, room_mm: float, colour: str, title: str = "", setting: Setting = NORMAL
) -> HubDrawing:
    """A hub in a room of the given width. ``title`` is what a screen reader says of the drawing.

    The cards stand in rows left and right of the disc, read row by row; the last of an odd number stands
    under the disc.
    """
    sides = len(hub.items) // 2
    last = len(hub.items) % 2 == 1
    wide = NARROW_CARD_MM if last else CARD_MM
    tall = max(_LEAST_HEIGHT, *(card_height(item, wide, setting) for item in hub.items))
    below = tall + setting.gap_mm + _RING if last else 0.0
    least = 2 * (RADIUS_MM + _RING) + below
    height = round(max(sides * tall + (sides - 1) * setting.gap_mm, least), 2)
    middle = (room_mm / 2, (height - below) / 2)
    step = (height - tall) / max(sides - 1, 1)
    cards = []
    for n in range(2 * sides):
        y = (n // 2) * step if sides > 1 else (height - tall) / 2
        cards.append(Frame(0.0 if n % 2 == 0 else room_mm - wide, y, wide, tall))
    if last:
        cards.append(Frame(middle[0] - wide / 2, height - tall, wide, tall))
    # Beside the card under the disc, a spoke to the side of its neighbour would run behind it.
    below_row = 2 * sides - 2 if last else len(cards)
    ends = [
        _anchor(card, middle, setting.inset_mm if n >= below_row else 0.0) for n, card in enumerate(cards)
    ]
    spokes = "".join(_spoke(middle, end, colour) for end in ends)
    ring = mix("#FFFFFF", colour, 0.25)
    name = f"<title>{escape(title)}</title>" if title else ""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {numbers(room_mm, height)}" '
        f'width="{number(room_mm)}mm" height="{number(height)}mm">{name}{spokes}'
        f'<circle cx="{number(middle[0])}" cy="{number(middle[1])}" r="{number(RADIUS_MM + _RING)}" '
        f'fill="{ring}"/><circle cx="{number(middle[0])}" cy="{number(middle[1])}" '
        f'r="{number(RADIUS_MM)}" fill="{colour}"/></svg>'
    )
    side = 2 * RADIUS_MM
    centre = Frame(middle[0] - RADIUS_MM, middle[1] - RADIUS_MM, side, side)
    return HubDrawing(svg, room_mm, height, centre, tuple(cards))


def _anchor(card: Frame, middle: tuple[float, float], inset: float) -> tuple[float, float]:
    """The point beside a card that its spoke reaches, or, with an inset, the one above it."""
    x, y = card.middle
    if card.x < middle[0] < card.right:
        return x, card.y - _DOT
    if inset:
        return (card.right - inset if x < middle[0] else card.x + inset), card.y - _DOT
    return (card.right + _DOT if x < middle[0] else card.x - _DOT), y


def _spoke(middle: tuple[float, float], end: tuple[float, float], colour: str) -> str:
    """A line from the disc to a card, with a dot at the card."""
    way = math.hypot(end[0] - middle[0], end[1] - middle[1])
    share = RADIUS_MM / way
    start = (middle[0] + (end[0] - middle[0]) * share, middle[1] + (end[1] - middle[1]) * share)
    return (
        f'<path d="M{numbers(*start)}L{numbers(*end)}" stroke="{colour}" stroke-width="{number(_SPOKE)}"/>'
        f'<circle cx="{number(end[0])}" cy="{number(end[1])}" r="{number(_DOT)}" fill="{colour}"/>'
    )
