"""The print edition as a file: boxes, marks, blank pages, claims, and that it looks like the screen's."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy
import pypdfium2
import pytest
from pikepdf import Dictionary, Name, Stream
from PIL import Image, ImageChops

from booklet.model.pages import Document
from booklet.model.press import Press
from booklet.press.faults import PressError
from booklet.press.parts import DocumentInfo, LinkedSection
from booklet.press.print.convert import convert_section
from booklet.press.print.finish import finish_print, print_sheet
from booklet.press.print.marks import draw_marks
from tests.press.printed import PROFILE, colours, find_rgb, icc, open_pdf, operators
from tests.programs import require

PT = 72 / 25.4
A4 = [0, 0, 210 * PT, 297 * PT]


@pytest.fixture(scope="session")
def converted(sections: tuple[LinkedSection, ...]) -> tuple[LinkedSection, ...]:
    return tuple(
        replace(section, pdf=convert_section(section.pdf, section.id, colours())[0], bookmarks=())
        for section in sections
    )


@pytest.fixture(scope="session")
def drawn(furniture: bytes) -> bytes:
    return convert_section(furniture, "furniture", colours())[0]


Finish = Callable[..., Document]


@pytest.fixture(scope="session")
def finish(converted: tuple[LinkedSection, ...], drawn: bytes, info: DocumentInfo) -> Finish:
    def make(press: Press | None = None, info: DocumentInfo = info) -> Document:
        return finish_print(converted, drawn, info, press or Press(), icc())

    return make


@pytest.fixture(scope="session")
def printed(finish: Finish) -> Document:
    return finish()


def box(values: Any) -> list[float]:
    return [float(value) for value in values]


def grown(by_mm: float) -> list[float]:
    by = by_mm * PT
    return [A4[0] - by, A4[1] - by, A4[2] + by, A4[3] + by]


def test_nothing_in_the_file_is_rgb(printed: Document) -> None:
    assert find_rgb(open_pdf(printed.pdf)) == []


def test_boxes_are_exact(printed: Document) -> None:
    for page in open_pdf(printed.pdf).pages:
        assert box(page.obj.TrimBox) == pytest.approx(A4, abs=0.001)
        assert box(page.obj.BleedBox) == pytest.approx(grown(3), abs=0.001)
        assert box(page.obj.MediaBox) == pytest.approx(grown(10), abs=0.001)
        assert not {"/CropBox", "/ArtBox", "/Rotate"} & set(page.obj.keys())


def test_another_print_shop_wants_other_boxes(finish: Finish) -> None:
    page = open_pdf(finish(Press(bleed_mm=5, marks=False)).pdf).pages[0]
    assert box(page.obj.BleedBox) == pytest.approx(grown(5), abs=0.001)
    assert not [name for _, name in operators(page.obj) if name in ("CS", "SCN")]


def test_content_ends_at_the_bleed_and_marks_stand_outside(printed: Document) -> None:
    page = open_pdf(printed.pdf).pages[2]
    first = operators(page.obj)[:5]
    assert [name for _, name in first] == ["q", "re", "W", "n", "q"]
    left, bottom, width, height = box(first[1][0])
    assert [left, bottom, left + width, bottom + height] == pytest.approx(grown(3), abs=0.002)
    names = [name for _, name in operators(page.obj)]
    assert names.count("q") == names.count("Q")


@pytest.mark.parametrize("bleed_mm", [0, 3, 6])
def test_crop_marks_point_at_the_trim(bleed_mm: float) -> None:
    drawn = draw_marks((0.0, 0.0, 100.0, 200.0), bleed_mm)
    lines = [tuple(map(float, line)) for line in re.findall(rb"(\S+) (\S+) m (\S+) (\S+) l S", drawn)]
    assert len(set(lines)) == 8
    assert b"0.25 w" in drawn
    for x1, y1, x2, y2 in lines:
        assert (x1 == x2) != (y1 == y2)
        if x1 == x2:
            assert x1 in (0, 100)
            assert all(y <= -bleed_mm * PT - 2.8 or y >= 200 + bleed_mm * PT + 2.8 for y in (y1, y2))
        else:
            assert y1 in (0, 200)
            assert all(x <= -bleed_mm * PT - 2.8 or x >= 100 + bleed_mm * PT + 2.8 for x in (x1, x2))


def test_marks_are_in_the_colour_of_every_plate(printed: Document) -> None:
    page = open_pdf(printed.pdf).pages[0].obj
    space = page.Resources.ColorSpace["/Registration"]
    assert list(space)[:3] == [Name.Separation, Name.All, Name.DeviceCMYK]
    assert ([Name("/Registration")], "CS") in operators(page)


def test_blank_pages_stand_before_the_back_cover(printed: Document, screen: Document) -> None:
    count = len(printed.page_map.labels)
    assert count % 4 == 0
    assert count == len(open_pdf(printed.pdf).pages)
    blanks = [n for n, section in enumerate(printed.page_map.sections) if section == "blank"]
    assert blanks == list(range(len(screen.page_map.labels) - 1, count - 1))
    assert printed.page_map.sections[-1] == "back-cover"
    assert printed.page_map.labels[:-1][: len(screen.page_map.labels) - 1] == screen.page_map.labels[:-1]
    for index in blanks:
        page = open_pdf(printed.pdf).pages[index].obj
        assert [name for _, name in operators(page) if name in ("Do", "Tj", "TJ", "f", "sh")] == []
        assert box(page.TrimBox) == pytest.approx(A4, abs=0.001)


def test_a_booklet_that_fills_its_sheets_gets_no_blank_page(
    converted: tuple[LinkedSection, ...], info: DocumentInfo
) -> None:
    three = (converted[0], converted[1], converted[-1])
    pages = sum(len(open_pdf(section.pdf).pages) for section in three)
    made = finish_print(three, None, info, Press(), icc())
    assert len(made.page_map.labels) == pages + -pages % 4
    four = (converted[0], converted[1], replace(converted[1], id="again"), converted[-1])
    if sum(len(open_pdf(section.pdf).pages) for section in four) == 4:
        assert "blank" not in finish_print(four, None, info, Press(), icc()).page_map.sections


def test_a_sheet_of_one_page_stays_one_page(screen: Document, info: DocumentInfo) -> None:
    made, found = print_sheet(screen.pdf, "sheet", info, Press(), colours())
    assert {finding.rule for finding in found} <= {"print/type-colour"}
    assert len(open_pdf(made).pages) == len(screen.page_map.labels)
    assert box(open_pdf(made).pages[0].obj.MediaBox) == pytest.approx(grown(10), abs=0.001)
    assert find_rgb(open_pdf(made)) == []


def test_the_file_claims_pdf_x_4(printed: Document) -> None:
    pdf = open_pdf(printed.pdf)
    assert pdf.pdf_version == "1.6"
    (intent,) = pdf.Root.OutputIntents
    assert str(intent.S) == "/GTS_PDFX"
    assert str(intent.OutputConditionIdentifier) == "FOGRA39"
    assert str(intent.RegistryName) == "http://www.color.org"
    assert intent.DestOutputProfile.read_bytes() == icc()
    assert int(intent.DestOutputProfile.N) == 4
    assert str(pdf.trailer.Info.Trapped) == "/False"
    assert str(pdf.trailer.Info.CreationDate) == "D:20240301000000Z"
    assert len(pdf.trailer.ID) == 2
    xmp = pdf.Root.Metadata.read_bytes().decode()
    for words in (
        "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>",
        "<pdf:Trapped>False</pdf:Trapped>",
        "<xmp:CreateDate>2024-03-01T00:00:00Z</xmp:CreateDate>",
        "<xmpMM:RenditionClass>default</xmpMM:RenditionClass>",
        "Safe &amp; Sound Cities",
    ):
        assert words in xmp


def test_what_only_a_screen_needs_is_gone(printed: Document) -> None:
    pdf = open_pdf(printed.pdf)
    assert set(pdf.Root.keys()) == {"/Type", "/Pages", "/PageLabels", "/OutputIntents", "/Metadata"}
    words = b"".join(thing.unparse() for thing in pdf.objects)
    for key in (
        b"/JavaScript",
        b"/AcroForm",
        b"/Annots",
        b"/StructTreeRoot",
        b"/StructParents",
        b"/EmbeddedFile",
    ):
        assert key not in words


def identifier(document: Document) -> str:
    found = re.search(rb"DocumentID>uuid:([^<]+)<", open_pdf(document.pdf).Root.Metadata.read_bytes())
    assert found is not None
    return found[1].decode()


def test_two_builds_are_the_same_and_the_identifier_is_of_the_content(
    finish: Finish, printed: Document, info: DocumentInfo
) -> None:
    assert finish().pdf == printed.pdf
    assert re.fullmatch(
        r"[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}", identifier(printed)
    )
    other = (finish(Press(bleed_mm=4)), finish(info=replace(info, title="Another")))
    assert len({identifier(document) for document in (printed, *other)}) == 3


def test_fonts_are_shared(printed: Document, screen: Document) -> None:
    def programs(pdf: Any) -> int:
        return sum("/FontFile2" in thing for thing in pdf.objects if isinstance(thing, Dictionary))

    assert programs(open_pdf(printed.pdf)) == programs(open_pdf(screen.pdf))


def test_furniture_that_does_not_fit_is_refused(
    converted: tuple[LinkedSection, ...], drawn: bytes, info: DocumentInfo
) -> None:
    with pytest.raises(PressError, match="furniture"):
        finish_print(converted[:2], drawn, info, Press(), icc())


def lines_of(document: bytes) -> list[list[tuple[str, list[float]]]]:
    """The words of every page with their places, from the trim's corner on."""
    made = []
    pdf = pypdfium2.PdfDocument(document)
    for page in pdf:
        text = page.get_textpage()
        places = [text.get_rect(index) for index in range(text.count_rects())]
        words = [(text.get_text_bounded(*place), place) for place in places]
        made.append([(said, [round(value, 1) for value in place]) for said, place in words])
    pdf.close()
    return made


