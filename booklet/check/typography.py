"""Typography: the small signs between the words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from booklet.check.reading import Check, Passage, Reading
from booklet.findings import Finding, Rule, Severity, rule

MIXED_SCRIPTS = rule(
    "text/mixed-scripts",
    Severity.ERROR,
    "A word is written in one script.",
    "Type the word anew; a letter of another script got in when the text was pasted.",
)
INVISIBLE = rule(
    "text/invisible",
    Severity.ERROR,
    "A text has no invisible, control or replacement characters.",
    "Delete the character; hyphenation and direction are the program's work.",
)
DOUBLE_SPACE = rule(
    "text/double-space", Severity.WARNING, "There is one space between words.", "Delete one."
)
SPACE_BEFORE = rule(
    "text/space-before-punctuation",
    Severity.WARNING,
    "No space stands before punctuation or just inside brackets.",
    "Delete the space.",
)
MISSING_SPACE = rule(
    "text/missing-space",
    Severity.WARNING,
    "A space follows punctuation.",
    "Put a space after the sign.",
)
STRAIGHT_QUOTES = rule(
    "text/straight-quotes",
    Severity.WARNING,
    "Quotation marks and apostrophes are curly.",
    "Write “…”, ‘…’ and ’ for the apostrophe.",
)
UNBALANCED = rule(
    "text/unbalanced",
    Severity.ERROR,
    "Quotation marks and brackets come in pairs within a paragraph.",
    "Add the missing one, or delete the stray one.",
)
DASH = rule(
    "text/dash",
    Severity.WARNING,
    "A dash between words is an en dash with spaces.",
    "Write “ – ”.",
)
RANGE = rule(
    "text/range",
    Severity.WARNING,
    "A range of numbers is joined by an en dash.",
    "Write 2018–2021, without spaces.",
)
ELLIPSIS = rule("text/ellipsis", Severity.WARNING, "An ellipsis is one sign.", "Write “…”.")
THOUSANDS = rule(
    "text/thousands",
    Severity.INFO,
    "Thousands are separated by a comma.",
    "Write 1,000; years and reference numbers stay as they are.",
)
MARKS = rule(
    "text/marks",
    Severity.ERROR,
    "No marks of Markdown or HTML are left in the words.",
    "Plain fields know no Markdown, and no field knows HTML; write the sign itself.",
)

FRENCH_SPACE = rule(
    "text/french-space",
    Severity.WARNING,
    "In French a space that does not break stands before “; : ! ?” and inside “« »”.",
    "Put U+202F before “;”, “!” and “?”, and U+00A0 before “:” and inside the quotation marks.",
)

_WORD_BEYOND_ASCII = re.compile(r"\w*[^\W\d_\x00-\x7f][\w\u0300-\u036f]*")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffc\ufffd]"
)
_PATTERNS: tuple[tuple[Rule, tuple[str, ...], re.Pattern[str], str], ...] = (
    (DOUBLE_SPACE, ("  ", "\u00a0"), re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)"), "two spaces in “{}”"),
    (SPACE_BEFORE, (" ", "\u00a0"),
     re.compile(r"(?<=\S)[ \u00a0](?:[,;!?](?!\w)|[.:](?=\s|$)|[)\]”])|[(\[“][ \u00a0]"),
     "stray space in “{}”"),
    (MISSING_SPACE, (",", ";", ".", "!", "?", ":"),
     re.compile(r"[^\W\d_]{2}(?:[,;][^\W\d_]|[.!?:][A-Z][a-z])"), "no space in “{}”"),
    (STRAIGHT_QUOTES, ('"', "'"), re.compile(r"[\"']"), "straight quotation mark in “{}”"),
    (DASH, (" - ", "--"), re.compile(r"(?<=\S) - (?=\S)|(?<=\w)\s?--+\s?(?=\w)"),
     "hyphen used as a dash in “{}”"),
    (RANGE, ("-",), re.compile(r"(?<![\w\-–/.])\d{1,4} ?- ?\d{1,4}(?![\w\-–/])"),
     "hyphen in the range “{}”"),
    (ELLIPSIS, ("...",), re.compile(r"\.{3,}"), "three full stops in “{}”"),
)  # fmt: skip
"""What is wrong, the signs of which it needs one, how it is found, and what is said of it.

