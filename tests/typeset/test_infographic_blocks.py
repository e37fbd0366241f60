"""Hubs, timelines, their words, and all blocks as they are set on a page."""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup as Html

from booklet.model.infographic import Hub, Infographic, InfographicBlock, Timeline
from booklet.model.infographic_words import describe, years_of
from booklet.model.pages import Pages
from booklet.model.paths import iterate
from booklet.typeset import volume
from booklet.typeset.blocks import Drawings
from booklet.typeset.figures.frame import Frame, count_lines, width_mm
from booklet.typeset.figures.hub import draw_hub
from booklet.typeset.figures.moments import EVEN_MM, SCALED_MM, draw_moments
from tests.typeset.desk import ROOT, rules, typeset

LABELS = {
    "describe_flow": "boxes. {items}.",
    "describe_arrow": "{start} leads to {end}",
    "describe_arrow_label": "{start} leads to {end} ({label})",
    "describe_hub": "{centre}, joined with {items}.",
    "describe_timeline": "a line. {items}.",
    "describe_table": "a table of {columns} for {items}.",
    "describe_list": "{items}.",
}
WORDS = "These are some words for it"


def signs(count: int, *, text: str | None = WORDS) -> tuple[dict[str, Any], ...]:
    return tuple({"icon": "star", "title": f"Sign {n}", "text": text} for n in range(1, count + 1))


def moments(*when: str) -> tuple[dict[str, Any], ...]:
    return tuple({"when": each, "title": f"In {each}", "text": WORDS} for each in when)


BLOCKS: dict[str, dict[str, Any]] = {
    "pillars": {"items": signs(5)},
    "phases": {"items": tuple({"title": f"Step {n}", "text": WORDS} for n in range(6))},
    "table": {
        "columns": ("Risk", "Answer"),
        "rows": (("Noise", "Talks"), ("Dark", "Lamps")),
        "look": "pairs",
    },
    "numbers": {
        "items": tuple({"value": f"{n}00+", "label": f"of kind {n}"} for n in range(1, 5)),
        "look": "band",
    },
    "flow": {
        "boxes": (
            {"id": "one", "title": "One", "text": WORDS, "icon": "star"},
            {"id": "two", "title": "Two"},
            {"id": "three", "title": "Three", "text": WORDS},
        ),
        "arrows": (
            {"from": "one", "to": "two", "label": "first"},
            {"from": "two", "to": "three"},
            {"from": "three", "to": "one", "label": "and back again"},
        ),
    },
    "hub": {"centre": {"icon": "star", "title": "The middle"}, "items": signs(7)},
    "icons": {"items": signs(6)},
    "timeline": {"items": moments("2003", "2007", "2023"), "spacing": "proportional"},
}


def block(kind: str, **changes: Any) -> Any:
    """A block of a kind with what it needs."""
    data = {"type": kind, "id": "b", "title": "The block", **BLOCKS[kind], **changes}
    made = Infographic.model_validate(
        {"title": "T", "intro": "I", "alt": "A", "blocks": (data, {**data, "id": "c"})}
    )
    return made.blocks[0]


class Desk:
    """Keeps the drawings of a page."""

    def __init__(self) -> None:
        self.figures: dict[str, bytes] = {}

    def background(self, svg: str | bytes) -> Html:
        name = f"{len(self.figures)}.svg"
        self.figures[name] = svg.encode() if isinstance(svg, str) else svg
        return Html(f"url(figure:{name})")

    def icon(self, name: str, colour: str) -> Html:
        path = f'<path fill="{colour}" d="M0 0H9V9Z"/>'
        return self.background(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{path}</svg>')


@cache
def style() -> str:
    text = (ROOT / "layouts" / "booklet" / "infographic.css").read_text("utf-8")
    page = "@page{size:210mm 297mm;margin:20mm;bleed:10mm} p,h1,h2,h3{margin:0}"
    return page + text


def set_blocks(*kinds: InfographicBlock, step: str = "") -> Pages:
    """Blocks on a page of the width of the booklet's text area, as a step of the layout sets them."""
    desk = Desk()
    made = Environment(loader=FileSystemLoader(ROOT / "layouts" / "booklet"), autoescape=True)
    parts: Any = made.get_template("blocks.html.j2").module
    drawings = Drawings(desk, "#1E235D", LABELS)
    names = "--theme:#1E235D;--tint:#E8E9EF;--amber:#F2B134;--rule:#C9CED6;--slate:#4A5568;--ink:#1B2230"
    html = "".join(parts.block(each, f"b/{n}", drawings, 2) for n, each in enumerate(kinds))
    return typeset(
        f'<div class="{step}" style="{names}"><h1>Title</h1>{html}</div>',
        css=style(),
        figures=desk.figures,
        sparse=True,
    )


@pytest.mark.parametrize("kind", BLOCKS)
def test_every_block_is_set_with_all_its_words_and_no_fault(kind: str):
    made = block(kind)
    pages = set_blocks(made)
    assert [f.message for f in pages.faults] == []
    texts = {leaf.path for leaf in iterate(made, "b/0") if leaf.prose}
    printed = {anchor for page in pages.facts for anchor in page.anchors}
    assert texts <= printed, texts - printed


def test_a_box_grows_with_its_words_and_what_it_cannot_hold_is_found():
    made = block("hub", items=signs(4))
    long = tuple(item.model_copy(update={"text": "Donaudampfschifffahrt " * 6}) for item in made.items)
    longer = made.model_copy(update={"items": long})
    assert draw_hub(longer, 170, "#1E235D").height_mm > draw_hub(made, 170, "#1E235D").height_mm
    assert rules(set_blocks(longer)) == []
    unbroken = tuple(item.model_copy(update={"text": "x\u00a0" * 90}) for item in made.items)
    assert "typeset/overset" in rules(set_blocks(made.model_copy(update={"items": unbroken})))


@pytest.mark.parametrize("kind", BLOCKS)
def test_estimates_are_near_the_truth(kind: str):
    made = block(kind)
    box = next(page.anchors["b/0"] for page in set_blocks(made).facts if "b/0" in page.anchors)
    height = box.height * 25.4 / 72 - 8.2
    assert volume._block_mm(made) == pytest.approx(height, abs=9)


# Words


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("flow", "The block: boxes. One leads to Two (first); Two leads to Three; "
         "Three leads to One (and back again)."),
        ("hub", "The block: The middle, joined with "
         "Sign 1; Sign 2; Sign 3; Sign 4; Sign 5; Sign 6; Sign 7."),
        ("timeline", "The block: a line. 2003 – In 2003; 2007 – In 2007; 2023 – In 2023."),
        ("table", "The block: a table of Risk; Answer for Noise; Dark."),
        ("numbers", "The block: 100+ of kind 1; 200+ of kind 2; 300+ of kind 3; 400+ of kind 4."),
        ("icons", "The block: Sign 1; Sign 2; Sign 3; Sign 4; Sign 5; Sign 6."),
        ("pillars", "The block: Sign 1; Sign 2; Sign 3; Sign 4; Sign 5."),
        ("phases", "The block: Step 0; Step 1; Step 2; Step 3; Step 4; Step 5."),
    ],
)  # fmt: skip
def test_a_block_in_words(kind: str, words: str):
    assert describe(block(kind), LABELS) == words


