"""The HTML report: one page that needs nothing, says everything in words, and cannot be broken into."""

from __future__ import annotations

import itertools
import re
from html.parser import HTMLParser

from booklet.press.preflight.html import Examined, pages_to_draw, write_html
from booklet.press.preflight.inspect import inspect
from booklet.press.preflight.values import Profile
from tests.press.preflight import builders as b
from tests.press.preflight import plants as p

VOID = {"meta", "img", "rect", "circle"}
PICTURE = "data:image/jpeg;base64,AAAA"


class Reader(HTMLParser):
    """Checks that elements nest, and collects what stands where."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.words += data


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    assert reader.open == []
    return reader


def faulty() -> Examined:
    gold = p.drawn("L", lambda _: p.separation("<script>alert(1)</script>"), "ColorSpace")
    data = b.print_pdf({2: b"1 0 0 rg " + p.RECT + b"/L cs 1 scn " + p.RECT}, gold, pages=5)
    found = inspect(data, Profile.PRINT)
    return Examined("a <b>.pdf", found, dict.fromkeys(pages_to_draw(found), PICTURE))


def test_everything_is_said_in_words() -> None:
    one = faulty()
    made = read(write_html([one]))
    for fault in one.inspection.faults:
        assert fault.message in made.words
        assert fault.rule.id in made.words
        assert fault.rule.help in made.words
    for rule, reason in one.inspection.skipped:
        assert rule in made.words
        assert reason in made.words
    assert "70, 210 pt, 50 × 20 pt, from the trim’s top left" in made.words
    assert "1 error, 2 warnings: not ready" in made.words


def test_faults_are_boxed_on_the_picture_of_their_page() -> None:
    made = read(write_html([faulty()]))
    (picture,) = [attributes for tag, attributes in made.seen if tag == "img"]
    assert picture["src"] == PICTURE
    assert "Page 2" in (picture["alt"] or "")
    (view,) = [attributes["viewbox"] for tag, attributes in made.seen if tag == "svg"]
    assert view == "-30 -30 360 460"
    boxes = [attributes for tag, attributes in made.seen if tag == "rect"]
    assert {(box["x"], box["y"], box["width"], box["height"]) for box in boxes} == {
        ("69", "209", "52", "22")
    }


def test_the_page_needs_nothing_and_runs_nothing() -> None:
    html = write_html([faulty()])
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "a &lt;b&gt;.pdf" in html
    assert "default-src 'none'" in html
    assert re.findall(r'(?:src|href)="(?!data:)', html) == []
    assert 'lang="en"' in html
    assert 'name="viewport"' in html


def test_headings_skip_no_level() -> None:
    levels = [
        int(tag[1]) for tag, _ in read(write_html([faulty(), faulty()])).seen if re.fullmatch(r"h\d", tag)
    ]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def luminance(colour: str) -> float:
    def share(value: int) -> float:
        part = value / 255
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.2126 * share(red) + 0.7152 * share(green) + 0.0722 * share(blue)


def test_all_words_can_be_read_on_white() -> None:
    style = re.search(r"<style>(.*)</style>", write_html([faulty()]), re.DOTALL)
    assert style is not None
    words = {
        *re.findall(r"(?<![-\w])color: (#[0-9a-f]{6})", style[1]),
        *re.findall(r"--(?:error|warning|info): (#\w{6})", style[1]),
    }
    assert len(words) >= 5
    for colour in words:
        assert 1.05 / (luminance(colour) + 0.05) >= 4.5, colour


def test_a_file_without_a_fault() -> None:
    found = inspect(b.print_pdf())
    made = read(write_html([Examined("fine.pdf", found, {})]))
    assert "0 errors, 0 warnings: ready" in made.words
    assert pages_to_draw(found) == ()
