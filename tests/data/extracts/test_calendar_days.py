"""Days read from the ways in which they are written, and never guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.extracts.calendar_days import calendar_day, day_with_lost_mark

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(DAYS)
def test_a_day_is_read_in_every_form_that_a_spreadsheet_or_export_gives_it(day: date) -> None:
    texts = [
        f"{day.month}/{day.day}/{day.year}",
        *(f"{day:{form}}" for form in ("%m/%d/%Y", "%m/%d/%y", "%m-%d-%Y", "%m.%d.%Y", "%Y%m%d", "%Y/%m/%d")),
        *(f"{day:{form}}" for form in ("%B %d, %Y", "%b %d %Y", "%d-%b-%y", "%d %B %Y", "%b. %dth, %Y")),
        *(f"{day.isoformat()}{clock}" for clock in ("", "T00:00:00.000", " 00:00:00")),
        f"{day:%m/%d/%Y} 12:00:00 AM",
        str((day - date(1899, 12, 30)).days),
    ]
    assert {text: calendar_day(text) for text in texts} == dict.fromkeys(texts, day)


@given(DAYS)
def test_a_day_whose_slash_was_lost_is_the_only_one_that_it_can_be(day: date) -> None:
    assert day_with_lost_mark(f"{day:%m/%d%Y}") == day_with_lost_mark(f"{day:%m%d/%Y}") == day
    assert calendar_day(f"{day:%m/%d%Y}") is None


NO_DAYS = "|13/01/2025|2/30/2025|soon|2025|May 2025|5/8-2025|1/2/2025 14:05|5/82025|1/52025"


@pytest.mark.parametrize("text", NO_DAYS.split("|"))
def test_what_is_no_day_or_several_is_none(text: str) -> None:
    assert calendar_day(text) is None
    assert day_with_lost_mark(text) is None
