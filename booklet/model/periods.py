"""When a case ran, in words."""

from __future__ import annotations

from collections.abc import Mapping

from booklet.model.case import Case


def say_period(case: Case, labels: Mapping[str, str]) -> str:
    """When the case ran: “2018–2021”, “since 2016”, or its note; empty when nothing is known.

    ``labels`` are the words ``since``, ``from_year``, ``until`` and ``ongoing`` of the layout.
    """
    period = case.period
    if period.note:
        return period.note
    if period.start and period.end:
        return str(period.start) if period.start == period.end else f"{period.start}–{period.end}"
    if period.start:
        return f"{labels['since'] if period.ongoing else labels['from_year']} {period.start}"
    if period.end:
        return f"{labels['until']} {period.end}"
    return labels["ongoing"] if period.ongoing else ""
