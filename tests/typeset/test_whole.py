"""Names with hyphens stay on one line, and stay what they are."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.typeset.whole import keep_whole

MARKED = '<span style="white-space: nowrap">{}</span>'


@pytest.mark.parametrize("name", ["CO-SECUR", "CO-SCORE", "SECUR-ED", "COVID-19"])
def test_names_are_kept_whole(name: str) -> None:
    assert keep_whole(f"<p>of the {name}, and</p>") == f"<p>of the {MARKED.format(name)}, and</p>"
    assert keep_whole(name) == MARKED.format(name)


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
    assert keep_whole(html) == html


@given(st.text(alphabet="AB1-c <>\"'&;/p", max_size=60))
def test_text_stays_what_it_is(html: str) -> None:
    before = MARKED.split("{}", maxsplit=1)[0]
    assert re.sub(re.escape(before) + r"([^<]*)</span>", r"\1", keep_whole(html)) == html
