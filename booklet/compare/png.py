"""Two PNG pictures → their difference: size, pixels, and what the files say of themselves."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, UnidentifiedImageError

from booklet.compare.properties import field_changes
from booklet.compare.raster import MAX_PIXELS, list_areas
from booklet.compare.sourcemap import Source
from booklet.compare.values import (
    Change,
    ChangeKind,
    CompareError,
    Coverage,
    Covered,
    Difference,
    DocumentFacts,
    Layer,
    Options,
    PagePair,
    PageState,
    Place,
)
from booklet.workspace import digest


@dataclass(frozen=True)
class _Picture:
    """A decoded picture: its pixels as red, green, blue and opacity, and its fields."""

    facts: DocumentFacts
    pixels: npt.NDArray[np.uint8]
    fields: dict[str, str]


def compare_pngs(old: Source, new: Source, options: Options) -> Difference:
    """All differences of two pictures; a pixel counts as a point, the picture as page 1.

    Raises :class:`~booklet.compare.values.CompareError` for a picture that cannot be decoded.
    """
    one, other = _read(old), _read(new)
    found = [change for change in _compare(one, other, options) if change.layer not in options.ignored]
    compared, left = [Covered(Layer.METADATA, "fields", len(one.fields) + len(other.fields))], []
    if one.pixels.shape == other.pixels.shape:
        compared.append(Covered(Layer.PIXELS, "pixels", one.pixels.shape[0] * one.pixels.shape[1]))
    else:
        left.append(Covered(Layer.PIXELS, "pictures", 1, "they differ in size"))
    left += (Covered(layer, "layer", 1, "it was not asked for") for layer in sorted(options.ignored))
    seen = any(change.layer in (Layer.PIXELS, Layer.BOXES) for change in found)
    pages = (PagePair(1, 1, PageState.CHANGED if seen else PageState.SAME),)
    return Difference(one.facts, other.facts, tuple(found), Coverage(tuple(compared), tuple(left)), pages)


def _read(source: Source) -> _Picture:
    try:
        with Image.open(io.BytesIO(source.data), formats=("PNG",)) as image:
            if image.width * image.height > MAX_PIXELS:
                raise CompareError(source.name, "the picture is too large to be compared")
            image.load()
            fields = {
                str(key): str(value)
                for key, value in image.info.items()
                if isinstance(value, str | int | float | tuple)
            }
            pixels = np.asarray(image.convert("RGBA"))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise CompareError(source.name, "the picture is damaged and cannot be decoded") from None
    height, width = pixels.shape[:2]
    facts = DocumentFacts(
        source.name, "png", digest(source.data), len(source.data), 1, fields.get("Title", ""), (),
        ((float(width), float(height)),),
    )  # fmt: skip
    return _Picture(facts, pixels, fields)


def _compare(one: _Picture, other: _Picture, options: Options) -> Iterator[Change]:
    yield from field_changes(Layer.METADATA, one.fields, other.fields)
    if one.pixels.shape != other.pixels.shape:
        before, after = (f"{p.pixels.shape[1]} × {p.pixels.shape[0]} pixels" for p in (one, other))
        yield Change(Layer.BOXES, ChangeKind.CHANGED, before, after, (Place(1),), (Place(1),), "size")
        return
    apart = np.abs(one.pixels.astype(np.int16) - other.pixels).max(axis=2) > options.tolerance
    # What nobody sees has no colour.
    apart &= (one.pixels[..., 3] > 0) | (other.pixels[..., 3] > 0)
    areas = list_areas(apart)
    if areas:
        places = tuple(Place(1, x0, y0, x1 - x0, y1 - y0) for x0, y0, x1, y1 in areas)
        note = f"{int(apart.sum())} pixels"
        yield Change(Layer.PIXELS, ChangeKind.CHANGED, "", "", places, places, note, count=len(areas))
