"""Editorial rules over the model: one small function a rule.

A family of rules is a module: its rules are registered with :mod:`booklet.findings`, its functions stand
in ``CHECKS`` (any language) and ``ENGLISH`` (rules of English spelling and counting).
"""

from __future__ import annotations

from collections.abc import Mapping

from booklet.check import (
    budgets,
    cases,
    colours,
    counts,
    emblem,
    infographics,
    order,
    references,
    sentences,
    terms,
    typography,
)
from booklet.check.reading import Check, Reading
from booklet.findings import Report, Severity, Span
from booklet.model.publication import Publication

__all__ = ["CHECKS", "ENGLISH", "check_publication"]

CHECKS: tuple[Check, ...] = (
    *budgets.CHECKS,
    *typography.CHECKS,
    *sentences.CHECKS,
    *terms.CHECKS,
    *counts.CHECKS,
    *order.CHECKS,
    *references.CHECKS,
    *cases.CHECKS,
    *colours.CHECKS,
    *emblem.CHECKS,
    *infographics.CHECKS,
)
"""What is checked in every language."""

ENGLISH: tuple[Check, ...] = (
    *typography.ENGLISH,
    *terms.ENGLISH,
    *counts.ENGLISH,
    *references.ENGLISH,
)
"""What is checked in English only."""

OF_THE_SOURCE: tuple[Check, ...] = budgets.CHECKS
"""Of a translation nobody asks this: budgets leave it room, and the made pages say whether it fits."""

OF_ALL_CASES: tuple[Check, ...] = (*counts.CHECKS, *counts.ENGLISH, order.use_of_taxonomy)
"""What would blame other files while a listed case cannot be read."""


def check_publication(publication: Publication, spans: Mapping[str, Span], language: str = "en") -> Report:
    """Read a publication with an editor's eye.

    ``spans`` maps content paths to places in the files, so that findings point at them; where a path is
    missing, the nearest one around it is taken. ``language`` is the language the texts are in; when it is
    not the publication's own, they are translations. The
    severities are those of the publication's settings.
    """
    reading = Reading(publication, spans, language)
    checks = CHECKS + ENGLISH if language == "en" else CHECKS
    if language != publication.settings.language:
        checks = tuple(check for check in checks if check not in OF_THE_SOURCE)
    if not reading.is_whole:
        checks = tuple(check for check in checks if check not in OF_ALL_CASES)
    report = Report.of(finding for check in checks for finding in check(reading))
    changed = {key: Severity(value) for key, value in publication.settings.severity.items()}
    return report.with_severities(changed)
