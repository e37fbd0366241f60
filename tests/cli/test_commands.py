"""Every command: its options, what it says and where, and its exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
import yaml

from booklet.build.values import EngineError, Kind, Outcome, Output, State, TaskState, ToolError
from booklet.cli import app as app_module
from booklet.cli import build as build_module
from booklet.cli.app import COMMANDS, app, find_root
from booklet.cli.entry import run
from booklet.cli.exits import Exit
from booklet.findings import RULES, Finding, Report, Severity, Span
from booklet.workspace import Workspace
from tests.build.small import SETTINGS, call, command
from tests.projects import replaced, write_project

QUIET_SETTINGS = {
    "content/booklet.yaml": SETTINGS.replace("severity:\n", "severity:\n  colour/distance: off\n", 1)
}
OUTPUT = Output("booklet-screen", "en", "build/en/booklet-screen.pdf", "a" * 64, 12, 3456)


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    """A project about which there is nothing to say."""
    write_project(tmp_path, QUIET_SETTINGS)
    return tmp_path


NAMED = {"fit": ["a-case"], "diff": ["old", "new"], "verify": ["."]}
"""The arguments that a command cannot do without."""


def defaults(name: str) -> dict[str, object]:
    """The values that a command gets when it is called without options."""
    found = app.get_command(click.Context(app), name)
    assert found is not None
    return found.make_context(name, NAMED.get(name, [])).params


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "build",
            {
                "products": (),
                "languages": (),
                "cases": (),
                "missing": "english",
                "stale": "keep",
                "jobs": None,
                "printed": False,
                "strict": False,
                "as_json": False,
            },
        ),
        ("check", {"languages": (), "form": "text", "strict": False}),
        ("clean", {}),
        (
            "diff",
            {
                "old": "old",
                "new": "new",
                "html": None,
                "as_json": False,
                "redline": None,
                "content": False,
                "ignored": (),
                "languages": (),
                "products": (),
                "jobs": None,
            },
        ),
        ("doctor", {}),
        ("fit", {"case": "a-case", "languages": (), "as_json": False}),
        ("rules", {"markdown": False}),
        ("schema", {}),
        ("verify", {"folder": Path("."), "revision": "", "jobs": None, "as_json": False}),
    ],
)
def test_defaults(name: str, expected: dict[str, object]) -> None:
    assert defaults(name) == expected


def test_defaults_cover_every_command() -> None:
    assert COMMANDS == (
        "build",
        "check",
        "clean",
        "diff",
        "doctor",
        "fit",
        "new",
        "preflight",
        "press",
        "rules",
        "schema",
        "translate",
        "verify",
    )


def test_defaults_of_the_global_options() -> None:
    found = app.make_context("booklet", ["check"]).params
    assert found == {
        "folder": None,
        "quiet": False,
        "verbose": False,
        "no_progress": False,
        "colour": "auto",
    }
    assert {o for p in app.params for o in p.opts} >= {"-C", "-q", "-v", "--no-progress", "--color"}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([name, "--help"]) == Exit.FINE
    assert len(capsys.readouterr().out) > 60


@pytest.mark.parametrize(
    "arguments",
    [
        ["unknown"],
        ["build", "--unknown"],
        ["build", "no-such-product"],
        ["build", "--lang", "xx"],
        ["build", "--case", "nowhere"],
        ["build", "booklet-screen", "--case", "night-walk"],
        ["build", "--jobs", "0"],
        ["check", "--format", "xml"],
        ["check", "--lang", "xx"],
        ["-C", "/no/such/folder", "check"],
        ["--color", "sometimes", "check"],
        ["new", "case", "Not An Id"],
        ["new", "language", "fi"],
    ],
)
def test_usage_errors(clean: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    given = arguments if arguments[0].startswith("-") else ["-C", str(clean), *arguments]
    assert run(given) == Exit.USAGE
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "rror" in captured.err
    assert "Traceback" not in captured.err


def test_a_clean_project_is_fine(clean: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-C", str(clean), "check"]) == Exit.FINE
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "error[" not in captured.err


def test_errors_are_shown_with_their_line(clean: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = "content/cases/night-walk.yaml"
    write_project(clean, {**QUIET_SETTINGS, **replaced(path, "kind: people", "kind: peopel")})
    assert run(["-C", str(clean), "check"]) == Exit.FINDINGS
    captured = capsys.readouterr()
    assert captured.out == ""
    assert f"{path}:23:30: error[id/unknown]: there is no kind of actor `peopel`" in captured.err
    assert "   23 |   - {name: Volunteers, kind: peopel}" in captured.err
    assert "help: Did you mean `people`?" in captured.err
    assert "1 error" in captured.err


def test_quiet_shows_errors_only(clean: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-C", str(clean), "-q", "check"]) == Exit.FINE
    assert capsys.readouterr().err == ""


def test_check_as_json(clean: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changes = replaced("content/cases/night-walk.yaml", "kind: people", "kind: peopel")
    write_project(clean, {**QUIET_SETTINGS, **changes})
    assert run(["-C", str(clean), "check", "--format", "json"]) == Exit.FINDINGS
    captured = capsys.readouterr()
    value = json.loads(captured.out)
    assert value["errors"] == 1
    found = next(f for f in value["findings"] if f["severity"] == "error")
    assert (found["file"], found["line"], found["rule"]) == (
        "content/cases/night-walk.yaml",
        23,
        "id/unknown",
    )
    assert captured.err == ""


def test_check_for_code_reviews(clean: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changes = replaced("content/cases/night-walk.yaml", "kind: people", "kind: peopel")
    write_project(clean, {**QUIET_SETTINGS, **changes})
    assert run(["-C", str(clean), "check", "--format", "github"]) == Exit.FINDINGS
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("::error file=content/cases/night-walk.yaml,line=23,") for line in lines)


def test_strict_counts_warnings(clean: Path) -> None:
    extra = {"content/cases/notes.txt": "not read"}
    write_project(clean, {**QUIET_SETTINGS, **extra})
    assert run(["-C", str(clean), "check"]) == Exit.FINE
    assert run(["-C", str(clean), "check", "--strict"]) == Exit.FINDINGS


@pytest.mark.parametrize("arguments", [["check"], ["build", "--jobs", "1"], ["schema"], ["clean"]])
def test_a_folder_without_publication_cannot_be_read(
    tmp_path: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-C", str(tmp_path), *arguments]) == Exit.UNREADABLE
    assert "content/booklet.yaml" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_errors_stop_a_build(clean: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changes = replaced("content/cases/night-walk.yaml", "kind: people", "kind: peopel")
    write_project(clean, {**QUIET_SETTINGS, **changes})
    assert run(["-C", str(clean), "build", "--json", "--jobs", "1"]) == Exit.FINDINGS
    captured = capsys.readouterr()
    assert json.loads(captured.out)["outputs"] == []
    assert "nothing was built" in captured.err
    assert not (clean / "build").exists()


def outcome(*findings: Finding) -> Outcome:
    return Outcome((OUTPUT,), (TaskState("x", Kind.SECTION, State.MADE),), Report.of(findings))


def test_a_build_ends_with_a_table(
    clean: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build_module, "build_project", lambda *_: outcome())
    assert run(["-C", str(clean), "build"]) == Exit.FINE
    captured = capsys.readouterr()
    assert captured.out == ""
    lines = captured.err.splitlines()
    assert lines[0].split() == ["product", "language", "file", "pages", "size"]
    assert lines[1].split() == ["booklet-screen", "en", OUTPUT.path, "12", "3", "kB"]
    assert "1 of 1 tasks done" in lines[2]


def test_a_build_as_json(
    clean: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    warning = Finding("a/b", Severity.WARNING, "text", Span("content/x.yaml"))
    monkeypatch.setattr(build_module, "build_project", lambda *_: outcome(warning))
    assert run(["-C", str(clean), "-q", "build", "--json"]) == Exit.FINE
    captured = capsys.readouterr()
    value = json.loads(captured.out)
    assert captured.err == ""
    assert set(value.pop("timing")) == {"seconds"}
    assert value["exit"] == 0
    assert value["outputs"][0]["pages"] == 12
    assert value["tasks"] == [{"id": "x", "kind": "section", "state": "made"}]
    assert run(["-C", str(clean), "build", "--strict"]) == Exit.FINDINGS


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (EngineError("cases/x", "it tripped", "Traceback: …"), Exit.ENGINE, "error: cases/x: it tripped"),
        (ToolError("Pango cannot be loaded"), Exit.MISSING_TOOL, "booklet doctor"),
        (OSError(28, "No space left on device"), Exit.ENGINE, "No space left"),
        (ValueError("surprise"), Exit.BUG, "a fault of booklet itself: ValueError: surprise"),
        (KeyboardInterrupt(), Exit.INTERRUPTED, "interrupted"),
    ],
)
def test_exit_codes_of_failures(
    clean: Path,
    error: BaseException,
    code: Exit,
    words: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> Outcome:
        raise error

    monkeypatch.setattr(build_module, "build_project", fail)
    assert run(["-C", str(clean), "build"]) == code
    err = capsys.readouterr().err
    assert words in err
    assert "Traceback" not in err
    if code in (Exit.BUG, Exit.ENGINE) and not isinstance(error, OSError):
        run(["-v", "-C", str(clean), "build"])
        assert "Traceback" in capsys.readouterr().err


def test_exit_codes_have_their_numbers() -> None:
    assert [int(code) for code in Exit] == [0, 1, 2, 3, 4, 5, 70, 74, 130]


def test_schemas_are_written(clean: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-C", str(clean), "schema"]) == Exit.FINE
    schema = json.loads((clean / "content/schema/case.schema.json").read_text())
    assert schema["type"] == "object"
    assert "unchanged" not in capsys.readouterr().err
    assert run(["-C", str(clean), "schema"]) == Exit.FINE
    assert "(unchanged)" in capsys.readouterr().err


def test_a_new_case_is_a_file_to_fill_in(clean: Path) -> None:
    assert run(["-C", str(clean), "new", "case", "town-square"]) == Exit.FINE
    path = clean / "content/cases/town-square.yaml"
    text = path.read_text()
    assert text.startswith("# yaml-language-server: $schema=../schema/case.schema.json\n")
    assert yaml.safe_load(text)["id"] == "town-square"
    assert run(["-C", str(clean), "new", "case", "town-square"]) == Exit.USAGE
    assert path.read_text() == text


def test_the_skeleton_has_every_key_of_a_case() -> None:
    from booklet.cli.new import CASE
    from booklet.model.case import Case

    for key in Case.model_fields:
        assert f"\n{key}:" in CASE or f"\n# {key}:" in CASE, key


def test_a_filled_in_skeleton_is_a_case(clean: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["-C", str(clean), "-q", "new", "case", "town-square"])
    text = (clean / "content/cases/town-square.yaml").read_text("utf-8")
    settings = {"content/booklet.yaml": SETTINGS.replace("night-walk]", "night-walk, town-square]")}
    write_project(clean, {**settings, "content/cases/town-square.yaml": text.replace("…", "Words")})
    run(["-C", str(clean), "check", "--format", "json"])
    value = json.loads(capsys.readouterr().out)
    errors = [
        f for f in value["findings"] if f["severity"] == "error" and "town-square" in (f["file"] or "")
    ]
    assert [e for e in errors if e["rule"].startswith(("model/", "yaml/", "file/", "id/"))] == []


def test_rules_are_listed(clean: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules"]) == Exit.FINE
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(RULES) > 40
    assert lines == sorted(lines)
    assert run(["rules", "--markdown"]) == Exit.FINE
    text = capsys.readouterr().out
    assert "## typeset" in text
    assert all(f"`{key}`" in text for key in RULES)


def test_doctor_finds_a_missing_font(clean: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-C", str(clean), "doctor"]) == Exit.MISSING_TOOL
    out = capsys.readouterr().out
    assert "missing  Sofia Sans" in out
    assert "restore assets/fonts/SofiaSans-Bold.ttf" in out
    assert "ok       pango" in out


def test_doctor_is_content_here(capsys: pytest.CaptureFixture[str]) -> None:
    repository = Path(app_module.__file__).resolve().parents[2]
    assert run(["-C", str(repository), "doctor"]) == Exit.FINE
    assert "missing" not in capsys.readouterr().out


def test_doctor_says_how_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from booklet.build import health

    monkeypatch.setitem(health.LIBRARIES, "pango", lambda: "")  # type: ignore[arg-type]
    monkeypatch.setattr(health.shutil, "which", lambda _: None)
    assert run(["doctor"]) == Exit.MISSING_TOOL
    out = capsys.readouterr().out
    for words in (
        "apt install libpango-1.0-0",
        "brew install pango",
        "dnf install pango",
        "apt install ghostscript",
    ):
        assert words in out


def test_clean_says_what_it_removed(clean: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Workspace(clean).write(".cache/booklet/records/x.json", b"{}")
    assert run(["-C", str(clean), "clean"]) == Exit.FINE
    assert "removed .cache/booklet" in capsys.readouterr().err
    assert run(["-C", str(clean), "clean"]) == Exit.FINE
    assert "nothing to remove" in capsys.readouterr().err


def test_the_project_is_found_from_a_folder_in_it(clean: Path) -> None:
    assert find_root(clean / "content/cases") == clean.resolve()
    assert find_root(Path("/")) == Path("/")


def test_colours_only_when_wanted(clean: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changes = replaced("content/cases/night-walk.yaml", "kind: people", "kind: peopel")
    write_project(clean, {**QUIET_SETTINGS, **changes})
    run(["-C", str(clean), "check"])
    assert "\x1b" not in capsys.readouterr().err
    run(["-C", str(clean), "--color", "always", "check"])
    assert "\x1b[1;31merror[id/unknown]\x1b[0m" in capsys.readouterr().err


def test_starting_loads_no_engine(clean: Path) -> None:
    heavy = "('pydantic', 'weasyprint', 'jinja2', 'matplotlib', 'pikepdf', 'rich', 'yaml')"
    code = f"""
