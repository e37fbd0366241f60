"""What goes into a build and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Literal, Protocol

from booklet.findings import Finding, Report, Severity

PASSING = "passing"
"""The output of a task that says why it may come out otherwise when it is done again: it is not kept."""


class Kind(StrEnum):
    """The kinds of task. A draft is a section whose page references are not known yet; a section in inks is
    one that can be printed.
    """

    FIGURES = "figures"
    DRAFT = "draft"
    SECTION = "section"
    FURNITURE = "furniture"
    LINK = "link"
    SHEET = "sheet"
    PICTURES = "pictures"
    PLATE = "plate"
    INKS = "inks"
    PRINT = "print"
    PRINT_SHEET = "print-sheet"
    PREFLIGHT = "preflight"
    DOCX = "docx"


class State(StrEnum):
    """Whether a task was done in this build or its results came from the cache."""

    MADE = "made"
    CACHED = "cached"


@dataclass(frozen=True)
class Gaps:
    """What is printed for a text that is not translated, or whose English has changed since it was."""

    missing: Literal["english", "mark", "error"] = "english"
    stale: Literal["keep", "mark", "error"] = "keep"

    def unusual(self) -> dict[str, str]:
        """What shapes the outputs and is not usual: ``error`` builds nothing or the same."""
        return {name: value for name, value in asdict(self).items() if value == "mark"}


@dataclass(frozen=True)
class Request:
    """What to build: products (empty: all there are), languages (empty: the publication's own; ``all``: all
    there are), and how many processes may work.

    ``cases`` limits the documents of single cases to these; products that are not of single cases are then
    left out. ``jobs`` never changes what is made; 1 means: everything in this process.
    """

    products: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    jobs: int = 1
    cases: tuple[str, ...] = ()
    gaps: Gaps = Gaps()


@dataclass(frozen=True)
class Attempt:
    """A copy-fit step that was tried: how full each zone was (1 is full), and what did not fit."""

    step: str
    zones: Mapping[str, float]
    reasons: tuple[str, ...] = ()

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Attempt:
        """The inverse of ``asdict``. Raises ``KeyError``, ``TypeError`` or ``ValueError``."""
        return Attempt(str(data["step"]), _shares(data["zones"]), tuple(map(str, data["reasons"])))


@dataclass(frozen=True)
class Output:
    """A file that was made; ``path`` is relative to the project.

    A document of a single case names it, with the copy-fit step that was taken, how full each of its zones
    is (1 is full), and every step that was tried for this sheet alone: the last one is what it needs.
    """

    product: str
    language: str
    path: str
    sha256: str
    pages: int
    bytes: int
    case: str = ""
    step: str = ""
    zones: Mapping[str, float] = field(default_factory=dict)
    attempts: tuple[Attempt, ...] = ()

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Output:
        """The inverse of ``asdict``. Raises ``KeyError``, ``TypeError`` or ``ValueError``."""
        words = {key: str(data[key]) for key in ("product", "language", "path", "sha256")}
        more = {key: str(data.get(key) or "") for key in ("case", "step")}
        return Output(
            **words,
            pages=int(data["pages"]),
            bytes=int(data["bytes"]),
            **more,
            zones=_shares(data.get("zones") or {}),
            attempts=tuple(Attempt.from_json(item) for item in data.get("attempts") or ()),
        )


def _shares(data: Mapping[str, Any]) -> dict[str, float]:
    return {str(name): float(share) for name, share in data.items()}


@dataclass(frozen=True)
class TaskState:
    """A task of the build and where its results came from."""

    id: str
    kind: Kind
    state: State


@dataclass(frozen=True)
class Outcome:
    """The result of a build.

    ``readable`` is false when the content could not be made a publication at all; ``outputs`` is empty
    when errors stopped the build before anything was made.
    """

    outputs: tuple[Output, ...] = ()
    tasks: tuple[TaskState, ...] = ()
    report: Report = field(default_factory=Report)
    readable: bool = True

    def to_json(self) -> dict[str, Any]:
        """A plain JSON object, the same for the same state of the project and the cache."""
        return {
            "outputs": [asdict(output) for output in self.outputs],
            "tasks": [asdict(task) for task in self.tasks],
            "findings": [finding.to_json() for finding in self.report],
        }

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Outcome:
        """The inverse of :meth:`to_json`. Raises ``KeyError``, ``TypeError`` or ``ValueError``."""
        tasks = (TaskState(str(t["id"]), Kind(t["kind"]), State(t["state"])) for t in data["tasks"])
        return Outcome(
            tuple(Output.from_json(item) for item in data["outputs"]),
            tuple(tasks),
            Report.of(Finding.from_json(item) for item in data["findings"]),
        )

    def fails(self, *, strict: bool = False) -> bool:
        """Whether the findings make a command fail: errors, and with ``strict`` warnings as well."""
        return any(
            f.severity is Severity.ERROR or (strict and f.severity is Severity.WARNING) for f in self.report
        )


class Watch(Protocol):
    """Who wants to be told how the build goes. Called from the main thread, in no fixed order."""

    def step(self, words: str) -> None:
        """A phase begins."""

    def planned(self, task: TaskState) -> None:
        """A task is known; ``made`` means that it has to be done."""

    def finished(self, task: TaskState) -> None:
        """A task is done, or was found in the cache."""


class Silence:
    """A :class:`Watch` that does not care."""

    def step(self, words: str) -> None:
        """Nothing."""

    def planned(self, task: TaskState) -> None:
        """Nothing."""

    def finished(self, task: TaskState) -> None:
        """Nothing."""


class BuildError(Exception):
    """The build cannot go on, for a reason that is not a fault of the content."""


class UsageError(BuildError):
    """Something was asked for that this publication does not have; ``help`` says what it has."""

    def __init__(self, message: str, help: str = "") -> None:
        super().__init__(message)
        self.help = help


class EngineError(BuildError):
    """An engine failed at a task; ``task`` names it and ``details`` is its traceback, if it left one."""

    def __init__(self, task: str, message: str, details: str = "") -> None:
        super().__init__(f"{task}: {message}")
        self.task = task
        self.message = message
        self.details = details

    def __reduce__(self) -> tuple[type[EngineError], tuple[str, str, str]]:
        return (EngineError, (self.task, self.message, self.details))


class ToolError(BuildError):
    """A program, library or font that the build needs is missing (``booklet doctor`` says more)."""
