"""The print edition as a product: what is made, what is made again, and settings that are wrong."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from booklet.build.products import find_print_editions, find_products
from booklet.build.run import build_project
from booklet.build.values import Kind, Outcome, Request, State, UsageError
from booklet.findings import Finding
from booklet.model.press import Press
from tests.build.small import SETTINGS, call, prepare
from tests.press.printed import find_rgb, open_pdf

BOTH = Request(products=("booklet-screen", "booklet-print"))
SCREEN, PRINT = "build/en/booklet-screen.pdf", "build/en/booklet-print.pdf"
SETTINGS_FILE = "content/booklet.yaml"


def with_press(root: Path, lines: str) -> None:
    (root / SETTINGS_FILE).write_text(SETTINGS + "press:\n" + lines)


def made(outcome: Outcome, kind: Kind) -> list[str]:
    return [task.id for task in outcome.tasks if task.kind is kind and task.state is State.MADE]


def profile_faults(root: Path, request: Request = BOTH) -> list[Finding]:
    return [f for f in build_project(root, request).report if f.rule == "press/profile"]


def words(file: Path) -> list[str]:
    """The words of every page."""
    pdf = pypdfium2.PdfDocument(file.read_bytes())
    said = [" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf]
    pdf.close()
    return said


def test_the_print_edition_belongs_to_a_build(first_build: tuple[Path, Outcome]) -> None:
    root, outcome = first_build
    (output,) = [one for one in outcome.outputs if one.product == "booklet-print"]
    assert output.path == PRINT
    pdf = open_pdf((root / PRINT).read_bytes())
    assert output.pages == len(pdf.pages)
    assert output.pages % 4 == 0
    assert find_rgb(pdf) == []
    assert "press" not in SETTINGS
    assert not [f for f in outcome.report if f.rule.startswith(("print/", "press/"))]


def test_pages_have_the_same_words_as_on_screen(first_build: tuple[Path, Outcome]) -> None:
    on_screen, on_paper = words(first_build[0] / SCREEN), words(first_build[0] / PRINT)
    blanks = len(on_paper) - len(on_screen)
    assert on_paper[: len(on_screen) - 1] == on_screen[:-1]
    assert on_paper[len(on_screen) - 1 : -1] == [""] * blanks
    assert on_paper[-1] == on_screen[-1]


def test_colours_of_the_publication_have_the_inks_of_its_tables(first_build: tuple[Path, Outcome]) -> None:
    pdf = open_pdf((first_build[0] / PRINT).read_bytes())
    contents = b"\n".join(
        page.obj.Contents[1].read_bytes() for page in pdf.pages if len(page.obj.Contents) > 2
    )
    for inks in (b"1 0.95 0 0.4 k", b"0 0 0 1 k", b"0 0.3 0.85 0 k"):
        assert inks in contents


def test_one_word_converts_one_section_again(built: Path) -> None:
    case = built / "content/cases/night-walk.yaml"
    text = case.read_text()
    case.write_text(text.replace("overview: |\n  ", "overview: |\n  Today ", 1))
    assert case.read_text() != text
    outcome = build_project(built, BOTH)
    assert made(outcome, Kind.INKS) == ["cases/night-walk"]
    assert len(made(outcome, Kind.PRINT)) == 1


def test_marks_and_bleed_convert_nothing_again(built: Path) -> None:
    with_press(built, "  marks: false\n  bleed_mm: 5\n")
    outcome = build_project(built, BOTH)
    assert not made(outcome, Kind.INKS)
    assert not made(outcome, Kind.SECTION)
    page = open_pdf((built / PRINT).read_bytes()).pages[0].obj
    assert float(page.BleedBox[0]) == pytest.approx(-5 * 72 / 25.4, abs=0.001)


def test_another_ink_limit_converts_all_sections_and_sets_none(built: Path) -> None:
    with_press(built, "  ink_limit_percent: 220\n")
    outcome = build_project(built, BOTH)
    inks = [task for task in outcome.tasks if task.kind is Kind.INKS]
    assert inks
    assert {task.state for task in inks} == {State.MADE}
    assert not made(outcome, Kind.SECTION)


def test_a_changed_profile_is_noticed(built: Path) -> None:
    profile = built / Press().icc
    data = bytearray(profile.read_bytes())
    data[24:36] = b"\x07\xd8" * 6  # the date in the header, which changes no colour
    profile.write_bytes(data)
    assert made(build_project(built, BOTH), Kind.PRINT) == ["en"]
    intent = open_pdf((built / PRINT).read_bytes()).Root.OutputIntents[0]
    assert intent.DestOutputProfile.read_bytes() == bytes(data)


@pytest.mark.parametrize(
    ("press", "words"),
    [
        ("  profile: fogra51\n  icc: assets/icc/nowhere.icc\n", "there is no such file"),
        ("  icc: assets/icc/short.icc\n", "not an ICC profile"),
        ("  icc: assets/icc/hollow.icc\n", "colours cannot be converted by it"),
        ("  icc: assets/icc/oneway.icc\n", "colours cannot be converted by it"),
    ],
)
def test_a_profile_that_cannot_be_used_is_told_with_its_place(built: Path, press: str, words: str) -> None:
    (built / "assets/icc/short.icc").write_bytes(b"short")
    whole = (built / Press().icc).read_bytes()
    hollow = len(whole[:5000]).to_bytes(4, "big") + whole[4:5000]  # says that it is whole
    (built / "assets/icc/hollow.icc").write_bytes(hollow)
    tag = whole.index(b"A2B1")
    start = int.from_bytes(whole[tag + 4 : tag + 8], "big")
    oneway = whole[:start] + b"junkjunk" + whole[start + 8 :]  # from inks to colours, which proofs need
    (built / "assets/icc/oneway.icc").write_bytes(oneway)
    with_press(built, press)
    (found,) = profile_faults(built)
    assert words in found.message
    assert found.span is not None
    line = (built / SETTINGS_FILE).read_text().splitlines()[found.span.line - 1]
    assert (found.span.file, line.strip()[:4]) == (SETTINGS_FILE, "icc:")


def test_without_the_usual_profile_only_printing_stops(built: Path) -> None:
    (built / Press().icc).unlink()
    assert not profile_faults(built, Request(products=("booklet-screen",)))
    before = (built / PRINT).read_bytes()
    (found,) = profile_faults(built)
    assert "there is no such file" in found.message
    assert (built / PRINT).read_bytes() == before


@pytest.mark.parametrize(
    "line",
    ["ink_limit_percent: 900", "bleed_mm: 12", "marks: 3", "icc: /etc/x.icc", "profile: ''", "inks: 4"],
)
def test_wrong_settings_are_told_with_their_place(tmp_path: Path, line: str) -> None:
    root = prepare(tmp_path / "p", {SETTINGS_FILE: SETTINGS + f"press:\n  {line}\n"})
    found = [f for f in build_project(root, BOTH).report.errors if f.span]
    assert [(f.span.file, f.span.line) for f in found if f.span] == [
        (SETTINGS_FILE, len(SETTINGS.splitlines()) + 2)
    ]


def test_factsheets_are_printed_when_it_is_asked_for(built: Path) -> None:
    code, out, err = call(
        "-C", str(built), "build", "factsheets", "--print", "--case", "night-walk", "--json"
    )
    assert code in (0, 1), err
    file = built / "build/en/factsheets-print/night-walk.pdf"
    assert "factsheets-print/night-walk.pdf" in out
    pdf = open_pdf(file.read_bytes())
    assert len(pdf.pages) == 1
    assert find_rgb(pdf) == []
    assert [round(float(value) / 72 * 25.4) for value in pdf.pages[0].obj.MediaBox] == [-10, -10, 220, 307]
    assert words(file) == words(built / "build/en/factsheets/night-walk.pdf")


def test_the_option_stands_for_the_editions_of_what_is_named() -> None:
    assert find_print_editions([]) == ("booklet-print", "factsheets-print")
    assert find_print_editions(["booklet-screen", "booklet-print"]) == ("booklet-print",)
    assert find_print_editions(["factsheets"]) == ("factsheets-print",)
    assert "factsheets-print" not in [product.name for product in find_products([])]
    for name in ("figures", "infographics", "nowhere"):
        with pytest.raises(UsageError):
            find_print_editions([name])


PICTURE = """\
picture:
  file: content/pictures/quay.{ending}
  alt: The quay in the evening
  credit: A. Example
  licence: CC BY 4.0
  origin: photo
