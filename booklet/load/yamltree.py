"""YAML text -> plain data in which every key and value keeps its line and column.

The tree is built from the events of PyYAML's C parser rather than from composed nodes: anchors, aliases and
tags are visible there and can be refused, and nothing recurses, so no input can exhaust the stack.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from booklet.findings import Finding, Severity, Span, rule
from booklet.load.complaints import explain
from booklet.load.scalars import is_null, resolve_plain
from booklet.load.source import EMPTY, decode

Loc = tuple[str | int, ...]
"""The keys and 0-based list indexes that lead to a value."""

MAX_DEPTH = 20
"""Levels of nesting; the model needs eight."""

SYNTAX = rule("yaml/syntax", Severity.ERROR, "A file is not well-formed YAML.")
TAB = rule(
    "yaml/tab",
    Severity.ERROR,
    "A line of a YAML file is indented with a tab.",
    "Indent with spaces; most editors can replace tabs by spaces.",
)
DUPLICATE_KEY = rule(
    "yaml/duplicate-key",
    Severity.ERROR,
    "A key stands twice in one mapping.",
    "Keep one of the two, or put both values together.",
)
KEY = rule("yaml/key", Severity.ERROR, "A key is not a plain word.", "Write keys as `key: value`.")
ALIAS = rule(
    "yaml/alias",
    Severity.ERROR,
    "A file uses YAML anchors, aliases or merge keys.",
    "Write the value out where it is needed; put a text that begins with & or * in quotes.",
)
TAG = rule(
    "yaml/tag",
    Severity.ERROR,
    "A file uses a YAML tag.",
    "Delete the tag; put a text that begins with ! in quotes.",
)
DEPTH = rule("yaml/depth", Severity.ERROR, "Values are nested too deeply.", "Flatten the structure.")
DOCUMENTS = rule(
    "yaml/documents",
    Severity.ERROR,
    "A file holds several YAML documents.",
    "Keep one document a file: delete the line `---` or move what follows into a file of its own.",
)
NULL = rule(
    "yaml/null",
    Severity.ERROR,
    "A key has no value.",
    "Write a value, or delete the line.",
)

_INDENTING_TAB = re.compile(r" *\t[ \t]*\S")


@dataclass(frozen=True)
class TextStart:
    """Where the text of a literal block lies: 1-based file line of its line 0, and its indent."""

    line: int
    indent: int


@dataclass(frozen=True)
class Tree:
    """What a file says. ``data`` holds dicts, tuples, str, int, float and bool; ``None`` if unreadable.

    ``values`` and ``keys`` give positions; a literal block's is that of its first line of text. A value
    that was refused is left out of ``data`` and named in ``faulty``, as is the list it was left out of.
    """

    file: str
    data: Any
    lines: tuple[str, ...]
    first_line: int = 1
    values: Mapping[Loc, Span] = field(default_factory=dict)
    keys: Mapping[Loc, Span] = field(default_factory=dict)
    texts: Mapping[Loc, TextStart] = field(default_factory=dict)
    faulty: frozenset[Loc] = frozenset()
    findings: tuple[Finding, ...] = ()

    def value(self, loc: Loc) -> Any:
        """The value at a location; ``None`` where there is none."""
        held = self.data
        for part in loc:
            if isinstance(held, dict):
                held = held.get(part)
            elif isinstance(held, tuple) and isinstance(part, int) and part < len(held):
                held = held[part]
            else:
                return None
        return held

    def at(self, loc: Loc) -> Span:
        """The place of a value, or of the nearest value around it that is in the file."""
        while loc not in self.values and loc:
            loc = loc[:-1]
        return self.values.get(loc, Span(self.file, self.first_line))

    def key_at(self, loc: Loc) -> Span:
        """The place of a value's key, or of the value where it has none (items of lists)."""
        return self.keys.get(loc) or self.at(loc)

    def text_line(self, loc: Loc, index: int) -> Span:
        """The place of line ``index`` (0-based) of the text at ``loc``.

        Exact for literal blocks; in a quoted or folded text lines are not kept, so its start is given.
        """
        start = self.texts.get(loc)
        if start is None:
            return self.at(loc)
        return line_span(self.file, self.lines, start.line + index, self.first_line)


def line_span(file: str, lines: tuple[str, ...], line: int, first_line: int = 1) -> Span:
    """The words of a line: ``line`` is its number in the file, ``lines[0]`` is line ``first_line``."""
    index = line - first_line
    text = lines[index] if 0 <= index < len(lines) else ""
    words = text.strip()
    return Span(file, line, len(text) - len(text.lstrip()) + 1 if words else 1, max(1, len(words)))


