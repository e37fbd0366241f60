"""What can be wrong with the bytes and links that reach the press."""

from __future__ import annotations

from booklet.findings import Severity, rule


class PressError(Exception):
    """Bytes handed to the press are not what they should be; ``section`` names the culprit."""

    def __init__(self, section: str, reason: str) -> None:
        super().__init__(f"section {section}: {reason}")
        self.section = section
        self.reason = reason


BROKEN_ANCHOR = rule(
    "link/broken-anchor",
    Severity.ERROR,
    "A link or bookmark goes to an anchor that no page of the publication has.",
    "Correct the target, or include the section it lies in.",
)
DUPLICATE_ANCHOR = rule(
    "link/duplicate-anchor",
    Severity.ERROR,
    "Two places of the publication have the same anchor, so links to it reach only the first.",
    "Give one of the two another id.",
)
BOOKMARK_LEVEL = rule(
    "link/bookmark-level",
    Severity.WARNING,
    "A bookmark is more than one level deeper than the bookmark before it.",
    "Use the next level; the entry has been moved up.",
)
TYPE_COLOUR = rule(
    "print/type-colour",
    Severity.WARNING,
    "Type is set in a colour that is neither black ink alone nor a colour of the publication.",
    "Use a colour of the publication or a tint of one: type that takes all four inks gets coloured edges.",
)
