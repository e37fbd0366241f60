"""Factsheets and infographics as products: files, cases, shared steps, and what the files claim."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from booklet.build.run import build_project
from booklet.build.values import Kind, Outcome, Output, Request, State, UsageError
from tests.build.small import SETTINGS, prepare
from tests.load.test_partner import png
from tests.verapdf import check

CASES = ("harbour-watch", "night-walk")
SHEETS = ("factsheets", "infographics")
LONG = "Streets where people feel secure. "


def files(outcome: Outcome, product: str) -> dict[str, Output]:
    return {o.case: o for o in outcome.outputs if o.product == product and o.path.endswith(".pdf")}


def change(root: Path, path: str, old: str, new: str) -> None:
    file = root / path
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


def lengthen(root: Path, case: str, characters: int) -> None:
    """Give a case short texts, of which the overview has so many characters."""
    file = root / f"content/cases/{case}.yaml"
    words = (LONG * (characters // len(LONG) + 1))[:characters].strip()
    file.write_text(f"{file.read_text()}short:\n  overview: |\n    {words}\n  why: It matters.\n")
    with (root / "content/booklet.yaml").open("a") as settings:
        settings.write("  budget/*: off\n  text/*: off\n")


def made(outcome: Outcome, kind: Kind) -> list[str]:
    return [t.id for t in outcome.tasks if t.kind is kind and t.state is State.MADE]


def test_every_case_gets_its_sheets(first_build: tuple[Path, Outcome]) -> None:
    root, outcome = first_build
    for product in SHEETS:
        found = files(outcome, product)
        assert tuple(found) == CASES
        for case, output in found.items():
            assert output.path == f"build/en/{product}/{case}.pdf"
            assert (root / output.path).read_bytes().startswith(b"%PDF-1.7")
            assert output.pages == 1
            assert output.step
            assert output.zones["foot"] <= 1
            assert output.attempts[-1].reasons == ()
    assert {o.step for o in files(outcome, "factsheets").values()} == {"9.5/13"}


def test_infographics_are_pictures_too(first_build: tuple[Path, Outcome]) -> None:
    root, _ = first_build
    folder = root / "build/en/infographics"
    assert (folder / "night-walk.png").read_bytes().startswith(b"\x89PNG")
    assert b"<svg" in (folder / "night-walk.svg").read_bytes()[:400]


def test_only_the_cases_that_are_asked_for_are_written(
    tmp_path: Path, first_build: tuple[Path, Outcome]
) -> None:
    root = prepare(tmp_path / "project")
    outcome = build_project(root, Request(cases=("night-walk",)))
    assert {(o.product, o.case) for o in outcome.outputs} == {(p, "night-walk") for p in (*SHEETS, "docx")}
    assert not (root / "build/en/booklet-screen.pdf").exists()
    for output in outcome.outputs:
        assert (root / output.path).read_bytes() == (first_build[0] / output.path).read_bytes()


def test_one_case_leaves_the_files_of_the_others(built: Path) -> None:
    change(built, "content/cases/night-walk.yaml", "Nobody has to walk alone.", "Nobody must walk alone.")
    build_project(built, Request(cases=("night-walk",)))
    assert (built / "build/en/factsheets/harbour-watch.pdf").exists()
    assert (built / "build/en/booklet-screen.pdf").exists()


def test_one_word_sets_one_sheet(built: Path) -> None:
    change(built, "content/cases/night-walk.yaml", "Nobody has to walk alone.", "Nobody must walk alone.")
    outcome = build_project(built, Request(products=("factsheets",)))
    assert set(made(outcome, Kind.SHEET)) <= {"factsheets/night-walk"}


@pytest.mark.slow
def test_sheets_of_a_case_that_is_gone_are_removed(built: Path) -> None:
    change(built, "content/booklet.yaml", "cases: [harbour-watch, night-walk]", "cases: [night-walk]")
    (built / "content/cases/harbour-watch.yaml").unlink()
    change(built, "content/chapters/introduction.md", "{ref:harbour-watch}", "{ref:night-walk}")
    outcome = build_project(built, Request(products=(*SHEETS, "docx")))
    assert not outcome.report.errors
    left = sorted(p.name for p in (built / "build/en").glob("*/harbour-watch.*"))
    assert left == []
    assert (built / "build/en/factsheets/night-walk.pdf").exists()


@pytest.mark.parametrize(
    "request_", [Request(cases=("nowhere",)), Request(products=("booklet-screen",), cases=("night-walk",))]
)
def test_cases_and_products_that_do_not_go_together(built: Path, request_: Request) -> None:
    with pytest.raises(UsageError):
        build_project(built, request_)


def test_all_sheets_share_the_closest_step_that_one_needs(tmp_path: Path) -> None:
    root = prepare(tmp_path / "project")
    lengthen(root, "harbour-watch", 2600)
    outcome = build_project(root, Request(products=("factsheets",)))
    sheets = files(outcome, "factsheets")
    (shared,) = {o.step for o in sheets.values()}
    assert shared != "9.5/13"
    assert [a.step for a in sheets["night-walk"].attempts] == ["9.5/13"]
    assert sheets["harbour-watch"].attempts[0].reasons
    alone = build_project(root, Request(products=("factsheets",), cases=("night-walk",)))
    assert files(alone, "factsheets")["night-walk"].sha256 == sheets["night-walk"].sha256


def test_layout_may_give_every_sheet_its_own_step(tmp_path: Path) -> None:
    root = prepare(tmp_path / "project")
    lengthen(root, "harbour-watch", 3300)
    change(root, "layouts/factsheet/layout.yaml", "\nfit: all", "\nfit: each")
    sheets = files(build_project(root, Request(products=("factsheets",))), "factsheets")
    assert sheets["night-walk"].step == "9.5/13"
    assert sheets["harbour-watch"].step != "9.5/13"


def test_text_that_fits_at_no_step_is_an_error_at_its_line(tmp_path: Path) -> None:
    root = prepare(tmp_path / "project")
    file = root / "content/cases/night-walk.yaml"
    file.write_text(f"{file.read_text()}short:\n  overview: |\n    Short.\n  why: {LONG * 120}\n")
    line = file.read_text().splitlines().index(f"  why: {LONG * 120}") + 1
    (root / "content/booklet.yaml").write_text(SETTINGS + "  budget/*: off\n  text/*: off\n")
    outcome = build_project(root, Request(products=("factsheets",), cases=("night-walk",)))
    (finding,) = (f for f in outcome.report.errors if f.rule == "fit/overset")
    assert finding.span is not None
    assert (finding.span.file, finding.span.line) == ("content/cases/night-walk.yaml", line)
    assert "pt too high" in finding.message
    assert outcome.outputs[0].pages == 1


@pytest.fixture(scope="module")
def partnered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sheets with the logo of a partner."""
    edition = "name: City of Example\nlogo: content/locales/en/logo.png\nlink: https://example.org/night\n"
    root = prepare(
        tmp_path_factory.mktemp("partner") / "project",
        {"content/locales/en/partner.yaml": edition, "content/locales/en/logo.png": png(90, 30)},
    )
    build_project(root, Request(products=SHEETS, cases=("night-walk",)))
    return root / "build/en"


@pytest.mark.parametrize("product", SHEETS)
@pytest.mark.parametrize("flavour", ["3a", "ua1"])
def test_sheets_conform(partnered: Path, product: str, flavour: str) -> None:
    assert check(partnered / product / "night-walk.pdf", flavour) == {}


@pytest.mark.parametrize("product", SHEETS)
def test_sheet_is_one_a4_page_that_says_what_it_is(partnered: Path, product: str) -> None:
    with pikepdf.open(partnered / product / "night-walk.pdf") as pdf:
        assert len(pdf.pages) == 1
        box = [float(value) for value in pdf.pages[0].MediaBox]
        assert (box[2] - box[0], box[3] - box[1]) == (
            pytest.approx(595.28, abs=0.1),
            pytest.approx(841.89, abs=0.1),
        )
        with pdf.open_metadata() as metadata:
            assert "(TESTING)" in metadata["dc:title"]
            assert metadata["dc:language"] == {"en-GB"}
            assert metadata["dc:description"]
