"""Infographics: the visual summary of a case as a document of its own."""

from __future__ import annotations

from markupsafe import Markup as Html

from booklet.model.case import Case
from booklet.model.layout import SheetLayout
from booklet.model.pages import Bookmark, Composition, Furniture
from booklet.typeset.blocks import Drawings
from booklet.typeset.edition import SHEET_FRAME_MM, Edition
from booklet.typeset.factsheet import EMBLEM_MM, case_address, show_address
from booklet.typeset.figures.artwork import draw_artwork
from booklet.typeset.volume import summary_mm

LAYOUT = "infographic"
STYLESHEETS = (
    "layouts/booklet/base.css",
    "layouts/booklet/infographic.css",
    "layouts/booklet/picture.css",
    "layouts/infographic/infographic.css",
)


def compose_infographic(edition: Edition, case: Case) -> Composition:
    """The infographic of a case on its own page, with source and funding.

    Raises ``KeyError`` for a language without labels or funding statement.
    """
    layout = edition.layout
    assert isinstance(layout, SheetLayout), "an infographic needs the layout of a sheet"
    page = edition.page({})
    publication = edition.publication
    anchor = f"cases/{case.id}"
    theme = publication.taxonomy.theme(case.themes[0])
    picture = page.picture(case, SHEET_FRAME_MM)
    art = Html("none")
    if picture is None:
        art = page.background(draw_artwork(theme.motif, f"{case.id}/summary", 230, 68, theme.colour))
    html = page.render(
        "page.html.j2",
        case=case,
        number=publication.cases.index(case) + 1,
        anchor=anchor,
        title=case.infographic.title,
        theme=theme,
        art=art,
        picture=picture,
        draw=Drawings(page, theme.colour, edition.labels, edition.language),
        address=case_address(publication, case),
        shown=show_address,
        emblem_mm=EMBLEM_MM,
    )
    start = layout.first_index(summary_mm(case.infographic))
    return Composition(
        id=f"infographics/{case.id}",
        language=edition.language_tag,
        html=page.check(html, (anchor,)),
        stylesheets=STYLESHEETS,
        figures=dict(sorted(page.figures.items())),
        parts=(layout.part(anchor, start=start),),
        sparse=True,
        furniture=Furniture(first_page=False, other_pages=False),
        bookmarks=(Bookmark(case.infographic.title, anchor, 1),),
    )
