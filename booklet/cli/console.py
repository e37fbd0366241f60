"""Where the program speaks: data on stdout, words for people on stderr."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TextIO

from booklet.cli.message import count_findings, read_source, write_text
from booklet.findings import Report
from booklet.workspace import Workspace, WorkspaceError

if TYPE_CHECKING:
    from booklet.cli.progress import Progress

Colour = Literal["auto", "always", "never"]

_CODES: Mapping[str, str] = {
    "error": "1;31",
    "warning": "1;33",
    "info": "1;34",
    "help": "1;36",
    "fine": "32",
}
"""ANSI attributes by role."""


@dataclass
class Console:
    """What the global options decide: the project's folder, how much is said, and how it looks."""

    root: Path
    quiet: bool = False
    verbose: bool = False
    progress: bool = True
    colour: Colour = "auto"
    _sources: dict[str, str | None] = field(default_factory=dict)

    def say(self, words: str) -> None:
        """A line for people, unless they asked for quiet."""
        if not self.quiet:
            self.complain(words)

    def complain(self, words: str) -> None:
        """A line for people that even ``-q`` does not suppress."""
        print(words, file=sys.stderr, flush=True)

    def give(self, data: str) -> None:
        """A line of data."""
        print(data)

    def give_json(self, value: object) -> None:
        """One JSON object, always in the same order."""
        self.give(json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False))

    def style(self, text: str, role: str) -> str:
        """A text in the colour of its role, where colour is wanted."""
        code = _CODES.get(role)
        return f"\x1b[{code}m{text}\x1b[0m" if code and self.has_colour else text

    @property
    def has_colour(self) -> bool:
        """Whether words on stderr are coloured: by option, else on a terminal without ``NO_COLOR``."""
        if self.colour != "auto":
            return self.colour == "always"
        return is_terminal(sys.stderr) and not os.environ.get("NO_COLOR")

    def show_findings(self, report: Report) -> None:
        """All findings as messages; with ``-q`` only the errors."""
        shown = report.errors if self.quiet else tuple(report)
        for finding in shown:
            source = self._source(finding.span.file) if finding.span and finding.span.line else None
            self.complain(write_text(finding, source, self.style) + "\n")

    def show_counts(self, report: Report) -> None:
        """How many errors and warnings there are."""
        counts = count_findings(len(report.errors), len(report.warnings))
        self.say(counts or self.style("nothing to complain about", "fine"))

    def show_table(self, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """A small table; columns whose head ends in a space are set flush right."""
        table = [[cell.strip() for cell in head], *[list(row) for row in rows]]
        widths = [max(len(row[i]) for row in table) for i in range(len(head))]
        for row in table:
            cells = (
                cell.rjust(width) if title.endswith(" ") else cell.ljust(width)
                for cell, width, title in zip(row, widths, head, strict=True)
            )
            self.say("  ".join(cells).rstrip())

    def watch(self) -> Progress:
        """Who reports how a build goes: a bar on a terminal, else one plain line a step."""
        from booklet.cli.progress import Bar, Lines, Nothing

        if self.quiet or not self.progress:
            return Nothing()
        if is_terminal(sys.stderr):
            return Bar(colour=self.has_colour)
        return Lines(self)

    def _source(self, file: str) -> str | None:
        """The text of a file of the project, if it can be shown."""
        if file not in self._sources:
            try:
                self._sources[file] = read_source(Workspace(self.root).read(file))
            except WorkspaceError:
                self._sources[file] = None
        return self._sources[file]


def is_terminal(stream: TextIO) -> bool:
    """Whether somebody is looking."""
    try:
        return stream.isatty()
    except ValueError:
        return False
