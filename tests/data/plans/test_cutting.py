"""A cut makes two parts that are the unit exactly, and joining them takes it back."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from shapely import LineString

from data.errors import LockedError, PlanError
from data.geography.border_miles import border_miles_by_county
from data.geography.region_areas import area_km2_by_county
from data.plans.applied import apply
from data.plans.edits import Assign, CutUnit, JoinParts, SetLock, SetReason
from data.plans.membership import units_of
from data.plans.plan import Plan
from data.plans.unit_shapes import border_miles, county_shapes, region_shape, unit_area_km2, unit_shape
from data.plans.units import parts_of
from tests.data.plans.plan_cases import (
    CULBERSON,
    EL_PASO,
    GALVESTON,
    HUDSPETH,
    across,
    check_partition,
    with_regions,
)

_CUT = (EL_PASO, HUDSPETH, CULBERSON, GALVESTON, "51001", "24037", "02198", "06083")
"""A border county, plain ones, and counties of islands and inlets."""


def _cut(plan: Plan, unit: str, share: float = 0.5, *, is_upright: bool = True) -> Plan:
    return apply(plan, CutUnit(unit=unit, line=across(unit, share, is_upright=is_upright, plan=plan))).plan


@pytest.mark.parametrize("county", _CUT)
def test_parts_are_the_county_exactly_and_their_areas_add_up(county: str) -> None:
    plan = _middle_cut(county)
    first, second = (unit_shape(plan, part) for part in parts_of(county))
    whole = county_shapes()[county]
    assert shapely.intersection(first, second).area == pytest.approx(0, abs=1e-12)
    assert shapely.symmetric_difference(shapely.union(first, second), whole).area == pytest.approx(
        0, abs=1e-9
    )
    areas = [unit_area_km2(plan, part) for part in parts_of(county)]
    assert sum(areas) == pytest.approx(area_km2_by_county()[county], rel=1e-9)
    assert areas[0] >= areas[1]
    check_partition(plan)


def _middle_cut(county: str) -> Plan:
    """The first cut straight across that crosses the county once."""
    for share in (0.5, 0.45, 0.55, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9):
        for is_upright in (True, False):
            try:
                return _cut(Plan(), county, share, is_upright=is_upright)
            except PlanError:
                continue
    pytest.fail(f"no straight line crosses {county} once")


@settings(max_examples=60)
@given(
    county=st.sampled_from((EL_PASO, HUDSPETH, CULBERSON)),
    share=st.floats(0.1, 0.9),
    is_upright=st.booleans(),
    region=st.sampled_from((None, "r1")),
    is_locked=st.booleans(),
    is_reasoned=st.booleans(),
)
def test_cut_and_join_are_inverse(
    *, county: str, share: float, is_upright: bool, region: str | None, is_locked: bool, is_reasoned: bool
) -> None:
    plan = apply(with_regions(1), Assign(units=(county,), region=region)).plan
    if is_locked:
        plan = apply(plan, SetLock(units=(county,))).plan
    if is_reasoned:
        plan = apply(plan, SetReason(units=(county,), text="Same port")).plan
    line = across(county, share, is_upright=is_upright)
    assume(len(shapely.get_parts(shapely.intersection(county_shapes()[county], line))) == 1)
    cut = apply(plan, CutUnit(unit=county, line=line))
    assert not cut.moved
    assert len(cut.plan.reasons) == 2 * is_reasoned
    assert len(cut.plan.locked) == 2 * is_locked
    assert apply(cut.plan, JoinParts(unit=county, region=region)).plan == plan


def test_a_cut_at_a_shared_edge_is_a_corner_of_both_counties() -> None:
    plan = _cut(Plan(), EL_PASO, 0.6, is_upright=False)
    ends = set(_corners(plan, f"{EL_PASO}/1")) & set(_corners(plan, f"{EL_PASO}/2"))
    beside = set(_corners(plan, HUDSPETH))
    added = beside - set(map(tuple, shapely.get_coordinates(county_shapes()[HUDSPETH]).tolist()))
    assert len(added) == 1
    assert added <= ends


def test_a_cut_on_each_side_of_an_edge_leaves_one_border() -> None:
    plan = with_regions(2)
    for share in (0.6, 0.62, 0.58):
        plan = _cut(plan, HUDSPETH if share == 0.62 else _largest(plan, EL_PASO), share, is_upright=False)
        check_partition(plan)
    units = [unit for unit in units_of(plan) if unit.startswith((EL_PASO, HUDSPETH))]
    plan = apply(plan, Assign(units=tuple(units[::2]), region="r1")).plan
    plan = apply(plan, Assign(units=tuple(units[1::2]), region="r2")).plan
    one, other = region_shape(plan, "r1"), region_shape(plan, "r2")
    assert shapely.is_valid([one, other]).all()
    both = shapely.coverage_union_all([one, other])
    whole = shapely.coverage_union_all([county_shapes()[EL_PASO], county_shapes()[HUDSPETH]])
    assert both.area == pytest.approx(whole.area, rel=1e-12)
    assert len(shapely.get_rings(both)) == 1


def _largest(plan: Plan, county: str) -> str:
    units = [unit for unit in units_of(plan) if unit.startswith(county)]
    return max(units, key=lambda unit: unit_area_km2(plan, unit))


def test_other_islands_go_with_the_larger_part_and_it_is_said() -> None:
    islands = len(shapely.get_parts(county_shapes()[GALVESTON]))
    done = apply(Plan(), CutUnit(unit=GALVESTON, line=_across_largest(GALVESTON)))
    assert f"{islands - 1} more polygons of Galveston County, TX went with its larger part" in done.notes
    assert len(shapely.get_parts(unit_shape(done.plan, f"{GALVESTON}/1"))) == islands
    assert len(shapely.get_parts(unit_shape(done.plan, f"{GALVESTON}/2"))) == 1


def _across_largest(county: str) -> LineString:
    largest = max(shapely.get_parts(county_shapes()[county]), key=shapely.area)
    west, south, east, north = largest.bounds
    for share in (0.5, 0.4, 0.6, 0.3, 0.7):
        line = LineString(
            [(west + share * (east - west), south - 0.01), (west + share * (east - west), north + 0.01)]
        )
        if len(shapely.get_parts(shapely.intersection(largest, line))) == 1:
            return line
    pytest.fail(f"no upright line crosses {county} once")


def test_parts_share_out_the_border_of_their_county() -> None:
    plan = _cut(Plan(), HUDSPETH)
    whole = border_miles_by_county()[HUDSPETH]
    parts = [border_miles(plan, part) for part in parts_of(HUDSPETH)]
    assert sum(parts) == pytest.approx(whole, rel=1e-12)
    assert min(parts) > 0.2 * whole
    assert border_miles(plan, CULBERSON) == 0


def test_a_part_inland_has_no_border() -> None:
    plan = _cut(Plan(), HUDSPETH, 0.9, is_upright=False)
    assert sorted(border_miles(plan, part) for part in parts_of(HUDSPETH)) == [
        0,
        pytest.approx(border_miles_by_county()[HUDSPETH]),
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (LineString([(-105.5, 31.3), (-105.5, 33)]), "the line ends inside Hudspeth County, TX"),
        (LineString([(-100, 31.3), (-100, 33)]), "the line does not cross Hudspeth County, TX"),
        (
            LineString(
                [(-105.6, 33), (-105.6, 31.8), (-105.4, 31.8), (-105.4, 33), (-105.2, 33), (-105.2, 30)]
            ),
            "into 3 pieces, expected 2",
        ),
        (LineString([(-106, 33), (-105, 30), (-105, 33), (-106, 30)]), "crosses or touches itself"),
        (LineString([(-105.5, 31.3), (-105.5, 31.3)]), "1 different corners"),
    ],
)
def test_a_line_that_does_not_cross_once_is_refused(line: LineString, words: str) -> None:
    with pytest.raises(PlanError, match=words) as refused:
        apply(Plan(), CutUnit(unit=HUDSPETH, line=line))
    assert "edge" in refused.value.remedy


def test_a_part_that_is_cut_itself_is_joined_first() -> None:
    plan = _cut(_cut(Plan(), HUDSPETH), f"{HUDSPETH}/1", is_upright=False)
    with pytest.raises(PlanError, match=f"Join {HUDSPETH}/1 first"):
        apply(plan, JoinParts(unit=HUDSPETH, region=None))


def test_a_locked_part_holds_the_unit_that_it_is_joined_to() -> None:
    plan = _cut(with_regions(2), HUDSPETH)
    plan = apply(plan, Assign(units=(f"{HUDSPETH}/1",), region="r1")).plan
    plan = apply(plan, SetLock(units=(f"{HUDSPETH}/1",))).plan
    with pytest.raises(LockedError, match="part 1 of Hudspeth County, TX"):
        apply(plan, JoinParts(unit=HUDSPETH, region="r2"))
    joined = apply(plan, JoinParts(unit=HUDSPETH, region="r1"))
    assert joined.plan.locked == {HUDSPETH}
    assert joined.moved == {HUDSPETH}


def _corners(plan: Plan, unit: str) -> list[tuple[float, ...]]:
    return [tuple(corner) for corner in shapely.get_coordinates(unit_shape(plan, unit)).tolist()]
