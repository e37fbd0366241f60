"""What a rule reads: the publication, and all its words in reading order with their places.

A rule is a function from a :class:`Reading` to findings. Most rules look at :class:`Passage` values, so
that nobody but this module needs to know where in the model a text lives.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from booklet.findings import Finding, Span
from booklet.model.markup import Block, Markup
from booklet.model.paths import Leaf, blocks, leaves
from booklet.model.publication import Publication

Kind = Literal["line", "paragraph", "heading", "item"]
"""``line``: a plain text; the others: a block of a Markup text (``item``: within a list)."""

ADDRESS = re.compile(
    r"https?://\S+|www\.[\w./-]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\b[\w-]+(?:\.[\w-]+)*\.(?:eu|com|org|net|info|be|de|es|fi|fr|gr|it|lt|pl|pt|ro)\b(?:/\S*)?"
)
"""Web and mail addresses, which follow no rule of spelling."""

_WORD = re.compile(r"\w+")
_LIKE_ADDRESS = re.compile(r"[@/]|\.[a-z]")

Check = Callable[["Reading"], Iterable[Finding]]
"""One rule: it reads everything it wants and yields what it finds."""


@dataclass(frozen=True)
class Passage:
    """Words that are printed in one piece.

    ``path`` is the content path, ``field`` the name of the text in the model (``summary``), ``owner``
    the path of the case, chapter or list it belongs to (``cases/forssa``). ``sentences`` says that whole
    sentences are expected; ``block`` is the block of a Markup text.
    """

    path: str
    text: str
    field: str
    owner: str
    kind: Kind = "line"
    sentences: bool = False
    block: Block | None = None

    @property
    def in_case(self) -> bool:
        """Whether it stands in a case."""
        return self.owner.startswith("cases/")

    @cached_property
    def words(self) -> str:
        """The text with web and mail addresses blotted out, at the same positions."""
        if not _LIKE_ADDRESS.search(self.text):
            return self.text
        return ADDRESS.sub(lambda found: "w" * len(found[0]), self.text)

    def excerpt(self, start: int, end: int, around: int = 16) -> str:
        """The characters from ``start`` to ``end`` with a few before and after, for a message."""
        left, right = max(0, start - around), min(len(self.text), end + around)
        head, tail = "…" if left else "", "…" if right < len(self.text) else ""
        return head + self.text[left:right].replace("\n", " ") + tail


@dataclass(frozen=True)
class Reading:
    """Everything a rule may look at. ``spans`` maps content paths to places in the files."""

    publication: Publication
    spans: Mapping[str, Span]
    language: str = "en"

    def at(self, path: str) -> Span | None:
        """The place of a content path, or of the nearest thing around it that has a place."""
        while path:
            if path in self.spans:
                return self.spans[path]
            path = path.rpartition("/")[0]
        return None

    @cached_property
    def leaves(self) -> tuple[Leaf, ...]:
        """All texts of the publication with path and budget."""
        return tuple(leaves(self.publication))

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All words of the publication, each text or block of a text once."""
        return tuple(passage for leaf in self.leaves for passage in _passages(leaf))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word that occurs, in lower case, so that a rule need not look for those that do not."""
        return frozenset(_WORD.findall("\n".join(passage.words for passage in self.passages).lower()))

    @cached_property
    def by_owner(self) -> dict[str, tuple[Passage, ...]]:
        """The passages of each case, chapter or list."""
        found: dict[str, list[Passage]] = {}
        for passage in self.passages:
            found.setdefault(passage.owner, []).append(passage)
        return {owner: tuple(passages) for owner, passages in found.items()}

    @cached_property
    def is_whole(self) -> bool:
        """Whether every case that is listed could be read; if not, nothing can be said of their number."""
        return {case.id for case in self.publication.cases} >= set(self.publication.settings.cases)

    @cached_property
    def kinds(self) -> dict[str, str]:
        """What each id is that ``{ref:ID}`` may name: ``chapter``, ``case`` or ``section``."""
        names = {case.id: "case" for case in self.publication.cases}
        for chapter in (*self.publication.chapters, *self.publication.closing):
            names[chapter.id] = "chapter"
            for block in chapter.body.walk():
                if block.kind == "heading" and block.name:
                    names.setdefault(block.name, "section")
        return names


SENTENCES = frozenset(
    {
        "summary", "overview", "why", "text", "impact", "intro", "alt", "standfirst", "body", "about",
        "definition", "simply", "pull_quote", "ai_note", "consortium_text", "description",
    }
)  # fmt: skip
"""The fields that hold whole sentences."""


def owner_of(path: str) -> str:
    """The case, chapter or list that a content path belongs to."""
    parts = path.split("/")
    return "/".join(parts[:2]) if parts[0] in ("cases", "chapters") else parts[0]


def _passages(leaf: Leaf) -> Iterator[Passage]:
    """What a leaf has to read. Of the glossary only the expansions are ever printed."""
    if not leaf.prose or (leaf.path.startswith("glossary/") and leaf.key != "expansion"):
        return
    owner, sentences = owner_of(leaf.path), leaf.key in SENTENCES
    if isinstance(leaf.value, str):
        yield Passage(leaf.path, leaf.value, leaf.key, owner, sentences=sentences)
        return
    in_lists = _blocks_of_lists(leaf.value)
    for path, block in blocks(leaf.path, leaf.value):
        if block.runs:
            text = "".join(run.text for run in block.runs)
            kind: Kind = "heading" if block.kind == "heading" else "paragraph"
            kind = "item" if id(block) in in_lists else kind
            yield Passage(path, text, leaf.key, owner, kind, sentences, block)


def _blocks_of_lists(markup: Markup) -> set[int]:
    """The identities of the blocks that stand directly in an item of a list."""
    lists = (block for block in markup.walk() if block.kind in ("bullets", "numbers"))
    return {id(inner) for block in lists for item in block.items for inner in item}
