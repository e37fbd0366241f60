"""Underlines of links: on a screen they show where to click, on paper they only disturb the reading.

Nothing else of a page moves: print and screen show the same lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Name, Pdf

_MARKED = re.compile(rb"/MCID\s+(\d+)\s*>>\s*BDC(.*?)(?<!\S)EMC(?!\S)", re.DOTALL)
_NUMBERS = rb"(?:-?[\d.]+\s+)"
_UNDERLINE = re.compile(
    rb"(?<!\S)q\s+(?:/\S+\s+gs\s+)?"
    + rb"%b{3}RG\s+%b{1}w\s+%b{2}m\s+%b{2}l\s+S\s+Q(?!\S)" % ((_NUMBERS,) * 4)
)
"""A line as the typesetter draws it under words: its colour, width and both ends."""


def drop_underlines(data: bytes, links: frozenset[int]) -> bytes:
    """A content stream without the lines drawn within marked content of these numbers."""
    if not links:
        return data
    return _MARKED.sub(
        lambda mark: _UNDERLINE.sub(b"", mark[0]) if int(mark[1]) in links else mark[0], data
    )


def find_links(pdf: Pdf, page: Any) -> frozenset[int]:
    """The numbers of a page's marked content that is part of links; none where nothing is tagged."""
    tree = pdf.Root.get("/StructTreeRoot")
    if tree is None or "/ParentTree" not in tree or "/StructParents" not in page:
        return frozenset()
    parents: Any = pikepdf.NumberTree(tree.ParentTree).get(int(page.StructParents), [])
    return frozenset(number for number, element in enumerate(parents) if _is_link(element))


def _is_link(element: Any) -> bool:
    return any(found.get("/S") == Name.Link for found in _climb(element))


def _climb(element: Any) -> Iterator[Any]:
    """An element of the structure and all that hold it. (Damaged files may lead in a circle.)"""
    for _ in range(100):
        if not isinstance(element, pikepdf.Dictionary):
            return
        yield element
        element = element.get("/P")
