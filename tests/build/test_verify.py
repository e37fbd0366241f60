"""``booklet verify``: the same bytes again, or which ones differ and why."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from booklet.build import tools
from booklet.build.manifest import Entry, read_manifest, write_manifest
from booklet.build.provenance import PATH as PROVENANCE
from booklet.build.provenance import read_commit, write_provenance
from booklet.build.revisions import find_repository
from booklet.build.run import build_project, clean_project
from booklet.build.sources import History, compare_inputs
from booklet.build.values import Gaps, Request
from booklet.cli.entry import run
from booklet.cli.exits import Exit
from booklet.workspace import Workspace
from tests.build.history import HARBOUR, PRODUCT, replace_words, state_of, write_history
from tests.repositories import commit, git

Verify = Callable[..., tuple[int, str, str]]
SHEET = "build/en/factsheets/harbour-watch.pdf"


@pytest.fixture(scope="session")
def built_history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project of a repository with its factsheets. Not to be changed."""
    return write_history(tmp_path_factory.mktemp("verified"))


@pytest.fixture
def root(built_history: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    shutil.copytree(built_history.parent.parent, tmp_path / "copy")
    return tmp_path / "copy" / built_history.relative_to(built_history.parent.parent)


@pytest.fixture
def verify(capsys: pytest.CaptureFixture[str]) -> Verify:
    """Runs ``booklet verify`` in this process: exit code, stdout, stderr."""

    def run_verify(root: Path, folder: Path, *arguments: str) -> tuple[int, str, str]:
        code = run(["-q", "-C", str(root), "verify", "--jobs", "1", str(folder), *arguments])
        return (code, *capsys.readouterr())

    return run_verify


def test_a_build_comes_out_the_same_and_names_its_commit(built_history: Path, verify: Verify) -> None:
    before = state_of(built_history)
    code, out, err = verify(built_history, built_history / "build")
    assert code == Exit.FINE, out + err
    assert "“Third”" in out
    assert out.endswith("byte-identical: 2 of 2 files\n")
    assert state_of(built_history) == before


def test_an_older_commit_is_found_by_the_inputs(root: Path, verify: Verify) -> None:
    shutil.move(root / "build", root.parent / "artefact")
    replace_words(root, "at dusk", "at nightfall")
    commit(root, "Fourth")
    code, out, _ = verify(root, root.parent / "artefact", "--json")
    told = json.loads(out)
    assert code == Exit.FINE and told["same"] is True
    assert told["commit"] == git(root, "rev-parse", "HEAD~1").strip()
    assert told["identical"] == [SHEET, "build/en/factsheets/night-walk.pdf"]


def test_what_another_revision_gives(root: Path, verify: Verify) -> None:
    code, out, _ = verify(root, root / "build", "--revision", "HEAD~2")
    assert code == Exit.FINDINGS
    assert f"input   {HARBOUR} is another one" in out
    assert f"file    {SHEET} came out differently: {HARBOUR} is another one" in out
    assert out.endswith("1 of 2 files came out differently\n")
    code, _, err = verify(root, root / "build", "--revision", "none")
    assert code == Exit.USAGE and "there is no revision “none”" in err


def test_inputs_that_no_commit_has(root: Path, verify: Verify) -> None:
    replace_words(root, "at dusk", "at nightfall")
    build_project(root, Request((PRODUCT,)))
    code, out, _ = verify(root, root / "build")
    assert code == Exit.FINE and "source  the working tree\n" in out
    replace_words(root, "at nightfall", "at noon")
    (root / "content/glossary.csv").unlink()
    code, out, _ = verify(root, root / "build")
    assert code == Exit.FINDINGS
    assert "source  the working tree, as no commit has the inputs" in out
    assert "input   content/glossary.csv is missing" in out


def test_files_that_are_not_as_built(root: Path, verify: Verify) -> None:
    with (root / SHEET).open("ab") as stream:
        stream.write(b"\n")
    (root / "build/en/factsheets/night-walk.pdf").unlink()
    code, out, _ = verify(root, root / "build")
    assert code == Exit.FINDINGS
    assert f"file    {SHEET} is not the file that was built" in out
    assert "file    build/en/factsheets/night-walk.pdf is missing from the folder" in out
    assert out.endswith("2 are damaged or missing in the folder\n")


def rewrite(root: Path, change: Callable[[Entry], Entry] = lambda e: e, **tools: str) -> None:
    """Write the manifest anew with other entries or tools."""
    workspace = Workspace(root)
    told = json.loads(workspace.read("build/manifest.json"))
    entries = [change(entry) for entry in read_manifest(workspace)]
    workspace.write(
        "build/manifest.json", write_manifest(entries, {**told["tools"], **tools}, told["fonts"])
    )


def test_another_tool_is_the_reason(root: Path, verify: Verify) -> None:
    def other(entry: Entry) -> Entry:
        return replace(entry, output=replace(entry.output, sha256="0" * 64))

    rewrite(root, other, weasyprint="69.0")
    code, out, _ = verify(root, root / "build")
    assert code == Exit.FINDINGS
    now = tools.tool_versions()["weasyprint"]
    assert f"tools   weasyprint was 69.0, is {now}" in out
    assert f"{SHEET} came out differently: weasyprint was 69.0 and is {now}" in out


def test_without_a_reason_it_is_our_fault(root: Path, verify: Verify) -> None:
    rewrite(root, lambda entry: replace(entry, output=replace(entry.output, sha256="0" * 64)))
    _, out, _ = verify(root, root / "build")
    assert "inputs and tools are the same: this is a fault of booklet, please report it" in out


def test_outputs_of_different_states(root: Path, verify: Verify) -> None:
    def other(entry: Entry) -> Entry:
        return entry if "night" in entry.output.path else replace(entry, inputs={HARBOUR: "0" * 64})

    rewrite(
        root,
        lambda entry: replace(other(entry), inputs={**other(entry).inputs, HARBOUR: entry.output.sha256}),
    )
    code, _, err = verify(root, root / "build")
    assert code == Exit.USAGE and f"different states of {HARBOUR}" in err


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"outputs": []}', '{"outputs": [], "tools": {}}', "[" * 9999]
)
def test_a_folder_without_a_manifest_is_refused(root: Path, verify: Verify, text: str) -> None:
    (root / "build/manifest.json").write_text(text)
    code, out, err = verify(root, root / "build")
    assert (code, out) == (Exit.USAGE, "") and "manifest.json" in err


