"""The working mechanisms: how many of each category every case has, in columns of blocks."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from booklet.model.case import Case
from booklet.model.locale import colon, say_number
from booklet.model.publication import Publication
from booklet.model.taxonomy import MechanismCategory, Theme
from booklet.typeset.figures.chart import Sheet
from booklet.typeset.figures.figure import Figure
from booklet.typeset.figures.marks import draw_mark
from booklet.typeset.figures.words import Words
from booklet.typeset.palette import colour
from booklet.workspace import Workspace

WIDTH = 170.0
NAMES = 46.0
"""The names of the categories."""
GAP = 2.2
"""Between the groups of cases that one theme leads."""
BLOCK, AIR = 2.4, 0.45
"""Height of a block, one mechanism, and the space over it."""
MARK = 2.3
"""Radius of the marks of the cases: smaller than elsewhere, so that twenty stand side by side."""
LOW, PAD = 9.5, 4.2
"""A row is at least so high; over its highest column there is so much space."""
AXIS, FOOT = 8.0, 6.0
THEME_LINE = 3.8
"""Long names of themes stand on two levels, so far apart."""


@dataclass(frozen=True)
class Spot:
    """A case in the chart: its number and the middle of its column."""

    number: int
    case: Case
    x: float


@dataclass(frozen=True)
class Group:
    """The cases that one theme leads."""

    theme: Theme
    spots: tuple[Spot, ...]


def draw_mechanisms(publication: Publication, workspace: Workspace, words: Words) -> Figure:
    """The figure, 170 mm wide: a row for each category, a column for each case, a block a mechanism."""
    groups, pitch = _arrange(publication)
    categories = publication.taxonomy.mechanisms
    tallest = [max(_count(case, c) for case in publication.cases) for c in categories]
    heights = [max(LOW, PAD + count * (BLOCK + AIR)) for count in tallest]
    spread = _is_spread(Sheet(WIDTH, 1, workspace), groups)
    height = sum(heights) + AXIS + FOOT + (0.0 if spread else THEME_LINE)
    sheet = Sheet(WIDTH, height, workspace)
    y = 0.0
    for category, tall in zip(categories, heights, strict=True):
        y += tall
        total = sum(_count(case, category) for case in publication.cases)
        _name(sheet, category, total, y - min(tall, LOW) / 2 + 0.6)
        sheet.line([(0, y), (NAMES - 4, y)], colour("rule"), 0.3)
        _columns(sheet, category, groups, pitch, y)
    for group in groups:
        for spot in group.spots:
            at, theme = (spot.x, y + AXIS / 2 + 0.4), group.theme
            draw_mark(sheet, at, theme.shape, theme.colour, spot.number, radius=MARK)
    sheet.rect((8.4, y + 4.6, BLOCK * 1.8, BLOCK), colour("slate"))
    sheet.text((8.4 + BLOCK * 1.8 + 1.6, y + 6.8), words["mechanisms-block"], 8, colour("slate"))
    _themes(sheet, groups, pitch, y + AXIS, 0.0 if spread else THEME_LINE)
    return Figure(sheet.svg(), words["mechanisms"], _describe(publication, words), WIDTH, round(height, 2))


def _count(case: Case, category: MechanismCategory) -> int:
    return sum(mechanism.category == category.id for mechanism in case.mechanisms)


def _arrange(publication: Publication) -> tuple[list[Group], float]:
    """The cases by leading theme, each with the place of its column, and the width of a column."""
    numbered = list(enumerate(publication.cases, 1))
    themes = publication.taxonomy.themes
    by_theme = [(theme, [n for n in numbered if n[1].themes[0] == theme.id]) for theme in themes]
    shared = [(theme, found) for theme, found in by_theme if found]
    pitch = (WIDTH - NAMES - GAP * (len(shared) - 1)) / max(len(numbered), 1)
    groups, x = [], NAMES
    for theme, found in shared:
        spots = tuple(Spot(n, case, x + (k + 0.5) * pitch) for k, (n, case) in enumerate(found))
        groups.append(Group(theme, spots))
        x += pitch * len(found) + GAP
    return groups, pitch


def _name(sheet: Sheet, category: MechanismCategory, total: int, middle: float) -> None:
    """A category: icon, name and the number of its mechanisms."""
    ink, slate = colour("ink"), colour("slate")
    sheet.icon(category.icon, (3, middle - 0.2), 5.6, ink)
    room = NAMES - 13.4 - sheet.measure(str(total), 13, family="Sofia Sans", weight=800)
    size = next((s for s in (9.0, 8.5, 8.0) if sheet.measure(category.short, s, weight=600) <= room), 7.5)
    lines = sheet.wrap(category.short, size, room, weight=600)
    for k, line in enumerate(lines):
        sheet.text((8.4, middle + 1.1 + 3.4 * (k - (len(lines) - 1) / 2)), line, size, ink, weight=600)
    at = (NAMES - 4, middle + 1.5)
    sheet.text(at, str(total), 13, slate, family="Sofia Sans", weight=800, align="right")


def _columns(
    sheet: Sheet, category: MechanismCategory, groups: list[Group], pitch: float, base: float
) -> None:
    """A block for each mechanism of a category, case by case."""
    width = min(pitch - 0.9, 5.2)
    for group in groups:
        left, right = group.spots[0].x - pitch / 2, group.spots[-1].x + pitch / 2
        sheet.line([(left + 0.2, base), (right - 0.2, base)], colour("rule"), 0.3)
        for spot in group.spots:
            for k in range(_count(spot.case, category)):
                low = base - AIR - k * (BLOCK + AIR)
                sheet.rect((spot.x - width / 2, low - BLOCK, width, BLOCK), group.theme.colour)


def _place_theme(sheet: Sheet, group: Group) -> tuple[float, float]:
    """The middle of a theme's name under its group, on the sheet, and half its width."""
    half = sheet.measure(group.theme.short, 8, weight=600) / 2
    return min((group.spots[0].x + group.spots[-1].x) / 2, WIDTH - half), half


