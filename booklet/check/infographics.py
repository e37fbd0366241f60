"""Infographics: arrows lead from box to box and do not cross, times stand in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from booklet.check.reading import Check, Reading
from booklet.findings import Finding, Severity, rule
from booklet.model.flow import arrange
from booklet.model.infographic import (
    Flow,
    Hub,
    Icons,
    InfographicBlock,
    Moment,
    Satellite,
    Sign,
    Timeline,
)
from booklet.model.infographic_words import years_of
from booklet.model.paths import join

ARROW = rule(
    "infographic/arrow",
    Severity.ERROR,
    "An arrow leads from one box of its flow to another, and is there once.",
    "Name two boxes of the same flow by their ids; delete an arrow that is there already.",
)
EXCHANGE = rule(
    "infographic/two-labels",
    Severity.ERROR,
    "Of two arrows that join the same boxes, one each way, only one has a label: they are one line.",
    "Say it in one label, or in the texts of the boxes.",
)
LONELY = rule(
    "infographic/lonely-box",
    Severity.WARNING,
    "Every box of a flow has an arrow.",
    "Add the arrow, or take the box out.",
)
CROSSING = rule(
    "infographic/crossing",
    Severity.WARNING,
    "No arrows of a flow cross.",
    "Leave out an arrow, join two boxes in one, or try other `columns` and `rows`.",
)
GRID = rule(
    "infographic/grid",
    Severity.ERROR,
    "The `columns` and `rows` of a flow hold all its boxes.",
    "Leave `columns` and `rows` out, or make one of them larger.",
)
YEARS = rule(
    "infographic/years",
    Severity.ERROR,
    "A timeline drawn to scale has a year in each of its moments, and the years ascend.",
    "Correct `when`, or use `spacing: even`.",
)
ALL_OR_NONE = rule(
    "infographic/uneven",
    Severity.WARNING,
    "Of the parts of a drawing all have a text, or none has.",
    "Write the text that is missing, or delete the others.",
)


def _blocks(reading: Reading) -> Iterator[tuple[str, InfographicBlock]]:
    """All blocks of all infographics with their paths."""
    for case in reading.publication.cases:
        for block in case.infographic.blocks:
            yield join("cases", case.id, "infographic/blocks", block.id), block


def arrows(reading: Reading) -> Iterator[Finding]:
    """Arrows that cannot be drawn, or would be drawn twice."""
    for path, block in _blocks(reading):
        if not isinstance(block, Flow):
            continue
        boxes = {box.id for box in block.boxes}
        labels: dict[tuple[str, str], str | None] = {}
        for number, arrow in enumerate(block.arrows, start=1):
            place = reading.at(join(path, "arrows", number))
            ends = (arrow.source, arrow.target)
            unknown = [end for end in ends if end not in boxes]
            if unknown:
                yield ARROW.at(place, f"there is no box `{unknown[0]}` in this flow")
            elif arrow.source == arrow.target:
                yield ARROW.at(place, f"this arrow leads from `{arrow.source}` to itself")
            elif ends in labels:
                yield ARROW.at(place, f"there is an arrow from `{ends[0]}` to `{ends[1]}` already")
            elif arrow.label and labels.get(ends[::-1]):
                yield EXCHANGE.at(place, f"“{arrow.label}” and “{labels[ends[::-1]]}” share one line")
            labels.setdefault(ends, arrow.label)


def boxes_of_flows(reading: Reading) -> Iterator[Finding]:
    """Boxes without arrows, and grids that are too small."""
    for path, block in _blocks(reading):
        if not isinstance(block, Flow):
            continue
        ends = {end for arrow in block.arrows for end in (arrow.source, arrow.target)}
        for box in block.boxes:
            if box.id not in ends:
                yield LONELY.at(reading.at(join(path, "boxes", box.id)), f"no arrow joins “{box.title}”")
        if block.columns and block.rows and block.columns * block.rows < len(block.boxes):
            cells = block.columns * block.rows
            yield GRID.at(reading.at(path), f"the grid has {cells} cells for {len(block.boxes)} boxes")


def crossings(reading: Reading) -> Iterator[Finding]:
    """Arrows that cross wherever the boxes are put."""
    for path, block in _blocks(reading):
        if not isinstance(block, Flow):
            continue
        joints = block.joints()
        pairs = tuple((start, end) for start, end, _ in joints)
        for first, second in arrange(len(block.boxes), pairs, block.columns, block.rows).crossings:
            names = (_name_arrow(block, pairs[first]), _name_arrow(block, pairs[second]))
            place = reading.at(join(path, "arrows", joints[second][2] + 1))
            yield CROSSING.at(place, f"the arrow {names[1]} crosses the one {names[0]}")


def _name_arrow(flow: Flow, arrow: tuple[int, int]) -> str:
    return f"from “{flow.boxes[arrow[0]].title}” to “{flow.boxes[arrow[1]].title}”"


def years(reading: Reading) -> Iterator[Finding]:
    """Without years in order there is no scale to draw to."""
    for path, block in _blocks(reading):
        if isinstance(block, Timeline) and block.spacing == "proportional" and years_of(block) is None:
            yield YEARS.at(reading.at(path), "these moments have no years that ascend")


def texts(reading: Reading) -> Iterator[Finding]:
    """One part without a text looks forgotten beside parts that have one."""
    for path, block in _blocks(reading):
        if isinstance(block, Hub | Icons | Timeline):
            parts: Sequence[Satellite | Sign | Moment] = block.items
            bare = [number for number, part in enumerate(parts, start=1) if not part.text]
            if 0 < len(bare) < len(parts):
                yield ALL_OR_NONE.at(
                    reading.at(join(path, "items", bare[0])), "this part has no text; others have one"
                )


CHECKS: tuple[Check, ...] = (arrows, boxes_of_flows, crossings, years, texts)
