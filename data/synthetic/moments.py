"""When each row happened and when it was reported, in UTC."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from data.synthetic.clocks import SECONDS_PER_DAY, Rhythm, is_summer_time, seconds_of_day, weekday_weights
from data.synthetic.mix import RHYTHMS
from data.synthetic.months import Months
from data.synthetic.places import Gazetteer
from data.synthetic.rows import Rows

Seconds = NDArray[np.int64]
"""Seconds since 1970-01-01 UTC."""

DAY_NOISE = 0.10
"""Standard deviation of the logarithm of a day's own factor."""

DELAY_MEDIAN_H, DELAY_SIGMA, DELAY_LIMIT_H = 18.0, 0.9, 480.0


def rhythm_months(rows: Rows, gazetteer: Gazetteer, months: Months) -> NDArray[np.int64]:
    """Number of rows per rhythm (in order of ``Rhythm``) and month: what days are shared out by."""
    key = _rhythms(rows, gazetteer) * months.count + rows.month
    return np.bincount(key, minlength=len(Rhythm) * months.count).reshape(len(Rhythm), months.count)


def occurred(
    rows: Rows,
    *,
    gazetteer: Gazetteer,
    months: Months,
    in_all: NDArray[np.int64],
    rng: np.random.Generator,
) -> Seconds:
    """Moment of each row; it falls in the row's month in UTC, by local rhythm of day and week.

    ``in_all`` are the :func:`rhythm_months` of all rows, of which these are all of some months.
    """
    rhythm = _rhythms(rows, gazetteer)
    local = np.zeros(len(rhythm), dtype=np.int64)
    for code, name in enumerate(Rhythm):
        at = np.flatnonzero(rhythm == code)
        days = _days(rows.month[at], name, months, in_all=in_all[code], rng=rng)
        local[at] = days * SECONDS_PER_DAY + seconds_of_day(name, len(at), rng)
    return _within_month(local - _offsets(rows, local, gazetteer), rows.month, months)


def _rhythms(rows: Rows, gazetteer: Gazetteer) -> NDArray[np.int64]:
    """Position in ``Rhythm`` of each row's."""
    of_place = np.array([list(Rhythm).index(RHYTHMS[place.kind]) for place in gazetteer.places])
    return of_place[rows.place]


def reported(occurred_at: Seconds, rng: np.random.Generator) -> Seconds:
    """Moment of report: a lognormal delay, median 18 hours, at most 20 days."""
    hours = DELAY_MEDIAN_H * np.exp(DELAY_SIGMA * rng.standard_normal(len(occurred_at)))
    return occurred_at + (np.clip(hours, 0.25, DELAY_LIMIT_H) * 3_600).astype(np.int64)


def _days(
    month: NDArray[np.int16],
    rhythm: Rhythm,
    months: Months,
    *,
    in_all: NDArray[np.int64],
    rng: np.random.Generator,
) -> Seconds:
    """Day since 1970 of each row, drawn within its month by trend, weekday and a factor of its own."""
    bounds = months.first_days.astype(np.int64)
    days = np.arange(bounds[0], bounds[-1])
    weights = weekday_weights(rhythm, days.astype("datetime64[D]"))
    weights = weights * _trend(in_all, bounds, days) * np.exp(DAY_NOISE * rng.standard_normal(len(days)))
    steps = np.concatenate([[0.0], np.cumsum(weights)])
    low, high = steps[bounds[:-1] - bounds[0]], steps[bounds[1:] - bounds[0]]
    drawn = low[month] + rng.random(len(month)) * (high - low)[month]
    found = np.searchsorted(steps, drawn, side="right") - 1
    drawn_days: Seconds = days[np.minimum(found, len(days) - 1)]
    return np.clip(drawn_days, bounds[month], bounds[month + 1] - 1)


def _trend(in_all: NDArray[np.int64], bounds: Seconds, days: Seconds) -> NDArray[np.float64]:
    """Rows per day, joined linearly between the middles of months: no steps where a month turns."""
    lengths = np.diff(bounds)
    rate = (in_all + 1) / lengths
    return np.interp(days, bounds[:-1] + lengths / 2, rate)


def _offsets(rows: Rows, local: Seconds, gazetteer: Gazetteer) -> Seconds:
    """Seconds by which local time is ahead of UTC."""
    standard = np.array([place.clock.standard_hours for place in gazetteer.places])
    summer = np.array([place.clock.keeps_summer_time for place in gazetteer.places])
    day = (local // SECONDS_PER_DAY).astype("datetime64[D]")
    hours = standard[rows.place] + (summer[rows.place] & is_summer_time(day))
    return hours.astype(np.int64) * 3_600


def _within_month(moment: Seconds, month: NDArray[np.int16], months: Months) -> Seconds:
    """Moments beyond their month in UTC wrapped round to its other end, where such hours are missing."""
    bounds = months.first_days.astype(np.int64) * SECONDS_PER_DAY
    start, end = bounds[month], bounds[month + 1]
    return start + (moment - start) % (end - start)
