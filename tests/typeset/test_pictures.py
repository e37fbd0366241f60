"""Pictures of cases: prepared, cropped round their focus, judged, credited and labelled."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageCms
from pypdfium2 import PdfDocument

from booklet.model.case import Case, Picture
from booklet.model.pages import USUAL_ICC, Composition, Pages
from booklet.model.publication import Publication
from booklet.typeset.crop import Size
from booklet.typeset.edition import BAND_FRAME_MM, Edition
from booklet.typeset.engine import Typesetter
from booklet.typeset.palette import contrast
from booklet.typeset.pictures import (
    COARSE,
    LOW_RESOLUTION,
    UNREADABLE,
    PictureError,
    draw_veil,
    is_bare_cmyk,
    judge_resolution,
    prepare_picture,
    read_address,
    write_address,
    write_position,
)
from booklet.typeset.sections import list_sections
from booklet.workspace import Workspace
from tests.typeset import sheets
from tests.typeset.desk import ROOT, rules, typeset, typesetter
from tests.typeset.test_sections import edition, words

FRAME = Size(96, 118)
RED, BLUE = (200, 30, 40), (20, 60, 200)


def save(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def halves(size: tuple[int, int], mode: str = "RGB") -> Image.Image:
    """A picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", size, RED)
    image.paste(Image.new("RGB", (size[0] - size[0] // 2, size[1]), BLUE), (size[0] // 2, 0))
    return image.convert(mode)


def opened(data: bytes) -> Image.Image:
    made, media_type = prepare_picture(data, FRAME)
    assert media_type == "image/jpeg"
    image = Image.open(io.BytesIO(made))
    image.load()
    return image


def near(
    image: Image.Image, at: tuple[float, float], colour: tuple[int, int, int], slack: int = 30
) -> bool:
    pixel = image.convert("RGB").getpixel((int(at[0] * image.width), int(at[1] * image.height)))
    assert isinstance(pixel, tuple)
    return all(abs(a - b) <= slack for a, b in zip(pixel, colour, strict=True))


def test_a_fine_picture_is_made_smaller_and_a_coarse_one_stays() -> None:
    assert opened(save(halves((4000, 3000)))).size == (2230, 1673)
    assert opened(save(halves((400, 300)))).size == (400, 300)


def test_cmyk_without_a_profile_is_meant_for_our_usual_paper() -> None:
    """The blue of the European flag: by a rule of thumb it would come out as a violet neon."""
    profile = (ROOT / USUAL_ICC).read_bytes()
    blue = Image.new("CMYK", (600, 400), (255, 204, 0, 0))
    for data in (save(blue), save(blue, "TIFF")):
        made, _ = prepare_picture(data, FRAME, profile)
        assert near(Image.open(io.BytesIO(made)), (0.5, 0.5), (15, 61, 146), 16)
        assert is_bare_cmyk(data)
    with_profile = save(blue, icc_profile=profile)
    assert not is_bare_cmyk(with_profile)
    assert near(opened(with_profile), (0.5, 0.5), (15, 61, 146), 16)
    assert not is_bare_cmyk(save(halves((20, 20))))
    assert not is_bare_cmyk(b"<svg></svg>")


def test_cmyk_that_does_not_stand_upside_down_is_left_so() -> None:
    """Adobe's programs invert CMYK in JPEG files and mark them; a file without the mark is not inverted."""
    profile = (ROOT / USUAL_ICC).read_bytes()
    marked = save(Image.new("CMYK", (600, 400), (255, 204, 0, 0)))
    start = marked.index(b"\xff\xee")
    length = int.from_bytes(marked[start + 2 : start + 4], "big")
    bare = marked[:start] + marked[start + 2 + length :]
    made, _ = prepare_picture(bare, FRAME, profile)
    pixel = Image.open(io.BytesIO(made)).getpixel((10, 10))
    assert isinstance(pixel, tuple)
    assert pixel[0] < 60 and pixel[1] < 60  # no cyan, little magenta, all yellow and all black


def test_the_turn_of_the_camera_is_applied() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned clockwise by 90 degrees
    image = opened(save(halves((600, 400)), exif=exif))
    assert image.size == (400, 600)
    assert near(image, (0.5, 0.1), RED)
    assert near(image, (0.5, 0.9), BLUE)
    assert not image.getexif()


@pytest.mark.parametrize("mode", ["RGB", "CMYK", "L"])
def test_jpeg_of_any_colour_space_becomes_srgb(mode: str) -> None:
    image = opened(save(halves((600, 400), mode)))
    assert image.mode == "RGB"
    if mode != "L":
        assert near(image, (0.2, 0.5), RED, 60)
        assert near(image, (0.8, 0.5), BLUE, 60)


def test_a_colour_profile_is_applied() -> None:
    linear = ImageCms.createProfile("XYZ")
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    same = opened(save(halves((600, 400)), icc_profile=srgb))
    assert near(same, (0.2, 0.5), RED, 8)
    odd = ImageCms.ImageCmsProfile(linear).tobytes()
    assert opened(save(halves((600, 400)), icc_profile=odd)).mode == "RGB"
    assert opened(save(halves((600, 400)), icc_profile=b"no profile")).mode == "RGB"


@pytest.mark.parametrize(
    "make",
    [
        lambda: Image.new("RGBA", (600, 400), (*RED, 0)),
        lambda: Image.new("LA", (600, 400), (40, 0)),
        lambda: Image.new("RGBA", (600, 400), (*RED, 0)).quantize(16),
    ],
)
def test_transparency_is_laid_on_white(make: Callable[[], Image.Image]) -> None:
    assert near(opened(save(make(), "PNG")), (0.5, 0.5), (255, 255, 255), 3)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "I;16"])
def test_png_of_any_kind_is_read(mode: str) -> None:
    image = Image.new(mode, (60, 40), 40_000) if mode == "I;16" else halves((60, 40), mode)
    made = opened(save(image, "PNG"))
    assert made.mode == "RGB"
    if mode == "I;16":
        assert near(made, (0.5, 0.5), (156, 156, 156), 3)


@pytest.mark.parametrize("kind", ["TIFF", "WEBP"])
def test_other_formats_are_read(kind: str) -> None:
    assert near(opened(save(halves((600, 400)), kind)), (0.2, 0.5), RED)


def test_svg_stays_as_it_is() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
    assert prepare_picture(svg, FRAME) == (svg, "image/svg+xml")


def test_same_picture_same_bytes() -> None:
    data = save(halves((2000, 1500)))
    first = prepare_picture(data, FRAME)
    prepare_picture.cache_clear()
    assert prepare_picture(data, FRAME) == first


CUT_OFF = save(Image.effect_noise((600, 400), 60))[:9000]


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff", b"text", CUT_OFF])
def test_damaged_pictures_are_refused(data: bytes) -> None:
    with pytest.raises(PictureError):
        prepare_picture(data, FRAME)


def test_a_picture_of_too_many_pixels_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    with pytest.raises(PictureError, match="too many"):
        prepare_picture(save(halves((70, 70)), "PNG"), FRAME)
    assert prepare_picture(save(halves((40, 30)), "PNG"), FRAME)[1] == "image/jpeg"


def test_addresses_lead_back() -> None:
    picture = make_picture(file="content/pictures/a (new) #1 – ä.jpg")
    scheme, _, path = write_address(picture, FRAME).partition(":")
    assert scheme == "picture"
    assert not set(path) & set("() #?'\"")
    assert read_address(path) == (FRAME, picture.file)
    for wrong in ("a.jpg", "0x5/a.jpg", "96x118", "96x118/"):
        with pytest.raises(KeyError):
            read_address(wrong)


@pytest.mark.parametrize(
    ("dpi", "expected"),
    [(400, None), (300, None), (299.6, None), (299, LOW_RESOLUTION), (150, LOW_RESOLUTION), (149, COARSE)],
)
def test_resolutions_are_judged(dpi: float, expected: object) -> None:
    found = judge_resolution(dpi)
    assert (found[0] if found else None) == (expected.id if expected else None)  # type: ignore[attr-defined]


def make_picture(**changes: object) -> Picture:
    given = {
        "file": "pictures/test.jpg",
        "alt": "Two fields, one red and one blue.",
        "credit": "Maria Example",
        "licence": "CC BY 4.0",
        "origin": "photo",
    }
    return Picture.model_validate({**given, **changes})


def place(data: bytes, style: str, name: str = "pictures/test.jpg") -> Pages:
    """A page with a picture; its frame is 50 × 50 mm."""
    typesetter().workspace.write(name, data)
    return typeset(
        f'<img id="here" alt="Fields" src="picture:50x50/{name}" '
        f'style="display:block;width:50mm;height:50mm;object-fit:cover;{style}">',
        sparse=True,
    )


def painted(pages: Pages, at_mm: tuple[float, float], page: int = 0) -> tuple[int, ...]:
    """The colour of a point, in mm from the trim's corner."""
    opened_page = PdfDocument(pages.pdf)[page]
    left, bottom, _, top = opened_page.get_trimbox()
    height = opened_page.get_mediabox()[3] - opened_page.get_mediabox()[1]
    image = opened_page.render(scale=2).to_pil().convert("RGB")
    x = left + at_mm[0] * 72 / 25.4
    y = height - top + at_mm[1] * 72 / 25.4
    del bottom
    pixel = image.getpixel((int(x * 2), int(y * 2)))
    assert isinstance(pixel, tuple)
    return pixel


def test_the_crop_keeps_the_focus() -> None:
    data = save(halves((2400, 600)))
    for focus, expected in (((0.0, 0.5), RED), ((1.0, 0.5), BLUE)):
        position = write_position(make_picture(focus=focus))
        colour = painted(place(data, f"object-position:{position}"), (35, 35))
        assert all(abs(a - b) < 40 for a, b in zip(colour, expected, strict=True))


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((700, 700), []),
        ((700, 400), [LOW_RESOLUTION.id]),
        # 700 px in width would do, but the crop enlarges the picture until its height fills the frame.
        ((700, 250), [COARSE.id]),
        ((250, 250), [COARSE.id]),
    ],
)
def test_resolution_counts_at_the_printed_size(size: tuple[int, int], expected: list[str]) -> None:
    pages = place(save(halves(size)), "")
    assert rules(pages) == expected
    assert all(fault.anchor == "here" and fault.page == 1 for fault in pages.faults)


