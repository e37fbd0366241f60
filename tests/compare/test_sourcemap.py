"""From a place on a page to a line of the sources."""

from __future__ import annotations

import pickle

import pytest

from booklet.compare.sourcemap import SourceMap
from booklet.compare.values import CompareError, Difference, DocumentFacts
from booklet.findings import Span
from booklet.model.pages import Box

MAP = SourceMap(
    {
        "cases/forssa": (Box(3, 0, 0, 400, 500), Box(4, 0, 0, 400, 200)),
        "cases/forssa/overview": (Box(3, 10, 100, 300, 80),),
        "cases/forssa/overview/1": (Box(3, 10, 100, 300, 80),),
        "cases/forssa/overview/2": (Box(3, 10, 150, 300, 20),),
    },
    {
        "cases/forssa": Span("content/cases/forssa.yaml", 1, 1),
        "cases/forssa/overview": Span("content/cases/forssa.yaml", 24, 3),
    },
)


def test_the_innermost_anchor_holds_a_point() -> None:
    assert MAP.anchor_at(3, 50, 110) == "cases/forssa/overview/1"
    assert MAP.anchor_at(3, 50, 160) == "cases/forssa/overview/2"
    assert MAP.anchor_at(3, 50, 400) == "cases/forssa"
    assert MAP.anchor_at(4, 50, 110) == "cases/forssa"
    assert MAP.anchor_at(5, 50, 110) == MAP.anchor_at(3, 450, 110) == ""


def test_an_anchor_without_a_place_has_that_of_what_holds_it() -> None:
    assert str(MAP.span_of("cases/forssa/overview/2")) == "content/cases/forssa.yaml:24:3"
    assert str(MAP.span_of("cases/forssa/why")) == "content/cases/forssa.yaml:1:1"
    assert MAP.span_of("contents") is None and MAP.span_of("") is None


def test_a_map_survives_json_and_another_format_is_refused() -> None:
    assert SourceMap.from_json(MAP.to_json()) == MAP
    with pytest.raises(ValueError, match="format 9"):
        SourceMap.from_json({**MAP.to_json(), "format": 9})


def test_other_formats_of_a_difference_are_refused() -> None:
    facts = DocumentFacts("a.pdf", "pdf", "0" * 64, 10, 1, "A", ("1",), ((595.28, 841.89),))
    difference = Difference(facts, facts, same_bytes=True)
    assert Difference.from_json(difference.to_json()) == difference
    with pytest.raises(ValueError, match="format 9"):
        Difference.from_json({**difference.to_json(), "format": 9})


def test_an_error_survives_the_way_from_another_process() -> None:
    error = pickle.loads(pickle.dumps(CompareError("a.pdf", "it is damaged", "Save it again.")))
    assert (error.name, error.reason, error.help, str(error)) == (
        "a.pdf", "it is damaged", "Save it again.", "a.pdf: it is damaged",
    )  # fmt: skip
