"""What every maker of a product shares, and what it hands in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from booklet.build.manifest import list_inputs
from booklet.build.maps import Boxes
from booklet.build.tasks import Task
from booklet.build.values import Output, Watch
from booklet.build.works import Job, Works
from booklet.findings import Report, Span
from booklet.model.case import Case
from booklet.model.layout import Labelled
from booklet.model.publication import Publication
from booklet.workspace import Workspace


@dataclass(frozen=True)
class Desk:
    """What making products of one layout in one language needs.

    ``publication`` is in that language, but for the texts with the keys ``foreign``; ``cases`` are those
    that have sheets in it. ``spans`` are the places of the texts by content path, ``fonts`` is the digest
    of the project's fonts. ``workspace`` is the desk's own: its reads are those that content,
    layout and composing made for these products and no others; ``jobs`` are the tasks done for them.
    """

    publication: Publication
    layout: Labelled
    language: str
    workspace: Workspace
    spans: Mapping[str, Span]
    works: Works
    watch: Watch
    fonts: str
    cases: tuple[Case, ...] = ()
    foreign: frozenset[str] = frozenset()
    jobs: list[Job] = field(default_factory=list)

    def find_span(self, anchor: str) -> Span | None:
        """The place in the source that an anchor stands for, or that of what it is a part of."""
        return find_span(self.spans, anchor)

    def name_language(self, report: Report) -> Report:
        """A report of products that are not in the publication's own language, which says so."""
        if self.language == self.publication.settings.language:
            return report
        return Report.of(replace(one, message=f"{self.language}: {one.message}") for one in report)

    def order(self, task: Task) -> Job:
        """Begin a task."""
        job = self.works.order(task)
        self.jobs.append(job)
        return job

    def wait(self, jobs: Iterable[Job]) -> None:
        """Until these jobs are finished. Raises ``EngineError`` for the first that fails."""
        for _ in self.works.finish(jobs):
            pass

    def inputs(self) -> dict[str, str]:
        """Every file that was looked at for these products so far, path → digest."""
        made = (job.made.reads for job in self.jobs if job.made)
        return list_inputs(
            {path: state for reads in (self.workspace.reads, *made) for path, state in reads.items()}
        )


@dataclass(frozen=True)
class MadeFile:
    """A finished file and the files it was made from, path → digest. ``boxes`` are where the anchors of a
    document fell on its pages.
    """

    output: Output
    data: bytes
    inputs: Mapping[str, str]
    boxes: Boxes = field(default_factory=dict)


class Maker(Protocol):
    """Makes products of one layout in one language.

    All makers of a build begin before the first one finishes, so that no worker idles while a product
    waits for its slowest page. Both may raise :class:`~booklet.typeset.mistakes.LayoutMistake`.
    """

    def begin(self) -> None:
        """Order what can be done at once."""

    def finish(self) -> list[MadeFile]:
        """The files of the products."""

    @property
    def report(self) -> Report:
        """Everything that was found wrong with them."""


def find_span(spans: Mapping[str, Span], anchor: str) -> Span | None:
    """The place that an anchor stands for, or that of what it is a part of."""
    path = anchor
    while path:
        if path in spans:
            return spans[path]
        path = path.rpartition("/")[0]
    return None
