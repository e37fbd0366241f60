"""How a build goes, shown to people."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager
from types import TracebackType
from typing import TYPE_CHECKING, Any

from booklet.build.values import State, TaskState

if TYPE_CHECKING:
    from booklet.cli.console import Console


class Progress(AbstractContextManager["Progress"]):
    """A watch of the build that also measures how long it took; used in a ``with`` block."""

    def __init__(self) -> None:
        self.started = time.perf_counter()

    @property
    def seconds(self) -> float:
        """Seconds since it was made."""
        return time.perf_counter() - self.started

    def step(self, words: str) -> None:
        """A phase begins."""

    def planned(self, task: TaskState) -> None:
        """A task has to be done."""

    def finished(self, task: TaskState) -> None:
        """A task is done."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Nothing to tidy."""


class Nothing(Progress):
    """Shows nothing."""


class Lines(Progress):
    """One plain line a step, and with ``-v`` one a task."""

    def __init__(self, console: Console) -> None:
        super().__init__()
        self._console = console

    def step(self, words: str) -> None:
        """Print the phase."""
        self._console.say(words)

    def finished(self, task: TaskState) -> None:
        """Print the task, for those who asked for more."""
        if self._console.verbose:
            self._console.say(f"  {task.kind} {task.id}: {task.state}")


class Bar(Progress):
    """A bar that grows with the tasks, on a terminal."""

    def __init__(self, *, colour: bool) -> None:
        super().__init__()
        from rich.console import Console as Terminal
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bars

        terminal = Terminal(stderr=True, no_color=not colour)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self._bars: Any = Bars(*columns, console=terminal, transient=True)
        self._bar = self._bars.add_task("", total=0)
        self._planned = 0

    def __enter__(self) -> Bar:
        self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bars.stop()

    def step(self, words: str) -> None:
        """Name the phase beside the bar."""
        self._bars.update(self._bar, description=words)

    def planned(self, task: TaskState) -> None:
        """Lengthen the bar."""
        self._planned += 1
        self._bars.update(self._bar, total=self._planned)

    def finished(self, task: TaskState) -> None:
        """Fill the bar by one task that was done here."""
        if task.state is State.MADE:
            self._bars.advance(self._bar)
