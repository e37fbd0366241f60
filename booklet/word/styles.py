"""The styles of all Word documents: one table, in which a designer can change how they look."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

HEADLINES = "Sofia Sans"
TEXT = "Source Sans 3"
PLAIN = "Arial"
"""The plain sans of the funding statement, as the rules of the EU emblem ask for."""

STAND_INS = {HEADLINES: "Arial", TEXT: "Calibri", PLAIN: "Liberation Sans"}
"""What Word takes where a font is not installed (``w:altName``)."""

TEXT_WIDTH_MM = 150.0
PAGE_MM = (210.0, 297.0)
LANDSCAPE_WIDTH_MM = 237.0
MARGINS_MM = {"top": 25.0, "right": 30.0, "bottom": 24.0, "left": 30.0, "header": 12.0, "footer": 12.0}


@dataclass(frozen=True)
class Look:
    """The colours of a document as ``#RRGGBB``: ``accent`` is that of its theme, ``tint`` its 10 % tint.

    The others are the publication's tokens of the same names.
    """

    accent: str
    tint: str
    ink: str
    slate: str
    rule: str
    paper: str
    blue: str
    accents: tuple[str, ...] = ()
    """Up to five further colours for Word's palette: those of the themes."""


Ink = Literal["", "accent", "ink", "slate", "blue", "link"]


@dataclass(frozen=True)
class Style:
    """A style: id (letters and digits), name in Word, and what it sets; the rest comes from ``based``.

    Sizes in points; ``line`` is the leading in points, or a multiple of the font's own when below 4.
    ``before``/``after`` are points too; ``left``, ``right`` and ``hanging`` millimetres. ``edges`` are the
    sides that have a line (``top``, ``left``, ``bottom``) of ``edge_pt`` in the accent colour. ``source``
    words are in the language of the source.
    """

    id: str
    name: str
    kind: Literal["paragraph", "character"] = "paragraph"
    based: str = ""
    next: str = ""
    font: str = ""
    size: float = 0
    line: float = 0
    bold: bool | None = None
    italic: bool | None = None
    colour: Ink = ""
    underline: bool = False
    caps: bool = False
    spacing_pt: float = 0
    no_proof: bool = False
    source: bool = False
    before: float | None = None
    after: float | None = None
    left: float | None = None
    right: float | None = None
    hanging: float | None = None
    keep_next: bool = False
    keep_lines: bool = False
    new_page: bool = False
    tight: bool = False
    no_hyphens: bool = False
    outline: int | None = None
    shade: Literal["", "tint", "paper"] = ""
    edges: tuple[str, ...] = ()
    edge_pt: float = 0
    list: Literal["", "bullets", "numbers"] = ""
    tabs_mm: tuple[tuple[float, Literal["left", "right"]], ...] = ()
    middle: bool = False
    priority: int = 99
    quick: bool = False
    hidden: bool = False


def _heading(
    id: str, name: str, look: tuple[float, float, float, float], colour: Ink, outline: int | None
) -> Style:
    """A headline: never last on a page, never hyphenated. ``look``: size, line, space before and after."""
    size, line, before, after = look
    return Style(
        id, name, based="Normal", next="BodyText", font=HEADLINES, bold=True, size=size, line=line,
        before=before, after=after, colour=colour, outline=outline, keep_next=True, keep_lines=True,
        no_hyphens=True, quick=True, priority=9,
    )  # fmt: skip


_HEADINGS = (
    _heading("Heading1", "heading 1", (17, 21, 24, 6), "accent", 0),
    _heading("Heading2", "heading 2", (13, 17, 16, 3), "ink", 1),
    _heading("Heading3", "heading 3", (11.5, 15, 12, 2), "accent", 2),
    _heading("Heading4", "heading 4", (10.5, 14, 10, 2), "ink", 3),
    _heading("Heading5", "heading 5", (9.5, 13, 8, 2), "slate", 4),
    replace(_heading("Title", "Title", (28, 32, 0, 4), "accent", None), next="Subtitle", priority=10),
    Style("PartTitle", "Part Title", based="Heading1", next="Standfirst", size=26, line=30, before=0,
          after=10,
          new_page=True, priority=10, quick=True),
    Style("CaseTitle", "Case Title", based="Heading2", next="Subtitle", size=22, line=26, before=0, after=2,
          colour="accent", priority=10, quick=True),
)  # fmt: skip

