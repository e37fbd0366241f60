"""From arguments to an exit code: whatever goes wrong ends here, in words and with its code."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence

import click

from booklet.build.values import BuildError, EngineError, ToolError, UsageError
from booklet.cli.app import app
from booklet.cli.exits import Exit
from booklet.workspace import WorkspaceError


def run(arguments: Sequence[str]) -> int:
    """Run the command of these arguments and return its exit code; never raises, never exits."""
    verbose = "-v" in arguments or "--verbose" in arguments
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
        # Without a stand-in Python would complain once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.FINE
    except Exception as error:
        return _explain(error, verbose=verbose)


def _explain(error: Exception, *, verbose: bool) -> Exit:
    """Words and exit code of an error."""
    if isinstance(error, click.ClickException):
        error.show()
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
    _complain(f"error: {error}")
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


def _complain(words: str) -> None:
    click.echo(words, err=True)
