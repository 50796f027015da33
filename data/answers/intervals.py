"""How far chance alone can move a count, and the difference of two.

Sources: Garwood, Biometrika 28 (1936), the exact interval of a Poisson count; Donner and Zou,
Statistical Methods in Medical Research 21 (2012), the interval of a difference from those of its two
parts.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv

CONFIDENCE = 0.95
Floats = NDArray[np.float64]


def poisson_interval(least: Floats, most: Floats) -> tuple[Floats, Floats]:
    """Exact bounds, 95 %, of the rates behind counts that lie from ``least`` to ``most``; shape ``(n,)``.

    Examples
    --------
    >>> [bound.round(2).tolist() for bound in poisson_interval(np.array([0.0, 10]), np.array([0.0, 10]))]
    [[0.0, 4.8], [3.69, 18.39]]
    """
    tail = (1 - CONFIDENCE) / 2
    low = np.where(least > 0, gammaincinv(np.maximum(least, 1), tail), 0.0)
    return low, gammaincinv(most + 1, 1 - tail)


def difference_interval(now: float, before: float) -> tuple[float, float]:
    """Bounds, 95 %, of the difference of the rates behind two counts, the later less the earlier.

    Examples
    --------
    >>> tuple(round(bound) for bound in difference_interval(1200, 1000))
    (107, 293)
    """
    counts = np.array([now, before], np.float64)
    (now_low, before_low), (now_high, before_high) = (
        bound.tolist() for bound in poisson_interval(counts, counts)
    )
    below = float(np.hypot(now - now_low, before_high - before))
    above = float(np.hypot(now_high - now, before - before_low))
    return now - before - below, now - before + above


def interval_words(low: float, high: float) -> str:
    """An interval of a difference as people read it.

    Examples
    --------
    >>> interval_words(107.2, 293.6), interval_words(-40.0, -12.4), interval_words(-12.4, 40.0)
    ('95 % interval: 107 to 294 more', '95 % interval: 12 to 40 fewer', '95 % interval: 12 fewer to 40 more')
    """
    least, most = round(low), round(high)
    if least >= 0:
        span = f"{least:,} to {most:,} more"
    elif most <= 0:
        span = f"{-most:,} to {-least:,} fewer"
    else:
        span = f"{-least:,} fewer to {most:,} more"
    return f"{CONFIDENCE * 100:.0f} % interval: {span}"
