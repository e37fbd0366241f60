"""Two PDFs → their difference: every layer in turn, each told what the layers before it explain."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from booklet.compare import properties
from booklet.compare.fingerprints import Fingerprints
from booklet.compare.furniture import furniture_changes
from booklet.compare.layout import Displacement, Layout, judge, layout_changes, measure
from booklet.compare.links import Link, Linked, Links, read_links
from booklet.compare.matching import Match, match_pages, match_streams
from booklet.compare.opening import OpenPdf
from booklet.compare.pictures import Pictures
from booklet.compare.pixels import Explained, PixelComparison
from booklet.compare.places import Locator
from booklet.compare.references import followed, mark_references, reference_changes
from booklet.compare.sourcemap import Source
from booklet.compare.streams import PageReader, read_stream
from booklet.compare.styles import Restyled, list_restyled, style_changes
from booklet.compare.tags import Tags, TagTree, read_tags
from booklet.compare.texts import Texts
from booklet.compare.values import (
    Change,
    ChangeKind,
    Coverage,
    Covered,
    Difference,
    Layer,
    Options,
    PagePair,
    PageState,
    Place,
)
from booklet.compare.words import Word

SEEN = frozenset(
    {Layer.TEXT, Layer.STYLE, Layer.LAYOUT, Layer.PICTURES, Layer.LINKS, Layer.BOXES, Layer.PIXELS}
)
"""Layers whose changes make a reader call a page changed; folios and tags do not."""


def compare_pdfs(old: Source, new: Source, options: Options) -> Difference:
    """All differences of two PDFs. Raises :class:`~booklet.compare.values.CompareError`."""
    with OpenPdf(old) as one, OpenPdf(new) as other:
        return _Comparison((one, other), options).run()


@dataclass
class _Comparison:
    """A comparison while it is made."""

    documents: tuple[OpenPdf, OpenPdf]
    options: Options

    def __post_init__(self) -> None:
        self._compared: list[Covered] = []
        self._left_out: list[Covered] = []
        self._explained = Explained()
        self._changes: list[Change] = []
        self._linked = (Linked(), Linked())

    def run(self) -> Difference:
        """Compare layer by layer."""
        self._count(
            Layer.TEXT, "words", sum(len(stream.words) for stream in (self.match.old, self.match.new))
        )
        if self.match.same_pages:
            self._count(Layer.TEXT, "page pairs that paint the same", len(self.match.same_pages))
        self._take(Layer.TEXT, self._texts)
        self._take(Layer.STYLE, lambda: style_changes(self._restyled, self._locator))
        self._take(Layer.FURNITURE, self._furniture)
        layout = self._layout()
        self._take(Layer.PICTURES, lambda: self._pictures(layout))
        layout = self._layout()
        self._take(Layer.LAYOUT, lambda: layout_changes(self.match, layout, self._locator))
        self._take(Layer.LINKS, self._links)
        self._take(Layer.TAGS, self._tags)
        self._take_properties()
        self._take(Layer.PIXELS, self._pixels)
        pages = tuple(self._pages(layout))
        self._take(Layer.LAYOUT, lambda: self._silent_pages(pages))
        order = list(Layer)
        wanted = (change for change in self._changes if change.layer not in self.options.ignored)
        changes = sorted(wanted, key=lambda change: order.index(change.layer))
        old, new = self.documents
        coverage = Coverage(tuple(self._compared), tuple(self._left_out))
        return Difference(old.facts, new.facts, tuple(changes), coverage, pages)

    @cached_property
    def _readers(self) -> tuple[PageReader, PageReader]:
        return PageReader(self.documents[0]), PageReader(self.documents[1])

    @cached_property
    def match(self) -> Match:
        """The two documents aligned."""
        old, new = self.documents
        same = match_pages(Fingerprints(old).all(), Fingerprints(new).all())
        answered = set(same.values())
        ranks = [tree.ranks for tree in self._trees]
        if not all(ranks):
            # Two files can be compared in one order only.
            ranks = [{}, {}]
        pages = [page for page in range(old.count) if page not in same]
        ours = read_stream(self._readers[0], pages, ranks[0])
        pages = [page for page in range(new.count) if page not in answered]
        theirs = read_stream(self._readers[1], pages, ranks[1])
        ours, ours_linked = mark_references(ours, self._links_read[0], old.facts.labels)
        theirs, theirs_linked = mark_references(theirs, self._links_read[1], new.facts.labels)
        self._linked = ours_linked, theirs_linked
        return match_streams(ours, theirs, same, (old.count, new.count))

    @cached_property
    def _trees(self) -> tuple[TagTree, TagTree]:
        return read_tags(self.documents[0]), read_tags(self.documents[1])

    @cached_property
    def _links_read(self) -> tuple[list[Link], list[Link]]:
        return read_links(self.documents[0]), read_links(self.documents[1])

    @cached_property
    def _followed(self) -> list[tuple[Word, Word]]:
        return followed(self.match)

    @cached_property
    def _restyled(self) -> Restyled:
        return list_restyled(self.match.pairs)

    @cached_property
    def _displaced(self) -> dict[int, Displacement]:
        return measure(self.match)

    @cached_property
    def _locator(self) -> Locator:
        return Locator(self.documents[1], self.documents[1].source.map)

    def _count(self, layer: Layer, what: str, count: int) -> None:
        if layer not in self.options.ignored and count:
            self._compared.append(Covered(layer, what, count))

    def _take(self, layer: Layer, tell: Callable[[], Iterable[Change]]) -> None:
        """Add the changes of a layer, or say that it was not wanted.

        What is not wanted may still be the cause of something else; it is left out at the very end.
        """
        if layer in self.options.ignored:
            unwanted = Covered(layer, "layer", 1, "it was not asked for")
            if unwanted not in self._left_out:
                self._left_out.append(unwanted)
            if layer not in (Layer.TEXT, Layer.STYLE, Layer.FURNITURE, Layer.PICTURES):
                return
        self._changes += tell()

    def _texts(self) -> Iterator[Change]:
        old_locator = Locator(self.documents[0], self.documents[0].source.map)
        texts = Texts(self.match, old_locator, self._locator)
        self._explained.add_words(*texts.masked())
        for pairs in self._restyled.values():
            self._explained.add_words((one for one, _ in pairs), (other for _, other in pairs))
        yield from texts.changes()

    def _furniture(self) -> Iterator[Change]:
        changes, differing = furniture_changes(self.match)
        for (old, new), words in differing.items():
            for page, told in ((old, self._explained.old), (new, self._explained.new)):
                told[page] += [spot[1:] for word in words for spot in word.spots]
        pages = sum(
            1 for stream in (self.match.old, self.match.new) for f in stream.furniture.values() if f
        )
        self._count(Layer.FURNITURE, "pages with folios or running heads", pages)
        yield from changes
        self._explained.add_words(
            (one for one, _ in self._followed), (other for _, other in self._followed)
        )
        yield from reference_changes(self._followed)

    def _silent_pages(self, pages: Iterable[PagePair]) -> Iterator[Change]:
        """Pages that came or went and of which no other change tells, since they hold no words."""
        told = {place.page for change in self._changes for place in change.new_places if not place.gap}
        gone = {place.page for change in self._changes for place in change.old_places if not place.gap}
        note = "a page without words"
        for pair in pages:
            if pair.old is None and pair.new is not None and pair.new not in told:
                places = (Place(pair.new),)
                yield Change(Layer.LAYOUT, ChangeKind.INSERTED, new_places=places, note=note)
            elif pair.new is None and pair.old is not None and pair.old not in gone:
                places = (Place(pair.old),)
                yield Change(Layer.LAYOUT, ChangeKind.DELETED, old_places=places, note=note)

    def _layout(self) -> Layout:
        return judge(self._displaced, self._touched())

    def _touched(self) -> set[int]:
        """The 0-based new pages on which something changed that may make text flow anew."""
        causes = {Layer.TEXT, Layer.STYLE, Layer.PICTURES}
        pages = {other.page_index for _, other in self._followed}
        for change in self._changes:
            if change.layer in causes:
                pages |= self._visible(change)
        return pages

    def _visible(self, change: Change) -> set[int]:
        """The 0-based new pages that a change alters: not one behind which a whole page is missing."""
        pages = {place.page - 1 for place in change.new_places if not place.gap}
        gaps = {place.page - 1 for place in change.new_places if place.gap}
        olds = {self.match.new_of_old.get(place.page - 1) for place in change.old_places if not place.gap}
        if change.kind is ChangeKind.MOVED and change.layer is Layer.TEXT:
            # What left a page leaves a gap there, unless the page itself moved.
            return pages | {page for page in olds if page is not None}
        return pages | {page for page in (*olds, *(gaps & olds)) if page is not None}

    def _pictures(self, layout: Layout) -> Iterator[Change]:
        flowing = set(layout.reflowed) | self._touched()
        pictures = [
            p for s in (self.match.old, self.match.new) for found in s.pictures.values() for p in found
        ]
        self._count(Layer.PICTURES, "pictures", len(pictures))
        for change in Pictures(self.match, self.documents, self._locator).changes(flowing):
            self._explained.add_places(change.old_places, change.new_places)
            yield change

    def _links(self) -> Iterator[Change]:
        old, new = self._links_read
        self._count(Layer.LINKS, "links", len(old) + len(new))
        yield from Links(self.match, old, new, self._linked, self._locator).changes()

    def _tags(self) -> Iterator[Change]:
        old, new = self._trees
        self._count(Layer.TAGS, "structure elements", len(old.elements) + len(new.elements))
        if not (old.complete and new.complete):
            self._left_out.append(Covered(Layer.TAGS, "structure tree", 1, "it is too large or has a loop"))
        yield from Tags(self.match, old.elements, new.elements, self._readers, self._locator).changes()

    def _take_properties(self) -> None:
        old, new = self.documents
        outlines = [properties.read_outline(document) for document in self.documents]
        self._count(Layer.OUTLINE, "bookmarks", sum(map(len, outlines)))
        self._take(Layer.OUTLINE, lambda: properties.outline_changes(self.match, *outlines))
        labels = [properties.read_labels(document) for document in self.documents]
        self._take(Layer.LABELS, lambda: properties.label_changes(self.match, *labels))
        fields = [properties.read_metadata(document) for document in self.documents]
        self._count(Layer.METADATA, "fields", sum(map(len, fields)))
        self._take(Layer.METADATA, lambda: properties.field_changes(Layer.METADATA, *fields))
        fonts = [properties.read_fonts(document) for document in self.documents]
        self._count(Layer.FONTS, "fonts", sum(map(len, fonts)))
        self._take(Layer.FONTS, lambda: properties.font_changes(*fonts))
        self._take(Layer.BOXES, lambda: properties.box_changes(self.match, old, new))

    def _pixels(self) -> Iterator[Change]:
        comparison = PixelComparison(
            self.match, self.documents, self._explained, self.options, self._locator
        )
        found = comparison.run()
        self._count(Layer.PIXELS, f"page pairs at {self.options.dpi} dpi", found.compared)
        self._left_out += found.covered()
        old, new = self.match.new_of_old, self.match.old_of_new
        alone = [page + 1 for page in range(self.documents[1].count) if page not in new]
        gone = sum(1 for page in range(self.documents[0].count) if page not in old)
        if alone or gone:
            reason = "there is no page to compare them with"
            self._left_out.append(
                Covered(Layer.PIXELS, "inserted and deleted pages", len(alone) + gone, reason, tuple(alone))
            )
        yield from found.changes

    def _pages(self, layout: Layout) -> Iterator[PagePair]:
        changed: set[int] = set()
        for change in self._changes:
            if change.layer in SEEN and change.kind is not ChangeKind.REFLOWED:
                changed |= self._visible(change)
        gone = {page for page in range(self.documents[0].count) if page not in self.match.new_of_old}

        def deleted_from(page: int) -> Iterator[PagePair]:
            while page in gone:
                yield PagePair(page + 1, None, PageState.DELETED)
                page += 1

        yield from deleted_from(0)
        for new in range(self.documents[1].count):
            old = self.match.old_of_new.get(new)
            if old is None:
                yield PagePair(None, new + 1, PageState.INSERTED)
                continue
            state = PageState.SAME
            if new in changed:
                state = PageState.CHANGED
            elif new in layout.reflowed:
                state = PageState.REFLOWED
            yield PagePair(old + 1, new + 1, state)
            yield from deleted_from(old + 1)
