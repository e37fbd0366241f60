"""Where words stand: text that flowed anew is said once, a shift that nothing explains is told.

Words flow on behind a change of text, style or picture, on its page and on the pages that follow as long
as each begins with displaced words. What is displaced elsewhere was moved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from itertools import islice

from booklet.compare.matching import Match, Shift
from booklet.compare.places import Locator, places_of, say
from booklet.compare.values import Change, ChangeKind, Layer, Place
from booklet.compare.words import Word

STILL_PT = 0.05
"""Words that stand within this distance of their old place have not moved."""

MAX_SHIFTS = 3
"""A page whose words moved in more ways than this was set anew."""

SAMPLE = 8


@dataclass
class Displacement:
    """What was displaced on a pair of pages: words by how far they went, and words from other pages."""

    shifts: dict[Shift, list[tuple[Word, Word]]] = field(default_factory=lambda: defaultdict(list))
    strayed: int = 0


def measure(match: Match) -> dict[int, Displacement]:
    """By 0-based new page, what is displaced on it. Pages whose words all stand still are left out."""
    found: dict[int, Displacement] = defaultdict(Displacement)
    answers = match.old_of_new
    for (one, other), shift in islice(zip(match.pairs, match.shifts, strict=True), match.count_in_order):
        if answers.get(other.page_index) != one.page_index:
            found[other.page_index].strayed += 1
        elif is_shifted(shift):
            found[other.page_index].shifts[shift].append((one, other))
    return dict(found)


def is_shifted(shift: Shift) -> bool:
    """Whether a word does not stand where it stood."""
    return not (-STILL_PT <= shift[0] <= STILL_PT and -STILL_PT <= shift[1] <= STILL_PT)


@dataclass(frozen=True)
class Layout:
    """Where text merely flowed anew (0-based new pages), and words that were moved, by how far."""

    reflowed: tuple[int, ...]
    moved: Mapping[Shift, list[tuple[Word, Word]]]


def judge(displaced: Mapping[int, Displacement], touched: Set[int]) -> Layout:
    """Tell flowing from moving; ``touched`` are the 0-based new pages on which something else changed."""
    flowing: set[int] = set()
    moved: dict[Shift, list[tuple[Word, Word]]] = defaultdict(list)
    for page in sorted(displaced):
        here = displaced[page]
        follows = page - 1 in flowing or page in touched
        if follows or here.strayed or len(here.shifts) > MAX_SHIFTS:
            flowing.add(page)
        else:
            for shift, pairs in here.shifts.items():
                moved[shift] += pairs
    return Layout(tuple(sorted(flowing - touched)), moved)


def layout_changes(match: Match, layout: Layout, locator: Locator) -> Iterator[Change]:
    """A change for each way in which words were moved, and one for all text that flowed anew."""
    yield from _tell_moved(layout.moved, locator)
    if layout.reflowed:
        olds = (match.old_of_new.get(page) for page in layout.reflowed)
        yield Change(
            Layer.LAYOUT,
            ChangeKind.REFLOWED,
            old_places=tuple(Place(page + 1) for page in olds if page is not None),
            new_places=tuple(Place(page + 1) for page in layout.reflowed),
            note="the same words fall on other lines or pages",
            count=len(layout.reflowed),
        )


def _tell_moved(moved: Mapping[Shift, list[tuple[Word, Word]]], locator: Locator) -> Iterator[Change]:
    for shift, pairs in moved.items():
        words = [other for _, other in pairs]
        origin = locator.of_words(words)
        quoted = say(words[:SAMPLE]) + (" …" if len(words) > SAMPLE else "")
        yield Change(
            Layer.LAYOUT,
            ChangeKind.MOVED,
            "",
            "",
            places_of(one for one, _ in pairs),
            places_of(words),
            f"{say_shift(shift)}: “{quoted}”",
            (),
            origin.span,
            origin.anchor,
            origin.case,
            len(words),
        )


def say_shift(shift: Shift) -> str:
    """A shift in words: ``0.3 pt right, 2 pt up``."""
    right, down = shift
    parts = []
    if right:
        parts.append(f"{abs(right):g} pt {'right' if right > 0 else 'left'}")
    if down:
        parts.append(f"{abs(down):g} pt {'down' if down > 0 else 'up'}")
    return ", ".join(parts)
