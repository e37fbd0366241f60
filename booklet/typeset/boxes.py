"""What a laid-out page looks like: its anchors, how far it is filled, and what went wrong on it.

Works on WeasyPrint's laid-out boxes (an internal structure, so the engine's version is pinned): nothing
else knows that a text runs out of its box, because clipped and overflowing text gives no warning at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from weasyprint.formatting_structure import boxes as wp
from weasyprint.images import RasterImage
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.layout.replaced import replacedbox_layout

from booklet.findings import Severity, rule
from booklet.model.pages import Box, Fault, PageFacts
from booklet.typeset.fit import Zone, find_zone_faults, measure
from booklet.typeset.pictures import judge_resolution

PT_PER_PX = 0.75
PX_PER_INCH = 96
TOLERANCE_PX = 1.0
"""Rounding and side bearings; a third of a millimetre nobody sees."""

THIRD = 1 / 3

OVERSET = rule(
    "typeset/overset",
    Severity.ERROR,
    "A text does not fit its place on the page.",
    "Shorten the text, or choose another fit step in the layout.",
)
STRANDED = rule(
    "typeset/stranded-heading",
    Severity.ERROR,
    "A heading stands at the foot of a page without its text.",
    "Change the length of the text before it, or the fit step.",
)
THIN_PAGE = rule(
    "typeset/thin-page",
    Severity.WARNING,
    "A page is filled less than a third.",
    "Choose another fit step, or change the length of the text.",
)
EMPTY_PAGE = rule(
    "typeset/empty-page",
    Severity.ERROR,
    "A page has nothing on it.",
    "Look for a forced page break in the layout.",
)

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass
class Line:
    """A line of text: page coordinates in px, its nearest anchor and whether it is in a heading.

    ``over_px`` is how far it runs out of its block at the side. A line that is ``zoned`` stands in a zone,
    which tells of that itself.
    """

    x: float
    y: float
    right: float
    bottom: float
    text: str
    family: str
    anchor: str | None
    heading: bool
    in_flow: bool
    over_px: float = 0.0
    zoned: bool = False


@dataclass
class SeenPage:
    """A page as the walk over its boxes saw it; all lengths in px from the trim's top left corner."""

    number: int
    width: float
    height: float
    frame_top: float
    frame_bottom: float
    lines: list[Line] = field(default_factory=list)
    anchors: dict[str, Box] = field(default_factory=dict)
    overflows: list[tuple[str | None, float]] = field(default_factory=list)
    zones: list[Zone] = field(default_factory=list)
    content_bottom: float = 0.0
    pictures: list[tuple[str | None, float]] = field(default_factory=list)
    marks: int = 0

    def characters(self) -> Iterator[tuple[str, str, str | None]]:
        """Family, character and anchor of every printed character (repeats included)."""
        for line in self.lines:
            for character in line.text:
                yield line.family, character, line.anchor


def inspect(page_box: Any, number: int) -> SeenPage:
    """Walk a page's boxes once and note everything the checks need."""
    page = SeenPage(
        number,
        page_box.margin_width(),
        page_box.margin_height(),
        page_box.content_box_y(),
        page_box.content_box_y() + page_box.height,
    )
    for child in page_box.children:
        if not isinstance(child, wp.MarginBox):
            _walk(child, page, None, heading=False, in_flow=True, edge=page.width)
    return page


