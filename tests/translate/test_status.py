"""Status and reports: counts, and pages that stand alone and hide nothing in markup."""

from __future__ import annotations

import re

from booklet.translate.catalogue import REVIEWED, Catalogue, Entry
from booklet.translate.page import write_import_page, write_status_page
from booklet.translate.receive import Outcome, Received, Row
from booklet.translate.status import Count, measure

CATALOGUE = Catalogue(
    "pl",
    "x",
    (
        Entry("a", "A", "Ą", remarks=(REVIEWED,)),
        Entry("b", "B", "Ć"),
        Entry("c", "C", "Ę", fuzzy=True, previous="Z"),
        Entry("d", "D", "Ł", fuzzy=True),
        Entry("e", "E"),
    ),
)


def test_counts_add_up() -> None:
    status = measure("pl", [CATALOGUE, CATALOGUE], ["y"])
    assert status.documents[0][1] == Count(2, 1, 1, 1, 1)
    assert status.total.to_json() == {
        "done": 4,
        "stale": 2,
        "missing": 2,
        "to_review": 2,
        "reviewed": 2,
        "total": 10,
        "percent": 40,
        "percent_translated": 60,
    }
    assert status.to_json()["name"] == "Polish" and status.to_json()["broken"] == ["y"]


def test_only_all_is_a_hundred_percent() -> None:
    assert Count(done=999, missing=1).percent == 99
    assert Count().percent == 100
    assert Count(done=500, to_review=499, missing=1).percent_translated == 99
    assert Count().percent_translated == 100


def test_bars_tell_what_is_done_and_what_is_to_be_reviewed() -> None:
    page = write_status_page("A", [measure("pl", [CATALOGUE])]).decode()
    assert 'aria-label="x: 60 % translated, 40 % done"' in page
    assert '<rect class="review" width="60"' in page and '<rect class="done" width="40"' in page


def test_the_status_page_stands_alone() -> None:
    page = write_status_page("A & B", [measure("pl", [CATALOGUE], ["broken<i>"])]).decode()
    assert "A &amp; B" in page and "broken&lt;i&gt;" in page
    assert "<script" not in page and not re.search(r'(?:src|href)="(?!#)', page)
    assert '<th scope="row">x</th>' in page and 'lang="en"' in page
    assert write_status_page("A", []).decode().count("There are no translations yet") == 1


def test_the_import_page_shows_texts_as_texts() -> None:
    rows = (Row("cases/x/a", Outcome.TRANSLATED, "A", "<script>alert(1)</script>", "note"),)
    page = write_import_page("Import", [("x", Received(CATALOGUE, rows))]).decode()
    assert "<script" not in page and "&lt;script&gt;" in page
    assert "1 translated" in page and '<td lang="pl">' in page
