"""A last resort for texts without any anchor: which line may be which segment, by their order and likeness.

The method is that of sentence alignment (Gale and Church, 1993): a path through both lists that keeps their
order, where a pair costs the more the less its lengths, numbers and names agree. Whatever is found this way
is marked for review, and a pair that is not likely is not made.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

GAP = 1.0
"""What it costs to leave a line or a segment alone: a pair has to be better than two of them."""

UNLIKELY = 1.4
"""A pair that costs more is not made."""

_NUMBER = re.compile(r"\d+")
_NAME = re.compile(r"\b[A-Z][\w-]{2,}")
MAX_CELLS = 1_000_000
"""Beyond so many pairs to compare, the lists are too different in kind to be aligned."""


def align(sources: Sequence[str], texts: Sequence[str], cells: int = MAX_CELLS) -> list[tuple[int, int]]:
    """Pairs of (source, text), 0-based, in order.

    Where both lists are of one length, they are taken as they stand, unless a pair is quite unlikely. Lists
    that would need more than so many ``cells`` have no pairs.
    """
    if len(sources) == len(texts):
        pairs = [(n, n) for n in range(len(sources))]
        if all(cost(sources[n], texts[n]) <= 2 * UNLIKELY for n, _ in pairs):
            return pairs
    if len(sources) * len(texts) > min(cells, MAX_CELLS):
        return []
    return _path([_look(source) for source in sources], [_look(text) for text in texts])


def cost(source: str, text: str) -> float:
    """How unlikely it is that a text translates a source: 0 for the same words, about 1 if in doubt."""
    return _compare(_look(source), _look(text))


@dataclass(frozen=True)
class _Look:
    """What of a text is compared: its numbers and names, each with how often it occurs."""

    text: str
    length: int
    numbers: Counter[str]
    names: Counter[str]


def _look(text: str) -> _Look:
    return _Look(text, len(text), Counter(_NUMBER.findall(text)), Counter(_NAME.findall(text)))


def _compare(source: _Look, text: _Look) -> float:
    if source.text == text.text:
        return 0.0
    length = abs(math.log((text.length + 8) / (source.length * 1.1 + 8)))
    numbers = _difference(source.numbers, text.numbers)
    names = _difference(source.names, text.names) - 0.5
    return max(0.05, length + 0.8 * numbers + 0.4 * names)


def _difference(a: Counter[str], b: Counter[str]) -> float:
    """The share of items that two lists do not have in common: 0 to 1, and 0 where neither has any."""
    if not a and not b:
        return 0.0
    # Counted by the source, which is ours: what comes back may hold anything.
    shared = sum(min(count, b[item]) for item, count in a.items())
    return 1 - 2 * shared / (a.total() + b.total())


def _path(sources: Sequence[_Look], texts: Sequence[_Look]) -> list[tuple[int, int]]:
    """The cheapest path through both lists."""
    rows, columns = len(sources) + 1, len(texts) + 1
    best = [[GAP * (i + j) if not (i and j) else 0.0 for j in range(columns)] for i in range(rows)]
    paired = [[False] * columns for _ in range(rows)]
    for i in range(1, rows):
        for j in range(1, columns):
            pair = _compare(sources[i - 1], texts[j - 1])
            ways = (best[i - 1][j] + GAP, best[i][j - 1] + GAP)
            both = best[i - 1][j - 1] + pair if pair <= UNLIKELY else math.inf
            paired[i][j] = both <= min(ways)
            best[i][j] = min(both, *ways)
    pairs: list[tuple[int, int]] = []
    i, j = rows - 1, columns - 1
    while i and j:
        if paired[i][j]:
            pairs.append((i - 1, j - 1))
            i, j = i - 1, j - 1
        elif best[i - 1][j] <= best[i][j - 1]:
            i -= 1
        else:
            j -= 1
    return pairs[::-1]
