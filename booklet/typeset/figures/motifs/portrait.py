"""People from the chest up, each a little different."""

from __future__ import annotations

import math
from dataclasses import dataclass

from booklet.typeset.figures.canvas import Pen
from booklet.typeset.figures.motifs.stage import Stage

STYLES = ("short", "long", "bun", "scarf", "bald", "curls")


@dataclass(frozen=True)
class Look:
    """The colours of a person and the way the hair is worn."""

    skin: str
    coat: str
    hair: str
    style: str

    @staticmethod
    def against(stage: Stage, *grounds: str) -> Look:
        """A look whose colours differ from one another and from what stands behind."""
        tones, dice = stage.tones, stage.dice
        skin = dice.pick([t for t in (tones.pale, tones.bright, tones.deepest) if t not in grounds])
        coats = (tones.accent, tones.pale, tones.deep, tones.deepest, tones.light)
        coat = dice.pick([t for t in coats if t not in (*grounds, skin)])
        hairs = (tones.deepest, tones.accent, tones.pale, tones.deep, tones.bright, tones.light)
        hair = dice.pick([t for t in hairs if t not in (*grounds, skin, coat)])
        return Look(skin, coat, hair, dice.pick(STYLES))


def draw_person(stage: Stage, x: float, base: float, size: float, look: Look) -> None:
    """A person standing behind the line ``base``; ``size`` is half the width of the shoulders."""
    canvas, head = stage.canvas, size * 0.5
    y, shoulder = base - size * 1.42, base - size * 0.74
    _behind(stage, x, y, head, look)
    bend = size * 0.62
    coat = Pen(x - size, base).plumb(shoulder + bend)
    coat.arc((size, bend), (x + size, shoulder + bend)).plumb(base)
    canvas.path(coat.close(), look.coat)
    neck = look.hair if look.style == "scarf" else look.skin
    wide = head * (0.95 if look.style == "scarf" else 0.42)
    throat = Pen(x - wide, y + head * 0.3).plumb(shoulder + head * 0.05)
    throat.arc((wide, wide * 0.8), (x + wide, shoulder + head * 0.05), clockwise=False).plumb(
        y + head * 0.3
    )
    canvas.path(throat.close(), neck)
    canvas.circle(x, y, head, look.skin)
    if look.style in ("short", "bun", "long"):
        fringe = Pen(x - head, y).arc((head, head), (x + head, y))
        fringe.bend((x + head * 0.5, y - head * 0.1), (x + head * 0.1, y - head * 0.62))
        fringe.bend((x - head * 0.4, y - head * 0.05), (x - head, y))
        canvas.path(fringe.close(), look.hair)


def _behind(stage: Stage, x: float, y: float, head: float, look: Look) -> None:
    """Hair that lies behind the head."""
    canvas = stage.canvas
    if look.style == "long":
        canvas.rect(x - head * 1.22, y - head * 1.15, head * 2.44, head * 2.7, look.hair, radius=head * 1.2)
    elif look.style == "scarf":
        canvas.circle(x, y - head * 0.08, head * 1.3, look.hair)
        canvas.rect(x - head * 0.98, y, head * 1.96, head * 1.5, look.hair)
    elif look.style == "bun":
        canvas.circle(x, y - head * 1.3, head * 0.5, look.hair)
    elif look.style == "curls":
        for k in range(7):
            angle = math.pi * (1 + k / 6)
            curl = (x + head * math.cos(angle), y - head * 0.12 + head * math.sin(angle))
            canvas.circle(*curl, head * 0.46, look.hair)
