"""Sheets as they come out: boxes, what is seen where, claims, and files that cannot be imposed."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf, String

from booklet.press.imposition.box import MM_PT, Box
from booklet.press.imposition.faces import MARK_MM, Frame, lay_out
from booklet.press.imposition.marks import write_numbers
from booklet.press.imposition.order import order_pages
from booklet.press.imposition.run import FoldJob, Imposed, impose
from booklet.press.imposition.source import SourcePage, list_pages, turn_upright
from booklet.press.imposition.write import is_ours
from tests.press.paper import BLEED_MM, HEIGHT_MM, WIDTH_MM, Seen, boxes, change, make_pdf, save

MARGIN_MM = 10
"""What lies around the trim of a sheet with marks and 3 mm of bleed."""
FOLD_MM = MARGIN_MM + WIDTH_MM
MIDDLE_MM = MARGIN_MM + HEIGHT_MM / 2


def made(data: bytes, job: FoldJob | None = None) -> bytes:
    result = impose(data, job or FoldJob())
    assert result.pdf is not None, list(result.report)
    return result.pdf


def rules(result: Imposed) -> list[str]:
    return [finding.rule for finding in result.report]


def box_mm(data: bytes, key: str, index: int = 0) -> list[float]:
    with pikepdf.open(BytesIO(data)) as pdf:
        return [round(float(value) / MM_PT, 2) for value in pdf.pages[index].obj[key]]


def test_boxes_of_a_sheet() -> None:
    page = made(make_pdf(8))
    assert box_mm(page, "/MediaBox") == [0, 0, 2 * WIDTH_MM + 20, HEIGHT_MM + 20]
    assert box_mm(page, "/TrimBox") == [10, 10, 2 * WIDTH_MM + 10, HEIGHT_MM + 10]
    assert box_mm(page, "/BleedBox") == [7, 7, 2 * WIDTH_MM + 13, HEIGHT_MM + 13]


def test_pages_lie_where_they_belong_and_bleed_on_the_outside_alone() -> None:
    seen = Seen(made(make_pdf(8), FoldJob(marks=False)))
    fold, right = BLEED_MM + WIDTH_MM, 2 * (BLEED_MM + WIDTH_MM)
    middle = BLEED_MM + HEIGHT_MM / 2
    assert [seen.page_at(x, middle) for x in (0.3, fold - 0.4, fold + 0.4, right - 0.4)] == [8, 8, 1, 1]
    assert [seen.page_at(fold - 10, y) for y in (0.3, HEIGHT_MM + 2 * BLEED_MM - 0.4)] == [8, 8]
    back = Seen(made(make_pdf(8), FoldJob(marks=False)), 1)
    assert [back.page_at(x, middle) for x in (0.3, fold - 0.4, fold + 0.4, right - 0.4)] == [2, 2, 7, 7]


def test_no_page_reaches_over_the_fold_to_a_blank_one() -> None:
    """Page 1 faces a blank page, which stays white up to the fold."""
    seen = Seen(made(make_pdf(7), FoldJob(marks=False)))
    fold = BLEED_MM + WIDTH_MM
    assert seen.page_at(fold - 0.4, 40) is None
    assert seen.page_at(fold + 0.4, 40) == 1


def test_nothing_is_printed_between_bleed_and_marks() -> None:
    seen = Seen(made(make_pdf(4)))
    assert seen.page_at(MARGIN_MM - 2.5, 40) == 4
    assert seen.page_at(MARGIN_MM - 3.5, 40) is None


def test_marks_are_black_and_outside_the_bleed() -> None:
    seen = Seen(made(make_pdf(4)), dots_per_mm=20)
    for x, y in ((MARGIN_MM - 5, MARGIN_MM), (MARGIN_MM, MARGIN_MM - 5), (MARGIN_MM - 5.5, MIDDLE_MM)):
        around = [seen.at(x + dx / 20, y + dy / 20) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
        assert min(sum(colour) for colour in around) < 300, (x, y)
    assert seen.at(MARGIN_MM - 2, MARGIN_MM) != (0, 0, 0)
    assert Seen(made(make_pdf(4), FoldJob(marks=False))).picture.width < seen.picture.width


def test_marks_have_the_colour_of_all_inks() -> None:
    pdf = pikepdf.open(BytesIO(made(make_pdf(4))))
    space = pdf.pages[0].obj.Resources.ColorSpace["/Registration"]
    assert [space[0], space[1]] == [Name.Separation, Name.All]
    assert b"/Registration CS 1 SCN" in pdf.pages[0].obj.Contents.read_bytes()


def test_creep_shifts_inner_pages_into_the_fold_and_moves_their_cut() -> None:
    data = made(make_pdf(16), FoldJob(paper_mm=0.5))
    trims = [box_mm(data, "/TrimBox", index) for index in range(8)]
    assert trims[0] == trims[1] == [10, 10, 130, 90]
    assert trims[6] == trims[7] == [11.5, 10, 128.5, 90]
    inner = Seen(data, 6)
    assert inner.page_at(11.5 - 2.6, 40) == 10 and inner.page_at(11.5 - 3.4, 40) is None
    total = made(make_pdf(16), FoldJob(creep_mm=1.5))
    assert [box_mm(total, "/TrimBox", index) for index in range(8)] == trims


def test_perfect_binding_leaves_a_spine_to_be_milled_off() -> None:
    job = FoldJob(scheme="perfect-bound", milling_mm=5, sheets_per_signature=1)
    data = made(make_pdf(8), job)
    seen = Seen(data)
    fold = MARGIN_MM + WIDTH_MM + 5
    assert seen.page_at(fold - 2.5, 40) == 4 and seen.page_at(fold + 2.5, 40) == 1
    assert seen.page_at(fold - 1.5, 40) is None and seen.page_at(fold + 1.5, 40) is None
    assert box_mm(data, "/TrimBox") == [10, 10, 140, 90]


def test_signatures_have_stairs_on_their_backs() -> None:
    sheets = order_pages(range(1, 33), "perfect-bound", 2)
    size = (WIDTH_MM * MM_PT, HEIGHT_MM * MM_PT)
    page = {
        n: SourcePage(n, Box(0, 0, *size), Box(0, 0, *size), turn_upright(Box(0, 0, *size), 0))
        for n in range(1, 33)
    }
    sides = lay_out(sheets, page, Frame(size))
    steps = [side.collation.y1 for side in sides if side.collation]
    assert len(steps) == 4 and steps == sorted(steps, reverse=True) and len(set(steps)) == 4
    alone = lay_out(order_pages(range(1, 9), "saddle-stitch"), page, Frame(size))
    assert not any(side.collation for side in alone)


def test_proofs_show_spreads_and_shrink_to_the_paper() -> None:
    data = made(make_pdf(5), FoldJob(scheme="2-up", marks=False, stock_mm=(60, 45)))
    assert [box_mm(data, "/MediaBox", index) for index in range(3)] == [[0, 0, 60, 45]] * 3
    second = Seen(data, 1)
    assert [second.page_at(x, 22) for x in (1, 29, 31, 59)] == [2, 2, 3, 3]
    assert Seen(data, 0).page_at(10, 22) is None
    assert second.page_at(10, 1) is None  # 30 mm a page are 40 mm high, in the middle of 45


def test_cover_can_be_left_out() -> None:
    result = impose(make_pdf(12), FoldJob(scheme="perfect-bound", without_cover=True))
    assert [(s.front.left, s.front.right) for s in result.sheets] == [(10, 3), (8, 5)]


CORNERED = b"q 1 0 0 rg -500 -500 2000 2000 re f 0 0 1 rg -30 -30 70 90 re f Q"
"""Red, with a blue corner where the page's own space begins."""


