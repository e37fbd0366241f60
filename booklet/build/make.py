"""What a build does when there is something to do: read, check, assemble, write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from booklet.build.assemble import Assembly
from booklet.build.content import read_content
from booklet.build.manifest import PATH, Entry, list_inputs, read_manifest, remove_output, write_manifest
from booklet.build.products import Product, find_products
from booklet.build.tools import tool_versions
from booklet.build.values import Outcome, Output, Request, Watch
from booklet.build.works import Works
from booklet.findings import Report
from booklet.load.layout import load_layout
from booklet.model.layout import Layout
from booklet.typeset.fonts import FONT_FOLDER
from booklet.workspace import Workspace, digest


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
    products = find_products(request.products)
    watch.step("Reading the content")
    content = read_content(workspace, request.languages)
    layouts, report = _read_layouts(workspace, products)
    report = content.adjust(content.report + report)
    if content.publication is None or report.errors:
        return Result(Outcome(report=report, readable=content.publication is not None))
    fonts = digest_fonts(workspace)
    made: list[_Made] = []
    for product in products:
        for language in content.languages:
            assembly = Assembly(
                content.publication,
                layouts[product.layout],
                language,
                workspace,
                content.spans,
                works,
                watch,
                fonts,
            )
            made.append(_make_booklet(assembly, product))
            report += content.adjust(assembly.report)
    watch.step("Writing")
    written = _write(workspace, made, request)
    outputs = tuple(one.output for one in made)
    outcome = Outcome(outputs, works.states(), report)
    return Result(outcome, _all_reads(workspace, works), written)


def _read_layouts(workspace: Workspace, products: Iterable[Product]) -> tuple[dict[str, Layout], Report]:
    """The layouts of the products; those that cannot be read are missing, and the report says why."""
    layouts: dict[str, Layout] = {}
    report = Report()
    for name in dict.fromkeys(product.layout for product in products):
        layout, found = load_layout(workspace, name)
        report += found
        if layout is not None:
            layouts[name] = layout
    return layouts, report


def _make_booklet(assembly: Assembly, product: Product) -> _Made:
    """One product in one language."""
    pdf, pages = assembly.make()
    path = product.path(assembly.language)
    output = Output(product.name, assembly.language, path, digest(pdf), pages, len(pdf))
    reads = {path: min(states) for path, states in _all_reads(assembly.workspace, assembly.works).items()}
    return _Made(output, pdf, list_inputs(reads))


def digest_fonts(workspace: Workspace) -> str:
    """Digest of the fonts: the engine reads them past the workspace, so every task depends on them."""
    fonts = (path for path in workspace.list(FONT_FOLDER) if path.endswith((".ttf", ".otf")))
    return digest("\n".join(f"{path} {digest(workspace.read(path))}" for path in fonts).encode())


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
            remove_output(workspace, entry.output.path)
        else:
            entries[entry.output.path] = entry
    manifest = write_manifest(entries.values(), tool_versions())
    workspace.write(PATH, manifest)
    written[PATH] = digest(manifest)
    return written


def _is_asked_for(output: Output, request: Request) -> bool:
    """Whether a build of the request is answerable for an output, also for its no longer being made."""
    products = not request.products or output.product in request.products
    return products and (not request.languages or output.language in request.languages)
