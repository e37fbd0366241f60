"""Print editions while they are made: which tasks there are and what is told of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from booklet.build.desk import Desk
from booklet.build.press_tasks import (
    Inks,
    InkSubject,
    PrintSheetSubject,
    PrintSubject,
    read_printed,
)
from booklet.build.tasks import LinkSubject, Task
from booklet.build.values import Kind
from booklet.build.works import Job
from booklet.findings import Finding
from booklet.load.press import check_press
from booklet.model.pages import PageMap
from booklet.model.press import PrintColour
from booklet.model.publication import Publication
from booklet.press.parts import FURNITURE
from booklet.typeset.mistakes import LayoutMistake
from booklet.typeset.palette import TOKENS

if TYPE_CHECKING:
    from booklet.press.parts import DocumentInfo


def list_colours(publication: Publication) -> tuple[PrintColour, ...]:
    """The colours of a publication that have their inks in a table: those of layouts and of themes."""
    tokens = (PrintColour(token.hex, token.cmyk) for token in TOKENS.values())
    themes = (PrintColour(theme.colour, theme.cmyk) for theme in publication.taxonomy.themes)
    return (*tokens, *themes)


class Printing:
    """Orders what the print editions of a desk need.

    Raises :class:`~booklet.typeset.mistakes.LayoutMistake` when the profile of the printing condition
    cannot be used.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk, self._press = desk, desk.publication.settings.press
        span = desk.find_span("publication/press/icc")
        for finding in check_press(desk.workspace, self._press, span):
            raise LayoutMistake(finding)
        colours = list_colours(desk.publication)
        self._inks = Inks(self._press.icc, self._press.ink_limit_percent, colours)
        self._converted: dict[str, Job] = {}

    def convert(self, name: str, pdf: bytes) -> None:
        """Begin to convert a section; a later version of it replaces an earlier one."""
        task = Task(name, Kind.INKS, InkSubject(name, pdf, self._inks), self._desk.fonts)
        self._converted[name] = self._desk.order(task)

    def link(self, subject: LinkSubject) -> Job:
        """Begin to join what the screen edition is joined of; waits for the sections."""
        for section in subject.sections:
            self.convert(section.id, section.pdf)
        self.convert(FURNITURE, subject.furniture)
        self._desk.wait(self._converted.values())
        sections = tuple(
            replace(section, pdf=self._converted[section.id].outputs["pdf"], bookmarks=())
            for section in subject.sections
        )
        furniture = self._converted[FURNITURE].outputs["pdf"]
        finished = PrintSubject(sections, furniture, subject.info, self._press)
        return self._desk.order(Task(self._desk.language, Kind.PRINT, finished, self._desk.fonts))

    def sheet(self, name: str, info: DocumentInfo, pdf: bytes) -> Job:
        """Begin the print edition of a sheet that is finished for the screen."""
        printed = PrintSheetSubject(name, pdf, info, self._press, self._inks)
        return self._desk.order(Task(name, Kind.PRINT_SHEET, printed, self._desk.fonts))

    def findings(self, page_map: PageMap) -> Iterable[Finding]:
        """What is wrong with the sections in print, with the place in the source and the page."""
        for name, job in self._converted.items():
            _, found, _ = read_printed(job.outputs)
            start = page_map.sections.index(name) if name in page_map.sections else 0
            yield from place(self._desk, name, found, start)


def place(desk: Desk, anchor: str, found: Sequence[Finding], start: int = 0) -> Iterable[Finding]:
    """Findings of a section or sheet with the place of what is printed; its pages follow ``start``."""
    for finding in found:
        page = None if finding.page is None else start + finding.page
        yield replace(finding, span=desk.find_span(anchor), page=page)
