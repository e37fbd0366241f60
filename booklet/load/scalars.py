"""What an unquoted word means: the core schema of YAML 1.2 (https://yaml.org/spec/1.2.2/#103-core-schema).

``NO``, ``22:30`` and ``2026-01-15`` are texts, ``010`` is ten. Octal and hexadecimal numbers, infinities
and numbers too long to be meant as such are not used in the content and stay texts.
"""

from __future__ import annotations

import re
from math import isfinite

_NULL = frozenset(["", "~", "null", "Null", "NULL"])
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]{1,30}|[0-9]{1,30}(\.[0-9]{0,30})?)([eE][-+]?[0-9]{1,3})?")


def is_null(text: str) -> bool:
    """Whether an unquoted scalar says that there is no value."""
    return text in _NULL


def resolve_plain(text: str) -> str | int | float | bool:
    """The value of an unquoted scalar that is not null."""
    if text in _BOOL:
        return _BOOL[text]
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text) and isfinite(number := float(text)):
        return number
    return text