@pytest.mark.parametrize(
    ("turn", "corner"), [(0, (5, 5)), (90, (5, 75)), (180, (55, 75)), (270, (55, 5)), (-90, (55, 5))]
)
def test_turned_pages_are_placed_as_they_are_shown(turn: int, corner: tuple[int, int]) -> None:
    wide, high = (HEIGHT_MM, WIDTH_MM) if turn % 180 else (WIDTH_MM, HEIGHT_MM)
    media = [20.0, 30.0, 20 + wide * MM_PT, 30 + high * MM_PT]
    pdf = pikepdf.open(BytesIO(make_pdf(4, {"/MediaBox": media, "/Rotate": turn})))
    for page in pdf.pages:
        page.obj.Contents = pdf.make_stream(CORNERED.replace(b"-30 -30", b"-10 0"))
    seen = Seen(made(save(pdf), FoldJob(marks=False, bleed_mm=0)))
    blue = [
        at for at in ((5, 5), (5, 75), (55, 75), (55, 5)) if seen.at(WIDTH_MM + at[0], at[1]) == (0, 0, 255)
    ]
    assert blue == [corner]


def test_a_user_unit_counts() -> None:
    media = {"/MediaBox": [0, 0, WIDTH_MM * MM_PT / 2, HEIGHT_MM * MM_PT / 2], "/UserUnit": 2}
    assert box_mm(made(make_pdf(4, media)), "/TrimBox") == [10, 10, 130, 90]