"""


def photo() -> Image.Image:
    """A picture with one colour above and another one below."""
    image = Image.new("RGB", (1600, 1200), (200, 60, 30))
    image.paste((30, 90, 200), (0, 600, 1600, 1200))
    return image


def write(image: Image.Image, kind: str, **options: object) -> bytes:
    stream = BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def turned() -> bytes:
    """A JPEG that lies on its side and says so (EXIF)."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return write(photo().rotate(90, expand=True), "JPEG", quality=92, exif=exif)


PHOTOS = {
    "rgb.jpg": lambda: write(photo(), "JPEG", quality=92),
    "turned.jpg": turned,
    "alpha.png": lambda: write(photo().convert("RGBA"), "PNG"),
    "indexed.png": lambda: write(photo().quantize(8), "PNG"),
    "inks.jpg": lambda: write(photo().convert("CMYK"), "JPEG", quality=92),
    "print.tif": lambda: write(photo(), "TIFF"),
}


@pytest.mark.parametrize("name", PHOTOS)
def test_photos_come_out_right(built: Path, name: str) -> None:
    """The page of the case shows the upper colour above the lower one, in inks, whatever the file was."""
    ending = name.rpartition(".")[2]
    (built / "content/pictures").mkdir()
    (built / f"content/pictures/quay.{ending}").write_bytes(PHOTOS[name]())
    case = built / "content/cases/harbour-watch.yaml"
    case.write_text(case.read_text().replace("summary:", PICTURE.format(ending=ending) + "summary:", 1))
    outcome = build_project(built, BOTH)
    assert not outcome.report.errors
    pdf = open_pdf((built / PRINT).read_bytes())
    assert find_rgb(pdf) == []
    pictures = [thing for thing in pdf.objects if is_picture(thing) and int(thing.Width) > 200]
    assert len(pictures) == 1
    made = Image.open(BytesIO(pictures[0].read_raw_bytes()))
    assert made.mode == "CMYK"
    above, below = made.getpixel((40, 40)), made.getpixel((40, made.height - 40))
    assert isinstance(above, tuple) and isinstance(below, tuple)
    assert above[0] < below[0] and above[2] > below[2]  # the red has less cyan and more yellow


def is_picture(thing: object) -> bool:
    return isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == pikepdf.Name.Image
