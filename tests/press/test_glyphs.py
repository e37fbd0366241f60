"""Merging subsets, checked with fontTools on subsets of a real font made the way WeasyPrint makes them."""

import io
import struct
from functools import cache

import pytest
from fontTools import subset as subsetting
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.press.glyphs import FontMergeError, merge_subsets, read_subset
from tests.press.sample import FONTS

FILE = FONTS / "SourceSans3-Regular.ttf"


@pytest.fixture(scope="module")
def font() -> TTFont:
    return TTFont(FILE)


@cache
def cut(text: str) -> tuple[bytes, list[int]]:
    """A subset that keeps glyph numbers, and the glyphs the text uses."""
    whole = TTFont(FILE)
    cmap = whole.getBestCmap()
    used = sorted({whole.getGlyphID(cmap[ord(letter)]) for letter in text})
    options = subsetting.Options(retain_gids=True, hinting=False, notdef_outline=True)
    options.drop_tables += ["GSUB", "GPOS"]
    worker = subsetting.Subsetter(options)
    worker.populate(gids=used)
    worker.subset(whole)
    made = io.BytesIO()
    whole.save(made)
    return made.getvalue(), used


def merged(*texts: str) -> TTFont:
    data = merge_subsets([read_subset(*cut(text)) for text in texts])
    return TTFont(io.BytesIO(data), checkChecksums=2)


def drawing(font: TTFont, number: int):
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[font.getGlyphOrder()[number]].draw(pen)
    return pen.value, glyphs[font.getGlyphOrder()[number]].width


@settings(max_examples=3, deadline=None)
@given(
    st.text("abcöéŁź ’λДѣ", min_size=1, max_size=6),
    st.text("xyzöàñĳ –Ωя", min_size=1, max_size=6),
)
def test_all_glyphs_are_drawn_as_in_the_whole_font(one, two):
    whole = TTFont(FILE)
    made = merged(one, two)
    for letter in {*one, *two}:
        if letter in "ѣ" or ord(letter) not in whole.getBestCmap():
            continue
        number = whole.getGlyphID(whole.getBestCmap()[ord(letter)])
        assert drawing(made, number) == drawing(whole, number), letter


def test_only_the_tables_a_pdf_needs_are_left():
    assert sorted(merged("ab", "cd").keys()) == [
        "GlyphOrder", "glyf", "head", "hhea", "hmtx", "loca", "maxp",
    ]  # fmt: skip


def test_order_does_not_change_what_is_drawn(font):
    one, two = merged("aö", "bé"), merged("bé", "aö")
    number = font.getGlyphID(font.getBestCmap()[ord("é")])
    assert drawing(one, number) == drawing(two, number)


def test_different_drawings_of_one_glyph_are_refused():
    data, used = cut("ab")
    other = bytearray(data)
    parsed = read_subset(data, used)
    other[data.index(parsed.outlines[used[0]]) + 12] ^= 1
    with pytest.raises(FontMergeError, match="differs"):
        merge_subsets([parsed, read_subset(bytes(other), used)])


def test_another_font_is_refused():
    data, used = cut("ab")
    parsed = read_subset(data, used)
    head = bytearray(parsed.tables[b"head"])
    head[18:20] = struct.pack(">H", 2048)
    other = read_subset(data, used)
    other.tables[b"head"] = bytes(head)
    with pytest.raises(FontMergeError, match="units per em"):
        merge_subsets([parsed, other])
    third = read_subset(data, used)
    third.tables[b"fpgm"] = b"\x01"
    with pytest.raises(FontMergeError, match="hinting"):
        merge_subsets([parsed, third])


@pytest.mark.parametrize(
    "data", [b"", b"OTTO\0\0", b"\0\1\0\0", b"\0\1\0\0\0\1\0\0\0\0\0\0junk" + bytes(12)]
)
def test_what_is_no_truetype_font_is_refused(data):
    with pytest.raises(FontMergeError):
        read_subset(data, [1])


def test_a_subset_cut_short_is_refused():
    data, used = cut("ab")
    with pytest.raises(FontMergeError):
        merge_subsets([read_subset(data[: len(data) // 3], used)])
