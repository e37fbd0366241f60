"""Colours of the themes: readable on white and on their tints, and apart for every kind of eye."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from booklet.check.reading import Check, Reading
from booklet.check.vision import DEFICIENCIES, contrast, distance, tint_of
from booklet.findings import Finding, Severity, rule

ON_WHITE = rule(
    "colour/contrast",
    Severity.ERROR,
    "A theme colour on white has a contrast of at least 4.5 (WCAG 2.2, 1.4.3).",
    "Darken the colour in content/taxonomy.yaml.",
)
ON_TINT = rule(
    "colour/contrast-tint",
    Severity.ERROR,
    "A theme colour on its own tint has a contrast of at least 4.5 (WCAG 2.2, 1.4.3).",
    "Darken the colour, or lighten the tint.",
)
TINT = rule(
    "colour/tint",
    Severity.WARNING,
    "The tint of a theme is its colour at 10 percent on white.",
    "Use the tint that the message names.",
)
DISTANCE = rule(
    "colour/distance",
    Severity.ERROR,
    "Theme colours differ by ΔE2000 20 or more, also for protan, deutan and tritan vision.",
    "Change one of the two, best in lightness.",
)
INK = rule(
    "colour/ink",
    Severity.ERROR,
    "The print colour of a theme has parts from 0 to 100 percent and 300 percent of ink at most.",
    "Take ink away, first from cyan, magenta and yellow under black.",
)

MIN_CONTRAST = 4.5
MIN_DISTANCE = 20.0
MAX_INK_PERCENT = 300
_TINT_TOLERANCE = 2


def contrasts(reading: Reading) -> Iterator[Finding]:
    """Text and icons in theme colours can be read."""
    for theme in reading.publication.taxonomy.themes:
        place = reading.at(f"taxonomy/themes/{theme.id}/colour")
        for wanted, ground, name in ((ON_WHITE, "#FFFFFF", "white"), (ON_TINT, theme.tint, "its tint")):
            ratio = contrast(theme.colour, ground)
            if ratio < MIN_CONTRAST:
                message = f"{theme.label}: {theme.colour} on {name} has a contrast of {ratio:.2f}"
                yield wanted.at(place, message)


def tints(reading: Reading) -> Iterator[Finding]:
    """A tint that was forgotten when the colour changed."""
    for theme in reading.publication.taxonomy.themes:
        wanted = tint_of(theme.colour)
        off = max(abs(int(wanted[at : at + 2], 16) - int(theme.tint[at : at + 2], 16)) for at in (1, 3, 5))
        if off > _TINT_TOLERANCE:
            yield TINT.at(
                reading.at(f"taxonomy/themes/{theme.id}/tint"),
                f"{theme.label}: the tint of {theme.colour} is {wanted}, not {theme.tint}",
            )


def distances(reading: Reading) -> Iterator[Finding]:
    """Every pair of themes, for usual vision and three deficiencies."""
    for one, other in combinations(reading.publication.taxonomy.themes, 2):
        for deficiency in (None, *DEFICIENCIES):
            apart = distance(one.colour, other.colour, deficiency)
            if apart < MIN_DISTANCE:
                eyes = f"{deficiency} vision" if deficiency else "usual vision"
                yield DISTANCE.at(
                    reading.at(f"taxonomy/themes/{other.id}/colour"),
                    f"“{one.label}” and “{other.label}” are only ΔE {apart:.1f} apart for {eyes}",
                )


def inks(reading: Reading) -> Iterator[Finding]:
    """Too much ink does not dry."""
    for theme in reading.publication.taxonomy.themes:
        total = sum(theme.cmyk)
        if total > MAX_INK_PERCENT or not all(0 <= part <= 100 for part in theme.cmyk):
            yield INK.at(
                reading.at(f"taxonomy/themes/{theme.id}/cmyk"),
                f"{theme.label}: {'/'.join(map(str, theme.cmyk))} ({total} % of ink)",
            )


CHECKS: tuple[Check, ...] = (contrasts, tints, distances, inks)
