"""Sentences: how they end, how long they are, and what language they are in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from booklet.check.reading import Check, Passage, Reading
from booklet.findings import Finding, Severity, rule
from booklet.model.infographic import (
    Flow,
    FlowBox,
    Hub,
    Icons,
    InfographicBlock,
    Moment,
    Phase,
    Phases,
    Satellite,
    Sign,
    Timeline,
)
from booklet.model.markup import Block, Markup
from booklet.model.paths import join, step

FULL_STOP = rule(
    "text/full-stop",
    Severity.WARNING,
    "A text of whole sentences ends with a full stop.",
    "Add the full stop.",
)
LABEL_STOP = rule(
    "text/label-stop",
    Severity.WARNING,
    "Titles, headings, labels and names end without punctuation.",
    "Delete the sign at the end.",
)
LIST_ENDS = rule(
    "text/list-ends",
    Severity.WARNING,
    "The items of a list end alike.",
    "End all items with a full stop (sentences), with nothing (words), or with commas up to the last.",
)
PHASE_ENDS = rule(
    "text/phase-ends",
    Severity.WARNING,
    "The short texts in the drawings of infographics end alike throughout the publication.",
    "End them as most others do.",
)
REPEATED_WORD = rule(
    "text/repeated-word", Severity.WARNING, "No word stands twice in a row.", "Delete one."
)
LONG_SENTENCE = rule(
    "text/long-sentence",
    Severity.INFO,
    "A sentence has 45 words at most.",
    "Make two sentences of it; translations are a fifth longer still.",
)
LANGUAGE = rule(
    "text/language",
    Severity.WARNING,
    "A paragraph is in the language of the document.",
    "Translate the paragraph, or put a title in another language in emphasis.",
)
PLACEHOLDER = rule(
    "text/placeholder",
    Severity.ERROR,
    "No placeholder is left where a text should be.",
    "Write the text, or leave an optional field out.",
)

MAX_SENTENCE_WORDS = 45
_ENDED = re.compile(r"[.!?…][”’)\]]*$")
_LABELS = frozenset({"title", "subtitle", "label", "place_label", "name", "columns", "short", "series"})
_LABEL_END = re.compile(r"(?:\w[.,;:]|[,;:])$")
_ABBREVIATED = re.compile(r"(?:\.\w+|\b(?:etc|Inc|Ltd|Co|Dr|St|sp|No|no|ca))\.$|\.\s?\w\.$")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[”’)\]]*\s+(?=[“‘(]?[A-ZÀ-ÞΑ-Ω])")
_REPEATED = re.compile(r"\b(?!(?:that|had)\b)([^\W\d_]+)\s+\1\b", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"\b(?:to be (?:written|added|completed|defined|confirmed|translated)|lorem ipsum|insert \w+ here)\b"
    r"|\b(?:TODO|TBD|TBA|TBC|FIXME|X{3,})\b|\?{3,}|^…$",
)
_CONJUNCTION = re.compile(r"\s+(?:and|or|and/or)$")
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    _WORD.findall(
        "the of and to a in is that it for on are as with be by at this have from or an but not they which "
        "their can who what when how where more its also has was were than them these those people into "
        "each all one other may such so if out up while because our we you your there"
    )
)
_MIN_LANGUAGE_WORDS = 14


def full_stops(reading: Reading) -> Iterator[Finding]:
    """Paragraphs, summaries, impacts, descriptions of pictures; a colon may lead to a list."""
    steps = {path for texts in _steps(reading).values() for path, _ in texts}
    following: dict[str, Passage] = {a.path: b for a, b in pairwise(reading.passages)}
    for passage in reading.passages:
        if not passage.sentences or passage.kind not in ("line", "paragraph") or passage.path in steps:
            continue
        text = passage.text.rstrip()
        after = following.get(passage.path)
        if text.endswith(":") and after is not None and after.kind == "item":
            continue
        if text and not _ENDED.search(text):
            yield FULL_STOP.at(reading.at(passage.path), f"no full stop after “…{text[-24:].lstrip()}”")


def label_stops(reading: Reading) -> Iterator[Finding]:
    """A title is no sentence; a full stop that belongs to an abbreviation may stay."""
    for passage in reading.passages:
        if passage.kind != "heading" and passage.field not in _LABELS:
            continue
        text = passage.text.rstrip()
        if _LABEL_END.search(text) and not _ABBREVIATED.search(text):
            yield LABEL_STOP.at(reading.at(passage.path), f"“{text}” ends with “{text[-1]}”")


def list_ends(reading: Reading) -> Iterator[Finding]:
    """In every list of a Markup text the items end in one manner."""
    for leaf in reading.leaves:
        if not isinstance(leaf.value, Markup) or "\n- " not in "\n" + leaf.value.source:
            continue
        for number, block in enumerate(leaf.value.walk(), start=1):
            if block.kind in ("bullets", "numbers") and not _ends_alike(_item_texts(block)):
                yield LIST_ENDS.at(
                    reading.at(f"{leaf.path}/{number}"), "the items of this list end in several manners"
                )


def _item_texts(block: Block) -> list[str]:
    """The words of each item; an item that goes on with a list of its own is judged without it."""
    firsts = (item[0] for item in block.items if item and len(item) == 1)
    return ["".join(run.text for run in first.runs).rstrip() for first in firsts]


def _ends_alike(texts: list[str]) -> bool:
    """All with a stop, all bare, or one sentence whose items are divided by commas or semicolons."""
    ends = [_end(text) for text in texts if text]
    inner = set(ends[:-1])
    return len(set(ends)) < 2 or (inner in ({","}, {";"}) and ends[-1] in (".", ""))


def _end(text: str) -> str:
    """How an item ends: with a full stop, a comma, a semicolon or bare; “, and” ends with a comma."""
    if _ENDED.search(text):
        return "."
    bare = _CONJUNCTION.sub("", text)
    return bare[-1] if bare[-1:] in (",", ";") else ""


def phase_ends(reading: Reading) -> Iterator[Finding]:
    """Steps may be sentences or mere words, but not now this, now that."""
    steps = _steps(reading)
    ended = [_ENDED.search(text) is not None for texts in steps.values() for _, text in texts]
    usual = 2 * sum(ended) >= len(ended)
    for path, texts in steps.items():
        if any((_ENDED.search(text) is not None) is not usual for _, text in texts):
            manner = "with" if usual else "without"
            yield PHASE_ENDS.at(
                reading.at(path), f"steps elsewhere end {manner} a full stop, here they do not all"
            )


def _steps(reading: Reading) -> dict[str, list[tuple[str, str]]]:
    """The path and text of each step, box, icon or moment, by the path of their block."""
    found: dict[str, list[tuple[str, str]]] = {}
    for case in reading.publication.cases:
        for block in case.infographic.blocks:
            texts = list(_short_texts(block, join("cases", case.id, "infographic/blocks", block.id)))
            if texts:
                found[join("cases", case.id, "infographic/blocks", block.id)] = texts
    return found


def _short_texts(block: InfographicBlock, path: str) -> Iterator[tuple[str, str]]:
    """The words under the titles of a drawing's parts, with their paths."""
    parts: Sequence[FlowBox | Satellite | Phase | Sign | Moment] = ()
    if isinstance(block, Flow):
        parts, path = block.boxes, join(path, "boxes")
    elif isinstance(block, Phases | Hub | Icons | Timeline):
        parts, path = block.items, join(path, "items")
    for index, part in enumerate(parts):
        if part.text:
            yield join(path, step(part, index), "text"), part.text


