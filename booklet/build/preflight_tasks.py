"""Preflight of what a build has made: a task a document, so that an unchanged one is not looked at again.

Of a document that changed, the pages that did not are not looked at again: the task is given what the last
one of the same document has found of its pages.

The files are our own, so the task looks at them in its own process, without the precautions that files
from anywhere need.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from booklet.build.canonical import canonical
from booklet.build.values import PASSING, Kind
from booklet.findings import Finding, Report, Severity, Span, rule

if TYPE_CHECKING:
    from booklet.build.desk import MadeFile
    from booklet.build.products import Product
    from booklet.build.tasks import Task
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
    """A finished document, what it is for (``print`` or ``screen``), the version of Ghostscript, which
    decides whether ink is measured (empty for the screen), and whether its pages are remembered.
    """

    pdf: bytes
    profile: str
    ghostscript: str
    remembers: bool = False


INK_ABSENT = rule(
    "build/ink-unmeasured",
    Severity.INFO,
    "Ink that only painting a page can tell is measured by Ghostscript, which is not installed.",
    "Install Ghostscript (gs), or have the print shop measure the ink.",
)
INK_FAILED = rule(
    "build/ink-failed",
    Severity.WARNING,
    "Ghostscript measures the ink of every page of a print file.",
    "Build again; should it stay, see what `gs` says of the file, or have the print shop measure.",
)

PAGES = "pages"
"""The output that says what the pages of a document came to."""


def run(subject: object, known: bytes) -> Outputs:
    """Look at a document. The findings have the empty name for their file. ``known`` is the output
    :data:`PAGES` of an earlier version of it, made by the same program, or empty.
    """
    from booklet.press.preflight.ink import find_ghostscript, measure_ink
    from booklet.press.preflight.inspect import inspect
    from booklet.press.preflight.looks import Memory
    from booklet.press.preflight.values import Profile

    assert isinstance(subject, PreflightSubject)
    memory = Memory.from_bytes(known) if subject.remembers else None
    found = inspect(subject.pdf, Profile(subject.profile), memory)
    findings = list(found.report(""))
    outputs: dict[str, bytes] = {}
    if subject.profile == Profile.PRINT:
        skipped = set(found.skipped)
        found = measure_ink(subject.pdf, found, find_ghostscript() if subject.ghostscript else "", memory)
        findings = list(found.report(""))
        unmeasured = INK_FAILED if subject.ghostscript else INK_ABSENT
        for _, reason in sorted({*found.skipped} - skipped):
            findings.append(unmeasured.at(Span("", 0, 0, 0), reason))
            if subject.ghostscript:
                outputs[PASSING] = reason.encode()
    outputs["findings"] = canonical([finding.to_json() for finding in findings])
    return outputs if memory is None else {**outputs, PAGES: memory.to_bytes()}


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
                # A sheet is one page, which has changed when its file has.
                subject = PreflightSubject(file.data, profile, version, remembers=not made.case)
                task = Task(f"{made.language}/{made.product}/{made.case}", Kind.PREFLIGHT, subject, "")
                if subject.remembers:
                    task = replace(task, hint=self.works.recall(_series(task)).get(PAGES, b""))
                self._jobs.append((made.path, self.works.order(task)))

    def finish(self) -> Report:
        """What is wrong with them."""
        for job in self.works.finish(job for _, job in self._jobs):
            if PAGES in job.outputs:
                self.works.keep_last(_series(job.task), job)
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


def _series(task: Task) -> str:
    """The name of all tasks that differ from this one in the version of their document alone."""
    assert isinstance(task.subject, PreflightSubject)
    return f"{task.id} {replace(task, subject=replace(task.subject, pdf=b'')).key()}"


def choose_news(found: Report, told: Report) -> Report:
    """The findings that a build shows: nothing told before, and no infos about the file, which
    `booklet preflight` has.
    """
    known = {finding.rule for finding in told}
    return Report.of(
        finding
        for finding in found
        if (finding.severity is not Severity.INFO or finding.rule == INK_ABSENT.id)
        and known.isdisjoint(TOLD_BEFORE.get(finding.rule, frozenset()))
    )
