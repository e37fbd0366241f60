"""Objects of a PDF that may be anything: what is not of the kind asked for is ``None`` or empty."""

from __future__ import annotations

import math
from decimal import Decimal
from itertools import islice
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from booklet.press.preflight.limits import MAX_DEPTH, MAX_ENTRIES

FAILURES = (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, RuntimeError)
"""What pikepdf raises at objects that are not what their place demands."""


def has_keys(value: Any) -> bool:
    """Whether this is a dictionary or a stream."""
    return isinstance(value, (Dictionary, Stream))


def get(value: Any, key: str) -> Any:
    """An entry of a dictionary or stream; ``None`` for anything else, and for an entry not there."""
    if not isinstance(value, (Dictionary, Stream)):
        return None
    try:
        return value.get(key)
    except FAILURES:
        return None


def reach(value: Any, *keys: str) -> Any:
    """An entry of an entry of an entry."""
    for key in keys:
        value = get(value, key)
    return value


def entries(value: Any) -> list[tuple[str, Any]]:
    """Keys and values of a dictionary or stream."""
    if not isinstance(value, (Dictionary, Stream)):
        return []
    try:
        return [(str(key), get(value, str(key))) for key in islice(value.keys(), MAX_ENTRIES)]
    except FAILURES:
        return []


def elements(value: Any) -> list[Any]:
    """The elements of an array."""
    if not isinstance(value, Array):
        return []
    try:
        return [value[index] for index in range(min(len(value), MAX_ENTRIES))]
    except FAILURES:
        return []


def one_or_more(value: Any) -> list[Any]:
    """The elements of an array, or the one thing that stands in its place."""
    if value is None:
        return []
    return elements(value) if isinstance(value, Array) else [value]


def number(value: Any) -> float | None:
    """A finite number."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return None
    try:
        made = float(value)
    except OverflowError:
        return None
    return made if math.isfinite(made) else None


def integer(value: Any) -> int | None:
    """A whole number."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def numbers(value: Any, count: int | None = None) -> tuple[float, ...] | None:
    """An array of numbers, of just so many if ``count`` is given."""
    made = [number(element) for element in elements(value)]
    if not isinstance(value, Array) or (count is not None and len(made) != count):
        return None
    found = tuple(one for one in made if one is not None)
    return found if len(found) == len(made) else None


def name(value: Any) -> str:
    """A name without its solidus; empty for anything else."""
    if not isinstance(value, Name):
        return ""
    try:
        return str(value)[1:]
    except (ValueError, UnicodeError):
        return "?"


def text(value: Any) -> str:
    """A text string; empty for anything else."""
    if not isinstance(value, String):
        return ""
    try:
        return str(value)
    except (ValueError, UnicodeError):
        return bytes(value).decode("latin-1")


def flag(value: Any) -> bool:
    """Whether this is the object ``true``."""
    return value is True


def key_of(value: Any) -> tuple[int, int] | None:
    """Object and generation number of an indirect object."""
    try:
        return value.objgen if value.is_indirect else None
    except (AttributeError, *FAILURES):
        return None


def inherited(page: Any, key: str) -> Any:
    """An entry of a page or, failing that, of its ancestors (ISO 32000-1, 7.7.3.4)."""
    for _ in range(MAX_DEPTH):
        found = get(page, key)
        if found is not None:
            return found
        page = get(page, "/Parent")
        if page is None:
            return None
    return None


def root_of(pdf: Pdf) -> Any:
    """The catalogue; ``None`` when there is none."""
    try:
        return pdf.Root
    except FAILURES:
        return None


def leaves(tree: Any, key: str) -> list[tuple[Any, Any]]:
    """Keys and values of a name tree (``/Names``) or number tree (``/Nums``)."""
    found: list[tuple[Any, Any]] = []
    seen: set[tuple[int, int]] = set()
    waiting = [(tree, 0)]
    while waiting and len(found) < MAX_ENTRIES:
        node, depth = waiting.pop()
        known = key_of(node)
        if known in seen or depth > MAX_DEPTH:
            continue
        if known is not None:
            seen.add(known)
        pairs = elements(get(node, key))
        found += zip(pairs[::2], pairs[1::2], strict=False)
        waiting += [(kid, depth + 1) for kid in reversed(elements(get(node, "/Kids")))]
    return found