def test_a_crop_box_stands_for_a_missing_trim() -> None:
    media = {"/MediaBox": [0, 0, 500, 500], "/CropBox": [100, 100, 100 + 60 * MM_PT, 100 + 80 * MM_PT]}
    result = impose(make_pdf(4, media), FoldJob())
    assert result.pdf and rules(result) == ["impose/little-bleed"]
    assert box_mm(result.pdf, "/TrimBox") == [10, 10, 130, 90]
    assert Seen(result.pdf).page_at(9.5, 40) is None


def test_boxes_are_inherited() -> None:
    pdf = pikepdf.open(BytesIO(make_pdf(4)))
    node = pdf.Root.Pages
    node.MediaBox = pdf.pages[0].obj.MediaBox
    for page in pdf.pages:
        del page.obj["/MediaBox"]
    assert impose(save(pdf), FoldJob()).pdf


def test_sheets_are_the_same_bytes_every_time() -> None:
    data = make_pdf(8, print_ready=True)
    assert made(data) == made(data)
    assert made(data) != made(data, FoldJob(paper_mm=0.1))


def test_what_a_print_ready_file_says_of_itself_stays() -> None:
    source = pikepdf.open(BytesIO(make_pdf(4, print_ready=True)))
    pdf = pikepdf.open(BytesIO(made(make_pdf(4, print_ready=True))))
    intent = pdf.Root.OutputIntents[0]
    assert intent.S == Name.GTS_PDFX and intent.DestOutputProfile.read_bytes() == b"profile"
    text = pdf.Root.Metadata.read_bytes()
    assert b"PDF/X-4" in text
    assert b"uuid:1<" in source.Root.Metadata.read_bytes() and b"uuid:1<" not in text
    assert str(pdf.trailer.Info.Title) == "Pages" and pdf.trailer.Info.Trapped == Name("/False")


def test_other_files_claim_nothing() -> None:
    """Sheets are not tagged, so that they are neither PDF/A nor PDF/UA, whatever their source was."""
    pdf = pikepdf.open(BytesIO(make_pdf(4)))
    pdf.Root.Metadata = pdf.make_stream(b"<x><pdfaid:part>3</pdfaid:part></x>")
    pdf.Root.OutputIntents = Array([Dictionary(S=Name.GTS_PDFA1)])
    pdf.Root.StructTreeRoot = Dictionary()
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    sheets = pikepdf.open(BytesIO(made(save(pdf))))
    claims = {"/Metadata", "/OutputIntents", "/StructTreeRoot", "/MarkInfo"}
    assert not claims & set(sheets.Root.keys())


def test_hidden_layers_stay_hidden() -> None:
    pdf = pikepdf.open(BytesIO(make_pdf(4)))
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Notes")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    for page in pdf.pages:
        page.obj.Resources.Properties = Dictionary(L=layer)
        page.obj.Contents = pdf.make_stream(b"/OC /L BDC " + CORNERED + b" EMC")
    assert Seen(made(save(pdf))).at(40, 40) == (255, 255, 255)


