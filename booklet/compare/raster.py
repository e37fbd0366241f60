"""Painting pages and telling two paintings apart."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from math import ceil, floor
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as pdfium

from booklet.compare.opening import OpenPdf

Pixels = npt.NDArray[np.uint32]
Mask = npt.NDArray[np.bool_]

MAX_PIXELS = 40_000_000
"""A page that would have more is not painted: at 100 dpi that is a poster of 1.6 × 1.6 metres."""

KEPT = 6
"""So many paintings are kept for the next comparison."""

COLOUR_BITS = np.uint32(0xFFFFFF)
"""Blue, green and red of a pixel; its fourth byte means nothing."""

CELL_PX = 10
"""Differences within this distance of each other belong to one area."""


@dataclass
class Painter:
    """Paints the pages of a document at a resolution; keeps the last few."""

    document: OpenPdf
    dpi: int
    painted: int = 0
    _kept: OrderedDict[tuple[int, float, float], Pixels] = field(default_factory=OrderedDict)

    def size_px(self, index: int) -> tuple[int, int]:
        """Width and height of a 0-based page in pixels."""
        width, height = self.document.size(index)
        return max(1, round(width * self.dpi / 72)), max(1, round(height * self.dpi / 72))

    def paint(self, index: int, right: float = 0.0, down: float = 0.0) -> Pixels:
        """A page on white, shifted by points, one number a pixel."""
        key = (index, right, down)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        width, height = self.size_px(index)
        scale = self.dpi / 72
        # A buffer of our own: the array goes on using it when the bitmap is gone.
        bitmap = pypdfium2.PdfBitmap.new_foreign(width, height, pdfium.FPDFBitmap_BGRx)
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
        matrix = pdfium.FS_MATRIX(scale, 0, 0, scale, right * scale, down * scale)
        clip = pdfium.FS_RECTF(0, 0, width, height)
        page = self.document.page(index)
        pdfium.FPDF_RenderPageBitmapWithMatrix(bitmap.raw, page.raw, matrix, clip, pdfium.FPDF_ANNOT)
        pixels: Pixels = bitmap.to_numpy().view(np.uint32)[..., 0]
        self.painted += 1
        self._kept[key] = pixels
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return pixels


def unequal(one: Pixels, other: Pixels) -> Mask:
    """Where two paintings of one size differ at all."""
    if np.array_equal(one, other):
        return np.zeros(one.shape, dtype=bool)
    apart: Mask = ((one ^ other) & COLOUR_BITS) != 0
    return apart


def beyond(mask: Mask, one: Pixels, other: Pixels, tolerance: int) -> Mask:
    """Where, of a mask, two paintings differ by more than the tolerance (of 255) in some channel."""
    if not tolerance or not mask.any():
        return mask
    at = np.flatnonzero(mask)
    ours, theirs = (side.reshape(-1)[at].view(np.uint8).reshape(-1, 4)[:, :3] for side in (one, other))
    apart = np.maximum(ours, theirs) - np.minimum(ours, theirs) > tolerance
    found = np.zeros(mask.size, dtype=bool)
    found[at] = apart[:, 0] | apart[:, 1] | apart[:, 2]
    return found.reshape(mask.shape)


def solid(mask: Mask, size: int = 3) -> Mask:
    """What of a mask holds a square of this many pixels: areas, but no outlines of letters."""
    rows = np.flatnonzero(mask.any(axis=1))
    if not rows.size:
        return mask
    found: Mask = np.zeros(mask.shape, dtype=bool)
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    across = mask[top:bottom]
    # First what has a square's width and height to its right and below, then the squares from there.
    core = across[:, : across.shape[1] - size + 1].copy()
    for step in range(1, size):
        core &= across[:, step : across.shape[1] - size + 1 + step]
    if across.shape[0] < size or across.shape[1] < size:
        return found
    height = core.shape[0] - size + 1
    square = core[:height].copy()
    for step in range(1, size):
        square &= core[step : height + step]
    down: Mask = np.zeros(core.shape, dtype=bool)
    for step in range(size):
        down[step : height + step] |= square
    inner = found[top:bottom]
    for step in range(size):
        inner[:, step : down.shape[1] + step] |= down
    return found


def grow(mask: Mask) -> Mask:
    """A mask with the pixels beside it."""
    grown = mask.copy()
    grown[1:] |= mask[:-1]
    grown[:-1] |= mask[1:]
    across = grown.copy()
    grown[:, 1:] |= across[:, :-1]
    grown[:, :-1] |= across[:, 1:]
    return grown


def list_areas(mask: Mask) -> list[tuple[int, int, int, int]]:
    """Rectangles (left, top, right, bottom in pixels) around what of a mask hangs together."""
    if not mask.any():
        return []
    height, width = (-(-side // CELL_PX) for side in mask.shape)
    padded = np.zeros((height * CELL_PX, width * CELL_PX), dtype=bool)
    padded[: mask.shape[0], : mask.shape[1]] = mask
    cells = padded.reshape(height, CELL_PX, width, CELL_PX).any(axis=(1, 3))
    waiting = {(int(y), int(x)) for y, x in zip(*np.nonzero(cells), strict=True)}
    areas = []
    while waiting:
        first = min(waiting)
        waiting.discard(first)
        group, edge = [first], [first]
        while edge:
            y, x = edge.pop()
            for near in ((y + i, x + j) for i in (-1, 0, 1) for j in (-1, 0, 1)):
                if near in waiting:
                    waiting.discard(near)
                    group.append(near)
                    edge.append(near)
        areas.append(_trim(mask, group))
    return sorted(areas, key=lambda area: (area[1], area[0]))


def _trim(mask: Mask, cells: list[tuple[int, int]]) -> tuple[int, int, int, int]:
    top, left = (min(cell[axis] for cell in cells) * CELL_PX for axis in (0, 1))
    bottom, right = (max(cell[axis] for cell in cells) * CELL_PX + CELL_PX for axis in (0, 1))
    ys, xs = np.nonzero(mask[top:bottom, left:right])
    return (
        left + int(xs.min()), top + int(ys.min()), left + int(xs.max()) + 1, top + int(ys.max()) + 1
    )  # fmt: skip


def cover(mask: Mask, box: Any, scale: float, padding_pt: float = 0.0) -> None:
    """Clear a mask within a box (left, top, right, bottom in points)."""
    x0, y0, x1, y1 = box
    left, top = max(0, floor((x0 - padding_pt) * scale)), max(0, floor((y0 - padding_pt) * scale))
    right, bottom = max(0, ceil((x1 + padding_pt) * scale)), max(0, ceil((y1 + padding_pt) * scale))
    mask[top:bottom, left:right] = False


def shifted(mask: Mask, right_px: int, down_px: int) -> Mask:
    """A mask moved by whole pixels; nothing comes in at the edges."""
    moved = np.zeros_like(mask)
    height, width = mask.shape
    if abs(right_px) < width and abs(down_px) < height:
        target = moved[
            max(0, down_px) : height + min(0, down_px), max(0, right_px) : width + min(0, right_px)
        ]
        target[:] = mask[
            max(0, -down_px) : height - max(0, down_px), max(0, -right_px) : width - max(0, right_px)
        ]
    return moved
