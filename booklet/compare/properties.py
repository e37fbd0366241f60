"""What a PDF says of itself: outline, page labels, metadata, attachments, fonts and page boxes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any, NamedTuple

import pikepdf

from booklet.compare.align import align, list_edits
from booklet.compare.fingerprints import inherited
from booklet.compare.links import walk_names
from booklet.compare.matching import Match
from booklet.compare.opening import OpenPdf
from booklet.compare.values import Change, ChangeKind, Layer, Place
from booklet.compare.words import strip_prefix
from booklet.workspace import digest

MAX_NODES = 100_000
"""An outline with more entries than this is not read to its end."""

BOXES = ("MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox", "Rotate", "UserUnit")

_ROOT_KEYS = ("/Lang", "/PageMode", "/PageLayout", "/Version")


Told = tuple[str | None, str | None]
"""What stood and what stands there, in words."""


def changed(
    layer: Layer,
    told: Told,
    note: str = "",
    pages: tuple[int | None, int | None] = (None, None),
) -> Change | None:
    """The change of a value, ``None`` standing for none; no change when both are the same."""
    old, new = told
    if old == new:
        return None
    kind = ChangeKind.INSERTED if old is None else ChangeKind.DELETED if new is None else ChangeKind.CHANGED
    before, after = (((Place(page + 1),) if page is not None else ()) for page in pages)
    return Change(layer, kind, old or "", new or "", before, after, note)


class Entry(NamedTuple):
    """An entry of the outline: level from 1, words, 0-based page that it goes to."""

    level: int
    title: str
    page: int | None


def read_outline(document: OpenPdf) -> list[Entry]:
    """The outline in order."""
    root = document.said.Root.get("/Outlines")
    entries: list[Entry] = []
    waiting: list[tuple[Any, int]] = []
    if isinstance(root, pikepdf.Dictionary) and "/First" in root:
        waiting.append((root.First, 1))
    names = dict(walk_names(document.said.Root)) if waiting else {}
    seen: set[tuple[int, int]] = set()
    while waiting and len(entries) < MAX_NODES:
        node, level = waiting.pop()
        if not isinstance(node, pikepdf.Dictionary) or node.objgen in seen:
            continue
        if node.is_indirect:
            seen.add(node.objgen)
        goal = node.get("/Dest", node.A.get("/D") if "/A" in node else None)
        entries.append(Entry(level, str(node.get("/Title", "")), _page_of(document, goal, names)))
        if "/Next" in node:
            waiting.append((node.Next, level))
        if "/First" in node:
            waiting.append((node.First, level + 1))
    return entries


def _page_of(document: OpenPdf, goal: Any, names: dict[str, Any]) -> int | None:
    if isinstance(goal, pikepdf.String | pikepdf.Name):
        goal = names.get(str(goal).lstrip("/"))
    if isinstance(goal, pikepdf.Dictionary):
        goal = goal.get("/D")
    if isinstance(goal, pikepdf.Array) and len(goal) and isinstance(goal[0], pikepdf.Dictionary):
        return document.page_indices.get(goal[0].objgen)
    return None


def outline_changes(match: Match, old: list[Entry], new: list[Entry]) -> Iterator[Change]:
    """Bookmarks that came, went, were renamed or lead elsewhere."""
    before, after = ([(entry.level, entry.title) for entry in entries] for entries in (old, new))
    blocks = align(before, after)
    for block in blocks:
        for step in range(block.size):
            one, other = old[block.old + step], new[block.new + step]
            expected = None if one.page is None else match.new_of_old.get(one.page)
            if expected != other.page and not (expected is None and one.page is not None):
                told = (_say_page(one.page), _say_page(other.page))
                change = changed(Layer.OUTLINE, told, f"target of “{other.title}”", (one.page, other.page))
                if change:
                    yield change
    for edit in list_edits(blocks, (0, 0), (len(old), len(new))):
        gone, come = old[edit.old_start : edit.old_end], new[edit.new_start : edit.new_end]
        for one_entry, other_entry in zip_longest(gone, come):
            change = changed(
                Layer.OUTLINE,
                _say_entries(one_entry, other_entry),
                "bookmark",
                (one_entry and one_entry.page, other_entry and other_entry.page),
            )
            if change:
                yield change


def _say_page(page: int | None) -> str:
    return "nowhere" if page is None else f"page {page + 1}"


def _say_entries(one: Entry | None, other: Entry | None) -> Told:
    if one and other and one.title == other.title:
        return f"{one.title} (level {one.level})", f"{other.title} (level {other.level})"
    return one and one.title, other and other.title


class LabelRange(NamedTuple):
    """Pages from the 0-based ``page_index`` on are labelled with a style, a prefix and a first number."""

    page_index: int
    words: str


def read_labels(document: OpenPdf) -> list[LabelRange]:
    """The ranges of page labels (ISO 32000-1, 12.4.2)."""
    root = document.said.Root.get("/PageLabels")
    ranges: list[LabelRange] = []
    waiting = [root] if isinstance(root, pikepdf.Dictionary) else []
    while waiting and len(ranges) < MAX_NODES:
        node = waiting.pop()
        numbers = list(node.get("/Nums", []))
        for index, label in zip(numbers[::2], numbers[1::2], strict=False):
            style = {
                "/D": "1, 2, 3",
                "/r": "i, ii, iii",
                "/R": "I, II, III",
                "/a": "a, b, c",
                "/A": "A, B, C",
            }
            shown = style.get(str(label.get("/S", "")), "no number")
            start = int(label.get("/St", 1))
            parts = [f"“{label.P}”" if "/P" in label else "", shown, f"from {start}" if start != 1 else ""]
            ranges.append(LabelRange(int(index), " ".join(part for part in parts if part)))
        waiting += reversed([kid for kid in node.get("/Kids", []) if isinstance(kid, pikepdf.Dictionary)])
    return sorted(ranges)


def label_changes(match: Match, old: list[LabelRange], new: list[LabelRange]) -> Iterator[Change]:
    """How the numbering of pages changed, but for the pages that came and went within it."""
    if [label.words for label in old] == [label.words for label in new] and all(
        _begins_where_it_did(match, one.page_index, other.page_index)
        for one, other in zip(old, new, strict=True)
    ):
        return
    change = changed(Layer.LABELS, (_say_ranges(old), _say_ranges(new)), "page labels")
    if change:
        yield change


def _begins_where_it_did(match: Match, old: int, new: int) -> bool:
    """Whether a range of labels begins between the pages that answer to those around its old beginning."""
    before = max((page for page in match.new_of_old if page < old), default=-1)
    after = min((page for page in match.new_of_old if page >= old), default=-1)
    first = match.new_of_old[before] + 1 if before >= 0 else 0
    last = match.new_of_old[after] if after >= 0 else match.counts[1]
    return first <= new <= last


def _say_ranges(labels: list[LabelRange]) -> str | None:
    return "; ".join(f"from page {label.page_index + 1}: {label.words}" for label in labels) or None


def read_metadata(document: OpenPdf) -> dict[str, str]:
    """What the file says of itself, field by field: information, XMP, viewing, attachments, intents."""
    pdf, found = document.said, {}
    if "/Info" in pdf.trailer:
        for key, value in pdf.docinfo.items():
            found[f"Info {key[1:]}"] = str(value)
    root = pdf.Root
    for key in _ROOT_KEYS:
        if key in root:
            found[f"Catalog {key[1:]}"] = str(root[key]).lstrip("/")
    for group in ("/ViewerPreferences", "/MarkInfo"):
        if isinstance(root.get(group), pikepdf.Dictionary):
            for key, value in root[group].items():
                found[f"{group[1:]} {key[1:]}"] = str(value).lstrip("/")
    found["PDF version"] = str(pdf.pdf_version)
    if pdf.is_encrypted:
        refused = [name for name, allowed in zip(pdf.allow._fields, pdf.allow, strict=True) if not allowed]
        found["Encryption"] = f"forbids {', '.join(refused) or 'nothing'}"
    for number, intent in enumerate(root.get("/OutputIntents", []), 1):
        words = (str(intent.get(key, "")).lstrip("/") for key in ("/S", "/OutputConditionIdentifier"))
        found[f"OutputIntent {number}"] = " ".join(words).strip()
    for name, spec in pdf.attachments.items():
        found[f"Attachment {name}"] = f"SHA-256 {digest(spec.get_file().read_bytes())[:16]}"
    return found | _read_xmp(document)


def _read_xmp(document: OpenPdf) -> dict[str, str]:
    if "/Metadata" not in document.said.Root:
        return {}
    try:
        with document.said.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
            fields = {f"XMP {_prefixed(key)}": _told(value) for key, value in xmp.items()}
    except (ValueError, KeyError, TypeError, AttributeError, pikepdf.PdfError):
        return {"XMP": f"cannot be read, SHA-256 {digest(document.said.Root.Metadata.read_bytes())[:16]}"}
    return fields


_NAMESPACES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://ns.adobe.com/xap/1.0/rights/": "xmpRights",
    "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://www.aiim.org/pdfa/ns/id/": "pdfaid",
    "http://www.aiim.org/pdfua/ns/id/": "pdfuaid",
    "http://www.npes.org/pdfx/ns/id/": "pdfxid",
}


def _prefixed(key: str) -> str:
    namespace, _, name = key.lstrip("{").rpartition("}")
    return f"{_NAMESPACES.get(namespace, namespace)}:{name}" if namespace else key


def _told(value: Any) -> str:
    if isinstance(value, set | frozenset):
        return ", ".join(sorted(str(item) for item in value))
    if isinstance(value, list | tuple):
        return ", ".join(str(item) for item in value)
    return str(value)


def field_changes(layer: Layer, old: dict[str, str], new: dict[str, str]) -> Iterator[Change]:
    """Fields by name that came, went or changed."""
    for key in dict.fromkeys((*old, *new)):
        change = changed(layer, (old.get(key), new.get(key)), key)
        if change:
            yield change


def read_fonts(document: OpenPdf) -> dict[str, str]:
    """The fonts that pages name, without subset prefixes: kind, and whether they are embedded."""
    found: dict[str, set[str]] = defaultdict(set)
    seen: set[tuple[int, int]] = set()
    waiting = [inherited(page, "/Resources") for page in document.pages]
    while waiting:
        resources = waiting.pop()
        if not isinstance(resources, pikepdf.Dictionary):
            continue
        for category in ("/Font", "/XObject"):
            entries = resources.get(category)
            for entry in entries.values() if isinstance(entries, pikepdf.Dictionary) else ():
                if not isinstance(entry, pikepdf.Object) or entry.objgen in seen:
                    continue
                if entry.is_indirect:
                    seen.add(entry.objgen)
                if category == "/Font" and isinstance(entry, pikepdf.Dictionary):
                    name = strip_prefix(str(entry.get("/BaseFont", "/unnamed"))[1:])
                    found[name].add(_kind_of_font(entry))
                elif isinstance(entry, pikepdf.Stream) and "/Resources" in entry:
                    waiting.append(entry.Resources)
    return {name: ", ".join(sorted(kinds)) for name, kinds in sorted(found.items())}


def _kind_of_font(font: Any) -> str:
    inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    descriptor = inner.get("/FontDescriptor", {})
    embedded = any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    kind = str(inner.get("/Subtype", "/font"))[1:]
    return kind if embedded or kind == "Type3" else f"{kind}, not embedded"


def font_changes(old: dict[str, str], new: dict[str, str]) -> Iterator[Change]:
    """Fonts that came, went, or are now of another kind."""
    for name in dict.fromkeys((*old, *new)):
        before, after = (f"{name} ({side[name]})" if name in side else None for side in (old, new))
        change = changed(Layer.FONTS, (before, after))
        if change:
            yield change


def box_changes(match: Match, old: OpenPdf, new: OpenPdf) -> Iterator[Change]:
    """Page boxes, rotation and unit that differ, the same difference once for all pages that have it."""
    found: dict[tuple[str, str, str], list[tuple[int, int]]] = defaultdict(list)
    for before, after in sorted(match.new_of_old.items(), key=lambda pair: pair[1]):
        if match.same_pages.get(before) == after:
            continue
        for box in BOXES:
            told = [
                _say_box(inherited(document.pages[i], f"/{box}"))
                for document, i in ((old, before), (new, after))
            ]
            if told[0] != told[1]:
                found[box, told[0], told[1]].append((before, after))
    for (box, one, other), pairs in found.items():
        places = ([Place(pair[side] + 1) for pair in pairs] for side in (0, 1))
        old_places, new_places = (tuple(pages) for pages in places)
        yield Change(
            Layer.BOXES, ChangeKind.CHANGED, one, other, old_places, new_places, box, count=len(pairs)
        )


def _say_box(value: Any) -> str:
    if isinstance(value, pikepdf.Array):
        return " ".join(f"{round(float(number), 2):g}" for number in value) + " pt"
    return "none" if value is None else f"{float(value):g}"
