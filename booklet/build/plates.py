"""The book-wide figures as files of their own: SVG with its fonts inside, and PNG, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from booklet.build.tasks import PlateSubject, Task, figures_task, read_figure, read_plate
from booklet.build.values import Kind, Watch
from booklet.build.works import Works
from booklet.findings import Finding, Report
from booklet.model.publication import Publication
from booklet.typeset.edition import LANGUAGE_TAGS
from booklet.typeset.figures import FIGURES, figure_words


@dataclass(frozen=True)
class Plate:
    """A finished figure; ``reads`` are the files it was made from."""

    name: str
    svg: bytes
    png: bytes
    reads: Mapping[str, str]


@dataclass
class Plates:
    """The book-wide figures in one language while they are made."""

    publication: Publication
    labels: Mapping[str, str]
    language: str
    works: Works
    watch: Watch
    fonts: str
    findings: list[Finding] = field(default_factory=list)

    def make(self) -> list[Plate]:
        """All figures there are, by name; what is wrong with them is in ``findings``."""
        self.watch.step("Drawing figures")
        names = tuple(sorted(FIGURES))
        words = figure_words(self.labels)
        drawing = self.works.order(figures_task(self.publication, words, self.fonts))
        for _ in self.works.finish([drawing]):
            pass
        jobs = {}
        for name in names:
            figure = read_figure(drawing.outputs, name)
            subject = PlateSubject(name, figure, LANGUAGE_TAGS.get(self.language, self.language))
            jobs[name] = self.works.order(Task(f"figures/{name}", Kind.PLATE, subject, self.fonts))
        for _ in self.works.finish(jobs.values()):
            pass
        plates = []
        for name, job in jobs.items():
            svg, png, faults = read_plate(job.outputs)
            self.findings += (fault.finding for fault in faults)
            made = [one.made.reads for one in (drawing, job) if one.made]
            plates.append(
                Plate(name, svg, png, {path: state for reads in made for path, state in reads.items()})
            )
        return plates

    @property
    def report(self) -> Report:
        """Everything that was found wrong with the figures."""
        return Report.of(self.findings)
