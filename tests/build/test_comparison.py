"""``booklet diff`` on a small project: folders, revisions, the working tree, files, and what it refuses."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import sys
import time
import types
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from booklet.build.comparison import Wanted, compare_names, find_format
from booklet.build.values import Request
from booklet.cli.entry import run
from booklet.cli.exits import Exit
from booklet.compare.report.values import Comparison
from tests.build.history import (
    HARBOUR,
    PRODUCT,
    replace_words,
    state_of,
    write_history,
)
from tests.build.small import call, start
from tests.compare.reported import make_pdf
from tests.repositories import commit, git

Diff = Callable[..., tuple[int, str, str]]
SHEET = "en/factsheets/harbour-watch.pdf"


@pytest.fixture(scope="session")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project of a repository, with a warm cache. Not to be changed."""
    return write_history(tmp_path_factory.mktemp("history"))


@pytest.fixture
def root(history: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    shutil.copytree(history.parent.parent, tmp_path / "copy")
    return tmp_path / "copy" / history.relative_to(history.parent.parent)


@pytest.fixture
def diff(history: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Diff:
    """Runs ``booklet diff`` in this process, in the project's folder: exit code, stdout, stderr."""

    def run_diff(*arguments: str, root: Path | None = None) -> tuple[int, str, str]:
        monkeypatch.chdir(root or history)
        code = run(["-q", "diff", "--jobs", "1", *arguments])
        return (code, *capsys.readouterr())

    return run_diff


def of_sheets(*arguments: str) -> tuple[str, ...]:
    return (*arguments, "--product", PRODUCT)


# Build folders


def test_the_same_folder_is_the_same(diff: Diff) -> None:
    code, out, _ = diff("build", "build")
    assert code == Exit.FINE
    assert out.endswith("nothing changed; 2 files identical to the last byte\n")


def test_equal_folders_are_told_at_once(history: Path) -> None:
    """No engine is loaded, and no reading of content, to say that nothing changed."""
    code = (
        "import sys, time; from booklet.cli.entry import run; start = time.process_time();"
        "code = run(['-q', 'diff', 'build', 'build']); seconds = time.process_time() - start;"
        "heavy = {'weasyprint','matplotlib','numpy','pypdfium2','pikepdf','PIL','docx','lxml','pydantic'};"
        "print(code, seconds, sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    import subprocess

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=history, capture_output=True, text=True, check=True
    )
    exit_code, seconds, loaded = done.stderr.split(maxsplit=2)
    assert (exit_code, loaded.strip()) == ("0", "[]")
    assert float(seconds) < 0.3


def test_folders_with_other_files(root: Path, diff: Diff) -> None:
    old = root / "old"
    shutil.copytree(root / "build", old)
    (old / "en/factsheets/harbour-watch.pdf").unlink()
    (old / "en/factsheets/gone.pdf").write_bytes(make_pdf(1))
    (old / "notes.txt").write_text("not an output")
    code, out, _ = diff("old", "build", root=root)
    assert code == Exit.FINDINGS
    assert f"only in new: 1 file\n  {SHEET}" in out
    assert "only in old: 1 file\n  en/factsheets/gone.pdf" in out
    assert "notes.txt" not in out
    assert out.endswith("1 file added; 1 file removed; 1 file identical to the last byte\n")


def test_a_file_that_is_not_as_built(root: Path, diff: Diff) -> None:
    shutil.copytree(root / "build", root / "old")
    with (root / "build" / SHEET).open("ab") as stream:
        stream.write(b"\n% a comment that nobody sees\n")
    code, out, _ = diff("old", "build", root=root)
    assert f"note  build: {SHEET} is not the file that was built" in out
    assert code == Exit.FINE
    assert out.endswith("1 file identical to the last byte; 1 file equal but for bytes that nobody sees\n")


def test_other_tools_are_told(root: Path, diff: Diff) -> None:
    shutil.copytree(root / "build", root / "old")
    manifest = root / "old" / "manifest.json"
    told = json.loads(manifest.read_text())
    told["tools"]["weasyprint"] = "69.0"
    manifest.write_text(json.dumps(told))
    code, out, _ = diff("old", "build", root=root)
    assert code == Exit.FINE
    assert "different tools: weasyprint 69.0 → " in out


def test_damaged_and_foreign_documents_in_folders(root: Path, diff: Diff) -> None:
    for name in ("one", "two"):
        (root / name).mkdir()
        (root / name / "broken.pdf").write_bytes(b"%PDF-1.7 " + name.encode())
        (root / name / "picture.svg").write_bytes(b"<svg " + name.encode())
        (root / name / "text.docx").write_bytes(b"PK\x03\x04" + name.encode())
        (root / name / "fine.pdf").write_bytes(make_pdf(1 + (name == "two")))
    code, out, _ = diff("one", "two", root=root)
    assert code == Exit.FINDINGS
    for name in ("broken.pdf", "picture.svg", "text.docx"):
        assert f"{name}\n  the bytes differ; {name}" in out
    assert (
        "fine.pdf\n  1 → 2 pages: 1 inserted\n  layout       inserted, page 2 – a page without words" in out
    )


def test_folders_without_manifest_or_with_a_damaged_one(root: Path, diff: Diff) -> None:
    (root / "build/manifest.json").write_text("{no")
    assert diff("build", "build", root=root)[0] == Exit.FINE
    (root / "build/manifest.json").unlink()
    assert diff("build", "build", "--lang", "en", "--product", PRODUCT, root=root)[0] == Exit.FINE
    code, _, err = diff("build", "build", "--lang", "fi", root=root)
    assert code == Exit.USAGE and "nothing to compare" in err and "--lang" in err


# Revisions and the working tree


def test_a_planted_change_is_found_between_revisions(history: Path) -> None:
    before = state_of(history)
    code, out, err = call("-C", str(history), "diff", *of_sheets("HEAD~2", "HEAD"))
    assert code == Exit.FINDINGS, err
    assert "old   HEAD~2  (" in out and "“First”" in out
    assert "[-walk-] {+stroll along+} the quay [-in the evening-] {+at dusk+}" in out
    assert f"{HARBOUR}:17:10" in out
    assert "1 file identical to the last byte" in out
    assert "Building HEAD~2" in err
    assert state_of(history) == before


def test_as_json_with_a_report(diff: Diff, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    code, out, _ = diff(*of_sheets("HEAD~2", "HEAD"), "--json", "--html", str(page))
    told = json.loads(out)
    assert code == Exit.FINDINGS
    assert told["format"] == 1 and told["same"] is False
    assert told["old"]["kind"] == "revision" and len(told["old"]["commit"]) == 40
    (document,) = told["documents"]
    assert (document["path"], document["language"], document["case"]) == (SHEET, "en", "harbour-watch")
    texts = [c for c in document["difference"]["changes"] if c["layer"] == "text"]
    assert texts[0]["source"]["file"] == HARBOUR and texts[0]["source"]["line"] == 17
    written = page.read_text()
    assert "stroll along" in written and "data:image/webp;base64," in written


def test_nothing_is_typeset_twice(root: Path) -> None:
    """Only the case with other words is set for the older revision; what a second run needs is there."""
    made: list[str] = []

    class Watch:
        def step(self, words: str) -> None: ...
        def planned(self, task: Any) -> None:
            made.append(task.id)

        def finished(self, task: Any) -> None: ...

    replace_words(root, "at dusk", "before breakfast")
    commit(root, "Fourth")
    wanted = Wanted(Request((PRODUCT,)))
    compare_names(("HEAD~2", "HEAD"), root, root, wanted, Watch())
    assert len([id for id in made if "harbour-watch" in id]) == len(set(made)) > 0
    made.clear()
    compare_names(("HEAD~2", "HEAD"), root, root, wanted, Watch())
    assert made == []


def test_the_same_files_in_two_revisions_build_nothing(diff: Diff) -> None:
    code, out, err = diff("HEAD~1", "HEAD")
    assert code == Exit.FINE
    assert "The project’s files are the same in both revisions." in out
    assert out.endswith("nothing changed\n") and "Building" not in err


def test_the_working_tree_counts_what_is_not_committed(root: Path, diff: Diff) -> None:
    replace_words(root, "at dusk", "at nightfall")
    before = state_of(root)
    code, out, _ = diff(*of_sheets("HEAD", "WORKTREE"), root=root)
    assert code == Exit.FINDINGS
    assert "new   WORKTREE  (1 file with uncommitted changes)" in out
    assert "[-dusk-] {+nightfall+}" in out
    assert state_of(root) == before
    code, out, _ = diff(*of_sheets("HEAD~1", "HEAD"), root=root)
    assert code == Exit.FINE


def test_a_folder_against_a_revision(root: Path, diff: Diff) -> None:
    assert diff(*of_sheets("build", "HEAD"), root=root)[0] == Exit.FINE
    code, out, _ = diff(*of_sheets("HEAD~2", "build"), root=root)
    assert code == Exit.FINDINGS and f"{SHEET}\n  1 page: 1 changed\n" in out


def test_the_content_field_by_field(diff: Diff) -> None:
    code, out, _ = diff(
        *of_sheets("HEAD~2", "HEAD"), "--content", "--ignore", "text,metadata,pixels,layout"
    )
    assert code == Exit.FINDINGS
    assert f"content\n  content      changed, {HARBOUR}:17:10" in out
    assert diff("build", "build", "--content", "--ignore", "content")[0] == Exit.FINE


def test_a_revision_that_cannot_be_built(root: Path, diff: Diff) -> None:
    replace_words(root, "title: Harbour watch\n", "titel: Harbour watch\n")
    commit(root, "Broken")
    code, out, err = diff(*of_sheets("HEAD~1", "HEAD"), root=root)
    assert code == Exit.UNREADABLE
    assert out == "" and "titel" in err and "the content of HEAD cannot be built" in err


def test_ctrl_c_leaves_nothing_behind(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    replace_words(root, "at dusk", "at midnight")
    commit(root, "Fourth")
    before = state_of(root)
    with start("-C", str(root), "diff", *of_sheets("HEAD~3", "HEAD"), TMPDIR=str(folder)) as process:
        for _ in range(600):
            if list(folder.glob("booklet-*/tree/booklets/small/content")):
                break
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == Exit.INTERRUPTED, err
    assert [path.name for path in folder.glob("booklet-*/tree")] == []
    assert state_of(root) == before


# What is ignored, and what is refused


def test_what_is_ignored_is_said(diff: Diff) -> None:
    layers = ("--ignore", "text,metadata", "--ignore", "pixels")
    code, out, _ = diff(*of_sheets("HEAD~2", "HEAD"), *layers)
    assert "ignored, as asked: text, metadata and pixels" in out
    assert "[-walk-]" not in out
    code, _, err = diff("build", "build", "--ignore", "text,colours")
    assert code == Exit.USAGE and "there is no layer “colours”" in err and "furniture" in err


def test_a_name_that_could_be_both_is_refused(root: Path, diff: Diff) -> None:
    git(root, "branch", "build")
    code, _, err = diff("build", "HEAD", root=root)
    assert code == Exit.USAGE
    assert "“build” is both a folder and a revision" in err and "Write ./build" in err
    assert diff("./build", "./build", root=root)[0] == Exit.FINE


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("nothing", "HEAD", "there is no file, folder or revision “nothing”"),
        ("HEAD~99", "HEAD", "“HEAD~99”"),
        ("--", "HEAD", "Missing argument"),
        ("none.pdf", "none.pdf", "“none.pdf”"),
        ("content/glossary.csv", "build", "a file can be compared with a file only"),
        ("content/glossary.csv", HARBOUR, "is not a PDF, DOCX, PNG or SVG file"),
        ("content/cases", "content/cases", "there is nothing to compare"),
        ("", "HEAD", "is no name"),
    ],
)
def test_names_that_mean_nothing(diff: Diff, old: str, new: str, words: str) -> None:
    code, out, err = diff(old, new)
    assert (code, out) == (Exit.USAGE, "")
    assert words in err


def test_outside_a_repository(tmp_path: Path, diff: Diff, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    code, _, err = diff("HEAD", "HEAD~1", root=tmp_path)
    assert code == Exit.USAGE and "Revisions are not known here" in err


# Files


def files(tmp_path: Path, old: bytes, new: bytes, suffix: str = ".pdf") -> tuple[str, str]:
    paths = tmp_path / f"old{suffix}", tmp_path / f"new{suffix}"
    for path, data in zip(paths, (old, new), strict=True):
        path.write_bytes(data)
    return str(paths[0]), str(paths[1])


def test_two_pdfs_of_anybody(diff: Diff, tmp_path: Path) -> None:
    assert diff(*files(tmp_path, make_pdf(2), make_pdf(2)))[:2] == (
        Exit.FINE,
        f"old   {tmp_path}/old.pdf\nnew   {tmp_path}/new.pdf\n\n"
        "nothing changed; the files are identical to the last byte\n",
    )
    code, out, _ = diff(*files(tmp_path, make_pdf(1), make_pdf(2)))
    assert code == Exit.FINDINGS and "1 → 2 pages" in out


def encrypted(data: bytes) -> bytes:
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(written, encryption=pikepdf.Encryption(owner="secret", user="secret"))
    return written.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is not a PDF"),
        (b"plain text", "is not a PDF"),
        (b"%PDF-1.7\nnothing more", "new.pdf"),
        (make_pdf(1)[:300], "new.pdf"),
        (encrypted(make_pdf(1)), "new.pdf"),
        (b"\x89PNG\r\n\x1a\nnothing more", "the formats differ"),
    ],
)
def test_files_that_cannot_be_compared(diff: Diff, tmp_path: Path, data: bytes, words: str) -> None:
    code, out, err = diff(*files(tmp_path, make_pdf(1), data))
    assert (code, out) == (Exit.USAGE, "")
    assert words in err and "fault of booklet" not in err


def docx(*paragraphs: str, more: dict[str, bytes] | None = None) -> bytes:
    import docx as library

    document = library.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    written = io.BytesIO()
    document.save(written)
    if more:
        with zipfile.ZipFile(written, "a") as archive:
            for name, data in more.items():
                archive.writestr(name, data)
    return written.getvalue()


def test_two_word_documents(diff: Diff, tmp_path: Path) -> None:
    names = files(
        tmp_path, docx("The quick brown fox.", "Same."), docx("The slow brown fox.", "Same."), ".docx"
    )
    code, out, _ = diff(*names)
    assert code == Exit.FINDINGS and "[-quick-] {+slow+}" in out


def test_hostile_word_documents_are_refused(diff: Diff, tmp_path: Path) -> None:
    evil = docx("a", more={"word/more.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"})
    code, _, err = diff(*files(tmp_path, docx("b"), evil, ".docx"))
    assert code == Exit.USAGE and "new.docx" in err


def test_a_redline(diff: Diff, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = files(tmp_path, docx("old words"), docx("new words"), ".docx")
    target = tmp_path / "redline.docx"
    monkeypatch.setitem(sys.modules, "python_redlines", None)
    code, _, err = diff(*names, "--redline", str(target))
    assert code == Exit.MISSING_TOOL and "python-redlines[docxodus]" in err and not target.exists()

    class Engine:
        def run_redline(self, author: str, old: bytes, new: bytes, **more: str) -> tuple[bytes, str, str]:
            assert old != new and more == {"date_time": "2000-01-01T00:00:00Z"}
            return author.encode(), "", ""

    fake = types.SimpleNamespace(DocxodusEngine=Engine)
    monkeypatch.setitem(sys.modules, "python_redlines", fake)  # type: ignore[arg-type]
    assert diff(*names, "--redline", str(target))[0] == Exit.FINDINGS
    assert target.read_bytes() == b"booklet diff"
    pdfs = files(tmp_path, make_pdf(1), make_pdf(2))
    code, _, err = diff(*pdfs, "--redline", str(target))
    assert code == Exit.USAGE and "needs two Word documents" in err


def test_a_report_never_takes_the_place_of_what_it_tells_of(diff: Diff, tmp_path: Path) -> None:
    old, new = files(tmp_path, make_pdf(1), make_pdf(2))
    before = Path(new).read_bytes()
    code, _, err = diff(old, new, "--html", new)
    assert code == Exit.USAGE and "would overwrite" in err and Path(new).read_bytes() == before
    code, _, err = diff(old, new, "--html", str(tmp_path / "none" / "report.html"))
    assert code == Exit.USAGE and "there is no folder" in err


def test_formats_are_told_by_what_files_hold() -> None:
    assert find_format(make_pdf(1)) == "pdf"
    assert find_format(b"junk before\n%PDF-1.4") == "pdf"
    assert find_format(b"\x89PNG\r\n\x1a\n....") == "png"
    assert find_format(b"\xef\xbb\xbf<?xml version='1.0'?>\n<svg xmlns='x'/>") == "svg"
    assert find_format(b"PK\x03\x04...") == "docx"
    assert find_format(b"<html><body>") == find_format(b"") == ""


def test_a_comparison_is_what_the_python_api_gives(history: Path) -> None:
    found = compare_names(("build", "build"), history, history, Wanted())
    assert isinstance(found, Comparison) and found.is_same and len(found.identical) == 2
