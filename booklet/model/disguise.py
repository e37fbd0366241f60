"""English in disguise: the letters of the pseudo-locale, which stand for plain ones.

They are letters that languages of the European Union are written with, so the fonts have to have them.
"""

from __future__ import annotations

_PLAIN = "AaCcDdEeGgHhIiKkLlNnOoRrSsTtUuWwYyZz"
_ACCENTED = "ÅáČçĎđÉéĞğĦħÍíĶķĹĺŃńÖöŔŕŠšŤťÚúŴŵÝýŽž"

_ON = str.maketrans(_PLAIN, _ACCENTED)
_OFF = str.maketrans(_ACCENTED + _ACCENTED.lower(), _PLAIN + _PLAIN.lower())
"""Some capitals wear another accent than their small letter."""


def disguise(text: str) -> str:
    """A text with accents on its letters, as long as it was."""
    return text.translate(_ON)


def undisguise(text: str) -> str:
    """A text of the pseudo-locale without its accents, as long as it was."""
    return text.translate(_OFF)
