"""What a month's count should be, from the same months of past years, and what would be unusual.

For each series a quasi-Poisson regression with a log link and a yearly trend is fitted to the
target's month and its neighbours in past years. Months of the guard band just before the target
are not used, so that a rise that is under way does not hide itself. A first fit shows which past
months were themselves unusual (Anscombe residuals); a second one weighs them down. The bounds
hold for a new count: they take in its own spread and the doubt about the fit.

Source: Farrington, Andrews, Beale and Catchpole, "A statistical algorithm for the early detection
of outbreaks of infectious disease", Journal of the Royal Statistical Society A 159 (1996), with
the re-weighting threshold of Noufaily et al., Statistics in Medicine 32 (2013). Different from
both: bounds by Student's t, as a handful of past years leaves doubt about the spread too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t as student

Floats = NDArray[np.float64]

_ROUNDS = 25
_LEAST_MEAN = 1e-6
_PARAMETERS = 2


@dataclass(frozen=True, kw_only=True)
class Method:
    """The settings of the rule; ``docs/alerts.md`` tells why each is what it is.

    ``false_alarm_rate`` is what people are told: the most often, per series and month without any
    outbreak, that the count passes the upper bound. ``bound_level`` is the level that the bounds are
    computed for. It is the smaller one because overdispersed counts have longer tails than the bounds
    allow for; a simulation in the tests holds the two together.

    ``years`` is how far back the baseline goes at most, ``least_years`` how far it must;
    ``half_window`` the number of months on either side of the target's month, ``guard_months`` the
    number just before the target that are not used. A past month whose residual is above
    ``past_outbreak`` standard deviations is weighed down. A trend that leads to more than
    ``most_growth`` times the greatest past count is not followed.
    """

    false_alarm_rate: float = 0.005
    bound_level: float = 0.001
    years: int = 6
    least_years: int = 3
    half_window: int = 1
    guard_months: int = 6
    past_outbreak: float = 2.58
    most_growth: float = 1.5


@dataclass(frozen=True, kw_only=True)
class Expectation:
    """Expected count and the bounds of the usual, float64 of shape ``(series,)``."""

    expected: Floats
    lower: Floats
    upper: Floats


@dataclass(frozen=True, kw_only=True)
class _Fit:
    """Mean and leverage of each baseline month, the forecast, its relative variance, and the spread."""

    mean: Floats
    leverage: Floats
    forecast: Floats
    variance: Floats
    dispersion: Floats


def baseline_months(target: int, method: Method) -> NDArray[np.int64]:
    """Positions of the months that the expectation for ``target`` rests on, oldest first.

    Empty where the months before the target do not reach back ``least_years``.

    >>> baseline_months(40, Method(years=3)).tolist()
    [3, 4, 5, 15, 16, 17, 27, 28, 29]
    """
    offsets = range(-method.half_window, method.half_window + 1)
    wanted = [target - 12 * year + off for year in range(method.years, 0, -1) for off in offsets]
    months = [month for month in wanted if 0 <= month < target - method.guard_months]
    if len(months) < method.least_years * len(offsets):
        return np.array([], np.int64)
    return np.array(months, np.int64)


def expectation(counts: NDArray[np.int64], target: int, method: Method) -> Expectation | None:
    """Expectation for month ``target`` of each series; ``None`` if the past is too short.

    ``counts`` has the shape ``(series, months)``; months from the target on are not looked at.
    """
    months = baseline_months(target, method)
    if not months.size:
        return None
    past = counts[:, months].astype(np.float64)
    years = (months - target) / 12.0
    even = np.ones_like(past)
    weights = _weights(past, _chosen(past, years, even, method), method)
    return _bounds(past, _chosen(past, years, weights, method), method)


def _chosen(past: Floats, years: Floats, weights: Floats, method: Method) -> _Fit:
    """The fit with a trend, or without one where the trend leads too far up."""
    sloped = _fitted(past, years, weights)
    level = _fitted(past, np.zeros_like(years), weights)
    follows = sloped.forecast <= method.most_growth * past.max(axis=1)
    return _Fit(
        **{
            name: np.where(follows if one.ndim == 1 else follows[:, None], one, getattr(level, name))
            for name, one in vars(sloped).items()
        }
    )


def _fitted(past: Floats, years: Floats, weights: Floats) -> _Fit:
    """Iteratively re-weighted least squares, all series at once; no slope if all ``years`` are 0."""
    has_slope = bool(years.any())
    eta = np.log(past + 0.5)
    for _ in range(_ROUNDS):
        mean = np.exp(np.clip(eta, -14.0, 25.0))
        s0, s1, s2, r0, r1 = _sums(weights * mean, years, eta + (past - mean) / mean)
        determinant = s0 * s2 - s1 * s1 if has_slope else s0
        intercept = (s2 * r0 - s1 * r1) / determinant if has_slope else r0 / s0
        slope = (s0 * r1 - s1 * r0) / determinant if has_slope else np.zeros_like(s0)
        eta = intercept[:, None] + slope[:, None] * years
    mean = np.maximum(np.exp(np.clip(eta, -14.0, 25.0)), _LEAST_MEAN)
    s0, s1, s2, _, _ = _sums(weights * mean, years, eta)
    determinant = s0 * s2 - s1 * s1 if has_slope else s0
    variance = s2 / determinant if has_slope else 1 / s0
    covariance = -s1 / determinant if has_slope else np.zeros_like(s0)
    slope_variance = s0 / determinant if has_slope else np.zeros_like(s0)
    spread = variance[:, None] + 2 * covariance[:, None] * years + slope_variance[:, None] * years**2
    pearson = (weights * (past - mean) ** 2 / mean).sum(axis=1)
    return _Fit(
        mean=mean,
        leverage=np.clip(weights * mean * spread, 0.0, 0.99),
        forecast=np.exp(np.clip(intercept, -14.0, 25.0)),
        variance=variance,
        dispersion=np.maximum(pearson / (past.shape[1] - _PARAMETERS), 1.0),
    )


def _sums(weight: Floats, years: Floats, response: Floats) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """The normal equations' entries: weight times 1, x, x squared, response, x times response."""
    return (
        weight.sum(axis=1),
        weight @ years,
        weight @ years**2,
        (weight * response).sum(axis=1),
        (weight * response) @ years,
    )


def _weights(past: Floats, fit: _Fit, method: Method) -> Floats:
    """One for an ordinary month, less for a past outbreak; they add up to the number of months."""
    scale = np.sqrt(fit.dispersion)[:, None] * fit.mean ** (1 / 6) * np.sqrt(1 - fit.leverage)
    residual = 1.5 * (past ** (2 / 3) - fit.mean ** (2 / 3)) / scale
    weights = np.where(residual > method.past_outbreak, 1 / np.maximum(residual, 1.0) ** 2, 1.0)
    scaled: Floats = weights * (past.shape[1] / weights.sum(axis=1, keepdims=True))
    return scaled


def _bounds(past: Floats, fit: _Fit, method: Method) -> Expectation:
    """Bounds on the two-thirds power of the count, on which counts are nearly symmetric."""
    quantile = student.ppf(1 - method.bound_level, past.shape[1] - _PARAMETERS)
    new_count = fit.dispersion * fit.forecast
    of_forecast = fit.dispersion * fit.variance * fit.forecast**2
    relative = 2 / 3 * quantile * np.sqrt(new_count + of_forecast) / fit.forecast
    return Expectation(
        expected=fit.forecast,
        lower=fit.forecast * np.maximum(1 - relative, 0.0) ** 1.5,
        upper=fit.forecast * (1 + relative) ** 1.5,
    )
