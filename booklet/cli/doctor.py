"""``booklet doctor``: is everything there that a build needs?"""

from __future__ import annotations

import click

from booklet.cli.console import Console
from booklet.cli.exits import Exit


@click.command("doctor")
@click.pass_obj
def command(console: Console) -> Exit:
    """Look for the libraries, fonts, packages and programs that are needed, and say how to get them."""
    from booklet.build.health import examine

    failed = False
    for item in examine(console.root):
        failed = failed or item.fails
        role = "error" if item.fails else "warning" if item.problem else "fine"
        mark = console.style({"error": "missing", "warning": "note", "fine": "ok"}[role].ljust(7), role)
        console.give(f"{mark}  {item.name.ljust(18)}  {item.problem or item.found}")
        for line in item.help:
            console.give(f"           {line}")
    return Exit.MISSING_TOOL if failed else Exit.FINE
