"""The small diagram of a factsheet: one block of the case's infographic, drawn for a narrow column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from booklet.model.infographic import Infographic, InfographicBlock
from booklet.typeset.volume import text_mm

WIDTH_MM = 43.0
"""The width of the words beside their icon or number."""

Form = Literal["full", "brief"]


@dataclass(frozen=True)
class Entry:
    """A line of a small diagram: a mark (icon, number or year), its words, and more words below."""

    title: str
    text: str = ""
    icon: str = ""
    mark: str = ""
    title_path: str = ""
    text_path: str = ""


@dataclass(frozen=True)
class Diagram:
    """A block in its small form; ``path`` is relative to the case."""

    kind: Literal["list", "steps", "pairs", "numbers"]
    title: str
    path: str
    entries: tuple[Entry, ...]

    @property
    def height_mm(self) -> float:
        """About how high the diagram is, its heading included."""
        heading = 6.6 + text_mm(len(self.title), 46, 11, 13)
        if self.kind == "numbers":
            return heading + sum(max(text_mm(len(e.text), 32, 8.25, 10.75), 6) + 2 for e in self.entries)
        gap = 3.9 if self.kind == "pairs" else 1.4
        words = (
            text_mm(len(e.title), WIDTH_MM, 8.75, 11) + text_mm(len(e.text), WIDTH_MM, 8.25, 10.75) + gap
            for e in self.entries
        )
        return heading + sum(words)


def choose_diagram(infographic: Infographic, room_mm: float) -> Diagram | None:
    """The block that fills the room best without exceeding it, in its full or its brief form.

    When none fits, the smallest one is given: the laid-out boxes decide, and the layout's steps say when it
    is dropped. ``None`` when no block has a small form.
    """
    candidates = list(list_diagrams(infographic))
    fitting = [c for c in candidates if c.height_mm <= room_mm]
    if fitting:
        return max(fitting, key=lambda c: c.height_mm)
    return min(candidates, key=lambda c: c.height_mm, default=None)


def list_diagrams(infographic: Infographic) -> Iterator[Diagram]:
    """Every small form of every block that has one."""
    for block in infographic.blocks:
        for form in ("full", "brief"):
            made = _small(block, "full" if form == "full" else "brief")
            if made is not None:
                yield made


def _small(block: InfographicBlock, form: Form) -> Diagram | None:
    path = f"infographic/blocks/{block.id}"
    full = form == "full"
    items = f"{path}/items"
    if block.type in ("pillars", "icons", "hub"):
        entries = tuple(
            Entry(i.title, (i.text or "") if full else "", i.icon, "", f"{items}/{n}/title", f"{items}/{n}/text")
            for n, i in enumerate(block.items, 1)
        )
        return Diagram("list", block.title, path, entries)
    if block.type == "phases":
        entries = tuple(
            Entry(i.title, i.text if full else "", "", str(n), f"{items}/{n}/title", f"{items}/{n}/text")
            for n, i in enumerate(block.items, 1)
        )
        return Diagram("steps", block.title, path, entries)
    if block.type == "numbers":
        entries = tuple(
            Entry("", i.label, "", i.value, f"{items}/{n}/value", f"{items}/{n}/label")
            for n, i in enumerate(block.items, 1)
        )
        return Diagram("numbers", block.title, path, entries)
    if block.type == "table" and full and len(block.columns) == 2:
        entries = tuple(
            Entry(row[0], row[1], "", "", f"{path}/rows/{n}/1", f"{path}/rows/{n}/2")
            for n, row in enumerate(block.rows, 1)
        )
        return Diagram("pairs", block.title, path, entries)
    return None
