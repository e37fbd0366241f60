"""Picture files: there, inside the project, and of a kind that can be printed."""

from __future__ import annotations

from booklet.findings import Finding, Severity, Span, rule
from booklet.workspace import Workspace, WorkspaceError

MISSING_PICTURE = rule(
    "picture/missing",
    Severity.ERROR,
    "A picture file is not there or cannot be read.",
    "Give the path from the project's folder, e.g. `content/pictures/harbour.jpg`.",
)
OUTSIDE = rule(
    "picture/outside",
    Severity.ERROR,
    "A picture file lies outside the project.",
    "Copy the picture into the project and give its path from there.",
)
FORMAT = rule(
    "picture/format",
    Severity.ERROR,
    "A picture file is not a JPEG, PNG, TIFF, WebP or SVG picture, or its ending says another format.",
    "Save the picture as JPEG or PNG, with the ending that belongs to it.",
)

_SIGNATURES = (
    (b"\xff\xd8\xff", "JPEG", (".jpg", ".jpeg")),
    (b"\x89PNG\r\n\x1a\n", "PNG", (".png",)),
    (b"II*\x00", "TIFF", (".tif", ".tiff")),
    (b"MM\x00*", "TIFF", (".tif", ".tiff")),
)


def check_picture(workspace: Workspace, path: str, span: Span) -> list[Finding]:
    """What is wrong with the picture file that a case names at ``span``."""
    try:
        workspace.resolve(path)
    except WorkspaceError as error:
        return [OUTSIDE.at(span, f"{path}: {error.reason}")]
    try:
        data = workspace.read(path)
    except WorkspaceError as error:
        return [MISSING_PICTURE.at(span, f"{path}: {error.reason}")]
    found = recognise(data)
    if found is None:
        return [FORMAT.at(span, f"{path} is not a picture of a known format")]
    name, endings = found
    if not path.lower().endswith(endings):
        return [FORMAT.at(span, f"{path} is a {name} picture; its ending should be {' or '.join(endings)}")]
    return []


def recognise(data: bytes) -> tuple[str, tuple[str, ...]] | None:
    """The format of a picture by its first bytes, and the file endings that belong to it."""
    for signature, name, endings in _SIGNATURES:
        if data.startswith(signature):
            return name, endings
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WebP", (".webp",)
    start = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"<svg", b"<?xml", b"<!--", b"<!DOCTYPE svg")) and b"<svg" in data[:4000]:
        return "SVG", (".svg",)
    return None