def test_a_damaged_picture_is_a_fault_and_not_a_crash() -> None:
    assert rules(place(b"\xff\xd8\xff damaged", "")) == [UNREADABLE.id]


def test_the_title_stands_on_an_opaque_field() -> None:
    for theme in edition().publication.taxonomy.themes:
        veil = draw_veil(theme.colour)
        assert "opacity" not in veil
        assert f'fill="{theme.colour}"' in veil
        assert contrast(theme.colour, "#FFFFFF") >= 4.5


def compose_case(picture: Picture | None) -> Composition:
    base = edition()
    case = base.publication.cases[0].model_copy(update={"picture": picture})
    cases: tuple[Case, ...] = (case, *base.publication.cases[1:])
    changed: Publication = base.publication.model_copy(update={"cases": cases})
    desk = Edition(changed, base.layout, "en", Workspace(ROOT), base.figure)
    section = next(s for s in list_sections(changed) if s.id == f"cases/{case.id}")
    return section.compose(desk, {})


def test_a_case_with_a_picture_shows_it_with_alt_and_credit() -> None:
    html = compose_case(make_picture(focus=(0.25, 1))).html
    assert html.count('alt="Two fields, one red and one blue."') == 1
    assert html.count("picture:96x118/pictures/test.jpg") == 2
    assert "object-position:25% 100%" in html
    assert words(html).count("Maria Example , CC BY 4.0") == 2
    assert edition().labels["picture_ai"] not in words(html)


