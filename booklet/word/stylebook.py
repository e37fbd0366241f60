"""What the styles of a file from outside say of its words: which are strong, and which name a segment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from booklet.word.safe import Opened
from booklet.word.xml import Element, q

_SEGMENT = re.compile(r"\bseg[ _](s_[0-9a-f]{10})\b", re.IGNORECASE)
_OFF = ("0", "false", "off", "none")
MAX_DEPTH = 20
"""How far a style's ancestors are followed; Word itself allows eleven."""

MAX_NAME = 255
"""So many characters of a style's name are looked at, as in Word."""


@dataclass(frozen=True)
class ParagraphStyle:
    """What a paragraph's style says: the anchor it names, and whether its words are bold or italic."""

    anchor: str = ""
    context: bool = False
    strong: bool = False
    emphasis: bool = False


@dataclass(frozen=True)
class Marks:
    """The marks of a run. ``direct`` says that formatting without a style made them."""

    strong: bool = False
    emphasis: bool = False
    direct: bool = False
    hidden: bool = False


@dataclass(frozen=True)
class Stylebook:
    """The styles of a file by id: name, id of the style each is based on, and switches that it sets."""

    names: Mapping[str, str]
    parents: Mapping[str, str]
    switches: Mapping[str, Mapping[str, bool]]

    def _chain(self, style: str) -> list[str]:
        """A style and its ancestors."""
        chain: list[str] = []
        while style in self.names and style not in chain and len(chain) < MAX_DEPTH:
            chain.append(style)
            style = self.parents.get(style, "")
        return chain

    def _switch(self, chain: list[str], name: str) -> bool:
        return next((self.switches[s][name] for s in chain if name in self.switches[s]), False)

    def paragraph(self, style: str) -> ParagraphStyle:
        """What a paragraph style says; programs that save a file may put styles of their own first."""
        chain = self._chain(style)
        anchors = (found[1].lower() for s in chain if (found := _SEGMENT.search(self.names[s])))
        return ParagraphStyle(
            next(anchors, ""),
            any(self.names[s].lower() == "context" for s in chain),
            self._switch(chain, "b"),
            self._switch(chain, "i"),
        )

    def marks(self, properties: Element | None, *, bold: bool, italic: bool) -> Marks:
        """The marks of a run in a paragraph whose style is ``bold`` or ``italic`` as a whole.

        What a character style says counts always; formatting that only repeats the look of the paragraph,
        or takes it back, is none of ours.
        """
        if properties is None:
            return Marks()
        style = properties.find(q("w:rStyle"))
        chain = self._chain("" if style is None else style.get(q("w:val"), ""))
        direct = {name: _read_switch(properties, name) for name in ("b", "i", "vanish")}
        strong, emphasis = self._switch(chain, "b"), self._switch(chain, "i")
        if direct["b"] is not None and not bold:
            strong = direct["b"]
        if direct["i"] is not None and not italic:
            emphasis = direct["i"]
        by_style = self._switch(chain, "b") or self._switch(chain, "i")
        hidden = direct["vanish"] is True or self._switch(chain, "vanish")
        return Marks(strong, emphasis, (strong or emphasis) and not by_style, hidden)


def read_stylebook(opened: Opened) -> Stylebook:
    """The styles of a file."""
    tree = opened.part("word/styles.xml")
    names: dict[str, str] = {}
    parents: dict[str, str] = {}
    switches: dict[str, dict[str, bool]] = {}
    for style in () if tree is None else tree.iter(q("w:style")):
        key = style.get(q("w:styleId"), "")
        names[key] = _value(style, "w:name")[:MAX_NAME]
        parents[key] = _value(style, "w:basedOn")
        properties = style.find(q("w:rPr"))
        found = {} if properties is None else {n: _read_switch(properties, n) for n in ("b", "i", "vanish")}
        switches[key] = {name: value for name, value in found.items() if value is not None}
    return Stylebook(names, parents, switches)


def _value(style: Element, tag: str) -> str:
    found = style.find(q(tag))
    return "" if found is None else str(found.get(q("w:val"), ""))


def _read_switch(properties: Element, name: str) -> bool | None:
    """Whether a property is on, off, or not set."""
    found = properties.find(q(f"w:{name}"))
    return None if found is None else found.get(q("w:val")) not in _OFF
