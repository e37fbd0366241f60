"""``booklet preflight``: what a printer, a reader or an archive would complain of in any PDF."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from booklet.cli.console import Console
from booklet.cli.exits import Exit
from booklet.cli.message import clean_line, count_findings
from booklet.findings import Finding, Report

if TYPE_CHECKING:
    from booklet.build.preflight import Preflight

_EXPECTED = ("only for ", "the file does not claim ")
"""How reasons begin why a rule was skipped that nobody wonders about."""


@click.command("preflight")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option(
    "--profile",
    type=click.Choice(["print", "screen", "auto"]),
    default="auto",
    show_default=True,
    help="What the files are for; auto asks each file.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option(
    "--html",
    "page",
    metavar="PATH",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a report with pictures of the pages, as one HTML file.",
)
@click.option("--strict", is_flag=True, help="Warnings count as errors in the exit code.")
@click.pass_obj
def command(
    console: Console,
    files: tuple[Path, ...],
    profile: str,
    page: Path | None,
    *,
    as_json: bool,
    strict: bool,
) -> Exit:
    """Check finished PDF files, ours or anybody's: boxes, fonts, inks, images, links, tags, and claims."""
    from booklet.build.preflight import list_files, preflight_file, show_files
    from booklet.press.preflight.values import Profile
    from booklet.workspace import write_atomic

    found = []
    for file in files:
        one = preflight_file(file, Profile(profile))
        found.append(one)
        if not as_json:
            console.show_findings(helped_once(one.inspection.report(one.file)))
        _show_end(console, one)
    if page is not None:
        write_atomic(page.resolve(), show_files(found).encode("utf-8", "replace"))
        console.say(f"wrote {clean_line(str(page))}")
    if as_json:
        console.give_json(list_files(found))
    failed = any(one.inspection.errors or (strict and one.inspection.warnings) for one in found)
    return Exit.FINDINGS if failed else Exit.FINE


def helped_once(report: Report) -> Report:
    """The findings with the help of each rule only where it first fires: a page may have dozens of them."""
    helped: set[str] = set()
    made: list[Finding] = []
    for finding in report:
        made.append(replace(finding, help="") if finding.rule in helped else finding)
        helped.add(finding.rule)
    return Report(tuple(made))


def _show_end(console: Console, one: Preflight) -> None:
    """What was looked at, what was not and why, and how it ended."""
    found = one.inspection
    other = [(rule, reason) for rule, reason in found.skipped if not reason.startswith(_EXPECTED)]
    if console.verbose:
        for rule in found.run:
            console.say(f"  run      {rule}")
        for rule, reason in found.skipped:
            console.say(f"  skipped  {rule}: {reason}")
    else:
        for reason in sorted({reason for _, reason in other}):
            rules = [rule.partition("/")[2] for rule, why in other if why == reason]
            named = ", ".join(rules) if len(rules) < 5 else f"{len(rules)} rules"
            console.say(f"  skipped: {named} – {reason}")
    counts = count_findings(found.errors, found.warnings) or console.style(
        "nothing to complain about", "fine"
    )
    pages = "1 page" if found.pages == 1 else f"{found.pages} pages"
    console.say(
        f"{clean_line(one.file)}: as {found.profile}, {pages}, {len(found.run)} rules run, "
        f"{len(found.skipped)} skipped: {counts}"
    )
