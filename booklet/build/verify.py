"""Is a build folder what its manifest says, and do its inputs give the same bytes again?"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from booklet.build.manifest import Entry
from booklet.build.products import FOLDER
from booklet.build.revisions import (
    NoRepositoryError,
    Repository,
    Revision,
    check_out,
    find_repository,
    passing_folder,
)
from booklet.build.sides import MANIFEST, UnbuiltError
from booklet.build.sources import History, Mismatch, compare_inputs
from booklet.build.values import Gaps, Request, Silence, UsageError, Watch
from booklet.workspace import MARK, MISSING, Workspace, WorkspaceError, digest, read_document

FORMAT = 1
"""Version of the JSON form of a verdict."""

ABSENT = "absent"
"""Stands for the version of a tool that one side does not have."""


@dataclass(frozen=True)
class Deviation:
    """A file that is not as it should be, and why, as far as that is known."""

    path: str
    what: str
    why: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """What verifying a folder came to.

    ``source`` says what was rebuilt, ``commit`` its id if it is a revision; ``identical`` are the files
    that came out the same to the last byte. ``damaged`` files are not those that the manifest knows;
    ``deviations`` came out differently. ``mismatches`` are inputs that the source does not have, ``tools``
    the versions that differ: name → then, now.
    """

    folder: str
    source: str
    commit: str = ""
    identical: tuple[str, ...] = ()
    damaged: tuple[Deviation, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    mismatches: tuple[Mismatch, ...] = ()
    tools: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def is_same(self) -> bool:
        """Whether the folder is whole and came out the same to the last byte."""
        return not self.damaged and not self.deviations

    def to_json(self) -> dict[str, Any]:
        """A plain JSON object."""
        return {
            "format": FORMAT,
            "same": self.is_same,
            "folder": self.folder,
            "source": self.source,
            "commit": self.commit or None,
            "identical": list(self.identical),
            "damaged": [asdict(deviation) for deviation in self.damaged],
            "deviations": [asdict(deviation) for deviation in self.deviations],
            "inputs": [asdict(mismatch) for mismatch in self.mismatches],
            "tools": {name: {"then": a, "now": b} for name, (a, b) in self.tools.items()},
        }


@dataclass(frozen=True)
class _Source:
    """A state of the project that may give the same bytes: a revision, or the working tree."""

    words: str
    revision: Revision | None = None
    repository: Repository | None = None
    mismatches: tuple[Mismatch, ...] = ()


def verify_folder(
    root: Path, folder: Path, jobs: int = 1, revision: str = "", watch: Watch | None = None
) -> Verdict:
    """Rebuild a build folder from the inputs that its manifest names, from nothing and in a clean place.

    The inputs are looked for in ``revision`` if one is named, else in the history and then in the project
    as it lies on the disk. Raises :class:`~booklet.build.values.UsageError` for a folder without a manifest
    that can be read, :class:`~booklet.build.sides.UnbuiltError` when the inputs cannot be built, and like
    :func:`booklet.build.run.build_project`.
    """
    watch = watch or Silence()
    folder = folder / FOLDER if (folder / MARK).is_file() and (folder / FOLDER).is_dir() else folder
    entries, tools = _read_manifest(folder)
    watch.step("Looking for the inputs")
    source = _find_source(root, _join_inputs(entries), revision)
    found = Verdict(str(folder), source.words, source.revision.commit if source.revision else "")
    found = replace(found, damaged=tuple(_find_damage(folder, entries)), mismatches=source.mismatches)
    found = replace(found, tools=_compare_tools(tools))
    with _open(root, source) as project, passing_folder() as target:
        rebuilt = _rebuild(project, target, entries, jobs, watch)
    same = tuple(e.output.path for e in entries if rebuilt.get(e.output.path) == e.output.sha256)
    others = (e for e in entries if e.output.path not in set(same))
    deviations = tuple(_explain(entry, rebuilt, found) for entry in others)
    return replace(found, identical=same, deviations=deviations)


def _read_manifest(folder: Path) -> tuple[tuple[Entry, ...], Mapping[str, str]]:
    try:
        data = json.loads(Workspace(folder).read(MANIFEST))
        entries = tuple(Entry.from_json(item) for item in data["outputs"])
        tools = {str(name): str(version) for name, version in dict(data["tools"]).items()}
        versions = {str(path): str(version) for path, version in dict(data.get("fonts") or {}).items()}
    except (WorkspaceError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise UsageError(
            f"{folder} has no {MANIFEST} that can be read", "Name a folder that `booklet build` has filled."
        ) from None
    if not entries:
        raise UsageError(f"the {MANIFEST} in {folder} names no output")
    return entries, {**tools, **versions}


def _join_inputs(entries: Iterable[Entry]) -> dict[str, str]:
    """All inputs. Raises :class:`~booklet.build.values.UsageError` when outputs saw two states of one."""
    inputs: dict[str, str] = {}
    for entry in entries:
        for path, state in entry.inputs.items():
            if inputs.setdefault(path, state) != state:
                raise UsageError(
                    f"the outputs were built from different states of {path}",
                    "Build all of them at once (`booklet build`), then verify.",
                )
    return inputs


def _find_damage(folder: Path, entries: Iterable[Entry]) -> Iterator[Deviation]:
    """Files that are not those the manifest knows."""
    files = Workspace(folder)
    for entry in entries:
        path = entry.output.path
        state = files.state(path.removeprefix(f"{FOLDER}/"))
        if state == MISSING:
            yield Deviation(path, "is missing from the folder")
        elif state != entry.output.sha256:
            yield Deviation(path, "is not the file that was built")


def _find_source(root: Path, inputs: Mapping[str, str], name: str) -> _Source:
    """The state of the project that has these inputs, or else the one that is rebuilt all the same."""
    try:
        repository = find_repository(root)
    except NoRepositoryError:
        if name:
            raise
        return _Source(
            "the project’s files as they are (no git repository)", None, None, compare_inputs(root, inputs)
        )
    if name:
        named = repository.find(name)
        if named is None:
            raise UsageError(f"there is no revision “{name}”")
        return _Source(
            f"{name} ({named.detail})", named, repository, _compare_revision(repository, named, inputs)
        )
    found = History(repository).find(inputs)
    if found is not None:
        return _Source(found.detail, found, repository)
    mismatches = compare_inputs(root, inputs)
    words = "the working tree" if not mismatches else "the working tree, as no commit has the inputs"
    return _Source(words, None, None, mismatches)


def _compare_revision(
    repository: Repository, revision: Revision, inputs: Mapping[str, str]
) -> tuple[Mismatch, ...]:
    with check_out(repository, revision) as folder:
        return compare_inputs(folder, inputs)


@contextmanager
def _open(root: Path, source: _Source) -> Iterator[Path]:
    """The project's folder in that state."""
    if source.revision is None or source.repository is None:
        yield root
        return
    with check_out(source.repository, source.revision) as folder:
        yield folder


