"""Which line of a returned document is which segment: by bookmark, then by style, and never by guessing.

People split paragraphs, merge them, move, copy, retype and delete them. The rules:

1. A line with one anchor is that segment, all of it: what was typed before or behind the bookmark counts.
2. A line with several bookmarks was merged; each segment gets what stands from its bookmark to the next.
3. Lines that follow one another and share a bookmark or style were split; they are joined by a blank.
4. A line that repeats a segment found elsewhere is a copy; it is reported and not used. Where it says
   something else, nobody knows which of the two counts, so the one that is used is to be reviewed. English
   that was left beside its translation is no rival of it.
5. What has no anchor is loose.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from booklet.model.markup import Run
from booklet.word.lines import Line, Word

ENGLISH_HEAD = "English"
TRANSLATION_HEAD = "Translation ("
"""What the columns of the table form are called; the language and a bracket follow the second."""

_WORD = re.compile(r"\w+")


@dataclass
class Found:
    """What was found for a segment, by its anchor: words, first line (0-based), and what was done there."""

    anchor: str
    index: int
    words: list[Word]
    flaws: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its characters, without blanks at the ends."""
        return "".join(word.run.text for word in self.words).strip()

    def note(self, flaw: str) -> None:
        """Add a flaw once."""
        if flaw not in self.flaws:
            self.flaws.append(flaw)


@dataclass(frozen=True)
class Stray:
    """A line that is no segment's: its index and, if it repeats one, that segment's anchor."""

    index: int
    copy_of: str = ""


@dataclass
class Matching:
    """Segments found, by anchor, and the lines that are none."""

    found: dict[str, Found] = field(default_factory=dict)
    strays: list[Stray] = field(default_factory=list)


@dataclass(frozen=True)
class _Fragment:
    """A part of a line that belongs to a segment; ``sure`` when a bookmark begins there."""

    anchor: str
    index: int
    words: tuple[Word, ...]
    sure: bool
    merged: bool = False

    @cached_property
    def text(self) -> str:
        return "".join(word.run.text for word in self.words).strip()


def match_lines(lines: list[Line], known: Mapping[str, str]) -> Matching:
    """Find segments in the lines of a document; ``known`` are their anchors with the words of their source.

    Lines without words are nobody's; headings for orientation are not looked at.
    """
    held = {anchor for line in lines for _, anchor in line.starts}
    fragments: list[_Fragment] = []
    strays: list[Stray] = []
    for index, line in enumerate(lines):
        if line.is_blank:
            continue
        parts = _divide(line, index, known, held)
        if parts:
            fragments += parts
        elif not line.context:
            strays.append(Stray(index))
    matching = Matching(strays=strays)
    # The number of lines with words before each line: whether any stands between two is then known at once.
    solid = list(accumulate((not line.is_blank for line in lines), initial=0))
    owned: dict[str, list[_Fragment]] = {}
    for fragment in fragments:
        owned.setdefault(fragment.anchor, []).append(fragment)
    for anchor, own in owned.items():
        kept, copies = _choose(own, known[anchor], solid)
        made = _join(kept, lines)
        texts = (known[anchor], made.text)
        if any(copy.text not in texts for copy in copies):
            made.note("doubled")
        matching.found[anchor] = made
        matching.strays += (Stray(copy.index, anchor) for copy in copies)
    _note_moves(matching, list(known))
    matching.strays.sort(key=lambda stray: stray.index)
    return matching


def _divide(line: Line, index: int, known: Mapping[str, str], held: set[str]) -> list[_Fragment]:
    """The segments of a line that has words."""
    words = tuple(line.words)
    starts = [(at, anchor) for at, anchor in line.starts if anchor in known]
    covers = [anchor for anchor in line.covers if anchor in known]
    style = line.style if line.style in known else ""
    if not starts:
        anchor = covers[-1] if covers else style
        return [_Fragment(anchor, index, words, sure=False)] if anchor else []
    parts: list[_Fragment] = []
    if covers and starts[0][0] > 0:
        parts.append(_Fragment(covers[-1], index, words[: starts[0][0]], sure=False))
    else:
        starts[0] = (0, starts[0][1])
    for number, (at, anchor) in enumerate(starts):
        end = starts[number + 1][0] if number + 1 < len(starts) else len(words)
        parts.append(_Fragment(anchor, index, words[at:end], sure=True))
    parts = [part for part in parts if part.text]
    # The style of another segment whose bookmark is nowhere: its paragraph was drawn into this one.
    swallowed = len(parts) == 1 and style not in ("", parts[0].anchor) and style not in held
    if len(parts) > 1 or swallowed:
        parts = [_Fragment(p.anchor, p.index, p.words, p.sure, merged=True) for p in parts]
    return parts


def _choose(own: list[_Fragment], source: str, solid: list[int]) -> tuple[list[_Fragment], list[_Fragment]]:
    """The fragments that make a segment up, and those that repeat it."""
    first = next((number for number, fragment in enumerate(own) if fragment.sure), 0)
    kept, copies = [own[first]], []
    texts = {source, own[first].text}
    for step, rest in ((1, own[first + 1 :]), (-1, own[:first][::-1])):
        last = own[first].index
        for fragment in rest:
            if _is_next(last, fragment.index, step, solid) and fragment.text not in texts:
                kept.append(fragment)
                texts.add(fragment.text)
                last = fragment.index
            else:
                copies.append(fragment)
    translated = [fragment for fragment in kept if fragment.text != source]
    if translated and len(translated) < len(kept):
        copies += (fragment for fragment in kept if fragment.text == source)
        kept = translated
    return sorted(kept, key=lambda fragment: fragment.index), copies


