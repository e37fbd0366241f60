"""QR codes (ISO/IEC 18004): the squares of a code as SVG."""

from __future__ import annotations

from html import escape

import segno

from booklet.typeset.figures.canvas import number
from booklet.typeset.palette import colour


def qr_modules(address: str) -> tuple[tuple[bool, ...], ...]:
    """The modules of the code of an address, row by row, without the quiet zone; true is dark.

    Error correction M (15 %), so that a fold or a stain does no harm. Raises ``ValueError`` for an address
    that is empty or too long for a code.
    """
    if not address:
        raise ValueError("a QR code needs an address")
    code = segno.make_qr(address, error="m", boost_error=False)
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)


def draw_qr(address: str, size_mm: float, title: str) -> str:
    """The code as a square SVG of ``size_mm`` without quiet zone: the page has to leave four modules white.

    Adjoining dark modules of a row are one rectangle, so that no viewer shows hairlines between them.
    Raises ``ValueError`` like :func:`qr_modules`.
    """
    rows = qr_modules(address)
    data = "".join(
        f"M{start} {y}h{length}v1h-{length}z" for y, row in enumerate(rows) for start, length in _runs(row)
    )
    count, size = len(rows), number(size_mm)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {count} {count}" width="{size}mm" '
        f'height="{size}mm"><title>{escape(title)}</title><path d="{data}" fill="{colour("ink")}"/></svg>'
    )


def _runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    """Start and length of every stretch of dark modules."""
    runs: list[tuple[int, int]] = []
    start = None
    for x, dark in enumerate((*row, False)):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            runs.append((start, x - start))
            start = None
    return runs
