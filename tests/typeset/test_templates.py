"""Templates: nothing but their values within reach, loops that end, and mistakes with their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from booklet.model.layout import Labelled
from booklet.typeset.edition import Edition
from booklet.typeset.mistakes import LayoutMistake
from booklet.workspace import Workspace
from tests.typeset.test_sections import edition as whole


def fill(tmp_path: Path, template: str | bytes) -> str:
    """A template filled in by an edition over a folder of its own."""
    folder = tmp_path / "layouts" / "booklet"
    folder.mkdir(parents=True)
    data = template.encode() if isinstance(template, str) else template
    (folder / "test.html.j2").write_bytes(data)
    layout = Labelled(labels={"en": {"known": "Known"}})
    edition = Edition(whole().publication, layout, "en", Workspace(tmp_path), whole().figure)
    return edition.page({}).render("test.html.j2")


def refusal(tmp_path: Path, template: str | bytes) -> tuple[str, str, str]:
    """Rule, place and message of what is wrong with a template."""
    with pytest.raises(LayoutMistake) as caught:
        fill(tmp_path, template)
    found = caught.value.finding
    return found.rule, f"{found.span.file}:{found.span.line}" if found.span else "", found.message


def test_a_sound_template_is_filled_in(tmp_path: Path) -> None:
    loop = "{% for c in 'abc' %}{{ loop.index }}{{ c }}{% if loop.last %}!{% endif %}{% endfor %}"
    template = "{{ labels.known }} " + loop
    assert fill(tmp_path, template) == "Known 1a2b3c!"
    assert (
        fill(tmp_path / "length", "{% for c in 'ab' %}{{ loop.length }}{% endfor %}{{ 2 * 3.5 }}")
        == "227.0"
    )


@pytest.mark.parametrize(
    ("line", "rule", "words"),
    [
        ("{% if %}", "layout/template", "expression"),
        ("{% endfor %}", "layout/template", "endfor"),
        ("{{ unheard_of }}", "layout/template", "unheard_of"),
        ("{{ publication.unheard_of }}", "layout/template", "unheard_of"),
        ("{{ 1 / 0 }}", "layout/template", "division"),
        ("{{ 1 // (2 - 2) }}", "layout/template", "division"),
        ("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", "layout/template", "without end"),
        ("{{ page.render('test.html.j2') }}", "layout/template", "without end"),
        ("{{ labels.unheard_of }}", "layout/label", "`unheard_of`"),
        ("{{ page.emblem(10) }}", "layout/label", "`flag`"),
        ("{% include 'none.html.j2' %}", "layout/file", "layouts/booklet/none.html.j2"),
        ("{{ page.icon('none', '#000000') }}", "layout/file", "there is no"),
        ("{{ page.reference('nothing') }}", "layout/template", "nothing"),
        (
            "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
            "layout/template",
            "go round",
        ),
        ("{{ 'x' * 10 ** 9 }}", "layout/template", "large"),
        ("{{ 9 ** 9 ** 9 ** 9 }}", "layout/template", "large"),
        ("{% for a in range(9999) %}{{ 'x' * 999 }}{% endfor %}", "layout/template", "characters"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, line: str, rule: str, words: str) -> None:
    found = refusal(tmp_path, f"<p>\n</p>\n{line}\n")
    assert found[0] == rule and words in found[2], found
    if "characters" not in words and "none'," not in line:
        assert found[1] == "layouts/booklet/test.html.j2:3"


def test_a_damaged_or_missing_template_is_named(tmp_path: Path) -> None:
    assert refusal(tmp_path, b"<p>\n\xff</p>")[:2] == ("layout/file", "layouts/booklet/test.html.j2:2")
    (tmp_path / "layouts/booklet/test.html.j2").unlink()
    edition = Edition(whole().publication, whole().layout, "en", Workspace(tmp_path), whole().figure)
    with pytest.raises(LayoutMistake, match=r"layouts/booklet/test\.html\.j2"):
        edition.page({}).render("test.html.j2")


@pytest.mark.parametrize(
    "expression",
    [
        "page.edition.workspace",
        "page._edition",
        "page['_edition']",
        "page|attr('_edition')",
        "page.workspace",
        "page.render.__self__._edition",
        "page.writer().reference.__self__",
        "page.writer().write.__func__.__globals__",
        "publication.parse_raw",
        "publication.parse_file",
        "settings.model_construct",
        "publication['model_copy']",
        "publication.__class__",
        "page.figures.update({'a': 'b'})",
        "page.needs.clear()",
        "labels.update({'a': 'b'})",
        "publication.cases[0].title.format.__self__",
        "'{0._edition}'.format(page)",
    ],
)
def test_nothing_but_values_is_within_reach(tmp_path: Path, expression: str) -> None:
    assert refusal(tmp_path, f"{{{{ {expression} }}}}")[0] == "layout/template"
