"""Who may touch what: layers, engines, files, people, clock and environment, and the size of things."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.sources import Module, modules, read_module, run

MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 60

ENGINES = {
    "weasyprint": ("typeset/engine.py", "typeset/boxes.py", "typeset/fit.py", "typeset/lines.py"),
    "pikepdf": ("press/", "compare/"),
    "pyphen": ("typeset/hyphenation.py",),
    "pypdfium2": ("press/", "compare/"),
    "rapidfuzz": ("compare/",),
    "matplotlib": ("typeset/figures/",),
    "docx": ("word/",),
    "lxml": ("word/",),
    "yaml": ("load/",),
    "typer": ("cli/",),
    "click": ("cli/",),
    "rich": ("cli/",),
}
"""Library → the only places in booklet/ that may know it."""


def test_files_and_functions_stay_short() -> None:
    long = [f"{m.path}: {n} lines" for m in modules() if (n := len(m.text.splitlines())) >= MAX_FILE_LINES]
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length >= MAX_FUNCTION_LINES:
                    long.append(f"{module.path}:{node.lineno}: {node.name} has {length} lines")
    assert not long, "\n".join(long)


def test_rooms_keep_to_their_layers() -> None:
    """The contracts of import-linter in pyproject.toml hold."""
    linter = run(str(Path(sys.executable).with_name("lint-imports")), "--no-cache")
    assert linter.returncode == 0, linter.stdout + linter.stderr


def test_engines_are_known_only_where_they_belong() -> None:
    found = [
        f"{module.path}:{line}: {name}"
        for module in modules()
        for name, line in module.imports()
        if (places := ENGINES.get(name.partition(".")[0])) and not module.path.startswith(places)
    ]
    assert not found, "\n".join(found)


OPENS = re.compile(
    r"open|(?:io|os|codecs)\.open|tempfile\.\w+|zipfile\.ZipFile|shutil\.(?:copy\w*|move|make_archive)"
    r"|os\.(?:rename|replace|makedirs|mkdir)"
    r"|(?!booklet\.|pikepdf\.|PIL\.|webbrowser\.)\S+"
    r"\.(?:open|read_text|read_bytes|write_text|write_bytes|mkdir|touch)"
)
"""Dotted names that read or write files (a method counts whatever it is called on)."""

REMOVES = re.compile(
    r"shutil\.rmtree|os\.(?:remove|unlink|rmdir|listdir|scandir|walk)|\S+\.(?:unlink|rmdir|iterdir|rglob)"
)
"""Dotted names that list or remove files."""

SPEAKS = re.compile(
    r"print|input|exit|quit|sys\.(?:exit|stdin|stdout|stderr)(?:\.\w+)*|os\._exit|SystemExit"
)
AMBIENT = re.compile(
    r"os\.(?:environb?|getenv|putenv|urandom|getpid|getcwd|uname)(?:\.\w+)*"
    r"|(?:random|uuid|secrets|getpass|socket)\.\S+"
    r"|(?:datetime\.)*(?:datetime|date)\.(?:now|utcnow|today)"
    r"|time\.(?:time|time_ns|localtime|gmtime|ctime|strftime)|pathlib\.Path\.(?:cwd|home)"
)

Allowed = Mapping[tuple[str, str], str]
"""(place in booklet/, dotted name or its last part, or "" for all) → why it may."""

OPENS_ALLOWED: Allowed = {
    ("workspace.py", ""): "the gate itself",
    ("cli/entry.py", "os.open"): "the null device takes the place of a closed pipe",
    (
        "build/run.py",
        "tempfile.mkdtemp",
    ): "fontconfig’s settings, while a build runs",
    ("build/revisions.py", "tempfile.mkdtemp"): "a revision is checked out beside the project",
    ("build/revisions.py", "tree.mkdir"): "a revision is checked out beside the project",
    ("word/", "zipfile.ZipFile"): "an archive in memory, whose bytes the gate reads and writes",
    ("word/", "archive.open"): "a part of an archive in memory",
    ("press/preflight/ink.py", "TemporaryDirectory"): "Ghostscript writes plates into a folder",
    ("press/", "read_bytes"): "pikepdf’s word for the bytes of a PDF stream; the engine’s ICC profile",
    ("compare/", "read_bytes"): "pikepdf’s word for the bytes of a PDF stream",
}
REMOVES_ALLOWED: Allowed = {
    ("workspace.py", ""): "the gate itself",
    ("build/", ""): "old outputs and old cache records are removed by what made them",
}
SPEAKS_ALLOWED: Allowed = {
    ("cli/", ""): "the command line is where the program meets people",
    ("__main__.py", ""): "the entry hands the exit code over",
    ("press/preflight/child.py", "sys.stdin.buffer.read"): "a file is handed to a process of its own",
    ("build/executor.py", "os._exit"): "a worker whose parent was killed has nobody left to report to",
}
AMBIENT_ALLOWED: Allowed = {
    ("cli/", ""): "the command line reads the environment and the clock, and hands on values",
    (
        "build/executor.py",
        "os.environ.update",
    ): "fontconfig is steered by variables: they are set, never read",
    ("build/forkserver.py", "os.environ.update"): "its workers inherit the variables of fontconfig",
    ("build/revisions.py", "os.environ.items"): "git is called without what it sets for hooks",
    ("build/run.py", "os.environ"): "the variables of fontconfig are put back as they were",
    ("build/run.py", "os.environ.get"): "the variables of fontconfig are put back as they were",
    ("build/run.py", "os.environ.pop"): "the variables of fontconfig are put back as they were",
}


def uses(pattern: re.Pattern[str], allowed: Allowed, module: Module) -> list[str]:
    """The places of a module that use a name of the pattern without leave."""

    def may(name: str) -> bool:
        return any(
            module.path.startswith(place) and (not last or f".{name}".endswith(f".{last}"))
            for place, last in allowed
        )

    found = ((name, line) for name, line in module.uses() if pattern.fullmatch(name))
    return [f"{module.path}:{line}: {name}" for name, line in found if not may(name)]


@pytest.mark.parametrize(
    ("pattern", "allowed"),
    [
        (OPENS, OPENS_ALLOWED),
        (REMOVES, REMOVES_ALLOWED),
        (SPEAKS, SPEAKS_ALLOWED),
        (AMBIENT, AMBIENT_ALLOWED),
    ],
    ids=[
        "files are opened",
        "files are removed",
        "people are spoken to",
        "clock, chance and environment are read",
    ],
)
def test_only_where_it_belongs(pattern: re.Pattern[str], allowed: Allowed) -> None:
    found = [place for module in modules() for place in uses(pattern, allowed, module)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("open('x')", "opens"),
        ("Path('x').read_text()", "opens"),
        ("from tempfile import mkstemp\nmkstemp()", "opens"),
        ("import pikepdf\npikepdf.open(stream)", ""),
        ("print('x')", "speaks"),
        ("import sys\nsys.stderr.write('x')", "speaks"),
        ("import os\nos.environ['X']", "ambient"),
        ("from os import environ\nenviron['X']", "ambient"),
        ("from datetime import datetime as d\nd.now()", "ambient"),
        ("Path('x').unlink()", "removes"),
        ("import uuid\nuuid.uuid4()", "ambient"),
        ("import datetime\ndatetime.date(2026, 1, 1)", ""),
        ("text.replace('a', 'b')", ""),
    ],
)
def test_the_scan_sees_what_it_should(line: str, fault: str) -> None:
    module = read_module("typeset/x.py", line)
    seen = {
        "opens": uses(OPENS, OPENS_ALLOWED, module),
        "removes": uses(REMOVES, REMOVES_ALLOWED, module),
        "speaks": uses(SPEAKS, SPEAKS_ALLOWED, module),
        "ambient": uses(AMBIENT, AMBIENT_ALLOWED, module),
    }
    assert [name for name, places in seen.items() if places] == ([fault] if fault else [])
