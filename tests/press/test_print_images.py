"""Pictures in print, one test a kind."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image, ImageChops, ImageCms

from booklet.model.press import PrintColour
from booklet.press.print.colours import open_colours
from booklet.press.print.images import convert_image
from booklet.press.print.paints import GreyPaint, InkPaint
from booklet.press.print.spaces import UnprintableError
from tests.press.printed import INDIGO, colours, icc, rgb

PDF = Pdf.new()
INKS = InkPaint(colours())
SIZE = (24, 16)
ORANGE = (200, 90, 30)


def gradient(mode: str = "RGB") -> Image.Image:
    """A picture with more than one colour in it."""
    image = Image.new("RGB", SIZE)
    image.putdata([(10 * x, 120, 250 - 15 * y) for y in range(SIZE[1]) for x in range(SIZE[0])])
    return image.convert(mode)


def xobject(data: bytes, space: Any, **more: Any) -> Any:
    made = PDF.make_stream(data)
    fields = {
        "Type": Name.XObject,
        "Subtype": Name.Image,
        "Width": SIZE[0],
        "Height": SIZE[1],
        "ColorSpace": space,
        "BitsPerComponent": 8,
    }
    for key, value in {**fields, **more}.items():
        made[f"/{key}"] = value
    return made


def flat(image: Image.Image, **more: Any) -> Any:
    spaces = {"RGB": Name.DeviceRGB, "L": Name.DeviceGray, "CMYK": Name.DeviceCMYK}
    return xobject(image.tobytes(), spaces[image.mode], **more)


def jpeg(image: Image.Image, space: Any, icc_profile: bytes | None = None, **more: Any) -> Any:
    stream = BytesIO()
    image.save(stream, "JPEG", quality=95, subsampling=0, icc_profile=icc_profile)
    made = xobject(b"", space, **more)
    made.write(stream.getvalue(), filter=Name.DCTDecode)
    return made


def convert(image: Any, paint: Any = INKS) -> Any:
    return convert_image(PDF, image, paint)


def pixels(image: Any) -> Image.Image:
    """What a viewer makes of an image: samples as its Decode array says."""
    mode = {"/DeviceCMYK": "CMYK", "/DeviceGray": "L"}[str(image.ColorSpace)]
    if image.get("/Filter") == Name.DCTDecode:
        made = Image.open(BytesIO(image.read_raw_bytes()))
        assert made.mode == mode
        inverted = mode == "CMYK"  # Pillow turns the samples of such a JPEG round
        made = ImageChops.invert(made) if inverted else made.copy()
    else:
        made = Image.frombytes(mode, (int(image.Width), int(image.Height)), image.read_bytes())
    return ImageChops.invert(made) if "/Decode" in image and list(image.Decode) == [1, 0] * 4 else made


def close(a: Image.Image, b: Image.Image, most: int) -> bool:
    extremes: Any = ImageChops.difference(a, b).getextrema()
    return all(high <= most for _, high in ([extremes] if len(a.getbands()) == 1 else extremes))


def totals(image: Image.Image) -> list[int]:
    """The ink on every pixel, all four together, sorted."""
    data = image.tobytes()
    return sorted(sum(data[at : at + 4]) for at in range(0, len(data), 4))


def expected(image: Image.Image) -> Image.Image:
    return colours().condition.convert(image)


def test_rgb_pixels_go_through_the_profile() -> None:
    made = convert(flat(gradient()))
    assert made.ColorSpace == Name.DeviceCMYK
    assert (int(made.Width), int(made.Height)) == SIZE
    assert close(pixels(made), expected(gradient()), 0)


def test_an_rgb_jpeg_stays_a_jpeg_and_keeps_its_colours() -> None:
    made = convert(jpeg(gradient(), Name.DeviceRGB))
    assert made.Filter == Name.DCTDecode
    assert list(made.Decode) == [1, 0] * 4
    assert close(pixels(made), expected(gradient()), 14)


@pytest.mark.parametrize("inverted", [True, False])
def test_a_cmyk_jpeg_keeps_its_inks(inverted: bool) -> None:
    """Pillow and Adobe's programs write the samples upside down; the Decode array says so."""
    image = Image.new("CMYK", SIZE, (20, 200, 90, 10))
    decode = {"Decode": Array([1, 0] * 4)} if inverted else {}
    source = jpeg(image if inverted else ImageChops.invert(image), Name.DeviceCMYK, **decode)
    assert close(pixels(source), image, 4)
    assert close(pixels(convert(source)), image, 8)


def test_a_cmyk_picture_with_too_much_ink_is_limited() -> None:
    made = pixels(convert(flat(Image.new("CMYK", SIZE, (250, 240, 230, 220)))))
    pixel: Any = made.getpixel((0, 0))
    assert sum(pixel) <= 765
    assert pixel[3] > 220


@pytest.mark.parametrize("kind", [flat, lambda image: jpeg(image, Name.DeviceGray)], ids=["flat", "jpeg"])
def test_grey_stays_grey_byte_for_byte(kind: Any) -> None:
    source = kind(gradient("L"))
    assert convert(source).read_raw_bytes() == source.read_raw_bytes()
    assert convert(source).ColorSpace == Name.DeviceGray


