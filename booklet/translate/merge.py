"""What becomes of translations when the English has changed.

A text that only moved takes its translation along; one that was reworded keeps it as stale; one that is
gone leaves it behind as obsolete, to be found again when the text comes back. A text that is known by its
number alone is the one that stood there before only if it is somewhat like it; one that has a name of its
own always is.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from heapq import nsmallest

from booklet.model.segment import Segment
from booklet.translate.catalogue import REVIEWED, Catalogue, Entry

ALIKE = 0.5
"""The part of their words that two versions of one paragraph share at least (Dice's coefficient)."""

ALIKE_IN_PLACE = 0.3
"""The same for a paragraph at the very place of the former one.

Measured in the CO-SECUR booklet, whose texts were rewritten more than once: of 150 texts that were reworded
in their place, eleven share less, and ten of these say something else; whole paragraphs written anew
share 0.30 to 0.60. Of two different paragraphs of one text, 95 pairs in 100 share less.
"""

MAX_RIVALS = 50
"""So many former paragraphs of one text are looked at for each one, the most alike ones."""

SPELT_ALIKE = 0.8
"""How alike the letters of short texts are when only their spelling was mended (difflib's ratio)."""

MAX_SPELT = 40
"""So many characters a text of a word or two has, whose words alone say too little."""

_WORD = re.compile(r"\w+")
_POSITION = re.compile(r"(?<=[^/])/\d+(?=/|$)")


@dataclass(frozen=True)
class Merged:
    """A catalogue brought up to date, with the keys of the entries that something happened to."""

    catalogue: Catalogue
    new: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    obsolete: tuple[str, ...] = ()


def merge(catalogue: Catalogue, segments: Iterable[Segment], held: Iterable[str] = ()) -> Merged:
    """The catalogue of a document with one entry a segment, in the order of the segments.

    Entries whose keys begin with one of ``held`` stay as and where they are: their texts cannot be read at
    present, which does not mean that they are gone. Merging again changes nothing. Nothing translated is
    lost.
    """
    prefixes = tuple(held)
    entries = tuple(entry for entry in catalogue.entries if not entry.key.startswith(prefixes))
    if len(entries) == len(catalogue.entries):
        return _merge(catalogue, tuple(segments))
    merged = _merge(replace(catalogue, entries=entries), tuple(segments))
    whole = _put_back(merged.catalogue.entries, catalogue.entries, prefixes)
    return replace(merged, catalogue=replace(merged.catalogue, entries=whole))


def _put_back(
    entries: tuple[Entry, ...], before: tuple[Entry, ...], prefixes: tuple[str, ...]
) -> tuple[Entry, ...]:
    """The entries with those that stay, each behind the one that it stood behind, or at the end."""
    made = list(entries)
    last = ""
    for entry in before:
        if entry.key.startswith(prefixes):
            behind = (at for at, other in enumerate(made, start=1) if other.key == last)
            made.insert(next(behind, len(made) if last else 0), entry)
        last = entry.key
    return tuple(made)


def _merge(catalogue: Catalogue, wanted: tuple[Segment, ...]) -> Merged:
    pairs = _pair(wanted, catalogue)
    entries: list[Entry] = []
    new, stale, moved = [], [], []
    for segment in wanted:
        old = pairs.get(segment.key)
        entry = _follow(segment, old)
        entries.append(entry)
        if old is None:
            new.append(segment.key)
        elif entry.text and entry.previous and not old.previous:
            stale.append(segment.key)
        elif old.key != segment.key:
            moved.append(segment.key)
    used = {id(old) for old in pairs.values()}
    gone = [old for old in catalogue.entries if id(old) not in used and old.text.strip()]
    kept = [old for old in catalogue.obsolete if id(old) not in used]
    obsolete = {(old.key, old.source, old.text): replace(old, notes=()) for old in (*kept, *gone)}
    made = replace(catalogue, entries=tuple(entries), obsolete=tuple(obsolete.values()))
    return Merged(made, tuple(new), tuple(stale), tuple(moved), tuple(old.key for old in gone))


def _follow(segment: Segment, old: Entry | None) -> Entry:
    """The entry of a segment, made from the one that it goes on from."""
    notes = (segment.note,) if segment.note else ()
    if old is None:
        return Entry(segment.key, segment.source, notes=notes)
    made = replace(old, key=segment.key, source=segment.source, notes=notes)
    if not old.text.strip():
        return replace(made, fuzzy=False, previous="")
    if segment.source == old.source:
        return made
    if old.previous and segment.source == old.previous:
        # The English is again what the translation was made from.
        return replace(made, fuzzy=False, previous="")
    remarks = tuple(remark for remark in old.remarks if remark != REVIEWED)
    return replace(made, fuzzy=True, previous=old.previous or old.source, remarks=remarks)


def _pair(segments: tuple[Segment, ...], catalogue: Catalogue) -> dict[str, Entry]:
    """Segment key → the entry that it goes on from: the surest pairs first, each entry once."""
    pairs: dict[str, Entry] = {}
    entries, obsolete = list(catalogue.entries), list(catalogue.obsolete)

    def match(
        pool: list[Entry],
        of_segment: Callable[[Segment], Hashable],
        of_entry: Callable[[Entry], Hashable],
        fits: Callable[[Segment, Entry], bool] = lambda segment, entry: True,
    ) -> None:
        """Pair what has the same name and fits, in order."""
        waiting: dict[Hashable, list[Entry]] = defaultdict(list)
        for entry in pool:
            waiting[of_entry(entry)].append(entry)
        for segment in segments:
            same = waiting[of_segment(segment)]
            if segment.key not in pairs and same and fits(segment, same[0]):
                pairs[segment.key] = same.pop(0)
        used = {id(entry) for entry in pairs.values()}
        pool[:] = [entry for entry in pool if id(entry) not in used]

    match(entries, lambda s: (s.key, s.source), lambda e: (e.key, e.source))
    match(entries, lambda s: (_series(s.key), s.source), lambda e: (_series(e.key), e.source))
    match(entries, lambda s: s.source, lambda e: e.source)
    _pair_alike(segments, entries, pairs)
    match(entries, lambda s: s.key, lambda e: e.key, _goes_on)
    match(obsolete, lambda s: (s.key, s.source), lambda e: (e.key, e.source))
    match(obsolete, lambda s: s.source, lambda e: e.source)
    return pairs


def _goes_on(segment: Segment, entry: Entry) -> bool:
    """Whether a text is a version of the one that had its key: a number is only a place."""
    if not _is_numbered(segment.key):
        return True
    return any(_is_version(segment.source, former) for former in (entry.source, entry.previous) if former)


def _is_version(text: str, former: str) -> bool:
    bags = _Bags([text])
    if bags.fill(text).measure(bags.fill(former)) >= ALIKE_IN_PLACE:
        return True
    is_short = max(len(text), len(former)) <= MAX_SPELT
    return is_short and SequenceMatcher(None, text, former, autojunk=False).ratio() >= SPELT_ALIKE


def _pair_alike(segments: tuple[Segment, ...], entries: list[Entry], pairs: dict[str, Entry]) -> None:
    """Pair paragraphs of one text that moved *and* were reworded, the most alike first."""
    waiting = [s for s in segments if s.key not in pairs and _is_numbered(s.key)]
    bags = _Bags(segment.source for segment in waiting)
    olds: dict[str, list[tuple[int, _Bag]]] = defaultdict(list)
    series = {_series(segment.key) for segment in waiting}
    for number, entry in enumerate(entries):
        if _is_numbered(entry.key) and _series(entry.key) in series:
            olds[_series(entry.key)].append((number, bags.fill(entry.source)))
    found: list[tuple[float, int, int]] = []
    for at, segment in enumerate(waiting):
        bag = bags.fill(segment.source)
        likely = ((-bag.measure(other), at, number) for number, other in olds[_series(segment.key)])
        found += nsmallest(MAX_RIVALS, (one for one in likely if -one[0] >= ALIKE))
    used: set[int] = set()
    for _, at, number in sorted(found):
        if number not in used and waiting[at].key not in pairs:
            used.add(number)
            pairs[waiting[at].key] = entries[number]
    entries[:] = [entry for number, entry in enumerate(entries) if number not in used]


@dataclass(frozen=True)
class _Bag:
    """The words of a text: a bit for each, and how many they are."""

    bits: int
    count: int

    def measure(self, other: _Bag) -> float:
        """How alike two texts are: the part of their words that they share (Dice's coefficient)."""
        return 2 * (self.bits & other.bits).bit_count() / max(self.count + other.count, 1)


class _Bags:
    """Makes bags of words that can be compared by the million.

    Only the words of ``texts`` have bits, one for each time that a text has them: in others they are
    counted. So what comes from outside cannot make the bags large.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._bits: dict[tuple[str, int], int] = {}
        for text in texts:
            for word in _number_words(text):
                self._bits.setdefault(word, len(self._bits))

    def fill(self, text: str) -> _Bag:
        """The bag of a text; one of two has to be of ``texts`` to be compared."""
        words = _number_words(text)
        return _Bag(sum(1 << self._bits[word] for word in words if word in self._bits), len(words))


def _number_words(text: str) -> list[tuple[str, int]]:
    """The words of a text, each with how often it stood there before."""
    seen: Counter[str] = Counter()
    made: list[tuple[str, int]] = []
    for word in _WORD.findall(text.lower()):
        made.append((word, seen[word]))
        seen[word] += 1
    return made


def _is_numbered(key: str) -> bool:
    """Whether a key holds a position, so that it changes when something is put before it."""
    return _series(key) != key


def _series(key: str) -> str:
    """What the keys of one text or list have in common: the key without its positions."""
    return _POSITION.sub("/#", key)
