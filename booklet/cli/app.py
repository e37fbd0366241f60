"""The command ``booklet``: its global options, and its commands, each loaded when it is called."""

from __future__ import annotations

import signal
import threading
from importlib import import_module
from pathlib import Path

import click

from booklet.cli.console import Colour, Console
from booklet.workspace import MARK

COMMANDS = (
    "build",
    "check",
    "clean",
    "diff",
    "doctor",
    "fit",
    "new",
    "preflight",
    "press",
    "rules",
    "schema",
    "translate",
    "verify",
)
"""Each is ``command`` in the module of its name in :mod:`booklet.cli`."""


class Commands(click.Group):
    """A group that imports a command's module when the command is wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands by name."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name."""
        if cmd_name not in COMMANDS:
            return None
        made = import_module(f"booklet.cli.{cmd_name}").command
        assert isinstance(made, click.Command)
        return made


def find_root(start: Path) -> Path:
    """The project's folder: the nearest one, from ``start`` upwards, with a publication in it."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / MARK).is_file():
            return folder
    return start


def _end_like_ctrl_c(ctx: click.Context) -> None:
    """Let SIGTERM end the command in the way of Ctrl-C: workers stopped, no file left half, a word said."""
    if threading.current_thread() is not threading.main_thread():
        return

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    ctx.call_on_close(lambda: signal.signal(signal.SIGTERM, before))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-C",
    "folder",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the project (default: the nearest one upwards from here).",
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@click.option("-v", "--verbose", is_flag=True, help="Say more; show tracebacks.")
@click.option("--no-progress", is_flag=True, help="Do not show how the work goes.")
@click.option(
    "--color",
    "colour",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colour the messages.",
)
@click.version_option(package_name="booklet", message="%(prog)s %(version)s")
@click.pass_context
def app(
    ctx: click.Context,
    folder: Path | None,
    *,
    quiet: bool,
    verbose: bool,
    no_progress: bool,
    colour: Colour,
) -> None:
    """Compile case studies written as structured YAML into finished publications."""
    _end_like_ctrl_c(ctx)
    root = folder.resolve() if folder else find_root(Path.cwd())
    ctx.obj = Console(root, quiet=quiet, verbose=verbose, progress=not no_progress, colour=colour)
