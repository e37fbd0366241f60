"""The parts that read a file: tokens, streams, fonts, colours, addresses."""

from __future__ import annotations

import base64
import zlib

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from booklet.press.preflight import lexer
from booklet.press.preflight.access import elements, get, leaves, number, numbers, text
from booklet.press.preflight.check_links import judge_address
from booklet.press.preflight.claims import read_xmp
from booklet.press.preflight.colours import Colour, read_space
from booklet.press.preflight.fonts import read_unicode
from booklet.press.preflight.inflate import UnreadableError, read_stream
from booklet.press.preflight.lexer import InlineImage, Operations
from booklet.press.preflight.limits import Budget, TooMuchError
from booklet.press.preflight.pages import Page
from tests.press.preflight import plants as p


def operations(data: bytes) -> list[tuple[str, list[object]]]:
    return list(Operations(data))


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"1 0 0 -1 .5 -.25 cm", [("cm", [1, 0, 0, -1, 0.5, -0.25])]),
        (b"q% words (\nQ", [("q", []), ("Q", [])]),
        (b"(a\\(b\\)c) Tj", [("Tj", [b"a(b)c"])]),
        (b"(a(b)c) Tj", [("Tj", [b"a(b)c"])]),
        (b"(\\101\\n\\\nB) Tj", [("Tj", [b"A\nB"])]),
        (b"<414 2> Tj", [("Tj", [b"AB"])]),
        (b"<4> Tj", [("Tj", [b"\x40"])]),
        (b"[<41>-5(B)] TJ", [("TJ", [[b"A", -5, b"B"]])]),
        (b"[<41>-5<42>]TJ", [("TJ", [[b"A", -5, b"B"]])]),
        (b"/A#20b gs", [("gs", ["/A b"])]),
        (b"/S<</MCID 3/K[1(x)]>>BDC", [("BDC", ["/S", {"/MCID": 3, "/K": [1, b"x"]}])]),
        (b"T* true null f*", [("T*", []), ("f*", [True, None])]),
        (b"--5 5-3 w", [("w", [-5, 5])]),
        (b"12 0", []),
    ],
)
def test_operators_and_operands(data: bytes, wanted: list[tuple[str, list[object]]]) -> None:
    assert operations(data) == wanted


def test_an_inline_image_is_passed_over() -> None:
    (name, (image,)), (after, _) = operations(b"BI /W 2 /CS /RGB ID \x00EI\xff Q q\nEI\nf")
    assert (name, after) == ("BI", "f")
    assert isinstance(image, InlineImage)
    assert image.entries == {"/W": 2, "/CS": "/RGB"}


def test_rubbish_is_counted() -> None:
    read = Operations(b"q ] } \xff\xfe > Q")
    assert [name for name, _ in read] == ["q", "Q"]
    assert read.garbage >= 4


def test_endless_arrays_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexer, "MAX_ENTRIES", 50)
    with pytest.raises(TooMuchError, match="50 entries"):
        operations(b"[(a)" + b" 1" * 100 + b"] TJ")


@given(st.lists(st.one_of(st.integers(-9999, 9999), st.binary(max_size=9)), max_size=9))
def test_what_is_written_is_read(values: list[int | bytes]) -> None:
    parts = [b"<%s>" % v.hex().encode() if isinstance(v, bytes) else b"%d" % v for v in values]
    assert operations(b"[" + b" ".join(parts) + b"] TJ") == [("TJ", [values])]
    escaped = [
        b"(%s)"
        % v.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)").replace(b"\r", b"\\r")
        if isinstance(v, bytes)
        else b"%d" % v
        for v in values
    ]
    assert operations(b"[" + b" ".join(escaped) + b"] TJ") == [("TJ", [values])]


WORDS = b"words " * 40


def packed(data: bytes, *filters: str, **more: object) -> pikepdf.Stream:
    pdf = pikepdf.new()
    made = pdf.make_stream(data, Filter=Array([Name(f"/{one}") for one in filters]), **more)
    made_pdfs.append(pdf)
    return made


made_pdfs: list[pikepdf.Pdf] = []
"""Streams die with their files."""


@pytest.mark.parametrize(
    ("data", "filters"),
    [
        (zlib.compress(WORDS), ("FlateDecode",)),
        (WORDS.hex().encode() + b">", ("ASCIIHexDecode",)),
        (base64.a85encode(WORDS) + b"~>", ("ASCII85Decode",)),
        (base64.a85encode(zlib.compress(WORDS)) + b"~>", ("A85", "Fl")),
        (b"".join(b"\x05words " for _ in range(40)) + b"\x80", ("RunLengthDecode",)),
        (zlib.compress(WORDS + bytes(range(256)))[:-6], ("FlateDecode",)),
    ],
)
def test_streams_are_decoded(data: bytes, filters: tuple[str, ...]) -> None:
    assert b"words word" in read_stream(packed(data, *filters), Budget())


