"""What a text of the content may not hold: anything that Markdown would know and the booklet does not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from booklet.findings import Finding, Severity, Span, rule
from booklet.load.reading import suggest
from booklet.model.markup import DIRECTIVE, HEADING_ID, REFERENCE, Block, Markup

FIGURES = ("countries", "funnel", "map", "matrix", "mechanisms", "timeline")
"""Drawings that a chapter may place with ``{figure:NAME}``."""

CARDS = ("mechanisms", "themes")
"""Sets of cards that a chapter may place with ``{cards:NAME}``."""

HEADING = rule(
    "markup/heading",
    Severity.ERROR,
    "A heading has no id, a level other than 2 or 3, or skips a level.",
    "Write `## Title {#id}`, and `### Title {#id}` for parts of it; the title of a chapter is in its head.",
)
DIRECTIVE_RULE = rule(
    "markup/directive",
    Severity.ERROR,
    "Braces hold something that is neither a reference nor a known figure or set of cards.",
    "Allowed are {ref:ID}, and alone between blank lines of a chapter {figure:NAME} and {cards:NAME}.",
)
CHAPTER_ONLY = rule(
    "markup/chapter-only",
    Severity.ERROR,
    "A heading, call-out or directive stands in a text that is not a chapter.",
    "Use paragraphs and lists here.",
)
HTML = rule(
    "markup/html",
    Severity.ERROR,
    "A text contains HTML.",
    "Use Markdown: **strong**, *emphasis*, [words](https://…).",
)
CODE = rule(
    "markup/code",
    Severity.ERROR,
    "A text contains code: backticks, ~~~ or a paragraph indented by four spaces.",
    "Use quotation marks or *emphasis*; start paragraphs at the margin of the text.",
)
IMAGE = rule(
    "markup/image",
    Severity.ERROR,
    "A text contains a picture.",
    "A case's picture is given with the key `picture`.",
)
TABLE = rule(
    "markup/table",
    Severity.ERROR,
    "A text contains a Markdown table.",
    "Use a list; an infographic may have a block of type `table`.",
)
LINK = rule(
    "markup/link",
    Severity.ERROR,
    "A link is not well-formed or does not lead to https:// or mailto:.",
    "Write [words](https://example.org/).",
)
MARK = rule(
    "markup/mark",
    Severity.ERROR,
    "A mark of Markdown stays in the text because it is not closed or not known.",
    "Close the mark, or write \\* for a printed star.",
)
NESTING = rule(
    "markup/nesting",
    Severity.ERROR,
    "Lists stand in lists more than three levels deep.",
    "Make sentences of the innermost list, or split the outer one.",
)
LIST_START = rule(
    "markup/list-start",
    Severity.ERROR,
    "A numbered list does not begin with 1; the number at its beginning would not be printed.",
    "Begin with `1.`; when it is a text that begins with a number, write a backslash before the full stop.",
)
PLAIN = rule(
    "markup/plain",
    Severity.WARNING,
    "A text without Markdown contains marks that would be printed as they are.",
    "Delete the marks.",
)

MAX_LIST_LEVELS = 3
"""More levels cannot be told apart on a page."""

_NUMBER = re.compile(r"(\d+)[.)](?:\s|$)")
_SUSPICIOUS = re.compile(r"[<`|{}~#>]|!\[|\*\*|__|\]\(|^\s*(=+|-{2,}|\*{3,}|_{3,})\s*$|^ {4}", re.MULTILINE)
_ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]")
_BRACES = re.compile(r"\{[^{}\n]*\}|[{}]")
_HEADING_WITHOUT_SPACE = re.compile(r" {0,3}#{2,6}[^\s#]")
_TABLE_LINE = re.compile(r"\s*\|.*\||[\s|]*:?-{2,}:?\s*\|[\s|:-]*$")
_RULE_LINE = re.compile(r"\s*(=+|-{2,}|\*{3,}|_{3,})\s*$")
_HTML_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_LIST_OR_INDENTED = re.compile(r"\s+\S|[-+*] |\d+[.)] ")
_ADDRESS = re.compile(r"(https|mailto):\S+")
_PLAIN_MARKS = re.compile(r"\*\*|__|`|[{}]|\]\(|<(?=[A-Za-z/!?])")

Place = Callable[[int], Span]
"""From a 0-based line of a text to its place in the file."""


def check_markup(markup: Markup, place: Place, *, chapter: bool) -> list[Finding]:
    """Everything in a text that the booklet's Markdown does not have."""
    found = [*_check_links(markup, place), *_check_lists(markup, place)]
    if not _SUSPICIOUS.search(markup.source):
        return found
    blocks = tuple(markup.walk())
    found += _check_blocks(blocks, place, chapter=chapter)
    found += _check_lines(markup.source, blocks, place)
    found += _check_directives(markup.source, blocks, place, chapter=chapter)
    return found


def check_plain(text: str, span: Span) -> list[Finding]:
    """Marks in a text that is printed as it stands."""
    found = _PLAIN_MARKS.search(text)
    return [PLAIN.at(span, f"“{found[0]}” would be printed as it stands")] if found else []


def _check_links(markup: Markup, place: Place) -> Iterator[Finding]:
    """Links that lead nowhere, links that were not understood, and marks left open."""
    for block in markup.walk():
        for run in block.runs:
            if run.href is not None and not _ADDRESS.fullmatch(run.href):
                yield LINK.at(place(block.line), f"the link leads to “{run.href}”")
            if run.href is None and "](" in run.text:
                yield LINK.at(place(block.line), "a link is not well-formed")
            if "**" in run.text or "__" in run.text:
                yield MARK.at(place(block.line), "“**” or “__” is not closed")


