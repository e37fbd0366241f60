"""The cover as one sheet: back, spine and front."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from booklet.press.imposition.box import MM_PT
from booklet.press.imposition.run import CoverJob, Imposed, impose_cover
from booklet.press.imposition.spread import SpineFrom
from tests.press.paper import HEIGHT_MM, WIDTH_MM, Seen, boxes, make_pdf, save

EDGE_MM = 10 + WIDTH_MM
"""Where the spine begins on a sheet with marks."""


def made(data: bytes, job: CoverJob) -> tuple[bytes, Imposed]:
    result = impose_cover(data, job)
    assert result.pdf is not None, list(result.report)
    return result.pdf, result


def test_back_spine_and_front_lie_side_by_side() -> None:
    data, result = made(make_pdf(24), CoverJob(spine_mm=4))
    assert len(result.report) == 0
    with pikepdf.open(BytesIO(data)) as pdf:
        assert len(pdf.pages) == 1
        trim = [round(float(value) / MM_PT, 2) for value in pdf.pages[0].obj.TrimBox]
    assert trim == [10, 10, 10 + 2 * WIDTH_MM + 4, 10 + HEIGHT_MM]
    seen = Seen(data)
    places = [7.5, 20, EDGE_MM + 1.7, EDGE_MM + 2.3, EDGE_MM + 10, EDGE_MM + 4 + WIDTH_MM + 2.5]
    assert [seen.page_at(x, 40) for x in places] == [24, 24, 24, 1, 1, 1]
    assert seen.page_at(6.5, 40) is None


@pytest.mark.parametrize("bleed_mm", [0, 1, 3])
@pytest.mark.parametrize("width_mm", [0.3, 2, 14])
@pytest.mark.parametrize(
    ("source", "pages"), [("both", {24, 1}), ("back", {24}), ("front", {1})], ids=["both", "back", "front"]
)
def test_the_spine_is_covered_whatever_the_bleed(
    bleed_mm: float, width_mm: float, source: SpineFrom, pages: set[int]
) -> None:
    file = make_pdf(24, boxes(10, bleed_mm))
    data, _ = made(file, CoverJob(spine_mm=width_mm, spine_from=source))
    seen = Seen(data, dots_per_mm=10)
    steps = [EDGE_MM + (step + 0.5) * width_mm / 20 for step in range(20)]
    found = [seen.page_at(x, y) for x in steps for y in (10.5, 40)]
    assert set(found) == pages and None not in found


def test_what_is_drawn_out_is_the_edge_of_the_cover() -> None:
    """Stripes that run into the edge run on over the spine, each at its height."""
    pdf = pikepdf.open(BytesIO(make_pdf(4, boxes(10, 0))))
    stripes = b"1 0 0 rg -50 -50 500 150 re f 0 0 1 rg -50 100 500 300 re f"
    pdf.pages[3].obj.Contents = pdf.make_stream(stripes)
    data, _ = made(save(pdf), CoverJob(spine_mm=8, spine_from="back"))
    seen = Seen(data)
    border = 10 + 100 / MM_PT
    for x in (EDGE_MM - 1, EDGE_MM + 1, EDGE_MM + 7):
        assert seen.at(x, border - 1) == (255, 0, 0)
        assert seen.at(x, border + 1) == (0, 0, 255)


def test_the_inside_is_the_back_of_the_sheet() -> None:
    data, _ = made(make_pdf(24), CoverJob(spine_mm=4, inside=True))
    seen = Seen(data, 1)
    assert [seen.page_at(x, 40) for x in (20, EDGE_MM + 20)] == [2, 23]


@pytest.mark.parametrize(
    ("job", "spine_mm"),
    [
        (CoverJob(paper_mm=0.1), 1.0),
        (CoverJob(paper_mm=0.1, pages=88), 4.4),
        (CoverJob(paper_mm=0.1, pages=87), 4.4),
        (CoverJob(spine_mm=0), 0),
        (CoverJob(spine_mm=3, paper_mm=0.1), 3),
    ],
)
def test_width_of_the_spine(job: CoverJob, spine_mm: float) -> None:
    _, result = made(make_pdf(24), job)
    assert result.spine_mm == pytest.approx(spine_mm)
    folds = result.sides[0].folds
    assert len(folds) == (2 if spine_mm else 1)
    assert folds[-1] - folds[0] == pytest.approx(spine_mm * MM_PT)


@pytest.mark.parametrize(
    ("count", "job", "rule"),
    [
        (1, CoverJob(spine_mm=0), "impose/no-pages"),
        (3, CoverJob(spine_mm=0, inside=True), "impose/no-pages"),
        (4, CoverJob(spine_mm=5, stock_mm=(122, 100)), "impose/paper"),
    ],
)
def test_covers_that_cannot_be_made(count: int, job: CoverJob, rule: str) -> None:
    result = impose_cover(make_pdf(count), job)
    assert result.pdf is None and [finding.rule for finding in result.report] == [rule]


def test_only_the_cover_needs_bleed() -> None:
    result = impose_cover(make_pdf(8, boxes(10, 1)), CoverJob(spine_mm=0))
    (finding,) = result.report
    assert finding.rule == "impose/little-bleed" and "pages 1 and 8" in finding.message


def test_a_damaged_file_is_a_finding() -> None:
    assert [f.rule for f in impose_cover(b"text", CoverJob(spine_mm=0)).report] == ["impose/damaged"]
