"""The drawing of a flow: where its boxes stand on the page, and its arrows as SVG.

The boxes and labels are set as real text over the drawing; here they are only frames. What stands where
on the grid is the business of :mod:`booklet.model.flow`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from booklet.model.flow import Arrangement, arrange
from booklet.model.flow_routes import Path
from booklet.model.infographic import Flow, FlowBox
from booklet.typeset.figures.canvas import Point, number, numbers, polygon_path
from booklet.typeset.figures.frame import CLOSE_TYPE, NORMAL_TYPE, Frame, Type, count_lines, width_mm

ICON_MM = 8.0
STACKED_BELOW_MM = 43.0
"""In narrower boxes the icon stands above the words instead of beside them."""

LABEL_PT, LABEL_LEADING_PT = 7.5, 9.0
_LABEL_LINE_MM = LABEL_LEADING_PT * 25.4 / 72

_COLUMN_GAP, _EDGE_GAP = 9.0, 5.0
"""Channels between columns and outside."""

_ONE_LINE = 17.0
"""Labels up to this width stand on one line between three columns or fewer."""

_LINE, _CORNER, _HEAD_LENGTH, _HEAD_WIDTH, _TIP_GAP = 0.7, 1.8, 2.8, 3.2, 0.5


@dataclass(frozen=True)
class Setting:
    """How boxes and the words in them are set, and how wide the channels between rows are: with an arrow,
    with a label, with neither.
    """

    type: Type
    padding_mm: float
    least_mm: float
    arrow_mm: float
    label_mm: float
    free_mm: float


NORMAL = Setting(NORMAL_TYPE, padding_mm=3.0, least_mm=14.0, arrow_mm=8.0, label_mm=10.5, free_mm=5.0)
CLOSE = Setting(CLOSE_TYPE, padding_mm=2.0, least_mm=14.0, arrow_mm=6.0, label_mm=9.0, free_mm=3.4)
"""For the closest steps of a layout; the style sheet has the same values."""


@dataclass(frozen=True)
class FlowDrawing:
    """``boxes`` follow the boxes of the flow; ``labels`` are the numbers of arrows (0-based) with frames.

    ``kinds`` says of each box whether it is a ``start`` (no arrow reaches it), an ``end`` (none leaves
    it) or in the ``middle``, and whether it is ``tall``; ``stacked`` whether icons stand above the words.
    """

    svg: str
    width_mm: float
    height_mm: float
    boxes: tuple[Frame, ...]
    kinds: tuple[str, ...]
    labels: tuple[tuple[int, Frame, str], ...]
    stacked: bool


def draw_flow(
    flow: Flow, room_mm: float, colour: str, title: str = "", setting: Setting = NORMAL
) -> FlowDrawing:
    """A flow in a room of the given width. ``title`` is what a screen reader says of the drawing."""
    joined = flow.joints()
    made = arrange(len(flow.boxes), tuple((a, b) for a, b, _ in joined), flow.columns, flow.rows)
    labels = {at: flow.arrows[n].label or "" for at, (_, _, n) in enumerate(joined)}
    grid = _Grid.of(flow, made, labels, room_mm, setting)
    lines = [grid.line(path, made) for path in made.paths]
    arrows = [(a, b) for a, b, _ in joined]
    placed = _place_labels(grid, made, lines, labels)
    drawn = "".join(
        _draw_arrow(line, colour, both=arrows[at][::-1] in arrows) for at, line in enumerate(lines)
    )
    name = f"<title>{escape(title)}</title>" if title else ""
    size = numbers(room_mm, grid.height)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" '
        f'width="{number(room_mm)}mm" height="{number(grid.height)}mm">{name}{drawn}</svg>'
    )
    frames = tuple(grid.frame(box) for box in range(len(flow.boxes)))
    return FlowDrawing(
        svg,
        room_mm,
        grid.height,
        frames,
        tuple(
            f"{kind} tall" if place.rows > 1 else kind
            for kind, place in zip(_kinds(len(frames), arrows), made.places, strict=True)
        ),
        tuple((joined[at][2], frame, side) for at, frame, side in placed),
        grid.stacked,
    )


def _kinds(boxes: int, arrows: list[tuple[int, int]]) -> tuple[str, ...]:
    reached, left = {b for _, b in arrows}, {a for a, _ in arrows}
    kinds = ["start" if n not in reached else "end" if n not in left else "middle" for n in range(boxes)]
    if "start" not in kinds:
        kinds[0] = "start"
    return tuple(kinds)


@dataclass(frozen=True)
class _Grid:
    """The grid in millimetres: edges of columns and rows, and where the lines in the channels run."""

    made: Arrangement
    columns: tuple[tuple[float, float], ...]
    rows: tuple[tuple[float, float], ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    height: float
    stacked: bool

    @staticmethod
    def of(
        flow: Flow, made: Arrangement, labels: dict[int, str], room_mm: float, setting: Setting
    ) -> _Grid:
        """Columns share the room; a row is as high as its highest box."""
        used_x = {x for path in made.paths for x, _ in path}
        used_y = {y for path in made.paths for _, y in path}
        across = _gaps_across(made, labels, used_x)
        wide = (room_mm - sum(across)) / made.columns
        stacked = wide < STACKED_BELOW_MM
        heights = [setting.least_mm] * made.rows
        for box, place in sorted(zip(flow.boxes, made.places, strict=True), key=lambda p: p[1].rows):
            frame = wide * place.columns + sum(across[place.column + 1 : place.column + place.columns])
            need = box_height(box, frame, setting, stacked=stacked)
            own = slice(place.row, place.row + place.rows)
            missing = need - sum(heights[own]) - (place.rows - 1) * setting.arrow_mm
            if missing > 0:
                heights[own] = [height + missing / place.rows for height in heights[own]]
        down = [_EDGE_GAP if 0 in used_y else 0.0]
        for row in range(1, made.rows):
            through = [n for n, path in enumerate(made.paths) if any(y == 2 * row for _, y in path)]
            labelled = any(labels[n] for n in through)
            down.append(setting.label_mm if labelled else setting.arrow_mm if through else setting.free_mm)
        down.append(_EDGE_GAP if 2 * made.rows in used_y else 0.0)
        columns, xs = _spread(across, [wide] * made.columns)
        rows, ys = _spread(down, heights)
        return _Grid(made, columns, rows, xs, ys, round(sum(down) + sum(heights), 2), stacked)

    def frame(self, box: int) -> Frame:
        """The frame of a box."""
        place = self.made.places[box]
        left, top = self.columns[place.column][0], self.rows[place.row][0]
        right = self.columns[place.column + place.columns - 1][1]
        bottom = self.rows[place.row + place.rows - 1][1]
        return Frame(left, top, right - left, bottom - top)

    def line(self, path: Path, made: Arrangement) -> list[Point]:
        """The corners of an arrow, from the edge of its first box to the edge of its second."""
        points = [(self.xs[x], self.ys[y]) for x, y in path]
        frames = [self.frame(n) for n in range(len(made.places))]
        first = next(f for f, p in zip(frames, made.places, strict=True) if path[0] in p.points())
        last = next(f for f, p in zip(frames, made.places, strict=True) if path[-1] in p.points())
        points[0] = _edge(first, points[0], points[1])
        points[-1] = _edge(last, points[-1], points[-2])
        corners = [points[0]]
        for before, here, after in zip(points, points[1:], points[2:], strict=False):
            if not (before[0] == here[0] == after[0] or before[1] == here[1] == after[1]):
                corners.append(here)
        return [*corners, points[-1]]


def box_height(box: FlowBox, width_mm: float, setting: Setting, *, stacked: bool) -> float:
    """How high a box has to be for its words and icon."""
    beside = ICON_MM + setting.padding_mm if box.icon and not stacked else 0.0
    room = width_mm - 2 * setting.padding_mm - beside
    words = setting.type.height_mm(box.title, box.text, room)
    if box.icon:
        words = words + ICON_MM + 1.6 if stacked else max(words, ICON_MM)
    return max(words + 2 * setting.padding_mm, setting.least_mm)


def _gaps_across(made: Arrangement, labels: dict[int, str], used: set[int]) -> list[float]:
    """The widths of the channels beside and between the columns; wider where a label has to stand."""
    gaps = [_EDGE_GAP if 0 in used else 0.0, *[_COLUMN_GAP] * (made.columns - 1)]
    gaps.append(_EDGE_GAP if 2 * made.columns in used else 0.0)
    for n, path in enumerate(made.paths):
        level = {y for _, y in path}
        if labels[n] and len(level) == 1:
            channel = min(x for x, _ in path if x % 2 == 0) // 2
            whole, folded = width_mm(labels[n], LABEL_PT), _label_width(labels[n])
            wide = whole if made.columns < 4 and whole <= _ONE_LINE else folded
            gaps[channel] = max(gaps[channel], wide + 4.6)
    return gaps


def _label_width(label: str) -> float:
    """The narrowest width at which a label takes two lines (or one, when it is a word)."""
    words = label.split()
    breaks = range(1, len(words)) if len(words) > 1 else range(1, 2)
    halves = ((" ".join(words[:at]), " ".join(words[at:])) for at in breaks)
    return min(max(width_mm(a, LABEL_PT), width_mm(b, LABEL_PT)) for a, b in halves)


def _spread(
    gaps: list[float], sizes: list[float]
) -> tuple[tuple[tuple[float, float], ...], tuple[float, ...]]:
    """Edges of each column or row, and the middles of channels and of columns or rows in turn."""
    edges, middles, at = [], [gaps[0] / 2], gaps[0]
    for size, gap in zip(sizes, gaps[1:], strict=True):
        edges.append((at, at + size))
        middles += [at + size / 2, at + size + gap / 2]
        at += size + gap
    return tuple(edges), tuple(middles)


def _edge(frame: Frame, port: Point, outside: Point) -> Point:
    """Where a line from a box's inner point to an outer one meets the edge of the box."""
    if port[0] == outside[0]:
        return port[0], frame.bottom if outside[1] > port[1] else frame.y
    return frame.right if outside[0] > port[0] else frame.x, port[1]


