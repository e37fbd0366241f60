"""What is wrong with a layout or an asset so that no page can be made at all.

Faults of texts are noted and the pages are made nonetheless. A template that cannot be filled in or an
outline that cannot be read leaves nothing to go on with: composing and typesetting stop with a
:class:`LayoutMistake`, which carries the finding, and the build reports it like any other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from booklet.findings import Finding, Severity, Span, rule

if TYPE_CHECKING:
    from booklet.model.layout import Labelled

TEMPLATE = rule(
    "layout/template",
    Severity.ERROR,
    "A template cannot be filled in.",
    "Mend the template at the line that is named.",
)
LABEL = rule(
    "layout/label",
    Severity.ERROR,
    "A layout has no label for a word that its pages print.",
    "Add the label to the layout.yaml of the layout, in every language.",
)
ELEMENT = rule(
    "layout/element",
    Severity.ERROR,
    "A template lost an element that the pages are made by.",
    "Give the element of the template its id again, and let the style sheets show it.",
)
FILE = rule(
    "layout/file",
    Severity.ERROR,
    "A file of the layout or an asset is missing or damaged.",
    "Put the file back as it was, or mend it.",
)
PLACE = rule(
    "layout/place",
    Severity.ERROR,
    "A place of a case lies on the other side of the earth, where no map of Europe reaches.",
    "Mend latitude and longitude of the place (south and west are negative).",
)
IMPORT = rule(
    "layout/import",
    Severity.ERROR,
    "A style sheet imports another one.",
    "Copy the rules into the style sheet itself: imported sheets are not read.",
)


class LayoutMistake(Exception):  # noqa: N818 - a mistake of the layout's author, not an error of the program
    """A layout cannot be used; ``finding`` says why and where."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding)
        self.finding = finding

    def __str__(self) -> str:
        return f"{self.finding.span}: {self.finding.message}"


class Labels(dict[str, str]):
    """The words of a layout in one language; asking for one it lacks raises :class:`LayoutMistake`."""

    def __init__(self, words: dict[str, str], file: str, language: str) -> None:
        super().__init__(words)
        self._file = file
        self._language = language

    @staticmethod
    def of(layout: Labelled, file: str, language: str) -> Labels:
        """The labels of a layout, whose ``layout.yaml`` is ``file``; none for a language it lacks."""
        return Labels(layout.labels.get(language, {}), file, language)

    def __missing__(self, name: str) -> str:
        text = f"the layout has no label `{name}` in the language `{self._language}`"
        raise LayoutMistake(LABEL.at(Span(self._file), text))