def _compare_tools(then: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Name → version then and now of what differs; fonts are inputs, and judged as such."""
    from booklet.build.tools import program_version, tool_versions

    now = {**tool_versions(), "booklet": program_version()}
    names = sorted(name for name in {*then, *now} if not name.startswith("assets/"))
    pairs = {name: (then.get(name, ABSENT), now.get(name, ABSENT)) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _rebuild(
    project: Path, target: Path, entries: Iterable[Entry], jobs: int, watch: Watch
) -> dict[str, str]:
    """Path → digest of all files, made anew. What was built with the same options is built at once."""
    from booklet.build.run import build_elsewhere

    wanted: dict[tuple[str, ...], tuple[set[str], set[str]]] = {}
    for entry in entries:
        key = (entry.options.get("missing", "english"), entry.options.get("stale", "keep"))
        products, languages = wanted.setdefault(key, (set(), set()))
        products.add(entry.output.product)
        languages.add(entry.output.language)
    made: dict[str, str] = {}
    for number, ((missing, stale), (products, languages)) in enumerate(sorted(wanted.items())):
        place = target / str(number)
        gaps = Gaps(missing, stale)  # type: ignore[arg-type]
        request = Request(tuple(sorted(products)), tuple(sorted(languages)), jobs, gaps=gaps)
        outcome = build_elsewhere(project, place, place, request, watch)
        if not outcome.outputs:
            raise UnbuiltError("the inputs", outcome.report)
        for output in outcome.outputs:
            made[output.path] = digest(read_document(place / output.path))
    return made


def _explain(entry: Entry, rebuilt: Mapping[str, str], found: Verdict) -> Deviation:
    """Why an output came out differently: an input, a tool, or nothing that is known."""
    path = entry.output.path
    if path not in rebuilt:
        return Deviation(path, "was not built again", ("this state of the project has no such output",))
    why = [m.words for m in found.mismatches if m.path in entry.inputs]
    why += [f"{name} was {then} and is {now}" for name, (then, now) in found.tools.items()]
    unknown = "inputs and tools are the same: this is a fault of booklet, please report it"
    return Deviation(path, "came out differently", tuple(why) or (unknown,))
