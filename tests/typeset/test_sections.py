"""Composing: the sections in order, every text of the content in them, and nothing that could run."""

from __future__ import annotations

from functools import cache
from html import unescape
from itertools import pairwise
from re import findall, sub

import pytest

from booklet.load.layout import load_layout
from booklet.load.project import load_project
from booklet.model.markup import Markup
from booklet.model.pages import FIT_MARK, Composition
from booklet.model.paths import leaves
from booklet.typeset.edition import UNKNOWN_PAGE, Edition
from booklet.typeset.figures.figure import Figure
from booklet.typeset.sections import list_sections, say_period
from booklet.workspace import Workspace
from tests.typeset.desk import ROOT


@cache
def edition() -> Edition:
    workspace = Workspace(ROOT)
    publication = load_project(workspace).publication
    layout = load_layout(workspace, "booklet")[0]
    assert publication is not None and layout is not None
    drawing = Figure(b'<svg xmlns="http://www.w3.org/2000/svg"/>', "A figure", "What it shows", 170, 100)
    return Edition(publication, layout, "en", workspace, lambda name: drawing)


@cache
def compositions() -> dict[str, Composition]:
    return {s.id: s.compose(edition(), {}) for s in list_sections(edition().publication)}


def words(html: str) -> str:
    return " ".join(unescape(sub(r"<[^>]*>", " ", html)).split())


def letters(html: str) -> str:
    """The printed characters without any white space: inline marks part no words then."""
    return "".join(words(html).split())


def test_sections_stand_in_the_order_of_the_booklet() -> None:
    settings = edition().publication.settings
    assert list(compositions()) == [
        *("cover", "imprint", "contents", "glance"),
        *(f"chapters/{name}" for name in settings.chapters),
        "cases",
        *(f"cases/{name}" for name in settings.cases),
        *(f"chapters/{name}" for name in settings.closing),
        *("credits", "back"),
    ]


def test_every_text_of_every_case_is_printed_in_its_section() -> None:
    for case in edition().publication.cases:
        html = compositions()[f"cases/{case.id}"].html
        text = letters(html)
        for leaf in leaves(edition().publication):
            if not leaf.path.startswith(f"cases/{case.id}/") or not leaf.prose or leaf.key == "alt":
                continue
            if "/places/" in leaf.path or "/short/" in leaf.path:
                continue
            blocks = leaf.value.plain.split("\n") if isinstance(leaf.value, Markup) else [leaf.value]
            for block in blocks:
                assert "".join(block.split()) in text, leaf.path


def test_texts_carry_their_content_paths() -> None:
    html = compositions()["cases/brussels-by-night"].html
    ids = set(findall(r'id="([^"]+)"', html))
    assert {
        "cases/brussels-by-night",
        "cases/brussels-by-night/summary",
        "cases/brussels-by-night/why/1",
    } <= ids
    assert len(findall(r'id="([^"]+)"', html)) == len(ids), "an id stands twice"


def test_page_numbers_are_asked_for_and_printed() -> None:
    section = next(s for s in list_sections(edition().publication) if s.id == "contents")
    draft = section.compose(edition(), {})
    assert "cases/forssa" in draft.needs and "headings/priority-areas" in draft.needs
    assert UNKNOWN_PAGE in words(draft.html)
    final = section.compose(edition(), dict.fromkeys(draft.needs, "42"))
    assert f">{UNKNOWN_PAGE}<" not in final.html and words(final.html).count("42") >= len(draft.needs)


def test_cases_do_not_depend_on_page_numbers() -> None:
    assert all(not c.needs for name, c in compositions().items() if name.startswith("cases/"))


def test_composing_twice_gives_the_same() -> None:
    for section in list_sections(edition().publication):
        assert section.compose(edition(), {}) == compositions()[section.id]


def test_each_section_begins_with_one_main_heading_and_skips_no_level() -> None:
    for name, composition in compositions().items():
        levels = [int(level) for level in findall(r"<h([1-6])[ >]", composition.html)]
        assert levels[0] == 1 and levels.count(1) == 1, name
        assert all(b - a <= 1 for a, b in pairwise(levels)), name


def test_fitted_parts_have_their_anchor_and_their_class() -> None:
    for composition in compositions().values():
        for part in composition.parts:
            assert f'id="{part.anchor}"' in composition.html
            assert 0 <= part.start < len(part.choices)
        assert composition.html.count(FIT_MARK) == 1


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ({"start": 2018, "end": 2021}, "2018–2021"),
        ({"start": 2018, "end": 2018}, "2018"),
        ({"start": 2016, "ongoing": True}, "since 2016"),
        ({"start": 2016}, "from 2016"),
        ({"end": 2016}, "until 2016"),
        ({"ongoing": True}, "ongoing"),
        ({"start": 2016, "note": "Pilot in 2016"}, "Pilot in 2016"),
        ({}, ""),
    ],
)
def test_periods_in_words(period: dict[str, object], expected: str) -> None:
    case = edition().publication.cases[0]
    changed = case.model_copy(update={"period": type(case.period)(**period)})  # type: ignore[arg-type]
    assert say_period(changed, edition().labels) == expected
