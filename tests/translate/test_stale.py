"""Translations that come back as they went out: stale ones that are still right, and others."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from booklet.build.handouts import Order, export_project
from booklet.build.translation import update_project
from booklet.translate.catalogue import State
from booklet.translate.po import read_header
from booklet.translate.receive import Acceptance
from tests.translate.test_project import (
    CASE,
    HARBOUR,
    PO,
    bring,
    change,
    counts,
    entry,
    root,
    translated_word_file,
)

__all__ = ["root"]

WHY = f"cases/{CASE}/why/1"


def change_english(root: Path) -> None:
    change(root, HARBOUR, "It costs little, and it lasts.", "It costs a little, and it lasts.")


def hand_out(root: Path, folder: Path, format: str, form: str = "document") -> Path:
    order = Order(("pl",), (CASE,), format, form, folder=folder)  # type: ignore[arg-type]
    return Path(export_project(root, order).files[0].path)


@pytest.mark.parametrize(
    ("format", "form", "old", "new"),
    [
        ("docx", "document", "", ""),
        ("docx", "table", "", ""),
        ("xliff", "", "", ""),
        ("xliff", "", 'state="needs-adaptation"', 'state="final"'),
        ("po", "", '#, fuzzy\n#| msgid "It costs little, and it lasts."\n', ""),
    ],
    ids=["word", "table", "xliff", "xliff-final", "po-no-longer-fuzzy"],
)
def test_a_stale_translation_that_is_still_right(
    root: Path, tmp_path: Path, format: str, form: str, old: str, new: str
) -> None:
    bring(root, translated_word_file(root, tmp_path / "a.docx"))
    before = hand_out(root, tmp_path / "before", format, form)
    change_english(root)
    assert set(counts(bring(root, before))) == {"unchanged"}
    update_project(root)
    assert entry(root, WHY).state is State.STALE
    file = hand_out(root, tmp_path / "after", format, form)
    if old:
        assert old in file.read_text()
        file.write_text(file.read_text().replace(old, new))
    made = counts(bring(root, file))
    assert made.keys() == {"confirmed", "unchanged"} and made["confirmed"] == 1
    after = entry(root, WHY)
    assert after.state is (State.DONE if old else State.REVIEW)
    assert after.text == "PL It costs little, and it lasts." and not after.previous
    assert bring(root, file).written == ()
    assert bring(root, before).written == ()


def test_an_untouched_po_file_settles_nothing(root: Path, tmp_path: Path) -> None:
    bring(root, translated_word_file(root, tmp_path / "a.docx"))
    change_english(root)
    update_project(root)
    back = bring(root, hand_out(root, tmp_path, "po"))
    assert set(counts(back)) == {"unchanged"} and back.written == ()


@pytest.mark.parametrize("form", ["document", "table"])
def test_a_word_file_says_which_english_has_changed(root: Path, tmp_path: Path, form: str) -> None:
    bring(root, translated_word_file(root, tmp_path / "a.docx"))

    def tells_former() -> bool:
        with zipfile.ZipFile(hand_out(root, tmp_path, "docx", form)) as archive:
            return b"It was: It costs little, and it lasts." in archive.read("word/comments.xml")

    assert not tells_former()
    change_english(root)
    assert tells_former()


SUMMARY = f"cases/{CASE}/summary"
FORMS = [("docx", "document"), ("docx", "table"), ("xliff", ""), ("po", "")]


def outcome(root: Path, file: Path, **more: object) -> str:
    """What became of the summary."""
    rows = bring(root, file, **more).results[0].received.rows
    return next(str(row.outcome) for row in rows if row.key == SUMMARY)


@pytest.mark.parametrize(("format", "form"), FORMS)
def test_what_comes_back_as_it_went_out_replaces_nothing_newer(
    root: Path, tmp_path: Path, format: str, form: str
) -> None:
    bring(root, translated_word_file(root, tmp_path / "a.docx"))
    old = hand_out(root, tmp_path / "old", format, form)
    assert outcome(root, old) == "unchanged"
    bring(root, translated_word_file(root, tmp_path / "b.docx", summary="Nowe streszczenie."))
    newer = (root / PO).read_bytes()
    assert outcome(root, old) == "kept"
    assert (root / PO).read_bytes() == newer
    assert outcome(root, old, accept=Acceptance(force=True)) == "translated"
    assert entry(root, SUMMARY).text.startswith("PL ")


@pytest.mark.parametrize(("format", "form"), FORMS)
def test_a_text_that_was_handed_out_can_be_restored(
    root: Path, tmp_path: Path, format: str, form: str
) -> None:
    bring(root, translated_word_file(root, tmp_path / "a.docx"))
    file = hand_out(root, tmp_path, format, form)
    (root / PO).unlink()
    assert outcome(root, file) == "translated"


def test_a_name_that_went_out_in_english_replaces_no_newer_text(root: Path, tmp_path: Path) -> None:
    names = translated_word_file(root, tmp_path / "a.docx", summary="Zob. Ada Example")
    bring(root, names)
    key = f"cases/{CASE}/places/1/name"
    kept = entry(root, key)
    back = bring(
        root, translated_word_file(root, tmp_path / "b.docx", name="Antwerp"), accept=Acceptance(same=True)
    )
    assert counts(back)["kept"] >= 1 and entry(root, key) == kept


def test_what_was_handed_out_is_remembered_once(root: Path, tmp_path: Path) -> None:
    sent = root / "content/locales/sent/pl"
    first = hand_out(root, tmp_path, "po")
    assert not sent.exists() and read_header(first.read_bytes()).handout == ""
    bring(root, translated_word_file(root, tmp_path / "a.docx"))
    files = [hand_out(root, tmp_path, format, form) for format, form in FORMS]
    (memory,) = sent.iterdir()
    name = read_header(files[-1].read_bytes()).handout
    assert memory.name == f"{CASE}-{name}.po" and b"PL Harbour watch" in memory.read_bytes()
    memory.unlink()
    bring(root, translated_word_file(root, tmp_path / "b.docx", summary="Nowe streszczenie."))
    assert outcome(root, files[-1]) == "translated"


def test_a_file_cannot_name_a_memory_elsewhere(root: Path, tmp_path: Path) -> None:
    bring(root, translated_word_file(root, tmp_path / "a.docx"))
    file = hand_out(root, tmp_path, "xliff")
    text, count = re.subn(r'(build-num="\w+\+)\w+', r"\1/../../../booklet", file.read_text())
    assert count == 1
    file.write_text(text)
    assert outcome(root, file) == "unchanged"
