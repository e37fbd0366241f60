"""Severities that a publication wants: none lets a text vanish, and none is for a rule that is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from booklet.build.content import check_project, read_content
from booklet.build.rooms import import_rules
from booklet.findings import Finding, Report, Rule, Severity, is_fixed
from booklet.load.project import Loaded, load_project
from booklet.workspace import Workspace
from tests.projects import BOOKLET, NIGHT, write_project

OFF = "severity:\n" + "".join(
    f"  {family}/*: off\n"
    for family in ("yaml", "model", "file", "id", "markup", "chapter", "ref", "count")
)


def errors(root: Path, severity: str, **changes: str | None) -> list[Finding]:
    files = {f"content/cases/{name.replace('_', '-')}.yaml": text for name, text in changes.items()}
    write_project(root, {"content/booklet.yaml": BOOKLET + severity, **files})
    return list(check_project(root).errors)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (NIGHT.replace("title: Night walk", "titel: Night walk", 1), "model/missing-key"),
        (NIGHT.replace("id: night-walk", "id: [", 1), "yaml/syntax"),
        ("", "file/empty"),
        ("\x00", "file/control-character"),
        (None, "file/missing"),
    ],
)
def test_a_listed_case_cannot_vanish(text: str | None, wanted: str, tmp_path: Path) -> None:
    assert wanted in {f.rule for f in errors(tmp_path, OFF, night_walk=text)}


def test_the_last_gate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A case that is left out without any finding of its own stops the build all the same."""
    workspace = write_project(tmp_path, {"content/cases/night-walk.yaml": "id: night-walk\n"})

    def forget(workspace: Workspace) -> Loaded:
        loaded = load_project(workspace)
        kept = (f for f in loaded.report if f.rule != "model/missing-key")
        return Loaded(loaded.publication, Report.of(kept), loaded.spans, loaded.unread)

    monkeypatch.setattr("booklet.build.content.load_project", forget)
    severity = "severity: {file/*: off, count/*: off, term/*: off, ref/*: off, emblem/*: off}\n"
    workspace.write("content/booklet.yaml", (BOOKLET + severity).encode())
    report = read_content(workspace, ()).report
    assert [f.rule for f in report.errors] == ["file/unread"]


def test_an_unknown_rule_is_an_error_with_a_hint(tmp_path: Path) -> None:
    (found,) = [f for f in errors(tmp_path, "severity:\n  budgets/title: off\n") if "severity" in f.rule]
    assert (found.rule, found.help) == ("severity/unknown-rule", "Did you mean `budget/title`?")
    assert str(found.span).startswith("content/booklet.yaml:")
    assert found.span and found.span.line == len(BOOKLET.splitlines()) + 2


def test_fixed_errors_are_named(tmp_path: Path) -> None:
    severity = "severity: {model/*: off, model/range: error, file/not-listed: off, term/*: off}\n"
    write_project(tmp_path, {"content/booklet.yaml": BOOKLET + severity})
    report = check_project(tmp_path)
    assert [f.message for f in report if f.rule == "severity/fixed"] == [
        "errors of `model/*` stay errors: they cannot be weakened"
    ]


def test_only_errors_of_fixed_rules_resist() -> None:
    def report(rule: Rule) -> Report:
        return Report.of([rule.at(None, "x")])

    for rule in import_rules().values():
        left = report(rule).with_severities({rule.id: Severity.OFF})
        assert len(left) == (is_fixed(rule.id) and rule.severity is Severity.ERROR), rule.id
