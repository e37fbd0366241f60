"""The lists that all cases share: themes, mechanism categories, countries and kinds of actor."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from booklet.model.base import Budget, Colour, IconName, Id, Text, Value
from booklet.model.markup import Markup

Shape = Literal["circle", "diamond", "triangle", "square", "hexagon"]
Motif = Literal["night", "crowd", "people", "place", "move"]


class Theme(Value):
    """A kind of security challenge. Shown as colour and shape and word, never as colour alone."""

    id: Id
    label: Annotated[Text, Budget(44)]
    short: Annotated[Text, Budget(16)]
    colour: Colour
    tint: Colour
    cmyk: tuple[int, int, int, int] = Field(description="print colour in percent of C, M, Y, K")
    shape: Shape
    motif: Motif = Field(description="the artwork drawn for cases this theme leads")
    icon: IconName
    definition: Markup


class MechanismCategory(Value):
    """A category of working mechanisms; ``simply`` says it in one plain sentence."""

    id: Id
    label: Annotated[Text, Budget(40)]
    short: Annotated[Text, Budget(16)]
    icon: IconName
    definition: Markup
    examples: tuple[Annotated[Text, Budget(80)], ...]
    simply: Annotated[Text, Budget(120)]
    effects: Annotated[Text, Budget(240)]


class Country(Value):
    """A country named by ISO 3166-1 alpha-2 code (lower case); partners have their seat there."""

    id: Annotated[str, Field(pattern=r"^[a-z]{2}$")]
    label: Text
    partner: bool = Field(default=False, description="a country of the consortium")


class ActorKind(Value):
    """A kind of actor, with the icon that stands beside such actors in a case."""

    id: Id
    label: Text
    icon: IconName


class Taxonomy(Value):
    """``content/taxonomy.yaml``."""

    themes: tuple[Theme, ...] = Field(min_length=1)
    mechanisms: tuple[MechanismCategory, ...] = Field(min_length=1)
    countries: tuple[Country, ...] = Field(min_length=1)
    actors: tuple[ActorKind, ...] = Field(min_length=1)

    def theme(self, key: str) -> Theme:
        """The theme of this id. Raises ``KeyError``."""
        return {item.id: item for item in self.themes}[key]

    def mechanism(self, key: str) -> MechanismCategory:
        """The mechanism category of this id. Raises ``KeyError``."""
        return {item.id: item for item in self.mechanisms}[key]

    def country(self, key: str) -> Country:
        """The country of this code. Raises ``KeyError``."""
        return {item.id: item for item in self.countries}[key]

    def actor(self, key: str) -> ActorKind:
        """The kind of actor of this id. Raises ``KeyError``."""
        return {item.id: item for item in self.actors}[key]
