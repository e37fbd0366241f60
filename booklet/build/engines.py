"""Imports what workers need: the engines, and the preflight, with which every build ends.

The fork server loads this module, so that its workers have all of it at once. It needs nothing of the
model, which takes long to load.
"""

from __future__ import annotations

from contextlib import suppress

# A library that is missing ends the import with an OSError. The worker that needs the engine says so;
# here it would end the fork server without a word.
with suppress(ImportError, OSError):
    from booklet.build import executor
    from booklet.press import prepare, screen
    from booklet.press.preflight import inspect
    from booklet.typeset import engine

    __all__ = ["engine", "executor", "inspect", "prepare", "screen"]
