"""What can be built."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from booklet.build.values import UsageError

FOLDER = "build"
"""All outputs are written below this folder of the project."""


@dataclass(frozen=True)
class Product:
    """Something that can be asked for: its name on the command line, the layout it is set in, its file
    (below ``build/LANGUAGE/``), and what it is.
    """

    name: str
    layout: str
    file: str
    summary: str

    def path(self, language: str) -> str:
        """The output's path in the project."""
        return f"{FOLDER}/{language}/{self.file}"


PRODUCTS = (
    Product(
        "booklet-screen",
        "booklet",
        "booklet-screen.pdf",
        "The whole booklet for the screen: tagged, PDF/A-3a and PDF/UA-1, with links and bookmarks.",
    ),
)


def find_products(names: Iterable[str]) -> tuple[Product, ...]:
    """The products of these names in the order of :data:`PRODUCTS`; all of them when none is named.

    Raises :class:`~booklet.build.values.UsageError` for a name that is not known.
    """
    wanted = set(names)
    known = {product.name for product in PRODUCTS}
    for name in sorted(wanted - known):
        raise UsageError(f"there is no product “{name}”", f"Products: {', '.join(sorted(known))}.")
    return tuple(p for p in PRODUCTS if not wanted or p.name in wanted)
