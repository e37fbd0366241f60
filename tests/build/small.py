"""The small project of :mod:`tests.projects` with layouts and assets, so that it can be built."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.projects import BOOKLET, TAXONOMY, write_project

REPOSITORY = Path(__file__).resolve().parents[2]

SEVERITY = """\
severity:
  term/*: off
  emblem/*: off
  case/*: off
  colour/*: off
  order/*: off
  ref/itself: off
"""
"""What the checks say of the small project's texts is not what these tests are about."""

THEME = """\
  - id: {motif}-theme
    label: Theme of the motif {motif}
    short: {motif}
    colour: "{colour}"
    tint: "#E8E9EF"
    cmyk: [100, 0, 0, 60]
    shape: {shape}
    motif: {motif}
    icon: moon
    definition: Another theme.
"""

MOTIFS = (
    ("crowd", "#00635A", "diamond"),
    ("people", "#AA3E1E", "triangle"),
    ("move", "#775FAE", "hexagon"),
)
"""The cover shows all five motifs, so the themes of the small project are made up to five."""

THEMES = "".join(THEME.format(motif=motif, colour=colour, shape=shape) for motif, colour, shape in MOTIFS)
FIVE_THEMES = TAXONOMY.replace("mechanisms:\n", f"{THEMES}mechanisms:\n", 1)
SETTINGS = BOOKLET + SEVERITY
PDF = "build/en/booklet-screen.pdf"


def prepare(root: Path, changes: Mapping[str, str | bytes | None] | None = None) -> Path:
    """Write a project that can be built."""
    for folder in ("assets", "layouts"):
        shutil.copytree(REPOSITORY / folder, root / folder)
    files = {"content/booklet.yaml": SETTINGS, "content/taxonomy.yaml": FIVE_THEMES}
    write_project(root, {**files, **(changes or {})})
    return root


def command(*arguments: str) -> list[str]:
    """The command line of the program in a fresh process."""
    return [sys.executable, "-m", "booklet", *arguments]


def start(*arguments: str, **environment: str) -> subprocess.Popen[str]:
    """Start the program in a session of its own."""
    return subprocess.Popen(
        command(*arguments),
        cwd=REPOSITORY,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def call(*arguments: str, **environment: str) -> tuple[int, str, str]:
    """Run the program to its end: exit code, stdout, stderr."""
    with start(*arguments, **environment) as process:
        out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def build_json(root: Path, *arguments: str, **environment: str) -> dict[str, Any]:
    """The JSON object that a build of a project prints."""
    code, out, err = call("-C", str(root), "-q", "build", "--json", *arguments, **environment)
    assert code in (0, 1), err
    value: dict[str, Any] = json.loads(out)
    return value


def made(result: Mapping[str, Any], kind: str | None = None) -> list[str]:
    """The ids of the tasks (of a kind) that were done and not taken from the cache, in order."""
    tasks = (t for t in result["tasks"] if t["state"] == "made")
    return [t["id"] for t in tasks if kind is None or t["kind"] == kind]
