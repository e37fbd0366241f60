"""Which pages are the same in all that they paint and link to, told without painting them.

A fingerprint covers a page's content streams, the resources that these name, its boxes and annotations.
Pages of one fingerprint need no further look; pages of two may still look alike.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

import pikepdf

from booklet.compare.opening import OpenPdf

MAX_DEPTH = 40
"""Objects within objects are looked into this deep; a fingerprint that would need more is never equal."""

_NAME = re.compile(rb"/([^\x00\x09\x0a\x0c\x0d /\[\]<>(){}%]+)")

_PAGE_KEYS = ("/MediaBox", "/CropBox", "/TrimBox", "/BleedBox", "/ArtBox", "/Rotate", "/UserUnit", "/Group")
_INHERITED = ("/MediaBox", "/CropBox", "/Rotate", "/Resources")
_OF_THE_WHOLE = frozenset({"/Parent", "/P", "/StructParent", "/StructParents", "/Metadata", "/PieceInfo"})
"""Keys that lead from a part back to the whole, or say nothing about what is seen."""


class _UnknownError(Exception):
    """Nothing certain can be said of an object."""


class Fingerprints:
    """Fingerprints of the pages of one document; objects that pages share are looked at once."""

    def __init__(self, document: OpenPdf) -> None:
        self._document = document
        self._known: dict[tuple[int, int], bytes] = {}

    def all(self) -> tuple[str, ...]:
        """One a page. A page that cannot be read whole gets one that no other page has."""
        return tuple(self._of(index, page) for index, page in enumerate(self._document.pages))

    def _of(self, index: int, page: Any) -> str:
        made = hashlib.sha256()
        try:
            content = _content_of(page)
            made.update(hashlib.sha256(content).digest())
            resources = inherited(page, "/Resources")
            made.update(self._resources(resources, content, 0))
            for key in _PAGE_KEYS:
                made.update(key.encode() + self._value(inherited(page, key), 0))
            made.update(self._annotations(page))
        except (_UnknownError, pikepdf.PdfError, ValueError, RuntimeError, AttributeError, TypeError):
            return f"{self._document.name} {index}"
        return made.hexdigest()

    def _resources(self, resources: Any, content: bytes, depth: int) -> bytes:
        """Digest of the resources that a content names; others are no matter of this page."""
        made = hashlib.sha256()
        if not isinstance(resources, pikepdf.Dictionary):
            return made.digest()
        names = {b"/" + name for name in _NAME.findall(content)}
        for category, entries in sorted(resources.items()):
            if isinstance(entries, pikepdf.Dictionary):
                for name, entry in sorted(entries.items()):
                    if name.encode() in names or "#" in name:
                        made.update(f"{category}{name}".encode() + self._value(entry, depth + 1))
        return made.digest()

    def _value(self, value: Any, depth: int) -> bytes:
        """Digest of an object and all that it refers to."""
        if depth > MAX_DEPTH:
            raise _UnknownError
        if not isinstance(value, pikepdf.Object):
            return repr(value).encode()
        if not value.is_indirect:
            return self._direct(value, depth)
        key = value.objgen
        found = self._known.get(key)
        if found is None:
            # What leads back to itself is told by where it was met, which is the same in both documents.
            self._known[key] = b"again"
            found = self._known[key] = hashlib.sha256(self._direct(value, depth)).digest()
        return found

    def _direct(self, value: Any, depth: int) -> bytes:
        if isinstance(value, pikepdf.Stream):
            return self._stream(value, depth)
        if isinstance(value, pikepdf.Dictionary):
            if value.get("/Type") == pikepdf.Name.Page:
                return b"page"
            parts = [
                key.encode() + self._value(item, depth + 1)
                for key, item in sorted(value.items())
                if key not in _OF_THE_WHOLE
            ]
            return b"<<" + b" ".join(parts) + b">>"
        if isinstance(value, pikepdf.Array):
            return b"[" + b" ".join(self._value(item, depth + 1) for item in value) + b"]"
        return bytes(value.unparse())

    def _stream(self, value: Any, depth: int) -> bytes:
        skipped = {*_OF_THE_WHOLE, "/Length", "/Resources"}
        parts = [
            key.encode() + self._value(item, depth + 1)
            for key, item in sorted(value.items())
            if key not in skipped
        ]
        if "/Resources" in value:
            parts.append(self._resources(value.Resources, value.read_bytes(), depth))
        return b"<<" + b" ".join(parts) + b">>" + hashlib.sha256(value.read_raw_bytes()).digest()

    def _annotations(self, page: Any) -> bytes:
        """Digest of annotations; a page that one goes to counts by its own content alone."""
        annotations = page.get("/Annots")
        if not isinstance(annotations, pikepdf.Array):
            return b""
        return b" ".join(self._value(one, 1) for one in annotations)


def _content_of(page: Any) -> bytes:
    content = page.get("/Contents")
    if isinstance(content, pikepdf.Array):
        return b"\n".join(part.read_bytes() for part in content)
    return content.read_bytes() if isinstance(content, pikepdf.Stream) else b""


def inherited(page: Any, key: str) -> Any:
    """An entry of a page or, where that may be, of a node above it; ``None`` when there is none."""
    node = page
    for _ in range(MAX_DEPTH):
        if key in node:
            return node[key]
        if key not in _INHERITED or "/Parent" not in node:
            return None
        node = node.Parent
    return None
