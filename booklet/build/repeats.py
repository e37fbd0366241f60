"""Findings that only repeat another one are said once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from booklet.findings import Finding, Span

MISSING_CHARACTER = re.compile(r"no glyph for U\+[0-9A-F]+")
"""How the check of the fonts names a character."""


def drop_repeated_glyphs(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings without those of a missing character that only repeat one at the text itself.

    A title is printed in lists, running heads and other documents too, which know little or nothing of
    where it was written; a place of more than one character is that of a text.
    """
    known = [(one, MISSING_CHARACTER.search(one.message)) for one in findings]
    best: dict[str, int] = {}
    for one, found in known:
        if found:
            best[found[0]] = max(best.get(found[0], 0), _precision(one.span))
    told: set[tuple[Span | None, str]] = set()
    for one, found in known:
        if found:
            key = (one.span, found[0])
            if _precision(one.span) < best[found[0]] or (one.span and key in told):
                continue
            told.add(key)
        yield one


def _precision(span: Span | None) -> int:
    """2 for the place of a text, 1 for that of something that holds texts, 0 for none."""
    return 0 if span is None else 1 + (span.length > 1)
