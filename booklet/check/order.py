"""Order and completeness: everything is there, once, in its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from booklet.check.reading import Check, Reading
from booklet.findings import Finding, Severity, rule
from booklet.model.publication import Chapter

LISTED = rule(
    "order/listed",
    Severity.ERROR,
    "Every case and chapter stands in the lists of booklet.yaml exactly once.",
    "Add the id to the list, or delete it where it is too much.",
)
IDS = rule(
    "order/id",
    Severity.ERROR,
    "An id names one thing.",
    "Choose another id for the newer of the two.",
)
UNUSED_THEME = rule(
    "order/unused-theme",
    Severity.WARNING,
    "Every theme has a case.",
    "Assign the theme to a case, or take it out of the taxonomy.",
)
UNUSED_MECHANISM = rule(
    "order/unused-mechanism",
    Severity.WARNING,
    "Every category of working mechanisms is found in a case.",
    "Check the categories of the mechanisms, or take this one out of the taxonomy.",
)
UNUSED_COUNTRY = rule(
    "order/unused-country",
    Severity.WARNING,
    "Every country of the taxonomy has a case or a partner.",
    "Take the country out of the taxonomy.",
)
PARTNER_COUNTRY = rule(
    "order/partner-country",
    Severity.INFO,
    "Every country of the consortium has a case.",
    "Nothing to do when the choice of cases was meant so.",
)
LEAD = rule(
    "order/lead",
    Severity.ERROR,
    "The consortium has one lead.",
    "Set `lead: true` for exactly one partner.",
)
NUMBERS = rule(
    "order/chapter-number",
    Severity.ERROR,
    "Chapters are numbered in order; the part of the cases counts as one.",
    "Correct `number` in the heads of the chapters.",
)
EMPTY = rule(
    "order/empty",
    Severity.ERROR,
    "Every chapter and every section under a heading has a text.",
    "Write the text, or delete the heading.",
)
HEADING = rule(
    "order/heading",
    Severity.WARNING,
    "Headings within a chapter differ, have an id, and skip no level.",
    "Reword one heading; give every heading an id: ## Title {#id}.",
)


def lists(reading: Reading) -> Iterator[Finding]:
    """The lists of the settings and what was read for them."""
    publication = reading.publication
    for name, listed, present in (
        ("cases", publication.settings.cases, publication.cases),
        ("chapters", publication.settings.chapters, publication.chapters),
        ("closing", publication.settings.closing, publication.closing),
    ):
        counted = Counter(listed)
        for index, key in enumerate(listed, start=1):
            if counted[key] > 1 and key in listed[: index - 1]:
                message = f"{key} stands {counted[key]} times under `{name}`"
                yield LISTED.at(reading.at(f"publication/{name}/{index}"), message)
            if key not in {item.id for item in present}:
                message = f"{key} is listed under `{name}`, but there is no such text"
                yield LISTED.at(reading.at(f"publication/{name}/{index}"), message)
        folder = "cases" if name == "cases" else "chapters"
        for item in present:
            if item.id not in counted:
                yield LISTED.at(
                    reading.at(f"{folder}/{item.id}"), f"{item.id} is not listed under `{name}`"
                )


def ids(reading: Reading) -> Iterator[Finding]:
    """Ids of cases, chapters and headings share one space: `{ref:ID}` must know what is meant."""
    publication = reading.publication
    chapters = (*publication.chapters, *publication.closing)
    named = [(case.id, f"cases/{case.id}") for case in publication.cases]
    named += [(chapter.id, f"chapters/{chapter.id}") for chapter in chapters]
    for chapter in chapters:
        for number, block in enumerate(chapter.body.walk(), start=1):
            if block.kind == "heading" and block.name:
                named.append((block.name, f"chapters/{chapter.id}/body/{number}"))
    yield from _repeated(reading, named)
    for case in publication.cases:
        path = f"cases/{case.id}"
        yield from _repeated(reading, [(m.id, f"{path}/mechanisms/{m.id}") for m in case.mechanisms])
        blocks = case.infographic.blocks
        yield from _repeated(reading, [(b.id, f"{path}/infographic/blocks/{b.id}") for b in blocks])
    taxonomy = publication.taxonomy
    for name in ("themes", "mechanisms", "countries", "actors"):
        yield from _repeated(
            reading, [(item.id, f"taxonomy/{name}/{item.id}") for item in getattr(taxonomy, name)]
        )


def _repeated(reading: Reading, named: list[tuple[str, str]]) -> Iterator[Finding]:
    seen: set[str] = set()
    for key, path in named:
        if key in seen:
            yield IDS.at(reading.at(path), f"the id “{key}” is taken")
        seen.add(key)


def use_of_taxonomy(reading: Reading) -> Iterator[Finding]:
    """A theme, category or country without a case leaves an empty row in the overviews."""
    publication = reading.publication
    taxonomy, cases = publication.taxonomy, publication.cases
    themes = {key for case in cases for key in case.themes}
    categories = {mechanism.category for case in cases for mechanism in case.mechanisms}
    countries = {place.country for case in cases for place in case.places}
    for theme in taxonomy.themes:
        if theme.id not in themes:
            yield UNUSED_THEME.at(
                reading.at(f"taxonomy/themes/{theme.id}"), f"no case has the theme {theme.label}"
            )
    for category in taxonomy.mechanisms:
        if category.id not in categories:
            place = reading.at(f"taxonomy/mechanisms/{category.id}")
            yield UNUSED_MECHANISM.at(place, f"no case has a mechanism of the category {category.label}")
    for country in taxonomy.countries:
        place = reading.at(f"taxonomy/countries/{country.id}")
        if country.id not in countries and country.partner:
            yield PARTNER_COUNTRY.at(place, f"no case comes from {country.label}")
        elif country.id not in countries:
            yield UNUSED_COUNTRY.at(place, f"no case and no partner comes from {country.label}")


def lead(reading: Reading) -> Iterator[Finding]:
    """Exactly one partner leads."""
    leading = [partner.short for partner in reading.publication.settings.consortium if partner.lead]
    if len(leading) != 1:
        names = ", ".join(leading) or "nobody"
        yield LEAD.at(reading.at("publication/consortium"), f"the consortium is led by {names}")


def chapter_numbers(reading: Reading) -> Iterator[Finding]:
    """1, 2, 3 … in front; behind the cases one more than the part of the cases."""
    expected = 1
    for chapter in reading.publication.chapters:
        if chapter.number is not None:
            yield from _numbered(reading, chapter, expected)
            expected = chapter.number + 1
    numbered = expected > 1
    expected += 1
    for chapter in reading.publication.closing:
        if chapter.number is not None and numbered:
            yield from _numbered(reading, chapter, expected)
            expected = chapter.number + 1


def _numbered(reading: Reading, chapter: Chapter, expected: int) -> Iterator[Finding]:
    if chapter.number != expected:
        yield NUMBERS.at(
            reading.at(f"chapters/{chapter.id}/number"),
            f"chapter “{chapter.title}” has the number {chapter.number}; {expected} follows here",
        )


def empty_sections(reading: Reading) -> Iterator[Finding]:
    """A heading followed by a heading of its own or a higher level, or by the end of the chapter."""
    for chapter in (*reading.publication.chapters, *reading.publication.closing):
        path = f"chapters/{chapter.id}/body"
        blocks = list(enumerate(chapter.body.walk(), start=1))
        if not any(block.kind != "heading" for _, block in blocks):
            yield EMPTY.at(reading.at(path), f"chapter “{chapter.title}” has no text")
            continue
        for (number, block), (_, after) in zip(blocks, [*blocks[1:], (0, None)], strict=True):
            ended = after is None or (after.kind == "heading" and after.level <= block.level)
            if block.kind == "heading" and ended:
                words = "".join(run.text for run in block.runs)
                yield EMPTY.at(reading.at(f"{path}/{number}"), f"there is no text under “{words}”")


def headings(reading: Reading) -> Iterator[Finding]:
    """Repeated words, missing ids, a third level without a second."""
    for chapter in (*reading.publication.chapters, *reading.publication.closing):
        seen: set[str] = {chapter.title.lower()}
        level = 1
        for number, block in enumerate(chapter.body.walk(), start=1):
            if block.kind != "heading":
                continue
            words = "".join(run.text for run in block.runs)
            place = reading.at(f"chapters/{chapter.id}/body/{number}")
            if words.lower() in seen:
                yield HEADING.at(place, f"the heading “{words}” stands twice in this chapter")
            if not block.name:
                yield HEADING.at(place, f"the heading “{words}” has no id")
            if block.level > level + 1:
                yield HEADING.at(place, f"the heading “{words}” skips a level")
            seen.add(words.lower())
            level = block.level


CHECKS: tuple[Check, ...] = (
    lists,
    ids,
    use_of_taxonomy,
    lead,
    chapter_numbers,
    empty_sections,
    headings,
)
