"""The cases by country: a column of marks for each country."""

from __future__ import annotations

from dataclasses import dataclass

from booklet.model.case import Case
from booklet.model.locale import colon, say_number, sort_key
from booklet.model.publication import Publication
from booklet.model.taxonomy import Country
from booklet.typeset.figures.chart import Sheet
from booklet.typeset.figures.figure import Figure
from booklet.typeset.figures.marks import draw_mark, draw_theme_legend, leading_theme, theme_legend_width
from booklet.typeset.figures.words import Words
from booklet.typeset.palette import colour
from booklet.workspace import Workspace

WIDTH = 170.0
STEP = 7.0
"""From mark to mark in a column."""
HEAD, NAMES, FOOT = 5.5, 7.0, 7.5
"""Above the highest mark; the names of the countries; the legend."""
LEVEL = 3.8
"""Long names of neighbours stand on two levels, so far apart."""
LEGEND_LINE = 4.8
MOST_COLUMNS = 12
"""More countries go on in a second row of columns."""


@dataclass(frozen=True)
class Band:
    """Columns that stand on one line: its height, their width, and how much lower each second name is."""

    base: float
    pitch: float
    level: float


@dataclass(frozen=True)
class Column:
    """A country and the numbers of its cases."""

    country: Country
    cases: tuple[tuple[int, Case], ...]


def draw_countries(publication: Publication, workspace: Workspace, words: Words) -> Figure:
    """The figure, 170 mm wide; a case with places in several countries stands in each of them."""
    columns = list_columns(publication, words["language"])
    bands = [columns[at : at + MOST_COLUMNS] for at in range(0, len(columns), MOST_COLUMNS)]
    across = len(bands[0])
    ruler = Sheet(WIDTH, 1, workspace)
    widest = max(ruler.measure(c.country.label, 8.5, weight=600) for c in columns)
    level = 0.0 if widest <= WIDTH / across - 1 else LEVEL
    heights = [HEAD + STEP * max(len(c.cases) for c in band) + NAMES + level for band in bands]
    many = words["countries-many"] if any(_many(case) for case in publication.cases) else ""
    room = WIDTH - theme_legend_width(ruler, publication) - 4
    more = 0.0 if ruler.measure(many, 8) <= room else LEGEND_LINE
    height = round(sum(heights) + FOOT + more, 2)
    sheet = Sheet(WIDTH, height, workspace)
    top = 0.0
    for band, tall in zip(bands, heights, strict=True):
        place = Band(top + tall - NAMES - level, WIDTH / across, level)
        _draw_band(sheet, publication, band, place)
        top += tall
    y = height - 1.6
    draw_theme_legend(sheet, publication, 0, y - more)
    if many:
        sheet.text((WIDTH, y), many, 8, colour("slate"), align="right")
    return Figure(sheet.svg(), words["countries"], _describe(columns, publication, words), WIDTH, height)


def list_columns(publication: Publication, language: str = "en") -> list[Column]:
    """The countries that have cases, those with most first, then by name."""
    numbered = list(enumerate(publication.cases, 1))
    columns = [
        Column(country, tuple(n for n in numbered if any(p.country == country.id for p in n[1].places)))
        for country in publication.taxonomy.countries
    ]
    shown = (column for column in columns if column.cases)
    return sorted(shown, key=lambda c: (-len(c.cases), sort_key(c.country.label, language)))


def _many(case: Case) -> bool:
    return len({place.country for place in case.places}) > 1


def _draw_band(sheet: Sheet, publication: Publication, columns: list[Column], band: Band) -> None:
    """Columns side by side: the marks of the cases, their number, the name of the country."""
    base, pitch, ink = band.base, band.pitch, colour("ink")
    sheet.line([(0, base), (pitch * len(columns), base)], colour("mid"), 0.3)
    for k, column in enumerate(columns):
        x = (k + 0.5) * pitch
        tall = STEP * len(column.cases)
        sheet.rect((x - 4.2, base - tall - 0.4, 8.4, tall + 0.4), colour("paper"))
        for row, (number, case) in enumerate(column.cases):
            theme = leading_theme(case, publication)
            y = base - tall + STEP * (row + 0.5)
            draw_mark(sheet, (x, y), theme.shape, theme.colour, number)
        count = str(len(column.cases))
        sheet.text((x, base - tall - 2), count, 11, ink, family="Sofia Sans", weight=800, align="center")
        low = base + 4.4 + k % 2 * band.level
        half = sheet.measure(column.country.label, 8.5, weight=600) / 2
        inside = min(max(x, half), WIDTH - half)
        sheet.text((inside, low), column.country.label, 8.5, ink, weight=600, align="center")


def _describe(columns: list[Column], publication: Publication, words: Words) -> str:
    """The cases of each country, for readers who cannot see the columns."""
    language, parts = words["language"], []
    for column in columns:
        listed = ", ".join(f"{number} {case.title}" for number, case in column.cases)
        parts.append(f"{column.country.label} {len(column.cases)}{colon(language)}{listed}.")
    numbers = {"count": len(publication.cases), "countries": len(columns)}
    said = {name: say_number(number, language) for name, number in numbers.items()}
    return words["countries-alt"].format(**said, listing=" ".join(parts))
