"""Calendar months as numbers, so that spans of them can be counted."""

from __future__ import annotations

from datetime import date

YEAR = 12
"""Months."""


def month_number(day: date) -> int:
    """Months since year 0 of the day's calendar month; the engine's month key."""
    return day.year * 12 + day.month - 1


def month_start(number: int) -> date:
    """First day of the month with this :func:`month_number`."""
    return date(number // 12, number % 12 + 1, 1)


def days_in(first: int, last: int) -> int:
    """Days from the start of one month to the end of another, both by :func:`month_number`."""
    return (month_start(last + 1) - month_start(first)).days
