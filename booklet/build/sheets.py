"""Documents of one page, one a case: factsheets and infographics in one language.

Every sheet is a task of its own, done in the pool, whose workers keep the engine with its parsed style
sheets and fonts. Where a layout sets all sheets by one step, those that took a more generous one than the
closest are set again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from booklet.build.assemble import find_span
from booklet.build.tasks import (
    PageFault,
    PictureSubject,
    SheetSubject,
    Task,
    Typeset,
    read_sheet,
    typesetting_only,
)
from booklet.build.values import Attempt, Kind, Watch
from booklet.build.works import Job, Works
from booklet.findings import Finding, Report, Severity, Span, rule
from booklet.model.case import Case
from booklet.model.layout import SheetLayout
from booklet.model.pages import Composition, Trial
from booklet.model.publication import Publication
from booklet.typeset.edition import Edition
from booklet.typeset.factsheet import compose_factsheet, start_at
from booklet.typeset.figures.figure import Figure
from booklet.typeset.infographic import compose_infographic
from booklet.workspace import Workspace

if TYPE_CHECKING:
    from booklet.press.screen import DocumentInfo

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
    each of its zones is; ``attempts`` what was tried for it alone; ``pictures`` are those of the page, by
    the ending of their files.
    """

    case: str
    pdf: bytes
    step: str
    zones: Mapping[str, float]
    attempts: tuple[Attempt, ...]
    reads: Mapping[str, str]
    pictures: Mapping[str, bytes] = field(default_factory=dict)


@dataclass
class Sheets:
    """The sheets of one layout in one language while they are made. ``product`` names them."""

    publication: Publication
    layout: SheetLayout
    name: str
    product: str
    language: str
    workspace: Workspace
    spans: Mapping[str, Span]
    works: Works
    watch: Watch
    fonts: str
    findings: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        folder = f"layouts/{self.name}"
        self._edition = Edition(
            self.publication,
            self.layout,
            self.language,
            self.workspace,
            _no_figure,
            folder,
            (BOOKLET_FOLDER,),
        )

    def make(self, cases: Iterable[Case]) -> list[Sheet]:
        """The sheets of these cases. What is wrong with them is in ``findings``.

        When all sheets share a step, those of the other cases are set as well: what one looks like must not
        depend on which ones were asked for.
        """
        self.watch.step(f"Typesetting {self.product}")
        wanted = list(cases)
        set_together = self.publication.cases if self.layout.fit == "all" else wanted
        composed = {case.id: self._compose(case) for case in set_together}
        made = self._set(composed)
        alone = {key: self._attempts(typeset.pages.trials) for key, (_, typeset) in made.items()}
        if self.layout.fit == "all":
            shared = max((self.layout.shared_index(self._taken(t)) for _, t in made.values()), default=0)
            again = {
                key: start_at(composed[key], shared) for key in made if self._taken(made[key][1]) < shared
            }
            made |= self._set(again)
        sheets = []
        for case in wanted:
            job, typeset = made[case.id]
            self._note_faults(case, typeset.faults)
            sheets.append(self._sheet(case, job, typeset, alone[case.id]))
        return self._draw(wanted, sheets)

    def _draw(self, cases: Iterable[Case], sheets: list[Sheet]) -> list[Sheet]:
        """The sheets with their pictures, where the layout wants some."""
        width_px = self.layout.picture_px
        if width_px is None:
            return sheets
        jobs: list[Job] = []
        for case, sheet in zip(cases, sheets, strict=True):
            words = (self._info(case.id).title, case.infographic.alt)
            subject = PictureSubject(sheet.pdf, width_px, *words)
            task = Task(f"{self.product}/{case.id}", Kind.PICTURES, subject, self.fonts)
            jobs.append(self.works.order(task))
        for _ in self.works.finish(jobs):
            pass
        drawn = []
        for sheet, job in zip(sheets, jobs, strict=True):
            made = dict(job.outputs)
            problem = made.pop("problem", b"").decode()
            if problem:
                span = find_span(self.spans, f"cases/{sheet.case}/infographic")
                self.findings.append(PICTURE_MISSING.at(span, problem))
            drawn.append(replace(sheet, pictures=made))
        return drawn

    def _compose(self, case: Case) -> Composition:
        return COMPOSERS[self.name](self._edition, case)

    def _set(self, compositions: Mapping[str, Composition]) -> dict[str, tuple[Job, Typeset]]:
        """Typeset and finish sheets; they are keyed by case."""
        jobs: dict[str, Job] = {}
        for key, composition in compositions.items():
            subject = SheetSubject(typesetting_only(composition), composition.bookmarks, self._info(key))
            jobs[key] = self.works.order(Task(composition.id, Kind.SHEET, subject, self.fonts))
        for _ in self.works.finish(jobs.values()):
            pass
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
        reads = job.made.reads if job.made else {}
        return Sheet(case.id, pages.pdf, step, pages.facts[0].zones, attempts, reads)

    def _info(self, key: str) -> DocumentInfo:
        """What the file says of itself."""
        from booklet.press.screen import DocumentInfo

        case, settings = self.publication.case(key), self.publication.settings
        themes = (self.publication.taxonomy.theme(theme).label for theme in case.themes)
        title = f"{case.title}: {case.infographic.title}" if self.name == "infographic" else case.title
        return DocumentInfo(
            title=f"{title} ({settings.project})",
            authors=tuple(author.name for author in settings.authors),
            subject=case.infographic.intro if self.name == "infographic" else case.summary,
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
            span = find_span(self.spans, fault.anchor or f"cases/{case.id}")
            message = f"{self.product}: {found.message}"
            self.findings.append(Finding(found.rule, found.severity, message, span, found.help, found.page))

    @property
    def report(self) -> Report:
        """Everything that was found wrong on the sheets."""
        return Report.of(self.findings)


def _no_figure(name: str) -> Figure:
    """Sheets show no book-wide figure. Raises ``ValueError``."""
    raise ValueError(f"a sheet has no figure “{name}”")
