"""Spelling of translations, by Hunspell, where it is installed with a dictionary of the language."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from booklet.findings import Finding, Severity, Span, rule
from booklet.model.inline import parse_inline
from booklet.translate.catalogue import Catalogue, State
from booklet.translate.languages import PSEUDO, tag_language

SPELLING = rule(
    "translation/spelling",
    Severity.INFO,
    "A word of a translation is not in the dictionary of its language.",
    "Correct it; a name or term that is right belongs into the glossary of the language.",
)

MAX_SECONDS = 60
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_DICTIONARY = re.compile(r"([a-z]{2,3}(?:_[A-Z]{2})?)$")


@dataclass(frozen=True)
class Speller:
    """A dictionary, or the ``reason`` why there is none. ``known`` are words that are right in any case."""

    program: str = ""
    dictionary: str = ""
    known: frozenset[str] = frozenset()
    reason: str = ""

    @staticmethod
    def find(language: str, terms: Iterable[str]) -> Speller:
        """The dictionary of a language, as far as the machine has one."""
        if language == PSEUDO:
            return Speller(reason="the pseudo-locale has no words")
        program = shutil.which("hunspell")
        if program is None:
            return Speller(reason="Hunspell is not installed")
        wanted = tag_language(language).replace("-", "_")
        present = _list_dictionaries(program)
        found = next(
            (name for name in (wanted, language, *present) if name in present and _is_of(name, language)),
            "",
        )
        if not found:
            return Speller(reason=f"Hunspell has no dictionary {wanted}")
        return Speller(program, found, frozenset(word for term in terms for word in _WORD.findall(term)))

    def check(self, file: str, catalogue: Catalogue) -> Iterator[Finding]:
        """The words that the dictionary does not have; words of the source are names."""
        words: dict[str, list[tuple[str, int]]] = {}
        for entry in catalogue.entries if self.dictionary else ():
            if entry.state not in (State.DONE, State.REVIEW):
                continue
            english = set(_WORD.findall(_plain(entry.source)))
            for word in dict.fromkeys(_WORD.findall(_plain(entry.text))):
                if word not in english and word not in self.known:
                    words.setdefault(word, []).append((entry.key, entry.line))
        wrong = _ask(self.program, self.dictionary, words) if words else set()
        for word, places in words.items():
            if word in wrong:
                for key, line in places:
                    yield SPELLING.at(Span(file, line), f"`{key}`: “{word}” is not in the dictionary")


def _is_of(dictionary: str, language: str) -> bool:
    return dictionary.partition("_")[0] == language.partition("-")[0]


def _plain(text: str) -> str:
    return "".join(run.text for run in parse_inline(text) if run.ref is None)


def _list_dictionaries(program: str) -> tuple[str, ...]:
    """The dictionaries that Hunspell can load, by name, sorted."""
    said = _run(program, ["-D"], "")
    names = (found[1] for line in said.splitlines() if (found := _DICTIONARY.search(line.strip())))
    return tuple(sorted(set(names)))


def _ask(program: str, dictionary: str, words: Iterable[str]) -> set[str]:
    return set(_run(program, ["-d", dictionary, "-i", "UTF-8", "-l"], "\n".join(words)).split("\n"))


def _run(program: str, arguments: list[str], given: str) -> str:
    """What Hunspell prints, on both streams; nothing when it takes too long."""
    try:
        done = subprocess.run(  # noqa: S603 - hunspell as found, no shell
            [program, *arguments],
            input=given.encode(),
            capture_output=True,
            timeout=MAX_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return (done.stdout + done.stderr).decode("utf-8", "replace")
