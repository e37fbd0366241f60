"""The task that writes a Word document: a case, or the whole booklet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from booklet.word.texts import Drawn, Edition


@dataclass(frozen=True)
class DocxSubject:
    """What a Word document for readers is made from; ``case`` is empty for the whole booklet."""

    edition: Edition
    case: str = ""


def run(subject: object) -> Mapping[str, bytes]:
    """Do the task: the file is ``docx``."""
    from booklet.word.book import write_book
    from booklet.word.case import write_case

    assert isinstance(subject, DocxSubject)
    edition = replace(
        subject.edition,
        summaries=_lighter(subject.edition.summaries),
        figures=_lighter(subject.edition.figures),
    )
    if subject.case:
        return {"docx": write_case(edition, edition.publication.case(subject.case))}
    return {"docx": write_book(edition)}


def _lighter(drawn: Mapping[str, Drawn]) -> dict[str, Drawn]:
    from booklet.word.pictures import lighten

    return {name: replace(one, png=lighten(one.png)) for name, one in drawn.items()}
