"""PDFs written by hand: whatever a file from anywhere may be."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable

import pikepdf

from booklet.compare.sourcemap import Source

Finish = Callable[[pikepdf.Pdf], None]

LINE = 16
"""Distance of lines in points; text is set in 12 pt Helvetica, 40 pt from the left edge."""


def lines(*texts: str, top: float = 700, left: float = 40, mode: int = 0) -> str:
    """A content stream that shows lines of text."""
    shown = "\n".join(f"({text}) Tj 0 -{LINE} Td" for text in texts)
    return f"BT /F1 12 Tf {mode} Tr {left} {top} Td\n{shown}\nET\n"


def make(
    pages: Iterable[str],
    *,
    finish: Finish | None = None,
    size: tuple[float, float] = (500, 750),
    name: str = "made.pdf",
) -> Source:
    """A PDF with these content streams; ``finish`` may do anything to it before it is saved."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )
    )  # fmt: skip
    for content in pages:
        page = pdf.add_blank_page(page_size=size)
        page.obj.Contents = pdf.make_stream(content.encode("cp1252"))
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    if finish:
        finish(pdf)
    return Source(name, save(pdf))


def save(pdf: pikepdf.Pdf, **options: object) -> bytes:
    """The bytes of a document."""
    made = io.BytesIO()
    pdf.save(made, **{"deterministic_id": True, **options})
    return made.getvalue()


def link(pdf: pikepdf.Pdf, page: int, target: int, rect: tuple[float, float, float, float]) -> None:
    """Add a link from a page to the top of another (0-based)."""
    goal = pikepdf.Array([pdf.pages[target].obj, pikepdf.Name.XYZ, 0, 700, 0])
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=list(rect), Border=[0, 0, 0], Dest=goal
    )
    annotations = list(pdf.pages[page].obj.get("/Annots", []))
    pdf.pages[page].obj.Annots = pikepdf.Array([*annotations, pdf.make_indirect(note)])
