"""What a translation has to keep of its source: what is filled in, references, links and marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from booklet.findings import Severity, rule
from booklet.model.inline import parse_inline
from booklet.model.markup import Run

FILLED_IN = rule(
    "translation/placeholder",
    Severity.ERROR,
    "A translation has other words in braces than its source; it is not printed.",
    "Keep every {name} and {ref:ID} as it is: they are filled in when the text is printed.",
)

_BRACES = re.compile(r"\{([^{}\s]*)\}")


@lru_cache(maxsize=4096)
def parse(text: str) -> tuple[Run, ...]:
    """The runs of a text in inline Markdown, kept for a while: what comes back is looked at many times."""
    return parse_inline(text)


@dataclass(frozen=True)
class Kept:
    """The parts of a text that stay the same in every language, each with how often it occurs.

    ``braces`` are references and the names that labels leave to be filled in; ``stray`` says that a brace
    stands alone. ``marks`` counts the strong and the emphasised stretches.
    """

    braces: Counter[str]
    links: Counter[str]
    marks: Counter[str]
    stray: bool

    def can_replace(self, source: Kept) -> bool:
        """Whether a text can be printed in place of its source without breaking what is filled in."""
        return self.braces == source.braces and (source.stray or not self.stray)


def read_kept(text: str) -> Kept:
    """What is to be kept of a text in inline Markdown."""
    runs = parse(text)
    plain = "".join(run.text for run in runs)
    links: Counter[str] = Counter()
    marks: Counter[str] = Counter()
    before: tuple[str | None, bool, bool] = (None, False, False)
    for run in runs:
        if run.href is not None and run.href != before[0]:
            links[run.href] += 1
        marks.update(_begun("strong", run.strong, before[1]))
        marks.update(_begun("emphasis", run.emphasis, before[2]))
        before = (run.href, run.strong, run.emphasis)
    rest = _BRACES.sub("", plain)
    return Kept(Counter(_BRACES.findall(plain)), links, marks, "{" in rest or "}" in rest)


def _begun(name: str, now: bool, before: bool) -> Iterator[str]:
    if now and not before:
        yield name


def say_difference(wanted: Counter[str], given: Counter[str]) -> str:
    """“3500 is missing, 350 is not in the English”."""
    missing = [f"{name} is missing" for name in (wanted - given)]
    new = [f"{name} is not in the English" for name in (given - wanted)]
    return ", ".join((*missing, *new))
