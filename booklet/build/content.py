"""The content of a project, read and checked: what every command that needs it begins with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from booklet.build.values import UsageError
from booklet.check import check_publication
from booklet.findings import Report, Severity, Span
from booklet.load.project import load_project
from booklet.model.publication import Publication
from booklet.workspace import Workspace


@dataclass(frozen=True)
class Content:
    """A publication in the languages that were asked for, with everything found wrong in its files.

    ``publication`` is ``None`` when there is too little to make one of. ``spans`` leads from content
    paths to places in the files.
    """

    publication: Publication | None
    languages: tuple[str, ...]
    report: Report
    spans: Mapping[str, Span]

    def adjust(self, report: Report) -> Report:
        """A report with the severities that the publication wants."""
        if self.publication is None:
            return report
        wanted = self.publication.settings.severity
        return report.with_severities({rule: Severity(name) for rule, name in wanted.items()})


def read_content(workspace: Workspace, languages: tuple[str, ...]) -> Content:
    """Load a project and check it in each language (all it has when none is named).

    Raises :class:`~booklet.build.values.UsageError` for a language that the publication does not have.
    """
    loaded = load_project(workspace)
    if loaded.publication is None:
        return Content(None, languages, loaded.report, loaded.spans)
    known = (loaded.publication.settings.language,)
    for language in languages:
        if language not in known:
            raise UsageError(f"there is no language “{language}”", f"Languages: {', '.join(known)}.")
    chosen = tuple(language for language in known if not languages or language in languages)
    report = loaded.report
    for language in chosen:
        report += check_publication(loaded.publication, loaded.spans, language)
    content = Content(loaded.publication, chosen, report, loaded.spans)
    return Content(loaded.publication, chosen, content.adjust(report), loaded.spans)


def check_project(root: Path, languages: tuple[str, ...] = ()) -> Report:
    """Everything that is wrong with the content of a project. Raises like :func:`read_content`."""
    return read_content(Workspace(root), languages).report
