"""Which pages share a sheet: what holds for all numbers of pages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.press.imposition.order import (
    Blanks,
    Face,
    Scheme,
    Sheet,
    caliper,
    creep_of,
    order_pages,
    pad_pages,
    read_folded,
    spine_width,
    spread_creep,
)

counts = st.integers(1, 200)
folding = st.sampled_from(("saddle-stitch", "perfect-bound"))
places = st.sampled_from(("end", "before-last"))


def slots(sheets: tuple[Sheet, ...]) -> list[int | None]:
    faces = [face for sheet in sheets for face in (sheet.front, sheet.back) if face]
    return [slot for face in faces for slot in (face.left, face.right)]


@given(counts, folding, st.integers(1, 9), places)
def test_every_page_is_there_once(count: int, scheme: Scheme, size: int, blanks: Blanks) -> None:
    found = slots(order_pages(range(1, count + 1), scheme, size, blanks))
    assert sorted(n for n in found if n is not None) == list(range(1, count + 1))
    assert found.count(None) == -count % 4


@given(counts, folding, st.integers(1, 9), places)
def test_folded_sheets_read_in_order(count: int, scheme: Scheme, size: int, blanks: Blanks) -> None:
    pages = range(1, count + 1)
    assert tuple(read_folded(order_pages(pages, scheme, size, blanks))) == pad_pages(pages, blanks)


@given(st.integers(1, 50).map(lambda n: 4 * n), folding, st.integers(1, 9))
def test_pages_back_each_other(count: int, scheme: Scheme, size: int) -> None:
    """Turned about the fold, what is left in front lies behind what is right: leaves are 1|2, 3|4, …"""
    for sheet in order_pages(range(1, count + 1), scheme, size):
        assert sheet.back is not None
        front, back = sheet.front, sheet.back
        assert front.right is not None and front.right % 2 == 1 and back.left == front.right + 1
        assert front.left is not None and front.left % 2 == 0 and back.right == front.left - 1


@given(st.integers(1, 50).map(lambda n: 4 * n))
def test_saddle_stitch_pairs_add_up(count: int) -> None:
    """The printer's rule: the two pages beside each other add up to the number of pages plus one."""
    for sheet in order_pages(range(1, count + 1), "saddle-stitch"):
        for face in (sheet.front, sheet.back):
            assert face and face.left and face.right and face.left + face.right == count + 1


def test_eight_pages_by_hand() -> None:
    assert order_pages(range(1, 9), "saddle-stitch") == (
        Sheet(Face(8, 1), Face(2, 7), 1, 0),
        Sheet(Face(6, 3), Face(4, 5), 1, 1),
    )


def test_signatures_lie_one_behind_the_other() -> None:
    sheets = order_pages(range(1, 13), "perfect-bound", 2)
    assert [(s.signature, s.depth, s.front.left, s.front.right) for s in sheets] == [
        (1, 0, 8, 1),
        (1, 1, 6, 3),
        (2, 0, 12, 9),
    ]


@given(counts)
def test_proofs_show_what_a_reader_sees(count: int) -> None:
    sheets = order_pages(range(1, count + 1), "2-up")
    assert all(sheet.back is None for sheet in sheets)
    found = slots(sheets)
    assert [n for n in found if n is not None] == list(range(1, count + 1))
    assert sheets[0].front.left is None
    for face in (sheet.front for sheet in sheets[1:]):
        assert face.left is not None and face.left % 2 == 0
        assert face.right in (face.left + 1, None)


def test_blanks_may_leave_the_back_cover_where_it_is() -> None:
    assert pad_pages(range(1, 7)) == (1, 2, 3, 4, 5, 6, None, None)
    assert pad_pages(range(1, 7), "before-last") == (1, 2, 3, 4, 5, None, None, 6)
    assert pad_pages(range(1, 9), "before-last") == tuple(range(1, 9))


@given(st.integers(1, 60), st.floats(0.01, 2))
def test_creep_grows_with_every_sheet_and_ends_at_its_total(sheets: int, total_mm: float) -> None:
    ordered = order_pages(range(1, 4 * sheets + 1), "saddle-stitch")
    paper_mm = spread_creep(total_mm, ordered)
    creeps = [creep_of(sheet.depth, paper_mm) for sheet in ordered]
    assert creeps[0] == 0 and creeps == sorted(creeps)
    assert creeps[-1] == pytest.approx(total_mm if sheets > 1 else 0)


def test_paper_and_spine() -> None:
    assert caliper(115, 0.9) == pytest.approx(0.1035)
    assert spine_width(42, 0.1) == pytest.approx(4.2)
