"""The timeline: when the cases began, which have ended and which go on."""

from __future__ import annotations

from dataclasses import dataclass

from booklet.model.case import Case, Period
from booklet.model.locale import begin, colon, say_number
from booklet.model.publication import Publication
from booklet.typeset.figures.canvas import Point
from booklet.typeset.figures.chart import SMALLEST_PT, Sheet
from booklet.typeset.figures.figure import Figure
from booklet.typeset.figures.marks import (
    draw_mark,
    draw_theme_legend,
    leading_theme,
    name_case,
    theme_legend_width,
)
from booklet.typeset.figures.words import Words
from booklet.typeset.palette import colour, mix
from booklet.typeset.periods import say_period
from booklet.workspace import Workspace

WIDTH = 170.0
HEAD, ROW = 9.0, 6.2
LEFT, RIGHT = 4.0, 164.0
"""Where the first and the last year of the axis lie."""
TICK_YEARS = 5
BAND = 1.5
"""Thickness of the line of a case in mm."""
MARK_ROOM = 4.0
"""From the middle of a mark to the words beside it."""
BETWEEN = 1.6
"""Between the name of a case and its year."""
COLUMNS = 3
"""Of the panel with the cases without a year."""
COLUMN = (WIDTH - 4) / COLUMNS
PANEL_HEAD = 9.0
ENDS = ("open", "ended", "ongoing")
LEGEND_LINE = 4.8
NAME_LINE, NOTE_LINE = 3.6, 3.4
"""Line spacing in mm."""


