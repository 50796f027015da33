"""The axis of calendar months that weights and rows share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.errors import SettingsError

FIRST_MONTH = "2019-10"
"""The first month of the federal fiscal year in which CBP's figures by area begin."""

SHORTEST = 60
"""Months below which planted changes and carried years would overlap."""


@dataclass(frozen=True, kw_only=True)
class Months:
    """Consecutive calendar months, counted from 0."""

    first: pd.Period
    count: int

    @property
    def labels(self) -> list[str]:
        """``YYYY-MM`` of each month."""
        return [str(self.first + index) for index in range(self.count)]

    @property
    def month_of_year(self) -> NDArray[np.int64]:
        """0 for January to 11 for December, per month."""
        return (self.first.month - 1 + np.arange(self.count)) % 12

    @property
    def first_days(self) -> NDArray[np.datetime64]:
        """First day of each month and of the month after the last; ``count + 1`` days."""
        start = np.datetime64(str(self.first), "M")
        return (start + np.arange(self.count + 1)).astype("datetime64[D]")

    def index(self, label: str) -> int:
        """Position of the month ``YYYY-MM``; below 0 or beyond ``count`` when outside."""
        return int((pd.Period(label, "M") - self.first).n)


def months_to(last: date) -> Months:
    """Months from October 2019 to the month of ``last`` inclusive.

    Raises
    ------
    SettingsError
        If that is fewer than 60 months.
    """
    first = pd.Period(FIRST_MONTH, "M")
    count = int((pd.Period(last, "M") - first).n) + 1
    if count < SHORTEST:
        raise SettingsError(
            f"last month {last:%Y-%m} gives {count} months from {FIRST_MONTH}, expected at least {SHORTEST}",
            remedy=f"Choose {first + SHORTEST - 1} or later",
        )
    return Months(first=first, count=count)
