"""What a language does to quotation marks, punctuation, capitals, order and numbers.

The marks and alphabets are those of CLDR 45; numbers come from Babel's copy of it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache

TAGS = {"en": "en-GB", "pt": "pt-PT", "qps": "en-x-qps"}
"""The BCP 47 tag of a language where its code alone would choose another hyphenation. The pseudo-locale is
English in disguise."""

_QUOTES = {
    "bg": "„“", "cs": "„“", "da": "“”", "de": "„“", "el": "«»", "es": "«»", "et": "„“", "fi": "””",
    "fr": "«»", "hr": "„“", "hu": "„”", "it": "«»", "lt": "„“", "lv": "“”", "nl": "“”", "pl": "„”",
    "pt": "“”", "ro": "„”", "sk": "„“", "sl": "„“", "sv": "””", "uk": "«»",
}  # fmt: skip
_OTHER_QUOTES = "“”"

_ALPHABETS = {
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюя",
    "cs": "abcčdďefghchiíjklmnňopqrřsštťuvwxyzž",
    "da": "abcdefghijklmnopqrstuvwxyzæøå",
    "es": "abcdefghijklmnñopqrstuvwxyz",
    "et": "abcdefghijklmnopqrsšzžtuvwõäöüxy",
    "fi": "abcdefghijklmnopqrstuvwxyzåäö",
    "hr": "abcčćdđefghijklmnopqrsštuvwxyzž",
    "lt": "abcčdefghijklmnopqrsštuvzž",
    "lv": "abcčdefgģhijkķlļmnņoprsštuvzž",
    "pl": "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż",
    "ro": "aăâbcdefghiîjklmnopqrsștțuvwxyz",
    "sk": "aäbcčdďefghijklľmnňoôpqrsštťuvwxyzž",
    "sl": "abcčdefghijklmnopqrsštuvwxyzž",
    "sv": "abcdefghijklmnopqrstuvwxyzåäö",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
}
"""Letters that count as letters of their own, in order; elsewhere a letter with a mark sorts as without."""

_CAPITAL_NOUNS = frozenset({"de", "lb"})


def tag_of(language: str) -> str:
    """The BCP 47 tag that documents in a language carry."""
    return TAGS.get(language, language)


def _base(language: str) -> str:
    return "en" if language == "qps" else language.partition("-")[0]


def quote(text: str, language: str) -> str:
    """A text between the quotation marks of a language: “so”, „so“, « so »."""
    marks = _QUOTES.get(_base(language), _OTHER_QUOTES)
    space = "\u00a0" if _base(language) == "fr" else ""
    return f"{marks[0]}{space}{text}{space}{marks[1]}"


def colon(language: str) -> str:
    """What stands between a name and its value; French keeps a space before the colon."""
    return "\u00a0: " if _base(language) == "fr" else ": "


def join_items(items: Iterable[str], language: str) -> str:
    """Items that may hold commas, in one line. The Greek semicolon is a raised dot, “;” asks a question."""
    marks = {"el": "\u00a0· ", "fr": "\u202f; "}
    return marks.get(_base(language), "; ").join(items)


def has_large_nouns(language: str) -> bool:
    """Whether a language writes all its nouns with a capital."""
    return _base(language) in _CAPITAL_NOUNS


def join_names(names: Sequence[str], language: str) -> str:
    """Common nouns as one list that begins with a capital; German nouns all keep theirs."""
    if has_large_nouns(language):
        return ", ".join(names)
    return ", ".join(name if at == 0 else f"{name[:1].lower()}{name[1:]}" for at, name in enumerate(names))


def begin(text: str, language: str) -> str:
    """A text with a capital at its beginning. Dutch counts “ij” as one letter."""
    if _base(language) == "nl" and text[:2] == "ij":
        return f"IJ{text[2:]}"
    return f"{text[:1].upper()}{text[1:]}"


def capitals(text: str, language: str) -> str:
    """A text in capitals. Greek capitals carry no accent, but keep the diaeresis."""
    if _base(language) != "el":
        return text.upper()
    bare = "".join(mark for mark in unicodedata.normalize("NFD", text) if mark not in "\u0301\u0300\u0342")
    return unicodedata.normalize("NFC", bare).upper()


def sort_key(text: str, language: str) -> tuple[tuple[int, str], ...]:
    """The key that puts names into the order of a language's alphabet."""
    alphabet = _ranks(_base(language))
    return tuple(
        (alphabet[letter], letter) if letter in alphabet else (ord(bare := _strip(letter)), bare)
        for letter in text.casefold()
    )


@cache
def _ranks(language: str) -> dict[str, int]:
    """Where each letter of a language stands, above all characters that are no letters."""
    return {letter: 0x61 + at for at, letter in enumerate(_ALPHABETS.get(language, ""))}


def _strip(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[:1]


def say_number(value: float, language: str) -> str:
    """A number with the separators of a language: 1,250, 1.250 or 1 250.

    A language that CLDR lacks gets those of English.
    """
    from babel import Locale, UnknownLocaleError
    from babel.numbers import format_decimal

    try:
        locale = Locale.parse(tag_of(language).partition("-x-")[0], sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    # Headline fonts often lack the narrow space that French puts between thousands.
    return str(format_decimal(value, locale=locale)).replace("\u202f", "\u00a0")
