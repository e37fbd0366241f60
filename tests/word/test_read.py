"""What people and programs do to a document, and what is read from it all the same."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.model.inline import parse_inline, write_inline
from booklet.model.markup import Run
from booklet.model.segment import Returned, Segment
from booklet.word.align import align, cost
from booklet.word.handout import write_handout, write_table
from booklet.word.identity import Identity, read_identity
from booklet.word.match import longest_rise
from booklet.word.read import Reading
from booklet.word.safe import open_docx
from booklet.word.xml import el, q
from tests.word.small import IDENTITY, KEYS, SEGMENTS, Desk, handout, read, run


def got(reading: Reading, name: str) -> Returned:
    return {one.key: one for one in reading.returned}[KEYS[name].key]


def quiet(reading: Reading) -> None:
    """Nothing is loose, nobody said anything."""
    assert not reading.loose and not reading.remarks and not reading.report("x")


def test_untouched_comes_back_as_it_went() -> None:
    for data, how in (
        (write_handout(handout()), "anchor"),
        (write_table(handout(translations=TABLE)), "id"),
    ):
        reading = read(data)
        assert reading.returned == tuple(Returned(s.key, s.source, how, ()) for s in SEGMENTS)  # type: ignore[arg-type]
        assert not reading.missing
        quiet(reading)


TABLE = {segment.key: segment.source for segment in SEGMENTS}


def test_the_table_without_translations_has_none() -> None:
    reading = read(write_table(handout()))
    assert reading.returned == () and len(reading.missing) == len(SEGMENTS)
    quiet(reading)


def test_translations_come_in_place_of_the_english() -> None:
    translated = {SEGMENTS[0].key: "Yökävely", SEGMENTS[2].key: "Vuodesta 2016 **vapaaehtoiset**"}
    reading = read(write_handout(handout(translations=translated)))
    assert got(reading, "title").text == "Yökävely"
    assert got(reading, "overview/1").text == "Vuodesta 2016 **vapaaehtoiset**"
    assert got(reading, "overview/1").flaws == ("marks-lost",)


@pytest.mark.parametrize("bookmark", [True, False])
def test_typed_over(bookmark: bool) -> None:
    desk = Desk()
    desk.type_over("why/1", " Kenenkään ei tarvitse kävellä yksin. ", bookmark=bookmark)
    reading = desk.read()
    assert got(reading, "why/1") == Returned(
        KEYS["why/1"].key, "Kenenkään ei tarvitse kävellä yksin.", "anchor"
    )
    quiet(reading)


def test_typed_before_and_behind_the_bookmark() -> None:
    desk = Desk()
    paragraph = desk.type_over("why/1", "ei tarvitse")
    paragraph.insert(1, run("Kenenkään "))
    paragraph.append(run(" kävellä yksin."))
    assert got(desk.read(), "why/1").text == "Kenenkään ei tarvitse kävellä yksin."


@pytest.mark.parametrize("bookmark", [True, False])
def test_split(bookmark: bool) -> None:
    desk = Desk()
    desk.split("why/1", 11)
    desk.forget(bookmarks=not bookmark, styles=False)
    reading = desk.read()
    assert got(reading, "why/1").text == "Nobody has to walk alone."
    assert got(reading, "why/1").flaws == ("split",)
    quiet(reading)


def test_split_with_an_empty_line_between() -> None:
    desk = Desk()
    desk.split("why/1", 11)
    desk.find("why/1").addnext(el("w:p", el("w:pPr", el("w:pStyle", val="BodyText"))))
    assert got(desk.read(), "why/1").text == "Nobody has to walk alone."


def test_merged_is_divided_at_the_bookmarks() -> None:
    desk = Desk()
    desk.merge("overview/3", "overview/4")
    reading = desk.read()
    assert got(reading, "overview/3").text == "a lamp for each pair"
    assert got(reading, "overview/4").text == "a phone for each pair"
    assert got(reading, "overview/3").flaws == got(reading, "overview/4").flaws == ("merged",)


def test_merged_without_the_second_bookmark() -> None:
    desk = Desk()
    text = "".join(desk.find("overview/4").itertext())
    desk.delete("overview/4")
    desk.find("overview/3").append(run(f" ja {text}"))
    style = desk.find("overview/3").find(f".//{q('w:pStyle')}")
    style.set(q("w:val"), f"seg{KEYS['overview/4'].anchor}")
    reading = desk.read()
    assert got(reading, "overview/3").text == "a lamp for each pair ja a phone for each pair"
    assert got(reading, "overview/3").flaws == ("merged",)
    assert reading.missing == (KEYS["overview/4"].key,)


def test_deleted_is_missing_and_never_replaced_by_a_neighbour() -> None:
    desk = Desk()
    desk.delete("overview/3")
    reading = desk.read()
    assert reading.missing == (KEYS["overview/3"].key,)
    assert len(reading.returned) == len(SEGMENTS) - 1
    quiet(reading)


def test_emptied_is_missing() -> None:
    desk = Desk()
    desk.type_over("why/1", "  ")
    assert desk.read().missing == (KEYS["why/1"].key,)


def test_added_is_loose() -> None:
    desk = Desk()
    desk.add_after("why/1", "Lisätty kappale.")
    reading = desk.read()
    assert [(one.text, one.after, one.kind) for one in reading.loose] == [
        ("Lisätty kappale.", KEYS["why/1"].key, "loose")
    ]
    assert got(reading, "why/1").text == "Nobody has to walk alone."
    assert [f.rule for f in reading.report("x.docx")] == ["word/loose-text"]
    assert "Lisätty kappale." in reading.report("x.docx").findings[0].message


def test_moved() -> None:
    desk = Desk()
    desk.move_after("overview/1", "why/1")
    reading = desk.read()
    assert got(reading, "overview/1").flaws == ("moved",)
    assert got(reading, "overview/1").text == KEYS["overview/1"].source
    assert [one.flaws for one in reading.returned].count(("moved",)) == 1


@pytest.mark.parametrize("other", ["overview/4", "why/1"])
def test_copied_is_told_and_not_used(other: str) -> None:
    desk = Desk()
    desk.copy_after("overview/4", other)
    reading = desk.read()
    assert got(reading, "overview/4") == Returned(KEYS["overview/4"].key, "a phone for each pair", "anchor")
    assert [(one.kind, one.after) for one in reading.loose] == [("copy", KEYS["overview/4"].key)]


def test_copy_that_was_written_in_elsewhere_is_told_too() -> None:
    desk = Desk()
    desk.copy_after("overview/4", "why/1")
    made = desk.find("why/1").getnext()
    next(made.iter(q("w:t"))).text = "puhelin"
    reading = desk.read()
    assert got(reading, "overview/4").text == "a phone for each pair"
    assert [one.text for one in reading.loose] == ["puhelin"]


# Tracked changes


def tracked(kind: str, *runs: object) -> object:
    return el(f"w:{kind}", *runs, id=900, author="Maija", date="2026-02-01T10:00:00Z")


def deleted(text: str) -> object:
    made = run(text)
    made.find(q("w:t")).tag = q("w:delText")
    return made


def test_tracked_changes_are_accepted() -> None:
    desk = Desk()
    paragraph = desk.type_over("why/1", "Kenenkään ei ")
    paragraph[2].addnext(tracked("ins", run("tarvitse kävellä yksin.")))
    paragraph[2].addnext(tracked("del", deleted("has to walk alone.")))
    reading = desk.read()
    assert got(reading, "why/1").text == "Kenenkään ei tarvitse kävellä yksin."
    assert got(reading, "why/1").flaws == ("tracked",)


def test_tracked_moves_are_accepted() -> None:
    desk = Desk()
    desk.type_over("overview/3", "").append(tracked("moveFrom", run("lamppu")))
    desk.type_over("overview/4", "puhelin").append(tracked("moveTo", run(" ja lamppu")))
    reading = desk.read()
    assert got(reading, "overview/4").text == "puhelin ja lamppu"
    assert KEYS["overview/3"].key in reading.missing


def test_a_tracked_deletion_of_a_whole_paragraph() -> None:
    desk = Desk()
    paragraph = desk.find("overview/3")
    for words in list(paragraph.iter(q("w:r"))):
        words.addprevious(tracked("del", deleted("".join(words.itertext()))))
        words.getparent().remove(words)
    paragraph.find(q("w:pPr")).append(el("w:rPr", tracked("del")))
    reading = desk.read()
    assert reading.missing == (KEYS["overview/3"].key,)
    assert got(reading, "overview/4").text == "a phone for each pair"


def test_a_tracked_deletion_of_a_paragraph_mark_merges() -> None:
    desk = Desk()
    desk.find("overview/3").find(q("w:pPr")).append(el("w:rPr", tracked("del")))
    reading = desk.read()
    assert got(reading, "overview/3").text == "a lamp for each pair"
    assert got(reading, "overview/4").text == "a phone for each pair"
    assert set(got(reading, "overview/4").flaws) == {"merged", "tracked"}


# Marks


def test_marks_by_style_and_by_hand_are_the_same() -> None:
    desk = Desk()
    paragraph = desk.type_over("overview/1", "Vuodesta 2016 ")
    paragraph[2].addnext(run(" kävelevät."))
    paragraph[2].addnext(run("vapaaehtoiset", b=1))
    reading = desk.read()
    assert got(reading, "overview/1").text == "Vuodesta 2016 **vapaaehtoiset** kävelevät."
    assert got(reading, "overview/1").flaws == ("marks-lost",)  # the link is gone


def test_runs_that_word_broke_up_are_joined() -> None:
    desk = Desk()
    paragraph = desk.type_over("overview/2", "He kulkevat ")
    for text in ("p", "arei", "ttain"):
        paragraph.append(run(text, i=1))
    paragraph.append(el("w:proofErr", type="spellStart"))
    paragraph.append(run(", {ref:aim}."))
    one = got(desk.read(), "overview/2")
    assert one.text == "He kulkevat *pareittain*, {ref:aim}." and one.flaws == ()


def test_bold_headings_are_not_strong() -> None:
    desk = Desk()
    paragraph = desk.type_over("title", "")
    paragraph.append(run("Yökävely", b=1))
    paragraph = desk.type_over("why/1", "")
    paragraph.append(run("Kenenkään ei tarvitse.", b=1))
    reading = desk.read()
    assert got(reading, "title").text == "Yökävely"
    assert got(reading, "why/1").text == "Kenenkään ei tarvitse."


def test_links_are_known_by_their_address() -> None:
    desk = Desk()
    rels = desk.parts["word/_rels/document.xml.rels"]
    assert b"https://example.org/walk" in rels
    desk.parts["word/_rels/document.xml.rels"] = rels.replace(b"org/walk", b"org/walk/")
    one = got(desk.read(), "overview/1")
    assert one.text == KEYS["overview/1"].source and one.flaws == ()


def test_links_as_fields() -> None:
    desk = Desk()
    paragraph = desk.type_over("overview/1", "Katso ")
    code = el("w:r", el("w:instrText", text=' HYPERLINK "https://example.org/walk" '))
    for part in (char("begin"), code, char("separate"), run("sivu"), char("end"), run("!")):
        paragraph.append(part)
    assert got(desk.read(), "overview/1").text == "Katso [sivu](https://example.org/walk)!"


def char(kind: str) -> object:
    return el("w:r", el("w:fldChar", fldCharType=kind))


def test_a_field_without_an_end_swallows_nothing() -> None:
    desk = Desk()
    desk.find("overview/3").append(char("begin"))
    reading = desk.read()
    assert not reading.missing


def test_signs_of_word() -> None:
    desk = Desk()
    paragraph = desk.type_over("why/1", "ei")
    for tag in ("w:tab", "w:br", "w:noBreakHyphen", "w:softHyphen"):
        paragraph.append(el("w:r", el(tag)))
        paragraph.append(run("x"))
    paragraph.append(run(" é"))  # written with a combining accent
    assert got(desk.read(), "why/1").text == "ei x x‑x\u00adx é"


# Comments, footnotes, boxes


def test_comments_are_told_and_ours_are_not() -> None:
    desk = Desk()
    note = el("w:comment", el("w:p", run("Mitä tämä tarkoittaa?")), id=77, author="Maija")
    tree = desk.parts["word/comments.xml"]
    made = tree.replace(b"</w:comments>", _inner(note) + b"</w:comments>")
    desk.parts["word/comments.xml"] = made
    desk.find("overview/3").append(el("w:r", el("w:commentReference", id=77)))
    reading = desk.read()
    assert [(r.key, r.author, r.text) for r in reading.remarks] == [
        (KEYS["overview/3"].key, "Maija", "Mitä tämä tarkoittaa?")
    ]
    assert got(reading, "overview/3").flaws == ("comment",)
    assert got(reading, "overview/1").flaws == ()  # has a remark of ours
    findings = reading.report("x").findings
    assert [f.rule for f in findings] == ["word/comment"]
    assert findings[0].message == f"Maija at {KEYS['overview/3'].key}: “Mitä tämä tarkoittaa?”"


def _inner(element: object) -> bytes:
    from lxml import etree

    return etree.tostring(element).replace(
        b' xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"', b""
    )


def test_text_boxes_are_read_once() -> None:
    desk = Desk()
    box = el("w:txbxContent", el("w:p", run("laatikko")))
    old = el("w:pict", el("w:txbxContent", el("w:p", run("laatikko"))))
    choice = el(
        "w:r", el("mc:AlternateContent", el("mc:Choice", el("w:drawing", box)), el("mc:Fallback", old))
    )
    desk.find("why/1").append(choice)
    reading = desk.read()
    assert [one.text for one in reading.loose] == ["laatikko"]
    assert got(reading, "why/1").text == "Nobody has to walk alone."


# Without names


def test_styles_alone_are_enough() -> None:
    desk = Desk()
    desk.forget(styles=False)
    reading = desk.read()
    assert [one.text for one in reading.returned] == [segment.source for segment in SEGMENTS]
    assert {one.how for one in reading.returned} == {"anchor"}
    quiet(reading)


def test_bookmarks_alone_are_enough() -> None:
    desk = Desk()
    desk.forget(bookmarks=False)
    reading = desk.read()
    assert [one.text for one in reading.returned] == [segment.source for segment in SEGMENTS]
    quiet(reading)


def test_neither_is_a_guess_and_says_so() -> None:
    desk = Desk()
    desk.type_over("why/1", "Kenenkään ei tarvitse kävellä yksin.")
    desk.forget()
    reading = desk.read()
    assert {one.how for one in reading.returned} == {"aligned"}
    assert got(reading, "why/1").text == "Kenenkään ei tarvitse kävellä yksin."
    assert [one.text for one in reading.returned if one.key != KEYS["why/1"].key] == [
        segment.source for segment in SEGMENTS if segment.key != KEYS["why/1"].key
    ]
    quiet(reading)


def test_a_retyped_paragraph_between_its_neighbours_is_aligned() -> None:
    desk = Desk()
    desk.add_after("overview/4", "puhelin joka parille")
    desk.delete("overview/4")
    reading = desk.read()
    assert got(reading, "overview/4") == Returned(KEYS["overview/4"].key, "puhelin joka parille", "aligned")
    quiet(reading)


def test_what_cannot_be_a_translation_is_not_aligned() -> None:
    desk = Desk()
    desk.add_after("overview/4", "Tähän kirjoitin itselleni pitkän muistiinpanon. " * 12)
    desk.delete("overview/4")
    reading = desk.read()
    assert reading.missing == (KEYS["overview/4"].key,)
    assert len(reading.loose) == 1


# The table


def test_rows_of_the_table_in_another_order() -> None:
    desk = Desk(write_table(handout(translations=TABLE)))
    table = next(desk.tree.iter(q("w:tbl")))
    rows = table.findall(q("w:tr"))
    table.append(rows[1])
    table.append(copy.deepcopy(rows[3]))
    table.remove(rows[5])
    reading = desk.read()
    assert {one.key: one.text for one in reading.returned} == {
        segment.key: segment.source for number, segment in enumerate(SEGMENTS) if number != 4
    }
    assert reading.missing == (SEGMENTS[4].key,)
    assert [(one.kind, one.after) for one in reading.loose] == [("copy", SEGMENTS[2].key)]


# Identity


def test_identity_survives_as_identifier_or_property() -> None:
    for lost in ("", "docProps/core.xml", "docProps/custom.xml"):
        desk = Desk()
        desk.parts = {name: data for name, data in desk.parts.items() if name != lost}
        opened, _ = open_docx(desk.save(), "x.docx")
        assert opened is not None
        assert read_identity(opened) == IDENTITY
    desk.parts = {name: data for name, data in desk.parts.items() if not name.startswith("docProps/")}
    opened, _ = open_docx(desk.save(), "x.docx")
    assert opened is not None and read_identity(opened) is None


def test_identity_is_read_strictly() -> None:
    assert Identity.parse(str(IDENTITY)) == IDENTITY
    for text in ("", "night-walk@1:fi", "a/b@1:f", "a/../b@1:fi", f"{IDENTITY} x"):
        assert Identity.parse(text) is None


# Properties

TEXTS = (
    st.text(
        st.characters(
            codec="utf-8",
            exclude_categories=("Cc", "Cs", "Zl", "Zp"),
            exclude_characters="\u00ad\ufffe\uffff",
        ),
        min_size=1,
        max_size=40,
    )
    .map(str.strip)
    .filter(bool)
)
RUNS = st.lists(
    st.builds(
        Run,
        TEXTS,
        st.booleans(),
        st.booleans(),
        st.sampled_from([None, None, "https://example.org/a", "mailto:a@example.org"]),
    ),
    min_size=1,
    max_size=5,
).map(tuple)


@settings(deadline=None, max_examples=50)
@given(st.lists(RUNS, min_size=1, max_size=6))
def test_what_is_handed_out_comes_back(texts: list[tuple[Run, ...]]) -> None:
    import unicodedata

    segments = []
    for number, runs in enumerate(texts):
        source = unicodedata.normalize("NFC", write_inline(runs)).strip()
        source = write_inline(parse_inline(source))
        segments.append(Segment(f"cases/x/why/{number}", "x", "paragraph", source))
    reading = read(write_handout(handout(segments)), segments)
    for one in reading.returned:
        wanted = {segment.key: segment for segment in segments}[one.key].source
        assert one.text.strip() == wanted.strip()
        assert one.flaws == ()
    assert not reading.loose and len(reading.returned) == len(segments)


@given(st.permutations(range(7)))
def test_longest_rise(values: list[int]) -> None:
    places = sorted(longest_rise(values))
    assert [values[p] for p in places] == sorted(values[p] for p in places)
    from itertools import combinations, pairwise

    longer = combinations(range(7), len(places) + 1)
    assert not any(all(values[a] < values[b] for a, b in pairwise(c)) for c in longer)


def test_alignment_keeps_order_and_leaves_what_fits_nowhere() -> None:
    sources = [
        "Forssa calmed down in 2018.",
        "A long text about mediation and its effects in town.",
        "Short",
    ]
    texts = [
        "Forssa rauhoittui 2018.",
        "xx " * 90,
        "Pitkä teksti sovittelusta ja sen vaikutuksista.",
        "Lyhyt",
    ]
    assert align(sources, texts) == [(0, 0), (1, 2), (2, 3)]
    assert align(sources, sources) == [(0, 0), (1, 1), (2, 2)]
    assert align([], texts) == [] and align(sources, []) == []
    assert cost("a", "a") == 0 < cost("In 2018, Forssa", "2018: Forssa") < cost("In 2018, Forssa", "no")
