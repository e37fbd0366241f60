"""A publication as segments, and a publication made from translated ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TypeVar

from booklet.model.case import Case
from booklet.model.inline import parse_inline, read_text, write_inline, write_text
from booklet.model.layout import Labelled
from booklet.model.markup import Block, Markup
from booklet.model.markup_write import make_markup
from booklet.model.paths import Leaf, blocks, iterate, join, rebuild
from booklet.model.publication import Chapter, Publication
from booklet.model.segment import REST, Segment, SegmentKind
from booklet.translate.notes import describe_place

AS_THEY_ARE = re.compile(
    r"publication/(?:project|deliverable|deliverable_title|version|publisher|citation)"
    r"|publication/(?:grant|funding|authors|consortium|severity)/.*"
    r"|cases/[^/]+/picture/(?:credit|licence|file)"
)
"""Names, codes and legal wording: the same in every language, or given for each in the settings."""

SAME_EVERYWHERE = re.compile(r"\d{1,4}(?:[–-]\d{1,4})?")
"""A year, a small number or a span of them is written alike in all languages."""

Layouts = Mapping[str, Labelled]
"""Layouts by the names of their folders."""

Translations = Mapping[str, str]
"""Segment key → translation in inline Markdown; keys without one keep their source."""

Kind = TypeVar("Kind", bound=Labelled)


def list_segments(publication: Publication, layouts: Layouts) -> tuple[Segment, ...]:
    """Every text of a publication that is translated, in reading order.

    The words of the layouts are those of the publication's language. A layout that does not have it gives
    no segments; the loader reports it.
    """
    return (
        *_of_rest(publication.settings, "publication"),
        *(s for c in publication.chapters for s in _of_chapter(c)),
        *(s for c in publication.cases for s in list_case(c)),
        *(s for c in publication.closing for s in _of_chapter(c)),
        *_of_rest(publication.taxonomy, "taxonomy"),
        *_of_layouts(layouts, publication.settings.language),
    )


def list_case(case: Case) -> Iterator[Segment]:
    """The segments of one case."""
    prefix = join("cases", case.id)
    for leaf in iterate(case, prefix):
        yield from _of_leaf(leaf, case.id, f"Case {case.title}", prefix)


def localise(
    publication: Publication, layouts: Mapping[str, Kind], language: str, translations: Translations
) -> tuple[Publication, dict[str, Kind]]:
    """The publication and its layouts with their texts replaced: what is typeset in ``language``.

    A text none of whose segments changes is kept as it is. The layouts get the labels of the language,
    with those of the publication's own language where nothing is translated. ``settings.language`` stays:
    it names the source.
    """

    def change(leaf: Leaf) -> str | Markup:
        return _translated(leaf, translations) if is_translated(leaf) else leaf.value

    made = publication.model_copy(
        update={
            "settings": rebuild(publication.settings, "publication", change),
            "taxonomy": rebuild(publication.taxonomy, "taxonomy", change),
            "chapters": tuple(rebuild(c, join("chapters", c.id), change) for c in publication.chapters),
            "cases": tuple(rebuild(c, join("cases", c.id), change) for c in publication.cases),
            "closing": tuple(rebuild(c, join("chapters", c.id), change) for c in publication.closing),
        }
    )
    source = publication.settings.language
    return made, {
        name: _localise_layout(name, layout, source, language, translations)
        for name, layout in layouts.items()
    }


def is_translated(leaf: Leaf) -> bool:
    """Whether a text of the publication is one that translators get."""
    if not leaf.prose or AS_THEY_ARE.fullmatch(leaf.path):
        return False
    return isinstance(leaf.value, Markup) or not SAME_EVERYWHERE.fullmatch(leaf.value.strip())


def _of_rest(value: Chapter | object, prefix: str) -> Iterator[Segment]:
    """The segments of the settings or the taxonomy."""
    for leaf in iterate(value, prefix):  # type: ignore[arg-type]
        yield from _of_leaf(leaf, REST, prefix.capitalize(), prefix)


def _of_chapter(chapter: Chapter) -> Iterator[Segment]:
    prefix = join("chapters", chapter.id)
    for leaf in iterate(chapter, prefix):
        yield from _of_leaf(leaf, REST, f"Chapter {chapter.title}", prefix)


def _of_layouts(layouts: Layouts, language: str) -> Iterator[Segment]:
    for name, layout in layouts.items():
        for label, words in layout.labels.get(language, {}).items():
            note = f"Words of the layout “{name}” · {label.replace('_', ' ')}"
            if "{" in words:
                note += " · what stands in braces is filled in and has to stay"
            yield Segment(label_key(name, label), REST, "label", write_text(words), None, note)


def label_key(layout: str, label: str) -> str:
    """The key of a label of a layout."""
    return join("layouts", layout, "labels", label)


def _of_leaf(leaf: Leaf, document: str, owner: str, prefix: str) -> Iterator[Segment]:
    """The segments of one text: its blocks that have words, or itself."""
    if not is_translated(leaf):
        return
    where = leaf.path.removeprefix(f"{prefix}/")
    limit = leaf.budget.characters if leaf.budget else None
    if not isinstance(leaf.value, Markup):
        note = describe_place(owner, where, limit=limit)
        yield Segment(leaf.path, document, kind_of(where), write_text(leaf.value), limit, note)
        return
    spoken = [(path, block) for path, block in blocks(leaf.path, leaf.value) if block.runs]
    lists = (block for block in leaf.value.walk() if block.kind != "callout")
    items = {id(inner) for block in lists for item in block.items for inner in item}
    length = sum(_length(block) for _, block in spoken)
    for number, (path, block) in enumerate(spoken, start=1):
        kind: SegmentKind = "item" if id(block) in items else "paragraph"
        if block.kind == "heading":
            kind = "heading"
        # A text of several blocks shares out its room as they share out its characters.
        share = round(limit * _length(block) / length) if limit else None
        part = f"{kind} {number}" if len(spoken) > 1 else ""
        note = describe_place(owner, where, part, limit=limit, share=share)
        yield Segment(path, document, kind, write_inline(block.runs), share, note)


def _length(block: Block) -> int:
    return sum(len(run.text) for run in block.runs)


_KINDS: tuple[tuple[str, SegmentKind], ...] = (
    (r"title|subtitle", "title"),
    (r"(?:mechanisms/[^/]+|infographic|infographic/blocks/[^/]+)/title", "heading"),
    (r"infographic/blocks/[^/]+/(?:columns|rows)/.*", "cell"),
    (r"infographic/blocks/.*", "caption"),
    (r"infographic/alt|picture/alt", "alternative"),
    (r"actors/\d+/name|mechanisms/[^/]+/examples/\d+|keywords/\d+", "item"),
    (r"summary|pull_quote|standfirst|description|why|short/.*|.*/(?:text|impact|definition|simply|effects)"
     r"|infographic/intro|overview", "paragraph"),
)  # fmt: skip


def kind_of(where: str) -> SegmentKind:
    """What a text without blocks is on the page; ``where`` is its path within its file."""
    return next((kind for pattern, kind in _KINDS if re.fullmatch(pattern, where)), "label")


def _translated(leaf: Leaf, translations: Translations) -> str | Markup:
    """A text with its segments replaced."""
    if not isinstance(leaf.value, Markup):
        return _words(translations.get(leaf.path), leaf.value)
    changed: dict[int, str] = {}
    for path, block in blocks(leaf.path, leaf.value):
        text = translations.get(path, "")
        if block.runs and text.strip() and text != write_inline(block.runs):
            changed[id(block)] = text
    if not changed:
        return leaf.value
    return make_markup(tuple(_translate_block(block, changed) for block in leaf.value.blocks))


def _translate_block(block: Block, changed: Mapping[int, str]) -> Block:
    runs = parse_inline(changed[id(block)]) if id(block) in changed else block.runs
    items = tuple(tuple(_translate_block(inner, changed) for inner in item) for item in block.items)
    return Block(block.kind, block.line, runs, items, block.name, block.level)


def _words(translation: str | None, otherwise: str) -> str:
    """A translation as plain words on one line, or what stands there already, kept to the character."""
    if not translation or translation == write_text(otherwise):
        return otherwise
    return read_text(translation).strip() or otherwise


def _localise_layout(
    name: str, layout: Kind, source: str, language: str, translations: Translations
) -> Kind:
    own = {**layout.labels.get(source, {}), **layout.labels.get(language, {})}
    words = {label: _words(translations.get(label_key(name, label)), text) for label, text in own.items()}
    return layout.model_copy(update={"labels": {**layout.labels, language: words}})
