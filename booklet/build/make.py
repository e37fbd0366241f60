"""What a build does when there is something to do: read, check, assemble, write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from booklet.build.assemble import Assembly, drop_repeated_glyphs
from booklet.build.content import Content, read_content
from booklet.build.manifest import PATH, Entry, list_inputs, read_manifest, remove_output, write_manifest
from booklet.build.plates import Plates
from booklet.build.products import Product, find_products
from booklet.build.sheets import Sheet, Sheets
from booklet.build.tools import tool_versions
from booklet.build.values import Outcome, Output, Request, ToolError, UsageError, Watch
from booklet.build.works import Works
from booklet.findings import Report
from booklet.load.layout import FOLDER as LAYOUTS_FOLDER
from booklet.load.layout import load_layout_of
from booklet.load.project import CASES_FOLDER, CHAPTERS_FOLDER, SETTINGS_FILE, TAXONOMY_FILE
from booklet.model.case import Case
from booklet.model.layout import Labelled, Layout, SheetLayout
from booklet.model.publication import Publication
from booklet.typeset import factsheet, infographic, sections
from booklet.typeset.fonts import FACES, FONT_FOLDER, digest_font_files
from booklet.typeset.mistakes import Labels, LayoutMistake
from booklet.workspace import Workspace, WorkspaceError, digest

STYLESHEETS = {
    "booklet": sections.STYLESHEETS,
    "factsheet": factsheet.STYLESHEETS,
    "infographic": infographic.STYLESHEETS,
}
"""The style sheets of each layout."""


@dataclass
class Result:
    """What a build that had something to do came to.

    ``reads`` holds every state in which each file was seen; ``written`` the digest of each file that was
    written, none when errors stopped the build.
    """

    outcome: Outcome
    reads: dict[str, set[str]] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)

    def agreed_reads(self) -> dict[str, str] | None:
        """The reads of the build; ``None`` when a file changed while it ran, so that it proves nothing."""
        if any(len(states) > 1 for states in self.reads.values()):
            return None
        return {path: next(iter(states)) for path, states in sorted(self.reads.items())}


@dataclass(frozen=True)
class _Made:
    """A finished file and the files it was made from."""

    output: Output
    data: bytes
    inputs: Mapping[str, str]


def make(workspace: Workspace, works: Works, request: Request, watch: Watch) -> Result:
    """Build what is asked for. Raises like :func:`booklet.build.run.build_project`."""
    products = find_products(request.products, request.cases)
    watch.step("Reading the content")
    content = read_content(workspace, request.languages)
    layouts, report = _read_layouts(workspace, products, content.languages)
    report = content.adjust(content.report + report)
    if content.publication is None:
        return Result(Outcome(report=report, readable=False))
    cases = find_cases(content.publication, request.cases)
    if report.errors:
        return Result(Outcome(report=report))
    desk = _Desk(content, content.publication, workspace, works, watch, digest_fonts(workspace))
    made: list[_Made] = []
    try:
        for product in products:
            for language in content.languages:
                files, found = desk.make(product, layouts[product.layout], language, cases)
                made += files
                report += content.adjust(found)
    except LayoutMistake as mistake:
        # No severity of the publication turns this off: there is nothing to write.
        return Result(Outcome((), works.states(), report + Report.of([mistake.finding])))
    report = Report.of(drop_repeated_glyphs(report))
    watch.step("Writing")
    written = _write(workspace, made, request)
    outputs = tuple(one.output for one in made)
    outcome = Outcome(outputs, works.states(), report)
    return Result(outcome, _all_reads(workspace, works), written)


def find_cases(publication: Publication, names: Iterable[str]) -> tuple[Case, ...]:
    """The cases of these ids in the order of the booklet, all of them when none is named.

    Raises :class:`~booklet.build.values.UsageError` for an id that is not known.
    """
    wanted = set(names)
    known = [case.id for case in publication.cases]
    for name in sorted(wanted - set(known)):
        raise UsageError(f"there is no case “{name}”", f"Cases: {', '.join(known)}.")
    return tuple(case for case in publication.cases if not wanted or case.id in wanted)


def _read_layouts(
    workspace: Workspace, products: Iterable[Product], languages: Iterable[str]
) -> tuple[dict[str, Labelled], Report]:
    """The layouts of the products; those that cannot be read are missing, and the report says why."""
    layouts: dict[str, Labelled] = {}
    report = Report()
    for product in products:
        if product.layout in layouts:
            continue
        model: type[Labelled] = SheetLayout if product.is_sheet else Layout
        layout, found = load_layout_of(
            workspace, product.layout, model, tuple(languages), STYLESHEETS[product.layout]
        )
        report += found
        if layout is not None:
            layouts[product.layout] = layout
    return layouts, report


@dataclass(frozen=True)
class _Desk:
    """What making any product needs."""

    content: Content
    publication: Publication
    workspace: Workspace
    works: Works
    watch: Watch
    fonts: str

    def make(
        self, product: Product, layout: Labelled, language: str, cases: Iterable[Case]
    ) -> tuple[list[_Made], Report]:
        """The files of a product in one language, and what is wrong with them.

        Raises :class:`~booklet.typeset.mistakes.LayoutMistake` when the layout cannot be used.
        """
        if isinstance(layout, SheetLayout):
            return self.make_sheets(product, layout, language, cases)
        if product.is_plate:
            return self.make_plates(product, layout, language)
        return self.make_booklet(product, layout, language)

    def make_booklet(self, product: Product, layout: Labelled, language: str) -> tuple[list[_Made], Report]:
        """The whole booklet in one language, and what is wrong with it."""
        assert isinstance(layout, Layout)
        spans = self.content.spans
        assembly = Assembly(
            self.publication, layout, language, self.workspace, spans, self.works, self.watch, self.fonts
        )
        pdf, pages = assembly.make()
        output = Output(product.name, language, product.path(language), digest(pdf), pages, len(pdf))
        reads = {path: min(states) for path, states in _all_reads(self.workspace, self.works).items()}
        return [_Made(output, pdf, list_inputs(reads))], assembly.report

    def make_sheets(
        self, product: Product, layout: SheetLayout, language: str, cases: Iterable[Case]
    ) -> tuple[list[_Made], Report]:
        """The documents of these cases in one language, and what is wrong with them."""
        sheets = Sheets(
            self.publication,
            layout,
            product.layout,
            product.name,
            language,
            self.workspace,
            self.content.spans,
            self.works,
            self.watch,
            self.fonts,
        )
        made = [one for sheet in sheets.make(cases) for one in self._made(product, language, sheet)]
        return made, sheets.report

    def make_plates(self, product: Product, layout: Labelled, language: str) -> tuple[list[_Made], Report]:
        """The book-wide figures in one language, and what is wrong with them."""
        layout_file = f"{LAYOUTS_FOLDER}/{product.layout}/layout.yaml"
        labels = Labels.of(layout, layout_file, language)
        plates = Plates(self.publication, labels, language, self.works, self.watch, self.fonts)
        reads = {p: s for p, s in self.workspace.reads.items() if p == layout_file or _is_read_by_plates(p)}
        made = []
        for plate in plates.make():
            inputs = list_inputs({**reads, **plate.reads})
            for format, data in zip(product.formats, (plate.svg, plate.png), strict=True):
                path = product.plate_path(language, plate.name, format)
                made.append(
                    _Made(Output(product.name, language, path, digest(data), 1, len(data)), data, inputs)
                )
        return made, plates.report

    def _made(self, product: Product, language: str, sheet: Sheet) -> list[_Made]:
        """The files of a sheet."""
        path = product.path(language, sheet.case)
        output = Output(
            product.name,
            language,
            path,
            digest(sheet.pdf),
            1,
            len(sheet.pdf),
            sheet.case,
            sheet.step,
            sheet.zones,
            sheet.attempts,
        )
        reads = {p: state for p, state in self.workspace.reads.items() if _is_read_by(p, sheet.case)}
        inputs = list_inputs({**reads, **sheet.reads})
        made = [_Made(output, sheet.pdf, inputs)]
        for ending, data in sorted(sheet.pictures.items()):
            file = str(PurePosixPath(path).with_suffix(f".{ending}"))
            picture = Output(
                product.name, language, file, digest(data), 1, len(data), sheet.case, sheet.step
            )
            made.append(_Made(picture, data, inputs))
        return made


def _is_read_by(path: str, case: str) -> bool:
    """Whether a file may concern the sheet of a case: all but chapters and the other cases."""
    folder, stem = PurePosixPath(path).parent.as_posix(), PurePosixPath(path).stem
    return folder != CHAPTERS_FOLDER and (folder != CASES_FOLDER or stem == case)


def _is_read_by_plates(path: str) -> bool:
    """Whether a file may concern the book-wide figures: settings, taxonomy and cases."""
    return path in (SETTINGS_FILE, TAXONOMY_FILE) or path.startswith(f"{CASES_FOLDER}/")


def digest_fonts(workspace: Workspace) -> str:
    """Digest of the fonts: the engine reads them past the workspace, so every task depends on them.

    Raises :class:`~booklet.build.values.ToolError` when one that is needed cannot be read.
    """
    for face in FACES:
        path = f"{FONT_FOLDER}/{face}"
        try:
            workspace.read(path)
        except WorkspaceError as error:
            raise ToolError(f"the font {path} is needed: {error.reason}") from None
    files = digest_font_files(workspace)
    return digest("\n".join(f"{path} {state}" for path, state in files.items()).encode())


def _all_reads(workspace: Workspace, works: Works) -> dict[str, set[str]]:
    """Every file that reading, composing or a task looked at, with the states it was seen in."""
    reads = {path: {state} for path, state in workspace.reads.items()}
    for path, states in works.reads.items():
        reads.setdefault(path, set()).update(states)
    return reads


def _write(workspace: Workspace, made: Iterable[_Made], request: Request) -> dict[str, str]:
    """Put outputs and manifest in place and remove outputs that no longer belong.

    Each file is replaced in one step, and the manifest last: whenever the program is killed, every file
    is a whole one. Outputs of products and languages that were not asked for stay.
    """
    before = read_manifest(workspace)
    entries = {one.output.path: Entry(one.output, one.inputs) for one in made}
    written: dict[str, str] = {}
    for one in made:
        workspace.write(one.output.path, one.data)
        written[one.output.path] = one.output.sha256
    for entry in before:
        if entry.output.path in entries:
            continue
        if _is_asked_for(entry.output, request):
            remove_output(workspace, entry.output)
        else:
            entries[entry.output.path] = entry
    manifest = write_manifest(entries.values(), tool_versions())
    workspace.write(PATH, manifest)
    written[PATH] = digest(manifest)
    return written


def _is_asked_for(output: Output, request: Request) -> bool:
    """Whether a build of the request is answerable for an output, also for its no longer being made."""
    products = not request.products or output.product in request.products
    cases = not request.cases or output.case in request.cases
    return products and cases and (not request.languages or output.language in request.languages)
