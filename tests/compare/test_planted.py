"""Changes planted in a document: each is told in its layer, on its page, with its line; no more."""

from __future__ import annotations

import pytest

from booklet.compare.documents import compare_documents
from booklet.compare.values import ChangeKind, Difference, Layer, MarkKind, Options, PageState
from tests.compare.sample import (
    BASE,
    GREEN,
    PAGES,
    RED,
    changed,
    compare,
    layers,
    line_of,
    only,
    paragraph,
    printed,
    sentence,
    source_of,
)


def section(name: str, following: str | None) -> str:
    """The HTML of a section."""
    start = BASE.index(f'<section id="cases/{name}">')
    end = BASE.index(f'<section id="cases/{following}">') if following else BASE.index("\n</body>")
    return BASE[start:end].rstrip("\n")


def states(difference: Difference) -> list[PageState]:
    return [pair.state for pair in difference.pages]


def test_equal_bytes_are_told_without_opening_anything() -> None:
    difference = compare_documents(printed(), printed())
    assert difference.is_same and difference.same_bytes
    assert difference.old.sha256 == difference.new.sha256
    assert difference.pages == ()


def test_a_word() -> None:
    difference = compare((sentence(101), sentence(101).replace("district", "borough")))
    assert layers(difference) == [Layer.TEXT]
    change = only(difference, Layer.TEXT)
    assert (change.kind, change.old, change.new, change.count) == ("changed", "district", "borough", 1)
    assert change.old_pages == change.new_pages == difference.changed_pages == (2,)
    assert source_of(change) == line_of("cases/beta/overview/1")
    assert change.case == "beta" and change.anchor == "cases/beta/overview/1"
    kinds = [mark.kind for mark in change.marks]
    assert kinds == [MarkKind.SAME, MarkKind.DELETED, MarkKind.INSERTED, MarkKind.SAME]
    assert len(difference.pages) == PAGES


def test_a_number_in_a_table() -> None:
    difference = compare(("<td>411</td>", "<td>417</td>"))
    change = only(difference, Layer.TEXT)
    assert layers(difference) == [Layer.TEXT]
    assert (change.old, change.new) == ("411", "417")
    assert difference.changed_pages == (4,)
    assert source_of(change) == line_of("cases/gamma/rows/3")


def test_a_paragraph_that_was_deleted_is_told_where_the_gap_is() -> None:
    gone = f'<p id="cases/beta/overview/3">{paragraph(12)}</p>'
    difference = compare((gone, ""))
    change = only(difference, Layer.TEXT)
    assert (change.kind, change.old, change.new) == (ChangeKind.DELETED, paragraph(12), "")
    assert change.old_pages == (2,) and change.new_pages == (2,)
    assert [place.gap for place in change.new_places] == [True]
    assert source_of(change) == line_of("cases/beta/overview/3")
    assert difference.changed_pages == (2,)
    assert difference.reflowed_pages == (3,)
    assert only(difference, Layer.LAYOUT).kind is ChangeKind.REFLOWED
    assert set(layers(difference)) <= {Layer.TEXT, Layer.LAYOUT, Layer.TAGS}


def test_a_paragraph_that_was_inserted_makes_the_rest_reflow_and_no_more() -> None:
    new = f'<p id="cases/beta/overview/new">{paragraph(99)}</p>'
    here = '<p id="cases/beta/overview/2">'
    difference = compare((here, new + here))
    change = only(difference, Layer.TEXT)
    assert (change.kind, change.new) == (ChangeKind.INSERTED, paragraph(99))
    assert source_of(change) == line_of("cases/beta/overview/new", changed((here, new + here)))
    assert difference.changed_pages == (2,)
    assert difference.reflowed_pages == (3,)
    assert Layer.PIXELS not in layers(difference)


