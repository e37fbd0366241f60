"""For every rule: changes to the sample that make it fire, where it points, and near misses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from check_sample import DISCLAIMER, case, sample_data, settings, theme

Changes = dict[str, Any]
WHY, WHY_AT = "cases/0/why", "cases/forssa/why/1"
BODY, ABOUT = "chapters/0/body", "settings/about"
FUNDING, DATE = "settings/funding/en", "settings/date"


@dataclass(frozen=True)
class Example:
    """``at`` is the content path of the finding; ``language`` the one the check runs in."""

    rule: str
    fires: Changes
    at: str
    silent: tuple[Changes, ...] = ()
    words: str = ""
    language: str = "en"
    more: tuple[Changes, ...] = field(default=())


def why(rule: str, wrong: str, *right: str, words: str = "", more: tuple[str, ...] = ()) -> Example:
    """An example in the paragraph “why it matters” of the first case."""
    silent = tuple({WHY: text} for text in right)
    return Example(rule, {WHY: wrong}, WHY_AT, silent, words, more=tuple({WHY: text} for text in more))


def about(rule: str, wrong: str, *right: str, words: str = "", more: tuple[str, ...] = ()) -> Example:
    """An example in the text on the back cover."""
    silent = tuple({ABOUT: text} for text in right)
    more_changes = tuple({ABOUT: text} for text in more)
    return Example(rule, {ABOUT: wrong}, "publication/about/1", silent, words, more=more_changes)


def body(rule: str, wrong: str, block: int, *right: str, words: str = "") -> Example:
    """An example in the body of the first chapter; ``block`` is the 1-based block found."""
    silent = tuple({BODY: text} for text in right)
    return Example(rule, {BODY: wrong}, f"chapters/start/body/{block}", silent, words)


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
STEP_AT = "cases/0/infographic/blocks/1/items"
ENDED_STEPS = tuple({"title": t, "text": f"{t} here."} for t in ("Ask", "Act", "Learn"))
BARE_STEPS = tuple({"title": t, "text": f"{t} here"} for t in ("Ask", "Act", "Learn"))
LONG = " ".join(["word"] * 46).capitalize() + "."
FORSSA = case("forssa")
GLOSSARY = sample_data()["glossary"]
COUNTRIES = sample_data()["taxonomy"]["countries"]
MECHANISMS = sample_data()["taxonomy"]["mechanisms"]
PARTNERS = settings()["consortium"]

TEXT = [
    why("text/mixed-scripts", "Written by Liliانا.", "Written by Αθήνα in Łódź and Москва.", words="ARABIC LETTER ALEF"),
    why("text/mixed-scripts", "Written in Wаrsaw.", words="CYRILLIC SMALL LETTER A"),
    why("text/mixed-scripts", "Written by Οmar.", words="GREEK CAPITAL LETTER OMICRON"),
    why("text/invisible", "A zero\u200bwidth space.", "A no-break\u00a0space.", words="U+200B"),
    why("text/double-space", "Two  spaces.", "One space.\nAnd one."),
    why("text/space-before-punctuation", "A word , and a comma.", "A word – and “a quote” (so).",
        more=("( so) it is.", "It ends .")),
    why("text/missing-space", "A word,and a comma.", "See www.cosecur.eu, e.g. 1,250 or 3.5.", more=("So it is.Then it is not.",)),
    why("text/straight-quotes", 'A "quote" here.', "A “quote” here; it’s right.", more=("It's wrong.",)),
    why("text/unbalanced", "An “open quote.", "“One ‘inner’ and” a’s (two) [three]; the boys’ place.",
        more=("A (bracket.", "A bracket).", "Crossed (“so).”", "‘Never closed.")),
    why("text/unbalanced", "Closed” only.", "First 1) this, then 2) that.", words="opening"),
    why("text/dash", "One - two.", "One – two, short- and long-term.", more=("One -- two.",)),
    why("text/range", "From 2018-2021 on.", "From 2018–2021 on, COVID-19 and D1-2 were there.", words="2018-2021"),
    why("text/ellipsis", "And so on...", "And so on…"),
    why("text/thousands", "There were 1250 people.", "In 2018 there were 1,250 people, see no. 4711."),
    why("text/marks", "A <b>bold</b> word.", "A **bold** and 3 < 4 word."),
    Example("text/marks", {"cases/0/summary": "A **bold** word."}, "cases/forssa/summary"),
    why("text/full-stop", "No stop here", "A stop (here.) Or “there.”", "Two things:\n\n- one\n- two"),
    Example("text/full-stop", {"cases/0/mechanisms/0/impact": "People feel secure"}, "cases/forssa/mechanisms/walks/impact"),
    Example("text/label-stop", {"cases/0/title": "Calm forssa."}, "cases/forssa/title",
            ({"cases/0/title": "Forum e.V."}, {"cases/0/actors/0/name": "Shops, bars etc."}),
            more=({"cases/0/actors/0/name": "Shops,"}, )),
    body("text/label-stop", "A text.\n\n## A heading. {#a}\n\nA text.", 2),
    Example("text/list-ends", {WHY: "Two:\n\n- one.\n- two"}, "cases/forssa/why/2",
            ({WHY: "Two:\n\n- one,\n- two, and\n- three."}, {WHY: "Two:\n\n- one\n- two"})),
    Example("text/phase-ends", {STEP_AT: ENDED_STEPS[:2] + BARE_STEPS[2:]}, "cases/forssa/infographic/blocks/steps",
            ({STEP_AT: BARE_STEPS}, {STEP_AT: ENDED_STEPS, "cases/1/infographic/blocks/1/items": ENDED_STEPS})),
    why("text/repeated-word", "It is the the same.", "I know that that is so, and had had it."),
    why("text/long-sentence", LONG, LONG.replace(" word.", "."), f"{LONG[:60]}. {LONG[60:].strip().capitalize()}"),
    why("text/language", "Kaupunki järjesti työpajoja nuorille ja heidän perheilleen sekä kouluille, poliisille "
        "että järjestöille monta kertaa vuodessa.", "Kaupunki järjesti työpajoja."),
    why("text/placeholder", "This is to be written.", "This is to be read by all.", more=("TODO.", "Ask XXX now.")),
]  # fmt: skip

TERMS = [
    why("term/avoid", "Their well-being matters.", "Their wellbeing matters.", more=("Well-being matters.",)),
    why("term/british", "The color of the center.", "The colour of the centre, its size and prize, a citizen.", words="colour"),
    why("term/british", "They organized a program.", "The World Health Organization met.", words="organised",
        more=("Its license ended.", "A traveler came.", "A best practise.", "In defense of it.", "They analyze.")),
    why("term/british", "Neighborhoods grow.", "They were licensed to practise. Rigorous, laborious, honorary horizons.",
        words="Neighbourhoods"),
    why("term/acronym", "They use CPTED here.", "They use Crime Prevention Through Environmental Design (CPTED).",
        "An NGO of the EU in part II.", words="is not explained"),
    why("term/acronym", "CPTED came first.\n\nCrime Prevention Through Environmental Design is old.",
        "They use the ABCD (Alpha Beta Club Duo), and ABCD2 and CO-SECUR.", words="before it is explained"),
    why("term/project", "The Co-Secur project.", "The CO-SECUR project at www.cosecur.eu.", more=("In COSECUR.",)),
    Example("term/glossary", {"glossary": (*GLOSSARY, {"term": "wellbeing"})}, "glossary/wellbeing",
            ({"glossary": (*GLOSSARY, {"term": "well-tried", "avoid": ("well tried",)})},),
            more=({"glossary": (*GLOSSARY, {"term": "well-being"})},)),
]  # fmt: skip

COUNTS = [
    about("count/cases", "All three cases are good.", "All two cases and one of the cases, out of 159 initiatives.",
          more=("It maps 160 initiatives.", "Twenty initiatives are shown.", "More than 200 practices were seen.")),
    about("count/cases", "A selection of 19 case studies.", "Over 150 initiatives, over 80 extended case studies, 150+ cases.",
          "One case in this booklet is new."),
    about("count/countries", "Partners from nine European countries.", "Partners from two European countries."),
    about("count/partners", "It has 10 multidisciplinary partners.", "It has three partners, two of them partners in law."),
    about("count/themes", "The five main themes help.", "The two themes help; one theme leads."),
    about("count/mechanisms", "The five categories of working mechanisms.", "Some categories of working mechanisms.") ,
    Example("count/consortium", {"settings/consortium": PARTNERS[:2]}, "publication/consortium",
            ({"settings/consortium": PARTNERS},),
            more=({"settings/counts/countries": 3}, {"taxonomy/countries/1/partner": False})),
    Example("count/listed-countries",
            {ABOUT: "Two countries – Finland, Poland and Spain – work here.", "taxonomy/countries": (
                *COUNTRIES, {"id": "es", "label": "Spain"})}, "publication/about/1",
            ({ABOUT: "Three countries – Finland, Poland and Spain – work here.", "taxonomy/countries": (
                *COUNTRIES, {"id": "es", "label": "Spain"})},)),
]  # fmt: skip

ORDER = [
    Example("order/unused-theme", {"taxonomy/themes": (*sample_data()["taxonomy"]["themes"], theme(
            "traffic", "#B32A09", "#F7EAE6"))}, "taxonomy/themes/traffic", ({},)),
    Example("order/unused-mechanism", {"taxonomy/mechanisms": (*MECHANISMS, {**MECHANISMS[0], "id": "design"})},
            "taxonomy/mechanisms/design", ({},)),
    Example("order/unused-country", {"taxonomy/countries": (*COUNTRIES, {"id": "it", "label": "Italy"})},
            "taxonomy/countries/it", ({},)),
    Example("order/partner-country", {"taxonomy/countries": (
            *COUNTRIES, {"id": "es", "label": "Spain", "partner": True})}, "taxonomy/countries/es",
            ({"taxonomy/countries": (*COUNTRIES, {"id": "es", "label": "Spain"})},)),
    Example("order/lead", {"settings/consortium/1/lead": True}, "publication/consortium", ({},),
            more=({"settings/consortium/0/lead": False},)),
    Example("order/chapter-number", {"chapters/0/number": 2}, "chapters/start/number",
            ({"chapters/0/number": None, "closing/0/number": None},)),
    Example("order/chapter-number", {"closing/0/number": 2}, "chapters/end/number", words="3 follows"),
    body("order/empty", "Text.\n\n## One {#one}\n\n## Two {#two}\n\nText.", 2, "## One {#one}\n\n### Two {#two}\n\nText."),
    body("order/empty", "Text.\n\n## One {#one}", 2, words="under “One”"),
    Example("order/empty", {BODY: "## One {#one}"}, "chapters/start/body"),
    body("order/heading", "## One {#one}\n\nText.\n\n## One {#two}\n\nText.", 3, words="twice"),
    body("order/heading", "Text.\n\n### One {#one}\n\nText.", 2, words="level"),
    body("order/heading", "Text.\n\n## One\n\nText.", 2, "Text.\n\n## One {#one}\n\nText.", words="no id"),
]  # fmt: skip

REFERENCES = [
    body("ref/wrong-kind", "See chapter {ref:forssa}.", 1, "See {ref:forssa}.", "A chapter and {ref:forssa}."),
    body("ref/wrong-kind", "See case {ref:end}.", 1, words="points at a chapter"),
    body("ref/doubled-word", "See case {ref:forssa}.", 1, "The case (see {ref:forssa})."),
    body("ref/doubled-word", "Turn to page {ref:end}.", 1),
    body("ref/doubled-word", "Read section {ref:a}.\n\n## A {#a}\n\nText.", 1),
    body("ref/itself", "See {ref:start}.", 1, "See {ref:end}."),
    body("ref/itself", "Text.\n\n## A {#a}\n\nSee {ref:a}.", 3, "See {ref:a}.\n\n## A {#a}\n\nText.",
         "Text.\n\n## A {#a}\n\nText.\n\n## B {#b}\n\nSee {ref:a}."),
    Example("ref/itself", {WHY: "See {ref:forssa}."}, WHY_AT, ({WHY: "See {ref:warsaw}."},)),
    body("ref/by-hand", "More in chapter 4.", 1, "A chapter of 4 pages, in case 3 people come, on page one."),
]  # fmt: skip

CASES = [
    Example("case/period", {"cases/0/period": {"start": 2021, "end": 2018}}, "cases/forssa/period",
            ({"cases/0/period": {"start": 2021, "end": 2021}}, {"cases/0/period": {"note": "Ongoing"}}),
            more=({"cases/0/period": {"start": 2018, "end": 2021, "ongoing": True}}, {"cases/0/period": {}},
                  {"cases/0/period": {"start": 2030}})),
    Example("case/table", {TABLE_AT: (("Noise", "Talks"), ("Dark",))}, "cases/forssa/infographic/blocks/pairs/rows/2", ({},)),
    Example("case/ai-note", {"cases/0/picture": AI_PICTURE}, "cases/forssa/picture/origin",
            ({"cases/0/picture": AI_PICTURE, "settings/ai_note": OWN_NOTE}, {"cases/0/picture": PICTURE}),
            more=({"cases/0/picture": AI_PICTURE, "settings/ai_note": "AI-generated texts.\n\nPictures are drawn."},)),
    Example("case/repeated-title", {"cases/1/title": "Calm Forssa"}, "cases/warsaw/title", ({},)),
    Example("case/repeated-summary", {"cases/1/summary": FORSSA["summary"]}, "cases/warsaw/summary", ({},),
            more=({"cases/1/summary": FORSSA["summary"].replace("Forssa", "Warsaw")},)),
    Example("case/repeated-mechanism", {"cases/1/mechanisms/0/title": "Walks in Forssa"},
            "cases/warsaw/mechanisms/walks/title", ({"cases/1/mechanisms/0/title": "Walks"},)),
    Example("case/repeated-text", {"cases/1/why": f"Short. {LONG}", WHY: LONG}, "cases/warsaw/why/1",
            ({"cases/1/why": "That is so.", WHY: "That is so."},)),
    Example("case/twice", {"cases/0/actors/1/name": "City of turku"}, "cases/forssa/actors",
            ({"cases/0/actors/1/name": "City of Tampere"},)),
    Example("case/coordinates", {"cases/0/places/0/latitude": 22.27, "cases/0/places/0/longitude": 60.45},
            "cases/forssa/places/1", ({"cases/0/places/0/latitude": 39.6},)),
    Example("case/place-label", {"cases/0/place_label": "Warsaw, Poland"}, "cases/forssa/place_label",
            ({"cases/0/place_label": "Finland (nationwide)"}, {"cases/0/place_label": "Europe", "cases/0/scope": "european"})),
    Example("case/figure", {f"{FIGURE_AT}/0/value": "77"}, "cases/forssa/infographic/blocks/figures/items/1/value",
            ({f"{FIGURE_AT}/0/value": "77", WHY: "There are seventy-seven."}, {f"{FIGURE_AT}/0/value": "20+", WHY: "For two decades."})),
    Example("case/alt", {"cases/0/infographic/alt": "Three pillars."}, "cases/forssa/infographic/alt", ({},),
            more=({"cases/0/picture": {**PICTURE, "alt": "Image of a square."}},)),
    Example("case/pull-quote", {"cases/0/pull_quote": "“A sentence.”"}, "cases/forssa/pull_quote",
            ({"cases/0/pull_quote": "A town’s sentence."},)),
]  # fmt: skip

COLOURS = [
    Example("colour/contrast", {"taxonomy/themes/1/colour": "#F2B134"}, "taxonomy/themes/crowd/colour", ({},)),
    Example("colour/contrast-tint", {"taxonomy/themes/1/tint": "#1C7A68"}, "taxonomy/themes/crowd/colour", ({},)),
    Example("colour/tint", {"taxonomy/themes/1/tint": "#FFFFFF"}, "taxonomy/themes/crowd/tint",
            ({"taxonomy/themes/1/tint": "#E9F1F0"},)),
    Example("colour/distance", {"taxonomy/themes/1/colour": "#1E2360"}, "taxonomy/themes/crowd/colour", ({},), words="usual"),
    Example("colour/distance", {"taxonomy/themes/0/colour": "#7A6A1C", "taxonomy/themes/1/colour": "#9A5A1C"},
            "taxonomy/themes/crowd/colour", words="tritan"),
    Example("colour/ink", {"taxonomy/themes/1/cmyk": (90, 90, 90, 90)}, "taxonomy/themes/crowd/cmyk",
            ({"taxonomy/themes/1/cmyk": (100, 100, 100, 0)},), more=({"taxonomy/themes/1/cmyk": (101, 0, 0, 0)},)),
]  # fmt: skip

EMBLEM = [
    Example("emblem/statement", {f"{FUNDING}/statement": "Funded by the EU"}, "publication/funding/en/statement",
            ({"settings/funding/fi": FINNISH},)),
    Example("emblem/language", {}, "publication/funding", ({"settings/funding/fi": FINNISH},), language="fi"),
    Example("emblem/disclaimer", {f"{FUNDING}/disclaimer": DISCLAIMER[:-80]}, "publication/funding/en/disclaimer",
            ({"settings/funding/fi": FINNISH},), more=({"settings/funding/fi": {**FINNISH, "disclaimer": "Lyhyt."}},)),
    about("emblem/grant", "Grant Agreement no. 101121326 pays.", "Grant Agreement no. 101121325 pays."),
    Example("emblem/programme", {f"{FUNDING}/disclaimer": f"{DISCLAIMER} Horizon 2020."}, "publication/funding/en/disclaimer",
            ({ABOUT: "A Horizon Europe project."},)),
]  # fmt: skip

BUDGETS = [
    Example("budget/summary", {"cases/0/summary": "x" * 282 + "."}, "cases/forssa/summary",
            ({"cases/0/summary": "x" * 279 + "."},), words="3 characters over"),
    Example("budget/title", {"cases/0/mechanisms/0/title": "x" * 81}, "cases/forssa/mechanisms/walks/title",
            ({"cases/0/mechanisms/0/title": "x" * 80},), words="1 character over"),
    Example("budget/rows", {TABLE_AT: (("a", "b"), ("c", "x" * 81))}, "cases/forssa/infographic/blocks/pairs/rows/2/2",
            ({TABLE_AT: (("a", "b"), ("c", "x" * 80))},)),
    Example("budget/why", {WHY: "**" + "x" * 900 + "**."}, "cases/forssa/why", ({WHY: "**" + "x" * 899 + "**."},)),
]  # fmt: skip

EXAMPLES = [*TEXT, *TERMS, *COUNTS, *ORDER, *REFERENCES, *CASES, *COLOURS, *EMBLEM, *BUDGETS]
