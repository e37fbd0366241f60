"""Two documents of a word processor, given as paragraphs → their difference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from booklet.compare.align import align
from booklet.compare.redline import Pairing, pair_texts, redline
from booklet.compare.values import (
    Change,
    ChangeKind,
    Coverage,
    Covered,
    Difference,
    DocumentFacts,
    Layer,
    Mark,
    MarkKind,
    Options,
)
from booklet.model.markup import Run


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a word processor's document, whoever read it.

    ``kind`` is the style it is set in (``paragraph``, ``heading 2``, ``item``); ``place`` says in words
    where it stands when that is not the running text (``table 2, row 3, column 1``; ``footnote``).
    """

    runs: tuple[Run, ...]
    kind: str = "paragraph"
    place: str = ""

    @property
    def text(self) -> str:
        """The words without their marks."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class _Word:
    """A word and how it is set."""

    text: str
    style: str
    href: str


def compare_paragraphs(
    old: DocumentFacts,
    new: DocumentFacts,
    old_paragraphs: Sequence[Paragraph],
    new_paragraphs: Sequence[Paragraph],
    options: Options | None = None,
) -> Difference:
    """All differences of two documents: words, where they stand, how they are set, and where links lead.

    A paragraph is named by its number among those that are not empty, or by its place.
    """
    ignored = (options or Options()).ignored
    ours, theirs = ([p for p in side if p.text.strip()] for side in (old_paragraphs, new_paragraphs))
    found = [change for change in _compare(ours, theirs) if change.layer not in ignored]
    order = list(Layer)
    found.sort(key=lambda change: order.index(change.layer))
    layers = (Layer.TEXT, Layer.STYLE, Layer.LINKS)
    compared = tuple(
        Covered(layer, "paragraphs", len(ours) + len(theirs)) for layer in layers if layer not in ignored
    )
    left = [Covered(layer, "layer", 1, "it was not asked for") for layer in layers if layer in ignored]
    left.append(Covered(Layer.PICTURES, "pictures", 1, "only the words of these documents are compared"))
    left.append(Covered(Layer.LAYOUT, "pages", 1, "these documents have none until they are printed"))
    return Difference(old, new, tuple(found), Coverage(compared, tuple(left)))


def _compare(ours: list[Paragraph], theirs: list[Paragraph]) -> Iterator[Change]:
    pairing = pair_texts([_normal(p.text) for p in ours], [_normal(p.text) for p in theirs])
    _pair_places(pairing, ours, theirs)
    told: list[tuple[int, Change]] = []
    for i, j in pairing.pairs:
        told += ((j, change) for change in _compare_pair(ours[i], theirs[j], j))
    for i, j in pairing.moved:
        text = _normal(theirs[j].text)
        note = f"{_name(ours[i], i)} → {_name(theirs[j], j)}"
        told.append(
            (j, Change(Layer.TEXT, ChangeKind.MOVED, text, text, note=note, count=len(text.split())))
        )
        told += ((j, change) for change in _compare_pair(ours[i], theirs[j], j))
    for j in pairing.come:
        text = _normal(theirs[j].text)
        marks = (Mark(MarkKind.INSERTED, text),)
        note, count = _name(theirs[j], j), len(text.split())
        told.append(
            (j, Change(Layer.TEXT, ChangeKind.INSERTED, new=text, note=note, marks=marks, count=count))
        )
    answers = dict(pairing.pairs)
    for i in pairing.gone:
        text = _normal(ours[i].text)
        before = max((j for k, j in answers.items() if k < i), default=-1)
        marks = (Mark(MarkKind.DELETED, text),)
        note, count = f"{_name(ours[i], i)} of the old document", len(text.split())
        change = Change(Layer.TEXT, ChangeKind.DELETED, text, note=note, marks=marks, count=count)
        told.append((before, change))
    yield from (change for _, change in sorted(told, key=lambda item: item[0]))


def _pair_places(pairing: Pairing, ours: list[Paragraph], theirs: list[Paragraph]) -> None:
    """What stands in one cell is one text, whatever it says."""
    cells = {ours[i].place: i for i in pairing.gone if ours[i].place}
    for j in list(pairing.come):
        i = cells.pop(theirs[j].place, None)
        if i is not None:
            pairing.pairs.append((i, j))
            pairing.gone.remove(i)
            pairing.come.remove(j)


def _compare_pair(one: Paragraph, other: Paragraph, number: int) -> Iterator[Change]:
    name = _name(other, number)
    before, after = list(_words(one)), list(_words(other))
    words, others = [word.text for word in before], [word.text for word in after]
    found = redline(words, others)
    if found.marks:
        kind = ChangeKind.CHANGED
        if not found.old:
            kind = ChangeKind.INSERTED
        elif not found.new:
            kind = ChangeKind.DELETED
        yield Change(
            Layer.TEXT, kind, found.old, found.new, note=name, marks=found.marks, count=found.count
        )
    if one.kind != other.kind:
        yield Change(Layer.STYLE, ChangeKind.CHANGED, one.kind, other.kind, note=f"style of {name}")
    pairs = [
        (before[block.old + step], after[block.new + step])
        for block in align(words, others)
        for step in range(block.size)
    ]
    yield from _runs(pairs, "style", name)
    yield from _runs(pairs, "href", name)


def _runs(pairs: list[tuple[_Word, _Word]], trait: str, name: str) -> Iterator[Change]:
    """Neighbouring words whose style or link changed in one way."""
    group: list[str] = []
    key = ("", "")
    for one, other in (*pairs, (None, None)):
        here = (getattr(one, trait), getattr(other, trait)) if one and other else ("", "")
        here = here if here[0] != here[1] else ("", "")
        if group and here != key:
            yield _tell(trait, key, " ".join(group), name)
            group = []
        key = here
        if other and key[0] != key[1]:
            group.append(other.text)


def _tell(trait: str, told: tuple[str, str], words: str, name: str) -> Change:
    note, count = f"“{words}” in {name}", len(words.split())
    if trait == "style":
        old, new = (side or "plain" for side in told)
        return Change(Layer.STYLE, ChangeKind.CHANGED, old, new, note=note, count=count)
    kind = ChangeKind.CHANGED if all(told) else ChangeKind.INSERTED if told[1] else ChangeKind.DELETED
    return Change(Layer.LINKS, kind, *told, note=note)


def _words(paragraph: Paragraph) -> Iterator[_Word]:
    """The words of a paragraph; one that runs part is set as its first letter is."""
    text, runs = paragraph.text, paragraph.runs
    starts: list[tuple[int, Run]] = []
    at = 0
    for run in runs:
        starts.append((at, run))
        at += len(run.text)
    index = position = 0
    for word in text.split():
        position = text.index(word, position)
        while index + 1 < len(starts) and starts[index + 1][0] <= position:
            index += 1
        run = starts[index][1]
        style = ", ".join(
            name for name, is_set in (("strong", run.strong), ("emphasis", run.emphasis)) if is_set
        )
        yield _Word(word, style, run.href or (f"#{run.ref}" if run.ref else ""))
        position += len(word)


def _normal(text: str) -> str:
    return " ".join(text.split())


def _name(paragraph: Paragraph, index: int) -> str:
    return paragraph.place or f"paragraph {index + 1}"
