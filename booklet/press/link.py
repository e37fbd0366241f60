"""Join sections into one document: pages, tags, anchors, bookmarks, labels, furniture.

Sections know nothing of each other: their links name anchors (content paths, unique in the whole
publication) which are resolved here, and the furniture arrives as a document of its own whose page n
is drawn on page n as an artifact. What is asked for and not there is reported, not raised.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from booklet.findings import Finding, Report
from booklet.model.pages import Bookmark, Document, PageMap
from booklet.press.faults import BOOKMARK_LEVEL, BROKEN_ANCHOR, DUPLICATE_ANCHOR, PressError
from booklet.press.number import LabelRange, NumberedSection, label_ranges, number_pages
from booklet.press.parts import FURNITURE, LinkedSection
from booklet.press.prepare import PREPARED, open_section, save
from booklet.press.share import share_fonts, share_images

NOWHERE = "which is nowhere in the publication"

OPEN_LEVELS = 1
"""Bookmarks down to this level show what is below them when the file is opened."""


_PAINTING = frozenset({b"Tj", b"TJ", b"f", b"f*", b"S", b"B", b"B*", b"sh", b"Do"})
"""Content stream operators that leave something on the page, as WeasyPrint uses them."""


@dataclass(frozen=True)
class Joined:
    """An open document and what is known of it: the intermediate value of linking and finishing."""

    pdf: Pdf
    page_map: PageMap
    findings: tuple[Finding, ...]
    numbered: tuple[NumberedSection, ...]


def link_sections(sections: Sequence[LinkedSection], furniture: bytes | None = None) -> Document:
    """One PDF of all sections, pages still with their bleed (input of both finishes).

    ``furniture`` is an untagged PDF with exactly one page for each page of the sections, an empty one
    where nothing is to be drawn. Raises :class:`PressError` for bytes that are damaged or unprepared.
    """
    joined = join(sections, furniture)
    return Document(save(joined.pdf), joined.page_map, Report.of(joined.findings))


def join(sections: Sequence[LinkedSection], furniture: bytes | None = None) -> Joined:
    """What :func:`link_sections` does, without writing the file. Raises :class:`PressError`."""
    pdf = Pdf.new()
    joiner = _Joiner(pdf)
    for section in sections:
        try:
            joiner.add(section)
        except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError) as error:
            raise PressError(section.id, f"its PDF cannot be joined: {error}") from None
    joiner.finish_tree()
    joiner.finish_destinations()
    bookmarks = [bookmark for section in sections for bookmark in section.bookmarks]
    joiner.findings += write_outline(pdf, bookmarks, joiner.destinations)
    pdf.Root.PageLabels = label_tree(label_ranges(joiner.numbered))
    if furniture is not None:
        draw_furniture(pdf, furniture)
    share_fonts(pdf)
    share_images(pdf)
    return Joined(pdf, number_pages(joiner.numbered), tuple(joiner.findings), tuple(joiner.numbered))


class _Joiner:
    """The document while it grows. Pages are copied before tags, so that copied tags find their pages."""

    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self.top = pdf.make_indirect(Dictionary(S=Name.Document))
        self.tops: list[Any] = []
        self.page_parents: dict[int, Any] = {}
        self.annotations: list[tuple[Any, Any]] = []
        self.forms: list[tuple[Any, Any]] = []
        self.ids: dict[bytes, Any] = {}
        self.destinations: dict[str, Any] = {}
        self.numbered: list[NumberedSection] = []
        self.findings: list[Finding] = []
        self.links: list[tuple[int, Any]] = []

    def add(self, section: LinkedSection) -> None:
        """Append a section's pages, tags and anchors."""
        source = open_section(section.pdf, section.id)
        base, count = len(self.pdf.pages), len(source.pages)
        for copied in source.pages:
            self.pdf.pages.append(copied)
        owners = self._add_tree(source, section.id, base, count) if "/StructTreeRoot" in source.Root else {}
        for index in range(base, base + count):
            page: Any = self.pdf.pages[index].obj
            if "/StructParents" in page:
                page.StructParents = index
            for annotation in page.get("/Annots", []):
                if "/StructParent" in annotation:
                    self.annotations.append((annotation, owners[int(annotation.StructParent)]))
                if "/Dest" in annotation:
                    self.links.append((index + 1, annotation))
        anchors = self._add_destinations(source, base)
        self.numbered.append(NumberedSection(section.id, anchors, section.numbering, section.label))

    def _add_tree(self, source: Pdf, section: str, base: int, count: int) -> dict[int, Any]:
        """Copy a section's tree; returns which element owns the annotation of each old key."""
        mark = source.Root.get(PREPARED)
        if mark is None or str(mark.Id) != section:
            raise PressError(section, "its PDF has not been prepared for linking")
        root = self.pdf.copy_foreign(source.Root.StructTreeRoot)
        root.K[0].P = self.top
        self.tops.append(root.K[0])
        entries = list(root.ParentTree.Nums)
        owners: dict[int, Any] = {}
        for key, value in zip(map(int, entries[::2]), entries[1::2], strict=True):
            if key < count:
                self.page_parents[base + key] = value
            else:
                owners[key] = value
        for form in mark.Forms:
            copied = self.pdf.copy_foreign(form)
            self.forms.append((copied, owners[int(copied.StructParents)]))
        if "/IDTree" in root:
            names = list(root.IDTree.Names)
            self.ids |= {bytes(key): value for key, value in zip(names[::2], names[1::2], strict=True)}
        return owners

    def _add_destinations(self, source: Pdf, base: int) -> tuple[tuple[str, ...], ...]:
        """Take over named destinations; returns the anchors page by page, from top to bottom."""
        numbers = {page.obj.objgen: index for index, page in enumerate(source.pages)}
        placed: list[list[tuple[float, str]]] = [[] for _ in numbers]
        for name, destination in _names(source):
            index = numbers[destination[0].objgen]
            left, top = float(destination[2]), float(destination[3])
            if name in self.destinations:
                found = f"the anchor “{name}” occurs twice"
                self.findings.append(DUPLICATE_ANCHOR.at(None, found, page=base + index + 1))
                continue
            here = self.pdf.pages[base + index].obj
            self.destinations[name] = Array([here, Name.XYZ, round(left, 3), round(top, 3), 0])
            placed[index].append((-top, name))
        return tuple(tuple(name for _, name in sorted(anchors)) for anchors in placed)

    def finish_tree(self) -> None:
        """Write the one structure tree, unless no section was tagged."""
        if not self.tops:
            return
        pdf = self.pdf
        numbers: list[Any] = [
            item for key in sorted(self.page_parents) for item in (key, self.page_parents[key])
        ]
        following = len(pdf.pages)
        for kind, owned in (("/StructParent", self.annotations), ("/StructParents", self.forms)):
            for key, (thing, owner) in enumerate(owned, start=following):
                thing[kind] = key
                numbers += [key, owner]
            following += len(owned)
        root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([self.top])))
        root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
        root.ParentTreeNextKey = following
        if self.ids:
            names = [item for key in sorted(self.ids) for item in (String(key.decode()), self.ids[key])]
            root.IDTree = pdf.make_indirect(Dictionary(Names=Array(names)))
        self.top.P = root
        self.top.K = Array(self.tops)
        pdf.Root.StructTreeRoot = root
        pdf.Root.MarkInfo = Dictionary(Marked=True)

    def finish_destinations(self) -> None:
        """Write the name tree and take the destination off links that lead nowhere."""
        for page, annotation in self.links:
            name = str(annotation.Dest)
            if name not in self.destinations:
                words = str(annotation.get("/Contents", ""))
                message = f"the link “{words}” goes to “{name}”, {NOWHERE}"
                self.findings.append(BROKEN_ANCHOR.at(None, message, page=page))
                del annotation["/Dest"]
        if self.destinations:
            ordered = sorted(self.destinations, key=lambda name: bytes(String(name)))
            names = [item for name in ordered for item in (String(name), self.destinations[name])]
            tree = self.pdf.make_indirect(Dictionary(Names=Array(names)))
            self.pdf.Root.Names = Dictionary(Dests=tree)


