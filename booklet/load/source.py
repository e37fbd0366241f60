"""Bytes of a source file -> its text, or what keeps it from being read as one."""

from __future__ import annotations

import re
import unicodedata

from booklet.findings import Finding, Severity, Span, rule

MAX_SOURCE_BYTES = 1024 * 1024
"""No text file of the content is larger: a long case has 10 kilobytes."""

MISSING_FILE = rule(
    "file/missing",
    Severity.ERROR,
    "A file that the publication names or needs is not there, or cannot be read.",
    "Restore the file, or take its name out of content/booklet.yaml.",
)
TOO_LARGE = rule(
    "file/too-large",
    Severity.ERROR,
    "A text file of the content is larger than one megabyte.",
    "Split the text, or keep pictures and data in files of their own.",
)
EMPTY = rule(
    "file/empty", Severity.ERROR, "A file of the content is empty.", "Fill the file in, or delete it."
)
ENCODING = rule(
    "file/encoding",
    Severity.ERROR,
    "A text file of the content is not UTF-8.",
    "Save the file as UTF-8 in your editor.",
)
BYTE_ORDER_MARK = rule(
    "file/byte-order-mark",
    Severity.ERROR,
    "A text file begins with an invisible byte order mark.",
    "Save the file as “UTF-8” without BOM (signature).",
)
CONTROL_CHARACTER = rule(
    "file/control-character",
    Severity.ERROR,
    "A text file holds a control character or one that stands for a lost character.",
    "Delete the character; it cannot be seen and comes from copying.",
)

_CONTROL = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffc\U00010000-\U0010ffff]"
)
_NAMES = {
    "\u2028": "a line separator",
    "\u2029": "a paragraph separator",
    "\ufeff": "a byte order mark",
    "\ufffd": "a replacement character (the real one was lost when the file was converted)",
    "\x00": "a null character",
    "\x85": "a next-line character",
}
_MAX_REPORTED = 20


def explain_unreadable(file: str, reason: str) -> Finding:
    """The finding for a file that the workspace refuses to read, with its reason."""
    if reason.startswith("the file is larger than"):
        return TOO_LARGE.at(Span(file), reason)
    return MISSING_FILE.at(Span(file), reason)


def decode(file: str, data: bytes) -> tuple[str | None, list[Finding]]:
    """The text of a file, without byte order mark; ``None`` when it cannot be trusted line by line.

    Line ends are left as they are; ``str.splitlines`` splits the text exactly at LF, CR LF and CR,
    because every other character that it splits at is refused here.
    """
    if len(data) > MAX_SOURCE_BYTES:
        size = f"{len(data):,} bytes"
        return None, [TOO_LARGE.at(Span(file), f"the file has {size}; {MAX_SOURCE_BYTES:,} are allowed")]
    if not data.strip():
        return None, [EMPTY.at(Span(file), "the file is empty")]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, [ENCODING.at(Span(file), "the file is UTF-16, not UTF-8")]
    findings: list[Finding] = []
    if data.startswith(b"\xef\xbb\xbf"):
        findings.append(BYTE_ORDER_MARK.at(Span(file), "the file begins with a byte order mark"))
        data = data[3:]
        if not data.strip():
            return None, [*findings, EMPTY.at(Span(file), "the file is empty")]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [*findings, _wrong_byte(file, data, error.start)]
    found = _control_characters(file, text)
    return (None if found else text), [*findings, *found]


def _wrong_byte(file: str, data: bytes, index: int) -> Finding:
    """The finding for the first byte that is not UTF-8, with what it was probably meant to be."""
    before = data[:index].decode("utf-8")
    lines = (before + "x").splitlines()
    byte = data[index]
    meant = bytes([byte]).decode("cp1252", errors="ignore")
    guess = f" (“{meant}” in Latin-1)" if meant.isprintable() and meant else ""
    message = f"the byte 0x{byte:02X}{guess} is not UTF-8"
    return ENCODING.at(Span(file, len(lines), len(lines[-1])), message)


def _control_characters(file: str, text: str) -> list[Finding]:
    """A finding for every forbidden character, as far as a person wants to read them."""
    if _CONTROL.search(text) is None:
        return []
    found: list[Finding] = []
    for number, line in enumerate(re.split("\r\n|\n|\r", text), start=1):
        for match in _CONTROL.finditer(line):
            char = match[0]
            name = _NAMES.get(char) or unicodedata.name(char, "a control character").lower()
            message = f"U+{ord(char):04X}, {name}, cannot stand in a text"
            found.append(CONTROL_CHARACTER.at(Span(file, number, match.start() + 1), message))
            if len(found) == _MAX_REPORTED:
                return found
    return found
