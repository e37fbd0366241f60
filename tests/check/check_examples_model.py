"""Examples of the rules of order, cases, colours, emblem and budgets."""

from __future__ import annotations

from check_examples import ABOUT, BODY, FUNDING, WHY, Example, about, body
from check_sample import DISCLAIMER, case, sample_data, theme

PICTURE = {
    "file": "a.jpg",
    "alt": "A square in the evening.",
    "credit": "C",
    "licence": "CC",
    "origin": "photo",
}
AI_PICTURE = {**PICTURE, "origin": "ai-generated"}
OWN_NOTE = "The pictures are AI-generated."
FINNISH = {
    "statement": "Euroopan unionin rahoittama",
    "disclaimer": "Esitetyt näkemykset ovat vain omia. " * 6,
}
TABLE_AT = "cases/0/infographic/blocks/2/rows"
FIGURE_AT = "cases/0/infographic/blocks/3/items"
LONG = " ".join(["word"] * 46).capitalize() + "."
FORSSA = case("forssa")
COUNTRIES = sample_data()["taxonomy"]["countries"]
MECHANISMS = sample_data()["taxonomy"]["mechanisms"]
ORDER = [
    Example(
        "order/unused-theme",
        {"taxonomy/themes": (*sample_data()["taxonomy"]["themes"], theme("traffic", "#B32A09", "#F7EAE6"))},
        "taxonomy/themes/traffic",
        ({},),
    ),
    Example(
        "order/unused-mechanism",
        {"taxonomy/mechanisms": (*MECHANISMS, {**MECHANISMS[0], "id": "design"})},
        "taxonomy/mechanisms/design",
        ({},),
    ),
    Example(
        "order/unused-country",
        {"taxonomy/countries": (*COUNTRIES, {"id": "it", "label": "Italy"})},
        "taxonomy/countries/it",
        ({},),
    ),
    Example(
        "order/partner-country",
        {"taxonomy/countries": (*COUNTRIES, {"id": "es", "label": "Spain", "partner": True})},
        "taxonomy/countries/es",
        ({"taxonomy/countries": (*COUNTRIES, {"id": "es", "label": "Spain"})},),
    ),
    Example(
        "order/lead",
        {"settings/consortium/1/lead": True},
        "publication/consortium",
        ({},),
        more=({"settings/consortium/0/lead": False},),
    ),
    Example(
        "order/chapter-number",
        {"chapters/0/number": 2},
        "chapters/start/number",
        ({"chapters/0/number": None, "closing/0/number": None},),
    ),
    Example("order/chapter-number", {"closing/0/number": 2}, "chapters/end/number", words="3 follows"),
    body(
        "order/empty",
        "Text.\n\n## One {#one}\n\n## Two {#two}\n\nText.",
        2,
        "## One {#one}\n\n### Two {#two}\n\nText.",
    ),
    body("order/empty", "Text.\n\n## One {#one}", 2, words="under “One”"),
    Example("order/empty", {BODY: "## One {#one}"}, "chapters/start/body"),
    body("order/heading", "## One {#one}\n\nText.\n\n## One {#two}\n\nText.", 3, words="twice"),
    body("order/heading", "Text.\n\n### One {#one}\n\nText.", 2, words="level"),
    body("order/heading", "Text.\n\n## One\n\nText.", 2, "Text.\n\n## One {#one}\n\nText.", words="no id"),
]


CASES = [
    Example(
        "case/period",
        {"cases/0/period": {"start": 2021, "end": 2018}},
        "cases/forssa/period",
        (
            {"cases/0/period": {"start": 2021, "end": 2021}},
            {"cases/0/period": {"note": "Ongoing"}},
            {"cases/0/period": {}},
        ),
        more=(
            {"cases/0/period": {"start": 2018, "end": 2021, "ongoing": True}},
            {"cases/0/period": {"start": 2030}},
        ),
    ),
    Example(
        "case/table",
        {TABLE_AT: (("Noise", "Talks"), ("Dark",))},
        "cases/forssa/infographic/blocks/pairs/rows/2",
        ({},),
    ),
    Example(
        "case/ai-note",
        {"cases/0/picture": AI_PICTURE},
        "cases/forssa/picture/origin",
        ({"cases/0/picture": AI_PICTURE, "settings/ai_note": OWN_NOTE}, {"cases/0/picture": PICTURE}),
        more=(
            {
                "cases/0/picture": AI_PICTURE,
                "settings/ai_note": "AI-generated texts.\n\nPictures are drawn.",
            },
        ),
    ),
    Example("case/repeated-title", {"cases/1/title": "Calm Forssa"}, "cases/warsaw/title", ({},)),
    Example(
        "case/repeated-summary",
        {"cases/1/summary": FORSSA["summary"]},
        "cases/warsaw/summary",
        ({},),
        more=({"cases/1/summary": FORSSA["summary"].replace("Forssa", "Warsaw")},),
    ),
    Example(
        "case/repeated-mechanism",
        {"cases/1/mechanisms/0/title": "Walks in Forssa"},
        "cases/warsaw/mechanisms/walks/title",
        ({"cases/1/mechanisms/0/title": "Walks"},),
    ),
    Example(
        "case/repeated-text",
        {"cases/1/why": f"Short. {LONG}", WHY: LONG},
        "cases/warsaw/why/1",
        ({"cases/1/why": "That is so.", WHY: "That is so."},),
    ),
    Example(
        "case/twice",
        {"cases/0/actors/1/name": "City of turku"},
        "cases/forssa/actors",
        ({"cases/0/actors/1/name": "City of Tampere"},),
    ),
    Example(
        "case/coordinates",
        {"cases/0/places/0/latitude": 22.27, "cases/0/places/0/longitude": 60.45},
        "cases/forssa/places/1",
        ({"cases/0/places/0/latitude": 39.6},),
    ),
    Example(
        "case/place-label",
        {"cases/0/place_label": "Warsaw, Poland"},
        "cases/forssa/place_label",
        (
            {"cases/0/place_label": "Finland (nationwide)"},
            {"cases/0/place_label": "Europe", "cases/0/scope": "european"},
        ),
    ),
    Example(
        "case/figure",
        {f"{FIGURE_AT}/0/value": "77"},
        "cases/forssa/infographic/blocks/figures/items/1/value",
        (
            {f"{FIGURE_AT}/0/value": "77", WHY: "There are seventy-seven."},
            {f"{FIGURE_AT}/0/value": "20+", WHY: "For two decades."},
        ),
    ),
    Example(
        "case/alt",
        {"cases/0/infographic/alt": "Three pillars."},
        "cases/forssa/infographic/alt",
        ({},),
        more=({"cases/0/picture": {**PICTURE, "alt": "Image of a square."}},),
    ),
    Example(
        "case/pull-quote",
        {"cases/0/pull_quote": "“A sentence.”"},
        "cases/forssa/pull_quote",
        ({"cases/0/pull_quote": "A town’s sentence."},),
    ),
]


