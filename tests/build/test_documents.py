"""The product docx: one Word document a case and one for all, made from pictures that others need too."""

from __future__ import annotations

from pathlib import Path

from booklet.build.run import build_project
from booklet.build.values import Kind, Outcome, Request, State
from tests.build.small import prepare
from tests.build.test_incremental import change, done
from tests.word.openxml import File, find_faults

DOCX = Request(products=("docx",))


def words(path: Path) -> str:
    return "".join(File(path.read_bytes()).document.itertext())


def test_documents_are_sound_and_show_the_pictures(first_build: tuple[Path, Outcome]) -> None:
    root, outcome = first_build
    made = {output.path: output for output in outcome.outputs if output.product == "docx"}
    assert {Path(path).stem: output.case for path, output in made.items()} == {
        "harbour-watch": "harbour-watch",
        "night-walk": "night-walk",
        "booklet": "",
    }
    for path, output in made.items():
        data = (root / path).read_bytes()
        assert find_faults(data) == [], path
        media = [name for name in File(data).data if name.startswith("word/media/")]
        # A case has the emblem and its summary; the booklet two of those, the map and the matrix.
        assert len(media) >= (2 if output.case else 5)
        assert "Views are those of the authors only." in words(root / path)


def test_an_edit_writes_the_document_of_its_case_and_the_booklet(built: Path) -> None:
    change(built, "content/cases/night-walk.yaml", "Nobody has to walk alone.", "Nobody must walk alone.")
    outcome = build_project(built, DOCX)
    assert sorted(done(outcome, Kind.DOCX)) == ["docx/booklet", "docx/night-walk"]
    assert "Nobody must walk alone." in words(built / "build/en/docx/night-walk.docx")
    again = build_project(built, DOCX)
    assert {task.state for task in again.tasks} == {State.CACHED}


def test_one_case_alone_has_no_booklet_beside_it(tmp_path: Path, first_build: tuple[Path, Outcome]) -> None:
    root = prepare(tmp_path / "project")
    outcome = build_project(root, Request(products=("docx",), cases=("night-walk",)))
    assert [output.path for output in outcome.outputs] == ["build/en/docx/night-walk.docx"]
    path = outcome.outputs[0].path
    assert (root / path).read_bytes() == (first_build[0] / path).read_bytes()


def test_a_missing_label_is_named(tmp_path: Path) -> None:
    layout = (Path(__file__).parents[2] / "layouts/booklet/layout.yaml").read_text()
    lines = [line for line in layout.splitlines(True) if not line.strip().startswith("key_facts:")]
    root = prepare(tmp_path / "project", {"layouts/booklet/layout.yaml": "".join(lines)})
    found = build_project(root, Request(products=("docx",), cases=("night-walk",))).report.errors
    assert [finding.rule for finding in found] == ["layout/label"] and "`key_facts`" in found[0].message
