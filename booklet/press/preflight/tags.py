"""The structure tree (ISO 32000-1, 14.7), flat and in reading order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pikepdf import Array, Pdf

from booklet.press.preflight.access import elements, entries, get, integer, key_of, name, root_of, text
from booklet.press.preflight.limits import MAX_STRUCTURE, TooMuchError
from booklet.press.preflight.pieces import Mark

MAX_LEVELS = 400


@dataclass
class Element:
    """An element: its role in standard terms, what is said in its place, and the contents it holds itself.

    ``order`` counts through the tree; ``contents`` are (page object, marked content), ``objects`` are
    annotations.
    """

    role: str
    order: int
    parent: int | None
    level: int
    alternative: str = ""
    actual: str = ""
    page: tuple[int, int] | None = None
    contents: list[tuple[tuple[int, int] | None, Mark]] = field(default_factory=list)
    objects: list[tuple[int, int]] = field(default_factory=list)
    has_scope: bool = False
    has_headers: bool = False


@dataclass
class Tree:
    """All elements in reading order, and what is wrong with the tree itself."""

    elements: list[Element] = field(default_factory=list)
    mistakes: list[str] = field(default_factory=list)
    roles: dict[str, str] = field(default_factory=dict)

    def inside(self, element: Element, *roles: str) -> bool:
        """Whether an element lies in one of a role."""
        above = element.parent
        while above is not None:
            parent = self.elements[above]
            if parent.role in roles:
                return True
            above = parent.parent
        return False


STANDARD = frozenset(
    {
        "Annot", "Art", "Artifact", "Aside", "BibEntry", "BlockQuote", "Caption", "Code", "Div", "Document",
        "DocumentFragment", "Em", "FENote", "Figure", "Form", "Formula", "H", "H1", "H2", "H3", "H4", "H5",
        "H6", "Index", "L", "LBody", "LI", "Lbl", "Link", "NonStruct", "Note", "P", "Part", "Private",
        "Quote", "RB", "RP", "RT", "Reference", "Ruby", "Sect", "Span", "Strong", "Sub", "TBody", "TD",
        "TFoot", "TH", "THead", "TOC", "TOCI", "TR", "Table", "Title", "WP", "WT", "Warichu",
    }
)  # fmt: skip
"""Structure types (ISO 32000-1, 14.8.4; ISO 32000-2, 14.8.4)."""


def read_tree(pdf: Pdf) -> Tree | None:
    """The structure tree; ``None`` without one. Raises :class:`~.limits.TooMuchError`."""
    top = get(root_of(pdf), "/StructTreeRoot")
    if top is None:
        return None
    tree = Tree(roles={key[1:]: name(value) for key, value in entries(get(top, "/RoleMap"))})
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[Any, int | None, int]] = [(kid, None, 0) for kid in reversed(_kids(top))]
    steps = 0
    while waiting:
        steps += 1
        if steps > MAX_STRUCTURE:
            raise TooMuchError(f"the structure tree has more than {MAX_STRUCTURE:,} entries")
        source, parent, level = waiting.pop()
        owner = tree.elements[parent] if parent is not None else None
        if _add_content(source, owner):
            continue
        key = key_of(source)
        if key is not None and key in seen:
            _mistake(tree, "an element stands twice in the structure tree")
            continue
        if level > MAX_LEVELS:
            _mistake(tree, "the structure tree is nested too deeply")
            continue
        if key is not None:
            seen.add(key)
        if get(source, "/S") is None:
            _mistake(tree, "an entry of the structure tree is no element")
            continue
        made = _element(source, tree, parent, level, owner)
        tree.elements.append(made)
        waiting += [(kid, made.order, level + 1) for kid in reversed(_kids(source))]
    return tree


def _mistake(tree: Tree, words: str) -> None:
    if words not in tree.mistakes:
        tree.mistakes.append(words)


def _kids(source: Any) -> list[Any]:
    kids = get(source, "/K")
    if kids is None:
        return []
    return elements(kids) if isinstance(kids, Array) else [kids]


def _add_content(source: Any, owner: Element | None) -> bool:
    """Take a marked content or an annotation into its element; whether it was one."""
    number = integer(source)
    if number is not None:
        if owner is not None:
            owner.contents.append((owner.page, (None, number)))
        return True
    kind = name(get(source, "/Type"))
    if kind == "MCR":
        number = integer(get(source, "/MCID"))
        if owner is not None and number is not None:
            page = key_of(get(source, "/Pg")) or owner.page
            owner.contents.append((page, (key_of(get(source, "/Stm")), number)))
        return True
    if kind == "OBJR":
        key = key_of(get(source, "/Obj"))
        if owner is not None and key is not None:
            owner.objects.append(key)
        return True
    return False


def _element(source: Any, tree: Tree, parent: int | None, level: int, owner: Element | None) -> Element:
    role = name(get(source, "/S"))
    for _ in range(10):
        if role in STANDARD or role not in tree.roles:
            break
        role = tree.roles[role]
    if role not in STANDARD:
        _mistake(tree, f"“{role[:40]}” is no structure type, and the role map does not explain it")
    page = key_of(get(source, "/Pg")) or (owner.page if owner else None)
    attributes = _attributes(source)
    return Element(
        role,
        len(tree.elements),
        parent,
        level,
        text(get(source, "/Alt")).strip(),
        text(get(source, "/ActualText")),
        page,
        has_scope=any(get(one, "/Scope") is not None for one in attributes),
        has_headers=any(get(one, "/Headers") is not None for one in attributes),
    )


def _attributes(source: Any) -> list[Any]:
    found = get(source, "/A")
    return elements(found) if isinstance(found, Array) else [found]
