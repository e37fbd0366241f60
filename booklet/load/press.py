"""The profile of the printing condition: there, and one of four inks."""

from __future__ import annotations

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
        fault = find_profile_fault(workspace.read(press.icc))
    except WorkspaceError as error:
        fault = error.reason
    return [PROFILE.at(span, f"{press.icc}: {fault}")] if fault else []
