"""Budgets: every text fits its place on the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from pydantic import BaseModel

from booklet.check.reading import Check, Reading
from booklet.findings import Finding, Rule, Severity, rule
from booklet.model.base import Budget
from booklet.model.markup import Markup
from booklet.model.publication import Publication

_ADVICE = {
    "title": "Shorten the title; a subtitle or the text can say the rest.",
    "summary": "Keep one or two sentences; leave details to the overview.",
    "overview": "Cut an aside or move it to a mechanism; the page has no room for more.",
    "impact": "Say the effect in one sentence; the text before it holds the how.",
    "alt": "Say what is drawn and what it means; leave out decoration.",
    "pull_quote": "Choose a shorter sentence.",
}
_USUAL = "Shorten the text, or split it; its place on the page is of this size."


def budgeted_fields(model: type[BaseModel] = Publication) -> frozenset[str]:
    """The names of all fields of a model, and of the models within it, that have a budget."""
    seen: set[type[BaseModel]] = set()
    found: set[str] = set()

    def visit(value: object, name: str) -> None:
        if isinstance(value, Budget):
            found.add(name)
        elif isinstance(value, type) and issubclass(value, BaseModel):
            if value not in seen:
                seen.add(value)
                for field, info in value.model_fields.items():
                    for part in (info.annotation, *info.metadata):
                        visit(part, field)
        else:
            for part in (*get_args(value), *getattr(value, "__metadata__", ())):
                visit(part, name)

    visit(model, "")
    return frozenset(found)


BUDGETS: dict[str, Rule] = {
    field: rule(
        f"budget/{field}",
        Severity.ERROR,
        f"A text `{field}` has no more characters than its place on the page holds.",
        _ADVICE.get(field, _USUAL),
    )
    for field in sorted(budgeted_fields())
}


def texts_within_budget(reading: Reading) -> Iterator[Finding]:
    """Every text with a budget keeps it. Marks of Markdown and addresses of links do not count."""
    for leaf in reading.leaves:
        if leaf.budget is None:
            continue
        text = leaf.value.plain if isinstance(leaf.value, Markup) else leaf.value
        length, room = len(text.strip()), leaf.budget.characters
        if length > room:
            over = length - room
            characters = "character" if over == 1 else "characters"
            yield BUDGETS[leaf.key].at(
                reading.at(leaf.path),
                f"{leaf.key} is {over} {characters} over its budget ({length} of {room})",
            )


CHECKS: tuple[Check, ...] = (texts_within_budget,)
