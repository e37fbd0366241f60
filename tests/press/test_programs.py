"""The convention for programs that only tests use."""

import pytest

from tests import programs


@pytest.fixture
def nothing_installed(monkeypatch):
    monkeypatch.setattr(programs.shutil, "which", lambda name: None)


def test_a_missing_program_skips_by_name(nothing_installed, monkeypatch):
    monkeypatch.delenv("REQUIRE_PROGRAMS", raising=False)
    with pytest.raises(pytest.skip.Exception, match=r"soffice is not installed .*libreoffice-writer"):
        programs.require("soffice")


def test_a_missing_program_fails_where_programs_are_required(nothing_installed, monkeypatch):
    monkeypatch.setenv("REQUIRE_PROGRAMS", "1")
    with pytest.raises(pytest.fail.Exception, match="java is not installed"):
        programs.require("java")


def test_a_program_that_is_there_is_found(monkeypatch):
    monkeypatch.setattr(programs.shutil, "which", lambda name: f"/bin/{name}")
    assert programs.require("gs") == "/bin/gs"


def test_a_missing_file_skips_by_name(tmp_path, monkeypatch):
    monkeypatch.delenv("REQUIRE_PROGRAMS", raising=False)
    with pytest.raises(pytest.skip.Exception, match=r"x\.jar is not installed"):
        programs.require_file(tmp_path / "x.jar", "some package")
    (tmp_path / "x.jar").touch()
    assert programs.require_file(tmp_path / "x.jar", "some package").name == "x.jar"
