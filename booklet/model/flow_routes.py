"""The ways of a flow's arrows between boxes whose places are given. See :mod:`booklet.model.flow`."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

Arrow = tuple[int, int]
"""The 0-based numbers of the boxes that an arrow leaves and reaches."""

Point = tuple[int, int]
Path = tuple[Point, ...]

_DIRECTIONS: tuple[Point, ...] = ((1, 0), (0, 1), (-1, 0), (0, -1))
_BEND, _OUTSIDE, _CROSSING = 2.5, 1.0, 40.0
_TOGETHER = -0.2
"""Arrows that leave one box, or reach one box, rather run together."""


@dataclass(frozen=True)
class Place:
    """The cells of a box: column and row (0-based) and how many of each it takes."""

    column: int
    row: int
    columns: int = 1
    rows: int = 1

    def points(self) -> frozenset[Point]:
        """All lattice points that the box covers."""
        return frozenset(
            (x, y)
            for x in range(2 * self.column + 1, 2 * (self.column + self.columns))
            for y in range(2 * self.row + 1, 2 * (self.row + self.rows))
        )

    def ports(self) -> Iterator[tuple[Point, Point]]:
        """Points at which arrows may leave, each with its direction: the middles of the cells' sides, and
        where a box takes several cells also those between.
        """
        left, right = 2 * self.column + 1, 2 * (self.column + self.columns) - 1
        top, bottom = 2 * self.row + 1, 2 * (self.row + self.rows) - 1
        for y in range(top, bottom + 1):
            yield (right, y), (1, 0)
            yield (left, y), (-1, 0)
        for x in range(left, right + 1):
            yield (x, bottom), (0, 1)
            yield (x, top), (0, -1)

    def off_middle(self, point: Point) -> int:
        """How far a port is from the middle of its side, in lattice steps times two."""
        across = abs(point[0] - (2 * self.column + self.columns)) if self.columns > 1 else 0
        return 2 * across + 2 * (abs(point[1] - (2 * self.row + self.rows)) if self.rows > 1 else 0)


def route_arrows(
    shape: tuple[int, int], places: Sequence[Place], arrows: Sequence[Arrow]
) -> tuple[Path, ...]:
    """A path for every arrow, from a point of its first box to one of its second.

    Two arrows that join the same boxes, one each way, have the same path. Short arrows choose first; then
    every arrow may choose again with the others in sight, as long as that helps.
    """
    paths: dict[int, Path] = {}
    pairs = {arrow: at for at, arrow in reversed(list(enumerate(arrows)))}
    leading = [at for at, (a, b) in enumerate(arrows) if pairs.get((b, a), at) >= at]
    covered = [place.points() for place in places]

    def choose(at: int) -> None:
        others = [(arrows[n], path) for n, path in paths.items() if n != at]
        paths[at] = _find_path(shape, places, covered, arrows[at], others)

    for at in sorted(leading, key=lambda n: (_distance(places, arrows[n]), n)):
        choose(at)
    for _ in range(2):
        if not count_crossings(arrows, tuple(paths.get(n, ()) for n in range(len(arrows))), places):
            break
        for at in leading:
            choose(at)
    for at, (a, b) in enumerate(arrows):
        if at not in paths:
            paths[at] = paths[pairs[b, a]][::-1]
    return tuple(paths[at] for at in range(len(arrows)))


def _distance(places: Sequence[Place], arrow: Arrow) -> int:
    a, b = places[arrow[0]], places[arrow[1]]
    return abs(a.column - b.column) + abs(a.row - b.row)


def _find_path(
    shape: tuple[int, int],
    places: Sequence[Place],
    covered: Sequence[frozenset[Point]],
    arrow: Arrow,
    others: Sequence[tuple[Arrow, Path]],
) -> Path:
    """The cheapest way from box to box around all boxes (Dijkstra; a state is a point and a direction)."""
    source, target = arrow
    closed = frozenset().union(*(points for n, points in enumerate(covered) if n != target))
    prices = _prices(arrow, others, covered)
    queue: list[tuple[float, int, Path, Point]] = []
    count = 0
    for port, direction in places[source].ports():
        price = _sideways(direction) + 0.02 * places[source].off_middle(port)
        heapq.heappush(queue, (price, count, (port,), direction))
        count += 1
    entrances = {(port, (-x, -y)) for port, (x, y) in places[target].ports()}
    done: set[tuple[Point, Point]] = set()
    while queue:
        cost, _, path, direction = heapq.heappop(queue)
        here = path[-1]
        if here in covered[target]:
            return path
        if (here, direction) in done:
            continue
        done.add((here, direction))
        # A box is left straight away from its side.
        turns = _DIRECTIONS if len(path) > 1 else (direction,)
        for turn in turns:
            point = (here[0] + turn[0], here[1] + turn[1])
            if turn == (-direction[0], -direction[1]) or point in closed:
                continue
            if not (0 <= point[0] <= 2 * shape[0] and 0 <= point[1] <= 2 * shape[1]):
                continue
            if point in covered[target] and (point, turn) not in entrances:
                continue
            price = 0.02 * places[target].off_middle(point) if point in covered[target] else 0.0
            price += 1.0 + prices.get(point, 0.0) + (_BEND if turn != direction else 0.0)
            if point[0] in (0, 2 * shape[0]) or point[1] in (0, 2 * shape[1]):
                price += _OUTSIDE
            count += 1
            heapq.heappush(queue, (cost + price, count, (*path, point), turn))
    raise ValueError("an arrow finds no way")  # cannot happen: the channels surround every box


def _sideways(direction: Point) -> float:
    """Arrows leave to the right by preference, so that ties are broken by the reading direction."""
    return 0.01 * _DIRECTIONS.index(direction)


def _prices(
    arrow: Arrow, others: Sequence[tuple[Arrow, Path]], covered: Sequence[frozenset[Point]]
) -> dict[Point, float]:
    """What the points that other arrows use cost this one."""
    prices: dict[Point, float] = {}
    for other, path in others:
        friendly = other[0] == arrow[0] or other[1] == arrow[1]
        for point in path:
            if point in covered[arrow[1]]:
                continue
            now = prices.get(point, 0.0)
            if friendly:
                prices[point] = now if now else _TOGETHER
            else:
                prices[point] = max(now, 0.0) + _CROSSING
    return prices


def count_crossings(
    arrows: Sequence[Arrow], paths: Sequence[Path], places: Sequence[Place]
) -> tuple[tuple[int, int], ...]:
    """The pairs of arrows that cross, touch or run over each other.

    Arrows that leave one box may share their beginnings, arrows that reach one box their ends; the two
    arrows of an exchange share everything. Empty paths are left out.
    """
    covered = frozenset().union(*(place.points() for place in places)) if places else frozenset()
    free = [[point for point in path if point not in covered] for path in paths]
    found = []
    for j, path in enumerate(free):
        for i in range(j):
            shared = set(free[i]) & set(path)
            if not shared or arrows[i] == arrows[j][::-1]:
                continue
            if arrows[i][0] == arrows[j][0]:
                same = _common(free[i], path)
            elif arrows[i][1] == arrows[j][1]:
                same = _common(free[i][::-1], path[::-1])
            else:
                same = 0
            if same != len(shared):
                found.append((i, j))
    return tuple(found)


def _common(a: Sequence[Point], b: Sequence[Point]) -> int:
    """How many points two paths have in common from their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False)))
