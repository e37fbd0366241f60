"""``booklet clean``: back to before the first build."""

from __future__ import annotations

import click

from booklet.build.run import clean_project
from booklet.cli.console import Console
from booklet.cli.exits import Exit
from booklet.workspace import MARK


@click.command("clean")
@click.pass_obj
def command(console: Console) -> Exit:
    """Remove the cache and everything that was built, but for files that were changed since."""
    if not (console.root / MARK).is_file():
        console.complain(f"error: there is no project here: {MARK} is missing")
        console.complain("help: Go to the folder of a project, or name it: `booklet -C DIR clean`.")
        return Exit.UNREADABLE
    removed = clean_project(console.root)
    for path in removed:
        console.say(f"removed {path}")
    if not removed:
        console.say("there is nothing to remove")
    return Exit.FINE
