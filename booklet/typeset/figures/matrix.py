"""The matrix: cases by theme and by category of working mechanism."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from booklet.model.case import Case
from booklet.model.locale import colon, join_items, say_number
from booklet.model.publication import Publication
from booklet.model.taxonomy import MechanismCategory, Theme
from booklet.typeset.figures.chart import Sheet
from booklet.typeset.figures.emblem import shape_corners
from booklet.typeset.figures.figure import Figure
from booklet.typeset.figures.palette import colour
from booklet.typeset.figures.words import Words
from booklet.workspace import Workspace

WIDTH = 170.0
HEAD, ROW, FOOT = 25.0, 8.0, 17.0
NUMBER, TITLE = 8.0, 55.0
"""Widths of the first two columns; the others share the rest."""
GAP = 3.0
"""Between themes and mechanisms."""
MARK = 1.9
"""Radius of a mark."""


@dataclass(frozen=True)
class Grid:
    """Where the columns lie: the middle of each column of themes and of mechanisms."""

    themes: tuple[float, ...]
    mechanisms: tuple[float, ...]
    pitch: float

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
    height = HEAD + ROW * len(cases) + FOOT
    sheet = Sheet(WIDTH, height, workspace)
    _head(sheet, publication, grid, words)
    for index in range(0, len(cases), 2):
        sheet.rect((0, HEAD + ROW * index, WIDTH, ROW), colour("paper"))
    for index, case in enumerate(cases):
        _row(sheet, publication, grid, index, case)
    _foot(sheet, publication, grid, words)
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
        level = 8.9 if k % 2 == 0 else 13.3
        sheet.line([(x, level + 1.2), (x, HEAD - 7.4)], colour("rule"), 0.25)
        half = sheet.measure(item.short, 7.5, weight=600) / 2
        inside = min(x, WIDTH - half)
        sheet.text((inside, level), item.short, 7.5, colour("ink"), weight=600, align="center")
        if isinstance(item, Theme):
            sheet.polygon(shape_corners(item.shape, x, HEAD - 4, 2.3), item.colour)
        else:
            sheet.icon(item.icon, (x, HEAD - 4), 5.6, colour("ink"))


def _row(sheet: Sheet, publication: Publication, grid: Grid, index: int, case: Case) -> None:
    """Number, title and marks of one case."""
    taxonomy, middle = publication.taxonomy, HEAD + ROW * (index + 0.5)
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


def _foot(sheet: Sheet, publication: Publication, grid: Grid, words: Words) -> None:
    """Totals of the columns, and what the marks mean."""
    cases, top = publication.cases, HEAD + ROW * len(publication.cases)
    sheet.line([(0, top), (WIDTH, top)], colour("ink"), 0.35)
    base = top + 4.6
    sheet.text((NUMBER, base), words["matrix-total"], 8.5, colour("ink"), weight=600)
    totals = [sum(t.id in case.themes for case in cases) for t in publication.taxonomy.themes]
    for category in publication.taxonomy.mechanisms:
        totals.append(sum(any(m.category == category.id for m in case.mechanisms) for case in cases))
    for x, total in zip((*grid.themes, *grid.mechanisms), totals, strict=True):
        sheet.text((x, base), str(total), 8.5, colour("ink"), weight=600, align="center")
    _legend(sheet, publication.taxonomy.themes, top + 12.4, words)


def _legend(sheet: Sheet, themes: Sequence[Theme], y: float, words: Words) -> None:
    """The meaning of filled shape, outlined shape and dot."""
    x, first = NUMBER + 1.6, themes[0]
    for kind in ("leading", "further", "mechanism"):
        if kind == "leading":
            sheet.polygon(shape_corners(first.shape, x, y - 1, MARK * 1.12), first.colour)
        elif kind == "further":
            corners = shape_corners(first.shape, x, y - 1, MARK)
            sheet.polygon(corners, colour("white"), stroke=first.colour, stroke_mm=0.42)
        else:
            _dot(sheet, x, y - 1, 1)
            _dot(sheet, x + 4.6, y - 1, 2)
            x += 4.6
        label = words[f"matrix-{kind}"]
        sheet.text((x + 3, y), label, 8, colour("slate"))
        x += 3 + sheet.measure(label, 8) + 8


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
