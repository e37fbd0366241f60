"""Where the boxes of a flow stand and how its arrows run: pure geometry on a small grid.

A flow has at most nine boxes, so a search over placements is affordable: placements are built box by box,
the cheapest first, and the cheapest few are given their arrows. The best one has the fewest crossings, then
the shortest and straightest arrows.

Arrows run on a lattice twice as fine as the grid of cells: the cell in column c and row r (0-based) has the
lattice point (2c+1, 2r+1), the points with an even coordinate lie in the channels between and around the
cells. An arrow uses channels and free cells, never a cell with a box.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from booklet.model.flow_routes import Arrow, Path, Place, count_crossings, route_arrows

MAX_COLUMNS, MAX_ROWS = 4, 5
SPARE_CELLS = 4
"""A grid has at most so many more cells than boxes, unless it is asked for."""

_STEPS = 1_500
"""Placements begun before the search only finishes what it has; plenty for flows that can be drawn well."""

_TRIED, _TRIED_AT_MOST = 24, 80
"""Placements that are given their arrows: at least, and as long as arrows cross."""


@dataclass(frozen=True)
class Arrangement:
    """A flow laid out on a grid of ``columns`` by ``rows`` cells.

    ``places`` follow the boxes, ``paths`` the arrows: lattice points from a point of the first box to one
    of the second. ``crossings`` are the pairs of arrows (0-based, in order) that could not be kept apart.
    """

    columns: int
    rows: int
    places: tuple[Place, ...]
    paths: tuple[Path, ...]
    crossings: tuple[tuple[int, int], ...]


@lru_cache(maxsize=128)
def arrange(
    boxes: int, arrows: tuple[Arrow, ...], columns: int | None = None, rows: int | None = None
) -> Arrangement:
    """The best arrangement found for so many boxes and the arrows between them (0-based pairs).

    ``columns`` and ``rows`` set the grid; where it is too small for the boxes, another is chosen.
    Raises ``ValueError`` for an arrow from a box to itself or to a box that is not there.
    """
    if any(a == b or not (0 <= a < boxes and 0 <= b < boxes) for a, b in arrows):
        raise ValueError("an arrow does not join two boxes of the flow")
    best: tuple[tuple[float, ...], Arrangement] | None = None
    for tried, (cost, shape, cells) in enumerate(_placements(boxes, arrows, columns, rows), start=1):
        for places in _stretched(cells, arrows):
            least = cost + _imbalance(places, arrows) + _disorder(places, arrows)
            # Arrows only add to this, and finding their ways takes the time.
            if best and (0, least) >= best[0]:
                continue
            paths = route_arrows(shape, places, arrows)
            crossings = count_crossings(arrows, paths, places)
            # Rounded, so that what costs the same ties whatever the order of the sum.
            rank = (len(crossings), round(least + _untidiness(paths), 6))
            if best is None or rank < best[0]:
                best = (rank, Arrangement(*shape, places, paths, crossings))
        if best and tried >= (_TRIED_AT_MOST if best[1].crossings else _TRIED):
            break
    if best is None:
        raise ValueError("there is no grid for so many boxes")
    return best[1]


def _untidiness(paths: tuple[Path, ...]) -> float:
    """How long and how bent the arrows are: nothing for the shortest, which has three points."""
    return sum(0.5 * (len(path) - 3) + 2.0 * _bends(path) for path in paths)


def _imbalance(places: tuple[Place, ...], arrows: tuple[Arrow, ...]) -> float:
    """How far joined boxes are from being level with each other."""
    middles = [_middle(place) for place in places]
    apart = ((middles[a], middles[b]) for a, b in arrows)
    return sum(0.3 * min(abs(a[0] - b[0]), abs(a[1] - b[1])) for a, b in apart)


def _disorder(places: tuple[Place, ...], arrows: tuple[Arrow, ...]) -> float:
    """How badly boxes that lead to the same one, or come from it, are read: in another order than they are
    told, or with a lean to one side of it.
    """
    found = 0.0
    for way in (arrows, tuple((b, a) for a, b in arrows)):
        for start in dict.fromkeys(a for a, _ in way):
            middle = _middle(places[start])
            told = [_middle(places[b]) for b in sorted({b for a, b in way if a == start})]
            for one, other in combinations(told, 2):
                found += 0.2 * (one[0] == other[0] and one[1] > other[1])
                found += 0.2 * (one[1] == other[1] and one[0] > other[0])
            for axis in (0, 1):
                if len(told) > 1 and len({point[1 - axis] for point in told}) == 1:
                    found += 2.0 * abs(sum(point[axis] for point in told) / len(told) - middle[axis])
    return found


def _middle(place: Place) -> tuple[int, int]:
    """The middle of a box in halves of cells."""
    return 2 * place.column + place.columns, 2 * place.row + place.rows


def _bends(path: Path) -> int:
    """The corners of a path."""
    corners = zip(path, path[1:], path[2:], strict=False)
    return sum((b[0] - a[0], b[1] - a[1]) != (c[0] - b[0], c[1] - b[1]) for a, b, c in corners)


def _stretched(
    cells: tuple[tuple[int, int], ...], arrows: tuple[Arrow, ...]
) -> Iterator[tuple[Place, ...]]:
    """A placement; also with lonely boxes stretched over the cells they lead to."""
    plain = [Place(column, row) for column, row in cells]
    stretched = list(plain)
    for stretch in (_stretch, _follow):
        for box in range(len(cells)):
            wider = stretch(box, stretched, arrows)
            others = (place.points() for n, place in enumerate(stretched) if n != box)
            if wider.points().isdisjoint(frozenset().union(*others)):
                stretched[box] = wider
    yield from dict.fromkeys((tuple(plain), tuple(stretched)))


def _linked(box: int, places: Sequence[Place], arrows: tuple[Arrow, ...]) -> list[Place]:
    return [places[b if a == box else a] for a, b in arrows if box in (a, b)]


def _stretch(box: int, places: Sequence[Place], arrows: tuple[Arrow, ...]) -> Place:
    """A box alone in its column, with several boxes on one side, reaches over their rows; so do rows."""
    here, linked = places[box], _linked(box, places, arrows)
    if sum(place.column == here.column for place in places) == 1:
        for side in (here.column - 1, here.column + 1):
            rows = {place.row for place in linked if place.column == side}
            if len(rows) > 1:
                rows.add(here.row)
                return Place(here.column, min(rows), 1, max(rows) - min(rows) + 1)
    if sum(place.row == here.row for place in places) == 1:
        for side in (here.row - 1, here.row + 1):
            columns = {place.column for place in linked if place.row == side}
            if len(columns) > 1:
                columns.add(here.column)
                return Place(min(columns), here.row, max(columns) - min(columns) + 1, 1)
    return here


def _follow(box: int, places: Sequence[Place], arrows: tuple[Arrow, ...]) -> Place:
    """A box alone in its column beside one of two rows is made as tall, so that both are level."""
    here = places[box]
    beside = [p for p in _linked(box, places, arrows) if p.rows == 2 and abs(p.column - here.column) == 1]
    if here.rows > 1 or len(beside) != 1 or sum(place.column == here.column for place in places) > 1:
        return here
    return Place(here.column, beside[0].row, 1, 2)


def _shapes(boxes: int, columns: int | None, rows: int | None) -> Iterator[tuple[int, int, int]]:
    """Grids that hold the boxes: cost, columns and rows."""
    widths = (columns,) if columns else range(min(2, boxes), min(MAX_COLUMNS, boxes) + 1)
    heights = (rows,) if rows else range(1, MAX_ROWS + 1)
    for width in widths:
        for height in heights:
            spare = width * height - boxes
            if 0 <= spare <= SPARE_CELLS or (columns and rows and spare >= 0):
                yield 2 * spare + 3 * (height - 1) + (4 if width == 2 and boxes > 3 else 0), width, height


def _placements(
    boxes: int, arrows: tuple[Arrow, ...], columns: int | None, rows: int | None
) -> Iterator[tuple[int, tuple[int, int], tuple[tuple[int, int], ...]]]:
    """Complete placements, the cheapest first: cost, shape, and the cell of each box."""
    order = _reading_order(boxes, arrows)
    single = [arrow for at, arrow in enumerate(arrows) if arrow[::-1] not in arrows[:at]]
    links = [
        [(a, b) for a, b in single if box in (a, b) and {a, b} <= set(order[: at + 1])]
        for at, box in enumerate(order)
    ]
    shapes = list(_shapes(boxes, columns, rows)) or list(_shapes(boxes, None, None))
    queue: list[tuple[int, int, int, tuple[tuple[int, int], ...]]] = []
    for number, (cost, _, _) in enumerate(shapes):
        heapq.heappush(queue, (cost, 0, number, ()))
    steps = 0
    while queue:
        cost, depth, number, placed = heapq.heappop(queue)
        _, width, height = shapes[number]
        if len(placed) == boxes:
            if {c for c, _ in placed} == set(range(width)) and {r for _, r in placed} == set(range(height)):
                where = dict(zip(order, placed, strict=True))
                yield cost, (width, height), tuple(where[box] for box in range(boxes))
            continue
        steps += 1
        # Past its budget the search only completes what it has begun, going on with one cell a box.
        choices = _next_cells(order, links[len(placed)], placed, (width, height))
        for more, cell in choices if steps < _STEPS else choices[:1]:
            heapq.heappush(queue, (cost + more, depth - 1, number, (*placed, cell)))


def _next_cells(
    order: tuple[int, ...],
    links: list[Arrow],
    placed: tuple[tuple[int, int], ...],
    shape: tuple[int, int],
) -> list[tuple[int, tuple[int, int]]]:
    """The free cells for the next box with what each costs, the cheapest first."""
    box = order[len(placed)]
    where = dict(zip(order, placed, strict=False))
    found = []
    for row in range(shape[1]):
        for column in range(shape[0]):
            if (column, row) in placed:
                continue
            where[box] = (column, row)
            # The beginning of the story stands at the left and at the top.
            cost = 2 * column + row if not placed else 0
            found.append((cost + sum(_reach_cost(where[a], where[b]) for a, b in links), (column, row)))
    return sorted(found)


def _reach_cost(start: tuple[int, int], end: tuple[int, int]) -> int:
    """What an arrow between two cells costs: little to the right and down, more against the reading."""
    right, down = end[0] - start[0], end[1] - start[1]
    far = abs(right) + abs(down) - 1
    if right > 0:
        return 9 * far if down == 0 else 3 * far - 2
    if right == 0:
        return 3 + 3 * far if down > 0 else 9 + 3 * far
    return 3 + 9 * far if down == 0 else 3 + 3 * far if down > 0 else 10 + 3 * far


def _reading_order(boxes: int, arrows: tuple[Arrow, ...]) -> tuple[int, ...]:
    """The boxes so that each is joined to an earlier one where it can be; ties keep the given order."""
    order: list[int] = []
    waiting = list(range(boxes))
    while waiting:
        joined = (b for b in waiting if any(b in arrow and set(arrow) & set(order) for arrow in arrows))
        chosen = next(joined, waiting[0])
        order.append(chosen)
        waiting.remove(chosen)
    return tuple(order)
