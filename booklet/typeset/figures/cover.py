"""The drawing on the cover: a mosaic in which all themes meet, running off the top and the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from booklet.model.taxonomy import Motif
from booklet.typeset.figures.artwork import BLEED_MM, MOTIFS
from booklet.typeset.figures.canvas import Canvas, Pen, number, numbers
from booklet.typeset.figures.dice import Dice
from booklet.typeset.figures.motifs.portrait import Look, draw_person
from booklet.typeset.figures.motifs.stage import Stage, Tones
from booklet.typeset.palette import shade

ROWS, COLUMNS = 3, 6


@dataclass(frozen=True)
class Tile:
    """A tile of the mosaic: where it lies (in cells), whose colour it has, and what is drawn in it.

    ``drawing`` names a composition of the motif, or ``person``, ``rings`` or ``quarter``.
    """

    column: int
    row: int
    wide: int
    high: int
    motif: Motif
    drawing: str
    key: str = "cover"


MOSAIC = (
    Tile(0, 0, 1, 1, "move", "curves", "c3"),
    Tile(1, 0, 1, 1, "people", "person", "p4"),
    Tile(2, 0, 2, 1, "crowd", "concert", "c2"),
    Tile(4, 0, 2, 2, "night", "towers", "c1"),
    Tile(1, 1, 1, 1, "crowd", "quarter"),
    Tile(2, 1, 1, 1, "place", "facade", "f2"),
    Tile(3, 1, 1, 1, "people", "person", "p2"),
    Tile(2, 2, 1, 1, "move", "rings"),
    Tile(3, 2, 1, 1, "crowd", "arena", "c5"),
    Tile(4, 2, 2, 1, "move", "tram", "c4"),
)
"""The layout, made by hand: it steps down from the left, so that the title below has room to breathe."""


def draw_cover(
    width_mm: float,
    height_mm: float,
    colours: Sequence[tuple[Motif, str]],
    *,
    bleed_mm: float = BLEED_MM,
) -> str:
    """The cover drawing as an SVG document; ``colours`` gives each motif the colour of its theme.

    ``bleed_mm`` of the size are cut off on the left, above and on the right; the tiles at these edges are
    so much larger. The ground is the colour of the first motif. Raises ``ValueError`` when a motif has no
    colour.
    """
    chosen = dict(colours)
    missing = [motif for motif in MOTIFS if motif not in chosen]
    if missing:
        raise ValueError(f"the cover needs a colour for {', '.join(missing)}")
    ground = colours[0][1]
    canvas = Canvas(width_mm, height_mm)
    for index, tile in enumerate(MOSAIC):
        base = chosen[tile.motif]
        # A tile in the colour of the ground would vanish in it.
        _place(canvas, index, tile, shade(base, 0.05) if base == ground else base, bleed_mm)
    return canvas.svg(ground=ground)


def _place(canvas: Canvas, index: int, tile: Tile, colour: str, bleed: float) -> None:
    """Draw one tile on a sheet of its own and clip it into its cells."""
    cell_x, cell_y = (canvas.width - 2 * bleed) / COLUMNS, (canvas.height - bleed) / ROWS
    before = bleed if tile.column == 0 else 0.0
    beyond = bleed if tile.column + tile.wide == COLUMNS else 0.0
    above = bleed if tile.row == 0 else 0.0
    x, y = bleed + tile.column * cell_x - before, bleed + tile.row * cell_y
    sheet = Canvas(tile.wide * cell_x + before + beyond, tile.high * cell_y, above)
    sheet.rect(0, -above, sheet.width, sheet.height + above, colour)
    unit = (min(sheet.height, (sheet.width - beyond) * 1.1) / 98) ** 0.8
    dice = Dice(f"cover/{tile.motif}/{tile.drawing}/{tile.key}")
    plain = {"person": _person, "rings": _rings, "quarter": _quarter}
    drawing = plain.get(tile.drawing) or MOTIFS[tile.motif][tile.drawing]
    drawing(Stage(sheet, Tones.of(colour), dice, before, unit, beyond))
    box = f'x="{number(x)}" y="{number(y - above)}"'
    size = f'width="{number(sheet.width)}" height="{number(sheet.height + above)}"'
    canvas.extend(
        (
            f'<clipPath id="tile-{index}"><rect {box} {size}/></clipPath>',
            f'<g clip-path="url(#tile-{index})"><g transform="translate({numbers(x, y)})">',
            *sheet.parts,
            "</g></g>",
        )
    )


def _person(stage: Stage) -> None:
    """A portrait that fills the tile."""
    side = min(stage.width, stage.height)
    look = Look.against(stage, stage.tones.base, stage.tones.light)
    stage.canvas.circle(stage.width / 2, stage.height * 0.46, side * 0.4, stage.tones.light)
    draw_person(stage, stage.width / 2, stage.height, side * 0.4, look)


def _rings(stage: Stage) -> None:
    """A stop, drawn large."""
    x, y, side = stage.width / 2, stage.height / 2, min(stage.width, stage.height)
    stage.canvas.rect(0, y - side * 0.08, stage.width, side * 0.16, stage.tones.accent)
    stage.canvas.circle(x, y, side * 0.32, stage.tones.deepest)
    stage.canvas.circle(x, y, side * 0.22, stage.tones.pale)


def _quarter(stage: Stage) -> None:
    """Quarter circles round a corner, like people round a stage."""
    width, height = stage.width, stage.height
    inks = (stage.tones.light, stage.tones.bright, stage.tones.accent)
    for share, fill in zip((1.0, 0.68, 0.36), inks, strict=True):
        a, b = width * share, height * share
        sector = Pen(width, height).level(width - a).arc((a, b), (width, height - b))
        stage.canvas.path(sector.close(), fill)
