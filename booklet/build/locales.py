"""The catalogues of a project: where they lie, how they are read and written, and what is made of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TypeVar

from booklet.findings import Finding, Report, Severity, Span, rule
from booklet.load.layout import LANGUAGE, load_layout_of
from booklet.load.project import CHAPTERS_FOLDER, LOCALES_FOLDER
from booklet.model.layout import Labelled, Layout, SheetLayout
from booklet.model.paths import join
from booklet.model.publication import Publication
from booklet.model.segment import REST, Segment
from booklet.translate.catalogue import Catalogue
from booklet.translate.languages import is_language
from booklet.translate.merge import merge
from booklet.translate.po import MALFORMED, read_po
from booklet.workspace import Workspace, WorkspaceError

HELD = rule(
    "translation/unread",
    Severity.WARNING,
    "A layout or chapter cannot be read, so what the catalogues have of it is left as it is.",
    "Mend it, and update the catalogues again.",
)

LAYOUTS: Mapping[str, type[Labelled]] = {
    "booklet": Layout,
    "factsheet": SheetLayout,
    "infographic": SheetLayout,
}
"""The layouts whose words are translated, with their models."""

Kind = TypeVar("Kind", bound=Labelled)


@dataclass(frozen=True)
class Locale:
    """The catalogues of one language by document; ``report`` tells of those that cannot be read.

    A document whose file is malformed is in ``broken`` and not in ``catalogues``: nothing may be written
    over it.
    """

    language: str
    catalogues: Mapping[str, Catalogue]
    broken: tuple[str, ...]
    report: Report

    def files(self) -> list[tuple[str, Catalogue]]:
        """Each catalogue with the path of its file."""
        return [(catalogue_file(self.language, name), made) for name, made in self.catalogues.items()]


def catalogue_file(language: str, document: str) -> str:
    """The path of a catalogue."""
    return f"{LOCALES_FOLDER}/{language}/{document}.po"


def list_languages(workspace: Workspace) -> tuple[str, ...]:
    """The languages that a project has catalogues of, sorted."""
    try:
        paths = workspace.list(LOCALES_FOLDER, "*/*.po")
    except (WorkspaceError, UnicodeError):
        return ()
    names = {PurePosixPath(path).parent.name for path in paths}
    return tuple(sorted(name for name in names if is_language(name)))


def list_documents(publication: Publication) -> tuple[str, ...]:
    """The documents that have catalogues: that of the publication itself, then the cases in order."""
    return (REST, *(case.id for case in publication.cases))


def read_layouts(workspace: Workspace) -> dict[str, Labelled]:
    """The layouts that can be read; the build reports what is wrong with the others."""
    read = {name: load_layout_of(workspace, name, model)[0] for name, model in LAYOUTS.items()}
    return {name: layout for name, layout in read.items() if layout is not None}


def load_layouts(workspace: Workspace, language: str) -> tuple[dict[str, Labelled], dict[str, Finding]]:
    """The layouts that have labels in a language, and for each of the others the first reason why not."""
    layouts: dict[str, Labelled] = {}
    reasons: dict[str, Finding] = {}
    for name, model in LAYOUTS.items():
        layout, found = load_layout_of(workspace, name, model, (language,))
        if layout is not None and language in layout.labels:
            layouts[name] = layout
        else:
            reasons[name] = next(one for one in found.errors if layout is None or one.rule == LANGUAGE.id)
    return layouts, reasons


def read_locale(workspace: Workspace, language: str, publication: Publication) -> Locale:
    """The catalogues of a language as they are in the files; a document without a file has an empty one.

    Whatever their headers say, they are those of the publication that they lie with.
    """
    name = publication.settings.id
    catalogues: dict[str, Catalogue] = {}
    broken: list[str] = []
    findings: list[Finding] = []
    for document in list_documents(publication):
        file = catalogue_file(language, document)
        if not workspace.exists(file):
            catalogues[document] = Catalogue(language, document, publication=name)
            continue
        try:
            data = workspace.read(file)
        except WorkspaceError as error:
            found: list[Finding] = [MALFORMED.at(Span(file), error.reason)]
            made = None
        else:
            made, found = read_po(file, data, language, document)
        findings += found
        if made is None:
            broken.append(document)
        else:
            catalogues[document] = replace(made, publication=name)
    return Locale(language, catalogues, tuple(broken), Report.of(findings))


def by_document(segments: Iterable[Segment]) -> dict[str, tuple[Segment, ...]]:
    """The segments of each document."""
    made: dict[str, list[Segment]] = {}
    for segment in segments:
        made.setdefault(segment.document, []).append(segment)
    return {name: tuple(found) for name, found in made.items()}


Held = Mapping[str, Finding]
"""Texts that cannot be read at present: what their keys begin with, and what is to be told of it."""


def bring_up_to_date(
    locale: Locale, segments: Iterable[Segment], held: Held = MappingProxyType({})
) -> Locale:
    """The catalogues with one entry a segment, as ``booklet translate update`` would write them."""
    wanted = by_document(segments)
    made = {
        name: merge(catalogue, wanted.get(name, ()), held).catalogue
        for name, catalogue in locale.catalogues.items()
    }
    return Locale(locale.language, made, locale.broken, locale.report + find_held(locale, held))


def find_held(locale: Locale, held: Held) -> Report:
    """What is to be told of the entries that are left as they are, once for each text that holds them."""
    keys = [entry.key for made in locale.catalogues.values() for entry in made.entries] if held else []
    return Report.of(told for start, told in held.items() if any(key.startswith(start) for key in keys))


def find_unread(
    publication: Publication, layouts: Mapping[str, Finding], errors: Iterable[Finding]
) -> Held:
    """The layouts and chapters that cannot be read.

    ``layouts`` are the reasons of the former; those of the latter are among the ``errors`` of the content.
    """
    held: dict[str, Finding] = {}
    for name, reason in layouts.items():
        message = f"the layout `{name}` cannot be read: {reason.message}"
        held[f"{join('layouts', name)}/"] = HELD.at(reason.span, message)
    there = {chapter.id for chapter in (*publication.chapters, *publication.closing)}
    first = {error.span.file: error for error in reversed(tuple(errors)) if error.span}
    for name in (*publication.settings.chapters, *publication.settings.closing):
        if name not in there:
            file = f"{CHAPTERS_FOLDER}/{name}.md"
            error = first.get(file)
            message = f"the chapter `{name}` cannot be read{f': {error.message}' if error else ''}"
            held[f"{join('chapters', name)}/"] = HELD.at(error.span if error else Span(file), message)
    return held
