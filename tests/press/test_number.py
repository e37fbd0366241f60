import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.model.pages import Box, PageFacts, Pages
from booklet.press.number import (
    LabelRange,
    NumberedSection,
    expand_labels,
    label_ranges,
    number_pages,
    roman,
)


def section(id: str, count: int, numbering: str = "arabic", label: str = "") -> NumberedSection:
    return NumberedSection(id, tuple((f"{id}.{n}",) for n in range(count)), numbering, label)  # type: ignore[arg-type]


BOOK = (
    section("cover", 1, "none"),
    section("imprint", 1, "roman"),
    section("contents", 2, "roman"),
    section("about", 3),
    section("case-a", 4),
    section("back-cover", 1, "none"),
)


def test_a_booklet_is_counted_as_printers_count():
    labels = number_pages(BOOK).labels
    assert labels == ("Cover", "i", "ii", "iii", "1", "2", "3", "4", "5", "6", "7", "Back cover")


def test_the_tree_has_one_entry_for_each_run():
    assert label_ranges(BOOK) == (
        LabelRange(0, "none", 1, "Cover"),
        LabelRange(1, "roman", 1),
        LabelRange(4, "arabic", 1),
        LabelRange(11, "none", 1, "Back cover"),
    )


def test_anchors_know_their_page_and_the_number_to_print():
    page_map = number_pages(BOOK)
    assert page_map.anchors["about.0"] == 5
    assert page_map.label_of("about.0") == "1"
    assert page_map.label_of("contents.1") == "iii"
    assert page_map.sections[4] == "about"


def test_the_first_of_two_equal_anchors_counts():
    twice = NumberedSection("a", (("x",), ("x", "y")))
    assert dict(number_pages([twice]).anchors) == {"x": 1, "y": 2}


def test_an_unnumbered_section_in_the_middle_does_not_disturb_the_count():
    pages = [section("a", 2), section("plates", 2, "none"), section("b", 1)]
    assert number_pages(pages).labels == ("1", "2", "Plates 1", "Plates 2", "3")


def test_labels_of_words_come_from_the_publication_when_it_gives_them():
    assert number_pages([section("cover", 1, "none", "Umschlag")]).labels == ("Umschlag",)


@pytest.mark.parametrize("label", ["12", "iv"])
def test_a_label_of_words_never_looks_like_a_number(label):
    assert number_pages([section("x", 1, "none", label)]).labels == (f"{label} *",)


def test_sections_without_pages_leave_no_trace():
    assert label_ranges([section("a", 0, "none"), section("b", 1)]) == (LabelRange(0, "arabic", 1),)
    assert number_pages([]).labels == ()


def test_a_section_is_made_from_typeset_pages():
    box = Box(1, 0, 0, 1, 1)
    pages = Pages(b"", (PageFacts(1.0, {"a": box}), PageFacts(0.5, {"b": box})))
    assert NumberedSection.of("x", pages, "roman") == NumberedSection("x", (("a",), ("b",)), "roman")


@pytest.mark.parametrize(
    ("number", "figure"), [(1, "i"), (4, "iv"), (9, "ix"), (14, "xiv"), (90, "xc"), (1994, "mcmxciv")]
)
def test_roman_figures(number, figure):
    assert roman(number) == figure


def test_there_is_no_roman_nought():
    with pytest.raises(ValueError, match="no roman figure"):
        roman(0)


@given(st.integers(1, 3999))
def test_roman_figures_read_back(number):
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
    letters = [values[letter] for letter in roman(number)]
    following = [*letters[1:], 0]
    pairs = zip(letters, following, strict=True)
    assert sum(-this if this < after else this for this, after in pairs) == number


names = st.lists(st.from_regex(r"[a-z]{1,4}(-[a-z0-9]{1,3}){0,2}", fullmatch=True), unique=True, max_size=8)


@st.composite
def books(draw):
    kinds = st.sampled_from(["roman", "arabic", "none"])
    return [section(name, draw(st.integers(0, 5)), draw(kinds)) for name in draw(names)]


@given(books())
def test_every_page_has_a_section_and_a_label_of_its_own(book):
    page_map = number_pages(book)
    count = sum(part.count for part in book)
    assert len(page_map.sections) == len(page_map.labels) == count
    assert len(set(page_map.labels)) == count
    assert all(page_map.labels)
    assert list(page_map.sections) == [part.id for part in book for _ in range(part.count)]


@given(books())
def test_the_tree_says_the_same_as_the_labels(book):
    ranges = label_ranges(book)
    labels = number_pages(book).labels
    assert expand_labels(ranges, len(labels)) == labels
    indexes = [entry.index for entry in ranges]
    assert indexes == sorted(set(indexes))
    assert indexes[:1] == ([0] if labels else [])


@given(books())
def test_numbered_pages_count_from_one_without_gaps(book):
    page_map = number_pages(book)
    kinds = {part.id: part.numbering for part in book}
    arabic = [
        label for id, label in zip(page_map.sections, page_map.labels, strict=True) if kinds[id] == "arabic"
    ]
    assert arabic == [str(n) for n in range(1, len(arabic) + 1)]
