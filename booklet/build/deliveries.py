"""Files that come back from translators: looked through, read, judged, and put into the catalogues."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from booklet.build.handouts import recall, recall_texts
from booklet.build.locales import Locale, catalogue_file, find_held, list_languages
from booklet.build.translation import Project, open_project, write_changed
from booklet.findings import Finding, Report, Severity, Span, rule
from booklet.translate.delivery import UNREADABLE, UNSURE, Arrived, Delivery
from booklet.translate.languages import is_language, tag_language
from booklet.translate.po import read_header, read_po, write_po
from booklet.translate.receive import Acceptance, Received, receive
from booklet.translate.xliff import read_xliff
from booklet.word.identity import Identity, read_identity
from booklet.word.read import read_texts, shorten
from booklet.word.safe import check_size, open_docx
from booklet.workspace import WorkspaceError, read_document

FOREIGN = rule(
    "translation/foreign",
    Severity.ERROR,
    "A file of translations belongs to another publication, document or language, or says nothing of it.",
    "Import it where it belongs; for a file that says nothing, name the language and the case.",
)

ENDINGS = (".docx", ".xlf", ".xliff", ".po")


@dataclass(frozen=True)
class Intake:
    """What comes back and how it is taken over.

    ``language`` and ``document``, when they are named, have to be those of every file; a file that does not
    say what it is is taken to be theirs. With ``dry_run`` nothing is written.
    """

    files: tuple[Path, ...]
    language: str = ""
    document: str = ""
    accept: Acceptance = field(default_factory=Acceptance)
    dry_run: bool = False


@dataclass(frozen=True)
class FileResult:
    """What became of the texts of one document in one file."""

    file: str
    language: str
    document: str
    received: Received

    def to_json(self) -> dict[str, object]:
        """A plain JSON object."""
        return {
            "file": self.file,
            "language": self.language,
            "document": self.document,
            "counts": self.received.count(),
            "texts": [row.to_json() for row in self.received.rows],
        }


@dataclass(frozen=True)
class Imported:
    """The results of all files, the catalogues that changed, and why others did not."""

    results: tuple[FileResult, ...]
    written: tuple[str, ...]
    report: Report


def import_files(root: Path, intake: Intake) -> Imported:
    """Take over what came back. A file that is refused changes nothing; the others are taken over.

    Raises :class:`~booklet.build.values.UsageError` for an unknown language or document, and like
    :func:`~booklet.build.translation.open_project`.
    """
    project = open_project(root)
    if intake.language:
        project.check_language(intake.language)
    project.choose_documents((intake.document,) if intake.document else ())
    results: list[FileResult] = []
    report = Report()
    locales: dict[str, Locale] = {}
    for path in intake.files:
        deliveries, found = _read(project, path, intake)
        found += Report.of(_find_foreign(project, path, deliveries))
        report += found
        for arrived in deliveries if not found.errors else ():
            delivery = replace(
                arrived,
                language=_settle_language(project, arrived.language, intake),
                document=arrived.document or intake.document,
            )
            result, more = _take(project, path, delivery, intake, locales)
            report += more
            results += [result] if result else []
    return Imported(tuple(results), tuple(_write(project, locales, results, intake)), report)


def _write(
    project: Project, locales: Mapping[str, Locale], results: list[FileResult], intake: Intake
) -> Iterator[str]:
    """Write what changed, all at the end: who is interrupted before has changed nothing."""
    for language, document in dict.fromkeys((one.language, one.document) for one in results):
        catalogue = locales[language].catalogues[document]
        file = catalogue_file(language, document)
        is_empty = not any(entry.text.strip() for entry in catalogue.entries)
        if is_empty and not project.workspace.exists(file):
            continue
        if write_changed(project.workspace, file, write_po(catalogue), dry_run=intake.dry_run):
            yield file


def _find_foreign(project: Project, path: Path, deliveries: list[Delivery]) -> Iterator[Finding]:
    """That a file names another publication, if only for one of its documents; nothing of it is taken."""
    reasons = (_check_publication(project, delivery.publication) for delivery in deliveries)
    reason = next(filter(None, reasons), "")
    if reason:
        yield _refuse(path.as_posix(), reason)


def _settle_language(project: Project, language: str, intake: Intake) -> str:
    """The language of a delivery as the project has it.

    Programs add the country: what went out as ``hr`` comes back as ``hr-HR``. Where that is the likeliest
    country of the language, both are one, and it is the one that is named or that has catalogues. A file
    that names no language is in the one that is named.
    """
    if not language:
        return intake.language
    here = list_languages(project.workspace)
    known = [intake.language, *([language] if language in here else here), language.partition("-")[0]]
    same = (name for name in known if _is_same_language(name, language) and name != project.language)
    return next(same, language)


def _is_same_language(one: str, other: str) -> bool:
    return one.partition("-")[0] == other.partition("-")[0] and tag_language(one) == tag_language(other)


def _read(project: Project, path: Path, intake: Intake) -> tuple[list[Delivery], Report]:
    """The deliveries in a file."""
    name = path.as_posix()
    ending = path.suffix.lower()
    try:
        data = read_document(path)
    except WorkspaceError as error:
        return [], Report.of([UNREADABLE.at(_whole(name), error.reason)])
    if ending in (".xlf", ".xliff"):
        deliveries, found = read_xliff(name, data)
        return deliveries, Report.of(found)
    if ending == ".po":
        return _read_catalogue(name, data, intake)
    if ending in (".docx", ".doc", ".odt", ".rtf"):
        return _read_word(project, name, data, intake)
    message = f"files that end in {PurePath(name).suffix or 'nothing'} are not read"
    return [], Report.of([UNREADABLE.at(_whole(name), message, help=f"Endings: {', '.join(ENDINGS)}.")])


def _read_catalogue(name: str, data: bytes, intake: Intake) -> tuple[list[Delivery], Report]:
    """A PO file: its header says which publication, document and language it is of."""
    header = read_header(data)
    language = header.language or intake.language
    document = header.document or intake.document
    catalogue, found = read_po(name, data, language, document)
    if catalogue is None:
        return [], Report.of(found)
    texts = tuple(
        Arrived(
            entry.key,
            entry.previous or entry.source,
            entry.text,
            "id",
            (UNSURE,) if entry.fuzzy and not entry.previous else (),
            entry.is_reviewed,
            not entry.fuzzy,
        )
        for entry in catalogue.entries
        if entry.text.strip()
    )
    return [Delivery(header.publication, document, language, "", texts, handout=header.handout)], Report()


def _read_word(project: Project, name: str, data: bytes, intake: Intake) -> tuple[list[Delivery], Report]:
    """A Word file: looked through before anything is read, and matched with the English that was sent."""
    opened, report = open_docx(data, name)
    report += check_size(opened) if opened else Report()
    if opened is None or report.errors:
        return [], report
    settings = project.publication.settings
    identity = read_identity(opened)
    if identity is None and intake.language and intake.document:
        identity = Identity(settings.id, intake.document, "", intake.language)
    if identity is None:
        return [], Report.of([_refuse(name, "the file does not say what it is a translation of")])
    if reason := _check_document(project, identity.publication, identity.document):
        return [], Report.of([_refuse(name, reason)])
    sent = recall(project, identity.document, identity.revision)
    reading = read_texts(opened, sent if sent is not None else project.documents()[identity.document])
    sources: Mapping[str, str] = {segment.key: segment.source for segment in sent or ()}
    texts = tuple(
        Arrived(one.key, sources.get(one.key), one.text, one.how, one.flaws) for one in reading.returned
    )
    loose = tuple(shorten([one.text for one in reading.loose]))
    delivery = Delivery(
        identity.publication,
        identity.document,
        identity.language,
        identity.revision,
        texts,
        loose,
        identity.handout,
    )
    return [delivery], report + reading.report(name)


def _whole(name: str) -> Span:
    """A file as a whole: most have no lines that could be shown."""
    return Span(name, 0, 0, 0)


def _refuse(name: str, message: str) -> Finding:
    return FOREIGN.at(_whole(name), message)


def _check_publication(project: Project, publication: str) -> str:
    """Why a publication is not that of the project, or nothing; a file need not name one."""
    if publication and publication != project.publication.settings.id:
        return f"the file belongs to the publication “{publication}”"
    return ""


def _check_document(project: Project, publication: str, document: str) -> str:
    """Why a document is none of the project, or nothing."""
    if reason := _check_publication(project, publication):
        return reason
    if not document:
        return "the file does not say which document it is a translation of"
    return "" if document in project.documents() else f"there is no document “{document}” here"


def _check(project: Project, delivery: Delivery, intake: Intake) -> str:
    """Why a delivery does not belong here, or nothing."""
    if reason := _check_document(project, delivery.publication, delivery.document):
        return reason
    if not delivery.language:
        return "the file does not say which language it is in"
    if intake.document and delivery.document != intake.document:
        return f"the file is a translation of “{delivery.document}”, not of “{intake.document}”"
    if not is_language(delivery.language) or delivery.language == project.language:
        return f"“{delivery.language}” is not a language to translate into"
    if intake.language and delivery.language != intake.language:
        return f"the file is in the language “{delivery.language}”, not “{intake.language}”"
    return ""


def _take(
    project: Project, path: Path, delivery: Delivery, intake: Intake, locales: dict[str, Locale]
) -> tuple[FileResult | None, Report]:
    """Judge a delivery against its catalogue, and put what is good into that of ``locales``."""
    name = path.as_posix()
    reason = _check(project, delivery, intake)
    if reason:
        return None, Report.of([_refuse(name, reason)])
    locale = locales.get(delivery.language) or project.read_fresh(delivery.language)
    if delivery.document in locale.broken:
        return None, locale.report
    segments = project.documents()[delivery.document]
    sent = recall_texts(project, delivery.language, delivery.document, delivery.handout)
    texts = tuple(replace(arrived, sent=sent.get(arrived.key)) for arrived in delivery.texts)
    delivery = replace(delivery, texts=texts)
    received = receive(delivery, locale.catalogues[delivery.document], segments, intake.accept)
    catalogues = {**locale.catalogues, delivery.document: received.catalogue}
    locales[delivery.language] = replace(locale, catalogues=catalogues)
    result = FileResult(name, delivery.language, delivery.document, received)
    return result, find_held(locale, project.held)
