"""The small diagram of a factsheet: one block of the case's infographic, drawn for a narrow column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from booklet.model.infographic import (
    Hub,
    Icons,
    Infographic,
    InfographicBlock,
    Numbers,
    Phase,
    Phases,
    Pillar,
    Pillars,
    Satellite,
    Sign,
    Table,
    Timeline,
)
from booklet.typeset.volume import text_mm

WIDTH_MM = 43.0
"""The width of the words beside their icon or number."""

GAIN_MM = 5.0
"""What the closest type of the layout gains in the side column against the most generous one (measured)."""

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

    kind: Literal["list", "steps", "pairs", "numbers", "moments"]
    title: str
    path: str
    entries: tuple[Entry, ...]

    @property
    def is_bare(self) -> bool:
        """Whether this is a table cut down to its row heads."""
        return self.kind == "pairs" and not self.entries[0].text

    @property
    def height_mm(self) -> float:
        """About how high the diagram is, its heading included."""
        heading = 6.6 + text_mm(len(self.title), 46, 11, 13)
        if self.kind == "numbers":
            return heading + sum(max(text_mm(len(e.text), 29, 8.25, 10.75), 6) + 2 for e in self.entries)
        gap = 3.9 if self.kind == "pairs" else 1.4
        words = (
            text_mm(len(e.title), WIDTH_MM, 8.75, 11) + text_mm(len(e.text), WIDTH_MM, 8.25, 10.75) + gap
            for e in self.entries
        )
        return heading + sum(words)


def choose_diagram(infographic: Infographic, room_mm: float) -> Diagram | None:
    """The block that fills the room best without exceeding it, in its full or its brief form.

    When none fits, the smallest one is given, if closer type may make room for it: the laid-out boxes
    decide, and the layout's steps say when it is dropped. ``None`` when no block has a small form, or none
    that even the closest type could make room for.
    """
    candidates = list(list_diagrams(infographic))
    fitting = [c for c in candidates if c.height_mm <= room_mm]
    if fitting:
        # Row heads without their rows say little: a brief table only stands where nothing else fits.
        return max(fitting, key=lambda c: (not c.is_bare, c.height_mm))
    smallest = min(candidates, key=lambda c: c.height_mm, default=None)
    return smallest if smallest and smallest.height_mm <= room_mm + GAIN_MM else None


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
    if isinstance(block, Pillars | Icons | Hub):
        icons = [item.icon for item in block.items]
        return Diagram("list", block.title, path, _entries(block.items, path, icons=icons, full=full))
    if isinstance(block, Phases):
        marks = [str(n) for n in range(1, len(block.items) + 1)]
        return Diagram("steps", block.title, path, _entries(block.items, path, marks=marks, full=full))
    if isinstance(block, Numbers):
        numbers = tuple(
            Entry("", i.label, "", i.value, f"{path}/items/{n}/value", f"{path}/items/{n}/label")
            for n, i in enumerate(block.items, 1)
        )
        return Diagram("numbers", block.title, path, numbers)
    if isinstance(block, Timeline):
        moments = tuple(
            Entry(i.when, i.title, "", "", f"{path}/items/{n}/when", f"{path}/items/{n}/title")
            for n, i in enumerate(block.items, 1)
        )
        return Diagram("moments", block.title, path, moments)
    if isinstance(block, Table):
        pairs = tuple(
            Entry(row[0], row[1] if full else "", "", "", f"{path}/rows/{n}/1", f"{path}/rows/{n}/2")
            for n, row in enumerate(block.rows, 1)
        )
        return Diagram("pairs", block.title, path, pairs)
    return None


def _entries(
    items: Sequence[Pillar | Sign | Satellite | Phase],
    path: str,
    *,
    full: bool,
    icons: Sequence[str] = (),
    marks: Sequence[str] = (),
) -> tuple[Entry, ...]:
    """An entry for every item, with an icon or a mark; ``full`` ones with their text."""
    made = []
    for index, item in enumerate(items):
        place = f"{path}/items/{index + 1}"
        text = (item.text or "") if full else ""
        icon = icons[index] if icons else ""
        mark = marks[index] if marks else ""
        made.append(Entry(item.title, text, icon, mark, f"{place}/title", f"{place}/text"))
    return tuple(made)