def test_viewers_name_the_sides_and_printers_know_how_to_turn() -> None:
    pdf = pikepdf.open(BytesIO(made(make_pdf(8))))
    root = pdf.Root
    assert [str(root.PageLabels.Nums[n].P) for n in (1, 3)] == ["Sheet 1 front", "Sheet 1 back"]
    assert root.ViewerPreferences.Duplex == Name.DuplexFlipShortEdge
    assert root.ViewerPreferences.PrintScaling == Name("/None")
    proofs = pikepdf.open(BytesIO(made(make_pdf(8), FoldJob(scheme="2-up"))))
    assert proofs.Root.ViewerPreferences.Duplex == Name.Simplex


def test_text_can_still_be_read() -> None:
    pdf = pikepdf.open(BytesIO(make_pdf(4)))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    for number, page in enumerate(pdf.pages, start=1):
        page.obj.Resources.Font = Dictionary(F=font)
        page.obj.Contents = pdf.make_stream(f"BT /F 12 Tf 30 30 Td (page {number}) Tj ET".encode())
    document = pypdfium2.PdfDocument(made(save(pdf)))
    texts = [document[index].get_textpage().get_text_range() for index in (0, 1)]
    assert texts == ["page 4 page 1", "page 2 page 3"]
    document.close()


def test_our_files_are_known() -> None:
    assert is_ours(made(make_pdf(4)))
    assert not is_ours(make_pdf(4))
    assert not is_ours(b"text")


def encrypted(**passwords: str) -> bytes:
    pdf = pikepdf.open(BytesIO(make_pdf(4)))
    return save(pdf, encryption=pikepdf.Encryption(owner="o", **passwords))


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "impose/damaged"),
        (b"%PDF-1.7 nothing", "impose/damaged"),
        (make_pdf(4)[:-200], "impose/damaged"),
        (encrypted(user="secret"), "impose/protected"),
        (encrypted(user=""), "impose/protected"),
        (save(Pdf.new()), "impose/no-pages"),
        (change(make_pdf(8), 3, TrimBox=[0, 0, 100, 100]), "impose/page-size"),
        (change(make_pdf(8), 3, TrimBox=[0, 0, 9000, 100]), "impose/page-box"),
        (change(make_pdf(8), 3, MediaBox=[0, 0, 0, 0]), "impose/page-box"),
        (change(make_pdf(8), 3, MediaBox=[0, 0, 5]), "impose/damaged"),
        (change(make_pdf(8), 3, MediaBox=Name.Wide), "impose/damaged"),
        (change(make_pdf(8), 3, Rotate=45), "impose/page-box"),
        (change(make_pdf(8), 3, UserUnit=0), "impose/page-box"),
    ],
)
def test_files_that_cannot_be_imposed_are_findings(data: bytes, rule: str) -> None:
    result = impose(data, FoldJob())
    assert result.pdf is None
    assert rules(result) == [rule]
    assert all(finding.help for finding in result.report)


def test_a_damaged_page_is_a_finding() -> None:
    pdf = pikepdf.open(BytesIO(make_pdf(4)))
    broken = pdf.make_stream(b"x" * 400)
    broken.write(b"no deflated data", filter=Name.FlateDecode)
    pdf.pages[2].obj.Contents = Array([pdf.make_stream(b"q"), broken])
    result = impose(save(pdf), FoldJob())
    assert result.pdf is None and rules(result) == ["impose/damaged"]


def test_no_address_in_memory_is_told() -> None:
    pdf = pikepdf.open(BytesIO(make_pdf(4)))
    for page in pdf.pages:
        for key in ("/MediaBox", "/TrimBox", "/BleedBox", "/CropBox"):
            if key in page.obj:
                del page.obj[key]
    (finding,) = impose(save(pdf), FoldJob()).report
    assert finding.rule == "impose/damaged"
    assert "MediaBox is undefined" in finding.message
    assert "BytesIO" not in finding.message and "0x" not in finding.message


def test_faults_of_several_pages_are_all_told() -> None:
    data = change(change(make_pdf(8), 3, Rotate=45), 6, UserUnit=-1)
    assert [finding.page for finding in impose(data, FoldJob()).report] == [4, 7]


