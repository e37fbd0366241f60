"""The rules of the preflight, each with the profiles it belongs to, and the checks that keep them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from booklet.findings import Rule, Severity, rule
from booklet.press.preflight.values import Fault, Profile

BOTH = frozenset({Profile.PRINT, Profile.SCREEN})
PRINT = frozenset({Profile.PRINT})
SCREEN = frozenset({Profile.SCREEN})

PROFILES: dict[str, frozenset[Profile]] = {}
"""Rule id → the profiles in which it is run; complete once all checks are imported."""

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


class SkipError(Exception):
    """A check has nothing to look at in this file; the text says why."""


def define(
    name: str, severity: Severity, summary: str, help: str, profiles: frozenset[Profile] = BOTH
) -> Rule:
    """Register the rule ``preflight/NAME``."""
    made = rule(f"preflight/{name}", severity, summary, help)
    PROFILES[made.id] = profiles
    return made


@dataclass(frozen=True)
class Check:
    """A function that keeps some rules; ``Subject`` is a whole file, or a file and one of its pages."""

    rules: tuple[Rule, ...]
    run: Callable[..., Iterable[Fault]]

    @property
    def profiles(self) -> frozenset[Profile]:
        """The profiles in which any of its rules is run."""
        return frozenset(profile for one in self.rules for profile in PROFILES[one.id])
