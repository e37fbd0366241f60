"""What the print edition costs on top of the screen edition of the real booklet (see ``bench.py``).

Wall times of fresh processes with two jobs, with and without ``booklet-print``: from an empty cache, and
after one edited word. Runs alternate, medians count. Exits with 1 when a limit is passed.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent.parent
RUNS = 3
COLD_RATIO = 1.35
"""A build of both editions may take so many times as long as one for the screen."""

EDIT_SECONDS = 0.3
"""After one edited word, the print edition may take so much longer."""

FILE, BEFORE = "content/cases/anchor.yaml", "overview: |\n  "
WORDS = ("Today", "Here", "There")
EDITIONS = {"screen": ("booklet-screen",), "both": ("booklet-screen", "booklet-print")}


def main() -> int:
    times: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        projects = {name: Path(folder).resolve() / name for name in EDITIONS}
        for project in projects.values():
            for part in ("content", "assets", "layouts"):
                shutil.copytree(REPOSITORY / part, project / part)
        for word in WORDS[:RUNS]:
            for name, project in projects.items():
                shutil.rmtree(project / ".cache", ignore_errors=True)
                times.setdefault(f"cold {name}", []).append(_build(project, EDITIONS[name]))
            for name, project in projects.items():
                text = (project / FILE).read_text()
                assert BEFORE in text
                (project / FILE).write_text(text.replace(BEFORE, f"{BEFORE}{word} ", 1))
                times.setdefault(f"edit {name}", []).append(_build(project, EDITIONS[name]))
    for name, values in times.items():
        each = " ".join(f"{value:.2f}" for value in values)
        print(f"{name:<12} {statistics.median(values):6.2f} s   ({each})")
    medians = {name: statistics.median(values) for name, values in times.items()}
    ratio = medians["cold both"] / medians["cold screen"]
    more = medians["edit both"] - medians["edit screen"]
    print(f"print, cold: ratio {ratio:.3f}, limit {COLD_RATIO:.2f}{'  OVER' if ratio > COLD_RATIO else ''}")
    print(f"print, edit: {more:.2f} s, limit {EDIT_SECONDS:.2f} s{'  OVER' if more > EDIT_SECONDS else ''}")
    return int(ratio > COLD_RATIO or more > EDIT_SECONDS)


def _build(project: Path, products: tuple[str, ...]) -> float:
    arguments = ["-C", str(project), "-q", "build", *products, "--lang", "en", "--jobs", "2"]
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "booklet", *arguments],
        cwd=REPOSITORY,
        stdout=subprocess.DEVNULL,
        check=False,
    )
    seconds = time.perf_counter() - start
    if done.returncode not in (0, 1):  # findings on pages are no failure of a measurement
        sys.exit(f"the build ended with {done.returncode}")
    return seconds


if __name__ == "__main__":
    sys.exit(main())
