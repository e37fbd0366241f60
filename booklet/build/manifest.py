"""``build/manifest.json``: every output with its digest, pages and inputs, and the tools that made it.

It says everything that the bytes depend on, and nothing else: no commit, since the same files may be
committed, amended or unpacked from an archive, and are to give the same manifest each time. The commit is
found by the digests of the inputs (:mod:`booklet.build.verify`), and ``build/provenance.json`` names it for
people (:mod:`booklet.build.provenance`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from booklet.build.products import FOLDER, is_product_path
from booklet.build.values import Output
from booklet.workspace import LISTING, Workspace, WorkspaceError

PATH = f"{FOLDER}/manifest.json"
FORMAT = 1

_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Entry:
    """An output and the files it was made from, path → digest.

    ``options`` are those of the build that shape the output and differ from the usual ones.
    """

    output: Output
    inputs: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The entry as it stands in the manifest."""
        made = self.output
        case = {"case": made.case, "step": made.step} if made.case else {}
        return {
            **case,
            "path": made.path,
            "product": made.product,
            "language": made.language,
            "sha256": made.sha256,
            "bytes": made.bytes,
            "pages": made.pages,
            "inputs": dict(sorted(self.inputs.items())),
            **({"options": dict(self.options)} if self.options else {}),
        }

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Entry:
        """The inverse of :meth:`to_json`. Raises ``KeyError``, ``TypeError`` or ``ValueError``."""
        inputs, options = dict(data["inputs"]), dict(data.get("options") or {})
        return Entry(Output.from_json(data), inputs, options)


def list_inputs(reads: Mapping[str, str]) -> dict[str, str]:
    """The files among the reads of a build (not the questions it asked, nor what it could not read)."""
    files = ((path, state) for path, state in reads.items() if not path.startswith(LISTING))
    return {path: state for path, state in sorted(files) if _DIGEST.fullmatch(state)}


def write_manifest(
    entries: Iterable[Entry], tools: Mapping[str, str], fonts: Mapping[str, str] | None = None
) -> bytes:
    """The manifest's bytes: the same for the same outputs, whenever they were made.

    ``tools`` and ``fonts`` are versions by name and by path.
    """
    ordered = sorted(entries, key=lambda entry: entry.output.path)
    made = {
        "format": FORMAT,
        "outputs": [entry.to_json() for entry in ordered],
        "tools": dict(tools),
        "fonts": dict(fonts or {}),
    }
    return (json.dumps(made, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()


def read_manifest(workspace: Workspace) -> tuple[Entry, ...]:
    """The entries of the manifest that is there; none when there is none that can be read.

    Only outputs below ``build/`` count, since whoever reads the manifest may delete them.
    """
    try:
        data = json.loads(Workspace(workspace.root).read(PATH))
        entries = [Entry.from_json(item) for item in data["outputs"]]
    except (WorkspaceError, ValueError, KeyError, TypeError, RecursionError):
        return ()
    return tuple(entry for entry in entries if _is_output(workspace, entry.output.path))


def _is_output(workspace: Workspace, path: str) -> bool:
    try:
        workspace.resolve(path)
    except WorkspaceError:
        return False
    return path.startswith(f"{FOLDER}/") and path != PATH


def remove_output(workspace: Workspace, output: Output) -> bool:
    """Delete an output as the manifest knows it; whether there was such a file.

    The manifest may have come from anywhere, so nothing counts as an output but a file at the path of a
    product with the very bytes that were built.
    """
    if not is_product_path(output.path) or workspace.state(output.path) != output.sha256:
        return False
    return remove_file(workspace, output.path)


def remove_file(workspace: Workspace, path: str) -> bool:
    """Delete a file below ``build/``, and the folders that are empty then; whether there was one."""
    target = workspace.resolve(path)
    if not target.is_file():
        return False
    target.unlink()
    folder, last = target.parent, workspace.resolve(FOLDER)
    while last in folder.parents and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
    return True
