"""Colours, gradients and images of a PDF page in SVG's words."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

from booklet.press.svg_faults import UnsupportedError
from booklet.press.svg_geometry import Box, Matrix, write, write_matrix

DEVICE_SPACES = {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4, "/G": 1, "/RGB": 3, "/CMYK": 4}
"""Colour spaces by name, with the number of their components (ISO 32000-1, 8.6.4)."""


STEPS = 24
"""Straight pieces in place of a bent piece of a gradient."""


def components(space: Any, resources: Any) -> int:
    """How many numbers a colour of this space has; an ICC profile stands for the device's own space.

    Raises :class:`UnsupportedError` for spaces that our pages never use.
    """
    if isinstance(space, Name) and str(space) in DEVICE_SPACES:
        return DEVICE_SPACES[str(space)]
    named = resources.get("/ColorSpace", {}) if resources is not None else {}
    if isinstance(space, Name) and str(space) in named:
        return components(named[str(space)], None)
    if isinstance(space, Array) and space[0] == Name.ICCBased:
        return int(space[1].N)
    kind = space[0] if isinstance(space, Array) else space
    raise UnsupportedError(f"colour space {kind}")


def colour(values: Sequence[Any]) -> str:
    """A colour of one, three or four numbers from 0 to 1 as hexadecimal digits.

    Four inks become light by ISO 32000-1, 10.3.5; the screen edition has none.
    """
    parts = [float(value) for value in values]
    if len(parts) == 4:
        parts = [1 - min(1.0, ink + parts[3]) for ink in parts[:3]]
    if len(parts) == 1:
        parts *= 3
    if len(parts) != 3:
        raise UnsupportedError(f"colour of {len(values)} components")
    digits = "".join(f"{int(min(1.0, max(0.0, part)) * 255 + 0.5):02x}" for part in parts)
    return "#" + (digits[::2] if digits[::2] == digits[1::2] else digits)


def gradient(shading: Any, resources: Any, matrix: Matrix) -> str:
    """A gradient element with ``{id}`` for its id; ``matrix`` takes the shading's space to the picture.

    Raises :class:`UnsupportedError` for others than axial and radial shadings.
    """
    kind = int(shading.ShadingType)
    if kind not in {2, 3}:
        raise UnsupportedError(f"shading of type {kind}")
    components(shading.ColorSpace, resources)
    extend = [bool(value) for value in shading.get("/Extend", [False, False])]
    stops = _stops(shading)
    written = [f'<stop offset="{write(offset, 4)}" stop-color="{shade}"/>' for offset, shade in stops]
    if not extend[0]:
        written.insert(0, f'<stop offset="0" stop-color="{stops[0][1]}" stop-opacity="0"/>')
    if not extend[1]:
        written.append(f'<stop offset="1" stop-color="{stops[-1][1]}" stop-opacity="0"/>')
    numbers = [write(float(value), 4) for value in shading.Coords]
    names = ("x1", "y1", "x2", "y2") if kind == 2 else ("fx", "fy", "fr", "cx", "cy", "r")
    places = " ".join(f'{name}="{number}"' for name, number in zip(names, numbers, strict=True))
    element = "linearGradient" if kind == 2 else "radialGradient"
    return (
        f'<{element} id="{{id}}" gradientUnits="userSpaceOnUse" {places} '
        f'gradientTransform="{write_matrix(matrix)}">{"".join(written)}</{element}>'
    )


def _stops(shading: Any) -> list[tuple[float, str]]:
    """The stops of a shading: where its function bends, as parts of its domain, with their colours."""
    low, high = (float(value) for value in shading.get("/Domain", [0, 1]))
    function = shading.Function
    functions = list(function) if isinstance(function, Array) else [function]
    if len(functions) != 1:
        raise UnsupportedError("shading with a function for each component")
    made = [((at - low) / (high - low), colour(values)) for at, values in _bends(functions[0], low, high)]
    return [stop for index, stop in enumerate(made) if index == 0 or stop != made[index - 1]]


def _bends(function: Any, low: float, high: float) -> list[tuple[float, list[float]]]:
    """Arguments and values of a function of one argument, linear in between, or nearly (7.10)."""
    kind = int(function.FunctionType)
    if kind == 2:
        power = float(function.N)
        first = [float(value) for value in function.get("/C0", [0])]
        last = [float(value) for value in function.get("/C1", [1])]
        steps = 1 if power == 1 else STEPS
        places = [low + (high - low) * step / steps for step in range(steps + 1)]
        return [(at, [a + at**power * (b - a) for a, b in zip(first, last, strict=True)]) for at in places]
    if kind != 3:
        raise UnsupportedError(f"shading by a function of type {kind}")
    edges = [low, *(float(bound) for bound in function.Bounds), high]
    encode = [float(value) for value in function.Encode]
    made: list[tuple[float, list[float]]] = []
    for index, part in enumerate(function.Functions):
        start, end = encode[2 * index], encode[2 * index + 1]
        for at, values in _bends(part, start, end):
            share = (at - start) / (end - start) if end != start else 0.0
            made.append((edges[index] + share * (edges[index + 1] - edges[index]), values))
    return made


def image(source: Any, matrix: Matrix, attributes: str) -> str:
    """An image element; ``matrix`` takes the unit square, on which PDF puts an image, to the picture.

    Raises :class:`UnsupportedError` for images that are but a stencil, or of unknown spaces.
    """
    if source.get("/ImageMask", False):
        raise UnsupportedError("image mask")
    media_type, data = _image_data(source)
    a, b, c, d, e, f = matrix
    if abs(b) + abs(c) < 1e-6 and a > 0 > d:
        box: Box = (e, f + d, a, -d)
        names = ("x", "y", "width", "height")
        place = " ".join(f'{name}="{write(value)}"' for name, value in zip(names, box, strict=True))
    else:
        place = f'width="1" height="1" transform="{write_matrix((a, b, -c, -d, e + c, f + d))}"'
    return (
        f'<image {place} preserveAspectRatio="none"{attributes} '
        f'href="data:{media_type};base64,{b64encode(data).decode("ascii")}"/>'
    )


def _image_data(source: Any) -> tuple[str, bytes]:
    """Media type and bytes: a JPEG as it is, anything else, and what has a soft mask, as PNG."""
    filters = source.get("/Filter")
    alone = filters[0] if isinstance(filters, Array) and len(filters) == 1 else filters
    space = source.get("/ColorSpace")
    plain = space in (Name.DeviceRGB, Name.DeviceGray) and "/Decode" not in source
    if alone == Name.DCTDecode and plain and "/SMask" not in source and "/Mask" not in source:
        return "image/jpeg", source.read_raw_bytes()
    if "/Mask" in source or "/Decode" in source:
        raise UnsupportedError("image with a mask by colour or with a decode array")
    try:
        picture = pikepdf.PdfImage(source).as_pil_image().convert("RGB")
        if isinstance(source.get("/SMask"), (pikepdf.Stream, Dictionary)):
            mask = pikepdf.PdfImage(source.SMask).as_pil_image().convert("L")
            if mask.size != picture.size:
                size = (max(mask.width, picture.width), max(mask.height, picture.height))
                mask, picture = (each.resize(size, Image.Resampling.LANCZOS) for each in (mask, picture))
            picture.putalpha(mask)
    except (pikepdf.PdfError, NotImplementedError, ValueError) as error:
        raise UnsupportedError(f"image ({error})") from None
    made = BytesIO()
    picture.save(made, "PNG", compress_level=9)
    return "image/png", made.getvalue()
