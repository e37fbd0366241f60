"""The graphics state of a content stream (ISO 32000-1, 8.4), as far as our pages use it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from booklet.press.svg_faults import UnsupportedError
from booklet.press.svg_fonts import Font
from booklet.press.svg_geometry import UNIT, Matrix, is_even, scale_of, write
from booklet.press.svg_sheet import Clip

_CAPS = ("", ' stroke-linecap="round"', ' stroke-linecap="square"')
_JOINS = ("", ' stroke-linejoin="round"', ' stroke-linejoin="bevel"')
_IGNORED = {"/Type", "/OP", "/op", "/OPM", "/SA", "/AIS"}
"""Settings of overprinting and of devices, which show nothing on a screen."""


@dataclass
class State:
    """Everything that ``q`` keeps and ``Q`` brings back. Lengths are in the stream's own units."""

    matrix: Matrix = UNIT
    clip: Clip = field(default_factory=Clip)
    mask: str = ""
    fill: str = "#000"
    stroke: str = "#000"
    fill_space: str = "/DeviceGray"
    stroke_space: str = "/DeviceGray"
    fill_alpha: float = 1.0
    stroke_alpha: float = 1.0
    line_width: float = 1.0
    cap: int = 0
    join: int = 0
    miter: float = 10.0
    dash: tuple[float, ...] = ()
    dash_phase: float = 0.0
    font: Font | None = None
    font_size: float = 0.0
    char_space: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    text_mode: int = 0

    def copy(self) -> State:
        """The state to come back to."""
        return replace(self)

    def filling(self) -> str:
        """The attributes of what is filled; black is SVG's own default."""
        made = "" if self.fill == "#000" else f' fill="{self.fill}"'
        return made + ("" if self.fill_alpha == 1 else f' fill-opacity="{write(self.fill_alpha)}"')

    def stroking(self, scale: float) -> str:
        """The attributes of a stroke in coordinates that are ``scale`` times the stream's.

        A width of nought means the thinnest line of the device (8.4.3.2).
        """
        made = f' stroke="{self.stroke}"'
        if self.line_width == 0:
            made += ' vector-effect="non-scaling-stroke"'
        elif self.line_width * scale != 1:
            made += f' stroke-width="{write(self.line_width * scale)}"'
        made += _CAPS[self.cap] + _JOINS[self.join]
        if self.join == 0 and self.miter != 4:  # SVG's own default is 4
            made += f' stroke-miterlimit="{write(self.miter)}"'
        if any(self.dash):
            made += f' stroke-dasharray="{" ".join(write(length * scale) for length in self.dash)}"'
            if self.dash_phase:
                made += f' stroke-dashoffset="{write(self.dash_phase * scale)}"'
        return made + ("" if self.stroke_alpha == 1 else f' stroke-opacity="{write(self.stroke_alpha)}"')

    def stroke_scale(self) -> float | None:
        """How much larger strokes are in the picture; nothing when not alike in all directions."""
        return scale_of(self.matrix) if is_even(self.matrix) else None

    def set_dash(self, operands: Sequence[Any]) -> None:
        """The operator ``d``."""
        self.dash = tuple(float(length) for length in operands[0])
        self.dash_phase = float(operands[1])

    def set_simple(self, settings: Any) -> Any:
        """Take over what a graphics state dictionary says; gives back its soft mask, or nothing.

        Raises :class:`UnsupportedError` for a setting that would change the picture.
        """
        for key, value in settings.items():
            if key == "/ca":
                self.fill_alpha = float(value)
            elif key == "/CA":
                self.stroke_alpha = float(value)
            elif key == "/LW":
                self.line_width = float(value)
            elif key == "/BM" and str(value) not in {"/Normal", "/Compatible"}:
                raise UnsupportedError(f"blend mode {value}")
            elif key not in {"/BM", "/SMask", *_IGNORED}:
                raise UnsupportedError(f"graphics state setting {key}")
        return settings.get("/SMask")
