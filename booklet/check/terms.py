"""Terms: spelling of the glossary, British English, acronyms, the project's name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from booklet.check.reading import Check, Passage, Reading
from booklet.check.spelling import AMERICAN, british, may_be_american
from booklet.findings import Finding, Severity, rule
from booklet.model.publication import Term

AVOID = rule(
    "term/avoid",
    Severity.WARNING,
    "A term is spelled as the glossary has it.",
    "Use the term of content/glossary.csv; change the glossary when the new spelling is the better one.",
)
BRITISH = rule(
    "term/british",
    Severity.WARNING,
    "The English is British throughout (-ise, -our, centre, programme).",
    "Use the British spelling; list a name that is spelled otherwise in content/glossary.csv.",
)
ACRONYM = rule(
    "term/acronym",
    Severity.WARNING,
    "An acronym is explained where a chapter or a case first uses it.",
    "Write the full form with the acronym in brackets, or list a name or a common acronym in the "
    "glossary (a note with the word “common”, or no expansion).",
)
PROJECT = rule(
    "term/project",
    Severity.ERROR,
    "The name of the project is written in one way.",
    "Write it as content/booklet.yaml does under `project`.",
)
GLOSSARY = rule(
    "term/glossary",
    Severity.WARNING,
    "The glossary names every term once, and never advises against a term that it wants.",
    "Merge the rows, or take the spelling out of `avoid`.",
)

WELL_KNOWN = frozenset({"AI", "COVID-19", "EU", "ID", "PDF", "QR", "UK", "UN", "US", "WHO"})
"""Acronyms that a reader of any language knows; others are declared in the glossary."""

_NAMES = frozenset({"citation", "publisher", "name", "short", "credit", "call", "topic", "action"})
_ACRONYM = re.compile(r"(?<![\w-])[A-Z][A-Z0-9&’]*(?:-[A-Z0-9]+)*[A-Z0-9]\+?(?=s?\b|\W|$)")
_ROMAN = re.compile(r"[IVXLC]+")
_IN_ORDER = ("subtitle", "standfirst", "summary", "overview", "body", "text", "impact", "why")


def avoided_spellings(reading: Reading) -> Iterator[Finding]:
    """What the glossary lists under `avoid`; where the wanted term stands, nothing is found."""
    wanted: dict[str, str] = {}
    exact: list[str] = []
    loose: list[str] = []
    everything = "\n".join(passage.words for passage in reading.passages)
    in_lower_case = everything.lower()
    for term in reading.publication.glossary:
        for spelling in term.avoid:
            by_case = spelling.lower() == term.term.lower()
            if spelling in everything if by_case else spelling.lower() in in_lower_case:
                (exact if by_case else loose).append(spelling)
                wanted[spelling if by_case else spelling.lower()] = term.term
    if not wanted:
        return
    patterns = [_any_of(exact, 0), _any_of(loose, re.IGNORECASE)]
    keep = _any_of(list(wanted.values()), 0)
    for passage in reading.passages:
        if not any(spelling.lower() in passage.words.lower() for spelling in wanted):
            continue
        words = keep.sub(_blot, passage.words) if keep else passage.words
        for pattern in filter(None, patterns):
            for found in pattern.finditer(words):
                term_wanted = wanted.get(found[0]) or wanted[found[0].lower()]
                yield AVOID.at(reading.at(passage.path), f"write “{term_wanted}” instead of “{found[0]}”")


def _any_of(words: list[str], flags: int) -> re.Pattern[str] | None:
    """A pattern for any of the words, the longest first; ``None`` when there are none."""
    listed = sorted(set(words), key=lambda word: (-len(word), word))
    if not listed:
        return None
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, listed)) + r")(?![\w-])", flags)


def _blot(found: re.Match[str]) -> str:
    return "_" * len(found[0])


def british_spelling(reading: Reading) -> Iterator[Finding]:
    """American spellings outside names; names are the terms of the glossary and those of the settings."""
    suspicious = sorted(word for word in reading.vocabulary if may_be_american(word))
    if not suspicious:
        return
    holds_one = re.compile(r"\b(?:" + "|".join(suspicious) + r")\b", re.IGNORECASE)
    names = [text for term in reading.publication.glossary for text in (term.term, term.expansion)]
    allowed = _any_of([name for name in names if name and AMERICAN.search(name)], 0)
    for passage in reading.passages:
        if passage.field in _NAMES and not passage.in_case:
            continue
        if not holds_one.search(passage.words):
            continue
        words = allowed.sub(_blot, passage.words) if allowed else passage.words
        for found in AMERICAN.finditer(words):
            yield BRITISH.at(
                reading.at(passage.path), f"“{found[0]}” is American; write “{british(found)}”"
            )


def acronyms(reading: Reading) -> Iterator[Finding]:
    """In every chapter and every case: the first use in running text comes with the full form."""
    settings = reading.publication.settings
    glossary = {term.term: term for term in reading.publication.glossary}
    named = " ".join((settings.project, *(partner.short for partner in settings.consortium)))
    known = WELL_KNOWN | set(_ACRONYM.findall(named))
    for owner, passages in reading.by_owner.items():
        if owner.startswith(("cases/", "chapters/")):
            yield from _acronyms_within(reading, passages, glossary, known)


def _acronyms_within(
    reading: Reading, passages: tuple[Passage, ...], glossary: dict[str, Term], known: frozenset[str]
) -> Iterator[Finding]:
    titles = next((p.text for p in passages if p.field == "title"), "")
    used: dict[str, list[Passage]] = {}
    for passage in passages:
        for acronym in _ACRONYM.findall(passage.words):
            if sum(letter.isupper() for letter in acronym) >= 2 and not _ROMAN.fullmatch(acronym):
                base = acronym.rstrip("0123456789")  # a successor, such as PACTESUR2
                key = acronym if acronym in glossary or len(base) < 2 else base
                used.setdefault(key, []).append(passage)
    whole = "\n".join(passage.text for passage in passages)
    for acronym, places in used.items():
        term = glossary.get(acronym)
        if acronym in known or acronym in titles or _needs_no_words(term):
            continue
        running = [place for place in places if place.field in _IN_ORDER]
        first = min(running, key=lambda place: _IN_ORDER.index(place.field), default=places[0])
        if not _explains(whole, acronym, term):
            full = f" ({term.expansion})" if term and term.expansion else ""
            yield ACRONYM.at(reading.at(first.path), f"{acronym}{full} is not explained here")
        elif running and not _explained_by(first, passages, acronym, term):
            yield ACRONYM.at(reading.at(first.path), f"{acronym} is used before it is explained")


def _needs_no_words(term: Term | None) -> bool:
    """A name, or an acronym that the glossary calls common."""
    return term is not None and (term.expansion is None or "common" in (term.note or "").lower())


def _explains(text: str, acronym: str, term: Term | None) -> bool:
    """Whether a text gives the full form: the one of the glossary, or words beside a bracket."""
    if term is not None and term.expansion and term.expansion.lower() in text.lower():
        return True
    return f"({acronym}" in text or re.search(rf"{re.escape(acronym)}s? \([^()]{{8,}}\)", text) is not None


def _explained_by(first: Passage, passages: tuple[Passage, ...], acronym: str, term: Term | None) -> bool:
    """Whether the full form stands in the passage of the first use, or in running text before it."""
    order = _IN_ORDER.index(first.field)
    for passage in passages:
        early = passage.field in _IN_ORDER and _IN_ORDER.index(passage.field) <= order
        if (passage == first or early) and _explains(passage.text, acronym, term):
            return True
        if passage == first:
            return False
    return False


def project_name(reading: Reading) -> Iterator[Finding]:
    """“Co-Secur”, “COSECUR”: any other way to write the name, save in addresses."""
    name = reading.publication.settings.project
    letters = [re.escape(letter) for letter in name if letter.isalnum()]
    if len(letters) < 3:
        return
    pattern = re.compile(r"(?<![\w@/.-])" + r"[-–‑ ]?".join(letters) + r"(?![\w-])", re.IGNORECASE)
    for passage in reading.passages:
        for found in pattern.finditer(passage.words):
            if found[0] != name:
                yield PROJECT.at(reading.at(passage.path), f"write “{name}” instead of “{found[0]}”")


def glossary_rows(reading: Reading) -> Iterator[Finding]:
    """A glossary that contradicts itself helps nobody."""
    terms = [term.term for term in reading.publication.glossary]
    for index, term in enumerate(reading.publication.glossary):
        place = reading.at(f"glossary/{term.term}")
        if term.term in terms[:index]:
            yield GLOSSARY.at(place, f"“{term.term}” has two rows")
        for spelling in term.avoid:
            if spelling in terms:
                yield GLOSSARY.at(place, f"“{spelling}” is a term and to be avoided")


CHECKS: tuple[Check, ...] = (glossary_rows, project_name)
ENGLISH: tuple[Check, ...] = (avoided_spellings, british_spelling, acronyms)
