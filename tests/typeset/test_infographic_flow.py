"""The layout of flows: boxes on a grid, arrows in the channels, and the drawing made of them."""

from __future__ import annotations

import re
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.model.flow import Arrangement, arrange
from booklet.model.flow_routes import Place, count_crossings
from booklet.model.infographic import Flow
from booklet.typeset.figures.flow import FlowDrawing, draw_flow
from booklet.typeset.figures.frame import Frame


@st.composite
def flows(draw: st.DrawFn) -> tuple[int, tuple[tuple[int, int], ...]]:
    """A number of boxes and some arrows between them."""
    boxes = draw(st.integers(2, 7))
    pairs = [(a, b) for a in range(boxes) for b in range(boxes) if a != b]
    return boxes, tuple(draw(st.lists(st.sampled_from(pairs), min_size=1, max_size=8, unique=True)))


def cells(made: Arrangement) -> list[tuple[int, int]]:
    return [(place.column, place.row) for place in made.places]


@settings(max_examples=40, deadline=None)
@given(flows())
def test_boxes_and_arrows_stay_on_the_grid_and_apart(given_flow: tuple[int, tuple[tuple[int, int], ...]]):
    boxes, arrows = given_flow
    made = arrange(boxes, arrows)
    assert len(made.places) == boxes and len(made.paths) == len(arrows)
    covered = [place.points() for place in made.places]
    assert all(a.isdisjoint(b) for a, b in combinations(covered, 2))
    for points in covered:
        assert all(0 < x < 2 * made.columns and 0 < y < 2 * made.rows for x, y in points)
    for (start, end), path in zip(arrows, made.paths, strict=True):
        assert path[0] in covered[start] and path[-1] in covered[end]
        assert all(abs(a[0] - b[0]) + abs(a[1] - b[1]) == 1 for a, b in pairwise(path))
        assert len(set(path)) == len(path)
        between = set(path[1:-1])
        assert all(between.isdisjoint(points) for points in covered)
        assert all(0 <= x <= 2 * made.columns and 0 <= y <= 2 * made.rows for x, y in between)
    assert made.crossings == count_crossings(arrows, made.paths, made.places)


@settings(max_examples=25, deadline=None)
@given(st.integers(2, 9), st.data())
def test_trees_never_cross(boxes: int, data: st.DataObject):
    arrows = tuple((data.draw(st.integers(0, n - 1)), n) for n in range(1, boxes))
    assert arrange(boxes, arrows).crossings == ()


def test_a_chain_is_read_like_a_line_and_turns_at_the_end():
    assert cells(arrange(3, ((0, 1), (1, 2)))) == [(0, 0), (1, 0), (2, 0)]
    six = arrange(6, tuple((n, n + 1) for n in range(5)), 3)
    assert cells(six) == [(0, 0), (1, 0), (2, 0), (2, 1), (1, 1), (0, 1)]
    assert all(len(path) == 3 for path in six.paths)


def test_two_tracks_run_side_by_side_between_tall_boxes():
    made = arrange(6, ((0, 1), (0, 2), (1, 3), (2, 4), (3, 5), (4, 5)), 4)
    assert (made.columns, made.rows, made.crossings) == (4, 2, ())
    assert made.places[0] == Place(0, 0, 1, 2) and made.places[5] == Place(3, 0, 1, 2)
    assert all(len({y for _, y in path}) == 1 for path in made.paths)


@pytest.mark.parametrize("sources", [2, 3])
@pytest.mark.parametrize("aims", [2, 3])
def test_boxes_round_one_are_read_in_their_order_and_level_with_it(sources: int, aims: int):
    hub = sources
    ends = range(sources + 1, sources + 1 + aims)
    made = arrange(hub + 1 + aims, (*((n, hub) for n in range(sources)), *((hub, n) for n in ends)), 3, 3)
    middle = made.places[hub].row + made.places[hub].rows / 2
    for group in (range(sources), ends):
        rows = [made.places[n].row for n in group]
        assert rows == sorted(rows)
        assert sum(row + 0.5 for row in rows) / len(rows) == middle


def test_an_exchange_is_one_line_and_no_crossing():
    made = arrange(3, ((0, 1), (1, 0), (1, 2)))
    assert made.paths[0] == made.paths[1][::-1]
    assert made.crossings == ()


def test_a_cycle_runs_round_the_boxes():
    made = arrange(4, ((0, 1), (1, 2), (2, 3), (3, 0)))
    assert made.crossings == ()


