"""Texts without pages: which answers to which, and the words that changed with some around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from rapidfuzz.distance import LCSseq

from booklet.compare.align import MIN_MOVED, Edit, align, align_words, list_edits
from booklet.compare.values import Mark, MarkKind

CONTEXT = 6
"""So many unchanged words are shown on either side of a change."""

MIN_LIKENESS = 0.4
"""Texts that share this part of their words are one text that was edited."""

MAX_PAIRS = 40_000
"""Stretches with more pairs of texts than this are paired in order, not by likeness."""

ELLIPSIS = "…"

Window = tuple[int, int]


@dataclass(frozen=True)
class Redline:
    """The words of a text from the first to the last that changed, old and new, with marks."""

    old: str
    new: str
    marks: tuple[Mark, ...]
    count: int


def redline(old: Sequence[str], new: Sequence[str]) -> Redline:
    """Two versions of a text, word by word."""
    edits = list(list_edits(align_words(old, new), (0, 0), (len(old), len(new))))
    if not edits:
        return Redline("", "", (), 0)
    first, last = edits[0], edits[-1]
    marks = list(_marks(old, new, edits))
    count = sum(max(e.old_end - e.old_start, e.new_end - e.new_start) for e in edits)
    gone, come = old[first.old_start : last.old_end], new[first.new_start : last.new_end]
    return Redline(" ".join(gone), " ".join(come), tuple(marks), count)


def _marks(old: Sequence[str], new: Sequence[str], edits: list[Edit]) -> Iterator[Mark]:
    start = edits[0].new_start
    if start:
        yield Mark(MarkKind.SAME, _shortened(new[:start], behind=True))
    for gone, come, same in weave(edits):
        if gone[0] < gone[1]:
            yield Mark(MarkKind.DELETED, " ".join(old[slice(*gone)]))
        if come[0] < come[1]:
            yield Mark(MarkKind.INSERTED, " ".join(new[slice(*come)]))
        if same[0] < same[1]:
            yield Mark(MarkKind.SAME, _shortened(new[slice(*same)], before=True, behind=True))
    end = edits[-1].new_end
    if end < len(new):
        yield Mark(MarkKind.SAME, _shortened(new[end:], before=True))


def _shortened(words: Sequence[str], *, before: bool = False, behind: bool = False) -> str:
    """Unchanged words as far as they stand near a change before or behind them."""
    if len(words) <= CONTEXT * (before + behind) + 1:
        return " ".join(words)
    head = words[:CONTEXT] if before else ()
    tail = words[-CONTEXT:] if behind else ()
    return " ".join((*head, ELLIPSIS, *tail))


def weave(edits: Sequence[Edit]) -> Iterator[tuple[Window, Window, Window]]:
    """For each edit old words gone, new words come, and the new words up to the next one, unchanged."""
    for one, other in zip_longest(edits, edits[1:]):
        same = (one.new_end, other.new_start) if other else (0, 0)
        yield one[:2], one[2:], same


@dataclass
class Pairing:
    """Which texts answer to which (0-based): equal or edited ones in order, moved ones, and those alone."""

    pairs: list[tuple[int, int]] = field(default_factory=list)
    moved: list[tuple[int, int]] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    come: list[int] = field(default_factory=list)


def pair_texts(old: Sequence[str], new: Sequence[str]) -> Pairing:
    """Pair equal texts, then like ones between them, then equal ones out of order."""
    made = Pairing()
    blocks = align(old, new)
    for block in blocks:
        made.pairs += ((block.old + step, block.new + step) for step in range(block.size))
    ours, theirs = [text.split() for text in old], [text.split() for text in new]
    for edit in list_edits(blocks, (0, 0), (len(old), len(new))):
        found = list(_pair_like(ours, theirs, edit))
        made.pairs += found
        made.gone += sorted(set(range(edit.old_start, edit.old_end)) - {i for i, _ in found})
        made.come += sorted(set(range(edit.new_start, edit.new_end)) - {j for _, j in found})
    made.pairs.sort(key=lambda pair: pair[1])
    _find_moved(made, old, new, ours)
    return made


def _pair_like(ours: list[list[str]], theirs: list[list[str]], edit: Edit) -> Iterator[tuple[int, int]]:
    """Pairs within an edit, in order, with the greatest likeness in all."""
    olds, news = range(edit.old_start, edit.old_end), range(edit.new_start, edit.new_end)
    if not olds or not news:
        return
    if len(olds) * len(news) > MAX_PAIRS:
        yield from zip(olds, news, strict=False)
        return
    like = [[_likeness(ours[i], theirs[j]) for j in news] for i in olds]
    best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    for a in reversed(range(len(olds))):
        for b in reversed(range(len(news))):
            taken = like[a][b] + best[a + 1][b + 1] if like[a][b] >= MIN_LIKENESS else 0.0
            best[a][b] = max(taken, best[a + 1][b], best[a][b + 1])
    a = b = 0
    while a < len(olds) and b < len(news):
        if like[a][b] >= MIN_LIKENESS and best[a][b] == like[a][b] + best[a + 1][b + 1]:
            yield olds[a], news[b]
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            a += 1
        else:
            b += 1


def _likeness(one: list[str], other: list[str]) -> float:
    return float(LCSseq.normalized_similarity(one, other)) if one and other else 0.0


def _find_moved(made: Pairing, old: Sequence[str], new: Sequence[str], ours: list[list[str]]) -> None:
    waiting: dict[str, list[int]] = {}
    for i in made.gone:
        if len(ours[i]) >= MIN_MOVED:
            waiting.setdefault(old[i], []).append(i)
    for j in list(made.come):
        if waiting.get(new[j]):
            i = waiting[new[j]].pop(0)
            made.moved.append((i, j))
            made.gone.remove(i)
            made.come.remove(j)


def list_redlines(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Edit, Redline]]:
    """Two long texts: each group of edits that a reader sees as one, with the window that it takes up."""
    group: list[Edit] = []
    for edit in list_edits(align_words(old, new), (0, 0), (len(old), len(new))):
        if group and edit.new_start - group[-1].new_end > CONTEXT:
            yield _tell(old, new, group)
            group = []
        group.append(edit)
    if group:
        yield _tell(old, new, group)


def _tell(old: Sequence[str], new: Sequence[str], group: list[Edit]) -> tuple[Edit, Redline]:
    window = Edit(group[0].old_start, group[-1].old_end, group[0].new_start, group[-1].new_end)
    before, after = old[window.old_start : window.old_end], new[window.new_start : window.new_end]
    start = max(0, window.new_start - CONTEXT)
    marks = list(_marks(old, new[: window.new_end + CONTEXT], group))
    if start:
        head = " ".join(new[start : window.new_start])
        marks = [Mark(MarkKind.SAME, head), *marks[1:]]
    count = sum(max(e.old_end - e.old_start, e.new_end - e.new_start) for e in group)
    return window, Redline(" ".join(before), " ".join(after), tuple(marks), count)
