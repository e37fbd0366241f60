"""What comes back from a translator, whatever the format of the file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from booklet.findings import Severity, rule
from booklet.model.segment import Segment

UNREADABLE = rule(
    "translation/unreadable",
    Severity.ERROR,
    "A file of translations is broken, unsafe, or not of a kind that is read.",
    "Export the file again, and let the translator’s program save it in the same format.",
)

UNSURE = "unsure"
"""The flaw of a text that its translator wants somebody to look at (gettext: fuzzy)."""


@dataclass(frozen=True)
class Arrived:
    """A text that came back. ``source`` is the English that was sent out, ``None`` when that is not known.

    ``how`` and ``flaws`` are those of :class:`booklet.model.segment.Returned`; ``reviewed`` says that the
    translator’s program calls the text approved. ``settled`` says that the file itself calls the text a
    translation of ``source``, which Word files have no way of saying. ``sent`` is the translation that was
    sent out in its place, ``None`` where the English was, or nobody knows.
    """

    key: str
    source: str | None
    text: str
    how: Literal["anchor", "id", "aligned"] = "id"
    flaws: tuple[str, ...] = ()
    reviewed: bool = False
    settled: bool = False
    sent: str | None = None


@dataclass(frozen=True)
class Delivery:
    """The texts of one document in one language, and what the file says it is a translation of.

    ``publication``, ``revision`` and ``handout`` (the name of the translations that were sent out, see
    :func:`handout_of`) are empty where the format does not say. ``loose`` are texts of the file that belong
    to no segment, shortened for people.
    """

    publication: str
    document: str
    language: str
    revision: str
    texts: tuple[Arrived, ...]
    loose: tuple[str, ...] = ()
    handout: str = ""


_NAME = re.compile(r"(?:([a-z0-9-]+)/)?([a-z0-9-]+)")


def write_name(publication: str, document: str) -> str:
    """The name by which files say what they are a translation of: ``my-booklet/forssa``."""
    return f"{publication}/{document}" if publication else document


def read_name(text: str) -> tuple[str, str]:
    """Publication and document of a name; each is empty where it does not say, as names of editors do."""
    found = _NAME.fullmatch(text.strip())
    return (found[1] or "", found[2]) if found else ("", "")


def write_version(revision: str, handout: str) -> str:
    """The English and the translations that a file was made from, as one word."""
    return f"{revision}+{handout}" if handout else revision


def read_version(text: str) -> tuple[str, str]:
    """The inverse of :func:`write_version`."""
    revision, _, handout = text.strip().partition("+")
    return revision, handout


def handout_of(data: bytes) -> str:
    """The name of translations that are handed out: 12 hexadecimal digits of their catalogue."""
    return hashlib.sha256(data).hexdigest()[:12]


def revision_of(segments: Iterable[Segment]) -> str:
    """The name of a state of the English: 12 hexadecimal digits, the same as long as no segment changes."""
    made = hashlib.sha256()
    for segment in segments:
        made.update(f"{segment.key}\0{segment.source}\0".encode())
    return made.hexdigest()[:12]
