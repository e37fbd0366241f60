"""A printing condition: what its ICC profile says, asked through LittleCMS.

Conversion is relative colorimetric with black point compensation: paper white stays bare paper, and dark
colours keep their distances although ink on paper is never as dark as a screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms

from booklet.model.press import find_profile_fault

Rgb = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""

Cmyk = tuple[float, float, float, float]
"""Shares of cyan, magenta, yellow and black ink, 0 to 1."""

Lab = tuple[float, float, float]
"""CIE lightness (0 to 100), and the two axes of colour."""


class ProfileError(ValueError):
    """These bytes are no ICC profile of a printing condition with four inks; the message says why."""


class _Silent(ImageCms.ImageCmsProfile):
    """A profile that is not copied into every picture converted with it: at a megabyte a pixel, that is
    what asking for a single colour would cost.
    """

    def tobytes(self) -> bytes:
        """Nothing."""
        return b""


class Condition:
    """An opened profile. Raises :class:`ProfileError` for one that cannot be used."""

    def __init__(self, icc: bytes) -> None:
        fault = find_profile_fault(icc)
        if fault is not None:
            raise ProfileError(fault)
        self.icc = icc
        try:
            self._profile = _Silent(BytesIO(icc))
            self._to_inks = _transform(ImageCms.createProfile("sRGB"), "RGB", self._profile, "CMYK")
        except (ImageCms.PyCMSError, OSError) as error:
            raise ProfileError(f"it cannot be read ({error})") from None

    @property
    def description(self) -> str:
        """What the profile calls itself."""
        return str(ImageCms.getProfileDescription(self._profile)).strip()

    def to_inks(self, rgb: Rgb) -> Cmyk:
        """The inks of an sRGB colour."""
        made = _apply(Image.new("RGB", (1, 1), rgb), self._to_inks).tobytes()
        cyan, magenta, yellow, black = (value / 255 for value in made)
        return cyan, magenta, yellow, black

    def convert(self, image: Image.Image, profile: bytes | None = None) -> Image.Image:
        """A CMYK image of an RGB, grey or CMYK one, which is meant as its own profile says (sRGB)."""
        if profile is not None:
            source = _open_as(profile, image.mode)
            if source is not None:
                transform = _transform(source, image.mode, self._profile, "CMYK")
                return _apply(image, transform)
        if image.mode == "CMYK":
            return image
        return _apply(image.convert("RGB"), self._to_inks)

    def lab_of_inks(self, inks: Sequence[Cmyk]) -> list[Lab]:
        """How some mixtures of inks look on paper, whose white counts as white."""
        data = bytes(round(value * 255) for one in inks for value in one)
        image = Image.frombytes("CMYK", (len(inks), 1), data)
        return _read_lab(image, self._inks_to_lab)

    @cached_property
    def _inks_to_lab(self) -> Any:
        lab = _Silent(ImageCms.createProfile("LAB"))
        return _transform(self._profile, "CMYK", lab, "LAB", compensate=False)


def lab_of_rgb(rgb: Rgb) -> Lab:
    """How an sRGB colour looks on a screen, whose white counts as white.

    Source of the matrix: IEC 61966-2-1, adapted to the D50 of ICC profiles (Bradford).
    """
    red, green, blue = (_decode(value / 255) for value in rgb)
    x = _stage((0.4360747 * red + 0.3850649 * green + 0.1430804 * blue) / 0.9642200)
    y = _stage(0.2225045 * red + 0.7168786 * green + 0.0606169 * blue)
    z = _stage((0.0139322 * red + 0.0971045 * green + 0.7141733 * blue) / 0.8252100)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _decode(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _stage(value: float) -> float:
    """The compression of CIE L*a*b*."""
    return float(value ** (1 / 3)) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116


def _open_as(profile: bytes, mode: str) -> Any:
    """A picture's own profile, or nothing when it is damaged or of another kind of colour."""
    kinds = {"RGB": "RGB", "L": "GRAY", "CMYK": "CMYK"}
    try:
        opened = ImageCms.ImageCmsProfile(BytesIO(profile))
    except (ImageCms.PyCMSError, OSError):
        return None
    return opened if opened.profile.xcolor_space.strip() == kinds[mode] else None


def _transform(source: Any, mode: str, target: _Silent, to: str, *, compensate: bool = True) -> Any:
    return ImageCms.buildTransform(
        source,
        target,
        mode,
        to,
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION if compensate else ImageCms.Flags.NONE,
    )


def _apply(image: Image.Image, transform: Any) -> Image.Image:
    made = ImageCms.applyTransform(image, transform)
    assert made is not None  # as it is only for changes in place
    return made


def _read_lab(image: Image.Image, transform: Any) -> list[Lab]:
    """Pillow keeps lightness in 0 to 255 and the axes as signed bytes."""
    data = _apply(image, transform).tobytes()
    return [
        (light / 2.55, a - 256 if a > 127 else a, b - 256 if b > 127 else b)
        for light, a, b in zip(data[::3], data[1::3], data[2::3], strict=True)
    ]


@lru_cache(maxsize=4)
def open_condition(icc: bytes) -> Condition:
    """The condition of a profile, opened once in a process. Raises :class:`ProfileError`."""
    return Condition(icc)
