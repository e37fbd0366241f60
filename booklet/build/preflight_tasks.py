"""Preflight of what a build has made: a task a document, so that an unchanged one is not looked at again.

The files are our own, so the task looks at them in its own process, without the precautions that files
from anywhere need.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from booklet.build.canonical import canonical
from booklet.build.values import Kind
from booklet.findings import Finding, Report, Severity, Span

if TYPE_CHECKING:
    from booklet.build.desk import MadeFile
    from booklet.build.products import Product
    from booklet.build.works import Job, Works

Outputs = Mapping[str, bytes]

TOLD_BEFORE: Mapping[str, frozenset[str]] = {
    "preflight/image-low": frozenset({"typeset/low-resolution", "typeset/coarse-picture"}),
    "preflight/image-coarse": frozenset({"typeset/coarse-picture"}),
    "preflight/missing-glyph": frozenset({"typeset/missing-glyph"}),
}
"""Rules of the preflight → rules that have told the same before, with the line it comes from."""


@dataclass(frozen=True)
class PreflightSubject:
    """A finished document, what it is for (``print`` or ``screen``), and the version of Ghostscript, which
    decides whether ink is measured; empty for the screen.
    """

    pdf: bytes
    profile: str
    ghostscript: str


def run(subject: object) -> Outputs:
    """Look at a document. The findings have the empty name for their file."""
    from booklet.press.preflight.ink import find_ghostscript, measure_ink
    from booklet.press.preflight.inspect import inspect
    from booklet.press.preflight.values import Profile

    assert isinstance(subject, PreflightSubject)
    found = inspect(subject.pdf, Profile(subject.profile))
    if subject.ghostscript:
        found = measure_ink(subject.pdf, found, find_ghostscript())
    return {"findings": canonical([finding.to_json() for finding in found.report("")])}


@dataclass
class Inspector:
    """Has the documents of a build looked at, each as soon as it is made."""

    works: Works
    products: Iterable[Product]
    _jobs: list[tuple[str, Job]] = field(default_factory=list)
    _ghostscript: str | None = None

    def begin(self, files: Iterable[MadeFile]) -> None:
        """Order the preflight of those files that are PDF."""
        from booklet.build.tasks import Task

        finishes = {product.name: product.finish for product in self.products}
        for file in files:
            made = file.output
            if made.path.endswith(".pdf"):
                profile = finishes[made.product]
                version = self._version() if profile == "print" else ""
                subject = PreflightSubject(file.data, profile, version)
                task = Task(f"{made.language}/{made.product}/{made.case}", Kind.PREFLIGHT, subject, "")
                self._jobs.append((made.path, self.works.order(task)))

    def finish(self) -> Report:
        """What is wrong with them."""
        for _ in self.works.finish(job for _, job in self._jobs):
            pass
        return Report.of(
            replace(Finding.from_json(item), span=Span(path, 0, 0, 0))
            for path, job in self._jobs
            for item in json.loads(job.outputs["findings"])
        )

    def _version(self) -> str:
        if self._ghostscript is None:
            from booklet.press.preflight.ink import find_ghostscript, ghostscript_version

            self._ghostscript = ghostscript_version(find_ghostscript())
        return self._ghostscript


def choose_news(found: Report, told: Report) -> Report:
    """The findings that a build shows: no infos, which `booklet preflight` has, and nothing told before."""
    known = {finding.rule for finding in told}
    return Report.of(
        finding
        for finding in found
        if finding.severity is not Severity.INFO
        and known.isdisjoint(TOLD_BEFORE.get(finding.rule, frozenset()))
    )
