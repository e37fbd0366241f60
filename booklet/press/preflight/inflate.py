"""Streams, decompressed as far as the limits allow.

pikepdf inflates a stream whole, and a kilobyte can become a gigabyte; here nothing is inflated beyond
its limit.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from typing import Any

from pikepdf import Stream

from booklet.press.preflight.access import FAILURES, get, integer, name, one_or_more
from booklet.press.preflight.limits import MAX_STREAM_BYTES, Budget, TooMuchError

_SHORT = {
    "Fl": "FlateDecode", "AHx": "ASCIIHexDecode", "A85": "ASCII85Decode", "LZW": "LZWDecode",
    "RL": "RunLengthDecode", "DCT": "DCTDecode", "CCF": "CCITTFaxDecode",
}  # fmt: skip
"""Abbreviations of filters (ISO 32000-1, table 94)."""

LZW_GROWTH = 2800
"""How much longer LZW makes a stream at worst: a code of 12 bits stands for up to 4096 bytes."""


class UnreadableError(Exception):
    """A stream cannot be decoded; the text says why."""


def filters_of(stream: Any) -> list[str]:
    """The names of a stream's filters, in the order in which they are undone."""
    found = [name(one) for one in one_or_more(get(stream, "/Filter") or get(stream, "/F"))]
    return [_SHORT.get(one, one) for one in found]


def read_stream(stream: Any, budget: Budget, limit: int = MAX_STREAM_BYTES) -> bytes:
    """The decoded bytes of a stream.

    Raises :class:`UnreadableError`, and :class:`~.limits.TooMuchError` when there are more than ``limit``.
    """
    if not isinstance(stream, Stream):
        raise UnreadableError("this is no stream")
    try:
        data = _decode(stream, limit)
    except FAILURES as error:
        raise UnreadableError(f"a stream cannot be decoded ({type(error).__name__})") from None
    except MemoryError:
        raise TooMuchError("a stream is too large to be decoded") from None
    budget.spend_bytes(len(data))
    return data


def _decode(stream: Stream, limit: int) -> bytes:
    filters = filters_of(stream)
    data: bytes = stream.read_raw_bytes()
    plain = not any((integer(get(one, "/Predictor")) or 1) > 1 for one in _parameters(stream))
    worst = len(data)
    for kind in filters:
        if kind == "FlateDecode":
            data = _inflate(data, limit)
            worst = len(data)
        elif kind in {"ASCIIHexDecode", "ASCII85Decode"}:
            data = _from_hex(data) if kind == "ASCIIHexDecode" else _from_85(data)
            worst = len(data)
        elif kind == "RunLengthDecode":
            data = _from_runs(data, limit)
            worst = len(data)
        elif kind == "LZWDecode":
            worst *= LZW_GROWTH
            if worst > limit:
                raise TooMuchError(f"a stream packed by {kind} may have more than {limit:,} bytes")
            plain = False
            break
        else:
            raise UnreadableError(f"a stream has the filter {kind[:40]}")
    if max(worst, len(data)) > limit:
        raise TooMuchError(f"a stream has more than {limit:,} bytes")
    return data if plain else _bounded(bytes(stream.read_bytes()), limit)


def _bounded(data: bytes, limit: int) -> bytes:
    if len(data) > limit:
        raise TooMuchError(f"a stream has more than {limit:,} bytes")
    return data


def _parameters(stream: Any) -> list[Any]:
    return one_or_more(get(stream, "/DecodeParms") or get(stream, "/DP"))


def _inflate(data: bytes, limit: int) -> bytes:
    """Inflate. A stream that breaks off gives what there is of it, as viewers do."""
    worker = zlib.decompressobj()
    made = bytearray()
    rest = data
    try:
        while rest and not worker.eof:
            made += worker.decompress(rest, max(1, min(1 << 20, limit + 1 - len(made))))
            if len(made) > limit:
                raise TooMuchError(f"a stream has more than {limit:,} bytes")
            rest = worker.unconsumed_tail
        made += worker.flush(1024)
    except zlib.error:
        if not made:
            raise UnreadableError("a compressed stream is damaged") from None
    return bytes(made)


def _from_hex(data: bytes) -> bytes:
    digits = re.sub(rb"[^0-9A-Fa-f]", b"", data.partition(b">")[0])
    return binascii.unhexlify(digits + b"0" * (len(digits) % 2))


def _from_85(data: bytes) -> bytes:
    body = re.sub(rb"\s", b"", data).removeprefix(b"<~").partition(b"~>")[0]
    return base64.a85decode(body)


def _from_runs(data: bytes, limit: int) -> bytes:
    """Undo run lengths (ISO 32000-1, 7.4.5): at most 64 times as long."""
    made = bytearray()
    at = 0
    while at < len(data) and data[at] != 128 and len(made) <= limit:
        count = data[at]
        if count < 128:
            made += data[at + 1 : at + 2 + count]
            at += count + 2
        else:
            made += data[at + 1 : at + 2] * (257 - count)
            at += 2
    return bytes(made)
