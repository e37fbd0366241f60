"""The content of a project, read and checked: what every command that needs it begins with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from booklet.build.locales import list_languages
from booklet.build.rooms import import_rules
from booklet.build.severities import check_severities
from booklet.build.values import UsageError
from booklet.check import check_publication
from booklet.findings import RULES, Finding, Report, Severity, Span, rule
from booklet.load.project import Loaded, load_project
from booklet.model.paths import join
from booklet.model.publication import Publication
from booklet.translate.languages import PSEUDO
from booklet.workspace import Workspace

ALL = "all"
"""What stands for all languages of a publication."""

UNREAD = rule(
    "file/unread",
    Severity.ERROR,
    "A case or chapter that content/booklet.yaml lists could not be read.",
    "Mend its file, or take its name out of the list.",
)


@dataclass(frozen=True)
class Content:
    """A publication in its own language, with everything found wrong in its files.

    ``publication`` is ``None`` when there is too little to make one of. ``languages`` are those that were
    asked for, ``known`` all there are. ``spans`` leads from content paths to places in the files.
    """

    publication: Publication | None
    languages: tuple[str, ...]
    report: Report
    spans: Mapping[str, Span]
    known: tuple[str, ...] = ()

    def adjust(self, report: Report) -> Report:
        """A report with the severities that the publication wants."""
        if self.publication is None:
            return report
        wanted = self.publication.settings.severity
        return report.with_severities({rule: Severity(name) for rule, name in wanted.items()})


def read_content(workspace: Workspace, languages: tuple[str, ...]) -> Content:
    """Load a project and check it. When no language is named, its own is meant.

    Raises :class:`~booklet.build.values.UsageError` for a language that the publication does not have.
    """
    loaded = load_project(workspace)
    if loaded.publication is None:
        return Content(None, languages, loaded.report, loaded.spans)
    own = loaded.publication.settings.language
    known = (own, *(code for code in list_languages(workspace) if code != own))
    chosen = choose_languages(known, languages)
    report = loaded.report + check_publication(loaded.publication, loaded.spans, own)
    report += Report.of(_check_settings(loaded.publication, loaded.spans))
    report = Content(loaded.publication, chosen, report, loaded.spans).adjust(report)
    if not report.errors:
        report += Report.of(_check_whole(loaded))
    return Content(loaded.publication, chosen, report, loaded.spans, known)


def choose_languages(known: tuple[str, ...], wanted: tuple[str, ...]) -> tuple[str, ...]:
    """The languages to build of those that a publication has, its own first; :data:`ALL` is all of them but
    the pseudo-locale, which nobody reads. Raises :class:`~booklet.build.values.UsageError`.
    """
    if not wanted:
        return known[:1]
    for language in wanted:
        if language not in (*known, ALL):
            advice = f"Languages: {', '.join(known)}, or {ALL}."
            raise UsageError(f"there is no language “{language}”", advice)
    return tuple(code for code in known if code in wanted or (ALL in wanted and code != PSEUDO))


def _check_settings(publication: Publication, spans: Mapping[str, Span]) -> Iterator[Finding]:
    """What is wrong with the severities that the publication wants."""
    wanted = publication.settings.severity
    if not wanted:
        return
    # The rules of rooms that nobody has needed so far are not known yet.
    near = {*RULES, *(f"{name.partition('/')[0]}/*" for name in RULES)}
    known = RULES if near >= set(wanted) else import_rules()
    prefix = join("publication", "severity")
    yield from check_severities(wanted, known, lambda name: spans.get(join(prefix, name)))


def _check_whole(loaded: Loaded) -> Iterator[Finding]:
    """The last gate: whatever the reason was, a booklet without one of its texts is not made."""
    for name, span in loaded.unread.items():
        yield UNREAD.at(span, f"`{name}` could not be read")


def check_project(root: Path, languages: tuple[str, ...] = ()) -> Report:
    """Everything that is wrong with the content of a project. Raises like :func:`read_content`."""
    return read_content(Workspace(root), languages).report
