"""The typesetter: pages, fit, and every fault it can find, shown firing and silent."""

from __future__ import annotations

import re

import pytest

from booklet.model.pages import Choice, Part
from tests.typeset.desk import compose, rules, typeset, typesetter

PARAGRAPH = "<p>Streets that are well lit and easy to walk through change how people feel about them.</p>"
FULL = PARAGRAPH * 6
WORD = "Donaudampfschifffahrtsgesellschaft"


def test_sound_page_has_no_fault_and_known_anchors() -> None:
    pages = typeset(f'<h1 id="cases/a">Title</h1><div id="cases/a/text">{FULL}</div>')
    assert pages.faults == ()
    assert pages.count == 1
    assert set(pages.facts[0].anchors) == {"cases/a", "cases/a/text"}
    box = pages.facts[0].anchors["cases/a"]
    assert (box.page, box.x, box.y) == (1, pytest.approx(28.35, abs=0.1), pytest.approx(28.35, abs=0.1))
    assert box.height == pytest.approx(18, abs=0.1)
    assert 0.5 < pages.facts[0].filled <= 1
    assert pages.pdf.startswith(b"%PDF-1.7")


def test_page_of_names_the_page_of_an_anchor() -> None:
    pages = typeset(f'{FULL}<div style="break-before: page" id="second">{FULL}</div>')
    assert pages.page_of("second") == 2
    assert pages.page_of("nowhere") is None


def test_same_section_gives_the_same_bytes_twice() -> None:
    assert typeset(FULL).pdf == typeset(FULL).pdf


@pytest.mark.parametrize(
    ("body", "css", "rule"),
    [
        (FULL + '<img src="project:/assets/none.png" alt="A picture">', "", "typeset/missing-file"),
        (FULL + '<img src="https://example.org/a.png" alt="A picture">', "", "typeset/missing-file"),
        (FULL + '<img src="../../etc/passwd.png" alt="A picture">', "", "typeset/missing-file"),
        (FULL + '<img src="figure:none.svg" alt="A picture">', "", "typeset/missing-file"),
        (FULL, "p { colour: red }", "typeset/engine"),
        (FULL + "<p>☃</p>", "", "typeset/missing-glyph"),
        (FULL + '<p style="font-family: Arial">Text</p>', "", "typeset/unknown-font"),
        (FULL + '<p style="white-space: nowrap">' + "word " * 40 + "</p>", "", "typeset/overset"),
        (
            FULL + '<div style="height: 20pt"><p>Line<br>line<br>line<br>line</p></div>',
            "",
            "typeset/overset",
        ),
        (PARAGRAPH, "", "typeset/thin-page"),
        (
            FULL + '<div style="break-before: page; break-after: page"></div>' + FULL,
            "",
            "typeset/empty-page",
        ),
        (
            FULL + '<h2 style="margin-top: 100pt; break-after: page">Alone</h2>' + FULL,
            "",
            "typeset/stranded-heading",
        ),
    ],
)
def test_fault_is_found(body: str, css: str, rule: str) -> None:
    assert rule in rules(typeset(body, css=css))


@pytest.mark.parametrize(
    ("body", "css"),
    [
        (FULL, "p { color: red }"),
        (FULL + "<p>Zażółć gęślą jaźń, Ελλάδα, Україна</p>", ""),
        (FULL + '<p style="font-family: Sofia Sans">Text</p>', ""),
        (FULL + '<div style="height: 60pt"><p>Line<br>line<br>line</p></div>', ""),
        (FULL + '<h2 style="margin-top: 60pt">Not alone</h2>' + PARAGRAPH, ""),
    ],
)
def test_no_fault_where_all_is_well(body: str, css: str) -> None:
    assert rules(typeset(body, css=css)) == []


def test_fault_names_the_nearest_anchor_and_the_page() -> None:
    body = f'{FULL}<div style="break-before: page">{FULL}<p id="cases/a/why/1">☃</p></div>'
    fault = next(f for f in typeset(body).faults if f.rule == "typeset/missing-glyph")
    assert (fault.page, fault.anchor) == (2, "cases/a/why/1")
    assert "U+2603" in fault.message


