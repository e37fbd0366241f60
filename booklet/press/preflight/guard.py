"""Looking at files from anywhere: in a process of its own, with limits on its memory and its time.

A file can be made so that the library that reads it runs out of memory, never ends, or dies. Here that
costs a process and becomes the finding ``preflight/too-much``.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from booklet.press.preflight.inspect import refuse
from booklet.press.preflight.limits import CHILD_BYTES, CHILD_SECONDS, DRAWING_SECONDS
from booklet.press.preflight.opening import TOO_MUCH
from booklet.press.preflight.values import Fault, Inspection, Profile

_START = (
    "import sys; sys.path[:] = {path!r}\n"
    "from booklet.press.preflight.child import main; main({task!r}, {limits!r})"
)
_PROGRAM = str(Path(__file__).resolve().parents[3])
"""The folder that this program is imported from."""

_FAILED = "reading the file came to an end that nobody foresaw; it may be made to confuse"
_KILLED = "the process that looked at the file was ended by the system, which happens when memory is short"


class LostError(Exception):
    """The process came to nothing; the text says why."""


def inspect_safely(
    data: bytes, profile: Profile = Profile.AUTO, seconds: float = CHILD_SECONDS
) -> Inspection:
    """Like :func:`~.inspect.inspect`, whatever the file is. Never raises for a file's sake."""
    try:
        return Inspection.from_json(json.loads(ask(["inspect", str(profile)], data, seconds)))
    except LostError as error:
        return refuse(Fault(TOO_MUCH, str(error)), profile)


def draw_safely(data: bytes, pages: tuple[int, ...], seconds: float = DRAWING_SECONDS) -> dict[int, str]:
    """Pictures of pages (1-based) as data URIs; those that cannot be drawn are missing."""
    try:
        made = json.loads(ask(["draw", *map(str, pages)], data, seconds))
    except LostError:
        return {}
    return {int(number): picture for number, picture in made.items()}


def ask(task: list[str], data: bytes, seconds: float) -> bytes:
    """What a process of its own answers when it is given a file. Raises :class:`LostError`."""
    # An empty entry would stand for the current folder, which may be anybody's.
    path = [*filter(None, sys.path), _PROGRAM]
    code = _START.format(path=path, task=task, limits=(CHILD_BYTES, int(seconds)))
    try:
        # The command is this very interpreter with our own code; the file goes in as bytes.
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-P", "-c", code],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
            cwd=Path(sys.executable).parent,
        )
    except subprocess.TimeoutExpired:
        raise LostError(f"the file keeps a program busy for more than {seconds:g} seconds") from None
    if done.returncode or not done.stdout:
        raise LostError(_KILLED if done.returncode < 0 else _FAILED)
    return done.stdout
