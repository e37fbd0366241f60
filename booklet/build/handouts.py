"""Files for translators: Word documents, XLIFF, translation memory, catalogues and terms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, get_args

from booklet.build.locales import Locale
from booklet.build.looks import look_of
from booklet.build.products import FOLDER
from booklet.build.redlines import Segments, draw_redline, find_case, find_changed, read_before
from booklet.build.translation import Project, open_project, read_terms, write_changed
from booklet.build.values import UsageError
from booklet.findings import Report
from booklet.load.project import LOCALES_FOLDER
from booklet.model.publication import Publication
from booklet.model.segment import REST, Segment
from booklet.translate.catalogue import Catalogue, Entry, State
from booklet.translate.delivery import handout_of, revision_of
from booklet.translate.languages import tag_language
from booklet.translate.memory import list_terms, write_tbx, write_terms_csv, write_tmx
from booklet.translate.po import read_po, write_po
from booklet.translate.xliff import Sheet, write_xliff
from booklet.word.handout import Handout, write_handout, write_table
from booklet.word.identity import Identity
from booklet.workspace import Workspace, WorkspaceError

Format = Literal["docx", "xliff", "po", "tmx", "csv", "tbx"]
"""Word, XLIFF 1.2 and PO are for one document each; memory and terms (CSV, TBX) for a whole language."""

Form = Literal["document", "table", "redline"]
"""Paragraphs to type over, a table, or the English alone with its changes tracked."""

FORMATS: tuple[str, ...] = get_args(Format)
FORMS: tuple[str, ...] = get_args(Form)

SENT_FOLDER = f"{LOCALES_FOLDER}/sent"
"""What was handed out: the English of each document, by its revision, as PO templates; and in a folder for
each language the translations that stood in its files."""

_HANDOUT = re.compile("[0-9a-f]{12}")

_ENDINGS = {"docx": "docx", "xliff": "xlf", "po": "po", "tmx": "tmx", "csv": "csv", "tbx": "tbx"}


@dataclass(frozen=True)
class Order:
    """What to write: for which languages and documents (none: all), in which format and form.

    ``changed_since`` limits it to texts that are new or changed since a revision of the project in git, or
    that have no translation; in the form ``redline`` it is what the English is compared with. ``folder`` is
    where the files go, ``build/translation`` when it is ``None``.
    """

    languages: tuple[str, ...]
    documents: tuple[str, ...] = ()
    format: Format = "docx"
    form: Form = "document"
    changed_since: str = ""
    folder: Path | None = None


@dataclass(frozen=True)
class WrittenFile:
    """A file that was written: its path for people, language, document (empty for all) and its texts."""

    path: str
    language: str
    document: str
    texts: int


@dataclass(frozen=True)
class Exported:
    """The files that were written, and what kept documents from being among them."""

    files: tuple[WrittenFile, ...]
    report: Report


def export_project(root: Path, order: Order) -> Exported:
    """Write files for translators.

    Raises :class:`~booklet.build.values.UsageError` for an unknown language, document or revision, and
    like :func:`~booklet.build.translation.open_project`.
    """
    project = open_project(root)
    for language in order.languages:
        project.check_language(language)
    documents = project.choose_documents(order.documents)
    if order.form == "redline" and not order.changed_since:
        raise UsageError("there is nothing to compare with", "Name a revision: --changed-since REV.")
    before = read_before(project, order.changed_since) if order.changed_since else None
    target = Workspace(order.folder) if order.folder else project.workspace
    files: list[WrittenFile] = []
    report = Report()
    for language in dict.fromkeys(order.languages):
        locale = project.read_fresh(language)
        report += locale.report
        folder = "" if order.folder else f"{FOLDER}/translation/{language}/"
        for name, document, texts, data in _write(project, order, locale, documents, before):
            path = f"{folder}{name}-{language}.{_ENDINGS[order.format]}"
            target.write(path, data)
            shown = str(order.folder / path) if order.folder else path
            files.append(WrittenFile(shown, language, document, texts))
    return Exported(tuple(files), report)


def _write(
    project: Project, order: Order, locale: Locale, documents: Iterable[str], before: Segments | None
) -> Iterator[tuple[str, str, int, bytes]]:
    """Name, document, number of texts and bytes of each file of a language."""
    source, language = project.language, locale.language
    held = [locale.catalogues[name] for name in documents if name in locale.catalogues]
    if order.format == "tmx":
        count = sum(entry.state is not State.MISSING for made in held for entry in made.entries)
        yield "memory", "", count, write_tmx(held, source)
    elif order.format in ("csv", "tbx"):
        terms = list_terms(project.publication.glossary, read_terms(project, language)[0])
        title = project.publication.settings.title
        data = (
            write_terms_csv(terms) if order.format == "csv" else write_tbx(terms, source, language, title)
        )
        yield "glossary", "", len(terms), data
    elif order.form == "redline" and before is not None:
        for catalogue in held:
            name = catalogue.document
            title = name_document(project.publication, name)
            drawn = draw_redline(project, name, title, before.get(name, ()))
            if drawn is not None:
                yield f"changes-{name}", name, drawn[1], drawn[0]
    else:
        changed = None if before is None else find_changed(project, before)
        for catalogue in held:
            all_segments = project.documents()[catalogue.document]
            segments = _choose(all_segments, catalogue, changed)
            if segments:
                revision = revision_of(all_segments)
                data = _write_document(project, order, catalogue, segments, revision)
                if order.format == "docx":
                    remember(project, catalogue.document, all_segments)
                yield catalogue.document, catalogue.document, len(segments), data


def _choose(
    segments: tuple[Segment, ...], catalogue: Catalogue, changed: frozenset[str] | None
) -> tuple[Segment, ...]:
    """The segments to hand out."""
    if changed is None:
        return segments
    open_keys = {entry.key for entry in catalogue.entries if entry.state in (State.MISSING, State.STALE)}
    return tuple(segment for segment in segments if segment.key in changed or segment.key in open_keys)


def _write_document(
    project: Project, order: Order, catalogue: Catalogue, segments: tuple[Segment, ...], revision: str
) -> bytes:
    """One document in the format of the order."""
    sent = remember_texts(project, catalogue, segments)
    settings = project.publication.settings
    if order.format == "xliff":
        return write_xliff([Sheet(settings.id, revision, segments, catalogue, sent)], project.language)
    if order.format == "po":
        keys = {segment.key for segment in segments}
        entries = tuple(entry for entry in catalogue.entries if entry.key in keys)
        return write_po(replace(catalogue, entries=entries, obsolete=()), sent)
    handout = make_handout(project, catalogue, segments, revision, sent)
    return write_table(handout) if order.form == "table" else write_handout(handout)


def make_handout(
    project: Project, catalogue: Catalogue, segments: tuple[Segment, ...], revision: str, sent: str = ""
) -> Handout:
    """What the Word file of a document is made from; ``revision`` is that of all its segments, and ``sent``
    what :func:`remember_texts` said.
    """
    settings = project.publication.settings
    return Handout(
        identity=Identity(settings.id, catalogue.document, revision, catalogue.language, sent),
        title=name_document(project.publication, catalogue.document),
        segments=segments,
        tag=tag_language(catalogue.language),
        date=settings.date,
        look=look_of(project.publication, find_case(project, catalogue.document)),
        source_tag=tag_language(project.language),
        authors=(settings.publisher,),
        publisher=settings.publisher,
        translations={entry.key: entry.text for entry in catalogue.entries if entry.text.strip()},
        former={entry.key: entry.previous for entry in catalogue.entries if entry.state is State.STALE},
    )


def name_document(publication: Publication, document: str) -> str:
    """The title of a document for people."""
    if document == REST:
        return f"{publication.settings.title}: all texts but the cases"
    return publication.case(document).title


def sent_file(document: str, revision: str) -> str:
    """Where the English of a document is remembered."""
    return f"{SENT_FOLDER}/{document}-{revision}.pot"


def remember(project: Project, document: str, segments: tuple[Segment, ...]) -> None:
    """Keep the English that is handed out: what comes back is a translation of it, and not of today's."""
    entries = tuple(Entry(s.key, s.source, notes=(s.note,) if s.note else ()) for s in segments)
    publication = project.publication.settings.id
    template = Catalogue(project.language, document, entries, publication=publication)
    write_changed(project.workspace, sent_file(document, revision_of(segments)), write_po(template))


