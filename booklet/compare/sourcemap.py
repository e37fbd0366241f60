"""Where every block of a document stands on its pages, and in which line of which file it was written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from booklet.findings import Span
from booklet.model.pages import Box

FORMAT = 1
"""Version of the JSON form."""

SLACK_PT = 1.0
"""A word's centre may lie this far outside the box of the block that it belongs to."""


@dataclass(frozen=True)
class SourceMap:
    """Anchor (a content path) → its boxes, one a page that it reaches, and its place in the sources.

    An anchor need not have a span of its own: that of the nearest content path above it counts.
    """

    boxes: Mapping[str, tuple[Box, ...]] = field(default_factory=dict)
    spans: Mapping[str, Span] = field(default_factory=dict)

    @cached_property
    def _by_page(self) -> dict[int, list[tuple[float, str, Box]]]:
        pages: dict[int, list[tuple[float, str, Box]]] = defaultdict(list)
        for anchor, boxes in sorted(self.boxes.items()):
            for box in boxes:
                pages[box.page].append((box.width * box.height, anchor, box))
        for found in pages.values():
            # The smallest box first; of boxes of one size the longer path lies within the shorter.
            found.sort(key=lambda item: (item[0], -len(item[1]), item[1]))
        return dict(pages)

    def anchor_at(self, page: int, x: float, y: float) -> str:
        """The innermost anchor at a point of a 1-based page; empty when there is none."""
        for _, anchor, box in self._by_page.get(page, ()):
            inside_x = box.x - SLACK_PT <= x <= box.x + box.width + SLACK_PT
            if inside_x and box.y - SLACK_PT <= y <= box.y + box.height + SLACK_PT:
                return anchor
        return ""

    def span_of(self, anchor: str) -> Span | None:
        """The place in the sources of an anchor or of what it is a part of."""
        while anchor:
            if anchor in self.spans:
                return self.spans[anchor]
            anchor = anchor.rpartition("/")[0]
        return None

    def to_json(self) -> dict[str, Any]:
        """A plain JSON object: boxes are ``[page, x, y, width, height]``, spans ``file:line:column``."""
        return {
            "format": FORMAT,
            "anchors": {
                anchor: [[b.page, b.x, b.y, b.width, b.height] for b in boxes]
                for anchor, boxes in sorted(self.boxes.items())
            },
            "sources": {anchor: str(span) for anchor, span in sorted(self.spans.items())},
        }

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> SourceMap:
        """The inverse of :meth:`to_json` but for the lengths of spans.

        Raises ``KeyError``, ``TypeError`` or ``ValueError``.
        """
        if data["format"] != FORMAT:
            raise ValueError(f"a map of format {data['format']} cannot be read")
        boxes = {
            str(anchor): tuple(Box(int(page), *(float(value) for value in box)) for page, *box in found)
            for anchor, found in data["anchors"].items()
        }
        return SourceMap(boxes, {str(anchor): _span(at) for anchor, at in data["sources"].items()})


def _span(text: str) -> Span:
    file, line, column = text.rsplit(":", 2)
    return Span(file, int(line), int(column))


@dataclass(frozen=True)
class Source:
    """A document to be compared: what the user calls it, its bytes, and its map when there is one."""

    name: str
    data: bytes
    map: SourceMap | None = None
