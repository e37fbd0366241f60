"""Names with hyphens stay on one line, and stay what they are."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.typeset.whole import hold_numbers, keep_whole

MARKED = '<span style="white-space: nowrap">{}</span>'


SIGNS = ["CO-SECUR", "CO-SCORE", "SECUR-ED", "COVID-19"]
PLACES = ["Cluj-Napoca", "Saint-Géry", "Île-Perdue", "EU-funded", "POP-Büro"]


@pytest.mark.parametrize("name", [*SIGNS, *PLACES])
def test_names_are_kept_whole(name: str) -> None:
    assert keep_whole(f"<p>of the {name}, and</p>", "en") == f"<p>of the {MARKED.format(name)}, and</p>"
    assert keep_whole(name, "fr") == MARKED.format(name)


@pytest.mark.parametrize("name", [*SIGNS, *PLACES])
def test_where_all_nouns_are_written_large_only_signs_are_names(name: str) -> None:
    assert keep_whole(name, "de") == (MARKED.format(name) if name in SIGNS else name)


@pytest.mark.parametrize(
    "html",
    [
        "<p>multi-agency, Czaplinek-Broczyno, A-3, 24-hour</p>",
        "<p>HORIZON-CL3-2022-SSRI-01-04</p>",
        '<img alt="CO-SECUR">',
        "<title>CO-SECUR</title>",
        "<svg><text>CO-SECUR</text></svg>",
        "<style>/* CO-SECUR */</style>",
        "<!-- CO-SECUR <p> -->",
    ],
)
def test_all_else_is_left_alone(html: str) -> None:
    assert keep_whole(html, "en") == html


@given(st.text(alphabet="AB1-c <>\"'&;/p", max_size=60))
def test_text_stays_what_it_is(html: str) -> None:
    before = MARKED.split("{}", maxsplit=1)[0]
    assert re.sub(re.escape(before) + r"([^<]*)</span>", r"\1", keep_whole(html, "en")) == html


@pytest.mark.parametrize(
    "text",
    [
        "launched since~2021",
        "Pilot~2003, city programme since~2007, updated~2023",
        "from 12~May~2020 on",
        "September~2023 – June~2024",
        "Od~1995~r.; w Czaplinku–Broczynie od~2021~r.",
        "з~2016~року",
        "am 12.~Mai~2020",
        "w 10.~edycji, na~2024~r.",
        "24~hours a day, 50~% of them",
        "(see section~4.3, page~14)",
        "it is part of Deliverable~1.2.",
        "<b>since~2016</b> and <i>over 80~plaques</i>",
    ],
)
def test_numbers_are_held(text: str) -> None:
    assert hold_numbers(text.replace("~", " ")) == text.replace("~", "\u00a0")


@pytest.mark.parametrize(
    "html",
    [
        "no number at all",
        "159 initiatives and 10 municipalities",  # longer words would tear holes
        "16 May-day marches; 2016 was the year",
        "1.5 of them, 3,500 people, CO-2 in 24-hour days",
        "programme under FP7 and grant 101121325 for",
        '<img alt="since 2021">',
        "<title>since 2021</title>",
        "<svg><text>since 2021</text></svg>",
        "&#39; since",
    ],
)
def test_other_spaces_break(html: str) -> None:
    assert "\u00a0" not in hold_numbers(html)


@given(st.text(alphabet="ab12 05.,<>&;/p", max_size=60))
def test_only_spaces_change(html: str) -> None:
    assert hold_numbers(html).replace("\u00a0", " ") == html
