"""Rough heights of texts, so that a fit choice can be tried first that will probably do.

Only the laid-out boxes decide what fits. An estimate that is wrong costs a layout, nothing else, so plain
averages serve: Source Sans 3 sets about 2.35 characters of English on a line as wide as its size, and the
other heights, in millimetres, are those of the style sheet.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from booklet.model.case import Case, Mechanism
from booklet.model.infographic import (
    Flow,
    Hub,
    Icons,
    Infographic,
    InfographicBlock,
    Numbers,
    Phases,
    Pillars,
    Table,
    Timeline,
)
from booklet.model.markup import Markup
from booklet.model.taxonomy import Taxonomy
from booklet.typeset.figures.flow import draw_flow
from booklet.typeset.figures.hub import draw_hub
from booklet.typeset.figures.moments import EVEN_MM, SCALED_MM

MM_PER_PT = 25.4 / 72


def text_mm(characters: int, width_mm: float, size_pt: float, leading_pt: float) -> float:
    """The height of so many characters of running text set to a width."""
    a_line = max(width_mm / (size_pt * MM_PER_PT) * 2.35, 1)
    return math.ceil(characters / a_line) * leading_pt * MM_PER_PT


def markup_mm(markup: Markup, width_mm: float, size_pt: float, leading_pt: float, gap_pt: float) -> float:
    """The height of a text in paragraphs and lists."""
    blocks = [b for b in markup.walk() if b.runs]
    heights = (text_mm(sum(len(r.text) for r in b.runs), width_mm, size_pt, leading_pt) for b in blocks)
    return sum(heights) + len(blocks) * gap_pt * MM_PER_PT


def opener_mm(case: Case, taxonomy: Taxonomy) -> float:
    """The height below the band that the taller of the opener's two columns needs."""
    main = text_mm(len(case.summary), 112, 13, 19.5) + markup_mm(case.overview, 112, 9.5, 13, 6.5) + 13
    facts = [case.place_label, case.lead or "", *(fact.value for fact in case.facts)]
    side = sum(text_mm(len(fact), 45, 8.5, 11.5) + 4.8 for fact in facts if fact) + 22
    categories = sorted({m.category for m in case.mechanisms})
    names = ", ".join(taxonomy.mechanism(key).short for key in categories)
    side += text_mm(len(names), 45, 8.5, 11.5) + 4.8
    side += sum(text_mm(len(actor.name), 46, 8.5, 11.5) + 0.8 for actor in case.actors) + 12
    return max(main, side)


def mechanisms_mm(rows: Sequence[Sequence[Mechanism | None]], why: Markup) -> float:
    """The height of the mechanisms set in rows of two, with “why it matters”."""
    taken = any(cell is None for row in rows for cell in row)
    total = 10.0 if taken else markup_mm(why, 154, 10.5, 15, 6.5) + 25
    for row in rows:
        total += max(_cell_mm(cell, why) for cell in row) + 3.2
    return total


def _cell_mm(mechanism: Mechanism | None, why: Markup) -> float:
    if mechanism is None:
        return markup_mm(why, 71, 9.5, 13, 6.5) + 18
    head = text_mm(len(mechanism.title), 71, 12, 13) + 7
    body = markup_mm(mechanism.text, 83, 9.5, 13, 4)
    return head + body + text_mm(len(mechanism.impact), 79, 10, 13) + 2


def summary_mm(infographic: Infographic) -> float:
    """The height of an infographic below its band, at the normal spacing."""
    intro = text_mm(len(infographic.intro), 141, 11, 15) + 8
    # 8.2 mm for a block's title and 8 mm before it.
    return intro + sum(_block_mm(block) + 16.2 for block in infographic.blocks)


def _block_mm(block: InfographicBlock) -> float:
    """The height of a block below its title."""
    if isinstance(block, Flow):
        return draw_flow(block, 170, "#000000").height_mm
    if isinstance(block, Hub):
        return draw_hub(block, 170, "#000000").height_mm
    if isinstance(block, Table):
        return _table_mm(block)
    if isinstance(block, Numbers):
        width = 178 / len(block.items) - 9
        label = max(text_mm(len(i.label), width, 9, 12) for i in block.items)
        return label + (23 if block.look == "band" else 14)
    width, above = _column_mm(block)
    return above + max(
        text_mm(len(i.title), width, 10, 12) + text_mm(len(i.text or ""), width, 8.75, 11.75)
        for i in block.items
    )


def _column_mm(block: Pillars | Phases | Icons | Timeline) -> tuple[float, float]:
    """The width of the words in a column, and the height of what stands above them."""
    count = len(block.items)
    if isinstance(block, Pillars):
        return 178 / count - 12, 24
    if isinstance(block, Phases):
        return 172 / count - 4, 10.5
    if isinstance(block, Icons):
        return 170 / count - 5, 19
    return 174 / count - 4, (SCALED_MM if block.spacing == "proportional" else EVEN_MM) + 8


def _table_mm(table: Table) -> float:
    rows = (table.columns, *table.rows)
    if table.look == "pairs":
        widths, gap, head = [63.0, 84.0], 6.2, 5.0 - 4.2
    else:
        # A column gets room by its longest cell; lines break only where all columns together are too wide.
        longest = [max(len(row[at]) for row in rows) for at in range(len(table.columns))]
        room = 170 - 6 * len(longest)
        whole = [cells * 9 * MM_PER_PT / 2.35 for cells in longest]
        narrow = min(room / sum(whole), 1)
        widths, gap, head = [width * narrow for width in whole], 4.6, -0.6
    return head + sum(
        max(text_mm(len(cell), width, 9, 12) for cell, width in zip(row, widths, strict=True)) + gap
        for row in rows
    )
