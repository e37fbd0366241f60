"""The structure tree of a tagged PDF as plain nodes: read it, change it freely, write it back.

Writing makes new elements, a new ParentTree and a new IDTree from the nodes alone, so the three agree
by construction (ISO 32000-1, 14.7). Elements of other kinds than those WeasyPrint writes are refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, String

Object = Any
"""A pikepdf object; pikepdf's own types are looser than its documentation."""


@dataclass(frozen=True, eq=False)
class Annotation:
    """A reference from the tree to an annotation (a link) of the page with this 0-based index."""

    object: Object
    page_index: int


@dataclass(eq=False)
class Node:
    """A structure element. Whole numbers among ``kids`` are marked contents of page ``page_index``."""

    tag: str
    page_index: int | None = None
    kids: list[Node | int | Annotation] = field(default_factory=list)
    attributes: dict[str, Object] = field(default_factory=dict)
    alt: str | None = None
    id: str | None = None
    language: str | None = None

    @property
    def nodes(self) -> list[Node]:
        """The elements among the kids."""
        return [kid for kid in self.kids if isinstance(kid, Node)]

    @property
    def bare(self) -> bool:
        """Whether the element says nothing besides its tag."""
        return not (self.attributes or self.alt or self.id or self.language)

    def walk(self) -> Iterator[Node]:
        """This element and all below it, parents first."""
        yield self
        for kid in self.nodes:
            yield from kid.walk()

    def contents(self) -> Iterator[tuple[int, int]]:
        """(page index, marked content id) of everything below, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.contents()
            elif isinstance(kid, int) and self.page_index is not None:
                yield self.page_index, kid


def read_tree(pdf: Pdf) -> Node:
    """The Document element and everything below it. Raises ``ValueError`` for a tree that is no tree."""
    pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    roots = pdf.Root.StructTreeRoot.get("/K")
    top = roots[0] if isinstance(roots, Array) and len(roots) == 1 else roots
    if not isinstance(top, Dictionary) or top.get("/S") != Name.Document:
        raise ValueError("its structure does not begin with one Document element")
    return _read(top, pages, 0)


def _read(element: Object, pages: dict[tuple[int, int], int], depth: int) -> Node:
    if depth > 200:
        raise ValueError("its structure is nested without end")
    page = element.get("/Pg")
    index = None if page is None else pages.get(page.objgen)
    node = Node(str(element.S)[1:], index)
    if "/Alt" in element:
        node.alt = str(element.Alt)
    if "/ID" in element:
        node.id = str(element.ID)
    if "/Lang" in element:
        node.language = str(element.Lang)
    attributes = element.get("/A")
    if isinstance(attributes, Dictionary):
        node.attributes = {str(key): value for key, value in attributes.items()}
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, int):
            node.kids.append(kid)
        elif not isinstance(kid, Dictionary):
            raise ValueError("its structure holds something that is no element")
        elif kid.get("/Type") == Name.OBJR:
            page = kid.get("/Pg")
            at = index if page is None else pages.get(page.objgen)
            node.kids.append(Annotation(kid.Obj, at or 0))
        elif "/S" in kid:
            node.kids.append(_read(kid, pages, depth + 1))
        else:
            raise ValueError("its structure refers to content outside the page")
    return node


def write_tree(pdf: Pdf, top: Node, forms: Mapping[tuple[int, int], Object] = MappingProxyType({})) -> None:
    """Give the PDF this tree, replacing its old one, and number pages and annotations to match.

    ``forms`` says which marked content (page index, id) lies in a form instead of in the page itself.
    """
    writer = _Writer(pdf, forms)
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    root.K = Array([writer.element(top, root)])
    numbers: list[Object] = []
    for index, page in enumerate(pdf.pages):
        numbers += [index, writer.parents(page.obj)]
        page.obj.StructParents = index
        page.obj.Tabs = Name.S
    for annotation, owner in writer.annotations:
        annotation.StructParent = len(numbers) // 2
        numbers += [annotation.StructParent, owner]
    for form in {form.objgen: form for form in forms.values()}.values():
        form.StructParents = len(numbers) // 2
        numbers += [form.StructParents, writer.parents(form)]
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    root.ParentTreeNextKey = len(numbers) // 2
    if writer.ids:
        names = [item for key in sorted(writer.ids) for item in (String(key), writer.ids[key])]
        root.IDTree = pdf.make_indirect(Dictionary(Names=Array(names)))
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)


class _Writer:
    """Makes elements and notes which element owns which marked content, annotation and id."""

    def __init__(self, pdf: Pdf, forms: Mapping[tuple[int, int], Object]) -> None:
        self.pdf = pdf
        self.forms = forms
        self.pages = [page.obj for page in pdf.pages]
        self.owners: dict[tuple[int, int], dict[int, Object]] = {}
        self.annotations: list[tuple[Object, Object]] = []
        self.ids: dict[str, Object] = {}

    def parents(self, holder: Object) -> Object:
        """The owners of a page's or form's marked content, by id; null where an id lies elsewhere."""
        owners = self.owners.get(holder.objgen, {})
        return self.pdf.make_indirect(
            Array([owners.get(mcid) for mcid in range(max(owners, default=-1) + 1)])
        )

    def element(self, node: Node, parent: Object) -> Object:
        """The element for a node, with everything below it."""
        made = self.pdf.make_indirect(Dictionary(S=Name("/" + node.tag), P=parent))
        if node.page_index is not None:
            made.Pg = self.pages[node.page_index]
        if node.alt is not None:
            made.Alt = String(node.alt)
        if node.language is not None:
            made.Lang = String(node.language)
        if node.id is not None:
            made.ID = String(node.id)
            self.ids[node.id] = made
        if node.attributes:
            made.A = Dictionary(node.attributes)
        kids = [self._kid(kid, node, made) for kid in node.kids]
        if kids:
            made.K = kids[0] if len(kids) == 1 else Array(kids)
        return made

    def _kid(self, kid: Node | int | Annotation, node: Node, made: Object) -> Object:
        if isinstance(kid, Node):
            return self.element(kid, made)
        if isinstance(kid, Annotation):
            self.annotations.append((kid.object, made))
            return Dictionary(Type=Name.OBJR, Obj=kid.object, Pg=self.pages[kid.page_index])
        assert node.page_index is not None
        form = self.forms.get((node.page_index, kid))
        holder = self.pages[node.page_index] if form is None else form
        self.owners.setdefault(holder.objgen, {})[kid] = made
        if form is None:
            return kid
        return Dictionary(Type=Name.MCR, Pg=self.pages[node.page_index], Stm=form, MCID=kid)
