"""The fonts of a build: only the project's, as they are now, whoever cleans up meanwhile."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from booklet.build import make as make_module
from booklet.build.make import Result
from booklet.build.run import build_project, clean_project
from booklet.build.values import Outcome, Request
from tests.projects import write_project


def test_every_build_has_its_own_font_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_project(tmp_path)
    seen: list[Path] = []

    def look(*_: object) -> Result:
        file = Path(os.environ["FONTCONFIG_FILE"])
        clean_project(tmp_path)
        assert f"<dir>{tmp_path}/assets/fonts</dir>" in file.read_text()
        assert f"<cachedir>{file.parent}/" in file.read_text()
        seen.append(file)
        return Result(Outcome())

    monkeypatch.setenv("FONTCONFIG_FILE", "mine")
    monkeypatch.delenv("FONTCONFIG_PATH", raising=False)
    monkeypatch.setattr(make_module, "make", look)
    for _ in range(2):
        build_project(tmp_path, Request())
    assert seen[0] != seen[1], "a cache that outlives a build knows nothing of fonts changed in place"
    assert not any(file.is_relative_to(tmp_path) or file.parent.exists() for file in seen)
    assert os.environ["FONTCONFIG_FILE"] == "mine"
    assert "FONTCONFIG_PATH" not in os.environ
