"""Pictures of a page: PNG by PDFium, SVG from the content stream."""

import re
import struct
import zlib
from io import BytesIO
from xml.etree import ElementTree

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from booklet.model.pages import Document
from booklet.press.faults import PressError
from booklet.press.pictures import to_png, to_svg
from tests.press.pictured import SVG, by_hand, faces, sheet, words


@pytest.fixture(scope="module")
def page() -> bytes:
    return sheet()


@pytest.fixture(scope="module")
def svg(page: bytes) -> bytes:
    return to_svg(page, title="A <small> sheet", description='Says "much" & more')


@pytest.fixture(scope="module")
def root(svg: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def chunks(png: bytes) -> list[tuple[str, bytes]]:
    """Kinds and contents of a PNG's chunks; their checksums are right."""
    found, at = [], 8
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        kind, data = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        assert struct.unpack_from(">I", png, at + 8 + length)[0] == zlib.crc32(kind + data)
        found.append((kind.decode("ascii"), data))
        at += 12 + length
    return found


def test_png_has_the_trim_and_the_width_asked_for(page: bytes) -> None:
    image = Image.open(BytesIO(to_png(page, 420)))
    assert (image.size, image.mode) == ((420, 594), "RGB")
    assert image.getpixel((0, 0)) == image.getpixel((419, 0)) == (0x1C, 0x7A, 0x68)  # the band, to the edge
    assert image.getpixel((419, 593)) == (255, 255, 255)


def test_png_says_what_it_is_but_not_when(page: bytes) -> None:
    made = to_png(page, 40, title="Night", description="Zwölf Türme – from above")
    assert made == to_png(page, 40, title="Night", description="Zwölf Türme – from above")
    kinds = [kind for kind, _ in chunks(made)]
    assert kinds[0] == "IHDR" and kinds[-1] == "IEND"
    assert "tIME" not in kinds and "sRGB" in kinds[: kinds.index("IDAT")]
    assert Image.open(BytesIO(made)).info["Description"] == "Zwölf Türme – from above"
    assert "iTXt" not in [kind for kind, _ in chunks(to_png(page, 40))]


@given(st.integers(1, 300), st.integers(20, 400))
@settings(max_examples=25, deadline=None)
def test_png_is_exactly_as_wide_as_asked(width: int, side: int) -> None:
    image = Image.open(BytesIO(to_png(by_hand(b"1 0 0 rg 0 0 999 999 re f", size_pt=side), width)))
    assert image.size == (width, width)
    assert image.getextrema() == ((255, 255), (0, 0), (0, 0))


def test_png_leaves_nothing_open(page: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    for _ in range(3):
        to_png(page, 10)
    with pytest.raises(PressError):
        to_png(page, 10, page=9)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("width", [0, -1, 20_001])
def test_png_refuses_a_width_that_is_none(page: bytes, width: int) -> None:
    with pytest.raises(ValueError, match=f"width_px is {width}"):
        to_png(page, width)


@pytest.mark.parametrize("number", [0, 2])
def test_a_page_that_is_not_there_is_named(page: bytes, number: int) -> None:
    for make in (
        lambda: to_png(page, 10, number),
        lambda: to_svg(page, number, title="T", description="D"),
    ):
        with pytest.raises(PressError, match=f"page {number} of the picture: the PDF has 1 pages"):
            make()


def test_damaged_bytes_are_refused() -> None:
    with pytest.raises(PressError, match="the PDF is damaged"):
        to_png(b"%PDF-1.7 no more", 10)
    with pytest.raises(PressError, match="the PDF is damaged"):
        to_svg(b"%PDF-1.7 no more", title="T", description="D")


def test_svg_is_the_same_each_time(page: bytes, svg: bytes) -> None:
    assert svg == to_svg(page, title="A <small> sheet", description='Says "much" & more')


def test_svg_has_title_description_language_and_trim(root: ElementTree.Element) -> None:
    assert root.findtext(SVG + "title") == "A <small> sheet"
    assert root.findtext(SVG + "desc") == 'Says "much" & more'
    assert [root.get(key) for key in ("width", "height", "lang")] == ["210mm", "297mm", "en"]
    assert root.get("viewBox") == "0 0 595.276 841.89"
    titled = [root.find(f"*[@id='{root.get(key)}']") for key in ("aria-labelledby", "aria-describedby")]
    assert [part.tag for part in titled if part is not None] == [SVG + "title", SVG + "desc"]


def test_svg_needs_nothing_else(svg: bytes, root: ElementTree.Element) -> None:
    text = svg.decode("utf-8")
    assert set(re.findall(r'https?://[^\s"<]+', text)) == {
        "http://www.w3.org/2000/svg",
        "https://example.org/a?b=1&amp;c=2",
    }
    assert all(url.startswith(("#", "data:")) for url in re.findall(r"url\(([^)]*)\)", text))
    ids = [part.get("id") for part in root.iter() if part.get("id")]
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]*)\)", text)) <= set(ids)
    assert "\\" not in text and "/tmp" not in text


