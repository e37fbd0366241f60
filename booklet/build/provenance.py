"""``build/provenance.json``: the commit that a build was made from, named for people.

It is the one file in ``build/`` that depends on git. The manifest does not, so that the same inputs give
the same manifest in every clone, after an amended commit and outside a repository.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from booklet.build.manifest import PATH as MANIFEST
from booklet.build.manifest import read_manifest
from booklet.build.products import FOLDER
from booklet.build.revisions import find_repository
from booklet.build.values import BuildError
from booklet.workspace import Workspace, WorkspaceError, digest

PATH = f"{FOLDER}/provenance.json"
FORMAT = 1


def write_provenance(root: Path) -> None:
    """Name the commit beside the manifest, or say why none can be named.

    A commit is named only when it holds every input as it was used. Without git, nothing is written.
    """
    workspace = Workspace(root)
    try:
        manifest = workspace.read(MANIFEST)
        repository = find_repository(root)
        commit = repository.ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
        changed = set(repository.changed_files())
    except (BuildError, WorkspaceError, subprocess.CalledProcessError):
        return
    inputs = {path for entry in read_manifest(workspace) for path in entry.inputs}
    uncommitted = sorted(inputs & changed)
    made = {
        "format": FORMAT,
        "manifest": digest(manifest),
        "commit": None if uncommitted else commit,
        "uncommitted": uncommitted,
    }
    data = (json.dumps(made, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()
    if workspace.state(PATH) != digest(data):
        workspace.write(PATH, data)


def read_commit(folder: Path) -> str:
    """The commit of a build folder; empty when none is named or the file belongs to another manifest."""
    files = Workspace(folder)
    try:
        data = json.loads(files.read(Path(PATH).name))
        known = data["manifest"] == files.state(Path(MANIFEST).name)
        return str(data["commit"] or "") if known else ""
    except (WorkspaceError, ValueError, KeyError, TypeError, RecursionError):
        return ""
