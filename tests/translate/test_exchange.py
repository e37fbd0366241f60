"""XLIFF, TMX and terms: out and back, and what is refused."""

from __future__ import annotations

import csv
import io
import time
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given, settings

from booklet.model.inline import join_runs, parse_inline, read_text, write_inline
from booklet.model.publication import Term
from booklet.model.segment import Segment
from booklet.translate.catalogue import REVIEWED, Catalogue, Entry
from booklet.translate.delivery import revision_of
from booklet.translate.memory import list_terms, write_tbx, write_terms_csv, write_tmx
from booklet.translate.terms import Wanted, read_local_glossary
from booklet.translate.xliff import Sheet, read_xliff, write_xliff
from booklet.translate.xmltext import MAX_BYTES
from tests.translate.test_inline import runs

SOURCE = "See **the *big* [site](https://e.org/a?b=1&c)** and {ref:y}, {count} times."
SEGMENTS = (
    Segment("cases/x/a", "x", "paragraph", SOURCE, 80, "Case X · overview"),
    Segment("cases/x/b", "x", "label", "A <b> & c", None, ""),
)


def sheet(*entries: Entry, segments: tuple[Segment, ...] = SEGMENTS) -> Sheet:
    return Sheet("booklet-x", revision_of(segments), segments, Catalogue("pl", "x", entries))


def test_targets_hold_the_source_until_they_are_translated() -> None:
    data = write_xliff([sheet()], "en")
    (delivery,), findings = read_xliff("x.xlf", data)
    assert findings == []
    assert (delivery.publication, delivery.document, delivery.language) == ("booklet-x", "x", "pl")
    assert delivery.revision == revision_of(SEGMENTS)
    for arrived, segment in zip(delivery.texts, SEGMENTS, strict=True):
        assert arrived.key == segment.key
        assert arrived.text == arrived.source == segment.source
        assert arrived.flaws == ()


def test_translations_and_their_state_travel_along() -> None:
    entries = (
        Entry("cases/x/a", SOURCE, "Zob. {ref:y}", fuzzy=True),
        Entry("cases/x/b", "A <b> & c", "Ą", remarks=(REVIEWED,)),
    )
    data = write_xliff([sheet(*entries)], "en")
    assert b'approved="yes"' in data and b"needs-review-translation" in data and b'maxwidth="80"' in data
    (delivery,), _ = read_xliff("x.xlf", data)
    assert [a.text for a in delivery.texts] == ["Zob. {ref:y}", "Ą"]
    assert delivery.texts[0].flaws == ("marks-lost",)
    assert [a.reviewed for a in delivery.texts] == [False, True]


def test_marks_come_back_by_their_numbers_in_another_order() -> None:
    text = write_xliff([sheet()], "en").decode()
    start, end = text.index("<target"), text.index("</target>")
    new = (
        '<target><x id="6"/> razy <g id="4">strona</g> i <mrk mtype="x"><g id="2">duża</g></mrk>'
        '<ph id="9">code</ph> <x id="5"/> <g id="77">inne</g>'
    )
    (delivery,), _ = read_xliff("x.xlf", (text[:start] + new + text[end:]).encode())
    assert delivery.texts[0].text == "{count} razy **strona** i *duża* {ref:y} inne"
    assert delivery.texts[0].flaws == ("marks-lost",)


@settings(max_examples=150, deadline=None)
@given(runs, runs)
def test_whatever_markdown_can_say_comes_back(source: tuple, target: tuple) -> None:  # type: ignore[type-arg]
    english, text = write_inline(source).strip(), write_inline(target).strip()
    if not read_text(english).strip() or not read_text(text).strip():
        return
    segments = (Segment("cases/x/a", "x", "paragraph", english),)
    (delivery,), _ = read_xliff("f", write_xliff([sheet(segments=segments)], "en"))
    assert parse_inline(delivery.texts[0].text) == join_runs(parse_inline(english))
    data = write_xliff([sheet(Entry("cases/x/a", english, text), segments=segments)], "en")
    (delivery,), _ = read_xliff("f", data)
    assert read_text(delivery.texts[0].text).strip() == read_text(text).strip()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'<!DOCTYPE x [<!ENTITY a "b">]><xliff version="1.2">&a;</xliff>', "document type"),
        (b'<!DOCTYPE xliff SYSTEM "file:///etc/passwd"><xliff version="1.2"/>', "document type"),
        (b"<xliff version='1.2'>&a;</xliff>", "not well-formed"),
        (b"<xliff version='1.2'><file>", "not well-formed"),
        (b"<xliff version='2.0'/>", "version 1.2"),
        (b"<html/>", "version 1.2"),
        (b"<xliff version='1.2'/>", "no texts"),
        (b"<?xml version='1.0' encoding='nonsense'?><xliff/>", ""),
        (b"<a>" * 100, "deep"),
        (b"", "not well-formed"),
        (b"x" * (MAX_BYTES + 1), "more than"),
    ],
)
def test_what_is_broken_or_unsafe_is_refused(data: bytes, words: str) -> None:
    deliveries, findings = read_xliff("in/x.xlf", data)
    assert deliveries == []
    assert findings[0].rule == "translation/unreadable" and words in findings[0].message
    assert findings[0].span is not None and findings[0].span.file == "in/x.xlf"


def test_a_large_file_is_read_in_time() -> None:
    segments = tuple(Segment(f"cases/x/{n}", "x", "paragraph", f"{SOURCE} {n}") for n in range(1000))
    data = write_xliff([sheet(segments=segments)], "en")
    began = time.process_time()
    (delivery,), _ = read_xliff("f", data)
    assert len(delivery.texts) == 1000
    assert time.process_time() - began < 2


def test_a_memory_has_what_is_translated_beside_the_english_it_is_from() -> None:
    catalogue = Catalogue(
        "pl",
        "x",
        (
            Entry("cases/x/a", "**New** & best", "Stare", fuzzy=True, previous="**Old** & good"),
            Entry("cases/x/b", "B", ""),
            Entry("cases/x/c", "C", "Ć"),
        ),
    )
    root = fromstring(write_tmx([catalogue], "en"))
    assert [[s.text for s in unit.iter("seg")] for unit in root.iter("tu")] == [
        ["Old & good", "Stare"],
        ["C", "Ć"],
    ]


def test_terms_go_out_as_a_table_that_is_read_again_and_as_tbx() -> None:
    glossary = (Term(term="NGO", expansion="non-governmental organisation"), Term(term="toolbox"))
    terms = list_terms(glossary, (Wanted("NGO", "organizacja"), Wanted("EU", "UE", "skrót")))
    assert [(t.term, t.translation) for t in terms] == [
        ("NGO", "organizacja"),
        ("toolbox", ""),
        ("EU", "UE"),
    ]
    rows = list(csv.reader(io.StringIO(write_terms_csv(terms).decode())))
    assert rows[1] == ["NGO", "organizacja", "non-governmental organisation"]
    back, _ = read_local_glossary("g.csv", write_terms_csv(terms))
    assert [t.term for t in back] == ["NGO", "EU"]
    root = fromstring(write_tbx(terms, "en", "pl", "Terms & names"))
    assert [[t.text for t in entry.iter("term")] for entry in root.iter("termEntry")] == [
        ["NGO", "organizacja"],
        ["toolbox"],
        ["EU", "UE"],
    ]
