"""Zones: boxes of fixed size on a sheet whose texts have to fit, measured on the laid-out boxes.

A zone is an element with ``data-zone="NAME"`` and a height. Inside it, ``data-room="N"`` on an element with
an id says for how many characters that text is budgeted, and ``data-air="N"`` that N shares of the space
left over are added above it. Like :mod:`~booklet.typeset.boxes` this works on the engine's internal
structure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from weasyprint.formatting_structure import boxes as wp
from weasyprint.layout.absolute import AbsolutePlaceholder

from booklet.findings import Severity, rule
from booklet.model.pages import Fault

PT_PER_PX = 0.75
TOLERANCE_PX = 1.0
"""As in :mod:`~booklet.typeset.boxes`."""

AIR_LIMIT_PX = 4 * 96 / 25.4
"""A share of space is at most 4 mm: beyond that the parts of a zone no longer look as if they belonged."""

ZONE_OVERSET = rule(
    "fit/overset",
    Severity.ERROR,
    "The texts of a sheet do not fit their zone, at none of the steps that the layout allows.",
    "Shorten the text that is named, or another one of the same zone; `booklet fit CASE` shows every step.",
)


@dataclass
class Text:
    """A budgeted text of a zone: how many characters it may have, and has."""

    anchor: str
    room: int
    characters: int = 0

    @property
    def excess(self) -> int:
        """By how many characters it is over its budget; negative when it keeps it."""
        return self.characters - self.room


@dataclass
class Zone:
    """A zone as it was laid out; lengths in px."""

    name: str
    anchor: str | None
    height: float
    used: float
    characters: int = 0
    gaps: int = 0
    texts: list[Text] = field(default_factory=list)
    wide: list[tuple[str | None, str]] = field(default_factory=list)

    @property
    def filled(self) -> float:
        """The used share of the height."""
        return self.used / self.height if self.height > 0 else 0.0

    @property
    def over(self) -> float:
        """What does not fit, in px; zero when all fits."""
        over = self.used - self.height
        return over if over > TOLERANCE_PX else 0.0

    def say(self) -> str:
        """What is wrong with the zone, in words; empty when nothing is."""
        if self.over:
            share = round(self.characters * self.over / self.used)
            over = f"{self.over * PT_PER_PX:.0f} pt"
            return f"the {self.name} zone is {over} too high (about {share} characters)"
        if self.wide:
            return f"“{self.wide[0][1]}” is too wide for the {self.name} zone"
        return ""


def measure(box: Any, name: str, anchor: str | None, lines: Iterable[Any]) -> Zone:
    """The zone that a laid-out box is; ``lines`` are the lines of text within it."""
    top = box.content_box_y()
    reach = max((_bottom(child) for child in box.children), default=top)
    zone = Zone(name, anchor, float(box.height), float(max(reach - top, 0.0)))
    zone.texts = [Text(*found) for found in _budgets(box)]
    zone.gaps = sum(int(inner.element.get("data-air", 0)) for inner in _elements(box))
    zone.wide = [(line.anchor, line.text.strip()[:40]) for line in lines if line.over_px > TOLERANCE_PX]
    for line in lines:
        count = len(line.text)
        zone.characters += count
        for text in zone.texts:
            if line.anchor == text.anchor or (line.anchor or "").startswith(f"{text.anchor}/"):
                text.characters += count
    return zone


def find_zone_faults(zones: Iterable[Zone], page: int) -> Iterator[Fault]:
    """A fault for every zone that does not hold its texts.

    It names the text that is most over its budget, or, when all keep theirs, the longest one.
    """
    for zone in zones:
        if zone.over:
            words = zone.say()
            culprit = max(zone.texts, key=lambda t: (max(t.excess, 0), t.characters), default=None)
            if culprit is not None and culprit.excess > 0:
                words += f"; this text has {culprit.characters} characters where {culprit.room} are planned"
            elif culprit is not None:
                words += f"; this text is its longest, with {culprit.characters} characters"
            yield Fault(ZONE_OVERSET.id, words, page, culprit.anchor if culprit else zone.anchor)
        for anchor, text in zone.wide:
            words = f"“{text}” is too wide for the {zone.name} zone"
            yield Fault(ZONE_OVERSET.id, words, page, anchor or zone.anchor)


def share_air(zones: Iterable[Zone]) -> Mapping[str, float]:
    """Name of a zone → the px of one share of the space left over; zones without such are left out."""
    shared: dict[str, float] = {}
    for zone in zones:
        free = zone.height - zone.used
        if zone.gaps and free > zone.gaps:
            # A twentieth of a px is kept back, so that rounding never makes the sheet overflow.
            shared[zone.name] = round(min(free / zone.gaps, AIR_LIMIT_PX) - 0.05, 2)
    return shared


def spread(page_box: Any, shared: Mapping[str, float]) -> None:
    """Move the boxes of a laid-out page so that every element marked ``data-air`` gets its space above.

    What comes after it in its zone moves along. A box that holds such an element keeps its height, so it
    must not be painted.
    """
    for box in _descend(page_box):
        name = _mark(box, "data-zone")
        if name in shared:
            _push(box.children, 0.0, shared[name])


def _push(boxes: Iterable[Any], moved: float, share: float) -> float:
    """Move boxes down by what those before them were moved, and more; returns how far the last one was."""
    for child in boxes:
        inner = child._box if isinstance(child, AbsolutePlaceholder) else child
        moved += int(_mark(inner, "data-air") or 0) * share
        if any(_mark(box, "data-air") for box in _descend(inner)):
            _move(inner, moved)
            moved = _push(inner.children, moved, share)
        else:
            _move_all(inner, moved)
    return moved


def _move_all(box: Any, by: float) -> None:
    _move(box, by)
    for child in box.all_children():
        _move_all(child._box if isinstance(child, AbsolutePlaceholder) else child, by)


def _move(box: Any, by: float) -> None:
    """Move a box alone, with its background, whose place the engine has settled already."""
    box.position_y += by
    background = getattr(box, "background", None)
    if background is not None:
        layers = [_lower(layer, by) for layer in background.layers]
        box.background = background._replace(layers=layers)


def _lower(layer: Any, by: float) -> Any:
    """A layer of a background with its areas (x, y, width, height, …) further down."""
    changes: dict[str, Any] = {"clipped_boxes": [(x, y + by, *rest) for x, y, *rest in layer.clipped_boxes]}
    for name in ("painting_area", "positioning_area"):
        area = getattr(layer, name)
        if not isinstance(area, str):  # the engine writes “unused” where a layer has no picture
            x, y, *rest = area
            changes[name] = (x, y + by, *rest)
    return layer._replace(**changes)


def _mark(box: Any, name: str) -> str:
    """An attribute of the element that a box is made for; empty where there is none."""
    if box.element is None or "::" in box.element_tag or isinstance(box, wp.LineBox | wp.TextBox):
        return ""
    return str(box.element.get(name) or "")


def _elements(box: Any) -> Iterator[Any]:
    """The boxes of elements within a box, each element once."""
    seen: set[int] = set()
    for inner in _descend(box):
        if inner.element is not None and id(inner.element) not in seen and "::" not in inner.element_tag:
            seen.add(id(inner.element))
            yield inner


def _descend(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        inner = child._box if isinstance(child, AbsolutePlaceholder) else child
        yield inner
        yield from _descend(inner)


def _budgets(box: Any) -> Iterator[tuple[str, int]]:
    for inner in _elements(box):
        name, room = inner.element.get("id"), inner.element.get("data-room")
        if name and room:
            yield name, int(room)


def _bottom(box: Any) -> float:
    """The lower end of what a box shows, without what is placed absolutely."""
    if isinstance(box, AbsolutePlaceholder):
        return float("-inf")
    if isinstance(box, wp.LineBox):
        return float(box.position_y + box.height)
    if isinstance(box, wp.ParentBox):
        own = float(box.border_box_y() + box.border_height())
        return max([own, *(_bottom(child) for child in box.children)])
    return float(box.position_y + box.margin_height())
