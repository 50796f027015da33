"""Units meet corner for corner, so regions do: no sliver, no gap, and no area lost."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, box

from data.errors import PlanError
from data.geography.border_miles import border_miles_by_county
from data.geography.measure import area_km2
from data.geography.region_areas import area_km2_by_county
from data.geography.region_shapes import region_shapes
from data.plans.applied import apply
from data.plans.edits import Assign, CutUnit, DrawRegion
from data.plans.membership import leaves_under, members, units_of
from data.plans.plan import Plan
from data.plans.starts import start
from data.plans.unit_shapes import (
    border_miles,
    county_shapes,
    region_shape,
    shape_of,
    unit_area_km2,
    unit_shape,
)
from tests.data.plans.plan_cases import (
    EL_PASO,
    HUDSPETH,
    NATION_KM2,
    across,
    check_shapes,
    counties_touched,
    with_regions,
)

_HARD = ("24037", "51131", "02198", "23009", "12087", "22109", "53055", "25019", "36059", "37031", "55029")
"""Counties of inlets, islands and many polygons."""


@pytest.fixture(scope="module")
def redrawn() -> Plan:
    """Today's task forces, redrawn along the line to Mexico by hand, with cuts through many counties."""
    plan = start("today")
    for number, west in enumerate((-116.5, -112.3, -108.9, -106.6, -104.1, -100.4)):
        outline = box(west, 26.0, west + 1.7, 33.3 - number / 3)
        plan = apply(plan, DrawRegion(polygon=outline, region=f"r{1 + number % 3}")).plan
    return plan


def test_a_whole_county_has_its_own_shape_area_and_border() -> None:
    plan = Plan()
    assert unit_shape(plan, EL_PASO) is county_shapes()[EL_PASO]
    assert unit_area_km2(plan, EL_PASO) == area_km2_by_county()[EL_PASO]
    assert border_miles(plan, EL_PASO) == border_miles_by_county()[EL_PASO]


def test_regions_of_a_start_are_those_of_its_set() -> None:
    plan, frame = start("sectors"), region_shapes("sector")
    for region, expected in list(zip(plan.regions, frame.geometry, strict=True))[:6]:
        assert shapely.equals(region_shape(plan, region.key), expected)


def test_areas_of_regions_and_the_rest_are_the_nation(redrawn: Plan) -> None:
    assert len(redrawn.cuts) > 10
    areas = [
        area_km2(region_shape(redrawn, key)) for key in (None, *(found.key for found in redrawn.regions))
    ]
    assert sum(areas) == pytest.approx(NATION_KM2, rel=1e-9)
    summed = [
        sum(unit_area_km2(redrawn, unit) for unit in members(redrawn, key))
        for key in (None, *(found.key for found in redrawn.regions))
    ]
    assert areas == pytest.approx(summed, rel=1e-9, abs=1e-9)


def test_regions_meet_corner_for_corner(redrawn: Plan) -> None:
    near = {region for unit, region in redrawn.assigned.items() if unit[:5] in counties_touched(redrawn)}
    shapes = np.array([region_shape(redrawn, key) for key in sorted(near)], np.object_)
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)
    check_shapes(redrawn)


def test_border_miles_of_units_add_up_to_the_border(redrawn: Plan) -> None:
    total = sum(border_miles(redrawn, unit) for unit in units_of(redrawn))
    assert total == pytest.approx(sum(border_miles_by_county().values()), rel=1e-9)


@settings(max_examples=60)
@given(
    county=st.sampled_from(_HARD),
    radius=st.sampled_from((0.02, 0.1, 0.3)),
    corners=st.lists(st.floats(0.3, 1), min_size=3, max_size=12),
    shift=st.tuples(st.floats(-0.2, 0.2), st.floats(-0.2, 0.2)),
)
def test_shores_and_islands_are_cut_as_cleanly_as_a_grid(
    *, county: str, radius: float, corners: list[float], shift: tuple[float, float]
) -> None:
    (lon, lat), *_ = shapely.get_coordinates(shapely.point_on_surface(county_shapes()[county]))
    turns = np.linspace(0, 2 * np.pi, len(corners), endpoint=False)
    reach = radius * np.array(corners)
    ring = np.stack([lon + shift[0] + reach * np.cos(turns), lat + shift[1] + reach * np.sin(turns)], axis=1)
    plan = apply(with_regions(1), DrawRegion(polygon=shapely.Polygon(ring), region="r1")).plan
    check_shapes(plan)
    for found in {unit[:5] for unit in plan.cuts}:
        areas = [unit_area_km2(plan, unit) for unit in leaves_under(plan.cuts, found)]
        assert sum(areas) == pytest.approx(area_km2_by_county()[found], rel=1e-9)


@settings(max_examples=60)
@given(
    lines=st.lists(
        st.tuples(st.booleans(), st.floats(0.1, 0.9), st.integers(0, 9), st.floats(-0.2, 0.2)),
        min_size=1,
        max_size=6,
    )
)
def test_parts_of_parts_meet_however_often_they_are_cut(
    *, lines: list[tuple[bool, float, int, float]]
) -> None:
    plan = Plan()
    for is_upright, share, number, slant in lines:
        units = [unit for county in (EL_PASO, HUDSPETH) for unit in leaves_under(plan.cuts, county)]
        unit = units[number % len(units)]
        line = across(unit, share, is_upright=is_upright, plan=plan)
        (west, south), (east, north) = line.coords
        try:
            plan = apply(
                plan, CutUnit(unit=unit, line=LineString([(west, south), (east + slant, north + slant)]))
            ).plan
        except PlanError:
            continue
        check_shapes(plan)
    both = shape_of(plan, frozenset(leaf for c in (EL_PASO, HUDSPETH) for leaf in leaves_under(plan.cuts, c)))
    assert area_km2(both) == pytest.approx(
        sum(area_km2_by_county()[c] for c in (EL_PASO, HUDSPETH)), rel=1e-9
    )


def test_a_region_without_units_has_an_empty_shape_and_an_unknown_one_none() -> None:
    assert region_shape(with_regions(1), "r1").is_empty
    with pytest.raises(PlanError, match="no region 'r9'"):
        region_shape(Plan(), "r9")


def test_an_assignment_moves_no_geometry() -> None:
    plan = apply(with_regions(1), CutUnit(unit=HUDSPETH, line=across(HUDSPETH))).plan
    done = apply(plan, Assign(units=(f"{HUDSPETH}/1",), region="r1")).plan
    assert done.cuts is plan.cuts
    assert unit_shape(done, f"{HUDSPETH}/1") is unit_shape(plan, f"{HUDSPETH}/1")
