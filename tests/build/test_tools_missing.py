"""A font, library or package that is missing: exit code 4, with words that say what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from booklet.build import engines
from booklet.cli.entry import run
from booklet.cli.exits import Exit
from booklet.typeset.figures.chart import FONTS
from booklet.typeset.fonts import FACES, FAMILIES, FONT_FOLDER
from tests.build.small import REPOSITORY, call, prepare


def test_the_faces_are_those_that_are_there() -> None:
    assert sorted(FACES) == sorted(path.name for path in (REPOSITORY / FONT_FOLDER).glob("*.ttf"))
    assert set(FAMILIES.values()) <= set(FACES)
    assert set(FONTS.values()) <= {f"{FONT_FOLDER}/{face}" for face in FACES}
    assert {face.partition("-")[0] for face in FACES} == {family.replace(" ", "") for family in FAMILIES}


@pytest.mark.parametrize("face", ["SofiaSans-ExtraBold.ttf", "LiberationSans-Regular.ttf"])
def test_a_missing_font(tmp_path: Path, capsys: pytest.CaptureFixture[str], face: str) -> None:
    root = prepare(tmp_path)
    (root / FONT_FOLDER / face).unlink()
    assert run(["-C", str(root), "-q", "build", "--jobs", "1"]) == Exit.MISSING_TOOL
    err = capsys.readouterr().err
    assert f"the font {FONT_FOLDER}/{face} is needed" in err
    assert "booklet doctor" in err
    assert not (root / "build").exists()
    assert run(["-C", str(root), "doctor"]) == Exit.MISSING_TOOL
    assert f"restore {FONT_FOLDER}/{face}" in capsys.readouterr().out


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_missing_library(tmp_path: Path, jobs: str) -> None:
    root = prepare(tmp_path / "project")
    fake = tmp_path / "fake/weasyprint"
    fake.mkdir(parents=True)
    (fake / "__init__.py").write_text("raise OSError(\"cannot load library 'libpango-1.0-0'\\nmore\")\n")
    code, out, err = call(
        *("-C", str(root), "-q", "build", "--jobs", jobs, "--case", "night-walk", "factsheets"),
        PYTHONPATH=str(fake.parent),
    )
    assert code == Exit.MISSING_TOOL, err
    assert out == ""
    assert "the typesetting engine cannot be loaded: cannot load library 'libpango-1.0-0'" in err
    assert "booklet doctor" in err
    assert "Traceback" not in err
    assert not (root / "build").exists()


def test_the_engines_are_loaded_beforehand() -> None:
    assert engines.__all__ == ["engine", "executor", "inspect", "prepare", "screen"]