def _walk(
    box: Any, page: SeenPage, anchor: str | None, *, heading: bool, in_flow: bool, edge: float
) -> None:
    """Note a box and all in it; ``edge`` is the right side of the block that holds it."""
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    in_flow = in_flow and box.style["position"] not in ("absolute", "fixed")
    if box.element is not None and (name := box.element.get("id")) and not box.element_tag.count("::"):
        anchor = name
        page.anchors.setdefault(name, _rectangle(box, page.number))
    heading = heading or box.element_tag in HEADINGS
    if isinstance(box, wp.TextBox):
        _note_text(box, page, anchor, heading=heading, in_flow=in_flow, edge=edge)
    elif isinstance(box, wp.ReplacedBox):
        page.marks += 1
        if isinstance(box.replacement, RasterImage):
            page.pictures.append((anchor, _resolution(box)))
        _reach(page, box.position_y + box.margin_height(), in_flow=in_flow)
    elif isinstance(box, wp.ParentBox):
        if _is_painted(box):
            page.marks += 1
            _reach(page, box.border_box_y() + box.border_height(), in_flow=in_flow)
        if isinstance(box, wp.BlockContainerBox):
            edge = box.content_box_x() + box.width
        start = len(page.lines)
        for child in box.children:
            _walk(child, page, anchor, heading=heading, in_flow=in_flow, edge=edge)
        name = box.element.get("data-zone") if box.element is not None else None
        if name and "::" not in box.element_tag:
            page.zones.append(measure(box, name, anchor, page.lines[start:]))
            for line in page.lines[start:]:
                line.zoned = True
        else:
            _note_overflow(box, page, anchor)


def mark_languages(page: Any) -> None:
    """Let the tags of a page know in which language an element is that has a ``lang`` of its own.

    The engine tags no languages. A link that leads to ``lang:CODE`` is a mark for the press, which puts the
    language in its place. Elements that are links themselves need an element within.
    """
    marked: list[tuple[str, str, tuple[float, float, float, float], Any]] = []

    def search(box: Any, outer: Any) -> None:
        element = box.element
        own = element is not None and element is not outer and box.element_tag not in ("html", "a")
        if own and element.get("lang") and not isinstance(box, wp.TextBox | wp.LineBox):
            x, y, width, height = box.hit_area()
            marked.append(("external", f"lang:{element.get('lang')}", (x, y, x + width, y + height), box))
        for child in box.all_children():
            search(child._box if isinstance(child, AbsolutePlaceholder) else child, element)

    search(page._page_box, None)
    # Within a link the engine gives every box the link anew; one box cannot have two.
    own = {id(box) for *_, box in marked}
    page.links = [link for link in page.links if id(link[3]) not in own] + marked


def _resolution(box: Any) -> float:
    """The pixels per inch of a picture at the size it is drawn in, which may be larger than its box."""
    width, height, *_ = replacedbox_layout(box)
    picture = box.replacement
    return min(picture.width / width, picture.height / height) * PX_PER_INCH if width and height else 0.0


def _rectangle(box: Any, number: int) -> Box:
    return Box(
        number,
        round(box.border_box_x() * PT_PER_PX, 2),
        round(box.border_box_y() * PT_PER_PX, 2),
        round(box.border_width() * PT_PER_PX, 2),
        round(box.border_height() * PT_PER_PX, 2),
    )


def _note_text(
    box: Any, page: SeenPage, anchor: str | None, *, heading: bool, in_flow: bool, edge: float
) -> None:
    if not box.text.strip():
        return
    bottom = box.position_y + box.margin_height()
    page.lines.append(
        Line(
            box.position_x,
            box.position_y,
            box.position_x + box.width,
            bottom,
            box.text,
            box.style["font_family"][0],
            anchor,
            heading,
            in_flow,
            box.position_x + box.width - edge,
        )
    )
    page.marks += 1
    _reach(page, bottom, in_flow=in_flow)


def _reach(page: SeenPage, bottom: float, *, in_flow: bool) -> None:
    if in_flow:
        page.content_bottom = max(page.content_bottom, bottom)


def _is_painted(box: Any) -> bool:
    """Whether a box shows by itself: a background colour or picture, or a border."""
    colour = box.style["background_color"]
    visible = colour != "transparent" and getattr(colour, "alpha", 1) > 0
    pictures = any(kind != "none" for kind, _ in box.style["background_image"])
    borders = any(box.style[f"border_{side}_width"] for side in ("top", "right", "bottom", "left"))
    return (visible or pictures or borders) and isinstance(box, wp.BlockLevelBox)


