"""What became of a page: all that rules about a whole file ask of its content, and its own faults.

A page that is drawn from the same bytes comes to the same, so what it came to can be kept and need not be
found out again when another page of the file changes.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from booklet.press.preflight.digests import PageDigests
from booklet.press.preflight.fonts import Font, FontShelf
from booklet.press.preflight.geometry import Box
from booklet.press.preflight.pages import Page
from booklet.press.preflight.pieces import Mark, Walk
from booklet.press.preflight.values import Fault, merge

FORMAT = 1


@dataclass(frozen=True)
class FontFact:
    """What is told of a font: ``problem`` is what is wrong with its program, in words."""

    label: str
    kind: str
    is_embedded: bool
    problem: str


@dataclass(frozen=True)
class Look:
    """A page as rules see it; its faults have no page number.

    ``fonts`` are those that show anything, ``device_spaces`` the colour spaces that mean nothing without an
    output intent, ``hidden`` is where something lies on a layer that is off, ``marks`` are the places of
    marked contents, each with what has to be tagged there (:data:`NOTHING`, a text, something drawn), and
    ``is_heavy`` says that the ink of the page has to be measured.
    """

    faults: tuple[Fault, ...] = ()
    fonts: tuple[FontFact, ...] = ()
    device_spaces: tuple[str, ...] = ()
    has_transparency: bool = False
    is_heavy: bool = False
    hidden: Box | None = None
    marks: Mapping[Mark, tuple[Box, str]] = field(default_factory=dict)

    def placed(self, page: int) -> tuple[Fault, ...]:
        """Its faults as those of a page."""
        return tuple(replace(fault, page=page) for fault in self.faults)


NOTHING = ""


def judge(walk: Walk, faults: Iterable[Fault], shelf: FontShelf) -> Look:
    """What a page came to, from the walk through it, its faults, and the shelf that its fonts are from."""
    spaces: dict[str, None] = {}
    marks: dict[Mark, tuple[Box, str]] = {}
    hidden = None
    for piece in walk.pieces:
        space = piece.colour.space if piece.colour else piece.space
        if space is not None and space.needs_profile:
            spaces[space.name] = None
        if piece.is_hidden:
            hidden = hidden or piece.box
        if piece.mark is not None:
            (old, what), new = marks.get(piece.mark, (piece.box, NOTHING)), piece.box
            box = (min(old[0], new[0]), min(old[1], new[1]), max(old[2], new[2]), max(old[3], new[3]))
            marks[piece.mark] = box, what or (piece.said if piece.needs_tag else NOTHING)
    fonts = dict.fromkeys(_fact(font, shelf) for font in walk.fonts.values())
    return Look(
        merge(replace(fault, page=None) for fault in faults),
        tuple(fonts),
        tuple(spaces),
        walk.has_transparency,
        walk.is_heavy,
        hidden,
        marks,
    )


def _fact(font: Font, shelf: FontShelf) -> FontFact:
    return FontFact(font.label, font.kind, font.is_embedded, shelf.problem(font))


class Memory:
    """What pages came to, by their digests, and how much ink was measured on them.

    It belongs to one version of the program. What a page costs of the limits of a file
    is not counted for a page that is remembered. A page that cannot be known again has no
    digest and is looked at each time.
    """

    def __init__(self, looks: Mapping[str, Look] | None = None) -> None:
        self._looks = dict(looks or {})
        self._inks: dict[str, tuple[Fault, ...]] = {}
        self._pages: dict[int, str] = {}

    def forget_file(self) -> None:
        """Take leave of the file before; its pages are no longer those that are asked for by number."""
        self._pages = {}

    def begin(self, digests: PageDigests, pages: Sequence[Page], situation: str) -> None:
        """Take note of the pages of a file. ``situation`` is what else of the file pages are judged by."""
        found = {page.number: digests.of(page) for page in pages}
        self._pages = {number: f"{digest}-{situation}" for number, digest in found.items() if digest}

    def look(self, page: int) -> Look | None:
        """What a page came to when it was looked at before."""
        return self._looks.get(self._pages.get(page, ""))

    def keep(self, page: int, look: Look) -> None:
        """Keep what a page came to, unless it names objects by their numbers, which hold in one file."""
        if page in self._pages and all(form is None for form, _ in look.marks):
            self._looks[self._pages[page]] = look

    def ink(self, page: int) -> tuple[Fault, ...] | None:
        """The faults of a page's ink, if it was measured before."""
        found = self._inks.get(self._pages.get(page, ""))
        return None if found is None else tuple(replace(fault, page=page) for fault in found)

    def keep_ink(self, page: int, faults: Iterable[Fault]) -> None:
        """Keep what measuring a page's ink has found."""
        if page in self._pages:
            self._inks[self._pages[page]] = tuple(replace(fault, page=None) for fault in faults)

    def to_bytes(self) -> bytes:
        """What is known of the pages of the file, for :meth:`from_bytes`."""
        here = sorted(set(self._pages.values()))
        data = {
            "format": FORMAT,
            "looks": {key: _look_to_json(self._looks[key]) for key in here if key in self._looks},
            "inks": {key: [f.to_json() for f in self._inks[key]] for key in here if key in self._inks},
        }
        return zlib.compress(json.dumps(data, separators=(",", ":")).encode(), 1)

    @staticmethod
    def from_bytes(data: bytes) -> Memory:
        """The inverse of :meth:`to_bytes`; nothing is known from bytes that are none of that."""
        try:
            read = json.loads(zlib.decompress(data))
            if read["format"] != FORMAT:
                return Memory()
            made = Memory({key: _look_from_json(item) for key, item in read["looks"].items()})
            made._inks = {key: tuple(map(Fault.from_json, item)) for key, item in read["inks"].items()}
        except (zlib.error, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return Memory()
        return made


def _look_to_json(look: Look) -> dict[str, Any]:
    return {
        "faults": [fault.to_json() for fault in look.faults],
        "fonts": [[font.label, font.kind, font.is_embedded, font.problem] for font in look.fonts],
        "spaces": look.device_spaces,
        "transparency": look.has_transparency,
        "heavy": look.is_heavy,
        "hidden": look.hidden,
        "marks": [[number, *box, what] for (_, number), (box, what) in look.marks.items()],
    }


def _look_from_json(data: Mapping[str, Any]) -> Look:
    return Look(
        tuple(map(Fault.from_json, data["faults"])),
        tuple(FontFact(*font) for font in data["fonts"]),
        tuple(data["spaces"]),
        data["transparency"],
        data["heavy"],
        None if data["hidden"] is None else tuple(data["hidden"]),
        {(None, number): ((a, b, c, d), what) for number, a, b, c, d, what in data["marks"]},
    )
