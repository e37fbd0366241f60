"""Measures what waiting feels like: ``make bench``. Works on a copy, so nothing here is built or cached.

Prints a Markdown table of wall-clock seconds: the help text, a check, the first build, a build with nothing
to do, and the build after one word of one case was changed.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
CONTENT = ("assets", "content", "layouts")


def booklet(project: Path, *arguments: str) -> None:
    """Run the program on a project; findings (exit code 1) are no failure of a measurement."""
    command = [sys.executable, "-m", "booklet", "-C", str(project), *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"booklet {' '.join(arguments)} ended with {done.returncode}:\n{done.stderr[-2000:]}")


def change_a_word(project: Path) -> None:
    """Change one word in the overview of the first case."""
    case = min((project / "content" / "cases").glob("*.yaml"))
    before, mark, after = case.read_text("utf-8").partition("overview: |\n  ")
    word, space, rest = after.partition(" ")
    case.write_text(f"{before}{mark}{word}{space}indeed {rest}", "utf-8")


def main() -> None:
    """Take each measurement once, in the order in which an editor meets them."""
    with tempfile.TemporaryDirectory(prefix="booklet-bench-") as folder:
        project = Path(folder)
        for name in CONTENT:
            shutil.copytree(ROOT / name, project / name)
        steps: list[tuple[str, Callable[[], None]]] = [
            ("booklet --help", lambda: booklet(project, "--help")),
            ("booklet check", lambda: booklet(project, "check")),
            ("first build", lambda: booklet(project, "build")),
            ("build with nothing to do", lambda: booklet(project, "build")),
            ("build after one edit", lambda: (change_a_word(project), booklet(project, "build"))[1]),
        ]
        print("| what | seconds |\n|---|---:|")
        for name, step in steps:
            begin = time.perf_counter()
            step()
            print(f"| {name} | {time.perf_counter() - begin:.2f} |", flush=True)


if __name__ == "__main__":
    main()
