"""Builds that do not reach their end: the old outputs stay whole, and the next build is right."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from booklet import workspace as gate
from booklet.build.run import build_project
from booklet.build.values import EngineError, Outcome, Request
from tests.build.small import REPOSITORY, build_json, start
from tests.build.test_incremental import change, outputs


def edit(root: Path, words: str) -> None:
    change(root, "content/cases/night-walk.yaml", "Nobody has to walk alone.", words)


def restyle(root: Path) -> None:
    """Make all sections stale."""
    file = root / "layouts/booklet/base.css"
    file.write_text(file.read_text() + "\nh1 { letter-spacing: 0.1pt }\n")


def is_gone(group: int) -> bool:
    """Whether no process of the group is left, after a moment."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def wait_for(process: subprocess.Popen[str], word: str) -> None:
    assert process.stderr is not None
    for line in process.stderr:
        if word in line:
            return
    raise AssertionError(f"the build ended without “{word}”")


@pytest.mark.slow
def test_a_killed_build_leaves_the_old_outputs(built: Path) -> None:
    before = outputs(built)
    restyle(built)
    process = start("-C", str(built), "build", "--jobs", "2")
    wait_for(process, "Typesetting")
    time.sleep(0.5)
    process.kill()
    process.communicate()
    assert outputs(built) == before
    assert is_gone(process.pid), "workers outlived their parent"
    killed = build_json(built, "--jobs", "2")["outputs"]
    fresh = built.parent / "fresh"
    for part in ("content", "assets", "layouts"):
        shutil.copytree(built / part, fresh / part)
    assert build_json(fresh)["outputs"] == killed


@pytest.mark.parametrize("to_all", [True, False])
@pytest.mark.parametrize("signal_number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_all_processes_with_130(
    built: Path, signal_number: signal.Signals, *, to_all: bool
) -> None:
    before = outputs(built)
    restyle(built)
    process = start("-C", str(built), "build", "--jobs", "2")
    wait_for(process, "Typesetting")
    (os.killpg if to_all else os.kill)(process.pid, signal_number)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "interrupted" in err
    assert "Traceback" not in err
    assert "resource_tracker" not in err
    assert outputs(built) == before
    assert is_gone(process.pid)


def test_a_failed_write_leaves_the_old_outputs(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = outputs(built)
    edit(built, "Nobody walks alone now.")
    replace = Path.replace

    def fail(self: Path, target: Path) -> Path:
        if target.suffix == ".pdf":
            raise OSError(28, "No space left on device")
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(gate.Path, "replace", fail)
        with pytest.raises(OSError, match="No space left"):
            build_project(built, Request())
    assert outputs(built) == before
    assert build_project(built, Request()).outputs[0].sha256 != _pdf_digest(before)


def _pdf_digest(files: dict[str, bytes]) -> str:
    return next(gate.digest(data) for path, data in files.items() if path.endswith(".pdf"))


def run_crashing(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.build.crashing", "-C", str(root), "--no-progress", "build"]
    return subprocess.run(
        [*command, *arguments], cwd=REPOSITORY, capture_output=True, text=True, timeout=120, check=False
    )


def test_a_dying_worker_names_its_section(built: Path) -> None:
    before = outputs(built)
    edit(built, "KILL THE WORKER now.")
    # Another section is on its way as well, so that there is somebody to be suspected wrongly.
    change(built, "content/cases/harbour-watch.yaml", "It costs little, and it lasts.", "It costs little.")
    done = run_crashing(built, "--jobs", "2")
    assert done.returncode == 5, done.stderr
    assert "error: cases/night-walk: the worker process died" in done.stderr
    assert outputs(built) == before


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_failing_engine_names_its_section(built: Path, jobs: str) -> None:
    before = outputs(built)
    edit(built, "RAISE AN ERROR now.")
    done = run_crashing(built, "--jobs", jobs)
    assert done.returncode == 5
    assert "error: cases/night-walk: RuntimeError: the engine tripped" in done.stderr
    assert "Traceback" not in done.stderr
    assert outputs(built) == before


def test_an_engine_error_travels_between_processes() -> None:
    import pickle

    error = pickle.loads(pickle.dumps(EngineError("cases/x", "it tripped", "details")))
    assert (error.task, error.message, error.details) == ("cases/x", "it tripped", "details")


def test_errors_on_pages_are_reported_with_source_and_page(
    first_build: tuple[Path, Outcome], built: Path
) -> None:
    edit(built, "Nobody has to walk alone \u4e2d.")
    outcome = build_project(built, Request())
    glyphs = [f for f in outcome.report if f.rule == "typeset/missing-glyph"]
    assert outcome.fails()
    assert outcome.outputs, "pages with errors can be looked at"
    assert {f.span.file for f in glyphs if f.span} == {"content/cases/night-walk.yaml"}
    line = (built / "content/cases/night-walk.yaml").read_text().splitlines()[glyphs[0].span.line - 1]  # type: ignore[union-attr]
    assert "\u4e2d" in line
    assert glyphs[0].page is not None
    assert build_project(built, Request()).report == outcome.report
