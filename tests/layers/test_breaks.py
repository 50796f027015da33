"""Class limits are round, ascending and inside the shown values; those of a change are symmetric."""

from __future__ import annotations

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from layers.breaks import change_breaks, class_breaks, decimals, rate_breaks, round_number, round_rate

COUNTS = st.lists(st.integers(1, 10**9), min_size=1, max_size=200).map(lambda v: np.array(v, np.float64))
RATES = st.lists(st.floats(1e-6, 1e6), min_size=1, max_size=200).map(np.array)
CHANGES = st.lists(st.integers(-(10**7), 10**7), max_size=200).map(lambda v: np.array(v, np.float64))


@given(COUNTS, st.integers(2, 7))
def test_limits_ascend_and_leave_the_lowest_value_in_the_first_class(
    values: np.ndarray, classes: int
) -> None:
    limits = class_breaks(values, classes)
    assert list(limits) == sorted(set(limits))
    assert len(limits) < classes
    assert all(limit > values.min() for limit in limits)
    assert all(isinstance(limit, int) for limit in limits)


@given(RATES, st.integers(2, 7))
def test_limits_of_rates_may_be_below_one(values: np.ndarray, classes: int) -> None:
    limits = rate_breaks(values, classes)
    assert list(limits) == sorted(set(limits))
    assert len(limits) < classes
    assert all(limit > values.min() for limit in limits)


@given(CHANGES, st.integers(2, 6))
def test_limits_of_a_change_are_symmetric_around_zero_and_even_in_number(
    values: np.ndarray, colours: int
) -> None:
    limits = change_breaks(values, colours)
    assert [-limit for limit in reversed(limits)] == list(limits)
    assert len(limits) % 2 == 0
    assert list(limits) == sorted(set(limits))
    assert len(limits) // 2 <= max(1, colours // 2)
    assert bool(limits) == bool((values != 0).any())


@given(st.floats(1, 1e12))
@example(1.4)
@example(1.6)
def test_a_round_number_is_whole_and_within_a_third_of_the_value(value: float) -> None:
    assert abs(round_number(value) - value) <= value * 0.34
    assert isinstance(round_number(value), int)


@given(st.floats(1e-9, 1e12))
def test_a_round_rate_is_within_a_quarter_of_the_value(value: float) -> None:
    assert abs(round_rate(value) - value) <= value * 0.2501


@given(RATES)
def test_decimals_show_two_figures_of_the_smallest_limit(values: np.ndarray) -> None:
    limits = rate_breaks(values, 6)
    shown = [f"{limit:.{decimals(limits)}f}" for limit in limits]
    assert all(float(words) > 0 for words, limit in zip(shown, limits, strict=True) if limit >= 1e-3)


def test_no_values_or_one_class_have_no_limits() -> None:
    assert class_breaks(np.array([]), 5) == ()
    assert class_breaks(np.array([5.0]), 1) == ()
    assert rate_breaks(np.array([]), 5) == ()
    assert change_breaks(np.array([0.0, 0.0]), 6) == ()
