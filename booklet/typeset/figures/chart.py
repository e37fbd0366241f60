"""A sheet of paper for the book-wide figures: matplotlib, measured in millimetres from the top left.

Text stays text, in the fonts of the publication, so that the typesetting engine sets it like any other;
matplotlib only measures it. The same drawing gives the same bytes: no date, no random ids.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from booklet.findings import Span
from booklet.typeset.figures.canvas import Point
from booklet.typeset.figures.emblem import IconError, icon
from booklet.typeset.mistakes import FILE, LayoutMistake

if TYPE_CHECKING:
    from booklet.workspace import Workspace

MM_PER_INCH = 25.4
PT_PER_MM = 72 / 25.4

FONTS: dict[tuple[str, int], str] = {
    ("Source Sans 3", 400): "assets/fonts/SourceSans3-Regular.ttf",
    ("Source Sans 3", 600): "assets/fonts/SourceSans3-SemiBold.ttf",
    ("Source Sans 3", 700): "assets/fonts/SourceSans3-Bold.ttf",
    ("Sofia Sans", 700): "assets/fonts/SofiaSans-Bold.ttf",
    ("Sofia Sans", 800): "assets/fonts/SofiaSans-ExtraBold.ttf",
}
"""The font files by family and weight."""

SMALLEST_PT = 7.5
"""No text of a figure is smaller at print size."""

SETTINGS: Any = {"svg.fonttype": "none", "svg.hashsalt": "booklet", "path.simplify": False}


class Sheet:
    """A figure of ``width`` × ``height`` mm in the making."""

    def __init__(self, width: float, height: float, workspace: Workspace) -> None:
        from matplotlib.backends.backend_svg import FigureCanvasSVG
        from matplotlib.figure import Figure as Drawing

        self.width, self.height = width, height
        self._workspace = workspace
        self._faces: dict[tuple[str, int], Any] = {}
        self._icons: list[str] = []
        self._drawing = Drawing(figsize=(width / MM_PER_INCH, height / MM_PER_INCH))
        self._drawing.patch.set_visible(False)
        FigureCanvasSVG(self._drawing)
        self._axes = self._drawing.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._axes.set_xlim(0, width)
        self._axes.set_ylim(height, 0)

    def read(self, path: str) -> bytes:
        """A file of the project that the figure needs, recorded."""
        return self._workspace.read(path)

    def polygon(
        self,
        points: Sequence[Point],
        fill: str | None,
        *,
        stroke: str | None = None,
        stroke_mm: float = 0.0,
    ) -> None:
        """A closed polygon."""
        self.rings([points], fill, stroke=stroke, stroke_mm=stroke_mm)

    def rings(
        self,
        rings: Sequence[Sequence[Point]],
        fill: str | None,
        *,
        stroke: str | None = None,
        stroke_mm: float = 0.0,
    ) -> None:
        """Several closed polygons as one shape."""
        from matplotlib.path import Path

        vertices: list[Point] = []
        codes: list[int] = []
        for ring in rings:
            vertices += [*ring, ring[0]]
            codes += [int(Path.MOVETO)] + [int(Path.LINETO)] * (len(ring) - 1) + [int(Path.CLOSEPOLY)]
        self._patch(Path(vertices, codes), fill, stroke, stroke_mm)

    def curve(self, points: Sequence[Point], fill: str) -> None:
        """A closed shape of Bézier curves: a start, then two control points and an end for each curve."""
        from matplotlib.path import Path

        codes = [int(Path.MOVETO)] + [int(Path.CURVE4)] * (len(points) - 1)
        self._patch(Path(list(points), codes), fill, None, 0.0)

    def discs(self, at: Sequence[Point], radius: float, fill: str) -> None:
        """Discs of one size and colour, as one shape."""
        from matplotlib.path import Path

        circles = (Path.circle(point, radius) for point in at)
        self._patch(Path.make_compound_path(*circles), fill, None, 0.0)

    def rect(self, box: tuple[float, float, float, float], fill: str, *, radius: float = 0.0) -> None:
        """A rectangle given as x, y, width, height."""
        from matplotlib.patches import FancyBboxPatch

        x, y, width, height = box
        if radius <= 0:
            self.polygon([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], fill)
            return
        style = f"round,pad=0,rounding_size={radius}"
        box_patch = FancyBboxPatch((x, y), width, height, boxstyle=style)
        self._patch(box_patch.get_path(), fill, None, 0.0)

    def line(self, points: Sequence[Point], colour: str, width_mm: float) -> None:
        """An open line."""
        from matplotlib.path import Path

        self._patch(Path(list(points)), None, colour, width_mm)

    def _patch(self, path: Any, fill: str | None, stroke: str | None, stroke_mm: float) -> None:
        from matplotlib.patches import PathPatch

        patch = PathPatch(
            path,
            facecolor=fill or "none",
            edgecolor=stroke or "none",
            linewidth=stroke_mm * PT_PER_MM if stroke else 0.0,
            capstyle="round",
            joinstyle="round",
            clip_on=False,
        )
        self._axes.add_artist(patch)

    def icon(self, name: str, at: Point, size: float, colour: str) -> None:
        """An icon of ``assets/icons``, ``size`` mm wide round a point; it lies above the rest.

        Raises :class:`~booklet.typeset.mistakes.LayoutMistake` when the file is not an icon.
        """
        file = f"assets/icons/{name}.svg"
        try:
            drawn = icon(self.read(file), colour)
        except IconError as error:
            raise LayoutMistake(FILE.at(Span(file), str(error))) from None
        paths = "".join(re.findall(r"<path [^>]*/>", drawn))
        scale = size * PT_PER_MM / 256
        corner = f"{(at[0] - size / 2) * PT_PER_MM:.3f} {(at[1] - size / 2) * PT_PER_MM:.3f}"
        self._icons.append(
            f'<g fill="{colour}" transform="translate({corner}) scale({scale:.5f})">{paths}</g>'
        )

    def text(
        self,
        at: Point,
        words: str,
        size_pt: float,
        colour: str,
        *,
        family: str = "Source Sans 3",
        weight: int = 400,
        align: str = "left",
    ) -> None:
        """A line of text on its baseline. Raises ``ValueError`` below the smallest size."""
        if size_pt < SMALLEST_PT:
            raise ValueError(f"{words!r} is set in {size_pt} pt; {SMALLEST_PT} pt is the smallest")
        self._face(family, weight)
        self._axes.text(
            *at,
            # A dollar sign would begin a formula.
            words.replace("$", r"\$"),
            fontsize=size_pt,
            color=colour,
            family=family,
            weight=weight,
            ha=align,
            va="baseline",
        )

    def measure(
        self, words: str, size_pt: float, *, family: str = "Source Sans 3", weight: int = 400
    ) -> float:
        """The width of a line of text in mm."""
        face = self._face(family, weight)
        face.set_size(100, 72)
        face.set_text(words, 0.0)
        return float(face.get_width_height()[0]) / 64 * size_pt / 100 / PT_PER_MM

    def wrap(self, words: str, size_pt: float, room: float, *, weight: int = 400) -> list[str]:
        """Lines that are no wider than ``room`` mm, broken at spaces; a longer word stands alone."""
        lines: list[str] = []
        for word in words.split(" "):
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.measure(longer, size_pt, weight=weight) <= room:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def _face(self, family: str, weight: int) -> Any:
        """The font, read once and made known to matplotlib."""
        from matplotlib.font_manager import fontManager
        from matplotlib.ft2font import FT2Font

        if (family, weight) not in self._faces:
            path = FONTS[family, weight]
            data = self._workspace.read(path)
            full = str(self._workspace.resolve(path))
            if all(entry.fname != full for entry in fontManager.ttflist):
                fontManager.addfont(full)
            self._faces[family, weight] = FT2Font(io.BytesIO(data))
        return self._faces[family, weight]

    def svg(self) -> bytes:
        """The finished drawing."""
        stream = io.BytesIO()
        empty = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        self._drawing.savefig(stream, format="svg", metadata=empty, transparent=True)
        # The document type would make a reader look for a file on the network.
        whole = re.sub(r"<!DOCTYPE[^>]*>\s*", "", stream.getvalue().decode())
        drawn, end, _ = whole.rpartition("</svg>")
        return (drawn + "".join(self._icons) + end + "\n").encode()
