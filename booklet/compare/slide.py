"""Edits put where a reader would see them.

When a paragraph is deleted that begins like the next one, the words gone may as well be counted from its
second word to the first of the next. Such an edit slides to where paragraphs or sentences begin.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from booklet.compare.align import Block, Edit

MAX_SLIDE = 60
"""An edit slides by this many words at most, either way."""

SENTENCE_END = (".", "!", "?", ":", ".”", "!”", "?”")


def slide(
    edits: Sequence[Edit],
    words: tuple[Sequence[str], Sequence[str]],
    starts: tuple[Sequence[bool], Sequence[bool]],
) -> list[Edit]:
    """The edits, those that only insert or only delete in their best place.

    ``words`` are the old and the new ones as they are compared, ``starts`` say of each whether it begins a
    paragraph.
    """
    slid: list[Edit] = []
    for index, edit in enumerate(edits):
        deletes, inserts = edit.old_end > edit.old_start, edit.new_end > edit.new_start
        if deletes == inserts:
            slid.append(edit)
            continue
        side = 1 if inserts else 0
        before = slid[-1] if slid else None
        after = edits[index + 1] if index + 1 < len(edits) else None
        start, end = edit[2 * side], edit[2 * side + 1]
        left = start - before[2 * side + 1] if before else start
        right = after[2 * side] - end if after else len(words[side]) - end
        # Beside another edit it stays: the two would be one.
        step = _best_step(words[side], starts[side], (start, end), (max(0, left - 1), max(0, right - 1)))
        slid.append(Edit(*(value + step for value in edit)))
    return slid


def _best_step(
    words: Sequence[str], starts: Sequence[bool], run: tuple[int, int], room: tuple[int, int]
) -> int:
    start, end = run
    best, best_score = 0, _score(words, starts, start, end)
    for direction in (-1, 1):
        step = 0
        while abs(step) < min(MAX_SLIDE, room[direction > 0]):
            # One step is possible when the word that comes in equals the word that goes out.
            out, into = (end + step - 1, start + step - 1) if direction < 0 else (start + step, end + step)
            if not 0 <= into < len(words) or words[out] != words[into]:
                break
            step += direction
            score = _score(words, starts, start + step, end + step)
            if score > best_score:
                best, best_score = step, score
    return best


def _score(words: Sequence[str], starts: Sequence[bool], start: int, end: int) -> int:
    """How natural a run of words begins and ends."""
    score = 0
    for at, weight in ((start, 2), (end, 1)):
        if at >= len(words) or at == 0 or starts[at]:
            score += 4 * weight
        elif words[at - 1].endswith(SENTENCE_END):
            score += weight
    return score


def blocks_between(edits: Sequence[Edit], start: tuple[int, int], end: tuple[int, int]) -> Iterator[Block]:
    """The matching blocks that edits leave between them."""
    i, j = start
    for edit in (*edits, Edit(end[0], end[0], end[1], end[1])):
        if edit.old_start > i:
            yield Block(i, j, edit.old_start - i)
        i, j = edit.old_end, edit.new_end
