"""The pseudo-locale: longer, accented, and nothing broken."""

from __future__ import annotations

import re
from pathlib import Path
from string import ascii_letters

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings

from booklet.model.inline import parse_inline, read_text, write_inline
from booklet.model.segment import Segment
from booklet.translate.catalogue import Catalogue, Entry
from booklet.translate.keeping import read_kept
from booklet.translate.pseudo import pseudo_translate
from booklet.translate.quality import Checked, check_catalogue
from tests.translate.test_inline import texts


@pytest.mark.parametrize(
    "text",
    [
        "See **the *big* site** at [e.org](https://e.org/a) and {ref:forssa}, {count} times.",
        "In 2016 the Finnish town of Forssa faced rising tension.",
        "Why",
    ],
)
def test_it_is_longer_and_keeps_what_it_must(text: str) -> None:
    made = pseudo_translate(text)
    assert read_kept(made) == read_kept(text)
    assert made != text
    before, after = (len(re.sub(r"\{.*?\}", "", read_text(words))) for words in (text, made))
    assert 1.25 < after / before < 1.45
    assert check_catalogue("f", Catalogue("qps", "x", (Entry("k", text, made),)), Checked({})) == []


def test_numbers_stay() -> None:
    assert pseudo_translate("1,250") == "1,250"
    assert pseudo_translate("In 2016") == "Íń 2016"


@settings(max_examples=150, deadline=None)
@given(texts)
def test_no_mark_is_ever_lost(text: str) -> None:
    source = write_inline(parse_inline(text))
    made = pseudo_translate(source)
    assert read_kept(made).braces == read_kept(source).braces
    assert read_kept(made).links == read_kept(source).links


def test_the_whole_publication_can_be_made_pseudo(segments: tuple[Segment, ...]) -> None:
    for segment in segments:
        assert read_kept(pseudo_translate(segment.source)).can_replace(read_kept(segment.source))


def test_the_fonts_have_its_letters() -> None:
    letters = set(pseudo_translate(f"{ascii_letters} " * 3))
    folder = Path(__file__).resolve().parents[2] / "assets" / "fonts"
    fonts = sorted(folder.rglob("*.[ot]tf"))
    assert fonts
    for font in fonts:
        known = TTFont(font).getBestCmap()
        assert not [letter for letter in letters if ord(letter) not in known], font.name
