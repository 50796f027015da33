"""Calendar months from the many ways in which monthly publications write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from data.extracts.months import month_number

_CLOCK = (
    r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp]\.?[Mm]\.?)?(?: ?(?:Z|UTC)|[+-]\d{2}:?\d{2})?)?"
)
_YEAR = r"(?P<year>\d{4}|\d{2})"
_WORD = r"(?P<word>[A-Za-z]{3,9})\.?"
_UNAMBIGUOUS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})(?:[-/.](?P<day>\d{{1,2}}){_CLOCK})?",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})?",
        r"(?P<month>\d{1,2})[-/.](?P<year>\d{4})",
        rf"{_WORD}[-/., ]+{_YEAR}{_CLOCK}",
        rf"(?P<day>\d{{1,2}})[-/. ]+{_WORD}[-/., ]+{_YEAR}{_CLOCK}",
        rf"{_WORD} (?P<day>\d{{1,2}}),? {_YEAR}{_CLOCK}",
        rf"(?P<year>\d{{4}})[-/. ]{_WORD}",
    )
)
_TWO_PARTS = re.compile(rf"(?P<first>\d{{1,2}})[-/.](?P<second>\d{{1,2}})[-/.]{_YEAR}{_CLOCK}")
_MONTHS = range(1, 13)
_CENTURY_PIVOT = 70
"""Two-digit years from here on are 19xx, below 20xx."""


def calendar_months(texts: Iterable[str]) -> dict[str, date | None]:
    """First day of the calendar month that each text means; ``None`` where it means none.

    A day is allowed only if it is the first, since the figures are of months. Whether
    ``01/03/2019`` is January or March follows from the texts together: the part that is 1
    throughout is the day.

    Examples
    --------
    >>> calendar_months(["Jan 2024", "31 Jan 2024"])
    {'Jan 2024': datetime.date(2024, 1, 1), '31 Jan 2024': None}
    """
    distinct = dict.fromkeys(texts)
    two_parts = {text: match for text in distinct if (match := _TWO_PARTS.fullmatch(text))}
    second_is_one = sum(int(match["second"]) == 1 for match in two_parts.values())
    first_is_one = sum(int(match["first"]) == 1 for match in two_parts.values())
    month, day = ("first", "second") if second_is_one >= first_is_one else ("second", "first")
    return {
        text: _first_of(two_parts[text]["year"], int(two_parts[text][month]), two_parts[text][day])
        if text in two_parts
        else _unambiguous(text)
        for text in distinct
    }


def _unambiguous(text: str) -> date | None:
    for pattern in _UNAMBIGUOUS:
        match = pattern.fullmatch(text)
        if match is None:
            continue
        parts: Mapping[str, str | None] = match.groupdict()
        word, number = parts.get("word"), parts.get("month")
        month = month_number(word) if word else int(number or 0)
        return _first_of(match["year"], month, parts.get("day"))
    return None


def _first_of(year: str, month: int | None, day: str | None) -> date | None:
    if month is None or month not in _MONTHS or int(day or 1) != 1 or year == "0000":
        return None
    if len(year) == len("YY"):
        return date(int(year) + (1900 if int(year) >= _CENTURY_PIVOT else 2000), month, 1)
    return date(int(year), month, 1)
