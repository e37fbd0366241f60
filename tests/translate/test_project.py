"""From a project to translators and back: files out, files in, and the catalogues between."""

from __future__ import annotations

import json
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from booklet.build.deliveries import Imported, Intake, import_files
from booklet.build.handouts import Order, export_project, make_handout, remember
from booklet.build.locales import catalogue_file
from booklet.build.pseudo import write_pseudo
from booklet.build.translation import (
    UnreadableError,
    check_translations,
    measure_project,
    open_project,
    update_project,
)
from booklet.build.values import UsageError
from booklet.cli.entry import run
from booklet.cli.exits import Exit
from booklet.translate.catalogue import Catalogue, Entry, State
from booklet.translate.delivery import revision_of
from booklet.translate.po import read_po
from booklet.translate.receive import Acceptance
from booklet.word.handout import write_handout
from tests.projects import write_project
from tests.repositories import commit, start_repository

HARBOUR = "content/cases/harbour-watch.yaml"
CASE = "harbour-watch"
OVERVIEW = f"cases/{CASE}/overview"
PO = f"content/locales/pl/{CASE}.po"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    write_project(folder)
    return folder


def change(root: Path, path: str, old: str, new: str) -> None:
    file = root / path
    text = file.read_text()
    assert text.count(old) == 1
    file.write_text(text.replace(old, new))


def catalogue(root: Path, language: str = "pl", document: str = CASE) -> Catalogue:
    file = catalogue_file(language, document)
    made, findings = read_po(file, (root / file).read_bytes(), language, document)
    assert made is not None and not findings
    return made


def entry(root: Path, key: str, language: str = "pl") -> Entry:
    return catalogue(root, language).by_key()[key]


def translated_word_file(root: Path, target: Path, **texts: str) -> Path:
    """The Word file of the harbour, all translated: “PL …”, or as ``texts`` has it by the key's end."""
    project = open_project(root)
    segments = project.documents()[CASE]
    entries = tuple(
        Entry(s.key, s.source, texts.get(s.key.rpartition("/")[2], f"PL {s.source}")) for s in segments
    )
    handout = make_handout(project, Catalogue("pl", CASE, entries), segments, revision_of(segments))
    remember(project, CASE, segments)
    target.write_bytes(write_handout(handout))
    return target


def bring(root: Path, *files: Path, **more: object) -> Imported:
    return import_files(root, replace(Intake(tuple(files)), **more))


def counts(made: Imported) -> dict[str, int]:
    return made.results[0].received.count()


def test_an_untouched_file_changes_nothing(root: Path, tmp_path: Path) -> None:
    made = export_project(root, Order(("pl",), (CASE,), folder=tmp_path / "out"))
    assert [(f.document, f.language) for f in made.files] == [(CASE, "pl")]
    back = bring(root, tmp_path / "out" / f"{CASE}-pl.docx")
    assert set(counts(back)) == {"identical"}
    assert not back.written and not (root / PO).exists()


def test_a_word_file_comes_back_whole(root: Path, tmp_path: Path) -> None:
    back = bring(root, translated_word_file(root, tmp_path / "x.docx"))
    assert set(counts(back)) == {"translated"}
    assert back.written == (PO,)
    assert all(e.state is State.DONE and e.text == f"PL {e.source}" for e in catalogue(root).entries)
    assert bring(root, tmp_path / "x.docx").written == ()


@pytest.mark.parametrize("form", ["document", "table"])
def test_both_forms_bring_back_what_was_there(root: Path, tmp_path: Path, form: str) -> None:
    bring(root, translated_word_file(root, tmp_path / "x.docx"))
    before = catalogue(root)
    export_project(root, Order(("pl",), (CASE,), form=form, folder=tmp_path))  # type: ignore[arg-type]
    (root / PO).unlink()
    back = bring(root, tmp_path / f"{CASE}-pl.docx")
    assert set(counts(back)) == {"translated"}
    assert catalogue(root) == before


def test_the_pseudo_locale_goes_through_word_unchanged(root: Path) -> None:
    made = write_pseudo(root)
    assert made.changed == () and made.texts > 60 and len(made.written) == 3
    assert write_pseudo(root).written == ()
    assert catalogue(root, "qps").count()[State.DONE] == len(catalogue(root, "qps").entries)


