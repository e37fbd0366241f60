"""A small publication without a fault, and ways to put one in."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from booklet.model.publication import Publication

DISCLAIMER = (
    "Funded by the European Union. Views and opinions expressed are, however, those of the author(s) only "
    "and do not necessarily reflect those of the European Union or the European Commission. Neither the "
    "European Union nor the granting authority can be held responsible for them."
)
SUMMARIES = {
    "forssa": "The town of Forssa asked its people what they fear, and then changed its squares.",
    "warsaw": "Crowds used to press through three narrow gates; stewards with lamps now lead them apart.",
}


def case(key: str, **changes: Any) -> dict[str, Any]:
    """A case as data; words differ from key to key."""
    number = 100 + len(key)
    data: dict[str, Any] = {
        "id": key,
        "title": f"Calm {key}",
        "places": ({"name": "Turku", "country": "fi", "latitude": 60.45, "longitude": 22.27},),
        "place_label": "Turku, Finland",
        "themes": ("night",),
        "period": {"start": 2018, "end": 2021},
        "summary": SUMMARIES[key],
        "overview": f"In {key} the squares were empty.\n\nNow {number} volunteers of {key} walk there.",
        "actors": ({"name": "City of Turku", "kind": "city"}, {"name": "Local police", "kind": "city"}),
        "mechanisms": (
            {
                "id": "walks",
                "category": "governance",
                "title": f"Walks in {key}",
                "text": f"Volunteers of {key} walk at night and talk to those they meet.",
                "impact": f"People in {key} feel more secure.",
            },
        ),
        "why": f"What works in {key} can work elsewhere, when people are asked first.",
        "infographic": {
            "title": f"What {key} did",
            "intro": f"Three ideas carried the work in {key}.",
            "blocks": (
                {
                    "type": "pillars",
                    "id": "ideas",
                    "title": "Three ideas",
                    "items": tuple(
                        {"icon": "star", "title": word, "text": f"{word} comes first in {key}."}
                        for word in ("Listening", "Acting", "Learning")
                    ),
                },
                {
                    "type": "phases",
                    "id": "steps",
                    "title": "Three steps",
                    "items": tuple(
                        {"title": word, "text": f"{word} in the streets of {key}"}
                        for word in ("Ask", "Act", "Learn")
                    ),
                },
                {
                    "type": "table",
                    "id": "pairs",
                    "title": "What was done",
                    "columns": ("Challenge", "Response"),
                    "rows": (("Noise", "Talks"), ("Dark spots", "Lamps")),
                },
                {
                    "type": "numbers",
                    "id": "figures",
                    "title": "In figures",
                    "items": (
                        {"value": str(number), "label": "volunteers"},
                        {"value": "2018", "label": "start of the work"},
                    ),
                },
            ),
            "alt": f"Four parts about {key}. Three pillars with icons show {key} listening and acting. "
            f"Below, three steps, a table of answers and two large figures tell what {key} did.",
        },
    }
    return {**data, **changes}


def chapter(key: str, number: int, title: str, body: str) -> dict[str, Any]:
    """A chapter as data."""
    standfirst = f"This is what the chapter on {title.lower()} is about."
    return {
        "id": key,
        "number": number,
        "title": title,
        "standfirst": standfirst,
        "icon": "star",
        "body": body,
    }


def theme(key: str, colour: str, tint: str) -> dict[str, Any]:
    """A theme as data."""
    return {
        "id": key,
        "label": key.title(),
        "short": key.title(),
        "colour": colour,
        "tint": tint,
        "cmyk": (75, 5, 55, 35),
        "shape": "circle",
        "motif": "night",
        "icon": "star",
        "definition": f"Security in the matter of {key}.",
    }


def settings() -> dict[str, Any]:
    """The settings as data."""
    return {
        "id": "sample",
        "title": "Two towns",
        "subtitle": "Two cases from across Europe",
        "series": "Sample",
        "project": "CO-SECUR",
        "claim": "Calm together",
        "deliverable": "D2.2",
        "deliverable_title": "Booklet",
        "version": "1.0",
        "date": "2026-06-30",
        "description": "Two towns and what they did.",
        "keywords": ("security",),
        "licence": "CC BY 4.0",
        "licence_url": "https://example.org/by",
        "publisher": "CO-SECUR consortium",
        "contact": "https://www.cosecur.eu",
        "grant": {"number": "101121325", "call": "HORIZON-CL3", "topic": "HORIZON-CL3-01", "action": "RIA"},
        "funding": {"en": {"statement": "Funded by the European Union", "disclaimer": DISCLAIMER}},
        "authors": ({"name": "Ada Example"},),
        "citation": "Example A. (2026). Two towns.",
        "consortium_text": "Three partners from two countries work together.",
        "consortium": (
            {"name": "Alpha", "short": "Alpha", "country": "fi", "lead": True},
            {"name": "Beta", "short": "Beta", "country": "pl"},
            {"name": "Gamma", "short": "Gamma", "country": "pl"},
        ),
        "ai_note": "No picture was made by a machine.",
        "about": "A project on security in towns.",
        "links": (),
        "counts": {"mapped": 159, "extended": 80, "countries": 2, "partners": 3},
        "chapters": ("start",),
        "cases": ("forssa", "warsaw"),
        "closing": ("end",),
    }


START = """A text with “quoted words” and a range of years, 2018–2021 – nothing else.