def read_yaml(file: str, data: bytes) -> Tree:
    """The tree of a file's bytes; whatever is wrong with them is in its ``findings``."""
    text, findings = decode(file, data)
    if text is None:
        return Tree(file, None, (), findings=tuple(findings))
    return parse_yaml(file, text, found=findings)


def parse_yaml(file: str, text: str, *, first_line: int = 1, found: list[Finding] | None = None) -> Tree:
    """The tree of a text that was decoded before; ``first_line`` is the file line it starts on."""
    builder = _Builder(file, tuple(text.splitlines()), first_line, list(found or ()))
    builder.run(text)
    return Tree(
        file,
        builder.data,
        builder.lines,
        first_line,
        builder.values,
        builder.keys,
        builder.texts,
        frozenset(builder.faulty),
        tuple(builder.findings),
    )


@dataclass
class _Frame:
    """A collection being read. ``key`` is the key whose value comes next; a dropped one leaves no data."""

    loc: Loc
    items: dict[str, Any] | list[Any]
    span: Span
    dropped: bool
    key: str | None = None
    drops_next: bool = False


class _StopReading(Exception):  # noqa: N818 - it is no error
    """Ends the reading of a file whose rest would say nothing new."""


class _Builder:
    """Builds the data and the positions from parser events."""

    def __init__(self, file: str, lines: tuple[str, ...], first_line: int, findings: list[Finding]) -> None:
        self.file, self.lines, self.first_line, self.findings = file, lines, first_line, findings
        self.data: Any = None
        self.values: dict[Loc, Span] = {}
        self.keys: dict[Loc, Span] = {}
        self.texts: dict[Loc, TextStart] = {}
        self.faulty: set[Loc] = set()
        self.stack: list[_Frame] = []
        self.documents = 0
        self.quoted: Any = None  # the last quoted text that spans several lines

    def run(self, text: str) -> None:
        """Read all events; afterwards ``data`` is the document, or ``None`` with findings."""
        if tabs := list(self._tabs()):
            self.findings += tabs
            return
        try:
            for event in yaml.parse(text, Loader=yaml.CSafeLoader):
                self._take(event)
        except _StopReading:
            return
        except yaml.YAMLError as error:
            self.data = None
            self.findings.append(self._syntax(error))
            return
        if self.data is None and not self.findings:
            self.findings.append(EMPTY.at(Span(self.file, self.first_line), "there is nothing in here"))

    def _tabs(self) -> Iterator[Finding]:
        for number, line in enumerate(self.lines):
            if "\t" in line and _INDENTING_TAB.match(line):
                span = Span(self.file, self.first_line + number, line.index("\t") + 1)
                yield TAB.at(span, "the line is indented with a tab")

    def _syntax(self, error: yaml.YAMLError) -> Finding:
        """A parser's complaint in the shape of a finding."""
        message, advice = explain(str(getattr(error, "problem", None) or error))
        mark = getattr(error, "problem_mark", None)
        if "never closed" in message:
            mark = getattr(error, "context_mark", None) or mark
        elif mark and self.quoted and self.quoted.end_mark.line == mark.line:
            message = f"a quotation mark opened here is closed on line {self.first_line + mark.line} only"
            mark = self.quoted.start_mark
            advice = "Close the quoted text where it ends."
        line, column = (mark.line, mark.column) if mark else (0, 0)
        if line >= len(self.lines):
            line = max(0, len(self.lines) - 1)
            column = len(self.lines[line]) if self.lines else 0
        return SYNTAX.at(Span(self.file, self.first_line + line, column + 1), message, help=advice)

    def _take(self, event: Any) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            frame = self.stack.pop()
            items = frame.items
            self._put(tuple(items) if isinstance(items, list) else items, frame.span, frame.dropped)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self.data = None
                self.findings.append(DOCUMENTS.at(self._span(event), "a second document begins here"))
                raise _StopReading

    def _span(self, event: Any) -> Span:
        """Where an event stands; one that spans several lines is marked to the end of its first."""
        start, end = event.start_mark, event.end_mark
        if end.line == start.line:
            length = end.column - start.column
        else:
            length = (
                len(self.lines[start.line].rstrip()) - start.column if start.line < len(self.lines) else 1
            )
        return Span(self.file, self.first_line + start.line, start.column + 1, max(1, length))

    def _loc(self) -> Loc:
        """The place in the data where the next value goes."""
        if not self.stack:
            return ()
        frame = self.stack[-1]
        return (*frame.loc, len(frame.items) if isinstance(frame.items, list) else frame.key or "")

    def _awaits_key(self) -> bool:
        return bool(self.stack) and isinstance(self.stack[-1].items, dict) and self.stack[-1].key is None

    def _drops(self) -> bool:
        """Whether the next value is read for its faults only."""
        return bool(self.stack) and (self.stack[-1].dropped or self.stack[-1].drops_next)

    def _open(self, event: Any) -> None:
        span = self._span(event)
        self._refuse_marks(event, span)
        if len(self.stack) >= MAX_DEPTH:
            self.data = None
            self.findings.append(DEPTH.at(span, f"values are nested deeper than {MAX_DEPTH} levels"))
            raise _StopReading
        if self._awaits_key():
            self.findings.append(KEY.at(span, "a list or mapping cannot be a key"))
            self.stack[-1].drops_next = True
        mapping = isinstance(event, yaml.MappingStartEvent)
        self.stack.append(_Frame(self._loc(), {} if mapping else [], span, self._drops()))

    def _scalar(self, event: Any) -> None:
        span = self._span(event)
        refused = self._refuse_marks(event, span)
        if event.style in ("'", '"') and event.end_mark.line > event.start_mark.line:
            self.quoted = event
        if self._awaits_key():
            self._key(event.value, span, plain=event.implicit[0])
        elif refused:
            self._skip()
        elif event.implicit[0] and is_null(event.value):
            self._no_value(span)
        elif event.implicit[0]:
            self._put(resolve_plain(event.value), span, False)
        else:
            if event.style == "|" and not self._drops():
                span = self._literal(event, span)
            self._put(event.value, span, False)

    def _key(self, key: str, span: Span, *, plain: bool) -> None:
        frame = self.stack[-1]
        frame.key = key
        assert isinstance(frame.items, dict)
        loc = (*frame.loc, key)
        if plain and key == "<<":
            self.findings.append(ALIAS.at(span, "the merge key `<<` is not used in the content"))
            frame.drops_next = True
        elif not key:
            self.findings.append(KEY.at(span, "a key is empty"))
            frame.drops_next = True
        elif key in frame.items or loc in self.keys or loc in self.faulty:
            first = self.keys.get(loc)
            where = f" (first on line {first.line})" if first else ""
            self.findings.append(DUPLICATE_KEY.at(span, f"the key `{key}` stands here again{where}"))
            frame.drops_next = True
        elif not frame.dropped:
            self.keys[loc] = span

    def _alias(self, event: Any) -> None:
        self.findings.append(ALIAS.at(self._span(event), f"`*{event.anchor}` is an alias"))
        if self._awaits_key():
            self.stack[-1].key = ""
            self.stack[-1].drops_next = True
        else:
            self._skip()

    def _refuse_marks(self, event: Any, span: Span) -> bool:
        """Findings for an anchor and a tag; whether the value cannot be used because of them."""
        if event.anchor:
            self.findings.append(ALIAS.at(span, f"`&{event.anchor}` is an anchor"))
        if event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.findings.append(TAG.at(span, f"`{tag}` is a tag"))
        return bool(event.tag)

    def _no_value(self, span: Span) -> None:
        loc = self._loc()
        if not loc:
            return
        if not self._drops():
            name = f"`{loc[-1]}` has" if isinstance(loc[-1], str) else "this item of the list has"
            self.findings.append(NULL.at(self.keys.get(loc, span), f"{name} no value"))
        self._skip()

    def _skip(self) -> None:
        """Leave the next value out and remember that it was there."""
        if self.stack:
            frame = self.stack[-1]
            self.faulty.add(self._loc() if frame.key is not None else frame.loc)
            frame.key, frame.drops_next = None, False

    def _put(self, value: Any, span: Span, dropped: bool) -> None:
        """Store a finished value where it belongs, unless it is dropped."""
        if not self.stack:
            self.data = value
            self.values[()] = span
            return
        frame = self.stack[-1]
        if self._awaits_key():  # the end of a collection that stood in the place of a key
            frame.key = ""
            return
        if not (dropped or frame.dropped or frame.drops_next):
            self.values[self._loc()] = span
            if isinstance(frame.items, list):
                frame.items.append(value)
            else:
                frame.items[frame.key or ""] = value
        frame.key, frame.drops_next = None, False

    def _literal(self, event: Any, span: Span) -> Span:
        """Remember where a literal block's text starts; the place of its first words."""
        first = event.start_mark.line + 1
        for offset, line in enumerate(event.value.split("\n")):
            if line.strip() and first + offset < len(self.lines):
                raw = self.lines[first + offset]
                self.texts[self._loc()] = TextStart(self.first_line + first, max(0, len(raw) - len(line)))
                return line_span(self.file, self.lines, self.first_line + first + offset, self.first_line)
        return span
