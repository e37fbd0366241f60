"""The visual tokens of the publication: one table for CSS, figures and print.

The colours of the themes are content and come from the taxonomy; everything else that has a colour takes
it from here. A theme's lighter and darker shades are derived (:func:`shade`), never written down twice.
"""

from __future__ import annotations

from dataclasses import dataclass

Cmyk = tuple[int, int, int, int]


@dataclass(frozen=True)
class Token:
    """A named colour: sRGB as ``#RRGGBB`` and the print colour in percent of C, M, Y, K (FOGRA39)."""

    name: str
    hex: str
    cmyk: Cmyk
    use: str


TOKENS: dict[str, Token] = {
    token.name: token
    for token in (
        Token("ink", "#1B2230", (0, 0, 0, 100), "text"),
        # A field in black ink alone looks grey on paper; the same colour as a field has all four inks.
        Token("night", "#1B2231", (80, 65, 40, 70), "dark fields behind white text"),
        Token("slate", "#4A5568", (45, 25, 0, 65), "secondary text"),
        Token("mid", "#5B6472", (30, 15, 0, 65), "page furniture"),
        Token("rule", "#C9CED6", (10, 5, 5, 10), "lines"),
        Token("paper", "#F5F3EE", (0, 1, 5, 5), "panels"),
        Token("white", "#FFFFFF", (0, 0, 0, 0), "ground, and text on colour"),
        Token("amber", "#F2B134", (0, 30, 85, 0), "highlight, only under dark text"),
        Token("eu-blue", "#003399", (100, 80, 0, 0), "the EU emblem, never converted by profile"),
        Token("eu-yellow", "#FFCC00", (0, 0, 100, 0), "the EU emblem, never converted by profile"),
    )
}
"""The tokens by name (source of the numbers: the visual design of the publication)."""


def colour(name: str) -> str:
    """The sRGB value of a token as ``#RRGGBB``. Raises ``KeyError``."""
    return TOKENS[name].hex


def parse_hex(value: str) -> tuple[int, int, int]:
    """Red, green and blue (0-255) of ``#RRGGBB``. Raises ``ValueError``."""
    if len(value) != 7 or value[0] != "#":
        raise ValueError(f"{value!r} is not a colour like #1B2230")
    return int(value[1:3], 16), int(value[3:5], 16), int(value[5:7], 16)


def mix(a: str, b: str, share: float) -> str:
    """The colour between two, channel by channel in sRGB; ``share`` 0 gives ``a``, 1 gives ``b``.

    ``mix("#FFFFFF", theme, 0.1)`` is the 10 % tint of a theme. Raises ``ValueError`` for other shares.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"the share {share} is not between 0 and 1")
    pairs = zip(parse_hex(a), parse_hex(b), strict=True)
    return "#" + "".join(f"{round(p + (q - p) * share):02X}" for p, q in pairs)


def shade(value: str, lightness: float) -> str:
    """The colour made lighter (or darker, when negative) by a difference of OKLab lightness (0-1).

    Unlike mixing with white this keeps the hue and the colourfulness, so that a dark red becomes a
    lighter red and not a grey pink. Source of the matrices: Björn Ottosson, "A perceptual color space".
    """
    light, a, b = _to_oklab(parse_hex(value))
    target = min(max(light + lightness, 0.0), 1.0)
    chroma = 1.0
    for _ in range(60):
        channels = _from_oklab(target, a * chroma, b * chroma)
        if all(-0.0005 <= c <= 1.0005 for c in channels):
            break
        chroma *= 0.95
    return "#" + "".join(f"{round(min(max(_encode(c), 0.0), 1.0) * 255):02X}" for c in channels)


def luminance(value: str) -> float:
    """Relative luminance after WCAG 2.2 (0 black, 1 white)."""
    red, green, blue = (_decode(c / 255) for c in parse_hex(value))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: str, b: str) -> float:
    """Contrast ratio of two colours after WCAG 2.2 (1 to 21)."""
    dark, light = sorted((luminance(a), luminance(b)))
    return (light + 0.05) / (dark + 0.05)


def _decode(c: float) -> float:
    return c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4


def _encode(c: float) -> float:
    return 12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055


def _to_oklab(rgb: tuple[int, int, int]) -> tuple[float, float, float]:
    r, g, b = (_decode(c / 255) for c in rgb)
    lms = (
        (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3),
        (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3),
        (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3),
    )
    return (
        0.2104542553 * lms[0] + 0.7936177850 * lms[1] - 0.0040720468 * lms[2],
        1.9779984951 * lms[0] - 2.4285922050 * lms[1] + 0.4505937099 * lms[2],
        0.0259040371 * lms[0] + 0.7827717662 * lms[1] - 0.8086757660 * lms[2],
    )


def _from_oklab(light: float, a: float, b: float) -> tuple[float, float, float]:
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
