"""The geometry of the EU emblem, the shapes of the themes, and icons."""

from __future__ import annotations

import math
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from booklet.typeset.figures import draw_emblem, draw_shape, icon
from booklet.typeset.figures.emblem import shape_corners

ROOT = Path(__file__).resolve().parents[2]
SVG = "{http://www.w3.org/2000/svg}"


def stars_of(svg: str) -> list[list[tuple[float, float]]]:
    path = ElementTree.fromstring(svg).find(f"{SVG}path")
    assert path is not None
    stars = [part for part in path.get("d", "").split("M") if part]
    return [[(float(a), float(b)) for a, b in re.findall(r"(-?[\d.]+) (-?[\d.]+)", star)] for star in stars]


@pytest.mark.parametrize("height", [10.0, 14.0, 100.0])
def test_emblem_follows_the_graphics_guide(height: float) -> None:
    svg = draw_emblem(height)
    root = ElementTree.fromstring(svg)
    flag = root.find(f"{SVG}rect")
    assert flag is not None
    assert float(flag.get("width", "0")) / float(flag.get("height", "0")) == pytest.approx(1.5)
    assert flag.get("fill") == "#003399"
    stars = stars_of(svg)
    assert len(stars) == 12
    for hour, corners in enumerate(stars):
        x = sum(p[0] for p in corners) / 10
        y = sum(p[1] for p in corners) / 10
        angle = hour * math.pi / 6
        assert x == pytest.approx(height * 0.75 + height / 3 * math.sin(angle), abs=1e-3)
        assert y == pytest.approx(height / 2 - height / 3 * math.cos(angle), abs=1e-3)
        radii = [math.dist(p, (x, y)) for p in corners]
        assert radii[::2] == pytest.approx([height / 18] * 5, abs=1e-3)
        assert radii[1::2] == pytest.approx([height / 18 * 0.381966] * 5, abs=1e-3)
        assert corners[0] == pytest.approx((x, y - height / 18), abs=1e-3)


def test_emblem_border_is_white_and_a_25th_wide() -> None:
    root = ElementTree.fromstring(draw_emblem(25, border=True, title="Flag of the European Union"))
    rim, flag = root.findall(f"{SVG}rect")
    assert rim.get("fill") == "#FFFFFF"
    assert float(rim.get("width", "0")) == pytest.approx(25 * 1.5 + 2)
    assert float(flag.get("x", "0")) == pytest.approx(1)
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text == "Flag of the European Union"


def test_emblem_needs_a_height() -> None:
    with pytest.raises(ValueError, match="height"):
        draw_emblem(0)


@pytest.mark.parametrize(
    ("shape", "corners"), [("circle", 24), ("diamond", 4), ("triangle", 3), ("square", 4), ("hexagon", 6)]
)
def test_shapes_stay_in_their_box_and_look_equally_big(shape: str, corners: int) -> None:
    svg = draw_shape(shape, "#1E235D", 4, "Nightlife & more")  # type: ignore[arg-type]
    root = ElementTree.fromstring(svg)
    assert root.get("width") == "4mm"
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text == "Nightlife & more"
    points = shape_corners(shape, 10, 10, 7.4)  # type: ignore[arg-type]
    assert len(points) == corners
    assert all(0 <= value <= 20 for point in points for value in point)
    pairs = zip(points, points[1:] + points[:1], strict=True)
    area = abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2
    assert area == pytest.approx(math.pi * 7.4**2, rel=0.16)


def test_icon_takes_the_colour_and_a_title() -> None:
    source = (ROOT / "assets" / "icons" / "map-pin.svg").read_bytes()
    made = icon(source, "#B32A09", "Where <here>")
    root = ElementTree.fromstring(made)
    assert root.get("fill") == "#B32A09"
    assert root[0].text == "Where <here>"
    assert "currentColor" not in made
    with pytest.raises(ValueError, match="not an icon"):
        icon(b"<svg/>", "#000000")
    with pytest.raises(ValueError, match="not a colour"):
        icon(source, "currentColor")


def test_every_icon_is_whole_and_every_icon_that_the_content_names_is_there() -> None:
    folder = ROOT / "assets" / "icons"
    there = {path.stem for path in folder.glob("*.svg")}
    for name in there:
        ElementTree.fromstring(icon((folder / f"{name}.svg").read_bytes(), "#000000"))
    named = set()
    for path in sorted((ROOT / "content").rglob("*")):
        if path.suffix in (".yaml", ".md"):
            named |= set(re.findall(r"\bicon:\s*[\"']?([a-z0-9-]+)", path.read_text(encoding="utf-8")))
    assert named
    assert named - there == set()


def test_fonts_are_whole_families_with_one_name() -> None:
    from fontTools.ttLib import TTFont

    expected = {
        "SofiaSans-Bold": ("Sofia Sans", 700),
        "SofiaSans-ExtraBold": ("Sofia Sans", 800),
        "SourceSans3-Regular": ("Source Sans 3", 400),
        "SourceSans3-SemiBold": ("Source Sans 3", 600),
        "SourceSans3-Bold": ("Source Sans 3", 700),
        "SourceSans3-Italic": ("Source Sans 3", 400),
        "LiberationSans-Regular": ("Liberation Sans", 400),
        "LiberationSans-Bold": ("Liberation Sans", 700),
    }
    folder = ROOT / "assets" / "fonts"
    assert {path.stem for path in folder.glob("*.ttf")} == set(expected)
    for name, (family, weight) in expected.items():
        with TTFont(folder / f"{name}.ttf", lazy=True) as font:
            assert (font["name"].getDebugName(1), font["OS/2"].usWeightClass) == (family, weight)
            assert "fvar" not in font
            missing = [c for c in "AzÄßěłșțŽΩλЖяї“”’–…€·" if ord(c) not in font.getBestCmap()]
            assert missing == []
