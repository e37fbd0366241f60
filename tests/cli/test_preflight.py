"""The command line of the preflight."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from booklet.build import preflight as build_preflight
from booklet.cli.entry import run
from booklet.cli.exits import Exit
from booklet.press.preflight.inspect import inspect
from tests.press.preflight import builders as b


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with files of each sort, looked at in this process, which is faster."""
    monkeypatch.setattr(build_preflight, "inspect_safely", inspect)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "fine.pdf").write_bytes(b.print_pdf())
    (tmp_path / "screen.pdf").write_bytes(b.screen_pdf())
    (tmp_path / "red.pdf").write_bytes(b.print_pdf({2: b"1 0 0 rg 100 200 50 20 re f\n" * 3}))
    (tmp_path / "five.pdf").write_bytes(b.print_pdf(pages=5))
    (tmp_path / "words.pdf").write_bytes(b"words")
    return tmp_path


def test_a_fault_is_shown_like_a_compiler_does(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["preflight", "red.pdf"]) == Exit.FINDINGS
    captured = capsys.readouterr()
    assert captured.out == ""
    place = "red.pdf:page 2: error[preflight/rgb]: "
    assert (
        place + "an area is in DeviceRGB (3 places), at 70, 210 pt, 50 × 20 pt" in captured.err.splitlines()
    )
    assert "help: Convert the colours" in captured.err
    assert "red.pdf: as print, 4 pages, " in captured.err
    assert captured.err.rstrip().endswith("1 error")


def test_exit_codes(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["preflight", "fine.pdf", "screen.pdf"]) == Exit.FINE
    assert run(["preflight", "fine.pdf", "words.pdf"]) == Exit.FINDINGS
    assert run(["preflight", "five.pdf"]) == Exit.FINE
    assert run(["preflight", "--strict", "five.pdf"]) == Exit.FINDINGS
    assert run(["preflight", "--profile", "print", "screen.pdf"]) == Exit.FINDINGS
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["nothing.pdf"], ["."], ["fine.pdf", "--profile", "web"]])
def test_usage(files: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["preflight", *arguments]) == Exit.USAGE
    assert "rror" in capsys.readouterr().err


def test_what_is_no_file_is_not_waited_for(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo("pipe.pdf")
    assert run(["preflight", "pipe.pdf"]) == Exit.USAGE
    assert "pipe.pdf: this is no file" in capsys.readouterr().err


def test_json(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["preflight", "--json", "red.pdf", "fine.pdf"]) == Exit.FINDINGS
    value = json.loads(capsys.readouterr().out)
    assert value["format"] == 1
    assert (value["errors"], value["warnings"]) == (1, 0)
    red, fine = value["files"]
    assert fine["findings"] == []
    assert set(red) == {"file", "sha256", "bytes", "profile", "pages", "findings", "rules"}
    (found,) = red["findings"]
    assert found["rule"] == "preflight/rgb"
    assert (found["page"], found["count"]) == (2, 3)
    assert found["places"][0] == {"x_pt": 70, "y_pt": 210, "width_pt": 50, "height_pt": 20}
    assert "preflight/rgb" in red["rules"]["run"]
    assert {"rule": "preflight/alt-text", "reason": "only for the screen"} in red["rules"]["skipped"]


def test_html(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["preflight", "red.pdf", "--html", "report.html"]) == Exit.FINDINGS
    made = (files / "report.html").read_text("utf-8")
    assert "data:image/jpeg;base64," in made
    assert "an area is in DeviceRGB" in made
    assert "wrote report.html" in capsys.readouterr().err


def test_every_rule_is_told_run_or_skipped_when_asked(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-v", "preflight", "fine.pdf"]) == Exit.FINE
    err = capsys.readouterr().err
    assert "run      preflight/rgb" in err
    assert "skipped  preflight/alt-text: only for the screen" in err


def test_a_file_that_is_too_large_is_a_finding(
    files: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build_preflight, "MAX_FILE_BYTES", 100)
    assert run(["preflight", "fine.pdf"]) == Exit.FINDINGS
    assert "error[preflight/too-much]" in capsys.readouterr().err


def test_names_cannot_steer_the_terminal(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "a\x1b[2Jb.pdf").write_bytes(b"words")
    run(["preflight", "a\x1b[2Jb.pdf"])
    assert "\x1b" not in capsys.readouterr().err
