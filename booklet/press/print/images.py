"""Pictures in print: RGB becomes inks by the profile, grey stays grey, and masks stay what they are.

Colours of a picture go through the profile alone; only the few of an indexed picture are colours like those
of drawings. A picture that brings its own profile is meant as that says.
"""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image, ImageChops

from booklet.press.preflight.digests import PageDigests
from booklet.press.print.limit import limit_image
from booklet.press.print.paints import AnyPaint, GreyPaint, InkPaint
from booklet.press.print.spaces import Space, UnprintableError, read_space
from booklet.press.print.streams import copy_stream

QUALITY = 95
"""Of a JPEG that was one before: high, since it is the second time that it is packed."""

JPEG_RESERVE = 0.06
"""Packing as JPEG moves single pixels; so far below the ink limit they are kept."""

NEUTRAL = 2
"""A picture whose channels nowhere differ by more (of 255) is a grey one."""

_KEPT_KEYS = ("/Type", "/Subtype", "/Width", "/Height", "/Interpolate", "/SMask", "/Intent")


@dataclass(frozen=True)
class _Made:
    """A converted picture: packed pixels, and what its dictionary says of them."""

    data: bytes
    mode: str
    jpeg: bool


_KEPT: dict[bytes, _Made] = {}
"""The pictures that this process converted last, so that one that many sections show costs once."""

_KEPT_BYTES = 64 * 1024 * 1024


def convert_image(pdf: Pdf, image: Any, paint: AnyPaint) -> Any:
    """An image for print; the same one where nothing is to be changed.

    Raises :class:`~booklet.press.print.spaces.UnprintableError` for a kind that has no form in print.
    """
    if bool(image.get("/ImageMask", False)):
        return image
    if "/ColorSpace" not in image:
        raise UnprintableError("a picture without a colour space (JPEG 2000)")
    if "/SMask" in image and "/Matte" in image.SMask:
        raise UnprintableError("a picture that was mixed with a ground colour (Matte)")
    space = read_space(image.ColorSpace)
    if space.kind == "indexed":
        return _convert_palette(pdf, image, paint)
    if space.kind == "spot":
        return image
    if space.kind == "grey":
        return _with_space(pdf, image, Name.DeviceGray)
    if space.kind not in ("rgb", "inks"):
        raise UnprintableError(f"a picture in the colour space {space.kind}")
    return _convert_pixels(pdf, image, space, paint)


def _with_space(pdf: Pdf, image: Any, space: Any) -> Any:
    if image.ColorSpace == space:
        return image
    made = copy_stream(pdf, image)
    made.ColorSpace = space
    return made


def _convert_palette(pdf: Pdf, image: Any, paint: AnyPaint) -> Any:
    """An indexed picture keeps its pixels; the colours of its table are converted."""
    _, base, most, lookup = image.ColorSpace
    space = read_space(base)
    table = bytes(lookup) if isinstance(lookup, String) else lookup.read_bytes()
    count, width = int(most) + 1, space.count
    if space.kind not in ("rgb", "grey", "inks") or len(table) < count * width:
        raise UnprintableError("an indexed picture whose table cannot be read")
    rows = (table[k * width : (k + 1) * width] for k in range(count))
    made = bytes(
        round(min(max(value, 0.0), 1.0) * 255)
        for row in rows
        for value in paint.convert(space, [byte / 255 for byte in row])
    )
    return _with_space(pdf, image, Array([Name.Indexed, paint.space, count - 1, String(made)]))


def _convert_pixels(pdf: Pdf, image: Any, space: Space, paint: AnyPaint) -> Any:
    raw = _unpack(image)
    key = _key(pdf, image, raw, paint)
    made = _KEPT.get(key)
    if made is None:
        picture, profile = _read(image, raw, space)
        if isinstance(paint, GreyPaint):
            made = _pack(picture.convert("RGB").convert("L"), jpeg=False)
        else:
            made = _print(picture, profile, image, paint)
        if key:
            _keep(key, made)
    result = pdf.make_stream(b"")
    for name in _KEPT_KEYS:
        if name in image:
            result[name] = image[name]
    if isinstance(image.get("/Mask"), Array):
        result.SMask = _mask_of(pdf, image, raw, space)
    elif "/Mask" in image:
        result.Mask = image.Mask
    result.ColorSpace = Name.DeviceGray if made.mode == "L" else Name.DeviceCMYK
    result.BitsPerComponent = 8
    if made.jpeg:
        result.write(made.data, filter=Name.DCTDecode)
        if made.mode == "CMYK":
            result.Decode = Array([1, 0] * 4)  # as Adobe's programs write it, and Pillow with them
    else:
        result.write(made.data)
    return result


def _key(pdf: Pdf, image: Any, raw: bytes, paint: AnyPaint) -> bytes:
    """What decides how a picture comes out; empty when that cannot be told."""
    digests = PageDigests(pdf)
    said = [digests.of_object(image[name]) if name in image else "-" for name in ("/ColorSpace", "/Decode")]
    if not all(said):
        return b""
    inks = paint.colours.digest if isinstance(paint, InkPaint) else "grey"
    return hashlib.sha256(repr((said, int(image.Width), inks)).encode() + raw).digest()


