"""A drawn polygon becomes units, and each snap and cut that this takes is told."""

from __future__ import annotations

from functools import cache

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon, box

from data.errors import LockedError, PlanError, PolygonError
from data.plans.applied import Applied, apply
from data.plans.edits import Assign, DrawRegion, SetLock, SetRules
from data.plans.membership import members, region_of
from data.plans.plan import Plan, Rules
from data.plans.unit_shapes import county_shapes, region_shape, shape_of, unit_area_km2, unit_shape
from data.plans.units import county_of, is_part
from tests.data.plans.plan_cases import EL_PASO, GALVESTON, HUDSPETH, PANHANDLE, check_partition, with_regions

POTTER, RANDALL, CARSON, ARMSTRONG = "48375", "48381", "48065", "48011"
"""Four counties that meet near Amarillo, each about 48 km across."""


def _draw(polygon: shapely.Geometry, plan: Plan | None = None, region: str | None = "r1") -> Applied:
    return apply(plan or with_regions(2), DrawRegion(polygon=polygon, region=region))


def _snapping(km: float, plan: Plan | None = None) -> Plan:
    return apply(plan or with_regions(2), SetRules(rules=Rules(snap_km=km))).plan


def test_counties_inside_go_whole_and_without_a_word() -> None:
    outline = shape_of(Plan(), frozenset({POTTER, RANDALL}))
    done = _draw(outline)
    assert done.moved == {POTTER, RANDALL}
    assert done.notes == ()
    assert not done.plan.cuts


def test_a_line_across_counties_cuts_them_at_the_line() -> None:
    west, south, east, north = shape_of(Plan(), frozenset({POTTER, CARSON})).bounds
    middle = (south + north) / 2
    done = _draw(box(west + 0.1, middle, east - 0.1, north - 0.1))
    assert {unit for unit in done.moved if is_part(unit)} == {f"{POTTER}/1", f"{CARSON}/1"}
    assert "Cut along the outline: 2 counties (Carson County, TX and Potter County, TX)" in done.notes
    assert region_shape(done.plan, "r1").bounds[1] == pytest.approx(middle, abs=1e-7)
    check_partition(done.plan)


@pytest.mark.parametrize(("snap_km", "is_cut"), [(0.0, True), (1.0, True), (3.0, False)])
def test_an_outline_within_the_snap_distance_of_an_edge_follows_it(snap_km: float, *, is_cut: bool) -> None:
    west, south, east, north = county_shapes()[POTTER].bounds
    inset = box(west - 0.01, south - 0.01, east + 0.01, north - 0.02)
    plan = _snapping(snap_km)
    done = _draw(inset, plan)
    assert bool(done.plan.cuts) == is_cut
    assert (POTTER in done.moved) != is_cut
    if not is_cut:
        told = f"Snapped, wholly in, as the outline lies within {snap_km:g} km of the edge: 1 county (Potter"
        assert done.notes[0].startswith(told)


def test_a_unit_that_is_barely_entered_stays_out_and_it_is_told() -> None:
    west, south, east, north = county_shapes()[POTTER].bounds
    done = _draw(box(west, south, east + 0.015, north))
    assert done.moved == {POTTER}
    assert any(note.startswith("Snapped, wholly out,") and "Carson County, TX" in note for note in done.notes)


def test_a_polygon_inside_a_unit_is_its_first_part_and_leaves_a_hole() -> None:
    lon, lat = county_shapes()[HUDSPETH].centroid.coords[0]
    done = _draw(box(lon - 0.1, lat - 0.1, lon + 0.1, lat + 0.1))
    assert done.moved == {f"{HUDSPETH}/1"}
    inner, outer = (unit_shape(done.plan, f"{HUDSPETH}/{part}") for part in (1, 2))
    assert len(shapely.get_rings(outer)) == 2
    assert inner.area == pytest.approx(0.04, abs=1e-6)
    check_partition(done.plan)


def test_a_hole_is_cut_by_drawing_for_no_region() -> None:
    plan = apply(with_regions(1), Assign(units=PANHANDLE, region="r1")).plan
    lon, lat = county_shapes()[POTTER].centroid.coords[0]
    done = _draw(box(lon - 0.1, lat - 0.1, lon + 0.1, lat + 0.1), plan, region=None)
    assert done.moved == {f"{POTTER}/1"}
    before, after = (sum(unit_area_km2(p, unit) for unit in members(p, "r1")) for p in (plan, done.plan))
    assert before - after == pytest.approx(unit_area_km2(done.plan, f"{POTTER}/1"), rel=1e-9)


def test_a_shared_border_moves_on_both_sides_and_no_third_region_loses() -> None:
    plan = apply(with_regions(3), Assign(units=(POTTER,), region="r1")).plan
    plan = apply(plan, Assign(units=(CARSON,), region="r2")).plan
    plan = apply(plan, Assign(units=(RANDALL, ARMSTRONG), region="r3")).plan
    west, south, east, north = county_shapes()[CARSON].bounds
    for share in (0.5, 0.3, 0.7, 0.4):
        edge = west + share * (east - west)
        moves = [
            DrawRegion(polygon=box(west - 0.3, south - 0.2, edge, north), region="r1", only_from="r2"),
            DrawRegion(polygon=box(edge, south - 0.2, east, north), region="r2", only_from="r1"),
        ]
        for move in moves:
            plan = apply(plan, move).plan
        border = shapely.intersection(region_shape(plan, "r1"), region_shape(plan, "r2"))
        assert border.bounds[0] == pytest.approx(edge, abs=1e-7)
        assert list(plan.cuts) == [CARSON]
        check_partition(plan)
    assert set(members(plan, "r3")) == {RANDALL, ARMSTRONG}


