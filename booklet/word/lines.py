"""A Word file as the lines of text that a reader sees once all tracked changes are accepted.

Insertions count, deletions do not; a paragraph whose mark is deleted runs on into the next one. Comments,
fields' instructions, and the second rendering of a text box for old programs are no text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from booklet.model.markup import Run
from booklet.word.safe import Opened
from booklet.word.stylebook import Stylebook, read_stylebook
from booklet.word.xml import Element, q

DOCUMENT = "word/document.xml"
MAX_CODE = 4096
"""No instruction of a field is so long, and no address."""

_FIELD_LINK = re.compile(r'^\s*HYPERLINK\s+(?:\\\w\s+)*"([^"]*)"')
_WEB = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
ANCHOR = re.compile(r"s_[0-9a-f]{10}")
"""What a segment's bookmark is called."""

MAX_OPEN = 50
"""So many bookmarks or fields are open at one place at most, or comments hang there. A document has two or
three: only files made to cost time have more, and of theirs the oldest are forgotten.
"""


@dataclass(frozen=True)
class Word:
    """A stretch of characters: ``direct`` says that its marks come from formatting and not from a style."""

    run: Run
    direct: bool = False


@dataclass
class Line:
    """A paragraph.

    ``starts`` are the anchors whose bookmarks begin in it, with the number of words before them, and
    ``covers`` those that began earlier and have not ended. ``style`` is the anchor that its style names.
    ``context`` says that it is a heading for orientation; ``cell`` is its place in a table: table, row and
    column. ``names`` are the anchors of ``starts`` in a line that others run on into.
    """

    words: list[Word] = field(default_factory=list)
    starts: list[tuple[int, str]] = field(default_factory=list)
    covers: tuple[str, ...] = ()
    style: str = ""
    context: bool = False
    tracked: bool = False
    comments: list[str] = field(default_factory=list)
    cell: tuple[int, int, int] | None = None
    names: set[str] | None = field(default=None, init=False)
    _solid: bool = field(default=False, init=False)

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(word.run.text for word in self.words)

    @property
    def is_blank(self) -> bool:
        """Whether nobody would see it."""
        # Words are only ever added to a line.
        self._solid = self._solid or any(word.run.text.strip() for word in self.words)
        return not self._solid


def read_lines(opened: Opened) -> list[Line]:
    """The lines of a file's text, in order; empty ones too, since a bookmark may stand there."""
    document = opened.part(DOCUMENT)
    body = None if document is None else document.find(q("w:body"))
    if body is None:
        return []
    reader = _Reader(read_stylebook(opened), _read_links(opened, "document"))
    reader.blocks(body)
    return reader.finish()


def read_notes(opened: Opened) -> list[str]:
    """The texts of footnotes and endnotes: nothing that we write has any."""
    found = []
    for name in ("footnotes", "endnotes"):
        part = opened.part(f"word/{name}.xml")
        if part is None:
            continue
        for note in part:
            if note.get(q("w:type")) in (None, "normal"):
                found.append("".join(text.text or "" for text in note.iter(q("w:t"))).strip())
    return [text for text in found if text]


def _read_links(opened: Opened, part: str) -> dict[str, str]:
    tree = opened.part(f"word/_rels/{part}.xml.rels")
    if tree is None:
        return {}
    entries = tree.iter(q("rel:Relationship"))
    return {entry.get("Id", ""): entry.get("Target", "") for entry in entries if entry.get("TargetMode")}


