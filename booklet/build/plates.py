"""The book-wide figures as files of their own: SVG with its fonts inside, and PNG, in one language."""

from __future__ import annotations

from dataclasses import dataclass, field

from booklet.build.desk import Desk, MadeFile
from booklet.build.manifest import list_inputs
from booklet.build.products import Product
from booklet.build.tasks import PlateSubject, Task, figures_task, read_figure, read_plate
from booklet.build.values import Kind, Output
from booklet.build.works import Job
from booklet.findings import Finding, Report
from booklet.load.layout import FOLDER as LAYOUTS_FOLDER
from booklet.load.project import CASES_FOLDER, LOCALES_FOLDER, SETTINGS_FILE, TAXONOMY_FILE
from booklet.model.locale import tag_of
from booklet.typeset.figures import FIGURES, figure_words
from booklet.typeset.mistakes import Labels
from booklet.workspace import digest


@dataclass
class Plates:
    """The book-wide figures in one language while they are made."""

    desk: Desk
    product: Product
    findings: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        file = f"{LAYOUTS_FOLDER}/{self.product.layout}/layout.yaml"
        self._words = figure_words(
            Labels.of(self.desk.layout, file, self.desk.language), self.desk.language
        )
        self._drawing: Job | None = None

    def begin(self) -> None:
        """Have the figures drawn."""
        self.desk.watch.step("Drawing figures")
        self._drawing = self.desk.order(figures_task(self.desk.publication, self._words, self.desk.fonts))

    def finish(self) -> list[MadeFile]:
        """All figures there are, by name; what is wrong with them is in ``findings``."""
        drawing, language = self._drawing, self.desk.language
        assert drawing is not None, "the figures were not begun"
        self.desk.wait([drawing])
        jobs: dict[str, Job] = {}
        for name in sorted(FIGURES):
            figure = read_figure(drawing.outputs, name)
            subject = PlateSubject(name, figure, tag_of(language))
            jobs[name] = self.desk.order(Task(f"figures/{name}", Kind.PLATE, subject, self.desk.fonts))
        self.desk.wait(jobs.values())
        return [file for name, job in jobs.items() for file in self._files(name, drawing, job)]

    def _files(self, name: str, drawing: Job, job: Job) -> list[MadeFile]:
        """A figure in each format."""
        svg, png, faults = read_plate(job.outputs)
        self.findings += (fault.finding for fault in faults)
        reads = {path: state for path, state in self.desk.workspace.reads.items() if _is_read(path)}
        for one in (drawing, job):
            reads |= one.made.reads if one.made else {}
        inputs = list_inputs(reads)
        files = []
        for format, data in zip(self.product.formats, (svg, png), strict=True):
            path = self.product.plate_path(self.desk.language, name, format)
            output = Output(self.product.name, self.desk.language, path, digest(data), 1, len(data))
            files.append(MadeFile(output, data, inputs))
        return files

    @property
    def report(self) -> Report:
        """Everything that was found wrong with the figures."""
        return Report.of(self.findings)


def _is_read(path: str) -> bool:
    """Whether a file may concern the book-wide figures: settings, taxonomy, cases, labels, translations."""
    folders = (f"{CASES_FOLDER}/", f"{LAYOUTS_FOLDER}/", f"{LOCALES_FOLDER}/")
    return path in (SETTINGS_FILE, TAXONOMY_FILE) or path.startswith(folders)
