"""The glossary: a table with one term a row."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from booklet.findings import Finding, Severity, Span, rule
from booklet.load.source import decode
from booklet.load.yamltree import line_span
from booklet.model.paths import iterate, join
from booklet.model.publication import Term

COLUMNS = ("term", "avoid", "expansion", "note")
"""The columns of the file; spellings to avoid are separated by ``|``."""

COLUMNS_RULE = rule(
    "glossary/columns",
    Severity.ERROR,
    "The first row of the glossary does not name its columns.",
    f"The first line is `{','.join(COLUMNS)}`, with commas.",
)
ROW = rule(
    "glossary/row",
    Severity.ERROR,
    "A row of the glossary has too many or too few cells, no term, or an open quotation mark.",
    'Put a cell that contains a comma in "straight quotes".',
)
DUPLICATE_TERM = rule(
    "glossary/duplicate",
    Severity.ERROR,
    "A term stands in the glossary twice, or is also a spelling to avoid.",
    "Keep one row.",
)


@dataclass(frozen=True)
class Glossary:
    """The terms in order, the places of their parts, and what is wrong with the file."""

    terms: tuple[Term, ...] = ()
    spans: Mapping[str, Span] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def read_glossary(file: str, data: bytes) -> Glossary:
    """Read the file; rows that are wrong are left out."""
    text, findings = decode(file, data)
    if text is None:
        return Glossary(findings=tuple(findings))
    lines = tuple(text.splitlines())
    terms: list[Term] = []
    places: dict[str, Span] = {}
    for row, span in _rows(file, lines, findings):
        term = _term(row, span, findings)
        if term is None:
            continue
        if term.term in places:
            first = places[term.term].line
            findings.append(
                DUPLICATE_TERM.at(span, f"“{term.term}” stands here again (first on line {first})")
            )
            continue
        places[term.term] = span
        terms.append(term)
    for term in terms:
        for avoided in term.avoid:
            if avoided in places:
                message = f"“{avoided}” is to be avoided here, but is a term on line {places[avoided].line}"
                findings.append(DUPLICATE_TERM.at(places[term.term], message))
    return Glossary(tuple(terms), dict(_spans(terms, places)), tuple(findings))


def _rows(file: str, lines: tuple[str, ...], findings: list[Finding]) -> Iterator[tuple[list[str], Span]]:
    """The rows after the first with their places; empty lines are passed over."""
    reader = csv.reader((line + "\n" for line in lines), strict=True)
    line = 1
    try:
        for row in reader:
            span = line_span(file, lines, line)
            if line == 1 and tuple(cell.strip() for cell in row) != COLUMNS:
                findings.append(COLUMNS_RULE.at(span, f"the columns are not {', '.join(COLUMNS)}"))
                return
            if line > 1 and any(cell.strip() for cell in row):
                yield row, span
            line = reader.line_num + 1
    except csv.Error as error:
        findings.append(ROW.at(line_span(file, lines, line), f"the row cannot be read: {error}"))


def _term(row: list[str], span: Span, findings: list[Finding]) -> Term | None:
    """A row as a term, or ``None`` and a finding."""
    if len(row) != len(COLUMNS):
        findings.append(ROW.at(span, f"the row has {len(row)} cells; there are {len(COLUMNS)} columns"))
        return None
    word, avoid, expansion, note = (cell.strip() for cell in row)
    if not word:
        findings.append(ROW.at(span, "the row has no term"))
        return None
    avoided = tuple(part.strip() for part in avoid.split("|") if part.strip())
    return Term(term=word, avoid=avoided, expansion=expansion or None, note=note or None)


def _spans(terms: list[Term], places: Mapping[str, Span]) -> Iterator[tuple[str, Span]]:
    """The row's place for a term and all its parts."""
    for term in terms:
        prefix = join("glossary", term.term)
        yield prefix, places[term.term]
        for leaf in iterate(term, prefix):
            yield leaf.path, places[term.term]
