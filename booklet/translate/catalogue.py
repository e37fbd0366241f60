"""Catalogues: the translations of one document into one language, and how far they have come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

REVIEWED = "reviewed"
"""The translator's comment that says that a person has read the translation against the source."""


class State(StrEnum):
    """How far a translation has come.

    ``missing``: there is none. ``stale``: the English has changed since (gettext: fuzzy, with the former
    English as previous msgid). ``to review``: somebody has to look at it (fuzzy without previous msgid,
    which is what editors call “needs work” and clear with a click). ``done``: all the rest.
    """

    MISSING = "missing"
    STALE = "stale"
    REVIEW = "to review"
    DONE = "done"


@dataclass(frozen=True)
class Entry:
    """A segment in one language; its fields are those of a gettext message.

    ``key`` (msgctxt) is the segment's, ``source`` (msgid) its English and ``text`` (msgstr) the
    translation, empty when there is none; both in inline Markdown. ``previous`` is the English that
    ``text`` translates, when that has changed. ``remarks`` are comments by translators, ``notes`` those
    for them; ``flags`` are gettext's but for fuzzy. ``line`` is the translation's 1-based line in its file.
    """

    key: str
    source: str
    text: str = ""
    fuzzy: bool = False
    previous: str = ""
    remarks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    line: int = field(default=1, compare=False)

    @property
    def state(self) -> State:
        """How far it has come."""
        if not self.text.strip():
            return State.MISSING
        if self.fuzzy:
            return State.STALE if self.previous else State.REVIEW
        return State.DONE

    @property
    def is_reviewed(self) -> bool:
        """Whether a person has approved this very translation of this very source."""
        return self.state is State.DONE and REVIEWED in self.remarks


@dataclass(frozen=True)
class Catalogue:
    """The entries of one document in one language, in reading order.

    ``obsolete`` are translations of texts that are gone; they come back when their text does.
    ``remarks`` are the comments at the top of the file, ``credits`` the header fields that name people.
    ``publication`` is the id of what the document belongs to, empty where a file does not say.
    """

    language: str
    document: str
    entries: tuple[Entry, ...] = ()
    obsolete: tuple[Entry, ...] = ()
    remarks: tuple[str, ...] = ()
    credits: tuple[tuple[str, str], ...] = ()
    publication: str = ""

    def by_key(self) -> dict[str, Entry]:
        """The entries by segment key."""
        return {entry.key: entry for entry in self.entries}

    def count(self) -> Mapping[State, int]:
        """How many entries are in each state."""
        return {state: sum(entry.state is state for entry in self.entries) for state in State}