import sys
from booklet.cli.entry import run
code = run(["--help"])
assert not [name for name in {heavy} if name in sys.modules]
code = run(["-C", sys.argv[1], "-q", "check"])
assert not [name for name in ("weasyprint", "matplotlib", "pikepdf") if name in sys.modules]
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(clean)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_closed_pipe_is_no_error() -> None:
    with subprocess.Popen(command("rules"), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_piped_progress_is_one_plain_line_a_step(tmp_path: Path) -> None:
    code, out, err = call("-C", str(tmp_path), "build", NO_COLOR="1")
    assert code == Exit.UNREADABLE
    assert out == ""
    assert err.splitlines()[0] == "Reading the content"
    assert "\x1b" not in err
    _, _, err = call("-C", str(tmp_path), "--no-progress", "build")
    assert "Reading the content" not in err


def test_the_python_interface_is_cheap_to_import() -> None:
    code = """
import sys, booklet
assert not [name for name in sys.modules if name.startswith("booklet.")]
assert booklet.Request().jobs == 1
assert callable(booklet.build_project) and callable(booklet.check_project)
for name in booklet.__all__:
    getattr(booklet, name)
try:
    booklet.nonsense
except AttributeError as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env=os.environ
    )
    assert "no attribute 'nonsense'" in done.stdout, done.stderr
