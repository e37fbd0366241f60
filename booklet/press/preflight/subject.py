"""A file under inspection: what is known of it as a whole while and after its pages are walked through."""

from __future__ import annotations

from dataclasses import dataclass, field

from pikepdf import Pdf

from booklet.press.preflight.claims import Claims
from booklet.press.preflight.fonts import Font
from booklet.press.preflight.geometry import Box
from booklet.press.preflight.layers import Layers
from booklet.press.preflight.limits import Budget
from booklet.press.preflight.pages import Page
from booklet.press.preflight.pieces import Mark, Walk
from booklet.press.preflight.tags import Tree
from booklet.press.preflight.values import Profile


@dataclass
class Subject:
    """A file, and the facts that its pages add up to. Page numbers are 1-based."""

    pdf: Pdf
    profile: Profile
    pages: tuple[Page, ...]
    claims: Claims
    layers: Layers
    budget: Budget
    tree: Tree | None = None
    fonts: dict[int, tuple[Font, int]] = field(default_factory=dict)
    """Each font that shows anything, with the first page it is on."""
    device_spaces: dict[str, int] = field(default_factory=dict)
    """Each colour space that means nothing without an output intent, with the first page it is on."""
    transparent: list[int] = field(default_factory=list)
    """The pages with transparency."""
    marks: dict[int, dict[Mark, Box]] = field(default_factory=dict)
    """Page number → the place of each of its marked contents."""
    hidden: dict[int, Box] = field(default_factory=dict)
    """Page number → where something lies on a layer that is off."""
    heavy: list[int] = field(default_factory=list)
    """The pages whose ink has to be measured."""
    numbers: dict[tuple[int, int], int] = field(default_factory=dict)
    """Page object → page number."""
    actions: list[tuple[str, int | None]] = field(default_factory=list)
    """Actions that do something to the reader's machine, with their page."""

    _tagged: dict[int, set[Mark]] | None = None

    def tagged(self, tree: Tree) -> dict[int, set[Mark]]:
        """Page number → the marked contents that stand in an element."""
        if self._tagged is None:
            self._tagged = {}
            for element in tree.elements:
                for page, mark in element.contents:
                    number = self.numbers.get(page) if page else None
                    if number is not None:
                        self._tagged.setdefault(number, set()).add(mark)
        return self._tagged

    def note(self, page: Page, walk: Walk) -> None:
        """Add a page's facts."""
        for font in walk.fonts.values():
            self.fonts.setdefault(id(font), (font, page.number))
        if walk.has_transparency:
            self.transparent.append(page.number)
        marks = self.marks.setdefault(page.number, {})
        for piece in walk.pieces:
            space = piece.colour.space if piece.colour else piece.space
            if space is not None and space.needs_profile:
                self.device_spaces.setdefault(space.name, page.number)
            if piece.is_hidden:
                self.hidden.setdefault(page.number, piece.box)
            if piece.mark is not None:
                old, new = marks.get(piece.mark, piece.box), piece.box
                marks[piece.mark] = (
                    min(old[0], new[0]), min(old[1], new[1]), max(old[2], new[2]), max(old[3], new[3])
                )  # fmt: skip
