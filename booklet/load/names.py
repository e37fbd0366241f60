"""Names that have to lead somewhere: ids of the taxonomy, icons, and references between texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from booklet.findings import Finding, Severity, Span, rule
from booklet.load.document import DUPLICATE_ID, Document
from booklet.load.reading import suggest
from booklet.model.markup import Markup
from booklet.model.taxonomy import Taxonomy

UNKNOWN_ID = rule(
    "id/unknown",
    Severity.ERROR,
    "A theme, mechanism category, country or kind of actor is not in content/taxonomy.yaml.",
)
MISSING_ICON = rule("icon/missing", Severity.ERROR, "An icon is not in assets/icons.")
BROKEN_REFERENCE = rule("ref/broken", Severity.ERROR, "A reference {ref:ID} leads nowhere.")

_HEADING_IDS = re.compile(r"^#{1,6} .*\{#([a-z0-9-]+)\}\s*$")


@dataclass(frozen=True)
class Names:
    """What can be named: ids by the model's key that names them, and icons (``None`` when unknown)."""

    ids: Mapping[str, tuple[str, frozenset[str]]]
    icons: frozenset[str]

    @staticmethod
    def of(taxonomy: Taxonomy | None, icons: Iterable[str]) -> Names:
        """The names of a taxonomy; without one no id is checked."""
        if taxonomy is None:
            return Names({}, frozenset(icons))
        ids = {
            "themes": ("theme", frozenset(item.id for item in taxonomy.themes)),
            "category": ("mechanism category", frozenset(item.id for item in taxonomy.mechanisms)),
            "country": ("country", frozenset(item.id for item in taxonomy.countries)),
            "kind": ("kind of actor", frozenset(item.id for item in taxonomy.actors)),
        }
        return Names(ids, frozenset(icons))

    def check(self, document: Document[Any]) -> Iterator[Finding]:
        """Names of a document that are not known, and ids that one list names twice."""
        seen: set[tuple[str, str]] = set()
        for leaf in document.leaves:
            if leaf.prose or not isinstance(leaf.value, str):
                continue
            name, span = leaf.value, document.span(leaf.path)
            if leaf.key == "icon" and self.icons and name not in self.icons:
                yield MISSING_ICON.at(span, f"there is no icon `{name}`", help=suggest(name, self.icons))
            elif leaf.key in self.ids and name not in self.ids[leaf.key][1]:
                word, known = self.ids[leaf.key]
                yield UNKNOWN_ID.at(span, f"there is no {word} `{name}`", help=suggest(name, known))
            if leaf.key in ("themes", "chapters", "cases", "closing"):
                key = "chapters" if leaf.key == "closing" else leaf.key
                if (key, name) in seen:
                    yield DUPLICATE_ID.at(span, f"`{name}` is listed twice", help="Delete one of the two.")
                seen.add((key, name))


@dataclass(frozen=True)
class Targets:
    """What references can lead to: the ids that are printed, those that are not, and ids used twice."""

    printed: frozenset[str]
    unprinted: frozenset[str]
    findings: tuple[Finding, ...]

    def check(self, document: Document[Any]) -> Iterator[Finding]:
        """References of a document that lead nowhere."""
        for leaf in document.leaves:
            if not isinstance(leaf.value, Markup) or "{ref:" not in leaf.value.source:
                continue
            place = document.place(leaf.path)
            for block in leaf.value.walk():
                for run in block.runs:
                    if run.ref is not None and run.ref not in self.printed:
                        line = _line_of(leaf.value.source, block.line, run.text)
                        yield self._broken(run.ref, _narrow(document, place(line), run.text))

    def _broken(self, name: str, span: Span) -> Finding:
        if name in self.unprinted:
            advice = "List it in content/booklet.yaml, or take the reference out."
            return BROKEN_REFERENCE.at(span, f"`{name}` is not part of the publication", help=advice)
        if not name:
            return BROKEN_REFERENCE.at(span, "the reference names nothing", help="Write {ref:ID}.")
        return BROKEN_REFERENCE.at(
            span, f"there is no chapter, heading or case `{name}`", help=suggest(name, self.printed)
        )


def find_targets(
    documents: Iterable[tuple[str, Document[Any]]],
    listed: frozenset[str] | None,
) -> Targets:
    """All ids of chapters, headings and cases, given by file stem.

    ``listed`` are the ids that booklet.yaml names.

    Damaged files count with the ids that can be seen in them, so that one fault does not make others.
    """
    owners: dict[str, Span] = {}
    printed: set[str] = set()
    unprinted: set[str] = set()
    findings: list[Finding] = []
    for stem, document in documents:
        reached = printed if listed is None or stem in listed else unprinted
        for name, span in ((stem, document.tree.at(("id",))), *_headings(document)):
            if name in owners:
                message = f"the id `{name}` is also used in {owners[name].file}, line {owners[name].line}"
                findings.append(DUPLICATE_ID.at(span, message))
            owners.setdefault(name, span)
            reached.add(name)
    return Targets(frozenset(printed), frozenset(unprinted - printed), tuple(findings))


def _headings(document: Document[Any]) -> Iterator[tuple[str, Span]]:
    """The ids of a chapter's headings, taken from its lines so that a damaged head does not hide them."""
    if not document.file.endswith(".md"):
        return
    for number, line in enumerate(document.tree.lines, start=1):
        if found := _HEADING_IDS.match(line):
            yield found[1], Span(document.file, number, found.start(1) + 1, len(found[1]))


def _line_of(source: str, start: int, words: str) -> int:
    """The 0-based line of a text, from ``start`` on, that contains the words."""
    for index, line in enumerate(source.split("\n")[start:], start=start):
        if words in line:
            return index
    return start


def _narrow(document: Document[Any], span: Span, words: str) -> Span:
    """The part of a line that the words take, when they stand in it."""
    index = span.line - document.tree.first_line
    lines = document.tree.lines
    column = lines[index].find(words) if 0 <= index < len(lines) else -1
    return span if column < 0 else Span(span.file, span.line, column + 1, len(words))