def remember_texts(project: Project, catalogue: Catalogue, segments: tuple[Segment, ...]) -> str:
    """Keep the translations that are handed out, and name them; empty when there are none.

    What comes back as it went out is no news, however the catalogue has changed meanwhile.
    """
    keys = {segment.key for segment in segments}
    entries = tuple(
        Entry(entry.key, entry.source, entry.text)
        for entry in catalogue.entries
        if entry.key in keys and entry.text.strip()
    )
    if not entries:
        return ""
    made = Catalogue(catalogue.language, catalogue.document, entries, publication=catalogue.publication)
    data = write_po(made)
    name = handout_of(data)
    write_changed(project.workspace, _texts_file(catalogue.language, catalogue.document, name), data)
    return name


def recall_texts(project: Project, language: str, document: str, name: str) -> dict[str, str]:
    """The translations that were handed out under a name, by key; none when nobody remembers."""
    if not _HANDOUT.fullmatch(name):
        return {}
    file = _texts_file(language, document, name)
    try:
        data = project.workspace.read(file) if project.workspace.exists(file) else b""
    except WorkspaceError:
        return {}
    catalogue = read_po(file, data, language, document)[0] if data else None
    return {entry.key: entry.text for entry in catalogue.entries} if catalogue else {}


def _texts_file(language: str, document: str, name: str) -> str:
    return f"{SENT_FOLDER}/{language}/{document}-{name}.po"


def recall(project: Project, document: str, revision: str) -> tuple[Segment, ...] | None:
    """The segments of a document as they were handed out; ``None`` when nobody remembers."""
    now = project.documents()[document]
    if revision_of(now) == revision:
        return now
    file = sent_file(document, revision)
    try:
        data = project.workspace.read(file) if project.workspace.exists(file) else b""
    except WorkspaceError:
        return None
    catalogue = read_po(file, data, project.language, document)[0] if data else None
    if catalogue is None:
        return None
    kinds = {segment.key: segment.kind for segment in now}
    return tuple(
        Segment(
            entry.key,
            document,
            kinds.get(entry.key, "paragraph"),
            entry.source,
            None,
            " ".join(entry.notes),
        )
        for entry in catalogue.entries
    )
