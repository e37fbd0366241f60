"""Changes of the running text: words changed, inserted, deleted and moved, in readable groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from booklet.compare.align import Block, Edit
from booklet.compare.matching import Match
from booklet.compare.places import NOWHERE, Locator, Origin, number_blocks, place_of, places_of, say
from booklet.compare.redline import weave
from booklet.compare.references import is_reference
from booklet.compare.values import Change, ChangeKind, Layer, Mark, MarkKind, Place
from booklet.compare.words import Word, normal

CONTEXT = 6
"""So many unchanged words are shown before and behind a change."""

MAX_BETWEEN = 8
"""Edits of one paragraph with no more unchanged words between them are one change."""

STILL_PT = 0.5
"""What was moved in the stream but stands within this distance of its old place has not moved."""


@dataclass(frozen=True)
class Texts:
    """Tells the changes of two aligned streams."""

    match: Match
    old_locator: Locator
    new_locator: Locator

    @cached_property
    def old_blocks(self) -> list[int]:
        """Paragraph of each old word."""
        return number_blocks(self.match.old.words)

    @cached_property
    def new_blocks(self) -> list[int]:
        """Paragraph of each new word."""
        return number_blocks(self.match.new.words)

    def changes(self) -> Iterator[Change]:
        """All changes of the text, in the order of the new document."""
        for group in self._groups():
            change = self._change(group)
            # A page reference to something else that has the same number is told as a link.
            if change.old != change.new:
                yield change
        yield from self._hyphens()
        for moves in self._moved():
            yield self._move(moves)

    def masked(self) -> tuple[list[Word], list[Word]]:
        """The old and the new words that are not in the other document."""
        old = [w for edit in self.match.edits for w in self.match.old.words[edit.old_start : edit.old_end]]
        new = [w for edit in self.match.edits for w in self.match.new.words[edit.new_start : edit.new_end]]
        return old, new

    def _groups(self) -> Iterator[list[Edit]]:
        """The edits, those together that a reader would see as one."""
        group: list[Edit] = []
        for edit in self.match.edits:
            if group and not self._belong_together(group[-1], edit):
                yield group
                group = []
            group.append(edit)
        if group:
            yield group

    def _belong_together(self, one: Edit, other: Edit) -> bool:
        between = other.new_start - one.new_end
        if between != other.old_start - one.old_end or not 0 <= between <= MAX_BETWEEN:
            return False
        old_start = one.old_end - (one.old_end > one.old_start)
        old_end = other.old_start + (other.old_end > other.old_start)
        new_start = one.new_end - (one.new_end > one.new_start)
        new_end = other.new_start + (other.new_end > other.new_start)
        return _is_flat(self.old_blocks[old_start:old_end]) and _is_flat(self.new_blocks[new_start:new_end])

    def _change(self, group: list[Edit]) -> Change:
        old, new = self.match.old.words, self.match.new.words
        first, last = group[0], group[-1]
        gone, come = old[first.old_start : last.old_end], new[first.new_start : last.new_end]
        kind = ChangeKind.CHANGED
        if not gone or all(edit.old_start == edit.old_end for edit in group):
            kind = ChangeKind.INSERTED
        elif not come or all(edit.new_start == edit.new_end for edit in group):
            kind = ChangeKind.DELETED
        if kind is not ChangeKind.CHANGED:
            # Only the words themselves: those between them are unchanged.
            gone = tuple(word for edit in group for word in old[edit.old_start : edit.old_end])
            come = tuple(word for edit in group for word in new[edit.new_start : edit.new_end])
        origin = self._origin(group)
        return Change(
            Layer.TEXT,
            kind,
            say(gone),
            say(come),
            self._old_places(group),
            self._new_places(group),
            marks=tuple(self._marks(group)),
            source=origin.span,
            anchor=origin.anchor,
            case=origin.case,
            count=sum(max(e.old_end - e.old_start, e.new_end - e.new_start) for e in group),
        )

    def _origin(self, group: list[Edit]) -> Origin:
        for edit in group:
            found = self.new_locator.of_words(self.match.new.words[edit.new_start : edit.new_end])
            if found is NOWHERE:
                found = self.old_locator.of_words(self.match.old.words[edit.old_start : edit.old_end])
            if found is not NOWHERE:
                return found
        return self.new_locator.of_words(self.match.new.words[max(0, group[0].new_start - 1) :][:1])

    def _old_places(self, group: list[Edit]) -> tuple[Place, ...]:
        words = [word for edit in group for word in self.match.old.words[edit.old_start : edit.old_end]]
        if words:
            return places_of(words)
        page = self.match.new.words[group[0].new_start].page_index
        wanted = self.match.old_of_new.get(page)
        return _gap(self.match.old.words, self.old_blocks, group[0].old_start, wanted)

    def _new_places(self, group: list[Edit]) -> tuple[Place, ...]:
        words = [word for edit in group for word in self.match.new.words[edit.new_start : edit.new_end]]
        if words:
            return places_of(words)
        page = self.match.old.words[group[0].old_start].page_index
        wanted = self.match.new_of_old.get(page)
        return _gap(self.match.new.words, self.new_blocks, group[0].new_start, wanted)

    def _marks(self, group: list[Edit]) -> Iterator[Mark]:
        old, new = self.match.old.words, self.match.new.words
        first, last = group[0], group[-1]
        yield from _mark(MarkKind.SAME, _before(new, self.new_blocks, first))
        for gone, come, same in weave(group):
            yield from _mark(MarkKind.DELETED, old[gone[0] : gone[1]])
            yield from _mark(MarkKind.INSERTED, new[come[0] : come[1]])
            yield from _mark(MarkKind.SAME, new[same[0] : same[1]])
        yield from _mark(MarkKind.SAME, _behind(new, self.new_blocks, last))

    def _hyphens(self) -> Iterator[Change]:
        """Words that differ only in a hyphen or an invisible sign, where no line break is to blame."""
        for one, other in self.match.pairs:
            if one.text == other.text or len(one.spots) > 1 or len(other.spots) > 1 or is_reference(one):
                continue
            if normal(one.text) != normal(other.text):
                origin = self.new_locator.of_words([other])
                old, new = say([one]), say([other])
                marks = (Mark(MarkKind.DELETED, old), Mark(MarkKind.INSERTED, new))
                places = places_of([one]), places_of([other])
                yield Change(
                    Layer.TEXT, ChangeKind.CHANGED, old, new, *places, "hyphen or hidden sign",
                    marks, origin.span, origin.anchor, origin.case,
                )  # fmt: skip

    def _moved(self) -> Iterator[list[Block]]:
        """Moves, those together that were one before and after; none of what still stands in its place."""
        group: list[Block] = []
        for move in sorted(self.match.moves, key=lambda move: move.new):
            if all(self._is_still(move.old + step, move.new + step) for step in range(move.size)):
                continue
            if group:
                last = group[-1]
                old_gap = move.old - last.old - last.size
                new_gap = move.new - last.new - last.size
                if not (0 <= old_gap <= 4 * MAX_BETWEEN and 0 <= new_gap <= 4 * MAX_BETWEEN):
                    yield group
                    group = []
            group.append(move)
        if group:
            yield group

    def _is_still(self, old: int, new: int) -> bool:
        one, other = self.match.old.words[old], self.match.new.words[new]
        return (one.page_index, other.page_index) in self._kept_pages and all(
            abs(a - b) < STILL_PT for a, b in zip(one.spots[0][1:], other.spots[0][1:], strict=True)
        )

    @cached_property
    def _kept_pages(self) -> set[tuple[int, int]]:
        """Pairs of pages that share words in order: they did not move as a whole."""
        old, new = self.match.old.words, self.match.new.words
        return {
            (old[block.old + step].page_index, new[block.new + step].page_index)
            for block in self.match.blocks
            for step in range(block.size)
        }

    def _move(self, moves: list[Block]) -> Change:
        gone = [w for move in moves for w in self.match.old.words[move.old : move.old + move.size]]
        come = [w for move in moves for w in self.match.new.words[move.new : move.new + move.size]]
        origin = self.new_locator.of_words(come)
        return Change(
            Layer.TEXT,
            ChangeKind.MOVED,
            say(gone),
            say(come),
            places_of(gone),
            places_of(come),
            source=origin.span,
            anchor=origin.anchor,
            case=origin.case,
            count=len(come),
        )


def _is_flat(blocks: Sequence[int]) -> bool:
    return not blocks or blocks[0] == blocks[-1]


def _mark(kind: MarkKind, words: Iterable[Word]) -> Iterator[Mark]:
    text = say(words)
    if text:
        yield Mark(kind, text)


def _before(words: Sequence[Word], blocks: Sequence[int], edit: Edit) -> Sequence[Word]:
    """Unchanged words of the paragraph before an edit."""
    start = end = edit.new_start
    block = blocks[end] if edit.new_end > end else blocks[end - 1] if end else -1
    while start > 0 and end - start < CONTEXT and blocks[start - 1] == block:
        start -= 1
    return words[start:end]


def _behind(words: Sequence[Word], blocks: Sequence[int], edit: Edit) -> Sequence[Word]:
    """Unchanged words of the paragraph behind an edit."""
    start = end = edit.new_end
    block = blocks[start - 1] if start else -1
    while end < len(words) and end - start < CONTEXT and blocks[end] == block:
        end += 1
    return words[start:end]


def _gap(words: Sequence[Word], blocks: Sequence[int], at: int, wanted: int | None) -> tuple[Place, ...]:
    """Where words are missing before the one at ``at``; on the 0-based page ``wanted`` if that may be."""
    candidates = []
    if at > 0:
        page, _, top, right, bottom = words[at - 1].spots[-1]
        candidates.append((page, right, top, right, bottom))
    if at < len(words):
        page, left, top, _, bottom = words[at].spots[0]
        candidates.append((page, left, top, left, bottom))
    on_page = [spot for spot in candidates if spot[0] == wanted]
    if wanted is not None and not on_page:
        return (Place(wanted + 1, gap=True),)
    chosen = on_page or candidates
    return (place_of(chosen[0], gap=True),) if chosen else (Place(1, gap=True),)
