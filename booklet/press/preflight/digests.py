"""Digests of pages and objects: equal for those made of equal bytes, whatever file they lie in."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from pikepdf import Pdf, Stream

from booklet.press.preflight.access import FAILURES, get
from booklet.press.preflight.limits import MAX_DEPTH
from booklet.press.preflight.pages import Page

_REFERENCE = re.compile(rb"\b(\d{1,10}) (\d{1,5}) R\b")
_DRAWN = ("/Contents", "/Group")
"""The entries of a page, besides resources and boxes, that decide what is seen on it."""


class _UnknownError(Exception):
    """Something has no digest: it refers to itself, or cannot be read."""


class PageDigests:
    """The digests of a file's pages. What several pages share is read once."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._known: dict[tuple[int, int], bytes] = {}
        self._open: set[tuple[int, int]] = set()

    def of(self, page: Page) -> str:
        """The digest of all that decides how a page looks: content, resources, boxes, turn and scale. Empty
        when it has none, because an object draws itself or cannot be read.
        """
        parts = [repr((sorted(page.declared.items()), page.rotation, page.unit)).encode()]
        try:
            parts += (self._digest(get(page.object, key), 0) for key in _DRAWN)
            parts.append(self._digest(page.resources, 0))
        except (_UnknownError, *FAILURES):
            return ""
        return hashlib.sha256(b"\0".join(parts)).hexdigest()

    def of_object(self, value: Any) -> str:
        """The digest of any object with all that it refers to; empty when it has none."""
        try:
            return self._digest(value, 0).decode()
        except (_UnknownError, *FAILURES):
            return ""

    def _digest(self, value: Any, depth: int) -> bytes:
        """Digest of an object; those it refers to count by their own digest, not by their number."""
        unparse = getattr(value, "unparse", None)
        if unparse is None:
            return repr(value).encode()
        key = value.objgen if value.is_indirect else None
        if key is not None and key in self._known:
            return self._known[key]
        if key is not None and (key in self._open or depth > MAX_DEPTH):
            raise _UnknownError
        if key is not None:
            self._open.add(key)
        is_stream = isinstance(value, Stream)
        written = value.stream_dict.unparse() if is_stream else unparse(resolved=True)
        whole = _REFERENCE.sub(lambda found: self._refer(found, depth + 1), written)
        made = hashlib.sha256(whole)
        if is_stream:
            made.update(b"\0" + value.read_raw_bytes())
        if key is not None:
            self._open.discard(key)
            self._known[key] = made.hexdigest().encode()
        return made.hexdigest().encode()

    def _refer(self, found: re.Match[bytes], depth: int) -> bytes:
        return self._digest(self._pdf.get_object(int(found[1]), int(found[2])), depth)
