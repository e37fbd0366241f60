"""What the pages show beyond what any other layer explains: paintings of answering pages compared.

What is already told (changed words, words set otherwise, exchanged pictures, folios) is left aside. On a
page whose text flowed anew, whatever went with the text (panels, rules, icons) is looked for where the
text went; a background that is in one document alone is found nowhere in the other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from booklet.compare.drawings import drawn, pair_shapes, pixel_of, say_colours, shape_place
from booklet.compare.layout import is_shifted
from booklet.compare.matching import Match, Shift
from booklet.compare.opening import OpenPdf
from booklet.compare.places import Locator, add_to_lines
from booklet.compare.raster import (
    COLOUR_BITS,
    MAX_PIXELS,
    Mask,
    Painter,
    beyond,
    cover,
    grow,
    list_areas,
    shifted,
    solid,
    unequal,
)
from booklet.compare.shapes import Shape, read_shapes
from booklet.compare.values import Change, ChangeKind, Covered, Layer, Options, Place
from booklet.compare.words import Spot, Word

MAX_TRIES = 8
"""A page is compared with so many shifted paintings of the other document's pages at most."""

MAX_AREAS = 40
"""A page with more areas that differ is told as one."""

MAX_SHAPES = 2000
"""So many places of shapes of another colour are told."""

SHOWN = 4
"""So many colours are told of shapes that changed on the same pages."""

PADDING_PT = 2.0
"""Ink may stand out of the box of a changed word by this much."""


