"""The sections of the booklet in order, and how each is composed from the publication."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from markupsafe import Markup as Html

from booklet.model.case import Case, Mechanism
from booklet.model.layout import plan_fit
from booklet.model.locale import sort_key
from booklet.model.pages import Bookmark, Composition, Furniture, Numbering, Part
from booklet.model.publication import Chapter, Publication
from booklet.model.taxonomy import Motif
from booklet.typeset import volume
from booklet.typeset.blocks import Drawings
from booklet.typeset.edition import Edition, Page
from booklet.typeset.figures.artwork import draw_artwork
from booklet.typeset.figures.cover import draw_cover
from booklet.typeset.palette import colour, mix
from booklet.typeset.periods import say_period
from booklet.typeset.references import number_headings

__all__ = ["Section", "list_sections", "say_period"]

STYLESHEETS = (
    "layouts/booklet/base.css",
    "layouts/booklet/picture.css",
    "layouts/booklet/parts.css",
    "layouts/booklet/infographic.css",
)


CHAPTER_MOTIFS: tuple[Motif, ...] = ("people", "move", "crowd", "place", "night")
"""The artwork of chapters takes turns through all motifs, in the colour of the front matter."""


@dataclass(frozen=True)
class Section:
    """A section of the booklet: its id, numbering, figures it needs, and the function that composes it."""

    id: str
    compose: Callable[[Edition, Mapping[str, str]], Composition]
    figures: tuple[str, ...] = ()


def list_sections(publication: Publication) -> tuple[Section, ...]:
    """All sections in the order of the booklet."""
    front = [
        Section("cover", _cover),
        Section("imprint", _simple("imprint", "imprint")),
        Section("contents", _contents),
        Section("glance", _glance, ("map", "matrix")),
    ]
    chapters = [_chapter_section(c) for c in publication.chapters]
    cases = [Section("cases", _cases)]
    cases += [_case_section(case, index) for index, case in enumerate(publication.cases)]
    closing = [_chapter_section(c) for c in publication.closing]
    back = [Section("credits", _simple("credits", "credits", numbering="arabic")), Section("back", _back)]
    return (*front, *chapters, *cases, *closing, *back)


def _finish(
    section_id: str,
    page: Page,
    html: str,
    *,
    numbering: Numbering = "arabic",
    furniture: Furniture | None = None,
    bookmarks: tuple[Bookmark, ...] = (),
    parts: tuple[Part, ...] = (),
    sparse: bool = False,
    page_label: str = "",
) -> Composition:
    return Composition(
        id=section_id,
        language=page.language_tag,
        html=page.check(html, (*(part.anchor for part in parts), *(mark.anchor for mark in bookmarks))),
        stylesheets=STYLESHEETS,
        figures=dict(sorted(page.figures.items())),
        needs=tuple(sorted(page.needs)),
        parts=parts,
        sparse=sparse,
        numbering=numbering,
        furniture=furniture or Furniture(),
        bookmarks=bookmarks,
        page_label=page_label,
    )


def _simple(
    section_id: str, label: str, *, numbering: Numbering = "roman"
) -> Callable[[Edition, Mapping[str, str]], Composition]:
    """A section that is one template with the publication's settings."""

    def compose(edition: Edition, numbers: Mapping[str, str]) -> Composition:
        page = edition.page(numbers)
        title = edition.labels[label]
        html = page.render(f"{section_id}.html.j2", write=page.writer().write, title=title)
        return _finish(
            section_id,
            page,
            html,
            numbering=numbering,
            furniture=Furniture(running_head=title),
            bookmarks=(Bookmark(title, section_id, 1),),
        )

    return compose


def _cover(edition: Edition, numbers: Mapping[str, str]) -> Composition:
    page = edition.page(numbers)
    themes = edition.publication.taxonomy.themes
    art = draw_cover(230, 160, tuple((t.motif, t.colour) for t in themes))
    html = page.render("cover.html.j2", art=page.background(art), title=edition.publication.settings.title)
    bookmarks = (Bookmark(edition.publication.settings.title, "cover", 1),)
    return _finish(
        "cover",
        page,
        html,
        numbering="none",
        furniture=Furniture(first_page=False, other_pages=False),
        bookmarks=bookmarks,
        parts=(plan_fit("cover", edition.fit.cover, 0),),
        sparse=True,
        page_label=edition.labels["cover"],
    )


