"""When a case ran, in words."""

from __future__ import annotations

from collections.abc import Mapping

from booklet.model.case import Case


def say_period(case: Case, labels: Mapping[str, str]) -> str:
    """When the case ran: “2018–2021”, “since 2016”, or its note; empty when nothing is known.

    ``labels`` are those of the layout: ``since``, ``from_year`` and ``until`` (with ``{year}``), ``years``
    (with ``{start}`` and ``{end}``) and ``ongoing``.
    """
    period = case.period
    if period.note:
        return period.note
    if period.start and period.end:
        if period.start == period.end:
            return str(period.start)
        return labels["years"].format(start=period.start, end=period.end)
    if period.start:
        return labels["since" if period.ongoing else "from_year"].format(year=period.start)
    if period.end:
        return labels["until"].format(year=period.end)
    return labels["ongoing"] if period.ongoing else ""
