"""Overlap and gap against other boundaries: bounds, extremes and totals of the cross-tabulation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from data.answers.filters import Filter
from data.geography.regions import region_set
from data.plans.figures.boundary_sets import boundary_sets
from data.plans.figures.columns import AREA_KM2, INCIDENTS
from data.plans.figures.overlap import indices
from data.plans.figures.plan_figures import PlanFigures
from data.plans.plan import Plan
from data.plans.starts import start
from data.roles import LOCAL_ACTOR
from tests.data.plans.figure_cases import figures, figures_gate, figures_store, plan_of, plans

__all__ = ["figures", "figures_gate", "figures_store"]
RELAXED = settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
TABLES = hnp.arrays(
    np.float64, st.tuples(st.integers(2, 6), st.integers(2, 6)), elements=st.integers(0, 1000).map(float)
)


@given(cross=TABLES)
def test_indices_are_within_their_bounds_and_turn_with_the_table(cross: np.ndarray) -> None:
    found, turned = indices(cross), indices(cross.T)
    regions, others = cross.shape[0] - 1, cross.shape[1] - 1
    assert found.overlap is None or 1 - 1e-9 <= found.overlap <= others + 1e-9
    assert found.overlap_turned is None or 1 - 1e-9 <= found.overlap_turned <= regions + 1e-9
    assert found.gap is None or 0 <= found.gap <= 1
    assert (turned.overlap, turned.overlap_turned) == (found.overlap_turned, found.overlap)
    assert (turned.gap, turned.gap_turned) == (found.gap_turned, found.gap)


def test_equal_shares_of_n_regions_count_as_n() -> None:
    found = indices(np.array([[25.0, 25, 25, 25, 0], [0, 0, 0, 0, 0]]))
    assert found.overlap == pytest.approx(4.0)
    assert found.overlap_turned == pytest.approx(1.0)


def test_half_outside_is_half_a_gap() -> None:
    found = indices(np.array([[30.0, 30.0], [90.0, 5.0]]))
    assert found.gap == pytest.approx(0.5)
    assert found.gap_turned == pytest.approx(0.75)


@pytest.mark.parametrize(
    ("key", "other"), [("sectors", "sector"), ("today", "best"), ("field_offices", "field_office")]
)
def test_a_plan_that_is_a_region_set_matches_it_whole(figures: PlanFigures, key: str, other: str) -> None:
    plan = start(key)
    found = next(one for one in figures.overlaps(LOCAL_ACTOR, plan, Filter()) if one.key == other)
    for one in (found.by_area, found.by_incidents):
        assert [one.overlap, one.overlap_turned] == pytest.approx([1.0, 1.0])
        assert (one.gap, one.gap_turned) == (0.0, 0.0)
    names = {region.key: region.name for region in plan.regions}
    assert {region: match.other for region, match in found.matches.items()} == names
    assert [match.share for match in found.matches.values()] == [pytest.approx(1.0)] * len(names)


@given(plan=plans())
@RELAXED
def test_the_cells_add_up_to_the_nation(figures: PlanFigures, plan: Plan) -> None:
    table = figures.table(LOCAL_ACTOR, Filter()).figures
    for one in figures.overlaps(LOCAL_ACTOR, plan, Filter()):
        assert sum(cell.area_km2 for cell in one.cells) == pytest.approx(table.of(AREA_KM2).sum(), rel=1e-9)
        assert sum(cell.incidents for cell in one.cells) == table.of(INCIDENTS).sum()
        assert all(0 < match.share <= 1 + 1e-9 for match in one.matches.values())
        assert {cell.region for cell in one.cells} <= {"", *(region.key for region in plan.regions)}


def test_a_plan_without_regions_has_nothing_to_share(figures: PlanFigures) -> None:
    for one in figures.overlaps(LOCAL_ACTOR, Plan(), Filter()):
        assert one.by_area.overlap is None
        assert one.by_area.gap is None
        assert one.by_area.gap_turned == 1.0
        assert not one.matches


def test_sets_that_know_only_inside_and_outside_have_no_overlap_index(figures: PlanFigures) -> None:
    members = region_set("sector").members
    plan = plan_of(["r1"], dict.fromkeys(members, "r1"))
    found = {one.key: one for one in figures.overlaps(LOCAL_ACTOR, plan, Filter())}
    for other in boundary_sets():
        assert (found[other.key].by_area.overlap is None) == other.is_one
        area = figures.table(LOCAL_ACTOR, Filter()).figures
        sizes = dict(zip(area.units, area.of(AREA_KM2).tolist(), strict=True))
        outside = sum(sizes[fips] for fips in members if fips not in other.members)
        whole = sum(sizes[fips] for fips in members)
        assert found[other.key].by_area.gap == pytest.approx(outside / whole)
