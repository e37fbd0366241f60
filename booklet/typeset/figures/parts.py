"""Small parts of the layouts that CSS cannot draw."""

from __future__ import annotations


def draw_chevron(colour: str, *, first: bool) -> str:
    """A chevron that stretches to its box: the ground of a phase. The first has a straight left edge."""
    notch = "0 50" if first else "9 50"
    points = f"0 0 91 0 100 50 91 100 0 100 {notch}"
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="100" height="100" '
        f'preserveAspectRatio="none"><polygon points="{points}" fill="{colour}"/></svg>'
    )


def draw_answer(colour: str) -> str:
    """A field with a notch at its left, into which the field before it points; it stretches to its box."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="100" height="100" '
        f'preserveAspectRatio="none"><polygon points="0 0 100 0 100 100 0 100 4 50" fill="{colour}"/></svg>'
    )
