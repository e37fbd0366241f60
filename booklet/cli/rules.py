"""``booklet rules``: every rule there is, for people and for the documentation."""

from __future__ import annotations

from collections.abc import Iterable

import click

from booklet.cli.console import Console
from booklet.cli.exits import Exit
from booklet.findings import Rule


@click.command("rules")
@click.option("--markdown", is_flag=True, help="Print a table in Markdown.")
@click.pass_obj
def command(console: Console, *, markdown: bool) -> Exit:
    """List all rules with their default severity."""
    rules = list_rules()
    if markdown:
        console.give(write_markdown(rules))
        return Exit.FINE
    width = max(len(rule.id) for rule in rules)
    for rule in rules:
        console.give(f"{rule.id.ljust(width)}  {str(rule.severity).ljust(7)}  {rule.summary}")
    return Exit.FINE


def list_rules() -> tuple[Rule, ...]:
    """All rules of the program by id; imports every room that has any."""
    from booklet.build.rooms import import_rules

    rules = import_rules()
    return tuple(rules[key] for key in sorted(rules))


def write_markdown(rules: Iterable[Rule]) -> str:
    """The rules as a table, family by family."""
    lines: list[str] = []
    family = None
    for rule in rules:
        head = rule.id.split("/")[0]
        if head != family:
            lines += [
                "",
                f"## {head}",
                "",
                "| rule | severity | what it says | what to do |",
                "|---|---|---|---|",
            ]
            family = head
        cells = (f"`{rule.id}`", str(rule.severity), rule.summary, rule.help)
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines).strip()
