"""XML of the exchange formats: written as text, read without anything that XML could be misused for."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat
from xml.sax.saxutils import escape

MAX_BYTES = 20 * 1024 * 1024
"""A file with the texts of a whole booklet has less than two."""

MAX_DEPTH = 60

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold."""


class XmlError(Exception):
    """A file that is not read; ``line`` is 1-based."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


def write_element(name: str, content: str = "", **attributes: str | None) -> str:
    """An element as text. ``content`` is XML already; attributes that are ``None`` are left out.

    In their names ``__`` stands for a colon and ``_`` for a hyphen.
    """
    given = (
        f' {key.replace("__", ":").replace("_", "-")}="{write_text(value, quotes=True)}"'
        for key, value in attributes.items()
        if value is not None
    )
    head = name + "".join(given)
    return f"<{head}>{content}</{name}>" if content else f"<{head}/>"


def write_text(text: str, *, quotes: bool = False) -> str:
    """Characters as XML; with ``quotes`` as the value of an attribute."""
    clean = _FORBIDDEN.sub("", text)
    if not quotes:
        return escape(clean)
    return escape(clean, {'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})


def read_tree(data: bytes) -> Element:
    """The root element of a file; names have no prefixes but ``xml:``.

    Raises :class:`XmlError` for a file that is too large, too deep, not well-formed, or that declares a
    document type: entities, which may grow without bounds or fetch other files, need one.
    """
    if len(data) > MAX_BYTES:
        raise XmlError(1, f"the file has more than {MAX_BYTES:,} bytes")
    builder = TreeBuilder()
    parser = expat.ParserCreate()
    depth = 0

    def refuse(*_: object) -> None:
        raise XmlError(
            parser.CurrentLineNumber, "the file declares a document type, which no such file needs"
        )

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise XmlError(
                parser.CurrentLineNumber, f"elements stand more than {MAX_DEPTH} deep in each other"
            )
        builder.start(_local(name), {_local(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_local(name))

    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise XmlError(
            error.lineno, f"the file is not well-formed XML: {expat.ErrorString(error.code)}"
        ) from None
    except (ValueError, LookupError):
        raise XmlError(1, "the file is in an encoding that is not known") from None
    return builder.close()


def _local(name: str) -> str:
    return name if name.startswith("xml:") else name.rpartition(":")[2]
