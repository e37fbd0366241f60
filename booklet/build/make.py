"""What a build does when there is something to do: read, check, assemble, write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from booklet.build.content import ALL, Content, read_content
from booklet.build.desk import Desk, MadeFile, Maker
from booklet.build.editions import LanguageEdition, read_edition
from booklet.build.locales import LAYOUTS
from booklet.build.manifest import PATH, Entry, read_manifest, remove_output, write_manifest
from booklet.build.preflight_tasks import Inspector, choose_news
from booklet.build.products import Product, find_parts, find_products
from booklet.build.repeats import drop_repeated_glyphs
from booklet.build.tools import program_version, tool_versions
from booklet.build.values import Outcome, Output, Request, ToolError, UsageError, Watch
from booklet.build.works import Works
from booklet.findings import Report
from booklet.load.layout import load_layout_of
from booklet.load.reading import suggest
from booklet.model.case import Case
from booklet.model.layout import Labelled
from booklet.model.publication import Publication
from booklet.typeset import factsheet, infographic, sections
from booklet.typeset.fonts import FACES, FONT_FOLDER, digest_font_files, read_font_versions
from booklet.typeset.mistakes import LayoutMistake
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
    is_lasting: bool = True

    def agreed_reads(self) -> dict[str, str] | None:
        """The reads of the build; ``None`` where they prove nothing, because a file changed while it ran or
        a result will not last.
        """
        if not self.is_lasting or any(len(states) > 1 for states in self.reads.values()):
            return None
        return {path: next(iter(states)) for path, states in sorted(self.reads.items())}


def make(workspace: Workspace, target: Workspace, works: Works, request: Request, watch: Watch) -> Result:
    """Build what is asked for from one folder into another, usually the same.

    Raises like :func:`booklet.build.run.build_project`.
    """
    products = find_products(request.products, request.cases)
    watch.step("Reading the content")
    content = read_content(workspace, request.languages)
    layouts, report = _read_layouts(workspace, products, content.known[:1])
    report = content.adjust(content.report + report)
    if content.publication is None:
        return Result(Outcome(report=report, readable=False))
    cases = find_cases(content.publication, request.cases)
    parts = find_parts(products, request.cases)
    editions = [read_edition(workspace, content, code, request.gaps, parts) for code in content.languages]
    for edition in editions:
        report += edition.report
    if report.errors:
        return Result(Outcome(report=report))
    prepare = _Preparation(workspace, works, watch, layouts, digest_fonts(workspace), request.cases)
    inspector = Inspector(works, products)
    made: list[MadeFile] = []
    makers: list[tuple[Desk, Maker]] = []
    desks: list[Desk] = []
    try:
        for (maker, layout), group in _group(products):
            for edition in editions:
                desk = prepare.desk(edition, layout)
                others = tuple(prepare.desk(edition, name) for name in group[0].needs)
                chosen = edition.choose_cases(cases, request.cases)
                if maker in ("sheets", "documents"):
                    report += content.adjust(Report.of(edition.find_left_out(cases, request.cases)))
                makers.append((desk, MAKERS[maker]((desk, *others), group, chosen)))
                desks += (desk, *others)
        for _, one in makers:
            one.begin()
        for desk, one in makers:
            files = one.finish()
            inspector.begin(files)
            made += files
            report += content.adjust(desk.name_language(one.report))
    except LayoutMistake as mistake:
        # No severity of the publication turns this off: there is nothing to write.
        return Result(Outcome((), works.states(), report + Report.of([mistake.finding])))
    report = Report.of(drop_repeated_glyphs(report))
    watch.step("Looking at what was made")
    for file in made:  # while the workers look
        works.keep_boxes(file.output.sha256, file.boxes)
    fonts = read_font_versions(workspace)
    report += choose_news(content.adjust(inspector.finish()), report)
    watch.step("Writing")
    written = _write(target, made, request, content, fonts)
    outputs = tuple(one.output for one in made)
    outcome = Outcome(outputs, works.states(), report)
    reads = _all_reads((workspace.reads, *(desk.workspace.reads for desk in desks)), works)
    return Result(outcome, reads, written, works.is_lasting)


@dataclass(frozen=True)
class _Preparation:
    """What all desks of a build are made from; ``named`` are the cases that were asked for by name."""

    workspace: Workspace
    works: Works
    watch: Watch
    layouts: Mapping[str, tuple[Labelled, Mapping[str, str]]]
    fonts: str
    named: tuple[str, ...]

    def desk(self, edition: LanguageEdition, layout: str) -> Desk:
        """The desk for a layout in a language."""
        own, reads = self.layouts[layout]
        return Desk(
            edition.publication,
            edition.layouts.get(layout, own),
            edition.language,
            Workspace(self.workspace.root, {**self.workspace.reads, **reads, **edition.reads}),
            edition.spans,
            self.works,
            self.watch,
            self.fonts,
            edition.choose_cases(edition.publication.cases, self.named),
            edition.foreign,
        )


Desks = tuple[Desk, ...]


def _make_booklet(desks: Desks, products: tuple[Product, ...], _: tuple[Case, ...]) -> Maker:
    from booklet.build.assemble import Assembly

    return Assembly(desks[0], products)


def _make_sheets(desks: Desks, products: tuple[Product, ...], cases: tuple[Case, ...]) -> Maker:
    from booklet.build.sheets import Sheets

    return Sheets(desks[0], products, cases)


def _make_plates(desks: Desks, products: tuple[Product, ...], _: tuple[Case, ...]) -> Maker:
    from booklet.build.plates import Plates

    return Plates(desks[0], products[0])


def _make_documents(desks: Desks, products: tuple[Product, ...], cases: tuple[Case, ...]) -> Maker:
    from booklet.build.documents import Documents

    return Documents(desks[0], products[0], cases, desks[1])


MAKERS: Mapping[str, Callable[[Desks, tuple[Product, ...], tuple[Case, ...]], Maker]] = {
    "booklet": _make_booklet,
    "sheets": _make_sheets,
    "plates": _make_plates,
    "documents": _make_documents,
}
"""Who makes a product, by its ``maker``; the first desk has its layout, the others those that it needs.

