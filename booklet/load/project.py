"""All files of a project -> one publication, every fault in them, and the place of every value."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any, TypeVar

from pydantic import BaseModel

from booklet.findings import Finding, Report, Severity, Span, rule
from booklet.load.chapters import read_chapter
from booklet.load.decoding import check_decoding
from booklet.load.document import Document, read_document
from booklet.load.glossary import Glossary, read_glossary
from booklet.load.logo import check_logo
from booklet.load.names import Names, find_targets
from booklet.load.pictures import check_picture
from booklet.load.press import check_press
from booklet.load.reading import suggest
from booklet.load.source import MISSING_FILE, explain_unreadable
from booklet.load.yamltree import Tree, read_yaml
from booklet.model.case import Case
from booklet.model.partner import PartnerEdition
from booklet.model.paths import blocks, join
from booklet.model.publication import Chapter, Publication, Settings
from booklet.model.taxonomy import Taxonomy
from booklet.workspace import Workspace, WorkspaceError

Model = TypeVar("Model", bound=BaseModel)

SETTINGS_FILE = "content/booklet.yaml"
TAXONOMY_FILE = "content/taxonomy.yaml"
GLOSSARY_FILE = "content/glossary.csv"
CHAPTERS_FOLDER = "content/chapters"
CASES_FOLDER = "content/cases"
LOCALES_FOLDER = "content/locales"
PARTNER_FILE = "partner.yaml"
ICONS_FOLDER = "assets/icons"

NOT_LISTED = rule(
    "file/not-listed",
    Severity.WARNING,
    "A case or chapter is not named in content/booklet.yaml and will not be printed.",
    "Add its id to the list in content/booklet.yaml, or move the file away.",
)
IGNORED = rule(
    "file/ignored",
    Severity.WARNING,
    "A file in the folder of the cases or chapters has an ending that is not read.",
    "Cases end in .yaml, chapters in .md.",
)
NAME = rule(
    "file/name",
    Severity.WARNING,
    "The name of a file holds characters that cannot be printed, or is not UTF-8.",
    "Rename the file: lower-case letters and digits, joined by hyphens.",
)
FILE_NAME = rule(
    "id/file-name",
    Severity.ERROR,
    "The id of a case or chapter differs from the name of its file.",
    "Rename the file; an id that was published before stays.",
)
FUNDING = rule(
    "publication/funding",
    Severity.ERROR,
    "The funding statement of the publication's language is missing.",
    "Add the fixed formulas of the grant under `funding`.",
)
FUNDING_TRANSLATED = rule(
    "publication/funding-translated",
    Severity.WARNING,
    "There are translations into a language that has no funding statement.",
    "Add the official formulas of the grant in this language under `funding`.",
)


@dataclass(frozen=True)
class Loaded:
    """What was read from a project.

    ``publication`` is ``None`` when ``booklet.yaml`` or the taxonomy cannot be read; cases and chapters
    that cannot be read are left out of it. ``spans`` leads from content paths (see
    :mod:`booklet.model.paths`) to places in the files. ``unread`` are the ids that booklet.yaml lists and
    the publication lacks, with the places where they are listed.
    """

    publication: Publication | None
    report: Report
    spans: Mapping[str, Span]
    unread: Mapping[str, Span] = field(default_factory=dict)


@dataclass
class _Content:
    """Everything that was read, before it is put together. Cases and chapters are keyed by file stem."""

    settings: Document[Settings]
    taxonomy: Document[Taxonomy]
    chapters: dict[str, Document[Chapter]]
    cases: dict[str, Document[Case]]
    glossary: Glossary
    partners: dict[str, Document[PartnerEdition]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def documents(self) -> Iterator[Document[Any]]:
        """All documents: settings, taxonomy, chapters, cases, partner editions."""
        yield self.settings
        yield self.taxonomy
        yield from self.chapters.values()
        yield from self.cases.values()
        yield from self.partners.values()


def load_project(workspace: Workspace) -> Loaded:
    """Read a project. Never raises for what is in its files: every fault is in the report."""
    found: list[Finding] = []
    content = _Content(
        _read(workspace, SETTINGS_FILE, read_yaml, Settings, "publication"),
        _read(workspace, TAXONOMY_FILE, read_yaml, Taxonomy, "taxonomy"),
        {
            stem: _read(workspace, file, read_chapter, Chapter, join("chapters", stem))
            for stem, file in _find(workspace, CHAPTERS_FOLDER, ".md", found)
        },
        {
            stem: _read(workspace, file, read_yaml, Case, join("cases", stem))
            for stem, file in _find(workspace, CASES_FOLDER, ".yaml", found)
        },
        _read_glossary(workspace),
        {
            language: _read(workspace, file, read_yaml, PartnerEdition, join("partners", language))
            for language, file in _find_partners(workspace)
        },
        found,
    )
    for document in content.documents():
        found += document.findings
    found += content.glossary.findings
    found += _check_lists(content)
    found += _check_file_names(content)
    found += _check_names(workspace, content)
    found += _check_pictures(workspace, content)
    found += _check_press(workspace, content.settings)
    found += _check_funding(workspace, content)
    report = Report.of(_weigh(found, _not_listed(content)))
    return Loaded(_publication(content), report, _spans(content), dict(_unread(content)))


def list_icons(workspace: Workspace) -> tuple[str, ...]:
    """The names of the icons that the content may use, sorted."""
    return tuple(PurePosixPath(path).stem for path in _list(workspace, ICONS_FOLDER, "*.svg"))


def _read(
    workspace: Workspace,
    file: str,
    parse: Callable[[str, bytes], Tree],
    model: type[Model],
    prefix: str,
) -> Document[Model]:
    """The document of a file, or an empty one with the reason why it cannot be read."""
    try:
        data = workspace.read(file)
    except WorkspaceError as error:
        finding = explain_unreadable(file, error.reason)
        return read_document(model, prefix, Tree(file, None, (), findings=(finding,)))
    return read_document(model, prefix, parse(file, data), chapter=parse is read_chapter)


def _read_glossary(workspace: Workspace) -> Glossary:
    """The glossary; a publication need not have one."""
    if not workspace.exists(GLOSSARY_FILE):
        return Glossary()
    try:
        return read_glossary(GLOSSARY_FILE, workspace.read(GLOSSARY_FILE))
    except WorkspaceError as error:
        return Glossary(findings=(explain_unreadable(GLOSSARY_FILE, error.reason),))


def _list(workspace: Workspace, folder: str, pattern: str) -> tuple[str, ...]:
    try:
        return workspace.list(folder, pattern)
    except (WorkspaceError, UnicodeError):
        return ()


def _find(
    workspace: Workspace, folder: str, ending: str, found: list[Finding]
) -> Iterator[tuple[str, str]]:
    """Stems and paths of the files in a folder, in the order of their names."""
    try:
        workspace.list(folder, "*")
    except UnicodeError:
        found.append(
            NAME.at(Span(folder), "the folder cannot be read: a file in it has a name that is not UTF-8")
        )
    except WorkspaceError:
        pass
    for path in _list(workspace, folder, "*"):
        name = PurePosixPath(path).name
        if not name.isprintable():
            # Not UTF-8, or with characters that steer a terminal: nobody could name it in a list.
            found.append(NAME.at(Span(folder), f"the file {name!a} is not read"))
        elif name.endswith(ending) and not name.startswith("."):
            yield name.removesuffix(ending), path
        elif not name.startswith((".", "README")):
            found.append(IGNORED.at(Span(path), f"{name} is not read"))


def _find_partners(workspace: Workspace) -> Iterator[tuple[str, str]]:
    """Languages with a partner edition, and its file."""
    for path in _list(workspace, LOCALES_FOLDER, f"*/{PARTNER_FILE}"):
        if path.isprintable():
            yield PurePosixPath(path).parent.name, path


def _listed(settings: Document[Settings], key: str) -> Iterator[tuple[str, Span]]:
    """The ids in a list of booklet.yaml, taken from its data so that other faults do not hide them."""
    data = settings.tree.data
    items = data.get(key) if isinstance(data, dict) else None
    for index, item in enumerate(items if isinstance(items, tuple) else ()):
        if isinstance(item, str):
            yield item, settings.tree.at((key, index))


def _has_lists(settings: Document[Settings]) -> bool:
    """Whether booklet.yaml says anything of what is to be printed; if not, everything counts as listed."""
    data = settings.tree.data
    return isinstance(data, dict) and isinstance(data.get("cases"), tuple)


def _check_lists(content: _Content) -> Iterator[Finding]:
    """Names in booklet.yaml without a file, and files without a name there."""
    if not _has_lists(content.settings):
        return
    groups: tuple[tuple[str, tuple[str, ...], Mapping[str, Document[Any]], str], ...] = (
        ("chapter", ("chapters", "closing"), content.chapters, f"{CHAPTERS_FOLDER}/{{}}.md"),
        ("case", ("cases",), content.cases, f"{CASES_FOLDER}/{{}}.yaml"),
    )
    for word, keys, documents, path in groups:
        listed = {name: span for key in keys for name, span in _listed(content.settings, key)}
        free = set(documents) - set(listed)
        for name, span in listed.items():
            if name not in documents:
                hint = suggest(name, free)
                advice = hint if hint.startswith("Did") else MISSING_FILE.help
                yield MISSING_FILE.at(span, f"there is no file {path.format(name)}", help=advice)
        for name in sorted(free):
            yield NOT_LISTED.at(
                Span(documents[name].file), f"the {word} `{name}` is not in {SETTINGS_FILE}"
            )


def _not_listed(content: _Content) -> frozenset[str]:
    """The files of cases and chapters that will not be printed."""
    if not _has_lists(content.settings):
        return frozenset()
    files: set[str] = set()
    for keys, documents in ((("chapters", "closing"), content.chapters), (("cases",), content.cases)):
        listed = {name for key in keys for name, _ in _listed(content.settings, key)}
        files |= {document.file for stem, document in documents.items() if stem not in listed}
    return frozenset(files)


def _weigh(found: Iterable[Finding], drafts: Container[str]) -> Iterator[Finding]:
    """The findings; errors in a draft, which is not printed, keep nobody from building the rest."""
    for finding in found:
        is_draft = finding.span is not None and finding.span.file in drafts
        heavy = is_draft and finding.severity is Severity.ERROR
        yield replace(finding, severity=Severity.WARNING) if heavy else finding


def _unread(content: _Content) -> Iterator[tuple[str, Span]]:
    """What is listed and cannot be printed."""
    for key, documents in (
        ("chapters", content.chapters),
        ("cases", content.cases),
        ("closing", content.chapters),
    ):
        for name, span in _listed(content.settings, key):
            if name not in documents or documents[name].value is None:
                yield name, span


def _check_file_names(content: _Content) -> Iterator[Finding]:
    """Ids that differ from the name of their file."""
    for documents in (content.chapters, content.cases):
        for stem, document in documents.items():
            data = document.tree.data
            name = data.get("id") if isinstance(data, dict) else None
            if isinstance(name, str) and name != stem:
                file = PurePosixPath(document.file)
                message = f"the id is `{name}`, the file is called {file.name}"
                advice = f"Rename the file to {name}{file.suffix}, or write `id: {stem}`."
                yield FILE_NAME.at(document.tree.at(("id",)), message, help=advice)


def _check_names(workspace: Workspace, content: _Content) -> Iterator[Finding]:
    """Ids of the taxonomy, icons, ids used twice, references."""
    icons = list_icons(workspace)
    names = Names.of(content.taxonomy.value, icons)
    if not icons:
        yield MISSING_FILE.at(None, f"there are no icons in {ICONS_FOLDER}", help="Restore the folder.")
    listed = None
    if _has_lists(content.settings):
        keys = ("chapters", "cases", "closing")
        listed = frozenset(name for key in keys for name, _ in _listed(content.settings, key))
    owners: tuple[tuple[str, Document[Any]], ...] = (*content.chapters.items(), *content.cases.items())
    # Of two owners of an id the one that is not printed is to blame.
    targets = find_targets(
        sorted(owners, key=lambda one: listed is not None and one[0] not in listed), listed
    )
    yield from targets.findings
    for document in content.documents():
        yield from names.check(document)
        yield from targets.check(document)


def _check_press(workspace: Workspace, settings: Document[Settings]) -> Iterator[Finding]:
    """The profile of the printing condition, when the publication names one."""
    data = settings.tree.data
    if settings.value is not None and isinstance(data, dict) and "press" in data:
        span = settings.span(join(settings.prefix, "press", "icc"))
        yield from check_press(workspace, settings.value.press, span)


def _check_pictures(workspace: Workspace, content: _Content) -> Iterator[Finding]:
    for document in content.cases.values():
        if document.value is not None and document.value.picture is not None:
            span = document.span(join(document.prefix, "picture", "file"))
            file = document.value.picture.file
            found = check_picture(workspace, file, span)
            yield from found or check_decoding(file, workspace.read(file), span)
    for edition in content.partners.values():
        if edition.value is not None and edition.value.logo is not None:
            span = edition.span(join(edition.prefix, "logo"))
            yield from check_logo(workspace, edition.value.logo, span)


def _check_funding(workspace: Workspace, content: _Content) -> Iterator[Finding]:
    """The grant's formulas in the publication's language and in those it is translated into."""
    settings = content.settings.value
    if settings is None:
        return
    span = content.settings.tree.key_at(("funding",))
    if settings.language not in settings.funding:
        yield FUNDING.at(span, f"there is no funding statement in the language `{settings.language}`")
    translations = _list(workspace, LOCALES_FOLDER, "*/*.po")
    for language in sorted({PurePosixPath(path).parent.name for path in translations}):
        if language != settings.language and language not in settings.funding:
            yield FUNDING_TRANSLATED.at(span, f"there is no funding statement in the language `{language}`")


def _publication(content: _Content) -> Publication | None:
    """The publication as far as it can be put together."""
    settings, taxonomy = content.settings.value, content.taxonomy.value
    if settings is None or taxonomy is None:
        return None
    return Publication(
        settings=settings,
        taxonomy=taxonomy,
        chapters=_values(content.chapters, settings.chapters),
        cases=_values(content.cases, settings.cases),
        closing=_values(content.chapters, settings.closing),
        glossary=content.glossary.terms,
        partners={key: document.value for key, document in content.partners.items() if document.value},
    )


def _values(documents: Mapping[str, Document[Model]], names: tuple[str, ...]) -> tuple[Model, ...]:
    """The values of these names in order, each once, without those that could not be read."""
    wanted = (documents[name].value for name in dict.fromkeys(names) if name in documents)
    return tuple(value for value in wanted if value is not None)


def _spans(content: _Content) -> dict[str, Span]:
    spans = {path: span for document in content.documents() for path, span in document.spans()}
    for stem, document in content.chapters.items():
        if document.value is not None:
            for path, block in blocks(join("chapters", stem, "body"), document.value.body):
                if block.kind == "heading" and block.name and path in spans:
                    # Headings are addressed by their id alone, wherever they stand.
                    spans[join("headings", block.name)] = spans[path]
    return {**spans, **content.glossary.spans}
