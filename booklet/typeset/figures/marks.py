"""How a case appears in every book-wide figure: its mark and its name."""

from __future__ import annotations

from booklet.model.case import Case
from booklet.model.publication import Publication
from booklet.model.taxonomy import Shape, Theme
from booklet.typeset.figures.canvas import Point
from booklet.typeset.figures.chart import Sheet
from booklet.typeset.figures.emblem import shape_corners
from booklet.typeset.figures.markers import RADIUS
from booklet.typeset.palette import colour


def draw_mark(
    sheet: Sheet, at: Point, shape: Shape, fill: str, number: int, *, radius: float = RADIUS
) -> None:
    """The shape of a case's leading theme, in its colour, with the number of the case."""
    x, y = at
    white = colour("white")
    sheet.polygon(shape_corners(shape, x, y, radius), fill, stroke=white, stroke_mm=0.3)
    low = y + (1.35 if shape == "triangle" else 0.95)
    sheet.text((x, low), str(number), 7.5, white, family="Sofia Sans", weight=800, align="center")


def name_case(case: Case, publication: Publication) -> str:
    """The title of a case; with its place when another case has the same title."""
    twins = [other for other in publication.cases if other.title == case.title]
    return case.title if len(twins) == 1 else f"{case.title} ({case.place_label})"


def leading_theme(case: Case, publication: Publication) -> Theme:
    """The theme that gives a case its colour and shape."""
    return publication.taxonomy.theme(case.themes[0])


def theme_legend_width(sheet: Sheet, publication: Publication) -> float:
    """The width of what :func:`draw_theme_legend` draws."""
    leading = {case.themes[0] for case in publication.cases}
    shown = (theme for theme in publication.taxonomy.themes if theme.id in leading)
    return sum(9.8 + sheet.measure(theme.short, 8) for theme in shown) - 6


def draw_theme_legend(sheet: Sheet, publication: Publication, left: float, baseline: float) -> None:
    """Shape, colour and short name of every theme that leads a case, in one line."""
    leading = {case.themes[0] for case in publication.cases}
    x = left
    for theme in publication.taxonomy.themes:
        if theme.id in leading:
            sheet.polygon(shape_corners(theme.shape, x + 1.3, baseline - 1, 1.2), theme.colour)
            sheet.text((x + 3.8, baseline), theme.short, 8, colour("slate"))
            x += 3.8 + sheet.measure(theme.short, 8) + 6
