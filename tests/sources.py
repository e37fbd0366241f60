"""The sources of the repository, read once for the tests that judge them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.programs import missing

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Module:
    """One module of the program: its path below booklet/, its text and its syntax tree."""

    path: str
    text: str
    tree: ast.Module

    def uses(self) -> Iterator[tuple[str, int]]:
        """Every dotted name that is used, with imported names spelled out, and its line."""
        origin = dict(_imported_names(self.tree))
        inner = {id(node.value) for node in ast.walk(self.tree) if isinstance(node, ast.Attribute)}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Name | ast.Attribute) and id(node) not in inner:
                dotted = _dotted(node)
                first, _, rest = dotted.partition(".")
                full = origin.get(first, first)
                yield (f"{full}.{rest}" if rest else full), node.lineno

    def imports(self) -> Iterator[tuple[str, int]]:
        """Every imported module with its line, wherever in the file it is imported."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((alias.name, node.lineno) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                yield node.module, node.lineno


def _dotted(node: ast.expr) -> str:
    """``a.b.c`` for names and attributes; an expression that is neither becomes ``?``."""
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"


def _imported_names(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ((alias.asname or alias.name, f"{node.module}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.asname, alias.name) for alias in node.names if alias.asname)


def read_module(path: str, text: str) -> Module:
    return Module(path, text, ast.parse(text))


@cache
def modules() -> tuple[Module, ...]:
    base = ROOT / "booklet"
    return tuple(
        read_module(p.relative_to(base).as_posix(), p.read_text("utf-8"))
        for p in sorted(base.rglob("*.py"))
    )


@cache
def tracked() -> tuple[str, ...]:
    """Paths of all files under version control."""
    try:
        listing = run("git", "-c", f"safe.directory={ROOT}", "ls-files", "-z")
    except FileNotFoundError:
        missing("git is not installed")
        raise
    if listing.returncode:
        missing("this is not a git clone")
    return tuple(path for path in listing.stdout.split("\0") if path)


def read(path: str) -> str:
    """The text of a file of the repository."""
    return (ROOT / path).read_text("utf-8")


def run(*command: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """A program run in the root of the repository; the caller judges its exit code."""
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
