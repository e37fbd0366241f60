"""Values that pass between composing, typesetting, linking and finishing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from booklet.findings import Report, Span

USUAL_ICC = "assets/icc/ISOcoated_v2_300_bas.icc"
"""The printing condition, unless a publication has another: that of coated paper in Europe (FOGRA39)."""

Numbering = Literal["roman", "arabic", "none"]


@dataclass(frozen=True)
class Furniture:
    """What the linker draws on a section's pages: nothing that depends on where the section falls.

    ``folio`` and ``head`` say for the section's first page and for its other pages whether the page
    number and the running head are printed. ``tab`` is the 0-based row of the thumb tab, if any.
    """

    running_head: str = ""
    first_page: bool = True
    other_pages: bool = True
    tab_row: int | None = None
    tab_colour: str | None = None


@dataclass(frozen=True)
class Bookmark:
    """An entry of the document outline: words, the anchor it goes to, and its level from 1."""

    title: str
    anchor: str
    level: int


FIT_MARK = "fit-choices-stand-here"
"""The word in a composition's HTML that gives way to the names of the fit choices taken (CSS classes)."""


@dataclass(frozen=True)
class Choice:
    """One way of setting a part: its name is the CSS class that sets it so.

    ``pages`` is how many pages the part may then take; ``None`` means any number. Several classes are
    separated by spaces.
    """

    name: str
    pages: int | None = None


@dataclass(frozen=True)
class Part:
    """A part of a section that starts on a page of its own and is fitted by itself.

    ``anchor`` is the id of its first element. The choices are tried in order, beginning with the 0-based
    ``start`` (an estimate that spares layouts), until one keeps its pages and has no fault.
    """

    anchor: str
    choices: tuple[Choice, ...]
    start: int = 0


@dataclass(frozen=True)
class Composition:
    """A section ready to be typeset.

    ``html`` is a whole HTML document in which :data:`FIT_MARK` stands for the choices of its ``parts``.
    Links to other sections read ``href="xref:ANCHOR"``. ``needs`` are the anchors whose page numbers the
    section prints. ``stylesheets`` and pictures are paths of the project (``assets/…``, ``layouts/…``) or
    of ``figures`` (``figure:NAME`` → SVG bytes). ``sparse`` pages may be filled less than a third.
    ``page_label`` is what viewers call the pages of a section that are not numbered.
    """

    id: str
    language: str
    html: str
    stylesheets: tuple[str, ...]
    figures: Mapping[str, bytes] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    sparse: bool = False
    numbering: Numbering = "arabic"
    furniture: Furniture = field(default_factory=Furniture)
    bookmarks: tuple[Bookmark, ...] = ()
    page_label: str = ""


@dataclass(frozen=True)
class Box:
    """A rectangle on a page in points from the trim's top left corner; ``page`` is 1-based."""

    page: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class PageFacts:
    """What is known of one typeset page. ``filled`` is the used share of the text area (0 to 1).

    ``zones`` says the same of every element marked as a zone (``data-zone``) by name, before any space left
    over was shared out; more than 1 is too much.
    """

    filled: float
    anchors: Mapping[str, Box]
    zones: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Trial:
    """A way of setting a section that was tried: choices, how full the zones were, what did not fit."""

    choices: tuple[str, ...]
    zones: Mapping[str, float]
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Fault:
    """Something wrong on a typeset page: a rule, what is wrong, and the anchor nearest to the place.

    The typesetter knows anchors, not source lines (a line number would make every cached section below
    an inserted comment stale); the build turns faults into findings with the loader's positions. ``span``
    is for what lies in a file that the typesetter reads itself, a style sheet.
    """

    rule: str
    message: str
    page: int | None = None
    anchor: str | None = None
    span: Span | None = None


@dataclass(frozen=True)
class Pages:
    """A typeset section: tagged PDF with bleed, facts page by page, and what was found wrong.

    ``trials`` are the settings that were tried, in order; the last one was taken.
    """

    pdf: bytes
    facts: tuple[PageFacts, ...]
    faults: tuple[Fault, ...] = ()
    choices: tuple[str, ...] = ()
    trials: tuple[Trial, ...] = ()

    @property
    def count(self) -> int:
        """Number of pages."""
        return len(self.facts)

    def page_of(self, anchor: str) -> int | None:
        """The 1-based page within the section on which an anchor lies."""
        for index, page in enumerate(self.facts):
            if anchor in page.anchors:
                return index + 1
        return None


@dataclass(frozen=True)
class PageMap:
    """Where everything fell: per page its section and printed label; per anchor its 1-based page."""

    sections: tuple[str, ...]
    labels: tuple[str, ...]
    anchors: Mapping[str, int]

    def label_of(self, anchor: str) -> str:
        """The page number to print for an anchor. Raises ``KeyError``."""
        return self.labels[self.anchors[anchor] - 1]


@dataclass(frozen=True)
class Document:
    """A finished file and where everything fell in it."""

    pdf: bytes
    page_map: PageMap
    report: Report = field(default_factory=Report)
