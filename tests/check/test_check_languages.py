"""Typography that differs from one language to the next."""

from __future__ import annotations

import pytest

from booklet.check.reading import Reading
from booklet.check.typography import small_signs
from tests.check.check_sample import changed


def found(language: str, text: str) -> list[str]:
    made = changed({})
    settings = made.settings.model_copy(update={"claim": text})
    reading = Reading(made.model_copy(update={"settings": settings}), {}, language)
    others = {one.message for one in small_signs(Reading(made, {}, language))}
    return [one.rule for one in small_signs(reading) if one.message not in others]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "He said “so” and went (home)."),
        ("de", "Er sagte „so“ und ging."),
        ("pl", "Powiedział „tak” i poszedł."),
        (
            "fr",
            "Il a dit\u00a0: «\u00a0oui\u00a0» (vraiment\u202f!). Pourquoi\u202f? À 10:30\u202f; voilà.",
        ),
        ("fr-BE", "Un pas\u202f; puis l’autre, «\u202fà deux\u202f»."),
    ],
)
def test_what_is_right_in_a_language(language: str, text: str) -> None:
    assert found(language, text) == []


@pytest.mark.parametrize(
    ("language", "text", "rule"),
    [
        ("en", "He said “ so” and went.", "text/space-before-punctuation"),
        ("de", "Er kam , sah und ging.", "text/space-before-punctuation"),
        ("de", "Er kam ( und ging).", "text/space-before-punctuation"),
        ("fr", "Pourquoi ? Parce que.", "text/french-space"),
        ("fr", "Pourquoi? Parce que.", "text/french-space"),
        ("fr", "Le but: avancer.", "text/french-space"),
        ("fr", "Il dit « oui\u00a0».", "text/french-space"),
        ("fr", "Il dit «oui\u00a0».", "text/french-space"),
        ("fr-BE", "Il dit «\u00a0oui».", "text/french-space"),
    ],
)
def test_what_is_wrong_in_a_language(language: str, text: str, rule: str) -> None:
    assert found(language, text) == [rule]
