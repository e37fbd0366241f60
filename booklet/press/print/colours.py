"""Which inks a colour is printed with: the one place where this is decided.

1. A token, a colour that the publication names, has its inks in a table: it never goes through a profile.
2. A colour between a token and white is a tint of the token: it is printed with the token's inks, by the
   share that makes it as light on paper as it is on a screen. So a pale panel has no fourth ink in it, and
   no grey has colour. (Shades are no such mixtures: towards black ink they would lose their colour.)
3. Everything else goes through the ICC profile. Near a token it is moved by as much as the table moved the
   token, ever less with distance, so that a drawing in shades of one colour keeps to that colour.

No mixture has more ink than the limit (:mod:`~booklet.press.print.limit`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from booklet.model.press import PrintColour
from booklet.press.print.condition import Cmyk, Condition, Lab, Rgb, lab_of_rgb, open_condition
from booklet.press.print.limit import limit_inks

WHITE: tuple[Rgb, Cmyk] = ((255, 255, 255), (0.0, 0.0, 0.0, 0.0))
BLACK: tuple[Rgb, Cmyk] = ((0, 0, 0), (0.0, 0.0, 0.0, 1.0))

OFF_LINE = 0.75
"""How far (in steps of 255, per channel) a rounded mixture may lie from a line of tints."""

NEAR = 40.0
"""Up to this difference of colour (CIE 1976) a token draws its neighbours with it."""

STEPS = 17
"""Shares of a token at which the lightness of its tint is known."""


class Colours:
    """The inks of every colour, under one condition and one ink limit (3 is 300 %). ``digest`` stands for
    all that they depend on.
    """

    def __init__(self, condition: Condition, tokens: Iterable[PrintColour], limit: float) -> None:
        self.condition, self.limit = condition, limit
        self._table: dict[Rgb, Cmyk] = {WHITE[0]: WHITE[1], BLACK[0]: BLACK[1]}
        self._table |= {_parse(token.hex): limit_inks(_shares(token), limit) for token in tokens}
        self.tokens = frozenset(self._table)
        known = repr((sorted(self._table.items()), limit)).encode()
        self.digest = hashlib.sha256(hashlib.sha256(condition.icc).digest() + known).hexdigest()
        self._labs = {rgb: lab_of_rgb(rgb) for rgb in self._table}
        self._shifts = {rgb: self._shift(rgb) for rgb in self._table}
        self._ramps: dict[Rgb, list[float]] = {}
        self._known: dict[Rgb, Cmyk] = dict(self._table)

    def inks(self, rgb: Rgb) -> Cmyk:
        """The inks of an sRGB colour; shares have three decimals."""
        found = self._known.get(rgb)
        if found is None:
            made = self._tint(rgb) or self._convert(rgb)
            cyan, magenta, yellow, black = (round(value, 3) for value in limit_inks(made, self.limit))
            found = self._known[rgb] = (cyan, magenta, yellow, black)
        return found

    def is_clean(self, rgb: Rgb) -> bool:
        """Whether small type may have this colour: a token, a tint of one, or black ink alone."""
        return rgb in self.tokens or not any(self.inks(rgb)[:3]) or self._tint(rgb) is not None

    def _shift(self, rgb: Rgb) -> Cmyk:
        pairs = zip(self._table[rgb], self.condition.to_inks(rgb), strict=True)
        cyan, magenta, yellow, black = (wanted - usual for wanted, usual in pairs)
        return cyan, magenta, yellow, black

    def _tint(self, rgb: Rgb) -> Cmyk | None:
        """The inks of a tint; nothing when this is none."""
        best, found = OFF_LINE, None
        for token in self._table:
            share, distance = _place(rgb, token)
            if distance < best and 0 < share <= 1:
                best, found = distance, (token, share)
        return None if found is None else self._dilute(rgb, *found)

    def _dilute(self, rgb: Rgb, token: Rgb, share: float) -> Cmyk:
        """A token's inks by the share at which they are as light on paper as the tint is on a screen.

        Where the token itself is lighter or darker on paper, the tint is by its share of that.
        """
        lights = self._ramp(token)
        if lights[0] - lights[-1] >= 5:
            wanted = lab_of_rgb(rgb)[0] + (lights[-1] - self._labs[token][0]) * share
            share = _find(lights, wanted)
        cyan, magenta, yellow, black = (value * share for value in self._table[token])
        return cyan, magenta, yellow, black

    def _ramp(self, token: Rgb) -> list[float]:
        """The lightness on paper of a token's tints, at :data:`STEPS` points from white on."""
        if token not in self._ramps:
            points: list[Cmyk] = []
            for step in range(STEPS):
                cyan, magenta, yellow, black = (value * step / (STEPS - 1) for value in self._table[token])
                points.append((cyan, magenta, yellow, black))
            self._ramps[token] = [lab[0] for lab in self.condition.lab_of_inks(points)]
        return self._ramps[token]

    def _convert(self, rgb: Rgb) -> Cmyk:
        """By the profile, and with the tokens near by: the nearer one is, the more it counts (Shepard)."""
        lab = lab_of_rgb(rgb)
        distances = {
            token: max(_difference(lab, other), 1e-6)
            for token, other in self._labs.items()
            if token == WHITE[0] or any(self._table[token][:3])  # black type draws nothing with it
        }
        pulls = {token: 1 / d - 1 / NEAR for token, d in distances.items() if d < NEAR}
        weight = max(1 - min(distances.values()) / NEAR, 0.0) / (sum(pulls.values()) or 1)
        made = list(self.condition.to_inks(rgb))
        for token, pull in pulls.items():
            made = [value + weight * pull * by for value, by in zip(made, self._shifts[token], strict=True)]
        cyan, magenta, yellow, black = (min(max(value, 0.0), 1.0) for value in made)
        return cyan, magenta, yellow, black


def _parse(value: str) -> Rgb:
    return int(value[1:3], 16), int(value[3:5], 16), int(value[5:7], 16)


def _shares(token: PrintColour) -> Cmyk:
    cyan, magenta, yellow, black = (value / 100 for value in token.cmyk)
    return cyan, magenta, yellow, black


def _place(rgb: Rgb, token: Rgb) -> tuple[float, float]:
    """How much of a token is in its mixture with white, and how far off this is in the worst channel."""
    p, q, r = 255 - token[0], 255 - token[1], 255 - token[2]
    a, b, c = 255 - rgb[0], 255 - rgb[1], 255 - rgb[2]
    share = (a * p + b * q + c * r) / ((p * p + q * q + r * r) or 1)
    return share, max(abs(a - p * share), abs(b - q * share), abs(c - r * share))


def _difference(one: Lab, other: Lab) -> float:
    return float(sum((p - q) ** 2 for p, q in zip(one, other, strict=True)) ** 0.5)


def _find(lights: Sequence[float], wanted: float) -> float:
    """The share at which a series that gets darker has a lightness; its ends for what lies outside."""
    for step, (a, b) in enumerate(pairwise(lights)):
        if wanted >= b:
            return (step + min(max((a - wanted) / max(a - b, 1e-9), 0.0), 1.0)) / (len(lights) - 1)
    return 1.0


@lru_cache(maxsize=4)
def open_colours(icc: bytes, tokens: tuple[PrintColour, ...], limit_percent: int) -> Colours:
    """The colours of a condition, opened once in a process, so that each colour is converted once.

    Raises :class:`~booklet.press.print.condition.ProfileError`.
    """
    return Colours(open_condition(icc), tokens, limit_percent / 100)
