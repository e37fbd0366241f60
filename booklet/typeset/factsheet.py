"""Factsheets: one case on one page."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup as Html

from booklet.model.case import Case
from booklet.model.layout import SheetLayout
from booklet.model.pages import Bookmark, Composition, Furniture
from booklet.model.publication import Publication
from booklet.typeset.diagram import Diagram, choose_diagram
from booklet.typeset.edition import SHEET_FRAME_MM, Edition
from booklet.typeset.figures.artwork import draw_artwork
from booklet.typeset.figures.qr import draw_qr
from booklet.typeset.palette import mix
from booklet.typeset.periods import say_period
from booklet.typeset.volume import text_mm

LAYOUT = "factsheet"
STYLESHEETS = ("layouts/booklet/picture.css", "layouts/factsheet/factsheet.css")

EMBLEM_MM = 10.0
"""The least height of the emblem (grant agreement: communication and visibility)."""

SIDE_MM = 173.5
"""The height of the side column within its panel."""


def compose_factsheet(edition: Edition, case: Case) -> Composition:
    """The factsheet of a case. Raises ``KeyError`` for a language without labels or funding statement."""
    layout = edition.layout
    assert isinstance(layout, SheetLayout), "a factsheet needs the layout of a sheet"
    page = edition.page({})
    publication = edition.publication
    anchor = f"cases/{case.id}"
    taxonomy = publication.taxonomy
    themes = [taxonomy.theme(key) for key in case.themes]
    picture = page.picture(case, SHEET_FRAME_MM)
    art = Html("none")
    if picture is None:
        art = page.background(draw_artwork(themes[0].motif, case.id, 230, 68, themes[0].colour))
    address = case_address(publication, case)
    html = page.render(
        "sheet.html.j2",
        case=case,
        number=publication.cases.index(case) + 1,
        anchor=anchor,
        title=case.title,
        theme=themes[0],
        themes=themes,
        light=mix(themes[0].colour, "#FFFFFF", 0.55),
        when=say_period(case, edition.labels),
        write=page.writer().write,
        art=art,
        picture=picture,
        diagram=_choose(edition, case),
        partner=publication.partners.get(edition.language),
        address=address,
        qr=draw_qr(address, 20, edition.labels["qr"].format(address=address)),
        emblem_mm=EMBLEM_MM,
        shown=show_address,
    )
    return Composition(
        id=f"factsheets/{case.id}",
        language=edition.language_tag,
        html=page.check(html, (anchor,)),
        stylesheets=STYLESHEETS,
        figures=dict(sorted(page.figures.items())),
        parts=(layout.part(anchor),),
        sparse=True,
        furniture=Furniture(first_page=False, other_pages=False),
        bookmarks=(Bookmark(case.title, anchor, 1),),
    )


def start_at(composition: Composition, step: int) -> Composition:
    """The same sheet, to be tried from a step on (index from 0)."""
    return replace(composition, parts=tuple(replace(part, start=step) for part in composition.parts))


def case_address(publication: Publication, case: Case) -> str:
    """Where a reader finds more about a case: its page if the publication has such, else the contact."""
    settings = publication.settings
    return (settings.case_page or settings.contact).replace("{case}", case.id)


def show_address(address: str) -> str:
    """An address as people write it."""
    return address.removeprefix("https://").removeprefix("mailto:").rstrip("/")


def _choose(edition: Edition, case: Case) -> Diagram | None:
    """The small diagram that the side column has room for, by estimate."""
    facts = [say_period(case, edition.labels), case.lead or ""]
    facts += [fact.value for fact in case.facts]
    used = 16 + sum(text_mm(len(fact), 49, 8.5, 11.5) + 4.6 for fact in facts if fact)
    used += sum(text_mm(len(actor.name), 44, 8.5, 11.5) + 0.6 for actor in case.actors)
    return choose_diagram(case.infographic, SIDE_MM - used)
