"""Incidents per available officer: the interval holds what it says."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from data.plans.figures.availability import workloads
from data.plans.plan import Resources

TEAM = Resources(officers=20, agents=80, availability=0.43)


@given(shown=st.integers(0, 5000), small=st.integers(0, 50))
def test_what_is_not_shown_widens_the_interval(shown: int, small: int) -> None:
    sums = np.array([float(shown)])
    narrow = workloads([TEAM], sums, sums, shown=sums)[0]
    wide = workloads([TEAM], sums + small, sums + 9 * small, shown=sums)[0]
    unknown = workloads([TEAM], sums + small, np.array([np.inf]), shown=sums)[0]
    assert narrow.ratio == wide.ratio == unknown.ratio == shown / (100 * 0.43)
    assert narrow.high is not None
    assert wide.high is not None
    assert wide.high >= narrow.high
    assert unknown.high is None
    assert "or more" in unknown.words


def test_nobody_available_is_said_and_not_divided_by() -> None:
    sums = np.array([5.0, 5.0])
    for found in workloads([Resources(), Resources(officers=9, availability=0.0)], sums, sums, shown=sums):
        assert (found.ratio, found.low, found.high) == (None, None, None)
        assert found.words == "no officers entered"


def test_aircraft_vessels_and_beds_are_no_officers() -> None:
    sums = np.array([5.0])
    found = workloads([Resources(aircraft=3, vessels=2, beds=100)], sums, sums, shown=sums)[0]
    assert found.available == 0
