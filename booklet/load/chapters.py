"""Chapters: a YAML head between two lines ``---``, then Markdown."""

from __future__ import annotations

from dataclasses import replace

from booklet.findings import Finding, Severity, Span, rule
from booklet.load.reading import UNKNOWN_KEY
from booklet.load.source import decode
from booklet.load.yamltree import TextStart, Tree, line_span, parse_yaml

HEAD = rule(
    "chapter/head",
    Severity.ERROR,
    "A chapter does not begin with a YAML head between two lines `---`.",
    "Begin the file with `---`, the keys id, title, standfirst and icon, and `---` again.",
)


def read_chapter(file: str, data: bytes) -> Tree:
    """The tree of a chapter: the keys of its head, and its Markdown under the key ``body``.

    When only the head is damaged, the tree has no data but still the body's lines.
    """
    text, findings = decode(file, data)
    if text is None:
        return Tree(file, None, (), findings=tuple(findings))
    lines = tuple(text.splitlines())
    if lines[0].rstrip() != "---":
        return _without_head(
            file, lines, [*findings, HEAD.at(Span(file), "the file does not begin with `---`")]
        )
    end = next((n for n in range(1, len(lines)) if lines[n].rstrip() == "---"), None)
    if end is None:
        return _without_head(
            file, lines, [*findings, HEAD.at(Span(file), "the head is not closed by `---`")]
        )
    head = parse_yaml(file, "\n".join(lines[1:end]), first_line=2, found=findings)
    if not isinstance(head.data, dict):
        extra = [] if head.findings else [HEAD.at(Span(file), "the head has no keys")]
        return _without_head(file, lines, [*head.findings, *extra])
    return _with_body(head, lines, end + 1)


def _without_head(file: str, lines: tuple[str, ...], findings: list[Finding]) -> Tree:
    return Tree(file, None, lines, findings=tuple(findings))


def _with_body(head: Tree, lines: tuple[str, ...], start: int) -> Tree:
    """The head's tree with the body, which starts at ``lines[start]``."""
    body = "\n".join(lines[start:])
    first = next((n for n in range(start, len(lines)) if lines[n].strip()), start)
    loc = ("body",)
    findings = head.findings
    if "body" in head.data:
        span = head.key_at(loc)
        advice = "The text of the chapter stands under the head."
        findings = (*findings, UNKNOWN_KEY.at(span, "the key `body` is not known here", help=advice))
    return replace(
        head,
        data={**head.data, "body": body},
        lines=lines,
        first_line=1,
        values={**head.values, loc: line_span(head.file, lines, first + 1)},
        texts={**head.texts, loc: TextStart(start + 1, 0)},
        findings=findings,
    )
