"""Documents of one page, one a case: factsheets and infographics in one language.

Every sheet is a task of its own, done in the pool, whose workers keep the engine with its parsed style
sheets and fonts. Where a layout sets all sheets by one step, those that took a more generous one than the
closest are set again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from booklet.build.desk import Desk, MadeFile
from booklet.build.manifest import list_inputs
from booklet.build.maps import Boxes, collect_boxes
from booklet.build.press_tasks import read_printed
from booklet.build.printing import Printing, place
from booklet.build.products import Product
from booklet.build.tasks import (
    PageFault,
    PictureSubject,
    SheetSubject,
    Task,
    Typeset,
    read_sheet,
    typesetting_only,
)
from booklet.build.values import Attempt, Kind, Output
from booklet.build.works import Job
from booklet.findings import Finding, Report, Severity, rule
from booklet.load.project import CASES_FOLDER, CHAPTERS_FOLDER, LOCALES_FOLDER
from booklet.model.case import Case
from booklet.model.layout import SheetLayout
from booklet.model.locale import colon
from booklet.model.pages import Composition, Trial
from booklet.model.segment import REST
from booklet.typeset.edition import Edition
from booklet.typeset.factsheet import compose_factsheet, start_at
from booklet.typeset.figures.figure import Figure
from booklet.typeset.infographic import compose_infographic
from booklet.workspace import digest

if TYPE_CHECKING:
    from booklet.press.parts import DocumentInfo

BOOKLET_FOLDER = "layouts/booklet"

PICTURE_MISSING = rule(
    "build/picture-missing",
    Severity.WARNING,
    "A picture of a page could not be made.",
    "The PDF is not affected; the message says what the picture cannot show.",
)

COMPOSERS: Mapping[str, Callable[[Edition, Case], Composition]] = {
    "factsheet": compose_factsheet,
    "infographic": compose_infographic,
}
"""Who composes a sheet, by the name of its layout."""


@dataclass(frozen=True)
class Sheet:
    """A finished sheet. ``step`` is the name of the layout's step by which it was set; ``zones`` how full
    each of its zones is; ``attempts`` what was tried for it alone; ``reads`` are the files that it was made
    from, ``boxes`` where its anchors fell, ``pictures`` those of the page, by the ending of their files.
    """

    case: str
    pdf: bytes
    step: str
    zones: Mapping[str, float]
    attempts: tuple[Attempt, ...]
    reads: Mapping[str, str]
    boxes: Boxes
    pictures: Mapping[str, bytes] = field(default_factory=dict)


@dataclass
class Sheets:
    """The sheets of one layout in one language while they are made: those of ``wanted`` cases.

    The products are their finishes; the pages are the same.
    """

    desk: Desk
    products: tuple[Product, ...]
    wanted: tuple[Case, ...]
    findings: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        desk = self.desk
        assert isinstance(desk.layout, SheetLayout)
        self.layout, self.product = desk.layout, self.products[0]
        printed = [product for product in self.products if product.finish == "print"]
        self._printing = Printing(desk) if printed else None
        self._edition = Edition(
            desk.publication,
            desk.layout,
            desk.language,
            desk.workspace,
            _no_figure,
            f"layouts/{self.product.layout}",
            (BOOKLET_FOLDER,),
            desk.foreign,
        )
        self._composed: dict[str, Composition] = {}
        self._ordered: dict[str, Job] = {}

    def begin(self) -> None:
        """Compose the sheets and order their pages.

        When all sheets share a step, those of the other cases are set as well: what one looks like must not
        depend on which ones were asked for.
        """
        self.desk.watch.step(f"Typesetting {self.product.name}")
        cases = self.desk.cases if self.layout.fit == "all" else self.wanted
        for case in cases:
            self._composed[case.id] = COMPOSERS[self.product.layout](self._edition, case)
            self._ordered[case.id] = self._order(case.id, self._composed[case.id])

    def finish(self) -> list[MadeFile]:
        """The files of the sheets; what is wrong with them is in ``findings``."""
        made = self._take(self._ordered)
        alone = {key: self._attempts(typeset.pages.trials) for key, (_, typeset) in made.items()}
        if self.layout.fit == "all":
            shared = max((self.layout.shared_index(self._taken(t)) for _, t in made.values()), default=0)
            closer = [key for key in made if self._taken(made[key][1]) < shared]
            again = {key: self._order(key, start_at(self._composed[key], shared)) for key in closer}
            made |= self._take(again)
        sheets = []
        for case in self.wanted:
            job, typeset = made[case.id]
            self._note_faults(case, typeset.faults)
            sheets.append(self._sheet(case, job, typeset, alone[case.id]))
        made_files: list[MadeFile] = []
        for product in self.products:
            finished = self._print(product, sheets) if product.finish == "print" else self._draw(sheets)
            made_files += (file for sheet in finished for file in self._files(product, sheet))
        return made_files

    def _print(self, product: Product, sheets: list[Sheet]) -> list[Sheet]:
        """The sheets as they go to the print shop."""
        assert self._printing is not None
        jobs = [
            self._printing.sheet(f"{product.name}/{sheet.case}", self._info(sheet.case), sheet.pdf)
            for sheet in sheets
        ]
        self.desk.wait(jobs)
        printed = []
        for sheet, job in zip(sheets, jobs, strict=True):
            pdf, found, _ = read_printed(job.outputs)
            self.findings += place(self.desk, f"cases/{sheet.case}", found)
            reads = {**sheet.reads, **list_inputs(job.made.reads if job.made else {})}
            printed.append(replace(sheet, pdf=pdf, reads=reads))
        return printed

    def _draw(self, sheets: list[Sheet]) -> list[Sheet]:
        """The sheets with their pictures, where the layout wants some."""
        width_px = self.layout.picture_px
        if width_px is None:
            return sheets
        jobs: list[Job] = []
        for case, sheet in zip(self.wanted, sheets, strict=True):
            words = (self._info(case.id).title, case.infographic.alt)
            subject = PictureSubject(sheet.pdf, width_px, *words)
            task = Task(f"{self.product.name}/{case.id}", Kind.PICTURES, subject, self.desk.fonts)
            jobs.append(self.desk.order(task))
        self.desk.wait(jobs)
        drawn = []
        for sheet, job in zip(sheets, jobs, strict=True):
            made = dict(job.outputs)
            problem = made.pop("problem", b"").decode()
            if problem:
                span = self.desk.find_span(f"cases/{sheet.case}/infographic")
                self.findings.append(PICTURE_MISSING.at(span, problem))
            drawn.append(replace(sheet, pictures=made))
        return drawn

    def _order(self, key: str, composition: Composition) -> Job:
        """Begin to typeset and finish the sheet of a case."""
        subject = SheetSubject(typesetting_only(composition), composition.bookmarks, self._info(key))
        return self.desk.order(Task(composition.id, Kind.SHEET, subject, self.desk.fonts))

    def _take(self, jobs: Mapping[str, Job]) -> dict[str, tuple[Job, Typeset]]:
        """Wait for sheets; they are keyed by case."""
        self.desk.wait(jobs.values())
        return {key: (job, read_sheet(job.outputs)) for key, job in jobs.items()}

    def _taken(self, typeset: Typeset) -> int:
        """The 0-based step that a sheet took."""
        return self.layout.step_index(typeset.pages.choices[0])

    def _attempts(self, trials: Iterable[Trial]) -> tuple[Attempt, ...]:
        steps = self.layout.steps
        return tuple(
            Attempt(steps[self.layout.step_index(t.choices[0])].name, t.zones, t.reasons) for t in trials
        )

    def _sheet(self, case: Case, job: Job, typeset: Typeset, attempts: tuple[Attempt, ...]) -> Sheet:
        step = self.layout.steps[self._taken(typeset)].name
        pages = typeset.pages
        own = {p: state for p, state in self.desk.workspace.reads.items() if _is_read_by(p, case.id)}
        reads = list_inputs({**own, **(job.made.reads if job.made else {})})
        boxes = collect_boxes([(0, pages.facts)])
        return Sheet(case.id, pages.pdf, step, pages.facts[0].zones, attempts, reads, boxes)

    def _files(self, product: Product, sheet: Sheet) -> list[MadeFile]:
        """The document of a sheet and its pictures."""
        name, language = product.name, self.desk.language
        path = product.path(language, sheet.case)

        def output(path: str, data: bytes) -> Output:
            return Output(name, language, path, digest(data), 1, len(data), sheet.case, sheet.step)

        document = replace(output(path, sheet.pdf), zones=sheet.zones, attempts=sheet.attempts)
        files = [MadeFile(document, sheet.pdf, sheet.reads, sheet.boxes)]
        for ending, data in sorted(sheet.pictures.items()):
            file = str(PurePosixPath(path).with_suffix(f".{ending}"))
            files.append(MadeFile(output(file, data), data, sheet.reads))
        return files

    def _info(self, key: str) -> DocumentInfo:
        """What the file says of itself."""
        from booklet.press.parts import DocumentInfo

        case, settings = self.desk.publication.case(key), self.desk.publication.settings
        themes = (self.desk.publication.taxonomy.theme(theme).label for theme in case.themes)
        title = (
            f"{case.title}{colon(self.desk.language)}{case.infographic.title}"
            if self.product.layout == "infographic"
            else case.title
        )
        return DocumentInfo(
            title=f"{title} ({settings.project})",
            authors=tuple(author.name for author in settings.authors),
            subject=case.infographic.intro if self.product.layout == "infographic" else case.summary,
            keywords=(*themes, *settings.keywords),
            language=self._edition.language_tag,
            date=settings.date,
            publisher=settings.publisher,
            licence_url=settings.licence_url,
        )

    def _note_faults(self, case: Case, faults: Iterable[PageFault]) -> None:
        for fault in faults:
            found = fault.finding
            if found.span is not None:
                self.findings.append(found)
                continue
            span = self.desk.find_span(fault.anchor or f"cases/{case.id}")
            message = f"{self.product.name}: {found.message}"
            self.findings.append(Finding(found.rule, found.severity, message, span, found.help, found.page))

    @property
    def report(self) -> Report:
        """Everything that was found wrong on the sheets."""
        return Report.of(self.findings)


def _no_figure(name: str) -> Figure:
    """Sheets show no book-wide figure. Raises ``ValueError``."""
    raise ValueError(f"a sheet has no figure “{name}”")


def _is_read_by(path: str, case: str) -> bool:
    """Whether a file may concern the sheet of a case: all but chapters and what is of the other cases."""
    folder, _, name = path.rpartition("/")
    stem = name.rpartition(".")[0]
    if folder.startswith(f"{LOCALES_FOLDER}/") and path.endswith(".po"):
        return stem in (case, REST)
    return folder != CHAPTERS_FOLDER and (folder != CASES_FOLDER or stem == case)
