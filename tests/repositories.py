"""Git repositories for tests."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

SETTINGS = (
    "user.name=Ada Example",
    "user.email=ada@example.org",
    "init.defaultBranch=main",
    "commit.gpgSign=false",
    "gc.auto=0",
)
DATE = "2026-01-15T12:00:00+00:00"


def git(folder: Path, *arguments: str) -> str:
    """What git prints, with nobody's settings but those of tests."""
    settings = [part for setting in SETTINGS for part in ("-c", setting)]
    own = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    fixed = {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "LC_ALL": "C",
        "GIT_OPTIONAL_LOCKS": "0",
    }
    dates = {"GIT_AUTHOR_DATE": DATE, "GIT_COMMITTER_DATE": DATE}
    done = subprocess.run(
        ["git", *settings, *arguments],
        cwd=folder,
        env={**own, **fixed, **dates},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def start_repository(folder: Path) -> None:
    """An empty repository."""
    git(folder, "init", "-q")


def commit(folder: Path, message: str) -> str:
    """Commit everything; the commit's id."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", message)
    return git(folder, "rev-parse", "HEAD").strip()
