"""``booklet diff``: what changed between two documents, builds or revisions."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from booklet.build.comparison import Wanted, compare_names
from booklet.build.sides import UnbuiltError
from booklet.build.values import Request
from booklet.cli.build import count_cores
from booklet.cli.console import Console, is_terminal
from booklet.cli.exits import Exit
from booklet.compare.report.text import write_text
from booklet.compare.report.values import Comparison
from booklet.compare.values import Layer
from booklet.workspace import write_atomic

ROLES: Mapping[str, str] = {"deleted": "31", "inserted": "32", "head": "1", "faint": "2", "fine": "32"}
"""ANSI attributes of the roles of :data:`booklet.compare.report.text.Style`."""


class Layers(click.ParamType[frozenset[Layer]]):
    """Names of layers, separated by commas."""

    name = "layers"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> frozenset[Layer]:
        """The layers of the names."""
        if isinstance(value, frozenset):
            return value
        names = [name.strip() for name in str(value).split(",") if name.strip()]
        unknown = [name for name in names if name not in set(Layer)]
        if unknown:
            self.fail(f"there is no layer “{unknown[0]}”. Layers: {', '.join(Layer)}.", param, ctx)
        return frozenset(Layer(name) for name in names)


@click.command("diff")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option(
    "--html",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write a report with pictures, in one file that works offline.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the comparison as JSON (see docs/diff.md).")
@click.option(
    "--redline",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write a Word document with tracked changes (when OLD and NEW are DOCX).",
)
@click.option("--content", is_flag=True, help="Also compare the texts of the publication, field by field.")
@click.option(
    "--ignore",
    "ignored",
    type=Layers(),
    multiple=True,
    metavar="LAYER,…",
    help=f"Leave layers out: {', '.join(Layer)}.",
)
@click.option("--lang", "languages", multiple=True, metavar="CODE", help="Compare only this language.")
@click.option("--product", "products", multiple=True, metavar="NAME", help="Compare only this product.")
@click.option(
    "--jobs", type=click.IntRange(1, 64), metavar="N", help="Processes at work (default: one a core)."
)
@click.pass_obj
def command(
    console: Console,
    old: str,
    new: str,
    html: Path | None,
    *,
    as_json: bool,
    redline: Path | None,
    content: bool,
    ignored: tuple[frozenset[Layer], ...],
    languages: tuple[str, ...],
    products: tuple[str, ...],
    jobs: int | None,
) -> Exit:
    """Say what changed from OLD to NEW.

    Each is a PDF, a DOCX, a PNG or SVG picture, a build folder, a revision of git (a branch, a tag, an
    id, HEAD~1), or WORKTREE for the project as it lies on the disk. A name that is both a file and a
    revision is refused: write ./NAME for the file, or the commit's id.

    The exit code is 0 when nothing changed and 1 when something did.
    """
    here = Path.cwd()
    for target in (html, redline):
        _check_target(target, [here / old, here / new])
    request = Request(products, languages, jobs or count_cores())
    wanted = Wanted(request, frozenset().union(*ignored), content)
    try:
        with console.watch() as progress:
            comparison = compare_names((old, new), here, console.root, wanted, progress)
            if html is not None:
                from booklet.compare.report.html import write_html

                progress.step("Writing the report")
                write_atomic(html, write_html(comparison))
            if redline is not None:
                progress.step("Writing the redline")
                write_atomic(redline, _draw_redline(comparison))
    except UnbuiltError as error:
        console.show_findings(error.report)
        console.complain(f"error: {error}")
        console.complain("help: Mend it, or compare with a revision that can be built.")
        return Exit.UNREADABLE
    if as_json:
        console.give_json(comparison.to_json())
    else:
        console.give(write_text(comparison, _style if _has_colour(console) else _plain))
    for target in (html, redline):
        if target is not None:
            console.say(f"wrote {target}")
    return Exit.FINE if comparison.is_same else Exit.FINDINGS


def _draw_redline(comparison: Comparison) -> bytes:
    """The new document with tracked changes. Raises ``click.UsageError`` for what is no Word document."""
    from booklet.build.redline import write_redline

    pair = comparison.pairs[0] if len(comparison.pairs) == 1 else None
    if pair is None or pair.difference is None or pair.difference.new.format != "docx":
        raise click.UsageError("--redline needs two Word documents (.docx).")
    if pair.difference.same_bytes:
        raise click.UsageError("The documents are identical: there is nothing to track.")
    return write_redline(pair.old_data, pair.new_data)


def _check_target(target: Path | None, sources: list[Path]) -> None:
    """A report must not take the place of what it tells of, and its folder has to be there."""
    if target is None:
        return
    if any(target.exists() and source.exists() and target.samefile(source) for source in sources):
        raise click.UsageError(f"{target} would overwrite what is compared")
    if not target.absolute().parent.is_dir():
        raise click.UsageError(f"there is no folder {target.absolute().parent}")


def _has_colour(console: Console) -> bool:
    """Whether the summary, which goes to stdout, is coloured."""
    if console.colour != "auto":
        return console.colour == "always"
    return is_terminal(sys.stdout) and not os.environ.get("NO_COLOR")


def _style(text: str, role: str) -> str:
    return f"\x1b[{ROLES[role]}m{text}\x1b[0m" if role in ROLES else text


def _plain(text: str, role: str) -> str:
    return text