@dataclass
class Explained:
    """What other layers told, by 0-based page: boxes (left, top, right, bottom) in points."""

    old: dict[int, list[tuple[float, float, float, float]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    new: dict[int, list[tuple[float, float, float, float]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def add_words(self, old: Iterable[Word], new: Iterable[Word]) -> None:
        """These words are told."""
        for words, pages in ((old, self.old), (new, self.new)):
            for word in words:
                for page, *box in word.spots:
                    pages[page].append((box[0], box[1], box[2], box[3]))

    def add_places(self, old: Iterable[Place], new: Iterable[Place]) -> None:
        """These places are told."""
        for places, pages in ((old, self.old), (new, self.new)):
            for place in places:
                box = (place.x, place.y, place.x + place.width, place.y + place.height)
                pages[place.page - 1].append(box)


@dataclass
class Residue:
    """What was found on the pixels of page pairs, and what was covered."""

    changes: list[Change] = field(default_factory=list)
    compared: int = 0
    unequal: list[int] = field(default_factory=list)
    too_large: list[int] = field(default_factory=list)
    displaced_words: int = 0

    def covered(self) -> Iterator[Covered]:
        """What was left out, for the report."""
        if self.unequal:
            pages = tuple(page + 1 for page in self.unequal)
            yield Covered(Layer.PIXELS, "page pairs", len(pages), "their pages differ in size", pages)
        if self.too_large:
            pages = tuple(page + 1 for page in self.too_large)
            yield Covered(
                Layer.PIXELS, "page pairs", len(pages), "their pages are too large to paint", pages
            )
        if self.displaced_words:
            reason = "they stand elsewhere than before: compared by letters, font, size and colour"
            yield Covered(Layer.PIXELS, "words", self.displaced_words, reason)


@dataclass
class PixelComparison:
    """Compares the paintings of answering pages."""

    match: Match
    documents: tuple[OpenPdf, OpenPdf]
    explained: Explained
    options: Options
    locator: Locator

    def __post_init__(self) -> None:
        self._scale = self.options.dpi / 72
        self._old, self._new = (Painter(document, self.options.dpi) for document in self.documents)
        self._displaced_words = 0
        self._furniture: list[tuple[int, int]] = []
        self._recoloured: dict[tuple[str, str], list[tuple[Place, Place]]] = defaultdict(list)

    def run(self) -> Residue:
        """Compare all pairs of pages that do not paint the same."""
        found = Residue()
        for old, new in sorted(self.match.new_of_old.items(), key=lambda pair: pair[1]):
            if self.match.same_pages.get(old) == new:
                continue
            size = self._new.size_px(new)
            if self._old.size_px(old) != size:
                found.unequal.append(new)
            elif size[0] * size[1] > MAX_PIXELS:
                found.too_large.append(new)
            else:
                found.compared += 1
                found.changes += self._compare(old, new)
        found.changes += self._tell_colours()
        if self._furniture:
            old_places, new_places = (
                tuple(Place(pages[side] + 1) for pages in self._furniture) for side in (0, 1)
            )
            found.changes.append(
                Change(
                    Layer.FURNITURE, ChangeKind.CHANGED, "", "", old_places, new_places,
                    "drawn furniture", count=len(self._furniture),
                )
            )  # fmt: skip
        found.displaced_words = self._displaced_words
        return found

    @cached_property
    def _ways(self) -> Mapping[tuple[int, int], Counter[Shift]]:
        """Old and new page → how far words went from the one to the other, and how many."""
        found: dict[tuple[int, int], Counter[Shift]] = defaultdict(Counter)
        for (one, other), shift in zip(self.match.pairs, self.match.shifts, strict=True):
            found[one.page_index, other.page_index][shift] += 1
        return found

    @cached_property
    def _displaced(self) -> tuple[dict[int, list[Spot]], dict[int, list[Spot]]]:
        """By old and new page, the lines of words that do not stand where they stood."""
        old: dict[int, list[Spot]] = defaultdict(list)
        new: dict[int, list[Spot]] = defaultdict(list)
        answers = self.match.new_of_old
        for (one, other), shift in zip(self.match.pairs, self.match.shifts, strict=True):
            paired = answers.get(one.page_index) == other.page_index
            if not paired or is_shifted(shift) or _is_broken_elsewhere(one, other):
                self._displaced_words += 1
                for word, pages in ((one, old), (other, new)):
                    for spot in word.spots:
                        add_to_lines(pages[spot[0]], spot)
        return old, new

    def _compare(self, old: int, new: int) -> Iterator[Change]:
        if self._is_shifted_as_a_whole(old, new):
            return
        one, other = self._old.paint(old), self._new.paint(new)
        left = unequal(one, other)
        for box in (*self.explained.old.get(old, ()), *self.explained.new.get(new, ())):
            cover(left, box, self._scale, PADDING_PT)
        before, after = self._displaced[0].get(old, []), self._displaced[1].get(new, [])
        for spot in (*before, *after):
            cover(left, spot[1:], self._scale)
        if before or after:
            # Bullets went with the text.
            bullets = (*self.match.old.bullets.get(old, ()), *self.match.new.bullets.get(new, ()))
            for word in bullets:
                cover(left, word.spots[0][1:], self._scale, PADDING_PT)
        left = beyond(left, one, other, self.options.tolerance)
        if not left.any():
            return
        shapes = self._read_shapes(old, new)
        self._explain_furniture((old, new), shapes, left)
        ours, theirs = left, left
        if before or after:
            ours, theirs = self._follow(old, new, solid(left))
        if ours.any() and theirs.any() and self._explain_colours((old, new), shapes, ours, theirs):
            # Where two shapes meet, their soft edges are of neither colour.
            ours, theirs = solid(ours), solid(theirs)
        yield from self._tell(old, new, ours, theirs)

    def _read_shapes(self, old: int, new: int) -> tuple[list[Shape], list[Shape]]:
        before, after = (
            read_shapes(document.page(index), document.frame(index), index)
            for document, index in zip(self.documents, (old, new), strict=True)
        )
        return before, after

    def _explain_furniture(
        self, pages: tuple[int, int], shapes: tuple[list[Shape], list[Shape]], left: Mask
    ) -> None:
        """Thumb tabs and the like: they stand elsewhere on a left page than on a right one."""
        ours, theirs = (Counter(drawn(s) for s in side if s.furniture) for side in shapes)
        if ours == theirs:
            return
        self._furniture.append(pages)
        for side in shapes:
            for shape in side:
                if shape.furniture and ours[drawn(shape)] != theirs[drawn(shape)]:
                    cover(left, shape.box, self._scale, shape.width_pt / 2 + 1)

    def _is_shifted_as_a_whole(self, old: int, new: int) -> bool:
        """Whether all words of a page went the same way and everything else went with them."""
        ways = self._ways.get((old, new), Counter())
        if len(ways) != 1:
            return False
        (right, down), *_ = ways
        if not is_shifted((right, down)):
            return False
        one, other = self._old.paint(old), self._new.paint(new, -right, -down)
        return not solid(beyond(unequal(one, other), one, other, self.options.tolerance)).any()

    def _follow(self, old: int, new: int, left: Mask) -> tuple[Mask, Mask]:
        """What of two pages is nowhere in the other document, wherever their words went or came from."""
        ours = theirs = left
        for (right, down), _ in self._ways.get((old, new), Counter()).most_common(MAX_TRIES):
            if not ours.any() and not theirs.any():
                break
            if not is_shifted((right, down)):
                continue
            by = round(right * self._scale), round(down * self._scale)
            one, other = self._old.paint(old), self._new.paint(new, -right, -down)
            apart = unequal(one, other) & (ours | shifted(theirs, -by[0], -by[1]))
            apart = beyond(apart, one, other, self.options.tolerance)
            ours = solid(ours & apart)
            theirs = solid(theirs & shifted(apart, *by))
        for page, (right, down) in self._strays(old, new, 0):
            if not ours.any() or self._new.size_px(page) != self._old.size_px(old):
                break
            one, other = self._old.paint(old), self._new.paint(page, -right, -down)
            ours = solid(beyond(ours & unequal(one, other), one, other, self.options.tolerance))
        for page, (right, down) in self._strays(old, new, 1):
            if not theirs.any() or self._old.size_px(page) != self._new.size_px(new):
                break
            one, other = self._old.paint(page, right, down), self._new.paint(new)
            theirs = solid(beyond(theirs & unequal(one, other), one, other, self.options.tolerance))
        return ours, theirs

    def _strays(self, old: int, new: int, side: int) -> list[tuple[int, Shift]]:
        """Other pages that words of the old page went to (side 0), or of the new one came from; how far."""
        counts = [
            (count, pages[1 - side], shift)
            for pages, shifts in self._ways.items()
            if pages[side] == (old, new)[side] and pages != (old, new)
            for shift, count in shifts.items()
        ]
        return [(page, shift) for _, page, shift in sorted(counts, reverse=True)[:MAX_TRIES]]

    def _explain_colours(
        self, pages: tuple[int, int], shapes: tuple[list[Shape], list[Shape]], ours: Mask, theirs: Mask
    ) -> bool:
        """Whether there are shapes that changed nothing but their colour: told as such, and no residue."""
        masks = (ours,) if ours is theirs else (ours, theirs)
        boxes: list[tuple[float, float, float, float]] = []
        for one, other in pair_shapes(*shapes):
            changed = say_colours(one, other)
            if changed:
                boxes.append(other.box)
                self._recoloured[changed].append((shape_place(one), shape_place(other)))
                for left in masks:
                    self._clear_colour(left, pages, other, changed)
        if not boxes:
            return False
        # Letters have soft edges, in which a ground of another colour shows.
        for spot in self._words_by_page[pages[1]]:
            x, y = (spot[1] + spot[3]) / 2, (spot[2] + spot[4]) / 2
            if any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for box in boxes):
                for left in masks:
                    cover(left, spot[1:], self._scale)
        return True

    @cached_property
    def _words_by_page(self) -> Mapping[int, list[Spot]]:
        """By new page, the lines of its words."""
        found: dict[int, list[Spot]] = defaultdict(list)
        for word in self.match.new.words:
            for spot in word.spots:
                add_to_lines(found[spot[0]], spot)
        return found

    def _clear_colour(
        self, left: Mask, pages: tuple[int, int], shape: Shape, colours: tuple[str, str]
    ) -> None:
        """Clear what went from the one colour to the other within a shape, and its soft edge."""
        inside = np.ones_like(left)
        cover(inside, shape.box, self._scale, shape.width_pt / 2 + 1)
        values = [pixel_of(colour) for colour in colours]
        if None in values:
            left &= inside
            return
        was, became = (
            (painter.paint(page) & COLOUR_BITS) == value
            for painter, page, value in zip((self._old, self._new), pages, values, strict=True)
        )
        left &= inside | ~grow(was & became)

    def _tell(self, old: int, new: int, ours: Mask, theirs: Mask) -> Iterator[Change]:
        old_places, new_places = self._places(old, ours), self._places(new, theirs)
        if not old_places and not new_places:
            return
        if not new_places:
            kind, note = ChangeKind.DELETED, "seen in the old document alone"
        elif not old_places:
            kind, note = ChangeKind.INSERTED, "seen in the new document alone"
        else:
            kind, note = ChangeKind.CHANGED, "no other layer explains it"
        origin = self.locator.of_places(new_places)
        count = max(len(old_places), len(new_places))
        yield Change(
            Layer.PIXELS, kind, "", "", old_places, new_places, note, (),
            origin.span, origin.anchor, origin.case, count,
        )  # fmt: skip

    def _places(self, page: int, mask: Mask) -> tuple[Place, ...]:
        areas = list_areas(mask)
        if len(areas) > MAX_AREAS:
            lefts, tops, rights, bottoms = zip(*areas, strict=True)
            areas = [(min(lefts), min(tops), max(rights), max(bottoms))]
        scaled = [[value / self._scale for value in area] for area in areas]
        return tuple(
            Place(page + 1, round(x0, 1), round(y0, 1), round(x1 - x0, 1), round(y1 - y0, 1))
            for x0, y0, x1, y1 in scaled
        )

    def _tell_colours(self) -> Iterator[Change]:
        """Colours of drawn shapes, those together that changed on the same pages."""
        groups: dict[tuple[int, ...], list[tuple[str, str]]] = defaultdict(list)
        for colours, places in self._recoloured.items():
            groups[tuple(sorted({new.page for _, new in places}))].append(colours)
        for group in groups.values():
            places = [pair for colours in group for pair in self._recoloured[colours]]
            old, new = (", ".join(colours[side] for colours in group[:SHOWN]) for side in (0, 1))
            more = f", {len(group) - SHOWN} more colours" if len(group) > SHOWN else ""
            old_places, new_places = (tuple(pair[side] for pair in places[:MAX_SHAPES]) for side in (0, 1))
            note = "colour of a drawn shape" if len(places) == 1 else "colours of drawn shapes"
            origin = self.locator.of_places(new_places)
            yield Change(
                Layer.PIXELS, ChangeKind.CHANGED, old, new, old_places, new_places, note + more, (),
                origin.span, origin.anchor, origin.case, len(places),
            )  # fmt: skip


def _is_broken_elsewhere(one: Word, other: Word) -> bool:
    """Whether two equal words are parted by line breaks in different ways or places."""
    if len(one.spots) != len(other.spots):
        return True
    return any(
        is_shifted((second[1] - first[1], second[2] - first[2]))
        for first, second in zip(one.spots[1:], other.spots[1:], strict=True)
    )
