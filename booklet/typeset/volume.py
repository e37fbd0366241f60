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

_WIDTHS = {
    sign: width
    for width, signs in {
        0.2: " ",
        0.25: "ijlI.,:;’",
        0.3: "f-()!",
        0.35: "rt/",
        0.4: "sz?",
        0.45: "cvxy“”",
        0.5: "aegkFJLVXY0123456789–",
        0.55: "bdhnopquACEPRSTZ",
        0.6: "BDGK&",
        0.65: "HNOQU",
        0.7: "w",
        0.75: "M",
        0.8: "W",
        0.85: "m",
    }.items()
    for sign in signs
}
"""The widths of characters in Source Sans 3, in em rounded to twentieths."""


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
    intro = set_mm(infographic.intro, 141, 11, 15) + 8
    # 8.2 mm for a block's title and 8 mm before it.
    return intro + sum(_block_mm(block) + 16.2 for block in infographic.blocks)


def set_mm(text: str, width_mm: float, size_pt: float, leading_pt: float) -> float:
    """The height of a text set to a width, hyphenated: for short texts, of which averages say little."""
    return math.ceil(_length_mm(text, size_pt) / width_mm) * leading_pt * MM_PER_PT


def _length_mm(text: str, size_pt: float) -> float:
    """The length of a text on one line."""
    return sum(_WIDTHS.get(sign, _WIDTHS["o"]) for sign in text) * size_pt * MM_PER_PT


def _block_mm(block: InfographicBlock) -> float:
    """The height of a block below its title."""
    if isinstance(block, Flow):
        return draw_flow(block, 170, "#000000").height_mm
    if isinstance(block, Hub):
        return draw_hub(block, 170, "#000000").height_mm
    if isinstance(block, Table):
        return _table_mm(block)
    if isinstance(block, Numbers):
        return _numbers_mm(block)
    width, above = _column_mm(block)
    text_pt, leading_pt = (8.25, 10.75) if len(block.items) > 4 else (8.75, 11.75)
    return above + max(
        set_mm(i.title, width, 9, 12) + set_mm(i.text or "", width, text_pt, leading_pt)
        for i in block.items
    )


def _numbers_mm(block: Numbers) -> float:
    count = len(block.items)
    if block.look == "band":
        width, above = (170 / count - 5, 20.7) if count > 3 else (170 / count - 10, 22.4)
    else:
        width, above = 178 / count - 9, 14.0
    return above + max(set_mm(item.label, width, 9, 12) for item in block.items)


def _column_mm(block: Pillars | Phases | Icons | Timeline) -> tuple[float, float]:
    """The width of the words in a column, and the height of what stands above them."""
    count = len(block.items)
    if isinstance(block, Pillars):
        return 178 / count - (10 if count > 4 else 12), 24
    if isinstance(block, Phases):
        return 172 / count - 4.5, 10.5
    if isinstance(block, Icons):
        return 170 / count - 5, 19
    return 174 / count - 4, (SCALED_MM if block.spacing == "proportional" else EVEN_MM) + 8


def _table_mm(table: Table) -> float:
    if table.look == "pairs":
        return 4 + sum(_row_mm(row, (60.0, 75.0)) + 6.2 for row in table.rows)
    # Each column gets a share of the way from its longest word to its longest cell, as CSS 2.1, 17.5.2.2,
    # lets the engine do; lines break only where all columns together are too wide.
    rows = (table.columns, *table.rows)
    columns = list(zip(*rows, strict=True))
    most = [max(_length_mm(cell, 9) for cell in column) for column in columns]
    least = [max(_length_mm(word, 9) for cell in column for word in cell.split()) for column in columns]
    room = 170 - 6 * len(columns)
    spread = max(0.0, room - sum(least)) / max(sum(most) - sum(least), 0.1)
    widths = [low + (high - low) * spread for low, high in zip(least, most, strict=True)]
    return sum(_row_mm(row, widths) + 4.6 for row in rows) - 0.6


def _row_mm(row: Sequence[str], widths: Sequence[float]) -> float:
    """The height of a row's tallest cell."""
    return max(set_mm(cell, width, 9, 12) for cell, width in zip(row, widths, strict=True))