@dataclass(frozen=True)
class Axis:
    """The years from ``first`` to ``last`` and where they lie; ``last`` is the year of the publication."""

    first: int
    last: int

    @staticmethod
    def of(publication: Publication) -> Axis:
        """From the first tick that is no later than any case to the year of the publication."""
        last = publication.settings.date.year
        years = [y for c in publication.cases for y in (c.period.start, c.period.end) if y]
        first = min([last - 1, *years])
        return Axis(first // TICK_YEARS * TICK_YEARS, max([last, *years]))

    def x(self, year: float) -> float:
        """The place of a year in mm."""
        return LEFT + (year - self.first) / (self.last - self.first) * (RIGHT - LEFT)

    def ticks(self) -> list[int]:
        """The years that are named."""
        return list(range(self.first, self.last + 1, TICK_YEARS))


@dataclass(frozen=True)
class Line:
    """The line of a case: its years, where it lies, and its colour."""

    period: Period
    axis: Axis
    y: float
    fill: str

    @property
    def start(self) -> float:
        """Where it begins."""
        assert self.period.start is not None
        return self.axis.x(self.period.start)


def draw_timeline(publication: Publication, workspace: Workspace, words: Words) -> Figure:
    """The figure, 170 mm wide: a line for each case from its first year on, those without one below."""
    numbered = list(enumerate(publication.cases, 1))
    dated = sorted((n for n in numbered if n[1].period.start), key=lambda n: (n[1].period.start, n[0]))
    entries = _entries(publication, workspace, words)
    axis = Axis.of(publication)
    foot = HEAD + ROW * len(dated)
    panel = PANEL_HEAD + _tallest(entries) * -(-len(entries) // COLUMNS) if entries else 0.0
    more = 0.0 if _is_legend_short(Sheet(WIDTH, 1, workspace), publication, words) else LEGEND_LINE
    height = round(foot + more + (10.5 + panel if entries else 8.0), 2)
    sheet = Sheet(WIDTH, height, workspace)
    _grid(sheet, axis, foot)
    for k, (number, case) in enumerate(dated):
        line = Line(case.period, axis, HEAD + ROW * (k + 0.5), leading_theme(case, publication).colour)
        _row(sheet, publication, line, number, case)
    draw_theme_legend(sheet, publication, 0, foot + 6.2)
    _draw_ends(sheet, foot + 6.2 + more, words)
    if entries:
        _draw_entries(sheet, publication, entries, foot + 10.5 + more, words)
    return Figure(sheet.svg(), words["timeline"], _describe(publication, words), WIDTH, height)


def _grid(sheet: Sheet, axis: Axis, foot: float) -> None:
    """The years, named every five, and a line down from each of these."""
    rule, top = colour("rule"), HEAD - 3
    sheet.line([(LEFT, top), (RIGHT, top)], colour("mid"), 0.3)
    for year in range(axis.first, axis.last + 1):
        long = year % TICK_YEARS == 0
        sheet.line([(axis.x(year), top), (axis.x(year), top + (1.6 if long else 0.9))], colour("mid"), 0.25)
    for year in axis.ticks():
        x = axis.x(year)
        sheet.line([(x, HEAD - 0.6), (x, foot)], rule, 0.2)
        sheet.text((x, top - 1.6), str(year), 8, colour("mid"), weight=600, align="center")


def _row(sheet: Sheet, publication: Publication, line: Line, number: int, case: Case) -> None:
    """A case: its line, its mark at the year it began, and its name where there is room."""
    theme, start, y = leading_theme(case, publication), line.start, line.y
    _draw_line(sheet, line)
    year, name = str(line.period.start), name_case(case, publication)
    room = max(start, WIDTH - start) - MARK_ROOM
    size = next((s for s in (8.5, 8.0) if _measure(sheet, year, name, s)[2] <= room), SMALLEST_PT)
    year_mm, name_mm, total = _measure(sheet, year, name, size)
    base, ink = y + 1.05, colour("ink")
    left = start - MARK_ROOM - total
    if left >= 0:
        _clear(sheet, left - 0.6, y, total + 1.2)
        sheet.text((left, base), name, size, ink)
        sheet.text((left + name_mm + BETWEEN, base), year, size, theme.colour, weight=600)
    else:
        # No room before the mark: the words interrupt the line.
        left = min(start + MARK_ROOM, WIDTH - total)
        _clear(sheet, left - 1.2, y, total + 2.6)
        sheet.text((left, base), year, size, theme.colour, weight=600)
        sheet.text((left + year_mm + BETWEEN, base), name, size, ink)
    draw_mark(sheet, (start, y), theme.shape, theme.colour, number)


def _measure(sheet: Sheet, year: str, name: str, size_pt: float) -> tuple[float, float, float]:
    """The widths in mm of the year, of the name and of both side by side."""
    year_mm, name_mm = sheet.measure(year, size_pt, weight=600), sheet.measure(name, size_pt)
    return year_mm, name_mm, year_mm + BETWEEN + name_mm


def _clear(sheet: Sheet, left: float, y: float, width: float) -> None:
    """A white field under words, so that no line crosses them."""
    sheet.rect((left, y - 1.9, width, 3.8), colour("white"))


def _draw_line(sheet: Sheet, line: Line) -> None:
    """The years of a case, and how they end: an arrow, a bar with the year, dots when it is not known."""
    start, y, fill, period = line.start, line.y, line.fill, line.period
    if period.end:
        end = line.axis.x(period.end)
        _stop(sheet, (start, y), end, fill)
        if period.end != period.start:
            _clear(sheet, end + 1.2, y, sheet.measure(str(period.end), 8.5, weight=600) + 1)
            sheet.text((end + 1.6, y + 1.05), str(period.end), 8.5, fill, weight=600)
    elif period.ongoing:
        _arrow(sheet, (start, y), line.axis.x(line.axis.last), fill)
    else:
        _fade(sheet, (start + MARK_ROOM + 0.2, y), fill)


def _stop(sheet: Sheet, start: Point, end: float, fill: str) -> None:
    """A line with an end."""
    x, y = start
    sheet.rect((x, y - BAND / 2, end - x, BAND), _light(fill))
    sheet.rect((end - 0.35, y - 1.7, 0.7, 3.4), fill)


def _arrow(sheet: Sheet, start: Point, end: float, fill: str) -> None:
    """A line that goes on."""
    x, y = start
    sheet.rect((x, y - BAND / 2, end - x, BAND), _light(fill))
    sheet.polygon([(end - 0.2, y - 1.7), (end + 2.4, y), (end - 0.2, y + 1.7)], fill)


def _fade(sheet: Sheet, start: Point, fill: str) -> None:
    """Three dots: what comes after is not told."""
    sheet.discs([(start[0] + 1.9 * k, start[1]) for k in range(3)], BAND * 0.36, _light(fill))


def _light(fill: str) -> str:
    return mix(colour("white"), fill, 0.45)


def _is_legend_short(sheet: Sheet, publication: Publication, words: Words) -> bool:
    """Whether the themes and what the ends of the lines mean fit on one line."""
    ends = sum(sheet.measure(words[f"timeline-{kind}"], 8) for kind in ENDS) + 37.6
    return theme_legend_width(sheet, publication) + ends < WIDTH


def _draw_ends(sheet: Sheet, y: float, words: Words) -> None:
    """What the ends of the lines mean, at the right."""
    slate = colour("slate")
    x = WIDTH
    for kind in ENDS:
        label = words[f"timeline-{kind}"]
        x -= sheet.measure(label, 8)
        sheet.text((x, y), label, 8, slate)
        x -= 1.6
        if kind == "open":
            _fade(sheet, (x - 5, y - 1), slate)
            x -= 5.2
        elif kind == "ended":
            _stop(sheet, (x - 7, y - 1), x - 0.6, slate)
            x -= 7
        else:
            _arrow(sheet, (x - 8, y - 1), x - 2.6, slate)
            x -= 8
        x -= 5.4


@dataclass(frozen=True)
class Entry:
    """A case without a first year: its number, the lines of its name, and of what is known instead."""

    number: int
    case: Case
    name: list[str]
    note: list[str]

    @property
    def height(self) -> float:
        """In mm, with the space below."""
        return NAME_LINE * len(self.name) + NOTE_LINE * len(self.note) + 2.6


def _entries(publication: Publication, workspace: Workspace, words: Words) -> list[Entry]:
    """The cases whose first year is not known, with their words broken into lines."""
    ruler, room = Sheet(WIDTH, 1, workspace), COLUMN - 11
    entries = []
    for number, case in enumerate(publication.cases, 1):
        if not case.period.start:
            name = ruler.wrap(name_case(case, publication), 8.5, room, weight=600)
            said = say_period(case, words)
            note = begin(said, words["language"])
            entries.append(Entry(number, case, name, ruler.wrap(note, 8, room) if note else []))
    return entries


def _draw_entries(
    sheet: Sheet, publication: Publication, entries: list[Entry], top: float, words: Words
) -> None:
    """The panel of the cases whose first year is not known, read down its columns."""
    rows = -(-len(entries) // COLUMNS)
    sheet.rect((0, top, WIDTH, sheet.height - top), colour("paper"))
    sheet.text((4, top + 6), words["timeline-undated"], 8.5, colour("ink"), weight=700)
    for k, entry in enumerate(entries):
        x, y = 4 + (k // rows) * COLUMN, top + PANEL_HEAD + (k % rows) * _tallest(entries)
        theme = leading_theme(entry.case, publication)
        draw_mark(sheet, (x + 2.6, y + 2.6), theme.shape, theme.colour, entry.number)
        y += 2.6
        for line in entry.name:
            sheet.text((x + 7.4, y), line, 8.5, colour("ink"), weight=600)
            y += NAME_LINE
        for line in entry.note:
            sheet.text((x + 7.4, y), line, 8, colour("slate"))
            y += NOTE_LINE


def _tallest(entries: list[Entry]) -> float:
    return max(entry.height for entry in entries)


def _describe(publication: Publication, words: Words) -> str:
    """When each case ran, for readers who cannot see the line."""
    ordered = sorted(enumerate(publication.cases, 1), key=lambda n: (n[1].period.start or 9999, n[0]))
    language, parts = words["language"], []
    for number, case in ordered:
        said = say_period(case, words) or words["timeline-unknown"]
        parts.append(f"{number} {case.title}{colon(language)}{said}.")
    return words["timeline-alt"].format(count=say_number(len(parts), language), listing=" ".join(parts))
