"""Files from anywhere: scans, rotated pages, files that are encrypted, damaged, empty or full of loops."""

from __future__ import annotations

import io

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from booklet.compare.documents import compare_documents
from booklet.compare.sourcemap import Source, SourceMap
from booklet.compare.values import ChangeKind, CompareError, Difference, Layer, Options, PageState
from booklet.findings import Span
from booklet.model.pages import Box
from tests.compare.handmade import LINE, lines, link, make, save
from tests.compare.sample import layers, only

TEXT = ("The river opens the market", "and the harbour closes it", "in the evening")
OTHER = ("The river opens the square", "and the harbour closes it", "in the evening")


def reason(data: bytes, name: str = "theirs.pdf") -> str:
    """Why a file cannot be compared."""
    with pytest.raises(CompareError) as caught:
        compare_documents(make([lines(*TEXT)]), Source(name, data))
    assert str(caught.value).startswith(f"{caught.value.name}: ")
    return caught.value.reason


def test_an_encrypted_file_is_refused() -> None:
    with pikepdf.open(io.BytesIO(make([lines(*TEXT)]).data)) as pdf:
        locked = save(pdf, encryption=pikepdf.Encryption(user="secret", owner="x"), deterministic_id=False)
        open_to_all = save(pdf, encryption=pikepdf.Encryption(user="", owner="x"), deterministic_id=False)
    assert "needs a password" in reason(locked)
    assert not compare_documents(make([lines(*TEXT)]), Source("open.pdf", open_to_all)).of(Layer.TEXT)


def test_what_encryption_forbids_is_a_change() -> None:
    source = make([lines(*TEXT)])
    no_copies = pikepdf.Permissions(extract=False, modify_assembly=True, print_highres=False)
    with pikepdf.open(io.BytesIO(source.data)) as pdf:
        locks = [
            pikepdf.Encryption(user="", owner="x", allow=allow)
            for allow in (pikepdf.Permissions(modify_assembly=True), no_copies)
        ]
        free, strict = (save(pdf, encryption=lock, deterministic_id=False) for lock in locks)
    (change,) = [
        change
        for change in compare_documents(Source("a.pdf", free), Source("b.pdf", strict)).of(Layer.METADATA)
        if change.note == "Encryption"
    ]
    assert (change.old, change.new) == ("forbids nothing", "forbids extract, print_highres")
    assert not compare_documents(source, source).of(Layer.METADATA)


