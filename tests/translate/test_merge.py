"""Merging: texts that move, change, go and come back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.model.segment import Segment
from booklet.translate.catalogue import Catalogue, Entry, State
from booklet.translate.merge import Merged, _Bags, merge

EMPTY = Catalogue("pl", "forssa")
P = "cases/forssa/overview"


def numbered(*sources: str) -> tuple[Segment, ...]:
    return tuple(Segment(f"{P}/{n}", "forssa", "paragraph", s) for n, s in enumerate(sources, 1))


def translated(segments: tuple[Segment, ...]) -> Catalogue:
    made = merge(EMPTY, segments).catalogue
    entries = tuple(
        Entry(e.key, e.source, f"PL {e.source}", remarks=("reviewed",), notes=e.notes) for e in made.entries
    )
    return Catalogue("pl", "forssa", entries)


def texts(merged: Merged) -> list[str]:
    return [entry.text for entry in merged.catalogue.entries]


sources = st.lists(
    st.text("abcde ", min_size=1, max_size=12).map(lambda t: f"w{t}".strip()),
    min_size=1,
    max_size=7,
    unique=True,
)


@settings(max_examples=150, deadline=None)
@given(sources, sources)
def test_merging_again_changes_nothing(before: list[str], after: list[str]) -> None:
    once = merge(translated(numbered(*before)), numbered(*after))
    again = merge(once.catalogue, numbered(*after))
    assert again.catalogue == once.catalogue
    assert (again.new, again.stale, again.moved, again.obsolete) == ((), (), (), ())


@settings(max_examples=150, deadline=None)
@given(sources, sources)
def test_no_translation_is_lost_or_given_twice(before: list[str], after: list[str]) -> None:
    made = merge(translated(numbered(*before)), numbered(*after)).catalogue
    held = [e.text for e in (*made.entries, *made.obsolete) if e.text]
    assert sorted(held) == sorted(f"PL {s}" for s in before)


@settings(max_examples=150, deadline=None)
@given(sources, st.data())
def test_a_paragraph_put_in_makes_nothing_stale(before: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(before)))
    after = [*before[:at], "quite another text", *before[at:]]
    merged = merge(translated(numbered(*before)), numbered(*after))
    assert merged.stale == merged.obsolete == ()
    assert merged.new == (f"{P}/{at + 1}",)
    assert texts(merged) == [f"PL {s}" if n != at else "" for n, s in enumerate(after)]
    assert all(e.is_reviewed for n, e in enumerate(merged.catalogue.entries) if n != at)


@settings(max_examples=150, deadline=None)
@given(sources, st.data())
def test_a_changed_text_makes_exactly_its_segment_stale(before: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(before) - 1))
    after = [*before[:at], f"{before[at]} changed", *before[at + 1 :]]
    merged = merge(translated(numbered(*before)), numbered(*after))
    assert merged.stale == (f"{P}/{at + 1}",)
    assert (merged.new, merged.moved, merged.obsolete) == ((), (), ())
    entry = merged.catalogue.entries[at]
    assert (entry.state, entry.previous, entry.text) == (State.STALE, before[at], f"PL {before[at]}")
    assert [e.state for n, e in enumerate(merged.catalogue.entries) if n != at] == [State.DONE] * (
        len(before) - 1
    )


@settings(max_examples=60, deadline=None)
@given(sources, st.permutations(range(7)))
def test_texts_that_change_places_take_their_translations_along(
    before: list[str], order: list[int]
) -> None:
    after = [before[n] for n in order if n < len(before)]
    merged = merge(translated(numbered(*before)), numbered(*after))
    assert texts(merged) == [f"PL {s}" for s in after]
    assert merged.stale == ()


def test_a_paragraph_that_moved_and_was_reworded_keeps_its_translation_as_stale() -> None:
    before = translated(
        numbered("The quay was empty at night.", "Neighbours walk there in pairs every day.")
    )
    after = numbered(
        "The quay was empty at night.", "New.", "Neighbours walk there in pairs every evening."
    )
    merged = merge(before, after)
    assert merged.stale == (f"{P}/3",)
    assert texts(merged)[1] == ""


def test_english_that_is_put_back_is_no_longer_stale() -> None:
    stale = merge(translated(numbered("Quay one.")), numbered("Quay two.")).catalogue
    assert stale.entries[0].state is State.STALE
    back = merge(stale, numbered("Quay one.")).catalogue
    assert back.entries[0].state is State.DONE
    assert back.entries[0].previous == ""


def test_changed_twice_keeps_the_english_that_was_translated() -> None:
    once = merge(translated(numbered("Quay one.")), numbered("Quay two.")).catalogue
    twice = merge(once, numbered("Quay three.")).catalogue
    assert twice.entries[0].previous == "Quay one."
    assert not twice.entries[0].is_reviewed


QUAY = "The quay was empty at night, and people avoided it."
BOARD = "A board tells what the walkers saw on their way."


def test_a_new_paragraph_in_the_place_of_another_is_new() -> None:
    merged = merge(translated(numbered(QUAY, "It lasts.")), numbered(BOARD, "It lasts."))
    assert texts(merged) == ["", "PL It lasts."]
    assert (merged.new, merged.stale, merged.obsolete) == ((f"{P}/1",), (), (f"{P}/1",))
    assert [e.text for e in merged.catalogue.obsolete] == [f"PL {QUAY}"]
    back = merge(merged.catalogue, numbered(BOARD, QUAY, "It lasts."))
    assert texts(back) == ["", f"PL {QUAY}", "PL It lasts."] and back.catalogue.obsolete == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # Rewritten: 0.30 of the words, which is less than paragraphs need that moved.
        (QUAY, "At night people stayed away, and nobody was seen on the quay."),
        ("Organisors", "Organisers"),
        ("Award", "Awards"),
    ],
)
def test_a_version_in_the_same_place_keeps_the_translation_as_stale(before: str, after: str) -> None:
    merged = merge(translated(numbered(before)), numbered(after))
    assert merged.stale == (f"{P}/1",) and texts(merged) == [f"PL {before}"]


@pytest.mark.parametrize(
    ("before", "after"),
    [("G-Info Spot", "Organisers"), ("Three", "Four"), ("2018", "1250")],
)
def test_another_label_in_the_same_place_is_new(before: str, after: str) -> None:
    merged = merge(translated(numbered(before)), numbered(after))
    assert merged.stale == () and texts(merged) == [""]
    assert [e.text for e in merged.catalogue.obsolete] == [f"PL {before}"]


def test_a_text_with_a_name_of_its_own_keeps_its_translation_however_it_is_reworded() -> None:
    def named(words: str) -> tuple[Segment, ...]:
        return (Segment("cases/forssa/summary", "forssa", "paragraph", words),)

    merged = merge(translated(named(QUAY)), named(BOARD))
    assert merged.stale == ("cases/forssa/summary",) and texts(merged) == [f"PL {QUAY}"]


def test_a_text_on_its_way_back_is_known_by_what_was_translated() -> None:
    stale = Entry(f"{P}/1", "Four five.", "PL", fuzzy=True, previous="One two three.")
    merged = merge(Catalogue("pl", "forssa", (stale,)), numbered("One two, three!"))
    assert texts(merged) == ["PL"]


def test_a_thousand_reworded_paragraphs_find_their_translations() -> None:
    """So many took a quarter of a minute when every pair was counted word by word."""
    before = [" ".join(f"w{(n * 37 + m * 101) % 3000}" for m in range(50)) for n in range(1000)]
    merged = merge(translated(numbered(*before)), numbered(*(f"{text} changed" for text in before)))
    assert len(merged.stale) == 1000 and texts(merged) == [f"PL {text}" for text in before]


def test_words_from_outside_make_no_bag_larger() -> None:
    bags = _Bags(["one two two"])
    bag = bags.fill("two three two four two")
    assert (bag.bits.bit_length(), bag.count) == (3, 5)
    assert bag.measure(bags.fill("one two two")) == 2 * 2 / (5 + 3)


def test_a_text_that_comes_back_finds_its_translation() -> None:
    gone = merge(translated(numbered("One.", "Two.")), numbered("One."))
    assert [e.text for e in gone.catalogue.obsolete] == ["PL Two."]
    assert gone.obsolete == (f"{P}/2",)
    back = merge(gone.catalogue, numbered("One.", "Two."))
    assert texts(back) == ["PL One.", "PL Two."]
    assert back.catalogue.obsolete == ()


def test_a_label_and_a_value_of_a_list_are_not_confused() -> None:
    def facts(*pairs: tuple[str, str]) -> tuple[Segment, ...]:
        return tuple(
            Segment(f"cases/forssa/facts/{n}/{name}", "forssa", "label", words)
            for n, pair in enumerate(pairs, 1)
            for name, words in zip(("label", "value"), pair, strict=True)
        )

    before = translated(facts(("Award", "Prize in 2018"), ("Youth", "Gutsy Go")))
    merged = merge(
        before,
        facts(
            ("Youth", "Gutsy Go"),
        ),
    )
    assert texts(merged) == ["PL Youth", "PL Gutsy Go"]


def test_an_untranslated_entry_is_simply_renewed() -> None:
    before = merge(EMPTY, numbered("One.")).catalogue
    merged = merge(before, numbered("Two."))
    assert merged.stale == () and merged.catalogue.entries[0].previous == ""
