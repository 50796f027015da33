"""Class limits for a ramp, from the values that are shown."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

_SHARES = (0.35, 0.6, 0.8, 0.92, 0.98)
"""Quantiles of the shown values: narrow at the top, as counts by place are heavy-tailed."""
_SHARES_OF_CHANGE = (0.5, 0.8, 0.95)
"""Quantiles of the size of the changes; half of them are "about the same"."""
_STEPS = (1, 1.5, 2, 3, 5, 7, 10)


def class_breaks(values: NDArray[np.float64], classes: int) -> tuple[int, ...]:
    """Ascending limits between at most ``classes`` classes of counts, as round whole numbers.

    Class ``i`` holds the values from limit ``i - 1`` up to, not including, limit ``i``. There are
    fewer limits where the values do not spread. ``values`` are the shown, non-zero values.

    >>> class_breaks(np.array([10.0, 12, 15, 40, 90, 200, 1000, 5000]), 4)
    (50, 700, 3000)
    """
    if classes < 2 or values.size == 0:
        return ()
    limits = (round_number(limit) for limit in _quantiles(values, classes))
    lowest = float(values.min())
    return tuple(sorted({limit for limit in limits if limit > lowest}))


def rate_breaks(values: NDArray[np.float64], classes: int) -> tuple[float, ...]:
    """As :func:`class_breaks`, for rates: round numbers of any size above zero.

    >>> rate_breaks(np.array([0.011, 0.02, 0.4, 0.5, 3.0]), 3)
    (0.5, 2.0)
    """
    if classes < 2 or values.size == 0:
        return ()
    limits = (round_rate(limit) for limit in _quantiles(values, classes))
    lowest = float(values.min())
    return tuple(sorted({limit for limit in limits if limit > lowest}))


def change_breaks(values: NDArray[np.float64], classes: int) -> tuple[int, ...]:
    """Limits of signed changes, the same on either side of zero, an even number of them.

    The class across zero is "about the same". ``classes`` is the number of colours of the ramp,
    half of them for either side; ``values`` are the shown changes.

    >>> change_breaks(np.array([-500.0, -3, 0, 2, 20, 80, 900]), 6)
    (-700, -500, -50, 50, 500, 700)
    """
    sizes = np.abs(values[values != 0])
    if sizes.size == 0:
        return ()
    shares = _SHARES_OF_CHANGE[: max(1, classes // 2)]
    sides = sorted({round_number(float(limit)) for limit in np.quantile(sizes, shares)})
    return (*(-limit for limit in reversed(sides)), *sides)


def decimals(limits: tuple[float, ...]) -> int:
    """How many decimals show two figures of the smallest limit; none for whole numbers.

    >>> decimals((0.02, 0.5)), decimals((3.0, 20.0)), decimals((15.0, 70.0))
    (3, 1, 0)
    """
    sizes = [abs(limit) for limit in limits if limit]
    return min(max(1 - math.floor(math.log10(min(sizes))), 0), 4) if sizes else 1


def round_number(value: float) -> int:
    """The nearest whole number of 1, 1.5, 2, 3, 5, 7 times a power of ten, at least 1."""
    return 1 if value < 1.5 else 2 if value < 2 else round(round_rate(value))


def round_rate(value: float) -> float:
    """The nearest of 1, 1.5, 2, 3, 5, 7 times a power of ten; ``value`` is above zero."""
    exponent = math.floor(math.log10(value))
    step = min(_STEPS, key=lambda step: abs(step * 10.0**exponent - value))
    return float(f"{step}e{exponent}")


def _quantiles(values: NDArray[np.float64], classes: int) -> list[float]:
    shares = np.interp(np.linspace(0, 1, classes + 1)[1:-1], np.linspace(0, 1, 7)[1:-1], _SHARES)
    return [float(limit) for limit in np.quantile(values, shares)]
