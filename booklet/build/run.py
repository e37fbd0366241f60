"""A build from beginning to end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from booklet.build.products import find_products
from booklet.build.records import find_outcome, keep_outcome, request_key
from booklet.build.store import FOLDER as CACHE_FOLDER
from booklet.build.store import Snapshot, Store
from booklet.build.values import Outcome, Request, Silence, Watch
from booklet.workspace import MARK, Workspace

if TYPE_CHECKING:
    from booklet.build.make import Result


def build_project(root: Path, request: Request, watch: Watch | None = None) -> Outcome:
    """Build what is asked for and write it to ``build/``; does nothing when nothing has changed.

    Errors in the content stop the build before anything is made; errors on made pages do not, so that
    they can be looked at. Raises :class:`~booklet.build.values.BuildError` when an engine fails or
    something unknown is asked for; whatever happens, no output is ever half written.
    """
    find_products(request.products, request.cases)
    workspace = Workspace(root)
    if not workspace.exists(MARK):
        return _explain_absence(workspace, request, watch or Silence())
    store = Store(workspace.root)
    key = request_key(request)
    outcome = find_outcome(workspace, store, key)
    if outcome is not None:
        return outcome
    made = _make(workspace, workspace, store, request, watch or Silence())
    if made.written:
        reads = made.agreed_reads()
        if reads is not None:
            keep_outcome(store, key, reads, made.written, made.outcome)
        store.prune()
    return made.outcome


def build_elsewhere(
    root: Path, target: Path, cache: Path, request: Request, watch: Watch | None = None
) -> Outcome:
    """Build a project's files into ``target/build/``, with the cache of the project in ``cache``.

    So a state of a project is built for comparison: its own outputs stay as they are, and sections that
    any state shares with another are set once. Raises like :func:`build_project`.
    """
    find_products(request.products, request.cases)
    workspace = Workspace(root)
    if not workspace.exists(MARK):
        return _explain_absence(workspace, request, watch or Silence())
    store = Store(cache.resolve())
    made = _make(workspace, Workspace(target), store, request, watch or Silence())
    store.prune()
    return made.outcome


def _explain_absence(workspace: Workspace, request: Request, watch: Watch) -> Outcome:
    """What there is to say of a folder without a publication; nothing is created in it."""
    from booklet.build.content import read_content

    watch.step("Reading the content")
    return Outcome(report=read_content(workspace, request.languages).report, readable=False)


def _make(workspace: Workspace, target: Workspace, store: Store, request: Request, watch: Watch) -> Result:
    """Start the workers first, so that the engines load while this process loads all the rest."""
    from booklet.build.forkserver import start_server
    from booklet.typeset.fonts import font_environment

    with _passing_folder() as folder:
        environment = font_environment(workspace.root, folder)
        if request.jobs > 1:
            start_server(environment)
        from booklet.build.executor import Executor, Pool, Serial
        from booklet.build.works import Works

        executor: Executor
        if request.jobs > 1:
            executor = Pool(workspace.root, environment, request.jobs)
        else:
            executor = Serial(workspace.root, environment)
        with closing(executor):
            from booklet.build.make import make

            works = Works(store, Snapshot(workspace), executor, watch)
            return make(workspace, target, works, request, watch)


@contextmanager
def _passing_folder() -> Iterator[Path]:
    """A folder for the settings of the fonts while a build runs, where nobody else's ``clean`` removes it.

    The environment that names it is put back as it was.
    """
    import os
    import shutil
    import tempfile

    names = ("FONTCONFIG_FILE", "FONTCONFIG_PATH")
    before = {name: os.environ.get(name) for name in names}
    folder = tempfile.mkdtemp(prefix="booklet-")
    try:
        yield Path(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def clean_project(root: Path) -> tuple[str, ...]:
    """Remove the cache and all outputs that a build has written; returns the paths that were removed.

    Outputs that somebody has changed since stay, and where there is no project nothing is touched.
    """
    from booklet.build.manifest import PATH, read_manifest, remove_file, remove_output
    from booklet.build.provenance import PATH as PROVENANCE

    workspace = Workspace(root)
    if not workspace.exists(MARK):
        return ()
    outputs = [entry.output for entry in read_manifest(workspace)]
    removed = [output.path for output in outputs if remove_output(workspace, output)]
    removed += [path for path in (PATH, PROVENANCE) if remove_file(workspace, path)]
    if Store(workspace.root).clear():
        removed.append(CACHE_FOLDER)
    return tuple(removed)
