"""Examples of the rules of typography, sentences, terms, counts and references."""

from __future__ import annotations

from check_examples import ABOUT, WHY, WHY_AT, Example, about, body, why
from check_sample import sample_data, settings

STEP_AT = "cases/0/infographic/blocks/1/items"
ENDED_STEPS = tuple({"title": t, "text": f"{t} here."} for t in ("Ask", "Act", "Learn"))
BARE_STEPS = tuple({"title": t, "text": f"{t} here"} for t in ("Ask", "Act", "Learn"))
LONG = " ".join(["word"] * 46).capitalize() + "."
GLOSSARY = sample_data()["glossary"]
COUNTRIES = sample_data()["taxonomy"]["countries"]
PARTNERS = settings()["consortium"]

TEXT = [
    why(
        "text/mixed-scripts",
        "Written by Liliانا.",
        "Written by Αθήνα in Łódź and Москва.",
        words="ARABIC LETTER ALEF",
    ),
    why("text/mixed-scripts", "Written in Wаrsaw.", words="CYRILLIC SMALL LETTER A"),
    why("text/mixed-scripts", "Written by Οmar.", words="GREEK CAPITAL LETTER OMICRON"),
    why("text/invisible", "A zero\u200bwidth space.", "A no-break\u00a0space.", words="U+200B"),
    why("text/double-space", "Two  spaces.", "One space.\nAnd one."),
    why(
        "text/space-before-punctuation",
        "A word , and a comma.",
        "A word – and “a quote” (so).",
        more=("( so) it is.", "It ends ."),
    ),
    why(
        "text/missing-space",
        "A word,and a comma.",
        "See www.cosecur.eu, e.g. 1,250 or 3.5.",
        more=("So it is.Then it is not.",),
    ),
    why("text/straight-quotes", 'A "quote" here.', "A “quote” here; it’s right.", more=("It's wrong.",)),
    why(
        "text/unbalanced",
        "An “open quote.",
        "“One ‘inner’ and” a’s (two) [three]; the boys’ place.",
        more=("A (bracket.", "A bracket).", "Crossed (“so).”", "‘Never closed."),
    ),
    why("text/unbalanced", "Closed” only.", "First 1) this, then 2) that.", words="opening"),
    why("text/dash", "One - two.", "One – two, short- and long-term.", more=("One -- two.",)),
    why(
        "text/range",
        "From 2018-2021 on.",
        "From 2018–2021 on, COVID-19 and D1-2 were there.",
        words="2018-2021",
    ),
    why("text/ellipsis", "And so on...", "And so on…"),
    why("text/thousands", "There were 1250 people.", "In 2018 there were 1,250 people, see no. 4711."),
    why("text/marks", "A <b>bold</b> word.", "A **bold** and 3 < 4 word."),
    Example("text/marks", {"cases/0/summary": "A **bold** word."}, "cases/forssa/summary"),
    why("text/full-stop", "No stop here", "A stop (here.) Or “there.”", "Two things:\n\n- one\n- two"),
    Example(
        "text/full-stop",
        {"cases/0/mechanisms/0/impact": "People feel secure"},
        "cases/forssa/mechanisms/walks/impact",
    ),
    Example(
        "text/label-stop",
        {"cases/0/title": "Calm forssa."},
        "cases/forssa/title",
        ({"cases/0/title": "Forum e.V."}, {"cases/0/actors/0/name": "Shops, bars etc."}),
        more=({"cases/0/actors/0/name": "Shops,"},),
    ),
    body("text/label-stop", "A text.\n\n## A heading. {#a}\n\nA text.", 2),
    Example(
        "text/list-ends",
        {WHY: "Two:\n\n- one.\n- two"},
        "cases/forssa/why/2",
        ({WHY: "Two:\n\n- one,\n- two, and\n- three."}, {WHY: "Two:\n\n- one\n- two"}),
    ),
    Example(
        "text/phase-ends",
        {STEP_AT: ENDED_STEPS[:2] + BARE_STEPS[2:]},
        "cases/forssa/infographic/blocks/steps",
        ({STEP_AT: BARE_STEPS}, {STEP_AT: ENDED_STEPS, "cases/1/infographic/blocks/1/items": ENDED_STEPS}),
    ),
    why("text/repeated-word", "It is the the same.", "I know that that is so, and had had it."),
    why(
        "text/long-sentence",
        LONG,
        LONG.replace(" word.", "."),
        f"{LONG[:60]}. {LONG[60:].strip().capitalize()}",
    ),
    why(
        "text/language",
        "Kaupunki järjesti työpajoja nuorille ja heidän perheilleen sekä kouluille, poliisille "
        "että järjestöille monta kertaa vuodessa.",
        "Kaupunki järjesti työpajoja.",
    ),
    why(
        "text/placeholder",
        "This is to be written.",
        "This is to be read by all.",
        more=("TODO.", "Ask XXX now."),
    ),
]


