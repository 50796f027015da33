"""Intervals of counts and of differences hold what they say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import poisson

from data.answers.change import p_values
from data.answers.intervals import CONFIDENCE, difference_interval, interval_words, poisson_interval


@given(count=st.integers(0, 5000))
def test_the_bounds_are_the_rates_at_which_the_count_is_just_improbable(count: int) -> None:
    low, high = (float(bound[0]) for bound in poisson_interval(np.array([count]), np.array([count])))
    tail = (1 - CONFIDENCE) / 2
    assert poisson.cdf(count, high) == pytest.approx(tail, rel=1e-6)
    if count:
        assert poisson.sf(count - 1, low) == pytest.approx(tail, rel=1e-6)
    else:
        assert low == 0


@pytest.mark.parametrize("rate", [0.5, 3.0, 40.0, 700.0])
def test_at_least_95_of_100_intervals_hold_the_rate(rate: float) -> None:
    counts = np.random.default_rng(1).poisson(rate, 20_000).astype(np.float64)
    low, high = poisson_interval(counts, counts)
    assert ((low <= rate) & (rate <= high)).mean() >= CONFIDENCE - 0.005


@pytest.mark.parametrize(("rate", "other"), [(3.0, 3.0), (40.0, 10.0), (700.0, 900.0), (12.0, 60.0)])
def test_at_least_94_of_100_intervals_hold_the_difference_of_two_rates(rate: float, other: float) -> None:
    random = np.random.default_rng(2)
    pairs = zip(random.poisson(rate, 4_000).tolist(), random.poisson(other, 4_000).tolist(), strict=True)
    bounds = np.array([difference_interval(now, before) for now, before in pairs])
    assert ((bounds[:, 0] <= rate - other) & (rate - other <= bounds[:, 1])).mean() >= CONFIDENCE - 0.01


@given(now=st.integers(0, 5_000), before=st.integers(0, 5_000))
def test_an_interval_holds_its_own_difference_and_turns_round_with_it(now: int, before: int) -> None:
    low, high = difference_interval(now, before)
    assert low <= now - before <= high
    assert difference_interval(before, now) == pytest.approx((-high, -low))


@given(now=st.integers(10, 3_000), before=st.integers(10, 3_000))
def test_a_difference_that_the_exact_test_finds_has_an_interval_on_one_side(now: int, before: int) -> None:
    p = float(p_values(np.array([now]), np.array([before]))[0])
    low, high = difference_interval(now, before)
    if p < 0.025:
        assert low > 0 or high < 0
    if p > 0.075:
        assert low < 0 < high


def test_an_interval_is_said_with_its_direction() -> None:
    assert interval_words(0.2, 9.7) == "95 % interval: 0 to 10 more"
    assert interval_words(-9.7, -0.2) == "95 % interval: 0 to 10 fewer"
    assert interval_words(-3.0, 1_200.0) == "95 % interval: 3 fewer to 1,200 more"
