"""The Markdown of the content: a small, closed language parsed into a tree of frozen values.

Allowed are paragraphs, bulleted and numbered lists, **strong**, *emphasis*, links, ``{ref:ID}``, and in
chapters headings with an id (``## Title {#id}``), call-outs (``> text``) and directives that stand alone
in a paragraph (``{figure:ID}``, ``{cards:NAME}``). No HTML, no pictures, no code, no tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

HEADING_ID = re.compile(r"\s*\{#([a-z0-9-]+)\}\s*$")
DIRECTIVE = re.compile(r"^\{(figure|cards):([a-z0-9-]+)\}$")
MAX_PARSED_LEVELS = 100
"""How deep the parser looks (a list and its item are a level each): far deeper than any text may go."""

REFERENCE = re.compile(r"\{ref:([^{}\s]*)\}")


@dataclass(frozen=True)
class Run:
    """A stretch of characters in one style; ``href`` makes it a link, ``ref`` a page reference."""

    text: str
    strong: bool = False
    emphasis: bool = False
    href: str | None = None
    ref: str | None = None


@dataclass(frozen=True)
class Block:
    """One block of a text. ``line`` is 0-based within the text, for positions in the source file.

    ``kind`` says what it is; ``runs`` hold the words of paragraphs and headings, ``items`` the blocks
    of each list item or of a call-out (as its single item); ``name`` is a heading's id, or what a
    directive refers to, and ``level`` a heading's level (2 or 3).
    """

    kind: Literal["paragraph", "heading", "bullets", "numbers", "callout", "figure", "cards"]
    line: int
    runs: tuple[Run, ...] = ()
    items: tuple[tuple[Block, ...], ...] = ()
    name: str | None = None
    level: int = 0

    def walk(self) -> Iterator[Block]:
        """This block and all blocks within it, in reading order."""
        yield self
        for item in self.items:
            for block in item:
                yield from block.walk()


@dataclass(frozen=True)
class Markup:
    """A text in the content's Markdown: its source and the blocks it parses to."""

    source: str
    blocks: tuple[Block, ...]

    @staticmethod
    def parse(source: str) -> Markup:
        """Parse a text. Whatever is not in the language stays as plain characters."""
        return Markup(source, _parse(source))

    def walk(self) -> Iterator[Block]:
        """All blocks in reading order, nested ones included."""
        for block in self.blocks:
            yield from block.walk()

    @property
    def plain(self) -> str:
        """The words alone: one line a block, without marks; a reference counts as its braces."""
        lines = ("".join(run.text for run in block.runs) for block in self.walk() if block.runs)
        return "\n".join(lines)

    @property
    def references(self) -> tuple[str, ...]:
        """The ids that ``{ref:ID}`` names, in order."""
        return tuple(r.ref for b in self.walk() for r in b.runs if r.ref is not None)

    @classmethod
    def __get_pydantic_core_schema__(cls, source_type: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validated from a non-empty string."""
        return core_schema.no_info_after_validator_function(
            cls.parse, core_schema.str_schema(min_length=1, strip_whitespace=False)
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """A string in the JSON Schema."""
        return {"type": "string", "minLength": 1}


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    """The parser with only the wanted rules on."""
    return MarkdownIt("zero", {"maxNesting": MAX_PARSED_LEVELS}).enable(
        ["list", "emphasis", "link", "heading", "blockquote", "escape", "newline"]
    )


def parse_runs(text: str) -> tuple[Run, ...]:
    """The runs of a text without blocks: what begins a list or a heading elsewhere is plain text here."""
    return tuple(run for token in _reader().parseInline(text) for run in _runs(token.children or []))


def _parse(source: str) -> tuple[Block, ...]:
    tokens = _reader().parse(source)
    blocks, _ = _blocks(tokens, 0, None)
    if any(token.level >= MAX_PARSED_LEVELS - 1 and token.nesting == 1 for token in tokens):
        # The parser passes over what lies deeper. The checks refuse such a text; no word of it is lost.
        blocks.append(Block("paragraph", 0, (Run(" ".join(source.split())),)))
    return tuple(blocks)


_CONTAINERS: dict[str, Literal["bullets", "numbers", "callout"]] = {
    "bullet_list_open": "bullets",
    "ordered_list_open": "numbers",
    "blockquote_open": "callout",
}


def _blocks(tokens: list[Token], at: int, until: str | None) -> tuple[list[Block], int]:
    """The blocks from token ``at`` to the closing token ``until``; and the index behind it."""
    found: list[Block] = []
    while at < len(tokens) and tokens[at].type != until:
        token = tokens[at]
        line = token.map[0] if token.map else 0
        if token.type in _CONTAINERS:
            block, at = _container(tokens, at, line)
            found.append(block)
        elif token.type in ("paragraph_open", "heading_open"):
            found.append(_leaf(token, tokens[at + 1], line))
            at += 3
        else:
            at += 1
    return found, at + 1


def _container(tokens: list[Token], at: int, line: int) -> tuple[Block, int]:
    """A list or a call-out starting at token ``at``."""
    kind = _CONTAINERS[tokens[at].type]
    closing = tokens[at].type.replace("_open", "_close")
    if kind == "callout":
        inner, at = _blocks(tokens, at + 1, closing)
        return Block(kind, line, items=(tuple(inner),)), at
    items: list[tuple[Block, ...]] = []
    at += 1
    while tokens[at].type != closing:
        inner, at = _blocks(tokens, at + 1, "list_item_close")
        items.append(tuple(inner))
    return Block(kind, line, items=tuple(items)), at + 1


def _leaf(token: Token, inline: Token, line: int) -> Block:
    """A paragraph, heading or directive."""
    directive = DIRECTIVE.match(inline.content.strip())
    if token.type == "paragraph_open" and directive:
        kind: Literal["figure", "cards"] = "figure" if directive[1] == "figure" else "cards"
        return Block(kind, line, name=directive[2])
    runs = _runs(inline.children or [])
    if token.type == "paragraph_open":
        return Block("paragraph", line, runs)
    name = None
    if runs and (found := HEADING_ID.search(runs[-1].text)):
        name = found[1]
        words = runs[-1].text[: found.start()]
        runs = (*runs[:-1], Run(words)) if words else runs[:-1]
    return Block("heading", line, runs, name=name, level=int(token.tag[1]))


def _runs(tokens: list[Token]) -> tuple[Run, ...]:
    """The styled stretches of an inline token's children; neighbours of one style are joined.

    Marks may stand within marks of their own kind; a stretch keeps its style until the outermost closes.
    """
    depth = {"strong": 0, "em": 0}
    href: str | None = None
    made: list[Run] = []

    def add(text: str) -> None:
        position = 0
        for found in REFERENCE.finditer(text):
            plain(text[position : found.start()])
            made.append(Run(found[0], depth["strong"] > 0, depth["em"] > 0, href, found[1]))
            position = found.end()
        plain(text[position:])

    def plain(text: str) -> None:
        if not text:
            return
        strong, emphasis = depth["strong"] > 0, depth["em"] > 0
        if made and made[-1].ref is None:
            last = made[-1]
            if (last.strong, last.emphasis, last.href) == (strong, emphasis, href):
                made[-1] = Run(last.text + text, strong, emphasis, href)
                return
        made.append(Run(text, strong, emphasis, href))

    for token in tokens:
        kind, _, side = token.type.rpartition("_")
        if kind in depth:
            depth[kind] += 1 if side == "open" else -1
        elif token.type == "link_open":
            href = str(token.attrs.get("href", ""))
        elif token.type == "link_close":
            href = None
        elif token.type in ("softbreak", "hardbreak"):
            add(" ")
        else:
            add(token.content)
    return tuple(made)
