"""Lists in lists: three levels are read, more are refused at their line, and no word is ever lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.findings import Finding, Span
from booklet.load.texts import check_markup
from booklet.model.markup import Markup


def check(source: str) -> list[Finding]:
    return check_markup(Markup.parse(source), lambda index: Span("a.md", index + 1), chapter=True)


def nested(levels: int) -> str:
    return "".join(f"{'  ' * n}- word{n}x\n" for n in range(levels))


@pytest.mark.parametrize("levels", [1, 2, 3])
def test_three_levels_are_fine(levels: int) -> None:
    assert check(nested(levels)) == []


@pytest.mark.parametrize("levels", [4, 10, 49, 50, 51, 80, 400])
def test_deeper_lists_are_refused_at_their_line_and_keep_their_words(levels: int) -> None:
    (found,) = check(nested(levels))
    assert (found.rule, found.span) == ("markup/nesting", Span("a.md", 4))
    plain = Markup.parse(nested(levels)).plain
    assert all(f"word{n}x" in plain for n in range(levels))


@pytest.mark.parametrize("mark", ["- ", "> ", "1. "])
def test_marks_without_end_on_one_line(mark: str) -> None:
    source = mark * 20_000 + "word"
    assert "markup/nesting" in {finding.rule for finding in check(source)}
    assert "word" in Markup.parse(source).plain


LINE = st.builds(
    lambda indent, marks, words: " " * indent + "".join(marks) + " ".join(words),
    st.integers(0, 60),
    st.lists(st.sampled_from(["- ", "* ", "1. ", "7) ", "> ", "## "]), max_size=70),
    st.lists(
        st.sampled_from(["*two", "**three", "stars**", "of", "[link", "{ref:aim}", "a_b"]), max_size=4
    ),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(LINE, min_size=1, max_size=12))
def test_every_word_of_the_source_is_in_the_plain_text(lines: list[str]) -> None:
    source = "\n".join(f"{line} word{n}x" for n, line in enumerate(lines))
    plain = Markup.parse(source).plain
    for word in re.findall(r"[a-z]\w+", source):
        assert word in plain


@pytest.mark.parametrize(
    ("source", "rules"),
    [
        ("1. one\n2. two", []),
        ("1985. It began.", ["markup/list-start"]),
        ("- 3. three", ["markup/list-start"]),
        ("1985\\. It began.", []),
    ],
)
def test_a_number_at_the_beginning_is_not_lost(source: str, rules: list[str]) -> None:
    assert [finding.rule for finding in check(source)] == rules
