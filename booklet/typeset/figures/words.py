"""The fixed words of the book-wide figures; a translation hands in its own under the same keys."""

from __future__ import annotations

from collections.abc import Mapping

Words = Mapping[str, str]

ENGLISH: Words = {
    "and": "and",
    "case": "case",
    "cases": "cases",
    "map": "Where the cases come from",
    "map-alt": "Map of Europe with a numbered marker at each place of the {count} cases. {listing}",
    "map-partner": "Country of the consortium",
    "map-many": "A case in several places has a marker in each of them.",
    "matrix": "Themes and working mechanisms of the cases",
    "matrix-alt": "Table of the {count} cases by theme and by category of working mechanism. {listing}",
    "matrix-leading": "leading theme",
    "matrix-further": "further theme",
    "matrix-mechanism": "working mechanism, with their number if there are several",
    "matrix-themes": "Themes",
    "matrix-mechanisms": "Working mechanisms",
    "matrix-total": "Cases in all",
    "funnel": "From the mapping to this booklet",
    "funnel-over": "over",
    "funnel-mapped": "initiatives found in the mapping",
    "funnel-extended": "chosen for extended analysis",
    "funnel-cases": "cases told in this booklet",
    "funnel-alt": (
        "Three steps from left to right, with one dot for each initiative: {mapped} initiatives found in "
        "the mapping, over {extended} chosen for extended analysis, {count} cases told in this booklet. "
        "By leading theme these are: {listing}."
    ),
}
"""The words in English."""