def _note_overflow(box: Any, page: SeenPage, anchor: str | None) -> None:
    """A box of fixed height whose text runs out below it."""
    if not isinstance(box, wp.BlockContainerBox) or box.style["height"] == "auto":
        return
    end = box.content_box_y() + box.height
    reach = max((_bottom(child) for child in box.children), default=end)
    if reach - end > TOLERANCE_PX:
        page.overflows.append((anchor, reach - end))


def _bottom(box: Any) -> float:
    if isinstance(box, AbsolutePlaceholder):
        return float("-inf")
    if isinstance(box, wp.LineBox):
        return float(box.position_y + box.height)
    if isinstance(box, wp.ParentBox) and box.children and box.style["height"] == "auto":
        return max(_bottom(child) for child in box.children)
    return float(box.position_y + box.margin_height())


def page_facts(page: SeenPage) -> PageFacts:
    """The facts that go on to the linker."""
    height = page.frame_bottom - page.frame_top
    filled = (page.content_bottom - page.frame_top) / height if height > 0 else 0.0
    zones = {zone.name: round(zone.filled, 3) for zone in page.zones}
    return PageFacts(round(min(max(filled, 0.0), 1.0), 3), dict(sorted(page.anchors.items())), zones)


def find_faults(pages: Iterable[SeenPage], *, sparse: bool) -> list[Fault]:
    """Everything wrong on the pages of a section."""
    faults: list[Fault] = []
    for page in pages:
        faults += _overset(page)
        faults += _stranded(page)
        faults += find_zone_faults(page.zones, page.number)
        for anchor, dpi in page.pictures:
            if broken := judge_resolution(dpi):
                faults.append(Fault(*broken, page.number, anchor))
        if not page.marks:
            faults.append(Fault(EMPTY_PAGE.id, "this page is empty", page.number))
        elif not sparse and page_facts(page).filled < THIRD:
            share = round(page_facts(page).filled * 100)
            anchor = next(iter(page.anchors), None)
            faults.append(Fault(THIN_PAGE.id, f"this page is filled to {share} %", page.number, anchor))
    return faults


def _overset(page: SeenPage) -> Iterator[Fault]:
    for anchor, excess in page.overflows:
        text = f"the text is {excess * PT_PER_PX:.0f} pt too long for its box"
        yield Fault(OVERSET.id, text, page.number, anchor)
    for line in page.lines:
        if line.right > page.width + TOLERANCE_PX or line.x < -TOLERANCE_PX:
            text = f"“{line.text.strip()[:40]}” runs out of the page at the side"
            yield Fault(OVERSET.id, text, page.number, line.anchor)
        elif line.in_flow and line.bottom > page.frame_bottom + TOLERANCE_PX:
            over = (line.bottom - page.frame_bottom) * PT_PER_PX
            text = f"“{line.text.strip()[:40]}” stands {over:.0f} pt below the text area"
            yield Fault(OVERSET.id, text, page.number, line.anchor)
        elif line.over_px > TOLERANCE_PX and not line.zoned:
            over = line.over_px * PT_PER_PX
            text = f"“{line.text.strip()[:40]}” is {over:.0f} pt wider than its box"
            yield Fault(OVERSET.id, text, page.number, line.anchor)


def _stranded(page: SeenPage) -> Iterator[Fault]:
    flow = [line for line in page.lines if line.in_flow]
    if not flow:
        return
    last = max(flow, key=lambda line: line.bottom)
    others = [line for line in flow if not line.heading]
    if last.heading and others and last.bottom > page.frame_bottom - 60:
        text = f"the heading “{last.text.strip()[:40]}” is the last line of the page"
        yield Fault(STRANDED.id, text, page.number, last.anchor)
