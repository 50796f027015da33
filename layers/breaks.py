"""Class limits for a ramp, from the values that are shown."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

_SHARES = (0.35, 0.6, 0.8, 0.92, 0.98)
"""Quantiles of the shown values: narrow at the top, as counts by place are heavy-tailed."""


def class_breaks(values: NDArray[np.float64], classes: int) -> tuple[int, ...]:
    """Ascending limits between at most ``classes`` classes, as round numbers.

    Class ``i`` holds the values from limit ``i - 1`` up to, not including, limit ``i``. There are
    fewer limits where the values do not spread. ``values`` are the shown, non-zero values.

    >>> class_breaks(np.array([10.0, 12, 15, 40, 90, 200, 1000, 5000]), 4)
    (50, 700, 3000)
    """
    if classes < 2 or values.size == 0:
        return ()
    shares = np.interp(np.linspace(0, 1, classes + 1)[1:-1], np.linspace(0, 1, 7)[1:-1], _SHARES)
    limits = (round_number(float(limit)) for limit in np.quantile(values, shares))
    lowest = float(values.min())
    return tuple(sorted({limit for limit in limits if limit > lowest}))


def round_number(value: float) -> int:
    """The nearest of 1, 1.5, 2, 3, 5, 7 times a power of ten, at least 1."""
    if value <= 1:
        return 1
    power = 10.0 ** math.floor(math.log10(value))
    steps = (1, 1.5, 2, 3, 5, 7, 10)
    return max(1, round(min(steps, key=lambda step: abs(step * power - value)) * power))
