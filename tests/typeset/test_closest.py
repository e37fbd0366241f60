"""Texts a third longer: the closest steps of a visual summary, and words wider than their column."""

from __future__ import annotations

import io
import re
from typing import Any

import pikepdf
import pytest

from booklet.model.pages import Pages
from booklet.typeset.figures import flow
from booklet.typeset.figures.flow import draw_flow
from booklet.typeset.figures.hub import CLOSE, NORMAL, draw_hub
from tests.typeset import pseudo
from tests.typeset.desk import ROOT
from tests.typeset.sheets import publication, set_composition
from tests.typeset.test_infographic_blocks import WORDS, block, set_blocks, signs

HIGHEST = "polandrock-festival"
"""A hub of eight cards and a table."""

WIDEST = ("electric-castle", "steps-for-future-arad")
"""Cases with a word wider than its column."""

SMALLEST_PT = 7.5
"""On an infographic; what the law wants in small print may be smaller."""


def messages(pages: Pages) -> list[str]:
    return [fault.message for fault in pages.faults]


def test_a_summary_a_third_longer_takes_one_page_of_the_booklet() -> None:
    pages = set_composition(pseudo.summary(HIGHEST))
    assert messages(pages) == []
    assert (pages.count, pages.choices) == (1, ("summary-compact",))


@pytest.mark.parametrize("case", [case.id for case in publication().cases])
def test_an_infographic_a_third_longer_fits_its_sheet(case: str) -> None:
    assert messages(set_composition(pseudo.infographic(case))) == []


@pytest.mark.parametrize("case", WIDEST)
def test_a_word_wider_than_its_column_breaks_as_the_language_has_it(case: str) -> None:
    for made in (pseudo.infographic(case), pseudo.summary(case)):
        pages = set_composition(made)
        assert messages(pages) == []
        assert "summary-compact" not in pages.choices[0]


@pytest.mark.parametrize("case", WIDEST)
def test_a_word_that_cannot_break_is_set_smaller(case: str) -> None:
    for made in (
        pseudo.infographic(case, pseudo.PATTERNLESS),
        pseudo.summary(case, pseudo.PATTERNLESS),
    ):
        pages = set_composition(made)
        assert messages(pages) == []
        assert "summary-compact" in pages.choices[0]
        assert any("wide" in reason for trial in pages.trials for reason in trial.reasons)


def test_titles_beside_the_mechanisms_are_no_wider_than_their_column() -> None:
    assert messages(set_composition(pseudo.mechanisms("secur-ed", "list-airy"))) == []


def test_a_close_hub_is_lower_and_its_words_stand_in_it_once() -> None:
    made = block("hub", items=signs(7, text=f"{WORDS}, and {WORDS}"))
    usual, close = set_blocks(made), set_blocks(made, step="summary-compact")
    assert messages(usual) == messages(close) == []
    assert set(usual.facts[0].anchors) == set(close.facts[0].anchors)
    for pages, setting in ((usual, NORMAL), (close, CLOSE)):
        drawn = draw_hub(made, 170, "#1E235D", setting=setting)
        card = pages.facts[0].anchors["b/0/items/7/title"]
        hub = pages.facts[0].anchors["b/0"]
        assert hub.y + hub.height - card.y <= drawn.cards[-1].height * 72 / 25.4
    assert close.facts[0].anchors["b/0"].height < usual.facts[0].anchors["b/0"].height - 20


def test_a_close_flow_is_lower_and_its_words_stand_in_it_once() -> None:
    text = f"{WORDS}, {WORDS}"
    boxes = tuple({"id": f"b{n}", "title": f"Box {n}", "text": text, "icon": "star"} for n in range(6))
    arrows = tuple({"from": f"b{n}", "to": f"b{n + 1}", "label": "then"} for n in range(5))
    made = block("flow", boxes=boxes, arrows=arrows)
    usual, close = set_blocks(made), set_blocks(made, step="summary-compact")
    assert messages(usual) == messages(close) == []
    assert set(usual.facts[0].anchors) == set(close.facts[0].anchors)
    lower = usual.facts[0].anchors["b/0"].height - close.facts[0].anchors["b/0"].height
    plans = [draw_flow(made, 170, "#1E235D", setting=setting) for setting in (flow.NORMAL, flow.CLOSE)]
    assert lower > (plans[0].height_mm - plans[1].height_mm) * 72 / 25.4 > 20
    title = close.facts[0].anchors["b/0/title"]
    for box, frame in zip(boxes, plans[1].boxes, strict=True):
        words = close.facts[0].anchors[f"b/0/boxes/{box['id']}"]
        assert words.height == pytest.approx(frame.height * 72 / 25.4, abs=0.2)
        assert words.y > title.y


@pytest.mark.parametrize("kind", ["flow", "hub"])
@pytest.mark.parametrize("step", ["", "summary-compact"])
def test_one_drawing_of_two_is_told_to_screen_readers(kind: str, step: str) -> None:
    with pikepdf.open(io.BytesIO(set_blocks(block(kind), step=step).pdf)) as pdf:
        found = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]
    assert len(found) == 1


@pytest.mark.parametrize("kind", ["flow", "hub"])
def test_a_close_box_holds_what_its_drawing_planned_for(kind: str) -> None:
    text = "Donaudampfschifffahrt " * 5
    made: dict[str, Any] = {"items": signs(8, text=text)}
    if kind == "flow":
        box = {"title": "Donaudampfschifffahrt", "text": text, "icon": "star"}
        made = {
            "boxes": tuple({**box, "id": name} for name in "abc"),
            "arrows": ({"from": "a", "to": "b"}, {"from": "b", "to": "c", "label": "and then"}),
        }
    assert messages(set_blocks(block(kind, **made), step="summary-compact")) == []


@pytest.mark.parametrize("file", ["booklet/infographic.css", "infographic/infographic.css"])
def test_no_step_sets_type_too_small_to_read(file: str) -> None:
    style = (ROOT / "layouts" / file).read_text("utf-8")
    sizes = {
        float(size): rule.split("{")[0].strip()
        for rule in style.splitlines()
        for size in re.findall(r"(?:font-size: |font: [^;]*?)([\d.]+)pt", rule)
        if ".legal" not in rule
    }
    assert min(sizes) >= SMALLEST_PT, sizes[min(sizes)]
