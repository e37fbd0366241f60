"""Streams made from others."""

from __future__ import annotations

from typing import Any

from pikepdf import Pdf

_PACKING = ("/Length", "/Filter", "/DecodeParms")


def copy_stream(pdf: Pdf, stream: Any) -> Any:
    """A stream with the same bytes, packed as they are, and the same dictionary."""
    made = pdf.make_stream(b"")
    for key, value in stream.items():
        if key not in _PACKING:
            made[key] = value
    parameters = stream.get("/DecodeParms")
    made.write(stream.read_raw_bytes(), filter=stream.get("/Filter"), decode_parms=parameters)
    return made
