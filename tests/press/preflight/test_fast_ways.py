"""Reading many tokens at once finds what reading them one by one finds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from booklet.press.preflight import lexer
from booklet.press.preflight.layers import Layers
from booklet.press.preflight.lexer import OUTLINE, Operations
from booklet.press.preflight.limits import Budget
from booklet.press.preflight.pages import read_pages
from booklet.press.preflight.pieces import Walk
from booklet.press.preflight.walker import Shared, walk_page

NEVER = re.compile(rb"(?!)")
FAST_WAYS = ("_PLAIN", "_OUTLINE", "_SETTINGS")


@contextmanager
def one_by_one() -> Iterator[None]:
    """Read token by token in here."""
    with pytest.MonkeyPatch.context() as patch:
        for name in FAST_WAYS:
            patch.setattr(lexer, name, NEVER)
        yield


def walk(content: bytes) -> tuple[Walk, int]:
    """What is seen on a page with this content, and how many operators it took."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(400, 400))
        page = pdf.pages[0].obj
        page.Contents = pdf.make_stream(content)
        page.Resources = Dictionary(Font=Dictionary(F=Dictionary(Type=Name.Font, Widths=Array([500]))))
        budget = Budget()
        before = budget.operators
        seen = walk_page(read_pages(pdf)[0], Shared(budget, Layers(pdf)))
        return seen, before - budget.operators


number = st.one_of(
    st.integers(-500, 500).map(lambda n: b"%d" % n),
    st.floats(-500, 500, allow_nan=False).map(lambda f: b"%.3f" % f),
    st.sampled_from([b".5", b"-.5", b"+7.", b"--3", b"4-2", b"1.2.3", b".", b"9" * 60]),
)


def operator(name: bytes, count: int) -> st.SearchStrategy[bytes]:
    return st.lists(number, min_size=count, max_size=count).map(lambda given: b" ".join([*given, name]))


steps = st.one_of(
    operator(b"m", 2), operator(b"l", 2), operator(b"l", 2), operator(b"c", 6), st.just(b"h"),
    operator(b"re", 4), operator(b"cm", 6), operator(b"rg", 3), operator(b"w", 1), operator(b"v", 4),
    st.sampled_from([b"q", b"Q", b"f", b"S", b"B*", b"n", b"W n", b"true", b"null", b"%note\n", b"XX"]),
    st.sampled_from([b"[] 0 d 0 J 0 j 4 M", b"[3 1] 2 d", b"[]0 d", b"[] 1 d", b"/P <</MCID 3>> BDC EMC"]),
    st.sampled_from([b"BT /F 9 Tf 20 30 Td <0041 42> Tj ET", b"BT /F 8 Tf [(A) -20 <414> 5] TJ ET", b"]"]),
    st.sampled_from([b"/G gs", b"/F 7 Tf", b"/X#46 2 Do", b"/P", b"/P 1 2 scn", b"/P true BDC"]),
    operator(b"k", 14), st.just(b"/F/P gs"),
)  # fmt: skip
streams = st.lists(steps, max_size=25).flatmap(
    lambda parts: st.sampled_from([b" ", b"\n", b"\r\n ", b"\t"]).map(lambda blank: blank.join(parts))
)


@given(streams)
def test_a_page_looks_the_same(content: bytes) -> None:
    fast, _ = walk(content)
    with one_by_one():
        slow, _ = walk(content)
    assert [repr(piece) for piece in fast.pieces] == [repr(piece) for piece in slow.pieces]
    assert set(fast.mistakes) == set(slow.mistakes)


def test_an_operator_takes_the_names_and_numbers_before_it() -> None:
    content = b"/A#20b gs /F 12.5 Tf /P 0.1 0.2 scn 1 /Q gs /R/S sh"
    assert list(Operations(content)) == [
        ("gs", ["/A b"]),
        ("Tf", ["/F", 12.5]),
        ("scn", ["/P", 0.1, 0.2]),
        ("gs", [1, "/Q"]),
        ("sh", ["/R", "/S"]),
    ]


@pytest.mark.parametrize("row", [b"1 ", b"1 1 m 1 1 ", b"/P 1 "])
def test_a_long_row_without_an_operator_is_looked_at_once(row: bytes) -> None:
    # Looked at again from each of its numbers, a row of this length would keep a machine busy for hours.
    found = sum(1 for _ in Operations(row * 200_000))
    assert found == 200_000 * row.count(b"m")


def test_a_rectangle_ends_where_it_began() -> None:
    # ISO 32000-1, table 59: after “re”, the next line begins at its first corner.
    (piece,) = walk(b"10 10 30 20 re 10 90 l f")[0].pieces
    assert piece.box == (10, 10, 40, 90)
    assert piece.is_upright_box


def test_an_outline_is_one_operation_and_counts_as_all_of_its_operators() -> None:
    content = b"1 2 m 3 4 l 5 6 7 8 9 10 c h 20 20 m 30 20 l f"
    (name, (outline,)), (after, _) = Operations(content)
    assert (name, after) == (OUTLINE, "f")
    assert outline.coordinates == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 20, 30, 20]
    assert (outline.starts, outline.has_curves, outline.operators) == ((0, 5), True, 6)
    assert walk(content)[1] == 7


@pytest.mark.parametrize(
    ("content", "is_upright"),
    [
        (b"10 10 m 50 10 l 50 40 l 10 40 l h f", True),
        (b"10 10 m 50 12 l 50 40 l h f", False),
        (b"10 10 m 50 10 l 90 90 m 120 90 l f", True),
        (b"0 1 -1 0 200 0 cm 10 10 m 50 10 l 50 40 l h f", True),
        (b".7 .7 -.7 .7 200 0 cm 10 10 m 50 10 l 50 40 l h f", False),
        (b"10 10 m 20 30 40 30 50 10 c h f", False),
    ],
)
def test_upright_outlines_are_known(content: bytes, is_upright: bool) -> None:
    (piece,) = walk(content)[0].pieces
    assert piece.is_upright_box is is_upright


def test_a_very_long_outline_is_taken_in_parts() -> None:
    content = b"0 0 m " + b"".join(b"%d %d l " % (n % 300, n % 200) for n in range(1000)) + b"f"
    assert [name for name, _ in Operations(content)][:2] == [OUTLINE, "l"]
    (piece,) = walk(content)[0].pieces
    assert piece.box == (0, 0, 299, 199)


@pytest.mark.parametrize("digits", [b"1", b"-", b"1.", b"+1.1"])
def test_a_number_that_runs_into_a_word_is_passed_over_once(digits: bytes) -> None:
    operations = Operations(digits * 200_000 + b"x 1 w")
    assert [name for name, _ in operations] == ["x", "w"]
    assert operations.garbage == 1


def test_an_outline_with_a_number_that_is_none_is_not_tried_again() -> None:
    outlines = b"0 0 m 9 9 l " * 99 + b"0 0 m 1..2 9 l 5 5 l f"
    operations = Operations(outlines)
    names = [name for name, _ in operations]
    assert names.count("m") == 100
    assert OUTLINE not in names