def _draw_arrow(line: list[Point], colour: str, *, both: bool) -> str:
    """A line with rounded corners and a head at its end, or at both ends."""
    points = list(line)
    heads = [_head(points[-2], points[-1])]
    points[-1] = _shorten(points[-2], points[-1])
    if both:
        heads.append(_head(points[1], points[0]))
        points[0] = _shorten(points[1], points[0])
    data = "M" + numbers(*points[0])
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        start, end = _towards(corner, before, _CORNER), _towards(corner, after, _CORNER)
        data += f"L{numbers(*start)}Q{numbers(*corner, *end)}"
    data += "L" + numbers(*points[-1])
    return (
        f'<path d="{data}" fill="none" stroke="{colour}" stroke-width="{number(_LINE)}"/>'
        f'<path d="{"".join(map(polygon_path, heads))}" fill="{colour}"/>'
    )


def _towards(start: Point, end: Point, way: float) -> Point:
    """The point so far from one point towards another, at most half-way."""
    length = abs(end[0] - start[0]) + abs(end[1] - start[1])
    share = min(way, length / 2) / length if length else 0.0
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _shorten(before: Point, end: Point) -> Point:
    """The end of a line under its head."""
    return _towards(end, before, _TIP_GAP + _HEAD_LENGTH - 0.2)


