"""What a preflight finds, as values that survive JSON: places in points from the trim's top left corner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from booklet.findings import RULES, Finding, Report, Rule, Severity, Span
from booklet.press.preflight.limits import MAX_FINDINGS, MAX_PLACES

FORMAT = 1
"""Version of the JSON; a field may be added without a new one."""


class Profile(StrEnum):
    """What a file is for. ``auto``: print when it says so itself (PDF/X, a CMYK output intent)."""

    PRINT = "print"
    SCREEN = "screen"
    AUTO = "auto"


@dataclass(frozen=True, order=True)
class Area:
    """A place on a page as it is seen: points from the top left corner of its trim, rounded to hundredths.

    What lies in the bleed has a negative ``x_pt`` or ``y_pt``, or reaches beyond the size of the trim.
    """

    x_pt: float
    y_pt: float
    width_pt: float
    height_pt: float

    def __str__(self) -> str:
        return f"{self.x_pt:g}, {self.y_pt:g} pt, {self.width_pt:g} × {self.height_pt:g} pt"


@dataclass(frozen=True)
class Fault:
    """A rule that is broken: where (1-based page, areas) and in which words. ``count`` is that of all
    places, of which :attr:`areas` holds the first.
    """

    rule: Rule
    message: str
    page: int | None = None
    areas: tuple[Area, ...] = ()
    count: int = 1

    def to_json(self) -> dict[str, Any]:
        """A plain JSON object."""
        return {
            "rule": self.rule.id,
            "severity": str(self.rule.severity),
            "message": self.message,
            "help": self.rule.help or None,
            "page": self.page,
            "count": self.count,
            "places": [asdict(area) for area in self.areas],
        }

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Fault:
        """The inverse of :meth:`to_json`; the rule has to be registered. Raises ``KeyError``,
        ``TypeError``.
        """
        return Fault(
            RULES[str(data["rule"])],
            str(data["message"]),
            data["page"],
            tuple(Area(**place) for place in data["places"]),
            int(data["count"]),
        )

    def finding(self, file: str) -> Finding:
        """The fault as a finding of a made file, which has pages and no lines."""
        words = self.message + (f" ({self.count} places)" if self.count > 1 else "")
        place = f", at {self.areas[0]}" if self.areas else ""
        return Finding(
            self.rule.id, self.rule.severity, words + place, Span(file, 0, 0, 0), self.rule.help, self.page
        )


@dataclass(frozen=True)
class PageSize:
    """What a picture of a page needs to know: its trim and, around it, how far the crop box reaches, which
    is what viewers show; and how far the bleed box reaches to the left and the top.
    """

    width_pt: float
    height_pt: float
    left_pt: float = 0.0
    top_pt: float = 0.0
    right_pt: float = 0.0
    bottom_pt: float = 0.0
    bleed_left_pt: float = 0.0
    bleed_top_pt: float = 0.0


@dataclass(frozen=True)
class Inspection:
    """What became of a file: its profile, its pages, the faults, and each rule either run or skipped for
    a reason. ``heavy`` are the 1-based pages whose ink can only be measured, not computed.
    """

    profile: Profile
    pages: int = 0
    faults: tuple[Fault, ...] = ()
    run: tuple[str, ...] = ()
    skipped: tuple[tuple[str, str], ...] = ()
    sizes: tuple[PageSize, ...] = ()
    heavy: tuple[int, ...] = ()

    @property
    def errors(self) -> int:
        """The number of faults at error level."""
        return sum(fault.rule.severity is Severity.ERROR for fault in self.faults)

    @property
    def warnings(self) -> int:
        """The number of faults at warning level."""
        return sum(fault.rule.severity is Severity.WARNING for fault in self.faults)

    def report(self, file: str) -> Report:
        """The faults as findings of a file."""
        return Report(tuple(fault.finding(file) for fault in self.faults))

    def add(
        self, faults: Iterable[Fault], *, run: str = "", skipped: str = "", reason: str = ""
    ) -> Inspection:
        """The inspection with what one more rule found, or with the reason why it was skipped."""
        return replace(
            self,
            faults=merge([*self.faults, *faults]),
            run=tuple(sorted({*self.run, run} - {"", skipped})),
            skipped=tuple(sorted({*self.skipped, *([(skipped, reason)] if skipped else [])})),
        )

    def to_json(self) -> dict[str, Any]:
        """A plain JSON object, the same for the same file."""
        return {
            "profile": str(self.profile),
            "pages": self.pages,
            "findings": [fault.to_json() for fault in self.faults],
            "rules": {
                "run": list(self.run),
                "skipped": [{"rule": rule, "reason": reason} for rule, reason in self.skipped],
            },
            "sizes": [asdict(size) for size in self.sizes],
            "heavy": list(self.heavy),
        }

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Inspection:
        """The inverse of :meth:`to_json`. Raises ``KeyError``, ``TypeError`` or ``ValueError``."""
        return Inspection(
            Profile(data["profile"]),
            int(data["pages"]),
            tuple(Fault.from_json(item) for item in data["findings"]),
            tuple(data["rules"]["run"]),
            tuple((item["rule"], item["reason"]) for item in data["rules"]["skipped"]),
            tuple(PageSize(**size) for size in data["sizes"]),
            tuple(data["heavy"]),
        )


def merge(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Faults in the order of pages and rules; those that differ only in their places become one."""
    merged: dict[tuple[bool, int, str, str], Fault] = {}
    for fault in faults:
        key = (fault.count == 0, fault.page or 0, fault.rule.id, fault.message)
        before = merged.get(key)
        if before is None:
            merged[key] = fault
        else:
            areas = (*before.areas, *fault.areas)[:MAX_PLACES]
            merged[key] = replace(before, areas=areas, count=before.count + fault.count)
    return tuple(fault for _, fault in sorted(merged.items(), key=lambda item: item[0]))


def shorten(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Merged faults, and of a rule with very many only the first; a fault with the count 0 says so."""
    told: list[Fault] = []
    counts: Counter[str] = Counter()
    for fault in merge(faults):
        counts[fault.rule.id] += 1
        if counts[fault.rule.id] <= MAX_FINDINGS:
            told.append(fault)
    for rule_id, count in sorted(counts.items()):
        if count > MAX_FINDINGS:
            words = f"and {count - MAX_FINDINGS:,} more findings of this rule"
            told.append(Fault(RULES[rule_id], words, count=0))
    return tuple(told)
