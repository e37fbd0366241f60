"""Content as the XML of a Word document's main part, with what it points at."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from booklet.model.markup import Run
from booklet.word.content import (
    Content,
    Contents,
    Foreign,
    Info,
    Inline,
    Label,
    Paragraph,
    Picture,
    Piece,
    Revision,
    Table,
)
from booklet.word.drawing import draw_inline
from booklet.word.package import Package, Relations
from booklet.word.style_xml import BULLETS, LIST_LEVELS, NUMBERS, twips
from booklet.word.styles import CHARACTER_STYLES, MARGINS_MM, PAGE_MM
from booklet.word.xml import Element, el, root, write_xml

PART = "word/document.xml"
US = "booklet"
"""Who makes the comments and tracked changes of this program: a name that reading knows again."""


@dataclass
class Body:
    """A document's main part while it is written: counters, comments, and the package it goes into."""

    package: Package
    info: Info
    comments: list[tuple[int, str]] = field(default_factory=list)
    _bookmarks: int = 0
    _changes: int = 0
    _drawings: int = 0
    _pictures: dict[bytes, str] = field(default_factory=dict)

    @property
    def relations(self) -> Relations:
        """What the main part points at."""
        return self.package.relations_of(PART)

    def write(self, contents: Iterable[Content], footer: str, *, landscape: bool = False) -> bytes:
        """The part; ``footer`` is the relationship of the footer."""
        body = el("w:body")
        for content in contents:
            body.extend(self._elements(content))
        body.append(_section(footer, landscape=landscape))
        return write_xml(root("w:document", "w r wp a pic", body))

    def _elements(self, content: Content) -> list[Element]:
        match content:
            case Paragraph():
                return [self.paragraph(content)]
            case Picture():
                image = Inline(content.png, content.width_mm, content.height_mm, content.alt)
                return [self.paragraph(Paragraph("Figure", (image,)))]
            case Table():
                return [self._table(content)]
            case Contents():
                return [self._contents(content)]

    def paragraph(self, paragraph: Paragraph) -> Element:
        """``w:p``."""
        inner = self._pieces(paragraph)
        if paragraph.comment:
            inner = self._commented(paragraph.comment, inner)
        if paragraph.bookmark:
            inner = self._marked(paragraph.bookmark, inner)
        return el("w:p", self._properties(paragraph), *inner)

    def _properties(self, paragraph: Paragraph) -> Element:
        numbered = None
        if paragraph.numbered is not None or paragraph.level:
            number = BULLETS if paragraph.numbered is None else NUMBERS + paragraph.numbered
            level = min(paragraph.level, LIST_LEVELS - 1)
            numbered = el("w:numPr", el("w:ilvl", val=level), el("w:numId", val=number))
        mark = el("w:rPr", self._change(paragraph.change)) if paragraph.change else None
        return el("w:pPr", el("w:pStyle", val=paragraph.style), numbered, mark)

    def _pieces(self, paragraph: Paragraph) -> list[Element]:
        """The words; neighbours that lead to one address are one link."""
        made: list[Element] = []
        last: tuple[str, Element] | None = None
        pieces = paragraph.pieces
        if paragraph.change:
            pieces = tuple(
                Revision(paragraph.change, (piece,)) if isinstance(piece, Run) else piece
                for piece in pieces
            )
        for piece in pieces:
            language = piece.language if isinstance(piece, Foreign) else ""
            inner = piece.run if isinstance(piece, Foreign) else piece
            if not isinstance(inner, Run) or inner.href is None:
                last = None
                made += self._piece(piece)
                continue
            if last is None or last[0] != inner.href:
                last = (inner.href, self._link(inner.href))
                made.append(last[1])
            last[1].append(_run(inner, language=language))
        return made

    def _piece(self, piece: Piece) -> list[Element]:
        match piece:
            case Run():
                return [_run(piece)]
            case Foreign():
                return [_run(piece.run, language=piece.language)]
            case Label():
                return [el("w:r", el("w:rPr", el("w:rStyle", val="FactLabel")), _keep("w:t", piece.text))]
            case Inline():
                self._drawings += 1
                return [el("w:r", draw_inline(piece, self._picture(piece.png), self._drawings))]
            case Revision():
                return [self._revision(piece.change, run) for run in piece.runs]

    def _revision(self, change: str, run: Run) -> Element:
        """A change, within the link of its words if they have one."""
        made = self._change(change)
        made.append(_run(run, removed=change == "removed"))
        if run.href is None:
            return made
        link = self._link(run.href)
        link.append(made)
        return link

    def _change(self, change: str) -> Element:
        self._changes += 1
        name = "w:ins" if change == "added" else "w:del"
        return el(name, id=self._changes, author=US, date=moment(self.info.date))

    def _link(self, href: str) -> Element:
        if href.startswith("#"):
            return el("w:hyperlink", anchor=href[1:], history=1)
        return el("w:hyperlink", r__id=self.relations.add("hyperlink", href, external=True), history=1)

    def _picture(self, png: bytes) -> str:
        """The relationship of a picture; equal ones are kept once."""
        if png not in self._pictures:
            path = f"media/image{len(self._pictures) + 1}.png"
            self.package.add(f"word/{path}", png, "image/png")
            self._pictures[png] = self.relations.add("image", path)
        return self._pictures[png]

    def _marked(self, name: str, inner: list[Element]) -> list[Element]:
        self._bookmarks += 1
        number = self._bookmarks
        return [el("w:bookmarkStart", id=number, name=name), *inner, el("w:bookmarkEnd", id=number)]

    def _commented(self, text: str, inner: list[Element]) -> list[Element]:
        number = len(self.comments)
        self.comments.append((number, text))
        sign = el(
            "w:r",
            el("w:rPr", el("w:rStyle", val="CommentReference")),
            el("w:commentReference", id=number),
        )
        return [el("w:commentRangeStart", id=number), *inner, el("w:commentRangeEnd", id=number), sign]

    def _table(self, table: Table) -> Element:
        widths = [twips(mm) for mm in table.widths_mm]
        properties = el(
            "w:tblPr",
            el("w:tblStyle", val="BookletTable"),
            el("w:tblW", w=sum(widths), type="dxa"),
            el("w:tblLayout", type="fixed"),
            el(
                "w:tblLook",
                val="0420",
                firstRow=1,
                lastRow=0,
                firstColumn=0,
                lastColumn=0,
                noHBand=0,
                noVBand=1,
            ),
            el("w:tblCaption", val=table.caption) if table.caption else None,
        )
        grid = el("w:tblGrid", *(el("w:gridCol", w=width) for width in widths))
        rows = (self._row(row, widths, head=index == 0) for index, row in enumerate(table.rows))
        return el("w:tbl", properties, grid, *rows)

    def _row(self, cells: tuple[tuple[Paragraph, ...], ...], widths: list[int], *, head: bool) -> Element:
        properties = el("w:trPr", el("w:cantSplit"), el("w:tblHeader") if head else None)
        made = el("w:tr", properties)
        for cell, width in zip(cells, widths, strict=True):
            paragraphs = (self.paragraph(paragraph) for paragraph in cell)
            made.append(el("w:tc", el("w:tcPr", el("w:tcW", w=width, type="dxa")), *paragraphs))
        return made

    def _contents(self, contents: Contents) -> Element:
        """A table of contents that is whole without being updated: every entry a link, and no page number
        that only a program which lays out pages could know (switch ``\\n``).
        """
        instruction = f' TOC \\o "1-{contents.levels}" \\n \\h \\z \\u '
        entries = []
        for level, words, bookmark in contents.entries:
            link = (Run(words, href=f"#{bookmark}"),)
            entries.append(self.paragraph(Paragraph(f"TOC{level}", link)))
        if entries:
            start = [_field("begin"), el("w:r", _keep("w:instrText", instruction)), _field("separate")]
            for number, run in enumerate(start, start=1):
                entries[0].insert(number, run)
            entries[-1].append(_field("end"))
        title = self.paragraph(Paragraph.of("TOCHeading", contents.title))
        kind = el("w:docPartObj", el("w:docPartGallery", val="Table of Contents"), el("w:docPartUnique"))
        return el("w:sdt", el("w:sdtPr", kind), el("w:sdtContent", title, *entries))

    def write_comments(self) -> bytes:
        """``word/comments.xml``."""
        made = root("w:comments", "w")
        for number, text in self.comments:
            sign = el("w:r", el("w:rPr", el("w:rStyle", val="CommentReference")), el("w:annotationRef"))
            lines = text.split("\n")
            paragraphs = [
                el("w:p", el("w:pPr", el("w:pStyle", val="CommentText")), *first, _run(Run(line)))
                for first, line in zip(([sign], *([[]] * len(lines))), lines, strict=False)
            ]
            attributes = {"id": number, "author": US, "initials": US[0], "date": moment(self.info.date)}
            made.append(el("w:comment", *paragraphs, **attributes))
        return write_xml(made)


