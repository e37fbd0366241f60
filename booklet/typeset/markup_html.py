"""The content's Markdown as HTML: every block carries its content path as ``id``."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from markupsafe import Markup as Html
from markupsafe import escape

from booklet.model.markup import Block, Markup, Run

Directive = Callable[[str, str], Html]
"""Makes the HTML of a directive from its kind (``figure``, ``cards``) and name."""

Reference = Callable[[str], Html]
"""Makes the HTML of ``{ref:ID}``."""


HANGING_CHARACTERS = 280
"""Four lines of running text: as high as a hanging heading of three lines with its number."""


class MarkupWriter:
    """Writes texts as HTML. ``headings`` gives the printed number of a heading id (“4.3”)."""

    def __init__(
        self,
        reference: Reference,
        directive: Directive,
        headings: Mapping[str, str],
        heading_anchor: Callable[[str], str],
    ) -> None:
        self._reference = reference
        self._directive = directive
        self._headings = headings
        self._heading_anchor = heading_anchor

    def write(self, markup: Markup, path: str) -> Html:
        """All blocks of a text; block n of the walk gets the id ``path/n``."""
        paths = {id(block): f"{path}/{n}" for n, block in enumerate(markup.walk(), 1)}
        written: list[Html] = []
        blocks = list(markup.blocks)
        while blocks:
            block = blocks.pop(0)
            html = self._block(block, paths)
            if block.kind == "heading":
                # A heading hangs beside its text or stands above it: keep it with enough of what follows.
                kind = "keep section-start" if block.level == 2 else "keep"
                following = (self._block(b, paths) for b in _take_beginning(blocks, block.level))
                html = Html('<div class="{}">{}{}</div>').format(kind, html, Html("").join(following))
            written.append(html)
        return Html("\n").join(written)

    def _block(self, block: Block, paths: Mapping[int, str]) -> Html:
        path = paths[id(block)]
        if block.kind == "paragraph":
            return Html('<p id="{}">{}</p>').format(path, self.runs(block.runs))
        if block.kind == "heading":
            return self._heading(block, path)
        if block.kind in ("bullets", "numbers"):
            return self._list(block, paths)
        if block.kind == "callout":
            inner = Html("").join(self._block(b, paths) for b in block.items[0])
            return Html('<div class="callout" id="{}">{}</div>').format(path, inner)
        return self._directive(block.kind, block.name or "")

    def _heading(self, block: Block, path: str) -> Html:
        name = block.name or ""
        number = self._headings.get(name)
        mark = Html('<span class="section-number">{}</span> ').format(number) if number else Html("")
        return Html('<h{0} id="{1}" data-says="{4}">{2}{3}</h{0}>').format(
            block.level, self._heading_anchor(name), mark, self.runs(block.runs), path
        )

    def _list(self, block: Block, paths: Mapping[int, str]) -> Html:
        tag = "ul" if block.kind == "bullets" else "ol"
        items = Html("").join(self._item(item, paths) for item in block.items)
        return Html('<{0} id="{1}">{2}</{0}>').format(tag, paths[id(block)], items)

    def _item(self, blocks: tuple[Block, ...], paths: Mapping[int, str]) -> Html:
        """A list item; a single paragraph is set without paragraph marks."""
        if len(blocks) == 1 and blocks[0].kind == "paragraph":
            return Html('<li id="{}">{}</li>').format(paths[id(blocks[0])], self.runs(blocks[0].runs))
        return Html("<li>{}</li>").format(Html("").join(self._block(block, paths) for block in blocks))

    def runs(self, runs: tuple[Run, ...]) -> Html:
        """Words with their marks."""
        return Html("").join(self._run(run) for run in runs)

    def _run(self, run: Run) -> Html:
        if run.ref is not None:
            html = self._reference(run.ref)
        else:
            # A dash set off by spaces belongs to the words before it and never begins a line.
            html = escape(run.text.replace(" – ", "\u00a0– ").replace(" — ", "\u00a0— "))
        if run.emphasis:
            html = Html("<em>{}</em>").format(html)
        if run.strong:
            html = Html("<strong>{}</strong>").format(html)
        if run.href is not None:
            html = Html('<a href="{}">{}</a>').format(run.href, html)
        return html


def _take_beginning(blocks: list[Block], level: int) -> list[Block]:
    """Remove and return the blocks that must not part from a heading: about its own height in text."""
    wanted = HANGING_CHARACTERS if level == 2 else 1
    taken: list[Block] = []
    while wanted > 0 and blocks and blocks[0].kind not in ("figure", "cards"):
        if blocks[0].kind == "heading" and blocks[0].level <= level:
            break
        taken.append(blocks.pop(0))
        wanted -= sum(len(run.text) for block in taken[-1].walk() for run in block.runs)
    return taken
