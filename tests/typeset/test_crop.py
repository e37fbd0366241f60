"""The arithmetic of pictures in frames."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.typeset.crop import Part, Size, cover_dpi, cover_scale, shrunk_size, visible_part

sides = st.floats(1, 20_000, allow_nan=False)
sizes = st.builds(Size, sides, sides)
frames = st.builds(Size, st.floats(5, 300), st.floats(5, 300))
focuses = st.tuples(st.floats(0, 1), st.floats(0, 1))


def test_a_picture_of_the_same_shape_is_seen_whole() -> None:
    assert visible_part(Size(3000, 2000), Size(90, 60), (0.1, 0.9)) == Part(0, 0, 1, 1)
    assert cover_dpi(Size(3000, 2000), Size(254, 254 * 2 / 3)) == pytest.approx(300)


def test_the_side_that_runs_over_is_cut() -> None:
    # A landscape picture in a square: a third is lost, on the left, in the middle or on the right.
    picture, frame = Size(3000, 2000), Size(100, 100)
    for x, left in ((0, 0), (0.5, 1 / 6), (1, 1 / 3)):
        part = visible_part(picture, frame, (x, 0.5))
        assert part.left == pytest.approx(left)
        assert part.width == pytest.approx(2 / 3)
        assert (part.top, part.height) == (0, 1)
    assert cover_dpi(picture, frame) == pytest.approx(2000 / 100 * 25.4)


@given(sizes, frames, focuses)
def test_the_focus_is_always_seen_and_the_frame_is_full(
    picture: Size, frame: Size, focus: tuple[float, float]
) -> None:
    part = visible_part(picture, frame, focus)
    assert part.holds(focus)
    assert part.left >= 0 and part.top >= 0
    assert part.left + part.width <= 1 + 1e-9
    assert part.top + part.height <= 1 + 1e-9
    scale = cover_scale(picture, frame)
    assert part.width * picture.width * scale == pytest.approx(frame.width)
    assert part.height * picture.height * scale == pytest.approx(frame.height)


@given(sizes, frames, st.floats(50, 600))
def test_a_shrunk_picture_still_has_its_resolution(picture: Size, frame: Size, dpi: float) -> None:
    width, height = shrunk_size(picture, frame, dpi)
    assert 1 <= width <= max(1, round(picture.width))
    assert 1 <= height <= max(1, round(picture.height))
    if cover_dpi(picture, frame) > dpi:
        assert cover_dpi(Size(width, height), frame) >= dpi * 0.999


def test_a_coarse_picture_is_not_made_larger() -> None:
    assert shrunk_size(Size(400, 300), Size(96, 118), 360) == (400, 300)
    assert shrunk_size(Size(4000, 3000), Size(96, 118), 360) == (2230, 1673)


@pytest.mark.parametrize("size", [(0, 10), (10, 0), (-1, 10), (float("nan"), 10)])
def test_a_size_without_area_is_refused(size: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="no area"):
        Size(*size)
