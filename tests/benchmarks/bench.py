"""How fast a build is, against one big document, on the real booklet (``make bench``; not a test).

Each figure is the wall time of a fresh process, start-up included: the naive build (see ``naive.py``),
ours with an empty cache and two jobs, ours after one edited word, and ours when nothing has changed.
Runs alternate, medians count. Prints the ratios with their limits, then those of the sheets (see
``sheets.py``), of the print edition (``printing.py``) and of comparisons (``compare.py``); exits with 1
when one is over.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import compare
import printing
import sheets

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
RUNS = 3
LIMITS = {"cold": 0.75, "edit": 0.30, "unchanged": 0.15}
WORD = ("content/cases/anchor.yaml", "overview: |\n  ", "overview: |\n  {} ")


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder).resolve() / "project"
        for part in ("content", "assets", "layouts"):
            shutil.copytree(REPOSITORY / part, project / part)
        _build(project)
        choices = Path(folder) / "choices.json"
        choices.write_text(json.dumps(find_choices(project)))
        times: dict[str, list[float]] = {"naive": [], "cold": [], "edit": [], "unchanged": []}
        for run in range(RUNS):
            naive = [str(HERE / "naive.py"), str(project), str(choices), str(Path(folder) / "naive.pdf")]
            times["naive"].append(_time([sys.executable, *naive], project))
            shutil.rmtree(project / ".cache")
            times["cold"].append(_build(project))
            _edit(project, run)
            times["edit"].append(_build(project))
            times["unchanged"].append(_build(project))
    over = report({name: statistics.median(values) for name, values in times.items()}, times)
    return max(over, sheets.main(), printing.main(), compare.main([]))


def report(medians: dict[str, float], times: dict[str, list[float]]) -> int:
    """Print the table; 1 when a ratio is over its limit."""
    over = 0
    for name, seconds in medians.items():
        ratio = seconds / medians["naive"]
        limit = LIMITS.get(name)
        verdict = "" if limit is None else f"  ratio {ratio:.3f}, limit {limit:.2f}"
        if limit is not None and ratio > limit:
            verdict += "  OVER"
            over = 1
        each = " ".join(f"{value:.2f}" for value in times[name])
        print(f"{name:<10} {seconds:6.2f} s{verdict}   ({each})")
    return over


def find_choices(project: Path) -> dict[str, list[str]]:
    """The fit choices that a build took for every section, from its cache."""
    from booklet.build.make import digest_fonts
    from booklet.build.store import Snapshot, Store
    from booklet.build.tasks import figures_task, read_figure, read_typeset, typesetting_task
    from booklet.load.layout import load_layout
    from booklet.load.project import load_project
    from booklet.typeset.edition import Edition
    from booklet.typeset.figures.words import figure_words
    from booklet.typeset.sections import list_sections
    from booklet.workspace import Workspace

    workspace, store = Workspace(project), Store(project)
    snapshot, fonts = Snapshot(workspace), digest_fonts(workspace)
    publication = load_project(workspace).publication
    layout, _ = load_layout(workspace, "booklet")
    assert publication is not None and layout is not None

    words = figure_words(layout.labels_of("en"))
    drawn = store.find(figures_task(publication, words, fonts).key(), snapshot)
    assert drawn is not None
    edition = Edition(publication, layout, "en", workspace, lambda name: read_figure(drawn[0], name))
    chosen = {}
    for section in list_sections(publication):
        task = typesetting_task(section.compose(edition, {}), fonts, draft=True)
        found = store.find(task.key(), snapshot)
        assert found is not None, section.id
        chosen[section.id] = list(read_typeset(found[0]).pages.choices)
    return chosen


def _edit(project: Path, run: int) -> None:
    """Put one word into one case."""
    path, old, new = WORD
    file = project / path
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new.format(("Today", "Here", "There")[run]), 1))


def _build(project: Path) -> float:
    command = [
        sys.executable,
        "-m",
        "booklet",
        "-C",
        str(project),
        "-q",
        "build",
        "booklet-screen",
        "--lang",
        "en",
        "--jobs",
        "2",
    ]
    return _time(command, project)


def _time(command: list[str], project: Path) -> float:
    start = time.perf_counter()
    code = subprocess.run(
        command,
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        stdout=subprocess.DEVNULL,
        check=False,
    ).returncode
    seconds = time.perf_counter() - start
    if code not in (0, 1):  # findings on pages are no failure of a measurement
        sys.exit(f"{' '.join(command)} ended with {code}")
    return seconds


if __name__ == "__main__":
    sys.exit(main())
