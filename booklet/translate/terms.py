"""The glossary in translations: names that stay, and terms that a language has a word for."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from booklet.findings import Finding, Severity, Span, rule
from booklet.model.publication import Term
from booklet.translate.languages import is_latin

LOCAL_GLOSSARY = rule(
    "translation/glossary",
    Severity.ERROR,
    "The glossary of a language is not a table of terms and their translations.",
    "A CSV file in UTF-8 with the columns term, translation and (if wanted) note.",
)

_COLUMNS = ("term", "translation")
_NAME = re.compile(r"[^\W\d_]*[A-Z][^\W_]*[A-Z\d+][\w+.-]*")
_WORD = re.compile(r"[\w+-]+")
_ENDING = 3
"""Letters at the end of a word that its inflection may change."""

_STEM = 4
"""Letters at the beginning of a word that stay."""


@dataclass(frozen=True)
class Wanted:
    """A term of the source and what stands for it in the translation; a name stays as it is."""

    term: str
    translation: str
    note: str = ""
    is_name: bool = False

    def occurs(self, source: str) -> bool:
        """Whether a source has the term as words of its own."""
        flags = 0 if self.is_name else re.IGNORECASE
        return re.search(rf"(?<!\w){re.escape(self.term)}(?!\w)", source, flags) is not None

    def is_kept(self, text: str) -> bool:
        """Whether a translation has it; words may be inflected, and stand apart from each other."""
        if self.is_name:
            return self.translation in text
        words = [word.casefold() for word in _WORD.findall(text)]
        return all(_has(words, _stem(word)) for word in _WORD.findall(self.translation))


def _stem(word: str) -> str:
    return word.casefold()[: max(_STEM, len(word) - _ENDING)]


def _has(words: list[str], stem: str) -> bool:
    return any(word.startswith(stem) for word in words)


def list_wanted(glossary: Iterable[Term], local: Iterable[Wanted], language: str) -> tuple[Wanted, ...]:
    """The terms to look for: those of the language, then names of the glossary that stay as they are.

    A name is a term in capitals without a long form; acronyms of words are different in other languages.
    Where other letters are written, names are too.
    """
    own = {wanted.term: wanted for wanted in local}
    names = (
        Wanted(term.term, term.term, is_name=True)
        for term in (glossary if is_latin(language) else ())
        if term.term not in own and term.expansion is None and _NAME.fullmatch(term.term)
    )
    return (*own.values(), *names)


def read_local_glossary(file: str, data: bytes) -> tuple[tuple[Wanted, ...], list[Finding]]:
    """The glossary of a language: ``content/locales/<language>/glossary.csv``."""
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        return (), [LOCAL_GLOSSARY.at(Span(file), f"the file cannot be read as CSV in UTF-8: {error}")]
    if not rows or tuple(cell.strip() for cell in rows[0][:2]) != _COLUMNS:
        return (), [LOCAL_GLOSSARY.at(Span(file), "the columns are not term, translation, note")]
    wanted, findings = [], []
    for number, row in enumerate(rows[1:], start=2):
        cells = [cell.strip() for cell in (*row, "", "", "")[:3]]
        if not any(cells):
            continue
        if not cells[0] or not cells[1]:
            findings.append(LOCAL_GLOSSARY.at(Span(file, number), "a term or its translation is missing"))
        else:
            wanted.append(Wanted(cells[0], cells[1], cells[2]))
    return tuple(wanted), findings


def find_unkept(source: str, text: str, terms: Iterable[Wanted]) -> Iterator[Wanted]:
    """The terms that a source has and its translation lacks."""
    return (term for term in terms if term.occurs(source) and not term.is_kept(text))
