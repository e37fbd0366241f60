"""What a user may compare: a file, a build folder, a revision or the working tree, each as documents.

A name means the file or folder of that name where there is one, else a revision; where it could mean both,
nobody guesses. ``./NAME`` is always a file or folder, ``WORKTREE`` always the working tree.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from booklet.build.products import FOLDER, PRODUCTS
from booklet.build.provenance import read_commit
from booklet.build.revisions import (
    WORKTREE,
    NoRepositoryError,
    Repository,
    Revision,
    check_out,
    find_repository,
    passing_folder,
)
from booklet.build.values import BuildError, Request, UsageError, Watch
from booklet.compare.report.values import Side, SideKind
from booklet.findings import Report, Span
from booklet.workspace import MARK, Workspace, WorkspaceError, digest, read_document

if TYPE_CHECKING:
    from booklet.load.project import Loaded
    from booklet.model.publication import Publication

MANIFEST = "manifest.json"
SUFFIXES = (".pdf", ".docx", ".png", ".svg")
"""The endings of files that can be compared by themselves."""


class UnbuiltError(BuildError):
    """A state of the project cannot be built, for reasons that its ``report`` tells."""

    def __init__(self, name: str, report: Report) -> None:
        super().__init__(f"the content of {name} cannot be built")
        self.report = report


@dataclass(frozen=True)
class Document:
    """A file of a side: its path within it, its digest, and what the manifest says of it."""

    path: str
    sha256: str
    read: Callable[[], bytes] = field(repr=False)
    product: str = ""
    language: str = ""
    case: str = ""


@dataclass(frozen=True)
class Shelf:
    """A side with its documents by path. ``root`` is the project that its content can be read from, as long
    as the side is open.
    """

    side: Side
    documents: Mapping[str, Document]
    root: Path | None = None
    notes: tuple[str, ...] = ()

    @cached_property
    def _loaded(self) -> Loaded | None:
        if self.root is None:
            return None
        from booklet.load.project import load_project

        return load_project(Workspace(self.root))

    @property
    def spans(self) -> Mapping[str, Span]:
        """Content path → place in the project's files; empty where there is no project."""
        return self._loaded.spans if self._loaded else {}

    @property
    def publication(self) -> Publication | None:
        """The content; ``None`` where there is none that can be read."""
        return self._loaded.publication if self._loaded else None


@dataclass(frozen=True)
class Named:
    """What a name was found to mean: a ``path``, or a ``revision`` of a repository, or the working tree."""

    name: str
    kind: SideKind
    path: Path | None = None
    revision: Revision | None = None
    repository: Repository | None = None


def resolve_name(name: str, here: Path, root: Path) -> Named:
    """What a name means for somebody who is in the folder ``here`` and works on the project ``root``.

    Raises :class:`~booklet.build.values.UsageError` for what is neither file nor revision, and for what
    could be both.
    """
    if name == WORKTREE:
        return Named(name, SideKind.WORKTREE, root)
    if "\0" in name or not name:
        raise UsageError(f"“{name}” is no name of a file or revision")
    path = here / name
    revision, repository, why = (None, None, "")
    if not _is_plainly_a_path(name):
        revision, repository, why = _find_revision(name, root)
    if path.exists():
        if revision is not None:
            raise UsageError(
                f"“{name}” is both a {'folder' if path.is_dir() else 'file'} and a revision",
                f"Write ./{name} for the {'folder' if path.is_dir() else 'file'}, "
                f"or {revision.commit[:12]} for the revision.",
            )
        return Named(name, SideKind.FOLDER if path.is_dir() else SideKind.FILE, path)
    if revision is not None:
        return Named(name, SideKind.REVISION, None, revision, repository)
    raise UsageError(f"there is no file, folder or revision “{name}”", why)


def _is_plainly_a_path(name: str) -> bool:
    return name.startswith(("./", "../", "/")) or name in (".", "..")


def _find_revision(name: str, root: Path) -> tuple[Revision | None, Repository | None, str]:
    """A revision and its repository, or why there is none."""
    try:
        repository = find_repository(root)
        found = repository.find(name)
    except NoRepositoryError as error:
        return None, None, f"Revisions are not known here: {error}."
    why = f"`git -C {root} log --oneline` lists the last revisions; {WORKTREE} is the working tree."
    return found, repository, "" if found else why


@contextmanager
def open_side(named: Named, root: Path, request: Request, watch: Watch) -> Iterator[Shelf]:
    """The documents of a side, which may be read until it is closed; a revision is built.

    Raises :class:`UnbuiltError` when a state of the project has errors, and like
    :func:`booklet.build.run.build_project`.
    """
    if named.kind is SideKind.FILE:
        assert named.path is not None
        yield _read_file(named, named.path)
    elif named.kind is SideKind.FOLDER:
        assert named.path is not None
        yield _read_folder(named, named.path, request)
    elif named.kind is SideKind.WORKTREE:
        with passing_folder() as target:
            yield _build(_describe_worktree(root), _Site(root, target, root), request, watch)
    else:
        assert named.revision is not None and named.repository is not None
        revision = named.revision
        side = Side(named.name, SideKind.REVISION, revision.detail, revision.commit)
        with check_out(named.repository, revision) as folder:
            yield _build(side, _Site(folder, folder, root), request, watch)


