"""The selection funnel: one dot for each initiative, from the mapping to the booklet."""

from __future__ import annotations

from dataclasses import dataclass

from booklet.model.locale import say_number
from booklet.model.publication import Publication
from booklet.typeset.figures.canvas import Point
from booklet.typeset.figures.chart import Sheet
from booklet.typeset.figures.emblem import shape_corners
from booklet.typeset.figures.figure import Figure
from booklet.typeset.figures.words import Words
from booklet.typeset.palette import colour, mix
from booklet.workspace import Workspace

WIDTH, HEIGHT = 170.0, 56.0
BLOCK, COLUMNS = 46.0, 16
PITCH = BLOCK / COLUMNS
CASE_COLUMNS = 10
CASE_PITCH = BLOCK / CASE_COLUMNS
EDGE = 0.8
"""How far the ground reaches beyond the dots on either side."""
LEGEND_PITCH, LEGEND_LINE = 24.0, 4.4
MIDDLE = 39.0
"""The height on which all blocks of dots are centred."""


@dataclass(frozen=True)
class Step:
    """One step of the selection: its count, whether the count is a lower bound, and its words."""

    count: int
    over: bool
    label: str


def draw_funnel(publication: Publication, workspace: Workspace, words: Words) -> Figure:
    """The figure, 170 mm wide, from ``settings.counts`` and the number of cases."""
    counts, cases = publication.settings.counts, publication.cases
    steps = (
        Step(counts.mapped, False, words["funnel-mapped"]),
        Step(counts.extended, True, words["funnel-extended"]),
        Step(len(cases), False, words["funnel-cases"]),
    )
    columns = _legend_columns(Sheet(WIDTH, 1, workspace), publication)
    shown = len({case.themes[0] for case in cases})
    height = HEIGHT + LEGEND_LINE * max(-(-shown // columns) - 2, 0)
    sheet = Sheet(WIDTH, height, workspace)
    gap = (WIDTH - 3 * BLOCK - 2 * EDGE) / 2
    lefts = [EDGE + k * (BLOCK + gap) for k in range(3)]
    halves = [
        _half_height(steps[0].count),
        _half_height(steps[1].count),
        _case_rows(len(cases)) * CASE_PITCH / 2,
    ]
    for left, half in zip(lefts, halves, strict=True):
        sheet.rect((left - EDGE, MIDDLE - half, BLOCK + 2 * EDGE, 2 * half), _ground())
    for k in (0, 1):
        _ribbon(sheet, (lefts[k] + BLOCK, halves[k]), (lefts[k + 1], halves[k + 1]))
    for step, left in zip(steps, lefts, strict=True):
        _heading(sheet, step, left, words)
    ink = colour("slate")
    for k, step in enumerate(steps[:2]):
        spots = _grid(step.count, COLUMNS, PITCH, lefts[k])
        sheet.discs(spots, PITCH * 0.32, mix(colour("white"), ink, (0.6, 0.85)[k]))
    ordered = sorted(cases, key=lambda case: _rank(publication, case.themes[0]))
    spots = _grid(len(cases), CASE_COLUMNS, CASE_PITCH, lefts[2])
    for case, (x, y) in zip(ordered, spots, strict=True):
        theme = publication.taxonomy.theme(case.themes[0])
        sheet.polygon(shape_corners(theme.shape, x, y, CASE_PITCH * 0.34), theme.colour)
    _legend(sheet, publication, lefts[2], columns)
    return Figure(sheet.svg(), words["funnel"], _describe(publication, words), WIDTH, round(height, 2))


def _case_rows(count: int) -> int:
    return -(-count // CASE_COLUMNS)


def _half_height(count: int) -> float:
    return -(-count // COLUMNS) * PITCH / 2


def _rank(publication: Publication, theme: str) -> int:
    """The position of a theme in the taxonomy."""
    return [item.id for item in publication.taxonomy.themes].index(theme)


def _grid(count: int, columns: int, pitch: float, left: float) -> list[Point]:
    """The middles of dots in rows, filled column by column, centred on the axis of the figure."""
    rows = -(-count // columns)
    top = MIDDLE - rows * pitch / 2
    return [(left + (k // rows + 0.5) * pitch, top + (k % rows + 0.5) * pitch) for k in range(count)]


def _ribbon(sheet: Sheet, start: Point, end: Point) -> None:
    """The narrowing between two blocks; each end is given as x and half its height."""
    (x0, a), (x1, b) = (start[0] + EDGE - 0.1, start[1]), (end[0] - EDGE + 0.1, end[1])
    bend = (x1 - x0) / 2
    upper = [(x0, MIDDLE - a), (x0 + bend, MIDDLE - a), (x1 - bend, MIDDLE - b), (x1, MIDDLE - b)]
    lower = [(x1, MIDDLE + b), (x1 - bend, MIDDLE + b), (x0 + bend, MIDDLE + a), (x0, MIDDLE + a)]
    straight = [upper[-1], lower[0], lower[0]]
    sheet.curve([*upper, *straight, *lower[1:]], _ground())


def _ground() -> str:
    """The colour of the funnel."""
    return mix(colour("white"), colour("amber"), 0.3)


def _legend_columns(sheet: Sheet, publication: Publication) -> int:
    """Two columns, or one where a name is too long for half the width."""
    widest = max(
        (sheet.measure(f"{theme.short} 00", 8) for theme in publication.taxonomy.themes), default=0
    )
    return 2 if widest <= LEGEND_PITCH - 4.4 else 1


def _legend(sheet: Sheet, publication: Publication, left: float, columns: int) -> None:
    """The leading themes of the cases and how many each leads."""
    leading = [case.themes[0] for case in publication.cases]
    shown = [theme for theme in publication.taxonomy.themes if theme.id in leading]
    top = MIDDLE + _case_rows(len(leading)) * CASE_PITCH / 2 + 5.2
    for k, theme in enumerate(shown):
        x, y = left + (k % columns) * LEGEND_PITCH, top + (k // columns) * LEGEND_LINE
        sheet.polygon(shape_corners(theme.shape, x + 1.4, y - 1, 1.15), theme.colour)
        sheet.text((x + 4, y), f"{theme.short} {leading.count(theme.id)}", 8, colour("slate"))


def _heading(sheet: Sheet, step: Step, left: float, words: Words) -> None:
    """The number and what it counts."""
    ink, x = colour("ink"), left
    if step.over:
        sheet.text((x, 12), words["funnel-over"], 13, ink, family="Sofia Sans", weight=700)
        x += sheet.measure(words["funnel-over"], 13, family="Sofia Sans", weight=700) + 1.6
    sheet.text((x, 12), say_number(step.count, words["language"]), 34, ink, family="Sofia Sans", weight=800)
    for k, line in enumerate(sheet.wrap(step.label, 9, BLOCK + 8)):
        sheet.text((left, 18 + 4.2 * k), line, 9, colour("slate"))


def _describe(publication: Publication, words: Words) -> str:
    """The text for readers who cannot see the figure."""
    leading = [case.themes[0] for case in publication.cases]
    parts = [
        f"{leading.count(theme.id)} {theme.label}"
        for theme in publication.taxonomy.themes
        if theme.id in leading
    ]
    counts, language = publication.settings.counts, words["language"]
    numbers = {"mapped": counts.mapped, "extended": counts.extended, "count": len(leading)}
    said = {name: say_number(number, language) for name, number in numbers.items()}
    return words["funnel-alt"].format(**said, listing=", ".join(parts))
