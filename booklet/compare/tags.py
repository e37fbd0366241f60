"""The structure tree: roles in reading order, attributes that readers hear, and alternative texts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pikepdf

from booklet.compare.align import align
from booklet.compare.matching import Match
from booklet.compare.opening import OpenPdf
from booklet.compare.places import Locator, place_of, places_of
from booklet.compare.streams import PageReader
from booklet.compare.values import Change, ChangeKind, Layer, Place
from booklet.compare.words import plain

MAX_ELEMENTS = 500_000
"""A tree with more elements than this is not read to its end."""

MAX_LOOKED_UP = 50
"""For so many elements the pages are read only to say where they stand."""

HEARD = ("/Scope", "/RowSpan", "/ColSpan", "/Headers", "/ListNumbering", "/Summary", "/Short")
"""Attributes that change what assistive technology says (ISO 32000-1, 14.8.5)."""


TRANSPARENT = frozenset({"Span", "NonStruct"})
"""Roles that say nothing by themselves: some engines make a Span of every line."""


@dataclass
class Element:
    """A structure element: role, 0-based page (-1: none), marked contents, and what is heard of it.

    ``marks`` are pages and ids, also those of Spans within it that say nothing.
    """

    role: str
    page: int
    marks: list[tuple[int, int]] = field(default_factory=list)
    alt: str = ""
    actual: str = ""
    heard: str = ""
    box: tuple[float, float, float, float] | None = None


@dataclass
class TagTree:
    """The elements of a document in reading order; ``complete`` is false for a tree that was cut off."""

    elements: list[Element] = field(default_factory=list)
    complete: bool = True
    order: list[tuple[int, int]] = field(default_factory=list)

    @property
    def ranks(self) -> dict[tuple[int, int], int]:
        """The place of each marked content (0-based page and id) in reading order."""
        return {mark: rank for rank, mark in enumerate(self.order)}


_Waiting = tuple[Any, int, Element | None]
"""A node of the tree or the id of a marked content, its 0-based page, and the element that it is within."""


def read_tags(document: OpenPdf) -> TagTree:
    """The structure tree of a document, flat; empty when there is none."""
    tree = TagTree()
    root = document.said.Root.get("/StructTreeRoot")
    if not isinstance(root, pikepdf.Dictionary):
        return tree
    waiting: list[_Waiting] = [(kid, -1, None) for kid in reversed(_kids(root))]
    seen: set[tuple[int, int]] = set()
    while waiting:
        node, page, parent = waiting.pop()
        if isinstance(node, int):
            if parent:
                parent.marks.append((page, node))
                tree.order.append((page, node))
            continue
        if len(tree.elements) >= MAX_ELEMENTS:
            tree.complete = False
            break
        if node.objgen in seen:
            # An element has one parent: this leads back.
            tree.complete = False
            continue
        if node.is_indirect:
            seen.add(node.objgen)
        waiting += reversed(list(_open_element(document, node, page, parent, tree)))
    for element in tree.elements:
        if element.marks:
            element.page = element.marks[0][0]
    return tree


def _open_element(
    document: OpenPdf, node: Any, page: int, parent: Element | None, tree: TagTree
) -> Iterator[_Waiting]:
    """Add an element to the tree; what is within it, in reading order, with the element it belongs to."""
    indices = document.page_indices
    keys = node.keys()
    if "/S" not in keys:
        return
    if "/Pg" in keys:
        page = indices.get(node.Pg.objgen, page)
    element = _element(document, node, keys, page)
    if parent is None or element.role not in TRANSPARENT or _says_something(element):
        tree.elements.append(element)
        parent = element
    for kid in _kids(node):
        if isinstance(kid, int):
            yield kid, page, parent
            continue
        kid_keys = kid.keys()
        if "/S" in kid_keys:
            yield kid, page, parent
        elif "/MCID" in kid_keys:
            own = indices.get(kid.Pg.objgen, page) if "/Pg" in kid_keys else page
            yield int(kid.MCID), own, parent


def _says_something(element: Element) -> bool:
    return bool(element.alt or element.actual or element.heard)


def _kids(node: Any) -> list[Any]:
    kids = node.get("/K")
    found = list(kids) if isinstance(kids, pikepdf.Array) else [] if kids is None else [kids]
    return [kid for kid in found if isinstance(kid, int | pikepdf.Dictionary)]


def _element(document: OpenPdf, node: Any, keys: Set[str], page: int) -> Element:
    """An element without its marks. ``keys`` are those of the node: to ask for each would take long."""
    element = Element(str(node.S)[1:], page)
    if "/Alt" in keys:
        element.alt = str(node.Alt)
    if "/ActualText" in keys:
        element.actual = str(node.ActualText)
    heard = [f"Lang {node.Lang}"] if "/Lang" in keys else []
    if "/A" in keys:
        attributes = node.A
        for owner in attributes if isinstance(attributes, pikepdf.Array) else [attributes]:
            if not isinstance(owner, pikepdf.Dictionary):
                continue
            names = owner.keys()
            heard += (f"{key[1:]} {_shown(key, owner[key])}" for key in HEARD if key in names)
            if "/BBox" in names and page >= 0:
                x0, y0, x1, y1 = (float(value) for value in owner.BBox)
                element.box = document.frame(page).box(x0, y0, x1, y1)
    element.heard = ", ".join(heard)
    return element


def _shown(key: str, value: Any) -> str:
    if key == "/Headers" and isinstance(value, pikepdf.Array):
        # The ids of header cells are made up by whoever writes the file.
        return str(len(value))
    if isinstance(value, pikepdf.Array):
        return " ".join(str(item) for item in value)
    return str(value).lstrip("/")


@dataclass(frozen=True)
class Tags:
    """Tells how two structure trees differ, for documents whose words are aligned."""

    match: Match
    old: Sequence[Element]
    new: Sequence[Element]
    readers: tuple[PageReader, PageReader]
    locator: Locator

    @cached_property
    def _texts(self) -> tuple[Mapping[tuple[int, int], str], Mapping[tuple[int, int], str]]:
        """By page and marked content, its words as they are compared."""
        ours, theirs = (_texts_of(reader, stream.pages) for reader, stream in self._sides)
        return ours, theirs

    @property
    def _sides(self) -> Iterator[tuple[PageReader, Any]]:
        return zip(self.readers, (self.match.old, self.match.new), strict=True)

    @cached_property
    def _blocks(self) -> list[tuple[int, int]]:
        """Pairs of indices of elements with the same role and content, and those between with one role."""
        ours = [self._token(element, 0) for element in self.old]
        theirs = [self._token(element, 1) for element in self.new]
        pairs: list[tuple[int, int]] = []
        at = (0, 0)
        for block in (*align(ours, theirs), None):
            old_end, new_end = (block.old, block.new) if block else (len(ours), len(theirs))
            roles = [e.role for e in self.old[at[0] : old_end]], [e.role for e in self.new[at[1] : new_end]]
            for inner in align(*roles):
                pairs += (
                    (at[0] + inner.old + step, at[1] + inner.new + step) for step in range(inner.size)
                )
            if block:
                pairs += ((block.old + step, block.new + step) for step in range(block.size))
                at = (block.old + block.size, block.new + block.size)
        return pairs

    def _token(self, element: Element, side: int) -> tuple[Any, ...]:
        same = self.match.same_pages if side == 0 else {new: new for new in self.match.same_pages.values()}
        content: list[Any] = [(same[page], mark) for page, mark in element.marks if page in same]
        # Words as one text: where lines are parted is no matter of the structure.
        texts = (self._texts[side].get(place) for place in element.marks if place[0] not in same)
        words = " ".join(text for text in texts if text)
        return (element.role, *content, *([words] if words else []))

    def changes(self) -> Iterator[Change]:
        """What came, went or changed of roles and attributes, and every alternative text that changed."""
        gone, come = set(range(len(self.old))), set(range(len(self.new)))
        attributes: dict[tuple[str, str], list[tuple[Element, Element]]] = defaultdict(list)
        for i, j in self._blocks:
            gone.discard(i)
            come.discard(j)
            one, other = self.old[i], self.new[j]
            if one.heard != other.heard:
                attributes[f"{one.role} {one.heard}".strip(), f"{other.role} {other.heard}".strip()].append(
                    (one, other)
                )
            yield from self._texts_changed(one, other)
        for (old, new), pairs in attributes.items():
            places = self._places([one for one, _ in pairs], 0), self._places([o for _, o in pairs], 1)
            yield Change(Layer.TAGS, ChangeKind.CHANGED, old, new, *places, "attributes", count=len(pairs))
        yield from self._roles(sorted(gone), sorted(come))

    def _texts_changed(self, one: Element, other: Element) -> Iterator[Change]:
        for old, new, note in (
            (one.alt, other.alt, f"alternative text of a {other.role}"),
            (one.actual, other.actual, f"replacement text of a {other.role}"),
        ):
            if old != new:
                kind = ChangeKind.CHANGED if old and new else _kind(bool(new))
                yield self._told(Layer.ALT, kind, (old, new), (one, other), note)

    def _told(
        self,
        layer: Layer,
        kind: ChangeKind,
        words: tuple[str, str],
        elements: tuple[Element | None, Element | None],
        note: str,
    ) -> Change:
        before, after = (
            self._places([element], side) if element else () for side, element in enumerate(elements)
        )
        origin = self.locator.of_places(after)
        return Change(layer, kind, *words, before, after, note, (), origin.span, origin.anchor, origin.case)

    def _roles(self, gone: list[int], come: list[int]) -> Iterator[Change]:
        """Elements of one side alone: those of one content have another role, the rest came and went."""
        contents: dict[tuple[Any, ...], list[int]] = defaultdict(list)
        for i in gone:
            token = self._token(self.old[i], 0)
            if len(token) > 1:
                contents[token[1:]].append(i)
        renamed: dict[tuple[str, str], list[tuple[Element, Element]]] = defaultdict(list)
        left = []
        for j in come:
            token = self._token(self.new[j], 1)
            same = contents.get(token[1:]) if len(token) > 1 else None
            if same:
                one, other = self.old[same[0]], self.new[j]
                gone.remove(same.pop(0))
                if one.role != other.role:
                    renamed[one.role, other.role].append((one, other))
                yield from self._texts_changed(one, other)
            else:
                left.append(j)
        for (old, new), pairs in renamed.items():
            places = self._places([one for one, _ in pairs], 0), self._places([o for _, o in pairs], 1)
            origin = self.locator.of_places(places[1])
            yield Change(
                Layer.TAGS, ChangeKind.CHANGED, old, new, *places, "role", (),
                origin.span, origin.anchor, origin.case, len(pairs),
            )  # fmt: skip
        yield from self._rest([self.old[i] for i in gone], [self.new[j] for j in left])

    def _rest(self, gone: list[Element], come: list[Element]) -> Iterator[Change]:
        """What only one side has; of a role that is on both, only the surplus counts."""
        # An alternative text that went here and came there has moved with its picture.
        left, arrived = Counter(e.alt for e in gone), Counter(e.alt for e in come)
        for element in gone:
            if element.alt and (left - arrived)[element.alt]:
                note = f"alternative text of a {element.role}"
                yield self._told(Layer.ALT, ChangeKind.DELETED, (element.alt, ""), (element, None), note)
        for element in come:
            if element.alt and (arrived - left)[element.alt]:
                note = f"alternative text of a {element.role}"
                yield self._told(Layer.ALT, ChangeKind.INSERTED, ("", element.alt), (None, element), note)
        note = "elements"
        before, after = Counter(e.role for e in gone), Counter(e.role for e in come)
        for surplus, elements, side in ((before - after, gone, 0), (after - before, come, 1)):
            if not surplus:
                continue
            words = ", ".join(f"{count} × {role}" for role, count in sorted(surplus.items()))
            pages = sorted({e.page for e in elements if e.role in surplus and e.page >= 0})
            places = tuple(Place(page + 1) for page in pages)
            count = sum(surplus.values())
            if side:
                yield Change(Layer.TAGS, _kind(True), new=words, new_places=places, note=note, count=count)
            else:
                yield Change(Layer.TAGS, _kind(False), words, old_places=places, note=note, count=count)

    def _places(self, elements: list[Element], side: int) -> tuple[Place, ...]:
        """Where elements stand: their pictures or words, their boxes, or else their pages."""
        reader, stream = list(self._sides)[side]
        places: list[Place] = []
        for element in elements:
            if element.page < 0:
                continue
            if element.page in stream.pages or len(elements) <= MAX_LOOKED_UP:
                words = reader.read(element.page)
                pictures = reader.painted[element.page]
            else:
                words, pictures = [], []
            wanted = {mark for page, mark in element.marks if page == element.page}
            shown = [place_of((p.page_index, *p.box)) for p in pictures if p.mark in wanted]
            shown += places_of(word for word in words if word.mark in wanted)
            if not shown and element.box:
                shown = [place_of((element.page, *element.box))]
            places += shown or [Place(element.page + 1)]
        return tuple(dict.fromkeys(places))


def _kind(is_new: bool) -> ChangeKind:
    return ChangeKind.INSERTED if is_new else ChangeKind.DELETED


def _texts_of(reader: PageReader, pages: Sequence[int]) -> dict[tuple[int, int], str]:
    texts: dict[tuple[int, int], list[str]] = defaultdict(list)
    for page in pages:
        for word in reader.words.get(page, ()):
            if word.mark >= 0:
                texts[page, word.mark].append(plain(word.key))
    return {key: " ".join(words) for key, words in texts.items()}