What only one of them needs is loaded when it begins: the workers wait for their first task meanwhile.
"""


def _group(products: Iterable[Product]) -> list[tuple[tuple[str, str], tuple[Product, ...]]]:
    """Products that are made together, because they are different finishes of the same pages."""
    groups: dict[tuple[str, str], tuple[Product, ...]] = {}
    for product in products:
        key = (product.maker, product.layout)
        groups[key] = (*groups.get(key, ()), product)
    return list(groups.items())


def find_cases(publication: Publication, names: Iterable[str]) -> tuple[Case, ...]:
    """The cases of these ids in the order of the booklet, all of them when none is named.

    Raises :class:`~booklet.build.values.UsageError` for an id that is not known.
    """
    wanted = set(names)
    known = [case.id for case in publication.cases]
    for name in sorted(wanted - set(known)):
        advice = suggest(name, known) or f"Cases: {', '.join(known)}."
        raise UsageError(f"there is no case “{name}”", advice)
    return tuple(case for case in publication.cases if not wanted or case.id in wanted)


def _read_layouts(
    workspace: Workspace, products: Iterable[Product], languages: tuple[str, ...]
) -> tuple[dict[str, tuple[Labelled, Mapping[str, str]]], Report]:
    """The layouts of the products, each with the reads it took; those that cannot be read are missing, and
    the report says why. They have to have labels in ``languages``.
    """
    layouts: dict[str, tuple[Labelled, Mapping[str, str]]] = {}
    report = Report()
    for name in dict.fromkeys(name for product in products for name in (product.layout, *product.needs)):
        own = Workspace(workspace.root)
        layout, found = load_layout_of(own, name, LAYOUTS[name], languages, STYLESHEETS[name])
        report += found
        if layout is not None:
            layouts[name] = layout, own.reads
    return layouts, report


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


def _all_reads(known: Iterable[Mapping[str, str]], works: Works) -> dict[str, set[str]]:
    """Every file that reading, composing or a task looked at, with the states it was seen in."""
    reads: dict[str, set[str]] = {}
    for states in known:
        for path, state in states.items():
            reads.setdefault(path, set()).add(state)
    for path, found in works.reads.items():
        reads.setdefault(path, set()).update(found)
    return reads


def _write(
    workspace: Workspace,
    made: Iterable[MadeFile],
    request: Request,
    content: Content,
    fonts: Mapping[str, str],
) -> dict[str, str]:
    """Put outputs and manifest in place and remove outputs that no longer belong.

    Each file is replaced in one step, and the manifest last: whenever the program is killed, every file
    is a whole one. Outputs of products and languages that were not asked for stay.
    """
    before = read_manifest(workspace)
    options = request.gaps.unusual()
    entries = {one.output.path: Entry(one.output, one.inputs, options) for one in made}
    written: dict[str, str] = {}
    for one in made:
        workspace.write(one.output.path, one.data)
        written[one.output.path] = one.output.sha256
    for entry in before:
        if entry.output.path in entries:
            continue
        if _is_asked_for(entry.output, request, content):
            remove_output(workspace, entry.output)
        else:
            entries[entry.output.path] = entry
    tools = {**tool_versions(), "booklet": program_version()}
    manifest = write_manifest(entries.values(), tools, fonts)
    workspace.write(PATH, manifest)
    written[PATH] = digest(manifest)
    return written


def _is_asked_for(output: Output, request: Request, content: Content) -> bool:
    """Whether a build of the request is answerable for an output, also for its no longer being made."""
    products = not request.products or output.product in request.products
    cases = not request.cases or output.case in request.cases
    gone = ALL in request.languages and output.language not in content.known
    return products and cases and (gone or output.language in content.languages)
