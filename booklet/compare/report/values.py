"""A whole comparison: two sides, their documents pairwise, and what was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from booklet.compare.values import Change, Difference, Layer

FORMAT = 1
"""Version of the JSON report (docs/diff.md); it rises when a reader of the old form would misread it."""


class SideKind(StrEnum):
    """What a user may compare."""

    FILE = "file"
    FOLDER = "folder"
    REVISION = "revision"
    WORKTREE = "worktree"


@dataclass(frozen=True)
class Side:
    """One side of a comparison: what the user called it, what it is, and a phrase that says which one
    exactly. ``commit`` is the full id of a revision; ``tools`` are the versions of what made a build.
    """

    name: str
    kind: SideKind
    detail: str = ""
    commit: str = ""
    tools: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """A plain JSON object; ``commit`` is null where there is none."""
        return {
            "name": self.name,
            "kind": str(self.kind),
            "detail": self.detail,
            "commit": self.commit or None,
            "tools": dict(sorted(self.tools.items())),
        }


@dataclass(frozen=True)
class Pair:
    """A document of both sides. ``path`` is its name within them.

    Without a ``difference`` the ``problem`` says why the documents could not be looked into; their bytes
    differ then. The bytes are for the pictures of a report.
    """

    path: str
    difference: Difference | None = None
    problem: str = ""
    language: str = ""
    case: str = ""
    old_data: bytes = field(default=b"", repr=False)
    new_data: bytes = field(default=b"", repr=False)

    @property
    def is_same(self) -> bool:
        """Whether nothing differs in what was looked at."""
        return self.difference is not None and self.difference.is_same

    @property
    def changes(self) -> tuple[Change, ...]:
        """What differs, as far as that is known."""
        return self.difference.changes if self.difference else ()

    def to_json(self) -> dict[str, Any]:
        """A plain JSON object: the pair, and of its difference all but the names."""
        about = {"path": self.path, "language": self.language, "case": self.case, "problem": self.problem}
        return {**about, "same": self.is_same, "difference": self.difference and self.difference.to_json()}


@dataclass(frozen=True)
class Comparison:
    """Everything that two sides differ in.

    ``pairs`` are the documents that were looked into, ``identical`` the paths of those whose bytes are
    equal, ``added`` and ``removed`` those of files that only one side has. ``ignored`` layers are those
    that nobody wanted to know of. ``notes`` are sentences about the sides that a reader should know.
    """

    old: Side
    new: Side
    pairs: tuple[Pair, ...] = ()
    identical: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    ignored: tuple[Layer, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether nothing differs that was asked for."""
        return not self.added and not self.removed and all(pair.is_same for pair in self.pairs)

    @property
    def changes(self) -> Iterator[Change]:
        """The changes of all documents."""
        return (change for pair in self.pairs for change in pair.changes)

    @property
    def counts(self) -> dict[Layer, int]:
        """How many changes there are, by layer, in the order of the layers."""
        found = Counter(change.layer for change in self.changes)
        return {layer: found[layer] for layer in Layer if found[layer]}

    def to_json(self) -> dict[str, Any]:
        """A plain JSON object, the same for the same two sides; docs/diff.md explains it."""
        return {
            "format": FORMAT,
            "same": self.is_same,
            "old": self.old.to_json(),
            "new": self.new.to_json(),
            "counts": {str(layer): count for layer, count in self.counts.items()},
            "documents": [pair.to_json() for pair in self.pairs],
            "identical": list(self.identical),
            "added": list(self.added),
            "removed": list(self.removed),
            "ignored": [str(layer) for layer in self.ignored],
            "notes": list(self.notes),
        }
