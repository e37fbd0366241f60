"""Editions of the small publication, and of the real one, for tests of documents for readers."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

from PIL import Image

from booklet.load.layout import load_layout
from booklet.load.project import load_project
from booklet.model.publication import Publication
from booklet.model.references import find_targets
from booklet.word.texts import LABELS, Drawn, Edition
from booklet.workspace import Workspace
from tests.projects import write_project
from tests.sources import ROOT
from tests.word.small import LOOK


def png(width: int = 20, height: int = 28, colour: str = "#1E235D") -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(stream, "PNG")
    return stream.getvalue()


@cache
def labels() -> dict[str, str]:
    layout, _ = load_layout(Workspace(ROOT), "booklet")
    assert layout is not None
    return {name: layout.labels["en"][name] for name in LABELS}


def small_publication(folder: Path) -> Publication:
    write_project(folder)
    loaded = load_project(Workspace(folder))
    assert loaded.publication is not None
    return loaded.publication


@cache
def real_publication() -> Publication:
    loaded = load_project(Workspace(ROOT))
    assert loaded.publication is not None
    return loaded.publication


def edition_of(publication: Publication, *, drawn: bool = True) -> Edition:
    summaries = {
        case.id: Drawn(png(), case.infographic.title, case.infographic.alt, 1.4)
        for case in publication.cases
    }
    figures = {name: Drawn(png(40, 20), name, f"figure {name}", 0.5) for name in ("map", "funnel")}
    return Edition(
        publication,
        labels(),
        "en",
        "en-GB",
        LOOK,
        png(24, 16),
        summaries if drawn else {},
        figures if drawn else {},
        {case.id: number for number, case in enumerate(publication.cases, start=1)},
        find_targets(publication),
    )
