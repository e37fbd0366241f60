"""The summary and the JSON of a comparison."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.compare.report.text import MAX_CHANGES, write_text
from booklet.compare.report.values import Comparison, Pair, Side, SideKind
from booklet.compare.report.words import LABELS, list_numbers, shorten, show, tell_covered
from booklet.compare.values import Change, ChangeKind, Covered, Difference, Layer
from tests.compare.reported import BIDI, CHANGES, EVIL, comparison, difference, facts, make_pdf


def unprintable(text: str) -> list[str]:
    """The characters that are neither seen nor spaces."""
    return [c for c in text if not c.isprintable() and unicodedata.category(c) != "Zs"]


OLD, NEW = Side("old", SideKind.FOLDER), Side("new", SideKind.FOLDER)


@pytest.fixture(scope="module")
def told() -> str:
    return write_text(comparison())


def test_each_change_has_its_page_source_and_words(told: str) -> None:
    assert "8 → 9 pages: 2 changed, 1 inserted, 1 reflowed" in told
    assert "changed, page 2 (“ii”), content/cases/harbour-watch.yaml:31:3" in told
    assert "… three four five six the [-quick brown-] {+slow red+} fox" in told
    assert "deleted, page 3 (“1”) of the old document" in told
    assert "changed, pages 1–8" in told
    assert "publication/authors" in told


def test_the_last_line_says_it_all(told: str) -> None:
    last = told.splitlines()[-1]
    assert last == (
        "6 changes in 3 documents (text 2 · style 1 · links 1 · metadata 1 · furniture 1); "
        "1 other file changed; 1 file added; 1 file removed; 2 files identical to the last byte"
    )


def test_files_of_one_side_and_what_was_left_out(told: str) -> None:
    assert "only in new: 1 file\n  en/come.pdf" in told
    assert "only in old: 1 file\n  en/gone.pdf" in told
    assert "ignored, as asked: tags" in told
    assert "not compared: pixels: 12 words – they stand elsewhere" in told
    assert "the bytes differ; files of this kind are not looked into" in told
    assert "note  A note." in told


def test_nothing_can_steer_a_terminal(told: str) -> None:
    assert not unprintable(told.replace("\n", ""))
    assert "[U+202E]" in told and "[U+0000]" in told and "[U+001B]" in told and "[U+D800]" in told
    assert told.encode()


def test_roles_are_styled() -> None:
    styled = write_text(comparison(), lambda text, role: f"<{role}>{text}</{role}>")
    assert "<deleted>[-quick brown-]</deleted> <inserted>{+slow red+}</inserted>" in styled


def test_many_changes_are_counted() -> None:
    made = difference(make_pdf(8), make_pdf(9))
    many = replace(made, changes=CHANGES[:1] * (MAX_CHANGES + 7))
    whole = comparison()
    pairs = (replace(whole.pairs[0], difference=many), whole.pairs[1])
    told = write_text(replace(whole, pairs=pairs))
    assert told.count("[-quick brown-]") == MAX_CHANGES
    assert "and 7 changes more not shown here: text 7" in told
    assert "and 1 change not shown here: style 1" in told


def test_the_same() -> None:
    same = Difference(facts("a", b"", 0), facts("b", b"", 0), same_bytes=True)
    assert write_text(Comparison(OLD, NEW, identical=("a", "b"))).endswith(
        "nothing changed; 2 files identical to the last byte"
    )
    assert write_text(Comparison(OLD, NEW, (Pair("a", same),))).endswith(
        "nothing changed; the files are identical to the last byte"
    )
    other = replace(same, same_bytes=False)
    assert write_text(Comparison(OLD, NEW, (Pair("a", other),))).endswith(
        "nothing changed; 1 file equal but for bytes that nobody sees"
    )
    assert write_text(Comparison(OLD, NEW)).endswith("nothing changed")


def test_json_survives_the_trip() -> None:
    whole = comparison()
    told = json.loads(json.dumps(whole.to_json()))
    assert told["format"] == 1 and told["same"] is False
    assert told["old"]["commit"] == "0123456789" * 4 and told["new"]["commit"] is None
    assert told["counts"] == {"text": 2, "style": 1, "links": 1, "metadata": 1, "furniture": 1}
    assert told["documents"][0]["path"] == "en/booklet-screen.pdf"
    assert Difference.from_json(told["documents"][0]["difference"]) == whole.pairs[0].difference
    assert told["documents"][2]["difference"] is None and told["documents"][2]["problem"]
    assert (told["added"], told["removed"], told["ignored"]) == (["en/come.pdf"], ["en/gone.pdf"], ["tags"])
    assert "data" not in json.dumps(sorted(told["documents"][0]))


def test_every_layer_has_a_name() -> None:
    assert set(LABELS) == set(Layer)


def test_numbers_drawn_together() -> None:
    assert list_numbers([5, 1, 2, 3, 9, 9]) == "1–3, 5, 9"


@given(st.text())
def test_what_is_shown_is_printable(text: str) -> None:
    assert not unprintable(show(text))
    assert show(show(text)) == show(text)


@given(st.text(alphabet=st.characters(categories=["L", "P", "Zs"])), st.integers(4, 40))
def test_short_texts_are_short(text: str, limit: int) -> None:
    made = shorten(text, limit)
    assert len(made) <= limit
    assert made == " ".join(text.split()) or made.endswith("…")


@given(st.sampled_from(ChangeKind), st.sampled_from(Layer), st.text(), st.text(), st.text())
def test_any_change_can_be_told(kind: ChangeKind, layer: Layer, old: str, new: str, note: str) -> None:
    change = Change(layer, kind, old, new, note=note)
    made = Difference(facts("a", b"", 1), facts("b", b"", 1), (change,))
    told = write_text(Comparison(OLD, NEW, (Pair("a", made),)))
    assert str(kind) in told
    assert not unprintable(told.replace("\n", ""))


def test_hostile_names_are_harmless(told: str) -> None:
    assert EVIL in told  # a terminal does not mind
    assert BIDI not in told


@pytest.mark.parametrize(
    ("count", "what", "told"),
    [
        (1, "page pairs", "1 page pair"),
        (2, "page pairs", "2 page pairs"),
        (1, "page pairs that paint the same", "1 page pair that paints the same"),
        (1, "page pairs at 100 dpi", "1 page pair at 100 dpi"),
        (1, "inserted and deleted pages", "1 inserted and deleted page"),
        (1, "structure tree", "1 structure tree"),
    ],
)
def test_one_thing_is_told_in_the_singular(count: int, what: str, told: str) -> None:
    assert tell_covered(Covered(Layer.PIXELS, what, count)) == f"pixels: {told}"