def test_page_n_shows_the_same_lines_at_the_same_places(printed: Document, screen: Document) -> None:
    on_paper, on_screen = lines_of(printed.pdf), lines_of(screen.pdf)
    del on_paper[len(on_screen) - 1 : -1]
    assert sum(map(len, on_screen)) > 100
    for paper, glass in zip(on_paper, on_screen, strict=True):
        assert [said for said, _ in paper] == [said for said, _ in glass]
        for (_, one), (_, other) in zip(paper, glass, strict=True):
            assert one == pytest.approx(other, abs=0.11)


DPI = 18
WIDTH, HEIGHT = round(210 / 25.4 * DPI), round(297 / 25.4 * DPI)


def by_pdfium(document: bytes) -> list[Image.Image]:
    """Pictures of the pages' trim."""
    made = []
    pdf = pypdfium2.PdfDocument(document)
    for page in pdf:
        page.set_cropbox(*page.get_trimbox())
        made.append(page.render(scale=DPI / 72).to_pil().convert("RGB").resize((WIDTH, HEIGHT)))
    pdf.close()
    return made


def by_ghostscript(document: bytes, folder: Path) -> list[Image.Image]:
    """Pictures of the pages' trim, as the inks look on paper."""
    source = folder / "print.pdf"
    source.write_bytes(document)
    command = [
        require("gs"),
        "-q",
        "-dNOPAUSE",
        "-dBATCH",
        "-sDEVICE=png16m",
        f"-r{DPI * 2}",
        "-dUseTrimBox",
    ]
    command += [f"--permit-file-read={PROFILE}", f"-sDefaultCMYKProfile={PROFILE}", "-dRenderIntent=1"]
    subprocess.run([*command, "-o", str(folder / "p%03d.png"), str(source)], check=True)
    pages = sorted(folder.glob("p*.png"))
    return [Image.open(BytesIO(page.read_bytes())).convert("RGB").resize((WIDTH, HEIGHT)) for page in pages]


