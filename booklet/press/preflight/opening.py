"""Bytes from anywhere, opened as a PDF or refused in words."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO

import pikepdf
from pikepdf import Pdf

from booklet.press.preflight.access import FAILURES
from booklet.press.preflight.limits import MAX_FILE_BYTES
from booklet.press.preflight.registry import ERROR, WARNING, define
from booklet.press.preflight.values import Fault

UNREADABLE = define(
    "unreadable", ERROR, "The file is a PDF that can be read to its end.", "Export the file again."
)
TOO_MUCH = define(
    "too-much",
    ERROR,
    "The file keeps within what any publication needs of pages, operators, bytes and time.",
    "Export the file again, in parts if need be; what lies beyond the limit was not looked at.",
)
ENCRYPTED = define(
    "encrypted",
    ERROR,
    "The file is not encrypted.",
    "Save it without password and restrictions; printers, archives and screen readers need to open it.",
)
REPAIRED = define(
    "repaired",
    WARNING,
    "The file is sound and needs no repair when it is opened.",
    "Export it again; programs differ in what they make of a damaged file.",
)

MAX_REPAIRS = 5
MAX_HEARD = 1_000
_STREAM = re.compile(r"^(?:stream )?<[^>]*>[ ,:]*")


@dataclass
class Opened:
    """A PDF, or nothing, and what there is to say of it already."""

    pdf: Pdf | None = None
    faults: list[Fault] = field(default_factory=list)


def open_pdf(data: bytes) -> Opened:
    """Open a PDF, repairing what can be repaired. Never raises."""
    refused = _refuse(data)
    if refused is not None:
        return Opened(faults=[refused])
    try:
        pdf = pikepdf.open(BytesIO(data), suppress_warnings=True)
        if pdf.is_encrypted:
            fault = Fault(ENCRYPTED, "the file is encrypted, though it opens without a password")
            return Opened(pdf, [fault])
        return Opened(pdf)
    except pikepdf.PasswordError:
        fault = Fault(ENCRYPTED, "the file opens with a password only")
    except MemoryError:
        fault = Fault(TOO_MUCH, "opening the file needs more memory than there is")
    except (*FAILURES, RecursionError) as error:
        fault = Fault(UNREADABLE, f"the file is damaged: {_say(error)}")
    return Opened(faults=[fault])


def _refuse(data: bytes) -> Fault | None:
    """What keeps bytes from being opened at all."""
    if not data:
        return Fault(UNREADABLE, "the file is empty")
    if len(data) > MAX_FILE_BYTES:
        return Fault(TOO_MUCH, f"the file has more than {MAX_FILE_BYTES:,} bytes")
    if b"%PDF-" not in data[:1024]:
        return Fault(UNREADABLE, "the file is no PDF: it does not begin with %PDF-")
    return None


def list_repairs(pdf: Pdf, heard: Iterable[str]) -> Iterator[Fault]:
    """What the library has repaired so far; ``heard`` is what it said besides."""
    said = [_say(words) for words in (*pdf.get_warnings(), *heard)]
    for words in sorted(set(said) - {""})[:MAX_REPAIRS]:
        yield Fault(REPAIRED, words)


@contextmanager
def listen() -> Iterator[list[str]]:
    """What the library would write to its log meanwhile, to be told as a finding instead."""
    heard: list[str] = []

    def keep(record: logging.LogRecord) -> bool:
        if len(heard) < MAX_HEARD:
            heard.append(record.getMessage())
        return False

    log = logging.getLogger("pikepdf._core")
    log.addFilter(keep)
    try:
        yield heard
    finally:
        log.removeFilter(keep)


def _say(error: object) -> str:
    """A message of the PDF library without its name for the stream, on one line."""
    return _STREAM.sub("", " ".join(str(error).split()))[:200]
