"""Page numbers: which label every page of the publication carries, and where every anchor fell.

Front matter is counted in roman figures from i, the body in arabic figures from 1; sections that are
not numbered (cover, back cover) print no folio and count for nobody else's, but carry a label of words,
because viewers show one for every page and people type it to go there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from booklet.model.pages import Numbering, PageMap, Pages

LabelStyle = Literal["roman", "arabic", "none"]

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True)
class NumberedSection:
    """What numbering has to know of a section.

    ``anchors`` holds, page by page, the anchors that lie there; ``label`` is what viewers show for the
    pages of a section without folios (default: the id in words, ``back-cover`` → ``Back cover``).
    """

    id: str
    anchors: tuple[tuple[str, ...], ...]
    numbering: Numbering = "arabic"
    label: str = ""

    @property
    def count(self) -> int:
        """Number of pages."""
        return len(self.anchors)

    @staticmethod
    def of(id: str, pages: Pages, numbering: Numbering = "arabic", label: str = "") -> NumberedSection:
        """The section these typeset pages make."""
        return NumberedSection(id, tuple(tuple(fact.anchors) for fact in pages.facts), numbering, label)


@dataclass(frozen=True)
class LabelRange:
    """An entry of the PDF's page label tree (ISO 32000-1, 12.4.2): pages from ``index`` (0-based) on
    are called ``prefix`` followed by a running number in ``style`` that begins with ``first``.
    """

    index: int
    style: LabelStyle
    first: int
    prefix: str = ""


def roman(number: int) -> str:
    """A number ≥ 1 in small roman figures. Raises ``ValueError`` below 1."""
    if number < 1:
        raise ValueError(f"no roman figure for {number}")
    made = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        made += letters * times
    return made


def label_ranges(sections: Sequence[NumberedSection]) -> tuple[LabelRange, ...]:
    """The page label tree of sections in order; sections without pages leave no trace.

    A roman and an arabic count run on from section to section, whatever lies between.
    """
    ranges: list[LabelRange] = []
    following = {"roman": 1, "arabic": 1}
    taken: set[str] = set()
    index = 0
    for section in sections:
        if section.count == 0:
            continue
        if section.numbering == "none":
            ranges += _unnumbered(section, index, taken)
        else:
            ranges.append(LabelRange(index, section.numbering, following[section.numbering]))
            following[section.numbering] += section.count
        index += section.count
    return tuple(_without_continuations(ranges))


def number_pages(sections: Sequence[NumberedSection]) -> PageMap:
    """Labels of all pages and the page of every anchor (the first, where an anchor occurs twice)."""
    owners: list[str] = []
    anchors: dict[str, int] = {}
    for section in sections:
        for names in section.anchors:
            owners.append(section.id)
            for name in names:
                anchors.setdefault(name, len(owners))
    return PageMap(tuple(owners), expand_labels(label_ranges(sections), len(owners)), anchors)


def expand_labels(ranges: Sequence[LabelRange], count: int) -> tuple[str, ...]:
    """The label of each of ``count`` pages, as a viewer works it out from the tree."""
    labels: list[str] = []
    for position, start in enumerate(ranges):
        end = ranges[position + 1].index if position + 1 < len(ranges) else count
        for offset in range(end - start.index):
            number = start.first + offset
            figure = {"none": "", "roman": roman(number), "arabic": str(number)}[start.style]
            labels.append(start.prefix + figure)
    return tuple(labels)


def _unnumbered(section: NumberedSection, index: int, taken: set[str]) -> list[LabelRange]:
    """One page is called by its name alone, several are ``Name 1``, ``Name 2``; no name is used twice."""
    words = section.label or section.id.replace("-", " ").capitalize()
    name = words
    while name in taken or name.isdigit() or _is_roman(name):
        name += " *"
    taken.add(name)
    if section.count == 1:
        return [LabelRange(index, "none", 1, name)]
    return [LabelRange(index, "arabic", 1, f"{name} ")]


def _is_roman(name: str) -> bool:
    return bool(name) and set(name) <= set("ivxlcdm")


def _without_continuations(ranges: Sequence[LabelRange]) -> list[LabelRange]:
    """Drop entries that only say what the entry before says anyway, so the tree is short."""
    kept: list[LabelRange] = []
    for _, group in groupby(ranges, key=_run_key):
        kept.append(next(group))
    return kept


def _run_key(entry: LabelRange) -> tuple[object, ...]:
    """Equal for neighbours that count on without a gap."""
    if entry.style == "none" or entry.prefix:
        return (entry.index,)
    return (entry.style, entry.first - entry.index)
