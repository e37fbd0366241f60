"""The severities that a publication wants: of rules that exist, and that may be changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches

from booklet.findings import Finding, Rule, Severity, Span, is_fixed, rule

UNKNOWN = rule(
    "severity/unknown-rule",
    Severity.ERROR,
    "A severity is given for a rule that does not exist.",
    "`booklet rules` lists all rules; `FAMILY/*` means all of a family.",
)
FIXED = rule(
    "severity/fixed",
    Severity.WARNING,
    "A severity is given for errors that cannot be weakened, because they would cost the reader a text.",
    "Delete the line; warnings of the same family can be changed by their own ids.",
)


def check_severities(
    wanted: Mapping[str, str], known: Mapping[str, Rule], at: Callable[[str], Span | None]
) -> Iterator[Finding]:
    """Keys of ``severity`` that do nothing. ``known`` are all rules, ``at`` gives the place of a key."""
    families = {f"{key.partition('/')[0]}/*" for key in known}
    for name, severity in wanted.items():
        if name not in known and name not in families:
            close = get_close_matches(name, (*known, *families), n=1, cutoff=0.6)
            advice = f"Did you mean `{close[0]}`?" if close else None
            yield UNKNOWN.at(at(name), f"there is no rule `{name}`", help=advice)
        elif severity != Severity.ERROR and _weakens(name, known):
            yield FIXED.at(at(name), f"errors of `{name}` stay errors: they cannot be weakened")


def _weakens(name: str, known: Mapping[str, Rule]) -> bool:
    """Whether a rule, or every error of a family, is fixed and an error."""
    family = name.removesuffix("*")
    meant = [known[name]] if name in known else [r for key, r in known.items() if key.startswith(family)]
    return any(made.severity is Severity.ERROR and is_fixed(made.id) for made in meant)
