"""Inline Markdown ↔ the inline elements of XLIFF 1.2 (section 2.4, “Inline elements”).

Strong, emphasised and linked stretches are ``<g>`` with a number, references and names in braces ``<x/>``.
The numbers count the elements of the source in order, so a translation says by its numbers which mark it
means, and the addresses of links, in an attribute of ours, need not come back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from xml.etree.ElementTree import Element

from booklet.model.inline import parse_inline, write_inline
from booklet.model.markup import Run
from booklet.translate.xmltext import write_element, write_text

_BRACES = re.compile(r"\{[^{}\s]*\}")
_ORDER = ("href", "strong", "emphasis")
_TYPES = {"href": "link", "strong": "bold", "emphasis": "italic"}


@dataclass
class _Marks:
    """The marks of a source by their numbers: a style with its value, or the words of a placeholder."""

    styles: dict[str, tuple[str, str | bool]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    count: int = 0

    def next(self) -> str:
        self.count += 1
        return str(self.count)


@dataclass(frozen=True)
class Spoken:
    """A translation that was read: inline Markdown, and whether marks of the source were lost."""

    text: str
    lost: bool


def write_content(text: str, source: str) -> str:
    """A text in inline Markdown as XML; its marks get the numbers of the same marks in ``source``."""
    known = _Marks()
    _write(parse_inline(source), _ORDER, known, None)
    return _write(parse_inline(text), _ORDER, _Marks(), known)


def _write(runs: tuple[Run, ...], order: tuple[str, ...], marks: _Marks, known: _Marks | None) -> str:
    """The runs, the styles of ``order`` still to be marked; numbers are looked up in ``known``."""
    if not order:
        return "".join(_write_words(run.text, marks, known) for run in runs)
    name, rest = order[0], order[1:]
    made: list[str] = []
    for value, group in groupby(runs, key=lambda run: getattr(run, name)):
        if not value:
            made.append(_write(tuple(group), rest, marks, known))
            continue
        number = _number(marks, known, name, value)
        inner = _write(tuple(group), rest, marks, known)
        address = value if isinstance(value, str) else None
        made.append(write_element("g", inner, id=number, ctype=_TYPES[name], booklet__href=address))
    return "".join(made)


def _number(marks: _Marks, known: _Marks | None, name: str, value: str | bool) -> str:
    """The number of a styled stretch: that of the first one of the source that is styled so and is free."""
    number = marks.next()
    if known is not None:
        same = (n for n, style in known.styles.items() if style == (name, value) and n not in marks.styles)
        number = next(same, f"{name}-{number}")
    marks.styles[number] = (name, value)
    return number


def _write_words(text: str, marks: _Marks, known: _Marks | None) -> str:
    made: list[str] = []
    at = 0
    for found in _BRACES.finditer(text):
        number = marks.next()
        if known is not None:
            same = (n for n, words in known.words.items() if words == found[0] and n not in marks.words)
            number = next(same, f"x-{number}")
        marks.words[number] = found[0]
        made.append(write_text(text[at : found.start()]))
        made.append(write_element("x", id=number, ctype="x-placeholder", equiv_text=found[0]))
        at = found.end()
    return "".join((*made, write_text(text[at:])))


def read_source(element: Element) -> str:
    """The inline Markdown of a ``<source>`` that :func:`write_content` wrote; links carry their address."""
    return write_inline(tuple(_read(element, Run(""), _say_of_itself)))


def read_content(element: Element, source: str) -> Spoken:
    """What a ``<target>`` says, with the marks of its source put back by their numbers."""
    known = _Marks()
    _write(parse_inline(source), _ORDER, known, None)
    used: set[str] = set()

    def look_up(child: Element) -> tuple[str, str | bool] | None:
        number = child.get("id", "")
        used.add(number)
        if child.tag == "x":
            return "text", known.words.get(number) or child.get("equiv-text") or ""
        return known.styles.get(number)

    runs = tuple(_read(element, Run(""), look_up))
    return Spoken(write_inline(runs).strip(), bool((known.styles.keys() | known.words.keys()) - used))


Meaning = Callable[[Element], tuple[str, str | bool] | None]
"""What a ``<g>`` or ``<x/>`` stands for: a style or ``text``, and its value."""


def _say_of_itself(child: Element) -> tuple[str, str | bool] | None:
    """What an element of ours stands for by its own attributes."""
    if child.tag == "x":
        return "text", child.get("equiv-text") or ""
    name = {kind: name for name, kind in _TYPES.items()}.get(child.get("ctype", ""))
    return (name, (child.get("href") or "") if name == "href" else True) if name else None


def _read(element: Element, style: Run, meaning: Meaning) -> Iterator[Run]:
    """The runs of an element; codes of other programs (``bpt``, ``ph``, …) are passed over."""
    yield replace(style, text=element.text or "")
    for child in element:
        found = meaning(child) if child.tag in ("g", "x") else None
        if child.tag == "x":
            yield replace(style, text=str(found[1]) if found else "")
        elif child.tag in ("g", "mrk", "sub"):
            yield from _read(child, _styled(style, found), meaning)
        yield replace(style, text=child.tail or "")


def _styled(style: Run, found: tuple[str, str | bool] | None) -> Run:
    """A style with one more mark."""
    if found is None:
        return style
    name, value = found
    if name == "href":
        return replace(style, href=str(value))
    return replace(style, strong=True) if name == "strong" else replace(style, emphasis=True)