def repeated_words(reading: Reading) -> Iterator[Finding]:
    """“the the”: what remains when a sentence is rewritten."""
    for passage in reading.passages:
        found = _REPEATED.search(passage.words)
        if found:
            place = passage.excerpt(found.start(), found.end())
            yield REPEATED_WORD.at(reading.at(passage.path), f"“{found[1]}” twice in “{place}”")


def long_sentences(reading: Reading) -> Iterator[Finding]:
    """Advice only: a long sentence is hard to read and harder to translate."""
    for passage in reading.passages:
        if not passage.sentences or passage.text.count(" ") < MAX_SENTENCE_WORDS:
            continue
        for sentence in _SENTENCE_END.split(passage.text):
            count = len(sentence.split())
            if count > MAX_SENTENCE_WORDS:
                start = " ".join(sentence.split()[:5])
                yield LONG_SENTENCE.at(
                    reading.at(passage.path), f"the sentence “{start} …” has {count} words"
                )


def paragraph_language(reading: Reading) -> Iterator[Finding]:
    """English is told by its small words; the check knows only “English” and “not English”."""
    for passage in reading.passages:
        if not passage.sentences or len(passage.text) < 70:
            continue
        words = [word.lower() for word in _WORD.findall(passage.words)]
        if len(words) < _MIN_LANGUAGE_WORDS:
            continue
        share = sum(word in _ENGLISH for word in words) / len(words)
        if reading.language == "en" and share < 0.1:
            yield LANGUAGE.at(reading.at(passage.path), "this paragraph does not look English")
        elif reading.language != "en" and share > 0.3:
            yield LANGUAGE.at(reading.at(passage.path), "this paragraph looks English")


def placeholders(reading: Reading) -> Iterator[Finding]:
    """“to be written”, TODO and the like."""
    for passage in reading.passages:
        found = _PLACEHOLDER.search(passage.text)
        if found:
            yield PLACEHOLDER.at(reading.at(passage.path), f"“{found[0]}” stands here for a text")


CHECKS: tuple[Check, ...] = (
    full_stops,
    label_stops,
    list_ends,
    phase_ends,
    repeated_words,
    long_sentences,
    paragraph_language,
    placeholders,
)
