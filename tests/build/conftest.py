"""A project that has been built once, and copies of it to change."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from booklet.build.run import build_project
from booklet.build.values import Outcome, Request
from tests.build.small import prepare


@pytest.fixture(autouse=True)
def same_environment() -> Iterator[None]:
    """A build in this process sets the fonts' environment; the next test finds it as it was."""
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture(scope="session")
def first_build(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    """The small project, built serially from an empty cache. Not to be changed."""
    root = prepare(tmp_path_factory.mktemp("built"))
    return root, build_project(root, Request())


@pytest.fixture
def built(first_build: tuple[Path, Outcome], tmp_path: Path) -> Path:
    """A copy of the built project, cache included, to be changed."""
    root = tmp_path / "project"
    shutil.copytree(first_build[0], root)
    return root
