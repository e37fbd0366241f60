"""Texts that cannot be read at present are not gone: their translations stay where they are."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from booklet.build.handouts import Order, export_project
from booklet.build.translation import measure_project, update_project
from booklet.translate.catalogue import Catalogue, Entry
from booklet.translate.merge import merge
from tests.build.languages import translate
from tests.sources import ROOT
from tests.translate.test_project import bring, change, counts, root

__all__ = ["root"]

FILE = "content/locales/pl/publication.po"
LAYOUT = "layouts/factsheet/layout.yaml"
CHAPTER = "content/chapters/introduction.md"


@pytest.fixture
def polish(root: Path) -> Path:
    """The small project with the layouts of the real one, all of it in Polish."""
    for name in ("booklet", "factsheet", "infographic"):
        (root / "layouts" / name).mkdir(parents=True)
        shutil.copy(ROOT / "layouts" / name / "layout.yaml", root / "layouts" / name)
    translate(root, "pl")
    assert not update_project(root).report.findings
    return root


BREAKS = {
    "malformed": (LAYOUT, "steps:", "steps: [", "factsheet"),
    "wrong": (LAYOUT, "steps:", "stepps:", "factsheet"),
    "other-language": (LAYOUT, "  en:", "  fr:", "factsheet"),
    "chapter": (CHAPTER, "number: 1", "number: one", "introduction"),
}


@pytest.mark.parametrize("broken", BREAKS.values(), ids=BREAKS)
def test_update_leaves_translations_of_what_cannot_be_read(
    polish: Path, broken: tuple[str, str, str, str]
) -> None:
    path, old, new, name = broken
    before = (polish / FILE).read_bytes()
    change(polish, path, old, new)
    made = update_project(polish)
    assert made.written == () and (polish / FILE).read_bytes() == before
    (finding,) = made.report
    assert finding.rule == "translation/unread" and f"`{name}` cannot be read" in finding.message
    assert finding.span is not None and finding.span.file == path and finding.help
    assert measure_project(polish).report == made.report


def test_a_layout_that_is_not_there_at_all(polish: Path) -> None:
    (polish / LAYOUT).unlink()
    made = update_project(polish)
    assert made.written == () and [one.rule for one in made.report] == ["translation/unread"]
    translate(polish, "pl", ("harbour-watch",))
    (polish / FILE).unlink()
    assert not update_project(polish).report.findings


def test_an_import_leaves_them_too_and_takes_what_comes_back(polish: Path, tmp_path: Path) -> None:
    def retype(text: str) -> str:
        start = text.index("msgstr", text.index('msgctxt "layouts/factsheet/labels/overview"'))
        return f'{text[:start]}msgstr "Nowe słowo"{text[text.index(chr(10), start) :]}'

    order = Order(("pl",), ("publication",), "po", folder=tmp_path)
    file = Path(export_project(polish, order).files[0].path)
    file.write_text(retype(file.read_text()))
    before = (polish / FILE).read_text()
    change(polish, LAYOUT, "steps:", "steps: [")
    made = bring(polish, file)
    assert [one.rule for one in made.report] == ["translation/unread"]
    assert counts(made).keys() == {"translated", "unchanged"} and counts(made)["translated"] == 1
    assert (polish / FILE).read_text() == retype(before)


def test_texts_that_are_gone_from_what_can_be_read_are_obsolete(polish: Path) -> None:
    text = (polish / LAYOUT).read_text()
    label = next(line for line in text.splitlines() if line.startswith("    overview:"))
    (polish / LAYOUT).write_text(text.replace(label + "\n", ""))
    made = update_project(polish)
    assert made.merged[FILE].obsolete == ("layouts/factsheet/labels/overview",)
    assert not made.report.findings


def test_what_stays_is_put_back_behind_what_it_stood_behind() -> None:
    entries = tuple(Entry(key, key, key.upper()) for key in ("h/1", "a", "h/2", "h/3", "b", "h/4"))
    made = merge(Catalogue("pl", "x", entries), (), ("h/",))
    assert [entry.key for entry in made.catalogue.entries] == ["h/1", "h/2", "h/3", "h/4"]
    assert made.obsolete == ("a", "b")
