"""Factsheets and infographics: one page each, everything in its zone, and errors that name the text."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from booklet.model.case import Case, Short
from booklet.model.markup import Markup
from booklet.model.pages import Composition, Pages
from booklet.model.partner import PartnerEdition
from booklet.typeset.diagram import GAIN_MM, choose_diagram, list_diagrams
from booklet.typeset.factsheet import case_address, show_address, start_at
from tests.programs import require
from tests.typeset.desk import ROOT
from tests.typeset.sheets import compose, layout, lengthen, publication, set_composition, set_sheet

KINDS = ("factsheet", "infographic")
LONGEST, SHORTEST = "secur-ed", "secure-neighbourhood"
MM = 72 / 25.4


def case(name: str = LONGEST) -> Case:
    return publication().case(name)


def test_every_case_has_short_texts_within_the_budget_of_the_sheet() -> None:
    for one in publication().cases:
        assert one.short is not None, one.id
        words = len(one.summary) + len(one.short.overview.plain) + len(one.short.why)
        words += sum(len(m.title) + len(m.impact) for m in one.mechanisms)
        assert words <= 1900, f"{one.id} has {words} characters on its sheet"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", [LONGEST, SHORTEST])
def test_sheet_is_one_page_without_faults(kind: str, name: str) -> None:
    pages = set_sheet(kind, name)
    assert (pages.count, pages.faults) == (1, ())
    assert all(0 < share <= 1 for share in pages.facts[0].zones.values())
    assert set(pages.facts[0].zones) > {"title", "foot"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_language_a_third_longer_still_fits_or_says_what_does_not(kind: str) -> None:
    for name in (LONGEST, "electric-castle", "evaguide"):
        pages = set_composition(compose(kind, lengthen(case(name), 0.35)))
        assert pages.count == 1
        assert not pages.faults or all(f.rule == "fit/overset" and f.anchor for f in pages.faults)
        assert pages.choices[0] != layout(kind).steps[0].choice.name


def test_a_period_begins_with_a_capital_and_keeps_its_year() -> None:
    said = compose("factsheet", case("bremer-platz")).html
    assert "Münster, Germany</span> · Since\u00a02018</p>" in said
    assert ">Since\u00a02018</dd>" in said
    assert not case("bremer-platz").period.note


def test_longer_texts_take_closer_steps_in_the_declared_order() -> None:
    pages = set_composition(compose("factsheet", lengthen(case(), 0.2)))
    order = [step.choice.name for step in layout("factsheet").steps]
    tried = [trial.choices[0] for trial in pages.trials]
    assert tried == order[: len(tried)]
    assert len(tried) > 1
    assert all(trial.reasons for trial in pages.trials[:-1])
    assert pages.trials[-1].reasons == ()
    assert max(pages.trials[0].zones.values()) > 1 >= max(pages.trials[-1].zones.values())


def overfull(**short: object) -> Pages:
    texts = {"overview": case().short.overview, "why": case().short.why, **short}  # type: ignore[union-attr]
    changed = case().model_copy(update={"short": Short.model_construct(**texts)})
    return set_composition(compose("factsheet", changed))


def test_what_fits_at_no_step_is_an_error_at_the_text_that_is_over() -> None:
    pages = overfull(why="Streets where people feel secure. " * 60)
    assert pages.count == 1
    assert pages.choices == (layout("factsheet").steps[-1].choice.name,)
    (fault,) = pages.faults
    assert (fault.rule, fault.anchor) == ("fit/overset", f"cases/{LONGEST}/short/why")
    assert re.search(r"main zone is \d+ pt too high \(about \d+ characters\)", fault.message)
    assert "where 420 are planned" in fault.message


def test_overview_gives_way_to_the_summary_before_anything_is_an_error() -> None:
    pages = overfull(overview=Markup.parse("Streets where people feel secure. " * 60))
    assert (pages.count, pages.faults) == (1, ())
    assert "short-texts" in pages.choices[0]
    assert "no-diagram" in pages.choices[0]


def test_word_too_wide_for_its_column_is_an_error() -> None:
    changed = case().model_copy(update={"lead": "SICHERHEITSPARTNERSCHAFTSKOORDINATION"})
    (fault, *_) = set_composition(compose("factsheet", changed)).faults
    assert fault.rule == "fit/overset"
    assert "too wide for the side zone" in fault.message
    assert fault.anchor == f"cases/{LONGEST}/lead"


@pytest.mark.parametrize("kind", KINDS)
def test_text_lies_inside_the_trim_and_no_letter_is_below_six_and_a_half_points(kind: str) -> None:
    document = pypdfium2.PdfDocument(set_sheet(kind, LONGEST).pdf)
    page = document[0]
    texts = page.get_textpage()
    raw = pypdfium2.raw
    for index in range(texts.count_chars()):
        if raw.FPDFText_GetUnicode(texts.raw, index) <= 32:
            continue
        assert raw.FPDFText_GetFontSize(texts.raw, index) >= 6.49
        left, bottom, right, top = texts.get_charbox(index)
        assert left > 10 * MM
        assert right < 200 * MM
        assert bottom > 5 * MM
        assert top < 292 * MM
    document.close()


@pytest.mark.parametrize("kind", KINDS)
def test_emblem_statement_and_disclaimer_are_on_every_sheet(kind: str) -> None:
    html = compose(kind, case()).html
    funding = publication().settings.funding["en"]
    assert 'width="15.0000mm" height="10.0000mm"' in html
    assert funding.disclaimer in html
    assert funding.statement in html
    assert publication().settings.grant.number in html
    assert "Horizon 2020" not in html.replace("The Horizon 2020 project", "")


@pytest.mark.parametrize("kind", KINDS)
def test_same_sheet_gives_the_same_bytes(kind: str) -> None:
    made = compose(kind, case())
    assert made == compose(kind, case())
    assert set_composition(made).pdf == set_sheet(kind, LONGEST).pdf


def test_sheet_that_starts_at_a_closer_step_stays_there() -> None:
    made: Composition = start_at(compose("factsheet", case(SHORTEST)), 3)
    assert set_composition(made).choices == (layout("factsheet").steps[3].choice.name,)


def test_space_left_over_is_shared_out_between_the_parts_of_a_zone() -> None:
    made = compose("factsheet", case(SHORTEST))
    facts = set_composition(made).facts[0]
    why = facts.anchors[f"cases/{SHORTEST}/short/why"]
    zone = facts.anchors[f"cases/{SHORTEST}/sheet"]
    assert facts.zones["main"] < 0.95
    assert zone.y + zone.height - (why.y + why.height) < 10


def test_backgrounds_and_links_move_with_their_boxes() -> None:
    """A panel that space was added above has its colour where its words are, down to its foot."""
    pages = set_sheet("factsheet", SHORTEST)
    panel = pages.facts[0].anchors[f"cases/{SHORTEST}/short/why"]
    document = pypdfium2.PdfDocument(pages.pdf)
    picture = document[0].render(scale=1).to_pil().convert("RGB")
    document.close()
    theme = publication().taxonomy.theme(case(SHORTEST).themes[0]).colour
    wanted = tuple(int(theme[at : at + 2], 16) for at in (1, 3, 5))
    for y in (panel.y + 3, panel.y + panel.height - 3):
        found = picture.getpixel((int(panel.x + 10 * MM + 3), int(y + 10 * MM)))
        assert found == pytest.approx(wanted, abs=2)
    below = picture.getpixel((int(panel.x + 10 * MM + 3), int(panel.y + panel.height + 10 * MM + 3)))
    assert below == (255, 255, 255)


def test_address_of_a_case_is_a_setting() -> None:
    settings = publication().settings
    with_pages = publication().model_copy(
        update={"settings": settings.model_copy(update={"case_page": "https://example.org/cases/{case}"})}
    )
    without = publication().model_copy(
        update={
            "settings": settings.model_copy(update={"case_page": None, "contact": "mailto:a@example.org"})
        }
    )
    assert case_address(with_pages, case()) == f"https://example.org/cases/{LONGEST}"
    assert case_address(without, case()) == "mailto:a@example.org"
    assert show_address("https://www.example.org/") == "www.example.org"


def test_diagram_is_the_largest_that_fits_and_none_where_none_can() -> None:
    infographic = case("anchor").infographic
    heights = sorted(d.height_mm for d in list_diagrams(infographic))
    largest = choose_diagram(infographic, 500)
    assert largest is not None
    assert not largest.is_bare
    smallest = choose_diagram(infographic, heights[0])
    assert smallest is not None
    assert smallest.height_mm <= heights[0]
    assert choose_diagram(infographic, heights[0] - 1) is not None
    assert choose_diagram(infographic, heights[0] - GAIN_MM - 1) is None


def test_partner_edition_carries_logo_name_and_contact() -> None:
    partner = PartnerEdition(
        name="City of Example",
        logo="assets/icons/megaphone.svg",
        contact="mailto:desk@example.org",
        link="https://example.org/night",
    )
    made = compose("factsheet", case(), partner=partner)
    assert 'alt="Logo of City of Example"' in made.html
    assert "desk@example.org" in made.html
    pages = set_composition(made)
    assert (pages.count, pages.faults) == (1, ())


def test_logo_is_never_larger_than_the_emblem() -> None:
    """Whatever its shape: its box is no larger than the emblem, and the logo is fitted into the box."""
    partner = PartnerEdition(name="City of Example", logo="assets/icons/megaphone.svg")
    box = set_composition(compose("factsheet", case(), partner=partner)).facts[0].anchors["partner/logo"]
    assert box.width <= 15 * MM + 0.1
    assert box.height <= 10 * MM + 0.1
    assert "object-fit: contain" in (ROOT / "layouts/factsheet/factsheet.css").read_text()


def test_words_of_a_sheet_can_be_read_in_order(tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(set_sheet("factsheet", LONGEST).pdf)
    text = subprocess.run(
        [require("pdftotext"), "-enc", "UTF-8", str(path), "-"], check=True, capture_output=True
    ).stdout.decode()
    places = [text.find(words) for words in ("SECUR-ED", "Overview", "How it works", "Why it matters")]
    assert -1 not in places
    assert places == sorted(places)
