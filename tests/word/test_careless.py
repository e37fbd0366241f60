"""What careless and hostile people do to documents: nothing is guessed in silence, nothing takes long."""

from __future__ import annotations

import copy
import time
from typing import Any

import pytest
from lxml import etree

from booklet.word.handout import write_table
from booklet.word.lines import MAX_OPEN
from booklet.word.read import Reading
from booklet.word.xml import el, q
from tests.word.small import KEYS, SEGMENTS, Desk, handout

TEXTS = {segment.key: f"Suomeksi numero {at}" for at, segment in enumerate(SEGMENTS)}


def flaws(reading: Reading, name: str) -> tuple[str, ...]:
    return next(one.flaws for one in reading.returned if one.key == KEYS[name].key)


def table() -> Desk:
    return Desk(write_table(handout(translations=TEXTS)))


def cells(desk: Desk) -> list[list[Any]]:
    return [list(row.iter(q("w:tc"))) for row in desk.tree.iter(q("w:tr"))]


def fill(cell: Any, text: str) -> None:
    for paragraph in list(cell.iter(q("w:p"))):
        cell.remove(paragraph)
    cell.append(el("w:p", el("w:r", el("w:t", text=text)) if text else None))


def test_of_two_texts_for_one_place_none_is_trusted() -> None:
    desk = Desk()
    twin = copy.deepcopy(desk.find("why/1"))
    desk.type_over("why/1", "Kukaan ei kulje yksin.")
    next(iter(twin.iter(q("w:t")))).text = "Jotain muuta"
    desk.body.insert(2, twin)
    reading = desk.read()
    assert "doubled" in flaws(reading, "why/1")
    assert [one.kind for one in reading.loose] == ["rival"]
    assert "another text for cases/night-walk/why/1" in reading.report("x").findings[0].message


def test_english_that_was_left_above_its_translation_is_not_part_of_it() -> None:
    desk = Desk()
    english = desk.find("why/1")
    translated = copy.deepcopy(english)
    for mark in list(translated.iter(q("w:bookmarkStart"), q("w:bookmarkEnd"))):
        mark.getparent().remove(mark)
    next(iter(translated.iter(q("w:t")))).text = "Kukaan ei kulje yksin."
    english.addnext(translated)
    reading = desk.read()
    one = next(one for one in reading.returned if one.key == KEYS["why/1"].key)
    assert (one.text, one.flaws) == ("Kukaan ei kulje yksin.", ())
    assert [one.kind for one in reading.loose] == ["copy"]


@pytest.mark.parametrize("swap", [True, False], ids=["swapped", "english-removed"])
def test_the_head_of_a_table_says_where_the_translation_is(swap: bool) -> None:
    desk = table()
    for row in cells(desk):
        if swap:
            row[0].addnext(row[2])
        else:
            row[1].getparent().remove(row[1])
    reading = desk.read()
    assert {one.key: one.text for one in reading.returned} == TEXTS
    assert not reading.loose


def test_what_was_typed_over_the_english_of_a_table_is_taken_for_review() -> None:
    desk = table()
    for row in cells(desk)[1:]:
        fill(row[1], "".join(row[2].itertext()))
        fill(row[2], "")
    reading = desk.read()
    assert {one.key: one.text for one in reading.returned} == TEXTS
    assert all("typed-over" in one.flaws for one in reading.returned)


def test_nearly_the_english_in_a_table_is_told_and_not_taken() -> None:
    desk = table()
    for row, text in zip(cells(desk)[1:3], ("Night walk!", "Night walks"), strict=True):
        fill(row[1], text)
        fill(row[2], "")
    reading = desk.read()
    assert KEYS["title"].key in reading.missing
    assert [(one.kind, one.text) for one in reading.loose] == [("rival", "Night walk!")]


def test_a_row_that_is_there_twice_with_other_words_is_told() -> None:
    desk = table()
    row = cells(desk)[1][0].getparent()
    twin = copy.deepcopy(row)
    fill(list(twin.iter(q("w:tc")))[2], "Toinen")
    row.addnext(twin)
    reading = desk.read()
    assert "doubled" in flaws(reading, "title")
    assert [one.kind for one in reading.loose] == ["rival"]


def paragraph(inside: str) -> Any:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return etree.fromstring(f'<w:p xmlns:w="{space}">{inside}</w:p>')


@pytest.mark.parametrize("kind", ["bookmarks", "fields", "deleted-marks"])
def test_what_never_ends_costs_no_time(kind: str) -> None:
    many = 4000
    desk = Desk()
    deleted = "<w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>" if kind == "deleted-marks" else ""
    for number in range(many):
        if kind == "bookmarks":
            desk.body.insert(0, el("w:bookmarkStart", id=number + 1000, name=f"s_{number:010x}"))
        if kind == "fields":
            desk.body.insert(0, paragraph("<w:r><w:fldChar w:fldCharType='begin'/></w:r>"))
        desk.body.insert(many, paragraph(f"{deleted}<w:r><w:t>a{number}</w:t></w:r>"))
    data = desk.save()
    start = time.process_time()
    reading = Desk(data).read()
    assert time.process_time() - start < 3
    assert len(reading.returned) == len(SEGMENTS)
    assert many > MAX_OPEN
