"""Links: where the words of a document lead, and links that have no words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pikepdf

from booklet.compare.align import Edit, align, list_edits
from booklet.compare.matching import Match
from booklet.compare.opening import OpenPdf
from booklet.compare.places import Locator, places_of, say
from booklet.compare.values import Change, ChangeKind, Layer, Place
from booklet.compare.words import Word, make_key

MAX_NODES = 200_000
"""A name tree with more nodes than this is not followed to its end."""

_NUMBERS = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)


class Target(NamedTuple):
    """Where a link leads: its words for people, and the 0-based page when it is named as such.

    ``goal`` is the 0-based page that it leads to in the end, also through a name.
    """

    text: str
    page: int | None = None
    goal: int | None = None


class Link(NamedTuple):
    """A link annotation: 0-based page, box as displayed, target, description for people who cannot see."""

    page: int
    box: tuple[float, float, float, float]
    target: Target
    contents: str

    @property
    def place(self) -> Place:
        """Its box as a place."""
        x0, y0, x1, y1 = self.box
        return Place(self.page + 1, round(x0, 2), round(y0, 2), round(x1 - x0, 2), round(y1 - y0, 2))


def read_links(document: OpenPdf) -> list[Link]:
    """The links of a document, page by page."""
    targets = _Targets(document)
    links = []
    for index, page in enumerate(document.pages):
        annotations = page.get("/Annots")
        if not isinstance(annotations, pikepdf.Array):
            continue
        for one in annotations:
            if isinstance(one, pikepdf.Dictionary) and one.get("/Subtype") == pikepdf.Name.Link:
                try:
                    x0, y0, x1, y1 = (float(value) for value in one.Rect)
                except (AttributeError, ValueError, TypeError):
                    x0 = y0 = x1 = y1 = 0.0
                box = document.frame(index).box(x0, y0, x1, y1)
                links.append(Link(index, box, targets.of(one), str(one.get("/Contents", ""))))
    return links


class _Targets:
    """Finds out where links lead."""

    def __init__(self, document: OpenPdf) -> None:
        self._document = document
        self._pages = {page.objgen: index for index, page in enumerate(document.pages)}
        self._names = dict(walk_names(document.said.Root))

    def of(self, annotation: Any) -> Target:
        """Where an annotation leads."""
        action = annotation.get("/A")
        if action is None:
            return self._goal(annotation.get("/Dest"))
        kind = str(action.get("/S", ""))
        if kind == "/URI":
            return Target(str(action.get("/URI", "")))
        if kind == "/GoTo":
            return self._goal(action.get("/D"))
        file = action.get("/F")
        named = file.get("/UF", file.get("/F", "")) if isinstance(file, pikepdf.Dictionary) else file
        parts = (kind.lstrip("/"), named, action.get("/N"), action.get("/D") if kind == "/GoToR" else None)
        return Target(" ".join(str(part) for part in parts if part is not None))

    def _goal(self, goal: Any) -> Target:
        if isinstance(goal, pikepdf.Array):
            page = self._page_of(goal)
            return Target("a page that is missing" if page is None else f"page {page + 1}", page, page)
        if goal is None:
            return Target("nowhere")
        name = str(goal).lstrip("/")
        found = self._names.get(name)
        if isinstance(found, pikepdf.Dictionary):
            found = found.get("/D")
        if not isinstance(found, pikepdf.Array):
            return Target(f"#{name}, which is missing")
        return Target(f"#{name}", None, self._page_of(found))

    def _page_of(self, goal: Any) -> int | None:
        if len(goal) and isinstance(goal[0], pikepdf.Dictionary):
            return self._pages.get(goal[0].objgen)
        index = int(goal[0]) if len(goal) and isinstance(goal[0], int) else -1
        return index if 0 <= index < len(self._pages) else None


def walk_names(root: Any) -> Iterator[tuple[str, Any]]:
    """The named destinations of a catalogue, as dictionary (PDF 1.1) and as name tree (7.9.6)."""
    for name, value in (root.get("/Dests") or {}).items():
        yield name.lstrip("/"), value
    names = root.get("/Names")
    nodes = [names.Dests] if isinstance(names, pikepdf.Dictionary) and "/Dests" in names else []
    for _ in range(MAX_NODES):
        if not nodes:
            return
        node = nodes.pop()
        if not isinstance(node, pikepdf.Dictionary):
            continue
        entries = list(node.get("/Names", []))
        for key, value in zip(entries[::2], entries[1::2], strict=False):
            yield str(key), value
        nodes += reversed(list(node.get("/Kids", [])))


Targets = Mapping[Word, Target]
"""Word → where it leads, for words that are links."""


@dataclass(frozen=True)
class Links:
    """Tells the changes of the links of two aligned documents."""

    match: Match
    old: list[Link]
    new: list[Link]
    linked: tuple[Linked, Linked]
    locator: Locator

    def changes(self) -> Iterator[Change]:
        """All changes: of words that lead elsewhere, of links without words, of descriptions."""
        ours, theirs = self.linked
        yield from self._matched(ours.targets, theirs.targets)
        yield from self._edited(ours.targets, theirs.targets)
        yield from self._silent()
        yield from self._descriptions()

    def _same(self, old: Target | None, new: Target | None) -> bool:
        if old is None or new is None:
            return old is new
        if old.page is not None and new.page is not None:
            return self.match.new_of_old.get(old.page) == new.page
        return old.text == new.text

    def _matched(self, ours: Targets, theirs: Targets) -> Iterator[Change]:
        """Words that stayed and lead elsewhere."""
        group: list[tuple[Word, Word]] = []
        key: tuple[Target | None, Target | None] | None = None
        for one, other in self.match.pairs:
            targets = (ours.get(one), theirs.get(other))
            if self._same(*targets):
                targets = (None, None)
            if targets != key and group and key:
                yield self._tell(key, group)
                group = []
            key = targets if targets != (None, None) else None
            if key:
                group.append((one, other))
        if group and key:
            yield self._tell(key, group)

    def _tell(self, key: tuple[Target | None, Target | None], group: list[tuple[Word, Word]]) -> Change:
        old, new = key
        kind = ChangeKind.CHANGED if old and new else ChangeKind.INSERTED if new else ChangeKind.DELETED
        words = [other for _, other in group]
        return self._change(kind, key, (places_of(w for w, _ in group), places_of(words)), say(words))

    def _change(
        self,
        kind: ChangeKind,
        targets: tuple[Target | None, Target | None],
        places: tuple[tuple[Place, ...], tuple[Place, ...]],
        words: str,
    ) -> Change:
        origin = self.locator.of_places(places[1])
        old, new = (target.text if target else "" for target in targets)
        note = f"“{words}”" if words else "a link without words"
        return Change(
            Layer.LINKS, kind, old, new, *places, note, (), origin.span, origin.anchor, origin.case
        )

    def _edited(self, ours: Targets, theirs: Targets) -> Iterator[Change]:
        """Links that came or went with their words; not those that merely have other words now."""
        old, new = self.match.old.words, self.match.new.words
        gone: list[tuple[Target, list[Word]]] = []
        come: list[tuple[Target, list[Word]]] = []
        for edit in self.match.edits:
            before = {ours.get(word) for word in old[max(0, edit.old_start - 1) : edit.old_end + 1]}
            after = {theirs.get(word) for word in new[max(0, edit.new_start - 1) : edit.new_end + 1]}
            for target, words in _runs(old[edit.old_start : edit.old_end], ours):
                if not any(self._same(target, other) for other in after):
                    gone.append((target, words))
            for target, words in _runs(new[edit.new_start : edit.new_end], theirs):
                if not any(self._same(other, target) for other in before):
                    come.append((target, words))
        # What went here and came there has moved with its words, and the text says so.
        left = Counter((target.text, say(words)) for target, words in gone)
        arrived = Counter((target.text, say(words)) for target, words in come)
        for target, words in gone:
            if (left - arrived)[target.text, say(words)]:
                yield self._change(ChangeKind.DELETED, (target, None), (places_of(words), ()), say(words))
        for target, words in come:
            if (arrived - left)[target.text, say(words)]:
                yield self._change(ChangeKind.INSERTED, (None, target), ((), places_of(words)), say(words))

    def _silent(self) -> Iterator[Change]:
        """Links without words that were read: on pictures, and on pages that look the same."""
        old, new = (
            _by_page(links, linked.boxes)
            for links, linked in zip((self.old, self.new), self.linked, strict=True)
        )
        for old_page, new_page in sorted(self.match.new_of_old.items(), key=lambda item: item[1]):
            before, after = old.get(old_page, []), new.get(new_page, [])
            for edit in self._differing(before, after):
                gone, come = before[edit.old_start : edit.old_end], after[edit.new_start : edit.new_end]
                for one, other in zip(gone, come, strict=False):
                    targets = (one.target, other.target)
                    places = (one.place,), (other.place,)
                    yield self._change(ChangeKind.CHANGED, targets, places, "")
                for one in gone[len(come) :]:
                    yield self._change(ChangeKind.DELETED, (one.target, None), ((one.place,), ()), "")
                for other in come[len(gone) :]:
                    yield self._change(ChangeKind.INSERTED, (None, other.target), ((), (other.place,)), "")

    def _differing(self, before: list[Link], after: list[Link]) -> Iterator[Edit]:
        pairs = self.match.new_of_old
        ours = [
            ("", pairs.get(link.target.page)) if link.target.page is not None else (link.target.text, None)
            for link in before
        ]
        theirs = [
            ("", link.target.page) if link.target.page is not None else (link.target.text, None)
            for link in after
        ]
        return list_edits(align(ours, theirs), (0, 0), (len(ours), len(theirs)))

    def _descriptions(self) -> Iterator[Change]:
        """What links tell those who cannot see them, where the link itself is the same."""
        groups: dict[str, list[tuple[Link, Link]]] = defaultdict(list)
        for block in align(
            [link.target.text for link in self.old], [link.target.text for link in self.new]
        ):
            for step in range(block.size):
                one, other = self.old[block.old + step], self.new[block.new + step]
                if make_key(one.contents) != make_key(other.contents):
                    numbered = _NUMBERS.sub("#", one.contents) == _NUMBERS.sub("#", other.contents)
                    groups["" if numbered else f"{one.contents}\0{other.contents}"].append((one, other))
        for key, pairs in groups.items():
            old, new = pairs[0][0].contents, pairs[0][1].contents
            note = "descriptions of links" if key else "numbers in descriptions of links"
            places = tuple(one.place for one, _ in pairs), tuple(other.place for _, other in pairs)
            yield Change(Layer.ALT, ChangeKind.CHANGED, old, new, *places, note, count=len(pairs))


@dataclass
class Linked:
    """The words of a stream that are links, and the boxes of the links that have words."""

    targets: dict[Word, Target] = field(default_factory=dict)
    boxes: set[tuple[int, tuple[float, float, float, float]]] = field(default_factory=set)

    @staticmethod
    def of(words: Iterable[Word], links: Iterable[Link]) -> Linked:
        """The words whose middle lies within a link."""
        by_page = _by_page(links, set())
        linked = Linked()
        for word in words:
            page, x0, y0, x1, y1 = word.spots[0]
            x, y = (x0 + x1) / 2, (y0 + y1) / 2
            for link in by_page.get(page, ()):
                left, top, right, bottom = link.box
                if left <= x <= right and top <= y <= bottom:
                    linked.targets[word] = link.target
                    linked.boxes.add((page, link.box))
                    break
        return linked


def _by_page(links: Iterable[Link], without: set[Any]) -> dict[int, list[Link]]:
    pages: dict[int, list[Link]] = defaultdict(list)
    for link in links:
        if (link.page, link.box) not in without:
            pages[link.page].append(link)
    return pages


def _runs(words: Iterable[Word], linked: Targets) -> list[tuple[Target, list[Word]]]:
    """Neighbouring words that lead to one target."""
    runs: list[tuple[Target, list[Word]]] = []
    for word in words:
        target = linked.get(word)
        if target is None:
            continue
        if runs and runs[-1][0] == target:
            runs[-1][1].append(word)
        else:
            runs.append((target, [word]))
    return runs
