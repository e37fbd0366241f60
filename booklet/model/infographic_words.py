"""What the drawings of an infographic say, in words for those who cannot see them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from booklet.model.infographic import (
    Flow,
    FlowArrow,
    Hub,
    InfographicBlock,
    Numbers,
    Table,
    Timeline,
)
from booklet.model.locale import colon, join_items

_YEAR = re.compile(r"\b(?:19|20)\d\d")


def years_of(timeline: Timeline) -> tuple[int, ...] | None:
    """The years of a timeline's moments; ``None`` when one has none or they do not ascend."""
    found = [_YEAR.search(item.when) for item in timeline.items]
    years = tuple(int(year[0]) for year in found if year)
    ascending = all(a < b for a, b in pairwise(years))
    return years if len(years) == len(found) and ascending else None


def describe(block: InfographicBlock, labels: Mapping[str, str], language: str = "en") -> str:
    """A block as one text, made from what it shows; a drawing carries it as its alternative text.

    ``labels`` are sentences of the layout with names in braces: ``describe_flow`` (``{items}``: the
    arrows), ``describe_arrow`` and ``describe_arrow_label`` (``{start}``, ``{end}``, ``{label}``),
    ``describe_hub`` (``{centre}``, ``{items}``), ``describe_timeline``, ``describe_table``
    (``{columns}``, ``{items}``: the rows) and ``describe_list`` (``{items}``). The title of the block
    stands before them. Raises ``KeyError`` for a missing label.
    """
    return f"{block.title}{colon(language)}{_contents(block, labels, language)}"


def _contents(block: InfographicBlock, labels: Mapping[str, str], language: str) -> str:
    def listed(items: Iterable[str]) -> str:
        return join_items(items, language)

    if isinstance(block, Flow):
        names = {box.id: box.title for box in block.boxes}
        arrows = (_arrow(arrow, names, labels) for arrow in block.arrows)
        return labels["describe_flow"].format(items=listed(arrows))
    if isinstance(block, Hub):
        titles = listed(item.title for item in block.items)
        return labels["describe_hub"].format(centre=block.centre.title, items=titles)
    if isinstance(block, Timeline):
        moments = (f"{item.when} – {item.title}" for item in block.items)
        return labels["describe_timeline"].format(items=listed(moments))
    if isinstance(block, Table):
        rows = listed(row[0] for row in block.rows)
        return labels["describe_table"].format(columns=listed(block.columns), items=rows)
    if isinstance(block, Numbers):
        numbers = (f"{item.value} {item.label}" for item in block.items)
        return labels["describe_list"].format(items=listed(numbers))
    return labels["describe_list"].format(items=listed(item.title for item in block.items))


def _arrow(arrow: FlowArrow, names: Mapping[str, str], labels: Mapping[str, str]) -> str:
    key = "describe_arrow_label" if arrow.label else "describe_arrow"
    start, end = (names.get(name, name) for name in (arrow.source, arrow.target))
    return labels[key].format(start=start, end=end, label=arrow.label)
