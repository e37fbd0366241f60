"""The exit codes of every command."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What a command says to whoever called it."""

    FINE = 0
    FINDINGS = 1
    """Findings at error level (with ``--strict`` at warning level as well), or differences."""
    USAGE = 2
    """An option, argument or name that does not exist."""
    UNREADABLE = 3
    """The content cannot be read as a publication."""
    MISSING_TOOL = 4
    """A program, library or font is missing."""
    ENGINE = 5
    """An engine failed."""
    BUG = 70
    """A fault of this program (``EX_SOFTWARE`` of sysexits.h)."""
    UNWRITABLE = 74
    """What is printed cannot be written (``EX_IOERR`` of sysexits.h)."""
    INTERRUPTED = 130
    """Ctrl-C: 128 + SIGINT, as shells have it."""
