"""The door for Word files from outside: a file is looked through before anything is read from it.

What is refused could harm whoever opens the file, would cost this program its memory, or shows that the
file is not what it says it is. Nothing is ever fetched, run or unpacked to disk.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from booklet.findings import Report, Severity, Span, rule
from booklet.word.xml import Element, XmlError, parse_xml, q

MAX_FILE_BYTES = 20 << 20
MAX_PART_BYTES = 20 << 20
MAX_TOTAL_BYTES = 80 << 20
MAX_PARTS = 400
MAX_RATIO = 200
"""Text compresses to a tenth, repetitive XML to a fiftieth; only a bomb reaches two hundred."""

MAX_ELEMENTS = 300_000
"""The longest document that translators get has 7,000 elements in its text and 17,000 in all parts; what
programs make of it has not many more.
"""

SMALL_BYTES = 1 << 20
"""Below this a part may compress as well as it likes."""

MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

UNSAFE = rule(
    "word/unsafe",
    Severity.ERROR,
    "A Word file from outside holds nothing that could do harm: no macros, embedded objects, entities or "
    "parts fetched from elsewhere, and no more than a document needs.",
    "Open the file in Word or LibreOffice, copy its text into a new document, and save that as .docx.",
)
NOT_DOCX = rule(
    "word/not-docx",
    Severity.ERROR,
    "A document that comes back is a .docx file.",
    "Open the file in Word or LibreOffice and save it as .docx (Word document, without macros).",
)

_FORBIDDEN = {
    "vbaProject": "macros",
    "wordVbaData": "macros",
    "oleObject": "an embedded object",
    "package": "an embedded file",
    "control": "a control that runs a program",
    "attachedTemplate": "a template that is fetched from elsewhere",
    "subDocument": "a part that is fetched from elsewhere",
    "frame": "a part that is fetched from elsewhere",
    "aFChunk": "a document within the document",
}
"""Kinds of relationships that a text does not need, and what they bring."""

_PROGRAMS = (".exe", ".dll", ".js", ".vbs", ".com", ".bat", ".ps1", ".jar")
_LINK = re.compile(r"(?:https?://|mailto:|#)", re.IGNORECASE)
_KINDS = {
    b"\xd0\xcf\x11\xe0": "it is a file of Word 97–2003 (.doc), or a .docx that is protected by a password",
    b"{\\rtf": "it is a file in Rich Text Format (.rtf)",
    b"%PDF": "it is a PDF",
    b"<htm": "it is a web page",
}
"""How other files that are called documents begin."""


@dataclass(frozen=True)
class Opened:
    """A file that may be read: its name, and the trees of its XML parts by path."""

    name: str
    parts: Mapping[str, Element]

    def part(self, path: str) -> Element | None:
        """The root of a part; nothing where the file does not have it."""
        return self.parts.get(path)


class _RefusedError(Exception):
    """Why a file is refused, and whether it is at least a .docx."""

    def __init__(self, words: str, *, docx: bool = True) -> None:
        super().__init__(words)
        self.docx = docx


def open_docx(data: bytes, name: str) -> tuple[Opened | None, Report]:
    """Look through a file and open it; ``name`` is the path that findings show.

    Returns nothing and a report with the reason when the file is refused. Never raises.
    """
    try:
        return Opened(name, _read_parts(data)), Report()
    except _RefusedError as refusal:
        broken = UNSAFE if refusal.docx else NOT_DOCX
        return None, Report.of([broken.at(Span(name, 0, 0, 0), str(refusal))])


def check_size(opened: Opened) -> Report:
    """Whether a file could be a translation: one with far more in it would only cost time to be read."""
    count = sum(1 for tree in opened.parts.values() for _ in tree.iter())
    if count <= MAX_ELEMENTS:
        return Report()
    message = f"it has {count:,} elements; no document for translators has more than {MAX_ELEMENTS:,}"
    return Report.of([UNSAFE.at(Span(opened.name, 0, 0, 0), message)])


def _read_parts(data: bytes) -> dict[str, Element]:
    if len(data) > MAX_FILE_BYTES:
        raise _RefusedError(f"it is larger than {MAX_FILE_BYTES >> 20} MB")
    for start, words in _KINDS.items():
        if data[:5].lower().startswith(start.lower()):
            raise _RefusedError(words, docx=False)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = _inflate(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError) as error:
        raise _RefusedError(f"it is damaged, or not a .docx at all ({error})", docx=False) from None
    except (NotImplementedError, RuntimeError):
        raise _RefusedError("it is packed in a way that Word does not use") from None
    _check_kind(files)
    parts = {path: _parse(path, file) for path, file in files.items() if _is_xml(path)}
    for path, tree in parts.items():
        if path.endswith(".rels"):
            _check_relations(tree)
    _check_types(parts["[Content_Types].xml"])
    if "word/document.xml" not in parts:
        raise _RefusedError("it has no text (word/document.xml)", docx=False)
    return parts


def _inflate(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """All files of an archive. Sizes are counted while inflating: those that it states may be false."""
    entries = archive.infolist()
    if len(entries) > MAX_PARTS:
        raise _RefusedError(f"it has more than {MAX_PARTS} parts")
    names = [entry.filename for entry in entries]
    if len({name.lower() for name in names}) != len(names):
        raise _RefusedError("it has two parts of one name, so that programs would read different texts")
    files: dict[str, bytes] = {}
    total = 0
    for entry in entries:
        name = entry.filename
        if name.startswith("/") or ".." in name.split("/") or "\\" in name or ":" in name or "\0" in name:
            raise _RefusedError(f"the name of a part leads out of the file: {name}")
        if entry.flag_bits & 1:
            raise _RefusedError(f"the part {name} is encrypted")
        if name.lower().endswith(_PROGRAMS):
            raise _RefusedError(f"it carries a program ({name})")
        if name.endswith("/"):
            continue
        files[name] = _inflate_one(archive, entry, MAX_TOTAL_BYTES - total)
        total += len(files[name])
    return files


def _inflate_one(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int) -> bytes:
    limit = min(MAX_PART_BYTES, room)
    made = bytearray()
    with archive.open(entry) as stream:
        while chunk := stream.read(1 << 16):
            made += chunk
            ratio = len(made) / max(entry.compress_size, 1)
            if len(made) > limit or (len(made) > SMALL_BYTES and ratio > MAX_RATIO):
                raise _RefusedError(f"the part {entry.filename} unpacks to far more than a document needs")
    return bytes(made)


def _check_kind(files: Mapping[str, bytes]) -> None:
    """Other formats are archives too."""
    if "mimetype" in files and b"opendocument" in files["mimetype"]:
        raise _RefusedError("it is an OpenDocument file (.odt)", docx=False)
    if "[Content_Types].xml" not in files:
        raise _RefusedError("it is an archive, but not one of Word", docx=False)


def _is_xml(path: str) -> bool:
    return path.lower().endswith((".xml", ".rels"))


def _parse(path: str, data: bytes) -> Element:
    if re.search(rb"<!(?:DOCTYPE|ENTITY)", data, re.IGNORECASE):
        raise _RefusedError(f"the part {path} declares entities, which Word never does")
    try:
        tree = parse_xml(data)
    except XmlError as error:
        raise _RefusedError(f"the part {path} is not well-formed XML: {error}") from None
    about = tree.getroottree().docinfo
    if about.doctype or (about.encoding or "UTF-8").upper() not in ("UTF-8", "US-ASCII", "ASCII"):
        raise _RefusedError(f"the part {path} is not plain UTF-8")
    return tree


def _check_relations(tree: Element) -> None:
    for entry in tree.iter(q("rel:Relationship")):
        kind = (entry.get("Type") or "").rpartition("/")[2]
        target = entry.get("Target") or ""
        if kind in _FORBIDDEN:
            raise _RefusedError(f"it has {_FORBIDDEN[kind]}")
        if (entry.get("TargetMode") or "").lower() != "external":
            continue
        if kind != "hyperlink":
            raise _RefusedError(f"a part of it ({kind}) would be fetched from {target}")
        if not _LINK.match(target):
            raise _RefusedError(
                f"a link in it leads to {target}, which is neither a web nor a mail address"
            )


def _check_types(types: Element) -> None:
    kinds = {entry.get("ContentType") or "" for entry in types}
    if any("macroEnabled" in kind or "vbaProject" in kind for kind in kinds):
        raise _RefusedError("it has macros")
    if MAIN_TYPE not in kinds:
        raise _RefusedError("it is not a text document of Word", docx=False)
