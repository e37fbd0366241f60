"""The book-wide figures, drawn from a sample publication."""

from __future__ import annotations

import datetime
import hashlib
import math
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.load.layout import load_layout
from booklet.load.texts import FIGURES as KNOWN
from booklet.model.case import Case, Mechanism, Period, Place
from booklet.model.publication import Counts, Publication, Settings
from booklet.model.taxonomy import Country, MechanismCategory, Taxonomy, Theme
from booklet.typeset.figures import FIGURES, Figure, draw_figure, figure_words
from booklet.typeset.figures.europe import place_markers
from booklet.typeset.figures.markers import CLEAR, Marker, spread
from booklet.typeset.figures.projection import Window, holds, project, read_outlines
from booklet.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
NAMES = tuple(FIGURES)
PERIODS = (
    Period(),
    Period(start=2018, end=2021),
    Period(start=1995, ongoing=True, note="Since 1995; moved in 2021"),
    Period(start=2016),
    Period(ongoing=True, note="Running for more than two decades"),
    Period(start=2024, end=2024),
    Period(ongoing=True),
)

THEMES = (
    ("nightlife", "Nightlife-related risks", "Nightlife", "#1E235D", "circle", "night"),
    ("events", "Mass events and crowds", "Mass events", "#1C7A68", "diamond", "crowd"),
    ("inclusion", "Social inclusion", "Inclusion", "#B32A09", "triangle", "people"),
    ("community", "Community conflict", "Community", "#4E0C18", "square", "place"),
    ("mobility", "Mobility & transport", "Mobility", "#775AB4", "hexagon", "move"),
)
TOWNS = (
    ("Warsaw", "pl", 52.23, 21.01),
    ("Bucharest", "ro", 44.43, 26.10),
    ("Stuttgart", "de", 48.78, 9.18),
    ("Mannheim", "de", 49.49, 8.47),
    ("Leiria", "pt", 39.74, -8.81),
    ("Helsinki", "fi", 60.17, 24.94),
)


def make_case(index: int) -> Case:
    themes = tuple(THEMES[(index + k) % 5][0] for k in range(1 + index % 3))
    town = TOWNS[index % (3 if index < 12 else len(TOWNS))]
    return Case.model_construct(
        id=f"case-{index}",
        title=f"Case <{index}> & co",
        places=(Place(name=town[0], country=town[1], latitude=town[2], longitude=town[3]),),
        place_label=town[0],
        themes=themes,
        period=PERIODS[index % len(PERIODS)],
        mechanisms=tuple(
            Mechanism.model_construct(id=f"m{k}", category=("way-a", "way-b")[k % 2], title="x", impact="y")
            for k in range(1 + index % 4)
        ),
    )


def make_publication(count: int = 20) -> Publication:
    themes = tuple(
        Theme.model_construct(id=i, label=label, short=short, colour=c, shape=shape, motif=m, icon="bus")
        for i, label, short, c, shape, m in THEMES
    )
    ways = tuple(
        MechanismCategory.model_construct(id=i, label=s, short=s, icon="handshake")
        for i, s in (("way-a", "Governance"), ("way-b", "Communication"))
    )
    countries = tuple(
        Country(id=i, label=label, partner=i != "be")
        for i, label in (
            ("pl", "Poland"),
            ("ro", "Romania"),
            ("de", "Germany"),
            ("pt", "Portugal"),
            ("fi", "Finland"),
            ("be", "Belgium"),
        )
    )
    return Publication.model_construct(
        settings=Settings.model_construct(
            counts=Counts(mapped=159, extended=80, countries=9, partners=10),
            date=datetime.date(2026, 6, 30),
        ),
        taxonomy=Taxonomy.model_construct(themes=themes, mechanisms=ways, countries=countries, actors=()),
        cases=tuple(make_case(index) for index in range(count)),
    )


@cache
def words() -> Mapping[str, str]:
    layout, _ = load_layout(Workspace(ROOT), "booklet")
    assert layout is not None
    return figure_words(layout.labels_of("en"))


def draw(name: str, publication: Publication) -> Figure:
    return draw_figure(name, publication, Workspace(ROOT), words())


@cache
def drawn(name: str) -> Figure:
    return draw(name, make_publication())