def test_a_grey_picture_in_rgb_becomes_grey() -> None:
    for source in (flat(gradient("L").convert("RGB")), jpeg(gradient("L").convert("RGB"), Name.DeviceRGB)):
        made = convert(source)
        assert made.ColorSpace == Name.DeviceGray
        assert "/Decode" not in made
    assert close(pixels(convert(flat(gradient("L").convert("RGB")))), gradient("L"), 40)


def test_calibrated_grey_is_grey() -> None:
    profile = PDF.make_stream(b"", N=1)
    made = convert(xobject(gradient("L").tobytes(), Array([Name.ICCBased, profile])))
    assert made.ColorSpace == Name.DeviceGray
    assert pixels(made).tobytes() == gradient("L").tobytes()


def test_an_indexed_picture_keeps_its_pixels_and_its_table_is_converted() -> None:
    table = bytes(rgb(INDIGO)) + bytes((255, 255, 255)) + bytes((0, 0, 0))
    source = xobject(bytes(SIZE[0] * SIZE[1]), Array([Name.Indexed, Name.DeviceRGB, 2, String(table)]))
    made = convert(source)
    assert made.read_bytes() == source.read_bytes()
    assert list(made.ColorSpace)[:3] == [Name.Indexed, Name.DeviceCMYK, 2]
    assert bytes(made.ColorSpace[3]) == bytes((255, 242, 0, 102, 0, 0, 0, 0, 0, 0, 0, 255))
    stream = Array([Name.Indexed, Name.DeviceRGB, 2, PDF.make_stream(table)])
    assert bytes(convert(xobject(b"", stream)).ColorSpace[3]) == bytes(made.ColorSpace[3])


def test_a_stencil_mask_takes_the_colour_of_the_page() -> None:
    source = xobject(b"\xaa" * 48, Name.DeviceGray, BitsPerComponent=1, ImageMask=True)
    assert convert(source) is source


def test_a_spot_colour_is_kept() -> None:
    spot = Array([Name.Separation, Name.Gold, Name.DeviceCMYK, Dictionary()])
    source = xobject(bytes(SIZE[0] * SIZE[1]), spot)
    assert convert(source) is source


def test_transparency_is_kept() -> None:
    mask = flat(gradient("L"))
    made = convert(flat(gradient(), SMask=mask, Interpolate=False))
    assert made.SMask.read_bytes() == gradient("L").tobytes()
    assert bool(made.Interpolate) is False


def test_a_hidden_range_of_colours_becomes_a_mask() -> None:
    image = gradient()
    image.paste(ORANGE, (0, 0, 5, 16))
    bounds = [bound for channel in ORANGE for bound in (channel - 1, channel + 1)]
    made = convert(flat(image, Mask=Array(bounds)))
    mask = Image.frombytes("L", SIZE, made.SMask.read_bytes())
    assert "/Mask" not in made
    assert [mask.getpixel((x, 3)) for x in (0, 4, 5, 20)] == [0, 0, 255, 255]


def test_an_explicit_mask_is_kept() -> None:
    stencil = xobject(b"\xaa" * 48, Name.DeviceGray, BitsPerComponent=1, ImageMask=True)
    assert convert(flat(gradient(), Mask=stencil)).Mask.read_bytes() == b"\xaa" * 48


def test_samples_that_are_upside_down() -> None:
    made = convert(flat(ImageChops.invert(gradient()), Decode=Array([1, 0] * 3)))
    assert close(pixels(made), expected(gradient()), 0)
    assert "/Decode" not in made


