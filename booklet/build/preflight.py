"""Preflight of files from anywhere: a path in, an inspection out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from booklet.build.values import UsageError
from booklet.press.preflight.guard import draw_safely, inspect_safely
from booklet.press.preflight.html import Examined, pages_to_draw, write_html
from booklet.press.preflight.ink import find_ghostscript, measure_ink
from booklet.press.preflight.inspect import refuse
from booklet.press.preflight.limits import MAX_FILE_BYTES
from booklet.press.preflight.opening import TOO_MUCH
from booklet.press.preflight.values import FORMAT, Fault, Inspection, Profile
from booklet.workspace import WorkspaceError, digest, read_document


@dataclass(frozen=True)
class Preflight:
    """A file by the name it was asked for, its bytes, and what was found."""

    file: str
    data: bytes
    inspection: Inspection

    def to_json(self) -> dict[str, object]:
        """The file as it stands in the JSON report."""
        found = self.inspection.to_json()
        kept = {key: found[key] for key in ("profile", "pages", "findings", "rules")}
        return {"file": self.file, "sha256": digest(self.data), "bytes": len(self.data), **kept}


def preflight_file(file: Path, profile: Profile) -> Preflight:
    """Look at a file from anywhere.

    Raises :class:`~booklet.build.values.UsageError` when there is no such file, or it cannot be read.
    """
    if not file.is_file():
        raise UsageError(
            f"{file}: there is no such file" if not file.exists() else f"{file}: this is no file"
        )
    if file.stat().st_size > MAX_FILE_BYTES:
        fault = Fault(TOO_MUCH, f"the file has more than {MAX_FILE_BYTES:,} bytes")
        return Preflight(str(file), b"", refuse(fault, profile))
    try:
        data = read_document(file)
    except WorkspaceError as error:
        raise UsageError(f"{file}: {error.reason}") from None
    return Preflight(str(file), data, preflight(data, profile))


def preflight(data: bytes, profile: Profile) -> Inspection:
    """Look at bytes, in a process of their own; ink is measured where that is needed and possible."""
    return measure_ink(data, inspect_safely(data, profile), find_ghostscript())


def list_files(files: list[Preflight]) -> dict[str, object]:
    """The JSON report. ``format`` is its version; a field may be added without a new one."""
    return {
        "format": FORMAT,
        "files": [one.to_json() for one in files],
        "errors": sum(one.inspection.errors for one in files),
        "warnings": sum(one.inspection.warnings for one in files),
    }


def show_files(files: list[Preflight]) -> str:
    """The HTML report, with pictures of the pages that have faults."""
    made = []
    for one in files:
        pages = pages_to_draw(one.inspection)
        pictures = draw_safely(one.data, pages) if pages else {}
        made.append(Examined(one.file, one.inspection, pictures))
    return write_html(made)
