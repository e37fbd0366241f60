"""The profile of the printing condition: there, and one of four inks."""

from __future__ import annotations

from io import BytesIO

from booklet.findings import Finding, Severity, Span, rule
from booklet.model.press import Press, find_profile_fault
from booklet.workspace import Workspace, WorkspaceError

PROFILE = rule(
    "press/profile",
    Severity.ERROR,
    "The ICC profile of the printing condition is missing, damaged, or not one of four inks (CMYK).",
    "Ask the print shop for its profile, put it into assets/icc and name it under `press: icc:`.",
)


def check_press(workspace: Workspace, press: Press, span: Span | None) -> list[Finding]:
    """What is wrong with the profile that is named at ``span``."""
    try:
        icc = workspace.read(press.icc)
        fault = find_profile_fault(icc) or _find_table_fault(icc)
    except WorkspaceError as error:
        fault = error.reason
    return [PROFILE.at(span, f"{press.icc}: {fault}")] if fault else []


def _find_table_fault(icc: bytes) -> str | None:
    """Why colours cannot be converted by these bytes, whose head is that of a profile."""
    # Imported here: most publications keep the profile that they begin with.
    from PIL import ImageCms

    relative = ImageCms.Intent.RELATIVE_COLORIMETRIC
    try:
        profile, screen = ImageCms.ImageCmsProfile(BytesIO(icc)), ImageCms.createProfile("sRGB")
        ImageCms.buildTransform(screen, profile, "RGB", "CMYK", renderingIntent=relative)
        ImageCms.buildTransform(profile, screen, "CMYK", "RGB", renderingIntent=relative)
    except (ImageCms.PyCMSError, OSError) as error:
        return f"it is damaged: colours cannot be converted by it ({error})"
    return None
