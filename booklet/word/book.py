"""The whole booklet as one Word document for readers."""

from __future__ import annotations

from collections.abc import Iterator

from booklet.model.locale import begin
from booklet.model.markup import Run
from booklet.model.periods import say_period
from booklet.model.publication import Chapter
from booklet.word.case import compose_case, place_picture
from booklet.word.content import Content, Contents, Info, Paragraph, Table, bookmark_of, fact, mark_foreign
from booklet.word.document import write_document
from booklet.word.styles import StyleSheet
from booklet.word.texts import Edition, Scribe, heading_numbers, web_address, write_ending

_CASES_MM = (10.0, 58.0, 42.0, 40.0)
"""The columns of the table of cases: number, title, place, leading theme."""


def write_book(edition: Edition) -> bytes:
    """``docx/booklet.docx``."""
    settings = edition.publication.settings
    info = Info(
        title=settings.title,
        authors=tuple(author.name for author in settings.authors),
        subject=settings.description,
        keywords=settings.keywords,
        language=edition.tag,
        date=settings.date,
        publisher=settings.publisher,
        identifier=settings.id,
        footer=f"{settings.project} · {settings.title}",
    )
    marked = tuple(mark_foreign(compose_book(edition), frozenset(edition.foreign), edition.source_tag))
    return write_document(info, marked, StyleSheet(edition.look, edition.tag))


def compose_book(edition: Edition) -> Iterator[Content]:
    """Title, contents, overview, chapters, cases, closing chapters, and about the publication."""
    publication, labels = edition.publication, edition.labels
    anchors = [f"cases/{case.id}" for case in publication.cases]
    for chapter in (*publication.chapters, *publication.closing):
        anchors.append(f"chapters/{chapter.id}")
        anchors += (f"headings/{b.name}" for b in chapter.body.blocks if b.kind == "heading" and b.name)
    scribe = Scribe(edition, frozenset(anchors))
    parts = list(_parts(edition, scribe))
    yield from _title(edition)
    yield Contents(labels["contents"], 2, tuple(_entries(parts)))
    yield from parts


def _entries(parts: list[Content]) -> Iterator[tuple[int, str, str]]:
    """What the contents name: every heading of the first two levels."""
    levels = {"Heading1": 1, "PartTitle": 1, "Heading2": 2, "CaseTitle": 2}
    for part in parts:
        if isinstance(part, Paragraph) and part.style in levels and part.bookmark:
            yield levels[part.style], part.text, part.bookmark


def _parts(edition: Edition, scribe: Scribe) -> Iterator[Content]:
    publication = edition.publication
    if "map" in edition.figures:
        yield from _glance(edition)
    for chapter in publication.chapters:
        yield from _chapter(edition, chapter, scribe)
    number = len(publication.chapters) + 1
    yield _part_title(f"{number}\u2002{edition.labels['cases']}", "cases")
    yield Paragraph.of("Standfirst", edition.labels["cases_standfirst"])
    yield _list_cases(edition)
    for case in publication.cases:
        yield from compose_case(edition, case, scribe, level=3)
    for chapter in publication.closing:
        yield from _chapter(edition, chapter, scribe)
    yield from _about(edition, scribe)
    yield from write_ending(edition, level=2)


def _part_title(text: str, path: str) -> Paragraph:
    return Paragraph.of("PartTitle", text, bookmark_of(path))


def _title(edition: Edition) -> Iterator[Content]:
    settings, labels = edition.publication.settings, edition.labels
    yield Paragraph.of("Kicker", settings.series)
    yield Paragraph.of("Title", settings.title)
    yield Paragraph.of("Subtitle", settings.subtitle)
    version = f"{labels['version']} {settings.version}, {settings.date.year}"
    yield Paragraph.of("Subtitle", f"{labels['deliverable']} {settings.deliverable} · {version}")
    yield Paragraph.of("Standfirst", settings.description)


def _glance(edition: Edition) -> Iterator[Content]:
    """The map and the matrix."""
    yield _part_title(edition.labels["at_a_glance"], "glance")
    yield from _figure(edition, "map")
    yield from _figure(edition, "matrix")


