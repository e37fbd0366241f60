"""The running text of a document as one stream of words without pages, and its furniture apart from it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from booklet.compare.opening import OpenPdf
from booklet.compare.shapes import Painted, Picture, read_painted
from booklet.compare.words import BULLETS, HYPHENS, Word, WordReader, make_key

EDGE = 0.14
"""Running heads and folios lie within this share of the page's height from its top or bottom."""

MIN_SAMPLE = 12
"""So many pages are looked at to learn where a file that does not mark its furniture has it."""

_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)


@dataclass
class PageReader:
    """Reads each page of a document at most once."""

    document: OpenPdf
    words: dict[int, list[Word]] = field(default_factory=dict)
    painted: dict[int, list[Picture]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._reader = WordReader()

    def read(self, index: int) -> list[Word]:
        """The words of a page. Raises :class:`~booklet.compare.values.CompareError`."""
        if index not in self.words:
            page, frame = self.document.page(index), self.document.frame(index)
            painted: Painted = read_painted(page, frame, index)
            self.words[index] = self._reader.read(page, frame, index, painted.texts)
            self.painted[index] = painted.pictures
        return self.words[index]


@dataclass(frozen=True)
class Stream:
    """The running text of some pages in order, and by page the words, pictures and bullets outside it."""

    words: tuple[Word, ...]
    furniture: Mapping[int, tuple[Word, ...]]
    pictures: Mapping[int, tuple[Picture, ...]]
    pages: tuple[int, ...]
    bullets: Mapping[int, tuple[Word, ...]]


Ranks = Mapping[tuple[int, int], int]
"""0-based page and marked content → its place in the reading order that the structure tree gives."""


def read_stream(reader: PageReader, pages: Sequence[int], ranks: Ranks | None = None) -> Stream:
    """The stream of these 0-based pages, which are in order.

    Within a page words are in the order of ``ranks``, or else in that of the content, which may paint a
    heading last.
    """
    raw = {index: reader.read(index) for index in pages}
    furniture = _find_furniture(reader, raw)
    body: list[Word] = []
    for index in pages:
        outside = furniture.get(index, ())
        words = [word for number, word in enumerate(raw[index]) if number not in outside]
        body += sort_words(words, ranks) if ranks else words
    apart = {
        index: tuple(raw[index][number] for number in sorted(furniture.get(index, ()))) for index in pages
    }
    pictures = {index: tuple(reader.painted[index]) for index in pages}
    bullets = {index: tuple(word for word in raw[index] if word.text in BULLETS) for index in pages}
    return Stream(tuple(join_words(body)), apart, pictures, tuple(pages), bullets)


def sort_words(words: Sequence[Word], ranks: Ranks) -> list[Word]:
    """The words of a page in reading order; those without a place in it stay behind the one before."""
    found: list[tuple[int, Word]] = []
    rank = -1
    for word in words:
        rank = ranks.get((word.page_index, word.mark), rank)
        found.append((rank, word))
    return [word for _, word in sorted(found, key=lambda item: item[0])]


def join_words(words: Iterable[Word]) -> list[Word]:
    """Words without bullets, and with those that a line break had parted in one."""
    joined: list[Word] = []
    for word in words:
        if word.text in BULLETS:
            continue
        if joined and joined[-1].text[-1] in HYPHENS and _is_on_a_later_line(joined[-1], word):
            last = joined[-1]
            text = f"{last.text[:-1]}\u00ad{word.text}"
            joined[-1] = last._replace(text=text, key=make_key(text), spots=(*last.spots, *word.spots))
        else:
            joined.append(word)
    return joined


def _is_on_a_later_line(one: Word, other: Word) -> bool:
    page, _, top, _, bottom = one.spots[-1]
    next_page, _, next_top, _, next_bottom = other.spots[0]
    return next_page != page or abs(next_top + next_bottom - top - bottom) > bottom - top


def _find_furniture(reader: PageReader, raw: Mapping[int, list[Word]]) -> dict[int, set[int]]:
    """Page → numbers of its words that are furniture: as the file says, or else as their places tell."""
    marked = {
        index: {number for number, word in enumerate(words) if word.pagination}
        for index, words in raw.items()
    }
    if any(marked.values()):
        return marked
    sample = dict(raw)
    count = reader.document.count
    missing = [index for index in range(count) if index not in sample]
    wanted = max(0, min(MIN_SAMPLE, count) - len(sample))
    for index in missing[:: max(1, len(missing) // wanted)] if wanted else ():
        sample[index] = reader.read(index)
    if any(word.pagination for words in sample.values() for word in words):
        return marked
    heights = {index: reader.document.size(index)[1] for index in sample}
    return find_bands(sample, heights)


@dataclass
class _Line:
    """A line near the edge of a page, and the numbers of its words."""

    page: int
    top: bool
    at: float
    numbers: list[int]
    words: list[str]

    @property
    def pattern(self) -> str:
        """Its words with all numbers alike."""
        return _NUMBER.sub("#", " ".join(self.words))


def find_bands(pages: Mapping[int, list[Word]], heights: Mapping[int, float]) -> dict[int, set[int]]:
    """Page → numbers of its words in lines that recur, page after page, at the top or bottom edge.

    The first line of a text recurs at its place as well, but not its words: furniture says the same on
    many pages but for its numbers.
    """
    lines = [line for index, words in pages.items() for line in _edge_lines(index, words, heights[index])]
    bands: dict[tuple[bool, int], list[_Line]] = defaultdict(list)
    for line in lines:
        # A line belongs to two bands of 4 points that overlap, so that none is parted by rounding.
        for band in {round(line.at / 4), int(line.at // 4)}:
            bands[line.top, band].append(line)
    found: dict[int, set[int]] = defaultdict(set)
    for group in bands.values():
        if _is_furniture(group, len(pages)):
            for line in group:
                found[line.page].update(line.numbers)
    return dict(found)


def _is_furniture(band: list[_Line], pages: int) -> bool:
    share = len({line.page for line in band}) / pages
    patterns = {line.pattern for line in band}
    if pages < 4:
        return pages > 1 and share == 1 and len(patterns) == 1 and "#" in next(iter(patterns))
    return share >= 0.3 and len(band) >= 3 and len(patterns) <= len(band) / 2


def _edge_lines(index: int, words: list[Word], height: float) -> list[_Line]:
    lines: list[_Line] = []
    for number, word in enumerate(words):
        _, _, top, _, bottom = word.spots[0]
        is_top = bottom < height * EDGE
        if not is_top and top < height * (1 - EDGE):
            continue
        at = top if is_top else height - bottom
        for line in lines:
            if line.top == is_top and abs(line.at - at) < 2:
                line.numbers.append(number)
                line.words.append(word.text)
                break
        else:
            lines.append(_Line(index, is_top, at, [number], [word.text]))
    return lines
