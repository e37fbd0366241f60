"""Pictures: PNG by pixels, SVG by words and shapes."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from booklet.compare.documents import compare_documents
from booklet.compare.raster import list_areas, shifted, solid
from booklet.compare.sourcemap import Source
from booklet.compare.values import ChangeKind, CompareError, Difference, Layer, PageState, Place
from tests.compare.sample import layers, only


def png(
    dots: tuple[tuple[int, int], ...] = (),
    size: tuple[int, int] = (60, 40),
    alt: str = "A blank",
    shade: int = 200,
) -> Source:
    image = Image.new("RGB", size, (shade, 200, 200))
    for dot in dots:
        image.putpixel(dot, (0, 0, 0))
    words = PngInfo()
    words.add_itxt("Description", alt)
    made = io.BytesIO()
    image.save(made, "PNG", pnginfo=words)
    return Source("picture.png", made.getvalue())


def test_pixels_of_pictures() -> None:
    difference = compare_documents(png(), png(((5, 6), (6, 6), (50, 30))))
    change = only(difference, Layer.PIXELS)
    assert layers(difference) == [Layer.PIXELS]
    assert change.new_places == (Place(1, 5, 6, 2, 1), Place(1, 50, 30, 1, 1))
    assert difference.pages[0].state is PageState.CHANGED
    assert compare_documents(png(shade=200), png(shade=202)).is_same
    assert not compare_documents(png(shade=200), png(shade=203)).is_same


def test_size_and_description_of_pictures() -> None:
    difference = compare_documents(png(), png(size=(60, 41), alt="Another"))
    assert only(difference, Layer.BOXES).new == "60 × 41 pixels"
    assert only(difference, Layer.METADATA).new == "Another"
    assert [item.reason for item in difference.coverage.left_out] == ["they differ in size"]


def test_a_damaged_picture_is_refused() -> None:
    with pytest.raises(CompareError, match="damaged"):
        compare_documents(png(), Source("other.png", png(((1, 1),)).data[:60]))


SVG = """<svg xmlns="http://www.w3.org/2000/svg" class="p816bd90" viewBox="0 0 595 841">
<title>A drawing</title><desc>Three boxes stand in a row.</desc>
<g fill="#1E235D"><path d="M0 0h10v10z"/><rect x="20" y="0" width="9" height="9"/></g>
<a href="https://example.org/">
<text x="10 16" y="55" font-size="9" class="p816bd90f0">Case 17 at a glance</text></a>
<text x="10" y="75" font-size="22" fill="#fff">One team around</text>
<text x="10" y="99" font-size="22" fill="#fff">each young person</text></svg>"""


def svg(*changes: tuple[str, str]) -> Source:
    text = SVG
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return Source("drawing.svg", text.encode())


def compare(*changes: tuple[str, str]) -> Difference:
    return compare_documents(svg(), svg(*changes))


def test_names_made_of_checksums_are_no_difference() -> None:
    assert compare(("p816bd90", "p77aa001")).is_same


def test_words_of_drawings() -> None:
    difference = compare(("team", "group"))
    change = only(difference, Layer.TEXT)
    assert (change.old, change.new, change.kind) == ("team", "group", ChangeKind.CHANGED)
    assert layers(difference) == [Layer.TEXT]
    assert change.new_places[0].y == 53
    assert compare(("around</text>", "</text>"), (">each", ">around each")).is_same


def test_colours_shapes_links_and_descriptions() -> None:
    colour = compare(("#1E235D", "#1E236E"))
    assert only(colour, Layer.PICTURES).new == "fill #1E236E" and only(colour, Layer.PICTURES).count == 2
    assert only(compare(("#fff", "#eee")), Layer.STYLE).count == 6
    assert only(compare(("M0 0h10", "M0 0h11")), Layer.PICTURES).note == "drawn shapes"
    assert only(compare(("Three boxes", "Four boxes")), Layer.ALT).note == "desc 1"
    assert [c.new for c in compare(("example.org", "example.com")).of(Layer.LINKS)] == [
        "",
        "https://example.com/",
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (SVG.replace("<svg ", '<!DOCTYPE svg [<!ENTITY a "b">]><svg ', 1), "not safe"),
        (SVG.removesuffix("</svg>"), "not well-formed"),
    ],
)
def test_drawings_that_are_refused(data: str, reason: str) -> None:
    with pytest.raises(CompareError, match=reason):
        compare_documents(svg(), Source("other.svg", data.encode()))


def test_a_mask_keeps_what_holds_squares() -> None:
    rows = ["........", ".###....", ".####..#", ".###...#", "...#...#", "...#...#"]
    kept = ["........", ".###....", ".###....", ".###....", "........", "........"]
    mask, wanted = (np.array([[dot == "#" for dot in row] for row in side]) for side in (rows, kept))
    assert (solid(mask) == wanted).all()
    assert not solid(np.zeros((5, 5), dtype=bool)).any()
    assert not solid(np.ones((2, 9), dtype=bool)).any()
    assert solid(np.ones((3, 3), dtype=bool)).all()


def test_areas_hang_together_within_a_few_pixels() -> None:
    mask = np.zeros((100, 100), dtype=bool)
    mask[10:12, 10:14] = mask[19, 21] = mask[80, 90] = True
    assert list_areas(mask) == [(10, 10, 22, 20), (90, 80, 91, 81)]


@pytest.mark.parametrize("by", [(0, 0), (2, 1), (-3, 2), (1, -4), (50, 0)])
def test_a_mask_is_moved_by_whole_pixels(by: tuple[int, int]) -> None:
    mask = np.zeros((9, 9), dtype=bool)
    mask[4, 5] = True
    moved = {(int(x), int(y)) for y, x in zip(*np.nonzero(shifted(mask, *by)), strict=True)}
    assert moved == ({(5 + by[0], 4 + by[1])} if by[0] < 50 else set())
