"""Texts a third longer: the closest steps of a visual summary, and words wider than their column."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest

from booklet.model.pages import Pages
from booklet.typeset.figures.hub import CLOSE, NORMAL, draw_hub
from tests.typeset import pseudo
from tests.typeset.desk import ROOT
from tests.typeset.sheets import set_composition
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


def test_an_infographic_a_third_longer_fits_its_sheet() -> None:
    pages = set_composition(pseudo.infographic(HIGHEST))
    assert messages(pages) == []
    assert pages.choices[0].endswith("summary-compact")


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


@pytest.mark.parametrize("step", ["", "summary-compact"])
def test_one_drawing_of_a_hub_is_told_to_screen_readers(step: str) -> None:
    with pikepdf.open(io.BytesIO(set_blocks(block("hub"), step=step).pdf)) as pdf:
        found = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]
    assert len(found) == 1


def test_a_close_card_holds_what_its_drawing_planned_for() -> None:
    long = signs(8, text="Donaudampfschifffahrt " * 5)
    assert messages(set_blocks(block("hub", items=long), step="summary-compact")) == []


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
