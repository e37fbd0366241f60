"""What the tests of the print edition share: colours, and an independent look into a finished file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from booklet.model.press import Press, PrintColour
from booklet.press.print.colours import Colours, open_colours

PROFILE = Path(__file__).parents[2] / Press().icc
INDIGO, PINE, AMBER, INK = "#1E235D", "#1C7A68", "#F2B134", "#1B2230"
TOKENS = (
    PrintColour(INK, (0, 0, 0, 100)),
    PrintColour(INDIGO, (100, 95, 0, 40)),
    PrintColour(PINE, (75, 5, 55, 35)),
    PrintColour(AMBER, (0, 30, 85, 0)),
    PrintColour("#775AB4", (65, 70, 0, 0)),
    PrintColour("#C9CED6", (10, 5, 5, 10)),
    PrintColour("#F5F3EE", (0, 1, 5, 5)),
    PrintColour("#5B6472", (30, 15, 0, 65)),
    PrintColour("#003399", (100, 80, 0, 0)),
    PrintColour("#FFCC00", (0, 0, 100, 0)),
)


@cache
def icc() -> bytes:
    return PROFILE.read_bytes()


@cache
def colours(limit_percent: int = 300) -> Colours:
    return open_colours(icc(), TOKENS, limit_percent)


def rgb(value: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(value[1:])
    return red, green, blue


def one_page(content: bytes, resources: Any = None, pdf: Pdf | None = None) -> bytes:
    """A PDF of one page of 100 × 100 pt with bleed."""
    made = pdf or Pdf.new()
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([-28.3465, -28.3465, 128.3465, 128.3465]),
        TrimBox=Array([0, 0, 100, 100]),
        Resources=Dictionary() if resources is None else resources,
        Contents=made.make_stream(content),
    )
    made.pages.append(pikepdf.Page(made.make_indirect(page)))
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


@cache
def open_pdf(data: bytes) -> Pdf:
    """A PDF to look into; it stays open, because its objects die with it."""
    return pikepdf.open(BytesIO(data))


def operators(content: Any) -> list[tuple[list[Any], str]]:
    """(operands, operator) of a page, form or stream, in order."""
    return [(list(one.operands), str(one.operator)) for one in pikepdf.parse_content_stream(content)]


def find_rgb(pdf: Pdf) -> list[str]:
    """Everything reachable that is RGB or Lab, in words; a file for print has nothing of the kind."""
    return sorted({word for thing in _reachable(pdf) for word in _find_in(thing)})


def _reachable(pdf: Pdf) -> Iterator[Any]:
    waiting: list[Any] = [page.obj for page in pdf.pages]
    seen: set[tuple[int, int]] = set()
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, Array):
            waiting += list(thing)
        elif isinstance(thing, (Dictionary, Stream)):
            if thing.is_indirect:
                if thing.objgen in seen:
                    continue
                seen.add(thing.objgen)
            yield thing
            waiting += [value for key, value in thing.items() if key not in ("/Parent", "/P")]


def _find_in(thing: Any) -> Iterator[str]:
    for key in ("/ColorSpace", "/CS"):
        if key in thing:
            yield from (f"{key} {word}" for word in _spaces(thing[key]))
    drawn = isinstance(thing, Stream) and thing.get("/Subtype") == Name.Form
    if (
        thing.get("/Type") == Name.Page
        or drawn
        or (isinstance(thing, Stream) and thing.get("/PatternType") == 1)
    ):
        for operands, operator in operators(thing):
            if operator in ("rg", "RG"):
                yield f"operator {operator}"
            elif operator in ("cs", "CS") and str(operands[0]) in ("/DeviceRGB", "/CalRGB", "/Lab"):
                yield f"operator {operator} {operands[0]}"


def _spaces(value: Any) -> Iterator[str]:
    if isinstance(value, Dictionary):
        for _, inner in value.items():
            yield from _spaces(inner)
    elif isinstance(value, Name):
        if str(value) in ("/DeviceRGB", "/CalRGB", "/Lab"):
            yield str(value)
    elif isinstance(value, Array) and len(value):
        if value[0] == Name.ICCBased and int(value[1].N) == 3:
            yield "/ICCBased RGB"
        for part in value:
            if isinstance(part, (Name, Array)):
                yield from _spaces(part)