def test_an_inserted_page_leaves_the_pages_behind_it_alone() -> None:
    page = (
        f'<section id="cases/new"><h1 id="cases/new/title">Brand new</h1><p>{paragraph(98)}</p></section>'
    )
    before = '<section id="cases/delta">'
    difference = compare((before, page + before))
    change = only(difference, Layer.TEXT)
    assert change.kind is ChangeKind.INSERTED and change.new.startswith("Brand new The")
    assert difference.changed_pages == (5,)
    assert difference.pages[4].old is None and difference.pages[4].state is PageState.INSERTED
    assert states(difference).count(PageState.SAME) == PAGES
    folios = only(difference, Layer.FURNITURE)
    assert (folios.note, folios.count) == ("page number", PAGES - 4)
    assert Layer.PIXELS not in layers(difference) and Layer.LINKS not in layers(difference)


def test_a_deleted_page_is_no_change_of_its_neighbours() -> None:
    difference = compare((section("delta", "epsilon"), ""))
    assert only(difference, Layer.TEXT).kind is ChangeKind.DELETED
    assert difference.changed_pages == ()
    assert [pair.old for pair in difference.pages if pair.state is PageState.DELETED] == [5]


def test_a_section_that_was_moved() -> None:
    delta, epsilon = section("delta", "epsilon"), section("epsilon", "zeta")
    difference = compare((f"{delta}\n{epsilon}", f"{epsilon}\n{delta}"))
    change = only(difference, Layer.TEXT)
    assert change.kind is ChangeKind.MOVED
    assert change.old == change.new
    assert change.new_pages != change.old_pages
    assert Layer.PIXELS not in layers(difference)


def test_the_colour_of_one_heading() -> None:
    difference = compare(
        ('<h1 id="cases/delta/title">', '<h1 id="cases/delta/title" style="color: #1E3F5D">')
    )
    change = only(difference, Layer.STYLE)
    assert layers(difference) == [Layer.STYLE]
    assert (change.old, change.new) == ("#1E235D", "#1E3F5D")
    assert change.count == 3 and difference.changed_pages == (5,)
    assert source_of(change) == line_of("cases/delta/title")


def test_a_brand_colour_a_little_off_is_told_of_words_and_shapes() -> None:
    difference = compare(
        ("color: #1E235D;", "color: #1E236E;"), ("background: #1E235D", "background: #1E236E")
    )
    assert layers(difference) == [Layer.STYLE, Layer.PIXELS]
    style, shapes = only(difference, Layer.STYLE), only(difference, Layer.PIXELS)
    assert (style.old, style.new) == (shapes.old, shapes.new) == ("#1E235D", "#1E236E")
    assert style.new_pages == (1, 2, 4, 5, 6, 7)
    assert shapes.new_pages == (1,) and shapes.count == 1
    assert "drawn shape" in shapes.note


def test_a_size_and_a_font() -> None:
    difference = compare(("h1 { font: 20pt/24pt Head;", "h1 { font: 21pt/24pt Text;"))
    change = only(difference, Layer.STYLE)
    assert "20 pt" in change.old and "21 pt" in change.new and change.old.startswith("Head")
    assert Layer.PIXELS not in layers(difference)
    assert [c.old.split()[0] for c in difference.of(Layer.FONTS) if c.kind is ChangeKind.DELETED] == [
        change.old.split(",")[0]
    ]


def test_another_picture() -> None:
    difference = compare((RED, GREEN))
    change = only(difference, Layer.PICTURES)
    assert layers(difference) == [Layer.PICTURES]
    assert (change.kind, change.note) == (ChangeKind.CHANGED, "another picture")
    assert difference.changed_pages == (1,)
    assert source_of(change) == line_of("cases/alpha/picture")


