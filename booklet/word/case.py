"""A case as a Word document for readers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeGuard

from booklet.model.case import Case, Mechanism
from booklet.model.infographic import Flow, Hub, InfographicBlock, Numbers, Table, Timeline
from booklet.model.infographic_words import describe
from booklet.model.locale import begin, join_names
from booklet.model.markup import Run
from booklet.model.periods import say_period
from booklet.word.content import (
    Content,
    Contents,
    Info,
    Paragraph,
    Picture,
    bookmark_of,
    fact,
    mark_foreign,
)
from booklet.word.content import Table as Grid
from booklet.word.document import write_document
from booklet.word.styles import TEXT_WIDTH_MM, StyleSheet
from booklet.word.texts import Edition, Scribe, write_ending

PICTURE_WIDTH_MM = TEXT_WIDTH_MM
MAX_PICTURE_MM = 208.0
"""A picture, its heading and its caption fit on one page."""


def write_case(edition: Edition, case: Case) -> bytes:
    """``docx/<case>.docx``."""
    settings = edition.publication.settings
    themes = (edition.publication.taxonomy.theme(key).label for key in case.themes)
    info = Info(
        title=case.title,
        authors=tuple(author.name for author in settings.authors),
        subject=case.summary,
        keywords=(*themes, *settings.keywords),
        language=edition.tag,
        date=settings.date,
        publisher=settings.publisher,
        identifier=f"{settings.id}/{case.id}",
        footer=f"{settings.project} · {case.title}",
    )
    contents = compose_case(edition, case, Scribe(edition, frozenset()), level=1)
    marked = tuple(mark_foreign(contents, frozenset(edition.foreign), edition.source_tag))
    return write_document(info, marked, StyleSheet(edition.look, edition.tag))


def compose_case(edition: Edition, case: Case, scribe: Scribe, level: int) -> Iterator[Content]:
    """The contents of a case; its sections have headings of ``level``.

    At level 1 the case is a document of its own, with contents and funding; deeper it is part of
    the booklet.
    """
    alone = level == 1
    yield from _opening(edition, case, alone=alone)
    if alone:
        yield _list_sections(edition, case)
    yield from _sections(edition, case, scribe, level)
    if alone:
        yield from write_ending(edition, level)


def _list_sections(edition: Edition, case: Case) -> Contents:
    """The contents of a case: its sections."""
    titles = [*_titles(edition, case), ("funding", edition.labels["funding"])]
    entries = tuple((1, title, bookmark_of(name)) for name, title in titles)
    return Contents(edition.labels["contents"], 1, entries)


def _titles(edition: Edition, case: Case) -> list[tuple[str, str]]:
    """The sections of a case that is alone: content path and title."""
    names = {
        "overview": "overview",
        "facts": "key_facts",
        "actors": "actors",
        "mechanisms": "mechanisms_heading",
        "infographic": "summary_mark",
        "why": "why",
    }
    return [(f"cases/{case.id}/{key}", edition.labels[label]) for key, label in names.items()]


def _opening(edition: Edition, case: Case, *, alone: bool) -> Iterator[Content]:
    labels, taxonomy = edition.labels, edition.publication.taxonomy
    number = edition.numbers[case.id]
    themes = " · ".join(taxonomy.theme(key).label for key in case.themes)
    yield Paragraph.of("Kicker" if alone else "KickerNewPage", f"{labels['case']} {number} · {themes}")
    yield Paragraph.of("Title" if alone else "CaseTitle", case.title, bookmark_of(f"cases/{case.id}"))
    if case.subtitle:
        yield Paragraph.of("Subtitle", case.subtitle)
    when = say_period(case, labels)
    place = f"{case.place_label} · {begin(when, edition.language)}" if when else case.place_label
    yield Paragraph.of("Subtitle", place)
    yield Paragraph.of("Standfirst", case.summary)


def _sections(edition: Edition, case: Case, scribe: Scribe, level: int) -> Iterator[Content]:
    heading = f"Heading{level}"
    titles = {
        name.rpartition("/")[2]: Paragraph.of(heading, title, bookmark_of(name))
        for name, title in _titles(edition, case)
    }
    yield titles["overview"]
    yield from scribe.write(case.overview)
    if case.pull_quote:
        yield Paragraph.of("Quote", case.pull_quote)
    yield titles["facts"]
    yield from _facts(edition, case)
    yield titles["actors"]
    yield from (Paragraph.of("ListBullet", actor.name) for actor in case.actors)
    yield titles["mechanisms"]
    for mechanism in case.mechanisms:
        yield from _mechanism(edition, mechanism, scribe, f"Heading{level + 1}")
    why = [titles["why"], *scribe.write(case.why)]
    summary = [titles["infographic"], *_summary(edition, case, level)]
    # The summary fills a page. Alone, a case ends with text, so that the funding does not stand by itself.
    yield from (*summary, *why) if level == 1 else (*why, *summary)


def _facts(edition: Edition, case: Case) -> Iterator[Paragraph]:
    labels, taxonomy = edition.labels, edition.publication.taxonomy
    yield fact(labels["where"], Run(case.place_label))
    when = say_period(case, labels)
    if when:
        yield fact(labels["when"], Run(begin(when, edition.language)))
    if case.lead:
        yield fact(labels["lead"], Run(case.lead))
    yield from (fact(item.label, Run(item.value)) for item in case.facts)
    yield fact(labels["themes"], Run(", ".join(taxonomy.theme(key).label for key in case.themes)))
    categories = dict.fromkeys(mechanism.category for mechanism in case.mechanisms)
    shorts = [taxonomy.mechanism(key).short for key in categories]
    yield fact(labels["mechanisms"], Run(join_names(shorts, edition.language)))
    for link in case.links:
        yield fact(labels["more"], Run(link.label, href=link.url))


def _mechanism(edition: Edition, mechanism: Mechanism, scribe: Scribe, heading: str) -> Iterator[Content]:
    category = edition.publication.taxonomy.mechanism(mechanism.category)
    yield Paragraph.of(heading, mechanism.title)
    yield Paragraph.of("Category", category.label)
    *text, last = scribe.write(mechanism.text)
    yield from text
    # The impact never stands alone at the head of a page.
    yield replace(last, style="BodyTextKept") if _is_prose(last) else last
    words = (Run(f"{edition.labels['impact']}{edition.colon}", strong=True), Run(mechanism.impact))
    yield Paragraph("Impact", words)


def _is_prose(content: Content) -> TypeGuard[Paragraph]:
    return isinstance(content, Paragraph) and content.style == "BodyText"


def _summary(edition: Edition, case: Case, level: int) -> Iterator[Content]:
    """The visual summary: as a picture where there is one, otherwise in words."""
    info = case.infographic
    drawn = edition.summaries.get(case.id)
    if drawn is not None:
        yield place_picture(drawn.png, drawn.alt, drawn.shape)
        yield Paragraph.of("Caption", info.title)
    else:
        yield Paragraph.of(f"Heading{level + 1}", info.title)
        yield Paragraph.of("BodyText", info.intro)
        for block in info.blocks:
            yield from _block(edition, block, level)
    if case.picture is not None:
        label = f"{edition.labels['credits_pictures']}{edition.colon}"
        made = f" ({edition.labels['picture_ai']})" if case.picture.origin == "ai-generated" else ""
        yield Paragraph.of("Caption", f"{label}{case.picture.credit}, {case.picture.licence}{made}")


def place_picture(png: bytes, alt: str, shape: float) -> Picture:
    """A picture as wide as the text, or as high as the page has room for; ``shape`` is height by width."""
    width = min(PICTURE_WIDTH_MM, MAX_PICTURE_MM / shape)
    return Picture(png, width, width * shape, alt)


def _block(edition: Edition, block: InfographicBlock, level: int) -> Iterator[Content]:
    """A block of the visual summary without its drawing."""
    yield Paragraph.of(f"Heading{level + 2}", block.title)
    if isinstance(block, Table):
        rows = [tuple((Paragraph.of("TableHeading", text),) for text in block.columns)]
        rows += [tuple((Paragraph.of("TableText", text),) for text in row) for row in block.rows]
        width = TEXT_WIDTH_MM / len(block.columns)
        yield Grid((width,) * len(block.columns), tuple(rows), block.title)
    elif isinstance(block, Flow | Hub):
        words = describe(block, edition.labels, edition.language)
        words = words.removeprefix(f"{block.title}{edition.colon}")
        yield Paragraph.of("BodyText", begin(words, edition.language))
        for item in block.boxes if isinstance(block, Flow) else block.items:
            yield _item(item.title, item.text)
    elif isinstance(block, Timeline):
        yield from (_item(f"{item.when}{edition.colon}{item.title}", item.text) for item in block.items)
    elif isinstance(block, Numbers):
        yield from (_item(item.value, item.label) for item in block.items)
    else:
        yield from (_item(item.title, item.text) for item in block.items)


def _item(title: str, text: str | None) -> Paragraph:
    words = (Run(title, strong=True), Run(f" – {text}")) if text else (Run(title, strong=True),)
    return Paragraph("ListBullet", words)
