"""Overdispersed, seasonal counts with a trend and no outbreak: what a watch should be silent about."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def quiet_counts(
    *,
    level: float,
    dispersion: float,
    amplitude: float = 0.0,
    growth: float = 0.0,
    series: int = 4000,
    months: int = 85,
    seed: int = 3,
) -> NDArray[np.int64]:
    """Counts of shape ``(series, months)`` with variance ``dispersion`` times the mean.

    ``level`` is the mean at the last month; the mean swings by ``amplitude`` over a year, with a
    peak in any month, and grows by ``growth`` a year (logarithm).
    """
    random = np.random.default_rng(seed)
    month = np.arange(months)
    peak = random.integers(0, 12, series)[:, None]
    swing = 1 + amplitude * np.cos(2 * np.pi * (month - peak) / 12)
    mean = level * swing * np.exp(growth * (month - months + 1) / 12)
    if dispersion > 1:
        mean = random.gamma(mean / (dispersion - 1), dispersion - 1)
    return random.poisson(mean)