def _is_spread(sheet: Sheet, groups: list[Group]) -> bool:
    """Whether the names of the themes have room side by side."""
    placed = [_place_theme(sheet, group) for group in groups]
    return all(b[0] - b[1] - a[0] - a[1] > 1 for a, b in pairwise(placed))


def _themes(sheet: Sheet, groups: list[Group], pitch: float, top: float, level: float) -> None:
    """The leading theme under each group of cases, every second one lower by ``level``."""
    for index, group in enumerate(groups):
        theme = group.theme
        left, right = group.spots[0].x - pitch / 2 + 0.4, group.spots[-1].x + pitch / 2 - 0.4
        sheet.line([(left, top + 0.6), (right, top + 0.6)], theme.colour, 0.4)
        middle, _ = _place_theme(sheet, group)
        low = top + 4.6 + index % 2 * level
        sheet.text((middle, low), theme.short, 8, theme.colour, weight=600, align="center")


def _describe(publication: Publication, words: Words) -> str:
    """The numbers of every case, for readers who cannot see the columns."""
    categories = publication.taxonomy.mechanisms
    totals = ", ".join(f"{c.short} {sum(_count(k, c) for k in publication.cases)}" for c in categories)
    language, rows = words["language"], []
    for number, case in enumerate(publication.cases, 1):
        counts = ", ".join(f"{c.short} {_count(case, c)}" for c in categories if _count(case, c))
        rows.append(f"{number} {case.title}{colon(language)}{counts}.")
    total = sum(len(case.mechanisms) for case in publication.cases)
    said = {"count": say_number(len(rows), language), "mechanisms": say_number(total, language)}
    return words["mechanisms-alt"].format(**said, totals=totals, listing=" ".join(rows))
