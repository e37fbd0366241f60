"""A file of the content as a value of the model, with the place of every text by its content path."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from booklet.findings import Finding, Severity, Span, rule
from booklet.load.reading import EMPTY_TEXT, read_model
from booklet.load.texts import check_markup, check_plain
from booklet.load.yamltree import Loc, Tree
from booklet.model.markup import Markup
from booklet.model.paths import Leaf, blocks, iterate, join, step

Model = TypeVar("Model", bound=BaseModel)

DUPLICATE_ID = rule(
    "id/duplicate",
    Severity.ERROR,
    "An id stands for two things.",
    "Give one of them another id; ids that were published before stay.",
)


@dataclass(frozen=True)
class Document(Generic[Model]):
    """What was read from one file. ``prefix`` is the content path of the whole, ``locs`` of its parts.

    ``value`` is ``None`` when the file could not be read as the model wants it; ``findings`` say why, and
    ``leaves`` are then the texts as they stand in the file.
    """

    file: str
    prefix: str
    tree: Tree
    value: Model | None
    leaves: tuple[Leaf, ...] = ()
    locs: Mapping[str, Loc] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def span(self, path: str) -> Span:
        """The place of the value at a content path; of the file where the path is not in it."""
        return self.tree.at(self.locs.get(path, ()))

    def place(self, path: str) -> Callable[[int], Span]:
        """From a 0-based line of the text at a content path to its place in the file."""
        loc = self.locs.get(path, ())
        return lambda index: self.tree.text_line(loc, index)

    def spans(self) -> Iterator[tuple[str, Span]]:
        """The places of all values, and of the blocks of all Markup texts."""
        for path, loc in self.locs.items():
            yield path, self.tree.at(loc)
        for leaf in self.leaves:
            if isinstance(leaf.value, Markup):
                loc = self.locs[leaf.path]
                for path, block in blocks(leaf.path, leaf.value):
                    yield path, self.tree.text_line(loc, block.line)


def read_document(model: type[Model], prefix: str, tree: Tree, *, chapter: bool = False) -> Document[Model]:
    """Read a tree as a value of the model and check its ids and texts; ``chapter`` allows headings."""
    value, findings = read_model(model, tree)
    locs: dict[str, Loc] = {}
    findings = [*tree.findings, *findings, *_chart(tree, tree.data, (), prefix, locs)]
    if value is None:
        reported = {finding.span for finding in findings}
        leaves = tuple(leaf for leaf in _raw_leaves(tree, locs) if tree.at(locs[leaf.path]) not in reported)
    else:
        leaves = tuple(iterate(value, prefix))
    document = Document(tree.file, prefix, tree, value, leaves, locs)
    for leaf in leaves:
        findings += _check_text(document, leaf, chapter=chapter)
    return Document(tree.file, prefix, tree, value, leaves, locs, tuple(findings))


def _raw_leaves(tree: Tree, locs: Mapping[str, Loc]) -> Iterator[Leaf]:
    """The texts of a file that does not fit the model: its names and marks are checked all the same.

    Which texts are Markdown is not known here: literal blocks are taken for it.
    """
    for path, loc in locs.items():
        held = tree.value(loc)
        if isinstance(held, str):
            key = next((part for part in reversed(loc) if isinstance(part, str)), "")
            yield Leaf(path, Markup.parse(held) if loc in tree.texts else held, key, prose=False)


def _check_text(document: Document[Any], leaf: Leaf, *, chapter: bool) -> list[Finding]:
    if isinstance(leaf.value, str):
        return check_plain(leaf.value, document.span(leaf.path)) if leaf.prose else []
    if not leaf.value.blocks:
        return [EMPTY_TEXT.at(document.span(leaf.path), f"`{leaf.key}` has no words")]
    return check_markup(leaf.value, document.place(leaf.path), chapter=chapter)


def _chart(tree: Tree, data: Any, loc: Loc, path: str, locs: dict[str, Loc]) -> list[Finding]:
    """Fill ``locs`` with the content paths of the data, and report ids that a list has twice."""
    locs[path] = loc
    found: list[Finding] = []
    if isinstance(data, dict):
        for key, item in data.items():
            found += _chart(tree, item, (*loc, key), join(path, key), locs)
    elif isinstance(data, tuple):
        for index, item in enumerate(data):
            name = step(item, index)
            if join(path, name) in locs:
                first = tree.at((*locs[join(path, name)], "id")).line
                span = tree.at((*loc, index, "id"))
                found.append(
                    DUPLICATE_ID.at(span, f"the id `{name}` stands here again (first on line {first})")
                )
                name = str(index + 1)
            found += _chart(tree, item, (*loc, index), join(path, name), locs)
    return found
