"""Products in other languages: what is built, what stands for missing translations, what is done again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pypdfium2 import PdfDocument

from booklet.build.content import ALL, choose_languages, read_content
from booklet.build.editions import check_languages, read_edition
from booklet.build.products import find_parts, find_products
from booklet.build.run import build_project
from booklet.build.values import Gaps, Kind, Outcome, Request, UsageError
from booklet.findings import Severity
from booklet.workspace import Workspace
from tests.build.languages import translate
from tests.build.small import prepare
from tests.build.test_incremental import change, done

SHEETS = ("factsheets",)


def text_of(root: Path, path: str) -> str:
    document = PdfDocument(root / path)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def paths(outcome: Outcome) -> list[str]:
    return [output.path for output in outcome.outputs]


@pytest.fixture(scope="module")
def polish(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    """The small project with one of its two cases in Polish, its factsheets built. Not to be changed."""
    root = prepare(tmp_path_factory.mktemp("polish"))
    translate(root, "pl", ("publication", "night-walk"))
    return root, build_project(root, Request(SHEETS, ("pl",)))


def test_a_language_that_has_translations_is_known(polish: tuple[Path, Outcome]) -> None:
    workspace = Workspace(polish[0])
    assert read_content(workspace, ()).languages == ("en",)
    assert read_content(workspace, ("pl",)).languages == ("pl",)
    assert read_content(workspace, (ALL,)).languages == ("en", "pl")
    with pytest.raises(UsageError) as caught:
        read_content(workspace, ("de",))
    assert caught.value.help == "Languages: en, pl, or all."


def test_all_leaves_out_the_pseudo_locale() -> None:
    known = ("en", "pl", "qps")
    assert choose_languages(known, (ALL,)) == ("en", "pl")
    assert choose_languages(known, (ALL, "qps")) == known
    assert choose_languages(known, ("qps", "en")) == ("en", "qps")


def test_sheets_of_cases_without_translation_are_left_out_and_named(polish: tuple[Path, Outcome]) -> None:
    root, outcome = polish
    assert paths(outcome) == ["build/pl/factsheets/night-walk.pdf"]
    assert not outcome.report.errors
    (finding,) = (one for one in outcome.report if one.rule == "build/untranslated")
    assert finding.severity is Severity.INFO
    assert finding.message == "in the language `pl`: harbour-watch"
    edition = read_edition(Workspace(root), read_content(Workspace(root), ("pl",)), "pl", Gaps())
    cases = edition.publication.cases
    assert [case.id for case in edition.choose_cases(cases, ("harbour-watch",))] == [c.id for c in cases]
    assert not list(edition.find_left_out(cases, ("harbour-watch",)))


def test_labels_and_texts_are_those_of_the_language(polish: tuple[Path, Outcome]) -> None:
    text = text_of(polish[0], "build/pl/factsheets/night-walk.pdf")
    assert "Why it matters (x)" in text
    assert "Night walk (x)" in " ".join(text.split())
    assert "„Small booklet (x)”" in " ".join(text.split())


def test_a_file_says_its_language(polish: tuple[Path, Outcome]) -> None:
    with pikepdf.open(polish[0] / "build/pl/factsheets/night-walk.pdf") as pdf:
        assert str(pdf.Root.Lang) == "pl"


def test_faults_lie_in_the_catalogue(polish: tuple[Path, Outcome], tmp_path: Path) -> None:
    root = prepare(tmp_path)
    translate(root, "pl", ("night-walk",), lambda text: f"{text}  x")
    workspace = Workspace(root)
    report = check_languages(workspace, read_content(workspace, ("pl",)))
    found = [one for one in report if one.rule == "text/double-space"]
    assert found and {one.span.file for one in found if one.span} == {"content/locales/pl/night-walk.po"}
    assert not [one for one in report if one.rule.startswith("budget/")]


def test_what_is_left_in_english_says_so(polish: tuple[Path, Outcome]) -> None:
    root = polish[0]
    edition = read_edition(Workspace(root), read_content(Workspace(root), ("pl",)), "pl", Gaps())
    assert "cases/harbour-watch/title" in edition.foreign
    assert "cases/night-walk/title" not in edition.foreign
    assert edition.untranslated == {"harbour-watch"}
    (gaps,) = (one for one in edition.report if one.rule == "translation/incomplete")
    assert "harbour-watch: " in gaps.message and "night-walk" not in gaps.message


def test_a_translation_that_is_not_printed_leaves_english_that_says_so(tmp_path: Path) -> None:
    root = prepare(tmp_path)
    change(
        root,
        "content/booklet.yaml",
        "language: en\n",
        "language: en\nseverity: {translation/placeholder: warning}\n",
    )
    translate(root, "pl")
    key, file = "cases/harbour-watch/mechanisms/notice-board/text/1", "content/locales/pl/harbour-watch.po"
    change(root, file, "see {ref:night-walk}. (x)", "zob. tam. (x)")
    content = read_content(Workspace(root), ("pl",))
    edition = read_edition(Workspace(root), content, "pl", Gaps())
    assert key in edition.foreign and edition.untranslated == frozenset()
    assert edition.spans[key].file == "content/cases/harbour-watch.yaml"
    assert [one.severity for one in edition.report if one.rule == "translation/placeholder"] == ["warning"]


def test_gaps_are_told_of_the_cases_that_are_built(polish: tuple[Path, Outcome]) -> None:
    content = read_content(Workspace(polish[0]), ("pl",))
    edition = read_edition(Workspace(polish[0]), content, "pl", Gaps(), ("cases/night-walk/",))
    told = [one.message for one in edition.report if one.rule == "translation/incomplete"]
    assert not any("harbour-watch" in message for message in told)


def test_gaps_can_be_refused(polish: tuple[Path, Outcome]) -> None:
    outcome = build_project(polish[0], Request(SHEETS, ("pl",), gaps=Gaps(missing="error")))
    assert outcome.report.errors and not outcome.outputs
    assert {one.rule for one in outcome.report.errors} == {"translation/missing"}
    assert all(file.is_file() for file in [polish[0] / "build/pl/factsheets/night-walk.pdf"])


def test_only_gaps_of_what_is_printed_are_refused(tmp_path: Path) -> None:
    """A factsheet prints nothing of the chapters, nor of the words of other layouts and other cases."""
    root = prepare(tmp_path)
    translate(root, "pl")
    forget(root, "publication", "chapters/introduction/title", "layouts/booklet/labels/contents")
    forget(root, "harbour-watch", "cases/harbour-watch/title")
    request = Request(("factsheets",), ("pl",), cases=("night-walk",), gaps=Gaps(missing="error"))
    assert paths(build_project(root, request)) == ["build/pl/factsheets/night-walk.pdf"]
    others = replace(request, cases=("harbour-watch",))
    assert [one.message for one in build_project(root, others).report.errors] == [
        "`cases/harbour-watch/title` is not translated"
    ]
    for key in ("layouts/factsheet/labels/why", "publication/title"):
        translate(root, "pl")
        forget(root, "publication", key)
        assert [one.message for one in build_project(root, request).report.errors] == [
            f"`{key}` is not translated"
        ]


def forget(root: Path, document: str, *keys: str) -> None:
    """Take translations out of a catalogue."""
    file = root / "content/locales/pl" / f"{document}.po"
    text = file.read_text()
    for key in keys:
        start = text.index("msgstr", text.index(f'msgctxt "{key}"\n'))
        text = f'{text[:start]}msgstr ""{text[text.index(chr(10), start) :]}'
    file.write_text(text)


def test_what_a_product_prints() -> None:
    def parts(*names: str, cases: tuple[str, ...] = ()) -> tuple[str, ...]:
        return find_parts(find_products(names, cases), cases)

    rest = ("taxonomy/", "publication/title", "publication/keywords")
    assert parts("factsheets") == ("cases/", "layouts/factsheet/", *rest)
    both = ("cases/a/", "cases/b/")
    assert parts("infographics", cases=("a", "b")) == (*both, "layouts/infographic/", *rest)
    assert parts("docx", cases=("a",)) == ("cases/a/", "layouts/booklet/", "layouts/infographic/", *rest)
    assert parts("docx") == parts("figures") == parts("booklet-print", "factsheets") == parts() == ()


def test_an_edited_translation_sets_its_own_sheet_alone(tmp_path: Path) -> None:
    root = prepare(tmp_path)
    translate(root, "pl")
    request = Request(("factsheets",), ("pl",))
    first = build_project(root, request)
    assert len(first.outputs) == 2
    change(
        root, "content/locales/pl/night-walk.po", 'msgstr "Nobody has to walk alone. (x)"', 'msgstr "X."'
    )
    again = build_project(root, request)
    assert done(again, Kind.SHEET) == ["factsheets/night-walk"]
    assert "build/pl/factsheets/harbour-watch.pdf" in paths(again)
    assert done(build_project(root, request), Kind.SHEET) == []


def test_an_edited_translation_sets_its_own_section_alone(tmp_path: Path) -> None:
    root = prepare(tmp_path)
    translate(root, "pl")
    request = Request(("booklet-screen",), ("pl",))
    first = build_project(root, request)
    assert paths(first) == ["build/pl/booklet-screen.pdf"] and not first.report.errors
    change(
        root, "content/locales/pl/night-walk.po", 'msgstr "Nobody has to walk alone. (x)"', 'msgstr "X."'
    )
    again = build_project(root, request)
    assert done(again, Kind.SECTION) == ["cases/night-walk"]
    assert done(again, Kind.DRAFT) == done(again, Kind.FIGURES) == []
