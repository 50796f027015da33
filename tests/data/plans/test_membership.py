"""Units of a plan are the counties, each cut one replaced by its parts, in order."""

from __future__ import annotations

import pytest

from data.errors import PlanError
from data.geography.county_names import county_names
from data.plans.applied import apply
from data.plans.edits import Assign, CutUnit
from data.plans.membership import ancestors, check_units, leaves_under, members, region_of, units_of
from data.plans.plan import Plan
from data.plans.unit_words import counted, listed, unit_name
from tests.data.plans.plan_cases import EL_PASO, HUDSPETH, across, with_regions


def _cut_twice() -> Plan:
    plan = apply(Plan(), CutUnit(unit=HUDSPETH, line=across(HUDSPETH))).plan
    line = across(f"{HUDSPETH}/1", 0.8, is_upright=False, plan=plan)
    return apply(plan, CutUnit(unit=f"{HUDSPETH}/1", line=line)).plan


def test_units_of_a_new_plan_are_the_counties_in_order() -> None:
    assert units_of(Plan()) == tuple(county_names())


def test_a_cut_unit_is_replaced_by_its_parts_in_its_place() -> None:
    parts = (f"{HUDSPETH}/1/1", f"{HUDSPETH}/1/2", f"{HUDSPETH}/2")
    units = units_of(_cut_twice())
    at = units.index(parts[0])
    assert units[at : at + 3] == parts
    assert list(units) == sorted(units)
    assert leaves_under(_cut_twice().cuts, HUDSPETH) == parts
    assert list(ancestors(parts[0])) == [parts[0], f"{HUDSPETH}/1", HUDSPETH]


def test_members_of_regions_and_of_none_are_all_units_once() -> None:
    plan = apply(with_regions(2, _cut_twice()), Assign(units=(EL_PASO, f"{HUDSPETH}/2"), region="r2")).plan
    assert members(plan, "r2") == (EL_PASO, f"{HUDSPETH}/2")
    assert members(plan, "r1") == ()
    assert region_of(plan, EL_PASO) == "r2"
    assert sorted((*members(plan, "r2"), *members(plan, None))) == list(units_of(plan))


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ("99999", "no county '99999'"),
        ("", "no county ''"),
        (HUDSPETH, "Hudspeth County, TX was cut"),
        (f"{HUDSPETH}/3", "no part 3 of Hudspeth County, TX"),
        (f"{EL_PASO}/1", "no part 1 of El Paso County, TX"),
    ],
)
def test_what_is_no_unit_is_refused_by_name(unit: str, words: str) -> None:
    with pytest.raises(PlanError, match=words) as refused:
        check_units(_cut_twice(), (EL_PASO, unit))
    assert refused.value.remedy


def test_units_are_named_by_county_and_part() -> None:
    assert unit_name(f"{HUDSPETH}/1/2") == "part 1/2 of Hudspeth County, TX"
    assert listed([EL_PASO]) == "El Paso County, TX"
    five = list(county_names())[:5]
    assert listed(five).endswith("; Barbour County, AL and 2 more")
    assert counted(five).startswith("5 counties (Autauga County, AL; ")
    assert counted([f"{EL_PASO}/1"]) == "1 part of a county (part 1 of El Paso County, TX)"