Looking for a sign is many times quicker than for a pattern, and most texts have none of them.
"""

_STRAY_SPACE = re.compile(r"(?<=\S)[ \u00a0](?:[,;!?](?!\w)|[.:](?=\s|$)|[)\]])|[(\[][ \u00a0]")
"""As in English, but a quotation mark that opens there may close here: „so“."""

_FRENCH = re.compile(
    r"(?<=\S) (?:[;!?](?!\w)|[:»](?=\W|$))|« "
    r"|[^\s(!?…](?:[;!?](?=\s|$)|:(?=\s|$)|»)|«(?=\w)"
)
_PAIRS = {"”": "“", ")": "(", "]": "["}
_PAIRED = re.compile(r"[“”‘()\[\]]")
_ENUMERATION = re.compile(r"(?:^|(?<=\s))(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})\)")
_APOSTROPHE = re.compile(r"(?<=\w)’(?=\w)|’(?=\d0s)")
_THOUSANDS = re.compile(r"(?<![\w.,/–-])(?!(?:19|20)\d\d(?!\d))[1-9]\d{3,}(?![\w/-]|[.,]\d)")
_REFERENCE_NUMBER = re.compile(r"(?:no\.|number|GA|№|Agreement|§)\s*$", re.IGNORECASE)
_MARKS_IN_PLAIN = re.compile(r"\*\*|</?[a-z][^<>]*>|&#?\w+;|\{ref:|\]\(|^#{1,6} |(?<!\w)__|`")
_MARKS_IN_MARKUP = re.compile(r"\*\*|</?[a-z][^<>]*>|&#?\w+;|!\[|\]\(|^#{1,6} |`|\{(?:#|figure|cards)")


def mixed_scripts(reading: Reading) -> Iterator[Finding]:
    """A Latin name must not hold letters of another alphabet that look alike, or got in by pasting."""
    for passage in reading.passages:
        if passage.text.isascii():
            continue
        for found in _WORD_BEYOND_ASCII.finditer(passage.text):
            scripts: dict[str, list[str]] = {}
            for letter in found[0]:
                name = unicodedata.name(letter, "")
                if letter.isalpha() and name:
                    scripts.setdefault(name.split()[0], []).append(letter)
            scripts.pop("MODIFIER", None)
            if len(scripts) > 1:
                yield MIXED_SCRIPTS.at(reading.at(passage.path), _scripts_message(found[0], scripts))


def _scripts_message(word: str, scripts: dict[str, list[str]]) -> str:
    """Name the letters of all scripts but the most frequent one."""
    main = max(scripts, key=lambda script: len(scripts[script]))
    others = [letter for script in scripts if script != main for letter in scripts[script]]
    named = ", ".join(f"{letter} ({unicodedata.name(letter)})" for letter in dict.fromkeys(others))
    return f"“{word}” mixes {main.title()} letters with {named}"


def invisible_characters(reading: Reading) -> Iterator[Finding]:
    """Zero-width signs, soft hyphens, direction marks and U+FFFD do not belong in the content."""
    for passage in reading.passages:
        for found in _INVISIBLE.finditer(passage.text):
            name = unicodedata.name(found[0], "control character")
            yield INVISIBLE.at(reading.at(passage.path), f"U+{ord(found[0]):04X} ({name}) in the text")


def small_signs(reading: Reading) -> Iterator[Finding]:
    """Spaces, quotation marks, dashes and dots."""
    is_french = _is_french(reading.language)  # which asks for spaces that are missing, too
    for passage in reading.passages:
        for wanted, signs, pattern, message in _PATTERNS:
            if not is_french and not any(sign in passage.words for sign in signs):
                continue
            found = _pattern_in(reading.language, wanted, pattern).search(passage.words)
            if found:
                place = passage.excerpt(found.start(), found.end())
                told = FRENCH_SPACE if wanted is SPACE_BEFORE and _is_french(reading.language) else wanted
                words = "space missing or breaking in “{}”" if told is FRENCH_SPACE else message
                yield told.at(reading.at(passage.path), words.format(place))


def _pattern_in(language: str, wanted: Rule, pattern: re.Pattern[str]) -> re.Pattern[str]:
    """The pattern of a rule in a language."""
    if wanted is not SPACE_BEFORE or language == "en":
        return pattern
    return _FRENCH if _is_french(language) else _STRAY_SPACE


def _is_french(language: str) -> bool:
    return language.partition("-")[0] == "fr"


def balanced_pairs(reading: Reading) -> Iterator[Finding]:
    """English quotation marks and brackets open and close within the paragraph."""
    for passage in reading.passages:
        if not _PAIRED.search(passage.text):
            continue
        stray = _stray(passage, quotes=reading.language == "en")
        if stray is not None:
            sign = passage.text[stray]
            partner = "opening" if sign in _PAIRS else "closing"
            yield UNBALANCED.at(
                reading.at(passage.path),
                f"{sign} without its {partner} partner in “{passage.excerpt(stray, stray + 1)}”",
            )


def _stray(passage: Passage, *, quotes: bool) -> int | None:
    """The position of a sign without its partner."""
    enumerated = {found.end() - 1 for found in _ENUMERATION.finditer(passage.text)}
    opened: list[int] = []
    for position, sign in enumerate(passage.text):
        if sign in "([" or (quotes and sign == "“"):
            opened.append(position)
        elif sign in ")]" or (quotes and sign == "”"):
            if opened and passage.text[opened[-1]] == _PAIRS[sign]:
                opened.pop()
            elif position not in enumerated or sign == "”":
                return position
    if opened:
        return opened[-1]
    return _stray_single(passage.text) if quotes and "‘" in passage.text else None


def _stray_single(text: str) -> int | None:
    """The position of a ‘ that no ’ closes; an apostrophe closes nothing."""
    blotted = _APOSTROPHE.sub("'", text)
    opened: int | None = None
    for position, sign in enumerate(blotted):
        if sign == "‘":
            if opened is not None:
                return opened
            opened = position
        elif sign == "’":
            opened = None
    return opened


def thousands(reading: Reading) -> Iterator[Finding]:
    """“1,000”, not “1000”; a year, or a number after “no.”, is no quantity."""
    for passage in reading.passages:
        for found in _THOUSANDS.finditer(passage.words):
            if not _REFERENCE_NUMBER.search(passage.words[: found.start()]):
                yield THOUSANDS.at(reading.at(passage.path), f"{found[0]} has no comma: {int(found[0]):,}")


def leftover_marks(reading: Reading) -> Iterator[Finding]:
    """Marks that would be printed as they stand."""
    for passage in reading.passages:
        pattern = _MARKS_IN_PLAIN if passage.kind == "line" else _MARKS_IN_MARKUP
        found = pattern.search(passage.words)
        if found:
            place = passage.excerpt(found.start(), found.end())
            yield MARKS.at(reading.at(passage.path), f"“{found[0]}” would be printed: “{place}”")


CHECKS: tuple[Check, ...] = (
    mixed_scripts,
    invisible_characters,
    small_signs,
    balanced_pairs,
    leftover_marks,
)
ENGLISH: tuple[Check, ...] = (thousands,)
