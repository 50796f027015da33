"""Calendar days from the ways in which US agencies write them: the month before the day."""

from __future__ import annotations

import re
from datetime import date, timedelta

from data.extracts.months import month_number

_YEAR = r"(?P<year>\d{4}|\d{2})"
_CLOCK = r"(?:[T ]0?0:00(?::00(?:\.0+)?)?(?: ?Z)?|,? 12:00(?::00)? ?AM)?"
_FORMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<month>\d{{1,2}})(?P<mark>[-/.])(?P<day>\d{{1,2}})(?P=mark){_YEAR}{_CLOCK}",
        rf"(?P<year>\d{{4}})(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}}){_CLOCK}",
        r"(?P<year>(?:19|20)\d\d)(?P<month>\d{2})(?P<day>\d{2})",
        rf"(?P<word>[a-z]{{3,9}})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}",
        rf"(?P<day>\d{{1,2}})(?P<mark>[- ])(?P<word>[a-z]{{3,9}})\.?(?P=mark){_YEAR}",
    )
)
_MARK_LOST = re.compile(r"(?P<month>\d{2})(?:/(?P<day>\d{2})|(?P<first>\d{2})/)(?P<year>\d{4})")
_DAY_ZERO = date(1899, 12, 30)
_SERIAL_DAYS = range(30_000, 80_000)
_LONG_YEAR = 4


def calendar_day(text: str) -> date | None:
    """The day that a text or a spreadsheet's day number means; ``None`` if it means none.

    Years of two digits are of this century.

    Examples
    --------
    >>> {calendar_day(text) for text in ("5/8/2025", "May 8, 2025", "08-May-25", "45785")}
    {datetime.date(2025, 5, 8)}
    >>> calendar_day("2025-05-08"), calendar_day("13/01/2025")
    (datetime.date(2025, 5, 8), None)
    """
    plain = " ".join(text.split())
    if plain.isascii() and plain.isdecimal() and int(plain) in _SERIAL_DAYS:
        return _DAY_ZERO + timedelta(days=int(plain))
    match = next((found for form in _FORMS if (found := form.fullmatch(plain))), None)
    return None if match is None else _day(match.groupdict())


def day_with_lost_mark(text: str) -> date | None:
    """The day of a text such as ``05/082025``, from which one of two slashes was lost; else ``None``.

    All digits are there, so that it can be no other day.

    Examples
    --------
    >>> day_with_lost_mark("05/082025"), day_with_lost_mark("0508/2025"), day_with_lost_mark("5/82025")
    (datetime.date(2025, 5, 8), datetime.date(2025, 5, 8), None)
    """
    match = _MARK_LOST.fullmatch(text.strip())
    if match is None:
        return None
    parts = match.groupdict()
    return _day({**parts, "day": parts["day"] or parts["first"]})


def _day(parts: dict[str, str | None]) -> date | None:
    word, written = parts.get("word"), parts["year"] or ""
    month = month_number(word) if word else int(parts["month"] or 0)
    year = int(written) if len(written) == _LONG_YEAR else 2000 + int(written)
    try:
        return date(year, month or 0, int(parts["day"] or 0))
    except ValueError:
        return None
