"""Documents of tens of thousands of paragraphs, as only files made to cost time are.

Work for every pair of paragraphs takes minutes at these sizes.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from booklet.model.markup import Run
from booklet.word import read as reading_room
from booklet.word import safe
from booklet.word.align import MAX_CELLS, align
from booklet.word.lines import MAX_CODE, Line, Word
from booklet.word.match import match_lines, read_rows
from booklet.word.read import MAX_STRETCHES, MAX_TOLD
from booklet.word.safe import check_size, open_docx
from booklet.word.xml import el
from tests.word.small import KEYS, Desk, run

MANY = 30_000
ANCHORS = [f"s_{number:010x}" for number in range(500)]
KNOWN = {anchor: f"Source {anchor}" for anchor in ANCHORS}


def line(text: str, style: str = "", cell: tuple[int, int, int] | None = None) -> Line:
    return Line([Word(Run(text))] if text else [], style=style, cell=cell)


def test_a_paragraph_divided_into_thousands() -> None:
    made = match_lines([line(f"x{number}", ANCHORS[0]) for number in range(MANY)], KNOWN)
    (found,) = made.found.values()
    assert found.text == " ".join(f"x{number}" for number in range(MANY))
    assert found.flaws == ["split"] and not made.strays


def test_copies_beyond_thousands_of_empty_lines() -> None:
    blank = [line("")] * MANY
    copies = [line("first", ANCHORS[0]) for _ in range(MANY)]
    made = match_lines([line("first", ANCHORS[0]), *blank, *copies], KNOWN)
    assert len(made.strays) == MANY and made.found[ANCHORS[0]].flaws == []
    made = match_lines([line("first", ANCHORS[0]), *blank, line("second", ANCHORS[0])], KNOWN)
    assert made.found[ANCHORS[0]].text == "first second" and not made.strays


def test_thousands_of_paragraphs_for_hundreds_of_segments() -> None:
    made = match_lines([line(f"x{n}", ANCHORS[n % 500]) for n in range(MANY)], KNOWN)
    assert len(made.found) == 500 and len(made.strays) == MANY - 500
    assert made.found[ANCHORS[7]].text == "x7" and made.found[ANCHORS[7]].flaws == ["doubled"]


def test_a_table_of_thousands_of_rows_under_a_head_of_thousands_of_cells() -> None:
    many = 15_000
    head = [line("", cell=(1, 0, column)) for column in range(many)]
    rows = [
        cell
        for number in range(1, many)
        for cell in (
            line(ANCHORS[number % 500], cell=(1, number, 0)),
            line(f"x{number}", cell=(1, number, 2)),
        )
    ]
    made, used = read_rows([*head, *rows], KNOWN)
    assert made.found[ANCHORS[7]].text == "x7" and len(made.found) == 500
    assert len(used) == len(head) + len(rows)


def test_paragraphs_that_all_run_on() -> None:
    desk = Desk()
    first = desk.find("title")
    for number in range(6_000):
        mark = el("w:pPr", el("w:rPr", el("w:del", id=number)))
        name = KEYS["why/1"].anchor if number % 2 else KEYS["lead"].anchor
        start = el("w:bookmarkStart", id=number + 1000, name=name)
        first.addprevious(el("w:p", mark, start, run(f"x{number} ")))
    found = {one.key: one.text for one in desk.read().returned}
    assert found[KEYS["lead"].key].startswith("x0 x2 x4 ")
    assert found[KEYS["why/1"].key].startswith("x1 x3 x5 ")


def test_only_so_many_pairs_are_compared_in_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []

    def watch(sources: Sequence[str], texts: Sequence[str], *more: int) -> list[tuple[int, int]]:
        compared.append(len(sources) * len(texts))
        return align(sources, texts, *more)

    monkeypatch.setattr(reading_room, "align", watch)
    monkeypatch.setattr(reading_room, "MAX_CELLS", 3_000)
    desk = Desk()
    # Segments in two heaps, so that between each and the next one lie all the paragraphs without a name.
    for name in ("lead", "overview/2", "overview/4", "mechanisms/pairs/impact", "infographic/title"):
        desk.delete(name)
    for name in ("overview/1", "mechanisms/pairs/title"):
        desk.move_after(name, "why/1")
    for number in range(1_000):
        desk.find("why/1").addprevious(el("w:p", run(f"Paragraph {number} of many")))
    reading = desk.read()
    assert sum(compared) <= 3_000 and len(compared) > 1
    assert len(reading.returned) >= 5 and len(reading.loose) > 900


def test_lists_too_long_to_compare_have_no_pairs() -> None:
    sources, texts = [f"Text {n}" for n in range(20)], [f"Teksti {n}" for n in range(30)]
    assert len(align(sources, texts)) == 20
    assert align(sources, texts, 599) == [] and align(["a"] * 2000, ["b"] * (MAX_CELLS // 1000)) == []


def test_a_file_with_far_more_than_a_translation_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    opened, _ = open_docx(Desk().save(), "in/back.docx")
    assert opened is not None and not check_size(opened).findings
    monkeypatch.setattr(safe, "MAX_ELEMENTS", 100)
    (finding,) = check_size(opened)
    assert (
        finding.rule == "word/unsafe" and "no document for translators has more than 100" in finding.message
    )
    assert finding.span is not None and finding.span.file == "in/back.docx" and finding.help


@pytest.mark.parametrize("more", [0, 50])
def test_of_thousands_of_loose_texts_the_first_are_told(more: int) -> None:
    desk = Desk()
    for number in range(MAX_TOLD + more):
        desk.find("why/1").addprevious(el("w:p", run(f"Loose {number}")))
    reading = desk.read()
    assert len(reading.loose) == MAX_TOLD + more
    messages = [one.message for one in reading.report("x")]
    assert len(messages) == MAX_TOLD + bool(more)
    assert ("… and 50 more" in messages) is bool(more)


def test_a_text_of_hundreds_of_looks_has_none() -> None:
    desk = Desk()
    paragraph = desk.type_over("why/1", "")
    for number in range(MAX_STRETCHES):
        paragraph.append(run("ab ", b=1))
        paragraph.append(run(f"{number} "))
    text = next(one.text for one in desk.read().returned if one.key == KEYS["why/1"].key)
    assert text.startswith("ab 0 ab 1 ab 2") and "*" not in text


def test_thousands_of_runs_are_one_text() -> None:
    desk = Desk()
    paragraph = desk.type_over("why/1", "")
    paragraph.extend(run(f"{number} ") for number in range(MANY))
    one = next(one for one in desk.read().returned if one.key == KEYS["why/1"].key)
    assert one.text == " ".join(str(number) for number in range(MANY))


def test_an_instruction_without_measure_is_no_link() -> None:
    for length, is_link in ((100, True), (MAX_CODE, False)):
        desk = Desk()
        paragraph = desk.type_over("why/1", "")
        address = f"https://example.org/{'x' * length}"
        code = el("w:r", *(el("w:instrText", text=part) for part in (' HYPERLINK "', address, '" ')))
        for part in (_sign("begin"), code, _sign("separate"), run("sivu"), _sign("end")):
            paragraph.append(part)
        text = next(one.text for one in desk.read().returned if one.key == KEYS["why/1"].key)
        assert text == (f"[sivu]({address})" if is_link else "sivu")


def _sign(kind: str) -> object:
    return el("w:r", el("w:fldChar", fldCharType=kind))


def test_comments_that_hang_on_one_place_are_all_told() -> None:
    desk = Desk()
    before = desk.parts["word/comments.xml"].decode()
    notes = "".join(
        f'<w:comment w:id="{7000 + n}" w:author="Maija"><w:p><w:r><w:t>n{n}</w:t></w:r></w:p></w:comment>'
        for n in range(80)
    )
    desk.parts["word/comments.xml"] = before.replace("</w:comments>", f"{notes}</w:comments>").encode()
    for number in range(80):
        desk.find("why/1").append(el("w:r", el("w:commentReference", id=7000 + number)))
    remarks = desk.read().remarks
    assert {remark.text for remark in remarks} == {f"n{n}" for n in range(80)}
    assert len([remark for remark in remarks if remark.key == KEYS["why/1"].key]) == 50
