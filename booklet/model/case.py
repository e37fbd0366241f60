"""A case: one initiative, told in a fixed structure so that cases can be compared."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from booklet.model.base import Budget, Id, Text, Url, Value
from booklet.model.infographic import Infographic
from booklet.model.markup import Markup


class Place(Value):
    """A place of a case. A case that covers a whole country has the scope ``national``.

    ``latitude`` and ``longitude`` are decimal degrees (WGS 84) of the town, for the map.
    """

    name: Text
    country: Annotated[str, Field(pattern=r"^[a-z]{2}$")]
    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)


class Period(Value):
    """When the initiative ran, in years; no ``end`` where it is ``ongoing`` or the end is not known.

    ``note`` is what the key facts print instead of the years when those alone would mislead.
    """

    start: int | None = Field(default=None, ge=1900, le=2100)
    end: int | None = Field(default=None, ge=1900, le=2100)
    ongoing: bool = False
    note: Annotated[Text, Budget(60)] | None = None


class Fact(Value):
    """A further key fact of the case: a label and a short value."""

    label: Annotated[Text, Budget(24)]
    value: Annotated[Text, Budget(90)]


class Actor(Value):
    """Somebody who takes part; ``kind`` chooses the icon."""

    name: Annotated[Text, Budget(90)]
    kind: Id


class Mechanism(Value):
    """A working mechanism of the case: how it works here, and its impact in a sentence."""

    id: Id
    category: Id
    title: Annotated[Text, Budget(80)]
    text: Annotated[Markup, Budget(640)]
    impact: Annotated[Text, Budget(130)]


Share = Annotated[float, Field(ge=0, le=1)]
"""A part of a whole, from 0 to 1."""


class Picture(Value):
    """A picture that replaces the case's artwork.

    ``focus`` is the point kept in view when the picture is cropped, as fractions from the top left.
    """

    file: Text
    alt: Annotated[Text, Budget(250)]
    credit: Annotated[Text, Budget(90)]
    licence: Annotated[Text, Budget(40)]
    origin: Literal["photo", "illustration", "ai-generated"]
    focus: tuple[Share, Share] = (0.5, 0.5)


class CaseLink(Value):
    """A web address with the words to show for it."""

    label: Annotated[Text, Budget(60)]
    url: Url


class Short(Value):
    """The texts of a case for a sheet of one page, which has no room for the long ones."""

    overview: Annotated[Markup, Budget(620)]
    why: Annotated[Text, Budget(420)]


class Case(Value):
    """``content/cases/<id>.yaml``."""

    id: Id
    title: Annotated[Text, Budget(60)]
    subtitle: Annotated[Text, Budget(90)] | None = None
    scope: Literal["local", "national", "european"] = "local"
    places: tuple[Place, ...] = Field(min_length=1)
    place_label: Annotated[Text, Budget(60)] = Field(
        description="the place as the title page of the case names it, e.g. “Brussels, Belgium”"
    )
    themes: tuple[Id, ...] = Field(min_length=1, max_length=3, description="the first one leads")
    period: Period = Field(default=Period(), description="left out where no date is known")
    lead: Annotated[Text, Budget(90)] | None = None
    facts: tuple[Fact, ...] = Field(default=(), max_length=4)
    summary: Annotated[Text, Budget(280)]
    pull_quote: Annotated[Text, Budget(140)] | None = None
    overview: Annotated[Markup, Budget(2000)]
    actors: tuple[Actor, ...] = Field(min_length=1)
    mechanisms: tuple[Mechanism, ...] = Field(min_length=1)
    why: Annotated[Markup, Budget(900)]
    short: Short | None = Field(default=None, description="the texts of the factsheet")
    infographic: Infographic
    picture: Picture | None = None
    links: tuple[CaseLink, ...] = ()
