"""``booklet new case``: a file that loads, and that keeps nobody from building the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from booklet.build.content import check_project
from booklet.cli.entry import run
from booklet.cli.exits import Exit
from booklet.findings import Severity
from booklet.load import load_project
from booklet.workspace import Workspace
from tests.projects import ICON, replaced, write_project


@pytest.mark.parametrize("icon", ["users", "acorn"])
def test_a_new_case_adds_no_error_and_fits_the_model(icon: str, tmp_path: Path) -> None:
    write_project(tmp_path, {f"assets/icons/{icon}.svg": ICON})
    before = check_project(tmp_path).errors
    assert run(["-C", str(tmp_path), "-q", "new", "case", "town-square"]) == Exit.FINE
    assert check_project(tmp_path).errors == before
    found = load_project(Workspace(tmp_path)).report.findings
    drafts = {f.rule for f in found if f.span and f.span.file.endswith("town-square.yaml")}
    assert drafts == {"file/not-listed"}


def test_a_new_case_that_is_listed_can_be_read_but_not_printed(tmp_path: Path) -> None:
    write_project(tmp_path, replaced("content/booklet.yaml", "harbour-watch, night-walk", "town-square"))
    run(["-C", str(tmp_path), "-q", "new", "case", "town-square"])
    assert load_project(Workspace(tmp_path)).unread == {}
    report = check_project(tmp_path)
    placeholders = [f for f in report if f.rule == "text/placeholder"]
    assert placeholders
    assert {f.severity for f in placeholders} == {Severity.ERROR}


@pytest.mark.parametrize("name", ["night-walk", "introduction", "aim"])
def test_an_id_that_is_taken_is_refused(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_project(tmp_path)
    assert run(["-C", str(tmp_path), "new", "case", name]) == Exit.USAGE
    assert "there already" in (words := capsys.readouterr().err) or "already the id" in words


def test_without_a_project_the_file_is_made_all_the_same(tmp_path: Path) -> None:
    assert run(["-C", str(tmp_path), "-q", "new", "case", "a"]) == Exit.FINE
    assert "AN-ICON" not in (tmp_path / "content/cases/a.yaml").read_text("utf-8")
