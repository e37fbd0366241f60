"""Tokens, mixing and shades."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.typeset.figures.dice import Dice
from booklet.typeset.palette import TOKENS, contrast, luminance, mix, parse_hex, shade

COLOURS = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06X}")


def test_tokens_are_those_of_the_design() -> None:
    assert TOKENS["ink"].hex == "#1B2230"
    assert TOKENS["amber"].cmyk == (0, 30, 85, 0)
    assert TOKENS["eu-blue"].hex == "#003399"
    assert TOKENS["eu-yellow"].hex == "#FFCC00"
    assert all(name == token.name for name, token in TOKENS.items())


def test_ten_percent_tints_are_those_of_the_design() -> None:
    themes = ("#1E235D", "#1C7A68", "#B32A09", "#4E0C18", "#775AB4")
    tints = ("#E8E9EF", "#E8F2F0", "#F7EAE6", "#EDE7E8", "#F1EEF8")
    assert tuple(mix("#FFFFFF", theme, 0.1) for theme in themes) == tints


def test_text_colours_are_readable_on_white() -> None:
    for name, least in (("ink", 15), ("slate", 7), ("mid", 5.9), ("eu-blue", 10)):
        assert contrast(TOKENS[name].hex, "#FFFFFF") >= least


@given(COLOURS, COLOURS)
def test_mix_begins_and_ends_with_its_colours(a: str, b: str) -> None:
    assert mix(a, b, 0) == a
    assert mix(a, b, 1) == b


@given(COLOURS)
def test_shade_zero_changes_nothing_and_lighter_is_lighter(value: str) -> None:
    assert all(abs(p - q) <= 1 for p, q in zip(parse_hex(shade(value, 0)), parse_hex(value), strict=True))
    assert luminance(shade(value, 0.1)) >= luminance(value) - 0.002
    assert luminance(shade(value, -0.1)) <= luminance(value) + 0.002


def test_refuses_what_is_no_colour_and_no_share() -> None:
    with pytest.raises(ValueError, match="not a colour"):
        mix("red", "#000000", 0.5)
    with pytest.raises(ValueError, match="share"):
        mix("#000000", "#FFFFFF", 1.2)


def test_dice_are_fair_enough_and_repeat() -> None:
    first, second = Dice("a"), Dice("a")
    rolls = [first.roll() for _ in range(400)]
    assert rolls == [second.roll() for _ in range(400)]
    assert all(0 <= roll < 1 for roll in rolls)
    assert 0.45 < sum(rolls) / 400 < 0.55
    assert {Dice("b").whole(1, 3), *(Dice(str(k)).whole(1, 3) for k in range(40))} == {1, 2, 3}
    assert sorted(Dice("c").shuffle("abcdef")) == list("abcdef")
