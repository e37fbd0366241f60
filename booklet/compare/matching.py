"""Which words of the old document are which of the new one, and which page answers to which."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from booklet.compare.align import Block, Edit, align, align_words, cut_moves, find_moves, list_edits
from booklet.compare.places import number_blocks
from booklet.compare.slide import blocks_between, slide
from booklet.compare.streams import Stream
from booklet.compare.words import Word

Shift = tuple[float, float]


@dataclass(frozen=True)
class Match:
    """Two documents aligned.

    ``same_pages`` maps old pages to new ones that paint the same (0-based); the streams hold the words of
    all others. ``blocks`` are equal words in order, ``moves`` equal words out of order, ``edits`` the rest.
    """

    old: Stream
    new: Stream
    same_pages: Mapping[int, int]
    blocks: tuple[Block, ...]
    moves: tuple[Block, ...]
    edits: tuple[Edit, ...]
    counts: tuple[int, int]

    @cached_property
    def pairs(self) -> list[tuple[Word, Word]]:
        """Equal words, those in order first."""
        found: list[tuple[Word, Word]] = []
        for block in (*self.blocks, *self.moves):
            ours = self.old.words[block.old : block.old + block.size]
            found += zip(ours, self.new.words[block.new : block.new + block.size], strict=True)
        return found

    @cached_property
    def shifts(self) -> list[Shift]:
        """How far the second of each pair stands from the first, right and down in points."""
        return [
            (round(other.spots[0][1] - one.spots[0][1], 2), round(other.spots[0][2] - one.spots[0][2], 2))
            for one, other in self.pairs
        ]

    @property
    def count_in_order(self) -> int:
        """So many of the pairs are in order."""
        return sum(block.size for block in self.blocks)

    @cached_property
    def new_of_old(self) -> dict[int, int]:
        """Old page → new page (0-based), for pages that answer to each other."""
        return {**self.same_pages, **self._pair_pages()}

    @cached_property
    def old_of_new(self) -> dict[int, int]:
        """New page → old page (0-based)."""
        return {new: old for old, new in self.new_of_old.items()}

    @cached_property
    def shared(self) -> Counter[tuple[int, int]]:
        """How many words each old page shares with each new page."""
        return Counter((one.page_index, other.page_index) for one, other in self.pairs)

    def _pair_pages(self) -> dict[int, int]:
        """Pages that share most of their words, and pages between the same neighbours."""
        best_new: dict[int, tuple[int, int]] = {}
        best_old: dict[int, tuple[int, int]] = {}
        for (old, new), count in sorted(self.shared.items()):
            if count > best_new.get(old, (0, 0))[0]:
                best_new[old] = (count, new)
            if count > best_old.get(new, (0, 0))[0]:
                best_old[new] = (count, old)
        paired = {old: new for old, (_, new) in best_new.items() if best_old[new][1] == old}
        for (old, new), _ in sorted(self.shared.items(), key=lambda item: (-item[1], item[0])):
            if old not in paired and new not in paired.values() and self._fits(old, new, paired):
                paired[old] = new
        return paired | self._pair_neighbours(paired)

    def _fits(self, old: int, new: int, paired: Mapping[int, int]) -> bool:
        """Whether a pair keeps to the order of the pairs around it."""
        known = {**self.same_pages, **paired}
        before = max((o for o in known if o < old), default=None)
        after = min((o for o in known if o > old), default=None)
        return (before is None or known[before] < new) and (after is None or new < known[after])

    def _pair_neighbours(self, paired: Mapping[int, int]) -> dict[int, int]:
        """Pages without common words that stand between the same pairs, as many on either side."""
        known = {**self.same_pages, **paired}
        taken = set(known.values())
        groups: dict[int, list[int]] = defaultdict(list)
        for old in self.old.pages:
            if old not in known:
                before = max((o for o in known if o < old), default=-1)
                groups[before].append(old)
        found: dict[int, int] = {}
        for before, olds in groups.items():
            start = known[before] + 1 if before >= 0 else 0
            news = []
            while start < self.counts[1] and start not in taken:
                news.append(start)
                start += 1
            if len(news) == len(olds):
                found |= dict(zip(olds, news, strict=True))
        return found


def match_pages(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Old page → new page (0-based) of the same fingerprint, in order."""
    return {block.old + step: block.new + step for block in align(old, new) for step in range(block.size)}


def match_streams(
    old: Stream, new: Stream, same_pages: Mapping[int, int], counts: tuple[int, int]
) -> Match:
    """Align two streams; equal pages hold the alignment like fixed points."""
    edits: list[Edit] = []
    old_starts, new_starts = _starts(old), _starts(new)
    i = j = 0
    for old_page, new_page in (*sorted(same_pages.items()), counts):
        i_end = _first_from(old.words, i, old_page)
        j_end = _first_from(new.words, j, new_page)
        ours, theirs = ([word.key for word in words] for words in (old.words[i:i_end], new.words[j:j_end]))
        here = list(list_edits(align_words(ours, theirs), (0, 0), (len(ours), len(theirs))))
        here = slide(here, (ours, theirs), (old_starts[i:i_end], new_starts[j:j_end]))
        edits += (Edit(i + e.old_start, i + e.old_end, j + e.new_start, j + e.new_end) for e in here)
        i, j = i_end, j_end
    ours, theirs = ([word.key for word in stream.words] for stream in (old, new))
    blocks = blocks_between(edits, (0, 0), (len(ours), len(theirs)))
    moves = find_moves(ours, theirs, edits)
    left = cut_moves(edits, moves) if moves else edits
    return Match(old, new, dict(same_pages), tuple(blocks), tuple(moves), tuple(left), counts)


def _starts(stream: Stream) -> list[bool]:
    """Of each word, whether it begins a paragraph."""
    numbers = number_blocks(stream.words)
    return [at == 0 or number != numbers[at - 1] for at, number in enumerate(numbers)]


def _first_from(words: Sequence[Word], start: int, page: int) -> int:
    """Where the words of a 0-based page or a later one begin."""
    at = start
    while at < len(words) and words[at].page_index < page:
        at += 1
    return at
