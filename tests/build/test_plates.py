"""The product ``figures``: every book-wide figure as SVG and PNG."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from booklet.build.run import build_project
from booklet.build.values import Kind, Request, State
from booklet.typeset.figures import FIGURES
from tests.build.small import prepare

WANTED = Request(products=("figures",))


@pytest.mark.slow
def test_figures_are_built_kept_and_drawn_again(tmp_path: Path) -> None:
    root = prepare(tmp_path / "project")
    outcome = build_project(root, WANTED)
    expected = {f"build/en/figures/{name}.{ending}" for name in FIGURES for ending in ("svg", "png")}
    assert {output.path for output in outcome.outputs} == expected
    assert not outcome.report.errors
    for path in expected:
        data = (root / path).read_bytes()
        assert data.startswith(b"\x89PNG" if path.endswith("png") else b"<?xml")
    manifest = json.loads((root / "build/manifest.json").read_text())
    for entry in manifest["outputs"]:
        assert {"content/taxonomy.yaml", "layouts/booklet/layout.yaml"} <= set(entry["inputs"])
        assert not any(path.startswith("content/chapters/") for path in entry["inputs"])

    layout = root / "layouts/booklet/layout.yaml"
    old = "figure_timeline_ended: ended"
    assert old in layout.read_text()
    before = {path: (root / path).read_bytes() for path in expected}
    layout.write_text(layout.read_text().replace(old, "figure_timeline_ended: completed"))
    again = build_project(root, WANTED)
    made = [task.id for task in again.tasks if task.state is State.MADE]
    assert made == ["figures", "figures/timeline"]
    assert [task.kind for task in again.tasks if task.id == "figures"] == [Kind.FIGURES]
    changed = {path for path in expected if (root / path).read_bytes() != before[path]}
    assert changed == {"build/en/figures/timeline.svg", "build/en/figures/timeline.png"}
