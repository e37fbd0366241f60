"""Figures as files of their own: letters travel along, and the same words in any program."""

from __future__ import annotations

import base64
import io
import re
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont

from booklet.press.pictures import to_png
from booklet.typeset.figures import FIGURES, Figure
from booklet.typeset.figures.chart import FONTS
from booklet.typeset.figures.standalone import MARGIN_MM, subset_font, used_letters, write_standalone
from booklet.typeset.plates import compose_plate
from booklet.workspace import Workspace
from tests.typeset.desk import ROOT, typesetter
from tests.typeset.test_figures_book import drawn, texts

SVG = "{http://www.w3.org/2000/svg}"


def standalone(name: str) -> str:
    return write_standalone(drawn(name), "en-GB", Workspace(ROOT)).decode()


@pytest.mark.parametrize("name", FIGURES)
def test_every_letter_travels_with_the_figure(name: str) -> None:
    written = standalone(name)
    faces = {}
    for family, weight, data in re.findall(
        r"@font-face\{font-family:'([^']+)';font-weight:(\d+);src:url\(data:font/woff;base64,([^)]+)\)",
        written,
    ):
        font = TTFont(io.BytesIO(base64.b64decode(data)))
        assert font.flavor == "woff"
        faces[family, int(weight)] = set(font.getBestCmap())
    for text in ElementTree.fromstring(written).iter(f"{SVG}text"):
        style = str(text.get("style"))
        family = re.search(r"font-family: '([^']+)', '[^']+', sans-serif", style)
        weight = re.search(r"font-weight: (\d+)", style)
        assert family
        letters = faces[family[1], int(weight[1]) if weight else 400]
        assert {ord(char) for char in text.text or ""} <= letters


@pytest.mark.parametrize("name", FIGURES)
def test_the_file_says_what_it_is(name: str) -> None:
    figure, written = drawn(name), standalone(name)
    root = ElementTree.fromstring(written)
    assert root.get("width") == f"{figure.width_mm + 2 * MARGIN_MM:.2f}mm"
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None and description is not None
    assert (title.text, description.text) == (figure.title, figure.alt)
    assert root.get("aria-labelledby") == title.get("id")
    assert root.get("lang") == "en-GB"
    ids = re.findall(r' id="([^"]+)"', written)
    assert len(ids) == len(set(ids))
    assert "http" not in re.sub(r'xmlns(:xlink)?="[^"]*"', "", written)


def test_the_words_stay_the_same() -> None:
    written = Figure(standalone("matrix").encode(), "", "", 0, 0)
    assert texts(written) == texts(drawn("matrix"))


def test_the_same_figure_gives_the_same_bytes() -> None:
    assert standalone("countries") == standalone("countries")


def test_only_the_fonts_that_are_used_are_read() -> None:
    workspace = Workspace(ROOT)
    figure = drawn("countries")
    write_standalone(figure, "en-GB", workspace)
    assert set(workspace.reads) == {FONTS[face] for face in used_letters(figure.svg.decode())}
    assert ("Sofia Sans", 700) not in used_letters(figure.svg.decode())


def test_a_subset_is_small_and_keeps_kerning() -> None:
    data = (ROOT / FONTS["Source Sans 3", 400]).read_bytes()
    small = subset_font(data, "AVTo")
    assert len(small) < len(data) / 10
    font = TTFont(io.BytesIO(small))
    assert set(font.getBestCmap()) == {ord(char) for char in "AVTo"}
    assert "GPOS" in font


def test_a_foreign_font_is_refused() -> None:
    svg = (
        """<svg><text style="font-size: 8px; font-family: 'DejaVu Sans'; fill: #000" x="1">a</text></svg>"""
    )
    with pytest.raises(KeyError, match="DejaVu"):
        used_letters(svg)


def test_the_plate_is_one_page_as_large_as_the_drawing() -> None:
    figure = drawn("countries")
    pages = typesetter().typeset(compose_plate("countries", figure, "en-GB"))
    assert pages.count == 1
    assert not pages.faults
    png = to_png(pages.pdf, 1600, title=figure.title, description=figure.alt)
    width, height = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
    assert width == 1600
    expected = (figure.height_mm + 2 * MARGIN_MM) / (figure.width_mm + 2 * MARGIN_MM)
    assert height / width == pytest.approx(expected, rel=0.002)
