"""The labels of a layout: what stands in braces is kept in every language."""

from __future__ import annotations

from pathlib import Path

import pytest

from booklet.findings import Finding
from booklet.load.layout import load_layout, load_layout_of
from booklet.model.layout import Labelled
from booklet.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]


def load(tmp_path: Path, english: str, german: str) -> list[Finding]:
    folder = tmp_path / "layouts" / "small"
    folder.mkdir(parents=True)
    (folder / "layout.yaml").write_text(f"labels:\n  en:\n    alt: {english}\n  de:\n    alt: {german}\n")
    return list(load_layout_of(Workspace(tmp_path), "small", Labelled)[1])


def test_words_in_braces_may_move(tmp_path: Path) -> None:
    assert load(tmp_path, '"{count} cases. {listing}"', '"{listing} Das sind {count} Fälle."') == []


@pytest.mark.parametrize(
    ("german", "line"),
    [('"Fälle. {listing}"', 5), ('"{count} {listing} {more}"', 5), ('"{anzahl} Fälle. {listing}"', 5)],
)
def test_other_words_in_braces_are_an_error(tmp_path: Path, german: str, line: int) -> None:
    (finding,) = load(tmp_path, '"{count} cases. {listing}"', german)
    assert (finding.rule, finding.severity) == ("layout/placeholder", "error")
    assert finding.span is not None
    assert finding.span.line == line


@pytest.mark.parametrize("english", ['"{count cases"', '"{} cases"', '"{a b} cases"'])
def test_a_brace_alone_is_an_error(tmp_path: Path, english: str) -> None:
    assert [f.rule for f in load(tmp_path, english, english)] == ["layout/placeholder"] * 2


def test_marks_in_labels_are_still_found(tmp_path: Path) -> None:
    found = load(tmp_path, '"**Cases**"', '"Fälle"')
    assert [(f.rule, f.span.line if f.span else 0) for f in found] == [("markup/plain", 3)]


def test_our_own_layout_has_no_findings() -> None:
    assert not list(load_layout(Workspace(ROOT), "booklet")[1])
