"""The headings that tell a translator to which part of the booklet a text belongs; they are not read."""

from __future__ import annotations

from booklet.model.segment import Segment

_OF_CASE = {
    "title": "Opening",
    "subtitle": "Opening",
    "places": "Opening",
    "place_label": "Opening",
    "period": "Key facts",
    "lead": "Key facts",
    "facts": "Key facts",
    "summary": "Summary",
    "pull_quote": "Summary",
    "overview": "Overview",
    "actors": "Actors involved",
    "mechanisms": "Working mechanism",
    "why": "Why it matters",
    "short": "Factsheet",
    "infographic": "Visual summary",
    "picture": "Picture",
    "links": "Links",
}
"""The parts of a case by the first step of the path."""

_OF_REST = {"chapters": "Chapter", "taxonomy": "Lists", "layouts": "Words of the layout"}


def name_place(segment: Segment) -> str:
    """The heading of a segment's part: “Overview”, “Working mechanism: youth action”."""
    kind, _, rest = segment.key.partition("/")
    steps = rest.split("/")
    if kind == "cases":
        name = _OF_CASE.get(steps[1], _words(steps[1]).capitalize())
        part = steps[2] if steps[1] == "mechanisms" else steps[3] if "blocks" in steps[2:3] else ""
        return f"{name}: {_words(part)}" if part else name
    if kind not in _OF_REST:
        return "About the publication"
    return f"{_OF_REST[kind]}: {_words(steps[0])}"


def _words(name: str) -> str:
    return name.replace("-", " ").replace("_", " ")
