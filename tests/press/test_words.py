"""The words of marked contents, in the simple form that WeasyPrint writes and in any other."""

from __future__ import annotations

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf

from booklet.press import words
from booklet.press.words import Words

MAP = b"endcodespacerange\n3 beginbfchar\n<0041> <0061>\n<0042> <0062>\n<0043> <00660069>\nendbfchar"


def page(content: bytes, form: bytes = b"") -> Pdf:
    """A page in a font that shows 0041, 0042 and 0043 as a, b and fi."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type0, ToUnicode=pdf.make_stream(MAP)))
    drawn = pdf.make_stream(form, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    pdf.add_blank_page()
    target = pdf.pages[0].obj
    target.Resources = Dictionary(Font=Dictionary(F=font), XObject=Dictionary(X=drawn))
    target.Contents = pdf.make_stream(content)
    return pdf


def text(content: bytes, form: bytes = b"", mcid: int = 0) -> str:
    with page(content, form) as pdf:
        return Words(pdf).of(0, mcid)


SIMPLE = b"q /Span <</MCID 0>> BDC BT /F 9 Tf [<0041> -20 <00420043>] TJ ET EMC Q"


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (SIMPLE, "abfi"),
        (SIMPLE.replace(b"[<0041> -20 <00420043>] TJ", b"<00430041> Tj"), "fia"),
        (SIMPLE.replace(b"[<0041> -20 <00420043>]", b"[(\0A\0B)]"), "ab"),
        (SIMPLE.replace(b"<</MCID 0>>", b"<</Lang (en) /MCID 0>>"), "abfi"),
        (b"/F 9 Tf " + SIMPLE.replace(b"/F 9 Tf ", b""), "abfi"),
        (SIMPLE.replace(b"ET", b"/Artifact BMC <0041> Tj EMC <0042> Tj ET"), "abfib"),
        (SIMPLE + b" " + SIMPLE.replace(b"0041", b"0043"), "abfifibfi"),
        (b"/Span <</MCID 0>> BDC 0 0 9 9 re f EMC", ""),
        (b"/Artifact BMC BT /F 9 Tf <0041> Tj ET EMC", ""),
    ],
)
def test_words_are_read(content: bytes, wanted: str) -> None:
    assert text(content) == wanted


def test_words_in_a_form_are_those_of_its_page() -> None:
    assert text(SIMPLE + b" /X Do", SIMPLE.replace(b"MCID 0", b"MCID 5"), 5) == "abfi"
    assert text(b"/X Do", b"0 0 9 9 re f", 5) == ""


shown = st.lists(st.sampled_from([b"<0041>", b"<00420043>", b"<0044>", b"-20", b"3.5"]), max_size=6)
Piece = tuple[int, list[bytes], bool]
pieces = st.lists(st.tuples(st.integers(0, 3), shown, st.booleans()), max_size=6)


@given(pieces)
def test_the_quick_way_reads_what_the_other_one_reads(
    made: list[Piece],
) -> None:
    content = b"\n".join(
        b"/Span <</MCID %d>> BDC %sBT /F 9 Tf [%s] TJ ET\nEMC"
        % (number, b"0 0 1 1 re f " if draws else b"", b" ".join(parts))
        for number, parts, draws in made
    )
    quick = [text(content, mcid=number) for number in range(4)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "_is_plain", lambda _: False)
        assert [text(content, mcid=number) for number in range(4)] == quick
