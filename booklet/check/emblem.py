"""The emblem of the European Union: the words that have to stand beside it.

Sources: European Commission, “The use of the EU emblem in the context of EU programmes 2021–2027,
Operational guidelines for recipients of EU funding”, and the model grant agreement, article 17. Sizes and
colours of the drawn emblem are checked on the made pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from booklet.check.reading import Check, Reading
from booklet.findings import Finding, Severity, rule

STATEMENT = rule(
    "emblem/statement",
    Severity.ERROR,
    "The funding statement is the official one in the language, word for word.",
    "Copy the statement of the Commission's download centre for the language.",
)
LANGUAGE = rule(
    "emblem/language",
    Severity.ERROR,
    "Funding statement and disclaimer exist in the language of the document.",
    "Add them under `funding` in content/booklet.yaml, in the grant agreement's wording.",
)
DISCLAIMER = rule(
    "emblem/disclaimer",
    Severity.ERROR,
    "The disclaimer is the whole formula of the grant agreement.",
    "Take the formula of article 17.3 of the grant agreement in the language.",
)
GRANT = rule(
    "emblem/grant",
    Severity.ERROR,
    "Wherever a grant agreement is named, its number is the one of this grant.",
    "Correct the number; content/booklet.yaml holds it under `grant`.",
)
PROGRAMME = rule(
    "emblem/programme",
    Severity.ERROR,
    "Statement and disclaimer name the European Union, not a programme, and nothing is added.",
    "Delete the name of the programme; “Horizon 2020” ended in 2020.",
)

STATEMENTS: dict[str, tuple[str, ...]] = {
    "da": ("Finansieret af Den Europæiske Union",),
    "de": ("Finanziert von der Europäischen Union", "Von der Europäischen Union finanziert"),
    "el": ("Με τη χρηματοδότηση της Ευρωπαϊκής Ένωσης",),
    "en": ("Funded by the European Union",),
    "es": ("Financiado por la Unión Europea",),
    "fi": ("Euroopan unionin rahoittama",),
    "fr": ("Financé par l’Union européenne",),
    "it": ("Finanziato dall’Unione europea",),
    "lt": ("Finansuoja Europos Sąjunga", "Finansuojama Europos Sąjungos"),
    "nl": ("Gefinancierd door de Europese Unie",),
    "pl": ("Sfinansowane przez Unię Europejską", "Sfinansowane ze środków UE"),
    "pt": ("Financiado pela União Europeia",),
    "ro": ("Finanțat de Uniunea Europeană",),
    "sv": ("Finansieras av Europeiska unionen",),
}
"""The statement by language: beside the emblem, and as the first words of the disclaimer where those
differ. Other languages are only checked for presence."""

_DISCLAIMER_EN = (
    "funded by the european union",
    "views and opinions expressed are",
    "those of the author(s) only and do not necessarily reflect those of the european union or",
    "neither the european union nor the granting authority can be held responsible for them",
)
_MIN_DISCLAIMER_CHARACTERS = 150
_PROGRAMME = re.compile(r"horizon[ -]?(?:2020|europe)|\bH2020\b|\bFP\d\b|framework programme|erasmus", re.I)
_GRANT_NUMBER = re.compile(
    r"(?:grant agreement|\bGA)\b[^.\d]{0,12}(?:no\.?|nr\.?|number)?\s*:?\s*(\d{6,9})", re.I
)


def languages(reading: Reading) -> Iterator[Finding]:
    """A translation has its formulas; those of the publication's own language the loader asks for."""
    settings = reading.publication.settings
    if reading.language != settings.language and reading.language not in settings.funding:
        yield LANGUAGE.at(
            reading.at("publication/funding"),
            f"no funding statement and disclaimer in the language “{reading.language}”",
        )


def statements(reading: Reading) -> Iterator[Finding]:
    """Exactly the official words, for every language given."""
    for language, funding in reading.publication.settings.funding.items():
        official = STATEMENTS.get(language, (funding.statement,))
        if funding.statement.replace("'", "’") not in official:
            yield STATEMENT.at(
                reading.at(f"publication/funding/{language}/statement"),
                f"“{funding.statement}” is not the official “{official[0]}”",
            )


def disclaimers(reading: Reading) -> Iterator[Finding]:
    """English: all parts of the formula; other languages: a text of its length."""
    for language, funding in reading.publication.settings.funding.items():
        place = reading.at(f"publication/funding/{language}/disclaimer")
        text = " ".join(funding.disclaimer.lower().split())
        if language == "en":
            missing = [part for part in _DISCLAIMER_EN if part not in text]
            if missing:
                yield DISCLAIMER.at(place, f"the disclaimer lacks “{missing[0]}”")
        elif len(text) < _MIN_DISCLAIMER_CHARACTERS:
            yield DISCLAIMER.at(place, f"the disclaimer ({language}) has only {len(text)} characters")


def grant_numbers(reading: Reading) -> Iterator[Finding]:
    """“Grant Agreement no. …” in any text."""
    number = reading.publication.settings.grant.number
    for passage in reading.passages:
        for found in _GRANT_NUMBER.finditer(passage.text):
            if found[1] != number:
                yield GRANT.at(
                    reading.at(passage.path), f"grant agreement {found[1]} is not this grant ({number})"
                )


def programmes(reading: Reading) -> Iterator[Finding]:
    """The statement must not carry a programme's name."""
    for language, funding in reading.publication.settings.funding.items():
        for name, text in (("statement", funding.statement), ("disclaimer", funding.disclaimer)):
            found = _PROGRAMME.search(text)
            if found:
                place = reading.at(f"publication/funding/{language}/{name}")
                yield PROGRAMME.at(place, f"“{found[0]}” in the {name} ({language})")


CHECKS: tuple[Check, ...] = (languages, statements, disclaimers, grant_numbers, programmes)
