"""What can be built."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from booklet.build.values import UsageError

FOLDER = "build"
"""All outputs are written below this folder of the project."""


@dataclass(frozen=True)
class Product:
    """Something that can be asked for: its name on the command line, who makes it (see
    :data:`booklet.build.make.MAKERS`), the layout it is set in, its file (below ``build/LANGUAGE/``), and
    what it is. A file with ``{case}`` in its name is made for every case,
    one with ``{figure}`` for every book-wide figure, in each of its ``formats``. Products of one maker and
    layout differ in their ``finish``; one ``on_demand`` is made only when it is named. ``needs`` are
    further layouts that it shows pictures of.
    """

    name: str
    maker: str
    layout: str
    file: str
    summary: str
    formats: tuple[str, ...] = ()
    finish: Literal["screen", "print"] = "screen"
    on_demand: bool = False
    needs: tuple[str, ...] = ()

    @property
    def is_plate(self) -> bool:
        """Whether this is a book-wide figure."""
        return "{figure}" in self.file

    @property
    def is_sheet(self) -> bool:
        """Whether this is a document of a single case."""
        return "{case}" in self.file

    @property
    def pattern(self) -> str:
        """The regular expression of its paths. Beside a document there may be pictures of it."""
        ids, formats = "[a-z0-9]+(?:-[a-z0-9]+)*", "|".join(self.formats)
        file = re.escape(self.file).replace(r"\{case\}", ids).replace(r"\{figure\}", ids)
        file = file.replace(r"\{format\}", f"(?:{formats})")
        if self.maker == "sheets":
            file = file.removesuffix(r"\.pdf") + r"\.(?:pdf|png|svg)"
        return f"{FOLDER}/[a-z]{{2,3}}(?:-[A-Za-z0-9]+)*/{file}"

    def path(self, language: str, case: str = "") -> str:
        """The output's path in the project."""
        return f"{FOLDER}/{language}/{self.file}".replace("{case}", case)

    def plate_path(self, language: str, figure: str, format: str) -> str:
        """The path of a figure in one of the formats."""
        return self.path(language).replace("{figure}", figure).replace("{format}", format)


PRODUCTS = (
    Product(
        "booklet-screen",
        "booklet",
        "booklet",
        "booklet-screen.pdf",
        "The whole booklet for the screen: tagged, PDF/A-3a and PDF/UA-1, with links and bookmarks.",
    ),
    Product(
        "booklet-print",
        "booklet",
        "booklet",
        "booklet-print.pdf",
        "The whole booklet for the print shop: PDF/X-4 in CMYK, with bleed and crop marks.",
        finish="print",
    ),
    Product(
        "factsheets",
        "sheets",
        "factsheet",
        "factsheets/{case}.pdf",
        "A case on one page, to hand out: tagged, PDF/A-3a and PDF/UA-1.",
    ),
    Product(
        "factsheets-print",
        "sheets",
        "factsheet",
        "factsheets-print/{case}.pdf",
        "The factsheets for the print shop: PDF/X-4 in CMYK, with bleed and crop marks.",
        finish="print",
        on_demand=True,
    ),
    Product(
        "infographics",
        "sheets",
        "infographic",
        "infographics/{case}.pdf",
        "The visual summary of a case on one page: PDF/A-3a and PDF/UA-1, and as a picture (PNG, SVG).",
    ),
    Product(
        "figures",
        "plates",
        "booklet",
        "figures/{figure}.{format}",
        "The book-wide figures for the web and for slides: SVG with its fonts inside, and PNG.",
        ("svg", "png"),
    ),
    Product(
        "docx",
        "documents",
        "booklet",
        "docx/{case}.docx",
        "A case as a Word document, to read and to work with; and the whole booklet as docx/booklet.docx.",
        needs=("infographic",),
    ),
)


def find_parts(products: Iterable[Product], cases: Iterable[str]) -> tuple[str, ...]:
    """What the content paths of the texts begin with that products print; nothing for the whole booklet.

    ``cases`` are those that are asked for by name, by their ids.
    """
    listed, names = tuple(products), tuple(cases)
    if any(not product.is_sheet or (product.maker == "documents" and not names) for product in listed):
        return ()
    layouts = (f"layouts/{name}/" for product in listed for name in (product.layout, *product.needs))
    own = [f"cases/{name}/" for name in names] or ["cases/"]
    return (*own, *dict.fromkeys(layouts), "taxonomy/", "publication/title", "publication/keywords")


def is_product_path(path: str) -> bool:
    """Whether a product of some language may have its file here."""
    return any(re.fullmatch(product.pattern, path) for product in PRODUCTS)


def find_print_editions(names: Iterable[str]) -> tuple[str, ...]:
    """The names of the products that are the same pages for the print shop; all of them for no name.

    Raises :class:`~booklet.build.values.UsageError` for a name that is not known, and for a product that
    is not printed.
    """
    printed = {(p.maker, p.layout): p.name for p in PRODUCTS if p.finish == "print"}
    wanted = tuple(names)
    if not wanted:
        return tuple(printed.values())
    found = []
    for product in find_products(wanted):
        if product.is_plate or (product.maker, product.layout) not in printed:
            known = ", ".join(printed.values())
            raise UsageError(
                f"there is no edition of {product.name} for the print shop", f"There are: {known}."
            )
        found.append(printed[product.maker, product.layout])
    return tuple(dict.fromkeys(found))


def find_products(names: Iterable[str], cases: Iterable[str] = ()) -> tuple[Product, ...]:
    """The products of these names in the order of :data:`PRODUCTS`; all usual ones when none is named.

    With ``cases``, all means all documents of single cases. Raises
    :class:`~booklet.build.values.UsageError` for a name that is not known, and for one that is not of
    single cases when there are ``cases``.
    """
    wanted, single = set(names), bool(tuple(cases))
    known = {product.name for product in PRODUCTS}
    for name in sorted(wanted - known):
        # Imported here: the command line knows the products before anything is read.
        from booklet.load.reading import suggest

        raise UsageError(f"there is no product “{name}”", suggest(name, known))
    usual = (p for p in PRODUCTS if not p.on_demand and (p.is_sheet or not single))
    found = tuple(p for p in PRODUCTS if p.name in wanted) if wanted else tuple(usual)
    for product in found:
        if single and not product.is_sheet:
            sheets = ", ".join(p.name for p in PRODUCTS if p.is_sheet)
            raise UsageError(
                f"{product.name} always has all cases",
                f"--case chooses among documents of single cases: {sheets}.",
            )
    return found
