"""What sections have in common is kept once: fonts (their subsets merged) and equal images."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf

from booklet.press.glyphs import FontMergeError, merge_subsets, read_subset
from booklet.press.words import unicode_map


@dataclass(frozen=True)
class _Use:
    """A composite font of one section: where its dictionary hangs, what it maps and how wide."""

    holder: Any
    key: str
    font: Any
    text: dict[int, str]
    widths: dict[int, Any]

    @property
    def descendant(self) -> Any:
        return self.font.DescendantFonts[0]

    @property
    def descriptor(self) -> Any:
        return self.descendant.FontDescriptor


def share_fonts(pdf: Pdf) -> None:
    """Merge the subsets of each font. Fonts that cannot be merged stay as they are, each with its own.

    WeasyPrint names a subset by a digest of family, weight and style, so equal names mean one font.
    """
    families: dict[str, list[_Use]] = {}
    for use in _uses(pdf):
        families.setdefault(str(use.font.BaseFont), []).append(use)
    for uses in families.values():
        if len(uses) > 1:
            _merge(pdf, uses)


def _uses(pdf: Pdf) -> Iterator[_Use]:
    """Every mergeable font, once for each resource dictionary that names it."""
    seen: set[tuple[int, int]] = set()
    for resources in resources_of(pdf):
        holder = resources.get("/Font")
        if holder is None or (holder.is_indirect and holder.objgen in seen):
            continue
        seen.add(holder.objgen)
        for key, font in holder.items():
            if font.get("/Encoding") != Name("/Identity-H"):
                continue
            descendant = font.DescendantFonts[0]
            if "/FontFile2" in descendant.FontDescriptor and "/W" in descendant:
                yield _Use(holder, key, font, unicode_map(font), _widths(descendant.W))


def resources_of(pdf: Pdf) -> Iterator[Any]:
    """Resource dictionaries of pages and of the forms drawn on them, each once."""
    seen: set[tuple[int, int]] = set()
    waiting = [page.obj.get("/Resources") for page in pdf.pages]
    while waiting:
        resources = waiting.pop(0)
        if resources is None or (resources.is_indirect and resources.objgen in seen):
            continue
        seen.add(resources.objgen)
        yield resources
        for kind in ("/XObject", "/Pattern"):
            waiting += [inner.get("/Resources") for inner in (resources.get(kind) or {}).values()]


def _widths(array: Any) -> dict[int, Any]:
    """Glyph → width from a /W array in its form ``first [w w …]`` (ISO 32000-1, 9.7.4.3)."""
    parts = list(array)
    made: dict[int, Any] = {}
    for first, run in zip(parts[::2], parts[1::2], strict=True):
        made |= {int(first) + offset: width for offset, width in enumerate(run)}
    return made


def _merge(pdf: Pdf, uses: list[_Use]) -> None:
    """Give all uses one font program, and all uses that map glyphs alike one font dictionary."""
    programs: dict[bytes, set[int]] = {}
    for use in uses:
        programs.setdefault(use.descriptor.FontFile2.read_bytes(), set()).update(use.widths, use.text)
    try:
        merged = merge_subsets([read_subset(data, used) for data, used in programs.items()])
    except FontMergeError:
        _share_equal(uses)
        return
    descriptor = pdf.make_indirect(Dictionary(uses[0].descriptor))
    descriptor.FontFile2 = pdf.make_stream(merged, Length1=len(merged))
    boxes = [[float(value) for value in use.descriptor.FontBBox] for use in uses]
    low, high = (
        [min(box[i] for box in boxes) for i in (0, 1)],
        [max(box[i] for box in boxes) for i in (2, 3)],
    )
    descriptor.FontBBox = Array([*low, *high])
    alike: list[_Use] = []
    text: dict[int, str] = {}
    widths: dict[int, Any] = {}
    for use in uses:
        if _agree(use.text, text) and _agree(use.widths, widths):
            alike.append(use)
            text |= use.text
            widths |= use.widths
        else:
            use.descendant.FontDescriptor = descriptor
    font = _font(pdf, uses[0], descriptor, text, widths)
    for use in alike:
        use.holder[use.key] = font


def _agree(one: dict[int, Any], other: dict[int, Any]) -> bool:
    return all(other.get(key, value) == value for key, value in one.items())


def _share_equal(uses: list[_Use]) -> None:
    """Equal font programs, at least, are embedded once."""
    kept: dict[bytes, Any] = {}
    for use in uses:
        program = use.descriptor.FontFile2
        use.descriptor.FontFile2 = kept.setdefault(hashlib.sha256(program.read_bytes()).digest(), program)


def _font(pdf: Pdf, use: _Use, descriptor: Any, text: dict[int, str], widths: dict[int, Any]) -> Any:
    """A composite font like the one in use, for all these glyphs."""
    descendant = Dictionary(use.descendant)
    descendant.FontDescriptor = descriptor
    descendant.W = _width_array(widths)
    font = Dictionary(use.font)
    font.DescendantFonts = Array([pdf.make_indirect(descendant)])
    font.ToUnicode = pdf.make_stream(_unicode_stream(text))
    return pdf.make_indirect(font)


def _width_array(widths: dict[int, Any]) -> Any:
    runs: list[Any] = []
    last = -2
    for glyph in sorted(widths):
        if glyph != last + 1:
            runs += [glyph, []]
        runs[-1].append(widths[glyph])
        last = glyph
    return Array([Array(run) if isinstance(run, list) else run for run in runs])


def _unicode_stream(text: dict[int, str]) -> bytes:
    """A ToUnicode map (ISO 32000-1, 9.10.3), at most 100 entries a block."""
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <ffff>",
        "endcodespacerange",
    ]
    entries = [f"<{glyph:04x}> <{text[glyph].encode('utf-16-be').hex()}>" for glyph in sorted(text)]
    for start in range(0, len(entries), 100):
        block = entries[start : start + 100]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode("ascii")


def share_images(pdf: Pdf) -> None:
    """Equal images of different sections are embedded once (soft masks first, then what they mask)."""
    kept: dict[bytes, Any] = {}
    for holder, key, image in images_of(pdf):
        if "/SMask" in image:
            image.SMask = kept.setdefault(_digest(image.SMask), image.SMask)
        holder[key] = kept.setdefault(_digest(image), image)


def images_of(pdf: Pdf) -> Iterator[tuple[Any, str, Any]]:
    """(resource dictionary, name, image) for every use of an image."""
    for resources in resources_of(pdf):
        holder = resources.get("/XObject") or {}
        for key, image in list(holder.items()):
            if image.get("/Subtype") == Name.Image:
                yield holder, key, image


def _digest(image: Any) -> bytes:
    """Of an image's bytes and of all its dictionary says; masks, being shared first, count by number."""
    said = sorted((key, str(_plain(value))) for key, value in image.items() if key != "/Length")
    return hashlib.sha256(repr(said).encode() + image.read_raw_bytes()).digest()


def _plain(value: Any) -> Any:
    if not isinstance(value, Object):
        return value
    return value.objgen if value.is_indirect else value.unparse()
