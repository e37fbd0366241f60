"""What colours become: inks on the page, greys in a soft mask that goes by lightness."""

from __future__ import annotations

from collections.abc import Sequence

from pikepdf import Name

from booklet.press.print.colours import Colours
from booklet.press.print.condition import Cmyk, Rgb
from booklet.press.print.content import write_numbers
from booklet.press.print.limit import limit_inks
from booklet.press.print.spaces import Space


class InkPaint:
    """Colours become mixtures of inks. Greys are black ink alone, and black type overprints."""

    overprints = True
    space = Name.DeviceCMYK

    def __init__(self, colours: Colours) -> None:
        self.colours = colours

    def write(self, rgb: Rgb, *, stroke: bool) -> bytes:
        """The operator that sets an RGB colour."""
        return self._write(self.colours.inks(rgb), stroke=stroke)

    def write_grey(self, grey: float, *, stroke: bool) -> bytes:
        """The operator that sets a grey, 1 being white."""
        return self._write((0.0, 0.0, 0.0, 1 - min(max(grey, 0.0), 1.0)), stroke=stroke)

    def write_inks(self, inks: Sequence[float], *, stroke: bool) -> bytes:
        """The operator that sets a mixture that is one already, within the ink limit."""
        return self._write(self._limited(inks), stroke=stroke)

    def convert(self, space: Space, values: Sequence[float]) -> Cmyk:
        """The inks of a colour of some space."""
        if space.kind == "grey":
            return 0.0, 0.0, 0.0, 1 - values[0]
        if space.kind == "inks":
            return self._limited(values)
        return self.colours.inks(space.to_rgb(tuple(values)))

    def _limited(self, inks: Sequence[float]) -> Cmyk:
        cyan, magenta, yellow, black = inks
        return limit_inks((cyan, magenta, yellow, black), self.colours.limit)

    def _write(self, inks: Cmyk, *, stroke: bool) -> bytes:
        return write_numbers(inks) + (b" K" if stroke else b" k")


class GreyPaint:
    """Colours become the lightness that a luminosity mask takes of them (ISO 32000-1, 11.5.3)."""

    overprints = False
    space = Name.DeviceGray

    def write(self, rgb: Rgb, *, stroke: bool) -> bytes:
        """The operator that sets an RGB colour."""
        return self.write_grey(lightness(rgb), stroke=stroke)

    def write_grey(self, grey: float, *, stroke: bool) -> bytes:
        """The operator that sets a grey, 1 being white."""
        return write_numbers([grey]) + (b" G" if stroke else b" g")

    def write_inks(self, inks: Sequence[float], *, stroke: bool) -> bytes:
        """The operator that sets a mixture of inks."""
        return self.write_grey(self._grey_of(inks), stroke=stroke)

    def convert(self, space: Space, values: Sequence[float]) -> tuple[float]:
        """The grey of a colour of some space."""
        if space.kind == "inks":
            return (self._grey_of(values),)
        return (lightness(space.to_rgb(tuple(values))),)

    def _grey_of(self, inks: Sequence[float]) -> float:
        red, green, blue = ((1 - ink) * (1 - inks[3]) * 255 for ink in inks[:3])
        return lightness((round(red), round(green), round(blue)))


def lightness(rgb: Rgb) -> float:
    """How light a mask takes a colour to be, 0 to 1."""
    red, green, blue = rgb
    return (0.3 * red + 0.59 * green + 0.11 * blue) / 255


AnyPaint = InkPaint | GreyPaint
