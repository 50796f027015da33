"""Small counts are neither shown nor left to be found by subtraction."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.answers.disclosure import State, disclose, states

COUNTS = st.lists(st.integers(0, 60), max_size=30).map(lambda values: np.array(values, np.int64))


@given(COUNTS, st.integers(2, 20))
def test_no_small_count_is_shown_and_zero_is(counts: np.ndarray, floor: int) -> None:
    result = states(counts, floor, is_partition=True)
    assert not np.any((result == State.SHOWN) & (counts > 0) & (counts < floor))
    assert np.all(result[counts == 0] == State.SHOWN)


@given(COUNTS, st.integers(2, 20))
def test_whole_minus_shown_parts_never_gives_one_small_part(counts: np.ndarray, floor: int) -> None:
    result = states(counts, floor, is_partition=True)
    hidden = result != State.SHOWN
    can_be_hidden = int((counts > 0).sum()) > 1
    if np.any(result == State.SMALL) and can_be_hidden:
        assert int(hidden.sum()) >= 2


@given(COUNTS, st.integers(2, 20))
def test_a_single_total_has_no_complement(counts: np.ndarray, floor: int) -> None:
    assert not np.any(states(counts, floor, is_partition=False) == State.WITHHELD)


@given(COUNTS, st.integers(2, 20))
def test_values_that_are_not_shown_are_null_in_the_table(counts: np.ndarray, floor: int) -> None:
    table = pa.table({"key": pa.array(range(len(counts))), "value": pa.array(counts, pa.int64())})
    result = disclose(table, floor, is_partition=True)
    for value, state, exact in zip(
        result.column("value").to_pylist(), result.column("state").to_pylist(), counts, strict=True
    ):
        assert (value is None) == (state != State.SHOWN)
        assert value is None or value == exact


@pytest.mark.parametrize("floor", [1, 10])
def test_a_floor_of_one_hides_nothing_else(floor: int) -> None:
    counts = np.array([0, 1, 9, 10, 1000])
    hidden = states(counts, floor, is_partition=False) != State.SHOWN
    assert hidden.tolist() == [False, floor > 1, floor > 1, False, False]
