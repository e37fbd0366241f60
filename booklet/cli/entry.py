"""From arguments to an exit code: whatever goes wrong ends here, in words and with its code."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from io import StringIO, TextIOWrapper
from typing import TextIO

import click

from booklet.build.values import BuildError, EngineError, ToolError, UsageError
from booklet.cli.app import app
from booklet.cli.exits import Exit
from booklet.cli.message import clean
from booklet.workspace import WorkspaceError

_PRINTERS = ("click.utils", "booklet.cli.console", "booklet.cli.entry")
"""The modules that print."""


def run(arguments: Sequence[str]) -> int:
    """Run the command of these arguments and return its exit code; never raises, never exits."""
    verbose = "-v" in arguments or "--verbose" in arguments
    _prepare_streams()
    try:
        code = app.main(args=list(arguments), prog_name="booklet", standalone_mode=False)
        sys.stdout.flush()
        return int(code or Exit.FINE)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except (KeyboardInterrupt, click.Abort):
        _complain("interrupted; the outputs are as they were")
        return Exit.INTERRUPTED
    except (BrokenPipeError, SystemExit):
        # Whoever read the output has seen enough (click turns that into an exit of its own).
        _silence(sys.stdout, sys.stderr)
        return Exit.FINE
    except Exception as error:
        return _explain(error, verbose=verbose)


def _prepare_streams() -> None:
    """Streams that exist, and that write what their encoding lacks in another way."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by the caller
            nowhere = os.open(os.devnull, os.O_WRONLY)
            setattr(sys, name, os.fdopen(nowhere, "w", encoding="utf-8"))
        elif isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _silence(*streams: TextIO) -> None:
    """Stand-ins for streams that nobody reads: Python would complain of them once more when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in streams:
        with suppress(OSError, ValueError):
            os.dup2(nowhere, stream.fileno())


def _explain(error: Exception, *, verbose: bool) -> Exit:
    """Words and exit code of an error."""
    if isinstance(error, click.ClickException):
        words = StringIO()
        error.show(words)
        _complain(clean(words.getvalue().rstrip("\n")))
        return Exit.USAGE
    if isinstance(error, (BuildError, OSError, WorkspaceError)):
        return _explain_known(error, verbose=verbose)
    if verbose:
        traceback.print_exception(error)
    _complain(f"this is a fault of booklet itself: {type(error).__name__}: {error}")
    _complain("help: Run `booklet -v …` and report what it prints.")
    return Exit.BUG


def _explain_known(error: BuildError | OSError | WorkspaceError, *, verbose: bool) -> Exit:
    """Words and exit code of an error that is no bug."""
    if isinstance(error, OSError) and _is_of_output(error):
        # What could not be written is given up, so that Python does not try again when it ends.
        _silence(sys.stdout)
        _complain(f"error: the output cannot be written ({error.strerror})")
        return Exit.UNWRITABLE
    _complain(f"error: {clean(str(error))}")
    if isinstance(error, UsageError):
        if error.help:
            _complain(f"help: {error.help}")
        return Exit.USAGE
    if isinstance(error, ToolError):
        _complain("help: `booklet doctor` says what is missing and how to install it.")
        return Exit.MISSING_TOOL
    details = error.details if isinstance(error, EngineError) else ""
    if details:
        _complain(details if verbose else "help: `booklet -v …` shows where it failed.")
    return Exit.ENGINE


def _is_of_output(error: OSError) -> bool:
    """Whether an error arose where something was printed, and not while our own files were written."""
    places = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    return bool(places) and places[-1].f_globals.get("__name__") in _PRINTERS


def _complain(words: str) -> None:
    try:
        click.echo(words, err=True)
    except OSError:  # nobody can be told
        _silence(sys.stderr)
