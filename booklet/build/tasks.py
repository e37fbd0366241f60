"""The tasks: pure functions of bytes, done in any process, whose results the cache may keep.

A task gets exactly what its key is made of. What a kind of task must not depend on is taken out of its
subject before (the prose for figures, the bookmarks for typesetting), so it cannot creep in.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from booklet.build import preflight_tasks, press_tasks, word_tasks
from booklet.build.canonical import canonical
from booklet.build.prose import without_prose
from booklet.build.tools import code_digest, tools_digest
from booklet.build.values import EngineError, Kind, ToolError
from booklet.findings import RULES, Finding, Report, Span
from booklet.model.pages import Bookmark, Box, Composition, Furniture, PageFacts, Pages, Trial
from booklet.typeset.mistakes import FILE, LayoutMistake
from booklet.workspace import Workspace, WorkspaceError, digest

if TYPE_CHECKING:
    from booklet.model.publication import Publication
    from booklet.press.parts import DocumentInfo, LinkedSection
    from booklet.typeset.engine import Typesetter
    from booklet.typeset.figures.figure import Figure

Outputs = Mapping[str, bytes]
"""What a task makes: bytes by name."""

PLATE_PX = 1600
"""Width of the book-wide figures as PNG: sharp on a slide and on a screen of double density."""


@dataclass(frozen=True)
class FigureSubject:
    """The book-wide figures of a publication, which has no prose (see :func:`~.prose.without_prose`).

    They are one task: they depend on the same, and their engine loads slowly. ``words`` are their labels.
    """

    publication: Publication
    words: Mapping[str, str]


@dataclass(frozen=True)
class LinkSubject:
    """Prepared sections in order, the furniture and what the file says of itself."""

    sections: tuple[LinkedSection, ...]
    furniture: bytes
    info: DocumentInfo


@dataclass(frozen=True)
class SheetSubject:
    """A document of its own that is one section without furniture, and what its file says of itself."""

    composition: Composition
    bookmarks: tuple[Bookmark, ...]
    info: DocumentInfo


@dataclass(frozen=True)
class PlateSubject:
    """A drawn figure that is to become a file of its own; ``language`` is its BCP 47 tag."""

    name: str
    figure: Figure
    language: str
    margin_mm: float = 5.0


@dataclass(frozen=True)
class PictureSubject:
    """A finished page of which pictures are made, the PNG so wide; title and alternative text."""

    pdf: bytes
    width_px: int
    title: str
    description: str


Subject = (
    FigureSubject
    | Composition
    | LinkSubject
    | SheetSubject
    | PictureSubject
    | PlateSubject
    | press_tasks.PressSubject
    | preflight_tasks.PreflightSubject
    | word_tasks.DocxSubject
)


@dataclass(frozen=True)
class Task:
    """Something to do: an id for people, a kind, what it works on, and a digest of the project's fonts.

    ``hint`` makes the task quicker and nothing else, so it is no part of the key.
    """

    id: str
    kind: Kind
    subject: Subject
    fonts: str
    hint: bytes = b""

    def key(self) -> str:
        """The digest of everything that decides the outputs, but for the files the task will read."""
        kind = Kind.SECTION if self.kind is Kind.DRAFT else self.kind
        parts = {
            "kind": kind,
            "subject": self.subject,
            "code": code_digest(kind),
            "tools": tools_digest(),
            "fonts": self.fonts,
        }
        return digest(canonical(parts))


def figures_task(publication: Publication, words: Mapping[str, str], fonts: str) -> Task:
    """The task that draws all book-wide figures, with these fixed words."""
    return Task("figures", Kind.FIGURES, FigureSubject(without_prose(publication), words), fonts)


def typesetting_task(composition: Composition, fonts: str, *, draft: bool) -> Task:
    """The task that sets a section. What the typesetter has no use for is taken out of the composition."""
    kind = Kind.DRAFT if draft else Kind.SECTION
    return Task(composition.id, kind, typesetting_only(composition), fonts)


@dataclass(frozen=True)
class Made:
    """The outputs of a task and the reads it made, as in :attr:`booklet.workspace.Workspace.reads`."""

    outputs: Outputs
    reads: Mapping[str, str]


@dataclass
class Workbench:
    """What a process keeps between tasks: the project, and the typesetter once it is needed."""

    workspace: Workspace
    _typesetter: Typesetter | None = field(default=None)

    @property
    def typesetter(self) -> Typesetter:
        """The engine; the first call loads it.

        Raises :class:`~booklet.build.values.ToolError` when it cannot be loaded.
        """
        if self._typesetter is None:
            try:
                from booklet.typeset.engine import Typesetter
            except (ImportError, OSError) as error:
                # The engine looks for its libraries when it is imported; an OSError names the one.
                words = str(error).partition("\n")[0]
                raise ToolError(f"the typesetting engine cannot be loaded: {words}") from None

            self._typesetter = Typesetter(self.workspace)
        return self._typesetter

    def run(self, task: Task) -> Made:
        """Do a task.

        Raises :class:`~booklet.build.values.EngineError` when an engine fails at it, and
        :class:`~booklet.typeset.mistakes.LayoutMistake` when the layout or an asset is to blame, and
        :class:`~booklet.build.values.ToolError` when an engine cannot be loaded.
        """
        import traceback

        self.workspace.reads = {}
        try:
            outputs = _RUN[task.kind](self, task)
        except (LayoutMistake, ToolError):
            raise
        except WorkspaceError as error:
            raise LayoutMistake(FILE.at(Span(error.path), error.reason)) from None
        except Exception as error:
            words = f"{type(error).__name__}: {error}"
            raise EngineError(task.id, words, traceback.format_exc()) from None
        return Made(outputs, dict(sorted(self.workspace.reads.items())))


def typesetting_only(composition: Composition) -> Composition:
    """A composition with what the typesetter has no use for taken out."""
    bare = replace(composition, needs=(), numbering="arabic", furniture=Furniture())
    return replace(bare, bookmarks=(), page_label="")


def _run_figures(bench: Workbench, task: Task) -> Outputs:
    from booklet.typeset.figures import FIGURES, draw_figure

    assert isinstance(task.subject, FigureSubject)
    outputs: dict[str, bytes] = {}
    for name in sorted(FIGURES):
        figure = draw_figure(name, task.subject.publication, bench.workspace, task.subject.words)
        outputs[f"{name}.svg"] = figure.svg
        outputs[f"{name}.json"] = canonical(replace(figure, svg=b""))
    return outputs


def read_figure(outputs: Outputs, name: str) -> Figure:
    """The value that a drawn figure's outputs stand for. Raises ``KeyError`` or ``ValueError``."""
    from booklet.typeset.figures.figure import Figure

    return Figure(**{**json.loads(outputs[f"{name}.json"]), "svg": outputs[f"{name}.svg"]})


