"""The matrix: cases by theme and by category of working mechanism."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

from booklet.model.case import Case
from booklet.model.locale import colon, join_items, say_number
from booklet.model.publication import Publication
from booklet.model.taxonomy import MechanismCategory, Theme
from booklet.typeset.figures.chart import Sheet
from booklet.typeset.figures.emblem import shape_corners
from booklet.typeset.figures.figure import Figure
from booklet.typeset.figures.words import Words
from booklet.typeset.palette import colour
from booklet.workspace import Workspace

WIDTH = 170.0
HEAD, ROW, FOOT = 16.2, 8.0, 17.0
LEVEL, MOST_LEVELS = 4.4, 4
"""Names of columns stand on two levels, or more where long ones would meet: the distance of the levels."""
NUMBER, TITLE = 8.0, 55.0
"""Widths of the first two columns; the others share the rest."""
GAP = 3.0
"""Between themes and mechanisms."""
MARK = 1.9
"""Radius of a mark."""
KINDS = ("leading", "further", "mechanism")
LEGEND_LINE = 4.8

Legend = tuple[tuple[int, float], ...]
"""The 0-based line and the left edge of each kind's entry in the legend."""


@dataclass(frozen=True)
class Grid:
    """Where the columns lie: the middle of each column of themes and of mechanisms, on how many levels
    their names stand, and where the first row begins.
    """

    themes: tuple[float, ...]
    mechanisms: tuple[float, ...]
    pitch: float
    levels: int = 2

    @property
    def head(self) -> float:
        """The height of the names and marks over the rows."""
        return HEAD + LEVEL * self.levels

    @staticmethod
    def of(themes: int, mechanisms: int) -> Grid:
        """Columns of equal width after the title."""
        first = NUMBER + TITLE
        pitch = (WIDTH - first - GAP) / (themes + mechanisms)
        second = first + themes * pitch + GAP
        return Grid(
            tuple(first + (k + 0.5) * pitch for k in range(themes)),
            tuple(second + (k + 0.5) * pitch for k in range(mechanisms)),
            pitch,
        )


def draw_matrix(publication: Publication, workspace: Workspace, words: Words) -> Figure:
    """The figure, 170 mm wide; a case is a row, its leading theme filled, further themes in outline."""
    taxonomy, cases = publication.taxonomy, publication.cases
    grid = Grid.of(len(taxonomy.themes), len(taxonomy.mechanisms))
    grid = replace(grid, levels=_count_levels(Sheet(WIDTH, 1, workspace), publication, grid))
    legend = _arrange_legend(Sheet(WIDTH, 1, workspace), words)
    height = grid.head + ROW * len(cases) + FOOT + LEGEND_LINE * (max(line for line, _ in legend))
    sheet = Sheet(WIDTH, height, workspace)
    _head(sheet, publication, grid, words)
    for index in range(0, len(cases), 2):
        sheet.rect((0, grid.head + ROW * index, WIDTH, ROW), colour("paper"))
    for index, case in enumerate(cases):
        _row(sheet, publication, grid, index, case)
    _foot(sheet, publication, grid, words, legend)
    return Figure(sheet.svg(), words["matrix"], _describe(publication, words), WIDTH, height)


def _head(sheet: Sheet, publication: Publication, grid: Grid, words: Words) -> None:
    """Names of the columns, in two levels so that long ones have room, and their shapes and icons."""
    taxonomy = publication.taxonomy
    for columns, name in ((grid.themes, "matrix-themes"), (grid.mechanisms, "matrix-mechanisms")):
        left, right = columns[0] - grid.pitch / 2, columns[-1] + grid.pitch / 2
        sheet.text((left + 1, 3.2), words[name], 8, colour("mid"), weight=600)
        sheet.line([(left + 1, 4.8), (right - 1, 4.8)], colour("rule"), 0.25)
    items: list[Theme | MechanismCategory] = [*taxonomy.themes, *taxonomy.mechanisms]
    for k, (x, item) in enumerate(zip((*grid.themes, *grid.mechanisms), items, strict=True)):
        level = 8.9 + LEVEL * (k % grid.levels)
        sheet.line([(x, level + 1.2), (x, grid.head - 7.4)], colour("rule"), 0.25)
        middle, _ = _place_name(sheet, item.short, x)
        sheet.text((middle, level), item.short, 7.5, colour("ink"), weight=600, align="center")
        if isinstance(item, Theme):
            sheet.polygon(shape_corners(item.shape, x, grid.head - 4, 2.3), item.colour)
        else:
            sheet.icon(item.icon, (x, grid.head - 4), 5.6, colour("ink"))


def _place_name(sheet: Sheet, name: str, x: float) -> tuple[float, float]:
    """The middle of a column's name, on the sheet, and half its width."""
    half = sheet.measure(name, 7.5, weight=600) / 2
    return min(x, WIDTH - half), half