def _keep(key: bytes, made: _Made) -> None:
    _KEPT[key] = made
    while len(_KEPT) > 1 and sum(len(one.data) for one in _KEPT.values()) > _KEPT_BYTES:
        del _KEPT[next(iter(_KEPT))]


def _read(image: Any, raw: bytes, space: Space) -> tuple[Image.Image, bytes | None]:
    """The pixels of a picture, and its own profile if it has one."""
    mode = "CMYK" if space.kind == "inks" else "RGB"
    profile = None
    if _is_jpeg(image):
        with Image.open(BytesIO(raw)) as opened:
            opened.load()
            profile = opened.info.get("icc_profile")
            if opened.mode != mode:
                raise UnprintableError(f"a JPEG in {opened.mode} that says it is in {mode}")
            picture = ImageChops.invert(opened) if mode == "CMYK" else opened.copy()
    else:
        size = (int(image.Width), int(image.Height))
        if int(image.get("/BitsPerComponent", 8)) != 8 or len(raw) < size[0] * size[1] * len(mode):
            raise UnprintableError("a picture that has not 8 bits a colour")
        picture = Image.frombytes(mode, size, raw[: size[0] * size[1] * len(mode)])
    decode = [float(value) for value in image.get("/Decode", [])]
    if decode == [1, 0] * len(mode):
        picture = ImageChops.invert(picture)
    elif decode not in ([], [0, 1] * len(mode)):
        raise UnprintableError("a picture with an unusual Decode array")
    own = image.ColorSpace
    if profile is None and isinstance(own, Array) and own[0] == Name.ICCBased:
        profile = own[1].read_bytes()
    return picture, profile


def _is_jpeg(image: Any) -> bool:
    return _filters(image)[-1:] == ["/DCTDecode"]


def _filters(image: Any) -> list[str]:
    filters = image.get("/Filter", Array())
    return [str(name) for name in filters] if isinstance(filters, Array) else [str(filters)]


def _unpack(image: Any) -> bytes:
    """The pixels of a picture, or the JPEG file that it is."""
    names = _filters(image)
    if names[-1:] != ["/DCTDecode"]:
        if names[-1:] in (["/JPXDecode"], ["/CCITTFaxDecode"], ["/JBIG2Decode"]):
            raise UnprintableError(f"a picture packed by {names[-1][1:-6]}")
        return bytes(image.read_bytes())
    if names[:-1] in ([], ["/FlateDecode"]):
        raw = bytes(image.read_raw_bytes())
        return zlib.decompress(raw) if names[:-1] else raw
    raise UnprintableError(f"a JPEG packed by {names[0][1:-6]}")


def _print(picture: Image.Image, profile: bytes | None, image: Any, paint: InkPaint) -> _Made:
    """A picture in inks; a grey one in grey."""
    colours, jpeg = paint.colours, _is_jpeg(image)
    if picture.mode == "RGB" and _is_neutral(picture):
        table = [round(255 * (1 - colours.inks((v, v, v))[3])) for v in range(256)]
        return _pack(picture.getchannel("R").point(table), jpeg=jpeg)
    same = profile is not None and profile == colours.condition.icc
    made = colours.condition.convert(picture, None if same else profile)
    limit = colours.limit - (JPEG_RESERVE if jpeg else 0)
    return _pack(limit_image(made, limit), jpeg=jpeg)


def _is_neutral(picture: Image.Image) -> bool:
    red, green, blue = picture.split()
    pairs = ((red, green), (green, blue), (red, blue))
    extremes: list[Any] = [ImageChops.difference(a, b).getextrema() for a, b in pairs]
    return all(most <= NEUTRAL for _, most in extremes)


def _pack(picture: Image.Image, *, jpeg: bool) -> _Made:
    if not jpeg:
        return _Made(picture.tobytes(), picture.mode, jpeg=False)
    stream = BytesIO()
    picture.save(stream, "JPEG", quality=QUALITY, subsampling=0, optimize=True)
    return _Made(stream.getvalue(), picture.mode, jpeg=True)


def _mask_of(pdf: Pdf, image: Any, raw: bytes, space: Space) -> Any:
    """A range of colours that is not painted (ISO 32000-1, 8.9.6.4), as a soft mask."""
    picture, _ = _read(image, raw, space)
    bounds = [int(value) for value in image.Mask]
    mask = Image.new("L", picture.size, 255)
    for band, low, high in zip(picture.split(), bounds[::2], bounds[1::2], strict=True):
        hit = band.point([255 if low <= value <= high else 0 for value in range(256)])
        mask = ImageChops.darker(mask, hit)
    made = pdf.make_stream(ImageChops.invert(mask).tobytes())
    for key, value in Dictionary(
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=picture.width,
        Height=picture.height,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
    ).items():
        made[key] = value
    return made
