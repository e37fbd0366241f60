"""The publication as a whole: what ``booklet.yaml`` says, its chapters, and its cases in order."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import Field

from booklet.model.base import Budget, Id, Text, Url, Value
from booklet.model.case import Case
from booklet.model.markup import Markup
from booklet.model.partner import PartnerEdition
from booklet.model.press import Press
from booklet.model.taxonomy import Taxonomy


class Author(Value):
    """An author as named on the imprint page."""

    name: Text
    suffix: Text | None = Field(default=None, description="e.g. PhD")


class Partner(Value):
    """A member of the consortium."""

    name: Text
    short: Text
    country: Annotated[str, Field(pattern=r"^[a-z]{2}$")]
    lead: bool = False


class Funding(Value):
    """The fixed formulas of the grant in one language; they are printed word for word."""

    statement: Text
    disclaimer: Text


class Grant(Value):
    """The grant that pays for the publication."""

    number: Annotated[str, Field(pattern=r"^\d{6,9}$")]
    call: Text
    topic: Text
    action: Text


class WebLink(Value):
    """A link of the back cover."""

    label: Text
    url: Url


class Counts(Value):
    """Figures that several chapters name and that have to agree everywhere."""

    mapped: int = Field(ge=1, description="initiatives identified in the mapping")
    extended: int = Field(ge=1, description="initiatives chosen for extended analysis")
    countries: int = Field(ge=1)
    partners: int = Field(ge=1)


class Settings(Value):
    """``content/booklet.yaml``."""

    id: Id
    title: Annotated[Text, Budget(80)]
    subtitle: Annotated[Text, Budget(80)]
    series: Annotated[Text, Budget(40)] = Field(description="the line above the title")
    project: Text
    claim: Annotated[Text, Budget(80)]
    deliverable: Text = Field(description="e.g. D2.2")
    deliverable_title: Text
    version: Text
    date: datetime.date = Field(strict=False, description="publication date, the clock of the build")
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")] = "en"
    description: Annotated[Text, Budget(300)] = Field(description="document metadata")
    keywords: tuple[Text, ...]
    licence: Text
    licence_url: Url
    publisher: Text
    contact: Url
    case_page: Url | None = Field(
        default=None,
        description="the web address of a case, with {case} for its id; the contact where there is none",
    )
    grant: Grant
    funding: dict[str, Funding] = Field(description="by language code")
    authors: tuple[Author, ...] = Field(min_length=1)
    citation: Text
    consortium_text: Markup
    consortium: tuple[Partner, ...] = Field(min_length=1)
    ai_note: Markup
    about: Annotated[Markup, Budget(500)] = Field(description="the project on the back cover")
    links: tuple[WebLink, ...]
    counts: Counts
    chapters: tuple[Id, ...] = Field(description="front chapters in order")
    cases: tuple[Id, ...] = Field(min_length=1, description="cases in order")
    closing: tuple[Id, ...] = Field(default=(), description="chapters after the cases")
    press: Press = Field(default_factory=Press, description="what the print shop wants")
    severity: dict[str, Literal["error", "warning", "info", "off"]] = Field(
        default_factory=dict, description="rule id, or family/*: severity"
    )


class Chapter(Value):
    """``content/chapters/<id>.md``: a Markdown text under a YAML head."""

    id: Id
    number: int | None = Field(default=None, ge=1)
    title: Annotated[Text, Budget(70)]
    standfirst: Annotated[Text, Budget(280)]
    icon: Id
    body: Markup


class Term(Value):
    """A row of ``content/glossary.csv``: the spelling to use, and spellings to avoid."""

    term: Text
    avoid: tuple[Text, ...] = ()
    expansion: Text | None = Field(default=None, description="what an acronym stands for")
    note: Text | None = None


class Publication(Value):
    """Everything the content says, in order and resolved to values."""

    settings: Settings
    taxonomy: Taxonomy
    chapters: tuple[Chapter, ...]
    cases: tuple[Case, ...]
    closing: tuple[Chapter, ...]
    glossary: tuple[Term, ...]
    partners: dict[str, PartnerEdition] = Field(
        default_factory=dict, description="who hands out the sheets of a language, by its code"
    )

    def case(self, key: str) -> Case:
        """The case of this id. Raises ``KeyError``."""
        return {case.id: case for case in self.cases}[key]
