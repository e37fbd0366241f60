"""Texts as HTML: escaping, ids of blocks, marks, and headings kept with their text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup as Html

from booklet.model.markup import Markup
from booklet.typeset.markup_html import MarkupWriter


def write(source: str) -> str:
    writer = MarkupWriter(
        lambda name: Html("[{}]").format(name),
        lambda kind, name: Html("<{}:{}>").format(kind, name),
        {"first": "1.1"},
        lambda name: f"headings/{name}",
    )
    return str(writer.write(Markup.parse(source), "cases/a/text"))


def test_paragraphs_carry_their_content_path() -> None:
    assert write("One.\n\nTwo.") == '<p id="cases/a/text/1">One.</p>\n<p id="cases/a/text/2">Two.</p>'


def test_marks_links_and_references() -> None:
    assert "<strong>bold</strong> <em>soft</em>" in write("**bold** *soft*")
    assert '<a href="https://x.eu">words</a>' in write("[words](https://x.eu)")
    assert "see [forssa]." in write("see {ref:forssa}.")


def test_list_items_are_numbered_in_walk_order() -> None:
    html = write("Before:\n\n- one\n- two")
    assert '<ul id="cases/a/text/2"><li id="cases/a/text/3">one</li>' in html


def test_heading_has_its_number_and_stays_with_the_text() -> None:
    html = write("## Title {#first}\n\nShort.\n\nNext.")
    assert html.startswith('<div class="keep section-start"><h2 id="headings/first"')
    assert 'data-says="cases/a/text/1">' in html
    assert '<span class="section-number">1.1</span> Title</h2>' in html
    assert html.endswith("</div>") and "Next." in html


def test_callout_and_directive() -> None:
    assert write("> In short.").startswith('<div class="callout" id="cases/a/text/1"><p')
    assert write("{figure:map}") == "<figure:map>"


@given(st.text(max_size=80))
def test_no_text_becomes_a_tag(text: str) -> None:
    html = write(text)
    for tag in ("<script", "<img", "<svg", "onerror="):
        assert tag not in html or tag.replace("<", "") in text.replace("<", "")
    assert "<script" not in html


@given(st.sampled_from(["<b>", "&", '"', "<script>alert(1)</script>", "{{ 7 * 7 }}", "{% x %}"]))
def test_what_looks_like_code_is_printed_as_it_is(text: str) -> None:
    from html import unescape
    from re import sub

    assert unescape(sub(r"<[^>]*>", "", write(f"a {text} z"))).strip() == f"a {text} z"
