"""The numbers of a text, as the same values whatever language writes them."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from booklet.translate.languages import find_locale

_BLANKS = "\u00a0\u202f\u2009"
"""Blanks that no line breaks at: typesetters put them between thousands in every language."""


@lru_cache(maxsize=64)
def _signs(language: str) -> tuple[str, str]:
    """The decimal sign and the signs between thousands, by CLDR; English for what it does not have."""
    locale = find_locale(language) or find_locale("en")
    assert locale is not None
    symbols = locale.number_symbols
    latin = symbols.get("latn", symbols)
    decimal, group = str(latin["decimal"]), str(latin["group"])
    groups = {group, *_BLANKS}
    # Whoever groups with a blank that no line breaks at may have typed a usual one.
    return decimal, "".join(sorted(groups | ({" "} if group in _BLANKS or group == " " else set())))


@lru_cache(maxsize=64)
def _pattern(language: str) -> re.Pattern[str]:
    decimal, groups = _signs(language)
    between = f"[{re.escape(groups)}]"
    tail = rf"(?:{re.escape(decimal)}\d+)?"
    return re.compile(rf"\d{{1,3}}(?:{between}\d{{3}})+(?!\d){tail}|\d+{tail}")


def read_numbers(text: str, language: str) -> Counter[str]:
    """Each number of a text as ``1250.5``, with how often it occurs.

    >>> read_numbers("1,250.5 km", "en") == read_numbers("1 250,5 km", "pl")
    True
    """
    decimal, groups = _signs(language)
    strip = str.maketrans("", "", groups)
    found = (match[0].translate(strip).replace(decimal, ".") for match in _pattern(language).finditer(text))
    return Counter(found)
