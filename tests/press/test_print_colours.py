"""Inks: tokens by the table, tints by their token, the rest by the profile, never more than the limit."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from booklet.model.press import PrintColour, find_profile_fault
from booklet.press.print.colours import Colours
from booklet.press.print.condition import Condition, ProfileError, lab_of_rgb, open_condition
from booklet.press.print.limit import limit_image, limit_inks
from tests.press.printed import AMBER, INDIGO, INK, PINE, TOKENS, colours, icc, rgb

RGB = st.tuples(*[st.integers(0, 255)] * 3)
SHARE = st.floats(0, 1, allow_nan=False)


def tint(value: str, share: float) -> tuple[int, int, int]:
    red, green, blue = (round(255 + (channel - 255) * share) for channel in rgb(value))
    return red, green, blue


def difference(a: tuple[int, int, int], inks: tuple[float, float, float, float]) -> float:
    """How different a colour looks on a screen and in these inks (CIE 1976)."""
    condition = colours().condition
    pairs = zip(lab_of_rgb(a), condition.lab_of_inks([inks])[0], strict=True)
    return float(sum((p - q) ** 2 for p, q in pairs) ** 0.5)


@pytest.mark.parametrize("token", TOKENS, ids=lambda token: token.hex)
def test_tokens_have_the_inks_of_the_table(token: PrintColour) -> None:
    assert colours().inks(rgb(token.hex)) == tuple(value / 100 for value in token.cmyk)


def test_white_is_bare_paper_and_black_is_black_ink_alone() -> None:
    assert colours().inks((255, 255, 255)) == (0, 0, 0, 0)
    assert colours().inks((0, 0, 0)) == (0, 0, 0, 1)


@pytest.mark.parametrize("share", [0.05, 0.1, 0.12, 0.25, 0.5, 0.75])
@pytest.mark.parametrize("value", [INDIGO, PINE, AMBER, INK])
def test_tints_have_the_inks_of_their_colour_and_look_as_light_as_on_a_screen(
    value: str, share: float
) -> None:
    made, whole = colours().inks(tint(value, share)), colours().inks(rgb(value))
    for ink, of_token in zip(made, whole, strict=True):
        assert (ink == 0) == (of_token == 0) or of_token < 0.1
    condition = colours().condition
    light = condition.lab_of_inks([made])[0][0]
    assert abs(light - lab_of_rgb(tint(value, share))[0]) < 5


@given(st.integers(0, 255))
def test_greys_are_black_ink_alone(value: int) -> None:
    made = colours().inks((value, value, value))
    assert made[:3] == (0, 0, 0)
    assert difference((value, value, value), made) < 18  # black ink is not as dark as a black screen


def test_lighter_greys_take_less_ink() -> None:
    shares = [colours().inks((value, value, value))[3] for value in range(256)]
    assert all(a >= b for a, b in pairwise(shares))


@given(RGB)
@settings(max_examples=200, deadline=None)
def test_no_colour_has_more_ink_than_the_limit(value: tuple[int, int, int]) -> None:
    for limit in (300, 240):
        made = colours(limit).inks(value)
        assert sum(made) <= limit / 100 + 0.003
        assert all(0 <= ink <= 1 for ink in made)


@pytest.mark.parametrize(
    "value", ["#29316C", "#11114A", "#026656", "#489F8B", "#DD5437", "#5D1B24", "#8E5A2B"]
)
def test_shades_look_as_the_profile_would_print_them(value: str) -> None:
    made = colours().inks(rgb(value))
    usual = colours().condition.to_inks(rgb(value))
    one, other = colours().condition.lab_of_inks([made, usual])
    assert sum((p - q) ** 2 for p, q in zip(one, other, strict=True)) ** 0.5 < 12


def test_a_shade_keeps_to_the_inks_of_its_colour() -> None:
    """The indigo has no yellow; the profile would put a quarter of yellow into its nearest shade."""
    near, usual = colours().inks(rgb("#1A1F59")), colours().condition.to_inks(rgb("#1A1F59"))
    assert usual[2] > 0.2
    assert near[2] < 0.05


def test_type_may_be_black_or_a_token_or_a_tint() -> None:
    clean = colours().is_clean
    assert clean(rgb(INDIGO)) and clean((0, 0, 0)) and clean(tint(INDIGO, 0.5)) and clean((120, 120, 120))
    assert not clean(rgb("#8E5A2B"))


@given(st.tuples(SHARE, SHARE, SHARE, SHARE), st.floats(2, 4))
def test_the_limit_is_kept_and_changes_nothing_below(
    inks: tuple[float, float, float, float], limit: float
) -> None:
    made = limit_inks(inks, limit)
    assert sum(made) <= limit + 1e-5
    assert all(-1e-9 <= ink <= 1 + 1e-9 for ink in made)
    if sum(inks) <= limit:
        assert made == inks
    elif sum(inks) - limit <= 2 * min(*inks[:3], 1 - inks[3]):
        assert made[3] > inks[3]
        assert len({round(a - b, 6) for a, b in zip(inks[:3], made[:3], strict=True)}) == 1


def test_pixels_are_limited_like_colours() -> None:
    image = Image.new("CMYK", (3, 1))
    image.putdata([(255, 255, 255, 255), (200, 190, 180, 250), (255, 255, 0, 0)])
    made = limit_image(image, 3.0)
    pixels = [made.getpixel((x, 0)) for x in range(3)]
    assert all(sum(pixel) <= 765 for pixel in pixels)  # type: ignore[arg-type]
    assert pixels[2] == (255, 255, 0, 0)
    assert limit_image(made, 3.0) is made


def test_a_profile_that_cannot_be_used_is_refused_with_the_reason() -> None:
    assert find_profile_fault(icc()) is None
    screen = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for data, words in (
        (b"", "not an ICC profile"),
        (icc()[:-1], "damaged"),
        (screen, "four inks"),
    ):
        with pytest.raises(ProfileError, match=words):
            Condition(data)
    assert "ISO Coated v2 300%" in open_condition(icc()).description


def test_the_same_colours_are_made_anew() -> None:
    again = Colours(Condition(icc()), TOKENS, 3.0)
    for value in ("#29316C", "#E4E5EC", "#8E5A2B"):
        assert again.inks(rgb(value)) == colours().inks(rgb(value))
