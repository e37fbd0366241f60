"""People: portraits, circles that overlap, and people round one table."""

from __future__ import annotations

import math

from booklet.typeset.figures.canvas import Circle, Pen, lens_path
from booklet.typeset.figures.motifs.portrait import Look, draw_person
from booklet.typeset.figures.motifs.stage import Composition, Stage


def tiles(stage: Stage) -> None:
    """A wall of square tiles: portraits among quarter circles and rings."""
    tones, dice = stage.tones, stage.dice
    rows = max(1, round(stage.height / (stage.unit * dice.pick((25, 34)))))
    side = stage.height / rows
    columns = max(1, round(stage.reach / side))
    grounds = (tones.light, tones.deep, tones.soft, tones.accent, tones.bright, tones.pale)
    before = ""
    for row in range(rows):
        for column in range(columns):
            x, y = stage.trim - side * (column + 1), side * row
            ragged = column == columns - 1 and (row == 0 or dice.chance(0.4))
            if columns > 1 and stage.left > 0 and ragged:
                continue
            ground = dice.pick([g for g in grounds if g != before])
            before = ground
            _tile(stage, (x, y, side), row == 0, column == 0, ground)
            if dice.chance(0.62):
                draw_person(stage, x + side / 2, y + side, side * 0.4, Look.against(stage, ground))
            else:
                _ornament(stage, x, y, side, ground)


def _tile(stage: Stage, tile: Circle, first_row: bool, last_column: bool, fill: str) -> None:
    """The ground of a tile (x, y, side); at the edges it runs on into the bleed."""
    x, y, side = tile
    above, beyond = (-stage.top if first_row else 0.0), (stage.bleed if last_column else 0.0)
    stage.canvas.rect(x, y - above, side + beyond, side + above, fill)


def _ornament(stage: Stage, x: float, y: float, side: float, ground: str) -> None:
    """A tile without a portrait: quarter circles, two halves that meet, or rings."""
    canvas, dice, tones, half = stage.canvas, stage.dice, stage.tones, side / 2
    inks = dice.shuffle([t for t in (tones.pale, tones.deepest, tones.base, tones.accent) if t != ground])
    kind = dice.pick(("quarters", "halves", "rings"))
    if kind == "rings":
        for share, fill in ((0.4, inks[0]), (0.26, ground), (0.13, inks[1])):
            canvas.circle(x + half, y + half, side * share, fill)
    elif kind == "halves":
        left = Pen(x, y).arc((half, half), (x, y + side))
        right = Pen(x + side, y).arc((half, half), (x + side, y + side), clockwise=False)
        canvas.path(left.close(), inks[0])
        canvas.path(right.close(), inks[1])
    else:
        corners = dice.pick((((0, 0), (1, 1)), ((1, 0), (0, 1))))
        for (east, low), fill, share in zip(corners, inks, (0.72, 0.42), strict=False):
            px, py, r = x + east * side, y + low * side, side * share
            end = (px, py + (1 - 2 * low) * r)
            quarter = Pen(px, py).level(px + (1 - 2 * east) * r).arc((r, r), end, clockwise=east == low)
            canvas.path(quarter.close(), fill)


def circles(stage: Stage) -> None:
    """A net of circles that overlap: what neighbours share is lit, and people stand in the middle."""
    canvas, tones, dice = stage.canvas, stage.tones, stage.dice
    rows = max(1, round(stage.height / (stage.unit * dice.pick((32, 36)))))
    pitch = stage.height / rows
    size, columns = pitch * 0.67, math.ceil(stage.reach / pitch) + 1
    net: list[tuple[Circle, str]] = []
    inks = dice.shuffle((tones.light, tones.deep, tones.soft, tones.bright, tones.deepest))
    for row in range(rows):
        for column in range(columns):
            x = stage.trim - pitch * (column + 0.35)
            banded = stage.left > 0
            outer = banded and x - size < stage.left + pitch * 0.3
            if (banded and x - size < stage.left - pitch * 0.4) or (
                outer and (row == 0 or dice.chance(0.3))
            ):
                continue
            ink = inks[(row * 2 + column * 3) % 5]
            net.append(((x, pitch * (row + 0.5), size), ink))
    for circle, ink in net:
        canvas.circle(*circle, ink)
    for k, (a, _) in enumerate(net):
        for b, _ in net[k + 1 :]:
            lens = lens_path(a, b)
            if lens:
                canvas.path(lens, tones.accent if dice.chance(0.22) else tones.pale)
    for (x, y, radius), ink in net:
        look = Look.against(stage, ink)
        if x + radius * 0.5 < stage.safe and dice.chance(0.75):
            head, wide = radius * 0.22, radius * 0.4
            canvas.circle(x, y - radius * 0.2, head, look.skin)
            bust = Pen(x - wide, y + radius * 0.5).arc((wide, wide * 1.05), (x + wide, y + radius * 0.5))
            canvas.path(bust.close(), look.coat)


