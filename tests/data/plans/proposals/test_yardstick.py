from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from data.plans.proposals.ensemble import ensemble, percentile
from data.plans.proposals.objectives import AIMS, Marks
from data.plans.proposals.robustness import robustness
from tests.data.plans.proposals import lattice

LAND = lattice.ground()
BASE = lattice.plan(LAND, tolerance=0.3)
MEASURES = lattice.measures(LAND)


def test_neutral_plans_keep_the_tolerance_and_the_same_seed_gives_the_same() -> None:
    one = ensemble(BASE, MEASURES, size=40, seed=2, ground=LAND)
    assert one.marks.shape == (40, len(AIMS))
    assert one.tolerance == BASE.rules.tolerance
    assert one.marks[:, 0].max() <= one.tolerance + 1e-9
    assert len({tuple(row) for row in one.marks.tolist()}) > 10
    again = ensemble(BASE, MEASURES, size=40, seed=2, ground=LAND)
    assert (one.marks == again.marks).all()


def test_a_percentile_counts_those_below_and_half_of_equals() -> None:
    values = np.array([1.0, 2.0, 2.0, 5.0])
    assert [percentile(values, value) for value in (0, 2, 5, 9)] == [0, 50, 87.5, 100]
    assert percentile(np.empty(0), 3) == 50


def test_a_plan_better_than_all_is_in_the_lowest_percentile_of_each_aim() -> None:
    others = ensemble(BASE, MEASURES, size=20, seed=1, ground=LAND)
    assert set(others.ranks(Marks(-1, -1, -1, -1)).values()) == {0}
    assert set(others.ranks(Marks(9, 999, 9, 999)).values()) == {100}


def test_any_plan_of_the_same_units_has_percentiles_and_the_base_moves_least() -> None:
    others = ensemble(BASE, MEASURES, size=20, seed=1, ground=LAND)
    assert others.percentiles(BASE)["moved"] == 0
    empty = replace(BASE, assigned={})
    assert others.percentiles(empty)["deviation"] == 100
    assert others.percentiles(empty)["cut_edges"] == 0
    assert others.percentiles(empty)["moved"] == 100


def test_a_cancelled_ensemble_is_as_large_as_it_got() -> None:
    seen: list[float] = []
    others = ensemble(
        BASE,
        MEASURES,
        size=40,
        seed=1,
        ground=LAND,
        progress=seen.append,
        is_cancelled=lambda: len(seen) >= 5,
    )
    assert len(others.marks) == 5


def test_robustness_is_the_share_of_seasons_and_surges_in_which_balance_holds() -> None:
    even = replace(MEASURES, weight=np.ones(60), seasons={"2025 Q1": np.ones(60), "2025 Q2": heavy_in_r1()})
    found = robustness(replace(BASE, rules=replace(BASE.rules, tolerance=0.15)), even)
    assert found.seasons_within == 0.5
    assert found.surges_within == 0.0
    worst = max(found.futures, key=lambda future: future.deviation)
    assert (worst.name, worst.region) == ("2025 Q2", "r1")
    # Two of five strips triple: 36 of 84 in one, the mean is 16.8.
    assert worst.deviation == pytest.approx(36 / (84 / 5) - 1)
    assert "Balance holds in 1 of 2 quarters; at worst (2025 Q2)" in found.words
    assert {future.name for future in found.futures if future.kind == "surge"} == {"East", "West"}


def test_without_seasons_or_sectors_there_is_nothing_to_test() -> None:
    found = robustness(BASE, replace(MEASURES, seasons={}, sectors=()))
    assert (found.seasons_within, found.surges_within, found.words) == (None, None, "Nothing to test")


def heavy_in_r1() -> np.ndarray:
    return np.array([3.0 if BASE.assigned[unit] == "r1" else 1.0 for unit in LAND.units])
