"""What WeasyPrint's tags lack for PDF/UA-1 and for good reading aloud, repaired on the nodes.

Rules in brackets are clauses of ISO 14289-1. The link's words, languages and lists are read from the
tree itself; nothing here needs the HTML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pikepdf import Array, Name

from booklet.press.tree import Annotation, Node

LANGUAGE = "lang:"
"""Scheme of the pseudo-links by which templates mark a change of language: ``href="lang:de"``."""

Say = Callable[[int, int], str]
"""Page index and marked content id → words."""

INLINE = {"Span", "Link", "NonStruct"}
HEADINGS = {f"H{level}" for level in range(1, 7)}
HOLD_TEXT = HEADINGS | {"P", "LBody", "Lbl", "TD", "TH", "Caption", "Link", "Span"}
DISSOLVE_IN_SELF = HEADINGS | {"P", "Div", "Art"}
KEEP_EMPTY = {"TD", "TH", "TR", "LI", "LBody", "Document"}
POINTS_PER_PIXEL = 0.75


def repair(top: Node, section: str, say: Say, heights: Sequence[float]) -> list[Any]:
    """Repair the tree in place; returns the link annotations that have to leave their pages.

    ``heights`` are the trim heights of the pages in points; ``section`` makes table ids unique.
    """
    top.tag = "Sect"
    removed = [annotation for node in list(top.walk()) for annotation in _languages(node)]
    removed += [annotation for node in list(top.walk()) for annotation in _gather_links(node)]
    for node in top.walk():
        _gather_strays(node)
    for node in list(top.walk()):
        _wrap_item(node)
    _compact(top)
    for node in top.walk():
        _join_links(node)
        _number_list(node, say)
        _repair_row(node)
        _repair_caption(node)
        _repair_box(node, heights)
        _prefix_ids(node, section)
    for node in top.walk():
        _describe_links(node, say)
    return removed


def words_of(node: Node, say: Say) -> str:
    """All words below a node, alternative texts included, joined as they read."""
    return " ".join("".join(_said(node, say)).split())


def _said(node: Node, say: Say) -> Iterator[str]:
    if node.alt:
        yield node.alt
        return
    for kid in node.kids:
        if isinstance(kid, Node):
            yield from _said(kid, say)
        elif isinstance(kid, int) and node.page_index is not None:
            yield say(node.page_index, kid)


def target(annotation: Any) -> str:
    """Where a link goes: its URI, or ``#`` and the name of a destination."""
    if "/A" in annotation and "/URI" in annotation.A:
        return str(annotation.A.URI)
    return "#" + str(annotation.get("/Dest", ""))


def _languages(node: Node) -> Iterator[Any]:
    """Pseudo-links ``lang:xx`` become a Span (or Div) with /Lang [7.2]; yields their annotations.

    An element that is no link and has such a one is in the language itself.
    """
    kept: list[Node | int | Annotation] = []
    for kid in node.kids:
        if isinstance(kid, Annotation) and target(kid.object).startswith(LANGUAGE):
            if node.tag in ("Link", "NonStruct"):
                node.tag = "Span" if all(_inline(below) for below in node.kids) else "Div"
            node.language = target(kid.object).removeprefix(LANGUAGE)
            yield kid.object
        else:
            kept.append(kid)
    node.kids = kept


def _gather_links(node: Node) -> Iterator[Any]:
    """A word set off inside a link has an annotation of its own; leave one per link box [7.18.5]."""
    if node.tag != "Link":
        return
    own = [kid for kid in node.kids if isinstance(kid, Annotation)]
    for below in node.walk():
        if below is node:
            continue
        for kid in [kid for kid in below.kids if isinstance(kid, Annotation)]:
            below.kids.remove(kid)
            if any(_covers(outer.object.Rect, kid.object.Rect) for outer in own):
                yield kid.object
            else:
                own.append(kid)
                node.kids.insert(0, kid)
        if below.tag == "Link":
            below.tag = "Span"


def _covers(outer: Any, inner: Any) -> bool:
    """Whether a rectangle lies inside another one sidewise and overlaps it in height."""
    (left, right), (bottom, top) = sorted(map(float, outer[::2])), sorted(map(float, outer[1::2]))
    (at, end), (low, high) = sorted(map(float, inner[::2])), sorted(map(float, inner[1::2]))
    return left - 0.5 <= at and end <= right + 0.5 and low < top and high > bottom


def _inline(kid: Node | int | Annotation) -> bool:
    return not isinstance(kid, Node) or (kid.tag in INLINE and all(_inline(below) for below in kid.kids))


def _compact(node: Node) -> None:
    """Drop empty elements and those that mean nothing; text that lies in a mere box becomes a P."""
    if node.tag in {"Div", "Art", "Sect"} and node.kids and all(_inline(kid) for kid in node.kids):
        node.tag = "P"
    node.kids = [left for kid in node.kids for left in _dissolved(node, kid)]
    for kid in node.nodes:
        _compact(kid)
    node.kids = [
        kid
        for kid in node.kids
        if not isinstance(kid, Node) or kid.kids or kid.tag in KEEP_EMPTY or not kid.bare
    ]


def _dissolved(parent: Node, kid: Node | int | Annotation) -> Iterator[Node | int | Annotation]:
    """The kid itself, or its kids where its element says nothing in this parent."""
    if isinstance(kid, Node) and _means_nothing(parent, kid):
        if parent.page_index is None:
            parent.page_index = kid.page_index
        for below in kid.kids:
            yield from _dissolved(parent, below)
    else:
        yield kid