def texts(figure: Figure) -> list[str]:
    root = ElementTree.fromstring(figure.svg)
    return [element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize("name", NAMES)
def test_figures_are_plain_svg_of_their_size(name: str) -> None:
    figure = drawn(name)
    root = ElementTree.fromstring(figure.svg)
    width, height = (float(str(root.get(side)).removesuffix("pt")) for side in ("width", "height"))
    assert width == pytest.approx(figure.width_mm * 72 / 25.4, abs=0.01)
    assert height == pytest.approx(figure.height_mm * 72 / 25.4, abs=0.05)
    assert figure.width_mm == 170
    assert figure.height_mm <= 215
    for word in (
        "radient",
        "opacity",
        "currentColor",
        "<use",
        "<image",
        "DOCTYPE",
        "dc:date",
        "matplotlib",
    ):
        assert word not in figure.svg.decode(), word


@pytest.mark.parametrize("name", NAMES)
def test_text_is_text_in_our_fonts_and_never_too_small(name: str) -> None:
    svg = drawn(name).svg.decode()
    sizes = [float(size) for size in re.findall(r"font-size: ([\d.]+)px", svg)]
    assert sizes
    assert min(sizes) >= 7.5
    assert set(re.findall(r"font-family: '([^']+)'", svg)) <= {"Source Sans 3", "Sofia Sans"}


@pytest.mark.parametrize("name", NAMES)
def test_alt_text_tells_the_data(name: str) -> None:
    figure = drawn(name)
    assert figure.title
    assert "20" in figure.alt
    if name == "funnel":
        assert "159" in figure.alt
        assert "over 80" in figure.alt
    else:
        assert all(f"{index + 1} Case <{index}> & co" in figure.alt for index in range(20))


def test_map_names_and_numbers_every_case() -> None:
    shown = texts(drawn("map"))
    for number in range(1, 21):
        # Once on the map, once in the list.
        assert shown.count(str(number)) == 2
    assert {"Poland", "Romania", "Germany"} <= set(shown)
    assert "Warsaw (Poland)" in drawn("map").alt


def test_map_markers_do_not_overlap_and_stay_near() -> None:
    publication = make_publication()
    spots = [project(p.longitude, p.latitude) for case in publication.cases for p in case.places]
    window = Window.around(spots, 170)
    markers = place_markers(publication, window)
    assert [marker.number for marker in markers] == list(range(1, 21))
    check_apart(markers, (window.width_mm, window.height_mm))
    assert all(math.dist(marker.anchor, marker.at) < 16 for marker in markers)


def check_apart(markers: list[Marker], size: tuple[float, float]) -> None:
    for k, marker in enumerate(markers):
        assert marker.reach <= marker.at[0] <= size[0] - marker.reach
        assert marker.reach <= marker.at[1] <= size[1] - marker.reach
        for other in markers[k + 1 :]:
            assert math.dist(marker.at, other.at) >= marker.reach + other.reach + CLEAR - 0.05


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from([t[4] for t in THEMES]), st.floats(10, 160), st.floats(10, 140)),
        min_size=1,
        max_size=18,
    )
)
def test_markers_anywhere_are_spread(spots: list[tuple[str, float, float]]) -> None:
    made = [
        Marker(k, f"c{k}", "Town", shape, "#000000", (x, y), (x, y))  # type: ignore[arg-type]
        for k, (shape, x, y) in enumerate(spots)
    ]
    check_apart(spread(made, (170, 150)), (170, 150))


def test_a_marker_alone_stays_at_its_place() -> None:
    marker = Marker(1, "a", "Town", "circle", "#000000", (50, 60), (50, 60))
    (placed,) = spread([marker], (170, 150))
    assert placed.at == (50, 60)
    assert not placed.moved


def test_too_many_markers_are_refused() -> None:
    marker = Marker(1, "a", "Town", "triangle", "#000000", (6, 6), (6, 6))
    with pytest.raises(ValueError, match="no room"):
        spread([marker] * 9, (12, 12))


def test_places_lie_in_their_countries() -> None:
    outlines = read_outlines((ROOT / "assets" / "map" / "europe.json").read_bytes())
    for _, country, latitude, longitude in TOWNS:
        spot = project(longitude, latitude)
        near = [(spot[0] + dx, spot[1] + dy) for dx in (-15, 0, 15) for dy in (-15, 0, 15)]
        assert any(holds(ring, point) for ring in outlines[country] for point in near)
    simferopol = project(34.1, 44.95)
    assert any(holds(ring, simferopol) for ring in outlines["ua"])
    assert not any(holds(ring, simferopol) for ring in outlines["ru"])
    with pytest.raises(ValueError, match="outlines"):
        read_outlines(b"{}")


