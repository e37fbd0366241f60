"""How fast sheets are made, against a loop that calls the engine once a file, and how flat memory stays.

Each time is the wall time of a fresh process, start-up included: all factsheets and infographics with an
empty cache and two jobs (pictures left out, since the loop makes none), alternating with the loop. Then one
worker sets 500 sheets, and its memory is looked at on the way. Exits with 1 when a limit is passed.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
RUNS = 3
RATIO = 0.6
SHEETS = 500
GROWTH = 1.10
"""The memory after all sheets may be this many times that after the first hundred."""


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        project = Path(name).resolve() / "project"
        for part in ("content", "assets", "layouts"):
            shutil.copytree(REPOSITORY / part, project / part)
        layout = project / "layouts/infographic/layout.yaml"
        lines = (line for line in layout.read_text().splitlines() if not line.startswith("picture_px"))
        layout.write_text("\n".join(lines) + "\n")
        steps = Path(name) / "steps.json"
        steps.write_text(json.dumps(_steps(project)))
        folder = Path(name) / "loop"
        folder.mkdir()
        loop = [sys.executable, str(HERE / "naive_sheets.py"), str(project), str(steps), str(folder)]
        times: dict[str, list[float]] = {"loop": [], "sheets": []}
        for _ in range(RUNS):
            times["loop"].append(_time(loop))
            shutil.rmtree(project / ".cache")
            times["sheets"].append(_time(_command(project)))
        ratio = statistics.median(times["sheets"]) / statistics.median(times["loop"])
        for kind, values in times.items():
            each = " ".join(f"{value:.2f}" for value in values)
            print(f"{kind:<10} {statistics.median(values):6.2f} s   ({each})")
        print(f"ratio {ratio:.3f}, limit {RATIO:.2f}{'  OVER' if ratio > RATIO else ''}")
        growth = int(subprocess.run(_memory_command(project), check=False, cwd=REPOSITORY).returncode)
        return int(ratio > RATIO or growth != 0)


def measure_memory(project: Path) -> int:
    """Set sheets in this process as a worker does; 1 when its memory grows."""
    from booklet.build.make import digest_fonts
    from booklet.build.sheets import COMPOSERS
    from booklet.build.tasks import SheetSubject, Task, Workbench, typesetting_only
    from booklet.build.values import Kind
    from booklet.load.layout import load_layout_of
    from booklet.load.project import load_project
    from booklet.model.layout import SheetLayout
    from booklet.press.parts import DocumentInfo
    from booklet.typeset.edition import Edition
    from booklet.typeset.figures import draw_figure
    from booklet.typeset.fonts import font_environment
    from booklet.workspace import Workspace

    workspace = Workspace(project)
    os.environ.update(font_environment(project, project / ".cache" / "booklet"))
    publication = load_project(workspace).publication
    assert publication is not None
    fonts, bench = digest_fonts(workspace), Workbench(Workspace(project))
    settings = publication.settings
    info = DocumentInfo("Sheet", ("A",), "", (), "en-GB", settings.date)
    tasks = []
    for kind, compose in COMPOSERS.items():
        layout, _ = load_layout_of(workspace, kind, SheetLayout)
        assert layout is not None
        folders = (f"layouts/{kind}", ("layouts/booklet",))
        edition = Edition(publication, layout, "en", workspace, draw_figure, *folders)  # type: ignore[arg-type]
        for case in publication.cases:
            composition = compose(edition, case)
            subject = SheetSubject(typesetting_only(composition), composition.bookmarks, info)
            tasks.append(Task(composition.id, Kind.SHEET, subject, fonts))
    early = 0
    for count in range(1, SHEETS + 1):
        bench.run(tasks[count % len(tasks)])
        if count % 100 == 0:
            used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            early = early or used
            print(f"after {count} sheets: {used / 1024:.0f} MiB at most")
    print(f"growth {used / early:.3f}, limit {GROWTH:.2f}{'  OVER' if used > early * GROWTH else ''}")
    return int(used > early * GROWTH)


def _steps(project: Path) -> dict[str, dict[str, str]]:
    """Layout → case → name of the step that a build takes."""
    made = subprocess.run([*_command(project), "--json"], check=False, cwd=REPOSITORY, capture_output=True)
    kinds = {"factsheets": "factsheet", "infographics": "infographic"}
    steps: dict[str, dict[str, str]] = {kind: {} for kind in kinds.values()}
    for output in json.loads(made.stdout)["outputs"]:
        steps[kinds[output["product"]]][output["case"]] = output["step"]
    return steps


def _command(project: Path) -> list[str]:
    products = ["factsheets", "infographics", "--jobs", "2"]
    return [sys.executable, "-m", "booklet", "-C", str(project), "-q", "build", *products]


def _memory_command(project: Path) -> list[str]:
    return [sys.executable, str(HERE / "sheets.py"), str(project)]


def _time(command: list[str]) -> float:
    start = time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    subprocess.run(command, check=True, cwd=REPOSITORY, env=environment, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(measure_memory(Path(sys.argv[1])) if len(sys.argv) > 1 else main())
