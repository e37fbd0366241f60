"""Where every anchor fell on the pages of a document that was built, kept in the cache by its digest.

So a comparison knows which line of which file stands behind a word, for any document that this project has
built, wherever the file has been since. A map that is missing costs the source lines and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from booklet.build.store import Store
from booklet.model.pages import Box, PageFacts

if TYPE_CHECKING:
    from booklet.compare.sourcemap import SourceMap
    from booklet.findings import Span

Boxes = Mapping[str, tuple[Box, ...]]
"""Anchor → its boxes, one a page that it reaches."""


def collect_boxes(sections: Iterable[tuple[int, Iterable[PageFacts]]]) -> dict[str, tuple[Box, ...]]:
    """The boxes of a document: for every section the 0-based index of its first page, and its pages."""
    found: dict[str, tuple[Box, ...]] = {}
    for start, pages in sections:
        for index, facts in enumerate(pages, start + 1):
            for anchor, box in facts.anchors.items():
                placed = Box(index, box.x, box.y, box.width, box.height)
                found[anchor] = (*found.get(anchor, ()), placed)
    return found


def keep_boxes(store: Store, sha256: str, boxes: Boxes) -> None:
    """Keep the boxes of a document, if they are not kept already."""
    from booklet.compare.sourcemap import SourceMap

    if boxes and not store.has(_key(sha256)):
        store.write(_key(sha256), {"map": SourceMap(boxes).to_json()})


def find_map(store: Store, sha256: str, spans: Mapping[str, Span]) -> SourceMap | None:
    """The map of a document with the places in the sources; ``None`` when nobody knows."""
    from booklet.compare.sourcemap import SourceMap

    record = store.read(_key(sha256))
    try:
        return SourceMap(SourceMap.from_json((record or {})["map"]).boxes, spans)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _key(sha256: str) -> str:
    return f"map-{sha256}"