def test_a_picture_of_another_size_and_one_that_is_gone() -> None:
    larger = compare((".sign { width: 90pt;", ".sign { width: 99pt;"))
    change = only(larger, Layer.PICTURES)
    assert (change.old, change.new) == ("90 × 45 pt", "99 × 45 pt")
    image = f'<img id="cases/alpha/picture" src="{RED}" alt="A red sign" class="sign">'
    gone = compare((f"<p>{image}</p>", '<p style="height: 45pt; margin-bottom: 6pt"></p>'))
    assert only(gone, Layer.PICTURES).kind is ChangeKind.DELETED
    assert only(gone, Layer.ALT).old == "A red sign"


def test_an_alternative_text() -> None:
    difference = compare(('alt="A red sign"', 'alt="A red board"'))
    change = only(difference, Layer.ALT)
    assert layers(difference) == [Layer.ALT]
    assert (change.old, change.new) == ("A red sign", "A red board")
    assert change.new_pages == (1,) and difference.changed_pages == ()
    assert source_of(change) == line_of("cases/alpha/picture")


def test_the_target_of_a_link() -> None:
    difference = compare(("https://example.org/more", "https://example.org/less"))
    change = only(difference, Layer.LINKS)
    assert layers(difference) == [Layer.LINKS]
    assert (change.old, change.new) == ("https://example.org/more", "https://example.org/less")
    assert "the long report" in change.note
    assert difference.changed_pages == (1,)
    assert source_of(change) == line_of("cases/alpha/more")


def test_a_link_that_came_with_words_that_stayed() -> None:
    difference = compare(("It ends here.", 'It <a href="https://example.org/end" style="color:inherit;'
                          'text-decoration:none">ends</a> here.'))  # fmt: skip
    change = only(difference, Layer.LINKS)
    assert (change.kind, change.new) == (ChangeKind.INSERTED, "https://example.org/end")
    assert Layer.TEXT not in layers(difference)


def test_metadata() -> None:
    difference = compare(('content="Ada Example"', 'content="Ben Sample"'))
    fields = {change.note: (change.old, change.new) for change in difference.of(Layer.METADATA)}
    assert layers(difference) == [Layer.METADATA]
    assert fields["Info Author"] == ("Ada Example", "Ben Sample")
    assert fields["XMP dc:creator"] == ("Ada Example", "Ben Sample")
    assert difference.changed_pages == ()


def test_a_shift_of_three_tenths_of_a_point() -> None:
    difference = compare(('<p id="cases/zeta/overview/2">', '<p id="cases/zeta/overview/2" style="position:'
                          'relative; left: .3pt">'))  # fmt: skip
    change = only(difference, Layer.LAYOUT)
    assert layers(difference) == [Layer.LAYOUT]
    assert change.kind is ChangeKind.MOVED and change.note.startswith("0.3 pt right")
    assert difference.changed_pages == (7,)
    assert source_of(change) == line_of("cases/zeta/overview/2")


def test_a_background_on_a_page_whose_text_flows_anew() -> None:
    first = '<p id="cases/epsilon/overview/1">'
    panel = '<div class="panel" id="cases/epsilon/panel">'
    moved = compare((first, f"{first}Words come first. "))
    assert Layer.PIXELS not in layers(moved)
    difference = compare(
        (first, f"{first}Words come first. "), (panel, panel.replace(">", ' style="background: #EFEFFA">'))
    )
    assert only(difference, Layer.TEXT).new == "Words come first."
    found = only(difference, Layer.PIXELS)
    assert found.new_pages == (6,)
    assert difference.changed_pages == (6,)


def test_a_hairline_under_text_that_stands_still() -> None:
    difference = compare(
        (
            '<p id="cases/zeta/overview/1">',
            '<p id="cases/zeta/overview/1" style="outline: .3pt solid #999">',
        )
    )
    assert layers(difference) == [Layer.PIXELS]
    assert difference.changed_pages == (7,)


def test_a_running_head_is_told_once_for_all_pages() -> None:
    difference = compare(("A sample of everything", "A sample of anything"))
    change = only(difference, Layer.FURNITURE)
    assert layers(difference) == [Layer.FURNITURE]
    assert (change.old, change.new) == ("A sample of everything", "A sample of anything")
    assert change.count == PAGES and difference.changed_pages == ()


