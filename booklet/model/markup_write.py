"""Trees of blocks → the content's Markdown: what :meth:`Markup.parse` reads back as the same tree."""

from __future__ import annotations

import re
from collections.abc import Iterator

from booklet.model.inline import join_runs, write_inline
from booklet.model.markup import DIRECTIVE, Block, Markup, Run

_BULLET_OR_QUOTE = re.compile(r"(?:[-+](?=\s|$)|>|#{1,6}(?=\s|$))")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_CLOSING_MARKS = re.compile(r"(?<!\\)#(?=#*$)")


def write_markup(blocks: tuple[Block, ...]) -> str:
    """The text of some blocks: one line a paragraph, a blank line between blocks; line numbers are lost.

    ``Markup.parse(write_markup(blocks)).blocks`` are the same but for their lines, as long as the blocks
    could come from the parser: no paragraph without words, no heading without id that ends in ``{#…}``.
    """
    return "\n".join(_lines(blocks))


def make_markup(blocks: tuple[Block, ...]) -> Markup:
    """The text of some blocks, parsed again so that lines and source agree."""
    return Markup.parse(write_markup(blocks))


def _lines(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The lines of the blocks; lists that follow each other take turns with their marks."""
    last = ""
    for index, block in enumerate(blocks):
        if index:
            yield ""
        if block.kind in ("bullets", "numbers"):
            marks = ("-", "*") if block.kind == "bullets" else ("{}.", "{})")
            last = marks[1] if last == marks[0] else marks[0]
            yield from _list(block, last)
            continue
        last = ""
        if block.kind == "callout":
            for line in _lines(block.items[0] if block.items else ()):
                yield f"> {line}" if line else ">"
            if not block.items or not block.items[0]:
                yield ">"
        elif block.kind in ("figure", "cards"):
            yield f"{{{block.kind}:{block.name}}}"
        elif block.kind == "heading":
            yield _heading(block)
        else:
            yield _paragraph(block.runs)


def _list(block: Block, mark: str) -> Iterator[str]:
    for number, item in enumerate(block.items, start=1):
        if number > 1 and (len(item) > 1 or len(block.items[number - 2]) > 1):
            yield ""
        head = mark.format(number)
        # What follows belongs to the item when it stands under its first letter.
        indent = " " * (len(head) + 1)
        lines = iter(_lines(item))
        yield f"{head} {next(lines, '')}".rstrip()
        for line in lines:
            yield f"{indent}{line}" if line else ""


def _heading(block: Block) -> str:
    words = _CLOSING_MARKS.sub(r"\\#", write_inline(_strip(block.runs)))
    name = f"{{#{block.name}}}" if block.name else ""
    return " ".join(part for part in ("#" * max(block.level, 1), words, name) if part)


def _paragraph(runs: tuple[Run, ...]) -> str:
    """A paragraph that begins with nothing that would make it another block."""
    text = write_inline(_strip(runs))
    if _BULLET_OR_QUOTE.match(text) or DIRECTIVE.match(text):
        return f"\\{text}"
    return _NUMBER.sub(r"\1\\\2", text, count=1) if _NUMBER.match(text) else text


def _strip(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """The runs of a block without the blanks at its ends."""
    made = list(join_runs(runs))
    while made and not (first := made[0]).text.strip():
        made.remove(first)
    while made and not made[-1].text.strip():
        made.pop()
    if made and made[0].href is None and made[0].ref is None:
        made[0] = Run(made[0].text.lstrip(), made[0].strong, made[0].emphasis)
    if made and made[-1].href is None and made[-1].ref is None:
        made[-1] = Run(made[-1].text.rstrip(), made[-1].strong, made[-1].emphasis)
    return tuple(made)
