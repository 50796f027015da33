"""Pieces and checks of plans: what the panel counts while a pointer moves is what the checks list."""

from __future__ import annotations

from random import Random
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString

from dashboard.api.plan_pieces import piece_counts
from data.geography.county_names import county_names
from data.plans.applied import apply
from data.plans.contiguity import pieces
from data.plans.edits import Assign, CutUnit
from data.plans.plan import Plan, PlanRegion, Rules
from data.plans.starts import start
from tests.dashboard.plans_desk import CULBERSON, EL_PASO, HUDSPETH, Desk, desk, plans_app, plans_url

__all__ = ["desk", "plans_app", "plans_url"]

COUNTIES = tuple(county_names())
CUT = CutUnit(unit=EL_PASO, line=LineString([(-106.0, 31.0), (-106.0, 32.5)]))


def test_pieces_are_counted_of_every_starting_point() -> None:
    for key in ("today", "sectors", "field_offices", "empty"):
        plan = start(key)
        assert piece_counts(plan) == {one.key: len(pieces(plan, one.key)) for one in plan.regions}


@given(seed=st.integers(0, 2**32), regions=st.integers(1, 9), share=st.floats(0, 1), is_cut=st.booleans())
def test_pieces_are_counted_as_they_are_found_one_by_one(
    seed: int, regions: int, share: float, *, is_cut: bool
) -> None:
    random = Random(seed)  # noqa: S311 - a plan at random, no secret
    keys = [f"r{number}" for number in range(1, regions + 1)]
    dealt = {fips: random.choice(keys) for fips in COUNTIES if random.random() < share}
    plan = Plan(
        regions=tuple(PlanRegion(key=key, name=key, colour=0) for key in keys),
        assigned=MappingProxyType(dealt),
        rules=Rules(parted=frozenset({(EL_PASO, HUDSPETH)}), bridged=frozenset({(CULBERSON, EL_PASO)})),
        next_region=regions + 1,
    )
    if is_cut:
        plan = apply(plan, CUT).plan
        plan = apply(plan, Assign(units=(f"{EL_PASO}/2",), region=keys[-1])).plan
    assert piece_counts(plan) == {key: len(pieces(plan, key)) for key in keys}


def test_the_checks_say_which_pieces_there_are_and_whether_they_can_still_meet(desk: Desk) -> None:
    head = desk.two_regions()
    head = desk.paint(head, "r1", CULBERSON)["head"]
    found = desk.get(f"/{head['id']}/checks").get_json()
    by_region = {one["region"]: one for one in found["contiguity"]}
    assert by_region["r2"]["state"] == "ok"
    assert [one["units"] for one in by_region["r1"]["pieces"]] == [[CULBERSON], [EL_PASO]]
    # Hudspeth, between them, is in the other region; unassigned counties to the north still join them.
    assert by_region["r1"]["state"] == "not yet"
    west, south, east, north = by_region["r1"]["pieces"][1]["bbox"]
    assert -106.7 < west < east < -105.9
    assert 31.3 < south < north < 32.1
    assert "El Paso County, TX" in by_region["r1"]["pieces"][1]["words"]
    assert {one["region"] for one in found["compactness"]} == {"r1", "r2"}
    assert {"Circle", "Colorado"} <= {one["name"] for one in found["exemplars"]}


def test_pieces_that_nothing_free_joins_are_apart_and_an_empty_region_is_not_yet(desk: Desk) -> None:
    head = desk.two_regions()
    head = desk.edit(head, kind="add", name="Rest", colour=2)["head"]
    rest = sorted(set(COUNTIES) - {EL_PASO, CULBERSON, HUDSPETH})
    states = {
        one["region"]: one["state"] for one in desk.get(f"/{head['id']}/checks").get_json()["contiguity"]
    }
    assert states["r3"] == "not yet"
    head = desk.paint(head, "r3", *rest)["head"]
    head = desk.paint(head, "r1", CULBERSON)["head"]
    states = {
        one["region"]: one["state"] for one in desk.get(f"/{head['id']}/checks").get_json()["contiguity"]
    }
    assert states == {"r1": "apart", "r2": "ok", "r3": "apart"}


def test_coverage_and_overlap_are_told_with_their_caveats(desk: Desk) -> None:
    head = desk.new("today")
    near = desk.get(f"/{head['id']}/checks?within_km=20").get_json()
    far = desk.get(f"/{head['id']}/checks?within_km=500").get_json()
    assert len(near["coverage"]["gaps"]) > len(far["coverage"]["gaps"])
    assert near["coverage"]["caveats"]
    assert {one["name"] for one in near["coverage"]["bases"]} >= {"El Paso"}
    drive = desk.get(f"/{head['id']}/checks?within_minutes=75").get_json()["coverage"]
    assert (drive["within_minutes"], round(drive["within_km"], 3)) == (75, 76.923)
    assert desk.get(f"/{head['id']}/checks?within_minutes=far").status_code == 400
    assert all(one["name"] and one["why"] for one in near["coverage"]["gaps"])
    best = next(one for one in near["overlap"] if one["key"] == "best")
    assert best["by_area"]["overlap"] == pytest.approx(1)
    assert all(one["caveat"] for one in near["overlap"])
    assert desk.get(f"/{head['id']}/checks?within_km=far").status_code == 400
    assert desk.get(f"/{head['id']}/checks?within_km=-1").status_code == 400
