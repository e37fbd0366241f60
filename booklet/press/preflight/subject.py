"""A file under inspection: what is known of it as a whole while and after its pages are walked through."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from pikepdf import Pdf

from booklet.press.preflight.claims import Claims
from booklet.press.preflight.layers import Layers
from booklet.press.preflight.limits import Budget
from booklet.press.preflight.looks import FontFact, Look
from booklet.press.preflight.pages import Page
from booklet.press.preflight.pieces import Mark
from booklet.press.preflight.tags import Tree
from booklet.press.preflight.values import Profile

_Fact = TypeVar("_Fact")


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
    looks: dict[int, Look] = field(default_factory=dict)
    """Page number → what became of the page."""
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

    @cached_property
    def fonts(self) -> dict[FontFact, int]:
        """Each font that shows anything, with the first page it is on."""
        return self._first(lambda look: look.fonts)

    @cached_property
    def device_spaces(self) -> dict[str, int]:
        """Each colour space that means nothing without an output intent, with the first page it is on."""
        return self._first(lambda look: look.device_spaces)

    @property
    def transparent(self) -> list[int]:
        """The pages with transparency."""
        return [number for number, look in self.looks.items() if look.has_transparency]

    @property
    def heavy(self) -> list[int]:
        """The pages whose ink has to be measured."""
        return [number for number, look in self.looks.items() if look.is_heavy]

    def _first(self, choose: Callable[[Look], Iterable[_Fact]]) -> dict[_Fact, int]:
        found: dict[_Fact, int] = {}
        for number, look in self.looks.items():
            for fact in choose(look):
                found.setdefault(fact, number)
        return found
