"""A Word document that shows what changed as tracked changes, by Docxodus through python-redlines.

The engine is the optional extra ``redline`` of this package: a program of 40 MB that few people need.
"""

from __future__ import annotations

from booklet.build.values import EngineError, ToolError

AUTHOR = "booklet diff"
DATE = "2000-01-01T00:00:00Z"
"""What every tracked change is dated: the same two documents give the same redline, whenever it is made."""


def write_redline(old: bytes, new: bytes) -> bytes:
    """The new document with its changes tracked against the old one.

    Both have to be safe to open. Raises :class:`~booklet.build.values.ToolError` when the engine is not
    installed and :class:`~booklet.build.values.EngineError` when it fails.
    """
    try:
        from python_redlines import DocxodusEngine

        engine = DocxodusEngine()
    except (ImportError, OSError) as error:
        raise ToolError(
            f'a redline needs an optional package: `pip install "python-redlines[docxodus]"` ({error})'
        ) from None
    try:
        made, _, _ = engine.run_redline(AUTHOR, old, new, date_time=DATE)
    except Exception as error:
        raise EngineError("redline", str(error)) from None
    return bytes(made)
