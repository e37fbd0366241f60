"""What single operators of a content stream become, and that unknown ones are refused by name."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from booklet.press import svg_geometry as geometry
from booklet.press.faults import PressError
from booklet.press.svg_paint import colour
from booklet.press.svg_path import PathPen
from tests.press.pictured import drawn, shading

numbers = st.floats(-500, 500, allow_nan=False).map(lambda value: round(value, 2))
boxes = st.tuples(numbers, numbers, st.floats(1, 300), st.floats(1, 300)).map(
    lambda box: (box[0], box[1], box[0] + box[2], box[1] + box[3])
)
matrices = st.tuples(*[st.floats(-4, 4)] * 4, numbers, numbers)


@pytest.mark.parametrize(
    ("content", "elements"),
    [
        (
            b"1 0 0 rg 10 20 30 40 re f",
            '<path fill="#f00" shape-rendering="crispEdges" d="M10 80H40V40H10Z"/>',
        ),
        (b"0 0 m 10 0 l 10 10 l f*", '<path fill-rule="evenodd" d="M0 100H10V90"/>'),
        (b"1 1 m 0 0 m 0 1 2 3 v h f", '<path d="M0 100C0 100 0 99 2 97Z"/>'),
        (b"0 0 m 0 1 2 3 y f", '<path d="M0 100C0 99 2 97 2 97"/>'),
        (b"0 0 m 9 9 l S", '<path fill="none" stroke="#000" stroke-miterlimit="10" d="M0 100L9 91"/>'),
        (
            b"0 0 1 RG 2 w 1 J 1 j [4 2] 1 d 2 0 0 2 0 0 cm 0 0 m 9 0 l S",
            '<path fill="none" stroke="#00f" stroke-width="4" stroke-linecap="round"'
            ' stroke-linejoin="round" stroke-dasharray="8 4" stroke-dashoffset="2" d="M0 100H18"/>',
        ),
        (
            b"0 w 1 j 0 0 m 9 0 l s",
            '<path fill="none" stroke="#000" vector-effect="non-scaling-stroke" stroke-linejoin="round"'
            ' d="M0 100H9Z"/>',
        ),
        (
            b"1 j 2 0 0 1 0 0 cm 0 0 m 9 9 l S",
            '<path fill="none" stroke="#000" stroke-linejoin="round"'
            ' transform="matrix(2 0 0 -1 0 100)" d="M0 0L9 9"/>',
        ),
        (b"q .5 g Q 0 0 9 9 re f", '<path shape-rendering="crispEdges" d="M0 100H9V91H0Z"/>'),
        (b"0 1 0 0 k 0 0 9 9 re f", '<path fill="#f0f" shape-rendering="crispEdges" d="M0 100H9V91H0Z"/>'),
        (
            b"/DeviceRGB cs 0 0 9 9 re f 0 1 0 scn",
            '<path shape-rendering="crispEdges" d="M0 100H9V91H0Z"/>',
        ),
        (b"/DeviceGray CS 1 j 1 SC 0 0 m 9 0 l S 0 i", None),
    ],
)
def test_shapes(content: bytes, elements: str | None) -> None:
    found = drawn(content).removeprefix("<defs>\n</defs>\n").removesuffix("\n</svg>\n")
    if elements is None:
        assert 'stroke="#fff"' in found
    else:
        assert found == elements


def test_areas_are_crisp_and_lines_are_smooth() -> None:
    assert "crispEdges" in drawn(b"0 0 9 9 re f")
    assert "crispEdges" not in drawn(b"0 0 90 .5 re f") + drawn(b"0 0 m 9 0 l 9 9 l f")


def test_a_clip_that_hides_nothing_is_not_written() -> None:
    found = drawn(b"q 0 0 50 50 re W n 10 10 20 20 re f Q 0 0 999 999 re W n -9 -9 500 500 re f")
    assert "clip" not in found


def test_clips_meet() -> None:
    found = drawn(b"0 0 50 50 re W n 40 40 m 90 40 l 40 90 l h W* n 45 45 50 50 re f")
    inner, outer = re.findall(r'<clipPath id="([^"]+)"', found)
    assert f'<clipPath id="{outer}" clip-path="url(#{inner})"><path d="M0 50H50V100H0Z"/>' in found
    assert f'clip-path="url(#{outer})" d="M45' in found and 'clip-rule="evenodd"' in found


def test_what_is_clipped_away_is_not_written() -> None:
    assert "M80" not in drawn(b"0 0 50 50 re W n 80 80 10 10 re f")


def test_transparency() -> None:
    settings = Dictionary(G=Dictionary(ca=0.5, CA=0.25, BM=Name.Normal))
    found = drawn(b"/G gs 1 j 0 0 9 9 re B", ExtGState=settings)
    assert ' fill-opacity=".5" stroke="#000"' in found and ' stroke-opacity=".25"' in found


def test_a_shading_fills_what_is_left() -> None:
    found = drawn(b"0 0 50 50 re W n /S sh", Shading=Dictionary(S=shading(Extend=Array([False, True]))))
    assert (
        '<stop offset="0" stop-color="#f00" stop-opacity="0"/><stop offset="0" stop-color="#f00"/>' in found
    )
    assert re.search(r'<path fill="url\(#p-1\)" d="M0 50H50V100H0Z"/>', found)


def test_a_bent_function_is_drawn_in_pieces() -> None:
    bent = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0]), C1=Array([1]), N=2)
    joined = Dictionary(
        FunctionType=3, Domain=Array([0, 1]), Bounds=Array([0.5]), Encode=Array([0, 1, 1, 0]),
        Functions=Array([bent, bent]),
    )  # fmt: skip
    gray = shading(Function=joined, ColorSpace=Name.DeviceGray)
    stops = dict(
        re.findall(r'offset="([^"]+)" stop-color="([^"]+)"', drawn(b"/S sh", Shading=Dictionary(S=gray)))
    )
    assert (stops["0"], stops[".25"], stops[".5"], stops["1"]) == ("#000", "#404040", "#fff", "#000")


@pytest.mark.parametrize(
    ("content", "resources", "named"),
    [
        (b"BI /W 1 /H 1 /BPC 8 /CS /G ID x EI", {}, "operator BI"),
        (b"0 0 m 1 0 d1", {}, "operator d1"),
        (b"(a) '", {}, "operator '"),
        (b"Q", {}, "operator Q"),
        (b"EMC", {}, "operator EMC"),
        (b"0 1 2 3 v f", {}, "path without a beginning"),
        (b"BT (a) Tj ET", {}, "text without a font"),
        (b"BT 7 Tr ET", {}, "text rendering mode 7"),
        (b"/G gs", {"ExtGState": Dictionary(G=Dictionary(BM=Name.Multiply))}, "blend mode /Multiply"),
        (b"/G gs", {"ExtGState": Dictionary(G=Dictionary(HT=Name.Default))}, "setting /HT"),
        (b"/S sh", {"Shading": Dictionary(S=shading(ShadingType=1))}, "shading of type 1"),
        (b"/S sh", {"Shading": Dictionary(S=shading(Function=Dictionary(FunctionType=4)))}, "type 4"),
        (b"/L cs", {"ColorSpace": Dictionary(L=Array([Name.Lab, Dictionary()]))}, "colour space /Lab"),
        (b"/F 9 Tf", {"Font": Dictionary(F=Dictionary(Subtype=Name.Type3))}, "/Type3, not"),
    ],
)  # fmt: skip
def test_what_is_not_known_is_named(content: bytes, resources: dict[str, object], named: str) -> None:
    with pytest.raises(PressError, match=re.escape(named)) as caught:
        drawn(content, **resources)
    assert "page 1 of the picture: cannot be drawn as SVG" in str(caught.value)


def test_a_missing_resource_is_a_fault() -> None:
    with pytest.raises(PressError, match="its content cannot be read"):
        drawn(b"/G gs")


@given(st.floats(-1e5, 1e5), st.integers(0, 6))
def test_numbers_are_written_short_and_right(value: float, places: int) -> None:
    text = geometry.write(value, places)
    assert abs(float(text) - value) <= 0.5 * 10**-places * 1.0001 + 1e-9
    assert "e" not in text and text != "-0" and len(text) <= len(f"{value:.{places}f}")


@given(matrices, matrices, st.tuples(numbers, numbers))
def test_multiplying_is_applying_in_turn(
    one: geometry.Matrix, other: geometry.Matrix, point: geometry.Point
) -> None:
    product = geometry.apply(geometry.multiply(one, other), point)
    assert product == pytest.approx(geometry.apply(other, geometry.apply(one, point)), rel=1e-6, abs=1e-6)


@given(boxes, st.booleans())
def test_a_box_is_known_by_its_path(box: geometry.Box, closed: bool) -> None:
    path = geometry.box_path(box)
    assert geometry.rectangle(path if closed else path[:-1]) == pytest.approx(box)
    turned = geometry.transform(path, (0.8, 0.6, -0.6, 0.8, 0, 0))
    assert geometry.rectangle(turned) is None


@given(boxes, boxes)
def test_what_two_boxes_share_lies_in_both(one: geometry.Box, other: geometry.Box) -> None:
    shared = geometry.intersect(one, other)
    assert geometry.is_void(shared) or (geometry.contains(one, shared) and geometry.contains(other, shared))
    assert geometry.contains(one, one) and not geometry.is_void(geometry.intersect(one, one))


@given(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=8))
def test_path_data_leads_through_all_points(points: list[tuple[float, float]]) -> None:
    pen = PathPen()
    for index, point in enumerate(points):
        pen.add("l" if index else "m", point)
    text = geometry.write_path(pen.take())
    x = y = 0.0
    reached = []
    for step, given_numbers in re.findall(r"([MLHV])([-.\d ]+)", text):
        values = [float(value) for value in given_numbers.split()]
        if step in "ML":
            x, y = values
        elif step == "H":
            (x,) = values
        else:
            (y,) = values
        reached.append((x, y))
    assert reached == [pytest.approx(point, abs=0.001) for point in points]
    assert pen.take() == []


@given(st.lists(st.integers(0, 255), min_size=3, max_size=3))
def test_colours_keep_their_bytes(parts: list[int]) -> None:
    text = colour([round(part / 255, 6) for part in parts])[1:]
    long = "".join(2 * digit for digit in text) if len(text) == 3 else text
    assert list(bytes.fromhex(long)) == parts
