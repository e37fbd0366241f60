"""How colours look and how far they are apart: contrast, simulated colour vision, CIEDE2000.

Pure arithmetic on ``#RRGGBB`` strings; distances are in ΔE2000, contrasts are ratios from 1 to 21.
"""

from __future__ import annotations

import math
from functools import lru_cache

Triple = tuple[float, float, float]

DEFICIENCIES: dict[str, tuple[Triple, Triple, Triple]] = {
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""What linear RGB becomes for a reader with full protan, deutan or tritan deficiency.

Source: Machado, Oliveira and Fernandes, “A Physiologically-based Model for Simulation of Color Vision
Deficiency”, IEEE TVCG 15 (2009), doi:10.1109/TVCG.2009.113, matrices for severity 1.0.
"""

_WHITE_D65: Triple = (0.95047, 1.0, 1.08883)


def linear_rgb(colour: str) -> Triple:
    """Linear light of an sRGB colour ``#RRGGBB``, each part from 0 to 1 (IEC 61966-2-1)."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return (red, green, blue)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, “contrast ratio”)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = linear_rgb(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def tint_of(colour: str, share: float = 0.1) -> str:
    """The colour mixed with white: ``share`` 0.1 is a tint of 10 %."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    mixed = (math.floor(255 - share * (255 - part) + 0.5) for part in parts)
    return "#" + "".join(f"{part:02X}" for part in mixed)


@lru_cache(maxsize=512)
def distance(one: str, other: str, deficiency: str | None = None) -> float:
    """ΔE2000 between two colours as seen with a deficiency of :data:`DEFICIENCIES`, or without."""
    return ciede2000(_lab(_seen(one, deficiency)), _lab(_seen(other, deficiency)))


def _seen(colour: str, deficiency: str | None) -> Triple:
    light = linear_rgb(colour)
    if deficiency is None:
        return light
    return _times(DEFICIENCIES[deficiency], light, clip=True)


def _times(matrix: tuple[Triple, Triple, Triple], vector: Triple, *, clip: bool = False) -> Triple:
    first, second, third = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    if clip:
        first, second, third = (min(1.0, max(0.0, part)) for part in (first, second, third))
    return (first, second, third)


_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)


def _lab(light: Triple) -> Triple:
    """CIELAB of linear sRGB, D65."""

    def f(part: float) -> float:
        return part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116

    x, y, z = (f(part / white) for part, white in zip(_times(_XYZ, light), _WHITE_D65, strict=True))
    return (116 * y - 16, 500 * (x - y), 200 * (y - z))


def ciede2000(one: Triple, other: Triple) -> float:
    """The CIEDE2000 difference of two CIELAB colours with unit weights.

    Source: Sharma, Wu and Dalal, “The CIEDE2000 Color-Difference Formula”, Color Research and
    Application 30 (2005), whose test pairs the tests use.
    """
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean_c = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = 0.5 * (1 - math.sqrt(mean_c**7 / (mean_c**7 + 25**7)))
    c1, c2 = math.hypot((1 + g) * a1, b1), math.hypot((1 + g) * a2, b2)
    h1, h2 = _hue((1 + g) * a1, b1), _hue((1 + g) * a2, b2)
    delta_h, mean_h = _hues(h1, h2, c1 * c2 == 0)
    mean_l, mean_c = (l1 + l2) / 2, (c1 + c2) / 2
    t = (
        1
        - 0.17 * math.cos(math.radians(mean_h - 30))
        + 0.24 * math.cos(math.radians(2 * mean_h))
        + 0.32 * math.cos(math.radians(3 * mean_h + 6))
        - 0.20 * math.cos(math.radians(4 * mean_h - 63))
    )
    s_l = 1 + 0.015 * (mean_l - 50) ** 2 / math.sqrt(20 + (mean_l - 50) ** 2)
    s_c, s_h = 1 + 0.045 * mean_c, 1 + 0.015 * mean_c * t
    turn = math.radians(60 * math.exp(-(((mean_h - 275) / 25) ** 2)))
    r_t = -math.sin(turn) * 2 * math.sqrt(mean_c**7 / (mean_c**7 + 25**7))
    lightness, chroma = (l2 - l1) / s_l, (c2 - c1) / s_c
    hue = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(delta_h) / 2) / s_h
    return math.sqrt(max(0.0, lightness**2 + chroma**2 + hue**2 + r_t * chroma * hue))


def _hue(a: float, b: float) -> float:
    return math.degrees(math.atan2(b, a)) % 360 if a or b else 0.0


def _hues(h1: float, h2: float, grey: bool) -> tuple[float, float]:
    """Difference and mean of two hue angles in degrees; for a grey the sum stands for the mean."""
    if grey:
        return 0.0, h1 + h2
    delta, total = h2 - h1, h1 + h2
    if abs(delta) <= 180:
        return delta, total / 2
    delta += -360 if delta > 180 else 360
    return delta, (total + 360) / 2 if total < 360 else (total - 360) / 2
