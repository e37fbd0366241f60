"""Tracked changes: accepted they give the new text, rejected the old one."""

from __future__ import annotations

import datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from booklet.model.inline import parse_inline
from booklet.model.markup import Run
from booklet.model.segment import Segment
from booklet.word.content import Info, Revision
from booklet.word.redline import Redline, compare_runs, write_redline
from booklet.word.xml import q
from tests.word.openxml import File, find_faults
from tests.word.small import LOOK, SEGMENTS

INFO = Info("Changes", (), "", (), "en-GB", datetime.date(2026, 1, 15))


def redline(before: tuple[Segment, ...], after: tuple[Segment, ...]) -> File:
    data = write_redline(Redline(INFO, before, after, LOOK))
    assert find_faults(data) == []
    assert data == write_redline(Redline(INFO, before, after, LOOK))
    return File(data)


def texts(file: File, drop: str, keep: str) -> list[str]:
    """The paragraphs with all changes accepted (drop ``del``) or rejected (drop ``ins``)."""
    found = []
    for paragraph in file.paragraphs:
        mark = paragraph.find(f"{q('w:pPr')}/{q('w:rPr')}/{q(drop)}")
        style = paragraph.find(f"{q('w:pPr')}/{q('w:pStyle')}").get(q("w:val"))
        if style == "Context" or mark is not None:
            continue
        found.append("".join(words(paragraph, drop)))
    return found


def words(paragraph: Any, drop: str) -> list[str]:
    return [
        element.text
        for element in paragraph.iter(q("w:t"), q("w:delText"))
        if next(element.iterancestors(q(drop)), None) is None
    ]


def plain(segments: tuple[Segment, ...]) -> list[str]:
    return ["".join(run.text for run in parse_inline(segment.source)) for segment in segments]


def changed(source: str) -> tuple[Segment, ...]:
    first, _, third, *rest = SEGMENTS
    new = Segment("cases/night-walk/overview/9", "night-walk", "paragraph", "A new paragraph.")
    reworded = Segment(third.key, third.document, third.kind, source)
    return (first, reworded, new, *rest[1:])


def test_accepted_and_rejected() -> None:
    after = changed(
        "Since 2017 **trained volunteers** walk home with people: see [the site](https://example.org/w)."
    )
    file = redline(SEGMENTS, after)
    assert texts(file, "w:del", "w:ins") == plain(after)
    assert texts(file, "w:ins", "w:del") == plain(SEGMENTS)
    assert file.trees["word/settings.xml"].find(q("w:trackRevisions")) is not None
    removed = [e.text for e in file.document.iter(q("w:delText"))]
    assert "2016 " in removed and "They go in pairs" in "".join(removed)


def test_nothing_changed_tracks_nothing() -> None:
    file = redline(SEGMENTS, SEGMENTS)
    assert not list(file.document.iter(q("w:ins"), q("w:del")))
    assert texts(file, "w:del", "w:ins") == plain(SEGMENTS)


def test_a_text_that_moved_is_not_a_change() -> None:
    after = (*SEGMENTS[1:], SEGMENTS[0])
    file = redline(SEGMENTS, after)
    assert not list(file.document.iter(q("w:ins"), q("w:del")))
    assert texts(file, "w:del", "w:ins") == plain(after)


def test_changes_are_whole_phrases() -> None:
    pieces = compare_runs(parse_inline("It was a cold night."), parse_inline("It was one long night."))
    assert [piece.change for piece in pieces if isinstance(piece, Revision)] == ["removed", "added"]


def test_a_text_that_is_quite_another_is_replaced_as_a_whole() -> None:
    pieces = compare_runs(
        parse_inline("One and two."), parse_inline("Nobody walks home alone, at any hour.")
    )
    assert [type(piece) for piece in pieces] == [Revision, Revision]


RUNS = st.lists(
    st.builds(
        Run,
        st.text("ab ,.ä’", min_size=1, max_size=8),
        st.booleans(),
        st.booleans(),
        st.sampled_from([None, "https://example.org/"]),
    ),
    max_size=6,
)


@given(RUNS, RUNS)
def test_any_two_texts(before: list[Run], after: list[Run]) -> None:
    pieces = compare_runs(before, after)

    def side(drop: str) -> str:
        kept = (p for p in pieces if not (isinstance(p, Revision) and p.change == drop))
        return "".join(run.text for p in kept for run in (p.runs if isinstance(p, Revision) else (p,)))  # type: ignore[union-attr,misc]

    assert side("removed") == "".join(run.text for run in after)
    assert side("added") == "".join(run.text for run in before)