def _back(edition: Edition, numbers: Mapping[str, str]) -> Composition:
    page = edition.page(numbers)
    art = draw_artwork("night", "back-cover", 230, 90, edition.publication.taxonomy.themes[0].colour)
    html = page.render(
        "back.html.j2",
        art=page.background(art),
        write=page.writer().write,
        title=edition.labels["about"],
    )
    return _finish(
        "back",
        page,
        html,
        numbering="none",
        furniture=Furniture(first_page=False, other_pages=False),
        sparse=True,
        page_label=edition.labels["back_cover"],
    )


def _contents(edition: Edition, numbers: Mapping[str, str]) -> Composition:
    page = edition.page(numbers)
    cases = list(enumerate(edition.publication.cases, 1))
    taxonomy = edition.publication.taxonomy
    by_theme = [(t, [(n, c) for n, c in cases if t.id in c.themes]) for t in taxonomy.themes]
    by_mechanism = [
        (m, [(n, c) for n, c in cases if any(x.category == m.id for x in c.mechanisms)])
        for m in taxonomy.mechanisms
    ]
    by_country = [
        (k, [(n, c) for n, c in cases if any(p.country == k.id for p in c.places)])
        for k in sorted(taxonomy.countries, key=lambda k: sort_key(k.label, edition.language))
    ]
    html = page.render(
        "contents.html.j2",
        title=edition.labels["contents"],
        headings={c.id: _numbered(c) for c in edition.publication.chapters},
        closing_headings={c.id: _numbered(c) for c in edition.publication.closing},
        cases=cases,
        by_theme=[row for row in by_theme if row[1]],
        by_mechanism=[row for row in by_mechanism if row[1]],
        by_country=[row for row in by_country if row[1]],
        balance=_balance,
    )
    title = edition.labels["contents"]
    return _finish(
        "contents",
        page,
        html,
        numbering="roman",
        furniture=Furniture(running_head=title),
        bookmarks=(Bookmark(title, "contents", 1),),
    )


_Group = TypeVar("_Group", bound=tuple[object, list[tuple[int, Case]]])


def _balance(groups: list[_Group], columns: int) -> list[list[_Group]]:
    """Groups of entries dealt into columns, in order, so that the tallest column is as low as possible.

    A heading counts as two entries. (CSS columns do the same, but cost several seconds on these pages.)
    """
    heights = [len(entries) + 2 for _, entries in groups]

    def fill(limit: int) -> list[list[_Group]]:
        dealt: list[list[_Group]] = [[]]
        used = 0
        for group, height in zip(groups, heights, strict=True):
            if dealt[-1] and used + height > limit:
                dealt.append([])
                used = 0
            dealt[-1].append(group)
            used += height
        return dealt

    limit = max(heights, default=0)
    while len(fill(limit)) > columns:
        limit += 1
    return fill(limit)


def _numbered(chapter: Chapter) -> list[tuple[str, str, str]]:
    """The numbered headings of a chapter: id, number, words."""
    return [(name, mark, words) for name, (mark, words) in number_headings(chapter).items() if mark]


def _glance(edition: Edition, numbers: Mapping[str, str]) -> Composition:
    page = edition.page(numbers)
    title = edition.labels["at_a_glance"]
    shown = {name: page.figure(name) for name in ("map", "matrix")}
    html = page.render(
        "glance.html.j2",
        title=title,
        shown={name: (figure, page.serve(figure.svg)) for name, figure in shown.items()},
    )
    return _finish(
        "glance",
        page,
        html,
        numbering="roman",
        furniture=Furniture(running_head=title),
        bookmarks=(Bookmark(title, "glance", 1),),
    )


def _chapter_section(chapter: Chapter) -> Section:
    wanted = tuple(b.name for b in chapter.body.walk() if b.kind == "figure" and b.name)

    def compose(edition: Edition, numbers: Mapping[str, str]) -> Composition:
        return _chapter(edition, numbers, chapter)

    return Section(f"chapters/{chapter.id}", compose, wanted)


