"""``booklet fit``: what the copy-fit of a case's sheets tried, and why it took the step it took."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

import click

from booklet.build.products import PRODUCTS
from booklet.build.run import build_project
from booklet.build.values import Output, Request
from booklet.cli.build import count_cores, decide, say_zones
from booklet.cli.console import Console
from booklet.cli.exits import Exit


@click.command("fit")
@click.argument("case", metavar="CASE")
@click.option(
    "--lang",
    "languages",
    multiple=True,
    metavar="CODE",
    help="In this language (default: the publication's own).",
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.pass_obj
def command(console: Console, case: str, languages: tuple[str, ...], *, as_json: bool) -> Exit:
    """Build the sheets of a case and explain how their texts were fitted."""
    sheets = tuple(product.name for product in PRODUCTS if product.maker == "sheets")
    with console.watch() as progress:
        request = Request(sheets, languages, count_cores(), (case,))
        outcome = build_project(console.root, request, progress)
    console.show_findings(outcome.report)
    code = decide(outcome, strict=False)
    if as_json:
        console.give_json(
            {"sheets": [asdict(output) for output in outcome.outputs if output.attempts], "exit": int(code)}
        )
        return code
    for output in (o for o in outcome.outputs if o.attempts):
        for line in explain(output):
            console.give(line)
    return code


def explain(output: Output) -> Iterator[str]:
    """The lines that tell how a sheet was fitted."""
    yield f"{output.path}: set at {output.step}"
    for attempt in output.attempts:
        verdict = "; ".join(attempt.reasons) or "all texts fit"
        yield f"  {attempt.step}: {verdict}"
        yield f"    {say_zones(attempt.zones)}"
    needed = output.attempts[-1].step if output.attempts else output.step
    if needed != output.step:
        yield f"  {output.step}: this sheet alone would fit at {needed}, another of its language does not"
        yield f"    {say_zones(output.zones)}"