def _check_lists(markup: Markup, place: Place) -> Iterator[Finding]:
    """Lists that are too deep, each line once, and numbers that would be lost."""
    lines = re.split("\r\n|\n|\r", markup.source)
    refused: set[int] = set()
    waiting = [(block, 1) for block in reversed(markup.blocks)]
    while waiting:
        block, level = waiting.pop()
        if block.items and level > MAX_LIST_LEVELS:
            if block.line not in refused:
                refused.add(block.line)
                yield NESTING.at(
                    place(block.line), f"a list {level} levels deep; {MAX_LIST_LEVELS} are allowed"
                )
            continue
        if block.kind == "numbers" and (number := _first_number(lines[block.line])) not in (None, 1):
            yield LIST_START.at(
                place(block.line), f"“{number}.” begins a list, which would be numbered from 1"
            )
        inner = [(child, level + 1) for item in block.items for child in item]
        waiting += reversed(inner)


def _first_number(line: str) -> int | None:
    """The number that a line begins with, after the marks of lists and call-outs around it."""
    found = _NUMBER.match(line.lstrip(" \t-+*>"))
    return int(found[1]) if found else None


def _check_blocks(blocks: tuple[Block, ...], place: Place, *, chapter: bool) -> Iterator[Finding]:
    """Headings in their order, and what only chapters may have."""
    level = 1
    for block in blocks:
        if block.kind == "callout" and not chapter:
            yield CHAPTER_ONLY.at(place(block.line), "a call-out (>) can stand in chapters only")
        if block.kind != "heading":
            continue
        span = place(block.line)
        if not chapter:
            yield CHAPTER_ONLY.at(span, "a heading can stand in chapters only")
            continue
        if block.level not in (2, 3):
            yield HEADING.at(span, f"a heading of level {block.level}; headings have level 2 or 3")
        elif block.level > level + 1:
            yield HEADING.at(span, f"a heading of level {block.level} follows one of level {level}")
        if not block.name:
            yield HEADING.at(span, "the heading has no id")
        if not "".join(run.text for run in block.runs).strip():
            yield HEADING.at(span, "the heading has no words")
        level = min(block.level, 3)


def _check_lines(source: str, blocks: tuple[Block, ...], place: Place) -> Iterator[Finding]:
    """What can be seen in a single line."""
    headings = {block.line for block in blocks if block.kind == "heading"}
    last, gap = "", True
    for index, raw in enumerate(source.splitlines()):
        line = _ESCAPED.sub("  ", raw)
        if not line.strip():
            gap = True
            continue
        if found := _HTML_TAG.search(line):
            yield HTML.at(place(index), f"“{line[found.start() :][:20]}” looks like HTML")
        if "`" in line or line.lstrip().startswith("~~~"):
            yield CODE.at(place(index), "this looks like code")
        elif gap and raw.startswith("    ") and not _LIST_OR_INDENTED.match(last):
            yield CODE.at(place(index), "the paragraph is indented by four spaces or more")
        if "![" in line:
            yield IMAGE.at(place(index), "a picture cannot stand in a text")
        if _TABLE_LINE.match(line):
            yield TABLE.at(place(index), "this looks like a row of a table")
        elif _RULE_LINE.match(line):
            yield MARK.at(place(index), "a line of marks has no meaning here", help="Delete the line.")
        if index not in headings and _HEADING_WITHOUT_SPACE.match(line):
            yield HEADING.at(place(index), "there is no space after the #")
        last, gap = line, False


def _check_directives(
    source: str, blocks: tuple[Block, ...], place: Place, *, chapter: bool
) -> Iterator[Finding]:
    """Whatever stands in braces."""
    headings = {block.line for block in blocks if block.kind == "heading"}
    alone = {block.line for block in blocks if block.kind in ("figure", "cards")}
    for index, raw in enumerate(source.splitlines()):
        for found in _BRACES.finditer(_ESCAPED.sub("  ", raw)):
            words = found[0]
            if REFERENCE.fullmatch(words) or (index in headings and HEADING_ID.search(raw)):
                continue
            known = DIRECTIVE.match(words)
            if known is None:
                advice = None if words in "{}" else _nearest(words, DIRECTIVE_RULE.help)
                yield DIRECTIVE_RULE.at(place(index), f"“{words}” is not known", help=advice)
            elif not chapter:
                yield CHAPTER_ONLY.at(place(index), f"“{words}” can stand in chapters only")
            elif index not in alone:
                yield DIRECTIVE_RULE.at(place(index), f"“{words}” has to stand alone between blank lines")
            elif known[2] not in (names := FIGURES if known[1] == "figure" else CARDS):
                what = "figure" if known[1] == "figure" else "set of cards"
                yield DIRECTIVE_RULE.at(
                    place(index), f"there is no {what} `{known[2]}`", help=suggest(known[2], names)
                )


def _nearest(words: str, otherwise: str) -> str:
    """A hint for a misspelt directive."""
    every = ["{ref:ID}", *(f"{{figure:{n}}}" for n in FIGURES), *(f"{{cards:{n}}}" for n in CARDS)]
    hint = suggest(words, every)
    return hint if hint.startswith("Did") else otherwise