def gathering(stage: Stage) -> None:
    """Two ranks of people side by side before large discs."""
    tones, dice, foot = stage.tones, stage.dice, stage.height
    size = min(stage.height, stage.reach * 1.2) * dice.between(0.13, 0.17)
    step = size * 1.9
    for k, halo in enumerate(dice.shuffle((tones.soft, tones.light, tones.deep))):
        x = stage.across(0.3 + 0.34 * k + dice.between(-0.04, 0.04))
        radius = stage.height * dice.between(0.2, 0.32)
        stage.canvas.circle(min(x, stage.trim - radius * 0.4), stage.height * 0.42, radius, halo)
    for rank, (lift, shift) in enumerate(((stage.height * 0.27, 0.5), (0.0, 0.0))):
        x = stage.trim - step * (0.62 + shift)
        while x - size > stage.left + (1 - rank) * step * 0.4:
            look = Look.against(stage, tones.light, tones.soft)
            raised = lift * dice.between(0.85, 1.15)
            draw_person(stage, x, foot - raised, size, look)
            if raised:
                stage.canvas.rect(x - size, foot - raised - 0.2, 2 * size, raised + 0.2, look.coat)
            x -= step


def tables(stage: Stage) -> None:
    """People round tables, seen from above."""
    dice, height = stage.dice, stage.height
    size = min(height * dice.between(0.21, 0.27), stage.reach * 0.24)
    x, high = stage.left + size * 1.9, dice.chance(0.5)
    spots = [(x, height * (0.42 if high else 0.58), size)]
    spots.append((x + size * 2.75, height * (0.9 if high else 0.12), size * dice.between(0.85, 1.0)))
    spots.append((x + size * 2.9, height * (0.02 if high else 1.0), size * dice.between(0.7, 0.85)))
    for reach, fill in ((1.9, stage.tones.soft), (1.56, stage.tones.light)):
        for px, py, radius in spots:
            stage.canvas.circle(px, py, radius * reach, fill)
    for spot in spots:
        _table(stage, spot)


def _table(stage: Stage, spot: Circle) -> None:
    """One table and who sits there; one of them in the accent colour."""
    canvas, tones, dice = stage.canvas, stage.tones, stage.dice
    x, y, radius = spot
    canvas.circle(x, y, radius * 0.76, tones.pale)
    canvas.circle(x, y, radius * 0.58, tones.bright)
    seats, turn = dice.whole(6, 8), dice.between(0, 1)
    leader = dice.whole(0, seats - 1)
    for k in range(seats):
        angle = turn + 2 * math.pi * k / seats
        at = (x + radius * 1.17 * math.cos(angle), y + radius * 1.17 * math.sin(angle))
        coat = tones.accent if k == leader else (tones.deepest, tones.base, tones.deep)[k % 3]
        hair = tones.pale if coat in (tones.deepest, tones.deep) else tones.deepest
        canvas.ellipse(at, (radius * 0.38, radius * 0.17), math.degrees(angle) + 90, coat)
        lean = 1 - 0.09 * radius / math.dist(at, (x, y))
        canvas.circle(x + (at[0] - x) * lean, y + (at[1] - y) * lean, radius * 0.2, hair)


PEOPLE: dict[str, Composition] = {
    "tiles": tiles,
    "circles": circles,
    "gathering": gathering,
    "tables": tables,
}
"""The compositions of this motif by name."""
