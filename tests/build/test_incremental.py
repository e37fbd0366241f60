"""What a second build does again, and that it comes to the same as a first one."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from itertools import cycle
from pathlib import Path

import pytest

from booklet.build.run import build_project
from booklet.build.store import Store
from booklet.build.values import Kind, Outcome, Request, State
from booklet.workspace import digest
from tests.build.small import PDF, SETTINGS, build_json, made


def change(root: Path, path: str, old: str, new: str) -> None:
    file = root / path
    text = file.read_text()
    assert text.count(old) == 1
    file.write_text(text.replace(old, new))


def done(outcome: Outcome, kind: Kind) -> list[str]:
    return [t.id for t in outcome.tasks if t.kind is kind and t.state is State.MADE]


def outputs(root: Path) -> dict[str, bytes]:
    found = (p for p in (root / "build").rglob("*") if p.is_file())
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in found}


def test_serial_parallel_and_other_folders_give_the_same_bytes(
    first_build: tuple[Path, Outcome], tmp_path: Path
) -> None:
    other = tmp_path / "another folder, ä"
    for part in ("content", "assets", "layouts"):
        shutil.copytree(first_build[0] / part, other / part)
    result = build_json(other, "--jobs", "2", PYTHONHASHSEED="77")
    assert all(task["state"] == "made" for task in result["tasks"])
    assert outputs(other) == outputs(first_build[0])
    assert len(outputs(other)) > 6  # booklet, sheets of two cases, pictures, manifest


def test_first_build_has_no_errors_and_numbers_pages(first_build: tuple[Path, Outcome]) -> None:
    outcome = first_build[1]
    assert not outcome.report.errors
    assert outcome.outputs[0].path == PDF
    assert outcome.outputs[0].pages > 10
    assert {t.state for t in outcome.tasks} == {State.MADE}


def test_nothing_changed_does_nothing(first_build: tuple[Path, Outcome], built: Path) -> None:
    before = {p: p.stat().st_mtime_ns for p in (built / "build").rglob("*")}
    outcome = build_project(built, Request())
    assert {t.state for t in outcome.tasks} == {State.CACHED}
    assert outcome.report == first_build[1].report
    assert outcome.outputs == first_build[1].outputs
    assert {p: p.stat().st_mtime_ns for p in (built / "build").rglob("*")} == before


def test_touching_a_file_changes_nothing(built: Path) -> None:
    (built / "content/cases/night-walk.yaml").touch()
    assert {t.state for t in build_project(built, Request()).tasks} == {State.CACHED}


def test_one_word_sets_one_section(built: Path) -> None:
    change(built, "content/cases/night-walk.yaml", "Nobody has to walk alone.", "Nobody must walk alone.")
    outcome = build_project(built, Request())
    assert done(outcome, Kind.SECTION) == ["cases/night-walk"]
    assert done(outcome, Kind.DRAFT) == done(outcome, Kind.FIGURES) == []
    assert done(outcome, Kind.LINK) == ["en"]


def test_a_comment_makes_nothing_again(built: Path) -> None:
    before = outputs(built)
    file = built / "content/cases/night-walk.yaml"
    file.write_text(file.read_text() + "# a comment\n")
    outcome = build_project(built, Request())
    assert {t.state for t in outcome.tasks} == {State.CACHED}
    assert outputs(built)[PDF] == before[PDF]


def test_a_style_sheet_sets_all_sections(built: Path) -> None:
    file = built / "layouts/booklet/parts.css"
    file.write_text(file.read_text() + "\n.why { color: #112233 }\n")
    outcome = build_project(built, Request())
    sections = [t for t in outcome.tasks if t.kind is Kind.SECTION]
    assert all(t.state is State.MADE for t in sections)
    assert done(outcome, Kind.FIGURES) == []


@pytest.mark.slow
def test_an_incremental_build_is_as_good_as_a_fresh_one(built: Path, tmp_path: Path) -> None:
    words = ("Volunteers now walk with them.", "Volunteers walk with them every Friday and Saturday.")
    change(built, "content/cases/night-walk.yaml", *words)
    build_project(built, Request())
    fresh = tmp_path / "fresh"
    for part in ("content", "assets", "layouts"):
        shutil.copytree(built / part, fresh / part)
    build_project(fresh, Request())
    assert outputs(fresh) == outputs(built)


@pytest.mark.slow
def test_a_removed_case_takes_its_pages_along(built: Path) -> None:
    before = build_project(built, Request()).outputs[0].pages
    (built / "content/booklet.yaml").write_text(
        SETTINGS.replace("cases: [harbour-watch, night-walk]", "cases: [night-walk]")
    )
    (built / "content/cases/harbour-watch.yaml").unlink()
    change(built, "content/chapters/introduction.md", ", see {ref:harbour-watch}", "")
    outcome = build_project(built, Request())
    assert not outcome.report.errors
    assert outcome.outputs[0].pages < before
    assert "cases/harbour-watch" not in [t.id for t in outcome.tasks]


def test_a_damaged_output_is_written_again(built: Path) -> None:
    before = outputs(built)
    (built / PDF).write_bytes(b"%PDF-1.7 broken")
    outcome = build_project(built, Request())
    assert {t.state for t in outcome.tasks} == {State.CACHED}
    assert outputs(built) == before


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def garble(path: Path) -> None:
    path.write_bytes(b"\xff\x00{]" * 9)


def empty_object(path: Path) -> None:
    path.write_bytes(b'{"format": 1, "reads": [1], "outputs": {"pdf": 3}}')


@pytest.mark.parametrize("folder", ["records", "blobs"])
@pytest.mark.slow
def test_a_damaged_cache_is_built_anew(built: Path, folder: str) -> None:
    before = outputs(built)
    damages = cycle((truncate, garble, empty_object, Path.unlink))
    for path, damage in zip(_sorted(built / ".cache/booklet" / folder), damages, strict=False):
        damage(path)
    if folder == "blobs":
        shutil.rmtree(built / "build")
    outcome = build_project(built, Request())
    assert done(outcome, Kind.LINK) == ["en"]
    assert outputs(built) == before


def _sorted(folder: Path) -> Iterable[Path]:
    found = sorted(folder.iterdir())
    assert found
    return found


@pytest.mark.slow
def test_a_cache_that_cannot_be_used_is_no_error(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = outputs(built)
    shutil.rmtree(built / ".cache/booklet/records")
    (built / ".cache/booklet/records").write_text("this is a file, not a folder")
    outcome = build_project(built, Request())
    assert outcome.outputs
    assert outputs(built) == before


def test_outputs_that_no_longer_belong_are_removed(built: Path) -> None:
    manifest = built / "build/manifest.json"
    data = json.loads(manifest.read_text())
    entry = data["outputs"][0]

    def leave(path: str, words: bytes = b"old", sha256: str = digest(b"old")) -> Path:
        data["outputs"].append({**entry, "path": path, "sha256": sha256})
        (built / path).write_bytes(words)
        return built / path

    old = leave("build/en/factsheets/old-case.pdf")
    kept = [leave("build/en/factsheets/changed.pdf", b"my words"), leave("build/notes.txt")]
    outside = built / "content/booklet.yaml"
    leave("content/booklet.yaml", outside.read_bytes(), digest(outside.read_bytes()))
    data["outputs"].append({**entry, "path": "build/../content/x"})
    manifest.write_text(json.dumps(data))
    build_project(built, Request())
    assert not old.exists()
    assert all(file.is_file() for file in (*kept, outside))


def test_the_cache_keeps_its_size(built: Path) -> None:
    store = Store(built)
    store.keep("0" * 64, {"pdf": b"x" * 1000}, {})
    store.prune(limit=2000)
    left = [p for p in (built / ".cache/booklet").glob("*/*") if p.is_file()]
    assert sum(p.stat().st_size for p in left) <= 2000
    assert left, "what was used last stays"


def test_the_command_tells_what_was_done(built: Path) -> None:
    result = build_json(built)
    assert set(result) == {"outputs", "tasks", "findings", "exit", "timing"}
    change(
        built, "content/cases/night-walk.yaml", "Three steps lead home.", "Three steps lead to the door."
    )
    result = build_json(built, "--jobs", "2")
    assert made(result, "section") == ["cases/night-walk"]
    assert made(result, "draft") == []
    assert result["exit"] == 0
