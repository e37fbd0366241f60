"""Checks of translations against their source: each a rule, each finding at its line of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from booklet.findings import Finding, Rule, Severity, Span, rule
from booklet.model.inline import read_text
from booklet.model.segment import Segment
from booklet.translate.catalogue import Catalogue, Entry, State
from booklet.translate.detect import find_other_language
from booklet.translate.keeping import FILLED_IN, read_kept, say_difference
from booklet.translate.languages import PSEUDO, name_language
from booklet.translate.numbers import read_numbers
from booklet.translate.terms import Wanted, find_unkept

NUMBER = rule(
    "translation/number",
    Severity.WARNING,
    "A translation has other numbers than its source, written in whatever way the language writes them.",
    "Correct the figure; where one is written as a word on purpose, write it in figures as in the English.",
)
LINK = rule(
    "translation/link",
    Severity.ERROR,
    "A translation lacks a link of its source, or has one that the source has not.",
    "Put the link round the words that stand for those of the English.",
)
MARKS = rule(
    "translation/marks",
    Severity.WARNING,
    "A translation has more or fewer strong or emphasised words than its source.",
    "Mark the words that stand for those of the English.",
)
UNTRANSLATED = rule(
    "translation/untranslated",
    Severity.WARNING,
    "A translation is word for word its source.",
    "Translate it.",
)
LANGUAGE = rule(
    "translation/language",
    Severity.WARNING,
    "A translation is in another language than its catalogue.",
    "Translate it, or move it to the catalogue of its language.",
)
TERM = rule(
    "translation/term",
    Severity.WARNING,
    "A translation lacks a term that the glossary has for a word of its source.",
    "Use the word of the glossary, or correct the glossary of the language.",
)
LENGTH = rule(
    "translation/length",
    Severity.WARNING,
    "A translation is longer than its place has room for.",
    "Shorten it; the texts of one page share its room.",
)

_LOWER_CASE_WORD = re.compile(r"(?<!\w)[^\W\d_A-Z][^\W\d_]*(?!\w)")
_BRACES = re.compile(r"\{[^{}]*\}")
_BLOCK = re.compile(r"/\d+$")
MIN_WORDS = 3
"""Fewer words in lower case may well be the same in both languages."""


@dataclass(frozen=True)
class Checked:
    """What a catalogue is checked against: its segments by key, and the terms of its language."""

    segments: Mapping[str, Segment]
    terms: tuple[Wanted, ...] = ()


def check_catalogue(file: str, catalogue: Catalogue, against: Checked) -> list[Finding]:
    """Everything in a catalogue that is probably wrong.

    Stale translations are not checked: they are translations of another text.
    """
    found: list[Finding] = []
    for entry in catalogue.entries:
        if entry.state in (State.DONE, State.REVIEW):
            for broken, message in _check_entry(entry, catalogue.language, against.terms):
                found.append(broken.at(Span(file, entry.line), f"`{entry.key}`: {message}"))
    found += _check_lengths(file, catalogue, against.segments)
    return found


def _check_entry(entry: Entry, language: str, terms: Iterable[Wanted]) -> Iterator[tuple[Rule, str]]:
    wanted, given = read_kept(entry.source), read_kept(entry.text)
    if not given.can_replace(wanted):
        yield FILLED_IN, say_difference(wanted.braces, given.braces) or "a brace stands alone"
    if wanted.links != given.links:
        yield LINK, say_difference(wanted.links, given.links)
    if wanted.marks != given.marks:
        yield MARKS, _say_marks(wanted.marks, given.marks)
    source, text = read_text(entry.source), read_text(entry.text)
    numbers = read_numbers(source, "en"), read_numbers(text, "en" if language == PSEUDO else language)
    if numbers[0] != numbers[1]:
        yield NUMBER, say_difference(*numbers)
    if is_untranslated(entry.source, entry.text):
        yield UNTRANSLATED, "the text is the English one"
    elif other := find_other_language(text, language):
        yield LANGUAGE, f"this seems to be {name_language(other)}"
    if language != PSEUDO:
        for term in find_unkept(source, text, terms):
            is_same = term.term == term.translation
            yield (
                TERM,
                (
                    f"“{term.term}” stays as it is in other languages"
                    if is_same
                    else f"“{term.term}” is “{term.translation}” in this language"
                ),
            )


def _say_marks(wanted: Mapping[str, int], given: Mapping[str, int]) -> str:
    return ", ".join(
        f"{given.get(name, 0)} instead of {wanted.get(name, 0)} stretches are {look}"
        for name, look in (("strong", "strong"), ("emphasis", "emphasised"))
        if given.get(name, 0) != wanted.get(name, 0)
    )


def is_untranslated(source: str, text: str) -> bool:
    """Whether a text is its source and has words that no two languages share."""
    same = read_text(text).split() == read_text(source).split()
    return same and len(_LOWER_CASE_WORD.findall(_BRACES.sub("", read_text(source)))) >= MIN_WORDS


def _check_lengths(file: str, catalogue: Catalogue, segments: Mapping[str, Segment]) -> Iterator[Finding]:
    """Texts that are too long as a whole: the blocks of one text share its room."""
    texts: dict[str, list[tuple[Entry, int]]] = {}
    for entry in catalogue.entries:
        segment = segments.get(entry.key)
        if segment is not None and segment.budget is not None:
            held = texts.setdefault(_BLOCK.sub("", entry.key), [])
            held.append((entry, segment.budget))
    for key, parts in texts.items():
        if not any(entry.text.strip() for entry, _ in parts):
            continue
        length = sum(len(read_text(entry.text.strip() or entry.source)) for entry, _ in parts)
        room = sum(budget for _, budget in parts)
        if length > room:
            longest = max((entry for entry, _ in parts), key=lambda entry: len(entry.text))
            message = f"`{key}` has {length} characters; there is room for {room}"
            yield LENGTH.at(Span(file, longest.line), message)
