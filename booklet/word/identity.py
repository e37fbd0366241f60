"""Which text a document holds: publication, document, revision of the English, and language."""

from __future__ import annotations

import re
from dataclasses import dataclass

from booklet.word.safe import Opened
from booklet.word.xml import q

PROPERTY = "booklet-document"
"""The custom property that says the same as the identifier, which LibreOffice drops."""

_FORM = re.compile(
    r"([a-z0-9-]+)/([a-z0-9-]+)@([A-Za-z0-9.-]+)(?:\+([0-9a-f]+))?:([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)"
)


@dataclass(frozen=True)
class Identity:
    """The name of a translation document, as ``dc:identifier`` and as a custom property.

    ``document`` is that of the segments (a case, or the rest), ``revision`` that of the English text.
    ``handout`` names the translations that the document was handed out with, and is empty without any.
    """

    publication: str
    document: str
    revision: str
    language: str
    handout: str = ""

    def __str__(self) -> str:
        version = f"{self.revision}+{self.handout}" if self.handout else self.revision
        return f"{self.publication}/{self.document}@{version}:{self.language}"

    @staticmethod
    def parse(text: str) -> Identity | None:
        """The inverse of ``str``; nothing for any other text."""
        found = _FORM.fullmatch(text.strip())
        if found is None:
            return None
        publication, document, revision, handout, language = found.groups(default="")
        return Identity(publication, document, revision, language, handout)


def read_identity(opened: Opened) -> Identity | None:
    """What a file says it is; nothing when it does not say (it went through Google Docs, say)."""
    core, custom = opened.part("docProps/core.xml"), opened.part("docProps/custom.xml")
    texts: list[str] = []
    if core is not None:
        texts += (element.text or "" for element in core.iter(q("dc:identifier")))
    if custom is not None:
        entries = (entry for entry in custom.iter(q("op:property")) if entry.get("name") == PROPERTY)
        texts += ("".join(entry.itertext()) for entry in entries)
    found = (Identity.parse(text) for text in texts)
    return next((identity for identity in found if identity is not None), None)