class _Reader:
    """Walks the body once; what spans several paragraphs (bookmarks, fields) is state."""

    def __init__(self, styles: Stylebook, links: dict[str, str]) -> None:
        self.styles, self.links = styles, links
        self.lines: list[Line] = []
        self._open: dict[str, str] = {}
        self._pending: list[str] = []
        self._fields: list[tuple[str, bool]] = []
        self._carried: Line | None = None
        self._tables = 0
        self._cell: tuple[int, int, int] | None = None

    def finish(self) -> list[Line]:
        """All lines; a last paragraph whose mark is deleted is one too."""
        if self._carried is not None:
            self.lines.append(self._carried)
            self._carried = None
        return self.lines

    def blocks(self, parent: Element) -> None:
        """Paragraphs and tables, within whatever wraps them."""
        for child in parent:
            if child.tag == q("w:p"):
                self._paragraph(child)
            elif child.tag == q("w:tbl"):
                self._table(child)
            elif child.tag in _GONE:
                continue
            elif child.tag == q("w:bookmarkStart"):
                self._start_bookmark(child, None)
            elif child.tag == q("w:bookmarkEnd"):
                self._open.pop(child.get(q("w:id")), None)
            elif child.tag not in _PROPERTIES:
                self.blocks(child)

    def _table(self, table: Element) -> None:
        self._tables += 1
        outer, number = self._cell, self._tables
        rows = (row for row in table.iter(q("w:tr")) if _owner(row, q("w:tbl")) is table)
        for index, row in enumerate(rows):
            if row.find(f"{q('w:trPr')}/{q('w:del')}") is not None:
                continue
            cells = (cell for cell in row.iter(q("w:tc")) if _owner(cell, q("w:tr")) is row)
            for column, cell in enumerate(cells):
                self._cell = (number, index, column)
                self.blocks(cell)
        self._cell = outer

    def _paragraph(self, element: Element) -> None:
        properties = element.find(q("w:pPr"))
        mark = None if properties is None else properties.find(q("w:rPr"))
        gone = mark is not None and any(mark.find(tag) is not None for tag in (q("w:del"), q("w:moveFrom")))
        line = Line(covers=tuple(dict.fromkeys(self._open.values())), cell=self._cell)
        line.tracked = mark is not None and (gone or mark.find(q("w:ins")) is not None)
        name = None if properties is None else properties.find(q("w:pStyle"))
        style = self.styles.paragraph("" if name is None else name.get(q("w:val"), ""))
        line.style, line.context = style.anchor, style.context
        line.starts += [(0, anchor) for anchor in self._pending]
        self._pending = []
        self._inline(element, line, bold=style.strong, italic=style.emphasis, href=None)
        self.lines += _boxes(element, self)
        # An instruction without an end would swallow all that follows.
        self._fields = [(code, True) for code, _ in self._fields]
        if self._carried is not None:
            line = _run_on(self._carried, line)
            self._carried = None
        if gone:
            self._carried = line
        else:
            self.lines.append(line)

    def _inline(self, parent: Element, line: Line, *, bold: bool, italic: bool, href: str | None) -> None:
        """What stands in a line. ``bold`` and ``italic`` are the look of the paragraph's own style."""
        for child in parent:
            tag = child.tag
            if tag == q("w:r"):
                self._run(child, line, bold=bold, italic=italic, href=href)
            elif tag == q("w:bookmarkStart"):
                self._start_bookmark(child, line)
            elif tag == q("w:bookmarkEnd"):
                self._open.pop(child.get(q("w:id")), None)
            elif tag in _GONE:
                line.tracked = True
            elif tag == q("w:hyperlink"):
                target = self.links.get(child.get(q("r:id"), "")) or ""
                self._inline(child, line, bold=bold, italic=italic, href=_web(target))
            elif tag == q("w:fldSimple"):
                found = _FIELD_LINK.match(child.get(q("w:instr"), ""))
                inner = _web(found[1]) if found else href
                self._inline(child, line, bold=bold, italic=italic, href=inner)
            elif tag not in _PROPERTIES:
                line.tracked |= tag in (q("w:ins"), q("w:moveTo"))
                self._inline(child, line, bold=bold, italic=italic, href=href)

    def _start_bookmark(self, element: Element, line: Line | None) -> None:
        name = element.get(q("w:name"), "")
        if not ANCHOR.fullmatch(name):
            return
        self._open[element.get(q("w:id"), "")] = name
        if len(self._open) > MAX_OPEN:
            del self._open[next(iter(self._open))]
        if line is None:
            self._pending.append(name)
        else:
            line.starts.append((len(line.words), name))

    def _run(self, element: Element, line: Line, *, bold: bool, italic: bool, href: str | None) -> None:
        reference = element.find(q("w:commentReference"))
        if reference is not None:
            line.comments = [*line.comments[1 - MAX_OPEN :], reference.get(q("w:id"), "")]
        self._note_field(element)
        text = "".join(_characters(child) for child in element)
        if not text or any(not shown for _, shown in self._fields):
            return
        link = href or next(filter(None, (_field_link(code) for code, _ in self._fields)), None)
        marks = self.styles.marks(element.find(q("w:rPr")), bold=bold, italic=italic)
        if marks.hidden:
            return
        run = Run(unicodedata.normalize("NFC", text), marks.strong, marks.emphasis, link)
        line.words.append(Word(run, marks.direct))

    def _note_field(self, element: Element) -> None:
        """Fields: what stands before their separator is an instruction, what follows is text."""
        for child in element:
            if child.tag == q("w:instrText") and self._fields:
                code, shown = self._fields[-1]
                self._fields[-1] = ((code + (child.text or ""))[:MAX_CODE], shown)
            elif child.tag == q("w:fldChar"):
                kind = child.get(q("w:fldCharType"))
                if kind == "begin":
                    self._fields = [*self._fields[1 - MAX_OPEN :], ("", False)]
                elif kind == "separate" and self._fields:
                    self._fields[-1] = (self._fields[-1][0], True)
                elif kind == "end" and self._fields:
                    self._fields.pop()


