"""Two publications, field by field: what was written, whatever became of it on the pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from booklet.compare.align import longest_rise
from booklet.compare.redline import pair_texts, redline
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
)
from booklet.findings import Span
from booklet.model.inline import write_inline
from booklet.model.markup import Block, Markup
from booklet.model.paths import join, leaves
from booklet.model.publication import Publication

Spans = Mapping[str, Span]

SHOWN = 160
"""Of something that came or went as a whole, so many characters are quoted."""


def compare_content(
    old: DocumentFacts,
    new: DocumentFacts,
    publications: tuple[Publication, Publication],
    spans: tuple[Spans, Spans],
) -> Difference:
    """All differences of two publications. ``spans`` are the places of their content paths in the files."""
    before, after = (_parts(publication) for publication in publications)
    comparison = _Content(spans)
    changes = tuple(comparison.mapping(before, after, ""))
    count = sum(1 for publication in publications for _ in leaves(publication))
    coverage = Coverage((Covered(Layer.CONTENT, "texts", count),))
    return Difference(old, new, changes, coverage)


def _parts(publication: Publication) -> dict[str, Any]:
    """The publication by the names that content paths begin with; lists by the ids of their items."""
    return {
        "publication": publication.settings,
        "taxonomy": publication.taxonomy,
        "chapters": {chapter.id: chapter for chapter in (*publication.chapters, *publication.closing)},
        "cases": {case.id: case for case in publication.cases},
        "glossary": {term.term: term for term in publication.glossary},
        "partners": publication.partners,
    }


@dataclass(frozen=True)
class _Content:
    """Tells the differences of two values at one content path."""

    spans: tuple[Spans, Spans]

    def values(self, old: Any, new: Any, path: str, old_path: str) -> Iterator[Change]:
        """Two values, ``None`` for none. The paths differ where an item without an id was shifted."""
        if old == new and not (isinstance(old, Mapping) and list(old) != list(new)):
            return
        if old is None or new is None:
            yield self._whole(old, new, old_path if new is None else path)
        elif isinstance(old, Markup) and isinstance(new, Markup):
            yield from self._markup(old, new, path, old_path)
        elif isinstance(old, BaseModel) and isinstance(new, BaseModel):
            if type(old) is not type(new):
                yield self._text(_say(old), _say(new), path, old_path)
                return
            yield from self.mapping(_fields(old), _fields(new), path, old_path)
        elif isinstance(old, tuple) and isinstance(new, tuple):
            yield from self._items(old, new, path, old_path)
        elif isinstance(old, Mapping) and isinstance(new, Mapping):
            yield from self.mapping(old, new, path, old_path)
        else:
            yield self._text(_say(old), _say(new), path, old_path)

    def mapping(
        self, old: Mapping[str, Any], new: Mapping[str, Any], path: str, old_path: str | None = None
    ) -> Iterator[Change]:
        """Values by name; where the names are ids, also another order of them."""
        before = path if old_path is None else old_path
        for key in dict.fromkeys((*new, *old)):
            yield from self.values(old.get(key), new.get(key), join(path, key), join(before, key))
        if path in ("chapters", "cases"):
            yield from self._order(list(old), list(new), path)

    def _items(self, old: Sequence[Any], new: Sequence[Any], path: str, old_path: str) -> Iterator[Change]:
        before, after = _by_id(old), _by_id(new)
        if before is not None and after is not None:
            yield from self.mapping(before, after, path, old_path)
            yield from self._order(list(before), list(after), path)
            return
        pairing = pair_texts([_key(item) for item in old], [_key(item) for item in new])
        paths = [[join(side, index + 1) for index in range(len(items))]
                 for side, items in ((old_path, old), (path, new))]  # fmt: skip
        # Items that have nothing in common but their place are one item that was written anew.
        rewritten = list(zip(pairing.gone, pairing.come, strict=False))
        gone, come = pairing.gone[len(rewritten) :], pairing.come[len(rewritten) :]
        for i, j in sorted((*pairing.pairs, *rewritten), key=lambda pair: pair[1]):
            yield from self.values(old[i], new[j], paths[1][j], paths[0][i])
        for i in gone:
            yield self._whole(old[i], None, paths[0][i])
        for j in come:
            yield self._whole(None, new[j], paths[1][j])
        for i, j in pairing.moved:
            yield self._moved(_say(new[j]), paths[1][j], f"from place {i + 1} to place {j + 1}")

    def _order(self, old: list[str], new: list[str], path: str) -> Iterator[Change]:
        """Ids that stand elsewhere among those that both have."""
        shared = [key for key in new if key in old]
        places = [old.index(key) for key in shared]
        kept = set(longest_rise(places))
        for index, key in enumerate(shared):
            if index not in kept:
                note = f"from place {old.index(key) + 1} to place {new.index(key) + 1}"
                yield self._moved(key, join(path, key), note)

    def _markup(self, old: Markup, new: Markup, path: str, old_path: str) -> Iterator[Change]:
        """A text, block by block: paragraphs keep their own places in the source."""
        ours, theirs = ([(n, b) for n, b in enumerate(side.walk(), 1) if _shown(b)] for side in (old, new))
        texts = [[_shown(block) for _, block in side] for side in (ours, theirs)]
        pairing = pair_texts(*texts)
        before = [join(old_path, number) for number, _ in ours]
        after = [join(path, number) for number, _ in theirs]
        told: list[tuple[int, Change]] = []
        for i, j in pairing.pairs:
            if texts[0][i] != texts[1][j]:
                told.append((j, self._text(texts[0][i], texts[1][j], after[j], before[i])))
        for _, j in pairing.moved:
            told.append((j, self._moved(texts[1][j], after[j], "within the text")))
        for j in pairing.come:
            told.append((j, self._whole(None, texts[1][j], after[j])))
        for i in pairing.gone:
            told.append((i, self._whole(texts[0][i], None, before[i])))
        if not told:
            # The blocks say the same: only how they are marked up as blocks differs.
            told.append((0, self._text(old.source, new.source, path, old_path)))
        yield from (change for _, change in sorted(told, key=lambda item: item[0]))

    def _text(self, old: str, new: str, path: str, old_path: str) -> Change:
        found = redline(old.split(), new.split())
        told = (found.old, found.new) if found.marks else (old, new)
        kind = ChangeKind.CHANGED
        if found.marks and not found.old:
            kind = ChangeKind.INSERTED
        elif found.marks and not found.new:
            kind = ChangeKind.DELETED
        note = f"was {old_path}" if old_path != path else ""
        return self._change(kind, told, path, marks=found.marks, count=found.count, note=note)

    def _whole(self, old: Any, new: Any, path: str) -> Change:
        """Something that is in one publication alone."""
        side = 0 if new is None else 1
        text = _say((old, new)[side])
        mark = Mark((MarkKind.DELETED, MarkKind.INSERTED)[side], text)
        told = ("", text) if side else (text, "")
        kind = ChangeKind.INSERTED if side else ChangeKind.DELETED
        return self._change(kind, told, path, side=side, marks=(mark,), count=len(text.split()))

    def _moved(self, text: str, path: str, note: str) -> Change:
        return self._change(
            ChangeKind.MOVED, (_cut(text), _cut(text)), path, count=len(text.split()), note=note
        )

    def _change(
        self,
        kind: ChangeKind,
        told: tuple[str, str],
        path: str,
        *,
        side: int = 1,
        marks: tuple[Mark, ...] = (),
        count: int = 1,
        note: str = "",
    ) -> Change:
        """``side`` says whose spans the path is looked up in: 0 for the old publication, 1 for the new."""
        parts = path.split("/")
        return Change(
            Layer.CONTENT,
            kind,
            *told,
            note=note,
            marks=marks,
            source=_span(self.spans[side], path),
            anchor=path,
            case=parts[1] if parts[0] == "cases" and len(parts) > 1 else "",
            count=max(1, count),
        )


def _span(spans: Spans, path: str) -> Span | None:
    """The place of a path, or of the nearest thing that holds it."""
    while path:
        if path in spans:
            return spans[path]
        path = path.rpartition("/")[0]
    return None


def _fields(value: BaseModel) -> dict[str, Any]:
    """The fields of a value by the names under which they are written."""
    return {field.alias or key: getattr(value, key) for key, field in type(value).model_fields.items()}


def _by_id(items: Sequence[Any]) -> dict[str, Any] | None:
    """Items by their ids; ``None`` when one has none, or one that another has."""
    ids = [getattr(item, "id", None) for item in items]
    found = {key: item for key, item in zip(ids, items, strict=True) if isinstance(key, str)}
    return found if len(found) == len(items) else None


def _shown(block: Block) -> str:
    """What a block says, with the marks of its words; blocks that only hold others say nothing."""
    if block.kind in ("figure", "cards"):
        return f"{{{block.kind}:{block.name}}}"
    return " ".join(write_inline(block.runs).split()) if block.runs else ""


def _key(item: Any) -> str:
    """By what items of a list without ids are recognised."""
    return item if isinstance(item, str) else _say(item)


def _say(value: Any) -> str:
    """A value in words: its texts, joined."""
    if isinstance(value, Markup):
        return value.plain
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, BaseModel):
        value = {key: item for key, item in _fields(value).items() if item is not None}
    if isinstance(value, Mapping):
        told = {key: _say(item) for key, item in value.items()}
        return "; ".join(f"{key}: {text}" for key, text in told.items() if text)
    if isinstance(value, tuple):
        return ", ".join(_say(item) for item in value)
    return "" if value is None else str(value)


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rsplit(' ', 1)[0]} …"
