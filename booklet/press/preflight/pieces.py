"""What a page shows, piece by piece: the one list from which all rules about pages are kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from booklet.press.preflight.colours import Colour, Space
from booklet.press.preflight.fonts import Font
from booklet.press.preflight.geometry import Box

Kind = Literal["text", "fill", "stroke", "image", "shading"]

Mark = tuple[tuple[int, int] | None, int]
"""A marked content: the form that holds it (``None`` for the page itself), and its number (``MCID``)."""


@dataclass(frozen=True)
class Picture:
    """An image: its pixels, how many of them come on an inch, and how its colours are stored."""

    width_px: int
    height_px: int
    dpi: float
    bits: int
    is_stencil: bool
    space: Space | None
    label: str
    has_mask: bool = False


@dataclass(slots=True)
class Piece:
    """Something painted. ``box`` is the part of it that can be seen, in user space.

    ``colour`` is that of a fill, stroke, text or stencil; ``space`` that of an image or shading.
    ``context`` is empty for what is painted directly, else “pattern”, “mask” or “glyph”.
    """

    kind: Kind
    box: Box
    colour: Colour | None = None
    space: Space | None = None
    width_pt: float = 0.0
    is_upright_box: bool = False
    overprints: bool = False
    overprint_mode: int = 0
    blend: str = "Normal"
    alpha: float = 1.0
    context: str = ""
    is_hidden: bool = False
    is_artifact: bool = False
    mark: Mark | None = None
    picture: Picture | None = None
    font: Font | None = None
    size_pt: float = 0.0
    flaws: int = 0
    is_invisible: bool = False
    ramp: float | None = None
    """The most ink of a shading, 1 for a full one, when that can be told."""

    @property
    def needs_tag(self) -> bool:
        """Whether a screen reader has to know of it, or that it is decoration."""
        return not (self.is_artifact or self.is_hidden or self.context in ("pattern", "mask", "glyph"))

    @property
    def said(self) -> str:
        """What a screen reader would have to do with, in words."""
        return "a text" if self.font else "something drawn"


@dataclass
class Walk:
    """A page that was walked through: its pieces, and what is wrong with its content stream.

    ``mistakes`` maps a mistake in words to how often it was made; ``groups`` are the colour spaces of
    transparency groups with the place where each is painted.
    """

    pieces: list[Piece] = field(default_factory=list)
    mistakes: dict[str, int] = field(default_factory=dict)
    missing: dict[str, int] = field(default_factory=dict)
    groups: list[tuple[Space | None, Box]] = field(default_factory=list)
    settings: list[tuple[str, Box]] = field(default_factory=list)
    """Settings of the graphics state that no press wants, such as transfer functions."""
    has_transparency: bool = False
    is_heavy: bool = False
    """Whether the ink has to be measured, since it cannot be computed."""
    stopped: str = ""
    """Why the walk was not finished, in words; empty when it was."""
    actual_texts: list[str] = field(default_factory=list)
    postscript: int = 0
    fonts: dict[int, Font] = field(default_factory=dict)
    alternates: int = 0

    def note(self, mistake: str) -> None:
        """Count a mistake."""
        if len(self.mistakes) < 20 or mistake in self.mistakes:
            self.mistakes[mistake] = self.mistakes.get(mistake, 0) + 1

    def miss(self, what: str) -> None:
        """Count the use of a resource that is not there."""
        if len(self.missing) < 20 or what in self.missing:
            self.missing[what] = self.missing.get(what, 0) + 1


@dataclass
class State:
    """The graphics state (ISO 32000-1, 8.4), as far as any rule asks for it."""

    matrix: tuple[float, float, float, float, float, float]
    clip: Box
    fill: Colour
    stroke: Colour
    line_width: float = 1.0
    font: Font | None = None
    font_size: float = 0.0
    char_space: float = 0.0
    word_space: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    text_mode: int = 0
    fill_overprints: bool = False
    stroke_overprints: bool = False
    overprint_mode: int = 0
    fill_alpha: float = 1.0
    stroke_alpha: float = 1.0
    blend: str = "Normal"

    def copy(self) -> State:
        """The state as it is now, to come back to."""
        made = State.__new__(State)
        made.__dict__.update(self.__dict__)
        return made
