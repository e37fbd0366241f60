"""What a comparison is made from and what it finds, as plain values that survive a trip through JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from booklet.findings import Span

FORMAT = 1
"""Version of the JSON form; it rises when a reader of the old form would misread the new one."""


class Layer(StrEnum):
    """In what a document can differ, in the order in which a report tells it.

    ``content`` is the fields of a publication, ``text`` the words on the pages, ``style`` their font, size
    and colour, ``layout`` where they stand, ``furniture`` folios and running heads, ``pixels`` whatever no
    other layer explains.
    """

    CONTENT = "content"
    TEXT = "text"
    STYLE = "style"
    LAYOUT = "layout"
    PICTURES = "pictures"
    LINKS = "links"
    ALT = "alt"
    TAGS = "tags"
    OUTLINE = "outline"
    LABELS = "labels"
    METADATA = "metadata"
    FONTS = "fonts"
    BOXES = "boxes"
    FURNITURE = "furniture"
    PIXELS = "pixels"


class ChangeKind(StrEnum):
    """What happened: ``reflowed`` means that the same words fall on other lines or pages."""

    CHANGED = "changed"
    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED = "moved"
    REFLOWED = "reflowed"


class CompareError(Exception):
    """A document cannot be compared; ``reason`` is a sentence for people, ``name`` says which document."""

    def __init__(self, name: str, reason: str, help: str = "") -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason
        self.help = help

    def __reduce__(self) -> tuple[type[CompareError], tuple[str, str, str]]:
        return (CompareError, (self.name, self.reason, self.help))


@dataclass(frozen=True)
class Place:
    """A rectangle on a page in points from the visible page's top left corner; ``page`` is 1-based.

    A ``gap`` is where something is missing: a deleted word in the new document, an inserted one in the old.
    It stands behind the last word before the gap and may be of no width. A place without extent is a page.
    """

    page: int
    x: float = 0.0
    y: float = 0.0
    width: float = 0.0
    height: float = 0.0
    gap: bool = False

    def to_json(self) -> dict[str, Any]:
        """A plain JSON object; ``box`` is x, y, width, height."""
        box = [self.x, self.y, self.width, self.height]
        return {"page": self.page, "box": box, **({"gap": True} if self.gap else {})}

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Place:
        """The inverse of :meth:`to_json`. Raises ``KeyError``, ``TypeError`` or ``ValueError``."""
        x, y, width, height = (float(value) for value in data["box"])
        return Place(int(data["page"]), x, y, width, height, bool(data.get("gap")))


class MarkKind(StrEnum):
    """Whether words stand in both documents or in one."""

    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True)
class Mark:
    """Words of a change as a redline shows them. Marks are joined by a space."""

    kind: MarkKind
    text: str


@dataclass(frozen=True)
class Change:
    """One difference.

    ``old`` and ``new`` are what stood and what stands there: words, or what a reader would call the thing
    (a colour, a font, a link's target). ``marks`` are the words with some context, for texts. ``note`` is a
    phrase for people that says what cannot be seen from ``old`` and ``new``. ``count`` is the number of
    words, pages or things concerned. ``anchor`` is the content path (``cases/forssa/overview``), ``source``
    its place in the project's files, and ``case`` the id of the case, where they are known: of the new
    document, and of the old one for what was deleted.
    """

    layer: Layer
    kind: ChangeKind
    old: str = ""
    new: str = ""
    old_places: tuple[Place, ...] = ()
    new_places: tuple[Place, ...] = ()
    note: str = ""
    marks: tuple[Mark, ...] = ()
    source: Span | None = None
    anchor: str = ""
    case: str = ""
    count: int = 1

    @property
    def old_pages(self) -> tuple[int, ...]:
        """The 1-based pages of the old document that the change concerns, in order."""
        return tuple(sorted({place.page for place in self.old_places}))

    @property
    def new_pages(self) -> tuple[int, ...]:
        """The 1-based pages of the new document that the change concerns, in order."""
        return tuple(sorted({place.page for place in self.new_places}))

    def to_json(self) -> dict[str, Any]:
        """A plain JSON object; ``source`` is null when it is not known."""
        at = self.source
        return {
            "layer": str(self.layer),
            "kind": str(self.kind),
            "old": self.old,
            "new": self.new,
            "old_places": [place.to_json() for place in self.old_places],
            "new_places": [place.to_json() for place in self.new_places],
            "note": self.note,
            "marks": [{"kind": str(mark.kind), "text": mark.text} for mark in self.marks],
            "source": span_to_json(at),
            "anchor": self.anchor,
            "case": self.case,
            "count": self.count,
        }

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Change:
        """The inverse of :meth:`to_json`. Raises ``KeyError``, ``TypeError`` or ``ValueError``."""
        return Change(
            Layer(data["layer"]),
            ChangeKind(data["kind"]),
            str(data["old"]),
            str(data["new"]),
            tuple(Place.from_json(place) for place in data["old_places"]),
            tuple(Place.from_json(place) for place in data["new_places"]),
            str(data["note"]),
            tuple(Mark(MarkKind(mark["kind"]), str(mark["text"])) for mark in data["marks"]),
            span_from_json(data["source"]),
            str(data["anchor"]),
            str(data["case"]),
            int(data["count"]),
        )


def span_to_json(span: Span | None) -> dict[str, Any] | None:
    """A place in a source file as a plain JSON object."""
    if span is None:
        return None
    return {"file": span.file, "line": span.line, "column": span.column, "length": span.length}


def span_from_json(data: Mapping[str, Any] | None) -> Span | None:
    """The inverse of :func:`span_to_json`. Raises ``KeyError``, ``TypeError`` or ``ValueError``."""
    if data is None:
        return None
    return Span(str(data["file"]), int(data["line"]), int(data["column"]), int(data["length"]))


@dataclass(frozen=True)
class Covered:
    """Something that was compared, or was left out: how many of what, on which pages, and why.

    ``what`` is a phrase for people (``page pairs``, ``words``); ``reason`` is empty for what was compared.
    ``pages`` are 1-based pages of the new document where single ones are meant.
    """

    layer: Layer
    what: str
    count: int
    reason: str = ""
    pages: tuple[int, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """A plain JSON object."""
        return {
            "layer": str(self.layer),
            "what": self.what,
            "count": self.count,
            "reason": self.reason,
            "pages": list(self.pages),
        }

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Covered:
        """The inverse of :meth:`to_json`. Raises ``KeyError``, ``TypeError`` or ``ValueError``."""
        pages = tuple(int(page) for page in data["pages"])
        return Covered(
            Layer(data["layer"]), str(data["what"]), int(data["count"]), str(data["reason"]), pages
        )


@dataclass(frozen=True)
class Coverage:
    """What was compared and what was not: a report shows both."""

    compared: tuple[Covered, ...] = ()
    left_out: tuple[Covered, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """A plain JSON object."""
        return {
            "compared": [item.to_json() for item in self.compared],
            "left_out": [item.to_json() for item in self.left_out],
        }

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Coverage:
        """The inverse of :meth:`to_json`. Raises ``KeyError``, ``TypeError`` or ``ValueError``."""
        compared, left_out = (tuple(map(Covered.from_json, data[key])) for key in ("compared", "left_out"))
        return Coverage(compared, left_out)


@dataclass(frozen=True)
class DocumentFacts:
    """What is known of a compared document.

    ``name`` is what the user called it; ``format`` is ``pdf``, ``png``, ``svg``, ``docx`` or ``content``.
    ``labels`` are the printed page numbers and ``sizes`` the widths and heights of the visible pages in
    points, both one a page (empty for what has no pages, or was not opened since the bytes are equal).
    """

    name: str
    format: str
    sha256: str
    bytes: int
    pages: int = 0
    title: str = ""
    labels: tuple[str, ...] = ()
    sizes: tuple[tuple[float, float], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """A plain JSON object."""
        return {
            "name": self.name,
            "format": self.format,
            "sha256": self.sha256,
            "bytes": self.bytes,
            "pages": self.pages,
            "title": self.title,
            "labels": list(self.labels),
            "sizes": [list(size) for size in self.sizes],
        }

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> DocumentFacts:
        """The inverse of :meth:`to_json`. Raises ``KeyError``, ``TypeError`` or ``ValueError``."""
        name, format, sha256 = (str(data[key]) for key in ("name", "format", "sha256"))
        sizes = tuple((float(width), float(height)) for width, height in data["sizes"])
        labels = tuple(str(label) for label in data["labels"])
        size, pages, title = int(data["bytes"]), int(data["pages"]), str(data["title"])
        return DocumentFacts(name, format, sha256, size, pages, title, labels, sizes)


class PageState(StrEnum):
    """What became of a page: ``reflowed`` means that nothing changed but where the words fall."""

    SAME = "same"
    CHANGED = "changed"
    REFLOWED = "reflowed"
    INSERTED = "inserted"
    DELETED = "deleted"


@dataclass(frozen=True)
class PagePair:
    """A page of the old document and the page of the new one that shows most of its words, 1-based.

    One of them is ``None`` for a page that was inserted or deleted. Pairs are in the order of the new
    document, deleted pages behind the page that they followed.
    """

    old: int | None
    new: int | None
    state: PageState = PageState.SAME

    def to_json(self) -> dict[str, Any]:
        """A plain JSON object."""
        return {"old": self.old, "new": self.new, "state": str(self.state)}

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> PagePair:
        """The inverse of :meth:`to_json`. Raises ``KeyError``, ``TypeError`` or ``ValueError``."""
        old, new = (None if data[key] is None else int(data[key]) for key in ("old", "new"))
        return PagePair(old, new, PageState(data["state"]))


@dataclass(frozen=True)
class Difference:
    """Everything that two documents differ in; ``same_bytes`` means that nothing had to be looked at."""

    old: DocumentFacts
    new: DocumentFacts
    changes: tuple[Change, ...] = ()
    coverage: Coverage = field(default_factory=Coverage)
    pages: tuple[PagePair, ...] = ()
    same_bytes: bool = False

    @property
    def is_same(self) -> bool:
        """Whether nothing differs that was looked at (the bytes may: another order of objects, ids)."""
        return not self.changes

    def of(self, layer: Layer) -> tuple[Change, ...]:
        """The changes of a layer in the order of the document."""
        return tuple(change for change in self.changes if change.layer is layer)

    @property
    def changed_pages(self) -> tuple[int, ...]:
        """1-based pages of the new document that a reader would call changed or new."""
        states = (PageState.CHANGED, PageState.INSERTED)
        return tuple(pair.new for pair in self.pages if pair.new and pair.state in states)

    @property
    def reflowed_pages(self) -> tuple[int, ...]:
        """1-based pages of the new document on which the same words merely stand elsewhere."""
        return tuple(pair.new for pair in self.pages if pair.new and pair.state is PageState.REFLOWED)

    def to_json(self) -> dict[str, Any]:
        """A plain JSON object, the same for the same two documents."""
        return {
            "format": FORMAT,
            "same": self.is_same,
            "same_bytes": self.same_bytes,
            "old": self.old.to_json(),
            "new": self.new.to_json(),
            "changes": [change.to_json() for change in self.changes],
            "pages": [pair.to_json() for pair in self.pages],
            "coverage": self.coverage.to_json(),
        }

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Difference:
        """The inverse of :meth:`to_json`. Raises ``KeyError``, ``TypeError`` or ``ValueError``."""
        if data["format"] != FORMAT:
            raise ValueError(f"a comparison of format {data['format']} cannot be read")
        return Difference(
            DocumentFacts.from_json(data["old"]),
            DocumentFacts.from_json(data["new"]),
            tuple(Change.from_json(change) for change in data["changes"]),
            Coverage.from_json(data["coverage"]),
            tuple(PagePair.from_json(pair) for pair in data["pages"]),
            bool(data["same_bytes"]),
        )


@dataclass(frozen=True)
class Options:
    """How to compare. ``ignored`` layers are named in the coverage as left out.

    ``dpi`` is the resolution of the pixels; ``tolerance`` (0 to 4 of 255) how far a pixel may be off.
    """

    dpi: int = 100
    tolerance: int = 2
    ignored: frozenset[Layer] = frozenset()
