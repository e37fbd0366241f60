"""The map of Europe with the places of the cases, and the list that explains its numbers."""

from __future__ import annotations

import math

from booklet.findings import Span
from booklet.model.case import Case, Place
from booklet.model.locale import colon, say_number
from booklet.model.publication import Publication
from booklet.typeset.figures.canvas import Point
from booklet.typeset.figures.chart import SMALLEST_PT, Sheet
from booklet.typeset.figures.emblem import shape_corners
from booklet.typeset.figures.figure import Figure
from booklet.typeset.figures.markers import Marker, spread
from booklet.typeset.figures.marks import draw_mark, name_case
from booklet.typeset.figures.projection import Window, area, holds, project, read_outlines
from booklet.typeset.figures.words import Words
from booklet.typeset.mistakes import FILE, PLACE, LayoutMistake
from booklet.typeset.palette import colour, mix
from booklet.workspace import Workspace

OUTLINES = "assets/map/europe.json"
WIDTH = 170.0
COLUMNS, LINE = 3, 4.3
"""The list under the map: its columns, and the distance of its lines in mm."""
COLUMN_GAP = 5.0

Rings = dict[str, list[list[Point]]]
Box = tuple[float, float, float, float]
"""Left, top, right and bottom in mm."""


def draw_map(publication: Publication, workspace: Workspace, words: Words) -> Figure:
    """The figure, 170 mm wide: countries of the consortium tinted, one marker for each place of each case.

    Raises :class:`~booklet.typeset.mistakes.LayoutMistake` for outlines that cannot be read and for places
    that no map of Europe can show.
    """
    try:
        countries = read_outlines(workspace.read(OUTLINES))
    except ValueError as error:
        raise LayoutMistake(FILE.at(Span(OUTLINES), f"the outlines cannot be read: {error}")) from None
    spots = [_find_spot(case, place) for case in publication.cases for place in case.places]
    window = Window.around(spots, WIDTH)
    shown = {code: _visible(rings, window) for code, rings in countries.items()}
    markers = place_markers(publication, window)
    lists = _columns(publication, Sheet(WIDTH, 10, workspace))
    top = window.height_mm + 7.5
    height = top + (max(sum(len(lines) for _, lines in column) for column in lists) - 2) * LINE + 1.5
    sheet = Sheet(WIDTH, height, workspace)
    _land(sheet, publication, shown, window)
    _country_names(sheet, publication, shown, markers)
    for marker in markers:
        if marker.moved:
            _leader(sheet, marker)
    for marker in markers:
        draw_mark(sheet, marker.at, marker.shape, marker.colour, marker.number)
    _tint_legend(sheet, window, words)
    _list(sheet, publication, lists, top)
    return Figure(sheet.svg(), words["map"], _describe(publication, words), WIDTH, round(height, 2))


def _find_spot(case: Case, place: Place) -> Point:
    """Where a place of a case lies in the projection."""
    try:
        return project(place.longitude, place.latitude)
    except ValueError as error:
        span = Span(f"content/cases/{case.id}.yaml")
        raise LayoutMistake(PLACE.at(span, f"{place.name}: {error}")) from None


def place_markers(publication: Publication, window: Window) -> list[Marker]:
    """A marker for each place of each case, moved apart where they would overlap."""
    found = []
    for index, case in enumerate(publication.cases):
        theme = publication.taxonomy.theme(case.themes[0])
        for place in case.places:
            at = window.place(project(place.longitude, place.latitude))
            found.append(Marker(index + 1, case.id, place.name, theme.shape, theme.colour, at, at))
    return spread(found, (window.width_mm, window.height_mm))


def _visible(rings: list[list[Point]], window: Window) -> list[list[Point]]:
    """The rings of a country on the sheet, without specks."""
    placed = (window.clip([window.place(point) for point in ring]) for ring in rings)
    return [ring for ring in placed if len(ring) > 2 and area(ring) > 0.25]


