"""The one gate to the disk: reads stay inside the project and are recorded, writes are atomic.

A task's cache record is valid as long as the reads it made would give the same digests, so whatever
reads a file of the project does it through :class:`Workspace`. Nothing else in the program opens files.
"""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

MAX_FILE_BYTES = 64 * 1024 * 1024
"""No source file of a booklet is larger; a larger one is refused before it is read."""

MAX_DOCUMENT_BYTES = 512 * 1024 * 1024
"""No finished document is larger that is read back, to be imposed for example."""

MARK = "content/booklet.yaml"
"""The file by which a project's folder is known."""

MISSING = "there is no such file"
"""What stands for the digest of a file that was looked for and is not there."""

PRESENT = "present"
"""What stands for the digest of a file that was looked for and is there, but was not read."""

LISTING = "list:"
"""Begins the record of a folder's listing, ``list:FOLDER:PATTERN``; its digest is that of the names."""


class WorkspaceError(Exception):
    """A file of the project cannot be served; ``reason`` is a sentence for people."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


def digest(data: bytes) -> str:
    """SHA-256 of some bytes, as 64 hex digits: the one digest used for inputs, outputs and tools."""
    return hashlib.sha256(data).hexdigest()


@dataclass
class Workspace:
    """The project's folder. ``reads`` maps each path that was asked for to the digest of its bytes.

    Questions are recorded like reads, since their answers shape the output as well: :data:`MISSING` or
    :data:`PRESENT` for a file, and a digest of the names for a listing. So are failures, by their reason:
    what was made without a file is stale once the file can be served.
    """

    root: Path
    reads: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.root = Path(self.root).resolve()

    def resolve(self, path: str) -> Path:
        """The absolute path of a project file.

        Raises :class:`WorkspaceError` when the path leaves the project, by ``..``, by being absolute
        or through a symbolic link.
        """
        pure = PurePosixPath(path)
        if pure.is_absolute() or ".." in pure.parts or "\\" in path or "\0" in path:
            raise WorkspaceError(path, "the path lies outside the project")
        full = self.root.joinpath(*pure.parts)
        # `realpath` takes a fraction of the time of `Path.resolve`, and every read comes through here.
        if not Path(os.path.realpath(full)).is_relative_to(self.root):
            raise WorkspaceError(path, "the path leaves the project through a link")
        return full

    def read(self, path: str) -> bytes:
        """The bytes of a project file, recorded.

        Raises :class:`WorkspaceError` for a missing, unreadable, oversized or irregular file.
        """
        try:
            data = self._load(path)
        except WorkspaceError as error:
            self.reads[path] = error.reason
            raise
        self.reads[path] = digest(data)
        return data

    def _load(self, path: str) -> bytes:
        return _read_regular(self.resolve(path), path, MAX_FILE_BYTES)

    def exists(self, path: str) -> bool:
        """Whether the project has this regular file."""
        try:
            found = self.resolve(path).is_file()
        except WorkspaceError:
            found = False
        self.reads.setdefault(path, PRESENT if found else self.state(path))
        return found

    def list(self, folder: str, pattern: str = "*") -> tuple[str, ...]:
        """Paths of the files directly in a folder that match, sorted; empty when there is no folder."""
        key = f"{LISTING}{folder}:{pattern}"
        try:
            full = self.resolve(folder)
        except WorkspaceError as error:
            self.reads[key] = error.reason
            raise
        found = (p for p in full.glob(pattern) if p.is_file()) if full.is_dir() else ()
        names = tuple(sorted(p.relative_to(self.root).as_posix() for p in found))
        self.reads[key] = digest("\n".join(names).encode())
        return names

    def state(self, key: str) -> str:
        """What a key of :attr:`reads` would be recorded as now; records nothing."""
        probe = Workspace(self.root)
        try:
            if key.startswith(LISTING):
                folder, _, pattern = key.removeprefix(LISTING).rpartition(":")
                probe.list(folder, pattern)
            else:
                probe.read(key)
        except WorkspaceError:
            pass
        return probe.reads[key]

    def write(self, path: str, data: bytes) -> None:
        """Put a file in place in one step: readers see the old bytes or the new, never a half."""
        write_atomic(self.resolve(path), data)


def read_document(path: Path) -> bytes:
    """The bytes of a finished document that somebody names on the command line, wherever it lies.

    It is no source of the project, so the read is not recorded. Raises :class:`WorkspaceError` for a
    missing, unreadable, oversized or irregular file.
    """
    return _read_regular(path, str(path), MAX_DOCUMENT_BYTES)


def _read_regular(full: Path, name: str, most: int) -> bytes:
    """The bytes of a regular file of at most so many. Raises :class:`WorkspaceError` that says ``name``."""
    try:
        with open(full, "rb", opener=_open_at_once) as stream:
            state = os.fstat(stream.fileno())
            if not stat.S_ISREG(state.st_mode):
                raise WorkspaceError(name, "this is not a regular file")
            if state.st_size > most:
                raise WorkspaceError(name, f"the file is larger than {most} bytes")
            return stream.read(most + 1)
    except FileNotFoundError:
        raise WorkspaceError(name, MISSING) from None
    except IsADirectoryError:
        raise WorkspaceError(name, "this is a folder, not a file") from None
    except OSError as error:
        raise WorkspaceError(name, f"the file cannot be read ({error.strerror})") from None


def _open_at_once(path: str, flags: int) -> int:
    """Open a file without waiting: a named pipe would keep the program until somebody writes into it."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def write_atomic(target: Path, data: bytes) -> None:
    """Write beside the target, then rename over it; a killed program leaves the old file whole."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".part-", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        temporary.chmod(0o644)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
