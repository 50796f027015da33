"""Weights of place by month for each flow of events, from the published figures.

A flow is what a kind of event follows: encounters of a sector, crossings of a port, seizures of a
drug. Where a figure ends before the last month it is carried forward: the level of each place's last
six published months, times the month-of-year profile of all its published years. Carried months are
an assumption and say nothing about what happened.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.synthetic.months import Months

LEVEL_MONTHS = 6
PROFILE_LIMITS = (0.4, 2.5)
"""Month-of-year factors outside of this range come from too few events to be carried on."""


@dataclass(frozen=True, kw_only=True)
class Flow:
    """Expected events: ``weights[p, m]`` at position ``places[p]`` of the gazetteer in month ``m``.

    ``published_through`` is the last month that comes from a figure, "" where none does.
    """

    places: NDArray[np.int64]
    weights: NDArray[np.float64]
    published_through: str = ""

    @property
    def total(self) -> float:
        """Sum of all weights, in the unit of the figure."""
        return float(self.weights.sum())


@dataclass(frozen=True, kw_only=True)
class Series:
    """A published figure as a matrix: one row per key, one column per month of ``months``."""

    keys: tuple[str, ...]
    values: NDArray[np.float64]
    published_through: str


def series(frame: pd.DataFrame, *, key: str, value: str, months: Months) -> Series:
    """Monthly sums of ``value`` per ``key``, carried forward to the last of ``months``.

    ``frame`` needs the columns ``key``, ``value`` and ``month`` (YYYY-MM); a missing month is zero.
    """
    table = frame.pivot_table(index=key, columns="month", values=value, aggfunc="sum", fill_value=0)
    published = pd.period_range(table.columns.min(), table.columns.max(), freq="M")
    table = table.reindex(columns=published.astype(str), fill_value=0)
    history = table.to_numpy(dtype=np.float64)
    skip = max(0, int((months.first - published[0]).n))
    values = carried_forward(history, first_month_of_year=published[0].month, count=months.count + skip)
    return Series(
        keys=tuple(str(k) for k in table.index),
        values=values[:, skip:],
        published_through=str(published[-1]),
    )


def carried_forward(
    history: NDArray[np.float64], *, first_month_of_year: int, count: int
) -> NDArray[np.float64]:
    """``history`` (rows by months) cut or lengthened to ``count`` months.

    Parameters
    ----------
    history
        Published values; the first column is a month ``first_month_of_year`` (1 for January).
    """
    published = history.shape[1]
    if published >= count:
        return history[:, :count]
    profile = month_profile(history, first_month_of_year=first_month_of_year)
    month_of_year = (first_month_of_year - 1 + np.arange(count)) % 12
    last = slice(published - LEVEL_MONTHS, published)
    level = history[:, last].mean(axis=1) / profile[:, month_of_year[last]].mean(axis=1)
    carried = level[:, None] * profile[:, month_of_year[published:]]
    return np.concatenate([history, carried], axis=1)


def month_profile(history: NDArray[np.float64], *, first_month_of_year: int) -> NDArray[np.float64]:
    """Month-of-year factors per row, January first: the mean ratio to a centred 12-month mean."""
    kernel = np.array([0.5, *([1.0] * 11), 0.5]) / 12
    centred = np.apply_along_axis(lambda row: np.convolve(row, kernel, mode="valid"), 1, history)
    inner = history[:, 6:-6]
    month_of_year = (first_month_of_year - 1 + 6 + np.arange(inner.shape[1])) % 12
    ratio = np.divide(inner, centred, out=np.ones_like(inner), where=centred > 0)
    factors = np.stack([ratio[:, month_of_year == m].mean(axis=1) for m in range(12)], axis=1)
    factors = np.clip(factors, *PROFILE_LIMITS)
    scaled: NDArray[np.float64] = factors / factors.mean(axis=1, keepdims=True)
    return scaled


def even(positions: list[int], weights: list[float], months: Months) -> Flow:
    """Flow that keeps the same weights in each month."""
    by_month = np.repeat(np.array(weights, dtype=np.float64)[:, None], months.count, axis=1)
    return Flow(places=np.array(positions), weights=by_month)