_TEXT = (
    Style("Normal", "Normal", font=TEXT, size=10.5, line=15, after=0, before=0, colour="ink", quick=True,
          priority=0),
    Style("BodyText", "Body Text", based="Normal", after=7, quick=True, priority=1),
    Style("BodyTextKept", "Body Text Kept", based="BodyText", next="BodyText", keep_next=True),
    Style("Subtitle", "Subtitle", based="Normal", next="Standfirst", font=HEADLINES, size=12, line=16,
          colour="slate", after=12, no_hyphens=True, quick=True, priority=11),
    Style("Kicker", "Kicker", based="Normal", next="Title", font=HEADLINES, bold=True, size=9.5, line=13,
          colour="accent", before=0, after=4, keep_next=True, edges=("top",), edge_pt=4.5, no_hyphens=True),
    Style("KickerNewPage", "Kicker New Page", based="Kicker", next="CaseTitle", new_page=True),
    Style("Standfirst", "Standfirst", based="Normal", next="BodyText", size=13, line=19, after=12,
          quick=True),
    Style("ListBullet", "List Bullet", based="BodyText", tight=True, list="bullets", quick=True,
          priority=12),
    Style("ListNumber", "List Number", based="BodyText", tight=True, list="numbers", quick=True,
          priority=12),
    Style("Quote", "Quote", based="BodyText", next="BodyText", italic=True, size=13, line=18, before=8,
          after=14, left=6, right=12, edges=("left",), edge_pt=3, keep_lines=True, colour="accent",
          quick=True,
          priority=29),
    Style("CallOut", "Call-out", based="BodyText", next="BodyText", before=6, after=10, left=3, right=3,
          shade="tint", edges=("left",), edge_pt=3, keep_lines=True, quick=True),
    Style("Category", "Category", based="Normal", next="BodyText", font=HEADLINES, bold=True, size=8.5,
          line=12, colour="slate", after=3, keep_next=True, no_hyphens=True),
    Style("Impact", "Impact", based="BodyText", next="BodyText", before=2, after=10, left=3, right=3,
          shade="tint", edges=("left",), edge_pt=2.25, keep_lines=True),
    Style("Fact", "Fact", based="Normal", size=10, line=14.5, left=38, hanging=35, right=3, shade="tint",
          edges=("left",), edge_pt=2.25, tabs_mm=((38, "left"),), keep_lines=True),
    Style("Caption", "caption", based="Normal", next="BodyText", size=9, line=12, colour="slate", before=4,
          after=10, quick=True, priority=35),
    Style("Figure", "Figure", based="Normal", next="Caption", line=1, before=6, after=4, keep_next=True),
    Style("TableHeading", "Table Heading", based="Normal", font=HEADLINES, bold=True, size=9, line=12,
          before=2, after=2, keep_next=True, no_hyphens=True),
    Style("TableText", "Table Text", based="Normal", size=9, line=12.5, before=2, after=2),
    Style("TableSource", "Table Source", based="TableText", colour="slate", no_proof=True, source=True),
    Style("TableName", "Table Name", based="TableText", size=7, line=10, colour="slate", no_proof=True,
          source=True),
    Style("FundingStatement", "Funding Statement", based="Normal", next="Legal", font=PLAIN, bold=True,
          size=12, line=1, before=6, after=8, colour="blue", middle=True, keep_next=True, no_hyphens=True),
    Style("Legal", "Legal", based="Normal", size=9, line=12.5, colour="slate", after=4),
)  # fmt: skip

_FURNITURE = (
    Style("TOCHeading", "TOC Heading", based="Normal", next="TOC1", font=HEADLINES, bold=True, size=13,
          line=17, before=12, after=4, colour="ink", keep_next=True, priority=39),
    Style("TOC1", "toc 1", based="Normal", bold=True, before=4, after=0, priority=39, left=0),
    Style("TOC2", "toc 2", based="Normal", left=6, priority=39),
    Style("TOC3", "toc 3", based="Normal", after=1, left=12, priority=39, size=9.5, line=13),
    Style("Header", "header", based="Normal", size=8.5, line=11, colour="slate"),
    Style("Footer", "footer", based="Normal", size=8.5, line=11, colour="slate",
          tabs_mm=((TEXT_WIDTH_MM, "right"),)),
    Style("CommentText", "annotation text", based="Normal", size=9.5, line=13),
    Style("Context", "Context", based="Normal", next="Normal", font=HEADLINES, bold=True, size=8.5, line=12,
          colour="slate", before=14, after=3, keep_next=True, no_proof=True, source=True, outline=0,
          edges=("top",),
          edge_pt=0.5, no_hyphens=True),
)  # fmt: skip

_CHARACTERS = (
    Style("Strong", "Strong", "character", bold=True, quick=True, priority=22),
    Style("Emphasis", "Emphasis", "character", italic=True, quick=True, priority=20),
    Style("StrongEmphasis", "Strong and Emphasis", "character", bold=True, italic=True, quick=True,
          priority=21),
    Style("Hyperlink", "Hyperlink", "character", colour="link", underline=True, priority=99),
    Style("StrongLink", "Strong Link", "character", "Hyperlink", bold=True),
    Style("EmphasisLink", "Emphasis Link", "character", "Hyperlink", italic=True),
    Style("StrongEmphasisLink", "Strong and Emphasis Link", "character", "Hyperlink", bold=True,
          italic=True),
    Style("FactLabel", "Fact Label", "character", font=HEADLINES, bold=True, colour="accent", size=9),
    Style("Placeholder", "Placeholder", "character", colour="slate", no_proof=True),
    Style("CommentReference", "annotation reference", "character", size=8),
    Style("PageNumber", "page number", "character", font=HEADLINES, bold=True),
)  # fmt: skip

STYLES = (*_TEXT, *_HEADINGS, *_FURNITURE, *_CHARACTERS)
"""All styles, ``Normal`` first."""

BY_ID = {style.id: style for style in STYLES}

CHARACTER_STYLES = {
    (True, False, False): "Strong",
    (False, True, False): "Emphasis",
    (True, True, False): "StrongEmphasis",
    (False, False, True): "Hyperlink",
    (True, False, True): "StrongLink",
    (False, True, True): "EmphasisLink",
    (True, True, True): "StrongEmphasisLink",
}
"""Strong, emphasis, link → the style of such words."""


@dataclass(frozen=True)
class SegmentStyle:
    """A hidden style that is a paragraph's name: it looks like ``based`` and leads on to it."""

    name: str
    based: str

    @property
    def id(self) -> str:
        """Its id: the name without its blank."""
        return self.name.replace(" ", "")


@dataclass(frozen=True)
class StyleSheet:
    """The styles of one document: those of the house that it uses, and the segments' own.

    ``language`` is the BCP 47 tag that spelling is checked by, ``source`` that of words which are there to
    be translated.
    """

    look: Look
    language: str
    segments: tuple[SegmentStyle, ...] = field(default=())
    source: str = "en-GB"
