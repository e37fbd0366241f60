"""What becomes of translations when the English has changed.

A text that only moved takes its translation along; one that was reworded keeps it as stale; one that is
gone leaves it behind as obsolete, to be found again when the text comes back.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace

from booklet.model.segment import Segment
from booklet.translate.catalogue import REVIEWED, Catalogue, Entry

ALIKE = 0.5
"""The part of their words that two versions of one paragraph share at least (Dice's coefficient)."""

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
        pool: list[Entry], of_segment: Callable[[Segment], Hashable], of_entry: Callable[[Entry], Hashable]
    ) -> None:
        """Pair what has the same name, in order."""
        waiting: dict[Hashable, list[Entry]] = defaultdict(list)
        for entry in pool:
            waiting[of_entry(entry)].append(entry)
        for segment in segments:
            if segment.key not in pairs and waiting[of_segment(segment)]:
                pairs[segment.key] = waiting[of_segment(segment)].pop(0)
        used = {id(entry) for entry in pairs.values()}
        pool[:] = [entry for entry in pool if id(entry) not in used]

    match(entries, lambda s: (s.key, s.source), lambda e: (e.key, e.source))
    match(entries, lambda s: (_series(s.key), s.source), lambda e: (_series(e.key), e.source))
    match(entries, lambda s: s.source, lambda e: e.source)
    _pair_alike(segments, entries, pairs)
    match(entries, lambda s: s.key, lambda e: e.key)
    match(obsolete, lambda s: (s.key, s.source), lambda e: (e.key, e.source))
    match(obsolete, lambda s: s.source, lambda e: e.source)
    return pairs


def _pair_alike(segments: tuple[Segment, ...], entries: list[Entry], pairs: dict[str, Entry]) -> None:
    """Pair paragraphs of one text that moved *and* were reworded, the most alike first."""
    found: list[tuple[float, int, int, Segment, Entry]] = []
    olds: dict[str, list[tuple[int, Entry, Counter[str]]]] = defaultdict(list)
    for number, entry in enumerate(entries):
        if _is_numbered(entry.key):
            olds[_series(entry.key)].append((number, entry, _words(entry.source)))
    for at, segment in enumerate(segments):
        if segment.key in pairs or not _is_numbered(segment.key):
            continue
        words = _words(segment.source)
        for number, entry, others in olds[_series(segment.key)]:
            likeness = 2 * (words & others).total() / max((words.total() + others.total()), 1)
            if likeness >= ALIKE:
                found.append((-likeness, at, number, segment, entry))
    used: set[int] = set()
    for _, _, number, segment, entry in sorted(found, key=lambda one: one[:3]):
        if number not in used and segment.key not in pairs:
            used.add(number)
            pairs[segment.key] = entry
    entries[:] = [entry for number, entry in enumerate(entries) if number not in used]


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.lower()))


def _is_numbered(key: str) -> bool:
    """Whether a key holds a position, so that it changes when something is put before it."""
    return _series(key) != key


def _series(key: str) -> str:
    """What the keys of one text or list have in common: the key without its positions."""
    return _POSITION.sub("/#", key)