def _names(source: Pdf) -> Iterator[tuple[str, Any]]:
    """(name, destination array) of a section; WeasyPrint writes the name tree as one flat array."""
    root = source.Root
    entries = list(root.Names.Dests.Names) if "/Names" in root and "/Dests" in root.Names else []
    for key, value in zip(entries[::2], entries[1::2], strict=True):
        yield str(key), value


def label_tree(ranges: Sequence[LabelRange]) -> Any:
    """The /PageLabels number tree (ISO 32000-1, 12.4.2)."""
    styles = {"roman": Name.r, "arabic": Name.D}
    numbers: list[Any] = []
    for entry in ranges:
        label = Dictionary()
        if entry.style != "none":
            label.S = styles[entry.style]
            label.St = entry.first
        if entry.prefix:
            label.P = String(entry.prefix)
        numbers += [entry.index, label]
    return Dictionary(Nums=Array(numbers))


def write_outline(pdf: Pdf, bookmarks: Sequence[Bookmark], destinations: dict[str, Any]) -> list[Finding]:
    """Write the document outline; bookmarks without their anchor are left out and reported."""
    findings: list[Finding] = []
    root = pdf.make_indirect(Dictionary(Type=Name.Outlines))
    path = [root]
    kids: dict[int, list[Any]] = {0: []}
    for bookmark in bookmarks:
        if bookmark.anchor not in destinations:
            message = f"the bookmark “{bookmark.title}” goes to “{bookmark.anchor}”, {NOWHERE}"
            findings.append(BROKEN_ANCHOR.at(None, message))
            continue
        level = min(bookmark.level, len(path))
        if bookmark.level > level:
            message = f"“{bookmark.title}” is of level {bookmark.level} under one of level {level - 1}"
            findings.append(BOOKMARK_LEVEL.at(None, message))
        del path[level:]
        parent = path[-1]
        item = pdf.make_indirect(Dictionary(Title=String(bookmark.title), Parent=parent))
        item.Dest = Array(destinations[bookmark.anchor])
        siblings = kids[level - 1]
        if siblings:
            item.Prev, siblings[-1].Next = siblings[-1], item
        else:
            parent.First = item
        parent.Last = item
        siblings.append(item)
        path.append(item)
        kids[level] = []
        _count(path, level)
    if kids[0]:
        pdf.Root.Outlines = root
    return findings


