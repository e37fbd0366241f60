"""What is printed where a translation is missing or stale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from booklet.findings import Finding, Severity, Span, rule
from booklet.model.segment import Segment
from booklet.translate.catalogue import Catalogue, Entry, State
from booklet.translate.keeping import FILLED_IN, read_kept
from booklet.translate.languages import name_language

Missing = Literal["english", "mark", "error"]
"""For texts without translation: print the source, print it with a mark, or refuse to build."""

Stale = Literal["keep", "mark", "error"]
"""For translations of a former source: print them, print them with a mark, or refuse to build."""

MISSING_CHOICES: tuple[str, ...] = get_args(Missing)
STALE_CHOICES: tuple[str, ...] = get_args(Stale)

MISSING_MARK = "[EN] "
STALE_MARK = "[OLD] "

MAX_NAMED = 6
"""Of so many documents the warning tells what each lacks."""

_GAPS = (State.MISSING, State.STALE)

MISSING_TEXT = rule(
    "translation/missing",
    Severity.ERROR,
    "A text has no translation, and the build was told not to go on without one.",
    "Translate it, or build with `--missing english`.",
)
STALE_TEXT = rule(
    "translation/stale",
    Severity.ERROR,
    "The English of a text has changed since it was translated, and the build was told to mind.",
    "Revise the translation, or build with `--stale keep`.",
)
INCOMPLETE = rule(
    "translation/incomplete",
    Severity.WARNING,
    "Texts of a language are missing or stale, so the document is not wholly in this language.",
    "`booklet translate status` says which.",
)


@dataclass(frozen=True)
class Settled:
    """What is printed: segment key → text in inline Markdown; keys without one print their source.

    ``dropped`` are the keys whose translation cannot be printed.
    """

    translations: Mapping[str, str]
    findings: tuple[Finding, ...]
    dropped: frozenset[str] = frozenset()


def settle(
    catalogues: Iterable[tuple[str, Catalogue]],
    segments: Iterable[Segment],
    language: str,
    *,
    missing: Missing = "english",
    stale: Stale = "keep",
    parts: tuple[str, ...] = (),
) -> Settled:
    """The text of every segment in a language, by the policies for gaps.

    ``catalogues`` are those of the language with the paths of their files, brought up to date with the
    segments (:func:`booklet.translate.merge.merge`). What waits for review is printed. When only some
    ``parts`` are printed (what their keys begin with), nothing is told of the gaps of the others.
    """
    held = {e.key: (file, e) for file, catalogue in catalogues for e in catalogue.entries}
    translations: dict[str, str] = {}
    findings: list[Finding] = []
    dropped: set[str] = set()
    states: dict[str, Counter[State]] = {}
    for segment in segments:
        file, entry = held.get(segment.key, ("", Entry(segment.key, segment.source)))
        if not parts or segment.key.startswith(parts):
            states.setdefault(segment.document, Counter())[entry.state] += 1
            findings += _refuse(file, entry, missing, stale)
        text = _choose(entry, segment, missing, stale)
        if text and not read_kept(text).can_replace(read_kept(segment.source)):
            at = Span(file, entry.line) if file else None
            findings.append(FILLED_IN.at(at, f"`{segment.key}` is printed in English"))
            dropped.add(segment.key)
        elif text:
            translations[segment.key] = text
    if not any(f.rule != FILLED_IN.id for f in findings):
        findings += _sum_up(states, language)
    return Settled(translations, tuple(findings), frozenset(dropped))


def _choose(entry: Entry, segment: Segment, missing: Missing, stale: Stale) -> str:
    """The text to print; empty for the source."""
    if entry.state is State.MISSING:
        return f"{_escaped(MISSING_MARK)}{segment.source}" if missing == "mark" else ""
    if entry.state is State.STALE and stale == "mark":
        return f"{_escaped(STALE_MARK)}{entry.text}"
    return entry.text


def _escaped(mark: str) -> str:
    return mark.replace("[", "\\[").replace("]", "\\]")


def _refuse(file: str, entry: Entry, missing: Missing, stale: Stale) -> Iterator[Finding]:
    at = Span(file, entry.line) if file else None
    if entry.state is State.MISSING and missing == "error":
        yield MISSING_TEXT.at(at, f"`{entry.key}` is not translated")
    elif entry.state is State.STALE and stale == "error":
        yield STALE_TEXT.at(at, f"the English of `{entry.key}` was “{_shorten(entry.previous)}”")


def _shorten(text: str, limit: int = 80) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def _sum_up(states: Mapping[str, Counter[State]], language: str) -> Iterator[Finding]:
    """What is missing or stale: by document where these are few, else altogether."""
    lacking = {name: count for name, count in states.items() if any(count[gap] for gap in _GAPS)}
    if not lacking:
        return
    if len(lacking) <= MAX_NAMED:
        words = "; ".join(f"{name}: {_tell(count)}" for name, count in lacking.items())
    else:
        total = sum(states.values(), Counter())
        words = f"{_tell(total)}, in {len(lacking)} of {len(states)} documents"
    yield INCOMPLETE.at(None, f"{name_language(language)}: {words}")


def _tell(count: Counter[State]) -> str:
    """“3 missing and 1 stale of 85 texts”."""
    gaps = " and ".join(f"{count[gap]} {gap}" for gap in _GAPS if count[gap])
    return f"{gaps} of {count.total()} text{'' if count.total() == 1 else 's'}"
