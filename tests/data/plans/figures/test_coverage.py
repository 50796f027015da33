"""Coverage: what lies within a distance of a base, recounted one by one."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyproj import Geod

from data.answers.disclosure import State
from data.answers.filters import Filter
from data.errors import PlanError
from data.plans.figures.columns import AREA_SQ_MI, INCIDENTS
from data.plans.figures.coverage import (
    DETOUR,
    KM_PER_HOUR,
    Base,
    best_bases,
    coverage,
    drive_minutes,
    km_within,
)
from data.plans.figures.plan_figures import PlanFigures
from data.plans.figures.targets import TargetKind, open_ports, trouble_areas
from data.plans.figures.unit_at import unit_at
from data.plans.plan import Plan
from data.plans.unit_shapes import base_shape, county_shapes
from data.roles import LOCAL_ACTOR
from tests.data.plans.figure_cases import (
    COUNTS,
    EL_PASO,
    figures,
    figures_gate,
    figures_store,
    halved,
    plan_of,
)

__all__ = ["figures", "figures_gate", "figures_store"]
RELAXED = settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
BASES = st.lists(
    st.builds(Base, name=st.text("abc", min_size=1), lon=st.floats(-125, -67), lat=st.floats(25, 49)),
    max_size=5,
)
GEOD = Geod(ellps="WGS84")


@given(bases=BASES, within_km=st.floats(1, 2000))
@RELAXED
def test_gaps_and_double_cover_equal_a_count_of_bases_one_by_one(
    figures: PlanFigures, bases: list[Base], within_km: float
) -> None:
    plan = plan_of(["r1"], {EL_PASO: "r1"})
    found = coverage(plan, figures.table(LOCAL_ACTOR, Filter()), within_km=within_km, bases=tuple(bases))
    for target in found.targets[::25]:
        spot = target.spot
        km = [GEOD.inv(spot.lon, spot.lat, base.lon, base.lat)[2] / 1000 for base in bases]
        assert len(target.covering) == sum(one <= within_km for one in km)
        assert (target in found.gaps) == all(one > within_km for one in km)
        assert (target in found.doubles) == (sum(one <= within_km for one in km) > 1)
        assert (target.nearest is None) == (not bases)
        if target.nearest:
            assert target.nearest.km == pytest.approx(min(km))
        assert target.region == ("r1" if spot.county == EL_PASO else None)
    assert f"{len(found.targets):,} ports and trouble areas" in found.words


def test_a_trouble_area_is_in_the_top_tenth_of_shown_counts_per_area(figures: PlanFigures) -> None:
    table = figures.table(LOCAL_ACTOR, Filter())
    counts, areas = table.figures.of(INCIDENTS), table.figures.of(AREA_SQ_MI)
    known = [
        place
        for place, state in enumerate(table.figures.state_of(INCIDENTS))
        if state == State.SHOWN and counts[place] >= 10
    ]
    rates = {table.figures.units[place]: counts[place] / areas[place] for place in known}
    found = trouble_areas(table)
    assert 0 < len(found) < len(COUNTS)
    least = min(rates[spot.county] for spot in found)
    others = [rate for fips, rate in rates.items() if fips not in {spot.county for spot in found}]
    assert max(others) < least
    assert len(found) == sum(rate >= np.quantile(list(rates.values()), 0.9) for rate in rates.values())
    for spot in found:
        assert spot.kind is TargetKind.TROUBLE_AREA
        assert county_shapes()[spot.county].contains(shapely.Point(spot.lon, spot.lat))
        assert "top tenth" in spot.why
        assert spot.stands_out == ("stands out" in spot.why)


def test_there_is_no_trouble_where_nothing_is_shown(sparse_gate: object, empty_gate: object) -> None:
    for gate in (sparse_gate, empty_gate):
        assert trouble_areas(PlanFigures(gate).table(LOCAL_ACTOR, Filter())) == ()  # type: ignore[arg-type]


def test_a_drive_is_the_straight_way_with_a_detour_at_a_steady_speed() -> None:
    assert drive_minutes(KM_PER_HOUR) == pytest.approx(60 * DETOUR)
    for minutes in (15, 60, 240):
        assert drive_minutes(km_within(minutes)) == pytest.approx(minutes)


def test_all_open_ports_are_targets_and_all_best_offices_are_bases() -> None:
    assert len({spot.id for spot in open_ports()}) == len(open_ports()) > 300
    assert len(best_bases()) == 40
    assert any(base.name == "El Paso" or "El Paso" in base.name for base in best_bases())


@pytest.mark.parametrize("km", [0, -1, float("nan"), 6000])
def test_a_distance_that_is_none_is_refused(figures: PlanFigures, km: float) -> None:
    with pytest.raises(PlanError, match="the distance to cover"):
        figures.coverage(LOCAL_ACTOR, Plan(), Filter(), within_km=km)


def test_a_point_of_a_cut_county_is_in_one_of_its_parts() -> None:
    plan = halved(Plan(), EL_PASO)
    west, south, east, north = county_shapes()[EL_PASO].bounds
    random = np.random.default_rng(2)
    for lon, lat in zip(random.uniform(west, east, 30), random.uniform(south, north, 30), strict=True):
        unit = unit_at(plan, EL_PASO, lon, lat)
        distances = {
            part: base_shape(plan.cuts, part).distance(shapely.Point(lon, lat))
            for part in (f"{EL_PASO}/1", f"{EL_PASO}/2")
        }
        assert distances[unit] == min(distances.values())
    assert unit_at(plan, "06073", -117.0, 33.0) == "06073"
