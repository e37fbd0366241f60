"""Spelling, with a stand-in for Hunspell that knows a few words."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from booklet.translate.catalogue import Catalogue, Entry
from booklet.translate.spelling import Speller

PROGRAM = """#!{python}
import sys
if "-D" in sys.argv:
    print("AVAILABLE DICTIONARIES\\n/usr/share/hunspell/pl_PL\\n/x/de_AT", file=sys.stderr)
else:
    assert sys.argv[sys.argv.index("-d") + 1] in ("pl_PL", "de_AT")
    words = sys.stdin.buffer.read().decode("utf-8").split("\\n")
    known = ("nabrzeże", "było", "puste")
    sys.stdout.buffer.write("\\n".join(w for w in words if w not in known).encode("utf-8"))
"""


@pytest.fixture
def hunspell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "hunspell"
    program.write_text(PROGRAM.format(python=sys.executable))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))


def found(text: str, source: str = "The quay of Forssa", language: str = "pl") -> list[str]:
    speller = Speller.find(language, ["CO-SECUR"])
    assert speller.reason == ""
    entries = (Entry("k", source, text, line=4), Entry("l", "x", "zły", fuzzy=True, previous="y"))
    findings = list(speller.check("x.po", Catalogue(language, "x", entries)))
    assert all(f.rule == "translation/spelling" and str(f.span) == "x.po:4:1" for f in findings)
    return [f.message for f in findings]


@pytest.mark.usefixtures("hunspell")
def test_words_that_the_dictionary_lacks_are_told() -> None:
    assert found("nabrzeże było puste") == []
    assert found("nabżeże było **puste**, {ref:forssa}") == ["`k`: “nabżeże” is not in the dictionary"]


@pytest.mark.usefixtures("hunspell")
def test_names_and_terms_are_right() -> None:
    assert found("nabrzeże Forssa było CO-SECUR") == []


@pytest.mark.usefixtures("hunspell")
def test_another_country_s_dictionary_of_the_language_will_do() -> None:
    assert Speller.find("de", []).dictionary == "de_AT"


@pytest.mark.usefixtures("hunspell")
def test_without_a_dictionary_it_is_skipped_with_its_reason() -> None:
    speller = Speller.find("lt", [])
    assert speller.reason == "Hunspell has no dictionary lt_LT"
    assert list(speller.check("x", Catalogue("lt", "x", (Entry("k", "a", "b"),)))) == []
    assert Speller.find("qps", []).reason


def test_without_hunspell_it_is_skipped_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert Speller.find("pl", []).reason == "Hunspell is not installed"
