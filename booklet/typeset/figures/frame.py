"""Rectangles of a drawing, and about how many lines a text takes in one.

Drawings with real text on them have boxes of a height that is known before the text is set. The estimate
is generous; a text that needs more than its box is found by the checks of the laid-out page.
"""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import normalize

from booklet.typeset.figures.canvas import number

MM_PER_PT = 25.4 / 72

_WIDTHS = {
    " ": 0.2,
    **dict.fromkeys("ijlI.,:;'’!|()[]·", 0.28),
    **dict.fromkeys("rtf-/“”‘", 0.4),
    **dict.fromkeys("mMWw%@", 0.82),
    **dict.fromkeys("ιΙії", 0.34),
    **dict.fromkeys("φψωΜΦΨжтшщюфЖМШЩЮФ", 0.85),
}
"""Advance widths in em, rounded up from Source Sans 3 and Sofia Sans; other letters see below."""

_CAPITAL, _LETTER = 0.64, 0.55


@dataclass(frozen=True)
class Frame:
    """A rectangle in millimetres from the drawing's top left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    @property
    def middle(self) -> tuple[float, float]:
        """The point in the middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    @property
    def style(self) -> str:
        """The frame as CSS declarations for an absolutely placed box."""
        x, y, width, height = map(number, (self.x, self.y, self.width, self.height))
        return f"left:{x}mm;top:{y}mm;width:{width}mm;height:{height}mm"

    @property
    def variables(self) -> str:
        """The frame as CSS variables, for the steps that show the closer one of two drawings."""
        x, y, width, height = map(number, (self.x, self.y, self.width, self.height))
        return f"--close-left:{x}mm;--close-top:{y}mm;--close-width:{width}mm;--close-height:{height}mm"

    def overlaps(self, other: Frame, gap: float = 0.0) -> bool:
        """Whether two frames come nearer to each other than a gap."""
        return (
            self.x < other.right + gap
            and other.x < self.right + gap
            and self.y < other.bottom + gap
            and other.y < self.bottom + gap
        )


def width_mm(text: str, size_pt: float) -> float:
    """About how wide a text is on one line, rather too wide than too narrow."""
    return sum(map(_em, text)) * size_pt * MM_PER_PT


def _em(character: str) -> float:
    # A letter with a mark is as wide as without.
    bare = character if character.isascii() else normalize("NFD", character)[0]
    known = _WIDTHS.get(bare)
    if known is not None:
        return known
    return _CAPITAL if bare.isupper() else _LETTER


def count_lines(text: str, room_mm: float, size_pt: float) -> int:
    """How many lines a text takes when it breaks between words, and within those wider than a line; 0 for
    no text.
    """
    lines, used = 0, room_mm
    space = width_mm(" ", size_pt)
    for word in text.split():
        width = width_mm(word, size_pt)
        if used + space + width > room_mm:
            whole = int(width / room_mm) if width > room_mm else 0
            lines, used = lines + 1 + whole, width - whole * room_mm
        else:
            used += space + width
    return lines


def height_mm(text: str, room_mm: float, size_pt: float, leading_pt: float) -> float:
    """About how high a text is when it is set to a width."""
    return count_lines(text, room_mm, size_pt) * leading_pt * MM_PER_PT


@dataclass(frozen=True)
class Type:
    """How the title and the text in a box are set: sizes and leadings in points, as in the style sheet."""

    title_pt: float
    title_leading_pt: float
    text_pt: float
    text_leading_pt: float

    def height_mm(self, title: str, text: str | None, room_mm: float) -> float:
        """About how high a title is with its text below."""
        words = height_mm(title, room_mm, self.title_pt, self.title_leading_pt)
        return words + (0.8 + height_mm(text, room_mm, self.text_pt, self.text_leading_pt) if text else 0.0)


NORMAL_TYPE, CLOSE_TYPE = Type(9.5, 11.5, 8.25, 10.75), Type(8.5, 10.0, 7.75, 9.5)
