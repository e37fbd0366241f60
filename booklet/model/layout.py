"""What ``layouts/<product>/layout.yaml`` says: the words of the layout and its copy-fit policy."""

from __future__ import annotations

from typing import Annotated, Literal

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
    cover: tuple[FitChoice, ...] = Field(min_length=1)


class Labelled(Value):
    """What all layouts have: their labels by language. No word stands in a template itself."""

    labels: dict[str, dict[str, Text]]

    def labels_of(self, language: str) -> dict[str, str]:
        """The labels of a language. Raises ``KeyError`` when the layout does not speak it."""
        return self.labels[language]


class Layout(Labelled):
    """The layout of the booklet: labels and copy-fit policy."""

    fit: Fit


class FitStep(Value):
    """A step by which a sheet is set closer: its name for people and the CSS classes that set it so.

    A ``shared`` step is taken by all sheets of a language together when the layout says ``fit: all``; the
    others (something is left out) only by the sheet that needs them.
    """

    name: Text
    set: tuple[Id, ...] = Field(min_length=1)
    shared: bool = True
    room_mm: Annotated[float, Field(gt=0)] | None = Field(
        default=None, description="about how high a text it has room for; decides which step is tried first"
    )

    @property
    def choice(self) -> Choice:
        """The step as a choice of one page."""
        return Choice(" ".join(self.set), 1)


class SheetLayout(Labelled):
    """The layout of a document of one page: labels, and the steps from the most generous to the closest."""

    fit: Literal["all", "each"] = "each"
    picture_px: Annotated[int, Field(ge=100, le=8000)] | None = Field(
        default=None, description="the width of a PNG that is made besides the PDF, and an SVG with it"
    )
    steps: tuple[FitStep, ...] = Field(min_length=1)

    def part(self, anchor: str, *, start: int = 0) -> Part:
        """The sheet at an anchor as one part that is fitted, beginning with the step of index ``start``."""
        return Part(anchor, tuple(step.choice for step in self.steps), start)

    def step_index(self, choice: str) -> int:
        """The 0-based step of a choice that was taken. Raises ``ValueError``."""
        return [step.choice.name for step in self.steps].index(choice)

    def shared_index(self, taken: int) -> int:
        """The last shared step that is no closer than the one taken: what a sheet asks of all others."""
        return max((i for i in range(taken + 1) if self.steps[i].shared), default=0)

    def first_index(self, needed_mm: float) -> int:
        """The first step that has room for an estimated height, the last one when none has."""
        fits = (i for i, s in enumerate(self.steps) if s.room_mm is None or s.room_mm >= needed_mm)
        return next(fits, len(self.steps) - 1)


def plan_fit(anchor: str, choices: tuple[FitChoice, ...], needed_mm: float) -> Part:
    """The part at an anchor, starting with the first choice that has room for an estimated height."""
    start = next((i for i, c in enumerate(choices) if c.room_mm >= needed_mm), len(choices) - 1)
    return Part(anchor, tuple(Choice(c.name, c.pages) for c in choices), start)
