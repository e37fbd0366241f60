"""What an SVG picture is written on: layers of elements, runs of text, and shared definitions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from xml.sax.saxutils import escape

from booklet.press.svg_geometry import (
    EVERYWHERE,
    UNIT,
    Box,
    Matrix,
    Segment,
    box_path,
    contains,
    intersect,
    is_void,
    write,
    write_matrix,
    write_path,
)
from booklet.press.svg_marks import PLAIN, Tag

GAP_EM = 0.12
"""Runs on one line that are nearer than this belong to one phrase: a space is a glyph of its own."""


class Definitions:
    """Elements that others refer to. Equal ones are kept once; numbers follow their first use."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self._numbers: dict[str, int] = {}

    def refer(self, template: str) -> str:
        """The id of an element whose text has ``{id}`` where its own id comes."""
        number = self._numbers.setdefault(template, len(self._numbers) + 1)
        return f"{self.prefix}-{number}"

    def written(self) -> list[str]:
        """All elements, in the order of their first use."""
        return [
            text.replace("{id}", f"{self.prefix}-{number}", 1) for text, number in self._numbers.items()
        ]


@dataclass(frozen=True)
class Clip:
    """What is left to draw on: a box, and the id of the last of nested shapes, if there are any."""

    box: Box = EVERYWHERE
    shape: str = ""

    def within(self, box: Box) -> Clip:
        """The clip and a box."""
        return replace(self, box=intersect(self.box, box))

    def within_shape(self, segments: Sequence[Segment], *, even_odd: bool, shared: Definitions) -> Clip:
        """The clip and any path; an empty path leaves nothing."""
        rule = ' clip-rule="evenodd"' if even_odd else ""
        path = f'<path{rule} d="{write_path(segments)}"/>'
        return replace(self, shape=shared.refer(f'<clipPath id="{{id}}"{self._nested()}>{path}</clipPath>'))

    def hides(self, box: Box) -> bool:
        """Whether nothing of a box is left to see."""
        return is_void(intersect(self.box, box))

    def attribute(self, box: Box, view: Box, shared: Definitions) -> str:
        """What an element with these bounds has to say; nothing when all that can be seen is inside."""
        if contains(self.box, intersect(box, view)):
            return self._nested()
        seen = intersect(self.box, view)
        if is_void(seen):
            seen = (0.0, 0.0, 0.0, 0.0)
        path = f'<path d="{write_path(box_path(seen))}"/>'
        made = shared.refer(f'<clipPath id="{{id}}"{self._nested()}>{path}</clipPath>')
        return f' clip-path="url(#{made})"'

    def _nested(self) -> str:
        return f' clip-path="url(#{self.shape})"' if self.shape else ""


@dataclass(frozen=True)
class Span:
    """Characters with one look. ``places`` are their positions along the baseline, in the run's units."""

    look: str
    characters: str
    places: tuple[float, ...]


@dataclass
class Run:
    """Text on one baseline. ``matrix`` is that of the text without position, ``size`` the font's.

    ``start`` and ``end`` are along the baseline from ``origin``. Upright text (``matrix`` is nothing) is
    written with positions of the page, other text in coordinates of its own.
    """

    matrix: Matrix | None
    size: float
    origin: tuple[float, float]
    end: float
    attributes: str
    spans: list[Span] = field(default_factory=list)

    def offset(self, other: Run) -> float | None:
        """Where along this baseline another run begins; nothing when it does not go on where this ends."""
        if _rounded(self.matrix) != _rounded(other.matrix):
            return None
        a, b, c, d = (self.matrix or UNIT)[:4]
        x, y = other.origin[0] - self.origin[0], other.origin[1] - self.origin[1]
        along, across = (d * x - c * y) / (a * d - b * c), (a * y - b * x) / (a * d - b * c)
        near = abs(across) < 0.002 and abs(along - self.end) <= GAP_EM * self.size
        return along if near else None

    def takes(self, other: Run) -> bool:
        """Take over a run that goes on where this one ends; says whether it did."""
        offset = self.offset(other)
        mine = (round(self.size, 3), self.attributes)
        if offset is None or mine != (round(other.size, 3), other.attributes):
            return False
        self.spans += [
            replace(span, places=tuple(place + offset for place in span.places)) for span in other.spans
        ]
        self.end = other.end + offset
        return True

    def written(self) -> str:
        """The text element. The positions of characters stand in the innermost element."""
        left, top = (0.0, 0.0) if self.matrix else self.origin
        place = f' y="{write(top)}"' if top else ""
        if self.matrix:
            turned = (*self.matrix[:4], *self.origin)
            place = f' transform="{write_matrix(turned)}"'
        opening = f'<text{place} font-size="{write(self.size)}"{self.attributes}'
        spans = [_written_span(look, list(parts), left) for look, parts in _grouped(self.spans)]
        if len(spans) == 1:
            return f"{opening}{spans[0].removeprefix('<tspan').removesuffix('</tspan>')}</text>"
        return f"{opening}>{''.join(spans)}</text>"


def _rounded(matrix: Matrix | None) -> tuple[float, ...]:
    return tuple(round(value, 5) for value in matrix or ())


def _grouped(spans: Sequence[Span]) -> Iterator[tuple[str, Iterator[Span]]]:
    """Neighbours of one look; a character outside the basic plane stands alone, for it counts as two."""
    looks = groupby(
        spans, key=lambda span: (span.look, any(ord(char) > 0xFFFF for char in span.characters))
    )
    for (look, far), parts in looks:
        if far:
            yield from ((look, iter([part])) for part in parts)
        else:
            yield look, parts


def _written_span(look: str, parts: list[Span], left: float) -> str:
    places = " ".join(write(left + place, 2) for part in parts for place in part.places)
    return f'<tspan x="{places}"{look}>{escape("".join(part.characters for part in parts))}</tspan>'


class Layer:
    """Elements in the order in which they are painted, each with the tag it stands under."""

    def __init__(self) -> None:
        self._items: list[tuple[Tag, str | Run]] = []

    def add(self, tag: Tag, element: str) -> None:
        """Add an element."""
        self._items.append((tag, element))

    def add_run(self, tag: Tag, run: Run) -> None:
        """Add text, to the text before it when it goes on there."""
        if self._items:
            last_tag, last = self._items[-1]
            if isinstance(last, Run) and last_tag == tag and last.takes(run):
                return
        self._items.append((tag, run))

    def written(self) -> str:
        """All elements, one a line; neighbours under one tag are wrapped together.

        Between two runs that may make one word, as of a link and the full stop after it, is no line break:
        so the words of the file are those of the page.
        """
        breaks = self._breaks()
        parts: list[str] = []
        open_tag = PLAIN
        for (tag, item), line in zip(self._items, breaks, strict=True):
            ends, wraps = ("", "") if tag == open_tag else (open_tag.closing, tag.opening)
            parts.append(f"{ends}{line}{wraps}{item.written() if isinstance(item, Run) else item}")
            open_tag = tag
        return "".join(parts) + open_tag.closing

    def _breaks(self) -> list[str]:
        """What stands before each item: a line break, or nothing from a run to the one it goes on with."""
        breaks = ["", *["\n"] * (len(self._items) - 1)][: len(self._items)]
        last: tuple[int, Run] | None = None
        for index, (_, item) in enumerate(self._items):
            if isinstance(item, Run):
                if last and last[1].offset(item) is not None:
                    breaks[last[0] + 1 : index + 1] = [""] * (index - last[0])
                last = index, item
        return breaks
