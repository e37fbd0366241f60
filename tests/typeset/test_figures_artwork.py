"""The artwork of cases and of the cover."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from itertools import product
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.typeset.figures import draw_artwork, draw_cover
from booklet.typeset.figures.artwork import CALM, MOTIFS
from booklet.typeset.figures.canvas import Canvas, lens_path
from booklet.typeset.palette import parse_hex

COLOURS = {
    "night": "#1E235D",
    "crowd": "#1C7A68",
    "people": "#B32A09",
    "place": "#4E0C18",
    "move": "#775AB4",
}
EVERY = [(motif, name) for motif, choices in MOTIFS.items() for name in choices]
SHAPES = [(216.0, 98.0, "band"), (216.0, 34.0, "band"), (60.0, 60.0, "full"), (40.0, 120.0, "full")]
SVG = "{http://www.w3.org/2000/svg}"


def numbers_of(path: str) -> list[float]:
    # The third number of an arc is an angle.
    path = re.sub(r"A([\d.]+ [\d.]+) [\d.]+", r"A\1 0", path)
    return [float(found) for found in re.findall(r"-?\d+(?:\.\d+)?", path)]


def check_drawing(svg: str, width: float, height: float) -> None:
    root = ElementTree.fromstring(svg)
    left, top, across, down = (float(value) for value in str(root.get("viewBox")).split())
    assert (left, across, down) == (0, width, height)
    assert -12 <= top <= 0
    ground = root[0]
    assert float(ground.get("y", "0")) == top
    for word in ("radient", "opacity", "<text", "currentColor", "<use", "nan", "inf"):
        assert word not in svg, word
    room = 1.6 * max(width, height)
    for element in root.iter():
        for name in ("x", "y", "cx", "cy", "width", "height", "r", "d"):
            for value in numbers_of(element.get(name, "")):
                assert -room <= value <= room + max(width, height), (element.tag, name, value)
        for name in ("fill", "stroke"):
            if element.get(name) not in (None, "none"):
                parse_hex(str(element.get(name)))


@pytest.mark.parametrize(("motif", "name"), EVERY)
def test_every_composition_is_sound_in_every_shape(motif: str, name: str) -> None:
    for (width, height, layout), key in product(SHAPES, ("forssa", "x")):
        svg = draw_artwork(
            motif, key, width, height, COLOURS[motif], layout=layout, composition=name  # type: ignore[arg-type]
        )  # fmt: skip
        check_drawing(svg, width, height)
        assert 1_000 < len(svg) < 400_000


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(sorted(COLOURS)), st.text(max_size=20))
def test_any_key_gives_a_sound_drawing_and_always_the_same(motif: str, key: str) -> None:
    first = draw_artwork(motif, key, 216, 98, COLOURS[motif])  # type: ignore[arg-type]
    check_drawing(first, 216, 98)
    assert first == draw_artwork(motif, key, 216, 98, COLOURS[motif])  # type: ignore[arg-type]


@pytest.mark.parametrize(("motif", "name"), EVERY)
def test_keys_make_different_drawings_of_one_composition(motif: str, name: str) -> None:
    made = {
        draw_artwork(motif, key, 216, 98, COLOURS[motif], composition=name)  # type: ignore[arg-type]
        for key in ("a", "b", "c", "d")
    }
    assert len(made) == 4


@pytest.mark.parametrize("motif", sorted(COLOURS))
def test_keys_make_use_of_every_composition(motif: str) -> None:
    plain = {
        name: draw_artwork(motif, "k1", 216, 98, COLOURS[motif], composition=name)  # type: ignore[arg-type]
        for name in MOTIFS[motif]  # type: ignore[index]
    }
    assert len(set(plain.values())) == len(plain)
    chosen = {
        name
        for key in map(str, range(60))
        for name in plain
        if draw_artwork(motif, key, 30, 20, COLOURS[motif])  # type: ignore[arg-type]
        == draw_artwork(motif, key, 30, 20, COLOURS[motif], composition=name)  # type: ignore[arg-type]
    }
    assert chosen == set(plain)


@pytest.mark.parametrize(("motif", "name"), EVERY)
@pytest.mark.parametrize("height", [68.0, 98.0])
def test_the_left_of_a_band_has_one_colour_wherever_words_stand(
    motif: str, name: str, height: float
) -> None:
    svg = draw_artwork(motif, "calm", 216, height, COLOURS[motif], composition=name)  # type: ignore[arg-type]
    for part in list(ElementTree.fromstring(svg))[1:]:
        if part.tag == f"{SVG}circle":
            left = float(part.get("cx", "0")) - float(part.get("r", "0"))
        elif part.tag == f"{SVG}rect":
            left = float(part.get("x", "0"))
        else:
            left = float(numbers_of(part.get("d", ""))[0])
        assert left > 216 * (CALM - 0.14)


@pytest.mark.parametrize(("motif", "name"), EVERY)
def test_what_stands_at_the_foot_reaches_beyond_it(motif: str, name: str) -> None:
    svg = draw_artwork(motif, "foot", 216, 98, COLOURS[motif], composition=name)  # type: ignore[arg-type]
    shown = float(str(ElementTree.fromstring(svg).get("viewBox")).split()[3]) - 10
    assert shown == 88
    feet = [float(p.get("y", "0")) + float(p.get("height", "0")) for p in ElementTree.fromstring(svg)[1:]]
    assert not [foot for foot in feet if shown - 0.5 < foot < shown + 0.5]


def test_edges_are_reached_without_a_gap() -> None:
    svg = draw_artwork("night", "edge", 216, 98, COLOURS["night"], composition="towers")
    root = ElementTree.fromstring(svg)
    ground = root[0]
    assert [ground.get(n) for n in ("y", "width", "height")] == ["-10", "216", "99"]
    street = numbers_of(str(root[-1].get("d")))
    assert street[1] == 89
    assert max(street) == 216


@pytest.mark.parametrize(("motif", "name"), [("night", "riverside"), ("place", "street"), ("move", "tram")])
def test_a_full_drawing_stands_on_ground_from_edge_to_edge(motif: str, name: str) -> None:
    svg = draw_artwork(motif, "edge", 60, 60, COLOURS[motif], layout="full", composition=name)  # type: ignore[arg-type]
    boxes = [[float(r.get(n, "0")) for n in ("x", "width")] for r in ElementTree.fromstring(svg)[1:]]
    assert [0, 60] in boxes


def test_refuses_unknown_names_and_empty_sheets() -> None:
    with pytest.raises(ValueError, match="no motif"):
        draw_artwork("desert", "k", 10, 10, "#000000")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no composition"):
        draw_artwork("night", "k", 10, 10, "#000000", composition="desert")
    with pytest.raises(ValueError, match="width and a height"):
        draw_artwork("night", "k", 0, 10, "#000000")
    with pytest.raises(ValueError, match="not a colour"):
        draw_artwork("night", "k", 10, 10, "blue")


def test_cover_shows_every_theme_and_needs_a_colour_for_each() -> None:
    cover = draw_cover(216, 110, list(COLOURS.items()))  # type: ignore[arg-type]
    check_drawing(cover, 216, 110)
    assert all(colour in cover for colour in COLOURS.values())
    assert cover == draw_cover(216, 110, list(COLOURS.items()))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="move"):
        draw_cover(216, 110, list(COLOURS.items())[:-1])  # type: ignore[arg-type]


def test_another_process_draws_the_same_bytes() -> None:
    script = (
        "import hashlib\n"
        "from booklet.typeset.figures import draw_artwork, draw_cover\n"
        f"colours = {COLOURS!r}\n"
        "made = ''.join(draw_artwork(m, 'forssa', 216, 98, c) for m, c in colours.items())\n"
        "made += draw_cover(216, 110, list(colours.items()))\n"
        "print(hashlib.sha256(made.encode()).hexdigest())\n"
    )
    here = "".join(draw_artwork(m, "forssa", 216, 98, c) for m, c in COLOURS.items())  # type: ignore[arg-type]
    here += draw_cover(216, 110, list(COLOURS.items()))  # type: ignore[arg-type]
    expected = hashlib.sha256(here.encode()).hexdigest()
    for seed in ("1", "4242"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == expected


def test_lens_of_two_circles() -> None:
    assert lens_path((0, 0, 5), (20, 0, 5)) is None
    assert lens_path((0, 0, 9), (1, 0, 2)) is None
    lens = lens_path((0, 0, 5), (6, 0, 5))
    assert lens is not None
    assert lens.startswith("M3 -4A5 5 0 0 1 3 4")


def test_canvas_leaves_out_what_lies_outside_and_cuts_rectangles() -> None:
    canvas = Canvas(100, 50)
    canvas.circle(-10, 10, 5, "#000000")
    canvas.rect(110, 0, 5, 5, "#000000")
    assert canvas.parts == []
    canvas.rect(90, 40, 30, 30, "#000000")
    assert canvas.parts == ['<rect x="90" y="40" width="10" height="10" fill="#000000"/>']
