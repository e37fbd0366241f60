"""Content paths name every text of a publication."""

from __future__ import annotations

from booklet.model.base import Budget
from booklet.model.infographic import Infographic, Number, Numbers, Table
from booklet.model.markup import Markup
from booklet.model.paths import blocks, iterate, join, step
from booklet.model.publication import Term


def infographic() -> Infographic:
    return Infographic(
        title="Finding",
        intro="Intro",
        blocks=(
            Numbers(
                type="numbers",
                id="figures",
                title="Figures",
                items=(Number(value="3", label="walks"), Number(value="2", label="walkers")),
            ),
            Table(
                type="table",
                id="hours",
                title="Hours",
                columns=("Day", "Place"),
                rows=(("a", "b"), ("c", "d")),
            ),
        ),
        alt="Drawn",
    )


def test_items_are_named_by_their_id_or_their_position() -> None:
    paths = [leaf.path for leaf in iterate(infographic(), "x")]
    assert paths[:3] == ["x/title", "x/intro", "x/blocks/figures/type"]
    assert "x/blocks/figures/items/2/label" in paths
    assert "x/blocks/hours/rows/2/1" in paths
    assert len(paths) == len(set(paths))


def test_leaves_know_their_budget_and_whether_they_are_prose() -> None:
    found = {leaf.path: leaf for leaf in iterate(infographic(), "x")}
    assert found["x/title"].budget == Budget(70)
    assert found["x/blocks/hours/rows/2/1"].budget == Budget(80)
    assert found["x/title"].prose
    assert not found["x/blocks/figures/id"].prose
    assert not found["x/blocks/figures/type"].prose


def test_absent_values_and_lists_of_texts() -> None:
    term = Term(term="CPTED", avoid=("Cpted", "cpted"))
    assert [leaf.path for leaf in iterate(term, "glossary/CPTED")] == [
        "glossary/CPTED/term",
        "glossary/CPTED/avoid/1",
        "glossary/CPTED/avoid/2",
    ]


def test_blocks_are_numbered_in_reading_order() -> None:
    markup = Markup.parse("One.\n\n- two\n- three\n\nFour.")
    assert [(path, block.kind) for path, block in blocks("a", markup)] == [
        ("a/1", "paragraph"),
        ("a/2", "bullets"),
        ("a/3", "paragraph"),
        ("a/4", "paragraph"),
        ("a/5", "paragraph"),
    ]


def test_steps_and_joins() -> None:
    assert step({"id": "x"}, 4) == "x"
    assert step({"id": 3}, 4) == "5"
    assert step("word", 0) == "1"
    assert join("", "cases", "x", 1) == "cases/x/1"