def moment(date: datetime.date) -> str:
    """A date as the moment that Word wants: noon, so that no time zone makes it another day."""
    return f"{date.isoformat()}T12:00:00Z"


def _keep(name: str, text: str) -> Element:
    """A text whose blanks count."""
    return el(name, text=text, xml__space="preserve")


def _field(kind: str) -> Element:
    return el("w:r", el("w:fldChar", fldCharType=kind))


def _run(run: Run, *, removed: bool = False, language: str = "") -> Element:
    """``w:r``. A tab is an element of its own; a reference is a placeholder that stays as it is."""
    name = CHARACTER_STYLES.get((run.strong, run.emphasis, run.href is not None))
    if run.ref is not None:
        name = name or "Placeholder"
    style = el("w:rStyle", val=name) if name else None
    spoken = el("w:lang", val=language) if language else None
    made = el("w:r", el("w:rPr", style, spoken) if name or language else None)
    text = "w:delText" if removed else "w:t"
    for number, part in enumerate(run.text.split("\t")):
        if number:
            made.append(el("w:tab"))
        if part:
            made.append(_keep(text, part))
    return made


def _section(footer: str, *, landscape: bool) -> Element:
    width, height = (twips(mm) for mm in (reversed(PAGE_MM) if landscape else PAGE_MM))
    margins = {side: twips(mm) for side, mm in MARGINS_MM.items()}
    return el(
        "w:sectPr",
        el("w:footerReference", type="default", r__id=footer),
        el("w:pgSz", w=width, h=height, orient="landscape" if landscape else None),
        el("w:pgMar", **margins, gutter=0),
    )


def write_footer(text: str) -> bytes:
    """``word/footer1.xml``: the words of the foot and the page number."""
    number = [
        _field("begin"),
        el("w:r", _keep("w:instrText", " PAGE ")),
        _field("separate"),
        el("w:r", el("w:rPr", el("w:rStyle", val="PageNumber")), _keep("w:t", "1")),
        _field("end"),
    ]
    words = [_run(Run(text))] if text else []
    paragraph = el(
        "w:p", el("w:pPr", el("w:pStyle", val="Footer")), *words, el("w:r", el("w:tab")), *number
    )
    return write_xml(root("w:ftr", "w r", paragraph))
