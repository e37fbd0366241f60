"""Imports the engines. The fork server loads this module, so that its workers have them at once."""

from __future__ import annotations

from contextlib import suppress

# A library that is missing ends the import with an OSError. The worker that needs the engine says so;
# here it would end the fork server without a word.
with suppress(ImportError, OSError):
    from booklet.press import prepare, screen
    from booklet.typeset import engine

    __all__ = ["engine", "prepare", "screen"]
