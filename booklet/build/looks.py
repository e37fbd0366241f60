"""The colours of Word documents, taken from the tokens and the themes."""

from __future__ import annotations

from booklet.model.case import Case
from booklet.model.publication import Publication
from booklet.typeset.palette import colour
from booklet.word.styles import Look


def look_of(publication: Publication, case: Case | None) -> Look:
    """The colours of a case's documents, those of its leading theme; or of documents about all cases."""
    themes = publication.taxonomy.themes
    lead = themes[0] if case is None else publication.taxonomy.theme(case.themes[0])
    return Look(
        accent=lead.colour,
        tint=lead.tint,
        ink=colour("ink"),
        slate=colour("slate"),
        rule=colour("rule"),
        paper=colour("paper"),
        blue=colour("eu-blue"),
        accents=tuple(theme.colour for theme in themes)[:5],
    )
