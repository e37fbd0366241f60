"""Two sides compared document by document: what ``booklet diff`` does before it tells of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from booklet.build.maps import find_map
from booklet.build.sides import Document, Named, Shelf, open_side, resolve_name
from booklet.build.store import Store
from booklet.build.values import Request, Silence, UsageError, Watch
from booklet.compare.report.values import Comparison, Pair, Side, SideKind
from booklet.compare.values import CompareError, Difference, DocumentFacts, Layer, Options

if TYPE_CHECKING:
    from booklet.compare.paragraphs import Paragraph
    from booklet.compare.sourcemap import Source

MAGIC = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "docx": b"PK\x03\x04"}
"""How files begin, by format; a PDF may have something before it (ISO 32000-1, Annex H)."""

SAME_PROGRAM = (
    "Both sides were built by the program that runs now: a difference lies in the project’s files."
)


@dataclass(frozen=True)
class Wanted:
    """What to compare: which outputs of builds, which layers not, and whether the content as well."""

    request: Request = field(default_factory=Request)
    ignored: frozenset[Layer] = frozenset()
    content: bool = False


def compare_names(
    names: tuple[str, str], here: Path, root: Path, wanted: Wanted, watch: Watch | None = None
) -> Comparison:
    """Compare what two names mean to somebody in the folder ``here`` who works on the project ``root``.

    Raises :class:`~booklet.build.values.UsageError` for names that mean nothing and for files that cannot
    be compared, :class:`~booklet.build.sides.UnbuiltError` for a state with errors, and like
    :func:`booklet.build.run.build_project`.
    """
    watch = watch or Silence()
    old, new = (resolve_name(name, here, root) for name in names)
    if old.kind is SideKind.FILE and new.kind is SideKind.FILE:
        if wanted.content:
            raise UsageError("--content compares two revisions, the working tree, or folders of projects")
    elif SideKind.FILE in (old.kind, new.kind):
        raise UsageError("a file can be compared with a file only, and builds with builds")
    if old.revision and new.revision and old.revision.tree == new.revision.tree:
        note = "The project’s files are the same in both revisions."
        first, second = (
            Side(n.name, n.kind, n.revision.detail, n.revision.commit) for n in (old, new) if n.revision
        )
        return Comparison(first, second, ignored=_sorted(wanted.ignored), notes=(note,))
    with ExitStack() as open_sides:
        shelves = [open_sides.enter_context(open_side(n, root, wanted.request, watch)) for n in (old, new)]
        watch.step("Comparing")
        return _compare_shelves((old, new), (shelves[0], shelves[1]), root, wanted)


def _compare_shelves(
    names: tuple[Named, Named], shelves: tuple[Shelf, Shelf], root: Path, wanted: Wanted
) -> Comparison:
    old, new = shelves
    ignored = _sorted(wanted.ignored)
    notes = (*_tell_tools(old.side, new.side), *old.notes, *new.notes)
    desk = _Desk(old, new, Store(root), Options(ignored=wanted.ignored))
    if names[0].kind is SideKind.FILE:
        return Comparison(old.side, new.side, (desk.compare_files(),), ignored=ignored, notes=notes)
    both = [path for path in new.documents if path in old.documents]
    equal = tuple(p for p in both if old.documents[p].sha256 == new.documents[p].sha256)
    same = frozenset(equal)
    pairs = [desk.compare(path) for path in both if path not in same]
    if wanted.content:
        pairs.insert(0, desk.compare_content())
    return Comparison(
        old.side,
        new.side,
        tuple(pairs),
        equal,
        tuple(path for path in new.documents if path not in old.documents),
        tuple(path for path in old.documents if path not in new.documents),
        ignored,
        notes,
    )


def _sorted(layers: frozenset[Layer]) -> tuple[Layer, ...]:
    return tuple(layer for layer in Layer if layer in layers)


def _tell_tools(old: Side, new: Side) -> Iterator[str]:
    """What there is to know about who built the two sides."""
    if old.kind is not SideKind.FOLDER and new.kind is not SideKind.FOLDER:
        if old.kind is not SideKind.FILE:
            yield SAME_PROGRAM
        return
    names = sorted({*old.tools, *new.tools}) if old.tools and new.tools else ()
    changed = [n for n in names if old.tools.get(n) != new.tools.get(n)]
    if changed:
        told = (f"{n} {old.tools.get(n, 'absent')} → {new.tools.get(n, 'absent')}" for n in changed)
        yield f"The sides were built with different tools: {', '.join(told)}."


@dataclass(frozen=True)
class _Desk:
    """What comparing two documents of the sides needs."""

    old: Shelf
    new: Shelf
    store: Store
    options: Options

    def compare_files(self) -> Pair:
        """Two single files. Raises :class:`~booklet.build.values.UsageError` when that is not possible."""
        old, new = (next(iter(shelf.documents.values())) for shelf in (self.old, self.new))
        path = new.path if old.path == new.path else f"{old.path} → {new.path}"
        if old.sha256 == new.sha256:
            return Pair(path, Difference(_facts(old), _facts(new), same_bytes=True))
        for document, shelf in ((old, self.old), (new, self.new)):
            if not find_format(document.read()):
                raise UsageError(f"{shelf.side.name} is not a PDF, DOCX, PNG or SVG file")
        try:
            return self._look(old, new, path)
        except CompareError as error:
            raise UsageError(str(error), error.help) from None

    def compare(self, path: str) -> Pair:
        """A document of both builds; one that cannot be read is told like a difference."""
        old, new = self.old.documents[path], self.new.documents[path]
        if not find_format(old.read()) and not find_format(new.read()):
            problem = "files of this kind are not looked into"
            return Pair(path, None, problem, new.language, new.case)
        try:
            return self._look(old, new, path)
        except (CompareError, UsageError) as error:
            return Pair(path, None, str(error), new.language, new.case)

    def _look(self, old: Document, new: Document, path: str) -> Pair:
        """Raises :class:`~booklet.compare.values.CompareError` and ``UsageError``."""
        formats = find_format(old.read()), find_format(new.read())
        if formats[0] != formats[1]:
            told = " and ".join(name.upper() or "something else" for name in formats)
            raise UsageError(f"{path}: the formats differ ({told})")
        if formats[0] == "docx":
            difference = self._compare_docx(old, new)
        else:
            from booklet.compare.documents import compare_documents

            sources = self._source(old, self.old), self._source(new, self.new)
            difference = compare_documents(*sources, self.options)
        return Pair(path, difference, "", new.language, new.case, old.read(), new.read())

    def _source(self, document: Document, shelf: Shelf) -> Source:
        from booklet.compare.sourcemap import Source

        found = find_map(self.store, document.sha256, shelf.spans) if shelf.spans else None
        return Source(document.path, document.read(), found)

    def _compare_docx(self, old: Document, new: Document) -> Difference:
        from booklet.compare.paragraphs import compare_paragraphs

        return compare_paragraphs(
            _facts(old), _facts(new), read_paragraphs(old), read_paragraphs(new), self.options
        )

    def compare_content(self) -> Pair:
        """The publications of both sides, field by field.

        Raises :class:`~booklet.build.values.UsageError` when a side has no content that can be read.
        """
        from booklet.compare.content import compare_content

        publications, facts = [], []
        for shelf in (self.old, self.new):
            publication = shelf.publication
            if publication is None:
                raise UsageError(
                    f"{shelf.side.name} has no content to compare",
                    "--content compares revisions, the working tree, and the build folders of projects.",
                )
            publications.append(publication)
            facts.append(DocumentFacts(shelf.side.name, "content", "", 0))
        pair = (publications[0], publications[1])
        difference = compare_content(facts[0], facts[1], pair, (self.old.spans, self.new.spans))
        if Layer.CONTENT in self.options.ignored:
            difference = replace(difference, changes=())
        return Pair("content", difference)


def read_paragraphs(document: Document) -> list[Paragraph]:
    """What a Word document says, after all tracked changes in it.

    Raises :class:`~booklet.compare.values.CompareError` for one that is damaged or not safe to open.
    """
    from booklet.compare.paragraphs import Paragraph
    from booklet.model.markup import Run
    from booklet.word.lines import read_lines, read_notes
    from booklet.word.safe import open_docx

    opened, report = open_docx(document.read(), document.path)
    if opened is None:
        finding = next(iter(report))
        raise CompareError(document.path, finding.message, finding.help)
    found = []
    for line in read_lines(opened):
        table, row, column = line.cell or (0, 0, 0)
        place = f"table {table}, row {row + 1}, column {column + 1}" if line.cell else ""
        found.append(Paragraph(tuple(word.run for word in line.words), place=place))
    notes = (Paragraph((Run(text),), place="footnote") for text in read_notes(opened))
    return [*found, *notes]


def _facts(document: Document) -> DocumentFacts:
    """What is known of a document that nobody has opened."""
    data = document.read()
    return DocumentFacts(document.path, find_format(data), document.sha256, len(data))


def find_format(data: bytes) -> str:
    """``pdf``, ``docx``, ``png`` or ``svg``, by what the file begins with; empty for anything else."""
    if data[:8] == MAGIC["png"]:
        return "png"
    if MAGIC["pdf"] in data[:1024]:
        return "pdf"
    if data[:4] == MAGIC["docx"]:
        return "docx"
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return "svg" if head.startswith(b"<") and b"<svg" in head else ""
