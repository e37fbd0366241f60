"""``booklet check``: what is wrong with the content, without making anything."""

from __future__ import annotations

from typing import Literal

import click

from booklet.cli.console import Console
from booklet.cli.exits import Exit
from booklet.cli.message import write_github
from booklet.workspace import Workspace


@click.command("check")
@click.option(
    "--lang",
    "languages",
    multiple=True,
    metavar="CODE",
    help="Check the translations into this language too; `all` for all languages.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="Messages for people, for programs, or for code reviews on GitHub.",
)
@click.option("--strict", is_flag=True, help="Warnings count as errors in the exit code.")
@click.pass_obj
def command(
    console: Console,
    languages: tuple[str, ...],
    form: Literal["text", "json", "github"],
    *,
    strict: bool,
) -> Exit:
    """Check the content: structure, names, budgets, language and references."""
    from booklet.build.content import read_content
    from booklet.build.editions import check_languages

    workspace = Workspace(console.root)
    content = read_content(workspace, languages)
    report = content.report + check_languages(workspace, content)
    if form == "text":
        console.show_findings(report)
        console.show_counts(report)
    elif form == "github":
        for finding in report:
            console.give(write_github(finding))
    else:
        console.give_json(
            {
                "findings": [finding.to_json() for finding in report],
                "errors": len(report.errors),
                "warnings": len(report.warnings),
            }
        )
    if content.publication is None:
        return Exit.UNREADABLE
    return Exit.FINDINGS if report.errors or (strict and report.warnings) else Exit.FINE
