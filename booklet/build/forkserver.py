"""The server that workers are forked from.

It loads the engines, which takes longest, so it is started first of all: this module loads nothing slow.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.forkserver
import os
import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing.context import ForkServerContext

PRELOADED = ("booklet.build.engines",)
"""What the server imports before any worker is asked for."""


def start_server(environment: Mapping[str, str]) -> ForkServerContext:
    """Start the server, unless it runs already, and return without waiting for it. Its workers get these
    variables, as this process does.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(PRELOADED))
    os.environ.update(environment)
    with _deaf_to_interrupts():
        multiprocessing.forkserver.ensure_running()
    return context


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Processes started in here ignore Ctrl-C, which a terminal sends to all: only the parent decides."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
