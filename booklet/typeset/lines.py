"""Where a text is broken into lines, where the engine alone does it badly.

The engine knows neither ``text-wrap: balance`` nor ``pretty``: the last line of a heading or a paragraph
may be a single short word, or the end of one. And where an element follows a text in the same line (strong
words, a link), it breaks the line after its first word when the text fits but for its last blank.

- Headings, and elements marked ``data-balance``, have lines of about the same length, broken between words.
- Paragraphs have more than one short word on their last line.

Neither takes more lines than the engine would. Like :mod:`~booklet.typeset.boxes` this works on what the
engine keeps to itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, pairwise
from math import inf
from typing import Any

from weasyprint.layout import inline
from weasyprint.text import line_break

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
MARK = "data-balance"

MOST = 200
"""A longer text is no heading."""

MOST_LINES = 4
"""A text of more lines is filled, not balanced."""

SMALL = 3
"""Words of so few letters (“of”, “the”, “und”) belong to what follows them."""

TORN, PHRASED = 0.08, 0.06
"""What it costs to end a line with a small word, and gains to begin one with it."""

STOPS = {**dict.fromkeys(":.!?–—", 0.12), **dict.fromkeys(",;", 0.06)}
"""What it gains to end a line where a phrase ends."""

LEAST = 11
"""The last line of a paragraph has at least so many characters, and two words."""

FULL = 0.5
"""The line before keeps at least this share of its width; else the words stay where they are."""

_ELISION = re.compile(r"[^\W\d_]{1,2}[’']\w")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_RESUME, _WIDTH = 2, 3
"""Where the engine's answer has the place of the next line (in bytes; none: all fits) and the width."""

_split_text_box = inline.split_text_box


def install() -> None:
    """Make the engine break lines like this; calling it again changes nothing."""
    inline.split_first_line = split_first_line
    inline.split_text_box = split_text_box


def split_text_box(
    context: Any, box: Any, room: float, skip: int | None, is_line_start: bool = True
) -> tuple[Any, int | None, bool]:
    """As much of a text as stands on its first line, as the engine's function of this name gives it."""

    def split(end: int | None = None) -> tuple[Any, int | None, bool]:
        part = box if end is None else box.copy_with_text(box.text.encode()[:end].decode())
        answer: tuple[Any, int | None, bool] = _split_text_box(context, part, room, skip, is_line_start)
        return answer

    if _is_balanced(box):
        end = _find_balanced_end(context, box, room, skip or 0)
        made, rest, preserved = split(end)
        return (made, end + 1, preserved) if end is not None and rest is None else split()
    line = split()
    rest = line[1]
    end = _find_end_before_tail(box, skip or 0, rest) if rest and _ends_block(context, box) else None
    if end is None:
        return line
    made, rest, preserved = split(end)
    tail = box.text.encode()[end:].decode().strip(" ")
    whole = made is not None and rest is None and FULL * room <= made.width <= room
    return (made, end + 1, preserved) if whole and _measure(context, box, tail) <= room else line


def split_first_line(
    text: str, style: Any, context: Any, max_width: float | None, *more: Any, **named: Any
) -> tuple[Any, ...]:
    """The first line of a text, as the engine's function of this name gives it."""

    def split(part: str, width: float | None) -> tuple[Any, ...]:
        answer: tuple[Any, ...] = line_break.split_first_line(part, style, context, width, *more, **named)
        return answer

    line = split(text, max_width)
    bare = text.rstrip(" ")
    if line[_RESUME] is None or max_width is None or bare == text or style["white_space"] != "normal":
        return line
    # An element follows. What of the text does not fit may be nothing but its last blank.
    alone = split(bare, max_width)
    fits = alone[_RESUME] is None and alone[_WIDTH] <= max_width
    return split(text, None) if fits else line


def _measure(context: Any, box: Any, text: str) -> float:
    width: float = line_break.split_first_line(text, box.style, context, None, 0)[_WIDTH]
    return width