@pytest.mark.parametrize("format", ["xliff", "po"])
def test_other_formats_come_back(root: Path, tmp_path: Path, format: str) -> None:
    bring(root, translated_word_file(root, tmp_path / "x.docx"))
    before = catalogue(root)
    made = export_project(root, Order(("pl",), (CASE,), format=format, folder=tmp_path))  # type: ignore[arg-type]
    (root / PO).unlink()
    back = bring(root, Path(made.files[0].path))
    assert set(counts(back)) == {"translated"}
    assert catalogue(root) == before


def test_english_that_changed_while_the_file_was_away(root: Path, tmp_path: Path) -> None:
    file = translated_word_file(root, tmp_path / "x.docx")
    change(
        root, HARBOUR, "  The quay was empty at night, and people avoided it.\n",
        "  It began with a question.\n\n  The quay was empty at night, and people avoided it.\n",
    )  # fmt: skip
    change(root, HARBOUR, "title: Evening walks", "title: Walks in the evening")
    back = bring(root, file)
    assert counts(back)["stale"] == 1 and counts(back)["missing"] == 1
    assert entry(root, f"{OVERVIEW}/1").text == ""
    assert entry(root, f"{OVERVIEW}/2").text == "PL The quay was empty at night, and people avoided it."
    assert entry(root, f"{OVERVIEW}/2").state is State.DONE
    title = entry(root, f"cases/{CASE}/mechanisms/evening-walks/title")
    assert (title.state, title.previous) == (State.STALE, "Evening walks")


def test_a_file_of_an_english_that_nobody_remembers_is_to_be_reviewed(root: Path, tmp_path: Path) -> None:
    file = translated_word_file(root, tmp_path / "x.docx")
    for sent in (root / "content/locales/sent").iterdir():
        sent.unlink()
    change(root, HARBOUR, "title: Evening walks", "title: Walks in the evening")
    back = bring(root, file)
    assert set(counts(back)) == {"stale"}
    assert {e.state for e in catalogue(root).entries} == {State.REVIEW}


def test_reviewed_translations_are_kept(root: Path, tmp_path: Path) -> None:
    bring(root, translated_word_file(root, tmp_path / "x.docx"), accept=Acceptance(reviewed=True))
    other = translated_word_file(root, tmp_path / "y.docx", summary="Inne streszczenie.")
    back = bring(root, other)
    assert counts(back)["kept"] == 1 and back.written == ()
    forced = bring(root, other, accept=Acceptance(force=True), dry_run=True)
    assert forced.written == (PO,)
    assert entry(root, f"cases/{CASE}/summary").text.startswith("PL ")
    bring(root, other, accept=Acceptance(force=True))
    assert entry(root, f"cases/{CASE}/summary").text == "Inne streszczenie."


def refused(root: Path, made: Imported) -> list[str]:
    assert made.results == () and made.written == ()
    assert not (root / PO).exists()
    return [finding.rule for finding in made.report.errors]


def test_a_file_that_belongs_elsewhere_is_refused(root: Path, tmp_path: Path) -> None:
    file = translated_word_file(root, tmp_path / "x.docx")
    assert refused(root, bring(root, file, language="de")) == ["translation/foreign"]
    assert refused(root, bring(root, file, document="night-walk")) == ["translation/foreign"]
    change(root, "content/booklet.yaml", "id: small-booklet", "id: another-booklet")
    assert refused(root, bring(root, file)) == ["translation/foreign"]


