"""What stands on the pages besides their text: folio, running head and thumb tab of every page.

Furniture depends on where a section falls, so it is one light document of its own, drawn on the pages
when they are linked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from booklet.model.pages import Composition, Furniture
from booklet.typeset.edition import Edition
from booklet.typeset.sections import STYLESHEETS

FURNITURE = "furniture"
"""The id of the furniture document."""


@dataclass(frozen=True)
class Row:
    """The furniture of one page. ``show`` is whether folio and running head are printed; ``tab_row``
    counts thumb tabs from 0 at the top.
    """

    label: str
    running_head: str
    show: bool
    recto: bool
    tab_row: int | None = None
    tab_colour: str | None = None


def list_rows(labels: Iterable[str], sections: Iterable[tuple[Furniture, bool]]) -> tuple[Row, ...]:
    """A row for every page: its label, and its section's furniture with whether it is the first page there.

    The first page of the publication is a recto.
    """
    rows: list[Row] = []
    for label, (furniture, first) in zip(labels, sections, strict=True):
        rows.append(
            Row(
                label,
                furniture.running_head,
                furniture.first_page if first else furniture.other_pages,
                len(rows) % 2 == 0,
                furniture.tab_row,
                furniture.tab_colour,
            )
        )
    return tuple(rows)


def compose_furniture(edition: Edition, rows: tuple[Row, ...]) -> Composition:
    """The furniture document: one page a row."""
    page = edition.page({})
    html = page.render("furniture.html.j2", rows=rows, title=FURNITURE)
    return Composition(FURNITURE, edition.language_tag, html, STYLESHEETS, sparse=True)