def _count_levels(sheet: Sheet, publication: Publication, grid: Grid) -> int:
    """The fewest levels on which no two names of columns meet, two at least."""
    taxonomy = publication.taxonomy
    names = [theme.short for theme in taxonomy.themes] + [one.short for one in taxonomy.mechanisms]
    spots = [
        _place_name(sheet, name, x) for name, x in zip(names, (*grid.themes, *grid.mechanisms), strict=True)
    ]
    for levels in range(2, MOST_LEVELS):
        rows = (spots[level::levels] for level in range(levels))
        if all(b[0] - b[1] - a[0] - a[1] > 0.8 for row in rows for a, b in pairwise(row)):
            return levels
    return MOST_LEVELS


def _row(sheet: Sheet, publication: Publication, grid: Grid, index: int, case: Case) -> None:
    """Number, title and marks of one case."""
    taxonomy, middle = publication.taxonomy, grid.head + ROW * (index + 0.5)
    base = middle + 1.05
    leading = taxonomy.theme(case.themes[0])
    sheet.text((1.6, base), f"{index + 1:02d}", 9, leading.colour, family="Sofia Sans", weight=800)
    size = next((s for s in (8.5, 8, 7.5) if sheet.measure(case.title, s) <= TITLE - 1), 7.5)
    sheet.text((NUMBER, base), case.title, size, colour("ink"))
    for x, theme in zip(grid.themes, taxonomy.themes, strict=True):
        if theme.id not in case.themes:
            continue
        if theme.id == leading.id:
            sheet.polygon(shape_corners(theme.shape, x, middle, MARK * 1.12), theme.colour)
        else:
            corners = shape_corners(theme.shape, x, middle, MARK)
            sheet.polygon(corners, colour("white"), stroke=theme.colour, stroke_mm=0.42)
    counts = Counter(mechanism.category for mechanism in case.mechanisms)
    for x, category in zip(grid.mechanisms, taxonomy.mechanisms, strict=True):
        count = counts[category.id]
        if count:
            _dot(sheet, x, middle, count)


def _dot(sheet: Sheet, x: float, y: float, count: int) -> None:
    """A mechanism; several of one category are counted in the dot."""
    sheet.discs([(x, y)], MARK * (1.0 if count == 1 else 1.28), colour("ink"))
    if count > 1:
        white = colour("white")
        sheet.text((x, y + 0.92), str(count), 7.5, white, family="Sofia Sans", weight=700, align="center")


def _foot(sheet: Sheet, publication: Publication, grid: Grid, words: Words, legend: Legend) -> None:
    """Totals of the columns, and what the marks mean."""
    cases, top = publication.cases, grid.head + ROW * len(publication.cases)
    sheet.line([(0, top), (WIDTH, top)], colour("ink"), 0.35)
    base = top + 4.6
    sheet.text((NUMBER, base), words["matrix-total"], 8.5, colour("ink"), weight=600)
    totals = [sum(t.id in case.themes for case in cases) for t in publication.taxonomy.themes]
    for category in publication.taxonomy.mechanisms:
        totals.append(sum(any(m.category == category.id for m in case.mechanisms) for case in cases))
    for x, total in zip((*grid.themes, *grid.mechanisms), totals, strict=True):
        sheet.text((x, base), str(total), 8.5, colour("ink"), weight=600, align="center")
    _draw_legend(sheet, publication.taxonomy.themes[0], top + 12.4, words, legend)


def _arrange_legend(sheet: Sheet, words: Words) -> Legend:
    """Line and left edge of each entry of the legend; one that has no room begins a line."""
    placed: list[tuple[int, float]] = []
    line, x = 0, NUMBER + 1.6
    for kind in KINDS:
        lead = 7.6 if kind == "mechanism" else 3.0
        width = lead + sheet.measure(words[f"matrix-{kind}"], 8)
        if x + width > WIDTH and placed:
            line, x = line + 1, NUMBER + 1.6
        placed.append((line, x))
        x += width + 8
    return tuple(placed)


def _draw_legend(sheet: Sheet, theme: Theme, y: float, words: Words, legend: Legend) -> None:
    """The meaning of filled shape, outlined shape and dot."""
    for kind, (line, x) in zip(KINDS, legend, strict=True):
        middle = y + LEGEND_LINE * line - 1
        if kind == "leading":
            sheet.polygon(shape_corners(theme.shape, x, middle, MARK * 1.12), theme.colour)
        elif kind == "further":
            corners = shape_corners(theme.shape, x, middle, MARK)
            sheet.polygon(corners, colour("white"), stroke=theme.colour, stroke_mm=0.42)
        else:
            _dot(sheet, x, middle, 1)
            _dot(sheet, x + 4.6, middle, 2)
        words_x = x + (7.6 if kind == "mechanism" else 3.0)
        sheet.text((words_x, middle + 1), words[f"matrix-{kind}"], 8, colour("slate"))


def _describe(publication: Publication, words: Words) -> str:
    """The table in sentences, for readers who cannot see it."""
    taxonomy = publication.taxonomy
    language, rows = words["language"], []
    for index, case in enumerate(publication.cases):
        themes = ", ".join(taxonomy.theme(key).short for key in case.themes)
        used = {mechanism.category for mechanism in case.mechanisms}
        ways = ", ".join(item.short for item in taxonomy.mechanisms if item.id in used)
        said = join_items((themes, ways), language)
        rows.append(f"{index + 1} {case.title}{colon(language)}{said}.")
    return words["matrix-alt"].format(count=say_number(len(rows), language), listing=" ".join(rows))
