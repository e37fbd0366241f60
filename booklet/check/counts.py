"""Counts: numbers that several texts name, and lists that have to be as long as the text says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from booklet.check.reading import Check, Passage, Reading
from booklet.findings import Finding, Rule, Severity, rule

_HELP = "Correct the number in the text, or under `counts` in content/booklet.yaml."

CASES = rule("count/cases", Severity.ERROR, "Texts name the true numbers of cases and initiatives.", _HELP)
COUNTRIES = rule("count/countries", Severity.ERROR, "Texts name the true number of countries.", _HELP)
PARTNERS = rule("count/partners", Severity.ERROR, "Texts name the true number of partners.", _HELP)
THEMES = rule("count/themes", Severity.ERROR, "Texts name the true number of themes.", _HELP)
MECHANISMS = rule(
    "count/mechanisms",
    Severity.ERROR,
    "Texts name the true number of categories of working mechanisms.",
    _HELP,
)
CONSORTIUM = rule(
    "count/consortium",
    Severity.ERROR,
    "Partners and their countries are as many in the list of the consortium, under `counts` and in the "
    "taxonomy.",
    "Correct the list, the count, or `partner: true` in content/taxonomy.yaml.",
)
LISTED = rule(
    "count/listed-countries",
    Severity.ERROR,
    "A sentence that counts countries and names them names as many.",
    "Count the names again.",
)

_ONES = re.findall(
    r"\w+",
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen",
)
_TENS = re.findall(r"\w+", "twenty thirty forty fifty sixty seventy eighty ninety")
NUMBER_WORDS: dict[str, int] = {word: value for value, word in enumerate(_ONES, start=1)}
for _value, _ten in enumerate(_TENS, start=2):
    NUMBER_WORDS[_ten] = _value * 10
    NUMBER_WORDS.update({f"{_ten}-{one}": _value * 10 + n for n, one in enumerate(_ONES[:9], start=1)})

_NUMBER = r"\d{1,3}(?:,\d{3})+|\d+|" + "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
_NO_ADJECTIVE = r"(?!(?:of|in|to|and|or|the|from|a|by|for|with|at|per|on|years?|months?|days?|other)\b)"


def _counting(nouns: str) -> re.Pattern[str]:
    """A number, up to three adjectives, and one of the nouns."""
    return re.compile(
        rf"(?<![\w.,–-])(?P<number>{_NUMBER})(?P<more>\+)? (?P<kind>(?:{_NO_ADJECTIVE}[\w-]+ ){{0,3}}?)"
        rf"(?P<noun>{nouns})\b",
        re.IGNORECASE,
    )


_CASES = _counting("cases|case studies|initiatives|examples|practices|analyses")
_COUNTRIES = _counting("countries|nations")
_PARTNERS = _counting("partners|partner organisations|organisations in the consortium")
_THEMES = _counting("themes|thematic (?:focus )?areas|focus areas")
_MECHANISMS = _counting("categories(?= of (?:working )?mechanisms)|mechanism categories")
_COUNTED = re.compile(r"countries|nations|partner|organisations|themes|areas|categories")
_ABOUT = re.compile(
    r"\b(?:over|more than|some|about|around|nearly|almost|at least|close to)$", re.IGNORECASE
)
_ALL = re.compile(
    r"\b(?:all|all the|all of the|selection of|selected|presents?|collects|contains|brings together)$",
    re.IGNORECASE,
)
_THE = re.compile(r"\b(?:the|these|those|all|into|our|following|main)$", re.IGNORECASE)
_WHOLE = re.compile(r"\s+(?:from across|from all over|in this booklet|of this booklet|that follow)\b")
_FEW = 3


def number_of(word: str) -> int:
    """The value of digits (“1,250”) or of a number word below one hundred."""
    lower = word.lower()
    return NUMBER_WORDS[lower] if lower in NUMBER_WORDS else int(word.replace(",", ""))


def case_numbers(reading: Reading) -> Iterator[Finding]:
    """“twenty cases”, “159 initiatives”, “over 80 extended case studies”.

    A smaller number is a part of the cases unless the sentence speaks of all of them.
    """
    counts = reading.publication.settings.counts
    printed = len(reading.publication.cases)
    known = (printed, counts.mapped, counts.extended)
    for passage in _outside_cases(reading):
        for found in _CASES.finditer(passage.words):
            number = number_of(found["number"])
            if number in known or (number < printed and not _speaks_of_all(passage, found)):
                continue
            rough = found["more"] or _ABOUT.search(passage.words[: found.start()].rstrip())
            if rough and any(0.9 * count <= number <= count for count in known):
                continue
            yield CASES.at(
                reading.at(passage.path),
                f"“{found[0]}”: {printed} cases are printed, {counts.mapped} initiatives mapped and "
                f"{counts.extended} analysed",
            )


def _speaks_of_all(passage: Passage, found: re.Match[str]) -> bool:
    before, after = passage.words[: found.start()].rstrip(), passage.words[found.end() :]
    if _ALL.search(before):
        return True
    return bool(_WHOLE.match(after)) and (not before or bool(_THE.search(before)))


def _outside_cases(reading: Reading) -> Iterator[Passage]:
    """Cases count their own countries and partners."""
    return (passage for passage in reading.passages if not passage.in_case)


def other_numbers(reading: Reading) -> Iterator[Finding]:
    """“nine countries”, “10 partners”, “the five themes”. Two or three may be a part of them."""
    publication = reading.publication
    counts, taxonomy = publication.settings.counts, publication.taxonomy
    of_cases = {place.country for case in publication.cases for place in case.places}
    wanted: tuple[tuple[Rule, re.Pattern[str], set[int], bool], ...] = (
        (COUNTRIES, _COUNTRIES, {counts.countries, len(of_cases), len(taxonomy.countries)}, False),
        (PARTNERS, _PARTNERS, {counts.partners}, False),
        (THEMES, _THEMES, {len(taxonomy.themes)}, True),
        (MECHANISMS, _MECHANISMS, {len(taxonomy.mechanisms)}, True),
    )
    for passage in _outside_cases(reading):
        if not _COUNTED.search(passage.words):
            continue
        for counted, pattern, right, parts in wanted:
            for found in pattern.finditer(passage.words):
                number = number_of(found["number"])
                before = passage.words[: found.start()].rstrip()
                definite = _THE.search(before) is not None or "main " in found["kind"].lower()
                part = number < min(right) if parts else number <= _FEW
                if number not in right and (definite or not part):
                    numbers = " or ".join(str(value) for value in sorted(right))
                    yield counted.at(reading.at(passage.path), f"“{found[0]}”, but the number is {numbers}")


def consortium(reading: Reading) -> Iterator[Finding]:
    """Three places say how many partners and countries there are."""
    settings, taxonomy = reading.publication.settings, reading.publication.taxonomy
    place = reading.at("publication/consortium")
    if len(settings.consortium) != settings.counts.partners:
        yield CONSORTIUM.at(
            place,
            f"{len(settings.consortium)} partners are listed, `counts` has {settings.counts.partners}",
        )
    seats = {partner.country for partner in settings.consortium}
    if len(seats) != settings.counts.countries:
        yield CONSORTIUM.at(
            place,
            f"the partners come from {len(seats)} countries, `counts` has {settings.counts.countries}",
        )
    marked = {country.id for country in taxonomy.countries if country.partner}
    if seats != marked:
        codes = ", ".join(sorted(seats ^ marked))
        yield CONSORTIUM.at(
            place, f"partners and countries marked `partner` in the taxonomy differ: {codes}"
        )


def listed_countries(reading: Reading) -> Iterator[Finding]:
    """“nine countries – Spain, Belgium, …”: as many names as the number says."""
    names = [country.label for country in reading.publication.taxonomy.countries]
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, names)) + r")\b")
    for passage in reading.passages:
        if "countries" not in passage.words:
            continue
        for sentence in re.split(r"(?<=[.!?])\s", passage.words):
            found = _COUNTRIES.search(sentence)
            if found is None:
                continue
            listed = set(pattern.findall(sentence))
            number = number_of(found["number"])
            if len(listed) >= _FEW and len(listed) != number:
                yield LISTED.at(reading.at(passage.path), f"“{found[0]}”, but {len(listed)} are named")


CHECKS: tuple[Check, ...] = (consortium,)
ENGLISH: tuple[Check, ...] = (case_numbers, other_numbers, listed_countries)
