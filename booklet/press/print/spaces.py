"""Colour spaces (ISO 32000-1, 8.6): which become inks, and which are kept as they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pikepdf import Array, Name

from booklet.press.print.condition import Rgb

Kind = Literal["rgb", "grey", "inks", "lab", "pattern", "spot", "indexed"]


class UnprintableError(Exception):
    """Something that has no form in print; the message says what."""


@dataclass(frozen=True)
class Space:
    """A colour space. ``white`` and ``range`` are those of a Lab space."""

    kind: Kind
    white: tuple[float, ...] = (0.96422, 1.0, 0.82521)
    range: tuple[float, ...] = (-100.0, 100.0, -100.0, 100.0)

    @property
    def is_kept(self) -> bool:
        """Whether its colours stand in the result as they are."""
        return self.kind in ("pattern", "spot", "indexed")

    @property
    def count(self) -> int:
        """The number of its components."""
        return {"grey": 1, "inks": 4}.get(self.kind, 3)

    @property
    def initial(self) -> tuple[float, ...]:
        """The colour in force when the space is chosen: black."""
        return (0.0, 0.0, 0.0, 1.0) if self.kind == "inks" else (0.0,) * self.count

    def to_rgb(self, values: tuple[float, ...]) -> Rgb:
        """An RGB, grey or Lab colour in sRGB, 0 to 255."""
        if self.kind == "grey":
            values = (values[0],) * 3
        elif self.kind == "lab":
            values = self._from_lab(values)
        red, green, blue = (round(min(max(value, 0.0), 1.0) * 255) for value in values)
        return red, green, blue

    def _from_lab(self, values: tuple[float, ...]) -> tuple[float, ...]:
        """sRGB of a Lab colour, from the light that its white is."""
        light, a, b = values
        low_a, high_a, low_b, high_b = self.range
        m = (light + 16) / 116
        stages = (m + min(max(a, low_a), high_a) / 500, m, m - min(max(b, low_b), high_b) / 200)
        linear = [stage**3 if stage >= 6 / 29 else 108 / 841 * (stage - 4 / 29) for stage in stages]
        x, y, z = (white * value for white, value in zip(self.white, linear, strict=True))
        matrix = _FROM_D50 if self.white[2] < 0.95 else _FROM_D65
        return tuple(_encode(p * x + q * y + r * z) for p, q, r in matrix)


_FROM_D65 = (
    (3.2404542, -1.5371385, -0.4985314),
    (-0.9692660, 1.8760108, 0.0415560),
    (0.0556434, -0.2040259, 1.0572252),
)
"""XYZ to linear sRGB (IEC 61966-2-1)."""

_FROM_D50 = (
    (3.1338561, -1.6168667, -0.4906146),
    (-0.9787684, 1.9161415, 0.0334540),
    (0.0719453, -0.2289914, 1.4052427),
)
"""The same for the light of ICC profiles (adapted by Bradford)."""


def _encode(value: float) -> float:
    """The sRGB transfer curve (IEC 61966-2-1)."""
    if value <= 0.0031308:
        return 12.92 * max(value, 0.0)
    return float(1.055 * value ** (1 / 2.4) - 0.055)


DEVICE: Mapping[str, Space] = {
    "/DeviceRGB": Space("rgb"),
    "/DeviceGray": Space("grey"),
    "/DeviceCMYK": Space("inks"),
    "/Pattern": Space("pattern"),
}
"""The spaces that every resource dictionary knows."""

_BY_COUNT: Mapping[int, Space] = {
    1: DEVICE["/DeviceGray"],
    3: DEVICE["/DeviceRGB"],
    4: DEVICE["/DeviceCMYK"],
}


def read_space(value: Any) -> Space:
    """The space that a name or array means. Raises :class:`UnprintableError` for one that has no inks."""
    family = str(value[0]) if isinstance(value, Array) and len(value) else str(value)
    if family in DEVICE and (isinstance(value, Name) or len(value) == 1):
        return DEVICE[family]
    read = _READ.get(family) if isinstance(value, Array) else None
    if read is None:
        raise UnprintableError(f"the colour space {family}")
    return read(value)


def _read_lab(value: Any) -> Space:
    white = tuple(float(item) for item in value[1].WhitePoint)
    bounds = tuple(float(item) for item in value[1].get("/Range", [-100, 100, -100, 100]))
    return Space("lab", white, bounds)


def _read_spot(value: Any) -> Space:
    if read_space(value[2]).kind not in ("inks", "grey"):
        raise UnprintableError("a spot colour that stands for RGB")
    return Space("spot")


_READ: Mapping[str, Callable[[Any], Space]] = {
    "/ICCBased": lambda value: _BY_COUNT[int(value[1].N)],
    "/CalRGB": lambda _: _BY_COUNT[3],
    "/CalGray": lambda _: _BY_COUNT[1],
    "/Lab": _read_lab,
    "/Indexed": lambda _: Space("indexed"),
    "/Separation": _read_spot,
    "/DeviceN": _read_spot,
}
