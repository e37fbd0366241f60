"""What becomes of texts that come back."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.model.segment import Segment
from booklet.translate.catalogue import REVIEWED, Catalogue, Entry, State
from booklet.translate.delivery import Arrived, Delivery
from booklet.translate.merge import merge
from booklet.translate.receive import Acceptance, Outcome, Received, is_name, name_flaws, receive

P = "cases/x/overview"
USUAL = Acceptance()
SEGMENTS = tuple(
    Segment(f"{P}/{n}", "x", "paragraph", source)
    for n, source in enumerate(("The quay was empty.", "Neighbours walk there in pairs.", "Gutsy Go"), 1)
)
EMPTY = merge(Catalogue("pl", "x"), SEGMENTS).catalogue


def arrive(
    *texts: Arrived, catalogue: Catalogue = EMPTY, accept: Acceptance = USUAL, loose: tuple[str, ...] = ()
) -> Received:
    return receive(Delivery("b", "x", "pl", "", texts, loose), catalogue, SEGMENTS, accept)


def came(n: int, text: str, **more: object) -> Arrived:
    return replace(Arrived(f"{P}/{n}", SEGMENTS[n - 1].source, text), **more)


def outcomes(received: Received) -> list[str]:
    return [str(row.outcome) for row in received.rows]


def test_a_good_translation_is_taken_over() -> None:
    made = arrive(came(1, "Nabrzeże było puste."), came(2, SEGMENTS[1].source), came(3, "Gutsy Go"))
    assert outcomes(made) == ["translated", "identical", "identical"]
    assert [e.state for e in made.catalogue.entries] == [State.DONE, State.MISSING, State.MISSING]
    assert not made.catalogue.entries[0].is_reviewed
    assert made.count() == {"translated": 1, "identical": 2}


def test_a_name_may_stay_where_most_is_translated() -> None:
    made = arrive(came(1, "Nabrzeże było puste."), came(2, "Sąsiedzi chodzą."), came(3, "Gutsy Go"))
    assert outcomes(made) == ["translated", "translated", "translated"]
    assert outcomes(arrive(came(3, "Gutsy Go"))) == ["missing", "missing", "identical"]


def test_a_partial_file_is_welcome() -> None:
    made = arrive(came(2, "Sąsiedzi chodzą."))
    assert outcomes(made) == ["missing", "translated", "missing"]


def test_the_english_can_be_accepted_as_translation() -> None:
    assert outcomes(arrive(came(1, SEGMENTS[0].source), accept=Acceptance(same=True)))[0] == "translated"


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        ({"how": "aligned"}, "aligned"),
        ({"flaws": ("split",)}, "split"),
        ({"flaws": ("merged", "split")}, "merged"),
    ],
)
def test_what_is_not_sure_is_to_be_reviewed(change: dict[str, object], outcome: str) -> None:
    made = arrive(came(1, "Nabrzeże.", **change))
    assert outcomes(made)[0] == outcome
    entry = made.catalogue.entries[0]
    assert entry.state is State.REVIEW and entry.remarks[0].startswith("to review: ")


def test_small_flaws_are_told() -> None:
    made = arrive(came(1, "Nabrzeże.", flaws=("tracked", "marks-lost")))
    assert made.catalogue.entries[0].state is State.DONE
    assert "tracked changes" in made.rows[0].note
    assert next(name_flaws(made.rows)) == made.rows[0]


def test_a_translation_of_a_former_english_is_stale() -> None:
    made = arrive(Arrived(f"{P}/1", "The quay was full.", "Nabrzeże było pełne."))
    assert outcomes(made)[0] == "stale"
    entry = made.catalogue.entries[0]
    assert (entry.state, entry.previous) == (State.STALE, "The quay was full.")


def test_without_the_english_that_was_sent_it_is_to_be_reviewed() -> None:
    made = arrive(Arrived(f"{P}/1", None, "Nabrzeże."))
    assert outcomes(made)[0] == "stale"
    assert made.catalogue.entries[0].state is State.REVIEW


def test_a_text_that_moved_since_it_was_sent_finds_its_place() -> None:
    made = arrive(Arrived(f"{P}/1", SEGMENTS[1].source, "Sąsiedzi chodzą."))
    assert [e.text for e in made.catalogue.entries] == ["", "Sąsiedzi chodzą.", ""]
    assert outcomes(made) == ["missing", "translated", "missing"]


def test_a_reviewed_translation_is_kept_unless_forced() -> None:
    first = arrive(came(1, "Nabrzeże."), accept=Acceptance(reviewed=True)).catalogue
    assert first.entries[0].is_reviewed
    again = arrive(came(1, "Inne."), catalogue=first)
    assert outcomes(again)[0] == "kept" and again.catalogue == first
    forced = arrive(came(1, "Inne."), catalogue=first, accept=Acceptance(force=True))
    assert forced.catalogue.entries[0].text == "Inne."
    assert REVIEWED not in forced.catalogue.entries[0].remarks


def test_a_translation_that_was_not_reviewed_is_replaced() -> None:
    first = arrive(came(1, "Nabrzeże.")).catalogue
    assert arrive(came(1, "Inne."), catalogue=first).catalogue.entries[0].text == "Inne."


def test_what_came_back_as_it_went_out_replaces_nothing_newer() -> None:
    newer = arrive(came(1, "Nowe.")).catalogue
    untouched = came(1, "_Nabrzeże_.", sent="*Nabrzeże*.")
    made = arrive(untouched, catalogue=newer)
    assert outcomes(made)[0] == "kept" and made.catalogue == newer
    assert "newer" in made.rows[0].note
    touched = came(1, "Nabrzeże.", sent="*Nabrzeże*.")
    assert arrive(touched, catalogue=newer).catalogue.entries[0].text == "Nabrzeże."
    forced = arrive(untouched, catalogue=newer, accept=Acceptance(force=True))
    assert forced.catalogue.entries[0].text == "_Nabrzeże_."
    assert outcomes(arrive(untouched))[0] == "translated"


def test_english_that_may_stay_replaces_no_translation() -> None:
    newer = arrive(came(3, "Odważni Naprzód")).catalogue
    untouched = came(3, SEGMENTS[2].source)
    others = (came(1, "Nabrzeże."), came(2, "Sąsiedzi."))
    made = arrive(*others, untouched, catalogue=newer)
    assert outcomes(made)[2] == "kept" and made.catalogue.entries[2] == newer.entries[2]
    restored = arrive(*others, replace(untouched, sent="Odważni Naprzód"), catalogue=newer)
    assert restored.catalogue.entries[2].text == "Gutsy Go"


def test_a_stale_text_does_not_replace_one_of_today() -> None:
    first = arrive(came(1, "Nabrzeże.")).catalogue
    made = arrive(Arrived(f"{P}/1", "The quay was full.", "Pełne."), catalogue=first)
    assert outcomes(made)[0] == "kept" and made.catalogue == first


def test_reading_again_changes_nothing() -> None:
    first = arrive(came(1, "Nabrzeże.", how="aligned"), came(2, "Sąsiedzi."))
    again = arrive(came(1, "Nabrzeże.", how="aligned"), came(2, "Sąsiedzi."), catalogue=first.catalogue)
    assert again.catalogue == first.catalogue
    assert outcomes(again)[:2] == ["unchanged", "unchanged"]


def test_a_review_confirms_what_is_there() -> None:
    first = arrive(came(1, "Nabrzeże.", how="aligned")).catalogue
    made = arrive(came(1, "Nabrzeże.", reviewed=True), catalogue=first)
    assert made.catalogue.entries[0].is_reviewed and made.catalogue.entries[0].remarks == (REVIEWED,)


OLD = "The quay was full."
STALE = replace(
    EMPTY,
    entries=(
        replace(EMPTY.entries[0], text="*Nabrzeże*.", fuzzy=True, previous=OLD),
        *EMPTY.entries[1:],
    ),
)


def entry_after(arrived: Arrived, accept: Acceptance = USUAL) -> tuple[str, Entry]:
    """The outcome of a text that comes back for the stale entry, and the entry."""
    made = arrive(arrived, catalogue=STALE, accept=accept)
    again = arrive(arrived, catalogue=made.catalogue, accept=accept)
    assert again.catalogue == made.catalogue
    return outcomes(made)[0], made.catalogue.entries[0]


def test_a_stale_text_that_its_translator_settled_is_done() -> None:
    outcome, entry = entry_after(came(1, "*Nabrzeże*.", settled=True))
    assert (outcome, entry.state, entry.previous, entry.remarks) == ("confirmed", State.DONE, "", ())
    assert not list(name_flaws(arrive(came(1, "*Nabrzeże*.", settled=True), catalogue=STALE).rows[:1]))
    _, entry = entry_after(came(1, "*Nabrzeże*.", reviewed=True, settled=True))
    assert entry.is_reviewed


@pytest.mark.parametrize("text", ["*Nabrzeże*.", "_Nabrzeże_."])
def test_a_stale_text_that_came_back_as_it_was_beside_the_new_english_is_to_be_reviewed(text: str) -> None:
    outcome, entry = entry_after(came(1, text))
    assert (outcome, entry.state, entry.previous) == ("confirmed", State.REVIEW, "")
    assert "came back as it was" in entry.remarks[0] and OLD in entry.remarks[0]
    outcome, entry = entry_after(came(1, text), Acceptance(reviewed=True))
    assert outcome == "confirmed" and entry.is_reviewed


def test_a_stale_text_that_was_found_by_its_place_is_to_be_reviewed() -> None:
    outcome, entry = entry_after(came(1, "*Nabrzeże*.", how="aligned"))
    assert (outcome, entry.state) == ("aligned", State.REVIEW)


@pytest.mark.parametrize(
    "arrived",
    [
        Arrived(f"{P}/1", OLD, "*Nabrzeże*.", settled=True, reviewed=True),
        Arrived(f"{P}/1", None, "*Nabrzeże*.", settled=True),
        came(1, "*Nabrzeże*.", flaws=("unsure",)),
    ],
    ids=["former-english", "unknown-english", "unsure"],
)
def test_a_stale_text_stays_so_when_nobody_saw_the_new_english(arrived: Arrived) -> None:
    made = arrive(arrived, catalogue=STALE, accept=Acceptance(reviewed=True))
    assert outcomes(made)[0] == "unchanged" and made.catalogue == STALE


def test_an_old_file_reviews_nothing_of_today() -> None:
    done = arrive(came(1, "Nabrzeże.", how="aligned")).catalogue
    old = Arrived(f"{P}/1", OLD, "Nabrzeże.", reviewed=True)
    assert arrive(old, catalogue=done).catalogue == done


def test_texts_that_belong_to_nothing_are_told() -> None:
    made = arrive(Arrived("cases/x/gone", "Quite another thing", "Coś"), loose=("Hello",))
    assert [(r.outcome, r.text) for r in made.rows[-2:]] == [
        (Outcome.LOOSE, "Coś"),
        (Outcome.LOOSE, "Hello"),
    ]
    assert made.catalogue == EMPTY


def test_names_are_told_from_words() -> None:
    names = ["Gutsy Go", "ECPA", "2018", "UEFA EURO 2024", "24/7"]
    assert [text for text in names if not is_name(text)] == []
    assert [text for text in ("Contents", "City of Forssa", "Award") if is_name(text)] == []


texts = st.dictionaries(
    st.sampled_from([s.key for s in SEGMENTS]), st.sampled_from(["A b", "C d", "Gutsy Go"])
)


@settings(max_examples=80, deadline=None)
@given(texts, texts, st.booleans())
def test_only_what_came_back_changes(first: dict[str, str], second: dict[str, str], reviewed: bool) -> None:
    sources = {s.key: s.source for s in SEGMENTS}

    def delivered(given: dict[str, str]) -> tuple[Arrived, ...]:
        return tuple(Arrived(key, sources[key], text) for key, text in given.items())

    before = arrive(*delivered(first), accept=Acceptance(reviewed=reviewed)).catalogue
    after = arrive(*delivered(second), catalogue=before).catalogue
    for old, new in zip(before.entries, after.entries, strict=True):
        if reviewed and old.text:
            assert new == old
        elif new != old:
            assert new.text == second[old.key]


def test_a_thousand_texts_are_received_in_time() -> None:
    segments = tuple(
        Segment(f"cases/x/a/{n}", "x", "paragraph", f"Sentence number {n}, of many.") for n in range(1000)
    )
    catalogue = merge(Catalogue("pl", "x"), segments).catalogue
    delivery = Delivery(
        "b", "x", "pl", "", tuple(Arrived(s.key, s.source, f"Zdanie {n}.") for n, s in enumerate(segments))
    )
    began = time.process_time()
    made = receive(delivery, catalogue, segments, Acceptance())
    assert made.count() == {"translated": 1000}
    assert time.process_time() - began < 2


def test_texts_are_cleaned_of_what_nobody_sees() -> None:
    made = arrive(came(1, " Nabrzeże\u202e\x07\nbyło\u2028puste.\ufeff "))
    assert made.catalogue.entries[0].text == "Nabrzeże było puste."


def test_a_text_of_absurd_length_is_not_taken_over() -> None:
    made = arrive(came(1, "[" * 5000))
    assert made.catalogue == EMPTY
    assert (made.rows[0].outcome, len(made.rows[0].text)) == (Outcome.LOOSE, 80)