COLOURS = [
    Example(
        "colour/contrast", {"taxonomy/themes/1/colour": "#F2B134"}, "taxonomy/themes/crowd/colour", ({},)
    ),
    Example(
        "colour/contrast-tint", {"taxonomy/themes/1/tint": "#1C7A68"}, "taxonomy/themes/crowd/colour", ({},)
    ),
    Example(
        "colour/tint",
        {"taxonomy/themes/1/tint": "#FFFFFF"},
        "taxonomy/themes/crowd/tint",
        ({"taxonomy/themes/1/tint": "#E9F1F0"},),
    ),
    Example(
        "colour/distance",
        {"taxonomy/themes/1/colour": "#1E2360"},
        "taxonomy/themes/crowd/colour",
        ({},),
        words="usual",
    ),
    Example(
        "colour/distance",
        {"taxonomy/themes/0/colour": "#7A6A1C", "taxonomy/themes/1/colour": "#9A5A1C"},
        "taxonomy/themes/crowd/colour",
        words="tritan",
    ),
    Example(
        "colour/ink",
        {"taxonomy/themes/1/cmyk": (90, 90, 90, 90)},
        "taxonomy/themes/crowd/cmyk",
        ({"taxonomy/themes/1/cmyk": (100, 100, 100, 0)},),
        more=({"taxonomy/themes/1/cmyk": (101, 0, 0, 0)},),
    ),
]


EMBLEM = [
    Example(
        "emblem/statement",
        {f"{FUNDING}/statement": "Funded by the EU"},
        "publication/funding/en/statement",
        ({"settings/funding/fi": FINNISH},),
    ),
    Example(
        "emblem/language", {}, "publication/funding", ({"settings/funding/fi": FINNISH},), language="fi"
    ),
    Example(
        "emblem/disclaimer",
        {f"{FUNDING}/disclaimer": DISCLAIMER[:-80]},
        "publication/funding/en/disclaimer",
        ({"settings/funding/fi": FINNISH},),
        more=({"settings/funding/fi": {**FINNISH, "disclaimer": "Lyhyt."}},),
    ),
    about("emblem/grant", "Grant Agreement no. 101121326 pays.", "Grant Agreement no. 101121325 pays."),
    Example(
        "emblem/programme",
        {f"{FUNDING}/disclaimer": f"{DISCLAIMER} Horizon 2020."},
        "publication/funding/en/disclaimer",
        ({ABOUT: "A Horizon Europe project."},),
    ),
]


BUDGETS = [
    Example(
        "budget/summary",
        {"cases/0/summary": "x" * 282 + "."},
        "cases/forssa/summary",
        ({"cases/0/summary": "x" * 279 + "."},),
        words="3 characters over",
    ),
    Example(
        "budget/title",
        {"cases/0/mechanisms/0/title": "x" * 81},
        "cases/forssa/mechanisms/walks/title",
        ({"cases/0/mechanisms/0/title": "x" * 80},),
        words="1 character over",
    ),
    Example(
        "budget/rows",
        {TABLE_AT: (("a", "b"), ("c", "x" * 81))},
        "cases/forssa/infographic/blocks/pairs/rows/2/2",
        ({TABLE_AT: (("a", "b"), ("c", "x" * 80))},),
    ),
    Example(
        "budget/why",
        {WHY: "**" + "x" * 900 + "**."},
        "cases/forssa/why",
        ({WHY: "**" + "x" * 899 + "**."},),
    ),
]

EXAMPLES = [*ORDER, *CASES, *COLOURS, *EMBLEM, *BUDGETS]
