"""Pictures of cases, made ready for the page: upright, in sRGB, opaque, and no larger than print needs.

The typesetting engine asks for them by address while it works, so that they are read and prepared where a
section is typeset, and only when it is.
"""

from __future__ import annotations

import io
import re
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from booklet.findings import Severity, rule
from booklet.typeset.crop import Size, shrunk_size
from booklet.typeset.palette import mix

if TYPE_CHECKING:
    from PIL.Image import Image

    from booklet.model.case import Picture

SCHEME = "picture"
"""Addresses read ``picture:WIDTHxHEIGHT/PATH``: the largest frame in mm, and the file in the project."""

KEPT_DPI = 360
"""Pictures keep so much at the size they are printed in: a reserve over what offset printing needs."""

PRINT_DPI = 300
"""Below this a picture begins to look soft in print (offset printing at a screen of 60 lines/cm)."""

COARSE_DPI = 150
"""Below this its pixels show."""

QUALITY = 92

LOW_RESOLUTION = rule(
    "typeset/low-resolution",
    Severity.WARNING,
    "A picture has less than 300 dpi at the size it is printed in.",
    "Use a larger version of the picture.",
)
COARSE = rule(
    "typeset/coarse-picture",
    Severity.ERROR,
    "A picture has less than 150 dpi at the size it is printed in, so that its pixels show.",
    "Use a larger version of the picture, or delete `picture` to get the drawn artwork.",
)
UNREADABLE = rule(
    "typeset/unreadable-picture",
    Severity.ERROR,
    "A picture file is damaged, or too large to be decoded.",
    "Save the picture again as JPEG or PNG.",
)

_ADDRESS = re.compile(r"(\d+)x(\d+)/(.+)", re.DOTALL)
_SVG = re.compile(rb"<svg[\s>]")


class PictureError(Exception):
    """A picture cannot be decoded; the message says why."""


def write_address(picture: Picture, frame_mm: Size) -> str:
    """The address of a picture that is shown in frames up to this size."""
    return f"{SCHEME}:{frame_mm.width:.0f}x{frame_mm.height:.0f}/{quote(picture.file)}"


def read_address(path: str) -> tuple[Size, str]:
    """Frame in mm and file of an address without its scheme. Raises ``KeyError`` for any other text."""
    found = _ADDRESS.fullmatch(path)
    if found is None or not (int(found[1]) and int(found[2])):
        raise KeyError(path)
    return Size(int(found[1]), int(found[2])), unquote(found[3])


def write_position(picture: Picture) -> str:
    """The focus as the value of ``object-position`` or ``background-position``."""
    return " ".join(f"{min(max(share, 0.0), 1.0) * 100:.6g}%" for share in picture.focus)


def judge_resolution(dpi: float) -> tuple[str, str] | None:
    """The rule that a resolution breaks and what to say about it, or nothing."""
    if dpi >= PRINT_DPI - 0.5:
        return None
    words = f"the picture has {dpi:.0f} dpi at the size it is printed in"
    return (COARSE.id if dpi < COARSE_DPI else LOW_RESOLUTION.id), words


def draw_veil(fill: str) -> str:
    """The field of colour that the title stands on: it covers the picture's left side with a slanting edge.

    It is opaque, so the contrast of the title never depends on the picture. The drawing is stretched to
    the frame it lies on.
    """
    light = mix(fill, "#FFFFFF", 0.55)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" preserveAspectRatio="none">'
        f'<path d="M23 0H26L3 100H0Z" fill="{light}"/><path d="M0 0H23.4L0.4 100H0Z" fill="{fill}"/></svg>'
    )


def is_bare_cmyk(data: bytes) -> bool:
    """Whether a picture is in CMYK and does not say for which paper."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            opened = Image.open(io.BytesIO(data))
        with opened:
            return opened.mode == "CMYK" and "icc_profile" not in opened.info
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False


@lru_cache(maxsize=8)
def prepare_picture(data: bytes, frame_mm: Size, inks: bytes | None = None) -> tuple[bytes, str]:
    """A picture for the page and its media type; SVG is left as it is.

    The turn that a camera noted is applied, colours are brought to sRGB (CMYK too, by the file's own
    profile, or by that of ``inks`` where it has none), transparency is laid on white, and what is finer
    than :data:`KEPT_DPI` in a frame of this size is made smaller. Raises :class:`PictureError` for what
    cannot be decoded.
    """
    if _SVG.search(data[:4000]):
        return data, "image/svg+xml"
    from PIL import Image, UnidentifiedImageError

    try:
        made = _decode(data, inks)
    except UnidentifiedImageError:
        raise PictureError("it is not a picture") from None
    except Image.DecompressionBombError:
        raise PictureError("it has too many pixels") from None
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise PictureError(f"it is damaged ({error})") from None
    size = shrunk_size(Size(*made.size), frame_mm, KEPT_DPI)
    if size != made.size:
        made = made.resize(size, Image.Resampling.LANCZOS)
    stream = io.BytesIO()
    # Without subsampling: flat colours and lettering stay clean.
    made.save(stream, "JPEG", quality=QUALITY, subsampling=0, optimize=True)
    return stream.getvalue(), "image/jpeg"


def _decode(data: bytes, inks: bytes | None) -> Image:
    """The upright, opaque image of a file. Raises what Pillow raises."""
    from PIL import Image as Images
    from PIL import ImageFile, ImageOps

    before = ImageFile.LOAD_TRUNCATED_IMAGES
    try:
        # The typesetting engine has it switched on: half a picture would be printed without a word.
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        with warnings.catch_warnings():
            # From half of the pixels on that Pillow refuses it warns.
            warnings.simplefilter("ignore", Images.DecompressionBombWarning)
            with Images.open(io.BytesIO(data)) as opened:
                opened.load()
                return _to_srgb(ImageOps.exif_transpose(_turned(opened)), inks)
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _turned(image: Image) -> Image:
    """A picture whose inks are the right way up: Pillow takes every CMYK JPEG for one of Adobe's programs,
    which write them upside down.
    """
    from PIL import ImageChops

    if image.mode != "CMYK" or image.format != "JPEG" or "adobe" in image.info:
        return image
    made = ImageChops.invert(image)
    made.info = image.info
    return made


def _to_srgb(image: Image, inks: bytes | None) -> Image:
    """An opaque image in sRGB, whatever it was."""
    from PIL import Image as Images

    profile = image.info.get("icc_profile")
    if profile is None and image.mode == "CMYK":
        profile = inks
    if image.mode.startswith("I"):
        # 16 bits a pixel: Pillow would cut off all values above 255.
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode in ("P", "PA", "LA", "La", "RGBa") or "transparency" in image.info:
        image = image.convert("RGBA")
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    if image.mode not in ("RGB", "CMYK", "L"):
        image = image.convert("RGB")
    made = _apply_profile(image, profile) if profile else image.convert("RGB")
    if alpha is None:
        return made
    ground = Images.new("RGB", made.size, "#FFFFFF")
    ground.paste(made, mask=alpha)
    return ground


def _apply_profile(image: Image, profile: bytes) -> Image:
    """An image in sRGB by its own profile; as Pillow converts it where the profile does not fit."""
    from PIL import ImageCms

    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        made = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return image.convert("RGB")
    return made or image.convert("RGB")
