"""Two publications compared field by field."""

from __future__ import annotations

from pathlib import Path

import pytest

from booklet.compare.content import compare_content
from booklet.compare.values import Change, ChangeKind, Difference, DocumentFacts, Layer, MarkKind
from booklet.load.project import load_project
from booklet.model.publication import Publication
from booklet.workspace import Workspace
from tests.projects import BOOKLET, FILES, HARBOUR, replaced, write_project

Changes = dict[str, str | bytes | None]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path


def compare(root: Path, changes: Changes) -> Difference:
    sides = []
    for name, made in (("old", {}), ("new", changes)):
        workspace: Workspace = write_project(root / name, made)
        loaded = load_project(workspace)
        assert isinstance(loaded.publication, Publication), list(loaded.report)
        facts = DocumentFacts(name, "content", "", 0)
        sides.append((facts, loaded.publication, loaded.spans))
    (old, one, ours), (new, other, theirs) = sides
    return compare_content(old, new, (one, other), (ours, theirs))


def only(difference: Difference) -> Change:
    assert len(difference.changes) == 1, difference.changes
    assert difference.changes[0].layer is Layer.CONTENT
    return difference.changes[0]


def place(change: Change) -> str:
    assert change.source is not None
    return f"{change.source.file}:{change.source.line}"


def line_of(path: str, text: str) -> str:
    content = FILES[path]
    assert isinstance(content, str)
    return f"{path}:{content[: content.index(text)].count(chr(10)) + 1}"


HARBOUR_FILE, NIGHT_FILE = "content/cases/harbour-watch.yaml", "content/cases/night-walk.yaml"


def test_a_publication_is_the_same_as_itself(root: Path) -> None:
    difference = compare(root, {})
    assert difference.changes == ()
    assert difference.coverage.compared[0].count > 100


def test_a_word_of_a_paragraph(root: Path) -> None:
    change = only(compare(root, replaced(HARBOUR_FILE, "people avoided it", "nobody avoided it")))
    assert (change.kind, change.old, change.new) == (ChangeKind.CHANGED, "people", "nobody")
    assert change.anchor == "cases/harbour-watch/overview/1" and change.case == "harbour-watch"
    assert place(change) == line_of(HARBOUR_FILE, "  The quay was empty")
    assert [mark.kind for mark in change.marks] == [
        MarkKind.SAME, MarkKind.DELETED, MarkKind.INSERTED, MarkKind.SAME,
    ]  # fmt: skip


def test_a_mark_of_a_word(root: Path) -> None:
    change = only(compare(root, replaced(HARBOUR_FILE, "**together**", "together")))
    assert (change.old, change.new) == ("**together**", "together")


def test_a_paragraph_that_came(root: Path) -> None:
    old, new = "  - three evenings a week.\n", "  - three evenings a week.\n\n  It works well.\n"
    change = only(compare(root, replaced(HARBOUR_FILE, old, new)))
    assert (change.kind, change.new) == (ChangeKind.INSERTED, "It works well.")
    assert change.anchor.startswith("cases/harbour-watch/overview/")


def test_a_number(root: Path) -> None:
    change = only(compare(root, replaced(HARBOUR_FILE, "  end: 2021", "  end: 2022")))
    assert (change.old, change.new, change.anchor) == ("2021", "2022", "cases/harbour-watch/period/end")
    assert place(change) == line_of(HARBOUR_FILE, "end: 2021")


def test_an_item_of_a_list_that_came_first_shifts_no_others(root: Path) -> None:
    old = "actors:\n"
    change = only(
        compare(root, replaced(HARBOUR_FILE, old, old + "  - name: Port police\n    kind: city\n"))
    )
    assert (change.kind, change.new) == (ChangeKind.INSERTED, "name: Port police; kind: city")
    assert change.anchor == "cases/harbour-watch/actors/1"


def test_items_with_ids_that_changed_places(root: Path) -> None:
    start = HARBOUR.index("  - id: evening-walks")
    middle, end = HARBOUR.index("  - id: notice-board"), HARBOUR.index("why: |")
    swapped = HARBOUR[:start] + HARBOUR[middle:end] + HARBOUR[start:middle] + HARBOUR[end:]
    change = only(compare(root, {HARBOUR_FILE: swapped}))
    assert change.kind is ChangeKind.MOVED
    assert change.note in ("from place 1 to place 2", "from place 2 to place 1")


def test_a_case_that_went_and_the_order_of_cases(root: Path) -> None:
    shorter = BOOKLET.replace("cases: [harbour-watch, night-walk]", "cases: [harbour-watch]")
    harbour = HARBOUR.replace(", see {ref:night-walk}", "")
    changes = compare(
        root, {"content/booklet.yaml": shorter, HARBOUR_FILE: harbour, NIGHT_FILE: None}
    ).changes
    gone = [c for c in changes if c.kind is ChangeKind.DELETED and c.anchor == "cases/night-walk"]
    assert len(gone) == 1 and gone[0].case == "night-walk" and "Night walk" in gone[0].old
    assert place(gone[0]).startswith(NIGHT_FILE)


def test_the_order_of_cases(root: Path) -> None:
    turned = BOOKLET.replace("cases: [harbour-watch, night-walk]", "cases: [night-walk, harbour-watch]")
    changes = compare(root, {"content/booklet.yaml": turned}).changes
    moved = [change for change in changes if change.anchor.startswith("cases/")]
    assert [change.kind for change in moved] == [ChangeKind.MOVED]


def test_settings_taxonomy_and_glossary(root: Path) -> None:
    changes = replaced("content/taxonomy.yaml", "Campaigns", "Posters")
    changes |= replaced("content/glossary.csv", "British spelling", "spelling of Britain")
    difference = compare(root, changes)
    told = {change.anchor: (change.old, change.new) for change in difference.changes}
    assert told["taxonomy/mechanisms/communication/examples/1"] == ("Campaigns", "Posters")
    assert told["glossary/neighbourhood/note"][1] == "spelling of Britain"
    assert len(told) == 2
