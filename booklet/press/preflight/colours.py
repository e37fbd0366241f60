"""Colours and colour spaces (ISO 32000-1, 8.6), as far as a press cares about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pikepdf import Stream

from booklet.press.preflight.access import elements, get, integer, name, number
from booklet.press.preflight.limits import MAX_DEPTH

GRAY, CMYK, RGB, SPOT, PATTERN, UNKNOWN = "grey", "CMYK", "RGB", "spot", "pattern", "unknown"
"""The families of colour spaces: by what comes out of the press."""

_DEVICE = {
    "DeviceGray": (GRAY, 1), "G": (GRAY, 1), "CalGray": (GRAY, 1),
    "DeviceRGB": (RGB, 3), "RGB": (RGB, 3), "CalRGB": (RGB, 3),
    "DeviceCMYK": (CMYK, 4), "CMYK": (CMYK, 4),
    "Lab": (RGB, 3), "Pattern": (PATTERN, 0),
}  # fmt: skip
_PLAIN = {"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK"}
_ICC = {1: GRAY, 3: RGB, 4: CMYK}

ALL, NONE = "All", "None"
"""The colorants of a separation that mean every ink, and no ink (8.6.6.4)."""

PROCESS = {"Cyan": 0, "Magenta": 1, "Yellow": 2, "Black": 3}


@dataclass(frozen=True)
class Space:
    """A colour space: its family, its name as people know it, its components, and the inks of a spot space.

    ``base`` is the alternate of a spot space, the base of an indexed one, the colours of a pattern.
    """

    family: str
    name: str
    components: int
    inks: tuple[str, ...] = ()
    base: Space | None = None
    is_device: bool = False

    @property
    def needs_profile(self) -> bool:
        """Whether its colours mean something only together with an output intent."""
        return self.is_device or (self.base is not None and self.base.needs_profile)

    @property
    def has_rgb(self) -> bool:
        """Whether it is, or is built upon, something other than inks and greys."""
        return self.family == RGB or (self.base is not None and self.base.has_rgb)

    @property
    def is_registration(self) -> bool:
        """Whether it prints on every plate."""
        return self.inks == (ALL,)


DEVICE_GRAY = Space(GRAY, "DeviceGray", 1, is_device=True)
DEVICE_RGB = Space(RGB, "DeviceRGB", 3, is_device=True)
DEVICE_CMYK = Space(CMYK, "DeviceCMYK", 4, is_device=True)
NO_SPACE = Space(UNKNOWN, "an unknown colour space", 0)


@dataclass(frozen=True)
class Colour:
    """A colour: its space and its components. A pattern is told by ``pattern``, its resource."""

    space: Space
    values: tuple[float, ...] = ()
    pattern: Any = None

    def inks(self) -> tuple[float, float, float, float] | None:
        """Cyan, magenta, yellow and black, 0 to 1, when they can be told without a profile."""
        if self.space.family == GRAY and len(self.values) == 1:
            return (0.0, 0.0, 0.0, 1 - _share(self.values[0]))
        if self.space.family == CMYK and len(self.values) == 4:
            c, m, y, k = (_share(value) for value in self.values)
            return (c, m, y, k)
        if self.space.family == SPOT and set(self.space.inks) <= {*PROCESS}:
            made = [0.0, 0.0, 0.0, 0.0]
            for ink, value in zip(self.space.inks, self.values, strict=False):
                made[PROCESS[ink]] += _share(value)
            return (made[0], made[1], made[2], made[3])
        return None

    @property
    def total(self) -> float | None:
        """All inks together, 1 for a full one; ``None`` when that cannot be told."""
        inks = self.inks()
        if inks is not None:
            return sum(inks)
        if self.space.family == SPOT and self.values:
            if self.space.is_registration:
                return 4 * _share(self.values[0])
            return sum(_share(value) for value in self.values)
        return None

    @property
    def is_white(self) -> bool:
        """Whether this is the paper."""
        if self.space.family == RGB:
            return self.space.name != "Lab" and bool(self.values) and min(self.values) >= 1
        return self.total == 0


BLACK = Colour(DEVICE_GRAY, (0.0,))


def _share(value: float) -> float:
    return min(max(value, 0.0), 1.0)


def read_space(source: Any, resources: Any = None, depth: int = 0) -> Space:
    """A colour space from its name or array; ``resources`` holds those that have names of their own."""
    if depth > min(MAX_DEPTH, 8):
        return NO_SPACE
    short = source.removeprefix("/") if isinstance(source, str) else name(source)
    if short:
        if short in _DEVICE:
            family, count = _DEVICE[short]
            plain = _PLAIN.get(short, short)
            is_device = plain.startswith("Device") and not _is_remapped(plain, resources)
            return Space(family, plain, count, is_device=is_device)
        named = get(get(resources, "/ColorSpace"), f"/{short}")
        return NO_SPACE if named is None else read_space(named, None, depth + 1)
    parts = source if isinstance(source, list) else elements(source)
    if not parts:
        return NO_SPACE
    first = parts[0].removeprefix("/") if isinstance(parts[0], str) else name(parts[0])
    return _read_array(first, parts, resources, depth)


def _is_remapped(device: str, resources: Any) -> bool:
    """Whether the resources say what a device space means (``DefaultRGB`` and its like, 8.6.5.6)."""
    return get(get(resources, "/ColorSpace"), f"/Default{device.removeprefix('Device')}") is not None


def read_jpx_space(data: bytes) -> Space:
    """The colour space that a JPEG 2000 image names itself (ISO 15444-1, I.5.3.3)."""
    at = data.find(b"colr")
    if at < 0 or data[at + 4 : at + 5] != b"\1":
        return NO_SPACE
    known = {16: (RGB, "sRGB", 3), 17: (GRAY, "grey", 1), 18: (RGB, "sYCC", 3), 12: (CMYK, "CMYK", 4)}
    family, label, count = known.get(int.from_bytes(data[at + 7 : at + 11], "big"), (UNKNOWN, "unknown", 0))
    return Space(family, f"{label} of a JPEG 2000 image", count)


def _read_array(kind: str, parts: Sequence[Any], resources: Any, depth: int) -> Space:
    more = parts[1] if len(parts) > 1 else None
    if kind == "ICCBased":
        count = integer(get(more, "/N")) or 0
        family = _ICC.get(count, UNKNOWN) if isinstance(more, Stream) else UNKNOWN
        return Space(family, f"ICCBased with {count} components", count)
    if kind in ("Indexed", "I"):
        base = read_space(more, resources, depth + 1)
        return Space(base.family, f"Indexed {base.name}", 1, base.inks, base, base.is_device)
    if kind in ("Separation", "DeviceN"):
        inks = [name(more)] if kind == "Separation" else [name(one) for one in elements(more)]
        base = read_space(parts[2] if len(parts) > 2 else None, resources, depth + 1)
        return Space(SPOT, kind, len(inks), tuple(inks), base)
    if kind == "Pattern":
        below = read_space(more, resources, depth + 1) if more is not None else None
        return Space(PATTERN, kind, below.components if below else 0, base=below)
    if kind in _DEVICE:
        family, count = _DEVICE[kind]
        return Space(
            family, _PLAIN.get(kind, kind), count, is_device=kind.startswith("Device") or len(kind) < 5
        )
    return NO_SPACE


def first_colour(space: Space) -> Colour:
    """The colour in force after a space was chosen (ISO 32000-1, 8.6.8, ``CS``)."""
    if space.family == SPOT:
        return Colour(space, (1.0,) * space.components)
    if space.family == CMYK and space.components == 4:
        return Colour(space, (0.0, 0.0, 0.0, 1.0))
    return Colour(space, (0.0,) * space.components)


def ramp_total(function: Any, depth: int = 0) -> float | None:
    """The most ink that a shading's function gives, 1 for a full ink; ``None`` when that cannot be told.

    Between the ends of an exponential or stitching function colours are mixtures of the ends.
    """
    if depth > 4:
        return None
    if not hasattr(function, "keys"):
        each = [ramp_total(one, depth + 1) for one in elements(function)]
        known = [one for one in each if one is not None]
        return sum(known) if each and len(known) == len(each) else None
    kind = integer(get(function, "/FunctionType"))
    if kind == 2:
        ends = []
        for key, default in (("/C0", [0.0]), ("/C1", [1.0])):
            values = [number(value) or 0.0 for value in elements(get(function, key))] or default
            ends.append(sum(_share(value) for value in values))
        return max(ends)
    if kind == 3:
        each = [ramp_total(one, depth + 1) for one in elements(get(function, "/Functions"))]
        known = [one for one in each if one is not None]
        return max(known) if each and len(known) == len(each) else None
    return None
