"""Streams that are closed, full, narrow or no longer read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from booklet.cli.message import write_github, write_text
from booklet.findings import Finding, Severity, Span
from tests.projects import write_project

BOOKLET = f"{sys.executable} -m booklet"


def shell(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A line of bash, in which ``booklet`` is the program, run in a project."""
    line = f'booklet() {{ {BOOKLET} -C "{folder}" "$@"; }}; {script}'
    return subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("script", "code", "words"),
    [
        ("booklet rules | true; exit ${PIPESTATUS[0]}", 0, ""),
        ("booklet new --help | true; exit ${PIPESTATUS[0]}", 0, ""),
        ("booklet schema 2>&1 | true; exit ${PIPESTATUS[0]}", 0, ""),
        ("booklet new --help >&-", 0, ""),
        ("booklet clean 2>&-", 0, ""),
        ("PYTHONIOENCODING=ascii booklet rules", 0, ""),
        ("booklet new --help >/dev/full", 74, "error: the output cannot be written"),
    ],
)
def test_streams(script: str, code: int, words: str, tmp_path: Path) -> None:
    write_project(tmp_path)
    done = shell(script, tmp_path)
    assert (done.returncode, done.stderr[: len(words) or None]) == (code, words)


def test_a_file_name_cannot_steer_a_terminal() -> None:
    finding = Finding("a/b", Severity.ERROR, "text\x1b[2J", Span("a\x1b[31m\nb.yaml"), "")
    assert write_text(finding, None).startswith("a\ufffd[31m b.yaml:1:1: ")
    assert "\x1b" not in write_text(finding, None) + write_github(finding)
