"""How much of a file is looked at. Beyond a limit a file gets the finding ``preflight/too-much``.

The limits lie far above any real booklet (ours: 88 pages, 7,000 objects, 300,000 operators) and low enough
that a file made to hurt costs seconds and not the machine.
"""

from __future__ import annotations

MAX_FILE_BYTES = 256 * 1024 * 1024
"""Size of a file that is read at all."""

MAX_PAGES = 2_000
"""Pages that are looked at."""

MAX_STREAM_BYTES = 64 * 1024 * 1024
"""Size of one stream once it is decompressed."""

MAX_INFLATED_BYTES = 512 * 1024 * 1024
"""Size of all streams of a file together, decompressed."""

MAX_OPERATORS = 6_000_000
"""Operators of all content streams, those of a form counted as often as it is drawn."""

MAX_PIECES = 300_000
"""Painted things on one page."""

MAX_DEPTH = 40
"""Forms, patterns and masks within each other; also levels of the page tree and of bookmarks."""

MAX_STATES = 2_000
"""Graphics states kept by ``q`` and not yet brought back; readers give up at 28 of their own accord
(ISO 32000-1, annex C), but real files go beyond that.
"""

MAX_ENTRIES = 100_000
"""Entries of one array, dictionary or tree that are looked at."""

MAX_STRUCTURE = 400_000
"""Elements and contents of the structure tree."""

MAX_SIDE_PT = 14_400.0
"""The longest side of a page, 200 inches (ISO 32000-1, annex C)."""

MAX_COORDINATE = 1e7
"""Coordinates beyond are taken for this."""

MAX_FINDINGS = 200
"""Findings of one rule that are told; the last of them says how many more there are."""

MAX_PLACES = 40
"""Places of one finding on a page that are told."""

MAX_PICTURES = 60
"""Pages of which the HTML report has a picture."""

CHILD_SECONDS = 90
"""How long the process that looks at a file from anywhere may take."""

CHILD_BYTES = 3 * 1024 * 1024 * 1024
"""Address space of that process; a good part of it is taken by libraries and never touched."""

INK_SECONDS = 120
"""How long Ghostscript may take for a file."""

DRAWING_SECONDS = 60
"""How long drawing the pictures of the HTML report may take."""


class TooMuchError(Exception):
    """A limit is reached; the text says which, in words for people."""


class Budget:
    """What is left of the limits that count over a whole file."""

    def __init__(self) -> None:
        self.operators = MAX_OPERATORS
        self.inflated_bytes = MAX_INFLATED_BYTES

    @property
    def is_spent(self) -> bool:
        """Whether a limit was reached, so that what was looked at since is not all there is."""
        return self.operators < 0 or self.inflated_bytes < 0

    def spend_operator(self) -> None:
        """One operator. Raises :class:`TooMuchError`."""
        self.operators -= 1
        if self.operators < 0:
            raise TooMuchError(f"the pages have more than {MAX_OPERATORS:,} operators")

    def spend_bytes(self, count: int) -> None:
        """Bytes that were decompressed. Raises :class:`TooMuchError`."""
        self.inflated_bytes -= count
        if self.inflated_bytes < 0:
            raise TooMuchError(f"the streams have more than {MAX_INFLATED_BYTES:,} bytes")
