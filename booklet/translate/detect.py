"""Which language a text is in, by the letters it is made of (py3langid)."""

from __future__ import annotations

from booklet.translate.languages import PSEUDO

CANDIDATES = frozenset(
    {
        "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "it", "lt", "lv",
        "mt", "nl", "pl", "pt", "ro", "sk", "sl", "sv", "uk",
    }
)  # fmt: skip
"""The languages of the European Union, and Ukrainian: what a booklet is translated into."""

MIN_CHARACTERS = 60
"""Shorter texts are mostly names."""

MARGIN = 25.0
"""How much likelier (as a logarithm) another language has to be before anybody is told."""


def find_other_language(text: str, language: str) -> str | None:
    """The language that a text is clearly in instead of the one it should be in, or ``None``."""
    expected = language.partition("-")[0]
    if language == PSEUDO or expected not in CANDIDATES or len(text) < MIN_CHARACTERS:
        return None
    from py3langid import rank

    scores = {name: score for name, score in rank(text) if name in CANDIDATES}
    best = max(scores, key=lambda name: scores[name])
    clear = best != expected and scores[best] - scores.get(expected, scores[best]) > MARGIN
    return best if clear else None