def _head(before: Point, end: Point) -> list[Point]:
    """The three corners of an arrow's head; its tip keeps a little off the box."""
    length = abs(end[0] - before[0]) + abs(end[1] - before[1])
    ux, uy = (end[0] - before[0]) / length, (end[1] - before[1]) / length
    tip = (end[0] - ux * _TIP_GAP, end[1] - uy * _TIP_GAP)
    foot = (tip[0] - ux * _HEAD_LENGTH, tip[1] - uy * _HEAD_LENGTH)
    half = _HEAD_WIDTH / 2
    return [tip, (foot[0] - uy * half, foot[1] + ux * half), (foot[0] + uy * half, foot[1] - ux * half)]


def _place_labels(
    grid: _Grid, made: Arrangement, lines: list[list[Point]], labels: dict[int, str]
) -> list[tuple[int, Frame, str]]:
    """A frame for every label, clear of boxes, of all lines and of the other labels where there is room."""
    taken = [grid.frame(n) for n in range(len(made.places))]
    strokes = [_stroke(a, b) for line in lines for a, b in pairwise(line)]
    placed: list[tuple[int, Frame, str]] = []
    for at, label in labels.items():
        if not label:
            continue
        choices = list(
            _label_frames(lines[at], label, others=[ln for n, ln in enumerate(lines) if n != at])
        )
        free = (
            choice
            for choice in choices
            if not any(choice[0].overlaps(frame, 0.3) for frame in taken)
            and not any(choice[0].overlaps(stroke, 0.2) for stroke in strokes)
        )
        frame, side = next(free, choices[0])
        taken.append(frame)
        placed.append((at, frame, side))
    return placed


def _stroke(a: Point, b: Point) -> Frame:
    half = _LINE / 2
    x, y = min(a[0], b[0]) - half, min(a[1], b[1]) - half
    return Frame(x, y, abs(a[0] - b[0]) + _LINE, abs(a[1] - b[1]) + _LINE)


def _label_frames(line: list[Point], label: str, others: list[list[Point]]) -> Iterator[tuple[Frame, str]]:
    """Where a label could stand: beside its line's own stretches first, the longest first."""
    stretches = [(a, b) for a, b in pairwise(line)]
    shared = [_stroke(a, b) for other in others for a, b in pairwise(other)]

    def lonely(pair: tuple[Point, Point]) -> tuple[bool, float]:
        middle = ((pair[0][0] + pair[1][0]) / 2, (pair[0][1] + pair[1][1]) / 2)
        spot = Frame(*middle, 0.0, 0.0)
        length = abs(pair[0][0] - pair[1][0]) + abs(pair[0][1] - pair[1][1])
        return any(spot.overlaps(frame) for frame in shared), -length

    for a, b in sorted(stretches, key=lonely):
        x, y = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
        if a[1] == b[1]:
            wide = max(abs(a[0] - b[0]) - 1.0, _label_width(label) + 0.6)
            high = max(count_lines(label, wide, LABEL_PT), 1) * _LABEL_LINE_MM
            for top in (y - high - 0.9, y + 0.9):
                yield Frame(x - wide / 2, top, wide, high), "over"
        else:
            wide = width_mm(label, LABEL_PT) * 1.06 + 0.5
            for middle in (y, a[1] + (b[1] - a[1]) * 0.25, a[1] + (b[1] - a[1]) * 0.75):
                top = middle - _LABEL_LINE_MM / 2
                yield Frame(x + 1.5, top, wide, _LABEL_LINE_MM), "right"
                yield Frame(x - 1.5 - wide, top, wide, _LABEL_LINE_MM), "left"
