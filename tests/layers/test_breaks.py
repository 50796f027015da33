"""Class limits are round, ascending and inside the shown values."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from layers.breaks import class_breaks, round_number

VALUES = st.lists(st.integers(1, 10**9), min_size=1, max_size=200).map(lambda v: np.array(v, np.float64))


@given(VALUES, st.integers(2, 7))
def test_limits_ascend_and_leave_the_lowest_value_in_the_first_class(
    values: np.ndarray, classes: int
) -> None:
    limits = class_breaks(values, classes)
    assert list(limits) == sorted(set(limits))
    assert len(limits) < classes
    assert all(limit > values.min() for limit in limits)


@given(st.floats(1, 1e12))
def test_a_round_number_is_within_a_third_of_the_value(value: float) -> None:
    assert abs(round_number(value) - value) <= value * 0.34


def test_no_values_or_one_class_have_no_limits() -> None:
    assert class_breaks(np.array([]), 5) == ()
    assert class_breaks(np.array([5.0]), 1) == ()
