"""One edition of the booklet from its publication: sections, page numbers, furniture, one file.

Sections whose text names page numbers are set twice: as a draft that shows where everything falls, and
again with the numbers. All others are set once, and nothing waits for them but the linker.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from booklet.build.desk import Desk, MadeFile
from booklet.build.maps import Boxes, collect_boxes
from booklet.build.printing import Printing
from booklet.build.products import Product
from booklet.build.tasks import (
    LinkSubject,
    Task,
    Typeset,
    figures_task,
    read_figure,
    read_link,
    read_typeset,
    typesetting_only,
    typesetting_task,
)
from booklet.build.values import Kind, Output
from booklet.build.works import Job
from booklet.findings import Finding, Report, Severity, rule
from booklet.model.locale import colon
from booklet.model.pages import Composition, PageMap
from booklet.press.number import NumberedSection, number_pages
from booklet.typeset.edition import Edition
from booklet.typeset.figures.figure import Figure
from booklet.typeset.figures.words import figure_words
from booklet.typeset.furniture import compose_furniture, list_rows
from booklet.typeset.sections import Section, list_sections
from booklet.workspace import digest

if TYPE_CHECKING:
    from booklet.press.parts import DocumentInfo

MAX_ROUNDS = 3
"""How often page numbers may move the pages they name before the build says so."""

UNSETTLED = rule(
    "build/unsettled-numbers",
    Severity.ERROR,
    "Printing page numbers moves the pages that they name, again and again.",
    "Reword the section that is named, so that its length does not depend on a page number's width.",
)


@dataclass
class Assembly:
    """A booklet while it is made."""

    desk: Desk
    products: tuple[Product, ...]
    findings: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        desk = self.desk
        self.sections = list_sections(desk.publication)
        self.edition = Edition(
            desk.publication, desk.layout, desk.language, desk.workspace, self._figure, foreign=desk.foreign
        )
        self._figures: Job | None = None
        self._ordered: list[Job] = []
        self._compositions: dict[str, Composition] = {}
        self._typeset: dict[str, Typeset] = {}
        printed = any(product.finish == "print" for product in self.products)
        self._printing = Printing(desk) if printed else None

    def begin(self) -> None:
        """Compose all sections and order their pages, still without page numbers."""
        self.desk.watch.step("Typesetting")
        self._order_figures()
        self._ordered = self._order(self._compose_all(), first=True)

    def finish(self) -> list[MadeFile]:
        """The finished files; what is wrong with them is in ``findings``."""
        self._take(self._ordered)
        page_map = self._settle()
        self.desk.watch.step("Linking")
        self._note_faults(page_map)
        subject = self._link_subject(page_map)
        jobs = {product: self._finish(product, subject) for product in self.products}
        self.desk.wait(jobs.values())
        if self._printing is not None:
            self.findings += self._printing.findings(page_map)
        made = []
        boxes = self._boxes(page_map)
        for product, job in jobs.items():
            pdf, report, pages = read_link(job.outputs)
            self.findings += report
            made.append(replace(self._file(product, pdf, pages), boxes=boxes))
        return made

    def _boxes(self, page_map: PageMap) -> Boxes:
        """Where all anchors fell."""
        starts = {section.id: page_map.sections.index(section.id) for section in self.sections}
        return collect_boxes((start, self._typeset[id].pages.facts) for id, start in starts.items())

    def _finish(self, product: Product, subject: LinkSubject) -> Job:
        """Begin to join an edition. That for print is joined of sections that are converted before."""
        if product.finish == "print" and self._printing is not None:
            return self._printing.link(subject)
        return self.desk.order(Task(self.desk.language, Kind.LINK, subject, self.desk.fonts))

    def _file(self, product: Product, pdf: bytes, pages: int) -> MadeFile:
        language = self.desk.language
        output = Output(product.name, language, product.path(language), digest(pdf), pages, len(pdf))
        return MadeFile(output, pdf, self.desk.inputs())

    def _order_figures(self) -> None:
        if any(section.figures for section in self.sections):
            words = figure_words(self.edition.labels, self.edition.language)
            self._figures = self.desk.order(figures_task(self.desk.publication, words, self.desk.fonts))

    def _figure(self, name: str) -> Figure:
        """A figure for a template; waits until it is drawn."""
        assert self._figures is not None
        self.desk.wait([self._figures])
        return read_figure(self._figures.outputs, name)

    def _compose_all(self) -> Iterator[tuple[Section, Composition]]:
        """All sections without page numbers, those that wait for a figure last."""
        for section in sorted(self.sections, key=lambda section: bool(section.figures)):
            yield section, section.compose(self.edition, {})

    def _order(self, composed: Iterable[tuple[Section, Composition]], *, first: bool) -> list[Job]:
        """Begin to typeset compositions as they come."""
        jobs = []
        for section, composition in composed:
            self._compositions[section.id] = composition
            draft = first and bool(composition.needs)
            jobs.append(self.desk.order(typesetting_task(composition, self.desk.fonts, draft=draft)))
        return jobs

    def _take(self, jobs: Iterable[Job]) -> None:
        """Wait for typeset sections."""
        for job in self.desk.works.finish(jobs):
            typeset = self._typeset[job.task.id] = read_typeset(job.outputs)
            if self._printing is not None and job.task.kind is Kind.SECTION:
                self._printing.convert(job.task.id, typeset.pages.pdf)

    def _settle(self) -> PageMap:
        """Set the sections that print page numbers until the numbers they print are right."""
        printed: dict[str, dict[str, str]] = {}
        for _ in range(MAX_ROUNDS):
            page_map = self._number()
            stale = {s: n for s, n in self._wanted(page_map) if printed.get(s.id) != n}
            if not stale:
                return page_map
            self._order_furniture(page_map)
            composed = ((s, s.compose(self.edition, n)) for s, n in stale.items())
            self._take(self._order(composed, first=False))
            printed |= {section.id: numbers for section, numbers in stale.items()}
        page_map = self._number()
        for section, numbers in self._wanted(page_map):
            if printed.get(section.id) != numbers:
                text = f"the page numbers in “{section.id}” do not settle after {MAX_ROUNDS} rounds"
                self.findings.append(UNSETTLED.at(self.desk.find_span(section.id), text))
        return page_map

    def _number(self) -> PageMap:
        """Labels of all pages as the sections are set now."""
        numbered = (
            NumberedSection.of(s.id, self._typeset[s.id].pages, made.numbering, made.page_label)
            for s in self.sections
            for made in (self._compositions[s.id],)
        )
        return number_pages(tuple(numbered))

    def _wanted(self, page_map: PageMap) -> Iterator[tuple[Section, dict[str, str]]]:
        """Sections that print page numbers, each with the numbers it should print."""
        for section in self.sections:
            needs = self._compositions[section.id].needs
            if needs:
                known = (anchor for anchor in needs if anchor in page_map.anchors)
                yield section, {anchor: page_map.label_of(anchor) for anchor in known}

    def _order_furniture(self, page_map: PageMap) -> Job:
        """Begin the furniture; the same pages again cost nothing."""
        owners = page_map.sections
        firsts = (index == 0 or owners[index - 1] != owner for index, owner in enumerate(owners))
        furniture = (self._compositions[owner].furniture for owner in owners)
        rows = list_rows(page_map.labels, zip(furniture, firsts, strict=True))
        composition = typesetting_only(compose_furniture(self.edition, rows))
        return self.desk.order(Task(self.desk.language, Kind.FURNITURE, composition, self.desk.fonts))

    def _link_subject(self, page_map: PageMap) -> LinkSubject:
        from booklet.press.parts import LinkedSection

        job = self._order_furniture(page_map)
        self.desk.wait([job])
        furniture = read_typeset(job.outputs)
        self.findings += (fault.finding for fault in furniture.faults)
        linked = (
            LinkedSection(
                s.id,
                self._typeset[s.id].pages.pdf,
                self._compositions[s.id].numbering,
                self._compositions[s.id].bookmarks,
                self._compositions[s.id].page_label,
            )
            for s in self.sections
        )
        return LinkSubject(tuple(linked), furniture.pages.pdf, self._info())

    def _info(self) -> DocumentInfo:
        from booklet.press.parts import DocumentInfo

        settings = self.desk.publication.settings
        return DocumentInfo(
            title=f"{settings.title}{colon(self.desk.language)}{settings.subtitle}",
            authors=tuple(author.name for author in settings.authors),
            subject=settings.description,
            keywords=settings.keywords,
            language=self.edition.language_tag,
            date=settings.date,
            publisher=settings.publisher,
            licence_url=settings.licence_url,
        )

    def _note_faults(self, page_map: PageMap) -> None:
        """Faults of pages as findings, with the place in the source and the page of the booklet."""
        for section in self.sections:
            start = page_map.sections.index(section.id)
            for fault in self._typeset[section.id].faults:
                found = fault.finding
                if found.span is not None:
                    self.findings.append(found)
                    continue
                span = self.desk.find_span(fault.anchor or section.id)
                page = None if found.page is None else start + found.page
                message = found.message if span else f"{found.message} (in {fault.anchor or section.id})"
                self.findings.append(Finding(found.rule, found.severity, message, span, found.help, page))

    @property
    def report(self) -> Report:
        """Everything that was found wrong on the pages."""
        return Report.of(self.findings)
