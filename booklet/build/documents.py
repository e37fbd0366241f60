"""Word documents for readers, one a case and one for the whole booklet, in one language.

Their pictures are those of the other products: the infographics of the cases, and for the booklet the
book-wide figures. Where both are built, the same tasks make them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from booklet.build.desk import Desk, MadeFile
from booklet.build.looks import look_of
from booklet.build.products import PRODUCTS, Product
from booklet.build.sheets import Sheets
from booklet.build.tasks import PlateSubject, Task, figures_task, read_figure, read_plate
from booklet.build.values import Kind, Output
from booklet.build.word_tasks import DocxSubject
from booklet.build.works import Job
from booklet.findings import Finding, Report
from booklet.load.layout import FOLDER as LAYOUTS_FOLDER
from booklet.model.case import Case
from booklet.model.inline import read_text
from booklet.model.locale import tag_of
from booklet.model.publication import Publication
from booklet.model.references import find_targets
from booklet.translate.segments import list_segments
from booklet.typeset.figures import figure_words
from booklet.typeset.figures.emblem import draw_emblem
from booklet.typeset.figures.figure import Figure
from booklet.typeset.mistakes import Labels
from booklet.word.pictures import shape_of
from booklet.word.texts import EMBLEM_MM, LABELS, Drawn, Edition
from booklet.workspace import digest

FIGURES = ("map", "matrix", "funnel", "mechanisms", "timeline")
"""The book-wide figures that the booklet shows; those that only a chapter may ask for are among them."""

BOOK = "booklet"
"""What stands for the case in the name of the booklet's own file."""