def test_outside_a_repository(
    root: Path, verify: Verify, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    shutil.rmtree(root.parent.parent / ".git")
    code, out, _ = verify(root, root / "build")
    assert code == Exit.FINE and "no git repository" in out
    write_provenance(root)
    assert not (root / PROVENANCE).exists()


# The manifest, and the commit beside it


def test_the_manifest_tells_tools_fonts_and_program(built_history: Path) -> None:
    told = json.loads((built_history / "build/manifest.json").read_text())
    assert told["tools"]["booklet"] == tools.program_version()
    assert told["tools"]["weasyprint"] == tools.tool_versions()["weasyprint"]
    assert told["fonts"]["assets/fonts/SofiaSans-Bold.ttf"].startswith("Version ")
    assert "commit" not in told and "options" not in told["outputs"][0]


def test_unusual_options_are_told() -> None:
    assert Gaps().unusual() == Gaps("error", "error").unusual() == {}
    assert Gaps("mark", "mark").unusual() == {"missing": "mark", "stale": "mark"}


def test_the_manifest_knows_no_history(root: Path) -> None:
    """An amended commit, or none at all, gives the same manifest."""
    before = (root / "build/manifest.json").read_bytes()
    git(root, "commit", "--amend", "-q", "-m", "Said better")
    shutil.rmtree(root / "build")
    build_project(root, Request((PRODUCT,)))
    assert (root / "build/manifest.json").read_bytes() == before


def test_the_commit_is_named_beside_it(root: Path) -> None:
    write_provenance(root)
    head = git(root, "rev-parse", "HEAD").strip()
    assert read_commit(root / "build") == head
    replace_words(root, "at dusk", "at nightfall")
    build_project(root, Request((PRODUCT,)))
    assert read_commit(root / "build") == ""  # it belongs to another manifest
    write_provenance(root)
    told = json.loads((root / PROVENANCE).read_text())
    assert told["commit"] is None and told["uncommitted"] == [HARBOUR]
    assert PROVENANCE in clean_project(root)
    assert not (root / PROVENANCE).exists()


def test_a_change_that_no_build_reads_does_not_count(root: Path) -> None:
    (root / "content/draft.txt").write_text("later")
    write_provenance(root)
    assert read_commit(root / "build") == git(root, "rev-parse", "HEAD").strip()


# The search for a commit


def test_history_is_searched_on_all_branches(root: Path) -> None:
    inputs = dict(read_manifest(Workspace(root))[0].inputs)
    assert compare_inputs(root, inputs) == ()
    git(root, "switch", "-q", "--orphan", "other")
    (root.parent.parent / "x").write_text("x")
    commit(root.parent.parent, "Nothing of it")
    root.mkdir(parents=True, exist_ok=True)
    found = History(replace(find_repository(root.parent.parent), prefix="booklets/small/")).find(inputs)
    assert found is not None and found.commit == git(root, "rev-parse", "main").strip()
    wrong = {**inputs, HARBOUR: "0" * 64}
    assert (
        History(replace(find_repository(root.parent.parent), prefix="booklets/small/")).find(wrong) is None
    )
    assert [m.path for m in compare_inputs(root, inputs)] == sorted(inputs)
