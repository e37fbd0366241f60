"""The artwork of cases and of the cover: flat vector drawings from a theme's motif.

Decorative, but no wallpaper: each motif says its theme at a glance (night skyline, crowd and flow, people,
houses and paths, lines and stops), and each has several compositions, of which the case id takes one and
all its details. The same id gives the same bytes.
"""

from __future__ import annotations

from typing import Literal

from booklet.model.taxonomy import Motif
from booklet.typeset.figures.canvas import Canvas
from booklet.typeset.figures.dice import Dice
from booklet.typeset.figures.motifs.crowd import CROWD
from booklet.typeset.figures.motifs.move import MOVE
from booklet.typeset.figures.motifs.night import NIGHT
from booklet.typeset.figures.motifs.people import PEOPLE
from booklet.typeset.figures.motifs.place import PLACE
from booklet.typeset.figures.motifs.stage import Composition, Stage, Tones

MOTIFS: dict[Motif, dict[str, Composition]] = {
    "night": NIGHT,
    "crowd": CROWD,
    "people": PEOPLE,
    "place": PLACE,
    "move": MOVE,
}
"""The compositions of each motif by name."""

BLEED_MM = 10.0
"""How far bands reach beyond the trim in the layouts."""

CUT_MM = 1.0
"""How much of the foot of a drawing is cut off, so that all its colours end in the same row of pixels."""

CALM = 0.58
"""The share of a band, from the left, that stays free for the title."""


SERIES = "4578"
"""Part of every key, found by trial: with it the cases of the first publication share the compositions."""


def draw_artwork(
    motif: Motif,
    key: str,
    width_mm: float,
    height_mm: float,
    colour: str,
    *,
    layout: Literal["band", "full"] = "band",
    bleed_mm: float = BLEED_MM,
    composition: str | None = None,
) -> str:
    """The artwork of a case as an SVG document of ``width_mm`` × ``height_mm``.

    ``key`` (the case id) chooses the composition, unless one is named, and all details. A ``band`` keeps
    its left part calm for a title and counts ``bleed_mm`` of its size above and on the right as cut off, so
    that nothing small lies on the trim; ``full`` draws all over and bleeds nowhere. Raises ``ValueError``
    for an unknown motif or composition, or a sheet without extent.
    """
    if motif not in MOTIFS:
        raise ValueError(f"there is no motif {motif!r}")
    if width_mm <= 0 or height_mm <= 0:
        raise ValueError("artwork needs a width and a height")
    band = layout == "band"
    bleed = min(bleed_mm, height_mm / 3) if band else 0.0
    canvas = Canvas(width_mm, height_mm - bleed + CUT_MM, bleed)
    name = composition or Dice(f"{motif}:{key}:{SERIES}").pick(tuple(MOTIFS[motif]))
    if name not in MOTIFS[motif]:
        raise ValueError(f"the motif {motif!r} has no composition {name!r}")
    left = width_mm * CALM if band else 0.0
    # Narrow stripes shrink their figures less than their height, or windows would become dust.
    unit = (min(canvas.height, (width_mm - left) * 1.3) / 98) ** 0.8
    dice = Dice(f"{motif}/{name}/{key}")
    MOTIFS[motif][name](Stage(canvas, Tones.of(colour), dice, left, unit, bleed))
    return canvas.svg(ground=colour, cut=CUT_MM)
