"""References: `{ref:ID}` prints what it points at and the page (“section 4.3, page 14”) by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from booklet.check.reading import Check, Passage, Reading
from booklet.findings import Finding, Severity, rule

WRONG_KIND = rule(
    "ref/wrong-kind",
    Severity.ERROR,
    "The word before a reference does not call its target something else.",
    "Delete the word; the reference prints the right one itself.",
)
DOUBLED = rule(
    "ref/doubled-word",
    Severity.ERROR,
    "The word before a reference is not the one the reference prints itself.",
    "Delete the word.",
)
ITSELF = rule(
    "ref/itself",
    Severity.WARNING,
    "A text does not refer to the chapter, section or case it stands in.",
    "Point at another place, or leave the reference out.",
)
BY_HAND = rule(
    "ref/by-hand",
    Severity.WARNING,
    "Numbers of chapters, sections, cases and pages are not typed.",
    "Write {ref:ID}; the number then stays right when something moves.",
)

_WORD_BEFORE = re.compile(r"\b(chapter|section|case|page|part|figure|table)s?[ \u00a0]*$", re.IGNORECASE)
_BY_HAND = re.compile(
    r"\b(?:see|in|of|on|from|and|to)\s+(?:chapters?|sections?|pages?)\s+\d+(?:\.\d+)*\b"
    r"|\bsee\s+(?:also\s+)?cases?\s+\d+"
    r"|\((?:chapter|section|case|page)\s+\d+(?:\.\d+)*",
    re.IGNORECASE,
)


def targets(reading: Reading) -> Iterator[Finding]:
    """The word before a reference fits; the reference prints “chapter”, “section” or “case” itself."""
    for passage, key, before in _references(reading):
        kind = reading.kinds.get(key)
        place = reading.at(passage.path)
        word = _WORD_BEFORE.search(before)
        if word is None or kind is None:  # what leads nowhere the loader has reported
            continue
        if word[1].lower() in (kind, "page"):
            yield DOUBLED.at(place, f"“{word[1]} {{ref:{key}}}” prints “{word[1]}” twice")
        else:
            yield WRONG_KIND.at(place, f"“{word[1]} {{ref:{key}}}” points at a {kind}")


def _references(reading: Reading) -> Iterator[tuple[Passage, str, str]]:
    """Each reference with its passage and the words before it."""
    for passage in reading.passages:
        before = ""
        for run in passage.block.runs if passage.block else ():
            if run.ref is not None:
                yield passage, run.ref, before
            before += run.text


def self_references(reading: Reading) -> Iterator[Finding]:
    """Within a section, a reference to that section; within a chapter or a case, to the whole of it."""
    standing: dict[int, str | None] = {}
    owner = ""
    for passage in reading.passages:
        if passage.owner != owner or passage.block is None:
            standing, owner = {}, passage.owner
        block = passage.block
        if block is None:
            continue
        if block.kind == "heading":
            standing = {level: name for level, name in standing.items() if level < block.level}
            standing[block.level] = block.name
        here = {owner.partition("/")[2], *standing.values()}
        for run in block.runs:
            if run.ref is not None and run.ref in here:
                yield ITSELF.at(reading.at(passage.path), f"{{ref:{run.ref}}} points at the place it is in")


def typed_numbers(reading: Reading) -> Iterator[Finding]:
    """“see chapter 4”, typed by hand."""
    for passage in reading.passages:
        if not passage.sentences:
            continue
        found = _BY_HAND.search(passage.words)
        if found:
            yield BY_HAND.at(reading.at(passage.path), f"“{found[0].lstrip('(')}” is typed by hand")


CHECKS: tuple[Check, ...] = (targets, self_references)
ENGLISH: tuple[Check, ...] = (typed_numbers,)
