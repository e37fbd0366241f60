"""A small publication with its layouts, and a translation of every text."""

from __future__ import annotations

from pathlib import Path

import pytest

from booklet.load.project import load_project
from booklet.model.layout import Labelled
from booklet.model.publication import Publication
from booklet.model.segment import Segment
from booklet.translate.segments import list_segments
from booklet.workspace import Workspace
from tests.projects import write_project

LAYOUTS = {
    "booklet": Labelled(labels={"en": {"contents": "Contents", "map": "Map of {count} cases. {listing}"}}),
    "factsheet": Labelled(labels={"en": {"overview": "Overview"}}),
}


@pytest.fixture(scope="session")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    root: Path = tmp_path_factory.mktemp("publication")
    write_project(root)
    read = load_project(Workspace(root)).publication
    assert read is not None
    return read


@pytest.fixture(scope="session")
def segments(publication: Publication) -> tuple[Segment, ...]:
    return list_segments(publication, LAYOUTS)
