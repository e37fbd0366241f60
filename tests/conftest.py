"""Fixtures that all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from booklet.workspace import Workspace
from tests.projects import write_project


@pytest.fixture
def project(tmp_path: Path) -> Workspace:
    """The workspace of the small valid project, written afresh."""
    return write_project(tmp_path)
