"""What two sequences have in common: matching blocks in order, and what was moved past them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

MAX_CELLS = 400_000_000
"""Two stretches with more pairs of words than this (20,000 words each) and nothing rare in common are taken
for different: their longest common subsequence would need more than 50 MB and mean nothing."""

SHINGLE = 4
"""So many words in a row that stand once in either document hold the alignment."""

MIN_MOVED = 5
"""Shorter runs of words recur by chance and are not called moved."""


MAX_CHANCE = 2
"""So many equal words between two longer replacements are equal by chance: a sentence was written anew."""


class Block(NamedTuple):
    """``size`` equal elements from ``old`` and ``new`` on (0-based)."""

    old: int
    new: int
    size: int


class Edit(NamedTuple):
    """``old_start`` to ``old_end`` gave way to ``new_start`` to ``new_end`` (0-based, ends excluded)."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


def align(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Block]:
    """The matching blocks of two sequences, in order and as long as they can be."""
    ids: dict[Hashable, int] = {}
    a = [ids.setdefault(item, len(ids)) for item in old]
    b = [ids.setdefault(item, len(ids)) for item in new]
    return list(_joined(_match(a, b, Edit(0, len(a), 0, len(b)))))


def align_words(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Block]:
    """The matching blocks of two texts, without words that are equal by chance."""
    kept: list[Block] = []
    blocks = align(old, new)
    ends = (*blocks, Block(len(old), len(new), 0))[1:]
    i = j = 0
    for block, after in zip(blocks, ends, strict=True):
        before = Edit(i, block.old, j, block.new)
        behind = Edit(block.old + block.size, after.old, block.new + block.size, after.new)
        if block.size > MAX_CHANCE or min(_replaced(before), _replaced(behind)) <= block.size:
            kept.append(block)
            i, j = block.old + block.size, block.new + block.size
    return kept


def _replaced(edit: Edit) -> int:
    """How many words gave way to others, at the more."""
    olds, news = edit.old_end - edit.old_start, edit.new_end - edit.new_start
    return max(olds, news) if olds and news else 0


def list_edits(blocks: Iterable[Block], start: tuple[int, int], end: tuple[int, int]) -> Iterator[Edit]:
    """What lies between matching blocks."""
    i, j = start
    for block in (*blocks, Block(*end, 0)):
        if block.old > i or block.new > j:
            yield Edit(i, block.old, j, block.new)
        i, j = block.old + block.size, block.new + block.size


def _match(a: list[int], b: list[int], window: Edit) -> Iterator[Block]:
    """Blocks within a window: equal ends first, then rare runs, then the longest common subsequence."""
    i, i_end, j, j_end = window
    head = 0
    while i + head < i_end and j + head < j_end and a[i + head] == b[j + head]:
        head += 1
    if head:
        yield Block(i, j, head)
    i, j, tail = i + head, j + head, 0
    while i_end - tail > i and j_end - tail > j and a[i_end - tail - 1] == b[j_end - tail - 1]:
        tail += 1
    i_end, j_end = i_end - tail, j_end - tail
    for x, y in (*_rare_runs(a, b, Edit(i, i_end, j, j_end)), (i_end, j_end)):
        yield from _match_closely(a, b, Edit(i, x, j, y))
        i, j = x, y
    if tail:
        yield Block(i_end, j_end, tail)


def _rare_runs(a: list[int], b: list[int], window: Edit) -> list[tuple[int, int]]:
    """Where runs begin that stand once in either window, the longest chain of them in order."""
    ours = _unique_runs(a, window.old_start, window.old_end)
    theirs = _unique_runs(b, window.new_start, window.new_end)
    pairs = sorted((at, theirs[run]) for run, at in ours.items() if run in theirs)
    return [pairs[index] for index in longest_rise([y for _, y in pairs])]


def _unique_runs(items: list[int], start: int, end: int) -> dict[tuple[int, ...], int]:
    found: dict[tuple[int, ...], int] = {}
    twice: set[tuple[int, ...]] = set()
    for at in range(start, end - SHINGLE + 1):
        run = tuple(items[at : at + SHINGLE])
        if run in found:
            twice.add(run)
        found[run] = at
    return {run: at for run, at in found.items() if run not in twice}