def test_streams_are_decoded_as_far_as_the_limit() -> None:
    with pytest.raises(TooMuchError):
        read_stream(packed(zlib.compress(bytes(10_000)), "FlateDecode"), Budget(), 9_999)
    twice = zlib.compress(zlib.compress(bytes(10_000_000)))
    with pytest.raises(TooMuchError):
        read_stream(packed(twice, "FlateDecode", "FlateDecode"), Budget(), 100_000)
    with pytest.raises(TooMuchError, match="LZWDecode"):
        read_stream(packed(bytes(100), "LZWDecode"), Budget(), 10_000)
    with pytest.raises(UnreadableError):
        read_stream(packed(b"x", "DCTDecode"), Budget())
    with pytest.raises(UnreadableError):
        read_stream(packed(b"no flate", "FlateDecode"), Budget())
    with pytest.raises(UnreadableError):
        read_stream(Dictionary(), Budget())


def test_predictors_are_undone() -> None:
    rows = b"".join(b"\x01" + bytes([7, 0, 0]) for _ in range(3))
    parameters = Dictionary(Predictor=15, Columns=3)
    stream = packed(zlib.compress(rows), "FlateDecode", DecodeParms=parameters)
    assert read_stream(stream, Budget()) == bytes([7]) * 9


def test_a_budget_is_for_the_whole_file() -> None:
    budget = Budget()
    budget.inflated_bytes = 500
    stream = packed(zlib.compress(bytes(300)), "FlateDecode")
    read_stream(stream, budget)
    with pytest.raises(TooMuchError):
        read_stream(stream, budget)


def test_objects_of_another_kind_are_nothing() -> None:
    for value in (None, 5, True, Name.X, Array([1]), pikepdf.String("x")):
        assert get(value, "/K") is None
    assert elements(Dictionary()) == []
    assert numbers(Array([1, Name.X])) is None
    assert numbers(Array([1, 2]), 3) is None
    assert number(True) is None
    assert text(Name.X) == ""
    assert leaves(Array([1]), "/Names") == []


def test_unicode_maps() -> None:
    data = (
        b"2 beginbfchar <0001> <0041> <0002> <D83DDE00> endbfchar"
        b" 2 beginbfrange <0010> <0012> <0061> <0020> <0021> [<0078> <0079007A>] endbfrange"
        b" beginbfchar <0003>"
    )
    made = read_unicode(data)
    wanted = {1: "A", 2: "😀", 0x10: "a", 0x12: "c", 0x20: "x", 0x21: "yz", 0x13: None, 3: None}
    assert {code: made.text(code) for code in wanted} == wanted


def test_inks_of_colours() -> None:
    cmyk, gray = read_space("/DeviceCMYK"), read_space("/DeviceGray")
    assert Colour(cmyk, (0.5, 0.5, 1, 2)).total == 3
    assert Colour(gray, (0.25,)).inks() == (0, 0, 0, 0.75)
    assert Colour(read_space(p.separation("All")), (0.5,)).total == 2
    assert Colour(read_space(p.separation("Black")), (0.5,)).inks() == (0, 0, 0, 0.5)
    assert Colour(read_space("/DeviceRGB"), (1, 1, 1)).is_white
    assert Colour(read_space("/Nothing"), ()).total is None
    pdf = pikepdf.new()
    loop = pdf.make_indirect(Array([Name.Indexed, Name.X]))
    loop[1] = loop
    assert read_space(loop).components == 1


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("https://example.org/a?b=c#d", ""),
        ("mailto:ada@example.org", ""),
        ("tel:+4930123", ""),
        ("", "is empty"),
        ("example.org", "does not say how"),
        ("https:///path", "names no site"),
        ("https://exa mple.org", "has a sign"),
        ("https://example.org/%zz", "has a sign"),
        ("https://exämple.org", "has a sign"),
        ("mailto:ada", "names no mailbox"),
        ("javascript:alert(1)", "leads to no page"),
        ("file:///etc/passwd", "leads to no page"),
    ],
)
def test_addresses(address: str, problem: str) -> None:
    assert judge_address(address).startswith(problem)
    assert bool(judge_address(address)) is bool(problem)


def test_metadata_as_elements_and_as_attributes() -> None:
    rdf = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="urn:a"'
    packet = (
        f'<rdf:RDF {rdf}><rdf:Description a:one="1"><a:two> 2 </a:two><a:three><rdf:Seq><rdf:li>x</rdf:li>'
        "<rdf:li>y</rdf:li></rdf:Seq></a:three></rdf:Description></rdf:RDF>"
    )
    assert read_xmp(packet.encode()) == {
        ("urn:a", "one"): ("1",),
        ("urn:a", "two"): ("2",),
        ("urn:a", "three"): ("x", "y"),
    }


@pytest.mark.parametrize(
    ("rotation", "wanted"),
    [(0, (10, 350, 30, 20)), (90, (30, 10, 20, 30)), (180, (260, 30, 30, 20)), (270, (350, 260, 20, 30))],
)
def test_places_are_told_as_the_page_is_seen(rotation: int, wanted: tuple[float, ...]) -> None:
    page = Page(1, None, {"MediaBox": (0, 0, 300, 400)}, rotation)
    area = page.area((10, 30, 40, 50))
    assert (area.x_pt, area.y_pt, area.width_pt, area.height_pt) == wanted