def test_an_outline_that_comes_back_to_the_county_line_leaves_no_cut() -> None:
    plan = apply(with_regions(2), Assign(units=(POTTER,), region="r1")).plan
    west, south, east, north = county_shapes()[POTTER].bounds
    cut = _draw(box(west, south, (west + east) / 2, north), plan, region="r2").plan
    assert cut.cuts
    back = apply(cut, DrawRegion(polygon=box(west, south, east, north), region="r1", only_from="r2"))
    assert back.plan == plan
    assert any("one again: 1 county (Potter County, TX)" in note for note in back.notes)


def test_only_unassigned_units_are_taken_if_that_is_asked_for() -> None:
    plan = apply(with_regions(2), Assign(units=(POTTER,), region="r2")).plan
    outline = shape_of(plan, frozenset({POTTER, RANDALL}))
    done = apply(plan, DrawRegion(polygon=outline, region="r1", only_from=""))
    assert done.moved == {RANDALL}


def test_a_drawing_leaves_locked_units_and_says_so() -> None:
    plan = apply(with_regions(1), SetLock(units=(POTTER,))).plan
    outline = shape_of(plan, frozenset({POTTER, RANDALL}))
    done = _draw(outline, plan)
    assert done.moved == {RANDALL}
    assert done.notes == ("Locked and left where they are: 1 county (Potter County, TX)",)
    with pytest.raises(LockedError, match="Potter County, TX"):
        _draw(county_shapes()[POTTER], plan)


def test_a_locked_county_is_not_cut() -> None:
    plan = apply(with_regions(1), SetLock(units=(POTTER,))).plan
    west, south, east, north = shape_of(plan, frozenset({POTTER, CARSON})).bounds
    done = _draw(box(west, (south + north) / 2, east, north), plan)
    assert {county_of(unit) for unit in done.plan.cuts} == {CARSON}


def test_what_is_mended_is_told() -> None:
    west, south, east, north = county_shapes()[POTTER].bounds
    bow_tie = Polygon([(west, south), (east, north), (east, south), (west, north)])
    done = _draw(bow_tie)
    assert done.notes[0].startswith("Two edges cross or overlap at longitude")
    check_partition(done.plan)


def test_a_polygon_beyond_repair_is_refused() -> None:
    with pytest.raises(PolygonError):
        _draw(Polygon([(0, 0), (1, 1), (2, 2), (0, 0)]))
    with pytest.raises(PolygonError, match="smaller than a centimetre"):
        _draw(box(-101.5, 35.1, -101.5 + 1e-8, 35.1 + 1e-8))


def test_a_drawing_for_a_region_that_is_not_there_is_refused() -> None:
    for edit in (
        DrawRegion(polygon=box(-102, 35, -101, 36), region="r9"),
        DrawRegion(polygon=box(-102, 35, -101, 36), region="r1", only_from="r9"),
    ):
        with pytest.raises(PlanError, match="no region 'r9'"):
            apply(with_regions(1), edit)


def test_an_island_goes_where_it_was_drawn() -> None:
    islands = sorted(shapely.get_parts(county_shapes()[GALVESTON]).tolist(), key=shapely.area)
    done = _draw(islands[-2], _snapping(0.1))
    assert done.moved == {f"{GALVESTON}/1"}
    assert unit_shape(done.plan, f"{GALVESTON}/1").area == pytest.approx(islands[-2].area, rel=0.01)
    check_partition(done.plan)


def test_the_same_drawing_twice_changes_nothing_the_second_time() -> None:
    west, south, east, north = shape_of(Plan(), frozenset({EL_PASO, HUDSPETH})).bounds
    drawing = DrawRegion(polygon=box(west, south, (west + east) / 2, (south + north) / 2), region="r1")
    once = apply(with_regions(1), drawing)
    again = apply(once.plan, drawing)
    assert again.plan == once.plan


@cache
def _far_from_lines(snap_km: float) -> shapely.Geometry:
    """What of the Panhandle lies farther than that from each county line."""
    cores = [county_shapes()[county].buffer(-snap_km / 90 - 1e-4) for county in PANHANDLE]
    return shapely.union_all(cores)


@settings(max_examples=40)
@given(
    corner=st.tuples(st.floats(-102.9, -101), st.floats(34.3, 36)),
    size=st.tuples(st.floats(0.05, 1.5), st.floats(0.05, 1.5)),
    snap_km=st.sampled_from((0.0, 0.5, 2.0, 5.0)),
)
def test_what_is_drawn_differs_from_the_region_by_no_more_than_the_snap(
    *, corner: tuple[float, float], size: tuple[float, float], snap_km: float
) -> None:
    """Every place farther than the snap from any county line or from the outline is as drawn."""
    drawn = box(*corner, corner[0] + size[0], corner[1] + size[1])
    plan = _draw(drawn, _snapping(snap_km)).plan
    region = region_shape(plan, "r1")
    assert shapely.is_valid(region)
    wrong = shapely.intersection(shapely.symmetric_difference(drawn, region), _far_from_lines(snap_km))
    assert wrong.area == pytest.approx(0, abs=1e-6)
    assert all(region_of(plan, unit) == "r1" for unit in members(plan, "r1"))
