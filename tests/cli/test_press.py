"""``booklet press``: what is refused, what is written, what is said."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import click
import pikepdf
import pytest

from booklet.cli.entry import run
from booklet.cli.exits import Exit
from booklet.cli.press import SCHEMES, command
from booklet.press.imposition import order
from tests.press.paper import make_pdf


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "book.pdf"
    path.write_bytes(make_pdf(16))
    return path


def press(*arguments: str | Path) -> int:
    return run(["press", *map(str, arguments)])


def pages(path: Path) -> int:
    with pikepdf.open(BytesIO(path.read_bytes())) as pdf:
        return len(pdf.pages)


def test_schemes_are_those_of_the_press() -> None:
    assert SCHEMES == order.SCHEMES


def test_defaults(file: Path) -> None:
    made = {
        name: command.commands[name].make_context(name, [str(file)]).params for name in ("impose", "cover")
    }
    shared = dict.fromkeys(("output", "paper_mm", "gsm", "volume", "stock_mm", "marks"))
    shared |= {"file": file, "bleed_mm": 3.0, "force": False, "as_json": False}
    assert made["impose"] == shared | {
        "scheme": "saddle-stitch",
        "sheets_per_signature": None,
        "creep_mm": None,
        "milling_mm": None,
        "blanks": "end",
        "without_cover": False,
        "cover_spread": False,
    }
    assert made["cover"] == shared | {
        "spine_mm": None,
        "pages": None,
        "spine_from": "both",
        "inside": False,
    }


def test_sheets_are_written_beside_the_file(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert press("impose", file) == Exit.FINE
    assert pages(file.with_name("book-saddle-stitch.pdf")) == 8
    said = capsys.readouterr()
    assert "8 sides of 140 × 100 mm, trimmed to 120 × 80 mm; print two-sided" in said.err
    assert said.out == ""


def test_cover_spread_is_the_cover(file: Path) -> None:
    one, other = file.with_name("one.pdf"), file.with_name("other.pdf")
    assert press("impose", file, "--cover-spread", "--paper-mm", "0.1", "-o", one) == Exit.FINE
    assert press("cover", file, "--paper-mm", "0.1", "-o", other) == Exit.FINE
    assert one.read_bytes() == other.read_bytes() and pages(one) == 1


def test_json_tells_the_order(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = press("impose", file, "--gsm", "100", "--volume", "1", "--json", "-o", file.with_name("x.pdf"))
    assert code == Exit.FINE
    told = json.loads(capsys.readouterr().out)
    assert told["sheets"][1] == {
        "sheet": 2,
        "signature": 1,
        "front": [14, 3],
        "back": [4, 13],
        "creep_mm": 0.1,
    }
    assert told["sides"][0]["trim_mm"] == [10, 10, 130, 90]
    assert told["exit"] == 0 and told["findings"] == []


def test_findings_end_without_a_file(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = file.with_name("x.pdf")
    assert press("impose", file, "--paper", "A5", "-o", target) == Exit.FINE
    before = target.read_bytes()
    assert press("impose", file, "--paper", "80x90", "-o", target) == Exit.FINDINGS
    assert "error[impose/paper]: the spread is 120 × 80 mm" in capsys.readouterr().err
    assert target.read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["--paper", "A99"],
        ["--paper", "nanxnan"],
        ["--paper-mm", "nan"],
        ["--paper-mm", "0"],
        ["--gsm", "100"],
        ["--volume", "1"],
        ["--paper-mm", "0.1", "--gsm", "100", "--volume", "1"],
        ["--paper-mm", "0.1", "--creep-mm", "1"],
        ["--milling-mm", "2"],
        ["--sheets-per-signature", "4"],
        ["--scheme", "2-up", "--creep-mm", "1"],
        ["--scheme", "4-up"],
        ["--cover-spread"],
        ["--cover-spread", "--paper-mm", "0.1", "--scheme", "2-up"],
        ["-o", "."],
    ],
    ids=" ".join,
)
def test_options_that_make_no_sense(file: Path, arguments: list[str]) -> None:
    before = sorted(file.parent.iterdir())
    assert press("impose", file, *arguments) == Exit.USAGE
    assert sorted(file.parent.iterdir()) == before


def test_the_file_itself_is_never_written_over(file: Path) -> None:
    before = file.read_bytes()
    link = file.with_name("link.pdf")
    link.symlink_to(file)
    for target in (file, link, file.parent / ".." / file.parent.name / "book.pdf"):
        assert press("impose", file, "-o", target, "--force") == Exit.USAGE
    assert file.read_bytes() == before


def test_only_our_files_are_written_over(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = file.with_name("theirs.pdf")
    target.write_bytes(make_pdf(1))
    assert press("impose", file, "-o", target) == Exit.USAGE
    assert "--force" in capsys.readouterr().err
    assert pages(target) == 1
    assert press("impose", file, "-o", target, "--force") == Exit.FINE
    assert press("impose", file, "-o", target, "--scheme", "2-up") == Exit.FINE
    assert pages(target) == 9


def test_a_missing_file_is_a_matter_of_usage(tmp_path: Path) -> None:
    assert press("impose", tmp_path / "no.pdf") == Exit.USAGE
    assert press("cover", tmp_path, "--spine-mm", "0") == Exit.USAGE


def test_a_folder_that_cannot_be_written_to(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (file.parent / "taken").write_text("")
    assert press("impose", file, "-o", file.parent / "taken" / "x.pdf") == Exit.USAGE
    assert "cannot be written" in capsys.readouterr().err


def test_help_names_every_option() -> None:
    for name, made in command.commands.items():
        words = made.get_help(click.Context(made, info_name=name))
        assert "--paper-mm" in words and "--force" in words
