"""Ready-made periods, and the one of a first visit: months of a span, in calendar and fiscal years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from data.answers.filters import Filter
from data.answers.gate import Span


def start_filter(span: Span | None) -> Filter:
    """The filter of a first visit: the latest twelve months of incidents."""
    if span is None:
        return Filter()
    _, last = days_of(span)
    return Filter(first=months_before(last, 11), last=last)


def preset_options(span: Span | None) -> list[dict[str, str]]:
    """Ready-made periods as ``first/last`` values: latest months, fiscal and calendar years, all."""
    if span is None:
        return []
    seen: dict[str, str] = {}
    for first, last, label in _presets(*days_of(span)):
        if first <= last:
            seen.setdefault(f"{first}/{last}", label)
    return [{"value": value, "label": label} for value, label in seen.items()]


def period_value(chosen: Filter) -> str:
    """The filter's period as a ready-made period's value: ``first/last``, an open end empty."""
    return "/".join(day.isoformat() if day else "" for day in (chosen.first, chosen.last))


def days_of(span: Span) -> tuple[date, date]:
    """First days of the span's first and last month."""
    return date.fromisoformat(f"{span.first}-01"), date.fromisoformat(f"{span.last}-01")


def months_before(day: date, months: int) -> date:
    """The first of the month that lies ``months`` months before; a negative number goes forward.

    >>> months_before(date(2026, 1, 1), 3)
    datetime.date(2025, 10, 1)
    """
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


def month_count(first: date, last: date) -> int:
    """How many months lie between two firsts of months, both included."""
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _presets(first: date, last: date) -> Iterator[tuple[date, date, str]]:
    yield months_before(last, 11), last, "Latest 12 months"
    yield months_before(last, 2), last, "Latest 3 months"
    yield last, last, "Latest month"
    for year in range(last.year + 1, first.year, -1):
        start, end = date(year - 1, 10, 1), date(year, 9, 1)
        so_far = " to date" if start <= last < end else ""
        yield max(first, start), min(last, end), f"Fiscal year {year}{so_far}"
    for year in range(last.year, first.year - 1, -1):
        end = date(year, 12, 1)
        so_far = " to date" if last < end else ""
        yield max(first, date(year, 1, 1)), min(last, end), f"Calendar year {year}{so_far}"
    yield first, last, "All months"
