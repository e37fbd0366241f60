"""What is known of languages: names, plural forms, and whether a code is one (CLDR, by Babel)."""

from __future__ import annotations

import re
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.messages.plurals import get_plural

PSEUDO = "qps"
"""The pseudo-locale: English with accents, longer, to try layouts before translators start."""

CODE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
"""``pl``, or ``fr-BE`` where a country matters."""

_OF_EUROPE = {"en": "en-GB", "pt": "pt-PT"}
"""Languages whose likeliest country lies elsewhere."""

_OTHER_PLURALS = "nplurals=2; plural=(n != 1);"


@lru_cache(maxsize=64)
def find_locale(language: str) -> Locale | None:
    """CLDR's data of a language; ``None`` for one that it does not have, such as the pseudo-locale."""
    if not CODE.fullmatch(language):
        return None
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def is_language(language: str) -> bool:
    """Whether a code names a language that can be translated into."""
    return language == PSEUDO or find_locale(language) is not None


def name_language(language: str) -> str:
    """The English name of a language: “Polish”."""
    if language == PSEUDO:
        return "Pseudo-locale"
    locale = find_locale(language)
    return (locale.get_display_name("en") if locale else None) or language


def write_plural_forms(language: str) -> str:
    """The header ``Plural-Forms`` of a language."""
    locale = find_locale(language)
    return str(get_plural(locale).plural_forms) if locale else _OTHER_PLURALS


def tag_language(language: str) -> str:
    """The BCP 47 tag with the country that is likeliest: ``pl-PL``. Spelling is checked by it."""
    locale = find_locale(language)
    if locale is None or locale.territory:
        return "en-GB" if language == PSEUDO else language
    if language in _OF_EUROPE:
        return _OF_EUROPE[language]
    likely = str(get_global("likely_subtags").get(language, ""))
    territory = likely.rpartition("_")[2]
    return f"{language}-{territory}" if len(territory) == 2 else language


def is_latin(language: str) -> bool:
    """Whether a language is written in Latin letters, so that names can stay as they are."""
    code = language.partition("-")[0]
    likely = str(get_global("likely_subtags").get(code, "_Latn_"))
    return "Latn" in likely.split("_")
