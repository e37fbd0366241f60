"""Every rule of the room fires at the right place, and keeps silent at its near misses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import check_examples_infographic
import check_examples_model
import check_examples_text
import pytest
from check_examples import Changes, Example
from check_sample import changed

import booklet.check
from booklet.check import check_publication
from booklet.check.budgets import BUDGETS, budgeted_fields, texts_within_budget
from booklet.check.reading import Reading
from booklet.findings import RULES, Finding, Rule, Span
from booklet.model.base import Budget
from booklet.model.paths import Leaf, leaves

EXAMPLES = [
    *check_examples_text.EXAMPLES,
    *check_examples_model.EXAMPLES,
    *check_examples_infographic.EXAMPLES,
]


class Everywhere(Mapping[str, Span]):
    """Every path of the sample is its own file, so that a finding's span tells its path."""

    def __getitem__(self, path: str) -> Span:
        return Span(path)

    def __contains__(self, path: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def found(rule: str, changes: Changes, language: str) -> list[Finding]:
    report = check_publication(changed(changes), Everywhere(), language)
    return [finding for finding in report if finding.rule == rule]


ELSEWHERE = {"text/french-space"}
"""Shown in test_check_languages.py: the sample is in English."""


def rules_of_the_room() -> set[str]:
    modules = vars(booklet.check).values()
    made = {
        value.id
        for module in modules
        for value in getattr(module, "__dict__", {}).values()
        if isinstance(value, Rule)
    }
    return made | {rule.id for rule in BUDGETS.values()}


@pytest.mark.parametrize("example", EXAMPLES, ids=[f"{n}-{e.rule}" for n, e in enumerate(EXAMPLES)])
def test_fires_at_its_place(example: Example):
    findings = found(example.rule, example.fires, example.language)
    assert [f.span.file for f in findings if f.span] == [example.at] * len(findings)
    assert findings and any(example.words in f.message for f in findings), [f.message for f in findings]
    assert all(f.severity is RULES[example.rule].severity for f in findings)
    for changes in example.more:
        assert found(example.rule, changes, example.language), changes


@pytest.mark.parametrize("example", EXAMPLES, ids=[f"{n}-{e.rule}" for n, e in enumerate(EXAMPLES)])
def test_silent_at_near_misses(example: Example):
    for changes in example.silent:
        assert [f.message for f in found(example.rule, changes, example.language)] == []


def test_every_rule_is_shown_firing_and_silent():
    families = {rule for rule in rules_of_the_room() if not rule.startswith("budget/")} - ELSEWHERE
    assert families == {e.rule for e in EXAMPLES if not e.rule.startswith("budget/")}
    assert families == {e.rule for e in EXAMPLES if e.silent and not e.rule.startswith("budget/")}


@pytest.mark.parametrize("key", sorted(BUDGETS))
def test_every_budget_of_the_model_fires_and_keeps_silent(key: str):
    def lengths(text: str) -> list[str]:
        reading = Reading(changed({}), Everywhere())
        vars(reading)["leaves"] = (Leaf(f"cases/forssa/{key}", text, key, Budget(40)),)
        return [f"{f.rule} {f.span}: {f.message}" for f in texts_within_budget(reading)]

    assert lengths("x" * 42) == [
        f"budget/{key} cases/forssa/{key}:1:1: {key} is 2 characters over its budget (42 of 40)"
    ]
    assert lengths("x" * 40) == []


def test_there_is_a_budget_rule_for_every_budget_of_the_model():
    assert set(BUDGETS) == budgeted_fields()
    assert {leaf.key for leaf in leaves(changed({})) if leaf.budget} <= set(BUDGETS)


def test_rules_have_a_summary_and_a_way_out():
    for key in sorted(rules_of_the_room()):
        assert RULES[key].summary.endswith("."), key
        assert RULES[key].help.endswith(("…", ".", "}", ")")), key
