"""What changed in the English between two revisions, as tracked changes in a Word document.

Both texts are ours, paragraph by paragraph, so nothing has to be guessed: texts are paired by their keys
and compared word by word. Who accepts all changes has the new text, who rejects them the old one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from booklet.model.inline import join_runs, parse_inline
from booklet.model.markup import Run
from booklet.model.segment import Segment
from booklet.word.content import Content, Info, Paragraph, Piece, Revision
from booklet.word.document import write_document
from booklet.word.handout import style_of
from booklet.word.places import name_place
from booklet.word.styles import Look, StyleSheet

_TOKEN = re.compile(r"\s+|[\w’'-]+|[^\w\s]")
UNLIKE = 0.35
"""Below this likeness a text counts as replaced, and is shown struck out with the new one behind it: single
words that happen to be in both would only confuse."""


@dataclass(frozen=True)
class Redline:
    """Two states of one document: segments ``before`` and ``after``, and what the file says of itself."""

    info: Info
    before: tuple[Segment, ...]
    after: tuple[Segment, ...]
    look: Look


def write_redline(redline: Redline) -> bytes:
    """The new text with its changes tracked, as .docx; texts that are alike are shown too."""
    contents = tuple(_paragraphs(redline.before, redline.after))
    sheet = StyleSheet(redline.look, redline.info.language)
    return write_document(redline.info, contents, sheet, comparing=True)


def _paragraphs(before: Sequence[Segment], after: Sequence[Segment]) -> Iterator[Content]:
    old = {segment.key: segment for segment in before}
    new = {segment.key: segment for segment in after}
    place = ""
    for segment, change in _order(before, after):
        if name_place(segment) != place:
            place = name_place(segment)
            yield Paragraph.of("Context", place)
        style = style_of(segment)
        if change:
            yield Paragraph(style, parse_inline(segment.source), change=change)
        else:
            was, now = (parse_inline(side[segment.key].source) for side in (old, new))
            yield Paragraph(style, compare_runs(was, now))


def _order(
    before: Sequence[Segment], after: Sequence[Segment]
) -> Iterator[tuple[Segment, Literal["", "added", "removed"]]]:
    """The new segments in order, and those that are gone at the places where they were."""
    matcher = SequenceMatcher(None, [s.key for s in before], [s.key for s in after], autojunk=False)
    kept = {segment.key for segment in before} & {segment.key for segment in after}
    for tag, i, end_i, j, end_j in matcher.get_opcodes():
        if tag != "equal":
            # A text that only moved is shown where it is now.
            yield from ((segment, "removed") for segment in before[i:end_i] if segment.key not in kept)
        for segment in after[j:end_j]:
            yield segment, "" if segment.key in kept else "added"


def compare_runs(before: Sequence[Run], after: Sequence[Run]) -> tuple[Piece, ...]:
    """The words of two texts: those that stayed, and between them what was removed and what was added."""
    old, new = list(_tokens(before)), list(_tokens(after))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < UNLIKE:
        return tuple(_change("removed", old) + _change("added", new))
    pieces: list[Piece] = []
    for tag, i, end_i, j, end_j in _steady(matcher.get_opcodes(), old):
        if tag == "equal":
            pieces += join_runs(tuple(new[j:end_j]))
        else:
            pieces += _change("removed", old[i:end_i]) + _change("added", new[j:end_j])
    return tuple(pieces)


def _tokens(runs: Iterable[Run]) -> Iterator[Run]:
    """The runs, cut into words, blanks and signs; a reference is one."""
    for run in runs:
        if run.ref is not None:
            yield run
        else:
            yield from (replace(run, text=found[0]) for found in _TOKEN.finditer(run.text))


Opcode = tuple[str, int, int, int, int]


def _steady(opcodes: Sequence[Opcode], old: Sequence[Run]) -> list[Opcode]:
    """The steps without single blanks between two changes: those belong to one change."""
    made: list[Opcode] = []
    for number, step in enumerate(opcodes):
        tag, i, end_i, j, end_j = step
        between = 0 < number < len(opcodes) - 1
        if tag == "equal" and between and not "".join(run.text for run in old[i:end_i]).strip():
            tag = "replace"
        if made and tag != "equal" and made[-1][0] != "equal":
            made[-1] = ("replace", made[-1][1], end_i, made[-1][3], end_j)
        else:
            made.append((tag, i, end_i, j, end_j))
    return made


def _change(change: Literal["added", "removed"], tokens: Sequence[Run]) -> list[Piece]:
    runs = join_runs(tuple(tokens))
    return [Revision(change, runs)] if runs else []