def _land(sheet: Sheet, publication: Publication, shown: Rings, window: Window) -> None:
    """Sea and land; the countries of the consortium last, so that their borders are whole."""
    white, slate = colour("white"), colour("slate")
    sheet.rect((0, 0, window.width_mm, window.height_mm), mix(white, slate, 0.1))
    partners = [country.id for country in publication.taxonomy.countries if country.partner]
    plain, tint = mix(white, slate, 0.24), mix(white, colour("amber"), 0.55)
    for code, rings in shown.items():
        if rings and code not in partners:
            sheet.rings(rings, plain, stroke=white, stroke_mm=0.18)
    for code in partners:
        if shown.get(code):
            sheet.rings(shown[code], tint, stroke=white, stroke_mm=0.22)


def _country_names(sheet: Sheet, publication: Publication, shown: Rings, markers: list[Marker]) -> None:
    """The names of the countries of the taxonomy, each where it lies on its land and touches no marker."""
    taken: list[Box] = []
    for marker in markers:
        (x, y), (px, py), reach = marker.at, marker.anchor, marker.reach + 0.6
        taken.append((x - reach, y - reach, x + reach, y + reach))
        taken.append((min(x, px) - 0.6, min(y, py) - 0.6, max(x, px) + 0.6, max(y, py) + 0.6))
    for country in publication.taxonomy.countries:
        if not shown.get(country.id):
            continue
        half = sheet.measure(country.label, 8, weight=600) / 2
        spot = _free_spot(country.id, shown, half, taken)
        if spot:
            x, y = spot
            taken.append((x - half - 0.5, y - 1.6, x + half + 0.5, y + 1.6))
            sheet.text((x, y + 1), country.label, 8, colour("slate"), weight=600, align="center")


def _free_spot(code: str, shown: Rings, half: float, taken: list[Box]) -> Point | None:
    """A middle for a country's name: on its land and near its middle, else in the sea beside it."""
    ring = max(shown[code], key=area)
    xs, ys = [p[0] for p in ring], [p[1] for p in ring]
    cx, cy = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    others = [r for other, rings in shown.items() if other != code for r in rings]
    best: tuple[float, Point] | None = None
    spots = ((cx + column, cy + row) for column in range(-30, 31) for row in range(-30, 31))
    for x, y in sorted(spots, key=lambda spot: math.dist(spot, (cx, cy))):
        cost = math.dist((x, y), (cx, cy))
        if best and cost >= best[0]:
            break
        box = (x - half - 0.5, y - 1.6, x + half + 0.5, y + 1.6)
        if _meets(box, taken) or box[0] < 1 or box[2] > WIDTH - 1 or box[1] < 1:
            continue
        probes = [(x + half * share, y) for share in (-1, -0.5, 0, 0.5, 1)]
        on_land = sum(holds(ring, probe) for probe in probes)
        if on_land >= 3:
            cost += 7 * (5 - on_land)
        elif any(holds(other, probe) for other in others for probe in probes):
            continue
        else:
            cost += 30
        if best is None or cost < best[0]:
            best = (cost, (x, y))
    return best[1] if best else None


def _meets(box: Box, taken: list[Box]) -> bool:
    """Whether a box overlaps one of those that are taken."""
    return any(box[0] < b[2] and box[2] > b[0] and box[1] < b[3] and box[3] > b[1] for b in taken)


def _leader(sheet: Sheet, marker: Marker) -> None:
    """A line from a marker to its true place."""
    sheet.line([marker.anchor, marker.at], colour("ink"), 0.25)
    sheet.discs([marker.anchor], 0.55, colour("ink"))


def _tint_legend(sheet: Sheet, window: Window, words: Words) -> None:
    """What the tint means, in the sea at the bottom left."""
    y = window.height_mm - 4.2
    sheet.rect((3, y - 2.6, 5, 3.4), mix(colour("white"), colour("amber"), 0.55))
    sheet.text((9.6, y), words["map-partner"], 8, colour("slate"), weight=600)


