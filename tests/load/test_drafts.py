"""Files that are not listed, files that are too large, and files with odd names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from booklet.findings import Severity
from booklet.load import load_project
from booklet.workspace import Workspace
from tests.projects import HARBOUR, NIGHT, write_project


@pytest.mark.parametrize(
    "text",
    [
        "",
        "id: [",
        NIGHT.replace("id: night-walk", "id: draft").replace("title:", "titel:", 1),
        NIGHT.replace("id: night-walk", "id: draft").replace("[nightlife]", "[unknown]"),
        NIGHT,
    ],
)
def test_faults_of_a_draft_are_warnings(text: str, tmp_path: Path) -> None:
    loaded = load_project(write_project(tmp_path, {"content/cases/draft.yaml": text}))
    assert loaded.report.errors == ()
    assert "file/not-listed" in {f.rule for f in loaded.report.warnings}


@pytest.mark.parametrize(
    "draft", ["content/cases/introduction.yaml", "content/cases/aim.yaml", "content/chapters/aim.md"]
)
def test_a_draft_with_the_id_of_something_printed_is_itself_to_blame(draft: str, tmp_path: Path) -> None:
    loaded = load_project(write_project(tmp_path, {draft: "id: x\n"}))
    found = [f for f in loaded.report if f.rule == "id/duplicate"]
    assert [(f.span.file if f.span else "", f.severity) for f in found] == [(draft, Severity.WARNING)]


def test_a_listed_file_keeps_its_errors(tmp_path: Path) -> None:
    loaded = load_project(
        write_project(
            tmp_path, {"content/cases/harbour-watch.yaml": HARBOUR.replace("title:", "titel:", 1)}
        )
    )
    assert {f.rule for f in loaded.report.errors} == {"model/unknown-key", "model/missing-key"}
    assert set(loaded.unread) == {"harbour-watch"}


def test_a_huge_file_is_called_too_large(tmp_path: Path) -> None:
    workspace = write_project(tmp_path)
    with (tmp_path / "content/cases/night-walk.yaml").open("wb") as stream:
        stream.truncate(65 * 1024 * 1024)
    assert [f.rule for f in load_project(workspace).report.errors] == ["file/too-large"]


@pytest.mark.parametrize("name", [b"bad\xff.yaml", b"a\x1b[31m.yaml", b"a\nb.yaml", b"a\xff.txt"])
def test_a_file_with_an_odd_name_is_a_finding(name: bytes, tmp_path: Path) -> None:
    workspace: Workspace = write_project(tmp_path)
    folder = os.fsencode(tmp_path / "content/cases")
    try:
        Path(os.fsdecode(os.path.join(folder, name))).write_bytes(b"id: a")
    except OSError:
        pytest.skip("the file system refuses the name")
    report = load_project(workspace).report
    assert "file/name" in {f.rule for f in report}
    assert all(f.message.isprintable() and str(f.span).isprintable() for f in report)
