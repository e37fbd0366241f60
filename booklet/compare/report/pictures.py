"""Pages as small pictures inside an HTML file, within a budget of bytes."""

from __future__ import annotations

import io
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2
from PIL import Image

from booklet.compare.values import DocumentFacts

BUDGET_BYTES = 2_000_000
"""All pictures together, before base64 makes four bytes of three: the file stays below three megabytes."""

SETTINGS = ((1240, 72), (1000, 66), (820, 60), (680, 52), (560, 42))
"""Widths in pixels and qualities of WebP that are tried, best first. An A4 page can be read comfortably
from about 800 pixels on; below the last setting a picture of a page is no use, and rather left out.
"""

MAX_PIXELS = 40_000_000
"""A larger picture is not opened: it may be a bomb."""

SAMPLES = 6
"""So many pages tell how large all of them would be."""


@dataclass(frozen=True, order=True)
class PageKey:
    """A page to be drawn: which document (an index of the caller's), and the 1-based page."""

    document: int
    page: int


@dataclass(frozen=True)
class Picture:
    """A drawn page: a data URI, and its size in pixels."""

    uri: str
    width_px: int
    height_px: int


@dataclass(frozen=True)
class Sheet:
    """A document from which pages are drawn."""

    facts: DocumentFacts
    data: bytes


Encoded = tuple[bytes, int, int]
"""WebP, width and height in pixels."""


def draw_pages(
    sheets: Mapping[int, Sheet], wanted: Iterable[PageKey], budget_bytes: int = BUDGET_BYTES
) -> dict[PageKey, Picture]:
    """Pictures of these pages in their order, all of one width, as good as the budget allows.

    Pages that cannot be drawn are missing, and so are the last ones when pictures of all would take more
    than the budget.
    """
    keys = list(dict.fromkeys(wanted))
    with _opened(sheets, keys) as draw:
        width, quality = _choose(draw, keys, budget_bytes)
        made: dict[PageKey, Picture] = {}
        left = budget_bytes
        for key in keys:
            encoded = draw(key, width, quality)
            if encoded is None or len(encoded[0]) > left:
                continue
            left -= len(encoded[0])
            data, width_px, height_px = encoded
            made[key] = Picture(f"data:image/webp;base64,{b64encode(data).decode()}", width_px, height_px)
        return made


Draw = Callable[[PageKey, int, int], Encoded | None]


def _choose(draw: Draw, keys: list[PageKey], budget_bytes: int) -> tuple[int, int]:
    """Width and quality at which all pages should keep the budget, by the size of a few of them."""
    step = max(1, len(keys) // SAMPLES)
    samples = keys[::step][:SAMPLES]
    sizes = dict.fromkeys(SETTINGS, 0)
    for key in samples:
        for setting in SETTINGS:
            found = draw(key, *setting)
            sizes[setting] += len(found[0]) if found else 0
    for setting, size in sizes.items():
        # A tenth is kept back, since other pages may hold more than those that were tried.
        if size / max(len(samples), 1) * len(keys) <= budget_bytes * 0.9:
            return setting
    return SETTINGS[-1]


@contextmanager
def _opened(sheets: Mapping[int, Sheet], keys: Iterable[PageKey]) -> Iterator[Draw]:
    """A function that draws pages of documents, which are closed afterwards."""
    opened: dict[int, pypdfium2.PdfDocument] = {}
    pictures: dict[PageKey, Image.Image] = {}

    def draw(key: PageKey, width: int, quality: int) -> Encoded | None:
        sheet = sheets[key.document]
        if sheet.facts.format == "png":
            return _draw_picture(sheet.data, width, quality)
        if sheet.facts.format != "pdf":
            return None
        if key not in pictures:
            try:
                if key.document not in opened:
                    opened[key.document] = pypdfium2.PdfDocument(sheet.data)
                drawn = _render(opened[key.document], key.page - 1)
            except (pypdfium2.PdfiumError, ValueError, IndexError):
                return None
            pictures.clear()  # one at a time: pages are asked for one after the other
            pictures[key] = drawn
        return _encode(pictures[key], width, quality)

    try:
        yield draw
    finally:
        for document in opened.values():
            document.close()


def _render(document: pypdfium2.PdfDocument, index: int) -> Image.Image:
    """A page at the largest width that may be asked for."""
    page = document[index]
    try:
        width, height = page.get_size()
        scale = SETTINGS[0][0] / max(width, 1.0)
        if width * height * scale * scale > MAX_PIXELS:
            scale = (MAX_PIXELS / (width * height)) ** 0.5
        drawn: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
        return drawn
    finally:
        page.close()


def _draw_picture(data: bytes, width: int, quality: int) -> Encoded | None:
    """A picture file, made smaller."""
    try:
        with Image.open(io.BytesIO(data), formats=["PNG"]) as image:
            if image.width * image.height > MAX_PIXELS:
                return None
            ground = Image.new("RGBA", image.size, "white")
            ground.alpha_composite(image.convert("RGBA"))
    except (OSError, ValueError, Image.DecompressionBombError):
        return None
    return _encode(ground.convert("RGB"), width, quality)


def _encode(image: Image.Image, width: int, quality: int) -> Encoded:
    if image.width > width:
        height = max(1, round(image.height * width / image.width))
        image = image.resize((width, height), Image.Resampling.LANCZOS)
    written = io.BytesIO()
    image.save(written, "WEBP", quality=quality, method=4)
    return written.getvalue(), image.width, image.height
