"""How far the translations have come: languages × documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from booklet.translate.catalogue import Catalogue, State
from booklet.translate.languages import name_language


@dataclass(frozen=True)
class Count:
    """How many texts of a document, or of several, are in each state; ``words`` are the English words."""

    done: int = 0
    stale: int = 0
    missing: int = 0
    to_review: int = 0
    reviewed: int = 0

    @property
    def total(self) -> int:
        """All texts. The reviewed ones are among those that are done."""
        return self.done + self.stale + self.missing + self.to_review

    @property
    def percent(self) -> int:
        """How many of a hundred are done, rounded down, so that 100 means all."""
        return self.done * 100 // self.total if self.total else 100

    @property
    def percent_translated(self) -> int:
        """How many of a hundred have a text of the present English, done or to review; rounded down."""
        return (self.done + self.to_review) * 100 // self.total if self.total else 100

    def __add__(self, other: Count) -> Count:
        return Count(
            self.done + other.done,
            self.stale + other.stale,
            self.missing + other.missing,
            self.to_review + other.to_review,
            self.reviewed + other.reviewed,
        )

    def to_json(self) -> dict[str, int]:
        """A plain JSON object."""
        return {
            "done": self.done,
            "stale": self.stale,
            "missing": self.missing,
            "to_review": self.to_review,
            "reviewed": self.reviewed,
            "total": self.total,
            "percent": self.percent,
            "percent_translated": self.percent_translated,
        }


@dataclass(frozen=True)
class LanguageStatus:
    """The counts of one language by document, in the order of the publication.

    ``broken`` are documents whose catalogue cannot be read.
    """

    language: str
    documents: tuple[tuple[str, Count], ...]
    broken: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The English name of the language."""
        return name_language(self.language)

    @property
    def total(self) -> Count:
        """The counts of all documents together."""
        return sum((count for _, count in self.documents), Count())

    def to_json(self) -> dict[str, object]:
        """A plain JSON object."""
        return {
            "language": self.language,
            "name": self.name,
            "total": self.total.to_json(),
            "documents": {name: count.to_json() for name, count in self.documents},
            "broken": list(self.broken),
        }


def count_entries(catalogue: Catalogue) -> Count:
    """The counts of one catalogue."""
    states = catalogue.count()
    return Count(
        done=states[State.DONE],
        stale=states[State.STALE],
        missing=states[State.MISSING],
        to_review=states[State.REVIEW],
        reviewed=sum(entry.is_reviewed for entry in catalogue.entries),
    )


def measure(language: str, catalogues: Iterable[Catalogue], broken: Iterable[str] = ()) -> LanguageStatus:
    """The status of a language from its catalogues, which are up to date with the publication."""
    counts = tuple((catalogue.document, count_entries(catalogue)) for catalogue in catalogues)
    return LanguageStatus(language, counts, tuple(broken))
