"""QR codes, read back by a reader of the standard that shares nothing with the writer."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.typeset.figures.qr import draw_qr, qr_modules
from tests.typeset.qr_reader import read_qr

ADDRESSES = ("https://www.cosecur.eu", "mailto:desk@example.org", "https://example.org/cases/" + "a" * 60)


@pytest.mark.parametrize("address", ADDRESSES)
def test_code_leads_to_the_address(address: str) -> None:
    assert read_qr(qr_modules(address)) == address


@settings(max_examples=25, deadline=None)
@given(st.from_regex(r"https://[a-z0-9.-]{3,40}/[A-Za-z0-9/_?=&%-]{0,60}", fullmatch=True))
def test_any_address_can_be_read_back(address: str) -> None:
    assert read_qr(qr_modules(address)) == address


def test_drawing_shows_exactly_the_modules() -> None:
    modules = qr_modules(ADDRESSES[0])
    svg = draw_qr(ADDRESSES[0], 20, "QR code that leads to <here>")
    assert "<title>QR code that leads to &lt;here&gt;</title>" in svg
    assert f'viewBox="0 0 {len(modules)} {len(modules)}"' in svg
    drawn = [[False] * len(modules) for _ in modules]
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", svg):
        for at in range(int(x), int(x) + int(length)):
            assert not drawn[int(y)][at]
            drawn[int(y)][at] = True
    assert tuple(map(tuple, drawn)) == modules


def test_modules_are_large_enough_to_scan() -> None:
    """0.4 mm a module is what a telephone reads at arm's length in print."""
    assert 20 / len(qr_modules(ADDRESSES[0])) > 0.4


@pytest.mark.parametrize("address", ["", "https://example.org/" + "x" * 4000])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError):
        qr_modules(address)