def _read_file(named: Named, path: Path) -> Shelf:
    try:
        data = read_document(path)
    except WorkspaceError as error:
        raise UsageError(f"{named.name}: {error.reason}") from None
    document = Document(path.name, digest(data), lambda: data)
    return Shelf(Side(named.name, SideKind.FILE), {path.name: document})


def _read_folder(named: Named, path: Path, request: Request) -> Shelf:
    """The files of a build folder, or of the build of a project's folder."""
    folder = path / FOLDER if (path / MARK).is_file() and (path / FOLDER).is_dir() else path
    project = folder.resolve().parent
    documents, tools, changed = _list_documents(folder)
    wanted = {p: d for p, d in documents.items() if _is_wanted(d, request)}
    if not wanted:
        raise UsageError(
            f"there is nothing to compare in {named.name}",
            "What --lang and --product name is not among its files."
            if documents
            else "Name a folder that `booklet build` has filled, or one with PDF, DOCX, PNG or SVG files.",
        )
    notes = tuple(f"{named.name}: {p} is not the file that was built" for p in changed)
    commit = read_commit(folder)
    detail = f"built from {commit[:10]}" if commit else ""
    side = Side(named.name, SideKind.FOLDER, detail, commit, tools)
    return Shelf(side, wanted, project if (project / MARK).is_file() else None, notes)


@dataclass(frozen=True)
class _Site:
    """Where a state of the project lies, where its outputs go, and the project whose cache it uses."""

    source: Path
    target: Path
    cache: Path


def _build(side: Side, site: _Site, request: Request, watch: Watch) -> Shelf:
    """The documents that a state of the project is built into."""
    from booklet.build.run import build_elsewhere
    from booklet.build.tools import tool_versions

    watch.step(f"Building {side.name}")
    outcome = build_elsewhere(site.source, site.target, site.cache, request, watch)
    if not outcome.outputs:
        raise UnbuiltError(side.name, outcome.report)
    documents, _, _ = _list_documents(site.target / FOLDER)
    return Shelf(replace(side, tools=tool_versions()), documents, site.source)


def _describe_worktree(root: Path) -> Side:
    """What is not committed counts, and is said."""
    try:
        count = len(find_repository(root).changed_files())
    except BuildError:
        detail = "not under version control"
    else:
        files = "1 file" if count == 1 else f"{count} files"
        detail = f"{files} with uncommitted changes" if count else "no uncommitted changes"
    return Side(WORKTREE, SideKind.WORKTREE, detail)


def _list_documents(folder: Path) -> tuple[dict[str, Document], Mapping[str, str], tuple[str, ...]]:
    """All files below a folder, the tools by its manifest, and the files that are not as built."""
    known, tools = _read_known(folder)
    found: dict[str, Document] = {}
    changed: list[str] = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name == MANIFEST or any(part.startswith(".") for part in name.split("/")) or not path.is_file():
            continue
        facts = known.get(name, {})
        if not facts and path.suffix.lower() not in SUFFIXES:
            continue
        try:
            sha256 = digest(read_document(path))
        except WorkspaceError as error:
            raise UsageError(f"{name}: {error.reason}") from None
        if facts and facts.get("sha256") != sha256:
            changed.append(name)
        words = {key: str(facts.get(key) or "") for key in ("product", "language", "case")}
        found[name] = Document(name, sha256, _reader(path), **(words if facts else _guess(name)))
    return found, tools, tuple(changed)


def _reader(path: Path) -> Callable[[], bytes]:
    return lambda: read_document(path)


def _guess(name: str) -> dict[str, str]:
    """Product, language and case of a file, from its path alone."""
    for product in PRODUCTS:
        if re.fullmatch(product.pattern, f"{FOLDER}/{name}"):
            case = Path(name).stem if product.is_sheet else ""
            return {"product": product.name, "language": name.partition("/")[0], "case": case}
    return {}


def _read_known(folder: Path) -> tuple[dict[str, Mapping[str, object]], Mapping[str, str]]:
    """Outputs by their path within the folder, and tools, as a manifest tells them; nothing without one."""
    try:
        data = json.loads(Workspace(folder).read(MANIFEST))
        outputs: dict[str, Mapping[str, object]] = {
            str(item["path"]).removeprefix(f"{FOLDER}/"): dict(item) for item in data["outputs"]
        }
        tools = {str(name): str(version) for name, version in dict(data["tools"]).items()}
    except (WorkspaceError, ValueError, KeyError, TypeError, RecursionError):
        return {}, {}
    return outputs, tools


def _is_wanted(document: Document, request: Request) -> bool:
    products, languages = request.products, request.languages
    if languages:
        from booklet.build.content import ALL

        languages = () if ALL in languages else languages
    spoken = not languages or document.language in languages
    return spoken and (not products or document.product in products)