NAME = -1
Group = tuple[str, list[tuple[int, str]]]
"""A theme's id and its lines: the number of the case and words. Lines with the number :data:`NAME` are the
theme's name, a line with 0 goes on with the title above; the last one is air, without words."""


def _columns(publication: Publication, sheet: Sheet) -> list[list[Group]]:
    """The cases grouped by leading theme, the groups shared out so that the columns are about as long."""
    room = (WIDTH - (COLUMNS - 1) * COLUMN_GAP) / COLUMNS - 7
    size = _name_size(sheet, publication)
    groups: list[Group] = []
    for theme in publication.taxonomy.themes:
        lines: list[tuple[int, str]] = []
        for index, case in enumerate(publication.cases):
            if case.themes[0] == theme.id:
                parts = sheet.wrap(name_case(case, publication), 8.5, room)
                lines += [(index + 1 if k == 0 else 0, part) for k, part in enumerate(parts)]
        if lines:
            name = sheet.wrap(theme.label, size, room + 1, weight=700)
            groups.append((theme.id, [*((NAME, part) for part in name), *lines, (0, "")]))
    groups.sort(key=lambda group: -len(group[1]))
    columns: list[list[Group]] = [[] for _ in range(COLUMNS)]
    for group in groups:
        min(columns, key=lambda c: sum(len(lines) for _, lines in c)).append(group)
    order = [theme.id for theme in publication.taxonomy.themes]
    for column in columns:
        column.sort(key=lambda group: order.index(group[0]))
    return sorted(columns, key=lambda c: order.index(c[0][0]) if c else len(order))


def _name_size(sheet: Sheet, publication: Publication) -> float:
    """The size at which the names of the themes fit their columns, or can be read on two lines."""
    room = (WIDTH - (COLUMNS - 1) * COLUMN_GAP) / COLUMNS - 6
    leading = {case.themes[0] for case in publication.cases}
    labels = (theme.label for theme in publication.taxonomy.themes if theme.id in leading)
    widest = max(sheet.measure(label, 1, weight=700) for label in labels)
    size = math.floor(room / widest * 4) / 4
    return min(9.0, size) if size >= SMALLEST_PT else 8.5


def _list(sheet: Sheet, publication: Publication, columns: list[list[Group]], top: float) -> None:
    """The cases by leading theme, each with its number on the map."""
    width = (WIDTH - (COLUMNS - 1) * COLUMN_GAP) / COLUMNS
    size = _name_size(sheet, publication)
    for index, column in enumerate(columns):
        x, y = index * (width + COLUMN_GAP), top
        for key, lines in column:
            theme = publication.taxonomy.theme(key)
            sheet.polygon(shape_corners(theme.shape, x + 2, y - 1.1, 1.5), theme.colour)
            for k, (number, words) in enumerate(lines):
                base = y + LINE * k
                if number == NAME:
                    sheet.text((x + 6, base), words, size, theme.colour, weight=700)
                    continue
                if number > 0:
                    label = str(number)
                    at = (x + 3.4, base)
                    sheet.text(at, label, 8.5, theme.colour, family="Sofia Sans", weight=800, align="right")
                if words:
                    sheet.text((x + 6, base), words, 8.5, colour("ink"))
            y += LINE * len(lines)


def _describe(publication: Publication, words: Words) -> str:
    """Where each case lies, for readers who cannot see the map."""
    language, parts = words["language"], []
    for index, case in enumerate(publication.cases):
        places = ", ".join(
            f"{place.name} ({publication.taxonomy.country(place.country).label})" for place in case.places
        )
        parts.append(f"{index + 1} {case.title}{colon(language)}{places}.")
    return words["map-alt"].format(count=say_number(len(parts), language), listing=" ".join(parts))