def _ends_block(context: Any, box: Any) -> bool:
    """Whether a text is the last of a paragraph or another block."""
    element = box.element
    if element is None or "::" in (box.element_tag or "") or box.style["white_space"] != "normal":
        return False
    if context.style_for(element)["display"][0] == "inline":
        return False
    last = element[-1].tail if len(element) else element.text
    return bool(_BLANKS.sub(" ", last or "").strip(" ") == box.text.strip(" "))


def _find_end_before_tail(box: Any, skip: int, rest: int) -> int | None:
    """Where a line ends that leaves enough words for the last one; none where they are enough as it is.

    Places are counted in bytes; ``rest`` is where the last line begins.
    """
    data = box.text.encode()
    left = data[rest:].decode()
    if len(left) >= LEAST and " " in left:
        return None
    text = data[skip:].decode()
    end = text.rfind(" ", 0, max(min(len(text) - LEAST, text.rfind(" ")), 0))
    return skip + len(text[:end].encode()) if end > 0 else None


def _is_balanced(box: Any) -> bool:
    """Whether a box holds the whole text of an element whose lines are balanced."""
    element = box.element
    if element is None or "::" in (box.element_tag or "") or len(box.text) > MOST:
        return False
    marked = box.element_tag in HEADINGS or element.get(MARK) is not None
    return marked and box.style["white_space"] == "normal" and not len(element)


def _find_balanced_end(context: Any, box: Any, room: float, skip: int) -> int | None:
    """Where the line that begins at ``skip`` ends, both in bytes.

    None for the last line, and where breaking between words would take more lines than the engine does.
    """
    words = box.text.strip(" ").split(" ")
    if len(words) < 2 or box.text != " ".join(words):
        return None

    widths, space = [_measure(context, box, word) for word in words], _measure(context, box, " ")
    lines = _fill(widths, space, room)
    if len(lines) < 2 or max(widths) > room or len(lines) > _count_lines(context, box, room):
        return None
    if len(lines) <= MOST_LINES:
        ties = [
            STOPS.get(one[-1:], 0.0) + PHRASED * _is_small(other) - TORN * _is_small(one)
            for one, other in pairwise(words)
        ]
        lines = min(
            _share(len(words), len(lines)), key=lambda counts: _cost(counts, widths, space, room, ties)
        )
    at = 0
    for count in lines[:-1]:
        at += count
        end = len(" ".join(words[:at]).encode())
        if end > skip:
            return end
    return None


def _is_small(word: str) -> bool:
    """Whether a word is small, or begins with one (“l’Union”)."""
    return (word.islower() and len(word) <= SMALL) or _ELISION.match(word) is not None


def _share(words: int, lines: int) -> Iterator[tuple[int, ...]]:
    """All ways to share words out to lines, in order: how many stand on each."""
    for breaks in combinations(range(1, words), lines - 1):
        yield tuple(b - a for a, b in pairwise((0, *breaks, words)))


def _cost(
    counts: tuple[int, ...], widths: list[float], space: float, room: float, ties: list[float]
) -> float:
    """How uneven lines are, less what is gained by the breaks; the last of several may be shorter.

    ``ties`` says what a break between each two words gains.
    """
    mean = (sum(widths) + space * (len(widths) - len(counts))) / len(counts)
    at, cost = 0, 0.0
    for count in counts:
        width = sum(widths[at : at + count]) + space * (count - 1)
        at += count
        if width > room:
            return inf
        last = at == len(widths)
        cost += (width / mean - 1) ** 2 * (0.5 if last and len(counts) > 2 and width < mean else 1.0)
        if not last:
            cost -= ties[at - 1]
    return cost


def _fill(widths: list[float], space: float, room: float) -> tuple[int, ...]:
    """How many words stand on each line when every line takes as many as it can."""
    counts: list[int] = []
    used = room
    for width in widths:
        if counts and used + space + width <= room:
            counts[-1] += 1
            used += space + width
        else:
            counts.append(1)
            used = width
    return tuple(counts)


def _count_lines(context: Any, box: Any, room: float) -> int:
    """How many lines the engine alone would make."""
    rest, count = box.text, 0
    while rest:
        count += 1
        resume = line_break.split_first_line(rest, box.style, context, room, 0)[_RESUME]
        rest = rest.encode()[resume:].decode() if resume else ""
    return count
