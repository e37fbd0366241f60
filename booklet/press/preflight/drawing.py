"""Pictures of pages for the HTML report."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

DPI = 80
MAX_SIDE_PX = 1400
QUALITY = 72


def draw_pages(data: bytes, pages: Iterable[int]) -> Iterator[tuple[int, str]]:
    """1-based page numbers, and each page as a data URI: a JPEG of its crop box. Pages that cannot be drawn
    are left out.
    """
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        return
    for number in pages:
        try:
            page: Any = document[number - 1]
            longest = max(page.get_size())
            scale = min(DPI / 72, MAX_SIDE_PX / max(longest, 1))
            picture = page.render(scale=scale).to_pil().convert("RGB")
        except (pdfium.PdfiumError, IndexError, ValueError, MemoryError):
            continue
        made = BytesIO()
        picture.save(made, "JPEG", quality=QUALITY, optimize=True)
        yield number, "data:image/jpeg;base64," + b64encode(made.getvalue()).decode("ascii")
