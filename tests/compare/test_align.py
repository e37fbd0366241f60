"""The alignment of two sequences: exact, in order, and moved runs told from new ones."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from booklet.compare.align import (
    Block,
    Edit,
    align,
    align_words,
    cut_moves,
    find_moves,
    list_edits,
    longest_rise,
)


def split(text: str) -> list[str]:
    return text.split()


WORDS = st.lists(st.sampled_from(split("a b c d e f g h")), max_size=40)


def edits(old: list[str], new: list[str]) -> list[Edit]:
    return list(list_edits(align(old, new), (0, 0), (len(old), len(new))))


@given(WORDS)
def test_a_sequence_is_all_equal_to_itself(words: list[str]) -> None:
    assert align(words, words) == ([Block(0, 0, len(words))] if words else [])
    assert edits(words, words) == []


@given(WORDS, WORDS)
def test_words_equal_by_chance_only_take_blocks_away(old: list[str], new: list[str]) -> None:
    assert set(align_words(old, new)) <= set(align(old, new))


def test_a_sentence_written_anew_is_one_edit() -> None:
    old = split("people met in the town hall of Forssa each week")
    new = split("residents saw us at the market of Turku every day")
    assert len(align(old, new)) == 2
    assert align_words(old, new) == []
    kept = align_words(split("from 2016 to 2018 only"), split("from 2017 to 2019 only"))
    assert [block.size for block in kept] == [1, 1, 1]


@given(WORDS, WORDS)
def test_blocks_are_equal_and_in_order_and_edits_make_the_rest(old: list[str], new: list[str]) -> None:
    i = j = 0
    for block in align(old, new):
        assert block.old >= i and block.new >= j and block.size > 0
        assert old[block.old : block.old + block.size] == new[block.new : block.new + block.size]
        i, j = block.old + block.size, block.new + block.size
    made = list(old)
    for edit in reversed(edits(old, new)):
        made[edit.old_start : edit.old_end] = new[edit.new_start : edit.new_end]
    assert made == new


@given(WORDS, WORDS)
def test_moves_are_equal_runs_of_deleted_and_inserted_elements_used_once(
    old: list[str], new: list[str]
) -> None:
    found = edits(old, new)
    moves = find_moves(old, new, found)
    left = cut_moves(found, moves)
    gone = [at for move in moves for at in range(move.old, move.old + move.size)]
    come = [at for move in moves for at in range(move.new, move.new + move.size)]
    for move in moves:
        assert move.size >= 5
        assert old[move.old : move.old + move.size] == new[move.new : move.new + move.size]
    gone += [at for edit in left for at in range(edit.old_start, edit.old_end)]
    come += [at for edit in left for at in range(edit.new_start, edit.new_end)]
    assert sorted(gone) == [at for edit in found for at in range(edit.old_start, edit.old_end)]
    assert sorted(come) == [at for edit in found for at in range(edit.new_start, edit.new_end)]


@given(st.lists(st.integers(0, 30), max_size=30))
def test_the_longest_rise_rises(values: list[int]) -> None:
    chain = [values[index] for index in longest_rise(values)]
    assert chain == sorted(set(chain))
    assert bool(chain) == bool(values)


def test_a_moved_run_with_a_change_inside_is_two_moves_and_a_change() -> None:
    old = split("0 1 2 3 4 5 6 7 8 9 X a b c d e f g h i j k l m n o p q")
    new = split("a b c d e f g h i j k l m n o p q 0 1 2 3 4 Y 6 7 8 9 X")
    found = edits(old, new)
    moves = find_moves(old, new, found)
    assert moves == [Block(0, 17, 5), Block(6, 23, 5)]
    assert cut_moves(found, moves) == [Edit(5, 6, 22, 23)]


def test_documents_that_share_nothing_rare_are_aligned_in_a_moment() -> None:
    old = [f"w{n % 997}" for n in range(30000)]
    new = [f"w{n * 7 % 991}" for n in range(30000)]
    start = time.perf_counter()
    align(old, new)
    assert time.perf_counter() - start < 5