def test_a_damaged_file_is_refused() -> None:
    whole = make([lines(*TEXT)] * 3).data
    assert "damaged" in reason(b"%PDF-1.7\nand then nothing that makes sense")
    assert "damaged" in reason(whole[: len(whole) // 4])
    assert "neither a PDF" in reason(b"Dear reader,")
    assert "empty" in reason(b"")


def test_a_document_without_pages_is_refused() -> None:
    assert "no pages" in reason(save(pikepdf.new())) or "damaged" in reason(save(pikepdf.new()))


def test_two_kinds_of_file_are_not_compared() -> None:
    assert "of the kind" in reason(b"\x89PNG\r\n\x1a\n", "theirs.png")


def test_the_same_pages_in_other_bytes_are_the_same() -> None:
    source = make([lines(*TEXT), lines(*OTHER)])
    with pikepdf.open(io.BytesIO(source.data)) as pdf:
        packed = save(pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=False)
    assert packed != source.data
    difference = compare_documents(source, Source("made.pdf", packed))
    assert difference.is_same or layers(difference) == [Layer.METADATA]
    assert not difference.same_bytes
    assert [pair.state for pair in difference.pages] == [PageState.SAME] * 2


def test_blank_pages_and_pages_without_words() -> None:
    grey = "0.5 g 100 100 200 200 re f\n"
    assert compare_documents(make(["", grey]), make(["", grey, ""])).pages[2].state is PageState.INSERTED
    difference = compare_documents(make(["", grey]), make(["", grey.replace("0.5", "0.6")]))
    assert layers(difference) == [Layer.PIXELS]
    assert difference.changed_pages == (2,)
    assert (difference.changes[0].old, difference.changes[0].new) == ("#808080", "#999999")


@pytest.mark.parametrize(("quarters", "x", "y"), [(0, 157, 38), (1, 700, 157), (2, 317, 700), (3, 39, 317)])
def test_places_on_rotated_pages_are_as_displayed(quarters: int, x: float, y: float) -> None:
    def turn(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Rotate = quarters * 90

    old, new = make([lines(*TEXT)], finish=turn), make([lines(*OTHER)], finish=turn)
    difference = compare_documents(old, new)
    change = only(difference, Layer.TEXT)
    assert (change.old, change.new) == ("market", "square")
    assert layers(difference) == [Layer.TEXT]
    place = change.new_places[0]
    width, height = difference.new.sizes[0]
    assert (width, height) == ((750, 500) if quarters % 2 else (500, 750))
    assert 0 <= place.x <= width - place.width and 0 <= place.y <= height - place.height
    assert place.x == pytest.approx(x, abs=15) and place.y == pytest.approx(y, abs=15)
    assert (place.width > place.height) == (quarters % 2 == 0)


def test_places_count_from_the_crop_box() -> None:
    def crop(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.CropBox = pikepdf.Array([30, 0, 500, 720])

    plain = only(compare_documents(make([lines(*TEXT)]), make([lines(*OTHER)])), Layer.TEXT)
    cropped = compare_documents(make([lines(*TEXT)], finish=crop), make([lines(*OTHER)], finish=crop))
    place, other = plain.new_places[0], only(cropped, Layer.TEXT).new_places[0]
    assert (place.x - other.x, place.y - other.y) == pytest.approx((30, 30), abs=0.02)


def test_maps_count_from_the_trim_also_where_a_page_has_bleed_and_marks() -> None:
    def trim(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.TrimBox = pikepdf.Array([30, 30, 470, 700])

    # 700 pt from the bottom is the trim's upper edge: the first line stands across it.
    found = SourceMap(
        {"cases/a/title": (Box(1, 0, 0, 440, 8),), "cases/a/why": (Box(1, 0, 8, 440, 400),)},
        {"cases/a/title": Span("content/cases/a.yaml", 2), "cases/a/why": Span("content/cases/a.yaml", 9)},
    )
    old, new = make([lines(*TEXT)], finish=trim), make([lines(TEXT[0], OTHER[0], TEXT[2])], finish=trim)
    difference = compare_documents(old, Source(new.name, new.data, found))
    change = only(difference, Layer.TEXT)
    assert (change.anchor, change.case, str(change.source)) == (
        "cases/a/why",
        "a",
        "content/cases/a.yaml:9:1",
    )


def test_a_scan_is_compared_by_its_text_layer() -> None:
    scan = "0.9 g 30 30 440 690 re f\n"
    old = make([scan + lines(*TEXT, mode=3)])
    difference = compare_documents(old, make([scan + lines(*OTHER, mode=3)]))
    assert layers(difference) == [Layer.TEXT]
    assert (difference.changes[0].old, difference.changes[0].new) == ("market", "square")
    shown = compare_documents(old, make([scan + lines(*TEXT)]))
    assert (only(shown, Layer.STYLE).old, only(shown, Layer.STYLE).new) == ("unseen", "#E6E6E6")


def test_a_link_to_a_page_behind_an_inserted_one_has_not_changed() -> None:
    def to_last(pdf: pikepdf.Pdf) -> None:
        link(pdf, 0, len(pdf.pages) - 1, (40, 690, 300, 720))

    def to_first(pdf: pikepdf.Pdf) -> None:
        link(pdf, 0, 0, (40, 690, 300, 720))

    first, last, new = (
        lines(*TEXT),
        lines("A last page", "says good-bye"),
        lines("In between", "stands this"),
    )
    difference = compare_documents(
        make([first, last], finish=to_last), make([first, new, last], finish=to_last)
    )
    assert difference.changed_pages == (2,)
    assert not difference.of(Layer.LINKS)
    elsewhere = compare_documents(make([first, last], finish=to_last), make([first, last], finish=to_first))
    change = only(elsewhere, Layer.LINKS)
    assert (change.old, change.new) == ("page 2", "page 1")


def test_a_page_reference_that_follows_its_page_is_told_once() -> None:
    def to_last(pdf: pikepdf.Pdf) -> None:
        link(pdf, 0, len(pdf.pages) - 1, (40, 690, 300, 720))

    last, new = lines("A last page", "says good-bye to all"), lines("In between", "stands this long text")
    old = make([lines("The end is on page 2"), last], finish=to_last)
    difference = compare_documents(old, make([lines("The end is on page 3"), new, last], finish=to_last))
    assert [change.new for change in difference.of(Layer.TEXT)] == ["In between stands this long text"]
    change = only(difference, Layer.FURNITURE)
    assert (change.old, change.new, change.count) == ("2", "3", 1)
    assert difference.changed_pages == (2,)
    wrong = compare_documents(old, make([lines("The end is on page 4"), new, last], finish=to_last))
    assert only(wrong, Layer.TEXT).new == "4 In between stands this long text"


def test_drawn_furniture_on_the_other_side_of_a_page_is_no_change_of_it() -> None:
    def tab(x: int) -> Source:
        def draw(pdf: pikepdf.Pdf) -> None:
            form = pdf.make_stream(f"0.2 0.4 0.6 rg {x} 300 20 60 re f".encode())
            form.update(
                {"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Form, "/BBox": [0, 0, 500, 750]}
            )
            pdf.pages[0].obj.Resources.XObject = pikepdf.Dictionary(Tab=form)

        return make([lines(*TEXT) + "/Artifact <</Type /Pagination>> BDC /Tab Do EMC\n"], finish=draw)

    difference = compare_documents(tab(0), tab(480))
    assert layers(difference) == [Layer.FURNITURE]
    assert only(difference, Layer.FURNITURE).note == "drawn furniture"
    assert difference.changed_pages == ()


def test_a_ground_of_another_colour_explains_the_edges_of_letters_on_it() -> None:
    ground = "0.1 0.1 0.4 rg 30 600 400 130 re f 1 g\n"
    old, new = (make([shade + lines(*TEXT)]) for shade in (ground, ground.replace("0.4", "0.5")))
    difference = compare_documents(old, new)
    change = only(difference, Layer.PIXELS)
    assert (change.old, change.new, change.count) == ("#1A1A66", "#1A1A80", 1)
    assert layers(difference) == [Layer.PIXELS]
    more = compare_documents(old, make([ground.replace("0.4", "0.5") + lines(*TEXT) + "40 610 9 9 re f\n"]))
    assert [change.note for change in more.of(Layer.PIXELS)] == [
        "no other layer explains it",
        "colour of a drawn shape",
    ]


def test_text_is_read_in_the_order_of_the_structure_tree() -> None:
    def tagged(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        kinds = (pikepdf.Name.H1, pikepdf.Name.P)
        elements = [
            pikepdf.Dictionary(S=kind, K=mark, Pg=page) for kind, mark in zip(kinds, (1, 0), strict=True)
        ]
        pdf.Root.StructTreeRoot = pikepdf.Dictionary(K=pikepdf.Array(elements))

    def painted(body: str) -> Source:
        marked = (
            f"/P <</MCID 0>> BDC {lines(body)} EMC /H1 <</MCID 1>> BDC {lines('Heading', top=730)} EMC\n"
        )
        return make([marked], finish=tagged)

    difference = compare_documents(painted("It opens"), painted("It opens late"))
    change = only(difference, Layer.TEXT)
    assert [mark.text for mark in change.marks] == ["It opens", "late"]
    swapped = compare_documents(painted("It opens"), painted("Heading It opens"))
    assert only(swapped, Layer.TEXT).new == "Heading"


def test_loops_in_outline_and_structure_tree_come_to_an_end() -> None:
    def knot(pdf: pikepdf.Pdf) -> None:
        item = pdf.make_indirect(pikepdf.Dictionary(Title="Again"))
        item.Next = item
        pdf.Root.Outlines = pdf.make_indirect(pikepdf.Dictionary(First=item))
        node = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.P))
        node.K = pikepdf.Array([node])
        pdf.Root.StructTreeRoot = pdf.make_indirect(pikepdf.Dictionary(K=node))

    difference = compare_documents(make([lines(*TEXT)], finish=knot), make([lines(*OTHER)], finish=knot))
    assert only(difference, Layer.TEXT).new == "square"
    assert any("loop" in item.reason for item in difference.coverage.left_out)


def test_words_that_a_line_break_parted_are_one_word() -> None:
    whole = make([lines("They met the whole", "neighbourhood there and then", "at the follow-up meeting")])
    parted = make(
        [lines("They met the whole neigh-", "bourhood there and then at the follow-", "up meeting")]
    )
    difference = compare_documents(whole, parted)
    assert not difference.of(Layer.TEXT)
    assert difference.changed_pages == () and difference.reflowed_pages == (1,)


def test_a_hyphen_within_a_line_is_a_change() -> None:
    difference = compare_documents(make([lines("We co-operate here")]), make([lines("We cooperate here")]))
    assert [(c.old, c.new) for c in difference.of(Layer.TEXT)] == [("co-operate", "cooperate")]


def test_bullets_are_no_words() -> None:
    difference = compare_documents(make([lines("One thing")]), make([lines("\u2022 One thing")]))
    assert not difference.of(Layer.TEXT)


def test_furniture_of_a_file_that_does_not_mark_it() -> None:
    def pages(text: str, count: int) -> list[str]:
        return [
            lines(f"{text} {number}", top=730) + lines(f"Page number {number} tells of", *TEXT, top=600)
            for number in range(1, count + 1)
        ]

    difference = compare_documents(make(pages("Handbook", 6)), make(pages("Manual", 6)))
    change = only(difference, Layer.FURNITURE)
    assert layers(difference) == [Layer.FURNITURE]
    assert (change.old, change.new, change.count) == ("Handbook", "Manual", 6)
    assert difference.changed_pages == ()


WORDS = st.lists(
    st.sampled_from(["river", "market", "square", "opens", "closes", "the", "a", "2018"]), max_size=12
)
PAGES = st.lists(st.lists(WORDS, max_size=4), min_size=1, max_size=3)


def document(pages: list[list[list[str]]], **options: float) -> Source:
    return make([lines(*(" ".join(line) for line in page), **options) for page in pages])


def mirrored(difference: Difference) -> list[tuple[str, str, str]]:
    """Texts that came as if they had gone, and the other way round."""
    swap = {ChangeKind.INSERTED: ChangeKind.DELETED, ChangeKind.DELETED: ChangeKind.INSERTED}
    return [(swap.get(c.kind, c.kind), c.new, c.old) for c in difference.of(Layer.TEXT)]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PAGES)
def test_nothing_differs_from_itself_in_other_bytes(pages: list[list[list[str]]]) -> None:
    source = document(pages)
    with pikepdf.open(io.BytesIO(source.data)) as pdf:
        other = Source("made.pdf", save(pdf, linearize=True))
    assert other.data != source.data
    difference = compare_documents(source, other)
    assert difference.changes == ()
    assert {pair.state for pair in difference.pages} == {PageState.SAME}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PAGES, PAGES)
def test_every_word_is_the_same_or_told(old: list[list[list[str]]], new: list[list[list[str]]]) -> None:
    options = Options(ignored=frozenset({Layer.PIXELS}))
    difference = compare_documents(document(old), document(new), options)
    words, others = (
        sorted(word for page in pages for line in page for word in line) for pages in (old, new)
    )
    gone = [w for c in difference.of(Layer.TEXT) if c.kind != "moved" for w in c.old.split()]
    come = [w for c in difference.of(Layer.TEXT) if c.kind != "moved" for w in c.new.split()]
    for word in gone:
        words.remove(word)
    for word in come:
        others.remove(word)
    assert words == others


def test_text_that_stands_lower_was_moved() -> None:
    difference = compare_documents(
        document([[["a", "river"]]]), document([[["a", "river"]]], top=700 - LINE)
    )
    change = only(difference, Layer.LAYOUT)
    assert (change.kind, change.count) == (ChangeKind.MOVED, 2)
    assert change.note.startswith("16 pt down")