@cache
def blurred(picture: bytes) -> Image.Image:
    return Image.frombytes("RGB", (WIDTH, HEIGHT), picture).resize((21, 30), Image.Resampling.BOX)


def distance(a: Image.Image, b: Image.Image) -> int:
    """How far two pages are apart where they are furthest, in steps of 255, single dots not counting."""
    extremes: Any = ImageChops.difference(blurred(a.tobytes()), blurred(b.tobytes())).getextrema()
    return max(int(high) for _, high in extremes)


def without_blanks(pictures: list[Image.Image], wanted: int) -> list[Image.Image]:
    return [*pictures[: wanted - 1], pictures[-1]]


APART = 60
"""PDFium turns inks into colours by a rule of thumb; what vanishes leaves a difference of far more."""


def test_print_looks_like_screen_in_two_engines(
    printed: Document, screen: Document, tmp_path: Path
) -> None:
    wanted = by_pdfium(screen.pdf)
    for pictures in (by_pdfium(printed.pdf), by_ghostscript(printed.pdf, tmp_path)):
        shown = without_blanks(pictures, len(wanted))
        apart = [distance(one, other) for one, other in zip(shown, wanted, strict=True)]
        assert max(apart) < APART, apart


def test_a_vanished_gradient_would_be_seen(
    converted: tuple[LinkedSection, ...], screen: Document, info: DocumentInfo, tmp_path: Path
) -> None:
    """The test above is worth something: without its gradient the page is told from the one on screen."""
    chapter = converted[2]
    pdf = open_pdf(chapter.pdf + b"\n")
    for thing in pdf.objects:
        is_drawing = isinstance(thing, Stream) and ("/BBox" in thing or not set(thing.keys()) - {"/Length"})
        if is_drawing and b" sh" in thing.read_bytes():
            thing.write(re.sub(rb"/\S+ sh\b", b"", thing.read_bytes()))
    stream = BytesIO()
    pdf.save(stream)
    made = finish_print((replace(chapter, pdf=stream.getvalue()),), None, info, Press(), icc())
    start = screen.page_map.sections.index("about")
    wanted = by_pdfium(screen.pdf)[start]
    assert distance(by_pdfium(made.pdf)[0], wanted) > 1.5 * APART
    assert distance(by_ghostscript(made.pdf, tmp_path)[0], wanted) > 1.5 * APART


