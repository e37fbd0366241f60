"""The process that looks at a file from anywhere (see :mod:`.guard`): a file in, JSON out."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Sequence

CHUNK_BYTES = 1 << 16


def main(task: Sequence[str], limits: tuple[int, int]) -> None:
    """Read a file from the standard input, do a task with it, and write the answer to the output."""
    _limit(*limits)
    data = sys.stdin.buffer.read()
    # Libraries that complain do so into the void, and not into the answer.
    answer = os.dup(1)
    os.dup2(2, 1)
    made = json.dumps(_work(task, data)).encode()
    while made:
        made = made[os.write(answer, made[:CHUNK_BYTES]) :]


def _work(task: Sequence[str], data: bytes) -> object:
    kind, *arguments = task
    if kind == "draw":
        from booklet.press.preflight.drawing import draw_pages

        return {str(number): picture for number, picture in draw_pages(data, map(int, arguments))}
    from booklet.press.preflight.inspect import inspect
    from booklet.press.preflight.values import Profile

    return inspect(data, Profile(arguments[0])).to_json()


def _limit(most_bytes: int, seconds: int) -> None:
    """Limit address space, processor time and files, where the system can."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock is the only limit
        return
    for kind, most in (
        (resource.RLIMIT_AS, most_bytes),
        (resource.RLIMIT_CPU, seconds + 5),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))
