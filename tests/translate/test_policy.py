"""What is printed where a translation is missing or stale."""

from __future__ import annotations

import pytest

from booklet.model.inline import read_text
from booklet.model.segment import Segment
from booklet.translate.catalogue import Catalogue, Entry
from booklet.translate.policy import Missing, Settled, Stale, settle

SEGMENTS = tuple(Segment(f"cases/x/{key}", "x", "label", f"EN {key}") for key in ("a", "b", "c", "d"))
CATALOGUE = Catalogue(
    "pl",
    "x",
    (
        Entry("cases/x/a", "EN a", "PL a"),
        Entry("cases/x/b", "EN b", "PL b", fuzzy=True, previous="EN old b", line=7),
        Entry("cases/x/c", "EN c", "", line=11),
        Entry("cases/x/d", "EN d", "PL d", fuzzy=True),
    ),
)
FILE = "content/locales/pl/x.po"


def settled(missing: Missing = "english", stale: Stale = "keep") -> Settled:
    return settle([(FILE, CATALOGUE)], SEGMENTS, "pl", missing=missing, stale=stale)


def test_usually_gaps_are_printed_in_english_and_told_once() -> None:
    made = settled()
    assert made.translations == {"cases/x/a": "PL a", "cases/x/b": "PL b", "cases/x/d": "PL d"}
    (finding,) = made.findings
    assert finding.rule == "translation/incomplete"
    assert finding.message == "Polish: x: 1 missing and 1 stale of 4 texts"


def test_gaps_can_be_marked() -> None:
    made = settled("mark", "mark")
    assert read_text(made.translations["cases/x/c"]) == "[EN] EN c"
    assert read_text(made.translations["cases/x/b"]) == "[OLD] PL b"
    assert made.translations["cases/x/d"] == "PL d"


@pytest.mark.parametrize(
    ("missing", "stale", "rule", "line"),
    [("error", "keep", "translation/missing", 11), ("english", "error", "translation/stale", 7)],
)
def test_gaps_can_be_refused(missing: Missing, stale: Stale, rule: str, line: int) -> None:
    (finding,) = settled(missing, stale).findings
    assert finding.rule == rule
    assert finding.span is not None and (finding.span.file, finding.span.line) == (FILE, line)


def test_a_translation_that_cannot_be_printed_is_named() -> None:
    segments = tuple(Segment(f"cases/x/{key}", "x", "label", "About {count}") for key in "ab")
    entries = (
        Entry("cases/x/a", "About {count}", "Około"),
        Entry("cases/x/b", "About {count}", "Ok. {count}"),
    )
    made = settle([(FILE, Catalogue("pl", "x", entries))], segments, "pl", missing="mark")
    assert made.dropped == {"cases/x/a"} and made.translations.keys() == {"cases/x/b"}
    assert settled().dropped == frozenset()


def test_a_whole_translation_says_nothing() -> None:
    assert settle([(FILE, CATALOGUE)], SEGMENTS[:1], "pl").findings == ()


def test_a_segment_without_entry_is_missing() -> None:
    (finding,) = settle([], SEGMENTS[:1], "pl", missing="error").findings
    assert finding.span is None and "cases/x/a" in finding.message


def test_gaps_are_told_of_the_parts_that_are_printed() -> None:
    segments = tuple(Segment(f"{name}/a", name, "label", "A") for name in ("publication", "y", "z"))
    (finding,) = settle([], segments, "pl", parts=("publication/", "z/")).findings
    assert finding.message == "Polish: publication: 1 missing of 1 text; z: 1 missing of 1 text"
    assert settle([], segments, "pl", parts=("w/",)).findings == ()


def test_gaps_of_many_documents_are_told_altogether() -> None:
    segments = tuple(Segment(f"{name}/a", name, "label", "A") for name in "abcdefg")
    (finding,) = settle([], segments, "pl").findings
    assert finding.message == "Polish: 7 missing of 7 texts, in 7 of 7 documents"


def test_gaps_of_parts_that_are_not_printed_are_not_refused() -> None:
    segments = tuple(Segment(f"{name}/a", name, "label", "A") for name in ("y", "z"))
    (finding,) = settle([], segments, "pl", missing="error", parts=("z/",)).findings
    assert "z/a" in finding.message
