"""The fixed words of the book-wide figures: labels of the layout, in the language of the edition."""

from __future__ import annotations

from collections.abc import Mapping

from booklet.findings import Span
from booklet.typeset.mistakes import LABEL, LayoutMistake

Words = Mapping[str, str]
"""``map-alt`` for the label ``figure_map_alt``, the words that say when a case ran, and
``language``, the code of the language they are in."""

PREFIX = "figure_"
"""Begins the labels that are words of figures."""

SHARED = ("since", "from_year", "until", "years", "ongoing")
"""Labels that figures share with the text."""


class FigureWords(dict[str, str]):
    """Words of figures by name."""

    def __missing__(self, name: str) -> str:
        text = f"the layout has no label `{PREFIX}{name.replace('-', '_')}`, which a figure prints"
        raise LayoutMistake(LABEL.at(Span("layouts/booklet/layout.yaml"), text))


def figure_words(labels: Mapping[str, str], language: str = "en") -> Words:
    """The words of the figures out of the labels of a layout, which are in this language.

    Asking for one that is missing raises :class:`~booklet.typeset.mistakes.LayoutMistake`.
    """
    words = {
        name.removeprefix(PREFIX).replace("_", "-"): text
        for name, text in labels.items()
        if name.startswith(PREFIX)
    }
    shared = {name: labels[name] for name in SHARED}
    return FigureWords({**words, **shared, "language": language})