def test_svg_has_the_words_of_the_page_in_order(page: bytes, svg: bytes) -> None:
    document = pypdfium2.PdfDocument(page)
    try:
        said = document[0].get_textpage().get_text_bounded().split()
    finally:
        document.close()
    found = words(svg)
    assert sorted(found) == sorted(said)
    text = " ".join(found)
    for phrase in (
        "An efficient office flows Plain words with an address, some boldness, and Nachbarschaft: waffles,",
        "fine – “quoted” & <so>.",
        "Turned affluent boldly",
        "Spaced affairs",
    ):
        assert phrase in text


def test_svg_of_a_finished_document_has_its_words(screen: Document) -> None:
    """There fonts are shared between sections and have neither names nor characters of their own."""
    document = pypdfium2.PdfDocument(screen.pdf)
    try:
        said = [document[index].get_textpage().get_text_bounded().split() for index in range(len(document))]
    finally:
        document.close()
    for number, expected in enumerate(said, 1):
        made = to_svg(screen.pdf, number, title="T", description="D")
        joined = [word.replace("\ufffe", "-") for word in expected]  # PDFium's mark for a broken word
        assert sorted("".join(words(made))) == sorted("".join(joined)), number


def test_every_character_has_its_glyph(svg: bytes, root: ElementTree.Element) -> None:
    fonts = faces(svg)
    used: dict[str, set[str]] = {}
    for part in root.iter():
        if part.get("class") in fonts:
            used.setdefault(part.get("class", ""), set()).update(part.text or "")
            assert len((part.get("x") or "").split()) == len(part.text or "")
    assert used.keys() == fonts.keys()
    for name, characters in used.items():
        assert characters == {chr(code) for code in fonts[name].getBestCmap()}


def test_a_joined_letter_is_one_drawing_and_all_its_letters(svg: bytes) -> None:
    """The “ff” of “office” is a glyph of the Sofia Sans; its second letter is shown by an empty one."""
    fonts = faces(svg)
    maps = [(font["hmtx"], font.getBestCmap()) for font in fonts.values()]
    wide = {widths[names[ord("f")]][0] for widths, names in maps if ord("f") in names}
    assert 0 in wide and len(wide) > 3  # nothing, f, ff, fi …


def test_fonts_carry_no_time_and_no_more_than_is_used(svg: bytes) -> None:
    for font in faces(svg).values():
        assert font["head"].created == font["head"].modified == 2_082_844_800  # 1970, counted from 1904
        assert font["maxp"].numGlyphs <= len(font.getBestCmap()) + 2
        assert not {"fpgm", "prep", "GDEF"} & set(font.keys())


def test_what_tags_say_stays(root: ElementTree.Element) -> None:
    heading = root.find(f".//{SVG}g[@role='heading']")
    assert heading is not None and heading.get("aria-level") == "1"
    assert "".join(heading.itertext()).split() == ["An", "efficient", "office", "flows"]
    link = root.find(f".//{SVG}a")
    assert link is not None and link.get("href") == "https://example.org/a?b=1&c=2"
    assert "".join(link.itertext()) == "address"
    foreign = [part for part in root.iter(SVG + "g") if part.get("lang")]
    assert [(part.get("lang"), "".join(part.itertext())) for part in foreign] == [("de", "Nachbarschaft")]
    assert {part.get("aria-label") for part in root.iterfind(f".//{SVG}g[@role='img']")} == {"Seven shapes"}


def test_artifacts_are_drawn_and_hidden(root: ElementTree.Element) -> None:
    hidden = root.findall(f".//{SVG}g[@aria-hidden='true']")
    shapes = [part.get("fill") for group in hidden for part in group.iter(SVG + "path")]
    assert "#1c7a68" in shapes and not any("".join(group.itertext()).strip() for group in hidden)


def test_text_that_is_an_artifact_is_hidden_too(screen: Document) -> None:
    made = ElementTree.fromstring(to_svg(screen.pdf, 2, title="T", description="D"))
    hidden = [part for part in made.iter(SVG + "g") if part.get("aria-hidden")]
    assert any("".join(part.itertext()).strip() for part in hidden)


def test_two_pictures_of_one_document_share_no_id(screen: Document) -> None:
    made = [to_svg(screen.pdf, number, title="T", description="D").decode() for number in (1, 2)]
    one, other = ({*re.findall(r' id="([^"]+)"', text)} for text in made)
    assert one and other and not one & other


def test_a_glyph_without_text_is_drawn(page: bytes) -> None:
    with pikepdf.open(BytesIO(page)) as opened:
        for font in opened.pages[0].obj.Resources.Font.values():
            font.ToUnicode.write(font.ToUnicode.read_bytes().replace(b"<0077>", b"<>"))  # every w
        made = BytesIO()
        opened.save(made)
    before = to_svg(page, title="T", description="D")
    after = to_svg(made.getvalue(), title="T", description="D")
    assert "waffles," in words(before) and "affles," in words(after)
    assert after.count(b"<path") >= before.count(b"<path") + 3
