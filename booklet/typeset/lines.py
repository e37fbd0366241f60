"""Where a text is broken into lines, in two places where the engine alone does it badly.

The engine knows no ``text-wrap: pretty``: the last line of a paragraph may be a single short word, or the
end of one. And where an element follows a text in the same line (strong words, a link), it breaks the line
after its first word when the text fits but for its last blank.

Neither takes more lines: words only move from the last line but one to the last. Like
:mod:`~booklet.typeset.boxes` this works on the engine's internal structure.
"""

from __future__ import annotations

from typing import Any

from weasyprint.layout import inline
from weasyprint.text import line_break

LEAST = 11
"""The last line of a paragraph has at least so many characters."""

FULL = 0.55
"""The line before keeps at least this share of its width; else the words stay where they are."""

_RESUME, _WIDTH = 2, 3
"""Where the engine's answer has the place of the next line (in bytes; none: all fits) and the width."""


def install() -> None:
    """Make the engine break lines like this; calling it again changes nothing."""
    inline.split_first_line = split_first_line


def split_first_line(
    text: str, style: Any, context: Any, max_width: float | None, *more: Any, **named: Any
) -> tuple[Any, ...]:
    """The first line of a text, as the engine's function of this name gives it."""

    def split(part: str, width: float | None) -> tuple[Any, ...]:
        answer: tuple[Any, ...] = line_break.split_first_line(part, style, context, width, *more, **named)
        return answer

    line = split(text, max_width)
    if line[_RESUME] is None or max_width is None or style["white_space"] != "normal":
        return line
    bare = text.rstrip(" ")
    if bare != text:
        # An element follows. What of the text does not fit may be nothing but its last blank.
        alone = split(bare, max_width)
        fits = alone[_RESUME] is None and alone[_WIDTH] <= max_width
        return split(text, None) if fits else line
    if len(text.encode()[line[_RESUME] :].decode()) >= LEAST:
        return line
    return _keep_tail(text, line, max_width, split)


def _keep_tail(text: str, line: tuple[Any, ...], max_width: float, split: Any) -> tuple[Any, ...]:
    """A line that ends before the last words of a text, if those fit the next and leave no hole here."""
    start = text.rfind(" ", 0, max(len(text) - LEAST, 0))
    head, tail = text[:start].rstrip(" "), text[start + 1 :]
    if start < 1 or not head:
        return line
    shorter = split(head, max_width)
    whole = shorter[_RESUME] is None and FULL * max_width <= shorter[_WIDTH] <= max_width
    if not whole or split(tail, None)[_WIDTH] > max_width:
        return line
    layout, length, _, *sizes = shorter
    return layout, length, len(text[: start + 1].encode()), *sizes
