"""Layers (optional content, ISO 32000-1, 8.11): which there are, and which are off to begin with."""

from __future__ import annotations

from typing import Any

from pikepdf import Pdf

from booklet.press.preflight.access import elements, get, key_of, name, one_or_more, reach, root_of, text


class Layers:
    """The layers of a file. ``hidden`` are the names of those that are off."""

    def __init__(self, pdf: Pdf) -> None:
        properties = get(root_of(pdf), "/OCProperties")
        groups = {key_of(group): text(get(group, "/Name")) for group in elements(get(properties, "/OCGs"))}
        self.names = tuple(sorted(label for key, label in groups.items() if key is not None))
        chosen = get(properties, "/D")
        off = {key_of(group) for group in elements(get(chosen, "/OFF"))}
        if name(get(chosen, "/BaseState")) == "OFF":
            off = set(groups) - {key_of(group) for group in elements(get(chosen, "/ON"))}
        self._off = off - {None}
        self.hidden = tuple(sorted(groups.get(key, "?") for key in self._off))

    def is_hidden(self, source: Any) -> bool:
        """Whether what a group or membership governs is not shown (8.11.2)."""
        if not self._off or source is None or isinstance(source, dict):
            return False
        if name(get(source, "/Type")) != "OCMD":
            return key_of(source) in self._off
        states = [key_of(group) not in self._off for group in one_or_more(get(source, "/OCGs"))]
        if not states:
            return False
        shown = {"AllOn": all(states), "AnyOff": not all(states), "AllOff": not any(states)}
        return not shown.get(name(reach(source, "/P")), any(states))
