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
    """A small table; the first column names the rows. Every row has a cell for every column.

    ``look: pairs`` draws a table of two columns as boxes joined by arrows: this leads to that.
    """

    type: Literal["table"]
    id: Id
    title: Annotated[Text, Budget(50)]
    look: Literal["plain", "pairs"] = "plain"
    columns: tuple[Annotated[Text, Budget(36)], ...] = Field(min_length=2, max_length=6)
    rows: tuple[tuple[Annotated[Text, Budget(80)], ...], ...] = Field(min_length=2, max_length=7)


class Number(Value):
    """A figure and what it counts."""

    value: Annotated[Text, Budget(8)]
    label: Annotated[Text, Budget(60)]


class Numbers(Value):
    """Two to four big numbers from the case; ``look: band`` sets them on a field of colour."""

    type: Literal["numbers"]
    id: Id
    title: Annotated[Text, Budget(50)]
    look: Literal["plain", "band"] = "plain"
    items: tuple[Number, ...] = Field(min_length=2, max_length=4)


class FlowBox(Value):
    """A box of a flow; arrows name it by its id, which need only be unique within its flow."""

    id: Id
    title: Annotated[Text, Budget(28)]
    text: Annotated[Text, Budget(60)] | None = None
    icon: IconName | None = None


class FlowArrow(Value):
    """An arrow from one box of a flow to another, by their ids.

    Two arrows that join the same boxes, one each way, are drawn as one line with two heads.
    """

    source: Id = Field(alias="from")
    target: Id = Field(alias="to")
    label: Annotated[Text, Budget(18)] | None = None


class Flow(Value):
    """Two to nine boxes and the arrows between them; :mod:`booklet.model.flow` gives each its place.

    The boxes are read in their order here, so the first should be where the story begins. ``columns`` and
    ``rows`` set the size of the grid when the layout found for the boxes is not the one wanted.
    """

    type: Literal["flow"]
    id: Id
    title: Annotated[Text, Budget(50)]
    columns: Annotated[int, Field(ge=1, le=4)] | None = None
    rows: Annotated[int, Field(ge=1, le=5)] | None = None
    boxes: tuple[FlowBox, ...] = Field(min_length=2, max_length=9)
    arrows: tuple[FlowArrow, ...] = Field(min_length=1, max_length=16)

    def joints(self) -> tuple[tuple[int, int, int], ...]:
        """What can be drawn of the arrows: 0-based numbers of first box, second box and arrow.

        Arrows that lead nowhere are left out; of arrows given twice, the first counts.
        """
        at = {box.id: number for number, box in reversed(list(enumerate(self.boxes)))}
        found: dict[tuple[int, int], int] = {}
        for number, arrow in enumerate(self.arrows):
            if arrow.source in at and arrow.target in at and arrow.source != arrow.target:
                found.setdefault((at[arrow.source], at[arrow.target]), number)
        return tuple((start, end, number) for (start, end), number in found.items())


class HubCentre(Value):
    """What a hub turns around."""

    icon: IconName
    title: Annotated[Text, Budget(28)]


class Satellite(Value):
    """One of those around the centre of a hub."""

    icon: IconName
    title: Annotated[Text, Budget(28)]
    text: Annotated[Text, Budget(60)] | None = None


class Hub(Value):
    """A centre and the four to eight things it holds together."""

    type: Literal["hub"]
    id: Id
    title: Annotated[Text, Budget(50)]
    centre: HubCentre
    items: tuple[Satellite, ...] = Field(min_length=4, max_length=8)


class Sign(Value):
    """An icon with its name, and a few words where they are needed."""

    icon: IconName
    title: Annotated[Text, Budget(24)]
    text: Annotated[Text, Budget(60)] | None = None


class Icons(Value):
    """A row of three to six icons."""

    type: Literal["icons"]
    id: Id
    title: Annotated[Text, Budget(50)]
    items: tuple[Sign, ...] = Field(min_length=3, max_length=6)


class Moment(Value):
    """A point in time: a year, a decade, a month."""

    when: Annotated[Text, Budget(12)]
    title: Annotated[Text, Budget(40)]
    text: Annotated[Text, Budget(80)] | None = None


class Timeline(Value):
    """Three to seven moments on a line, evenly spaced or as far apart as the years in ``when`` are."""

    type: Literal["timeline"]
    id: Id
    title: Annotated[Text, Budget(50)]
    spacing: Literal["even", "proportional"] = "even"
    items: tuple[Moment, ...] = Field(min_length=3, max_length=7)


InfographicBlock = Annotated[
    Pillars | Phases | Table | Numbers | Flow | Hub | Icons | Timeline, Field(discriminator="type")
]


class Infographic(Value):
    """The visual summary of a case: a title that states the finding, and two to four blocks.

    ``alt`` tells a reader who cannot see the page what is drawn and what it says.
    """

    title: Annotated[Text, Budget(70)]
    intro: Annotated[Text, Budget(240)]
    blocks: tuple[InfographicBlock, ...] = Field(min_length=2, max_length=4)
    alt: Annotated[Text, Budget(600)]
