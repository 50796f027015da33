"""Balance: shares of a mix of measures, and what a mix may never hold."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import PlanError
from data.plans.figures.balance import WEIGHABLE, BalanceState, balance, check_weights, mixed
from data.plans.plan import Rules

LOADS = st.lists(st.floats(0, 1), min_size=1, max_size=40)
TRAITS = (
    "population-foreign-born",
    "population-hispanic",
    "race",
    "share-of-muslims",
    "religion",
    "language-spoken-at-home",
    "median-age",
    "women",
    "votes-2024",
    "agreements-287g-task-force-model",
    "",
)


@pytest.mark.parametrize("trait", TRAITS)
def test_who_lives_somewhere_is_no_weight(trait: str) -> None:
    with pytest.raises(PlanError, match="never by who lives there"):
        check_weights({"incidents": 1.0, trait: 0.1})


@pytest.mark.parametrize("weight", [-0.1, float("nan"), float("inf")])
def test_a_weight_is_a_number_of_0_or_more(weight: float) -> None:
    with pytest.raises(PlanError, match="weight on incidents"):
        check_weights({"incidents": weight})


def test_some_weight_is_above_0() -> None:
    for weights in ({}, {"incidents": 0.0, "ports": 0.0}):
        with pytest.raises(PlanError, match="the weights are"):
            check_weights(weights)
    check_weights(dict.fromkeys(WEIGHABLE, 1.0))


@given(
    weights=st.dictionaries(st.sampled_from(sorted(WEIGHABLE)), st.floats(0.01, 100), min_size=1),
    data=st.data(),
)
def test_loads_of_all_places_add_up_to_the_nation_however_weights_are_scaled(
    weights: dict[str, float], data: st.DataObject
) -> None:
    size = data.draw(st.integers(1, 8))
    figures = st.lists(st.floats(0, 1e6), min_size=size, max_size=size)
    values = {key: np.array(data.draw(figures)) + 1.0 for key in weights}
    totals = {key: float(value.sum()) for key, value in values.items()}
    loads = mixed(weights, values, totals)
    assert loads.sum() == pytest.approx(1.0)
    tenfold = mixed({key: 10 * weight for key, weight in weights.items()}, values, totals)
    np.testing.assert_allclose(tenfold, loads, rtol=1e-9)


def test_a_measure_of_which_nothing_is_known_adds_nothing() -> None:
    values = {"incidents": np.array([3.0, 1.0]), "crossings-trucks": np.zeros(2)}
    loads = mixed(
        {"incidents": 1.0, "crossings-trucks": 1.0}, values, {"incidents": 4.0, "crossings-trucks": 0.0}
    )
    assert loads.tolist() == [0.375, 0.125]


@given(loads=LOADS, tolerance=st.floats(0, 1))
def test_deviations_are_shares_of_the_mean_and_add_up_to_nothing(
    loads: list[float], tolerance: float
) -> None:
    found = balance(np.array(loads), Rules(tolerance=tolerance), left=0)
    if not any(loads):
        assert set(found.deviations) == {None}
        assert set(found.within) == {None}
        return
    known = [off for off in found.deviations if off is not None]
    assert len(known) == len(loads)
    assert sum(known) == pytest.approx(0, abs=1e-6)
    assert all(
        is_within == (abs(off) <= tolerance) for is_within, off in zip(found.within, known, strict=True)
    )
    assert (found.state is BalanceState.WITHIN) == all(found.within)


def test_an_empty_region_is_a_hundred_percent_below_the_mean() -> None:
    found = balance(np.array([0.2, 0.0, 0.4]), Rules(), left=0)
    assert list(found.deviations) == pytest.approx([0.0, -1.0, 1.0])
    assert found.state is BalanceState.OFF
    assert found.words == "1 of 3 regions within 10% of the mean"


def test_an_unfinished_plan_is_not_yet_balanced_and_has_not_failed() -> None:
    found = balance(np.array([0.1, 0.4]), Rules(), left=2)
    assert found.state is BalanceState.NOT_YET
    assert found.words.endswith("; 2 counties are in no region yet")
    with_parts = balance(np.array([0.1, 0.4]), Rules(), left=1, has_parts=True)
    assert with_parts.words.endswith("; 1 county or part is in no region yet")
    assert balance(np.zeros(3), Rules(), left=2).words == "Nothing to balance yet"
    nothing = balance(np.zeros(0), Rules(), left=2)
    assert (nothing.state, nothing.words, nothing.mean) == (BalanceState.NOT_YET, "No regions yet", 0.0)


def test_weights_are_told_as_parts_of_one() -> None:
    rules = Rules(weights=MappingProxyType({"incidents": 3.0, "ports": 1.0}))
    assert dict(balance(np.array([1.0]), rules, left=0).weights) == {
        "incidents": 0.75,
        "ports": 0.25,
    }
