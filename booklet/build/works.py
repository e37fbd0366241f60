"""Tasks on their way: looked up in the cache, done by an executor, kept, and reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from booklet.build.executor import Executor
from booklet.build.maps import Boxes, keep_boxes
from booklet.build.store import Snapshot, Store
from booklet.build.tasks import Made, Outputs, Task
from booklet.build.values import PASSING, State, TaskState, Watch


@dataclass
class Job:
    """A task that was ordered: its key, and its result now or later."""

    task: Task
    key: str
    state: State
    made: Made | None = None
    future: Future[Made] | None = None

    @property
    def outputs(self) -> Outputs:
        """What the task made; the job has to be finished."""
        assert self.made is not None, f"{self.task.id} is not finished"
        return self.made.outputs


class Works:
    """Orders tasks and finishes them. ``reads`` collects every file that any task depends on."""

    def __init__(self, store: Store, snapshot: Snapshot, executor: Executor, watch: Watch) -> None:
        self._store, self._snapshot = store, snapshot
        self._executor, self._watch = executor, watch
        self._jobs: dict[str, Job] = {}
        self.reads: dict[str, set[str]] = {}
        self.is_lasting = True
        """Whether every result would be the same if the task were done again now."""

    def keep_boxes(self, sha256: str, boxes: Boxes) -> None:
        """Keep where the anchors of a finished document fell."""
        keep_boxes(self._store, sha256, boxes)

    def recall(self, name: str) -> Outputs:
        """What the task that was last kept under a name has made; nothing when there is none."""
        found = self._store.recall(name, self._snapshot)
        return {} if found is None else found[0]

    def keep_last(self, name: str, job: Job) -> None:
        """Keep a finished task as the last one of a name."""
        self._store.keep_last(name, job.key)

    def order(self, task: Task) -> Job:
        """Begin a task, unless its results are in the cache or it was ordered before."""
        key = task.key()
        name = f"{task.kind}:{task.id}:{key}"
        if name in self._jobs:
            return self._jobs[name]
        found = self._store.find(key, self._snapshot)
        if found is None:
            job = Job(task, key, State.MADE)
            self._watch.planned(_state(job))
            job.future = self._executor.submit(task)
        else:
            job = Job(task, key, State.CACHED, Made(*found))
            self._note_reads(job.made)
            self._watch.finished(_state(job))
        self._jobs[name] = job
        return job

    def finish(self, jobs: Iterable[Job]) -> Iterator[Job]:
        """The jobs, each as soon as it is done. Raises ``EngineError`` for the first that fails."""
        waiting: dict[Future[Made], list[Job]] = {}
        for job in jobs:
            if job.made is not None:
                yield job
            elif job.future is not None:
                waiting.setdefault(job.future, []).append(job)
        while waiting:
            done, _ = wait(waiting, return_when=FIRST_COMPLETED)
            for future in done:
                finished = waiting.pop(future)
                self._settle(finished[0], future)
                yield from finished

    def states(self) -> tuple[TaskState, ...]:
        """All tasks of the build, sorted by kind and id."""
        return tuple(sorted((_state(job) for job in self._jobs.values()), key=lambda s: (s.kind, s.id)))

    def _settle(self, job: Job, future: Future[Made]) -> None:
        if job.made is not None:
            return
        try:
            job.made = future.result()
        except BrokenProcessPool:
            job.made = self._executor.rescue(job.task)
        if PASSING in job.made.outputs:
            self.is_lasting = False
        else:
            self._store.keep(job.key, job.made.outputs, job.made.reads)
        self._note_reads(job.made)
        self._watch.finished(_state(job))

    def _note_reads(self, made: Made | None) -> None:
        for path, state in (made.reads if made else {}).items():
            self.reads.setdefault(path, set()).add(state)


def _state(job: Job) -> TaskState:
    return TaskState(job.task.id, job.task.kind, job.state)
