"""Artwork and book-wide figures, drawn from the content."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from booklet.typeset.figures.artwork import draw_artwork
from booklet.typeset.figures.cover import draw_cover
from booklet.typeset.figures.emblem import draw_emblem, draw_shape, icon
from booklet.typeset.figures.figure import Figure
from booklet.typeset.figures.words import Words, figure_words
from booklet.typeset.palette import TOKENS, Token, mix

if TYPE_CHECKING:
    from booklet.model.publication import Publication
    from booklet.workspace import Workspace

__all__ = [
    "FIGURES",
    "TOKENS",
    "Figure",
    "Token",
    "draw_artwork",
    "draw_cover",
    "draw_emblem",
    "draw_figure",
    "draw_shape",
    "figure_words",
    "icon",
    "mix",
]


def _draw_map(publication: Publication, workspace: Workspace, words: Words) -> Figure:
    from booklet.typeset.figures.europe import draw_map

    return draw_map(publication, workspace, words)


def _draw_matrix(publication: Publication, workspace: Workspace, words: Words) -> Figure:
    from booklet.typeset.figures.matrix import draw_matrix

    return draw_matrix(publication, workspace, words)


def _draw_funnel(publication: Publication, workspace: Workspace, words: Words) -> Figure:
    from booklet.typeset.figures.funnel import draw_funnel

    return draw_funnel(publication, workspace, words)


def _draw_timeline(publication: Publication, workspace: Workspace, words: Words) -> Figure:
    from booklet.typeset.figures.timeline import draw_timeline

    return draw_timeline(publication, workspace, words)


def _draw_countries(publication: Publication, workspace: Workspace, words: Words) -> Figure:
    from booklet.typeset.figures.countries import draw_countries

    return draw_countries(publication, workspace, words)


def _draw_mechanisms(publication: Publication, workspace: Workspace, words: Words) -> Figure:
    from booklet.typeset.figures.mechanisms import draw_mechanisms

    return draw_mechanisms(publication, workspace, words)


FIGURES: dict[str, Callable[[Publication, Workspace, Words], Figure]] = {
    "map": _draw_map,
    "matrix": _draw_matrix,
    "funnel": _draw_funnel,
    "timeline": _draw_timeline,
    "countries": _draw_countries,
    "mechanisms": _draw_mechanisms,
}
"""The book-wide figures by the name that ``{figure:NAME}`` uses; each loads its engine when it is drawn."""


def draw_figure(name: str, publication: Publication, workspace: Workspace, words: Words) -> Figure:
    """A book-wide figure, as large as the text area is wide (170 mm).

    Fonts, icons and outlines are read through the workspace; ``words`` are the figures' fixed words in the
    language of the publication (:func:`figure_words`). Raises ``KeyError`` for an unknown name and
    ``WorkspaceError`` when a file of ``assets`` is missing.
    """
    import matplotlib

    from booklet.typeset.figures.chart import SETTINGS

    # A settings file in the folder, the home or the environment must not change a drawing.
    plain: dict[Any, Any] = {
        key: value for key, value in matplotlib.rcParamsDefault.items() if key != "backend"
    }
    with matplotlib.rc_context({**plain, **SETTINGS}), warnings.catch_warnings():
        # Only measured here: the check of the pages reports a character that no font has.
        warnings.filterwarnings("ignore", r"Glyph \d+ .* missing from font")
        return FIGURES[name](publication, workspace, words)
