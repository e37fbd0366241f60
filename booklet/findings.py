"""Findings: what a stage has to say about somebody's file, as values.

A stage never prints and never raises for a fault in the content: it returns its output together with
a :class:`Report`. Every finding names a rule; the registry below holds each rule's default severity,
which a publication may change in ``booklet.yaml`` (``severity: {rule-id: off}``), except that nobody can
talk away an error that would cost the reader a text (:func:`is_fixed`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs: only errors change the exit code (all, with ``--strict``)."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    OFF = "off"


@dataclass(frozen=True, order=True)
class Span:
    """A place in a file of the project: POSIX path relative to its root, 1-based line and column.

    ``length`` is the number of characters the caret line underlines. A file that was made has pages and
    no lines: its line is 0, and the finding names the page.
    """

    file: str
    line: int = 1
    column: int = 1
    length: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True)
class Rule:
    """One thing that is checked. ``summary`` is the rule in a sentence, ``help`` the usual way out."""

    id: str
    severity: Severity
    summary: str
    help: str = ""

    def at(
        self,
        span: Span | None,
        message: str,
        *,
        help: str | None = None,
        page: int | None = None,
    ) -> Finding:
        """A finding of this rule. ``page`` is the 1-based page of the output, when one is known."""
        advice = self.help if help is None else help
        return Finding(self.id, self.severity, message, span, advice, page)


@dataclass(frozen=True)
class Finding:
    """One remark: rule id, severity, message, place, way out and (for made pages) the page."""

    rule: str
    severity: Severity
    message: str
    span: Span | None = None
    help: str = ""
    page: int | None = None

    def sort_key(self) -> tuple[str | int, ...]:
        """Order of a report: by file, line and column, then by rule and page; nothing is left to chance."""
        at = self.span or Span("", 0, 0)
        place = (at.file, at.line, at.column, self.rule, self.page or 0, self.message)
        # Whatever else could differ decides too: the findings come out of a set.
        return (*place, self.severity, self.help or "", at.length, self.span is None, self.page is None)

    def to_json(self) -> dict[str, object]:
        """A plain JSON object; absent parts are null."""
        at = self.span
        return {
            "rule": self.rule,
            "severity": str(self.severity),
            "message": self.message,
            "help": self.help or None,
            "file": at.file if at else None,
            "line": at.line if at else None,
            "column": at.column if at else None,
            "length": at.length if at else None,
            "page": self.page,
        }

    @staticmethod
    def from_json(data: Mapping[str, object]) -> Finding:
        """The inverse of :meth:`to_json` (used by cache records)."""
        span = None
        if isinstance(data["file"], str):
            line, column, length = (data[key] for key in ("line", "column", "length"))
            assert isinstance(line, int) and isinstance(column, int) and isinstance(length, int)
            span = Span(data["file"], line, column, length)
        page = data.get("page")
        return Finding(
            str(data["rule"]),
            Severity(str(data["severity"])),
            str(data["message"]),
            span,
            str(data["help"] or ""),
            page if isinstance(page, int) else None,
        )


FIXED_FAMILIES = frozenset(
    {
        "yaml", "model", "file", "id", "markup", "chapter", "glossary", "icon", "picture", "logo", "layout",
        "publication", "severity", "fit",
    }
)  # fmt: skip
"""Families whose errors say that a part of the content could not be read, or would not be printed."""

FIXED_RULES = frozenset(
    {
        "ref/broken", "typeset/missing-file", "typeset/missing-glyph", "typeset/overset",
        "typeset/unreadable-picture",
    }
)  # fmt: skip
"""Single rules of that kind."""


def is_fixed(rule_id: str) -> bool:
    """Whether errors of a rule stay errors whatever the publication wants."""
    return rule_id in FIXED_RULES or rule_id.partition("/")[0] in FIXED_FAMILIES


RULES: dict[str, Rule] = {}
"""Every rule of the program by id; complete once all rooms are imported (``booklet rules`` does so)."""


def rule(
    id: str,
    severity: Severity,
    summary: str,
    help: str = "",
) -> Rule:
    """Register a rule and return it. Raises ``ValueError`` when the id is taken."""
    if id in RULES:
        raise ValueError(f"rule {id} is registered twice")
    made = Rule(id, severity, summary, help)
    RULES[id] = made
    return made


@dataclass(frozen=True)
class Report:
    """A sorted collection of findings; reports add up."""

    findings: tuple[Finding, ...] = field(default=())

    @staticmethod
    def of(findings: Iterable[Finding]) -> Report:
        """A report of these findings, sorted, each distinct one once."""
        return Report(tuple(sorted(set(findings), key=Finding.sort_key)))

    def __add__(self, other: Report) -> Report:
        return Report.of((*self.findings, *other.findings))

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings at error level."""
        return tuple(f for f in self.findings if f.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings at warning level."""
        return tuple(f for f in self.findings if f.severity is Severity.WARNING)

    def with_severities(self, changed: Mapping[str, Severity]) -> Report:
        """The same report with the user's severities; a key ``budget/*`` means all of a family.

        Errors of fixed rules (:func:`is_fixed`) stay as they are: switched off, they would let a case
        vanish from the print without a word.
        """

        def adjust(finding: Finding) -> Finding:
            if finding.severity is Severity.ERROR and is_fixed(finding.rule):
                return finding
            family = finding.rule.split("/")[0] + "/*"
            wanted = changed.get(finding.rule, changed.get(family))
            return finding if wanted is None else replace(finding, severity=wanted)

        adjusted = (adjust(f) for f in self.findings)
        return Report.of(f for f in adjusted if f.severity is not Severity.OFF)
