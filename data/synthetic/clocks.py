"""Time of day, day of week and local time, without a time-zone database.

Weights are plausible shapes, not measurements: border events peak at dawn and after dusk, ports in
daylight, offices on working days.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

SECONDS_PER_HOUR = 3_600
SECONDS_PER_DAY = 86_400


class Rhythm(StrEnum):
    """A shape of the day and of the week."""

    BORDER = "border"
    PORT = "port"
    SEA = "sea"
    OFFICE = "office"


# One weight per local hour from midnight.
_HOURS = {
    Rhythm.BORDER: "5 5 5 5 6 8 9 8 6 4.5 3.5 3 2.5 2.5 2.5 3 3.5 4 5 6.5 8 8.5 7.5 6",
    Rhythm.PORT: "1.5 1 1 1.2 2.5 4 5 6 6.5 6 5.5 5.5 5.5 5.5 6 6.5 6.5 6 5.5 5 4 3.2 2.5 2",
    Rhythm.SEA: "6 6.5 7 7 6.5 6 4 3 2.5 2.5 2.5 2.5 2.5 2.5 2.5 3 3 3.5 4 5 6 6.5 6.5 6",
    Rhythm.OFFICE: "0.3 0.2 0.2 0.3 1.5 6 9 10 9 8 7.5 6.5 6 6.5 6.5 5.5 4.5 3.5 3 2.5 2 1.5 1 0.5",
}
# One weight per day of the week from Monday.
_WEEKDAYS = {
    Rhythm.BORDER: (1.02, 1.03, 1.03, 1.02, 1.0, 0.96, 0.94),
    Rhythm.PORT: (0.98, 0.95, 0.97, 1.0, 1.08, 1.06, 0.96),
    Rhythm.SEA: (1.0, 1.0, 1.0, 1.0, 1.02, 1.0, 0.98),
    Rhythm.OFFICE: (1.15, 1.25, 1.25, 1.2, 1.1, 0.6, 0.45),
}


@dataclass(frozen=True, kw_only=True)
class Clock:
    """Local time of a place: hours ahead of UTC in winter, and whether summer time is kept."""

    standard_hours: int
    keeps_summer_time: bool


_ZONES = (
    (-11, False, "AS"),
    (-10, False, "HI"),
    (-9, True, "AK"),
    (-8, True, "CA NV OR WA"),
    (-7, False, "AZ"),
    (-7, True, "CO ID MT NM UT WY"),
    (-6, True, "AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI"),
    (-5, True, "CT DC DE FL GA IN KY MA MD ME MI NC NH NJ NY OH PA RI SC VA VT WV"),
    (-4, False, "PR VI"),
    (10, False, "GU MP"),
)
_BY_STATE = {
    state: Clock(standard_hours=hours, keeps_summer_time=summer)
    for hours, summer, states in _ZONES
    for state in states.split()
}
_BY_COUNTY = {
    "48141": _BY_STATE["NM"],
    "48229": _BY_STATE["NM"],
    "16021": _BY_STATE["WA"],
    "12033": _BY_STATE["AL"],
}
"""Counties with a port that keep another time than most of their state."""


def clock(state: str, county_fips: str = "") -> Clock:
    """Clock of a state or territory (postal code), or of a county that differs from its state.

    Source: Uniform Time Act zones; summer time as kept since 2007. States in two zones are given
    the zone of their greater part.
    """
    return _BY_COUNTY.get(county_fips, _BY_STATE[state])


def is_summer_time(days: NDArray[np.datetime64]) -> NDArray[np.bool_]:
    """Whether each day falls from the second Sunday of March to the first Sunday of November.

    Source: Energy Policy Act of 2005, section 110. The change is taken at midnight, not at 2 a.m.
    """
    years = days.astype("datetime64[Y]")
    march = years.astype("datetime64[M]") + np.timedelta64(2, "M")
    november = years.astype("datetime64[M]") + np.timedelta64(10, "M")
    begins = _first_sunday(march.astype("datetime64[D]")) + np.timedelta64(7, "D")
    ends = _first_sunday(november.astype("datetime64[D]"))
    return (days >= begins) & (days < ends)


def _first_sunday(first_days: NDArray[np.datetime64]) -> NDArray[np.datetime64]:
    return first_days + (6 - weekday(first_days)) % 7


def weekday(days: NDArray[np.datetime64]) -> NDArray[np.int64]:
    """0 for Monday to 6 for Sunday; 1970-01-01 was a Thursday."""
    numbers: NDArray[np.int64] = (days.astype("datetime64[D]").astype(np.int64) + 3) % 7
    return numbers


def weekday_weights(rhythm: Rhythm, days: NDArray[np.datetime64]) -> NDArray[np.float64]:
    """Weight of each day by its day of the week; the mean over a week is about 1."""
    return np.array(_WEEKDAYS[rhythm])[weekday(days)]


def seconds_of_day(rhythm: Rhythm, count: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """``count`` local times of day in seconds, 0 to 86,399."""
    edges = np.concatenate([[0.0], np.cumsum([float(weight) for weight in _HOURS[rhythm].split()])])
    drawn = np.interp(rng.random(count), edges / edges[-1], np.arange(25.0) * SECONDS_PER_HOUR)
    seconds: NDArray[np.int64] = np.minimum(drawn.astype(np.int64), SECONDS_PER_DAY - 1)
    return seconds
