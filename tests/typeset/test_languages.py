"""Pages in other languages: marks, labels, what is left in English; nothing is lost or too wide."""

from __future__ import annotations

import io
import re
from functools import cache

import pikepdf
import pytest
from pypdfium2 import PdfDocument

from booklet.load.layout import load_layout
from booklet.load.project import load_project
from booklet.model.layout import Layout
from booklet.model.publication import Publication
from booklet.press.prepare import prepare_section
from booklet.typeset.edition import Edition
from booklet.typeset.figures.figure import Figure
from booklet.typeset.figures.frame import count_lines, width_mm
from booklet.typeset.sections import list_sections
from booklet.workspace import Workspace
from tests.typeset.desk import ROOT, typeset, typesetter
from tests.typeset.test_hyphenation import TEXTS

LABELS = {"refer_page": "{target}, Seite {page}", "refer_section": "Abschnitt {number}"}


@cache
def source() -> tuple[Publication, Layout]:
    workspace = Workspace(ROOT)
    publication, layout = load_project(workspace).publication, load_layout(workspace, "booklet")[0]
    assert publication is not None and layout is not None
    return publication, layout


def edition(language: str, *foreign: str, **labels: str) -> Edition:
    """The booklet in a language of which only a few labels are translated."""
    publication, layout = source()
    words = {**layout.labels["en"], **labels}
    localised = layout.model_copy(update={"labels": {**layout.labels, language: words}})
    return Edition(publication, localised, language, Workspace(ROOT), no_figure, foreign=frozenset(foreign))


def no_figure(name: str) -> Figure:
    return Figure(b"<svg xmlns='http://www.w3.org/2000/svg'/>", name, name, 10, 10)


def html_of(made: Edition, section: str) -> str:
    (found,) = (one for one in list_sections(made.publication) if one.id == section)
    return found.compose(made, {}).html


def test_what_is_left_in_english_carries_its_language() -> None:
    made = edition("de", "cases/forssa/title", "cases/forssa/overview/1", "layouts/booklet/labels/why")
    html = html_of(made, "cases/forssa")
    assert '<html lang="de"' in html
    assert re.search(r'<h1 id="cases/forssa/title"[^>]* lang="en-GB">', html)
    assert '<p id="cases/forssa/overview/1" lang="en-GB">' in html
    assert '<p id="cases/forssa/overview/2">' in html
    assert '<h2><span lang="en-GB">Why it matters</span></h2>' in html
    assert "data-says" not in html


def test_a_whole_translation_says_its_language_once() -> None:
    html = html_of(edition("de"), "cases/forssa")
    assert html.count(" lang=") == 1
    assert 'class="case translated' in html


def test_the_publications_own_language_is_no_translation() -> None:
    html = html_of(edition("en"), "cases/forssa")
    assert "translated" not in html and "data-says" not in html
    assert re.findall(r' lang="([^"]*)"', html) == ["en-GB"]


def test_references_are_said_in_the_language() -> None:
    made = edition("de", "chapters/introduction/body/1", **LABELS)
    page = made.page({"headings/working-mechanisms": "7"})
    name = next(name for name, target in made.targets.items() if target.kind == "section" and target.number)
    target = made.targets[name]
    words = f"Abschnitt\u00a0{target.number}, Seite 00"
    assert page.reference(name).endswith(f'"><span lang="de">{words}</span></a>')
    assert made.page({target.anchor: "7"}).reference(name).endswith("Seite 7</span></a>")
    assert edition("de", **LABELS).page({}).reference(name).endswith(f'">{words}</a>')


def test_titles_stand_between_the_marks_of_the_language() -> None:
    assert edition("pl").page({}).quote("x") == "„x”"
    assert edition("el").page({}).capitals("Με μια ματιά") == "ΜΕ ΜΙΑ ΜΑΤΙΑ"


def test_long_titles_of_translations_shrink() -> None:
    long = "Nachbarschaftssicherheitszusammenarbeit " * 3
    assert edition("de").page({}).shrink("Kurz", 100, 3, 26, 20) == ""
    assert edition("de").page({}).shrink(long, 100, 3, 26, 20) == "font-size:20pt;line-height:22.8pt"
    assert edition("en").page({}).shrink(long, 100, 3, 26, 20) == ""


def test_a_language_without_formulas_prints_those_of_the_publication() -> None:
    html = html_of(edition("hu"), "cover")
    assert '<p class="statement" data-balance lang="en-GB">Funded by the European Union</p>' in html
    said = '<p class="statement" data-balance>Finanziert von der Europäischen Union</p>'
    assert said in html_of(edition("de"), "cover")


@pytest.mark.parametrize("language", ["de", "el", "nl", "pl", "uk"])
def test_the_whole_statement_stands_on_cover_and_imprint(language: str) -> None:
    typesetter()  # the fonts of the project come before the engine
    from booklet.typeset.engine import Typesetter

    made = edition(language)
    for section in ("cover", "imprint"):
        (found,) = (one for one in list_sections(made.publication) if one.id == section)
        pages = Typesetter(Workspace(ROOT)).typeset(found.compose(made, {}))
        text = PdfDocument(pages.pdf)[0].get_textpage().get_text_range()
        assert made.funding.statement in " ".join(text.split())
        assert not [fault for fault in pages.faults if fault.rule == "typeset/overset"]


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_estimates_are_no_narrower_than_the_text(language: str) -> None:
    from fontTools.ttLib import TTFont

    with TTFont(ROOT / "assets/fonts/SourceSans3-SemiBold.ttf") as font:
        cmap, widths = font.getBestCmap(), font["hmtx"]
        true = sum(widths[cmap[ord(letter)]][0] for letter in TEXTS[language]) / 1000 * 10 * 25.4 / 72
    assert true <= width_mm(TEXTS[language], 10) <= 1.35 * true


def test_words_wider_than_a_line_take_several() -> None:
    word = "Sicherheitszusammenarbeit"
    assert count_lines(word, width_mm(word, 10) + 1, 10) == 1
    assert count_lines(word, width_mm(word, 10) / 2.5, 10) == 3
    assert count_lines(f"{word} x", width_mm(word, 10) / 2.5, 10) == 3


def test_the_language_of_a_part_reaches_the_tags_of_the_file() -> None:
    body = (
        '<h1 lang="en-GB" id="a">Deutsch</h1><p>Vor <em lang="en-GB">within</em> nach.</p>'
        '<p lang="fr">Un <a href="https://example.org/">lien</a>.</p>'
        '<p><a href="https://example.org/"><span lang="en-GB">a link</span></a></p>'
        "<ul><li lang='pl'>punkt</li></ul>"
    )
    pages = typeset(body, sparse=True)
    with pikepdf.open(io.BytesIO(prepare_section(pages.pdf, "x"))) as pdf:
        found = [(str(one.S), str(one.Lang)) for one in elements(pdf) if "/Lang" in one]
        links = [str(one.A.URI) for one in pdf.pages[0].Annots]
    wanted = {("/H1", "en-GB"), ("/LI", "pl"), ("/P", "fr"), ("/Span", "en-GB")}
    assert set(found) == wanted
    assert links == ["https://example.org/"] * 2


def elements(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """The structure elements of a file."""
    found: list[pikepdf.Object] = []
    waiting = [pdf.Root.StructTreeRoot]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Dictionary):
            found.append(one)
            kids = one.get("/K", [])
            waiting += list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    return [one for one in found if "/S" in one]
