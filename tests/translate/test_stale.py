"""Stale translations that come back: which are still right, and which nobody has looked at."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from booklet.build.handouts import Order, export_project
from booklet.build.translation import update_project
from booklet.translate.catalogue import State
from tests.translate.test_project import (
    CASE,
    HARBOUR,
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