def test_sparse_section_may_have_a_thin_page() -> None:
    assert rules(typeset(PARAGRAPH, sparse=True)) == []


def _parts(*names: str, pages: int | None = 1, start: int = 0) -> tuple[Part, ...]:
    return (Part("a", tuple(Choice(name, pages) for name in names), start),)


SIZES = ".large p { font-size: 16pt; line-height: 20pt } .small p { font-size: 8pt; line-height: 10pt }"


def test_fit_takes_the_first_choice_that_keeps_its_pages() -> None:
    pages = typeset(f'<div id="a">{FULL * 2}</div>', css=SIZES, parts=_parts("large", "small"))
    assert (pages.choices, pages.count, pages.faults) == (("small",), 1, ())


def test_fit_stays_with_a_generous_choice_that_fits() -> None:
    pages = typeset(f'<div id="a">{PARAGRAPH * 4}</div>', css=SIZES, parts=_parts("large", "small"))
    assert pages.choices == ("large",)


def test_fit_begins_where_the_estimate_says() -> None:
    parts = _parts("large", "small", start=1)
    assert typeset(f'<div id="a">{FULL * 2}</div>', css=SIZES, parts=parts).choices == ("small",)


def test_fit_that_runs_out_of_choices_is_a_fault_at_the_part() -> None:
    pages = typeset(f'<div id="a">{FULL * 3}</div>', css=SIZES, parts=_parts("large", "small"))
    fault = next(f for f in pages.faults if f.anchor == "a" and "layout allows 1" in f.message)
    assert fault.rule == "typeset/overset"
    assert pages.choices == ("small",)


def test_only_the_part_that_does_not_fit_moves_on() -> None:
    css = SIZES + ".tight #b p { font-size: 7pt; line-height: 8pt }"
    body = f'<div id="a">{FULL}</div><div id="b" style="break-before: page">{FULL * 2}</div>'
    parts = (
        Part("a", (Choice("one", 1), Choice("two", 1))),
        Part("b", (Choice("wide", 1), Choice("tight", 1))),
    )
    pages = typeset(body, css=css, parts=parts)
    assert pages.choices == ("one", "tight")
    assert pages.count == 2


def test_fetcher_serves_figures_and_project_files_only() -> None:
    head = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9mm" height="9mm">'
    svg = head + b'<path d="M0 0h9v9z"/></svg>'
    body = FULL + '<img src="figure:a.svg" alt="A triangle">'
    assert rules(typeset(body, figures={"a.svg": svg})) == []


def test_reads_of_style_sheets_are_recorded() -> None:
    typesetter().typeset(compose(FULL))
    assert "layouts/test.css" in typesetter().workspace.reads


def test_a_font_of_the_machine_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    body = "<h1 id='a'>A title</h1><p>Text.</p>"
    known = "typeset/foreign-font"
    assert known not in rules(typeset(body))
    assert known not in [fault.rule for fault in typesetter().typeset_furniture(compose(body)).faults]
    monkeypatch.setattr(typesetter().coverage, "_known", {"assets/fonts/Other.ttf": "0" * 64})
    found = [fault.message for fault in typeset(body).faults if fault.rule == known]
    assert found == [
        "“Sofia Sans” was set in a font that is not in assets/fonts",
        "“Source Sans 3” was set in a font that is not in assets/fonts",
    ]
    assert known in [fault.rule for fault in typesetter().typeset_furniture(compose(body)).faults]


@pytest.mark.parametrize(("width", "found"), [(20, ["typeset/overset"]), (60, [])])
def test_a_word_wider_than_its_box_is_found(width: int, found: list[str]) -> None:
    pages = typeset(f'<p id="a/b" style="width: {width}mm">A {WORD}</p>', sparse=True)
    assert rules(pages) == found
    for fault in pages.faults:
        assert fault.anchor == "a/b" and re.fullmatch(
            rf"“{WORD}” is \d+ pt wider than its box", fault.message
        )


def test_a_zone_alone_tells_of_the_words_in_it() -> None:
    body = f'<div data-zone="z" style="width: 20mm; height: 40mm"><p>{WORD}</p></div>'
    assert rules(typeset(body, sparse=True)) == ["fit/overset"]