def _list_cases(edition: Edition) -> Table:
    """All cases with their places and leading themes."""
    labels, taxonomy = edition.labels, edition.publication.taxonomy
    heads = ("", labels["case"], labels["where"], labels["themes"])
    rows = [tuple((Paragraph.of("TableHeading", text or "#"),) for text in heads)]
    for number, case in enumerate(edition.publication.cases, start=1):
        link = Run(case.title, href=f"#{bookmark_of(f'cases/{case.id}')}")
        when = say_period(case, labels)
        place = f"{case.place_label} · {begin(when, edition.language)}" if when else case.place_label
        theme = taxonomy.theme(case.themes[0]).label
        cells = (Run(str(number)), link, Run(place), Run(theme))
        rows.append(tuple((Paragraph("TableText", (cell,)),) for cell in cells))
    return Table(_CASES_MM, tuple(rows), labels["cases"])


def _figure(edition: Edition, name: str) -> Iterator[Content]:
    drawn = edition.figures.get(name)
    if drawn is not None:
        yield place_picture(drawn.png, drawn.alt, drawn.shape)
        yield Paragraph.of("Caption", drawn.title)


def _chapter(edition: Edition, chapter: Chapter, scribe: Scribe) -> Iterator[Content]:
    def direct(kind: str, name: str) -> Iterator[Content]:
        if kind == "figure":
            yield from _figure(edition, name)
        elif name == "themes":
            yield from _themes(edition, scribe)
        elif name == "mechanisms":
            yield from _mechanisms(edition, scribe)

    mark = f"{chapter.number}\u2002" if chapter.number else ""
    yield _part_title(f"{mark}{chapter.title}", f"chapters/{chapter.id}")
    yield Paragraph.of("Standfirst", chapter.standfirst)
    yield from scribe.write(chapter.body, 2, direct, heading_numbers(edition.publication))


def _themes(edition: Edition, scribe: Scribe) -> Iterator[Content]:
    for theme in edition.publication.taxonomy.themes:
        yield Paragraph.of("Heading3", theme.label)
        yield from scribe.write(theme.definition)


def _mechanisms(edition: Edition, scribe: Scribe) -> Iterator[Content]:
    labels = edition.labels
    for category in edition.publication.taxonomy.mechanisms:
        yield Paragraph.of("Heading3", category.label)
        yield from scribe.write(category.definition)
        yield Paragraph.of("Category", labels["examples"])
        yield from (Paragraph.of("ListBullet", example) for example in category.examples)
        yield Paragraph(
            "CallOut", (Run(f"{labels['simply']}{edition.colon}", strong=True), Run(category.simply))
        )
        yield Paragraph.of("BodyText", category.effects)


def _about(edition: Edition, scribe: Scribe) -> Iterator[Content]:
    """Imprint, authors, citation, consortium, and the note on AI."""
    settings, labels = edition.publication.settings, edition.labels
    taxonomy = edition.publication.taxonomy
    yield _part_title(labels["imprint"], "imprint")
    yield fact(labels["deliverable"], Run(f"{settings.deliverable}, {settings.deliverable_title}"))
    yield fact(labels["version"], Run(f"{settings.version}, {settings.date.year}"))
    for name in ("number", "call", "topic", "action"):
        label = "grant" if name == "number" else name
        yield fact(labels[label], Run(getattr(settings.grant, name)))
    yield fact(labels["publisher"], Run(settings.publisher))
    yield fact(labels["licence"], Run(settings.licence, href=settings.licence_url))
    yield fact(labels["contact"], Run(web_address(settings.contact), href=settings.contact))
    yield Paragraph.of("Heading2", labels["authors"], bookmark_of("authors"))
    names = (
        f"{author.name}, {author.suffix}" if author.suffix else author.name for author in settings.authors
    )
    yield Paragraph.of("BodyText", " · ".join(names))
    yield Paragraph.of("Heading2", labels["citation"], bookmark_of("citation"))
    yield Paragraph.of("BodyText", settings.citation)
    yield Paragraph.of("Heading2", labels["consortium"], bookmark_of("consortium"))
    yield from scribe.write(settings.consortium_text)
    for partner in settings.consortium:
        role = f", {labels['coordinator']}" if partner.lead else ""
        country = taxonomy.country(partner.country).label
        words = (Run(partner.short, strong=True), Run(f"{role} – {partner.name}, {country}"))
        yield Paragraph("ListBullet", words)
    yield Paragraph.of("Heading2", labels["ai_note"], bookmark_of("ai_note"))
    yield from scribe.write(settings.ai_note)
    yield Paragraph.of("Heading2", labels["about"], bookmark_of("about"))
    yield from scribe.write(settings.about)