def _count(path: Sequence[Any], level: int) -> None:
    """Add the newest item (the last of the path) to the counts of what is visible above it."""
    parent = path[level - 1]
    if level - 1 > OPEN_LEVELS:
        parent.Count = int(parent.get("/Count", 0)) - 1
        return
    for ancestor in path[:level]:
        ancestor.Count = int(ancestor.get("/Count", 0)) + 1


def draw_furniture(pdf: Pdf, furniture: bytes) -> None:
    """Draw page n of the furniture document over page n, in a tagged document as an artifact.

    Raises :class:`PressError` when the numbers of pages differ or the furniture is tagged.
    """
    source = open_section(furniture, FURNITURE)
    if len(source.pages) != len(pdf.pages):
        counts = f"{len(source.pages)} pages for {len(pdf.pages)} of the publication"
        raise PressError(FURNITURE, f"it has {counts}")
    if "/StructTreeRoot" in source.Root:
        raise PressError(FURNITURE, "it is tagged; typeset it without tags")
    before = pdf.make_stream(b"q")
    tagged = "/StructTreeRoot" in pdf.Root
    for number, (page, drawn) in enumerate(zip(pdf.pages, source.pages, strict=True), start=1):
        if not _paints(drawn):
            continue
        name = f"/Furniture{number}"
        form = pdf.copy_foreign(drawn.as_form_xobject(handle_transformations=False))
        form.BBox = Array(drawn.mediabox)  # with the bleed: thumb tabs run over the trim
        if "/XObject" not in page.obj.Resources:
            page.obj.Resources.XObject = Dictionary()
        page.obj.Resources.XObject[name] = form
        draw = f"/Artifact <</Type /Pagination>> BDC {name} Do EMC" if tagged else f"{name} Do"
        after = pdf.make_stream(f"Q q {draw} Q".encode())
        page.obj.Contents = Array([before, *_streams(page.obj), after])


def _streams(page: Any) -> list[Any]:
    contents = page.get("/Contents", [])
    return list(contents) if isinstance(contents, Array) else [contents]


def _paints(page: Any) -> bool:
    """Whether a page shows, fills, strokes or places anything."""
    tokens = {token for stream in _streams(page.obj) for token in stream.read_bytes().split()}
    return not tokens.isdisjoint(_PAINTING)