@pytest.mark.parametrize(
    ("count", "job", "found"),
    [
        (8, FoldJob(), []),
        (7, FoldJob(), ["impose/blank-pages"]),
        (28, FoldJob(), []),
        (32, FoldJob(), ["impose/creep"]),
        (32, FoldJob(paper_mm=0.1), []),
        (32, FoldJob(creep_mm=0.5), []),
        (32, FoldJob(creep_mm=5), ["impose/too-much-creep"]),
        (8, FoldJob(bleed_mm=5), ["impose/little-bleed"]),
        (8, FoldJob(bleed_mm=5, scheme="2-up"), []),
        (8, FoldJob(stock_mm=(148, 210)), []),
        (8, FoldJob(stock_mm=(123, 90)), ["impose/margin"]),
        (8, FoldJob(stock_mm=(130, 90)), ["impose/margin"]),
        (8, FoldJob(stock_mm=(130, 90), marks=False), []),
        (8, FoldJob(stock_mm=(100, 90)), ["impose/paper"]),
        (3, FoldJob(without_cover=True), ["impose/no-pages"]),
    ],
)
def test_what_is_said_of_a_job(count: int, job: FoldJob, found: list[str]) -> None:
    result = impose(make_pdf(count), job)
    assert rules(result) == found
    assert (result.pdf is None) == any(finding.severity == "error" for finding in result.report)


@pytest.mark.parametrize(
    ("annotation", "told"),
    [
        ({"Subtype": Name.Stamp}, True),
        ({"Subtype": Name.FreeText}, True),
        ({"Subtype": Name.Stamp, "F": 2}, False),
        ({"Subtype": Name.Link}, False),
    ],
)
def test_annotations_that_will_not_be_printed_are_told(annotation: Mapping[str, Any], told: bool) -> None:
    data = change(make_pdf(4), 1, Annots=[Dictionary(Type=Name.Annot, Rect=Array([0] * 4), **annotation)])
    result = impose(data, FoldJob())
    assert result.pdf and rules(result) == (["impose/annotation"] if told else [])


@given(
    st.integers(1, 12),
    st.floats(0, 0.2),
    st.floats(0, 6),
    st.floats(0, 6),
    st.sampled_from(("saddle-stitch", "perfect-bound")),
)
@settings(max_examples=60)
def test_nothing_is_ever_printed_over_the_fold(
    sheets: int, paper_mm: float, gutter_mm: float, bleed_mm: float, scheme: Any
) -> None:
    size = (WIDTH_MM * MM_PT, HEIGHT_MM * MM_PT)
    trim = Box(0, 0, *size)
    page = SourcePage(1, trim, trim.grow(20), turn_upright(trim, 0))
    numbers = range(1, 4 * sheets + 1)
    pages = dict.fromkeys(numbers, page)
    frame = Frame(size, bleed_mm, gutter_mm, paper_mm)
    for side in lay_out(order_pages(numbers, scheme, 3), pages, frame):
        left, right = side.placings
        (fold,) = side.folds
        assert left.clip.x1 <= fold + 1e-6 and right.clip.x0 >= fold - 1e-6
        assert side.media.holds(side.bleed) and side.bleed.holds(side.trim)
        assert side.bleed.holds(left.clip) and side.bleed.holds(right.clip)
        assert left.matrix.map(trim).x0 == pytest.approx(side.trim.x0)
        assert right.matrix.map(trim).x1 == pytest.approx(side.trim.x1)


@given(st.floats(-1e5, 1e5))
def test_numbers_of_a_content_stream(value: float) -> None:
    written = write_numbers(value)
    assert float(written) == pytest.approx(value, abs=1e-4)
    assert "e" not in written and written != "-0"


def test_words_for_pages() -> None:
    assert list_pages([3]) == "page 3"
    assert list_pages([1, 2]) == "pages 1–2"
    assert list_pages([1, 2, 3, 4, 7, 9]) == "pages 1–4, 7 and 9"
    assert list_pages(range(1, 40, 2)) == "pages 1, 3, 5, 7, 9 and 15 more places"


def test_marks_fit_the_margin() -> None:
    frame = Frame((100, 100))
    assert frame.margin / MM_PT == pytest.approx(MARGIN_MM) and MARK_MM + BLEED_MM < MARGIN_MM
    assert boxes()["/TrimBox"][:2] == [0, 0]
