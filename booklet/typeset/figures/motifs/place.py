"""Place: houses, gardens and the paths between them."""

from __future__ import annotations

import math

from booklet.typeset.figures.canvas import Point, numbers
from booklet.typeset.figures.motifs.stage import Stage


def _tree(stage: Stage, x: float, base: float, size: float, leaf: str, trunk: str) -> None:
    """A tree as a disc, or a pointed one, on a trunk."""
    canvas = stage.canvas
    canvas.rect(x - size * 0.09, base - size * 0.9, size * 0.18, size * 0.9, trunk)
    if stage.dice.chance(0.6):
        canvas.circle(x, base - size * 1.1, size * 0.52, leaf)
    else:
        canvas.polygon(
            [
                (x - size * 0.45, base - size * 0.45),
                (x, base - size * 1.9),
                (x + size * 0.45, base - size * 0.45),
            ],
            leaf,
        )


def _house(stage: Stage, x: float, base: float, width: float, tone: tuple[str, str], lit: float) -> None:
    """A house from the front: gable or eaves to the street, door, windows, sometimes a chimney."""
    canvas, dice, tones = stage.canvas, stage.dice, stage.tones
    wall, roof = tone
    height, rise = width * dice.between(0.72, 1.15), width * dice.between(0.34, 0.52)
    top = base - height
    if dice.chance(0.45):
        cx = x + width * dice.pick((0.2, 0.68))
        canvas.rect(cx, top - rise * 0.95, width * 0.12, rise, roof)
    canvas.rect(x, top, width, height, wall)
    over = width * 0.06
    if dice.chance(0.5):
        canvas.polygon([(x, top + 0.05), (x + width / 2, top - rise), (x + width, top + 0.05)], wall)
        ridge = f"M{numbers(x - over, top + over)}L{numbers(x + width / 2, top - rise)}L{numbers(x + width + over, top + over)}"
        canvas.stroke(ridge, roof, width * 0.085)
    else:
        canvas.polygon(
            [
                (x - over, top),
                (x + width * 0.16, top - rise * 0.8),
                (x + width * 0.84, top - rise * 0.8),
                (x + width + over, top),
            ],
            roof,
        )
    floors = 2 if height > width * 0.92 else 1
    pane = width * 0.19
    for floor in range(floors):
        y = top + height * (0.14 + 0.42 * floor)
        for share in (0.16, 0.42, 0.68):
            if floor == floors - 1 and share == 0.42:
                continue
            fill = tones.accent if dice.chance(lit) else roof
            canvas.rect(x + width * share, y, pane, pane * 1.2, fill)
    canvas.rect(
        x + width * 0.42, base - pane * 1.75, pane, pane * 1.75, tones.pale if dice.chance(0.3) else roof
    )


def village(stage: Stage) -> None:
    """Rows of houses on hills, and a path that winds up between them."""
    canvas, tones, dice, unit = stage.canvas, stage.tones, stage.dice, stage.unit
    pairs = ((tones.light, tones.bright), (tones.soft, tones.light), (tones.deepest, tones.deep))
    if dice.chance(0.6):
        canvas.circle(
            stage.across(dice.between(0.4, 0.75)), stage.height * 0.26, stage.height * 0.11, tones.accent
        )
    for row, pair in enumerate(pairs):
        base = stage.height * (0.56 + 0.21 * row)
        crest, start = 5 * unit, stage.left + row * 5 * unit
        hill = (tones.soft, tones.light, tones.bright)[row] if row else tones.soft
        x0, x1 = start - 16 * unit, stage.width + 30 * unit
        data = f"M{numbers(x0, stage.height)}Q{numbers(x0 + 10 * unit, base, start + 18 * unit, base - crest * 0.4)}"
        canvas.path(
            f"{data}T{numbers(x1, base)}V{numbers(stage.height)}Z",
            (tones.soft, tones.deep, tones.soft)[row],
        )
        x = start + 9 * unit
        scale = (0.62, 0.8, 1.05)[row]
        while x < stage.width:
            width = dice.between(12, 17) * unit * scale
            if x + width > stage.width - 3 and x < stage.width - 3:
                _tree(
                    stage,
                    min(x + 3 * unit * scale, stage.width - 7),
                    base + unit,
                    8 * unit * scale,
                    pair[1],
                    tones.deepest,
                )
                break
            if dice.chance(0.24):
                _tree(
                    stage,
                    x + 3 * unit * scale,
                    base + unit,
                    dice.between(7, 11) * unit * scale,
                    tones.bright if row < 2 else tones.light,
                    tones.deepest,
                )
                x += 7.5 * unit * scale
                continue
            _house(stage, x, base + unit, width, pair, 0.5)
            x += width + dice.between(2.4, 5) * unit * scale
        del hill
    _path(stage)


