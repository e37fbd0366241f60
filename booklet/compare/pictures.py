"""Pictures as the pages show them: added, removed, exchanged, moved or of another size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from booklet.compare.matching import Match
from booklet.compare.opening import OpenPdf
from booklet.compare.places import Locator, place_of
from booklet.compare.shapes import Picture, read_pixels
from booklet.compare.values import Change, ChangeKind, Layer, Place

STILL_PT = 0.1
"""A picture within this distance of its old place has not moved, one of this size is of the same."""

MIN_OVERLAP = 0.3
"""Pictures of a page pair that share this part of their area are one that was exchanged."""

Pair = tuple[Picture, Picture]


@dataclass(frozen=True)
class Pictures:
    """Tells how the pictures of two aligned documents differ."""

    match: Match
    documents: tuple[OpenPdf, OpenPdf]
    locator: Locator

    def changes(self, reflowed: Set[int]) -> Iterator[Change]:
        """All changes. On the 0-based new pages ``reflowed`` pictures may stand elsewhere, like text."""
        gone, come, kept = self._match()
        for one, other in kept:
            yield from self._compare_places(one, other, reflowed)
        exchanged, gone, come = self._pair_by_place(gone, come)
        for one, other in exchanged:
            if one.digest == other.digest or self._looks_same(one, other):
                yield from self._compare_places(one, other, reflowed)
            else:
                yield self._tell(ChangeKind.CHANGED, one, other, "another picture")
        for one in gone:
            yield self._tell(ChangeKind.DELETED, one, None, "")
        for other in come:
            yield self._tell(ChangeKind.INSERTED, None, other, "")

    def _match(self) -> tuple[list[Picture], list[Picture], list[Pair]]:
        """Pictures of one side alone, and pairs of the same picture: on answering pages first."""
        waiting: dict[str, list[Picture]] = defaultdict(list)
        for page in self.match.old.pages:
            for picture in self.match.old.pictures.get(page, ()):
                waiting[picture.digest].append(picture)
        news = [p for page in self.match.new.pages for p in self.match.new.pictures.get(page, ())]
        kept: list[Pair] = []
        rest: list[Picture] = []
        for picture in news:
            wanted = self.match.old_of_new.get(picture.page_index)
            here = [one for one in waiting[picture.digest] if one.page_index == wanted]
            if here:
                one = min(here, key=lambda found: _distance(found, picture))
                waiting[picture.digest].remove(one)
                kept.append((one, picture))
            else:
                rest.append(picture)
        come = []
        for picture in rest:
            if waiting[picture.digest]:
                kept.append((waiting[picture.digest].pop(0), picture))
            else:
                come.append(picture)
        gone = [one for found in waiting.values() for one in found]
        return sorted(gone, key=lambda one: (one.page_index, one.box)), come, kept

    def _pair_by_place(
        self, gone: list[Picture], come: list[Picture]
    ) -> tuple[list[Pair], list[Picture], list[Picture]]:
        pairs: list[Pair] = []
        left = list(gone)
        rest = []
        for other in come:
            wanted = self.match.old_of_new.get(other.page_index)
            here = [one for one in left if one.page_index == wanted and _overlap(one, other) >= MIN_OVERLAP]
            if here:
                one = max(here, key=lambda found: _overlap(found, other))
                left.remove(one)
                pairs.append((one, other))
            else:
                rest.append(other)
        return pairs, left, rest

    def _compare_places(self, one: Picture, other: Picture, reflowed: Set[int]) -> Iterator[Change]:
        sizes = [(box[2] - box[0], box[3] - box[1]) for box in (one.box, other.box)]
        if any(abs(a - b) > STILL_PT for a, b in zip(*sizes, strict=True)):
            words = (f"{width:.4g} × {height:.4g} pt" for width, height in sizes)
            yield self._tell(ChangeKind.CHANGED, one, other, "size", *words)
        elif other.page_index not in reflowed:
            same_page = self.match.old_of_new.get(other.page_index) == one.page_index
            if not same_page or _distance(one, other) > STILL_PT:
                yield self._tell(ChangeKind.MOVED, one, other, "")

    def _tell(
        self, kind: ChangeKind, one: Picture | None, other: Picture | None, note: str, *words: str
    ) -> Change:
        old_places, new_places = (() if picture is None else (_place(picture),) for picture in (one, other))
        old, new = words or (_say(one), _say(other))
        origin = self.locator.of_places(new_places)
        return Change(
            Layer.PICTURES, kind, old, new, old_places, new_places, note, (),
            origin.span, origin.anchor, origin.case,
        )  # fmt: skip

    def _looks_same(self, one: Picture, other: Picture) -> bool:
        """Whether two pictures have the same pixels, though they are stored otherwise."""
        if one.pixels != other.pixels:
            return False
        one_drawn, other_drawn = (
            read_pixels(document, picture)
            for document, picture in zip(self.documents, (one, other), strict=True)
        )
        return one_drawn is not None and one_drawn == other_drawn


def _say(picture: Picture | None) -> str:
    if picture is None:
        return ""
    width, height = picture.pixels
    return f"picture of {width} × {height} pixels (SHA-256 {picture.digest[:8]})"


def _place(picture: Picture) -> Place:
    return place_of((picture.page_index, *picture.box))


def _distance(one: Picture, other: Picture) -> float:
    return max(abs(a - b) for a, b in zip(one.box, other.box, strict=True))


def _overlap(one: Picture, other: Picture) -> float:
    """The common area as a share of both together."""
    width = min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
    height = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
    if width <= 0 or height <= 0:
        return 0.0
    areas = sum((p.box[2] - p.box[0]) * (p.box[3] - p.box[1]) for p in (one, other))
    return width * height / (areas - width * height)


def picture_boxes(changes: list[Change]) -> tuple[Mapping[int, list[Place]], Mapping[int, list[Place]]]:
    """By 0-based old and new page, the boxes in which pictures changed."""
    old: dict[int, list[Place]] = defaultdict(list)
    new: dict[int, list[Place]] = defaultdict(list)
    for change in changes:
        if change.layer is Layer.PICTURES:
            for place in change.old_places:
                old[place.page - 1].append(place)
            for place in change.new_places:
                new[place.page - 1].append(place)
    return old, new