_GONE = frozenset(map(q, ("w:del", "w:moveFrom")))
"""What tracked changes took away."""

_PROPERTIES = frozenset(
    map(
        q,
        (
            *("w:pPr", "w:rPr", "w:sectPr", "w:tblPr", "w:tblGrid", "w:trPr", "w:tcPr"),
            *("w:sdtPr", "w:sdtEndPr", "mc:Fallback", "w:drawing", "w:pict"),
        ),
    )
)
"""What holds no text of the line; text boxes within drawings are read apart."""


def _characters(child: Element) -> str:
    """The characters that an element of a run stands for."""
    if child.tag == q("w:t"):
        return child.text or ""
    return _SIGNS.get(child.tag, "")


_SIGNS = {
    q("w:tab"): " ",
    q("w:br"): " ",
    q("w:cr"): " ",
    q("w:ptab"): " ",
    q("w:noBreakHyphen"): "\u2011",
    q("w:softHyphen"): "\u00ad",
}


def _web(target: str) -> str | None:
    """A link that leads to the web or to a mailbox; others are no links of the content."""
    return target if len(target) <= MAX_CODE and _WEB.match(target) else None


@lru_cache(maxsize=MAX_OPEN)
def _field_link(code: str) -> str | None:
    """The link that a field's instruction makes."""
    found = _FIELD_LINK.match(code)
    return _web(found[1]) if found else None


def _owner(element: Element, tag: str) -> Element | None:
    """The nearest ancestor of a kind."""
    return next(element.iterancestors(tag), None)


def _boxes(paragraph: Element, reader: _Reader) -> Iterator[Line]:
    """The lines of text boxes that hang on a paragraph."""
    for content in paragraph.iter(q("w:txbxContent")):
        inside_other = any(a.tag == q("mc:Fallback") for a in content.iterancestors())
        if not inside_other and _owner(content, q("w:p")) is paragraph:
            inner = _Reader(reader.styles, reader.links)
            inner.blocks(content)
            yield from inner.finish()


def _run_on(first: Line, second: Line) -> Line:
    """Two paragraphs between which the mark was deleted. One without words leaves nothing behind."""
    comments = (first.comments + second.comments)[-MAX_OPEN:]
    if first.is_blank:
        second.tracked = True
        second.comments = comments
        return second
    # In place: thousands may run on, each into the next one.
    shift = len(first.words)
    if first.names is None:
        first.names = {anchor for _, anchor in first.starts}
    if first.style and first.style not in first.names:
        first.starts.insert(0, (0, first.style))
        first.names.add(first.style)
    if not second.is_blank:
        first.starts += [(shift + at, anchor) for at, anchor in second.starts]
        first.names.update(anchor for _, anchor in second.starts)
        if second.style and second.style not in first.names:
            first.starts.append((shift, second.style))
            first.names.add(second.style)
    first.words += second.words
    first.context = first.context and second.context
    first.tracked = True
    first.comments = comments
    return first
