"""Calendar months from a federal fiscal year and a month, as US agencies write them.

The fiscal year starts on 1 October of the calendar year before: October of fiscal year 2024 is
October 2023. Where a month carries its place in the fiscal year (``01 October``), the name rules.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from data.extracts.typed_cells import Origin, TypedCells, translated

FIRST_MONTH = 10
_MONTHS = range(1, 13)
_OLDEST, _NEWEST = 1924, 2099
_TO_DATE = r"(?:\s*[(-]?\s*(?:FYTD|YTD|TO DATE|FY TO DATE)\s*\)?)?\s*[*†‡]*"
_LONG_YEAR = r"(?:FISCAL YEAR|FY)?\s*'?(?P<long>\d{4})(?:\.0+)?"
_SHORT_YEAR = r"(?:FISCAL YEAR|FY)\s*'?(?P<short>\d{2})"
_YEAR = re.compile(rf"(?:{_LONG_YEAR}|{_SHORT_YEAR}){_TO_DATE}", re.IGNORECASE)
_NAMED = re.compile(r"(?:(?P<place>\d{1,2})[ ._-]+)?(?P<word>[A-Za-z]{3,9})\.?")
_NUMBERED = re.compile(r"(?P<number>\d{1,2})(?:\.0+)?")
_NUMBER_OF = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}

YEAR_RULE = ("is no fiscal year", "Write it as 2024, FY2024 or 2024 (FYTD)")
MONTH_RULE = ("is no month", "Write it as OCT, October, 01 October or 10")


def fiscal_year(text: str) -> int | None:
    """The fiscal year that the text means; ``None`` if it means none.

    Examples
    --------
    >>> fiscal_year("2025 (FYTD)"), fiscal_year("FY26"), fiscal_year("26")
    (2025, 2026, None)
    """
    match = _YEAR.fullmatch(text.strip())
    if match is None:
        return None
    year = int(match["long"]) if match["long"] else 2000 + int(match["short"])
    return year if _OLDEST <= year <= _NEWEST else None


def month_number(text: str) -> int | None:
    """The calendar month, 1 to 12, that the text means; ``None`` if it means none.

    A number alone is the calendar month; one before a name is its place in some year and is not
    looked at beyond being 1 to 12.

    Examples
    --------
    >>> month_number("OCT"), month_number("01 October"), month_number("10"), month_number("Total")
    (10, 10, 10, None)
    """
    stripped = text.strip()
    if match := _NUMBERED.fullmatch(stripped):
        number = int(match["number"])
        return number if number in _MONTHS else None
    match = _NAMED.fullmatch(stripped)
    if match is None or int(match["place"] or 1) not in _MONTHS:
        return None
    return _NUMBER_OF.get(match["word"].lower())


def month_of_fiscal_year(year: int, month: int) -> date:
    """First day of calendar month ``month`` (1 to 12) in fiscal year ``year``."""
    return date(year - 1 if month >= FIRST_MONTH else year, month, 1)


def fiscal_year_start(year: int) -> date:
    """First day of fiscal year ``year``: 1 October of the calendar year before."""
    return date(year - 1, FIRST_MONTH, 1)


def fiscal_year_of(day: date) -> int:
    """The fiscal year that holds the day."""
    return day.year + (day.month >= FIRST_MONTH)


def month_end(day: date) -> date:
    """Last day of the day's calendar month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def fiscal_months(
    years: pa.ChunkedArray, months: pa.ChunkedArray, *, year_origin: Origin, month_origin: Origin
) -> TypedCells:
    """First day of the calendar month that each pair of cells means, null where either means nothing.

    Each cell that means nothing is a finding of its own.

    Raises
    ------
    UnreadableExtractError
        If so many cells mean nothing that a column must be broken throughout.
    """
    year = translated(years, year_origin, type_=pa.int32(), meaning=each(fiscal_year), rule=YEAR_RULE)
    month = translated(months, month_origin, type_=pa.int32(), meaning=each(month_number), rule=MONTH_RULE)
    calendar_year = pc.subtract(year.cells, pc.greater_equal(month.cells, FIRST_MONTH).cast(pa.int32()))
    keys = pc.add(pc.multiply(calendar_year, 12), month.cells)
    distinct = pc.dictionary_encode(keys)
    days = pa.array([_first_day(key) for key in distinct.dictionary.to_pylist()], pa.date32())
    return TypedCells(cells=days.take(distinct.indices), findings=year.findings + month.findings)


def latest_month_end(periods: pa.ChunkedArray | pa.Array) -> date | None:
    """Last day of the newest month among first days of months; ``None`` if there is none."""
    newest = pc.max(periods).as_py()
    return None if newest is None else month_end(newest)


def _first_day(key: int) -> date:
    year, month = divmod(key - 1, 12)
    return date(year, month + 1, 1)


def each(meaning: Callable[[str], object]) -> Callable[[Iterable[str]], dict[str, object]]:
    """A meaning of one text as a meaning of many, for :func:`data.extracts.typed_cells.translated`."""
    return lambda texts: {text: meaning(text) for text in texts}