def test_a_generated_picture_is_labelled_on_both_pages() -> None:
    html = compose_case(make_picture(origin="ai-generated")).html
    assert words(html).count(edition().labels["picture_ai"]) == 2


def test_a_case_without_a_picture_keeps_its_artwork() -> None:
    composition = compose_case(None)
    assert "picture:" not in composition.html
    assert len(composition.figures) > len(compose_case(make_picture()).figures)


def test_the_laid_out_pages_have_no_faults(tmp_path_factory: pytest.TempPathFactory) -> None:
    root = tmp_path_factory.mktemp("project")
    for folder in ("assets", "layouts"):
        shutil.copytree(ROOT / folder, root / folder)
    workspace = Workspace(root)
    workspace.write("pictures/test.jpg", save(halves((2400, 1600))))
    engine = Typesetter(_Lenient(root))
    pages = engine.typeset(compose_case(make_picture(origin="ai-generated")))
    assert not pages.faults
    assert pages.count == 3
    # Right in the bands the picture, left the theme.
    colour = edition().publication.taxonomy.theme(edition().publication.cases[0].themes[0]).colour
    ground = tuple(int(colour[k : k + 2], 16) for k in (1, 3, 5))
    for page in (0, 2):
        assert painted(pages, (5, 5), page) == pytest.approx(ground, abs=2)
        assert painted(pages, (200, 20), page) == pytest.approx(BLUE, abs=30)
    assert pages.page_of(f"cases/{edition().publication.cases[0].id}/picture") == 1
    assert BAND_FRAME_MM.width == 96


class _Lenient(Workspace):
    """A project that takes all but its pictures from the repository."""

    def read(self, path: str) -> bytes:
        return Workspace(ROOT).read(path) if not path.startswith("pictures/") else super().read(path)


@pytest.mark.parametrize("kind", ["factsheet", "infographic"])
def test_sheets_show_the_picture_with_alt_credit_and_label(kind: str, tmp_path: Path) -> None:
    case = sheets.publication().cases[0]
    given = make_picture(origin="ai-generated")
    composition = sheets.compose(kind, case.model_copy(update={"picture": given}))
    workspace = _Lenient(tmp_path)
    workspace.write("pictures/test.jpg", save(halves((2400, 1600))))
    shutil.copytree(ROOT / "assets/fonts", tmp_path / "assets/fonts")
    typesetter()  # sets the fonts before the engine loads
    pages = Typesetter(workspace).typeset(composition)
    assert not pages.faults
    assert composition.html.count('alt="Two fields, one red and one blue."') == 1
    text = PdfDocument(pages.pdf)[0].get_textpage().get_text_bounded()
    assert "Maria Example, CC BY 4.0" in text
    assert sheets.layout(kind).labels_of("en")["picture_ai"] in text
    colour = sheets.publication().taxonomy.theme(case.themes[0]).colour
    ground = tuple(int(colour[k : k + 2], 16) for k in (1, 3, 5))
    assert painted(pages, (5, 5)) == pytest.approx(ground, abs=2)
    assert painted(pages, (200, 45)) == pytest.approx(BLUE, abs=30)
