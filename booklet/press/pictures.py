"""Pictures of a finished page: PNG for the web and for slides, SVG where text has to stay text.

Both are made of the PDF itself, so a picture shows what the page shows, and both are functions of
bytes alone: the same page gives the same picture.
"""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pikepdf
from pikepdf import Pdf
from PIL import Image, PngImagePlugin

from booklet.press.faults import PressError
from booklet.press.svg_faults import UnsupportedError
from booklet.press.svg_fonts import FontShelf
from booklet.press.svg_geometry import Box, write
from booklet.press.svg_marks import Marks
from booklet.press.svg_page import Shared, Stream
from booklet.press.svg_sheet import Definitions

MM_PER_PT = 25.4 / 72

WIDEST_PX = 20_000
"""A picture wider than this is taken for a slip: at A4 it would be 1.7 GB in memory."""


def to_png(pdf: bytes, width_px: int, page: int = 1, *, title: str = "", description: str = "") -> bytes:
    """The trim area of a page as PNG in sRGB, exactly ``width_px`` wide and as high as its shape asks.

    ``title`` and ``description`` (the alternative text) are written into the file, where the program
    that shows it can find them. Raises :class:`~booklet.press.faults.PressError` for bytes that are no
    PDF or have no such page, and ``ValueError`` for a width that is not between 1 and 20,000.
    """
    if not 1 <= width_px <= WIDEST_PX:
        raise ValueError(f"width_px is {width_px}: use 1 to {WIDEST_PX}")
    image = _rasterise(pdf, width_px, page)
    info = PngImagePlugin.PngInfo()
    info.add(b"sRGB", b"\x00")  # rendering intent: perceptual (PNG, 11.3.2.5)
    for key, text in (("Title", title), ("Description", description)):
        if text:
            info.add_itxt(key, text, zip=False)
    made = BytesIO()
    image.save(made, "PNG", compress_level=9, pnginfo=info)
    return made.getvalue()


def _rasterise(pdf: bytes, width_px: int, page: int) -> Image.Image:
    """A page's trim area as opaque pixels, on white."""
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        raise _fault(page, "the PDF is damaged") from None
    try:
        if not 1 <= page <= len(document):
            raise _fault(page, f"the PDF has {len(document)} pages")
        opened = document[page - 1]
        left, bottom, right, top = opened.get_trimbox()
        opened.set_cropbox(left, bottom, right, top)
        height_px = max(1, round(width_px * (top - bottom) / (right - left)))
        bitmap = pypdfium2.PdfBitmap.new_native(width_px, height_px, raw.FPDFBitmap_BGR)
        try:
            bitmap.fill_rect((255, 255, 255, 255), 0, 0, width_px, height_px)
            raw.FPDF_RenderPageBitmap(bitmap, opened, 0, 0, width_px, height_px, 0, 0)
            image: Image.Image = bitmap.to_pil().convert("RGB")
            return image.copy()  # its pixels, not a view of the bitmap's
        finally:
            bitmap.close()
            opened.close()
    finally:
        document.close()


def to_svg(pdf: bytes, page: int = 1, *, title: str, description: str) -> bytes:
    """The trim area of a page as one SVG file that needs nothing else.

    Text is text, at the places of the PDF's glyphs and in its fonts, which are embedded; shapes are
    shapes. Elements stand in the order in which the page paints them, which is that of reading but for
    blocks that a style sheet positions. Artifacts are hidden from assistive technology; figures,
    headings, links and changes of language keep their meaning. ``title``
    and ``description`` are the picture's own. Raises :class:`~booklet.press.faults.PressError` for
    bytes that are no PDF, have no such page, or use what an SVG made here cannot show: it names it.
    """
    try:
        with pikepdf.open(BytesIO(pdf), attempt_recovery=False, suppress_warnings=True) as opened:
            if not 1 <= page <= len(opened.pages):
                raise _fault(page, f"the PDF has {len(opened.pages)} pages")
            return _draw(opened, opened.pages[page - 1].obj, title, description).encode("utf-8")
    except pikepdf.PdfError:
        raise _fault(page, "the PDF is damaged") from None
    except UnsupportedError as error:
        raise _fault(page, f"cannot be drawn as SVG: {error}") from None
    except (KeyError, AttributeError, TypeError, ValueError, IndexError) as error:
        raise _fault(page, f"its content cannot be read ({error})") from error


def _fault(page: int, reason: str) -> PressError:
    return PressError(f"page {page} of the picture", reason)


def _draw(pdf: Pdf, page: Any, title: str, description: str) -> str:
    left, bottom, right, top = (float(value) for value in page.get("/TrimBox", page.MediaBox))
    width, height = right - left, top - bottom
    view: Box = (0.0, 0.0, width, height)
    prefix = "p" + _digest(page, title)
    shared = Shared(Marks(pdf), FontShelf(), Definitions(prefix))
    key = int(page.StructParents) if "/StructParents" in page else None
    stream = Stream(shared, page.Resources, (1.0, 0.0, 0.0, -1.0, -left, top), view, key)
    stream.read(page)
    body = stream.layer.written()
    rules = (
        f".{prefix} text{{white-space:pre;font-kerning:none;font-variant-ligatures:none;"
        "text-rendering:geometricPrecision}"
    )
    language = str(pdf.Root.get("/Lang", ""))
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="{prefix}" role="graphics-document document"'
            + (f" lang={quoteattr(language)} xml:lang={quoteattr(language)}" if language else "")
            + f' width="{write(width * MM_PER_PT, 2)}mm" height="{write(height * MM_PER_PT, 2)}mm"'
            f' viewBox="0 0 {write(width)} {write(height)}"'
            f' aria-labelledby="{prefix}-title" aria-describedby="{prefix}-desc">',
            f'<title id="{prefix}-title">{escape(title)}</title>',
            f'<desc id="{prefix}-desc">{escape(description)}</desc>',
            f"<style>{rules}\n{shared.fonts.style_sheet(prefix)}</style>",
            "<defs>",
            *shared.definitions.written(),
            "</defs>",
            body,
            "</svg>\n",
        ]
    )


def _digest(page: Any, title: str) -> str:
    """Tells this picture's ids from those of other pictures in the same document."""
    contents = page.Contents
    streams = contents if isinstance(contents, pikepdf.Array) else [contents]
    data = title.encode("utf-8") + b"".join(stream.read_bytes() for stream in streams)
    return hashlib.sha256(data).hexdigest()[:7]
