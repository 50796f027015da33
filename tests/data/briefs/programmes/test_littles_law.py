"""Little's law tells what entry and stay imply, and nothing where a figure lacks or a year is partial."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.briefs.programmes.littles_law import (
    StageYear,
    binding_stage,
    days_to_full,
    held_over_implied,
    implied_held,
    newest_whole,
    wait_days,
)

YEAR = StageYear(year="2024", entries=277_913.0, held=37_721.8, stay_days=46.9, days=366)
COUNTS = st.floats(min_value=1, max_value=1e7)


@given(entries=COUNTS, stay=st.floats(min_value=0.1, max_value=400), days=st.integers(1, 366))
def test_a_stage_in_balance_holds_what_is_implied(entries: float, stay: float, days: int) -> None:
    implied = implied_held(StageYear(year="1", entries=entries, held=None, stay_days=stay, days=days))
    assert implied is not None
    balanced = StageYear(year="1", entries=entries, held=implied, stay_days=stay, days=days)
    assert held_over_implied(balanced) == pytest.approx(1.0)


def test_a_queue_that_is_simulated_holds_what_the_law_says() -> None:
    random = np.random.default_rng(7)
    entered = np.sort(random.uniform(0, 400, 40_000))
    stay = random.exponential(20, entered.size)
    days = np.arange(100, 300)
    held = [int(((entered <= day) & (entered + stay > day)).sum()) for day in days]
    year = StageYear(
        year="1",
        entries=float(((entered >= 100) & (entered < 300)).sum()),
        held=float(np.mean(held)),
        stay_days=float(stay.mean()),
        days=200,
    )
    assert held_over_implied(year) == pytest.approx(1.0, abs=0.05)


@pytest.mark.parametrize(
    "unknown", [{"entries": None}, {"stay_days": None}, {"is_partial": True}, {"days": 0}], ids=str
)
def test_where_a_figure_lacks_or_the_year_is_partial_it_cannot_be_told(unknown: dict[str, None]) -> None:
    assert implied_held(replace(YEAR, **unknown)) is None
    assert held_over_implied(replace(YEAR, **unknown)) is None


def test_without_the_number_held_there_is_no_ratio() -> None:
    assert implied_held(replace(YEAR, held=None)) is not None
    assert held_over_implied(replace(YEAR, held=None)) is None


def test_the_newest_whole_year_is_taken_and_a_partial_one_after_it_is_not() -> None:
    later = replace(YEAR, year="2025", is_partial=True)
    assert newest_whole((replace(YEAR, year="2023"), YEAR, later)) is YEAR
    assert newest_whole((later,)) is None


@given(free=COUNTS, entries=COUNTS, exits=COUNTS, days=st.integers(1, 31))
def test_days_to_full_lie_within_their_interval_or_cannot_be_told(
    free: float, entries: float, exits: float, days: int
) -> None:
    found = days_to_full(free=free, entries=entries, exits=exits, days=days)
    if entries <= exits:
        assert found is None
    else:
        assert found is not None
        assert found.soonest <= found.days
        assert found.latest is None or found.days <= found.latest
        assert found.days == pytest.approx(free / ((entries - exits) / days))
        assert (found.latest is None) == (entries - exits <= 1.96 * math.sqrt(entries + exits))


@pytest.mark.parametrize("lacking", ["free", "entries", "exits"])
def test_days_to_full_need_every_figure(lacking: str) -> None:
    known: dict[str, float | None] = {"free": 10.0, "entries": 900.0, "exits": 300.0}
    assert days_to_full(**{**known, lacking: None}, days=30) is None


def test_the_stage_with_the_longest_wait_binds_and_one_alone_cannot_be_told() -> None:
    waits = {"a": wait_days(400.0, 6_000.0, 30), "b": wait_days(38_000.0, 23_600.0, 30), "c": None}
    assert waits["a"] == 2.0
    assert binding_stage(waits) == "b"
    assert binding_stage({"a": 2.0, "c": None}) is None
    assert wait_days(400.0, 0.0, 30) is None
