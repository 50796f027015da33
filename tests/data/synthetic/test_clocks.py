"""Local time without a time-zone database equals the database, and days have their shape."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reference.tables import load
from data.synthetic.clocks import Rhythm, clock, is_summer_time, seconds_of_day, weekday, weekday_weights
from tests.data.synthetic.written import Written

ZONES = {
    "CA": "America/Los_Angeles",
    "AZ": "America/Phoenix",
    "NM": "America/Denver",
    "TX": "America/Chicago",
    "NY": "America/New_York",
    "AK": "America/Anchorage",
    "HI": "Pacific/Honolulu",
    "PR": "America/Puerto_Rico",
    "GU": "Pacific/Guam",
}
DAYS = st.dates(date(2007, 3, 20), date(2037, 12, 31))


@given(DAYS, st.sampled_from(sorted(ZONES)))
def test_noon_is_as_far_from_utc_as_the_time_zone_database_says(day: date, state: str) -> None:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(ZONES[state]))
    offset = noon.utcoffset()
    assert offset is not None
    here = clock(state)
    summer = here.keeps_summer_time and bool(is_summer_time(np.array([day], dtype="datetime64[D]"))[0])
    assert (here.standard_hours + summer) * 3_600 == offset.total_seconds()


@given(DAYS)
def test_weekdays_are_those_of_the_calendar(day: date) -> None:
    assert weekday(np.array([day], dtype="datetime64[D]"))[0] == day.weekday()


def test_every_state_with_a_port_has_a_clock_and_el_paso_its_own() -> None:
    ports = load("ports_of_entry")
    for state in ports["state"].unique():
        assert -11 <= clock(state).standard_hours <= 10
    assert clock("TX", "48141") == clock("NM") != clock("TX")


@pytest.mark.parametrize("rhythm", list(Rhythm))
def test_times_of_day_fill_the_day_and_weekday_weights_average_one(rhythm: Rhythm) -> None:
    seconds = seconds_of_day(rhythm, 50_000, np.random.default_rng(1))
    assert seconds.min() >= 0
    assert seconds.max() < 86_400
    assert (np.bincount(seconds // 3_600, minlength=24) > 0).all()
    week = np.arange("2026-11-02", "2026-11-09", dtype="datetime64[D]")
    assert weekday_weights(rhythm, week).mean() == pytest.approx(1, abs=0.01)


def test_offices_rest_at_night_and_on_sundays(written: Written) -> None:
    rows = written.rows[written.rows["subcategory"] == "Administrative arrest"]
    local = rows["occurred_at"].dt.tz_convert("America/Chicago")
    assert (local.dt.hour.between(1, 3)).mean() < 0.03
    by_day = np.bincount(local.dt.day_of_week, minlength=7)
    assert by_day[6] < 0.5 * by_day[1]
