"""The pseudo-locale, sent the way of a real translation: into Word files, back, and into catalogues."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from booklet.build.handouts import make_handout
from booklet.build.locales import catalogue_file
from booklet.build.translation import Project, open_project, write_changed
from booklet.findings import Report
from booklet.translate.catalogue import Catalogue
from booklet.translate.delivery import Arrived, Delivery, revision_of
from booklet.translate.languages import PSEUDO
from booklet.translate.merge import merge
from booklet.translate.po import write_po
from booklet.translate.pseudo import pseudo_translate
from booklet.translate.receive import Acceptance, receive
from booklet.word.handout import write_handout
from booklet.word.read import read_texts
from booklet.word.safe import open_docx


@dataclass(frozen=True)
class PseudoWritten:
    """The catalogues that changed, how many texts went through Word, and the keys of those it changed."""

    written: tuple[str, ...]
    texts: int
    changed: tuple[str, ...]
    report: Report


def write_pseudo(root: Path) -> PseudoWritten:
    """Write the catalogues of the pseudo-locale; what stood in them is replaced.

    Raises :class:`~booklet.build.translation.UnreadableError`.
    """
    project = open_project(root)
    written: list[str] = []
    changed: list[str] = []
    report = Report()
    for document in project.documents():
        catalogue, more, found = _send(project, document)
        changed += more
        report += found
        file = catalogue_file(PSEUDO, document)
        if write_changed(project.workspace, file, write_po(catalogue)):
            written.append(file)
    return PseudoWritten(tuple(written), len(project.segments), tuple(changed), report)


def _send(project: Project, document: str) -> tuple[Catalogue, list[str], Report]:
    """A document's catalogue after its pseudo-translation came back, and the keys that Word changed."""
    segments = project.documents()[document]
    publication = project.publication.settings.id
    empty = merge(Catalogue(PSEUDO, document, publication=publication), segments).catalogue
    entries = tuple(replace(entry, text=pseudo_translate(entry.source)) for entry in empty.entries)
    revision = revision_of(segments)
    file = write_handout(make_handout(project, replace(empty, entries=entries), segments, revision))
    opened, report = open_docx(file, f"{document}-{PSEUDO}.docx")
    reading = read_texts(opened, segments) if opened else None
    sources = {segment.key: segment.source for segment in segments}
    texts = tuple(
        Arrived(one.key, sources[one.key], one.text, one.how, one.flaws)
        for one in (reading.returned if reading else ())
    )
    delivery = Delivery(publication, document, PSEUDO, revision, texts)
    made = receive(delivery, empty, segments, Acceptance(same=True)).catalogue
    pairs = zip(entries, made.entries, strict=True)
    return made, [sent.key for sent, back in pairs if sent.text != back.text or back.fuzzy], report
