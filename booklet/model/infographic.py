"""The blocks an infographic is made of, each with the limits its drawing needs."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from booklet.model.base import Budget, IconName, Id, Text, Value


class Pillar(Value):
    """One pillar: an icon, a title and a sentence."""

    icon: IconName
    title: Annotated[Text, Budget(24)]
    text: Annotated[Text, Budget(110)]


class Pillars(Value):
    """Three to five ideas side by side that carry the case together."""

    type: Literal["pillars"]
    id: Id
    title: Annotated[Text, Budget(50)]
    items: tuple[Pillar, ...] = Field(min_length=3, max_length=5)


class Phase(Value):
    """One step of a sequence."""

    title: Annotated[Text, Budget(20)]
    text: Annotated[Text, Budget(90)]


class Phases(Value):
    """Three to six steps in time, drawn as chevrons."""

    type: Literal["phases"]
    id: Id
    title: Annotated[Text, Budget(50)]
    items: tuple[Phase, ...] = Field(min_length=3, max_length=6)


class Table(Value):
    """A small table; the first column names the rows. Every row has a cell for every column."""

    type: Literal["table"]
    id: Id
    title: Annotated[Text, Budget(50)]
    columns: tuple[Annotated[Text, Budget(36)], ...] = Field(min_length=2, max_length=6)
    rows: tuple[tuple[Annotated[Text, Budget(80)], ...], ...] = Field(min_length=2, max_length=7)


class Number(Value):
    """A figure and what it counts."""

    value: Annotated[Text, Budget(8)]
    label: Annotated[Text, Budget(60)]


class Numbers(Value):
    """Two to four big numbers from the case."""

    type: Literal["numbers"]
    id: Id
    title: Annotated[Text, Budget(50)]
    items: tuple[Number, ...] = Field(min_length=2, max_length=4)


InfographicBlock = Annotated[Pillars | Phases | Table | Numbers, Field(discriminator="type")]


class Infographic(Value):
    """The visual summary of a case: a title that states the finding, and two to four blocks.

    ``alt`` tells a reader who cannot see the page what is drawn and what it says.
    """

    title: Annotated[Text, Budget(70)]
    intro: Annotated[Text, Budget(240)]
    blocks: tuple[InfographicBlock, ...] = Field(min_length=2, max_length=4)
    alt: Annotated[Text, Budget(600)]
