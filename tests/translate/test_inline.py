"""Inline Markdown and blocks: what is printed is read back."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from booklet.model.inline import join_runs, parse_inline, read_text, write_inline, write_text
from booklet.model.markup import Block, Markup, Run
from booklet.model.markup_write import write_markup

PIECES = (
    *("*", "**", "***", "_", "__", "[", "]", "](https://e.org)", "(", ")", "a", "b", "1", " ", "\\", "“"),
    *("”", ".", ",", "é", "{ref:x}", "{ref:a_b}", "{name}", "<", ">", "&amp;", "-", "#", "\n", "  "),
    *("\u00a0", "[w](https://e.org/a_b(c))", "[w](mailto:x@y.z)", "!"),
)
texts = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
lines = st.sampled_from(
    (
        "- ",
        "* ",
        "+ ",
        "1. ",
        "2) ",
        "> ",
        "# ",
        "## ",
        "### a {#b}",
        "{figure:map}",
        "{cards:x}",
        "  ",
        "    ",
    )
)
documents = st.lists(st.one_of(lines, st.sampled_from(PIECES), st.just("\n"), st.just("\n\n")), max_size=18)
runs = st.lists(
    st.builds(
        Run,
        st.text("ab*_[]()\\ .“”1{}<é", max_size=5),
        st.booleans(),
        st.booleans(),
        st.sampled_from([None, None, "https://e.org", "https://e.org/(x)"]),
    ),
    max_size=5,
).map(tuple)


@settings(max_examples=300, deadline=None)
@given(texts)
def test_what_was_read_is_printed_and_read_the_same(text: str) -> None:
    read = parse_inline(text)
    assert parse_inline(write_inline(read)) == read


@settings(max_examples=300, deadline=None)
@given(runs)
def test_no_run_loses_a_character_or_a_link(given_runs: tuple[Run, ...]) -> None:
    back = parse_inline(write_inline(given_runs))
    assert [(c, r.href) for r in back for c in r.text] == [(c, r.href) for r in given_runs for c in r.text]
    assert parse_inline(write_inline(back)) == back


@settings(max_examples=200, deadline=None)
@given(st.text("ab*_[]()\\ .“1{}<é#`~!&;", max_size=12))
def test_a_text_without_marks_stays_as_it_is(text: str) -> None:
    assert read_text(write_text(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "plain words, nothing else (in brackets)",
        "**strong** and *emphasis* and ***both***",
        "a **str**ong begin and snake_case_word",
        "see {ref:forssa} or [the site](https://www.cosecur.eu)",
        "**To inform:** it presents *concrete* examples",
        "**a *b* c**",
        "[**strong** words](https://e.org/x)",
        "{count} of {total}",
    ],
)
def test_usual_texts_are_printed_as_they_were(text: str) -> None:
    assert write_inline(parse_inline(text)) == text


@pytest.mark.parametrize(
    ("given_runs", "printed"),
    [
        ((Run("a "), Run("b ", strong=True), Run("c")), "a **b** c"),
        ((Run("a"), Run("“b”", strong=True), Run("c")), "a“**b**”c"),
        ((Run("a", strong=True), Run("b", emphasis=True)), "**a***b*"),
        ((Run("x", href="javascript:y"),), "x"),
        ((Run("1 * 2 [3] \\ 4"),), "1 \\* 2 \\[3\\] \\\\ 4"),
        ((Run("a\n b"),), "a b"),
    ],
)
def test_what_markdown_cannot_say_is_put_the_nearest_way(given_runs: tuple[Run, ...], printed: str) -> None:
    assert write_inline(given_runs) == printed


def test_marks_within_marks_of_their_kind_keep_their_style() -> None:
    assert parse_inline("*a **b *c* d***") == (
        Run("a ", emphasis=True),
        Run("b c d", strong=True, emphasis=True),
    )


def test_joining_leaves_references_apart() -> None:
    assert join_runs((Run("a"), Run(""), Run("b {ref:x}"))) == (Run("ab "), Run("{ref:x}", ref="x"))


def bare(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return tuple(replace(b, line=0, items=tuple(bare(item) for item in b.items)) for b in blocks)


@settings(max_examples=200, deadline=None)
@given(documents.map("".join))
def test_blocks_are_printed_and_read_the_same(text: str) -> None:
    blocks = Markup.parse(text).blocks
    # A block begins and ends with a blank only behind a line break that was asked for.
    words = ["".join(run.text for run in block.runs) for b in blocks for block in b.walk()]
    assume(all(text == text.strip() for text in words))
    assume(all(block.runs for b in blocks for block in b.walk() if block.kind == "paragraph"))
    written = write_markup(blocks)
    assert bare(Markup.parse(written).blocks) == bare(blocks)


@pytest.mark.parametrize(
    "text",
    [
        "One.\n\nTwo.",
        "- a\n- b",
        "1. a\n2. b",
        "## Title {#title}\n\nWords.\n\n> Called out.\n\n{figure:map}",
        "1984\\. A year.",
        "\\- no list",
        "- a\n\n  b\n\n- c",
    ],
)
def test_usual_documents_are_printed_as_they_were(text: str) -> None:
    assert write_markup(Markup.parse(text).blocks) == text


def test_a_text_of_very_many_marks_is_written_in_time() -> None:
    many = tuple(Run(f"w{n} ", strong=n % 2 == 0, emphasis=n % 3 == 0) for n in range(3000))
    began = time.process_time()
    back = parse_inline(write_inline(many))
    assert "".join(run.text for run in back) == "".join(run.text for run in many)
    assert time.process_time() - began < 10


def test_a_huge_text_full_of_signs_is_written_in_time() -> None:
    began = time.process_time()
    assert write_inline((Run("*a* " * 200_000),)) == r"\*a\* " * 200_000
    assert time.process_time() - began < 5
