"""What ``layouts/<product>/layout.yaml`` says: the words of the layout and its copy-fit policy."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from booklet.model.base import Id, Text, Value


class Step(Value):
    """One way of setting a case; the steps of a layout are tried in order until one fits.

    ``band_mm`` is the height of the opener's coloured band, ``quote`` whether the pull quote is set,
    ``mechanisms`` how they are arranged, ``density`` the style sheet's spacing, ``pages`` how many pages
    the case may take in all.
    """

    name: Id
    band_mm: Annotated[float, Field(ge=40, le=140)]
    quote: bool
    mechanisms: Literal["grid", "list"]
    density: Literal["airy", "normal", "tight"]
    pages: Annotated[int, Field(ge=2, le=8)]


class Layout(Value):
    """A layout: its labels by language and its fit steps. No word stands in a template itself."""

    labels: dict[str, dict[str, Text]]
    case_steps: tuple[Step, ...] = Field(min_length=1)

    def labels_of(self, language: str) -> dict[str, str]:
        """The labels of a language. Raises ``KeyError`` when the layout does not speak it."""
        return self.labels[language]