def _gather_strays(node: Node) -> None:
    """L holds items alone [7.2]: the spaces between items set in one line go to the item before."""
    if node.tag != "L":
        return
    items: list[Node | int | Annotation] = []
    for kid in node.kids:
        if isinstance(kid, Node) and kid.tag in {"LI", "L", "Caption"}:
            items.append(kid)
            continue
        before = [item for item in items if isinstance(item, Node) and item.tag == "LI"]
        if not before:
            before = [Node("LI", node.page_index)]
            items += before
        body = [part for part in before[-1].nodes if part.tag == "LBody"]
        (body or before)[-1].kids.append(kid)
    node.kids = items


def _means_nothing(parent: Node, kid: Node) -> bool:
    if not kid.bare:
        return False
    holds_content = any(not isinstance(below, Node) for below in kid.kids)
    if holds_content and not (parent.tag in HOLD_TEXT and parent.page_index == kid.page_index):
        return False
    if kid.tag == parent.tag == "Sect":
        return all(below.tag == "Figure" for below in kid.nodes) and not holds_content
    return kid.tag in {"NonStruct", "Span"} or (kid.tag == parent.tag and kid.tag in DISSOLVE_IN_SELF)


def _join_links(node: Node) -> None:
    """A link broken over lines is one link with a rectangle a line."""
    kids: list[Node | int | Annotation] = []
    for kid in node.kids:
        before = kids[-1] if kids else None
        if isinstance(kid, Node) and isinstance(before, Node) and _continues(before, kid):
            before.kids += kid.kids
        else:
            kids.append(kid)
    node.kids = kids


def _continues(before: Node, kid: Node) -> bool:
    if not before.tag == kid.tag == "Link" or before.page_index != kid.page_index:
        return False
    first = [below.object for below in before.kids if isinstance(below, Annotation)]
    second = [below.object for below in kid.kids if isinstance(below, Annotation)]
    if not first or not second or target(first[-1]) != target(second[0]):
        return False
    return max(map(float, second[0].Rect[1::2])) < max(map(float, first[-1].Rect[1::2]))


def _describe_links(node: Node, say: Say) -> None:
    """Each link annotation says the link's words [7.18.5]."""
    if node.tag != "Link":
        return
    lines: list[str] = []
    for kid in node.kids:
        if isinstance(kid, Annotation):
            lines.append("")
        elif isinstance(kid, Node):
            lines[-1:] = ["".join(lines[-1:]) + "".join(_said(kid, say))]
        elif node.page_index is not None:
            lines[-1:] = ["".join(lines[-1:]) + say(node.page_index, kid)]
    whole = ""
    for line in (line.strip() for line in lines):
        whole = whole[:-1] + line if whole.endswith("‐") else f"{whole} {line}".strip()
    for kid in node.kids:
        if isinstance(kid, Annotation):
            kid.object.Contents = whole or target(kid.object)


def _wrap_item(node: Node) -> None:
    """LI holds Lbl and LBody alone [7.2]."""
    if node.tag != "LI":
        return
    body = [kid for kid in node.kids if not isinstance(kid, Node) or kid.tag not in {"Lbl", "LBody"}]
    if body:
        parts = [kid for kid in node.kids if kid not in body]
        node.kids = [*parts, Node("LBody", node.page_index, body)]


def _number_list(node: Node, say: Say) -> None:
    """A list with labels says how they count [7.6]."""
    labels = [below for item in node.nodes for below in item.nodes if below.tag == "Lbl"]
    if node.tag == "L" and labels:
        counts = words_of(labels[0], say)[:1].isdigit()
        node.attributes = {"/O": Name.List, "/ListNumbering": Name.Decimal if counts else Name.Disc}


def _repair_row(node: Node) -> None:
    """Header cells say whether they head their column or their row [7.5]."""
    if node.tag != "TR":
        return
    mixed = any(cell.tag == "TD" for cell in node.nodes)
    for cell in node.nodes:
        if cell.tag == "TH":
            cell.attributes["/Scope"] = Name.Row if mixed else Name.Column


def _repair_caption(node: Node) -> None:
    """A caption beside a figure is a paragraph: inside it, the alternative text would silence it."""
    if node.tag != "Table":
        for kid in node.nodes:
            if kid.tag == "Caption":
                kid.tag = "P"


def _repair_box(node: Node, heights: Sequence[float]) -> None:
    """WeasyPrint writes a figure's box in pixels from the top; PDF counts points from the bottom [7.3]."""
    box = node.attributes.get("/BBox")
    if box is None or node.page_index is None:
        return
    left, top, right, bottom = (float(value) * POINTS_PER_PIXEL for value in box)
    height = heights[node.page_index]
    node.attributes["/BBox"] = Array([round(v, 3) for v in (left, height - bottom, right, height - top)])


def _prefix_ids(node: Node, section: str) -> None:
    """Table ids come from object numbers and repeat in each section; the section's id sets them apart."""
    if node.id is not None:
        node.id = f"{section}/{node.id}"
    if "/Headers" in node.attributes:
        headers = [f"{section}/{header}" for header in node.attributes["/Headers"]]
        if headers:
            node.attributes["/Headers"] = Array(headers)
        else:
            del node.attributes["/Headers"]