@pytest.mark.parametrize("kind", ["flow", "hub", "timeline"])
def test_drawings_that_say_something_say_it_to_all(kind: str):
    drawings = Drawings(Desk(), "#1E235D", LABELS)
    made = block(kind)
    drawn = getattr(drawings, kind)(made)
    svg = str(drawn) if kind == "timeline" else drawn.svg
    assert f"<title>{describe(made, LABELS)}</title>" in svg


# Hub and timeline


@pytest.mark.parametrize("count", [4, 5, 6, 7, 8])
def test_cards_of_a_hub_stand_apart_around_the_centre(count: int):
    made = block("hub", items=signs(count))
    assert isinstance(made, Hub)
    drawn = draw_hub(made, 170, "#1E235D")
    frames = [*drawn.cards, drawn.centre]
    assert len(drawn.cards) == count
    assert not any(a.overlaps(b, 0.5) for a, b in combinations(frames, 2))
    assert all(
        f.x >= 0 and f.y >= 0 and f.right <= 170.01 and f.bottom <= drawn.height_mm + 0.01 for f in frames
    )


def dots(timeline: Timeline) -> tuple[list[float], str]:
    svg = draw_moments(timeline, 170, 4, colour="#1E235D", light="#8E91AE")
    return [float(x) for x in re.findall(r'<circle cx="([\d.]+)"[^>]*fill="#1E235D"', svg)], svg


def test_a_timeline_to_scale_sets_its_dots_where_the_years_fall():
    scaled, svg = dots(block("timeline"))
    assert (scaled[1] - scaled[0]) / (scaled[2] - scaled[0]) == pytest.approx(4 / 20, abs=0.001)
    assert f'height="{SCALED_MM:g}mm"' in svg and svg.count("C") == 3
    even, plain = dots(block("timeline", spacing="even"))
    assert even[1] - even[0] == pytest.approx(even[2] - even[1], abs=0.02)
    assert f'height="{EVEN_MM:g}mm"' in plain and "C" not in plain


@pytest.mark.parametrize(
    ("when", "years"),
    [
        (("2003", "May 2007", "since 2023"), (2003, 2007, 2023)),
        (("1990s", "2003", "2007"), (1990, 2003, 2007)),
        (("2003", "later", "2007"), None),
        (("2007", "2003", "2009"), None),
    ],
)
def test_years_of_moments(when: tuple[str, ...], years: tuple[int, ...] | None):
    assert years_of(block("timeline", items=moments(*when))) == years


# Frames


@given(st.text(alphabet="abcdefg mil", min_size=1, max_size=80), st.floats(20, 120))
def test_lines_of_a_text(text: str, room: float):
    lines = count_lines(text, room, 10)
    assert (lines == 0) == (not text.split())
    assert lines >= width_mm(text.strip(), 10) / room - 2
    assert count_lines(text, room + 30, 10) <= lines


def test_frames_know_their_edges():
    frame = Frame(1, 2, 30, 4.5)
    assert (frame.right, frame.bottom, frame.middle) == (31, 6.5, (16, 4.25))
    assert frame.style == "left:1mm;top:2mm;width:30mm;height:4.5mm"
    assert frame.overlaps(Frame(30, 6, 5, 5)) and not frame.overlaps(Frame(31.5, 2, 5, 5))
    assert frame.overlaps(Frame(31.5, 2, 5, 5), gap=1)
