"""The inline Markdown of the content: text ↔ runs, so that other formats can carry its marks.

What :func:`write_inline` prints, :func:`parse_inline` reads back as the same runs. Markdown cannot say
everything that runs can (a strong blank; a strong quotation mark against a letter): what it cannot say is
put the nearest way that it can, and never at the cost of a character, a link or a reference.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from booklet.model.markup import REFERENCE, Run, parse_runs

MAX_SPELLINGS = 200
"""How many ways of nesting and marking are tried before a style is given up; texts have few marks."""

MAX_VARIED_RUNS = 24
"""Texts of more runs are not tried in all ways: their number grows with each."""

_SPECIAL = re.compile(r"[\\*\[\]]|_")
_IN_ADDRESS = re.compile(r"[\\<>]|&(?=#?\w+;)")


def parse_inline(text: str) -> tuple[Run, ...]:
    """The runs of a text: neighbours differ in style, none is empty, a reference stands alone."""
    return parse_runs(text)


def write_inline(runs: tuple[Run, ...]) -> str:
    """The runs as Markdown on one line; line ends within them become blanks."""
    wanted = join_runs(runs)
    if all(_style(run) == _PLAIN for run in wanted):
        return "".join(_escape(run.text) for run in wanted)
    for simpler in _SIMPLER:
        wanted = join_runs(simpler(wanted))
        for spelling in _spellings(wanted):
            if parse_inline(spelling) == wanted:
                return spelling
    return "".join(_escape(run.text) for run in wanted)


def write_text(text: str) -> str:
    """A text that knows no marks, written so that :func:`read_text` gives it back."""
    return write_inline((Run(text),))


def read_text(text: str) -> str:
    """The words of a text without its marks; references and names in braces stay as they are."""
    return "".join(run.text for run in parse_inline(text))


def join_runs(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """The runs as the parser gives them: references apart, no empty run, neighbours of one style joined."""
    made: list[Run] = []
    for run in _part(runs):
        last = made[-1] if made else None
        if last and last.ref is None and run.ref is None and _style(last) == _style(run):
            made[-1] = replace(last, text=last.text + run.text)
        elif run.text:
            made.append(run)
    return tuple(made)


def _part(runs: tuple[Run, ...]) -> Iterator[Run]:
    """The runs with each reference in one of its own, and no line ends."""
    for run in runs:
        text = re.sub(r"\s*[\r\n]\s*", " ", run.text)
        at = 0
        for found in REFERENCE.finditer(text):
            yield replace(run, text=text[at : found.start()], ref=None)
            yield replace(run, text=found[0], ref=found[1])
            at = found.end()
        yield replace(run, text=text[at:], ref=None)


Style = tuple[str | None, bool, bool]
_PLAIN: Style = (None, False, False)


def _style(run: Run) -> Style:
    return (run.href, run.strong, run.emphasis)


def _escape(text: str) -> str:
    """A text whose characters mean themselves. An underscore within a word means nothing else."""

    def mark(found: re.Match[str]) -> str:
        start, end = found.span()
        before, after = text[max(0, start - 1) : start], text[end : end + 1]
        inside = found[0] == "_" and before.isalnum() and after.isalnum()
        return found[0] if inside else f"\\{found[0]}"

    return _SPECIAL.sub(mark, text)


@dataclass(frozen=True)
class _Marks:
    """A way to spell styles: which comes first where two begin together, and with which characters."""

    order: tuple[str, ...]
    strong: str
    emphasis: str


_USUAL = tuple(
    _Marks(order, strong, emphasis)
    for strong, emphasis in (("**", "*"), ("**", "_"), ("__", "*"), ("__", "_"))
    for order in (("href", "strong", "emphasis"), ("strong", "emphasis", "href"))
)


def _spellings(runs: tuple[Run, ...]) -> Iterator[str]:
    """Ways to write the runs, the usual ones first; a text of many marks has the usual ones only."""
    for marks in _USUAL:
        yield _spell(runs, frozenset(), marks)
    if len(runs) <= MAX_VARIED_RUNS:
        yield from islice(_vary(runs, frozenset(), _USUAL[0]), MAX_SPELLINGS)


def _spell(runs: tuple[Run, ...], within: frozenset[str], marks: _Marks) -> str:
    """The runs with marks round all that a style covers; the styles ``within`` are marked already."""
    made: list[str] = []
    at = 0
    while at < len(runs):
        ways = _open(runs[at], within, marks)
        if not ways:
            made.append(_escape(runs[at].text))
            at += 1
            continue
        name = max(ways, key=lambda way: _reach(runs, way, at))
        end = at + _reach(runs, name, at)
        left, right = next(_wrap(runs[at], name, marks))
        made.append(f"{left}{_spell(runs[at:end], within | {name}, marks)}{right}")
        at = end
    return "".join(made)


def _vary(runs: tuple[Run, ...], within: frozenset[str], marks: _Marks) -> Iterator[str]:
    """All ways of nesting and marking, those of :func:`_spell` first."""
    at = 0
    while at < len(runs) and not _open(runs[at], within, marks):
        at += 1
    plain = "".join(_escape(run.text) for run in runs[:at])
    rest = runs[at:]
    if not rest:
        yield plain
        return
    for name in sorted(_open(rest[0], within, marks), key=lambda way: -_reach(rest, way)):
        reach = _reach(rest, name)
        for inner in _vary(rest[:reach], within | {name}, marks):
            for after in _vary(rest[reach:], within, marks):
                for left, right in _wrap(rest[0], name, marks, vary=True):
                    yield f"{plain}{left}{inner}{right}{after}"


def _open(run: Run, within: frozenset[str], marks: _Marks) -> list[str]:
    """The styles of a run that are not marked yet."""
    return [name for name in marks.order if getattr(run, name) and name not in within]


def _reach(runs: tuple[Run, ...], name: str, at: int = 0) -> int:
    """How many runs from the one at index ``at`` on share its style of a kind."""
    value = getattr(runs[at], name)
    end = at
    while end < len(runs) and getattr(runs[end], name) == value:
        end += 1
    return end - at


def _wrap(run: Run, name: str, marks: _Marks, *, vary: bool = False) -> Iterator[tuple[str, str]]:
    """The characters before and after a styled stretch."""
    if name == "href":
        address = _IN_ADDRESS.sub(r"\\\g<0>", run.href or "")
        yield "[", f"](<{address}>)" if re.search(r"[()\s]", address) or not address else f"]({address})"
        return
    usual = getattr(marks, name)
    yield usual, usual
    if vary:
        yield "_" * len(usual), "_" * len(usual)


def _as_they_are(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    return runs


def _free_blanks(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Blanks at the ends of a run lose strong and emphasis, which nobody sees on them."""
    return tuple(part for run in runs for part in _trim(run, str.isspace))


def _free_punctuation(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Whatever is neither letter nor digit at the ends of a run loses strong and emphasis."""
    return tuple(part for run in runs for part in _trim(run, lambda c: not c.isalnum()))


def _trim(run: Run, loose: Callable[[str], bool]) -> Iterator[Run]:
    if run.ref is not None or not (run.strong or run.emphasis):
        yield run
        return
    start, end = 0, len(run.text)
    while start < end and loose(run.text[start]):
        start += 1
    while end > start and loose(run.text[end - 1]):
        end -= 1
    yield Run(run.text[:start], href=run.href)
    yield replace(run, text=run.text[start:end])
    yield Run(run.text[end:], href=run.href)


def _drop_emphasis(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    return tuple(replace(run, emphasis=False) for run in runs)


def _drop_strong(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    return tuple(replace(run, strong=False) for run in runs)


def _drop_links(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Addresses that Markdown refuses (``javascript:``) lead nowhere."""
    return tuple(replace(run, href=None) for run in runs)


_SIMPLER = (_as_they_are, _free_blanks, _free_punctuation, _drop_emphasis, _drop_strong, _drop_links)
"""What is given up, one after the other, until Markdown can say the rest."""
