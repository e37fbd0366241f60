"""What the tags of a page say of its contents, in the words of SVG and ARIA.

An artifact is hidden from assistive technology, a figure carries its alternative text, a heading its
level, a link its address, and words of another language say so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import quoteattr

import pikepdf
from pikepdf import Pdf

_HEADING = re.compile(r"/H([1-6])$")
_ADDRESS = re.compile(r"(https?|mailto):")


@dataclass(frozen=True)
class Tag:
    """The element in which marked content is wrapped; ``key`` tells equal elements from the same one."""

    opening: str = ""
    closing: str = ""
    key: tuple[int, ...] = ()


PLAIN = Tag()
ARTIFACT = Tag('<g aria-hidden="true">', "</g>")


class Marks:
    """The tags of a document, looked up by the number of the content stream and of the content in it."""

    def __init__(self, pdf: Pdf) -> None:
        self._parents: dict[int, Any] = {}
        self._tags: dict[tuple[int, int], Tag] = {}
        root: Any = pdf.Root.get("/StructTreeRoot")
        if root is not None and "/ParentTree" in root:
            self._parents = {int(key): value for key, value in pikepdf.NumberTree(root.ParentTree).items()}

    def tag(self, stream_key: int | None, mcid: int) -> Tag:
        """The tag of one marked content; ``stream_key`` is the /StructParents of its stream."""
        parents = self._parents.get(-1 if stream_key is None else stream_key)
        if not isinstance(parents, pikepdf.Array) or mcid >= len(parents):
            return PLAIN
        element: Any = parents[mcid]
        if not isinstance(element, pikepdf.Dictionary):
            return PLAIN
        if element.objgen not in self._tags or element.objgen == (0, 0):
            self._tags[element.objgen] = _read_tag(element)
        return self._tags[element.objgen]


def _read_tag(element: Any) -> Tag:
    """The tag that the ancestors of an element ask for, the outermost kind first."""
    language = ""
    name, attributes, key = "", "", element.objgen
    while isinstance(element, pikepdf.Dictionary) and element.get("/Type") != "/StructTreeRoot":
        kind = str(element.get("/S", ""))
        heading = _HEADING.match(kind)
        if kind == "/Figure" and "/Alt" in element:
            name, attributes, key = "g", f' role="img" aria-label={_quoted(element.Alt)}', element.objgen
        elif kind == "/Link" and (address := _address(element)):
            name, attributes, key = "a", f" href={_quoted(address)}", element.objgen
        elif heading and name in {"", "g"}:
            name, key = "g", element.objgen
            attributes = f' role="heading" aria-level="{heading[1]}"'
        elif "/Lang" in element and not language and kind != "/Document":
            language = f" lang={_quoted(element.Lang)}"
            key = key if name else element.objgen
        element = element.get("/P")
    if not name and not language:
        return PLAIN
    name = name or "g"
    return Tag(f"<{name}{attributes}{language}>", f"</{name}>", tuple(key))


def _quoted(value: Any) -> str:
    return quoteattr(" ".join(str(value).split()))


def _address(link: Any) -> str:
    """The web address of a Link element's annotation; nothing for links within the document."""
    kids = link.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR":
            action: Any = kid.Obj.get("/A")
            address = str(action.get("/URI", "")) if action is not None else ""
            if _ADDRESS.match(address):
                return address
    return ""