def test_ink_stays_below_the_limit_everywhere_inside_the_bleed(printed: Document, tmp_path: Path) -> None:
    """Ghostscript only measures: it separates the plates of the finished file."""
    assert most_ink(printed.pdf, tmp_path) <= 301


def test_the_measurement_sees_too_much_ink(
    converted: tuple[LinkedSection, ...], info: DocumentInfo, tmp_path: Path
) -> None:
    cover = converted[0]
    pdf = open_pdf(cover.pdf + b"\n\n")
    page = pdf.pages[0].obj
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + b"\n1 1 1 1 k -9 300 9 9 re f")
    stream = BytesIO()
    pdf.save(stream)
    made = finish_print((replace(cover, pdf=stream.getvalue()),), None, info, Press(), icc())
    assert most_ink(made.pdf, tmp_path) > 350


def most_ink(document: bytes, folder: Path) -> float:
    """The most ink on one place of any page inside the bleed, in percent."""
    source = folder / "print.pdf"
    source.write_bytes(document)
    command = [require("gs"), "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=tiffsep", "-r25", "-dUseBleedBox"]
    subprocess.run([*command, "-o", str(folder / "s%03d.tif"), str(source)], check=True)
    most = 0
    for number in range(1, len(open_pdf(document).pages) + 1):
        plates = [
            Image.open(BytesIO((folder / f"s{number:03d}({ink}).tif").read_bytes()))
            for ink in ("Cyan", "Magenta", "Yellow", "Black")
        ]
        wet = sum(255 - numpy.asarray(plate, dtype=numpy.int32) for plate in plates)
        most = max(most, int(numpy.max(wet)))
    return most / 2.55
