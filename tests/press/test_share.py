"""What is kept once, and what may not be."""

import io
from collections.abc import Callable

import pikepdf
import pypdfium2

from booklet.press.link import link_sections
from booklet.press.parts import LinkedSection
from booklet.press.prepare import prepare_section
from tests.press import sample
from tests.press.sample import opened


def section(key: str, words: str, more: str = "") -> LinkedSection:
    html = sample.page(key, f'<h1 id="{key}">{words}</h1>{more}')
    return LinkedSection(key, prepare_section(sample.typeset(html), key))


def changed(part: LinkedSection, change: Callable[[pikepdf.Object], None]) -> LinkedSection:
    """The section with its (one) font dictionary changed."""
    pdf = pikepdf.open(io.BytesIO(part.pdf))
    (font,) = pdf.pages[0].Resources.Font.values()
    change(font)
    made = io.BytesIO()
    pdf.save(made, deterministic_id=True)
    return LinkedSection(part.id, made.getvalue())


def linked_text(*parts: LinkedSection) -> tuple[pikepdf.Pdf, list[str]]:
    made = link_sections(parts).pdf
    with pypdfium2.PdfDocument(made) as document:
        words = [document[index].get_textpage().get_text_range().strip() for index in range(len(document))]
    return opened(made), words


def streams(pdf: pikepdf.Pdf, key: str) -> list[pikepdf.Object]:
    return [obj for obj in pdf.objects if isinstance(obj, pikepdf.Stream) and key in obj]


def fonts(pdf: pikepdf.Pdf) -> set[tuple[int, int]]:
    return {font.objgen for page in pdf.pages for font in page.Resources.Font.values()}


def test_subsets_of_one_font_become_one():
    pdf, words = linked_text(section("a", "Łódź"), section("b", "Øre"), section("c", "Łódź"))
    assert words == ["Łódź", "Øre", "Łódź"]
    assert len(streams(pdf, "/Length1")) == len(fonts(pdf)) == 1


def test_a_font_that_maps_a_glyph_otherwise_keeps_its_map_and_shares_the_program():
    def rename(font):
        text = font.ToUnicode.read_bytes().replace(b"<004e>", b"<0058>")
        assert text != font.ToUnicode.read_bytes()
        font.ToUnicode.write(text)

    pdf, words = linked_text(section("a", "Nacht"), changed(section("b", "Nora"), rename))
    assert words == ["Nacht", "Xora"]
    assert len(fonts(pdf)) == 2
    assert len(streams(pdf, "/Length1")) == 1


def test_fonts_that_cannot_be_merged_stay_apart_but_equal_ones_are_shared():
    def redraw(font):
        stream = font.DescendantFonts[0].FontDescriptor.FontFile2
        data = bytearray(stream.read_bytes())
        at = data.index(b"head", 12)
        offset = int.from_bytes(data[at + 8 : at + 12], "big")
        data[offset + 18 : offset + 20] = (2000).to_bytes(2, "big")
        stream.write(bytes(data))

    parts = section("a", "Nacht"), changed(section("b", "Nora"), redraw), section("c", "Nacht")
    pdf, words = linked_text(*parts)
    assert words == ["Nacht", "Nora", "Nacht"]
    assert len(streams(pdf, "/Length1")) == 2


def test_what_is_no_truetype_program_is_left_alone():
    def spoil(font):
        font.DescendantFonts[0].FontDescriptor.FontFile2.write(b"OTTO")

    pdf, _ = linked_text(section("a", "Nacht"), changed(section("b", "Nora"), spoil))
    assert len(streams(pdf, "/Length1")) == 2


def test_equal_pictures_are_embedded_once_with_their_masks():
    glass = "<div class=glass></div>"
    pdf, _ = linked_text(section("a", "One", glass), section("b", "Two", glass))
    images = [obj for obj in streams(pdf, "/Width") if obj.Subtype == pikepdf.Name.Image]
    assert len(images) == 2
    assert sum("/SMask" in image for image in images) == 1
    assert not any(image.get("/Interpolate", False) for image in images)
