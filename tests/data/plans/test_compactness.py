"""Compactness is 1 for a circle, known for simple shapes, and the same wherever a shape lies."""

from __future__ import annotations

import math

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod
from shapely import Polygon

from data.errors import PlanError
from data.plans.applied import apply
from data.plans.compactness import Compactness, compactness, compactness_of, exemplars
from data.plans.edits import Assign
from data.plans.membership import units_of
from data.plans.plan import Plan
from tests.data.plans.plan_cases import EL_PASO, with_regions

_GEOD = Geod(ellps="WGS84")
_PLACES = st.tuples(st.floats(-170, 170), st.floats(-60, 70))


def _ring(lon: float, lat: float, bearings: list[float], metres: float) -> Polygon:
    corners = [_GEOD.fwd(lon, lat, bearing, metres)[:2] for bearing in bearings]
    return Polygon(corners)


@settings(max_examples=30)
@given(_PLACES, st.floats(1e3, 3e5))
def test_a_circle_on_the_ground_is_perfectly_compact(place: tuple[float, float], metres: float) -> None:
    found = compactness_of(_ring(*place, [at / 2 for at in range(720)], metres))
    assert found.polsby_popper == pytest.approx(1, abs=2e-3)
    assert found.reock == pytest.approx(1, abs=2e-3)
    assert found.convex_hull == pytest.approx(1, abs=2e-3)


@settings(max_examples=30)
@given(_PLACES, st.floats(0, 90))
def test_a_square_on_the_ground_is_the_exemplar(place: tuple[float, float], turn: float) -> None:
    found = compactness_of(_ring(*place, [turn, turn + 90, turn + 180, turn + 270], 1e4))
    square = exemplars()["Square"]
    assert found.polsby_popper == pytest.approx(square.polsby_popper, abs=2e-3)
    assert found.reock == pytest.approx(square.reock, abs=2e-3)
    assert square == Compactness(polsby_popper=math.pi / 4, reock=2 / math.pi, convex_hull=1)


def test_familiar_states_are_in_the_order_that_everybody_sees() -> None:
    found = exemplars()
    by_edge = sorted(found, key=lambda name: found[name].polsby_popper, reverse=True)
    assert by_edge == ["Circle", "Square", "Colorado", "Tennessee", "Maryland"]
    assert min(found, key=lambda name: found[name].convex_hull) == "Maryland"


def test_a_region_is_as_compact_as_its_shape() -> None:
    plan = apply(with_regions(1), Assign(units=_colorado(), region="r1")).plan
    found, state = compactness(plan, "r1"), exemplars()["Colorado"]
    assert found.polsby_popper == pytest.approx(state.polsby_popper, abs=1e-3)
    assert found.reock == pytest.approx(state.reock, abs=1e-3)
    assert found.convex_hull == pytest.approx(state.convex_hull, abs=1e-3)


def _colorado() -> tuple[str, ...]:
    return tuple(unit for unit in units_of(Plan()) if unit.startswith("08"))


def test_a_shape_across_the_antimeridian_is_measured_in_one_piece() -> None:
    east, west = shapely.box(179, 51, 180, 52), shapely.box(-180, 51, -179, 52)
    found = compactness_of(shapely.MultiPolygon([east, west]))
    beside = compactness_of(shapely.MultiPolygon([shapely.box(9, 51, 10, 52), shapely.box(10, 51, 11, 52)]))
    assert found.reock == pytest.approx(beside.reock, rel=1e-6)
    assert found.convex_hull == pytest.approx(beside.convex_hull, rel=1e-6)


def test_a_region_without_units_has_no_compactness() -> None:
    with pytest.raises(PlanError, match="has no units yet"):
        compactness(with_regions(1), "r1")
    with pytest.raises(PlanError, match="no region 'r9'"):
        compactness(with_regions(1), "r9")


def test_a_county_lies_between_nothing_and_a_circle() -> None:
    plan = apply(with_regions(1), Assign(units=(EL_PASO,), region="r1")).plan
    found = compactness(plan, "r1")
    assert all(0 < value < 1 for value in (found.polsby_popper, found.reock, found.convex_hull))
