"""The record of a whole build: what it read, what it wrote and what it said.

While nothing it read and nothing it wrote has changed, a build of the same request has nothing to do and
can say the same again. This module is all that such a build loads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from booklet.build.store import Snapshot, Store
from booklet.build.tools import code_digest, tools_digest
from booklet.build.values import Outcome, Request, State
from booklet.workspace import Workspace, digest


def request_key(request: Request) -> str:
    """The digest under which the build of a request is recorded; ``jobs`` do not matter."""
    parts = [
        "build",
        ",".join(sorted(set(request.products))),
        ",".join(sorted(set(request.languages))),
        ",".join(sorted(set(request.cases))),
        request.gaps.missing,
        request.gaps.stale,
        code_digest(""),
        tools_digest(),
    ]
    return digest("\n".join(parts).encode())


def find_outcome(workspace: Workspace, store: Store, key: str) -> Outcome | None:
    """The outcome of an earlier build, if building again would read and write the same."""
    record = store.read(key)
    if record is None:
        return None
    try:
        reads, written = dict(record["reads"]), dict(record["written"])
        outcome = Outcome.from_json(record["outcome"])
    except (KeyError, TypeError, ValueError):
        return None
    if not Snapshot(workspace).holds({**reads, **written}):
        return None
    return replace(outcome, tasks=tuple(replace(task, state=State.CACHED) for task in outcome.tasks))


def keep_outcome(
    store: Store, key: str, reads: Mapping[str, str], written: Mapping[str, str], outcome: Outcome
) -> None:
    """Record a build that wrote its outputs."""
    store.write(key, {"reads": dict(reads), "written": dict(written), "outcome": outcome.to_json()})