def _run_section(bench: Workbench, task: Task) -> Outputs:
    assert isinstance(task.subject, Composition)
    pages = bench.typesetter.typeset(task.subject)
    from booklet.press.prepare import prepare_section

    return {"pdf": prepare_section(pages.pdf, task.subject.id), "facts": _write_facts(pages)}


def _run_sheet(bench: Workbench, task: Task) -> Outputs:
    from booklet.press.parts import LinkedSection
    from booklet.press.prepare import prepare_section
    from booklet.press.screen import link_and_finish

    assert isinstance(task.subject, SheetSubject)
    subject = task.subject
    pages = bench.typesetter.typeset(subject.composition)
    prepared = prepare_section(pages.pdf, subject.composition.id)
    section = LinkedSection(subject.composition.id, prepared, bookmarks=subject.bookmarks)
    document = link_and_finish((section,), None, subject.info)
    links = canonical([finding.to_json() for finding in document.report])
    return {"pdf": document.pdf, "facts": _write_facts(pages), "links": links}


def _run_pictures(bench: Workbench, task: Task) -> Outputs:
    """PNG and SVG; a picture that cannot be made is left out, and ``problem`` says why."""
    from booklet.press.faults import PressError
    from booklet.press.pictures import to_png, to_svg

    assert isinstance(task.subject, PictureSubject)
    page = task.subject
    title, description = page.title, page.description
    outputs = {"png": to_png(page.pdf, page.width_px, title=title, description=description)}
    try:
        outputs["svg"] = to_svg(page.pdf, title=title, description=description)
    except PressError as error:
        outputs["problem"] = str(error).encode()
    return outputs


def _run_furniture(bench: Workbench, task: Task) -> Outputs:
    assert isinstance(task.subject, Composition)
    pages = bench.typesetter.typeset_furniture(task.subject)
    return {"pdf": pages.pdf, "facts": _write_facts(pages)}