def _path(stage: Stage) -> None:
    """A footpath from the bottom edge that narrows towards the first row of houses."""
    unit, h = stage.unit, stage.height
    x = stage.across(stage.dice.between(0.2, 0.5))
    stage.canvas.path(
        f"M{numbers(x, h)}C{numbers(x + 4 * unit, h * 0.95, x + 22 * unit, h * 0.97, x + 26 * unit, h * 0.985)}"
        f"L{numbers(x + 30 * unit, h)}Z",
        stage.tones.accent,
    )


def blocks(stage: Stage) -> None:
    """A neighbourhood in isometric view: houses with pitched roofs, trees and paved paths."""
    dice, tones, unit = stage.dice, stage.tones, stage.unit
    half = dice.between(9, 11.5) * unit
    origin_x, origin_y = stage.width - 2 * unit, stage.height * 0.5
    lanes = (dice.whole(0, 3), dice.whole(0, 3))
    cells = [(i, j) for i in range(-14, 15) for j in range(-14, 15)]
    cells.sort(key=lambda cell: (cell[0] + cell[1], cell[0]))

    def at(i: float, j: float, z: float = 0.0) -> Point:
        return origin_x + (i - j) * half, origin_y + (i + j) * half / 2 - z * half

    for i, j in cells:
        x, y = at(i + 0.5, j + 0.5)
        ragged = stage.left + half * (1.2 + 0.9 * abs((y / stage.height) - 0.62) * 4)
        if x < ragged or y < -half or y > stage.height + 2 * half or x > stage.width + 2 * half:
            continue
        paved = i % 4 == lanes[0] or j % 4 == lanes[1]
        ground = tones.light if paved else tones.soft
        stage.canvas.polygon([at(i, j), at(i + 1, j), at(i + 1, j + 1), at(i, j + 1)], ground)
    for i, j in cells:
        x, y = at(i + 0.5, j + 0.5)
        ragged = stage.left + half * (1.2 + 0.9 * abs((y / stage.height) - 0.62) * 4)
        if x < ragged or y < -half or y > stage.height + 2 * half or x > stage.width + 2 * half:
            continue
        if i % 4 == lanes[0] or j % 4 == lanes[1]:
            if dice.chance(0.14):
                stage.canvas.circle(x, y - half * 0.1, half * 0.11, tones.accent)
            continue
        if dice.chance(0.2):
            _tree(stage, x, y + half * 0.1, half * 0.8, tones.bright, tones.deepest)
        else:
            _iso_house(stage, at, i, j)


def _iso_house(stage: Stage, at: object, i: int, j: int) -> None:
    """One house of the isometric view, with its ridge along one of the two axes."""
    assert callable(at)
    dice, tones, canvas = stage.dice, stage.tones, stage.canvas
    a, b = 0.12, 0.88
    wall, ridge = dice.between(0.45, 0.95), 0.42
    roofs = dice.pick(((tones.light, tones.bright), (tones.bright, tones.pale), (tones.bright, tones.pale)))
    if dice.chance(0.08):
        roofs = (tones.accent, tones.pale)
    left, right = [(a, b), (b, b)], [(b, b), (b, a)]
    swap = dice.chance(0.5)
    for points, fill in ((left, tones.deepest), (right, tones.deep)):
        (x0, y0), (x1, y1) = points
        face = [at(i + x0, j + y0), at(i + x1, j + y1), at(i + x1, j + y1, wall), at(i + x0, j + y0, wall)]
        canvas.polygon(face, fill)
    top = wall + ridge
    m = 0.5
    if swap:
        canvas.polygon([at(i + b, j + a, wall), at(i + b, j + b, wall), at(i + b, j + m, top)], tones.deep)
        canvas.polygon(
            [at(i + a, j + a, wall), at(i + b, j + a, wall), at(i + b, j + m, top), at(i + a, j + m, top)],
            roofs[0],
        )
        canvas.polygon(
            [at(i + a, j + b, wall), at(i + b, j + b, wall), at(i + b, j + m, top), at(i + a, j + m, top)],
            roofs[1],
        )
    else:
        canvas.polygon(
            [at(i + a, j + b, wall), at(i + b, j + b, wall), at(i + m, j + b, top)], tones.deepest
        )
        canvas.polygon(
            [at(i + a, j + a, wall), at(i + a, j + b, wall), at(i + m, j + b, top), at(i + m, j + a, top)],
            roofs[1],
        )
        canvas.polygon(
            [at(i + b, j + a, wall), at(i + b, j + b, wall), at(i + m, j + b, top), at(i + m, j + a, top)],
            roofs[0],
        )
    for k in range(2):
        for side in range(2):
            s, e = 0.24 + 0.3 * k, 0.42 + 0.3 * k
            fill = tones.accent if dice.chance(0.45) else (tones.light if side else tones.soft)
            low, high = wall * 0.35, wall * 0.75
            if side:
                pane = [
                    at(i + b, j + s, low),
                    at(i + b, j + e, low),
                    at(i + b, j + e, high),
                    at(i + b, j + s, high),
                ]
            else:
                pane = [
                    at(i + s, j + b, low),
                    at(i + e, j + b, low),
                    at(i + e, j + b, high),
                    at(i + s, j + b, high),
                ]
            canvas.polygon(pane, fill)


