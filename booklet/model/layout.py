"""What ``layouts/<product>/layout.yaml`` says: the words of the layout and its copy-fit policy."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from booklet.model.base import Id, Text, Value
from booklet.model.pages import Choice, Part


class FitChoice(Value):
    """One way of setting a part of a section.

    ``name`` is the CSS class that sets it so. ``room_mm`` is about how high a column of text it has room
    for; it only decides which choice is tried first. ``pages`` is how many pages the part may take.
    """

    name: Id
    room_mm: Annotated[float, Field(gt=0)]
    pages: Annotated[int, Field(ge=1, le=12)]


class Fit(Value):
    """The choices for each part of the booklet, from the most generous to the closest."""

    opener: tuple[FitChoice, ...] = Field(min_length=1)
    mechanisms: tuple[FitChoice, ...] = Field(min_length=1)
    summary: tuple[FitChoice, ...] = Field(min_length=1)
    chapter: tuple[FitChoice, ...] = Field(min_length=1)


class Layout(Value):
    """A layout: its labels by language and its copy-fit policy. No word stands in a template itself."""

    labels: dict[str, dict[str, Text]]
    fit: Fit

    def labels_of(self, language: str) -> dict[str, str]:
        """The labels of a language. Raises ``KeyError`` when the layout does not speak it."""
        return self.labels[language]


def plan_fit(anchor: str, choices: tuple[FitChoice, ...], needed_mm: float) -> Part:
    """The part at an anchor, starting with the first choice that has room for an estimated height."""
    start = next((i for i, c in enumerate(choices) if c.room_mm >= needed_mm), len(choices) - 1)
    return Part(anchor, tuple(Choice(c.name, c.pages) for c in choices), start)