## First part {#first}

Two cases from across Europe, out of 159 initiatives. See {ref:forssa} and {ref:end}.

- one,
- two, and
- three.

## Second part {#second}

The 1,250 visitors of www.cosecur.eu don’t mind (as far as we know).
"""


@lru_cache(maxsize=1)
def sample_data() -> dict[str, Any]:
    """The whole publication as data; do not change it, see ``changed``."""
    term = {"term": "wellbeing", "avoid": ("well-being",)}
    return {
        "settings": settings(),
        "taxonomy": {
            "themes": (theme("night", "#1E235D", "#E8E9EF"), theme("crowd", "#1C7A68", "#E8F2F0")),
            "mechanisms": (
                {
                    "id": "governance",
                    "label": "Governance",
                    "short": "Governance",
                    "icon": "star",
                    "definition": "People take part in decisions.",
                    "examples": ("Round tables",),
                    "simply": "People decide together.",
                    "effects": "More trust.",
                },
            ),
            "countries": (
                {"id": "fi", "label": "Finland", "partner": True},
                {"id": "pl", "label": "Poland", "partner": True},
            ),
            "actors": ({"id": "city", "label": "City", "icon": "star"},),
        },
        "chapters": (chapter("start", 1, "Beginning", START),),
        "cases": (
            case("forssa"),
            case(
                "warsaw",
                themes=("crowd", "night"),
                places=({"name": "Warsaw", "country": "pl", "latitude": 52.23, "longitude": 21.01},),
                place_label="Warsaw, Poland",
            ),
        ),
        "closing": (chapter("end", 3, "Ending", "That is all there is to say here."),),
        "glossary": (
            term,
            {"term": "CPTED", "expansion": "Crime Prevention Through Environmental Design"},
            {"term": "NGO", "expansion": "non-governmental organisation", "note": "common"},
            {"term": "World Health Organization"},
        ),
    }


def changed(changes: dict[str, Any]) -> Publication:
    """The sample with values put in at paths of keys and 0-based positions (``cases/0/title``)."""
    data: Any = sample_data()
    for path, value in changes.items():
        data = _put(data, path.split("/"), value)
    return Publication.model_validate(data)


def _put(data: Any, steps: list[str], value: Any) -> Any:
    if not steps:
        return value
    step, rest = steps[0], steps[1:]
    if isinstance(data, tuple):
        index = int(step)
        return (
            *data[:index],
            _put(data[index] if index < len(data) else {}, rest, value),
            *data[index + 1 :],
        )
    return {**data, step: _put(data.get(step, {}), rest, value)}
