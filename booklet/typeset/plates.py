"""A book-wide figure as a page of its own size, to be made a picture of."""

from __future__ import annotations

from html import escape

from booklet.model.pages import Composition
from booklet.typeset.figures.figure import Figure
from booklet.typeset.figures.standalone import MARGIN_MM

_FRAME = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title><style>
@page {{ size: {page_wide:.2f}mm {page_high:.2f}mm; margin: {margin}mm }}
body {{ margin: 0 }}
img {{ display: block; width: {wide:.2f}mm; height: {high:.2f}mm }}
</style></head><body><img src="figure:plate.svg" alt="{alt}"></body></html>
"""


def compose_plate(
    name: str, figure: Figure, language_tag: str, margin_mm: float = MARGIN_MM
) -> Composition:
    """The page of a figure, with the white space round it that the stand-alone drawing has, or another."""
    html = _FRAME.format(
        language=language_tag,
        title=escape(figure.title),
        alt=escape(figure.alt, quote=True),
        margin=margin_mm,
        wide=figure.width_mm,
        high=figure.height_mm,
        page_wide=figure.width_mm + 2 * margin_mm,
        page_high=figure.height_mm + 2 * margin_mm,
    )
    drawing = {"plate.svg": figure.svg}
    return Composition(f"figures/{name}", language_tag, html, (), figures=drawing, sparse=True)
