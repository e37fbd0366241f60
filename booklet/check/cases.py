"""Cases: what must fit together within one case, and what must not repeat across cases."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from booklet.check.counts import NUMBER_WORDS, number_of
from booklet.check.reading import Check, Reading
from booklet.findings import Finding, Rule, Severity, rule
from booklet.model.infographic import Numbers, Table

PERIOD = rule(
    "case/period",
    Severity.ERROR,
    "A case ends after it begins, has no end while it goes on, and does not begin in the future.",
    "Correct `period`; say in `note` what years alone would not tell.",
)
TABLE = rule(
    "case/table",
    Severity.ERROR,
    "Every row of a table has a cell for every column.",
    "Add the missing cells, or delete those that are too many.",
)
AI_NOTE = rule(
    "case/ai-note",
    Severity.ERROR,
    "Pictures made by AI are mentioned in the AI note (AI Act, Article 50).",
    "Say in `ai_note` of content/booklet.yaml that pictures are AI-generated.",
)
TITLE = rule(
    "case/repeated-title",
    Severity.ERROR,
    "No two cases have the same title.",
    "Tell them apart by the place or a subtitle.",
)
SUMMARY = rule(
    "case/repeated-summary",
    Severity.ERROR,
    "No two cases have the same summary, or nearly the same.",
    "Write what is special about this case; one of them was copied.",
)
MECHANISM = rule(
    "case/repeated-mechanism",
    Severity.WARNING,
    "No two mechanisms have the same title.",
    "Name what is special about the mechanism here.",
)
PARAGRAPH = rule(
    "case/repeated-text",
    Severity.ERROR,
    "No sentence stands in two places.",
    "Write one of them anew; one was copied.",
)
TWICE = rule(
    "case/twice",
    Severity.WARNING,
    "Within a case no actor, fact or place is listed twice.",
    "Delete one.",
)
COORDINATES = rule(
    "case/coordinates",
    Severity.WARNING,
    "Places lie in Europe.",
    "Check latitude and longitude; they may have been exchanged.",
)
PLACE_LABEL = rule(
    "case/place-label",
    Severity.WARNING,
    "The place a case shows is one of its places or countries.",
    "Correct `place_label` or `places`.",
)
FIGURE = rule(
    "case/figure",
    Severity.WARNING,
    "A big number of an infographic occurs in the text of the case.",
    "Correct the number, or name it in the text as well.",
)
ALT = rule(
    "case/alt",
    Severity.WARNING,
    "A description for those who cannot see says what is drawn, and does not begin with “image of”.",
    "Describe the parts in order and what they say, in 100 characters or more.",
)
QUOTE = rule(
    "case/pull-quote",
    Severity.WARNING,
    "A pull quote has no quotation marks: nobody is quoted.",
    "Delete the quotation marks.",
)

_WEST, _EAST, _SOUTH, _NORTH = -32.0, 45.0, 27.0, 72.0
_MIN_ALT_CHARACTERS = 100
_SAME_SHARE = 0.8
_MIN_SENTENCE_CHARACTERS = 50
_AI = re.compile(
    r"AI[- ]generated|generated (?:by|with|using)|(?:made|created) (?:by|with|using) (?:AI|artificial)",
    re.I,
)
_ALT_START = re.compile(
    r"(?:an? |the )?(?:image|picture|photo|graphic|drawing|illustration) (?:of|showing)\b", re.I
)
_SENTENCE = re.compile(r"(?<=[.!?…])[”’)]*\s+")
_FIGURE = re.compile(r"\d[\d,.]*\d|\d")
_DECADES = re.compile(rf"\b({'|'.join(NUMBER_WORDS)}) decades")
_WORD = re.compile(r"\w+")


def periods(reading: Reading) -> Iterator[Finding]:
    """Years in order."""
    latest = reading.publication.settings.date.year
    for case in reading.publication.cases:
        period, place = case.period, reading.at(f"cases/{case.id}/period")
        if period.start and period.end and period.end < period.start:
            yield PERIOD.at(place, f"the case ends in {period.end}, before it begins in {period.start}")
        if period.ongoing and period.end:
            yield PERIOD.at(place, f"the case is ongoing and ends in {period.end}")
        if period.start and period.start > latest:
            yield PERIOD.at(place, f"the case begins in {period.start}, after the publication")


def tables(reading: Reading) -> Iterator[Finding]:
    """As many cells as columns."""
    for case in reading.publication.cases:
        for block in case.infographic.blocks:
            if not isinstance(block, Table):
                continue
            for number, row in enumerate(block.rows, start=1):
                if len(row) != len(block.columns):
                    path = f"cases/{case.id}/infographic/blocks/{block.id}/rows/{number}"
                    message = f"row {number} has {len(row)} cells, the table {len(block.columns)} columns"
                    yield TABLE.at(reading.at(path), message)


def ai_pictures(reading: Reading) -> Iterator[Finding]:
    """The credits own up to pictures that a machine made."""
    note = reading.publication.settings.ai_note
    if any(
        _AI.search(line)
        for line in note.plain.split("\n")
        if re.search(r"picture|image|illustration", line)
    ):
        return
    for case in reading.publication.cases:
        if case.picture is not None and case.picture.origin == "ai-generated":
            yield AI_NOTE.at(
                reading.at(f"cases/{case.id}/picture/origin"),
                "this picture is AI-generated, but the AI note does not mention such pictures",
            )


def repeated_titles(reading: Reading) -> Iterator[Finding]:
    """Titles of cases and of mechanisms."""
    cases = reading.publication.cases
    titles = ((f"cases/{case.id}/title", case.title) for case in cases)
    yield from _repeated(reading, TITLE, titles)
    mechanisms = (
        (f"cases/{case.id}/mechanisms/{item.id}/title", item.title)
        for case in cases
        for item in case.mechanisms
    )
    yield from _repeated(reading, MECHANISM, mechanisms)


def _repeated(reading: Reading, wanted: Rule, titles: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for path, title in titles:
        earlier = first.setdefault(" ".join(_WORD.findall(title.lower())), path)
        if earlier != path:
            yield wanted.at(
                reading.at(path), f"“{title}” is also the title in {earlier.removesuffix('/title')}"
            )


def repeated_summaries(reading: Reading) -> Iterator[Finding]:
    """Two summaries that share four words in five are one summary."""
    seen: list[tuple[str, frozenset[str]]] = []
    for case in reading.publication.cases:
        words = frozenset(_WORD.findall(case.summary.lower()))
        for key, others in seen:
            if len(words & others) >= _SAME_SHARE * len(words | others):
                yield SUMMARY.at(
                    reading.at(f"cases/{case.id}/summary"), f"this is nearly the summary of {key}"
                )
        seen.append((case.id, words))


def repeated_text(reading: Reading) -> Iterator[Finding]:
    """A whole sentence of some length in two places of the chapters and cases."""
    first: dict[str, str] = {}
    for passage in reading.passages:
        if not passage.owner.startswith(("cases/", "chapters/")) or not passage.sentences:
            continue
        for sentence in _SENTENCE.split(passage.text):
            if len(sentence) < _MIN_SENTENCE_CHARACTERS:
                continue
            earlier = first.setdefault(" ".join(_WORD.findall(sentence.lower())), passage.path)
            if earlier != passage.path:
                start = " ".join(sentence.split()[:6])
                yield PARAGRAPH.at(reading.at(passage.path), f"“{start} …” stands also in {earlier}")


def listed_twice(reading: Reading) -> Iterator[Finding]:
    """Lists of a case without repetition."""
    for case in reading.publication.cases:
        lists: tuple[tuple[str, list[str]], ...] = (
            ("actors", [actor.name for actor in case.actors]),
            ("facts", [fact.label for fact in case.facts]),
            ("places", [place.name for place in case.places]),
        )
        for name, items in lists:
            for item, count in Counter(item.casefold() for item in items).items():
                if count > 1:
                    written = next(value for value in items if value.casefold() == item)
                    place = reading.at(f"cases/{case.id}/{name}")
                    yield TWICE.at(place, f"“{written}” stands {count} times under `{name}`")


def places(reading: Reading) -> Iterator[Finding]:
    """Points of the map and the words for them."""
    labels = {country.id: country.label for country in reading.publication.taxonomy.countries}
    for case in reading.publication.cases:
        for number, place in enumerate(case.places, start=1):
            inside = _SOUTH <= place.latitude <= _NORTH and _WEST <= place.longitude <= _EAST
            if not inside:
                yield COORDINATES.at(
                    reading.at(f"cases/{case.id}/places/{number}"),
                    f"{place.name} at {place.latitude}, {place.longitude} is not in Europe",
                )
        names = {place.name for place in case.places} | {labels.get(p.country, "") for p in case.places}
        named = any(name and name in case.place_label for name in names)
        if not named and not (case.scope == "european" and "Europe" in case.place_label):
            yield PLACE_LABEL.at(
                reading.at(f"cases/{case.id}/place_label"),
                f"“{case.place_label}” names none of the places of the case",
            )


def figures(reading: Reading) -> Iterator[Finding]:
    """A figure drawn large must be a figure of the case."""
    words_of = {value: word for word, value in NUMBER_WORDS.items()}
    for case in reading.publication.cases:
        blocks = [block for block in case.infographic.blocks if isinstance(block, Numbers)]
        if not blocks:
            continue
        inside = f"cases/{case.id}/infographic/"
        passages = reading.by_owner.get(f"cases/{case.id}", ())
        text = "\n".join(p.text for p in passages if not p.path.startswith(inside)).lower()
        text += f"\n{case.period.start} {case.period.end} {len(case.actors)} {len(case.places)}"
        text += "".join(f" {10 * number_of(ten)}" for ten in _DECADES.findall(text))
        known = set(_FIGURE.findall(text)) | set(_WORD.findall(text.replace("-", "_")))
        for block in blocks:
            for number, item in enumerate(block.items, start=1):
                for figure in _FIGURE.findall(item.value):
                    word = words_of.get(int(figure), "") if figure.isdigit() else ""
                    if figure not in known and word.replace("-", "_") not in known:
                        yield FIGURE.at(
                            reading.at(f"{inside}blocks/{block.id}/items/{number}/value"),
                            f"{item.value} ({item.label}) is not in the text of the case",
                        )


def descriptions(reading: Reading) -> Iterator[Finding]:
    """Descriptions of infographics and pictures; pull quotes."""
    for case in reading.publication.cases:
        path = f"cases/{case.id}"
        alt = case.infographic.alt
        if len(alt) < _MIN_ALT_CHARACTERS:
            yield ALT.at(
                reading.at(f"{path}/infographic/alt"), f"the description has only {len(alt)} characters"
            )
        described = [(f"{path}/infographic/alt", alt)]
        if case.picture is not None:
            described.append((f"{path}/picture/alt", case.picture.alt))
        for where, text in described:
            found = _ALT_START.match(text)
            if found:
                yield ALT.at(reading.at(where), f"the description begins with “{found[0]}”")
        if case.pull_quote and re.search(r"[“”\"]", case.pull_quote):
            yield QUOTE.at(reading.at(f"{path}/pull_quote"), "the pull quote has quotation marks")


CHECKS: tuple[Check, ...] = (
    periods,
    tables,
    ai_pictures,
    repeated_titles,
    repeated_summaries,
    repeated_text,
    listed_twice,
    places,
    figures,
    descriptions,
)
