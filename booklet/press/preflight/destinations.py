"""Where links, bookmarks and actions lead (ISO 32000-1, 12.3.2 and 12.6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pikepdf import Array, Name, Pdf, String

from booklet.press.preflight.access import (
    elements,
    get,
    has_keys,
    integer,
    key_of,
    leaves,
    name,
    one_or_more,
    reach,
    root_of,
    text,
)
from booklet.press.preflight.limits import MAX_DEPTH, MAX_ENTRIES
from booklet.press.preflight.pages import Page

HARMFUL = frozenset(
    {"JavaScript", "Launch", "SubmitForm", "ImportData", "ResetForm", "Rendition", "Movie", "Sound",
     "GoToE", "GoTo3DView", "SetOCGState", "RichMediaExecute"}
)  # fmt: skip
"""Actions that do more than show another place."""


class Destinations:
    """The named destinations of a file, and its pages."""

    def __init__(self, pdf: Pdf, numbers: dict[tuple[int, int], int]) -> None:
        root = root_of(pdf)
        self._numbers = numbers
        tree = get(get(root, "/Names"), "/Dests")
        self._named = {
            bytes(key): value for key, value in leaves(tree, "/Names") if isinstance(key, String)
        }
        self._old = get(root, "/Dests")

    def problem(self, target: Any) -> str:
        """Why a destination leads nowhere, in words; empty when it leads to a page of the file."""
        for _ in range(10):
            if isinstance(target, String):
                said = text(target)[:80]
                if bytes(target) not in self._named:
                    return f"the destination “{said}” does not exist"
                target = self._named[bytes(target)]
            elif isinstance(target, Name):
                found = get(self._old, str(target))
                if found is None:
                    return f"the destination “{name(target)[:80]}” does not exist"
                target = found
            elif has_keys(target):
                target = get(target, "/D")
            else:
                break
        if not isinstance(target, Array) or not elements(target):
            return "the destination is no page"
        page = elements(target)[0]
        if integer(page) is not None:
            return "" if 0 <= page < len(self._numbers) else f"page {page + 1} does not exist"
        return "" if key_of(page) in self._numbers else "the page it leads to is not in the file"


@dataclass(frozen=True)
class Action:
    """An action and where it is: its kind, its dictionary, its page (1-based) and annotation."""

    kind: str
    source: Any
    page: int | None = None
    annotation: Any = None


def annotations_of(page: Page) -> list[Any]:
    """The annotations of a page."""
    return [one for one in elements(get(page.object, "/Annots")) if has_keys(one)]


def _chain(source: Any, page: int | None, annotation: Any) -> Iterator[Action]:
    """An action and those that come after it."""
    seen: set[tuple[int, int]] = set()
    waiting = [source]
    for _ in range(MAX_ENTRIES):
        if not waiting:
            return
        action = waiting.pop()
        key = key_of(action)
        if not has_keys(action) or key in seen:
            continue
        if key is not None:
            seen.add(key)
        yield Action(name(get(action, "/S")), action, page, annotation)
        if len(waiting) < 100:
            waiting += one_or_more(get(action, "/Next"))


def list_actions(pdf: Pdf, pages: tuple[Page, ...]) -> Iterator[Action]:
    """All actions of a file but those of bookmarks."""
    root = root_of(pdf)
    yield from _chain(get(root, "/OpenAction"), None, None)
    yield from _triggers(root, None, None)
    for _, script in leaves(reach(root, "/Names", "/JavaScript"), "/Names"):
        yield from _chain(script, None, None)
    for page in pages:
        yield from _triggers(page.object, page.number, None)
        for annotation in annotations_of(page):
            yield from _chain(get(annotation, "/A"), page.number, annotation)
            yield from _triggers(annotation, page.number, annotation)


def _triggers(source: Any, page: int | None, annotation: Any) -> Iterator[Action]:
    found = get(source, "/AA")
    for key in ("/O", "/C", "/E", "/X", "/D", "/U", "/Fo", "/Bl", "/PO", "/PC", "/PV", "/PI", "/K", "/F",
                "/V", "/WC", "/WS", "/DS", "/WP", "/DP"):  # fmt: skip
        yield from _chain(get(found, key), page, annotation)


def list_bookmarks(pdf: Pdf) -> Iterator[Any]:
    """The bookmarks of a file, each once."""
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[Any, int]] = [(get(get(root_of(pdf), "/Outlines"), "/First"), 0)]
    count = 0
    while waiting and count < MAX_ENTRIES:
        item, depth = waiting.pop()
        key = key_of(item)
        if not has_keys(item) or depth > MAX_DEPTH or (key is not None and key in seen):
            continue
        if key is not None:
            seen.add(key)
        count += 1
        yield item
        waiting.append((get(item, "/Next"), depth))
        waiting.append((get(item, "/First"), depth + 1))