@dataclass
class Documents:
    """The Word documents of one language while they are made: those of ``wanted`` cases.

    The booklet is made when all cases of the language are wanted. ``sheets`` is the desk of the
    infographics.
    """

    desk: Desk
    product: Product
    wanted: tuple[Case, ...]
    sheets: Desk
    findings: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        infographics = next(product for product in PRODUCTS if product.name == "infographics")
        self._sheets = Sheets(self.sheets, (infographics,), self.wanted)
        file = f"{LAYOUTS_FOLDER}/{self.product.layout}/layout.yaml"
        self._labels = Labels.of(self.desk.layout, file, self.desk.language)
        self._texts = (
            list_segments(self.desk.publication, {self.product.layout: self.desk.layout})
            if self.desk.foreign
            else ()
        )
        self._emblem: Job | None = None
        self._drawing: Job | None = None

    @property
    def _whole(self) -> bool:
        """Whether the booklet is to be made as well."""
        return self.wanted == self.desk.cases

    def begin(self) -> None:
        """Order the pictures."""
        self._sheets.begin()
        self.desk.watch.step(f"Writing {self.product.name}")
        flag = Figure(
            draw_emblem(EMBLEM_MM[1]).encode(), self._labels["flag"], self._labels["flag"], *EMBLEM_MM
        )
        self._emblem = self._order_plate("emblem", flag, margin_mm=0.0)
        if self._whole:
            words = figure_words(self._labels, self.desk.language)
            self._drawing = self.desk.order(figures_task(self.desk.publication, words, self.desk.fonts))

    def finish(self) -> list[MadeFile]:
        """The files; what is wrong with their pictures is in ``findings``."""
        summaries = self._draw_summaries()
        assert self._emblem is not None, "the documents were not begun"
        self.desk.wait([self._emblem])
        edition = Edition(
            self.desk.publication,
            {name: self._labels[name] for name in LABELS},
            self.desk.language,
            tag_of(self.desk.language),
            look_of(self.desk.publication, None),
            read_plate(self._emblem.outputs)[1],
            numbers={case.id: n for n, case in enumerate(self.desk.publication.cases, start=1)},
            targets=find_targets(self.desk.publication),
            foreign=self._find_foreign(""),
            source_tag=tag_of(self.desk.publication.settings.language),
        )
        jobs = {case.id: self._order_case(edition, case, summaries) for case in self.wanted}
        if self._whole:
            book = replace(edition, summaries=summaries, figures=self._draw_figures())
            jobs[BOOK] = self._order(BOOK, DocxSubject(book))
        self.desk.wait(jobs.values())
        return [self._file(name, job) for name, job in jobs.items()]

    def _draw_summaries(self) -> dict[str, Drawn]:
        """The infographics of the wanted cases."""
        made = {
            file.output.case: file.data
            for file in self._sheets.finish()
            if file.output.path.endswith(".png")
        }
        self.findings += self._sheets.findings
        drawn: dict[str, Drawn] = {}
        for case in self.wanted:
            png, info = made[case.id], case.infographic
            drawn[case.id] = Drawn(png, info.title, info.alt, shape_of(png))
        return drawn

    def _draw_figures(self) -> dict[str, Drawn]:
        """The book-wide figures."""
        drawing = self._drawing
        assert drawing is not None, "the figures were not begun"
        self.desk.wait([drawing])
        figures = {name: read_figure(drawing.outputs, name) for name in FIGURES}
        jobs = {name: self._order_plate(name, figure) for name, figure in figures.items()}
        self.desk.wait(jobs.values())
        drawn: dict[str, Drawn] = {}
        for name, job in jobs.items():
            _, png, faults = read_plate(job.outputs)
            self.findings += (fault.finding for fault in faults)
            drawn[name] = Drawn(png, figures[name].title, figures[name].alt, shape_of(png))
        return drawn

    def _order_plate(self, name: str, figure: Figure, margin_mm: float | None = None) -> Job:
        subject = PlateSubject(name, figure, tag_of(self.desk.language))
        if margin_mm is not None:
            subject = replace(subject, margin_mm=margin_mm)
        return self.desk.order(Task(f"figures/{name}", Kind.PLATE, subject, self.desk.fonts))

    def _order_case(self, edition: Edition, case: Case, summaries: dict[str, Drawn]) -> Job:
        """The document of a case, from nothing but what it shows."""
        own = replace(
            edition,
            publication=_without_others(edition.publication, case),
            look=look_of(edition.publication, case),
            summaries={case.id: summaries[case.id]},
            numbers={case.id: edition.numbers[case.id]},
            foreign=self._find_foreign(case.id),
            targets={name: edition.targets[name] for name in _references(case) if name in edition.targets},
        )
        return self._order(case.id, DocxSubject(own, case.id))

    def _find_foreign(self, case: str) -> tuple[str, ...]:
        """The texts that are not translated; for a case, those that its document may show."""
        texts = (segment for segment in self._texts if segment.key in self.desk.foreign)
        own = (f"cases/{case}/", "taxonomy/", "layouts/")
        return tuple(
            sorted({read_text(one.source) for one in texts if not case or one.key.startswith(own)})
        )

    def _order(self, name: str, subject: DocxSubject) -> Job:
        return self.desk.order(Task(f"{self.product.name}/{name}", Kind.DOCX, subject, ""))

    def _file(self, name: str, job: Job) -> MadeFile:
        language, data = self.desk.language, job.outputs["docx"]
        path = self.product.path(language, name)
        case = "" if name == BOOK else name
        output = Output(self.product.name, language, path, digest(data), 0, len(data), case)
        return MadeFile(output, data, {**self.sheets.inputs(), **self.desk.inputs()})

    @property
    def report(self) -> Report:
        """Everything that was found wrong with the pictures."""
        return Report.of(self.findings)


def _without_others(publication: Publication, case: Case) -> Publication:
    """A publication as far as the document of a case shows it, so that other edits leave it as it is."""
    empty: dict[str, object] = {"chapters": (), "closing": (), "glossary": (), "partners": {}}
    return publication.model_copy(update={**empty, "cases": (case,)})


def _references(case: Case) -> list[str]:
    """The ids that the texts of a case refer to."""
    texts = (case.overview, case.why, *(mechanism.text for mechanism in case.mechanisms))
    return sorted({name for text in texts for name in text.references})
