"""What languages do to marks, lists, capitals, order and numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.model import locale

LANGUAGES = [
    "bg",
    "cs",
    "de",
    "el",
    "en",
    "es",
    "fi",
    "fr",
    "fr-BE",
    "lt",
    "nl",
    "pl",
    "pt",
    "qps",
    "ro",
    "uk",
]


@pytest.mark.parametrize(
    ("language", "quoted"),
    [("en", "“x”"), ("de", "„x“"), ("pl", "„x”"), ("fi", "”x”"), ("el", "«x»"), ("fr", "«\u00a0x\u00a0»"),
     ("fr-BE", "«\u00a0x\u00a0»"), ("ro", "„x”"), ("qps", "“x”"), ("xx", "“x”")],
)  # fmt: skip
def test_quotation_marks(language: str, quoted: str) -> None:
    assert locale.quote("x", language) == quoted


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "12,500"), ("de", "12.500"), ("pl", "12\u00a0500"), ("fr", "12\u00a0500"), ("zz", "12,500")],
)
def test_numbers(language: str, said: str) -> None:
    assert locale.say_number(12500, language) == said
    assert locale.say_number(80, language) == "80"


def test_punctuation_between_items() -> None:
    assert locale.colon("en") == ": " and locale.colon("fr") == "\u00a0: "
    assert locale.join_items(["a", "b"], "de") == "a; b"
    assert ";" not in locale.join_items(["a", "b"], "el"), "a Greek question mark"
    assert locale.join_items(["a", "b"], "fr-BE") == "a\u202f; b"


def test_lists_of_nouns() -> None:
    names = ["Zusammenarbeit", "Gestaltung"]
    assert locale.join_names(names, "de") == "Zusammenarbeit, Gestaltung"
    assert locale.join_names(["Governance", "Design"], "en") == "Governance, design"
    assert locale.join_names([], "en") == ""


def test_capitals() -> None:
    assert locale.capitals("Με μια ματιά, άυλος", "el") == "ΜΕ ΜΙΑ ΜΑΤΙΑ, ΑΥΛΟΣ"
    assert locale.capitals("Μαΐου", "el") == "ΜΑΪΟΥ"
    assert locale.capitals("Île", "fr") == "ÎLE"
    assert locale.begin("ijsland", "nl") == "IJsland" and locale.begin("seit", "de") == "Seit"
    assert locale.begin("", "en") == ""


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["Austria", "Belgium", "Éire", "Finland"]),
        ("de", ["Belgien", "Österreich", "Polen"]),
        ("pl", ["Litwa", "Luksemburg", "Łotwa", "Polska"]),
        ("lt", ["Suomija", "Švedija", "Turkija"]),
        ("fi", ["Espanja", "Viro", "Åland"]),
        ("el", ["Βέλγιο", "Έδεσσα", "Ελλάδα", "Ζάμπια"]),
        ("es", ["Nepal", "Noruega", "Ñandú", "Omán"]),
    ],
)
def test_order_of_names(language: str, names: list[str]) -> None:
    tangled = names[::-1]
    assert sorted(tangled, key=lambda name: locale.sort_key(name, language)) == names


def test_tags() -> None:
    assert [locale.tag_of(code) for code in ("en", "pt", "de", "fr-BE")] == [
        "en-GB",
        "pt-PT",
        "de",
        "fr-BE",
    ]


@given(st.text(max_size=30), st.sampled_from(LANGUAGES))
def test_nothing_is_lost(text: str, language: str) -> None:
    assert text in locale.quote(text, language)
    assert locale.begin(text, language)[1:].endswith(text[2:])
    assert locale.sort_key(text, language) == locale.sort_key(text, language)
