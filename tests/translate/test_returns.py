"""What comes back in other shapes than it went out in: countries, doubles, silence, sheer size."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from booklet.build.deliveries import Imported
from booklet.build.handouts import Order, export_project
from booklet.build.translation import open_project, update_project
from booklet.translate.catalogue import State
from booklet.translate.po import read_po
from booklet.translate.xliff import read_xliff
from booklet.word import safe
from tests.translate.test_project import CASE, PO, bring, catalogue, root, translated_word_file

__all__ = ["root"]

KEY = f"cases/{CASE}/title"


def sent(root: Path, folder: Path, form: str, language: str = "pl") -> Path:
    """An export of the case, all translated."""
    order = Order((language,), (CASE,), form, folder=folder)  # type: ignore[arg-type]
    bring(root, translated_word_file(root, folder / "first.docx"))
    file = Path(export_project(root, order).files[0].path)
    (root / PO).unlink()
    return file


def rewrite(file: Path, old: str, new: str) -> Path:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))
    return file


def refusal(made: Imported) -> str:
    assert not made.results and not made.written
    (finding,) = made.report.findings
    assert finding.rule == "translation/foreign" and finding.span is not None and not finding.span.line
    return finding.message


@pytest.mark.parametrize(
    ("form", "old", "new"),
    [
        ("po", "Language: pl", "Language: pl_PL"),
        ("xliff", 'target-language="pl"', 'target-language="pl-PL"'),
    ],
)
def test_the_usual_country_of_a_language_is_the_language(
    root: Path, tmp_path: Path, form: str, old: str, new: str
) -> None:
    file = rewrite(sent(root, tmp_path, form), old, new)
    assert bring(root, file, language="pl").written == (PO,)
    assert bring(root, file).written == ()


def test_another_country_is_another_language(root: Path, tmp_path: Path) -> None:
    file = rewrite(sent(root, tmp_path, "po"), "Language: pl", "Language: fr_BE")
    assert bring(root, file).results[0].language == "fr-BE"
    assert "fr-BE" in refusal(bring(root, file, language="fr"))


def test_a_country_that_has_catalogues_keeps_them(root: Path, tmp_path: Path) -> None:
    file = sent(root, tmp_path, "po")
    (root / "content/locales/pl-PL").mkdir(parents=True)
    (root / f"content/locales/pl-PL/{CASE}.po").write_bytes(file.read_bytes())
    assert bring(root, rewrite(file, "Language: pl", "Language: pl_PL")).results[0].language == "pl-PL"


def test_what_a_file_does_not_say_of_itself_is_asked_for(root: Path, tmp_path: Path) -> None:
    file = rewrite(sent(root, tmp_path, "xliff"), ' target-language="pl"', "")
    assert refusal(bring(root, file)) == "the file does not say which language it is in"
    assert bring(root, file, language="pl").written == (PO,)
    nothing = tmp_path / "nothing.po"
    nothing.write_bytes(b"")
    assert refusal(bring(root, nothing)) == "the file does not say which document it is a translation of"


@pytest.mark.parametrize("form", ["po", "xliff"])
def test_a_file_of_another_publication_is_refused(root: Path, tmp_path: Path, form: str) -> None:
    file = rewrite(sent(root, tmp_path, form), f"small-booklet/{CASE}", f"another-booklet/{CASE}")
    words = "the file belongs to the publication “another-booklet”"
    assert refusal(bring(root, file)) == words
    assert refusal(bring(root, file, language="pl", document=CASE)) == words
    (finding,) = bring(root, file).report
    assert finding.help and finding.span is not None and finding.span.file == file.as_posix()
    assert not (root / PO).exists()


@pytest.mark.parametrize(
    ("form", "name"),
    [("po", r"(Project-Id-Version: )[^\\]*"), ("xliff", '(original=")[^"]*')],
)
@pytest.mark.parametrize("other", [CASE, "", "Our booklet 1.0"], ids=["older", "dropped", "editor"])
def test_a_file_that_names_no_publication_is_taken(
    root: Path, tmp_path: Path, form: str, name: str, other: str
) -> None:
    file = sent(root, tmp_path, form)
    text, count = re.subn(name, lambda found: found[1] + other, file.read_text())
    assert count == 1
    file.write_text(text)
    assert bring(root, file, document=CASE).written == (PO,)


def test_one_foreign_document_refuses_its_whole_file(root: Path, tmp_path: Path) -> None:
    file = sent(root, tmp_path, "xliff")
    text = file.read_text()
    start, end = text.index("<file "), text.index("</file>") + len("</file>")
    other = text[start:end].replace(f"small-booklet/{CASE}", "another-booklet/night-walk")
    file.write_text(text[:end] + other + text[end:])
    assert "another-booklet" in refusal(bring(root, file))
    assert not (root / PO).exists()


def test_catalogues_name_their_publication(root: Path, tmp_path: Path) -> None:
    bring(root, translated_word_file(root, tmp_path / "a.docx"))
    name = f"Project-Id-Version: small-booklet/{CASE}\\n"
    written = (root / PO).read_text()
    assert name in written
    rewrite(root / PO, name, f"Project-Id-Version: {CASE}\\n")
    assert catalogue(root).publication == ""
    assert update_project(root).written == (PO,)
    assert (root / PO).read_text() == written


def test_of_two_files_in_one_import_the_second_knows_the_first(root: Path, tmp_path: Path) -> None:
    first = translated_word_file(root, tmp_path / "a.docx")
    made = bring(root, first, first, dry_run=True)
    assert [set(one.received.count()) for one in made.results] == [{"translated"}, {"unchanged"}]
    assert made.written == (PO,) and not (root / PO).exists()


def test_what_is_named_twice_is_written_once(root: Path, tmp_path: Path) -> None:
    made = export_project(root, Order(("pl", "pl"), (CASE, CASE), folder=tmp_path))
    assert len(made.files) == 1


def test_two_texts_of_one_name_are_both_told(root: Path, tmp_path: Path) -> None:
    file = sent(root, tmp_path, "xliff")
    text = file.read_text()
    unit = text[text.index("<trans-unit") : text.index("</trans-unit>") + 13]
    file.write_text(text.replace(unit, unit + unit.replace(">PL ", ">INNE ")))
    rows = bring(root, file).results[0].received.rows
    assert next(row.text for row in rows if row.outcome == "loose").startswith("INNE")
    entry = catalogue(root).by_key()[KEY]
    assert entry.state is State.REVIEW and "another text" in "".join(entry.remarks)
    (delivery,) = read_xliff("x", file.read_bytes().replace(b">INNE ", b">PL "))[0]
    assert not delivery.loose and not any(one.flaws for one in delivery.texts)


def test_a_new_link_is_to_be_reviewed(root: Path, tmp_path: Path) -> None:
    file = translated_word_file(root, tmp_path / "a.docx", title="[Klik](https://example.com/evil)")
    bring(root, file)
    entry = catalogue(root).by_key()[KEY]
    assert entry.state is State.REVIEW and "a link that the English has not" in "".join(entry.remarks)


def test_a_word_file_beyond_all_measure_is_refused(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = translated_word_file(root, tmp_path / "a.docx")
    monkeypatch.setattr(safe, "MAX_ELEMENTS", 1000)
    made = bring(root, file)
    assert [one.rule for one in made.report] == ["word/unsafe"]
    assert not made.results and not made.written and not (root / PO).exists()


def test_texts_beyond_all_measure_are_not_even_read(root: Path, tmp_path: Path) -> None:
    file = sent(root, tmp_path, "po")
    source = next(s.source for s in open_project(root).segments if s.key == KEY)
    rewrite(file, f'msgstr "PL {source}"', f'msgstr "{"*a* [" * 300_000}"')
    rows = {row.key: row for row in bring(root, file).results[0].received.rows}
    assert rows[KEY].outcome == "loose" and "far too long" in rows[KEY].note


def test_any_name_of_a_file_will_do(root: Path, tmp_path: Path) -> None:
    odd = tmp_path / "a\\b ü.docx"
    translated_word_file(root, odd)
    link = tmp_path / "folder" / "link.docx"
    link.parent.mkdir()
    link.symlink_to(odd)
    assert bring(root, odd, dry_run=True).written == bring(root, link, dry_run=True).written == (PO,)


def test_a_message_without_translation_is_told_where_it_begins() -> None:
    data = b'msgid ""\nmsgstr ""\n\nmsgctxt "a"\nmsgid "b"\n'
    finding = read_po("x.po", data, "pl", "x")[1][0]
    assert finding.span is not None and finding.span.line == 4
