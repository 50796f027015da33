"""Months are read in the styles that publications use, and never guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.extracts.calendar_months import calendar_months

MONTHS = st.dates(date(1996, 1, 1), date(2060, 12, 31)).map(lambda day: day.replace(day=1))


@given(months=st.lists(MONTHS, min_size=1, unique=True), separator=st.sampled_from("/-."))
def test_the_part_that_is_one_throughout_is_the_day(months: list[date], separator: str) -> None:
    for style in ("{0.month:02d}{1}01{1}{0.year}", "01{1}{0.month:02d}{1}{0.year}"):
        written = {style.format(month, separator): month for month in months}
        if style.startswith("01") and all(month.month == 1 for month in months):
            continue
        assert calendar_months(written) == written


@pytest.mark.parametrize("end", ["T00:00:00.000", " 00:00:00 UTC", "T00:00:00Z", " 00:00:00+00:00"])
def test_a_clock_at_midnight_says_nothing_more(end: str) -> None:
    assert calendar_months([f"2024-03-01{end}"]) == {f"2024-03-01{end}": date(2024, 3, 1)}


def test_a_day_that_is_not_the_first_is_no_month() -> None:
    texts = ["01/01/2019", "02/01/2019", "03/15/2019", "13/01/2019", "2019-02-28", "28 Feb 2019"]
    found = calendar_months(texts)
    assert [found[text] for text in texts] == [date(2019, 1, 1), date(2019, 2, 1), None, None, None, None]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2024",
        "Q1 2024",
        "Total",
        "Jan",
        "45292",
        "2024-13",
        "0000-01",
        "Jan 2024 (prelim)",
        "Januar 24 x",
    ],
)
def test_what_is_no_month_has_no_meaning(text: str) -> None:
    assert calendar_months([text]) == {text: None}