def _is_next(last: int, index: int, step: int, solid: list[int]) -> bool:
    """Whether nothing stands between two lines."""
    low, high = min(last, index), max(last, index)
    return (index - last) * step >= 0 and (low == high or solid[high] == solid[low + 1])


def _join(fragments: list[_Fragment], lines: list[Line]) -> Found:
    made = Found(fragments[0].anchor, fragments[0].index, [])
    for number, fragment in enumerate(fragments):
        line = lines[fragment.index]
        if number:
            made.note("split")
            before = made.words[-1].run.text[-1:] if made.words else ""
            if not before.isspace() and not fragment.words[0].run.text[:1].isspace():
                made.words.append(Word(Run(" ")))
        made.words += fragment.words
        if not number or fragment.index != fragments[number - 1].index:
            made.comments += line.comments
        if fragment.merged:
            made.note("merged")
        if line.tracked:
            made.note("tracked")
    return made


def _note_moves(matching: Matching, order: list[str]) -> None:
    """Mark the segments that stand elsewhere than in the source: all that are not in its longest run."""
    rank = {anchor: number for number, anchor in enumerate(order)}
    found = sorted(matching.found.values(), key=lambda one: one.index)
    staying = longest_rise([rank[one.anchor] for one in found])
    for number, one in enumerate(found):
        if number not in staying:
            one.note("moved")


def longest_rise(values: list[int]) -> set[int]:
    """The 0-based places of a longest part of a list that only rises (patience sorting)."""
    tops: list[int] = []
    piles: list[int] = []
    before: dict[int, int | None] = {}
    for place, value in enumerate(values):
        pile = bisect_left(tops, value)
        before[place] = piles[pile - 1] if pile else None
        tops[pile : pile + 1] = [value]
        piles[pile : pile + 1] = [place]
    staying: set[int] = set()
    at = piles[-1] if piles else None
    while at is not None:
        staying.add(at)
        at = before[at]
    return staying


Cells = list[tuple[int, Line]]
"""The lines of a row of a table, each with its index."""


def read_rows(lines: Iterable[Line], known: Mapping[str, str]) -> tuple[Matching, set[int]]:
    """Segments of the table form: rows whose first cell names one, with the translation in another.

    The head says which column that is; else it is the third. Where nothing stands there, a text that was
    typed over the English is taken, to be reviewed. Also returns the indexes of all lines in such rows and
    in the head of their tables.
    """
    listed = list(lines)
    rows: dict[tuple[int, int], Cells] = {}
    for index, line in enumerate(listed):
        if line.cell is not None:
            rows.setdefault(line.cell[:2], []).append((index, line))
    matching = Matching()
    used: set[int] = set()
    tables: dict[int, tuple[int, int]] = {}
    texts: dict[str, str] = {}
    for (table, _), cells in rows.items():
        name = " ".join(line.text for _, line in cells if line.cell and line.cell[2] == 0)
        anchor = next((word for word in name.split() if word in known), "")
        if not anchor:
            continue
        if table not in tables:
            tables[table] = _find_columns(rows.get((table, 0), []))
        english, translation = tables[table]
        used |= {index for index, _ in cells}
        found = _take_row(anchor, _column(cells, translation), listed)
        if found is None:
            found = _take_row(anchor, _column(cells, english), listed)
            if found is None or found.text == known[anchor]:
                continue
            if is_alike(found.text, known[anchor]):
                matching.strays.append(Stray(found.index, anchor))
                continue
            found.note("typed-over")
        if anchor not in matching.found:
            matching.found[anchor], texts[anchor] = found, found.text
            continue
        matching.strays.append(Stray(found.index, anchor))
        if found.text not in (known[anchor], texts[anchor]):
            matching.found[anchor].note("doubled")
    heads = {
        index for (table, row), cells in rows.items() if table in tables and row == 0 for index, _ in cells
    }
    return matching, used | heads


def _find_columns(head: Cells) -> tuple[int, int]:
    """Where the English and the translation stand, 0-based: columns are moved and removed."""
    texts = {line.cell[2]: line.text.strip() for _, line in head if line.cell}
    translation = next((at for at, text in texts.items() if text.startswith(TRANSLATION_HEAD)), 2)
    english = next((at for at, text in texts.items() if text == ENGLISH_HEAD), 1)
    return english if english != translation else -1, translation


def _column(cells: Cells, column: int) -> Cells:
    return [(i, line) for i, line in cells if line.cell and line.cell[2] == column and not line.is_blank]


def _take_row(anchor: str, texts: Cells, lines: list[Line]) -> Found | None:
    parts = [_Fragment(anchor, i, tuple(line.words), sure=True) for i, line in texts]
    return _join(parts, lines) if parts else None


def is_alike(text: str, source: str) -> bool:
    """Whether two texts share half of their words at least (Dice's coefficient), as versions of one do."""
    a, b = Counter(_WORD.findall(text.lower())), Counter(_WORD.findall(source.lower()))
    return text == source or 2 * (a & b).total() >= (a.total() + b.total())
