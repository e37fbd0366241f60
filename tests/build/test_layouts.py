"""Damaged layouts and assets: findings that name the file, never a failure of the program."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from booklet.build.run import build_project
from booklet.build.values import Request
from booklet.findings import Finding
from tests.build.small import REPOSITORY, prepare
from tests.projects import replaced

LABELS = (REPOSITORY / "layouts/booklet/layout.yaml").read_text()
HARBOUR = "content/cases/harbour-watch.yaml"
PARTS = "layouts/booklet/parts.css"


def errors(root: Path, changes: Mapping[str, str | bytes | None], **request: object) -> list[Finding]:
    """The errors of building a project with these files; nothing is written."""
    prepare(root, changes)
    outcome = build_project(root, Request(**{"products": ("booklet-screen",), **request}))  # type: ignore[arg-type]
    assert outcome.report.errors and not outcome.outputs
    return list(outcome.report.errors)


@pytest.mark.parametrize(
    ("file", "content", "rule", "line"),
    [
        ("layouts/booklet/imprint.html.j2", "<p>\n{{ 1 / 0 }}", "layout/template", 2),
        ("layouts/booklet/imprint.html.j2", "<p>\n{% if %}", "layout/template", 2),
        ("layouts/booklet/imprint.html.j2", b"<p>\n\xff", "layout/file", 2),
        ("layouts/booklet/imprint.html.j2", "<p>{{ labels.unheard_of }}", "layout/label", 1),
        ("layouts/booklet/chapter.html.j2", "", "layout/element", 1),
        ("assets/map/europe.json", '{"countries"', "layout/file", 1),
        ("assets/map/europe.json", '{"countries": {"be": [[1, 2, 3]]}}', "layout/file", 1),
        ("assets/icons/moon.svg", "<svg/>", "layout/file", 1),
        ("layouts/booklet/base.css", b"p {}\n\xff", "layout/file", 2),
    ],
)
def test_a_damaged_file_is_named(
    tmp_path: Path, file: str, content: str | bytes, rule: str, line: int
) -> None:
    found = errors(tmp_path / "p", {file: content})
    assert [(f.rule, f.span.file, f.span.line) for f in found if f.span] == [(rule, file, line)]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    root = prepare(tmp_path / "p")
    for file in (PARTS, "layouts/booklet/cover.html.j2"):
        (root / file).unlink()
        found = build_project(root, Request(products=("booklet-screen",))).report.errors
        assert [f.rule for f in found] == ["layout/file"] and file in f"{found[0].span} {found[0].message}"


@pytest.mark.parametrize("label", ["flag", "figure_map", "since", "qr"])
def test_a_missing_label_is_named(tmp_path: Path, label: str) -> None:
    lines = [line for line in LABELS.splitlines(True) if not line.strip().startswith(f"{label}:")]
    found = errors(tmp_path / "p", {"layouts/booklet/layout.yaml": "".join(lines)})
    assert "layout/label" in [f.rule for f in found] and f"`{label}`" in found[0].message


def test_a_language_the_layout_does_not_have(tmp_path: Path) -> None:
    found = errors(tmp_path / "p", {"layouts/booklet/layout.yaml": LABELS.replace("  en:\n", "  ro:\n", 1)})
    assert any(f.rule == "layout/language" and "`en`" in f.message for f in found)


def test_a_place_on_the_other_side_of_the_earth(tmp_path: Path) -> None:
    change = replaced(HARBOUR, "latitude: 51.22, longitude: 4.4}", "latitude: -52, longitude: -170}")
    found = errors(tmp_path / "p", change)
    assert [(f.rule, f.span.file) for f in found if f.span] == [("layout/place", HARBOUR)]


def test_a_class_that_no_style_sheet_has(tmp_path: Path) -> None:
    changes: dict[str, str | bytes | None] = {}
    for layout, old in (("booklet", "band-100"), ("factsheet", "no-diagram")):
        file = f"layouts/{layout}/layout.yaml"
        changes[file] = (REPOSITORY / file).read_text().replace(old, "band-1000", 1)
    found = errors(tmp_path / "p", changes, products=("booklet-screen", "factsheets"))
    assert [(f.rule, f.span.file) for f in found if f.span] == [("layout/class", file) for file in changes]
    assert all("`band-1000`" in f.message for f in found)


@pytest.mark.slow
def test_faults_of_style_sheets_and_glyphs_are_told_once_whatever_the_jobs_and_the_cache(
    tmp_path: Path,
) -> None:
    css = (REPOSITORY / PARTS).read_text()
    line = css.count("\n") + 1
    changes = {
        PARTS: f'{css}p {{ colr: red }}\n@import "extra.css";\n',
        **replaced(HARBOUR, "title: Harbour watch\nsubtitle", "title: Harbour ⵣ watch\nsubtitle"),
    }
    root = prepare(tmp_path / "p", changes)
    everything = build_project(root, Request(jobs=1)).report
    told = [(f.rule, str(f.span)) for f in everything]
    assert told.count(("typeset/engine", f"{PARTS}:{line}:5")) == 1
    assert told.count(("layout/import", f"{PARTS}:{line + 1}:1")) == 1
    glyphs = [f for f in everything if "U+2D63" in f.message and f.rule == "typeset/missing-glyph"]
    assert [str(f.span) for f in glyphs] == [f"{HARBOUR}:3:8"]
    assert not any("notdef" in f.message for f in everything)
    for path in (root / "build").rglob("*.pdf"):
        path.unlink()
    assert build_project(root, Request(jobs=2)).report == everything
    other = prepare(tmp_path / "q", changes)
    assert build_project(other, Request(jobs=2)).report == everything
