"""What linking and finishing are given: sections, and what a file says of itself.

Values alone, so that whoever orders the work need not load the library that does it.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from booklet.model.pages import Bookmark, Numbering

FURNITURE = "furniture"
"""The name under which faults of the furniture document are reported."""


@dataclass(frozen=True)
class LinkedSection:
    """A section to be linked: ``pdf`` as :func:`~booklet.press.prepare.prepare_section` returns it."""

    id: str
    pdf: bytes
    numbering: Numbering = "arabic"
    bookmarks: tuple[Bookmark, ...] = ()
    label: str = ""


@dataclass(frozen=True)
class DocumentInfo:
    """What the finished file says of itself. ``language`` is a BCP 47 tag."""

    title: str
    authors: tuple[str, ...]
    subject: str
    keywords: tuple[str, ...]
    language: str
    date: datetime.date
    publisher: str = ""
    licence_url: str = ""
    identifier: str = ""
