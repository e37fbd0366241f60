"""The table of all rules for the documentation."""

from __future__ import annotations

from collections.abc import Mapping

from booklet.findings import RULES, Rule


def rules_table(rules: Mapping[str, Rule] = RULES) -> str:
    """A Markdown table of rules sorted by id: id, severity, what is checked, the way out.

    Only rules of imported rooms are known: import the rooms whose rules the table should have.
    """
    rows = [
        f"| `{made.id}` | {made.severity} | {_cell(made.summary)} | {_cell(made.help)} |"
        for _, made in sorted(rules.items())
    ]
    head = ("| rule | severity | what is checked | the way out |", "|---|---|---|---|")
    return "\n".join((*head, *rows)) + "\n"


def _cell(text: str) -> str:
    """A text within a cell: on one line, bars escaped."""
    return " ".join(text.split()).replace("|", "\\|")
