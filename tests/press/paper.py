"""Small PDFs with pages of one colour, and what is seen on the sheets made from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL.Image import Image

from booklet.press.imposition.box import MM_PT

WIDTH_MM, HEIGHT_MM, BLEED_MM = 60, 80, 3
WHITE = (255, 255, 255)


def colour_of(number: int) -> tuple[int, int, int]:
    """The colour of a page: no two of up to 40 pages have the same."""
    return (50 + 5 * (number % 40), 250 - 5 * (number % 40), (number * 37) % 200)


def boxes(margin_mm: float = 10, bleed_mm: float = BLEED_MM) -> dict[str, list[float]]:
    """Boxes of a page with a margin around its trim; the trim's corner is the origin."""

    def box(by_mm: float) -> list[float]:
        by = by_mm * MM_PT
        return [-by, -by, WIDTH_MM * MM_PT + by, HEIGHT_MM * MM_PT + by]

    return {"/MediaBox": box(margin_mm), "/BleedBox": box(bleed_mm), "/TrimBox": box(0)}


def make_pdf(count: int, page: Mapping[str, Any] | None = None, *, print_ready: bool = False) -> bytes:
    """A PDF of so many coloured pages. Each is painted far over its bleed; ``page`` replaces its keys."""
    pdf = Pdf.new()
    for number in range(1, count + 1):
        red, green, blue = (value / 255 for value in colour_of(number))
        content = f"{red:.4f} {green:.4f} {blue:.4f} rg -500 -500 2000 2000 re f".encode()
        keys = {"/Type": Name.Page, **(boxes() if page is None else page)}
        made = {key: Array(value) if isinstance(value, list) else value for key, value in keys.items()}
        stream = pdf.make_stream(content)
        pdf.pages.append(
            pikepdf.Page(Dictionary({**made, "/Contents": stream, "/Resources": Dictionary()}))
        )
    pdf.trailer.Info = pdf.make_indirect(Dictionary(Title=String("Pages"), Trapped=Name("/False")))
    if print_ready:
        claim = b"<x><xmpMM:DocumentID>uuid:1</xmpMM:DocumentID><pdfxid:GTS_PDFXVersion>PDF/X-4</x>"
        profile = pdf.make_stream(b"profile", N=4)
        pdf.Root.Metadata = pdf.make_stream(claim, Type=Name.Metadata, Subtype=Name.XML)
        pdf.Root.OutputIntents = Array(
            [Dictionary(S=Name.GTS_PDFX, OutputConditionIdentifier=String("X"), DestOutputProfile=profile)]
        )
    return save(pdf)


def save(pdf: Pdf, **options: Any) -> bytes:
    made = BytesIO()
    pdf.save(made, fix_metadata_version=False, **options)
    return made.getvalue()


def change(data: bytes, index: int, **keys: Any) -> bytes:
    """The same PDF with keys of one page replaced."""
    pdf = pikepdf.open(BytesIO(data))
    for key, value in keys.items():
        pdf.pages[index].obj[f"/{key}"] = Array(value) if isinstance(value, list) else value
    return save(pdf)


class Seen:
    """A rendered side, looked at in millimetres from the lower left corner of the sheet."""

    def __init__(self, data: bytes, index: int = 0, dots_per_mm: int = 5) -> None:
        document = pypdfium2.PdfDocument(data)
        page = document[index]
        picture: Image = page.render(scale=dots_per_mm / MM_PT).to_pil()
        self.picture = picture.convert("RGB")
        self.dots = dots_per_mm
        page.close()
        document.close()

    def at(self, x_mm: float, y_mm: float) -> tuple[int, int, int]:
        y = self.picture.height - 1 - int(y_mm * self.dots)
        found = self.picture.getpixel((int(x_mm * self.dots), y))
        assert isinstance(found, tuple)
        return (found[0], found[1], found[2])

    def page_at(self, x_mm: float, y_mm: float, numbers: Sequence[int] = range(1, 41)) -> int | None:
        """The number of the page whose colour is there; none for white."""
        seen = self.at(x_mm, y_mm)
        if seen == WHITE:
            return None
        near = min(numbers, key=lambda n: _distance(seen, colour_of(n)))
        assert _distance(seen, colour_of(near)) <= 2, seen
        return near


def _distance(one: Sequence[int], other: Sequence[int]) -> int:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))
