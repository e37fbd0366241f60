"""What the print shop wants: the ``press`` key of ``booklet.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from booklet.model.base import Value
from booklet.model.pages import USUAL_ICC

MEDIA_MARGIN_MM = 10
"""How far the sheet of a print file reaches over the trim on every side: pages are typeset with so much."""


def find_profile_fault(icc: bytes) -> str | None:
    """Why these bytes are not the profile of a printing condition with four inks; nothing when they are.

    Source of the offsets: ICC.1:2022, 7.2 (profile header).
    """
    if len(icc) < 128 or icc[36:40] != b"acsp":
        return "it is not an ICC profile"
    if int.from_bytes(icc[:4], "big") != len(icc):
        return "it is damaged: its length is not the one that it says"
    if icc[12:16] != b"prtr" or icc[16:20] != b"CMYK":
        return "it is not the profile of a printing condition with four inks (CMYK)"
    return None


@dataclass(frozen=True)
class PrintColour:
    """A colour that is always printed with the same inks: ``#RRGGBB``, and percent of C, M, Y and K."""

    hex: str
    cmyk: tuple[int, int, int, int]


class Press(Value):
    """A printing condition and how its files are finished. The defaults suit coated paper in Europe."""

    profile: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9 ]*$", max_length=40)] = Field(
        default="fogra39", description="the printing condition by its name in the registry of the ICC"
    )
    icc: Annotated[str, Field(pattern=r"^[^/\\].*\.ic[cm]$", max_length=200)] = Field(
        default=USUAL_ICC,
        description="the CMYK profile of that condition, by its path from the project's folder",
    )
    ink_limit_percent: int = Field(
        default=300, ge=200, le=400, description="the most ink that may lie on one place, all four together"
    )
    bleed_mm: float = Field(
        default=3, ge=0, le=6, strict=False, description="how far colour runs over the trim"
    )
    marks: bool = Field(default=True, description="whether crop marks are drawn")
