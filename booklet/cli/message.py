"""Findings in words: like a compiler's messages, as workflow commands, as JSON."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from booklet.findings import Finding, Severity

Style = Callable[[str, str], str]
"""Colours a text: (text, role) → text, perhaps with escape sequences. Roles are severities and ``help``."""

WINDOW = 100
"""Columns of a source line that are shown; prose runs to several hundred."""

_LINE_ENDS = re.compile("\r\n|\n|\r")


def plain(text: str, role: str) -> str:
    """The style without colour."""
    return text


def write_text(finding: Finding, source: str | None, style: Style = plain) -> str:
    """A finding as lines for people: place and message, the source line with a caret, and the help.

    ``source`` is the text of the file the finding is in, if it can be shown.
    """
    at = finding.span
    page = f" (page {finding.page})" if finding.page is not None else ""
    place = f"{clean_line(str(at))}: " if at else ""
    if at and not at.line and finding.page is not None:
        place, page = f"{clean_line(at.file)}:page {finding.page}: ", ""
    label = style(f"{finding.severity}[{finding.rule}]", str(finding.severity))
    lines = [f"{place}{label}: {clean(finding.message)}{page}"]
    if at and source is not None:
        lines += show_place(
            source, at.line, at.column, at.length, lambda t: style(t, str(finding.severity))
        )
    if finding.help:
        lines.append(f"{style('help', 'help')}: {clean(finding.help)}")
    return "\n".join(lines)


def read_source(data: bytes) -> str | None:
    """The text of a file whose lines can be shown; None for one that is no text, like a PDF or a Word file.

    Those have a NUL byte, or begin as what they are: an archive (APPNOTE.TXT, 4.3.7), a PDF
    (ISO 32000-2, 7.5.2). A text with a wrong byte is still shown.
    """
    if b"\0" in data or data.startswith((b"PK\x03\x04", b"%PDF-")):
        return None
    return data.decode("utf-8-sig", "replace")


def show_place(
    source: str, line: int, column: int, length: int, mark: Callable[[str], str] = str
) -> list[str]:
    """The source line and a line with a caret under the 1-based column; nothing for a line not there."""
    lines = _LINE_ENDS.split(source)
    if not 1 <= line <= len(lines):
        return []
    text = lines[line - 1]
    start = max(0, min(column - 1 - WINDOW // 3, len(text) - WINDOW))
    end = start + WINDOW
    index = min(column - 1, len(text))
    before, held = text[start:index], text[index : min(index + max(length, 1), end)]
    gutter = f"{line:>5} | "
    shown = ("…" if start else "") + clean(text[start:end]) + ("…" if end < len(text) else "")
    blank = (" " if start else "") + "".join(_blank(character) for character in before)
    width = max(sum(_width(character) for character in held), 1)
    return [gutter + shown, " " * (len(gutter) - 2) + "| " + blank + mark("^" + "~" * (width - 1))]


def clean(text: str) -> str:
    """A text that cannot steer the terminal it is printed on: control characters show as themselves."""
    return "".join(_visible(character) for character in text)


def clean_line(text: str) -> str:
    """A name that stays on its line: like :func:`clean`, and line feeds and tabs show as spaces."""
    return clean(text).replace("\n", " ").replace("\t", " ")


def _visible(character: str) -> str:
    if character in "\t\n" or unicodedata.category(character) not in ("Cc", "Cf", "Cs"):
        return character
    if unicodedata.category(character) == "Cf":
        return ""
    return "\ufffd"


def _width(character: str) -> int:
    """Columns that a character takes on a terminal."""
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _blank(character: str) -> str:
    """What stands above nothing and is as wide as a character; a tab stays a tab."""
    return "\t" if character == "\t" else " " * _width(character)


def write_github(finding: Finding) -> str:
    """A finding as a workflow command, which code reviews show at its line
    (docs.github.com, “Workflow commands for GitHub Actions”).
    """
    kind = {Severity.ERROR: "error", Severity.WARNING: "warning"}.get(finding.severity, "notice")
    at = finding.span
    parts: dict[str, object] = {}
    if at and not at.line:
        parts = {"file": at.file}
    elif at:
        parts = {"file": at.file, "line": at.line, "col": at.column, "endColumn": at.column + at.length}
    parts["title"] = finding.rule
    text = f"{finding.message}\n{finding.help}" if finding.help else finding.message
    properties = ",".join(f"{key}={_escape(str(value), ':,')}" for key, value in parts.items())
    return f"::{kind} {properties}::{_escape(text)}"


def _escape(text: str, more: str = "") -> str:
    made = clean(text.replace("\r", "\n")).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    for character in more:
        made = made.replace(character, f"%{ord(character):02X}")
    return made


def count_findings(errors: int, warnings: int) -> str:
    """“2 errors, 1 warning”; empty when there are none."""
    counts = ((errors, "error"), (warnings, "warning"))
    return ", ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in counts if n)
