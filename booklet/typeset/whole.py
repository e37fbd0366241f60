"""Names such as CO-SECUR stay whole: the engine may break a line after any hyphen, and must not in those.

The words themselves are left as they are, so that they can be found and copied; an element that does not
wrap lies around them. (A word joiner would end up in the copied text, and many fonts lack it.)
"""

from __future__ import annotations

import re

MOST_LETTERS = 12
"""A longer name would tear a hole into a narrow column; it may break."""

_NAME = re.compile(r"(?<![\w-])[A-Z][A-Z0-9]+(?:-[A-Z0-9]+)+(?![\w-])")
_TOKEN = re.compile(
    r"<!--.*?-->|<(?P<skipped>title|style|script|svg|textarea)\b.*?</(?P=skipped)\s*>|<[^>]*>", re.S | re.I
)
"""What is no text of the page: comments, elements whose text is not set as lines, and tags."""


def keep_whole(html: str) -> str:
    """HTML in which names of capitals and digits that are joined by hyphens do not break."""
    parts: list[str] = []
    end = 0
    for token in _TOKEN.finditer(html):
        parts += [_NAME.sub(_wrap, html[end : token.start()]), token[0]]
        end = token.end()
    return "".join([*parts, _NAME.sub(_wrap, html[end:])])


def _wrap(name: re.Match[str]) -> str:
    if len(name[0]) > MOST_LETTERS:
        return name[0]
    return f'<span style="white-space: nowrap">{name[0]}</span>'
