"""Page numbers in the text: a reference that names the same page by its new number has not changed.

A word counts as such a reference where it says the printed number of the page that it is a link to, or that
a link in its line leads to.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from booklet.compare.links import Link, Linked, Target
from booklet.compare.matching import Match
from booklet.compare.places import places_of, say
from booklet.compare.streams import Stream
from booklet.compare.values import Change, ChangeKind, Layer
from booklet.compare.words import Word

REFERENCE = "\0page "
"""Begins the key of a page reference; the target follows, so that references to one target are equal."""

SHOWN = 3
"""So many references are quoted."""

_NUMBER = re.compile(r"\W*(\d+|[ivxlcdm]+)\W*", re.IGNORECASE)


def mark_references(stream: Stream, links: Sequence[Link], labels: Sequence[str]) -> tuple[Stream, Linked]:
    """The stream with the keys of its page references, and its linked words. ``labels`` are one a page."""
    linked = Linked.of(stream.words, links)
    if not linked.targets:
        return stream, linked
    by_page: dict[int, list[Link]] = defaultdict(list)
    for link in links:
        if link.target.goal is not None:
            by_page[link.page].append(link)
    words: list[Word] = []
    for word in stream.words:
        number = _NUMBER.fullmatch(word.text)
        target = _find_target(word, by_page.get(word.page_index, ()), labels, number[1]) if number else None
        if target is None:
            words.append(word)
            continue
        marked = word._replace(key=f"{REFERENCE}{target.text if target.page is None else ''}")
        if word in linked.targets:
            linked.targets[marked] = linked.targets[word]
        words.append(marked)
    return replace(stream, words=tuple(words)), linked


def _find_target(word: Word, links: Sequence[Link], labels: Sequence[str], number: str) -> Target | None:
    """Where a link in the line of a word leads, if that page has this number."""
    _, x0, top, x1, bottom = word.spots[0]
    x, y = (x0 + x1) / 2, (top + bottom) / 2
    # In a table of contents the number stands beside the link, in its line.
    beside = [link for link in links if link.box[1] <= y <= link.box[3]]
    for link in sorted(beside, key=lambda link: max(link.box[0] - x, x - link.box[2], 0.0)):
        if link.target.goal is not None and labels[link.target.goal] == number:
            return link.target
    return None


def is_reference(word: Word) -> bool:
    """Whether a word is a page reference."""
    return word.key.startswith(REFERENCE)


def followed(match: Match) -> list[tuple[Word, Word]]:
    """References that name their page by another number than before."""
    return [
        (one, other)
        for one, other in match.pairs
        if one.text != other.text and is_reference(one) and is_reference(other)
    ]


def reference_changes(pairs: Sequence[tuple[Word, Word]]) -> list[Change]:
    """One change for all references whose numbers followed their pages."""
    if not pairs:
        return []
    old, new = [one for one, _ in pairs], [other for _, other in pairs]
    before, after = _quote(old), _quote(new)
    places = places_of(old), places_of(new)
    note = "page references that follow their pages"
    return [Change(Layer.FURNITURE, ChangeKind.CHANGED, before, after, *places, note, count=len(pairs))]


def _quote(words: Sequence[Word]) -> str:
    return ", ".join(say([word]) for word in words[:SHOWN]) + (" …" if len(words) > SHOWN else "")
