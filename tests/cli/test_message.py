"""Findings in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.cli.message import (
    WINDOW,
    clean,
    count_findings,
    read_source,
    show_place,
    write_github,
    write_text,
)
from booklet.findings import Finding, Severity, Span

FINDING = Finding(
    "budget/overview", Severity.ERROR, "what is wrong", Span("content/cases/x.yaml", 2, 3, 4), "Do it."
)


def test_a_message_reads_like_a_compilers() -> None:
    assert write_text(FINDING, "first\n  long: text\n").splitlines() == [
        "content/cases/x.yaml:2:3: error[budget/overview]: what is wrong",
        "    2 |   long: text",
        "      |   ^~~~",
        "help: Do it.",
    ]


def test_a_message_without_place_source_or_help() -> None:
    finding = Finding("link/broken-anchor", Severity.WARNING, "gone", page=7)
    assert write_text(finding, None) == "warning[link/broken-anchor]: gone (page 7)"


def test_styles_colour_the_label_the_caret_and_the_help() -> None:
    text = write_text(FINDING, "a\n  long: x", lambda text, role: f"<{role}>{text}</>")
    assert "<error>error[budget/overview]</>" in text
    assert "<error>^~~~</>" in text
    assert "<help>help</>" in text


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [
        ("ab", 1, "^"),
        ("\tab", 2, "\t^"),
        ("日本x", 3, "    ^"),
        ("e\u0301x", 3, " ^"),
        ("ab", 9, "  ^"),
    ],
)
def test_the_caret_stands_under_its_character(line: str, column: int, expected: str) -> None:
    shown = show_place(line, 1, column, 1)
    assert shown[0] == f"    1 | {line}"
    assert shown[1] == f"      | {expected}"


def test_a_wide_character_has_a_wide_caret() -> None:
    assert show_place("x日本", 1, 2, 2)[1] == "      |  ^~~~"


def test_long_lines_are_cut_around_the_place() -> None:
    line = "a" * 300 + "MARK" + "b" * 300
    shown, caret = show_place(line, 1, 301, 4)
    assert "MARK" in shown
    assert len(shown) <= WINDOW + 10
    assert shown[caret.index("^") : caret.index("^") + 4] == "MARK"


@given(st.text(alphabet="abc \t日é", max_size=250), st.integers(1, 300), st.integers(1, 300))
def test_the_caret_never_leaves_the_line(line: str, column: int, length: int) -> None:
    shown = show_place(line, 1, column, length)
    assert len(shown) == 2
    assert "^" in shown[1]
    assert len(shown[1]) <= 2 * WINDOW + 12


def test_lines_that_are_not_there_show_nothing() -> None:
    assert show_place("one line", 5, 1, 1) == []


def test_texts_cannot_steer_the_terminal() -> None:
    assert clean("\x1b[31mred\x07\u202eX\tY") == "\ufffd[31mred\ufffdX\tY"


def test_workflow_commands_are_escaped() -> None:
    finding = Finding("a/b", Severity.WARNING, "100 %\nmore", Span("a,b:c.yaml", 3, 4, 2), "Help.")
    assert write_github(finding) == (
        "::warning file=a%2Cb%3Ac.yaml,line=3,col=4,endColumn=6,title=a/b::100 %25%0Amore%0AHelp."
    )
    assert write_github(Finding("a/b", Severity.INFO, "x")) == "::notice title=a/b::x"


def test_counts_in_words() -> None:
    assert count_findings(1, 2) == "1 error, 2 warnings"
    assert count_findings(0, 1) == "1 warning"
    assert count_findings(0, 0) == ""


@pytest.mark.parametrize("data", [b"PK\x03\x04word/document.xml", b"%PDF-1.7\n%abc\n", b"\x89PNG\r\n\0\0"])
def test_files_that_are_no_texts_have_no_lines_to_show(data: bytes) -> None:
    assert read_source(data) is None


def test_a_text_with_a_wrong_byte_is_shown() -> None:
    assert read_source(b"\xef\xbb\xbftitle: caf\xe9\n") == "title: caf\ufffd\n"
