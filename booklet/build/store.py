"""The cache: what tasks made, found again by what they were made of.

``.cache/booklet/records/KEY.json`` names a task's reads and outputs by digest; the outputs themselves
lie in ``.cache/booklet/blobs/DIGEST``. A record counts only while the files it read still have the
same digests and its blobs are whole: whatever is damaged is as good as not there.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from booklet.workspace import PRESENT, Workspace, WorkspaceError, digest

FOLDER = ".cache/booklet"
FORMAT = 1
MAX_BYTES = 512 * 1024 * 1024
"""When the cache grows beyond this, the files that were not used for longest are deleted."""


class Snapshot:
    """The state of the project's files, each looked at once."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._states: dict[str, str] = {}

    def holds(self, reads: Mapping[str, str]) -> bool:
        """Whether all these reads would be the same now."""
        return all(self._same(key, recorded) for key, recorded in reads.items())

    def _same(self, key: str, recorded: str) -> bool:
        if key not in self._states:
            self._states[key] = self._workspace.state(key)
        state = self._states[key]
        if recorded == PRESENT and state != recorded:
            return Workspace(self._workspace.root).exists(key)
        return state == recorded


def _seal(body: Mapping[str, Any]) -> str:
    """The digest of a record's body: a record that was changed by anybody else is no record."""
    return digest(json.dumps(body, sort_keys=True).encode())


class Store:
    """The cache of one project. Without a folder that can be written nothing is kept, which costs time
    and nothing else.
    """

    def __init__(self, root: Path) -> None:
        place = root.resolve() / FOLDER
        # A link would have the cache written, pruned and cleaned wherever it leads: then there is no cache.
        self._is_usable = place.resolve() == place
        self._files = Workspace(place)
        self._grew = False

    def read(self, key: str) -> dict[str, Any] | None:
        """The record of a key, whatever it says; ``None`` when there is none that can be read."""
        if not self._is_usable:
            return None
        try:
            record = json.loads(self._files.read(f"records/{key}.json"))
        except (WorkspaceError, ValueError, RecursionError):
            return None
        if not isinstance(record, dict) or record.pop("seal", None) != _seal(record):
            return None
        if record.get("format") != FORMAT:
            return None
        self._touch([f"records/{key}.json"])
        return record

    def has(self, key: str) -> bool:
        """Whether there is a record of a key; it may still be one that cannot be read."""
        return self._is_usable and Workspace(self._files.root).exists(f"records/{key}.json")

    def write(self, key: str, record: Mapping[str, Any]) -> None:
        """Keep a record."""
        body = {"format": FORMAT, **record}
        made = json.dumps({**body, "seal": _seal(body)}, sort_keys=True)
        self._put(f"records/{key}.json", made.encode())

    def find(self, key: str, now: Snapshot) -> tuple[dict[str, bytes], dict[str, str]] | None:
        """Outputs and reads of a task that was done before; ``None`` when it has to be done."""
        record = self.read(key)
        if record is None:
            return None
        reads, named = _digests(record.get("reads")), _digests(record.get("outputs"))
        if reads is None or named is None or not now.holds(reads):
            return None
        outputs: dict[str, bytes] = {}
        for name, wanted in named.items():
            blob = self._blob(wanted)
            if blob is None:
                return None
            outputs[name] = blob
        self._touch(f"blobs/{wanted}" for wanted in named.values())
        return outputs, reads

    def keep(self, key: str, outputs: Mapping[str, bytes], reads: Mapping[str, str]) -> None:
        """Keep what a task made: first the blobs, then the record that names them."""
        named = {name: digest(data) for name, data in outputs.items()}
        for name, data in outputs.items():
            self._put(f"blobs/{named[name]}", data)
        self.write(key, {"reads": dict(reads), "outputs": named})

    def recall(self, name: str, now: Snapshot) -> tuple[dict[str, bytes], dict[str, str]] | None:
        """Outputs and reads of the task that was last kept under a name; ``None`` when they are gone."""
        key = (self.read(_last(name)) or {}).get("key")
        return self.find(key, now) if isinstance(key, str) else None

    def keep_last(self, name: str, key: str) -> None:
        """Keep the key of a task under a name, in place of the one before."""
        if (self.read(_last(name)) or {}).get("key") != key:
            self.write(_last(name), {"key": key})

    def clear(self) -> bool:
        """Delete the cache; whether there was one. Raises ``OSError`` when it cannot be deleted."""
        if not self._is_usable or not self._files.root.is_dir():
            return False
        shutil.rmtree(self._files.root)
        return True

    def prune(self, limit: int = MAX_BYTES) -> None:
        """Delete the files that were not used for longest until the rest keeps the limit."""
        if not self._grew:
            return
        found: list[tuple[int, int, Path]] = []
        for path in self._files.root.glob("*/*"):
            with contextlib.suppress(OSError):
                state = path.stat()
                found.append((state.st_mtime_ns, state.st_size, path))
        total = sum(size for _, size, _ in found)
        for _, size, path in sorted(found):
            if total <= limit:
                break
            with contextlib.suppress(OSError):
                path.unlink()
            total -= size

    def _blob(self, wanted: str) -> bytes | None:
        """The bytes of a digest, or ``None`` when they are gone or damaged."""
        try:
            data = self._files.read(f"blobs/{wanted}")
        except WorkspaceError:
            return None
        return data if self._files.reads[f"blobs/{wanted}"] == wanted else None

    def _put(self, path: str, data: bytes) -> None:
        """Write a file. A cache that cannot be written is a slow one, not an error."""
        if not self._is_usable:
            return
        with contextlib.suppress(OSError, WorkspaceError):
            self._files.write(path, data)
            self._grew = True

    def _touch(self, paths: Iterable[str]) -> None:
        """Mark files as used, for :meth:`prune` alone."""
        for path in paths:
            with contextlib.suppress(OSError, WorkspaceError):
                os.utime(self._files.resolve(path))


def _last(name: str) -> str:
    return f"last-{digest(name.encode())}"


def _digests(value: object) -> dict[str, str] | None:
    """A mapping of texts to texts as it is; ``None`` for anything else."""
    if not isinstance(value, dict):
        return None
    whole = all(isinstance(key, str) and isinstance(item, str) for key, item in value.items())
    return value if whole else None
