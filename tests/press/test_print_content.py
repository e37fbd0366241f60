"""Content streams in print: colours, black type that overprints, and what is left out."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf

from booklet.press.print.content import KNOCKOUT, OVERPRINT, Painted, normalise, recolour, write_numbers
from booklet.press.print.paints import GreyPaint, InkPaint
from booklet.press.print.spaces import DEVICE, Space, UnprintableError, read_space
from tests.press.printed import INDIGO, INK, colours, operators, rgb

PDF = Pdf.new()
INKS = InkPaint(colours())
OVER, OUT = OVERPRINT.encode(), KNOCKOUT.encode()
LAB = Space("lab")


def paint(data: bytes, spaces: dict[str, Space] | None = None) -> Painted:
    return recolour(data, INKS, spaces or {}, PDF)


def words(data: bytes, spaces: dict[str, Space] | None = None) -> bytes:
    return b" ".join(paint(data, spaces).data.split())


def setting(value: str) -> bytes:
    return b" ".join(b"%.6f" % (channel / 255) for channel in rgb(value))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"1 0 0 RG 0 0 m 1 1 l S", b"K 0 0 m 1 1 l S"),
        (b"0 0 0 rg 0 0 1 1 re f", b"0 0 0 1 k 0 0 1 1 re f"),
        (b"0.5 g f", b"0 0 0 0.5 k f"),
        (b"1 G S", b"0 0 0 0 K S"),
        (b"0 .2 .3 .4 k f", b"0 0.2 0.3 0.4 k f"),
        (b"/DeviceRGB cs 0 0 0 sc f", b"0 0 0 1 k 0 0 0 1 k f"),
        (b"/DeviceRGB CS 1 1 1 SCN S", b"0 0 0 1 K 0 0 0 0 K S"),
        (b"/DeviceGray cs 1 sc f", b"0 0 0 1 k 0 0 0 0 k f"),
        (b"/DeviceCMYK cs 0 0 0 .5 scn f", b"0 0 0 1 k 0 0 0 0.5 k f"),
        (b"/Pattern cs /p1 scn f 0 0 0 rg", b"/Pattern cs /p1 scn f 0 0 0 1 k"),
        (b"/x0 Do /rg gs", b"/x0 Do /rg gs"),
    ],
)
def test_operators_of_colour(before: bytes, after: bytes) -> None:
    assert words(before).endswith(after)


def test_a_token_is_written_as_its_inks() -> None:
    assert words(setting(INDIGO) + b" rg f") == b"1 0.95 0 0.4 k f"
    assert words(setting(INK) + b" RG S") == b"0 0 0 1 K S"


def test_lab_colours_are_converted_and_unknown_spaces_refused() -> None:
    assert words(b"/lab cs 100 0 0 scn f", {"/lab": LAB}).endswith(b"0 0 0 0 k f")
    assert words(b"/lab cs 0 0 0 scn f", {"/lab": LAB}).endswith(b"0 0 0 1 k f")
    day = Space("lab", (0.95047, 1.0, 1.08883))
    for space, values in ((LAB, (54.29, 80.82, 69.9)), (day, (53.24, 80.09, 67.2))):
        red = space.to_rgb(values)
        assert all(abs(a - b) <= 3 for a, b in zip(red, (255, 0, 0), strict=True)), red
    with pytest.raises(UnprintableError, match="/unheard"):
        paint(b"/unheard cs 1 0 0 scn f")


@pytest.mark.parametrize(
    "value",
    [
        Array([Name.Separation, Name.Gold, Name.DeviceRGB, Dictionary()]),
        Array([Name("/Odd")]),
        Name("/Odd"),
    ],
)
def test_spaces_without_a_form_in_print(value: object) -> None:
    with pytest.raises(UnprintableError):
        read_space(value)


def test_spaces_are_told_apart() -> None:
    profile = PDF.make_stream(b"", N=3)
    assert read_space(Array([Name.ICCBased, profile])) is DEVICE["/DeviceRGB"]
    assert read_space(Array([Name.CalGray, Dictionary()])) is DEVICE["/DeviceGray"]
    assert read_space(Array([Name.DeviceCMYK])) is DEVICE["/DeviceCMYK"]
    assert read_space(Array([Name.Separation, Name.All, Name.DeviceCMYK, Dictionary()])).is_kept


BLACK_TYPE = setting(INK) + b" rg\nBT\n<01> Tj\nET\n"


def test_black_type_overprints_and_nothing_else_does() -> None:
    made = paint(b"q\n" + BLACK_TYPE + b"Q\n")
    assert made.overprints
    assert b" ".join(made.data.split()) == b"q 0 0 0 1 k " + OVER + b" gs BT <01> Tj ET " + OUT + b" gs Q"
    for other in (setting(INDIGO) + b" rg BT <01> Tj ET", setting(INK) + b" rg 0 0 9 9 re f"):
        made = paint(other)
        assert not made.overprints
        assert OVER not in made.data


def test_the_colour_of_type_is_that_in_force() -> None:
    inherited = BLACK_TYPE + b"q 1 1 1 rg BT <02> Tj ET Q BT <03> Tj ET"
    found = [
        word for word in paint(inherited).data.split() if word in (OVER, OUT, b"<01>", b"<02>", b"<03>")
    ]
    assert found == [OVER, b"<01>", OUT, b"<02>", OVER, b"<03>", OUT]


def test_a_change_of_colour_within_type() -> None:
    made = words(b"BT 0 0 0 rg <01> Tj 1 1 1 rg <02> Tj 0 0 0 rg <03> Tj ET f")
    assert made == (
        OVER + b" gs BT 0 0 0 1 k <01> Tj 0 0 0 0 k " + OUT + b" gs <02> Tj 0 0 0 1 k "
        + OVER + b" gs <03> Tj ET " + OUT + b" gs f"
    )  # fmt: skip


def test_the_colours_of_type_are_told() -> None:
    made = paint(setting(INDIGO) + b" rg BT <01> Tj ET 1 0 0 rg 0 0 1 1 re f 0 1 0 RG BT <02> Tj ET")
    assert made.type_colours == {rgb(INDIGO), (255, 0, 0)}


def test_marked_content_is_left_out_and_text_stays() -> None:
    marked = (
        b"/Span <</MCID 0>> BDC BT <01> Tj ET EMC /Artifact BMC f EMC /P /props BDC f EMC "
        b"/Span <</MCID 1 /Lang (de)>> BDC BT (a EMC \\) BDC) Tj ET EMC /M MP f /M <</A 1>> DP f"
    )
    made = operators(PDF.make_stream(paint(marked).data))
    assert [name for _, name in made if name not in ("gs", "BT", "ET")] == ["Tj", "f", "f", "Tj", "f", "f"]
    assert [bytes(given[0]) for given, name in made if name == "Tj"] == [b"\x01", b"a EMC ) BDC"]


def test_words_in_strings_and_comments_are_no_operators() -> None:
    made = paint(b"BT (1 0 0 rg) Tj <31 30> Tj ET % 1 0 0 rg\n[(0 g)-5(k)]TJ 0 0 0 rg f").data
    assert b"rg" not in made
    shown = [given for given, name in operators(PDF.make_stream(made)) if name in ("Tj", "TJ")]
    assert bytes(shown[0][0]) == b"1 0 0 rg"
    assert bytes(shown[1][0]) == b"10"
    assert [bytes(shown[2][0][0]), bytes(shown[2][0][2])] == [b"0 g", b"k"]


def test_an_inline_image_is_refused() -> None:
    with pytest.raises(UnprintableError, match="inline image"):
        paint(b"q BI /W 1 /H 1 /CS /RGB /BPC 8 ID abc EI Q")


def test_a_soft_mask_is_painted_in_greys() -> None:
    made = recolour(b"1 1 1 rg f 0 0 0 RG S 1 0 0 rg BT ET 0 0 0 1 k f", GreyPaint(), {}, PDF)
    assert b" ".join(made.data.split()) == b"1 g f 0 G S 0.3 g BT ET 0 g f"


CHANNEL = st.integers(0, 255).map(lambda value: b"%.6f" % (value / 255))
COLOUR = st.tuples(CHANNEL, CHANNEL, CHANNEL, st.sampled_from([b"rg", b"RG"])).map(b" ".join)
PIECE = st.one_of(
    COLOUR,
    st.sampled_from(
        [b"0 g", b"0.25 G", b"0 0 0 1 k", b"1 0 0 0 K", b"/a1 gs", b"/x1 Do", b"1 0 0 1 5 5 cm"]
    ),
    st.sampled_from([b"0 0 5 5 re f", b"0 0 m 5 5 l S", b"/Pattern cs /p1 scn", b"/DeviceRGB cs 1 0 0 sc"]),
    st.tuples(COLOUR, st.binary(max_size=6)).map(
        lambda pair: b"BT\n/F1 9 Tf\n" + pair[0] + b"\n[<" + pair[1].hex().encode() + b">-5] TJ\nET"
    ),
)
STREAM = st.recursive(
    st.lists(PIECE, max_size=6).map(b"\n".join),
    lambda inner: st.lists(inner, max_size=4).map(lambda parts: b"q\n" + b"\n".join(parts) + b"\nQ"),
    max_leaves=8,
)


@given(STREAM)
@settings(max_examples=60, deadline=None)
def test_the_fast_way_is_the_exact_way(stream: bytes) -> None:
    """Reading word by word gives what reading by the grammar gives."""
    fast = paint(stream)
    exact = paint(normalise(stream, PDF) + b"% by the grammar\n")
    assert fast.data.split() == exact.data.split() or operators(PDF.make_stream(fast.data)) == operators(
        PDF.make_stream(exact.data)
    )
    assert (fast.overprints, fast.type_colours) == (exact.overprints, exact.type_colours)
    names = [name for _, name in operators(PDF.make_stream(fast.data))]
    assert not {"rg", "RG", "g", "G", "sc", "SC"} & set(names)
    assert names.count("q") == stream.split().count(b"q")


@pytest.mark.parametrize("follows", [b"/G gs", b"[] 0 d", b"<41> Tj", b"\0"])
def test_an_operator_that_no_blank_follows_is_converted_as_well(follows: bytes) -> None:
    made = words(b"1 0 0 rg" + follows + b" 0 0 9 9 re f")
    assert b"rg" not in made
    assert re.search(rb"[\d.]+ k(?!\S)", made)


@given(st.lists(st.floats(-2000, 2000, allow_nan=False), min_size=1, max_size=6))
def test_numbers_are_written_to_a_thousandth(values: list[float]) -> None:
    made = write_numbers(values)
    assert [float(one) for one in made.split()] == pytest.approx(values, abs=0.0005001)
    assert not re.search(rb"-0(?![.])|-0[.]0*(?![0-9])|[.](?![0-9])", made)
