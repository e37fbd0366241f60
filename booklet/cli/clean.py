"""``booklet clean``: back to before the first build."""

from __future__ import annotations

import click

from booklet.build.run import clean_project
from booklet.cli.console import Console
from booklet.cli.exits import Exit


@click.command("clean")
@click.pass_obj
def command(console: Console) -> Exit:
    """Remove the cache and everything that was built."""
    removed = clean_project(console.root)
    for path in removed:
        console.say(f"removed {path}")
    if not removed:
        console.say("there is nothing to remove")
    return Exit.FINE