def _chapter(edition: Edition, numbers: Mapping[str, str], chapter: Chapter) -> Composition:
    page = edition.page(numbers)
    anchor = f"chapters/{chapter.id}"
    ground = colour("ink")

    def direct(kind: str, name: str) -> Html:
        if kind == "cards":
            return Html(page.render(f"cards-{name}.html.j2", colour=ground, write=writer.write))  # noqa: S704
        figure = page.figure(name)
        return Html(page.render("figure.html.j2", figure=figure, source=page.serve(figure.svg)))  # noqa: S704

    writer = page.writer(direct)
    art = draw_artwork(
        CHAPTER_MOTIFS[(chapter.number or 0) % len(CHAPTER_MOTIFS)], chapter.id, 230, 98, colour("night")
    )
    html = page.render(
        "chapter.html.j2",
        chapter=chapter,
        anchor=anchor,
        title=chapter.title,
        body=writer.write(chapter.body, f"{anchor}/body"),
        art=page.background(art),
        colour=ground,
    )
    sections = tuple(
        Bookmark(f"{mark} {words}", edition.targets[name].anchor, 2)
        for name, mark, words in _numbered(chapter)
    )
    number = f"{chapter.number} " if chapter.number else ""
    return _finish(
        anchor,
        page,
        html,
        furniture=Furniture(running_head=chapter.title),
        bookmarks=(Bookmark(f"{number}{chapter.title}", anchor, 1), *sections),
        parts=(plan_fit(anchor, edition.fit.chapter, 0),),
    )


def _cases(edition: Edition, numbers: Mapping[str, str]) -> Composition:
    page = edition.page(numbers)
    title = edition.labels["cases"]
    number = len(edition.publication.chapters) + 1
    art = draw_artwork("crowd", "cases", 230, 130, colour("night"))
    html = page.render(
        "cases.html.j2", title=title, number=number, art=page.background(art), colour=colour("ink")
    )
    return _finish(
        "cases",
        page,
        html,
        furniture=Furniture(running_head=title),
        bookmarks=(Bookmark(f"{number} {title}", "cases", 1),),
    )


def _case_section(case: Case, index: int) -> Section:
    def compose(edition: Edition, numbers: Mapping[str, str]) -> Composition:
        return _case(edition, numbers, case, index)

    return Section(f"cases/{case.id}", compose)


def _case(edition: Edition, numbers: Mapping[str, str], case: Case, index: int) -> Composition:
    page = edition.page(numbers)
    anchor = f"cases/{case.id}"
    taxonomy = edition.publication.taxonomy
    theme = taxonomy.theme(case.themes[0])
    themes = [taxonomy.theme(key) for key in case.themes]
    writer = page.writer()
    picture = page.picture(case)
    art = art_summary = Html("none")
    if picture is None:
        art = page.background(draw_artwork(theme.motif, case.id, 230, 102, theme.colour))
        low = draw_artwork(theme.motif, f"{case.id}/summary", 230, 74, theme.colour)
        art_summary = page.background(low)
    html = page.render(
        "case.html.j2",
        case=case,
        number=index + 1,
        anchor=anchor,
        title=case.title,
        theme=theme,
        themes=themes,
        rows=_rows(case),
        categories=_categories(case),
        mechanism_names=[taxonomy.mechanism(key).short for key in _categories(case)],
        write=writer.write,
        when=say_period(case, edition.labels),
        art=art,
        art_summary=art_summary,
        picture=picture,
        draw=Drawings(page, theme.colour, edition.labels, edition.language),
        light=mix(theme.colour, "#FFFFFF", 0.55),
    )
    fit = edition.fit
    parts = (
        plan_fit(anchor, fit.opener, volume.opener_mm(case, taxonomy)),
        plan_fit(f"{anchor}/mechanisms", fit.mechanisms, volume.mechanisms_mm(_rows(case), case.why)),
        plan_fit(f"{anchor}/infographic", fit.summary, volume.summary_mm(case.infographic)),
    )
    row = [t.id for t in taxonomy.themes].index(theme.id)
    labels = edition.labels
    marks = (
        Bookmark(f"{index + 1} {case.title}", anchor, 2),
        Bookmark(labels["mechanisms_heading"], f"{anchor}/mechanisms", 3),
        Bookmark(labels["why"], f"{anchor}/why", 3),
        Bookmark(labels["summary_mark"], f"{anchor}/infographic", 3),
    )
    return _finish(
        anchor,
        page,
        html,
        furniture=Furniture(running_head=case.title, tab_row=row, tab_colour=theme.colour),
        bookmarks=marks,
        parts=parts,
    )


def _rows(case: Case) -> list[list[Mechanism | None]]:
    """The mechanisms in rows of two; ``None`` is the cell that “why it matters” takes."""
    cells: list[Mechanism | None] = list(case.mechanisms)
    if len(cells) % 2:
        cells.append(None)
    return [cells[at : at + 2] for at in range(0, len(cells), 2)]


def _categories(case: Case) -> list[str]:
    """The mechanism categories of a case, each once, in order of first use."""
    return list(dict.fromkeys(m.category for m in case.mechanisms))
