"""Catalogues kept up to date with the content: update, status, checks and the pseudo-locale."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from booklet.build.content import read_content
from booklet.build.locales import (
    Held,
    Locale,
    bring_up_to_date,
    by_document,
    catalogue_file,
    find_held,
    find_unread,
    list_documents,
    list_languages,
    load_layouts,
    read_locale,
)
from booklet.build.values import BuildError, UsageError
from booklet.findings import Finding, Report, Severity
from booklet.load.project import LOCALES_FOLDER
from booklet.model.publication import Publication
from booklet.model.segment import Segment
from booklet.translate.languages import PSEUDO, is_language
from booklet.translate.merge import Merged, merge
from booklet.translate.po import write_po
from booklet.translate.quality import Checked, check_catalogue
from booklet.translate.segments import list_segments
from booklet.translate.spelling import Speller
from booklet.translate.status import LanguageStatus, measure
from booklet.translate.terms import Wanted, list_wanted, read_local_glossary
from booklet.workspace import Workspace, WorkspaceError


class UnreadableError(BuildError):
    """The content cannot be read as a publication; ``report`` says why."""

    def __init__(self, report: Report) -> None:
        super().__init__("the content cannot be read as a publication")
        self.report = report


@dataclass(frozen=True)
class Project:
    """A project that is translated: its publication in its own language, and the segments of it.

    ``held`` are texts of it that cannot be read at present.
    """

    workspace: Workspace
    publication: Publication
    segments: tuple[Segment, ...]
    held: Held

    @property
    def language(self) -> str:
        """The language of the source."""
        return self.publication.settings.language

    def documents(self) -> dict[str, tuple[Segment, ...]]:
        """The segments of each document, in the order of the publication."""
        made = by_document(self.segments)
        return {name: made.get(name, ()) for name in list_documents(self.publication)}

    def read(self, language: str) -> Locale:
        """The catalogues of a language as they lie in the files."""
        return read_locale(self.workspace, language, self.publication)

    def read_fresh(self, language: str) -> Locale:
        """The catalogues of a language, brought up to date."""
        return bring_up_to_date(self.read(language), self.segments, self.held)

    def choose_languages(self, wanted: Iterable[str]) -> tuple[str, ...]:
        """The languages that are named, or all that have catalogues but the pseudo-locale.

        Raises :class:`~booklet.build.values.UsageError` for a code that no language has.
        """
        named = tuple(dict.fromkeys(wanted))
        for language in named:
            self.check_language(language)
        present = (name for name in list_languages(self.workspace) if name not in (PSEUDO, self.language))
        return named or tuple(present)

    def check_language(self, language: str) -> None:
        """Raises :class:`~booklet.build.values.UsageError` when a code is none to translate into."""
        if not is_language(language):
            raise UsageError(f"“{language}” is not the code of a language", "Codes are like pl, or fr-BE.")
        if language == self.language:
            raise UsageError(f"“{language}” is the language of the publication itself")

    def choose_documents(self, wanted: Iterable[str]) -> tuple[str, ...]:
        """The documents that are named, or all. Raises ``UsageError`` for one that is not there."""
        known = list_documents(self.publication)
        for name in wanted:
            if name not in known:
                raise UsageError(f"there is no document “{name}”", f"Documents: {', '.join(known)}.")
        return tuple(dict.fromkeys(wanted)) or known


def open_project(root: Path) -> Project:
    """A project to translate. Raises :class:`UnreadableError` when its content cannot be read."""
    workspace = Workspace(root)
    content = read_content(workspace, ())
    fatal = [finding for finding in content.report if finding.severity is Severity.ERROR]
    if content.publication is None:
        raise UnreadableError(Report.of(fatal))
    layouts, reasons = load_layouts(workspace, content.publication.settings.language)
    held = find_unread(content.publication, reasons, fatal)
    return Project(workspace, content.publication, list_segments(content.publication, layouts), held)


@dataclass(frozen=True)
class Updated:
    """What an update did: path of each catalogue → what happened to its entries, and what is written.

    ``report`` tells of catalogues that cannot be read; they are left as they are.
    """

    merged: Mapping[str, Merged]
    written: tuple[str, ...]
    report: Report


def update_project(root: Path, languages: tuple[str, ...] = (), *, dry_run: bool = False) -> Updated:
    """Bring the catalogues up to date with the content; those of a named language are made if need be.

    Raises like :func:`open_project` and :meth:`Project.choose_languages`.
    """
    project = open_project(root)
    documents = project.documents()
    merged: dict[str, Merged] = {}
    written: list[str] = []
    report = Report()
    for language in project.choose_languages(languages):
        locale = project.read(language)
        report += locale.report + find_held(locale, project.held)
        for document, catalogue in locale.catalogues.items():
            file = catalogue_file(language, document)
            if not languages and not project.workspace.exists(file):
                continue
            merged[file] = merge(catalogue, documents[document], project.held)
            data = write_po(merged[file].catalogue)
            if write_changed(project.workspace, file, data, dry_run=dry_run):
                written.append(file)
    return Updated(merged, tuple(written), report)


def write_changed(workspace: Workspace, file: str, data: bytes, *, dry_run: bool = False) -> bool:
    """Write a file that differs from what is there; whether it does."""
    try:
        same = workspace.exists(file) and workspace.read(file) == data
    except WorkspaceError:
        same = False
    if not same and not dry_run:
        workspace.write(file, data)
    return not same


@dataclass(frozen=True)
class Measured:
    """How far the translations of a publication have come."""

    title: str
    languages: tuple[LanguageStatus, ...]
    report: Report


def measure_project(root: Path, languages: tuple[str, ...] = ()) -> Measured:
    """The status of the languages that are named, or of all. Raises like :func:`update_project`."""
    project = open_project(root)
    made: list[LanguageStatus] = []
    report = Report()
    for language in project.choose_languages(languages):
        locale = project.read_fresh(language)
        report += locale.report
        made.append(measure(language, locale.catalogues.values(), locale.broken))
    return Measured(project.publication.settings.title, tuple(made), report)


@dataclass(frozen=True)
class CheckedProject:
    """What is wrong with translations. ``skipped`` says what could not be checked, and why."""

    report: Report
    skipped: tuple[str, ...]


def check_translations(root: Path, languages: tuple[str, ...] = ()) -> CheckedProject:
    """Check the catalogues of languages against the content. Raises like :func:`update_project`."""
    project = open_project(root)
    segments = {segment.key: segment for segment in project.segments}
    report = Report()
    skipped: list[str] = []
    for language in project.choose_languages(languages):
        locale = project.read_fresh(language)
        terms, found = read_terms(project, language)
        speller = Speller.find(language, (term.term for term in project.publication.glossary))
        if speller.reason:
            skipped.append(f"{language}: spelling ({speller.reason})")
        against = Checked(segments, list_wanted(project.publication.glossary, terms, language))
        for file, catalogue in locale.files():
            found += check_catalogue(file, catalogue, against)
            found += speller.check(file, catalogue)
        report += locale.report + Report.of(found)
    wanted = project.publication.settings.severity
    return CheckedProject(
        report.with_severities({rule: Severity(name) for rule, name in wanted.items()}), tuple(skipped)
    )


def read_terms(project: Project, language: str) -> tuple[tuple[Wanted, ...], list[Finding]]:
    """The glossary of a language; a language need not have one."""
    file = f"{LOCALES_FOLDER}/{language}/glossary.csv"
    if not project.workspace.exists(file):
        return (), []
    try:
        return read_local_glossary(file, project.workspace.read(file))
    except WorkspaceError as error:
        raise UsageError(f"{file}: {error.reason}") from None
