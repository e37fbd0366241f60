"""Words break at the end of a line, in every language of the project and at its places."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyphen
import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.model.disguise import disguise, undisguise
from booklet.model.locale import tag_of
from booklet.typeset.hyphenation import FOLDER, has_patterns, register_patterns
from booklet.workspace import Workspace
from tests.typeset.desk import ROOT, typesetter

TEXTS = {
    "de": "Sicherheitszusammenarbeit der Polizeibehörden mit Nachbarschaftsinitiativen",
    "el": "Η συνεργασία των αστυνομικών υπηρεσιών με τους συμμετέχοντες και τις κοινωνικές",
    "en": "Neighbourhood representatives, municipal administrations and international organisations",
    "es": "Las administraciones municipales colaboran internacionalmente con organizaciones",
    "fi": "Turvallisuusyhteistyö poliisilaitosten, tapahtumajärjestäjien ja asukasyhdistysten",
    "fr": "Les administrations municipales collaborent internationalement avec des organisations",
    "lt": "Bendradarbiavimas tarptautiniu mastu su nepriklausomomis organizacijomis ir savivaldybių",
    "nl": "Veiligheidssamenwerking tussen politieorganisaties, gemeentebesturen en",
    "pl": "Międzynarodowa współpraca niezależnych organizacji pozarządowych z administracją",
    "pt": "As administrações municipais colaboram internacionalmente com organizações independentes",
    "qps": "Ńéíğħböúŕħööđöé ŕépŕéšéńťáťívéšáí, múńíçípáĺúč áđmíńíšťŕáťíöńšž áńđö íńťéŕńáťíöńáĺéá",
    "ro": "Administrațiile municipale colaborează internațional cu organizațiile independente",
    "uk": "Міжнародне співробітництво незалежних громадських організацій з муніципальними",
}  # fmt: skip
"""Long words of each language, those of the project's partners, Ukrainian and the pseudo-locale."""


@pytest.fixture(autouse=True)
def patterns() -> None:
    folder = typesetter().workspace.root / FOLDER
    if not folder.exists():
        shutil.copytree(ROOT / FOLDER, folder)


def set_narrowly(language: str, text: str) -> list[str]:
    """The lines of a text in a column of 20 mm."""
    tag = tag_of(language)
    html = (
        f'<!doctype html><html lang="{tag}"><head><title>x</title></head><body style="width: 20mm; '
        f"hyphens: auto; hyphenate-limit-chars: 7 3 3; font: 9pt 'Source Sans 3'\">{text}</body></html>"
    )
    register_patterns(typesetter().workspace, tag)
    from weasyprint import HTML

    document = HTML(string=html).render(font_config=typesetter().font_config)
    return [
        "".join(box.text for box in line.descendants() if hasattr(box, "text"))
        for line in document.pages[0]._page_box.descendants()
        if type(line).__name__ == "LineBox"
    ]


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_long_words_break_in_narrow_columns(language: str) -> None:
    assert has_patterns(typesetter().workspace, tag_of(language))
    lines = set_narrowly(language, TEXTS[language])
    assert sum(line.endswith(("-", "‐")) for line in lines) >= 1, lines


@pytest.mark.parametrize(
    ("word", "broken"),
    [
        ("turvallisuusyhteistyö", "tur-val-li-suus-yh-teis-työ"),
        ("kaupunginosa", "kau-pun-gin-osa"),
        ("ennaltaehkäisevä", "en-nal-ta-eh-käi-sevä"),
        ("nuorisoasiantuntija", "nuo-ri-so-asian-tun-tija"),
        ("keskustelu", "kes-kus-telu"),
        ("osallistuminen", "osal-lis-tu-mi-nen"),
        ("tasa-arvo", "ta-sa-arvo"),
    ],
)
def test_finnish_breaks_between_syllables_and_parts_of_compounds(word: str, broken: str) -> None:
    register_patterns(Workspace(ROOT), "fi")
    assert pyphen.Pyphen(lang="fi", left=2, right=3).inserted(word) == broken


@pytest.mark.parametrize("word", ["Communication", "professionalisation", "NEIGHBOURHOOD", "Gendarmerie"])
def test_the_pseudo_locale_breaks_where_english_does(word: str) -> None:
    tag = tag_of("qps")
    assert has_patterns(Workspace(ROOT), tag)
    english, disguised = (pyphen.Pyphen(lang=lang).positions for lang in ("en-GB", tag))
    assert english(word)
    assert disguised(disguise(word)) == english(word)
    # The letters of English itself are looked up as ever.
    assert pyphen.Pyphen(lang="en-GB").positions(disguise("Gendarmerie")) == []


@given(st.text())
def test_a_disguise_can_be_taken_off(text: str) -> None:
    assert len(disguise(text)) == len(undisguise(text)) == len(text)
    plain = undisguise(text)
    assert undisguise(disguise(plain)) == plain


def test_a_project_without_patterns_breaks_no_words(tmp_path: Path) -> None:
    assert not has_patterns(Workspace(tmp_path), "fi")
    assert has_patterns(Workspace(tmp_path), "de")
    assert has_patterns(Workspace(ROOT), "fi")


def test_patterns_that_changed_are_read_again(tmp_path: Path) -> None:
    file = tmp_path / FOLDER / "hyph_fi.dic"
    file.parent.mkdir(parents=True)
    for pattern, broken in (("1ta", "ka-tatu"), ("1tu", "kata-tu")):
        file.write_text(f"UTF-8\n{pattern}\n")
        register_patterns(Workspace(tmp_path), "fi")
        assert pyphen.Pyphen(lang="fi", left=2, right=2).inserted("katatu") == broken


def test_only_languages_without_patterns_read_a_file() -> None:
    workspace = Workspace(ROOT)
    register_patterns(workspace, "en-GB")
    assert workspace.reads == {}
    register_patterns(workspace, "fi")
    assert list(workspace.reads) == [f"{FOLDER}/hyph_fi.dic"]
