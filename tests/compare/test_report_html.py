"""The report as one HTML file: what is in it, what cannot get into it, and how a browser shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from booklet.compare.report.html import write_html
from booklet.compare.report.pictures import BUDGET_BYTES, PageKey, Sheet, draw_pages
from booklet.compare.report.values import Comparison, Side, SideKind
from booklet.compare.values import DocumentFacts
from tests.browser import Browser, start_browser
from tests.compare.reported import EVIL, comparison, facts, make_pdf

MAX_FILE_BYTES = 3_000_000
CHANGES_SHOWN = 6


class Elements(HTMLParser):
    """All elements with their attributes, and the text between them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.all: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.all.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def named(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        return [a for t, a in self.all if t == tag and all(a.get(k) == v for k, v in wanted.items())]


@pytest.fixture(scope="module")
def written() -> bytes:
    return write_html(comparison())


@pytest.fixture(scope="module")
def elements(written: bytes) -> Elements:
    return Elements(written.decode())


# What is in it


def test_the_same_comparison_gives_the_same_bytes(written: bytes) -> None:
    assert write_html(comparison()) == written


def test_each_change_is_listed_with_its_place(elements: Elements) -> None:
    changes = [a for _, a in elements.all if "change" in (a.get("class") or "").split()]
    assert [a["id"] for a in changes] == [f"c{n}" for n in range(1, CHANGES_SHOWN + 1)]
    assert [a["data-layer"] for a in changes] == ["metadata", "furniture", "text", "links", "text", "style"]
    assert "content/cases/harbour-watch.yaml:31" in elements.text
    assert "Ignored, as asked: Tags." in elements.text
    assert "pixels: 12 words – they stand elsewhere" in elements.text
    for path in ("en/same.pdf", "en/come.pdf", "en/gone.pdf", "en/data.bin"):
        assert path in elements.text


def test_only_changed_pages_are_drawn(elements: Elements) -> None:
    alts = [a["alt"] for a in elements.named("img")]
    assert alts == [
        "Page 2 (“ii”) of the old document",
        "Page 2 (“ii”) of the new document",
        "Page 3 (“1”) of the old document",
        "Page 3 (“1”) of the new document",
        "Page 9 (“7”) of the new document",
        "Page 1 of the old document",
        "Page 1 of the new document",
    ]
    assert "This page is new." in elements.text


def test_marks_lie_on_the_pages(elements: Elements) -> None:
    marks = [a for t, a in elements.all if t == "rect"]
    old = next(a for a in marks if a["data-change"] == "c3")
    assert (old["x"], old["y"], old["width"], old["height"]) == ("29", "39", "52", "12")
    assert any("gap" in (a["class"] or "") for a in marks)
    boxes = {a["viewbox"] for a in elements.named("svg")}
    assert boxes == {"0 0 200.0 280.0"}


def test_nothing_changed() -> None:
    sides = Side("a", SideKind.FOLDER), Side("b", SideKind.FOLDER)
    page = Elements(write_html(Comparison(*sides, identical=("x.pdf",))).decode())
    assert "Nothing changed" in page.text and "1 file identical to the last byte" in page.text
    assert not page.named("nav")


# What cannot get in


def test_hostile_words_stay_words(written: bytes, elements: Elements) -> None:
    assert len(elements.named("script")) == 1
    assert not [a for t, a in elements.all if any(name.startswith("on") for name in a)]
    assert "alert" in elements.text and EVIL.encode() not in written
    assert "\u202e".encode() not in written and b"\x00" not in written and b"\x1b" not in written


def test_nothing_is_fetched(elements: Elements) -> None:
    for tag, attributes in elements.all:
        for name in ("src", "href", "action", "data", "poster", "srcset"):
            value = attributes.get(name)
            assert value is None or value.startswith(("data:image/webp;base64,", "#")), (tag, name, value)
    policy = elements.named("meta", **{"http-equiv": "Content-Security-Policy"})[0]["content"]
    assert policy is not None and policy.startswith("default-src 'none'; img-src data:;")
    assert "unsafe" not in policy and "http" not in policy


def test_styles_fetch_nothing(written: bytes) -> None:
    style = re.search(r"<style>(.*?)</style>", written.decode(), re.DOTALL)
    assert style and "url(" not in style[1] and "@import" not in style[1]


# How large it is


def test_pictures_keep_the_budget() -> None:
    data = make_pdf(8, noisy=True)
    sheet = Sheet(facts("a", data, 8), data)
    keys = [PageKey(0, page) for page in range(1, 9)]
    budget = 120_000
    made = draw_pages({0: sheet}, keys, budget)
    assert made and list(made) == [key for key in keys if key in made]
    assert sum(len(p.uri) for p in made.values()) < budget * 4 / 3 + 30 * len(made)
    assert len({p.width_px for p in made.values()}) == 1
    best = draw_pages({0: sheet}, keys[:1])
    assert best[keys[0]].width_px == 1240
    assert BUDGET_BYTES * 4 / 3 < MAX_FILE_BYTES


def test_damaged_documents_are_not_drawn() -> None:
    made = draw_pages(
        {
            0: Sheet(facts("a", b"", 1), b"%PDF-1.7 no"),
            1: Sheet(facts("a", b"", 1), make_pdf(1)),
            2: Sheet(DocumentFacts("a", "png", "", 9, 1), b"\x89PNG\r\n\x1a\n and no more"),
            3: Sheet(DocumentFacts("a", "docx", "", 9), b"PK"),
        },
        [PageKey(0, 1), PageKey(1, 1), PageKey(1, 7), PageKey(2, 1), PageKey(3, 1)],
    )
    assert list(made) == [PageKey(1, 1)]


# How a browser shows it


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with start_browser(tmp_path_factory.mktemp("profile")) as started:
        yield started


@pytest.fixture
def shown(browser: Browser, written: bytes, tmp_path: Path) -> Iterator[Browser]:
    """The report in a browser; afterwards nothing may have been complained of or asked for."""
    page = tmp_path / "report.html"
    page.write_bytes(written)
    browser.resize(1440, 900)
    browser.console()
    browser.requests()
    browser.open(page)
    yield browser
    browser.media()
    assert browser.console() == []
    assert browser.requests() == [page.as_uri()]


def counter(browser: Browser) -> str:
    return str(browser.run("return document.querySelector('.counter').textContent"))


def current(browser: Browser) -> str:
    return str(browser.run("return document.querySelector('[aria-current]')?.id ?? ''"))


def visible(browser: Browser) -> int:
    return int(browser.run("return document.querySelectorAll('.change:not([hidden])').length"))


def test_keys_go_from_change_to_change(shown: Browser) -> None:
    assert counter(shown) == "6 changes"
    shown.press("n")
    assert (counter(shown), current(shown)) == ("1 of 6", "c1")
    shown.press("j", "ArrowRight")
    assert (counter(shown), current(shown)) == ("3 of 6", "c3")
    assert shown.run("return document.activeElement.id") == "c3"
    assert shown.run("return document.querySelectorAll('.mark.now').length") == 2
    seen = "const b = document.querySelector('.mark.now').getBoundingClientRect();"
    assert shown.run(f"{seen} return b.top >= 0 && b.bottom <= innerHeight")
    shown.press("p", "k", "ArrowLeft")
    assert current(shown) == "c6"


def test_a_click_on_a_mark_shows_its_change(shown: Browser) -> None:
    shown.click('.mark[data-change="c4"]')
    assert current(shown) == "c4"


def test_filters_leave_what_is_wanted(shown: Browser) -> None:
    shown.press("f")
    shown.run("document.querySelector('input[value=text]').click()")
    assert (visible(shown), counter(shown)) == (4, "4 changes")
    assert (
        shown.run("return getComputedStyle(document.querySelector('.mark[data-change=c3]')).display")
        == "none"
    )
    choose = "const s = document.querySelector(`select[name=${arguments[0]}]`); s.value = arguments[1];"
    choose += "s.dispatchEvent(new Event('change', {bubbles: true}))"
    shown.run(choose, "case", "night-walk")
    assert visible(shown) == 2
    shown.run(choose, "language", "fi")
    assert (visible(shown), counter(shown)) == (1, "1 change")
    assert shown.run("return document.querySelector('#d1').hidden")
    shown.run("document.querySelector('input[value=style]').click()")
    assert shown.run("return !document.querySelector('.nothing').hidden")
    shown.click(".reset")
    assert visible(shown) == CHANGES_SHOWN
    shown.press("Escape")
    assert shown.run("return document.querySelector('.filter').open") is False


def test_views_of_the_pages(shown: Browser) -> None:
    both = (
        "return [...document.querySelectorAll('#d1s2 .sheet')].map((s) => s.getBoundingClientRect().left)"
    )
    old, new = shown.run(both)
    assert new > old + 100
    shown.press("2")
    old, new = shown.run(both)
    assert old == new
    slider = "const s = document.querySelector('#d1s2 input[type=range]'); s.value = 20;"
    shown.run(slider + "s.dispatchEvent(new Event('input', {bubbles: true}))")
    assert (
        shown.run("return document.querySelector('#d1s2 .pages').style.getPropertyValue('--part')") == "20%"
    )
    hidden = "return getComputedStyle(document.querySelector('#d1s2 .page-old .sheet')).visibility"
    shown.press("3")
    first = shown.run(hidden)
    shown.press("3")
    assert {first, shown.run(hidden)} == {"hidden", "visible"}
    shown.press("4")
    blend = "return getComputedStyle(document.querySelector('#d1s2 .page-new .sheet')).mixBlendMode"
    assert shown.run(blend) == "difference"
    assert shown.run("return document.querySelector('[data-view=minus]').ariaPressed") == "true"
    shown.press("1")


def test_help_opens_and_closes(shown: Browser) -> None:
    opened = "return document.querySelector('.help').open"
    shown.press("?")
    assert shown.run(opened) is True
    shown.press("n")
    assert current(shown) == ""
    shown.press("Escape")
    assert shown.run(opened) is False


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_and_can_be_read(shown: Browser, width: int, scheme: str) -> None:
    shown.resize(width, 800)
    shown.media(prefers_color_scheme=scheme)
    assert shown.run("return document.documentElement.scrollWidth") <= width
    assert shown.run(CONTRASTS) == []
    shown.run("const h = document.querySelector('h1'); h.style.background = getComputedStyle(h).color")
    assert [found[0] for found in shown.run(CONTRASTS)] == ["H1"]


def test_on_paper_everything_is_there(shown: Browser) -> None:
    shown.press("4")
    shown.media(type="print")
    assert shown.run("return getComputedStyle(document.querySelector('.bar')).display") == "none"
    assert (
        shown.run("return getComputedStyle(document.querySelector('.page-new .sheet')).mixBlendMode")
        == "normal"
    )
    assert shown.run(CONTRASTS) == []


def test_it_has_names_for_those_who_listen(shown: Browser) -> None:
    count = "return document.querySelectorAll('body > ' + arguments[0]).length"
    assert [shown.run(count, name) for name in ("header", "nav", "main", "footer")] == [1, 1, 1, 1]
    nameless = (
        "return [...document.querySelectorAll('button,input,select,img')].filter((e) => !(e.alt ||"
        " e.ariaLabel || e.textContent.trim() || e.labels?.length)).map((e) => e.outerHTML)"
    )
    assert shown.run(nameless) == []
    levels = shown.run("return [...document.querySelectorAll('h1,h2,h3')].map((h) => Number(h.tagName[1]))")
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = shown.run("return [...document.querySelectorAll('[id]')].map((e) => e.id)")
    assert len(ids) == len(set(ids))


CONTRASTS = """
// Texts whose contrast with what lies behind them is below 4.5 (WCAG 2.2, 1.4.3).
const part = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
const light = ([r, g, b]) => 0.2126 * part(r / 255) + 0.7152 * part(g / 255) + 0.0722 * part(b / 255);
const colour = (text) => text.match(/[\\d.]+/g).map(Number);
const ground = (e) => {
  for (let at = e; at; at = at.parentElement) {
    const found = colour(getComputedStyle(at).backgroundColor);
    if (found.length < 4 || found[3] > 0.99) return found;
  }
  return [255, 255, 255];
};
return [...document.querySelectorAll('body *')]
  .filter((e) => e.checkVisibility() && !e.closest('.skip, dialog, svg, script, option'))
  .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()))
  .filter((e) => Number(getComputedStyle(e).opacity) === 1)
  .map((e) => [e.className || e.tagName, light(colour(getComputedStyle(e).color)), light(ground(e))])
  .filter(([, a, b]) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5);
"""
