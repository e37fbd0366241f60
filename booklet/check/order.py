"""Order and completeness: everything is there and in its place.

Lists and ids (every case listed once, no id twice) are the loader's part.
"""

from __future__ import annotations

from collections.abc import Iterator

from booklet.check.reading import Check, Reading
from booklet.findings import Finding, Severity, rule

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
    """1, 2, 3 … in front; behind the cases one more than the part of the cases.

    Only the first wrong number is reported: the others usually follow from it.
    """
    front = [chapter for chapter in reading.publication.chapters if chapter.number is not None]
    behind = [chapter for chapter in reading.publication.closing if chapter.number is not None]
    if not front:
        return
    numbers = [*range(1, len(front) + 1), *range(len(front) + 2, len(front) + 2 + len(behind))]
    for chapter, number in zip((*front, *behind), numbers, strict=True):
        if chapter.number != number:
            yield NUMBERS.at(
                reading.at(f"chapters/{chapter.id}/number"),
                f"chapter “{chapter.title}” has the number {chapter.number}; {number} follows here",
            )
            return


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
    use_of_taxonomy,
    lead,
    chapter_numbers,
    empty_sections,
    headings,
)
