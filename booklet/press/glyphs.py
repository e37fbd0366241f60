"""Several subsets of one TrueType font → one subset with the glyphs of all.

Each section embeds the glyphs it uses, but keeps the font's own glyph numbers, so that subsets of one
font can be laid over each other: glyph 28 is the same drawing wherever it is present. The result holds
the tables a PDF needs of a TrueType font (ISO 32000-1, 9.9) and no others.
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

PROGRAMS = (b"cvt ", b"fpgm", b"prep")
"""Hinting programs, copied when present; they have to be equal in all subsets."""


class FontMergeError(ValueError):
    """These subsets cannot be laid over each other; they may be embedded side by side."""


@dataclass(frozen=True)
class Subset:
    """A parsed subset: tables by tag, glyph outlines and metrics (advance, bearing) by number.

    Numbers below ``limit`` are those of the whole font. From ``limit`` on follow parts of composed
    letters (the dots of an ö), which the subsetter moves there: their numbers are the subset's own.
    """

    tables: dict[bytes, bytes]
    outlines: dict[int, bytes]
    metrics: dict[int, tuple[int, int]]
    limit: int


def read_subset(data: bytes, used: Collection[int]) -> Subset:
    """Parse a subset. ``used`` are the glyphs the document shows with it (an empty one, such as the
    space, cannot be told from an absent one). Raises :class:`FontMergeError`.
    """
    try:
        tables = _read_tables(data)
        count = struct.unpack(">H", tables[b"maxp"][4:6])[0]
        offsets = _offsets(tables, count)
        glyf = tables[b"glyf"]
        outlines = {
            number: glyf[start:end] for number, (start, end) in enumerate(pairwise(offsets)) if start != end
        }
        wanted = sorted({*outlines, *used})
        limit = min(count, max(used, default=count - 1) + 1)
        return Subset(tables, outlines, _metrics(tables, wanted, count), limit)
    except (KeyError, struct.error, IndexError, ValueError) as error:
        raise FontMergeError(f"this is no TrueType font program ({error})") from None


def merge_subsets(subsets: Sequence[Subset]) -> bytes:
    """One font program with all glyphs of all subsets. Raises :class:`FontMergeError` when two subsets
    draw a glyph differently or are not of one font.
    """
    first = subsets[0]
    for subset in subsets:
        if subset.tables[b"head"][18:20] != first.tables[b"head"][18:20]:
            raise FontMergeError("the units per em differ")
        if any(subset.tables.get(tag) != first.tables.get(tag) for tag in PROGRAMS):
            raise FontMergeError("the hinting programs differ")
    layers = _Layers(max(subset.limit for subset in subsets))
    for subset in subsets:
        try:
            layers.add(subset)
        except (struct.error, KeyError, RecursionError):
            raise FontMergeError("a composed glyph cannot be read") from None
    count = layers.following
    tables = {tag: first.tables[tag] for tag in PROGRAMS if tag in first.tables}
    tables |= _glyph_tables(layers.outlines, count)
    tables[b"hmtx"] = b"".join(
        struct.pack(">Hh", *layers.metrics.get(number, (0, 0))) for number in range(count)
    )
    tables[b"head"] = _head([subset.tables[b"head"] for subset in subsets])
    tables[b"hhea"] = first.tables[b"hhea"][:34] + struct.pack(">H", count)
    tables[b"maxp"] = _largest_maxp([subset.tables[b"maxp"] for subset in subsets], count)
    return _write_font(tables)


class _Layers:
    """Subsets laid over each other; parts of composed letters are numbered anew, equal ones alike."""

    def __init__(self, limit: int) -> None:
        self.outlines: dict[int, bytes] = {}
        self.metrics: dict[int, tuple[int, int]] = {}
        self.following = limit
        self._shapes: dict[int, Shape] = {}
        self._parts: dict[Shape, int] = {}

    def add(self, subset: Subset) -> None:
        """Take over a subset's glyphs. Raises :class:`FontMergeError` when one is there and differs."""
        for number in subset.outlines:
            if number >= subset.limit:
                continue
            shape = _shape(subset, number)
            if self._shapes.setdefault(number, shape) != shape:
                raise FontMergeError(f"glyph {number} differs")
            if number not in self.outlines:
                self.outlines[number] = self._renumbered(subset, number)
        for number, pair in subset.metrics.items():
            if number < subset.limit and self.metrics.setdefault(number, pair) != pair:
                raise FontMergeError(f"the width of glyph {number} differs")

    def _place(self, subset: Subset, number: int) -> int:
        """The number that a glyph of a subset has in the merged font."""
        if number < subset.limit:
            return number
        shape = _shape(subset, number)
        if shape not in self._parts:
            outline = self._renumbered(subset, number)
            self._parts[shape] = self.following
            self.outlines[self.following] = outline
            self.metrics[self.following] = subset.metrics[number]
            self.following += 1
        return self._parts[shape]

    def _renumbered(self, subset: Subset, number: int) -> bytes:
        outline = subset.outlines[number]
        places = _component_places(outline)
        if not places:
            return outline
        made = bytearray(outline)
        for place in places:
            component = struct.unpack_from(">H", outline, place)[0]
            struct.pack_into(">H", made, place, self._place(subset, component))
        return bytes(made)


Shape = tuple[bytes, tuple["Shape", ...]]
"""A glyph's outline without padding and numbers of components, and the shapes of its components."""


