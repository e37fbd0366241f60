"""Segments of a publication, and a publication made of translated segments."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.model.inline import read_text
from booklet.model.markup import Markup
from booklet.model.paths import leaves
from booklet.model.publication import Publication
from booklet.model.segment import REST, Segment
from booklet.translate.segments import list_segments, localise
from tests.translate.conftest import LAYOUTS


def texts_of(publication: Publication) -> str:
    return "\n".join(
        leaf.value.plain if isinstance(leaf.value, Markup) else leaf.value for leaf in leaves(publication)
    )


def by_key(segments: tuple[Segment, ...]) -> Mapping[str, Segment]:
    return {segment.key: segment for segment in segments}


def test_keys_are_unique_and_lead_to_their_catalogue(segments: tuple[Segment, ...]) -> None:
    found = by_key(segments)
    assert len(found) == len(segments) > 60
    for segment in segments:
        case = segment.key.split("/")[1] if segment.key.startswith("cases/") else REST
        assert segment.document == case
        assert segment.source.strip() and "\n" not in segment.source and segment.note


def test_blocks_are_counted_as_paths_count_them(segments: tuple[Segment, ...]) -> None:
    found = by_key(segments)
    body = "chapters/introduction/body"
    assert found[f"{body}/1"].source.endswith("see {ref:harbour-watch}.")
    assert (found[f"{body}/2"].kind, found[f"{body}/2"].source) == ("heading", "Aim")
    assert f"{body}/4" not in found, "the list itself has no words"
    assert (found[f"{body}/5"].kind, found[f"{body}/5"].source) == ("item", "few pages,")
    assert found["layouts/booklet/labels/map"].source == "Map of {count} cases. {listing}"


def test_names_codes_and_legal_wording_are_left_alone(segments: tuple[Segment, ...]) -> None:
    kept = ("authors", "grant", "funding", "consortium/", "citation", "publisher", "licence", "contact")
    assert not [s.key for s in segments if s.key.startswith(tuple(f"publication/{name}" for name in kept))]
    assert "publication/title" in by_key(segments)


def test_a_note_says_where_it_is_printed_and_how_long_it_may_be(segments: tuple[Segment, ...]) -> None:
    title = by_key(segments)["cases/harbour-watch/title"]
    assert title.note == "Case Harbour watch · title · at most 60 characters"
    assert title.budget == 60


def test_its_own_words_give_the_same_publication(
    publication: Publication, segments: tuple[Segment, ...]
) -> None:
    same, layouts = localise(publication, LAYOUTS, "en", {s.key: s.source for s in segments})
    assert same == publication
    assert layouts == LAYOUTS


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_every_segment_that_is_replaced_appears(
    publication: Publication, segments: tuple[Segment, ...], data: st.DataObject
) -> None:
    chosen = data.draw(st.lists(st.sampled_from(segments), min_size=1, max_size=5, unique=True))
    words = st.text("abc é-#>*1.[]{}", min_size=1, max_size=20).map(lambda t: f"x{t}x")
    wanted = {s.key: data.draw(words) for s in chosen}
    made, layouts = localise(publication, LAYOUTS, "pl", wanted)
    again = {s.key: s.source for s in list_segments(made, {n: _own(v) for n, v in layouts.items()})}
    before = {s.key: s.source for s in segments}
    assert set(again) == set(before)
    for key, source in again.items():
        expected = wanted.get(key, before[key])
        assert read_text(source) == read_text(expected)


def _own(layout: object) -> object:
    """A layout whose own language is the translated one."""
    labels = layout.labels  # type: ignore[attr-defined]
    return layout.model_copy(update={"labels": {"en": labels["pl"]}})  # type: ignore[attr-defined]


def test_an_empty_translation_keeps_the_source(publication: Publication) -> None:
    made, _ = localise(
        publication, LAYOUTS, "pl", {"cases/harbour-watch/title": " ", "cases/harbour-watch/overview/1": ""}
    )
    assert made == publication


def test_marks_of_blocks_in_a_translation_stay_words(publication: Publication) -> None:
    made, _ = localise(
        publication, LAYOUTS, "pl", {"cases/harbour-watch/overview/1": "- 1. # {figure:map}"}
    )
    block = made.case("harbour-watch").overview.blocks[0]
    assert (block.kind, block.runs[0].text) == ("paragraph", "- 1. # {figure:map}")


def test_labels_of_the_language_are_translated_ones_before_source_ones(publication: Publication) -> None:
    _, layouts = localise(publication, LAYOUTS, "pl", {"layouts/booklet/labels/contents": "Spis treści"})
    assert layouts["booklet"].labels_of("pl") == {
        "contents": "Spis treści",
        "map": "Map of {count} cases. {listing}",
    }
