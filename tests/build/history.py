"""A repository with a project in a folder of it, built for comparisons."""

from __future__ import annotations

from pathlib import Path

from booklet.build.run import build_project
from booklet.build.values import Request
from tests.build.small import prepare
from tests.repositories import commit, git, start_repository

HARBOUR = "content/cases/harbour-watch.yaml"
OLD_WORDS = "Neighbours walk the quay in the evening"
NEW_WORDS = "Neighbours stroll along the quay at dusk"
PRODUCT = "factsheets"
"""The one product that these tests build: two documents of one page."""


def replace_words(root: Path, old: str, new: str, path: str = HARBOUR) -> None:
    """Put other words into a file of a project."""
    text = (root / path).read_text()
    assert text.count(old) == 1
    (root / path).write_text(text.replace(old, new))


def write_history(top: Path) -> Path:
    """Three commits: the small project, other words in a case, and a file that no build reads.

    Returns the project's folder; its factsheets are built as of the last commit.
    """
    root = top / "booklets" / "small"
    prepare(root)
    (top / ".gitignore").write_text("build/\n.cache/\n")
    start_repository(top)
    commit(top, "First")
    replace_words(root, OLD_WORDS, NEW_WORDS)
    commit(top, "Second")
    (top / "README").write_text("Not of the project\n")
    commit(top, "Third")
    build_project(root, Request((PRODUCT,)))
    return root


def state_of(root: Path) -> dict[str, str]:
    """What must be the same after a comparison: all files but the cache's, and what git says."""
    top = Path(git(root, "rev-parse", "--show-toplevel").strip())
    cache = root / ".cache"
    files = (p for p in sorted(top.rglob("*")) if p.is_file() and cache not in p.parents)
    times = {
        str(path.relative_to(top)): f"{path.stat().st_mtime_ns} {path.stat().st_size}" for path in files
    }
    return {
        **times,
        "worktrees": git(root, "worktree", "list"),
        "status": git(root, "status", "--porcelain"),
    }
