"""``booklet build``: from content to outputs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Literal

import click

from booklet.build.products import find_print_editions
from booklet.build.provenance import write_provenance
from booklet.build.run import build_project
from booklet.build.values import Gaps, Outcome, Request, State
from booklet.cli.console import Console
from booklet.cli.exits import Exit


@click.command("build")
@click.argument("products", nargs=-1, metavar="[PRODUCT]...")
@click.option(
    "--lang",
    "languages",
    multiple=True,
    metavar="CODE",
    help="Build this language (default: the publication's own); `all` for all that have translations.",
)
@click.option("--case", "cases", multiple=True, metavar="ID", help="Build only this case's documents.")
@click.option(
    "--print", "printed", is_flag=True, help="Build the editions for the print shop of what is named."
)
@click.option(
    "--missing",
    type=click.Choice(["english", "mark", "error"]),
    default="english",
    show_default=True,
    help="Texts that are not translated: print the English, mark it, or build nothing.",
)
@click.option(
    "--stale",
    type=click.Choice(["keep", "mark", "error"]),
    default="keep",
    show_default=True,
    help="Translations whose English has changed since: print them, mark them, or build nothing.",
)
@click.option(
    "--jobs", type=click.IntRange(1, 64), metavar="N", help="Processes at work (default: one a core)."
)
@click.option("--strict", is_flag=True, help="Warnings count as errors in the exit code.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.pass_obj
def command(
    console: Console,
    products: tuple[str, ...],
    languages: tuple[str, ...],
    cases: tuple[str, ...],
    jobs: int | None,
    *,
    missing: Literal["english", "mark", "error"],
    stale: Literal["keep", "mark", "error"],
    printed: bool,
    strict: bool,
    as_json: bool,
) -> Exit:
    """Build the documents: all products, or those that are named."""
    if printed:
        products = find_print_editions(products)
    request = Request(products, languages, jobs or count_cores(), cases, Gaps(missing, stale))
    with console.watch() as progress:
        outcome = build_project(console.root, request, progress)
        if outcome.outputs:
            write_provenance(console.root)
    console.show_findings(outcome.report)
    code = decide(outcome, strict=strict)
    if as_json:
        timing = {"seconds": round(progress.seconds, 3)}
        console.give_json({**outcome.to_json(), "exit": int(code), "timing": timing})
    _show_outputs(console, outcome, progress.seconds)
    return code


def say_zones(zones: Mapping[str, float]) -> str:
    """How full the zones of a sheet are: “main 93 %, side 88 %”."""
    return ", ".join(f"{name} {round(share * 100)} %" for name, share in zones.items())


def decide(outcome: Outcome, *, strict: bool) -> Exit:
    """The exit code of a build."""
    if not outcome.readable:
        return Exit.UNREADABLE
    return Exit.FINDINGS if outcome.fails(strict=strict) else Exit.FINE


def _show_outputs(console: Console, outcome: Outcome, seconds: float) -> None:
    """What was made, how large it is and how long it took."""
    if outcome.outputs:
        rows = [
            (
                o.product,
                o.language,
                o.path,
                str(o.pages or "–"),
                f"{o.bytes / 1000:,.0f} kB",
                o.step,
                say_zones(o.zones),
            )
            for o in outcome.outputs
        ]
        head = ("product", "language", "file", "pages ", "size ", "step", "zones filled")
        with_steps = any(o.step for o in outcome.outputs)
        console.show_table(head if with_steps else head[:5], rows if with_steps else [r[:5] for r in rows])
    report = outcome.report
    made = sum(task.state is State.MADE for task in outcome.tasks)
    done = f"{made} of {len(outcome.tasks)} tasks done" if made else "nothing had changed"
    words = f"{done}, {seconds:.2f} s" if outcome.outputs else "nothing was built"
    if report.errors or report.warnings:
        console.show_counts(report)
    console.say(words)


def count_cores() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
