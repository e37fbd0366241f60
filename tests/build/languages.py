"""Translations of the small project, made up so that every text says its language."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from booklet.build.locales import catalogue_file, list_documents, read_layouts
from booklet.load.project import load_project
from booklet.translate.catalogue import Catalogue, Entry
from booklet.translate.po import write_po
from booklet.translate.segments import list_segments
from booklet.workspace import Workspace


def translate(
    root: Path,
    language: str,
    documents: Iterable[str] = (),
    say: Callable[[str], str] = lambda text: f"{text} (x)",
) -> None:
    """Write whole catalogues of some documents of a project, all of them when none is named."""
    workspace = Workspace(root)
    publication = load_project(workspace).publication
    assert publication is not None
    segments = list_segments(publication, read_layouts(workspace))
    for document in tuple(documents) or list_documents(publication):
        entries = (Entry(s.key, s.source, say(s.source)) for s in segments if s.document == document)
        file = root / catalogue_file(language, document)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(write_po(Catalogue(language, document, tuple(entries))))