def test_the_role_of_a_heading() -> None:
    title = "Zeta closes"
    difference = compare(
        (f'<h1 id="cases/zeta/title">{title}</h1>',
         f'<h2 id="cases/zeta/title" style="font: 20pt/24pt Head; color: #1E235D; margin: 0 0 12pt;'
         f' bookmark-level: 1">{title}</h2>'))  # fmt: skip
    change = only(difference, Layer.TAGS)
    assert (change.old, change.new, change.note) == ("H1", "H2", "role")
    assert change.new_pages == (7,) and layers(difference) == [Layer.TAGS]


def test_a_bookmark() -> None:
    difference = compare(("Zeta closes</h1>", '<span style="bookmark-level: 2; bookmark-label: \'End\'">'
                          "Zeta closes</span></h1>"))  # fmt: skip
    change = only(difference, Layer.OUTLINE)
    assert (change.kind, change.new) == (ChangeKind.INSERTED, "End")


def test_a_page_of_another_size_is_compared_and_what_was_left_out_is_told() -> None:
    difference = compare(("size: 148mm 210mm;", "size: 148mm 214mm;"))
    boxes = difference.of(Layer.BOXES)
    assert boxes and all(change.count == PAGES for change in boxes)
    assert not difference.of(Layer.TEXT)
    left = [item for item in difference.coverage.left_out if item.layer is Layer.PIXELS]
    assert [(item.what, item.count) for item in left if "differ in size" in item.reason] == [
        ("page pairs", PAGES)
    ]


def test_several_changes_at_once_are_each_told_once() -> None:
    difference = compare(
        (sentence(101), sentence(101).replace("district", "borough")),
        (sentence(702), sentence(702).replace("district", "parish")),
        ("<td>411</td>", "<td>417</td>"),
        (RED, GREEN),
        ('alt="A red sign"', 'alt="A green sign"'),
        ("https://example.org/more", "https://example.org/less"),
        ('content="Ada Example"', 'content="Ben Sample"'),
    )
    assert [change.old for change in difference.of(Layer.TEXT)] == ["district", "411", "district"]
    assert [change.new for change in difference.of(Layer.TEXT)] == ["borough", "417", "parish"]
    assert layers(difference) == [Layer.TEXT, Layer.PICTURES, Layer.LINKS, Layer.ALT, Layer.METADATA]
    assert difference.changed_pages == (1, 2, 4, 7)


@pytest.mark.parametrize("layer", [Layer.STYLE, Layer.PIXELS, Layer.TEXT])
def test_a_layer_that_is_not_wanted_is_named_as_left_out(layer: Layer) -> None:
    difference = compare(
        ("color: #1E235D;", "color: #1E236E;"),
        ("background: #1E235D", "background: #1E236E"),
        options=Options(ignored=frozenset({layer})),
    )
    assert layer not in layers(difference)
    assert [item.layer for item in difference.coverage.left_out if "not asked for" in item.reason] == [
        layer
    ]


def test_what_is_ignored_still_explains_the_rest() -> None:
    gone = f'<p id="cases/beta/overview/3">{paragraph(12)}</p>'
    difference = compare((gone, ""), options=Options(ignored=frozenset({Layer.TEXT})))
    assert Layer.TEXT not in layers(difference) and Layer.PIXELS not in layers(difference)
    assert [change.kind for change in difference.of(Layer.LAYOUT)] == [ChangeKind.REFLOWED]
    quiet = compare((gone, ""), options=Options(ignored=frozenset({Layer.LAYOUT})))
    assert [item.layer for item in quiet.coverage.left_out if "not asked for" in item.reason] == [
        Layer.LAYOUT
    ]


def test_a_difference_survives_json() -> None:
    difference = compare(("<td>411</td>", "<td>417</td>"), (RED, GREEN))
    assert Difference.from_json(difference.to_json()) == difference