@pytest.mark.parametrize("boxes", [5, 6])
def test_what_cannot_be_drawn_flat_crosses(boxes: int):
    complete = tuple(combinations(range(5), 2))
    three_by_three = tuple((a, b) for a in range(3) for b in range(3, 6))
    assert arrange(boxes, complete if boxes == 5 else three_by_three).crossings


def test_the_grid_can_be_chosen_and_is_left_when_it_is_too_small():
    chain = ((0, 1), (1, 2), (2, 3))
    assert (arrange(4, chain, 2, 2).columns, arrange(4, chain, 2, 2).rows) == (2, 2)
    assert arrange(4, chain, 1).rows == 4
    assert arrange(4, chain, 2, 1).rows * arrange(4, chain, 2, 1).columns >= 4


@pytest.mark.parametrize("arrow", [(0, 0), (0, 5), (-1, 0)])
def test_arrows_that_lead_nowhere_are_refused(arrow: tuple[int, int]):
    with pytest.raises(ValueError, match="two boxes"):
        arrange(2, (arrow,))


# The drawing


def flow(*arrows: str, names: str = "abcd", text: str = "A few words", **more: object) -> Flow:
    """A flow of boxes with names of one letter; an arrow is two letters, with a label after a colon."""
    made = []
    for arrow in arrows:
        ends, _, label = arrow.partition(":")
        made.append({"from": ends[0], "to": ends[1], "label": label or None})
    boxes = tuple({"id": n, "title": f"Box {n}", "text": text, "icon": "star"} for n in names)
    return Flow.model_validate(
        {"type": "flow", "id": "f", "title": "F", "boxes": boxes, "arrows": tuple(made), **more}
    )


def inside(outer: FlowDrawing, frame: Frame) -> bool:
    return (
        frame.x > -0.01
        and frame.y > -0.01
        and frame.right < outer.width_mm + 0.01
        and frame.bottom < outer.height_mm + 0.01
    )


@settings(max_examples=25, deadline=None)
@given(flows(), st.integers(0, 18), st.sampled_from([112.0, 170.0]))
def test_frames_and_labels_lie_within_the_drawing(
    given_flow: tuple[int, tuple[tuple[int, int], ...]], size: int, room: float
):
    boxes, arrows = given_flow
    names = "abcdefghi"[:boxes]
    made = flow(*(f"{names[a]}{names[b]}:{'x' * size}" for a, b in arrows), names=names)
    drawn = draw_flow(made, room, "#1E235D", "What is drawn")
    assert all(inside(drawn, frame) for frame in drawn.boxes)
    assert not any(a.overlaps(b) for a, b in combinations(drawn.boxes, 2))
    assert len(drawn.labels) == (len(arrows) if size else 0)
    numbers = [float(n) for d in re.findall(r' d="([^"]+)"', drawn.svg) for n in re.findall(r"[\d.]+", d)]
    assert max(numbers) <= max(drawn.width_mm, drawn.height_mm)


def test_labels_stand_clear_of_boxes_lines_and_each_other():
    drawn = draw_flow(flow("ab:reports", "ac:asks twice", "bd", "cd:answers"), 170, "#1E235D")
    labels = [frame for _, frame, _ in drawn.labels]
    assert len(labels) == 3
    assert not any(label.overlaps(box) for label in labels for box in drawn.boxes)
    assert not any(a.overlaps(b) for a, b in combinations(labels, 2))


def test_rows_grow_with_their_words():
    low, high = (
        draw_flow(flow("ab", "bc", "cd", text=text), 170, "#1E235D") for text in ("Few", "Many " * 12)
    )
    assert low.height_mm < high.height_mm
    assert len({frame.height for frame in high.boxes}) == 1


def test_kinds_say_where_the_flow_begins_and_ends():
    assert draw_flow(flow("ab", "bc", "bd"), 170, "#1E235D").kinds[0].startswith("start")
    assert draw_flow(flow("ab", "bc", "cd"), 170, "#1E235D").kinds == ("start", "middle", "middle", "end")
    assert draw_flow(flow("ab", "bc", "cd", "da"), 170, "#1E235D").kinds[0].startswith("start")


def test_the_drawing_names_itself_and_is_the_same_every_time():
    first, again = (draw_flow(flow("ab", "bc", "cd"), 170, "#1E235D", "A & B") for _ in range(2))
    assert first == again and "<title>A &amp; B</title>" in first.svg


def test_arrows_that_lead_nowhere_are_left_out_of_the_drawing():
    made = flow("ab", "bx", "cc", "ab", "cd")
    assert made.joints() == ((0, 1, 0), (2, 3, 4))
    assert draw_flow(made, 170, "#1E235D").svg.count("stroke=") == 2
