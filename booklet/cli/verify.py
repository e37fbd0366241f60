"""``booklet verify``: does a build folder come out the same when it is built again?"""

from __future__ import annotations

from pathlib import Path

import click

from booklet.build.sides import UnbuiltError
from booklet.build.verify import Deviation, Verdict, verify_folder
from booklet.cli.build import count_cores
from booklet.cli.console import Console
from booklet.cli.exits import Exit
from booklet.cli.message import clean

MAX_LINES = 20
"""So many files are named, of each kind."""


@click.command("verify")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="FOLDER")
@click.option(
    "--revision", default="", metavar="NAME", help="Rebuild this revision (default: found by the inputs)."
)
@click.option(
    "--jobs", type=click.IntRange(1, 64), metavar="N", help="Processes at work (default: one a core)."
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.pass_obj
def command(console: Console, folder: Path, revision: str, jobs: int | None, *, as_json: bool) -> Exit:
    """Build FOLDER again from the inputs that its manifest names, and compare every byte.

    The build starts from nothing, in a temporary folder, with no cache. The commit is found by the digests
    of the inputs. The exit code is 0 when all files came out the same, and 1 when one did not.
    """
    try:
        with console.watch() as progress:
            verdict = verify_folder(console.root, folder, jobs or count_cores(), revision, progress)
    except UnbuiltError as error:
        console.show_findings(error.report)
        console.complain(f"error: {error}")
        return Exit.UNREADABLE
    if as_json:
        console.give_json(verdict.to_json())
    else:
        console.give(clean("\n".join(tell(verdict))))
    return Exit.FINE if verdict.is_same else Exit.FINDINGS


def tell(verdict: Verdict) -> list[str]:
    """The verdict in lines, the last one of which says it all."""
    lines = [f"folder  {verdict.folder}", f"source  {verdict.source}"]
    lines += [f"tools   {name} was {then}, is {now}" for name, (then, now) in verdict.tools.items()]
    for mismatch in verdict.mismatches[:MAX_LINES]:
        lines.append(f"input   {mismatch.words}")
    if len(verdict.mismatches) > MAX_LINES:
        lines.append(f"input   and {len(verdict.mismatches) - MAX_LINES} more")
    lines += _list(verdict.damaged)
    lines += _list(verdict.deviations)
    total = len(verdict.identical) + len(verdict.deviations)
    if verdict.is_same:
        return [*lines, f"byte-identical: {total} of {total} files"]
    parts = (
        [f"{len(verdict.deviations)} of {total} files came out differently"] if verdict.deviations else []
    )
    parts += [f"{len(verdict.damaged)} are damaged or missing in the folder"] if verdict.damaged else []
    return [*lines, "; ".join(parts)]


def _list(deviations: tuple[Deviation, ...]) -> list[str]:
    lines = [
        f"file    {d.path} {d.what}" + (f": {'; '.join(d.why[:3])}" if d.why else "")
        for d in deviations[:MAX_LINES]
    ]
    more = len(deviations) - MAX_LINES
    return [*lines, f"file    and {more} more"] if more > 0 else lines
