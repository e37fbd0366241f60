"""What a Word document holds, before it is bytes: blocks in reading order, in words of the house.

Nothing here has a look of its own: a paragraph names its style (:mod:`booklet.word.styles`), and a run its
marks. So no document has direct formatting, and whoever changes a style changes all of them.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from booklet.model.markup import Run


@dataclass(frozen=True)
class Revision:
    """Words that a tracked change adds or removes."""

    change: Literal["added", "removed"]
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Inline:
    """A small picture that stands in a line of text: PNG, size in mm, and the text that stands for it."""

    png: bytes
    width_mm: float
    height_mm: float
    alt: str


@dataclass(frozen=True)
class Label:
    """The name of a key fact, before its value."""

    text: str


@dataclass(frozen=True)
class Foreign:
    """Words in another language than the document's, by its BCP 47 tag: they are spoken and spelt by it."""

    run: Run
    language: str


Piece: TypeAlias = Run | Revision | Inline | Label | Foreign


@dataclass(frozen=True)
class Paragraph:
    """A paragraph in a style, by the style's id.

    ``bookmark`` names it for links and for the way back. ``numbered`` is the list it counts in, for styles
    of numbered lists: paragraphs of one list share a number; ``level`` is how deep it stands in a list,
    from 0. ``comment`` is a remark in the margin.
    ``change`` says that the paragraph as a whole was added or removed. A run's ``href`` that begins with
    ``#`` leads to a bookmark.
    """

    style: str
    pieces: tuple[Piece, ...]
    bookmark: str = ""
    numbered: int | None = None
    level: int = 0
    comment: str = ""
    change: Literal["", "added", "removed"] = ""

    @staticmethod
    def of(style: str, text: str, bookmark: str = "") -> Paragraph:
        """A paragraph of plain words."""
        return Paragraph(style, (Run(text),), bookmark)

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(piece.text for piece in self.pieces if isinstance(piece, Run))


def fact(label: str, *value: Piece) -> Paragraph:
    """A key fact: its label, a tab, and its value."""
    return Paragraph("Fact", (Label(label), Run("\t"), *value))


@dataclass(frozen=True)
class Picture:
    """A picture on a line of its own: PNG, width and height in mm, and the text that stands for it."""

    png: bytes
    width_mm: float
    height_mm: float
    alt: str


@dataclass(frozen=True)
class Table:
    """A table: widths of its columns in mm, and its rows of cells; the first row heads it on every page.

    A cell is its paragraphs. ``caption`` is the title that screen readers say.
    """

    widths_mm: tuple[float, ...]
    rows: tuple[tuple[tuple[Paragraph, ...], ...], ...]
    caption: str = ""


@dataclass(frozen=True)
class Contents:
    """A table of contents: its heading, and entries with their level (from 1), words and bookmark."""

    title: str
    levels: int
    entries: tuple[tuple[int, str, str], ...]


Content: TypeAlias = Paragraph | Picture | Table | Contents


@dataclass(frozen=True)
class Info:
    """What a document says of itself. ``date`` is its clock, ``properties`` are custom properties.

    ``language`` is the BCP 47 tag of its words, ``identifier`` the Dublin Core identifier, ``footer`` the
    words beside the page number.
    """

    title: str
    authors: tuple[str, ...]
    subject: str
    keywords: tuple[str, ...]
    language: str
    date: datetime.date
    publisher: str = ""
    identifier: str = ""
    footer: str = ""
    properties: tuple[tuple[str, str], ...] = field(default=())


def mark_foreign(contents: Iterable[Content], foreign: Collection[str], language: str) -> Iterator[Content]:
    """The contents with all words that are one of the ``foreign`` texts marked as being in a language.

    Such are texts that nobody has translated yet: whole paragraphs, or the value of a key fact.
    """
    for content in contents:
        if isinstance(content, Paragraph):
            yield _mark(content, foreign, language)
        elif isinstance(content, Table):
            rows = tuple(
                tuple(tuple(_mark(one, foreign, language) for one in cell) for cell in row)
                for row in content.rows
            )
            yield replace(content, rows=rows)
        else:
            yield content


def _mark(paragraph: Paragraph, foreign: Collection[str], language: str) -> Paragraph:
    whole = paragraph.text in foreign
    pieces = tuple(
        Foreign(piece, language) if isinstance(piece, Run) and (whole or piece.text in foreign) else piece
        for piece in paragraph.pieces
    )
    return replace(paragraph, pieces=pieces)


def bookmark_of(key: str) -> str:
    """The bookmark of a heading, for contents and cross-references: hidden, as Word’s own are."""
    return f"_Toc{int(hashlib.sha256(key.encode()).hexdigest(), 16) % 10**9:09d}"