def test_a_hostile_or_broken_file_is_refused(root: Path, tmp_path: Path) -> None:
    file = translated_word_file(root, tmp_path / "x.docx")
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
        archive.writestr("word/evil.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    assert refused(root, bring(root, file)) == ["word/unsafe"]
    broken = tmp_path / "x.xlf"
    broken.write_bytes(b"<xliff>")
    assert refused(root, bring(root, broken)) == ["translation/unreadable"]
    assert refused(root, bring(root, tmp_path / "none.xlf")) == ["translation/unreadable"]
    odd = tmp_path / "x.pdf"
    odd.write_bytes(b"%PDF")
    assert refused(root, bring(root, odd)) == ["translation/unreadable"]


def test_a_catalogue_that_cannot_be_read_is_never_written_over(root: Path, tmp_path: Path) -> None:
    file = translated_word_file(root, tmp_path / "x.docx")
    (root / PO).parent.mkdir(parents=True)
    (root / PO).write_text('msgid "broken\n')
    back = bring(root, file)
    assert [f.rule for f in back.report.errors] == ["translation/file"]
    assert update_project(root).written == ()
    assert (root / PO).read_text() == 'msgid "broken\n'
    assert measure_project(root).languages[0].broken == (CASE,)


def test_one_sentence_makes_its_segment_stale_in_every_language(root: Path, tmp_path: Path) -> None:
    bring(root, translated_word_file(root, tmp_path / "x.docx"))
    pl = (root / PO).read_bytes()
    for language in ("de", "fr-BE"):
        target = root / catalogue_file(language, CASE)
        target.parent.mkdir()
        target.write_bytes(pl.replace(b"Language: pl", f"Language: {language.replace('-', '_')}".encode()))
    update_project(root)
    change(root, HARBOUR, "It costs little, and it lasts.", "It costs a little, and it lasts.")
    made = update_project(root)
    stale = {file: merged.stale for file, merged in made.merged.items() if merged.stale}
    assert stale == {
        f"content/locales/{code}/{CASE}.po": (f"cases/{CASE}/why/1",) for code in ("de", "fr-BE", "pl")
    }
    totals = [dict(s.documents)[CASE] for s in measure_project(root).languages]
    assert [(total.stale, total.missing) for total in totals] == [(1, 0)] * 3
    assert update_project(root).written == ()


def test_only_what_changed_since_a_revision_is_handed_out(root: Path, tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        names = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        subprocess.run(["git", *names, *arguments], cwd=root, check=True, capture_output=True)

    bring(root, translated_word_file(root, tmp_path / "x.docx"))
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "first")
    order = Order(("pl",), (CASE,), "xliff", changed_since="HEAD", folder=tmp_path)
    assert export_project(root, order).files == ()
    change(root, HARBOUR, "It costs little, and it lasts.", "It costs a little, and it lasts.")
    update_project(root)
    assert [f.texts for f in export_project(root, order).files] == [1]
    with pytest.raises(UsageError):
        export_project(root, replace(order, changed_since="nothing"))


def test_changes_of_the_english_are_tracked(root: Path, tmp_path: Path) -> None:
    start_repository(root)
    commit(root, "First")
    order = Order(("pl",), form="redline", changed_since="HEAD", folder=tmp_path)
    assert export_project(root, order).files == ()
    change(root, HARBOUR, "It costs little, and it lasts.", "It costs a little, and it lasts.")
    made = export_project(root, order).files
    assert [(Path(f.path).name, f.document, f.texts) for f in made] == [
        (f"changes-{CASE}-pl.docx", CASE, 1)
    ]
    with zipfile.ZipFile(made[0].path) as archive:
        text = archive.read("word/document.xml").decode()
    assert text.count("<w:ins ") == 1 and "<w:del " not in text
    with pytest.raises(UsageError):
        export_project(root, replace(order, changed_since=""))


def test_memory_and_terms_are_written_for_a_language(root: Path, tmp_path: Path) -> None:
    bring(root, translated_word_file(root, tmp_path / "x.docx"))
    for format, name in (("tmx", "memory"), ("csv", "glossary"), ("tbx", "glossary")):
        made = export_project(root, Order(("pl",), format=format, folder=tmp_path))  # type: ignore[arg-type]
        assert Path(made.files[0].path).name == f"{name}-pl.{format}"
        assert made.files[0].texts > 1


def test_exports_are_the_same_bytes_each_time(root: Path, tmp_path: Path) -> None:
    for format in ("docx", "xliff", "po", "tmx"):
        made = [
            Path(
                export_project(root, Order(("pl",), format=format, folder=tmp_path / n)).files[0].path
            ).read_bytes()  # type: ignore[arg-type]
            for n in ("a", "b")
        ]
        assert made[0] == made[1]


def test_checks_of_a_project_point_at_the_catalogue(root: Path, tmp_path: Path) -> None:
    bring(
        root,
        translated_word_file(root, tmp_path / "x.docx", impact="The quay is used again in the evening."),
        accept=Acceptance(same=True),
    )
    (root / "content/locales/pl/glossary.csv").write_text("term,translation\nquay,nabrzeże\n")
    found = {f.rule for f in check_translations(root).report}
    assert {"translation/untranslated", "translation/term"} <= found
    for finding in check_translations(root).report:
        assert finding.span is not None and finding.span.file == PO


def test_unknown_names_are_usage_errors(root: Path) -> None:
    for order in (Order(("xx-yy",)), Order(("en",)), Order(("pl",), ("nothing",))):
        with pytest.raises(UsageError):
            export_project(root, order)


def test_content_that_cannot_be_read(tmp_path: Path) -> None:
    write_project(tmp_path, {"content/booklet.yaml": "id: ["})
    with pytest.raises(UnreadableError):
        update_project(tmp_path)
    assert run(["-C", str(tmp_path), "translate", "status"]) == Exit.UNREADABLE


def test_the_commands(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def call(*arguments: str) -> tuple[int, str]:
        code = run(["-C", str(root), "-q", "translate", *arguments])
        return code, capsys.readouterr().out

    out = str(tmp_path / "out")
    code, said = call("export", "--lang", "pl", "--case", CASE, "-o", out, "--json")
    assert code == Exit.FINE and json.loads(said)["files"][0]["document"] == CASE
    file = str(translated_word_file(root, tmp_path / "x.docx"))
    page = tmp_path / "report.html"
    code, said = call("import", file, "--json", "--html", str(page), "--dry-run")
    assert code == Exit.FINE and json.loads(said)["results"][0]["counts"].keys() == {"translated"}
    assert page.read_text().startswith("<!DOCTYPE html>") and not (root / PO).exists()
    assert call("import", file, "--lang", "de")[0] == Exit.FINDINGS
    assert call("import", file)[0] == Exit.FINE
    code, said = call("update", "--json")
    assert code == Exit.FINE and json.loads(said)["written"] == []
    code, said = call("status", "--json", "--html", str(page))
    assert code == Exit.FINE and json.loads(said)["languages"][0]["total"]["missing"] > 0
    code, said = call("status")
    assert "pl" in said and "%" in said
    assert call("check", "--format", "json")[0] == Exit.FINE
    assert call("pseudo")[0] == Exit.FINE
    assert call("export")[0] == Exit.USAGE
    assert call("export", "--lang", "zz")[0] == Exit.USAGE


def test_texts_that_came_back_in_english_are_counted_and_listed_on_request(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export_project(root, Order(("pl",), (CASE,), folder=tmp_path / "out"))
    capsys.readouterr()

    def tell(*options: str) -> list[str]:
        assert run(["-C", str(root), *options, "translate", "import", str(back)]) == Exit.FINE
        return capsys.readouterr().err.splitlines()

    back = tmp_path / "out" / f"{CASE}-pl.docx"
    (counted,) = (line for line in tell() if "identical" in line)
    assert counted.endswith(" identical") and OVERVIEW not in counted
    assert any(line.startswith("  identical ") and OVERVIEW in line for line in tell("-v"))


def test_a_page_of_the_status_takes_the_place_of_the_table(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    update_project(root, ("pl",))
    assert run(["-C", str(root), "translate", "status"]) == Exit.FINE
    assert "% translated  % done" in capsys.readouterr().out
    page = tmp_path / "status.html"
    assert run(["-C", str(root), "translate", "status", "--html", str(page)]) == Exit.FINE
    assert capsys.readouterr().out == "" and page.is_file()


def test_a_new_language_begins_with_empty_catalogues(root: Path) -> None:
    made = update_project(root, ("lt",))
    assert sorted(made.written) == sorted(
        catalogue_file("lt", d) for d in ("publication", CASE, "night-walk")
    )
    assert update_project(root).written == ()
