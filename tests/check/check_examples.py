"""For every rule: changes to the sample that make it fire, where it points, and near misses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Changes = dict[str, Any]
WHY, WHY_AT = "cases/0/why", "cases/forssa/why/1"
BODY, ABOUT = "chapters/0/body", "settings/about"
FUNDING = "settings/funding/en"


@dataclass(frozen=True)
class Example:
    """``at`` is the content path of the finding; ``language`` the one the check runs in."""

    rule: str
    fires: Changes
    at: str
    silent: tuple[Changes, ...] = ()
    words: str = ""
    language: str = "en"
    more: tuple[Changes, ...] = ()


def why(rule: str, wrong: str, *right: str, words: str = "", more: tuple[str, ...] = ()) -> Example:
    """An example in the paragraph “why it matters” of the first case."""
    silent = tuple({WHY: text} for text in right)
    return Example(rule, {WHY: wrong}, WHY_AT, silent, words, more=tuple({WHY: text} for text in more))


def about(rule: str, wrong: str, *right: str, words: str = "", more: tuple[str, ...] = ()) -> Example:
    """An example in the text on the back cover."""
    silent = tuple({ABOUT: text} for text in right)
    more_changes = tuple({ABOUT: text} for text in more)
    return Example(rule, {ABOUT: wrong}, "publication/about/1", silent, words, more=more_changes)


def body(rule: str, wrong: str, block: int, *right: str, words: str = "") -> Example:
    """An example in the body of the first chapter; ``block`` is the 1-based block found."""
    silent = tuple({BODY: text} for text in right)
    return Example(rule, {BODY: wrong}, f"chapters/start/body/{block}", silent, words)
