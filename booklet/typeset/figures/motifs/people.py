"""People: portraits, circles that overlap, and people round one table."""

from __future__ import annotations

import math

from booklet.typeset.figures.canvas import Circle, lens_path, numbers
from booklet.typeset.figures.motifs.stage import Stage

HAIR = ("short", "long", "bun", "scarf", "bald", "curls")


def _portrait(stage: Stage, x: float, base: float, size: float, skin: str, coat: str, hair: str) -> None:
    """A person from the chest up, standing on the line ``base``; ``size`` is half the width of the shoulders."""
    canvas, style = stage.canvas, stage.dice.pick(HAIR)
    head, neck = size * 0.46, base - size * 0.86
    y = neck - head * 0.72
    if style == "long":
        canvas.rect(x - head * 1.3, y - head * 1.25, head * 2.6, head * 3.1, hair, radius=head * 1.25)
    if style == "scarf":
        canvas.circle(x, y - head * 0.06, head * 1.34, hair)
        canvas.path(
            f"M{numbers(x - head * 1.3, y)}L{numbers(x - head * 1.05, base)}H{numbers(x + head * 1.05)}L{numbers(x + head * 1.3, y)}Z",
            hair,
        )
    if style == "bun":
        canvas.circle(x, y - head * 1.45, head * 0.55, hair)
    if style == "curls":
        for k in range(7):
            angle = math.pi * (1 + k / 6)
            canvas.circle(
                x + head * math.cos(angle), y - head * 0.15 + head * math.sin(angle), head * 0.5, hair
            )
    top = base - size * 0.72
    arc = f"A{numbers(size, size * 0.78)} 0 0 1"
    canvas.path(
        f"M{numbers(x - size, base)}V{numbers(top + size * 0.6)}{arc} {numbers(x + size, top + size * 0.6)}V{numbers(base)}Z",
        coat,
    )
    if style == "scarf":
        canvas.path(
            f"M{numbers(x - head * 1.2, neck + head * 0.5)}A{numbers(head * 1.2, head * 1.1)} 0 0 0 {numbers(x + head * 1.2, neck + head * 0.5)}V{numbers(neck - head * 0.4)}H{numbers(x - head * 1.2)}Z",
            hair,
        )
    else:
        canvas.rect(x - head * 0.42, neck - head * 0.5, head * 0.84, head * 1.25, skin, radius=head * 0.4)
    canvas.circle(x, y, head, skin)
    if style in ("short", "bun", "long"):
        canvas.path(
            f"M{numbers(x - head, y)}A{numbers(head, head)} 0 0 1 {numbers(x + head, y)}Q{numbers(x + head * 0.2, y - head * 0.1, x - head * 0.1, y - head * 0.5)}Q{numbers(x - head * 0.5, y - head * 0.05, x - head, y)}Z",
            hair,
        )


def _looks(stage: Stage, ground: str) -> tuple[str, str, str]:
    """Skin, coat and hair that stand out from each other and from the ground."""
    tones, dice = stage.tones, stage.dice
    skin = dice.pick([t for t in (tones.pale, tones.bright, tones.deepest) if t != ground])
    coats = (tones.accent, tones.pale, tones.deep, tones.deepest, tones.bright, tones.light)
    coat = dice.pick([t for t in coats if t not in (ground, skin)])
    hair = dice.pick(
        [t for t in (tones.deepest, tones.accent, tones.pale, tones.deep) if t not in (ground, skin, coat)]
    )
    return skin, coat, hair


def tiles(stage: Stage) -> None:
    """A wall of square tiles: portraits among quarter circles and rings."""
    canvas, tones, dice = stage.canvas, stage.tones, stage.dice
    rows = max(1, round(stage.height / (stage.unit * 34)))
    side = stage.height / rows
    columns = max(1, int(stage.reach / side + 0.15))
    grounds = (tones.light, tones.deep, tones.soft, tones.accent, tones.bright, tones.pale)
    last = ""
    for row in range(rows):
        for column in range(columns):
            x, y = stage.width - side * (column + 1), side * row
            if column == columns - 1 and columns > 2 and dice.chance(0.55):
                continue
            ground = dice.pick([g for g in grounds if g != last])
            last = ground
            canvas.rect(x, y, side, side, ground)
            if dice.chance(0.58):
                _portrait(stage, x + side / 2, y + side, side * 0.4, *_looks(stage, ground))
            else:
                _ornament(stage, x, y, side, ground)


def _ornament(stage: Stage, x: float, y: float, side: float, ground: str) -> None:
    """A tile without a portrait: quarter circles, two halves that meet, or rings."""
    canvas, dice, tones = stage.canvas, stage.dice, stage.tones
    inks = [t for t in (tones.pale, tones.deepest, tones.base, tones.accent) if t != ground]
    first = dice.pick(inks)
    second = dice.pick([t for t in inks if t != first])
    kind = dice.pick(("quarters", "halves", "rings"))
    if kind == "rings":
        for share, fill in ((0.42, first), (0.27, ground), (0.14, second)):
            canvas.circle(x + side / 2, y + side / 2, side * share, fill)
        return
    if kind == "halves":
        r = side / 2
        canvas.path(f"M{numbers(x, y)}A{numbers(r, r)} 0 0 1 {numbers(x, y + side)}Z", first)
        canvas.path(f"M{numbers(x + side, y)}A{numbers(r, r)} 0 0 0 {numbers(x + side, y + side)}Z", second)
        return
    corners = dice.pick((((0, 0), (1, 1)), ((1, 0), (0, 1))))
    for (cx, cy), fill in zip(corners, (first, second), strict=True):
        px, py = x + cx * side, y + cy * side
        sx, sy = (1 - 2 * cx) * side * 0.72, (1 - 2 * cy) * side * 0.72
        sweep = 1 if cx == cy else 0
        r = side * 0.72
        if fill is second:
            sx, sy, r = sx * 0.6, sy * 0.6, r * 0.6
        canvas.path(
            f"M{numbers(px, py)}H{numbers(px + sx)}A{numbers(r, r)} 0 0 {sweep} {numbers(px, py + sy)}Z",
            fill,
        )