def test_projection_keeps_centre_and_distances() -> None:
    assert project(10, 52) == pytest.approx((0, 0))
    # Warsaw to Berlin is 517 km on the ground.
    assert math.dist(project(21.0122, 52.2297), project(13.405, 52.52)) == pytest.approx(517, abs=6)


def test_the_view_grows_for_a_far_place_only() -> None:
    usual = Window.around([project(10, 50)], 170)
    assert usual == Window.around([], 170)
    north = Window.around([project(25.7, 66.5)], 170)
    assert north.height_mm > usual.height_mm
    assert north.place(project(25.7, 66.5))[1] > 5


def test_matrix_counts_cases_and_mechanisms() -> None:
    publication = make_publication()
    shown = texts(drawn("matrix"))
    for theme in publication.taxonomy.themes:
        assert theme.short in shown
        total = sum(theme.id in case.themes for case in publication.cases)
        assert str(total) in shown
    assert shown.count("2") >= 5
    assert all(f"{index:02d}" in shown for index in range(1, 21))
    assert "1 Case <0> & co: Nightlife; Governance." in drawn("matrix").alt


def test_funnel_has_a_dot_for_each_initiative() -> None:
    figure = drawn("funnel")
    assert {"159", "80", "20", "over"} <= set(texts(figure))
    paths = re.findall(r'<path d="([^"]+)"', figure.svg.decode())
    rounds = sorted((path.count("M") for path in paths), reverse=True)
    assert rounds[:2] == [159, 80]


def test_only_assets_are_read_and_recorded() -> None:
    workspace = Workspace(ROOT)
    draw_figure("map", make_publication(3), workspace, words())
    assert "assets/map/europe.json" in workspace.reads
    assert all(path.startswith("assets/") for path in workspace.reads)


def test_texts_may_show_every_figure() -> None:
    assert set(KNOWN) == set(FIGURES)


def test_every_word_of_a_figure_is_a_label() -> None:
    """With other words nothing of the layout's English is left, and nothing is drawn that is no content."""
    other = {name: re.sub(r"(?<![{a-z])[A-Za-z]+(?![a-z}])", "X", text) for name, text in words().items()}
    content = make_publication().model_dump_json(exclude={"settings"})
    for name in NAMES:
        figure = draw_figure(name, make_publication(), Workspace(ROOT), other)
        for text in texts(figure):
            for word in re.findall(r"[A-Za-z]{2,}", text.replace("X", "")):
                assert word in content, f"{name}: {word}"


def test_a_figure_needs_its_words() -> None:
    with pytest.raises(KeyError):
        figure_words({"figure_map": "Map"})


def test_an_unknown_figure_is_refused() -> None:
    with pytest.raises(KeyError):
        draw("skyline", make_publication(1))


def test_same_bytes_again_and_in_another_process() -> None:
    again = {name: draw(name, make_publication()).svg for name in NAMES}
    assert all(again[name] == drawn(name).svg for name in NAMES)
    script = (
        "import hashlib\n"
        "from tests.typeset.test_figures_book import NAMES, drawn\n"
        "print(hashlib.sha256(b''.join(drawn(name).svg for name in reversed(NAMES))).hexdigest())\n"
    )
    expected = hashlib.sha256(b"".join(again[name] for name in reversed(NAMES))).hexdigest()
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONHASHSEED": "77"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == expected


def test_settings_of_the_drawing_library_on_the_machine_change_nothing(tmp_path: Path) -> None:
    evil = tmp_path / "matplotlibrc"
    evil.write_text("savefig.bbox: tight\npath.sketch: 3, 100, 2\nfont.size: 40\nlines.linewidth: 9\n")
    code = (
        "import sys; sys.path.insert(0, '.')\n"
        "from booklet.load.layout import load_layout\n"
        "from booklet.load.project import load_project\n"
        "from booklet.typeset.figures import draw_figure, figure_words\n"
        "from booklet.workspace import Workspace, digest\n"
        "w = Workspace('.'); p = load_project(w).publication\n"
        "words = figure_words(load_layout(w, 'booklet')[0].labels_of('en'))\n"
        "print(digest(draw_figure('funnel', p, w, words).svg))\n"
    )
    made = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, **extra},
            cwd=Path(__file__).resolve().parents[2],
            capture_output=True,
            check=True,
        ).stdout
        for extra in ({}, {"MATPLOTLIBRC": str(evil)})
    ]
    assert made[0] == made[1] != b""
