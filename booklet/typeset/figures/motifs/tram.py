"""A tram at its stop, with hills and a wire above it."""

from __future__ import annotations

from booklet.typeset.figures.canvas import Pen
from booklet.typeset.figures.motifs.skyline import TOWERS, TOWN, Row, build
from booklet.typeset.figures.motifs.stage import Stage


def tram(stage: Stage) -> None:
    """A tram that comes in from the right, a town behind it, people waiting."""
    canvas, tones, dice, unit = stage.canvas, stage.tones, stage.dice, stage.unit
    rail = stage.height * 0.88
    sun = stage.height * dice.between(0.12, 0.2)
    canvas.circle(
        stage.across(dice.between(0.3, 0.8)), stage.height * dice.between(0.24, 0.34), sun, tones.accent
    )
    roofs = dice.pick((TOWN, TOWERS))
    build(stage, roofs, Row(stage.left, rail, 0.5, 0.74, (tones.soft,)))
    build(stage, roofs, Row(stage.across(0.05), rail, 0.42, 0.6, (tones.light,), wide=(9, 15)))
    stage.lay_ground(rail, tones.deepest)
    canvas.rect(stage.left - 3 * unit, rail, stage.width, unit, tones.bright)
    nose = stage.across(dice.between(0.2, 0.4))
    _wire(stage, nose, rail)
    _body(stage, nose, rail)
    _waiting(stage, max(stage.across(0.02), 6 * unit), nose - 5 * unit, rail)


def _wire(stage: Stage, x: float, rail: float) -> None:
    """The overhead line and the arm that touches it."""
    unit, tones, canvas = stage.unit, stage.tones, stage.canvas
    top, wire = rail - 34 * unit, rail - 41 * unit
    canvas.rect(stage.left, wire - 0.3 * unit, stage.reach, 0.6 * unit, tones.deepest)
    arm = x + 30 * unit
    bow = Pen(arm - 5 * unit, wire).line((arm + 3 * unit, wire + 3.6 * unit), (arm - 2 * unit, top))
    canvas.stroke(bow.data, tones.deepest, 0.9 * unit)


def _body(stage: Stage, x: float, rail: float) -> None:
    """The cars, nose to the left, running off to the right."""
    canvas, tones, dice, unit = stage.canvas, stage.tones, stage.dice, stage.unit
    floor, top, end, front = rail - 3 * unit, rail - 34 * unit, stage.width + 2, 10 * unit
    for wheel in (12, 24, 56, 68, 100, 112):
        canvas.circle(x + wheel * unit, rail - 3.2 * unit, 3.2 * unit, tones.deepest)
    shell = Pen(x, floor).curve((x, floor - 12 * unit), (x + 2 * unit, top), (x + front, top))
    canvas.path(shell.level(end).plumb(floor).close(), tones.pale)
    belt = floor - 9.6 * unit
    canvas.rect(
        x + 0.6 * unit, belt, end - x, 2.6 * unit, dice.pick((tones.accent, tones.base, tones.deep))
    )
    glass = Pen(x + 2 * unit, belt - 2 * unit)
    glass.curve(
        (x + 2.6 * unit, top + 10 * unit), (x + 5 * unit, top + 4.5 * unit), (x + front, top + 4.5 * unit)
    )
    canvas.path(glass.plumb(belt - 2 * unit).close(), tones.deepest)
    canvas.circle(x + 3 * unit, floor - 4.2 * unit, 1.3 * unit, tones.accent)
    window, k, first = x + front + 2.4 * unit, 0, dice.whole(0, 2)
    while window < end:
        if (k + first) % 3 == 2:
            canvas.rect(window, top + 4.5 * unit, 9 * unit, floor - top - 5.5 * unit, tones.bright)
            canvas.rect(
                window + 4.1 * unit, top + 4.5 * unit, 0.8 * unit, floor - top - 5.5 * unit, tones.pale
            )
            window += 11 * unit
        else:
            _pane(stage, window, top + 4.5 * unit, belt - 2 * unit)
            window += 15 * unit
        k += 1


def _pane(stage: Stage, x: float, top: float, sill: float) -> None:
    """A window and who sits behind it."""
    canvas, tones, dice, unit = stage.canvas, stage.tones, stage.dice, stage.unit
    width = 12.8 * unit
    canvas.rect(x, top, width, sill - top, tones.deepest, radius=1.2 * unit)
    for seat in (0.27, 0.73):
        middle = x + width * seat
        if dice.chance(0.6) and middle + 4 * unit < stage.safe:
            fill = dice.pick((tones.bright, tones.light, tones.accent))
            canvas.circle(middle, sill - 6 * unit, 1.9 * unit, fill)
            bust = Pen(middle - 2.8 * unit, sill).arc((2.8 * unit, 3.2 * unit), (middle + 2.8 * unit, sill))
            canvas.path(bust.close(), fill)


def _waiting(stage: Stage, left: float, right: float, rail: float) -> None:
    """The sign of the stop and people who wait."""
    canvas, tones, dice, unit = stage.canvas, stage.tones, stage.dice, stage.unit
    canvas.rect(left - 0.6 * unit, rail - 27 * unit, 1.2 * unit, 27 * unit, tones.deepest)
    canvas.circle(left, rail - 29 * unit, 5 * unit, tones.deepest)
    canvas.circle(left, rail - 29 * unit, 3.6 * unit, tones.pale)
    canvas.circle(left, rail - 29 * unit, 1.7 * unit, tones.deepest)
    x = left + 7 * unit
    while x < right:
        tall = dice.between(13, 18) * unit
        fill = dice.pick((tones.deepest, tones.pale, tones.deep))
        canvas.circle(x, rail - tall * 0.88, tall * 0.13, fill)
        canvas.rect(x - tall * 0.16, rail - tall * 0.7, tall * 0.32, tall * 0.7, fill, radius=tall * 0.15)
        x += dice.between(6, 10) * unit