def discs(stage: Stage) -> None:
    """Large circles that share lens-shaped ground, some with a person inside."""
    canvas, tones, dice, unit = stage.canvas, stage.tones, stage.dice, stage.unit
    count = max(4, round(stage.reach / (stage.height * 0.2)))
    circles: list[Circle] = []
    for k in range(count):
        size = stage.height * dice.between(0.24, 0.4)
        x = stage.left + size + (stage.reach - size * 0.7) * k / (count - 1)
        level = 0.34 if k % 2 == 0 else 0.72
        circles.append((x, stage.height * (level + dice.between(-0.06, 0.06)), size))
    inks = (tones.light, tones.deep, tones.bright, tones.soft, tones.deepest)
    first = dice.whole(0, 4)
    for k, (x, y, size) in enumerate(circles):
        canvas.circle(x, y, size, inks[(first + k) % 5])
    lenses = [lens_path(a, b) for i, a in enumerate(circles) for b in circles[i + 1 :]]
    for k, lens in enumerate(path for path in lenses if path):
        canvas.path(lens, (tones.pale, tones.accent, tones.bright)[k % 3])
    for k, (x, y, size) in enumerate(circles):
        if k % 2 == 1 and x + size * 0.5 < stage.width - 3:
            ground = inks[(first + k) % 5]
            shoulders = lens_path((x, y, size * 0.8), (x, y + size * 0.95, size * 0.8))
            canvas.circle(x, y, size * 0.8, ground)
            skin, coat, _ = _looks(stage, ground)
            if shoulders:
                canvas.path(shoulders, coat)
            canvas.circle(x, y - size * 0.16, size * 0.27, skin)
        elif x + 6 * unit < stage.width - 3:
            canvas.circle(x, y, size * 0.16, tones.pale)


def gathering(stage: Stage) -> None:
    """A row of people side by side, a circle of light behind each."""
    tones, dice = stage.tones, stage.dice
    base, size = stage.height, stage.height * dice.between(0.17, 0.21)
    count = max(2, int(stage.reach / (size * 1.75)))
    step = stage.reach / count
    for k in range(count):
        x = stage.width - step * (k + 0.42)
        lift = stage.height * dice.between(0.02, 0.28)
        halo = (tones.light, tones.deep, tones.soft, tones.bright)[(k + dice.whole(0, 1)) % 4]
        stage.canvas.circle(x, base - lift - size * 1.2, size * dice.between(1.25, 1.7), halo)
    for front in (False, True):
        for k in range(count):
            if (k % 2 == 0) != front:
                continue
            x = stage.width - step * (k + 0.42)
            lift = 0.0 if front else stage.height * dice.between(0.12, 0.2)
            _portrait(stage, x, base - lift, size * (1.0 if front else 0.92), *_looks(stage, tones.light))
            if lift:
                stage.canvas.rect(x - size * 0.92, base - lift - 0.1, size * 1.84, lift + 0.1, tones.deep)


def tables(stage: Stage) -> None:
    """People round tables, seen from above."""
    canvas, tones, dice = stage.canvas, stage.tones, stage.dice
    size = stage.height * dice.between(0.2, 0.25)
    spots = [(stage.across(0.36), stage.height * dice.between(0.5, 0.6), size)]
    spots.append((stage.across(0.36) + size * 2.9, stage.height * dice.between(0.2, 0.32), size * 0.8))
    spots.append((stage.across(0.36) + size * 2.5, stage.height * dice.between(0.98, 1.06), size * 0.9))
    for x, y, radius in spots:
        canvas.circle(x, y, radius * 1.95, tones.soft)
    for x, y, radius in spots:
        canvas.circle(x, y, radius * 1.62, tones.light)
    for x, y, radius in spots:
        seats, turn = dice.whole(6, 9), dice.between(0, 1)
        leader = dice.whole(0, seats - 1)
        canvas.circle(x, y, radius * 0.78, tones.pale)
        canvas.circle(x, y, radius * 0.6, tones.bright)
        for k in range(seats):
            angle = turn + 2 * math.pi * k / seats
            px, py = x + radius * 1.22 * math.cos(angle), y + radius * 1.22 * math.sin(angle)
            wide, deep = radius * 0.36, radius * 0.2
            coat = tones.accent if k == leader else (tones.deepest, tones.deep, tones.pale)[k % 3]
            hair = tones.deepest if coat != tones.deepest else tones.pale
            tilt = number_degrees(angle + math.pi / 2)
            canvas.extend([
                f'<ellipse cx="0" cy="0" rx="{numbers(wide)}" ry="{numbers(deep)}" fill="{coat}" '
                f'transform="translate({numbers(px, py)}) rotate({tilt})"/>'
            ])  # fmt: skip
            canvas.circle(
                px - radius * 0.05 * math.cos(angle),
                py - radius * 0.05 * math.sin(angle),
                radius * 0.17,
                hair,
            )


def number_degrees(angle: float) -> str:
    """An angle in degrees for a ``rotate`` transform."""
    return numbers(math.degrees(angle) % 360)


PEOPLE = {"tiles": tiles, "discs": discs, "gathering": gathering, "tables": tables}
"""The compositions of this motif by name."""
