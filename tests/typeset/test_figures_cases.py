"""Timeline, countries and mechanisms: what is drawn is what the cases say."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from booklet.model.case import Case, Period, Place
from booklet.model.publication import Publication
from booklet.typeset.figures import Figure
from booklet.typeset.figures.countries import list_columns
from booklet.typeset.figures.timeline import Axis
from tests.typeset.test_figures_book import draw, drawn, make_publication, texts, words


def change(publication: Publication, index: int, **update: object) -> Publication:
    cases = [*publication.cases]
    cases[index] = cases[index].model_copy(update=update)
    return publication.model_copy(update={"cases": tuple(cases)})


def only(*periods: Period) -> Publication:
    publication = make_publication(len(periods))
    for index, period in enumerate(periods):
        publication = change(publication, index, period=period)
    return publication


def place_of(figure: Figure, text: str) -> tuple[float, float]:
    """Where a text stands, in mm: its own point, or its middle or end."""
    found = re.search(
        rf'<text [^>]*x="([\d.]+)" y="([\d.]+)"[^>]*>{re.escape(text)}</text>', figure.svg.decode()
    )
    assert found, text
    return float(found[1]) * 25.4 / 72, float(found[2]) * 25.4 / 72


def test_the_axis_runs_from_a_named_year_to_the_year_of_the_publication() -> None:
    axis = Axis.of(only(Period(start=2003), Period(start=2011, end=2014)))
    assert (axis.first, axis.last) == (2000, 2026)
    assert axis.ticks() == [2000, 2005, 2010, 2015, 2020, 2025]
    assert axis.x(2000) < axis.x(2003) < axis.x(2026)
    assert Axis.of(only(Period(ongoing=True))).first == 2025
    assert Axis.of(only(Period(start=2025, end=2031))).last == 2031


def test_cases_stand_in_the_order_of_their_first_years() -> None:
    figure = draw("timeline", only(Period(start=2019), Period(start=2003), Period(start=2011, end=2014)))
    heights = [place_of(figure, year)[1] for year in ("2003", "2011", "2019")]
    assert heights == sorted(heights)
    assert place_of(figure, "2014")[0] > place_of(figure, "2011")[0]


def test_every_year_and_every_note_is_printed() -> None:
    shown = Counter(texts(drawn("timeline")))
    publication = make_publication()
    for number, case in enumerate(publication.cases, 1):
        assert shown[str(number)] == 1
        assert shown[case.title] == 1
        if case.period.start is None and case.period.note:
            assert case.period.note in shown
    assert shown["2018"] == 3
    assert shown["2021"] == 3
    # A case of one year has no end of its own.
    assert shown["2024"] == 3
    assert words()["timeline-undated"] in shown


def test_no_panel_without_undated_cases() -> None:
    shown = texts(draw("timeline", only(Period(start=2003), Period(start=2018))))
    assert words()["timeline-undated"] not in shown
    assert "Ongoing" not in shown


def test_a_long_name_of_an_early_case_stays_on_the_sheet() -> None:
    name = "A case with as long a name as the model of a case allows one"
    for start in (1995, 2003, 2010, 2026):
        publication = change(only(Period(start=start, ongoing=True), Period(start=1995)), 0, title=name)
        figure = draw("timeline", publication)
        assert 0 <= place_of(figure, name)[0] <= 95


def test_the_alt_text_of_the_timeline_says_when() -> None:
    alt = drawn("timeline").alt
    assert "2 Case <1> & co: 2018–2021." in alt
    assert "3 Case <2> & co: Since 1995; moved in 2021." in alt
    assert "4 Case <3> & co: from 2016." in alt
    assert "1 Case <0> & co: not stated." in alt
    assert "7 Case <6> & co: ongoing." in alt


def test_countries_are_sorted_by_their_cases() -> None:
    columns = list_columns(make_publication())
    sizes = [len(column.cases) for column in columns]
    assert sizes == sorted(sizes, reverse=True)
    assert sum(sizes) == 20
    assert "be" not in [column.country.id for column in columns]


def test_a_case_in_several_countries_stands_in_each_once() -> None:
    def place(country: str) -> Place:
        return Place(name="X", country=country, latitude=50, longitude=10)

    publication = change(make_publication(4), 0, places=(place("fi"), place("be"), place("be")))
    shown = texts(draw("countries", publication))
    assert shown.count("1") >= 2
    assert words()["countries-many"] in shown
    assert words()["countries-many"] not in texts(drawn("countries"))
    found = {c.country.id: [n for n, _ in c.cases] for c in list_columns(publication)}
    assert found["fi"] == found["be"] == [1]


def test_many_countries_with_long_names_have_room() -> None:
    publication = make_publication()
    countries = tuple(
        country.model_copy(update={"label": f"{country.label} and the northern islands"})
        for country in publication.taxonomy.countries
    )
    taxonomy = publication.taxonomy.model_copy(update={"countries": countries})
    wide = draw("countries", publication.model_copy(update={"taxonomy": taxonomy}))
    assert wide.height_mm > drawn("countries").height_mm


@pytest.mark.parametrize("count", [1, 7, 20])
def test_every_mechanism_is_a_block(count: int) -> None:
    publication = make_publication(count)
    figure = draw("mechanisms", publication)
    ways = Counter(m.category for case in publication.cases for m in case.mechanisms)
    shown = texts(figure)
    for category in publication.taxonomy.mechanisms:
        assert category.short in shown
        assert str(ways[category.id]) in shown
        assert f"{category.short} {ways[category.id]}" in figure.alt
    for number in range(1, count + 1):
        assert str(number) in shown
    colours = Counter(re.findall(r"fill: (#[0-9a-f]{6})", figure.svg.decode()))
    for theme in publication.taxonomy.themes:
        led = [case for case in publication.cases if case.themes[0] == theme.id]
        blocks = sum(len(case.mechanisms) for case in led)
        # A mark a case, and the name of the theme.
        assert colours[theme.colour.lower()] == (blocks + len(led) + 1 if led else 0)


def test_a_case_of_no_theme_led_group_is_not_lost() -> None:
    publication = make_publication(5)
    cases: list[Case] = [case.model_copy(update={"themes": ("mobility",)}) for case in publication.cases]
    shown = texts(draw("mechanisms", publication.model_copy(update={"cases": tuple(cases)})))
    assert {"1", "2", "3", "4", "5", "Mobility"} <= set(shown)
    assert "Nightlife" not in shown
