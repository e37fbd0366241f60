"""Documents for readers: sound files, well made, the same bytes each time, with all of the content."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from docx import Document

from booklet.model.publication import Publication
from booklet.word.book import write_book
from booklet.word.case import write_case
from booklet.word.package import EPOCH
from booklet.word.styles import STYLES
from booklet.word.xml import q
from tests.word.editions import edition_of, real_publication, small_publication
from tests.word.openxml import File, ask_reference, find_faults


@pytest.fixture(scope="module")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    return small_publication(tmp_path_factory.mktemp("small"))


def words(file: File) -> str:
    return "\n".join("".join(t.text or "" for t in p.iter(q("w:t"))) for p in file.paragraphs)


def style_of(paragraph: object) -> str:
    return str(paragraph.find(f"{q('w:pPr')}/{q('w:pStyle')}").get(q("w:val")))  # type: ignore[attr-defined]


@pytest.mark.parametrize("drawn", [True, False])
def test_files_are_sound(publication: Publication, drawn: bool, tmp_path: Path) -> None:
    edition = edition_of(publication, drawn=drawn)
    made = {"booklet": write_book(edition)} | {c.id: write_case(edition, c) for c in publication.cases}
    for name, data in made.items():
        assert find_faults(data) == [], name
        (tmp_path / f"{name}.docx").write_bytes(data)
        assert ask_reference(tmp_path / f"{name}.docx") in (None, [])


def test_all_real_documents_are_sound() -> None:
    publication = real_publication()
    edition = edition_of(publication, drawn=False)
    for case in publication.cases:
        assert find_faults(write_case(edition, case)) == [], case.id
    assert find_faults(write_book(edition)) == []


def test_same_bytes_each_time(publication: Publication) -> None:
    case = publication.cases[0]
    data = write_case(edition_of(publication), case)
    assert data == write_case(edition_of(publication), case)
    file = File(data)
    assert {entry.date_time for entry in file.entries} == {EPOCH}
    assert file.entries[0].filename == "[Content_Types].xml"
    core = file.data["docProps/core.xml"].decode()
    assert core.count("2026-01-15T12:00:00Z") == 2


def test_everything_a_case_says_is_there() -> None:
    publication = real_publication()
    case = publication.case("forssa")
    text = words(File(write_case(edition_of(publication, drawn=False), case)))
    for part in (case.title, case.summary, case.place_label, case.pull_quote or "", case.infographic.intro):
        assert part in text
    for block in (*case.overview.walk(), *case.why.walk()):
        assert "".join(run.text for run in block.runs) in text
    for mechanism in case.mechanisms:
        assert mechanism.title in text and mechanism.impact in text
    for actor in case.actors:
        assert actor.name in text
    for item in case.facts:
        assert f"{item.label}" in text and item.value in text
    assert "Funded by the European Union" in text
    assert "101121325" in text


def test_a_period_begins_with_a_capital_wherever_it_begins_a_phrase() -> None:
    publication = real_publication()
    edition, case = edition_of(publication, drawn=False), publication.case("bremer-platz")
    assert not case.period.note
    for data in (write_case(edition, case), write_book(edition)):
        assert "Münster, Germany · Since 2018" in words(File(data))


def test_headings_are_in_order_and_listed() -> None:
    publication = real_publication()
    book = File(write_book(edition_of(publication, drawn=False)))
    ranks = {"PartTitle": 1, "CaseTitle": 2} | {f"Heading{level}": level for level in range(1, 6)}
    found = [(ranks[s], p) for p in book.paragraphs if (s := style_of(p)) in ranks]
    levels = [level for level, _ in found]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    listed = ["".join(p.itertext()).strip() for p in book.paragraphs if style_of(p) in ("TOC1", "TOC2")]
    titles = ["".join(t.text for t in p.iter(q("w:t"))) for level, p in found if level <= 2]
    assert [text.split("\\z \\u ")[-1].strip() for text in listed] == titles
    assert len(titles) > 40
    outline = {
        name: style.find(f"{q('w:pPr')}/{q('w:outlineLvl')}") for name, style in book.styles().items()
    }
    assert outline["Heading1"].get(q("w:val")) == "0" and outline["Heading2"].get(q("w:val")) == "1"


def test_contents_need_no_update() -> None:
    file = File(write_case(edition_of(real_publication()), real_publication().case("forssa")))
    code = "".join(e.text for e in file.document.iter(q("w:instrText")))
    assert code.split() == ["TOC", "\\o", '"1-1"', "\\n", "\\h", "\\z", "\\u"]
    assert file.trees["word/settings.xml"].find(q("w:updateFields")) is None
    assert len([p for p in file.paragraphs if style_of(p) == "TOC1"]) == 7


def test_what_the_file_says_of_itself(publication: Publication) -> None:
    from io import BytesIO

    case = publication.cases[0]
    made = Document(BytesIO(write_case(edition_of(publication), case)))
    core = made.core_properties
    assert core.title == case.title and core.subject == case.summary
    assert core.author == "Ada Example; Ben Sample"
    assert "tests" in core.keywords and core.language == "en-GB"
    assert core.identifier == f"small-booklet/{case.id}"
    assert made.sections[0].page_width.mm == pytest.approx(210, abs=0.1)
    assert made.styles["Normal"].font.name == "Source Sans 3"
    names = {style.name.lower() for style in made.styles}
    assert {style.name.lower() for style in STYLES} <= names


def test_language_of_the_document(publication: Publication) -> None:
    edition = replace(edition_of(publication), tag="fi-FI")
    file = File(write_case(edition, publication.cases[0]))
    lang = file.trees["word/styles.xml"].find(f"{q('w:docDefaults')}//{q('w:lang')}")
    assert lang.get(q("w:val")) == "fi-FI"
    assert file.trees["word/settings.xml"].find(q("w:themeFontLang")).get(q("w:val")) == "fi-FI"


def test_texts_that_are_not_translated_are_in_their_language() -> None:
    publication = real_publication()
    case = publication.case("forssa")
    foreign = (case.title, case.facts[0].value, "".join(r.text for r in case.overview.blocks[0].runs))
    edition = replace(edition_of(publication), tag="fi-FI", foreign=foreign)
    data = write_case(edition, case)
    assert find_faults(data) == []
    marked = [
        "".join(run.itertext())
        for run in File(data).document.iter(q("w:r"))
        if (lang := run.find(f"{q('w:rPr')}/{q('w:lang')}")) is not None and lang.get(q("w:val")) == "en-GB"
    ]
    assert marked == [case.title, foreign[2], foreign[1]]


def test_numbered_lists_begin_anew() -> None:
    from booklet.model.markup import Markup
    from booklet.word.content import Paragraph
    from booklet.word.texts import Scribe

    scribe = Scribe(edition_of(real_publication(), drawn=False), frozenset())
    markup = Markup.parse("1. one\n2. two\n\nText\n\n1. again\n   - within\n")
    made = [p for p in scribe.write(markup) if isinstance(p, Paragraph)]
    assert [(p.style, p.numbered, p.level) for p in made] == [
        ("ListNumber", 0, 0),
        ("ListNumber", 0, 0),
        ("BodyText", None, 0),
        ("ListNumber", 1, 0),
        ("ListBullet", None, 1),
    ]


def test_references_are_links_within_the_booklet_and_words_outside(publication: Publication) -> None:
    book = File(write_book(edition_of(publication)))
    anchors = [e for e in book.document.iter(q("w:hyperlink")) if e.get(q("w:anchor"))]
    assert any("case\u00a01" in "".join(e.itertext()) for e in anchors)
    assert "{ref:" not in words(book)


def test_pictures_are_described_and_kept_once(publication: Publication) -> None:
    file = File(write_book(edition_of(publication)))
    described = [e.get("descr") for e in file.document.iter(q("wp:docPr"))]
    assert publication.cases[0].infographic.alt in described and "figure map" in described
    media = [name for name in file.data if name.startswith("word/media/")]
    assert len({file.data[name] for name in media}) == len(media)


def test_pictures_get_lighter_and_keep_their_size() -> None:
    import io

    from PIL import Image

    from booklet.word.pictures import lighten, shape_of

    image = Image.linear_gradient("L").convert("RGB")
    stream = io.BytesIO()
    image.save(stream, "PNG")
    made = lighten(stream.getvalue())
    assert len(made) <= len(stream.getvalue()) and made == lighten(stream.getvalue())
    assert shape_of(made) == 1.0
    for data in (b"", b"\x89PNG\r\n\x1a\n", b"GIF89a" + b"0" * 40, b"\x89PNG\r\n\x1a\n" + b"\0" * 40):
        with pytest.raises(ValueError):
            shape_of(data)
