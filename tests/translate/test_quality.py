"""Checks of translations: each rule shown firing and silent."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.model.publication import Term
from booklet.model.segment import Segment
from booklet.translate.catalogue import Catalogue, Entry
from booklet.translate.numbers import read_numbers
from booklet.translate.policy import settle
from booklet.translate.quality import Checked, check_catalogue
from booklet.translate.terms import Wanted, list_wanted, read_local_glossary

FILE = "content/locales/pl/x.po"
ENGLISH = "In 2016 the Finnish town of Forssa faced rising tension between young locals and asylum seekers."
GERMAN = "Im Jahr 2016 sah sich die finnische Stadt Forssa mit wachsenden Spannungen konfrontiert."
POLISH = "W 2016 roku fińskie miasto Forssa stanęło wobec napięć między młodzieżą a uchodźcami."


def rules(source: str, text: str, language: str = "pl", *, terms: tuple[Wanted, ...] = ()) -> list[str]:
    catalogue = Catalogue(language, "x", (Entry("cases/x/why/1", source, text, line=5),))
    found = check_catalogue(FILE, catalogue, Checked({}, terms))
    assert all(f.span is not None and (f.span.file, f.span.line) == (FILE, 5) for f in found)
    return [f.rule.removeprefix("translation/") for f in found]


@pytest.mark.parametrize(
    ("source", "text", "language", "found"),
    [
        ("1,250 jars a week", "1 250 słoików tygodniowo", "pl", []),
        ("1,250 jars", "1.520 frascos", "es", ["number"]),
        ("in 2021, 12 points", "2021 m. 12 punktų", "lt", []),
        ("3.5 km", "3,5 km", "de", []),
        ("two of 10", "dwa z 12", "pl", ["number"]),
        ("[Site](https://e.org/a)", "[Strona](https://e.org/a)", "pl", []),
        ("[Site](https://e.org/a)", "Strona", "pl", ["link"]),
        ("[Site](https://e.org/a)", "[Strona](https://e.org/b)", "pl", ["link"]),
        ("see {ref:forssa}", "patrz {ref:forssa}", "pl", []),
        ("see {ref:forssa}", "patrz {ref:forsa}", "pl", ["placeholder"]),
        ("Map of {count} cases", "Mapa {count} inicjatyw", "pl", []),
        ("Map of {count} cases", "Mapa {ile} inicjatyw", "pl", ["placeholder"]),
        ("Map", "Mapa {", "pl", ["placeholder"]),
        ("a **b** *c*", "ą **ć** *ż*", "pl", []),
        ("a **b** *c*", "ą ć *ż*", "pl", ["marks"]),
        ("Gutsy Go", "Gutsy Go", "pl", []),
        ("{target}, page {page}", "{target}, page {page}", "fr", []),
        ("The quay is used again", "The quay is used again", "pl", ["untranslated"]),
        (ENGLISH, POLISH, "pl", []),
        (ENGLISH, GERMAN, "pl", ["language"]),
        (ENGLISH, GERMAN, "de", []),
    ],
)
def test_each_rule(source: str, text: str, language: str, found: list[str]) -> None:
    assert rules(source, text, language) == found


@given(
    st.integers(0, 10**7),
    st.sampled_from([("en", ","), ("de", "."), ("pl", "\u00a0"), ("fr", "\u202f"), ("lt", " ")]),
)
def test_a_number_is_the_same_in_every_language(number: int, written: tuple[str, str]) -> None:
    language, group = written
    text = f"x {number:,} y".replace(",", group)
    assert read_numbers(text, language) == read_numbers(f"x {number} y", "en")


def test_terms_are_found_in_their_inflected_forms() -> None:
    terms = (Wanted("public spaces", "przestrzeń publiczna"), Wanted("CO-SECUR", "CO-SECUR", is_name=True))
    assert rules("Public spaces of CO-SECUR", "W przestrzeni publicznej CO-SECUR", terms=terms) == []
    assert rules("public spaces", "na ulicy", terms=terms) == ["term"]
    assert rules("CO-SECUR goes on", "Co-Secur trwa dalej", terms=terms) == ["term"]
    assert rules("publicspaces", "na ulicy", terms=terms) == []


def test_names_of_the_glossary_stay_and_words_do_not_have_to() -> None:
    glossary = (
        Term(term="CO-SECUR"),
        Term(term="EU", expansion="European Union"),
        Term(term="wellbeing"),
        Term(term="use case"),
    )
    wanted = list_wanted(glossary, (Wanted("wellbeing", "dobrostan"),), "pl")
    assert [(w.term, w.is_name) for w in wanted] == [("wellbeing", False), ("CO-SECUR", True)]
    assert list_wanted(glossary, (), "el") == ()


def test_the_glossary_of_a_language_is_read_with_its_faults() -> None:
    file = "content/locales/pl/glossary.csv"
    good, found = read_local_glossary(file, b"term,translation,note\nNGO,organizacja,x\n\nEU,UE\n")
    assert [(w.term, w.translation) for w in good] == [("NGO", "organizacja"), ("EU", "UE")]
    assert found == []
    _, found = read_local_glossary(file, b"term,translation\nNGO,\n")
    assert found[0].span is not None and found[0].span.line == 2
    assert read_local_glossary(file, b"a,b\n")[1] and read_local_glossary(file, b"\xff")[1]


def test_the_blocks_of_a_text_share_its_room() -> None:
    segments = {
        f"cases/x/why/{n}": Segment(f"cases/x/why/{n}", "x", "paragraph", "a" * 10, 12) for n in (1, 2)
    }

    def lengths(first: int, second: int) -> list[str]:
        entries = tuple(
            Entry(f"cases/x/why/{n}", "a" * 10, "ż" * size, line=n) for n, size in ((1, first), (2, second))
        )
        return [f.message for f in check_catalogue(FILE, Catalogue("pl", "x", entries), Checked(segments))]

    assert lengths(20, 4) == []
    assert lengths(20, 5) == ["`cases/x/why` has 25 characters; there is room for 24"]
    assert lengths(0, 0) == []
    assert lengths(0, 15) == ["`cases/x/why` has 25 characters; there is room for 24"]


def test_stale_and_missing_translations_are_not_checked() -> None:
    entries = (
        Entry("cases/x/a", "12 and some more words", "", line=3),
        Entry("cases/x/b", "12", "13", fuzzy=True, previous="13", line=6),
        Entry("cases/x/c", "12", "13", fuzzy=True, line=9),
    )
    found = check_catalogue(FILE, Catalogue("pl", "x", entries), Checked({}))
    assert [f.span.line for f in found if f.span] == [9]


def test_what_would_break_the_page_is_not_printed() -> None:
    segment = Segment("layouts/booklet/labels/map", "publication", "label", "Map of {count} cases")
    catalogue = Catalogue("pl", "publication", (Entry(segment.key, segment.source, "Mapa {ile}", line=8),))
    made = settle([(FILE, catalogue)], [segment], "pl")
    assert made.translations == {}
    assert [(f.rule, f.span.line if f.span else 0) for f in made.findings] == [
        ("translation/placeholder", 8)
    ]
