"""The files for continuous integration that users copy: well-formed, harmless, in step with the program."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from booklet.cli.app import COMMANDS, app
from tests.repositories import commit, git, start_repository
from tests.sources import ROOT

WORKFLOW = ROOT / ".github/workflows/booklet.yml"
HOOKS = ROOT / ".pre-commit-hooks.yaml"
HOOK = ROOT / ".ci/pre-commit"


@pytest.fixture(scope="module")
def workflow() -> dict[str, Any]:
    # BaseLoader leaves all scalars as they are written: `on` stays a word.
    loaded: dict[str, Any] = yaml.load(WORKFLOW.read_text("utf-8"), yaml.BaseLoader)
    return loaded


@pytest.fixture(scope="module")
def steps(workflow: dict[str, Any]) -> list[dict[str, Any]]:
    (job,) = workflow["jobs"].values()
    assert job["runs-on"].startswith("ubuntu-") and int(job["timeout-minutes"]) <= 60
    return list(job["steps"])


def test_it_runs_for_pull_requests_and_may_only_read(workflow: dict[str, Any]) -> None:
    assert set(workflow) == {"name", "on", "permissions", "concurrency", "jobs"}
    assert set(workflow["on"]) == {"pull_request", "push"}  # not pull_request_target, which holds secrets
    assert workflow["permissions"] == {"contents": "read"}


def test_every_step_is_an_action_or_a_script(steps: list[dict[str, Any]]) -> None:
    known = {"name", "uses", "with", "run", "if", "env", "id"}
    for step in steps:
        assert set(step) <= known and ("uses" in step) != ("run" in step)
        assert re.fullmatch(r"actions/[a-z-]+@v\d+", step.get("uses", "actions/x@v1"))


def test_it_checks_builds_compares_and_hands_over(steps: list[dict[str, Any]]) -> None:
    scripts = [step.get("run", "") for step in steps]
    order = ["make setup", "booklet check", "booklet build", "booklet diff"]
    places = [next(i for i, text in enumerate(scripts) if words in text) for words in order]
    assert places == sorted(places)
    upload = steps[-1]
    assert upload["uses"].startswith("actions/upload-artifact@") and "build/" in upload["with"]["path"]
    assert "--html build/changes.html" in scripts[places[-1]]
    assert steps[0]["with"]["fetch-depth"] == "0"


def test_its_commands_exist(steps: list[dict[str, Any]]) -> None:
    used = [m for s in steps for m in re.findall(r"^\s*booklet (\w+)(.*)$", s.get("run", ""), re.MULTILINE)]
    assert {name for name, _ in used} == {"check", "build", "diff"} <= set(COMMANDS)
    for name, rest in used:
        found = app.get_command(click.Context(app), name)
        assert found is not None
        options = {option for parameter in found.params for option in parameter.opts}
        assert set(re.findall(r"--[a-z]+", rest)) <= options


def test_nothing_of_a_stranger_reaches_a_shell(steps: list[dict[str, Any]]) -> None:
    for step in steps:
        assert "${{" not in step.get("run", "")


def test_scripts_are_scripts(steps: list[dict[str, Any]]) -> None:
    for script in [*(step["run"] for step in steps if "run" in step), HOOK.read_text("utf-8")]:
        subprocess.run(["bash", "-n"], input=script, text=True, check=True)


def test_hooks_of_the_framework() -> None:
    (hook,) = yaml.safe_load(HOOKS.read_text("utf-8"))
    assert {"id", "name", "entry", "language"} <= set(hook)
    assert hook["entry"].split()[:2] == ["booklet", "check"] and hook["pass_filenames"] is False
    wanted = re.compile(hook["files"])
    assert wanted.search("content/cases/x.yaml") and wanted.search("a/b/layouts/x.css")
    assert not wanted.search("README.md")


@pytest.mark.parametrize(
    ("code", "path", "committed"), [(0, "content/a", True), (1, "content/a", False), (1, "b", True)]
)
def test_the_hook_of_git(tmp_path: Path, code: int, path: str, committed: bool) -> None:
    start_repository(tmp_path)
    (tmp_path / "README").write_text("x")
    commit(tmp_path, "First")
    program = tmp_path / ".venv/bin/booklet"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\n[ "$*" = "-q check" ] && exit {code}\nexit 99\n')
    program.chmod(0o755)
    hook = tmp_path / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_bytes(HOOK.read_bytes())
    hook.chmod(0o755)
    (tmp_path / path).parent.mkdir(exist_ok=True)
    (tmp_path / path).write_text("x")
    git(tmp_path, "add", "--", path)
    done = subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-q", "-m", "x"],
        cwd=tmp_path,
        env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull},
        capture_output=True,
        check=False,
    )
    assert (done.returncode == 0) is committed
