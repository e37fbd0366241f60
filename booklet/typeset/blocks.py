"""The drawings that the blocks of an infographic need, for templates of every product."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from markupsafe import Markup as Html

from booklet.model.infographic import Flow, Hub, Timeline
from booklet.model.infographic_words import describe
from booklet.typeset.figures import flow, hub
from booklet.typeset.figures.flow import FlowDrawing, draw_flow
from booklet.typeset.figures.hub import HubDrawing, draw_hub
from booklet.typeset.figures.moments import draw_moments
from booklet.typeset.figures.parts import draw_answer, draw_chevron
from booklet.typeset.palette import colour as token
from booklet.typeset.palette import mix

GAP_MM = 4.0
"""Between columns, as in the style sheet."""


class Desk(Protocol):
    """What keeps the decorative drawings of a section and gives their addresses."""

    def background(self, svg: str | bytes) -> Html:
        """A drawing as the value of a CSS ``background-image``."""

    def icon(self, name: str, colour: str) -> Html:
        """An icon in a colour as a CSS background."""


@dataclass(frozen=True)
class Drawings:
    """Draws blocks for a page in a colour, as wide as ``room_mm``.

    Drawings that say something (arrows, spokes, a line of time) are inline SVG with the words of
    :func:`~booklet.model.infographic_words.describe`; those that only adorn are backgrounds.
    """

    desk: Desk
    colour: str
    labels: Mapping[str, str]
    language: str = "en"
    room_mm: float = 170.0

    def flow(self, block: Flow, *, close: bool = False) -> FlowDrawing:
        """Frames and arrows of a flow; for the closest steps it is lower."""
        alt = describe(block, self.labels, self.language)
        return draw_flow(block, self.room_mm, self.colour, alt, flow.CLOSE if close else flow.NORMAL)

    def hub(self, block: Hub, *, close: bool = False) -> HubDrawing:
        """Frames and spokes of a hub; for the closest steps it is lower."""
        alt = describe(block, self.labels, self.language)
        return draw_hub(block, self.room_mm, self.colour, alt, hub.CLOSE if close else hub.NORMAL)

    def timeline(self, block: Timeline) -> Html:
        """The line of a timeline."""
        light = mix(token("white"), self.colour, 0.5)
        alt = describe(block, self.labels, self.language)
        return Html(draw_moments(block, self.room_mm, GAP_MM, colour=self.colour, light=light, title=alt))  # noqa: S704 - our own

    def inline(self, drawing: FlowDrawing | HubDrawing) -> Html:
        """The SVG of a drawing, to stand in the page."""
        return Html(drawing.svg)  # noqa: S704 - our own drawing, its texts are escaped

    def chevron(self, index: int) -> Html:
        """The ground of the phase with a 0-based index; each is darker than the one before.

        All steps are dark enough for white words on them (WCAG AA).
        """
        shade = mix(self.colour, token("ink"), min(0.14 * index, 0.7))
        return self.desk.background(draw_chevron(shade, first=index == 0))

    def answer(self) -> Html:
        """The ground of the answer that a challenge leads into."""
        return self.desk.background(draw_answer(self.colour))

    def icon(self, name: str, *, white: bool = False) -> Html:
        """An icon in the colour of the page, or in white."""
        return self.desk.icon(name, token("white") if white else self.colour)
