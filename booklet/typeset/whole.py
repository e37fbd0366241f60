"""What must not be torn apart at the end of a line: names with hyphens, and numbers from what they count.

Names such as CO-SECUR stay whole: the engine may break a line after any hyphen, and must not in those.
The words themselves are left as they are, so that they can be found and copied; an element that does not
wrap lies around them. (A word joiner would end up in the copied text, and many fonts lack it.)

Years stay with the word before them (“since 2021”, “May 2020”) and with what follows them in some languages
(“2021 r.”), other numbers with the word after them (“12 May”, “24 hours”) or, at the end of a phrase, with
the one before (“page 14”): there stands a space that does not break.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from booklet.model.locale import has_large_nouns

MOST_LETTERS = 12
"""A longer name would tear a hole into a narrow column; it may break."""

_TOKEN = re.compile(
    r"<!--.*?-->|<(?P<skipped>title|style|script|svg|textarea)\b.*?</(?P=skipped)\s*>|<[^>]*>", re.S | re.I
)
"""What is no text of the page: comments, elements whose text is not set as lines, and tags."""

_LETTER, _CAPITAL = r"[^\W\d_]", r"[^\W\d_a-z]"
_SIGNS = r"[A-Z][A-Z0-9]+(?:-[A-Z0-9]+)+"
_PLACES = rf"{_CAPITAL}{_LETTER}+(?:-{_CAPITAL}{_LETTER}+)+|[A-Z]{{2,3}}-{_LETTER}+"
_NAME = re.compile(rf"(?<![\w-])(?:{_SIGNS})(?![\w-])")
_NAME_OR_PLACE = re.compile(rf"(?<![\w-])(?:{_SIGNS}|{_PLACES})(?![\w-])")

_YEAR = r"(?:1[5-9]|20)\d\d(?!\w)"
_LAST_NUMBER = r"\d{1,3}(?:\.\d+)*(?=[,;:)\]](?!\w)|\.?\s*$)"
_UNIT = r"[%€£]|(?:[rmрг]|рр)\.|(?:roku|року|Uhr)(?!\w)"
_BEFORE = re.compile(rf"(?<![\w&#-])({_LETTER}{{1,12}}\.?) (?={_YEAR}|{_LAST_NUMBER})")
_AFTER = re.compile(rf"(?<![\w.,–-])(\d{{1,3}}\.?) (?={_LETTER}{{1,10}}(?![\w-]))")
_BEFORE_UNIT = re.compile(rf"(?<=\d) (?={_UNIT})")


def keep_whole(html: str, language: str) -> str:
    """HTML in which names of capitals and digits that are joined by hyphens do not break.

    Names of places (Cluj-Napoca) and words such as “EU-funded” do not either, but for languages that write
    all nouns with a capital: there they are words like others.
    """
    name = _NAME if has_large_nouns(language) else _NAME_OR_PLACE
    return _change_texts(html, lambda text: name.sub(_wrap, text))


def hold_numbers(html: str) -> str:
    """HTML in which numbers stay on the line of the word that they belong to."""
    return _change_texts(html, _hold)


def _change_texts(html: str, change: Callable[[str], str]) -> str:
    parts: list[str] = []
    end = 0
    for token in _TOKEN.finditer(html):
        parts += [change(html[end : token.start()]), token[0]]
        end = token.end()
    return "".join([*parts, change(html[end:])])


def _wrap(name: re.Match[str]) -> str:
    if len(name[0]) > MOST_LETTERS:
        return name[0]
    return f'<span style="white-space: nowrap">{name[0]}</span>'


def _hold(text: str) -> str:
    if not any(map(str.isdigit, text)):
        return text
    text = _AFTER.sub("\\1\u00a0", _BEFORE.sub("\\1\u00a0", text))
    return _BEFORE_UNIT.sub("\u00a0", text)
