"""American spellings and their British forms: a word list chosen for texts about towns and people.

Only words that British English never spells so are listed; “meter”, “check”, “tire”, “story” and
others that are right in one sense are left to the reader.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_OUR = (
    "behavio|misbehavio|colo|discolo|favo|flavo|harbo|hono|dishono|humo|labo|neighbo|rumo|savo|vapo|endeavo|"
    "parlo|odo|splendo|clamo|demeano|fervo|armo|rigo|vigo|tumo"
)
_LL = (
    "travel|cancel|counsel|model|label|level|fuel|channel|signal|total|quarrel|tunnel|dial|equal|rival|"
    "unravel|shovel|marshal|initial|pedal|panel"
)
_NOT_IZE = (
    "size|sizes|sized|sizer|sizing|resize|resizes|resized|resizing|downsize|downsized|downsizing|oversized|"
    "undersized|upsized|prize|prizes|prized|prizing|seize|seizes|seized|seizing|capsize|capsizes|capsized|"
    "capsizing|maize|assizes|baize|bite-sized"
)

Rewrite = Callable[[re.Match[str]], str]

_RULES: tuple[tuple[str, Rewrite], ...] = (
    (rf"(?P<our>{_OUR})r(?P<our2>s|ed|ing|al|ally|hoods?|able|ably|ful|fully|less|ly|er|ers|ites?|y)?",
     lambda m: f"{m['our']}ur{m['our2'] or ''}"),
    (rf"(?!(?:{_NOT_IZE})\b)(?P<iz>\w{{2,}})iz(?P<iz2>e|es|ed|er|ers|ing|ations?|ational|able)",
     lambda m: f"{m['iz']}is{m['iz2']}"),
    (r"(?P<yz>anal|paral|catal)yz(?P<yz2>e|es|ed|er|ers|ing)", lambda m: f"{m['yz']}ys{m['yz2']}"),
    (r"(?P<er>cent|epicent|theat|fib|calib|lit|kilomet|centimet|millimet|meag|somb|lust|spect)er(?P<er2>s)?",
     lambda m: f"{m['er']}re{m['er2'] or ''}"),
    (r"centered", lambda m: "centred"),
    (r"centering", lambda m: "centring"),
    (rf"(?P<ll>{_LL})(?P<ll2>ed|ing|er|ers|or|ors|ings)", lambda m: f"{m['ll']}l{m['ll2']}"),
    (r"(?P<ense>def|off|pret)ense(?P<ense2>s|less)?", lambda m: f"{m['ense']}ence{m['ense2'] or ''}"),
    (r"(?P<enrol>enrol|instal|fulfil)l(?P<enrol2>ments?)", lambda m: m["enrol"] + m["enrol2"]),
    (r"(?P<fill>enrol|fulfil|instil|distil)l(?P<fill2>s)?", lambda m: m["fill"] + (m["fill2"] or "")),
    (r"(?P<skil>skil|wil)lful(?P<skil2>ly|ness)?", lambda m: m["skil"] + "ful" + (m["skil2"] or "")),
    (r"(?<!computer )(?<!software )program(?P<prog>s)?", lambda m: "programme" + (m["prog"] or "")),
    (r"(?P<cat>catal|dial)og(?P<cat2>s)?", lambda m: m["cat"] + "ogue" + (m["cat2"] or "")),
    (r"practic(?P<prac>ed|ing)", lambda m: "practis" + m["prac"]),
    (r"(?P<best>best|good|common|daily|current) practise(?P<best2>s)?",
     lambda m: f"{m['best']} practice{m['best2'] or ''}"),
    (r"(?P<lic>an?|the|its|their|this|each|every|driving|alcohol|liquor|under|per|operating|venue) "
     r"license(?P<lic2>s)?(?! to\b)", lambda m: f"{m['lic']} licence{m['lic2'] or ''}"),
    (r"gray(?P<gray>s|er|ish)?", lambda m: "grey" + (m["gray"] or "")),
    (r"toward", lambda m: "towards"),
    (r"percent", lambda m: "per cent"),
    (r"aging", lambda m: "ageing"),
    (r"gotten", lambda m: "got"),
    (r"maneuver(?P<man>s|ed|ing)?", lambda m: "manoeuvre"),
    (r"artifact(?P<art>s)?", lambda m: "artefact" + (m["art"] or "")),
    (r"skeptic(?P<skep>s|al|ally|ism)?", lambda m: "sceptic" + (m["skep"] or "")),
    (r"pediatric(?P<ped>s|ians?)?", lambda m: "paediatric" + (m["ped"] or "")),
    (r"jewelry", lambda m: "jewellery"),
    (r"marvelous", lambda m: "marvellous"),
    (r"sidewalk(?P<side>s)?", lambda m: "pavement" + (m["side"] or "")),
    (r"aluminum", lambda m: "aluminium"),
    (r"cozy", lambda m: "cosy"),
    (r"mold(?P<mold>s|y)?", lambda m: "mould" + (m["mold"] or "")),
)  # fmt: skip

AMERICAN = re.compile(
    r"\b(?:" + "|".join(f"(?P<r{n}>{pattern})" for n, (pattern, _) in enumerate(_RULES)) + r")\b",
    re.IGNORECASE,
)
"""Finds one American spelling."""


def british(found: re.Match[str]) -> str:
    """The British form of what :data:`AMERICAN` found, with its capitals."""
    number = next(n for n in range(len(_RULES)) if found[f"r{n}"] is not None)
    made = _RULES[number][1](found)
    if found[0].isupper():
        return made.upper()
    return made[0].upper() + made[1:] if found[0][0].isupper() else made


def may_be_american(word: str) -> bool:
    """Whether a single word in lower case is American, or is so in some company (“a license”)."""
    return word in _IN_COMPANY or AMERICAN.fullmatch(word) is not None


_IN_COMPANY = frozenset({"license", "licenses", "practise", "practises"})
