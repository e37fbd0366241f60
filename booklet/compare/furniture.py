"""Folios and running heads: compared apart, each way in which they changed said once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from booklet.compare.matching import Match
from booklet.compare.places import places_of, say
from booklet.compare.styles import sign
from booklet.compare.values import Change, ChangeKind, Layer, Place
from booklet.compare.words import Word

_FOLIO = re.compile(r"\d+|[ivxlc]+", re.IGNORECASE)

STILL_PT = 0.1


def furniture_changes(match: Match) -> tuple[list[Change], dict[tuple[int, int], tuple[Word, ...]]]:
    """The changes, and by page pair (0-based) the words that changed or moved."""
    groups: dict[tuple[str, str, str], list[tuple[Word, ...]]] = {}
    pages: dict[tuple[str, str, str], list[tuple[int, int]]] = {}
    differing: dict[tuple[int, int], tuple[Word, ...]] = {}
    for new in match.new.pages:
        old = match.old_of_new.get(new)
        if old is None:
            continue
        before, after = match.old.furniture.get(old, ()), match.new.furniture.get(new, ())
        for key in _compare(before, after):
            groups.setdefault(key, []).append((*before, *after))
            pages.setdefault(key, []).append((old, new))
            differing[old, new] = (*before, *after)
    return list(_tell(match, groups, pages)), differing


def _compare(before: tuple[Word, ...], after: tuple[Word, ...]) -> Iterator[tuple[str, str, str]]:
    """How the furniture of a page changed: what, old and new."""
    words, others = sorted(word.text for word in before), sorted(word.text for word in after)
    if words != others:
        rest, rests = (
            say(word for word in furniture if not _FOLIO.fullmatch(word.text))
            for furniture in (before, after)
        )
        if sorted(rest.split()) == sorted(rests.split()):
            yield "page number", "", ""
        else:
            yield "running text", rest, rests
        return
    pairs = list(
        zip(
            sorted(before, key=lambda word: (word.text, word.spots)),
            sorted(after, key=lambda word: (word.text, word.spots)),
            strict=True,
        )
    )
    for one, other in pairs:
        signature = sign(one.style, other.style)
        if signature:
            yield "style", *signature
            return
    if any(
        abs(a - b) > STILL_PT
        for one, other in pairs
        for a, b in zip(one.spots[0][1:], other.spots[0][1:], strict=True)
    ):
        yield "place", "", ""


def _tell(
    match: Match,
    groups: dict[tuple[str, str, str], list[tuple[Word, ...]]],
    pages: dict[tuple[str, str, str], list[tuple[int, int]]],
) -> Iterator[Change]:
    for key in groups:
        what, old, new = key
        pairs = pages[key]
        if what == "page number":
            old, new = (
                ", ".join(
                    say(word for word in stream.furniture[index] if _FOLIO.fullmatch(word.text)) or "none"
                    for index in (pairs[0][side], pairs[-1][side])
                )
                for side, stream in enumerate((match.old, match.new))
            )
            old, new = old.replace(", ", " … "), new.replace(", ", " … ")
        places = ([Place(pair[side] + 1) for pair in pairs] for side in (0, 1))
        old_places, new_places = (tuple(sorted(found, key=lambda place: place.page)) for found in places)
        if len(pairs) == 1:
            old_places = places_of(match.old.furniture[pairs[0][0]]) or old_places
            new_places = places_of(match.new.furniture[pairs[0][1]]) or new_places
        kind = ChangeKind.MOVED if what == "place" else ChangeKind.CHANGED
        yield Change(Layer.FURNITURE, kind, old, new, old_places, new_places, what, count=len(pairs))