def swapped() -> bytes:
    """A profile in which red means green: what a picture with it means cannot be overlooked."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = int.from_bytes(data[128:132], "big")
    at = {bytes(data[132 + 12 * k : 136 + 12 * k]): 132 + 12 * k for k in range(count)}
    red, green = at[b"rXYZ"] + 4, at[b"gXYZ"] + 4
    data[red : red + 8], data[green : green + 8] = data[green : green + 8], data[red : red + 8]
    return bytes(data)


def test_a_picture_means_what_its_own_profile_says() -> None:
    plain, turned = Image.new("RGB", SIZE, (30, 180, 60)), Image.new("RGB", SIZE, (180, 30, 60))
    stream = PDF.make_stream(swapped(), N=3)
    for source in (
        jpeg(turned, Name.DeviceRGB, swapped()),
        xobject(turned.tobytes(), Array([Name.ICCBased, stream])),
    ):
        assert close(pixels(convert(source)), expected(plain), 12)
    assert not close(pixels(convert(flat(turned))), expected(plain), 60)


def test_a_cmyk_picture_of_this_condition_is_left_alone() -> None:
    image = Image.new("CMYK", SIZE, (20, 200, 90, 10))
    source = jpeg(image, Name.DeviceCMYK, icc(), Decode=Array([1, 0] * 4))
    assert close(pixels(convert(source)), image, 6)


def test_a_damaged_profile_is_overlooked() -> None:
    made = convert(jpeg(gradient(), Name.DeviceRGB, b"no profile at all"))
    assert close(pixels(made), expected(gradient()), 14)


@pytest.mark.parametrize(
    "image",
    [
        lambda: xobject(b"", Name.DeviceRGB, BitsPerComponent=16),
        lambda: xobject(b"abc", Name.DeviceRGB),
        lambda: flat(gradient(), Decode=Array([0, 0.5] * 3)),
        lambda: flat(gradient(), SMask=flat(gradient("L"), Matte=Array([0, 0, 0]))),
        lambda: jpeg(gradient(), Name.DeviceCMYK),
        lambda: xobject(b"", Array([Name.Lab, Dictionary(WhitePoint=[0.95, 1, 1.09])])),
        lambda: xobject(b"", Array([Name.Indexed, Name.DeviceRGB, 9, String(b"abc")])),
    ],
    ids=["16 bits", "short", "decode", "matte", "jpeg of another kind", "lab", "short table"],
)
def test_what_has_no_form_in_print_is_refused(image: Any) -> None:
    with pytest.raises(UnprintableError):
        convert(image())
    bare = xobject(b"", Name.DeviceRGB)
    del bare["/ColorSpace"]
    with pytest.raises(UnprintableError):
        convert(bare)


def test_a_picture_in_a_soft_mask_becomes_light_and_dark() -> None:
    made = convert(flat(Image.new("RGB", SIZE, (255, 0, 0))), GreyPaint())
    assert made.ColorSpace == Name.DeviceGray
    assert pixels(made).getpixel((0, 0)) in (76, 77)


@given(st.lists(st.tuples(*[st.integers(0, 255)] * 3), min_size=4, max_size=4))
@settings(max_examples=15, deadline=None)
def test_no_pixel_has_more_ink_than_the_limit(values: list[tuple[int, int, int]]) -> None:
    image = Image.new("RGB", (4, 1))
    image.putdata(values)
    for limit, source in ((300, flat(image, Width=4, Height=1)), (240, flat(image, Width=4, Height=1))):
        made = pixels(convert(source, InkPaint(colours(limit))))
        if made.mode == "CMYK":
            assert max(totals(made)) <= limit * 2.55


def test_a_jpeg_stays_below_the_limit_although_packing_moves_pixels() -> None:
    noise = Image.effect_noise((96, 96), 60)
    image = Image.merge(
        "RGB", [noise.point(lambda v: v // 4), noise.rotate(90).point(lambda v: v // 5), noise]
    )
    made = pixels(convert(jpeg(image, Name.DeviceRGB, Width=96, Height=96), InkPaint(colours(240))))
    assert totals(made)[-len(totals(made)) // 100] <= 240 * 2.55


def test_the_same_picture_is_converted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    source = flat(gradient().rotate(180))
    first = convert(source)
    monkeypatch.setattr(type(colours().condition), "convert", lambda *_: pytest.fail("converted again"))
    assert convert(source).read_bytes() == first.read_bytes()


def test_no_pillow_image_is_left_open(recwarn: pytest.WarningsRecorder) -> None:
    convert(jpeg(gradient().transpose(Image.Transpose.FLIP_TOP_BOTTOM), Name.DeviceRGB))
    assert not [w for w in recwarn if issubclass(w.category, ResourceWarning)]


def test_a_packed_jpeg_is_read_through_its_packing() -> None:
    source = jpeg(gradient(), Name.DeviceRGB)
    raw = source.read_raw_bytes()
    source.write(zlib.compress(raw), filter=Array([Name.FlateDecode, Name.DCTDecode]))
    assert close(pixels(convert(source)), expected(gradient()), 14)


def icc_based(profile: bytes, pixel: tuple[int, int, int]) -> tuple[Pdf, Any]:
    """A picture of one colour in a file of its own, in which its profile has the same number as ever."""
    pdf = Pdf.new()
    space = Array([Name.ICCBased, pdf.make_indirect(pdf.make_stream(profile, N=3))])
    made = pdf.make_stream(bytes(pixel) * 100)
    for key, value in {
        "Type": Name.XObject, "Subtype": Name.Image, "Width": 10, "Height": 10, "BitsPerComponent": 8,
        "ColorSpace": space,
    }.items():  # fmt: skip
        made[f"/{key}"] = value
    return pdf, made


def test_a_picture_is_known_again_by_its_profile_and_the_inks_of_the_publication() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"tEMP").replace(b"gXYZ", b"rXYZ").replace(b"tEMP", b"gXYZ")
    red = []
    for profile in (srgb, swapped, srgb):
        pdf, image = icc_based(profile, (220, 30, 30))
        red.append(convert_image(pdf, image, INKS).read_bytes())
    assert red[0] == red[2] != red[1]
    grey = flat(Image.new("RGB", SIZE, (120, 120, 120)))
    tables = [(PrintColour("#787878", (0, 0, 0, black)),) for black in (20, 90)]
    made = [convert(grey, InkPaint(open_colours(icc(), tokens, 300))).read_bytes()[0] for tokens in tables]
    assert made == pytest.approx([255 * 0.8, 255 * 0.1], abs=1)
