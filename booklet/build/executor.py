"""Who does the tasks: this process, or a pool of processes on this machine.

The workers are forked from a server that has loaded the engines already, so the engines load while the
parent reads the content, and once for all workers.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from booklet.build.forkserver import start_server
from booklet.build.tasks import Made, Task, Workbench
from booklet.build.values import EngineError, ToolError
from booklet.typeset.mistakes import LayoutMistake
from booklet.workspace import Workspace


class Executor(Protocol):
    """Does tasks. Results do not depend on which executor does them."""

    def submit(self, task: Task) -> Future[Made]:
        """Begin a task."""

    def rescue(self, task: Task) -> Made:
        """Do a task again that was lost with its worker. Raises ``EngineError`` when it is lost again."""

    def close(self) -> None:
        """Stop, whatever is still to do."""


class Serial:
    """Does each task at once, in this process."""

    def __init__(self, root: Path, environment: Mapping[str, str]) -> None:
        os.environ.update(environment)
        self._bench = Workbench(Workspace(root))

    def submit(self, task: Task) -> Future[Made]:
        """A future that is done already."""
        future: Future[Made] = Future()
        try:
            future.set_result(self._bench.run(task))
        except (EngineError, LayoutMistake, ToolError) as error:
            future.set_exception(error)
        return future

    def rescue(self, task: Task) -> Made:
        """Nothing gets lost in this process."""
        return self._bench.run(task)

    def close(self) -> None:
        """Nothing to stop."""


class Pool:
    """Does tasks in ``jobs`` processes. Creating it starts loading the engines in the background."""

    def __init__(self, root: Path, environment: Mapping[str, str], jobs: int) -> None:
        self._root, self._environment, self._jobs = root, environment, jobs
        self._context = start_server(environment)
        self._pool: ProcessPoolExecutor | None = None

        # Starting a worker waits for the fork server, which is still loading the engines.
        self._starter = threading.Thread(target=self._warm_up, daemon=True)
        self._starter.start()

    def _warm_up(self) -> None:
        """Start the workers and have them load their fonts, while the parent reads the content."""
        pool = self._start(self._jobs)
        # Whoever ends all processes at once ends the fork server too; the parent knows what to say.
        with suppress(OSError, EOFError, RuntimeError):
            for _ in range(self._jobs):
                pool.submit(_warm)
        self._pool = pool

    def submit(self, task: Task) -> Future[Made]:
        """Hand a task to the next free worker."""
        self._starter.join()
        if self._pool is None:
            self._pool = self._start(self._jobs)
        try:
            return self._pool.submit(_run, task)
        except BrokenProcessPool as error:
            lost: Future[Made] = Future()
            lost.set_exception(error)
            return lost

    def rescue(self, task: Task) -> Made:
        """Do a lost task alone in a fresh worker, which shows whether it is the one that kills workers."""
        self._drop()
        alone = self._start(1)
        try:
            return alone.submit(_run, task).result()
        except BrokenProcessPool:
            raise EngineError(task.id, "the worker process died while it did this task") from None
        finally:
            alone.shutdown(wait=True, cancel_futures=True)

    def close(self) -> None:
        """Stop the workers, also in the middle of a task."""
        self._drop()

    def _start(self, workers: int) -> ProcessPoolExecutor:
        arguments = (str(self._root), dict(self._environment))
        return ProcessPoolExecutor(workers, self._context, _begin, arguments)

    def _drop(self) -> None:
        self._starter.join()
        if self._pool is None:
            return
        workers: Sequence[multiprocessing.process.BaseProcess] = list(
            (getattr(self._pool, "_processes", None) or {}).values()
        )
        keeper: threading.Thread | None = getattr(self._pool, "_executor_manager_thread", None)
        waiting: Any = getattr(getattr(self._pool, "_call_queue", None), "_reader", None)
        self._pool.shutdown(wait=False, cancel_futures=True)
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.join()
        # The pool's own thread gives the semaphores back. Leaving before it has done so would have Python
        # complain of leaked ones. Before 3.11.3 it waits for a large task to be handed over, which nobody
        # takes any more (CPython issue 94777), so that way is closed.
        with suppress(AttributeError, OSError):
            waiting.close()
        if keeper is not None:
            keeper.join()
        self._pool = None


_BENCHES: list[Workbench] = []
"""The workbench of a worker process; empty in the parent."""


def _begin(root: str, environment: Mapping[str, str]) -> None:
    """Set up a worker: fonts of the project, no reaction to Ctrl-C (the parent decides), no orphans."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.update(environment)
    # Layouts are large webs of objects that refer to each other; looking for garbage among them as often
    # as usual takes a tenth of a worker's time. Workers live for seconds, so memory does not matter.
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _BENCHES.append(Workbench(Workspace(Path(root))))


def _end_with_parent() -> None:
    """Leave when the parent is gone, even if it was killed and could not say so."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _warm() -> None:
    """Load the typesetter; should that fail, the first task that needs it says so."""
    with suppress(Exception):
        _ = _BENCHES[0].typesetter


def _run(task: Task) -> Made:
    return _BENCHES[0].run(task)