def longest_rise(values: Sequence[int]) -> list[int]:
    """Indices of a longest strictly rising subsequence (patience sorting)."""
    tops: list[int] = []
    indices: list[int] = []
    before: list[int] = []
    for index, value in enumerate(values):
        pile = bisect_left(tops, value)
        if pile == len(tops):
            tops.append(value)
            indices.append(index)
        else:
            tops[pile], indices[pile] = value, index
        before.append(indices[pile - 1] if pile else -1)
    chain = []
    at = indices[-1] if indices else -1
    while at >= 0:
        chain.append(at)
        at = before[at]
    return chain[::-1]


def _match_closely(a: list[int], b: list[int], window: Edit) -> Iterator[Block]:
    i, i_end, j, j_end = window
    while i < i_end and j < j_end and a[i] == b[j]:
        yield Block(i, j, 1)
        i, j = i + 1, j + 1
    if i == i_end or j == j_end or (i_end - i) * (j_end - j) > MAX_CELLS:
        return
    for step in LCSseq.opcodes(a[i:i_end], b[j:j_end]):
        if step.tag == "equal":
            yield Block(i + step.src_start, j + step.dest_start, step.src_end - step.src_start)


def _joined(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks that touch, as one."""
    last: Block | None = None
    for block in blocks:
        if last and (last.old + last.size, last.new + last.size) == (block.old, block.new):
            last = Block(last.old, last.new, last.size + block.size)
            continue
        if last:
            yield last
        last = block
    if last:
        yield last


def find_moves(old: Sequence[Hashable], new: Sequence[Hashable], edits: Iterable[Edit]) -> list[Block]:
    """Runs of :data:`MIN_MOVED` elements or more, deleted in one place and inserted in another."""
    edits = list(edits)
    starts: dict[tuple[Hashable, ...], list[int]] = {}
    owner: dict[int, int] = {}
    for edit in edits:
        for at in range(edit.old_start, edit.old_end):
            owner[at] = edit.old_end
        for at in range(edit.old_start, edit.old_end - MIN_MOVED + 1):
            starts.setdefault(tuple(old[at : at + MIN_MOVED]), []).append(at)
    moves: list[Block] = []
    taken: set[int] = set()
    for edit in edits:
        at = edit.new_start
        while at + MIN_MOVED <= edit.new_end:
            best = Block(0, at, 0)
            for start in starts.get(tuple(new[at : at + MIN_MOVED]), ()):
                size, end = 0, owner[start]
                while (
                    start + size < end
                    and at + size < edit.new_end
                    and start + size not in taken
                    and old[start + size] == new[at + size]
                ):
                    size += 1
                if size > best.size:
                    best = Block(start, at, size)
            if best.size >= MIN_MOVED:
                moves.append(best)
                taken.update(range(best.old, best.old + best.size))
                at += best.size
            else:
                at += 1
    return moves


def cut_moves(edits: Sequence[Edit], moves: Iterable[Block]) -> list[Edit]:
    """The edits without what was moved; what changed within something that moved stays together."""
    moves = sorted(moves, key=lambda move: move.new)
    deleted = {at for edit in edits for at in range(edit.old_start, edit.old_end)}
    inserted = {at for edit in edits for at in range(edit.new_start, edit.new_end)}
    for move in moves:
        deleted.difference_update(range(move.old, move.old + move.size))
        inserted.difference_update(range(move.new, move.new + move.size))
    left: list[Edit] = []
    for one, other in pairwise(moves):
        edit = Edit(one.old + one.size, other.old, one.new + one.size, other.new)
        olds, news = range(*edit[:2]), range(*edit[2:])
        if (
            (olds or news)
            and deleted.issuperset(olds)
            and inserted.issuperset(news)
            and other.old > one.old
        ):
            left.append(edit)
            deleted.difference_update(olds)
            inserted.difference_update(news)
    for edit in edits:
        gone, come = _runs(edit[:2], deleted), _runs(edit[2:], inserted)
        if len(gone) == len(come) == 1:
            left.append(Edit(*gone[0], *come[0]))
            continue
        left += (Edit(*run, edit.new_start, edit.new_start) for run in gone)
        left += (Edit(edit.old_end, edit.old_end, *run) for run in come)
    return sorted(left, key=lambda edit: (edit.new_start, edit.old_start, edit))


def _runs(window: tuple[int, int], members: set[int]) -> list[tuple[int, int]]:
    """The runs of members within a window."""
    runs: list[tuple[int, int]] = []
    for at in range(*window):
        if at in members:
            if runs and runs[-1][1] == at:
                runs[-1] = (runs[-1][0], at + 1)
            else:
                runs.append((at, at + 1))
    return runs
