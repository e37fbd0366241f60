"""The pseudo-locale: English that can still be read, with accents and a third longer.

It shows what a layout does with another language before anybody has translated a word: texts that overflow,
characters that a font lacks, words that stand in a template. What is filled in, references, links and
marks stay as they are.
"""

from __future__ import annotations

import re
from dataclasses import replace

from booklet.model.disguise import disguise
from booklet.model.inline import parse_inline, write_inline
from booklet.model.markup import Run

LONGER = 0.35
"""How much longer the texts get: what IBM's and the W3C's guides expect from English to other languages of
Europe for running text (w3.org/International/articles/article-text-size).
"""

_FILLING = "öéáíúčšž"
_BRACES = re.compile(r"\{[^{}\s]*\}")
_WORD = re.compile(r"[^\W\d_]+")


def pseudo_translate(text: str) -> str:
    """A text in inline Markdown as the pseudo-locale has it."""
    runs = parse_inline(text)
    letters = sum(len(word) for run in runs for word in _words(run))
    made, owed, used = [], 0.0, 0
    for run in runs:
        if run.ref is not None:
            made.append(run)
            continue
        pieces: list[str] = []
        at = 0
        for found in _BRACES.finditer(run.text):
            words, owed, used = _lengthen(run.text[at : found.start()], owed, used)
            pieces += (words, found[0])
            at = found.end()
        words, owed, used = _lengthen(run.text[at:], owed, used)
        made.append(replace(run, text="".join((*pieces, words))))
    return write_inline(tuple(made)) if letters else text


def _words(run: Run) -> list[str]:
    return [] if run.ref is not None else _WORD.findall(_BRACES.sub("", run.text))


def _lengthen(text: str, owed: float, used: int) -> tuple[str, float, int]:
    """A stretch without braces: accents on its letters, and letters added to its words as they are owed."""
    made: list[str] = []
    at = 0
    for word in _WORD.finditer(text):
        owed += (word.end() - at) * LONGER
        more = int(owed)
        owed -= more
        filling = "".join(_FILLING[(used + n) % len(_FILLING)] for n in range(more))
        used += more
        made += (text[at : word.start()], disguise(word[0]), filling)
        at = word.end()
    return "".join((*made, text[at:])), owed + (len(text) - at) * LONGER, used
