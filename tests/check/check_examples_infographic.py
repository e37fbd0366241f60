"""Examples of the rules of infographics."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from check_examples import Changes, Example

BLOCK_AT = "cases/0/infographic/blocks/1"
AT = "cases/forssa/infographic/blocks/way"


def flow(arrows: tuple[Any, ...], names: str = "abc", **more: Any) -> Changes:
    """A flow of boxes with names of one letter; an arrow is two letters, with a label after a colon."""
    made = []
    for arrow in arrows:
        ends, _, label = arrow.partition(":")
        made.append({"from": ends[0], "to": ends[1], **({"label": label} if label else {})})
    boxes = tuple({"id": name, "title": f"Box {name}"} for name in names)
    return {
        BLOCK_AT: {
            "type": "flow",
            "id": "way",
            "title": "The way",
            "boxes": boxes,
            "arrows": tuple(made),
            **more,
        }
    }


def timeline(*when: str, spacing: str = "proportional") -> Changes:
    """A timeline of moments."""
    items = tuple({"when": each, "title": f"Moment {n}"} for n, each in enumerate(when))
    return {
        BLOCK_AT: {"type": "timeline", "id": "way", "title": "Times", "spacing": spacing, "items": items}
    }


def icons(*texts: str | None) -> Changes:
    """A row of icons with or without texts."""
    items = tuple({"icon": "star", "title": f"Sign {n}", "text": text} for n, text in enumerate(texts))
    return {BLOCK_AT: {"type": "icons", "id": "way", "title": "Signs", "items": items}}


COMPLETE = tuple(a + b for a, b in combinations("abcde", 2))

EXAMPLES = [
    Example(
        "infographic/arrow",
        flow(("ab", "bd")),
        f"{AT}/arrows/2",
        (flow(("ab", "bc")), flow(("ab", "ba", "bc"))),
        "no box `d`",
        more=(flow(("ab", "bb", "bc")), flow(("ab", "bc", "ab"))),
    ),
    Example(
        "infographic/two-labels",
        flow(("ab:asks", "bc", "ba:answers")),
        f"{AT}/arrows/3",
        (flow(("ab:asks", "ba", "bc:tells")),),
        "“asks”",
    ),
    Example(
        "infographic/lonely-box",
        flow(("ab",)),
        f"{AT}/boxes/c",
        (flow(("ab", "ca")),),
    ),
    Example(
        "infographic/crossing",
        flow(("ad", "ae", "af", "bd", "be", "bf", "cd", "ce", "cf"), "abcdef"),
        f"{AT}/arrows/8",
        (flow(("ab", "bc", "cd", "de", "ea"), "abcde"), flow(("ac", "bc", "cd", "ce", "cf"), "abcdef")),
        more=(flow(COMPLETE, "abcde"),),
    ),
    Example(
        "infographic/grid",
        flow(("ab", "bc"), columns=2, rows=1),
        AT,
        (flow(("ab", "bc"), columns=2, rows=2), flow(("ab", "bc"), columns=2)),
    ),
    Example(
        "infographic/years",
        timeline("2003", "later", "2020"),
        AT,
        (timeline("2003", "Spring 2004", "2020"), timeline("2003", "later", "2020", spacing="even")),
        more=(timeline("2003", "2001", "2020"), timeline("2003", "2003", "2020")),
    ),
    Example(
        "infographic/uneven",
        icons("One", None, "Three"),
        f"{AT}/items/2",
        (icons("One", "Two", "Three"), icons(None, None, None)),
    ),
]
