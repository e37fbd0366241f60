"""The tasks of the print edition: a section in inks, the joined file, and a sheet that is its own file.

The profile is named by its path and read by the task, so that its bytes are among what the cache watches.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from booklet.build.canonical import canonical
from booklet.findings import Finding
from booklet.workspace import Workspace

if TYPE_CHECKING:
    from booklet.model.press import Press, PrintColour
    from booklet.press.parts import DocumentInfo, LinkedSection
    from booklet.press.print.colours import Colours


@dataclass(frozen=True)
class Inks:
    """What decides the inks of a colour: the profile's path, the ink limit, and the fixed colours."""

    icc: str
    limit_percent: int
    colours: tuple[PrintColour, ...]

    def load(self, workspace: Workspace) -> Colours:
        """The colours, ready to be asked. Raises ``WorkspaceError`` and ``ProfileError``."""
        from booklet.press.print.colours import open_colours

        return open_colours(workspace.read(self.icc), self.colours, self.limit_percent)


@dataclass(frozen=True)
class InkSubject:
    """A prepared section, or the furniture, that is to be printed."""

    name: str
    pdf: bytes
    inks: Inks


@dataclass(frozen=True)
class PrintSubject:
    """Sections in inks in order, the furniture in inks, and how their file is finished."""

    sections: tuple[LinkedSection, ...]
    furniture: bytes
    info: DocumentInfo
    press: Press


@dataclass(frozen=True)
class PrintSheetSubject:
    """A document finished for the screen that is to be printed too."""

    name: str
    pdf: bytes
    info: DocumentInfo
    press: Press
    inks: Inks


PressSubject = InkSubject | PrintSubject | PrintSheetSubject

Outputs = Mapping[str, bytes]


def run(workspace: Workspace, subject: object) -> Outputs:
    """Do one of these tasks. Raises ``TypeError`` for the subject of another."""
    match subject:
        case InkSubject():
            return _run_inks(workspace, subject)
        case PrintSubject():
            return _run_print(workspace, subject)
        case PrintSheetSubject():
            return _run_print_sheet(workspace, subject)
    raise TypeError(subject)


def _run_inks(workspace: Workspace, subject: InkSubject) -> Outputs:
    """A section in inks, and what is wrong with it."""
    from booklet.press.print.convert import convert_section

    pdf, findings = convert_section(subject.pdf, subject.name, subject.inks.load(workspace))
    return {"pdf": pdf, "facts": _write(findings, 0)}


def _run_print(workspace: Workspace, subject: PrintSubject) -> Outputs:
    """The print edition of the booklet."""
    from booklet.press.print.finish import finish_print

    icc = workspace.read(subject.press.icc)
    document = finish_print(subject.sections, subject.furniture, subject.info, subject.press, icc)
    return {"pdf": document.pdf, "facts": _write(document.report, len(document.page_map.labels))}


def _run_print_sheet(workspace: Workspace, subject: PrintSheetSubject) -> Outputs:
    """The print edition of a sheet."""
    from booklet.press.print.finish import print_sheet

    colours = subject.inks.load(workspace)
    pdf, findings = print_sheet(subject.pdf, subject.name, subject.info, subject.press, colours)
    return {"pdf": pdf, "facts": _write(findings, 1)}


def _write(findings: Iterable[Finding], pages: int) -> bytes:
    found = [finding.to_json() for finding in findings]
    return canonical({"findings": found, "pages": pages})


def read_printed(outputs: Outputs) -> tuple[bytes, tuple[Finding, ...], int]:
    """File, findings and number of pages. Raises ``KeyError``, ``TypeError`` or ``ValueError``."""
    data = json.loads(outputs["facts"])
    return outputs["pdf"], tuple(map(Finding.from_json, data["findings"])), int(data["pages"])