def _run_plate(bench: Workbench, task: Task) -> Outputs:
    from booklet.press.pictures import to_png
    from booklet.typeset.figures.standalone import write_standalone
    from booklet.typeset.plates import compose_plate

    assert isinstance(task.subject, PlateSubject)
    figure, language, margin_mm = task.subject.figure, task.subject.language, task.subject.margin_mm
    pages = bench.typesetter.typeset(compose_plate(task.subject.name, figure, language, margin_mm))
    png = to_png(pages.pdf, PLATE_PX, title=figure.title, description=figure.alt)
    svg = write_standalone(figure, language, bench.workspace)
    return {"svg": svg, "png": png, "facts": _write_facts(pages)}


def _run_link(bench: Workbench, task: Task) -> Outputs:
    from booklet.press.screen import link_and_finish

    assert isinstance(task.subject, LinkSubject)
    document = link_and_finish(task.subject.sections, task.subject.furniture, task.subject.info)
    findings = [finding.to_json() for finding in document.report]
    facts = {"findings": findings, "pages": len(document.page_map.labels)}
    return {"pdf": document.pdf, "facts": canonical(facts)}


def _run_press(bench: Workbench, task: Task) -> Outputs:
    return press_tasks.run(bench.workspace, task.subject)


_RUN: Mapping[Kind, Callable[[Workbench, Task], Outputs]] = {
    Kind.FIGURES: _run_figures,
    Kind.DRAFT: _run_section,
    Kind.SECTION: _run_section,
    Kind.FURNITURE: _run_furniture,
    Kind.LINK: _run_link,
    Kind.SHEET: _run_sheet,
    Kind.PICTURES: _run_pictures,
    Kind.PLATE: _run_plate,
    Kind.INKS: _run_press,
    Kind.PRINT: _run_press,
    Kind.PRINT_SHEET: _run_press,
    Kind.PREFLIGHT: lambda _, task: preflight_tasks.run(task.subject, task.hint),
    Kind.DOCX: lambda _, task: word_tasks.run(task.subject),
}


@dataclass(frozen=True)
class PageFault:
    """A fault with the severity and advice of its rule, which only the process of the engine knows."""

    finding: Finding
    anchor: str | None


@dataclass(frozen=True)
class Typeset:
    """A section back from its task: its pages and what is wrong on them (pages count in the section)."""

    pages: Pages
    faults: tuple[PageFault, ...]


def _write_facts(pages: Pages) -> bytes:
    faults = [
        {
            "finding": RULES[fault.rule].at(fault.span, fault.message, page=fault.page).to_json(),
            "anchor": fault.anchor,
        }
        for fault in pages.faults
    ]
    facts = [{"filled": p.filled, "anchors": p.anchors, "zones": p.zones} for p in pages.facts]
    written = {"choices": pages.choices, "facts": facts, "faults": faults, "trials": pages.trials}
    return canonical(written)


def read_typeset(outputs: Outputs) -> Typeset:
    """The value that a section's outputs stand for. Raises ``KeyError``, ``TypeError``, ``ValueError``."""
    data = json.loads(outputs["facts"])
    facts = tuple(
        PageFacts(p["filled"], {name: Box(**box) for name, box in p["anchors"].items()}, p["zones"])
        for p in data["facts"]
    )
    faults = tuple(PageFault(Finding.from_json(item["finding"]), item["anchor"]) for item in data["faults"])
    trials = tuple(
        Trial(tuple(trial["choices"]), trial["zones"], tuple(trial["reasons"])) for trial in data["trials"]
    )
    return Typeset(Pages(outputs["pdf"], facts, (), tuple(data["choices"]), trials), faults)


def read_sheet(outputs: Outputs) -> Typeset:
    """The value that the outputs of a sheet stand for: like a section, with the faults of its links too."""
    typeset = read_typeset(outputs)
    found = (PageFault(Finding.from_json(item), None) for item in json.loads(outputs["links"]))
    return replace(typeset, faults=(*typeset.faults, *found))


def read_plate(outputs: Outputs) -> tuple[bytes, bytes, tuple[PageFault, ...]]:
    """SVG, PNG and faults of a figure as a file of its own. Raises like :func:`read_typeset`."""
    return outputs["svg"], outputs["png"], read_typeset({**outputs, "pdf": b""}).faults


def read_link(outputs: Outputs) -> tuple[bytes, Report, int]:
    """File, findings and number of pages of a linked document. Raises like :func:`read_typeset`."""
    data: Any = json.loads(outputs["facts"])
    return (
        outputs["pdf"],
        Report.of(Finding.from_json(item) for item in data["findings"]),
        int(data["pages"]),
    )
