"""Words that are the same but set otherwise: another font, size or colour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from booklet.compare.places import Locator, places_of, say
from booklet.compare.values import Change, ChangeKind, Layer
from booklet.compare.words import Style, Word

SAMPLE = 8
"""So many words are quoted of what changed its style."""

MIN_SIZE_PT = 0.05
"""Sizes that differ by less are the same."""

Signature = tuple[str, str]


def list_restyled(pairs: Iterable[tuple[Word, Word]]) -> dict[Signature, list[tuple[Word, Word]]]:
    """Pairs of words that differ in style, by what changed to what."""
    signatures: dict[tuple[Style, Style], Signature | None] = {}
    found: dict[Signature, list[tuple[Word, Word]]] = {}
    for one, other in pairs:
        if one.style == other.style:
            continue
        key = (one.style, other.style)
        if key not in signatures:
            signatures[key] = sign(*key)
        signature = signatures[key]
        if signature:
            found.setdefault(signature, []).append((one, other))
    return found


def sign(old: Style, new: Style) -> Signature | None:
    """What changed, old and new in words; ``None`` when nothing did that can be seen."""
    before, after = [], []
    if old.font != new.font:
        before.append(old.font or "no font")
        after.append(new.font or "no font")
    if abs(old.size_pt - new.size_pt) >= MIN_SIZE_PT:
        before.append(f"{old.size_pt:g} pt")
        after.append(f"{new.size_pt:g} pt")
    if old.colour != new.colour:
        before.append(old.colour or "a pattern")
        after.append(new.colour or "a pattern")
    return (", ".join(before), ", ".join(after)) if before else None


Restyled = Mapping[Signature, list[tuple[Word, Word]]]


def style_changes(found: Restyled, locator: Locator) -> Iterator[Change]:
    """One change for each kind of restyling, wherever it happened."""
    for (old, new), pairs in found.items():
        words = sorted((other for _, other in pairs), key=lambda word: word.page_index)
        before = sorted((one for one, _ in pairs), key=lambda word: word.page_index)
        origin = locator.of_words(words)
        quoted = say(words[:SAMPLE]) + (" …" if len(words) > SAMPLE else "")
        yield Change(
            Layer.STYLE,
            ChangeKind.CHANGED,
            old,
            new,
            places_of(before),
            places_of(words),
            f"“{quoted}”",
            (),
            origin.span,
            origin.anchor,
            origin.case,
            len(words),
        )
