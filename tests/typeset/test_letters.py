"""Whether the fonts have the letters of a language."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fontTools import subset
from fontTools.ttLib import TTFont

from booklet.typeset.fonts import FAMILIES, FONT_FOLDER, LETTERS, Coverage
from booklet.workspace import Workspace
from tests.typeset.desk import ROOT


@pytest.mark.parametrize("language", sorted(LETTERS))
def test_our_fonts_have_the_letters_of_every_language(language: str) -> None:
    assert Coverage(Workspace(ROOT)).find_missing(language) == {}


def test_letters_that_a_font_lacks_are_named(tmp_path: Path) -> None:
    for family, file in FAMILIES.items():
        data = (ROOT / FONT_FOLDER / file).read_bytes()
        if family == "Sofia Sans":
            font = TTFont(io.BytesIO(data))
            cutter = subset.Subsetter()
            cutter.populate(unicodes=set(font.getBestCmap()) - {ord("ł"), ord("Ł")})
            cutter.subset(font)
            made = io.BytesIO()
            font.save(made)
            data = made.getvalue()
        path = tmp_path / FONT_FOLDER / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    coverage = Coverage(Workspace(tmp_path))
    (finding,) = coverage.check_language("pl")
    assert finding.rule == "typeset/language-letters"
    assert finding.message == "Sofia Sans lacks 2 characters of the language `pl`: Łł"
    assert not list(coverage.check_language("de"))
    assert not list(coverage.check_language("fr-BE"))
