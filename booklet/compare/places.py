"""Where words stand, for people: rectangles line by line, gaps, paragraphs, and lines of the source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from booklet.compare.opening import OpenPdf
from booklet.compare.sourcemap import SourceMap
from booklet.compare.values import Place
from booklet.compare.words import Spot, Word, plain
from booklet.findings import Span

MAX_PLACES = 400
"""A change that concerns more lines than this names the first ones and then whole pages."""

_CASE = re.compile(r"cases/([^/]+)")
_SIGN = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


def place_of(spot: Spot, *, gap: bool = False) -> Place:
    """A spot as a place, to a hundredth of a point."""
    page, x0, y0, x1, y1 = spot
    return Place(page + 1, round(x0, 2), round(y0, 2), round(x1 - x0, 2), round(y1 - y0, 2), gap)


def places_of(words: Iterable[Word]) -> tuple[Place, ...]:
    """The rectangles that words take up, those that stand beside each other in a line as one."""
    lines: list[Spot] = []
    for word in words:
        for spot in word.spots:
            add_to_lines(lines, spot)
    places = [place_of(spot) for spot in lines[:MAX_PLACES]]
    known = {place.page for place in places}
    rest = sorted({spot[0] + 1 for spot in lines[MAX_PLACES:]} - known)
    return (*places, *(Place(page) for page in rest))


def add_to_lines(lines: list[Spot], spot: Spot) -> None:
    """Add a spot to the last line if it stands beside it, or else as a line of its own."""
    if lines and _follows(lines[-1], spot):
        page, x0, y0, x1, y1 = lines[-1]
        lines[-1] = (page, min(x0, spot[1]), min(y0, spot[2]), max(x1, spot[3]), max(y1, spot[4]))
    else:
        lines.append(spot)


def _follows(one: Spot, other: Spot) -> bool:
    """Whether a spot continues a line."""
    height = one[4] - one[2]
    level = abs(one[2] + one[4] - other[2] - other[4]) < height
    return one[0] == other[0] and level and -height < other[1] - one[3] < height


def say(words: Iterable[Word]) -> str:
    """Words as running text."""
    text = ""
    for word in words:
        shown = plain(word.text)
        tight = text and _SIGN.match(text[-1]) and _SIGN.match(shown)
        text += shown if tight or not text else f" {shown}"
    return text


def number_blocks(words: Sequence[Word]) -> list[int]:
    """To which paragraph (or cell) each word belongs, counted from 0, as far as places tell."""
    numbers: list[int] = []
    number, pitch, last = -1, 0.0, None
    for word in words:
        if last is None or _begins_block(last, word, pitch):
            number, pitch = number + 1, 0.0
        elif word.spots[0][2] - last.spots[-1][2] > 1:
            pitch = word.spots[0][2] - last.spots[-1][2]
        numbers.append(number)
        last = word
    return numbers


def _begins_block(last: Word, word: Word, pitch: float) -> bool:
    page, _, top, right, bottom = last.spots[-1]
    next_page, left, next_top, _, next_bottom = word.spots[0]
    height = max(bottom - top, 1.0)
    if page != next_page or abs(last.style.size_pt - word.style.size_pt) > 0.15 * height:
        return True
    if abs(top + bottom - next_top - next_bottom) < height:
        return not -0.5 * height < left - right < 2.5 * height
    step = next_top - top
    return step < 0 or step > (1.2 * pitch if pitch else 1.9 * height)


@dataclass(frozen=True)
class Origin:
    """Where something was written: content path, place in the sources, id of the case."""

    anchor: str = ""
    span: Span | None = None
    case: str = ""


NOWHERE = Origin()


@dataclass(frozen=True)
class Locator:
    """Finds where the words of a document were written."""

    document: OpenPdf
    map: SourceMap | None

    def at(self, spot: Spot) -> Origin:
        """The origin of what stands at a spot."""
        if self.map is None:
            return NOWHERE
        left, top = self.document.frame(spot[0]).origin
        x, y = (spot[1] + spot[3]) / 2 - left, (spot[2] + spot[4]) / 2 - top
        return self.of(self.map.anchor_at(spot[0] + 1, x, y))

    def of(self, anchor: str) -> Origin:
        """The origin that an anchor stands for."""
        if self.map is None or not anchor:
            return NOWHERE
        found = _CASE.match(anchor)
        return Origin(anchor, self.map.span_of(anchor), found[1] if found else "")

    def of_words(self, words: Sequence[Word]) -> Origin:
        """The origin of the first words that have one."""
        for word in words[:50]:
            found = self.at(word.spots[0])
            if found.anchor:
                return found
        return NOWHERE

    def of_places(self, places: Sequence[Place]) -> Origin:
        """The origin of the first place that has one."""
        for place in places[:50]:
            if place.width or place.height:
                right, bottom = place.x + place.width, place.y + place.height
                found = self.at((place.page - 1, place.x, place.y, right, bottom))
                if found.anchor:
                    return found
        return NOWHERE
