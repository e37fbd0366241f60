"""What figures are drawn from: enough for all of them, and nothing that they do not show."""

from __future__ import annotations

from pathlib import Path

import pytest

from booklet.build.canonical import canonical
from booklet.build.prose import without_prose
from booklet.load.project import load_project
from booklet.model.publication import Publication
from booklet.typeset.figures import FIGURES, draw_figure, figure_words
from booklet.workspace import Workspace
from tests.build.small import REPOSITORY
from tests.build.small import prepare as prepare_project


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepare_project(tmp_path_factory.mktemp("figures"))


def load(root: Path) -> Publication:
    publication = load_project(Workspace(root)).publication
    assert publication is not None
    return publication


@pytest.mark.parametrize("name", sorted(FIGURES))
def test_a_figure_needs_no_more_than_it_gets(root: Path, name: str) -> None:
    from booklet.load.layout import load_layout_of
    from booklet.model.layout import Layout

    layout, _ = load_layout_of(Workspace(REPOSITORY), "booklet", Layout)
    assert layout is not None
    words = figure_words(layout.labels_of("en"))
    publication, workspace = load(root), Workspace(root)
    assert draw_figure(name, without_prose(publication), workspace, words) == draw_figure(
        name, publication, workspace, words
    )


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("content/booklet.yaml", "TESTING makes booklets.", "TESTING makes them."),
        ("content/booklet.yaml", "Ada Example\n", "Ada Sample\n"),
        ("content/booklet.yaml", "term/*: off", "term/*: info"),
        ("content/booklet.yaml", "title: Small booklet", "title: Another booklet"),
        ("content/taxonomy.yaml", "Risks that come with going out", "Risks that came with going out"),
        ("content/taxonomy.yaml", "cmyk: [100, 95, 0, 40]", "cmyk: [90, 95, 0, 40]"),
        ("content/taxonomy.yaml", "simply: Everybody hears of it.", "simply: All hear of it."),
        ("content/cases/night-walk.yaml", "Nobody has to walk alone.", "Nobody must."),
        ("content/cases/night-walk.yaml", "kind: people", "kind: city"),
    ],
)
def test_what_figures_do_not_show_leaves_them_alone(root: Path, path: str, old: str, new: str) -> None:
    before, file = load(root), root / path
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))
    after = load(root)
    file.write_text(text)
    assert canonical(after) != canonical(before)
    assert canonical(without_prose(after)) == canonical(without_prose(before))


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("content/booklet.yaml", "mapped: 10", "mapped: 11"),
        ("content/booklet.yaml", "date: 2026-01-15", "date: 2027-01-15"),
        ("content/taxonomy.yaml", "short: Nightlife", "short: Night"),
        ("content/taxonomy.yaml", "#1E235D", "#1E235E"),
        ("content/taxonomy.yaml", "label: Belgium", "label: Belgique"),
        ("content/cases/night-walk.yaml", "start: 2015", "start: 2016"),
    ],
)
def test_what_figures_show_draws_them_again(root: Path, path: str, old: str, new: str) -> None:
    before, file = load(root), root / path
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))
    after = load(root)
    file.write_text(text)
    assert canonical(without_prose(after)) != canonical(without_prose(before))