TERMS = [
    why(
        "term/avoid", "Their well-being matters.", "Their wellbeing matters.", more=("Well-being matters.",)
    ),
    why(
        "term/british",
        "The color of the center.",
        "The colour of the centre, its size and prize, a citizen.",
        words="colour",
    ),
    why(
        "term/british",
        "They organized a program.",
        "The World Health Organization met.",
        words="organised",
        more=(
            "Its license ended.",
            "A traveler came.",
            "A best practise.",
            "In defense of it.",
            "They analyze.",
        ),
    ),
    why(
        "term/british",
        "Neighborhoods grow.",
        "They were licensed to practise. Rigorous, laborious, honorary horizons.",
        words="Neighbourhoods",
    ),
    why(
        "term/acronym",
        "They use CPTED here.",
        "They use Crime Prevention Through Environmental Design (CPTED).",
        "An NGO of the EU in part II.",
        words="is not explained",
    ),
    why(
        "term/acronym",
        "CPTED came first.\n\nCrime Prevention Through Environmental Design is old.",
        "They use the ABCD (Alpha Beta Club Duo), and ABCD2 and CO-SECUR.",
        words="before it is explained",
    ),
    why(
        "term/project",
        "The Co-Secur project.",
        "The CO-SECUR project at www.cosecur.eu.",
        more=("In COSECUR.",),
    ),
    Example(
        "term/glossary",
        {"glossary": (*GLOSSARY, {"term": "wellbeing"})},
        "glossary/wellbeing",
        ({"glossary": (*GLOSSARY, {"term": "well-tried", "avoid": ("well tried",)})},),
        more=({"glossary": (*GLOSSARY, {"term": "well-being"})},),
    ),
]


COUNTS = [
    about(
        "count/cases",
        "All three cases are good.",
        "All two cases and one of the cases, out of 159 initiatives.",
        more=(
            "It maps 160 initiatives.",
            "Twenty initiatives are shown.",
            "More than 200 practices were seen.",
        ),
    ),
    about(
        "count/cases",
        "A selection of 19 case studies.",
        "Over 150 initiatives, over 80 extended case studies, 150+ cases.",
        "One case in this booklet is new.",
    ),
    about(
        "count/countries", "Partners from nine European countries.", "Partners from two European countries."
    ),
    about(
        "count/partners",
        "It has 10 multidisciplinary partners.",
        "It has three partners, two of them partners in law.",
    ),
    about("count/themes", "The five main themes help.", "The two themes help; one theme leads."),
    about(
        "count/mechanisms",
        "The five categories of working mechanisms.",
        "Some categories of working mechanisms.",
    ),
    Example(
        "count/consortium",
        {"settings/consortium": PARTNERS[:2]},
        "publication/consortium",
        ({"settings/consortium": PARTNERS},),
        more=({"settings/counts/countries": 3}, {"taxonomy/countries/1/partner": False}),
    ),
    Example(
        "count/listed-countries",
        {
            ABOUT: "Two countries – Finland, Poland and Spain – work here.",
            "taxonomy/countries": (*COUNTRIES, {"id": "es", "label": "Spain"}),
        },
        "publication/about/1",
        (
            {
                ABOUT: "Three countries – Finland, Poland and Spain – work here.",
                "taxonomy/countries": (*COUNTRIES, {"id": "es", "label": "Spain"}),
            },
        ),
    ),
]


REFERENCES = [
    body(
        "ref/wrong-kind", "See chapter {ref:forssa}.", 1, "See {ref:forssa}.", "A chapter and {ref:forssa}."
    ),
    body("ref/wrong-kind", "See case {ref:end}.", 1, words="points at a chapter"),
    body("ref/doubled-word", "See case {ref:forssa}.", 1, "The case (see {ref:forssa})."),
    body("ref/doubled-word", "Turn to page {ref:end}.", 1),
    body("ref/doubled-word", "Read section {ref:a}.\n\n## A {#a}\n\nText.", 1),
    body("ref/itself", "See {ref:start}.", 1, "See {ref:end}."),
    body(
        "ref/itself",
        "Text.\n\n## A {#a}\n\nSee {ref:a}.",
        3,
        "See {ref:a}.\n\n## A {#a}\n\nText.",
        "Text.\n\n## A {#a}\n\nText.\n\n## B {#b}\n\nSee {ref:a}.",
    ),
    Example("ref/itself", {WHY: "See {ref:forssa}."}, WHY_AT, ({WHY: "See {ref:warsaw}."},)),
    body(
        "ref/by-hand", "More in chapter 4.", 1, "A chapter of 4 pages, in case 3 people come, on page one."
    ),
]

EXAMPLES = [*TEXT, *TERMS, *COUNTS, *REFERENCES]
