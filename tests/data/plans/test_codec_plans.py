"""Plans survive JSON bit for bit; what is not a plan is refused and says why."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from data.errors import PlanError
from data.plans.applied import apply
from data.plans.codec import canonical, digest, plan_from_json, plan_text, plan_to_json
from data.plans.edits import Assign, CutUnit
from data.plans.starts import START_TITLES, start
from tests.data.plans.plan_cases import HUDSPETH, across, dealt

Json = dict[str, Any]


@pytest.mark.parametrize("key", START_TITLES)
def test_a_starting_plan_survives_json(key: str) -> None:
    plan = start(key)
    again = plan_from_json(json.loads(json.dumps(plan_to_json(plan))))
    assert again == plan
    assert digest(again) == digest(plan)


def test_a_cut_plan_survives_json_bit_for_bit() -> None:
    plan = apply(dealt(), CutUnit(unit=HUDSPETH, line=across(HUDSPETH))).plan
    plan = apply(
        plan, CutUnit(unit=f"{HUDSPETH}/1", line=across(f"{HUDSPETH}/1", 0.8, is_upright=False, plan=plan))
    ).plan
    again = plan_from_json(json.loads(canonical(plan_to_json(plan))))
    assert again == plan
    assert digest(again) == digest(plan)
    assert plan_text(plan) == canonical(plan_to_json(plan))
    assert digest(plan) == hashlib.sha256(plan_text(plan).encode()).hexdigest()


def test_equal_plans_have_equal_digests_however_they_were_made() -> None:
    units = ("48011", "48045")
    one = apply(dealt(), Assign(units=units, region="r1")).plan
    other = dealt()
    for unit in reversed(units):
        other = apply(other, Assign(units=(unit,), region="r1")).plan
    assert one == other
    assert digest(one) == digest(other)
    assert digest(one) != digest(dealt())
    assert len(digest(one)) == 64


def _changed(**members: object) -> Json:
    return {**plan_to_json(dealt()), **members}


def _region(**members: object) -> Json:
    return {"key": "r1", "name": "A", "colour": 0, "is_locked": False, **members}


def _square(west: float) -> Json:
    ring = [[west, 31], [west + 1, 31], [west + 1, 32], [west, 32], [west, 31]]
    return {"type": "Polygon", "coordinates": [ring]}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (_changed(more=1), "plan has the field 'more'"),
        (_changed(assigned={"48141": "r9"}), "'r9', which is no region"),
        (_changed(assigned={"99999": "r1"}), "no county '99999'"),
        (_changed(assigned={"48141": 1}), "plan.assigned.48141 is a number"),
        (_changed(locked=["48141/1"]), "no part 1 of El Paso County, TX"),
        (_changed(regions=[_region(), _region()]), "two regions have the key r1"),
        (_changed(regions=[_region(key="r4")]), "'r4' is not one of r1 to r3"),
        (_changed(regions=[_region(key="R1")]), "'R1' is not one of"),
        (_changed(regions=[_region(name="a\tb")]), "name of r1 holds the control character"),
        (_changed(regions=[_region(colour=99)]), "colour is 99"),
        (_changed(regions=[_region()] * 501), "plan.regions has 501 values"),
        (_changed(resources={"r9": None}), "plan.resources.r9 is nothing"),
        (_changed(next_region=-1), "not one of r1 to r-2"),
        (_changed(cuts={"48141": {"first": _square(-106), "second": _square(-105)}}), "not exactly the unit"),
        (
            _changed(cuts={"48141/1": {"first": _square(-106), "second": _square(-105)}}),
            "El Paso County, TX is not",
        ),
        (
            _changed(cuts={"x": {"first": _square(-106), "second": _square(-105)}}),
            "'x' is cut and is no unit",
        ),
        (_changed(cuts={"48141": {"first": _square(-106)}}), "plan.cuts.48141.second is missing"),
    ],
)
def test_what_is_no_plan_is_refused_and_says_why(value: object, words: str) -> None:
    with pytest.raises(PlanError, match=words):
        plan_from_json(value)


@pytest.mark.parametrize("shift", [1e-7, 1e-3])
def test_parts_that_are_not_exactly_the_county_are_no_cut(shift: float) -> None:
    plan = apply(dealt(), CutUnit(unit=HUDSPETH, line=across(HUDSPETH))).plan
    value = json.loads(canonical(plan_to_json(plan)))
    ring = value["cuts"][HUDSPETH]["first"]["coordinates"][0]
    corner = ring[5]
    for position in ring:
        if position == corner:
            position[0] += shift
    with pytest.raises(PlanError, match="Hudspeth County, TX: the two parts of a cut unit are not exactly"):
        plan_from_json(value)


def test_a_part_elsewhere_is_no_part() -> None:
    plan = apply(dealt(), CutUnit(unit=HUDSPETH, line=across(HUDSPETH))).plan
    value = json.loads(canonical(plan_to_json(plan)))
    first = value["cuts"][HUDSPETH]["first"]
    first |= {"type": "MultiPolygon", "coordinates": [first["coordinates"], _square(-60)["coordinates"]]}
    with pytest.raises(PlanError, match="not exactly the unit"):
        plan_from_json(value)