def plan(stage: Stage) -> None:
    """A street plan: blocks at an angle, a park, and one route that ends at a marked place."""
    dice, tones, unit = stage.dice, stage.tones, stage.unit
    angle = math.radians(dice.between(10, 24) * dice.pick((-1, 1)))
    cos, sin = math.cos(angle), math.sin(angle)
    ox, oy = stage.across(0.55), stage.height * 0.5

    def at(u: float, v: float) -> Point:
        return ox + u * cos - v * sin, oy + u * sin + v * cos

    street = 3.4 * unit
    columns = _cuts(stage, 150 * unit)
    rows = _cuts(stage, 110 * unit)
    park = (dice.whole(3, len(columns) - 5), dice.whole(2, len(rows) - 4))
    for c, (u0, u1) in enumerate(zip(columns, columns[1:], strict=False)):
        for r, (v0, v1) in enumerate(zip(rows, rows[1:], strict=False)):
            corners = [
                at(u0 + street / 2, v0 + street / 2),
                at(u1 - street / 2, v0 + street / 2),
                at(u1 - street / 2, v1 - street / 2),
                at(u0 + street / 2, v1 - street / 2),
            ]
            if min(p[0] for p in corners) < stage.left + abs(corners[0][1] - stage.height * 0.5) * 0.12:
                continue
            green = (c, r) == park
            fill = (
                tones.accent
                if green
                else dice.pick((tones.soft, tones.light, tones.light, tones.deep, tones.bright))
            )
            stage.canvas.polygon(corners, fill)
            if not green and fill != tones.deep and dice.chance(0.5):
                _court(stage, at, (u0, u1, v0, v1), street)
    _route(stage, at, columns, rows)


def _cuts(stage: Stage, span: float) -> list[float]:
    """Where streets cut the ground, at uneven distances, centred on 0."""
    cuts = [-span / 2]
    while cuts[-1] < span / 2:
        cuts.append(cuts[-1] + stage.dice.between(12, 21) * stage.unit)
    return cuts


def _court(stage: Stage, at: object, box: tuple[float, float, float, float], street: float) -> None:
    """The yard inside a block."""
    assert callable(at)
    u0, u1, v0, v1 = box
    inset = street / 2 + 3.2 * stage.unit
    if u1 - u0 > 2.6 * inset and v1 - v0 > 2.6 * inset:
        corners = [
            (u0 + inset, v0 + inset),
            (u1 - inset, v0 + inset),
            (u1 - inset, v1 - inset),
            (u0 + inset, v1 - inset),
        ]
        stage.canvas.polygon([at(*corner) for corner in corners], stage.tones.base)


def _route(stage: Stage, at: object, columns: list[float], rows: list[float]) -> None:
    """A way through the streets from the right edge to a pin."""
    assert callable(at)
    canvas, tones, unit = stage.canvas, stage.tones, stage.unit
    column, row = len(columns) // 2 - 1, len(rows) // 2
    corners = [
        at(columns[-1], rows[row + 1]),
        at(columns[column + 2], rows[row + 1]),
        at(columns[column + 2], rows[row]),
    ]
    corners.append(at(columns[column], rows[row]))
    canvas.stroke("M" + "L".join(numbers(*p) for p in corners), tones.pale, 1.7 * unit)
    x, y = corners[-1]
    size = 6.4 * unit
    top = y - size * 1.5
    canvas.path(
        f"M{numbers(x, y)}L{numbers(x - size * 0.86, top + size * 0.5)}A{numbers(size, size)} 0 1 1 {numbers(x + size * 0.86, top + size * 0.5)}Z",
        tones.accent,
    )
    canvas.circle(x, top, size * 0.42, tones.deepest)


PLACE = {"village": village, "blocks": blocks, "plan": plan}
"""The compositions of this motif by name."""