def _shape(subset: Subset, number: int) -> Shape:
    outline = subset.outlines.get(number, b"")
    places = _component_places(outline)
    if not places:
        return outline.rstrip(b"\0"), ()
    bare = bytearray(outline)
    parts: list[Shape] = []
    for place in places:
        parts.append(_shape(subset, struct.unpack_from(">H", outline, place)[0]))
        bare[place : place + 2] = b"\0\0"
    return bytes(bare).rstrip(b"\0"), tuple(parts)


def _component_places(outline: bytes) -> list[int]:
    """Where a composed glyph names its components (OpenType, “glyf”: composite glyph description)."""
    if outline[:1] < b"\x80":  # not negative: the number of contours of a simple glyph
        return []
    places: list[int] = []
    at, more = 10, True
    while more:
        flags = struct.unpack_from(">H", outline, at)[0]
        places.append(at + 2)
        at += 4 + (4 if flags & 0x0001 else 2)
        at += 2 if flags & 0x0008 else 4 if flags & 0x0040 else 8 if flags & 0x0080 else 0
        more = bool(flags & 0x0020)
    return places


def _read_tables(data: bytes) -> dict[bytes, bytes]:
    if data[:4] not in {b"\0\1\0\0", b"true"}:
        raise FontMergeError("this is no TrueType font program")
    tables: dict[bytes, bytes] = {}
    for index in range(struct.unpack(">H", data[4:6])[0]):
        tag, _, offset, length = struct.unpack(">4sIII", data[12 + 16 * index : 28 + 16 * index])
        tables[tag] = data[offset : offset + length]
    return tables


def _offsets(tables: dict[bytes, bytes], count: int) -> Sequence[int]:
    """The loca table: where each glyph begins in glyf, with one more for the end."""
    long = tables[b"head"][50:52] == b"\0\1"
    offsets = array("I" if long else "H", tables[b"loca"])
    if sys.byteorder == "little":
        offsets.byteswap()
    if len(offsets) <= count:
        raise FontMergeError("the table of glyph positions is too short")
    return offsets[: count + 1] if long else [2 * offset for offset in offsets[: count + 1]]


def _metrics(tables: dict[bytes, bytes], wanted: Iterable[int], count: int) -> dict[int, tuple[int, int]]:
    """Advance and left bearing of some glyphs; glyphs after the last full entry share its advance."""
    full = struct.unpack(">H", tables[b"hhea"][34:36])[0]
    table = tables[b"hmtx"]
    made: dict[int, tuple[int, int]] = {}
    for number in wanted:
        if number >= count:
            continue
        if number < full:
            made[number] = struct.unpack_from(">Hh", table, 4 * number)
        else:
            advance = struct.unpack_from(">H", table, 4 * (full - 1))[0]
            made[number] = (advance, struct.unpack_from(">h", table, 4 * full + 2 * (number - full))[0])
    return made


def _glyph_tables(outlines: dict[int, bytes], count: int) -> dict[bytes, bytes]:
    offsets = array("I", [0])
    glyf = bytearray()
    for number in range(count):
        outline = outlines.get(number, b"")
        glyf += outline + bytes(-len(outline) % 4)
        offsets.append(len(glyf))
    if sys.byteorder == "little":
        offsets.byteswap()
    return {b"glyf": bytes(glyf), b"loca": offsets.tobytes()}


def _head(heads: Sequence[bytes]) -> bytes:
    """The first head with the union of the boxes, long glyph positions and no checksum yet."""
    boxes = [struct.unpack(">4h", head[36:44]) for head in heads]
    low, high = (
        [min(box[i] for box in boxes) for i in (0, 1)],
        [max(box[i] for box in boxes) for i in (2, 3)],
    )
    head = heads[0]
    return (
        head[:8]
        + bytes(4)
        + head[12:36]
        + struct.pack(">4h", *low, *high)
        + head[44:50]
        + b"\0\1"
        + head[52:54]
    )


def _largest_maxp(tables: Sequence[bytes], count: int) -> bytes:
    """Version, number of glyphs, then the largest of each limit."""
    limits = [struct.unpack(f">{len(table[6:]) // 2}H", table[6:]) for table in tables]
    largest = [max(values) for values in zip(*limits, strict=True)]
    return tables[0][:4] + struct.pack(f">H{len(largest)}H", count, *largest)


def _checksum(data: bytes) -> int:
    padded = data + bytes(-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF


def _write_font(tables: dict[bytes, bytes]) -> bytes:
    """Assemble tables by tag, with their checksums and that of the whole."""
    power = len(tables).bit_length() - 1
    search = 16 << power
    directory = struct.pack(">4s4H", b"\0\1\0\0", len(tables), search, power, 16 * len(tables) - search)
    offset = 12 + 16 * len(tables)
    bodies = b""
    for tag in sorted(tables):
        data = tables[tag]
        directory += struct.pack(">4sIII", tag, _checksum(data), offset + len(bodies), len(data))
        bodies += data + bytes(-len(data) % 4)
    font = directory + bodies
    head = offset + sum(len(tables[tag]) + -len(tables[tag]) % 4 for tag in sorted(tables) if tag < b"head")
    adjustment = (0xB1B0AFBA - _checksum(font)) & 0xFFFFFFFF
    return font[: head + 8] + struct.pack(">I", adjustment) + font[head + 12 :]
