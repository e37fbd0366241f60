"""``booklet schema``: JSON Schemas, with which editors complete keys and mark mistakes."""

from __future__ import annotations

import click

from booklet.cli.console import Console
from booklet.cli.exits import Exit
from booklet.workspace import Workspace, WorkspaceError


@click.command("schema")
@click.pass_obj
def command(console: Console) -> Exit:
    """Write the JSON Schemas of the content's files to content/schema/."""
    from booklet.load.project import list_icons, load_project
    from booklet.load.schema import FOLDER, schemas

    workspace = Workspace(console.root)
    loaded = load_project(workspace)
    if loaded.publication is None:
        console.show_findings(loaded.report)
        return Exit.UNREADABLE
    for name, data in schemas(loaded.publication.taxonomy, list_icons(workspace)).items():
        path = f"{FOLDER}/{name}"
        try:
            same = Workspace(console.root).read(path) == data
        except WorkspaceError:
            same = False
        workspace.write(path, data)
        console.say(f"{path}{' (unchanged)' if same else ''}")
    return Exit.FINE
