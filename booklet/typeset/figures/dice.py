"""A small deterministic source of variation: the same key gives the same rolls on every machine."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


class Dice:
    """Numbers drawn from SHA-256 of a key and a counter."""

    def __init__(self, key: str) -> None:
        self._key = key.encode()
        self._count = 0

    def roll(self) -> float:
        """A number from 0 (inclusive) to 1 (exclusive)."""
        made = hashlib.sha256(self._key + b"/" + str(self._count).encode()).digest()
        self._count += 1
        return int.from_bytes(made[:6], "big") / 2**48

    def between(self, low: float, high: float) -> float:
        """A number between two."""
        return low + (high - low) * self.roll()

    def whole(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both possible."""
        return low + int(self.roll() * (high - low + 1))

    def chance(self, share: float) -> bool:
        """True in this share of the rolls."""
        return self.roll() < share

    def pick(self, items: Sequence[Item]) -> Item:
        """One of the items."""
        return items[int(self.roll() * len(items))]

    def shuffle(self, items: Sequence[Item]) -> list[Item]:
        """The items in another order."""
        left = list(items)
        return [left.pop(int(self.roll() * len(left))) for _ in items]
