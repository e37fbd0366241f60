"""The SVG as a browser shows it against the page as PDFium shows it."""

import subprocess
from base64 import b64encode
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from booklet.model.pages import Document
from booklet.press.pictures import to_png, to_svg
from tests.press.pictured import sheet
from tests.programs import require

WIDTH_PX, HEIGHT_PX = 840, 1188
"""A4 in whole pixels."""
COARSE_PX = 6
"""Pictures are compared by squares of so many pixels: edges are smoothed differently, areas are not."""
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
]


def show(pictures: list[bytes], folder: Path) -> list[Image.Image]:
    """Pictures as Chromium draws them, one below the other in one window."""
    chromium = require("chromium")
    images = "".join(
        f'<img src="data:image/svg+xml;base64,{b64encode(picture).decode()}">' for picture in pictures
    )
    style = f"body{{margin:0}}img{{display:block;width:{WIDTH_PX}px;height:{HEIGHT_PX}px}}"
    (folder / "page.html").write_text(f"<!doctype html><style>{style}</style>{images}", "utf-8")
    subprocess.run(
        [
            chromium,
            *FLAGS,
            f"--user-data-dir={folder / 'profile'}",
            f"--window-size={WIDTH_PX},{HEIGHT_PX * len(pictures)}",
            f"--screenshot={folder / 'shown.png'}",
            (folder / "page.html").as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    shown = Image.open(folder / "shown.png").convert("RGB")
    assert shown.size == (WIDTH_PX, HEIGHT_PX * len(pictures))
    return [
        shown.crop((0, HEIGHT_PX * index, WIDTH_PX, HEIGHT_PX * (index + 1)))
        for index in range(len(pictures))
    ]


def differences(one: Image.Image, other: Image.Image) -> tuple[float, int]:
    """The mean difference of pixels, and the largest of squares, of 255."""
    mean = sum(ImageStat.Stat(ImageChops.difference(one, other)).mean) / 3
    size = (WIDTH_PX // COARSE_PX, HEIGHT_PX // COARSE_PX)
    coarse = [picture.resize(size, Image.Resampling.BOX) for picture in (one, other)]
    return mean, max(high for _, high in ImageChops.difference(*coarse).getextrema())


def test_a_browser_shows_the_page(screen: Document, tmp_path: Path) -> None:
    page = sheet()
    pages = [(page, 1), *((screen.pdf, number) for number in (1, 2, 3))]
    pictures = [to_svg(pdf, number, title="T", description="D") for pdf, number in pages]
    faulty = pictures[0].replace(b'fill="#f80"', b'fill="none"').replace(b'stroke="#f80"', b'stroke="none"')
    assert faulty != pictures[0]
    *shown, with_fault = show([*pictures, faulty], tmp_path)
    for (pdf, number), picture in zip(pages, shown, strict=True):
        expected = Image.open(BytesIO(to_png(pdf, WIDTH_PX, number)))
        mean, largest = differences(picture, expected)
        assert mean < 4, number
        assert largest < 56, number
    _, largest = differences(with_fault, Image.open(BytesIO(to_png(page, WIDTH_PX))))
    assert largest > 90  # a shape that is missing would be seen


@pytest.mark.parametrize("letters", ["office", "waffle"])
def test_joined_letters_are_shown_as_in_the_page(letters: str, tmp_path: Path) -> None:
    from booklet.press.prepare import prepare_section
    from tests.press import sample

    body = f'<p style="font:700 90pt/100pt Sofia Sans;margin:0">{letters}</p>'
    page = prepare_section(sample.typeset(sample.page("Word", body)), "word")
    (shown,) = show([to_svg(page, title="T", description="D")], tmp_path)
    mean, largest = differences(shown, Image.open(BytesIO(to_png(page, WIDTH_PX))))
    assert mean < 1 and largest < 40
