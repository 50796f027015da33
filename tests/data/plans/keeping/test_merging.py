"""Merging: only edits that leave each other alone are put together, and both are in what comes out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from data.errors import PlanError
from data.plans.applied import apply
from data.plans.edits import (
    AddRegion,
    Assign,
    Edit,
    FillGaps,
    LabelRegion,
    MergeRegions,
    RemoveRegion,
    SetLock,
)
from data.plans.keeping.merging import merged, touched
from data.plans.plan import Plan, PlanRegion
from tests.data.plans.plan_stores import COUNTIES, small_plan, to

BASE = small_plan(regions=5)
_REGIONS = st.sampled_from(["r1", "r2", "r3", "r4", "r5"])
_UNITS = st.lists(st.sampled_from(COUNTIES), min_size=1, max_size=3, unique=True).map(tuple)
_EDITS = st.one_of(
    st.builds(Assign, units=_UNITS, region=st.none() | _REGIONS),
    st.builds(AddRegion, name=st.just("New"), colour=st.just(1)),
    st.builds(LabelRegion, region=_REGIONS, name=st.sampled_from(["A", "B"]), colour=st.just(2)),
    st.builds(RemoveRegion, region=_REGIONS),
    st.builds(SetLock, units=_UNITS),
    st.builds(SetLock, regions=_REGIONS.map(lambda key: (key,))),
)


def after(plan: Plan, edit: Edit) -> Plan | None:
    try:
        return apply(plan, edit).plan
    except PlanError:
        return None


@given(theirs=_EDITS, ours=_EDITS)
def test_what_is_put_together_has_what_either_did_and_nothing_else(theirs: Edit, ours: Edit) -> None:
    newest, wanted = after(BASE, theirs), after(BASE, ours)
    if newest is None or wanted is None:
        return
    put_together = merged(ours, base=BASE, newest=newest, wanted=wanted)
    if put_together is not None:
        assert touched(newest, put_together.plan) == touched(BASE, wanted)
        assert touched(wanted, put_together.plan) == touched(BASE, newest)


def test_units_and_both_of_their_regions_are_touched() -> None:
    plan = apply(BASE, to("r3", COUNTIES[0])).plan
    assert touched(BASE, plan) == {COUNTIES[0], "r1 units", "r3 units"}


def test_two_who_deal_different_counties_to_one_region_leave_each_other_alone() -> None:
    theirs, ours = to("r3", COUNTIES[0]), to("r3", COUNTIES[1])
    newest = apply(BASE, theirs).plan
    put_together = merged(ours, base=BASE, newest=newest, wanted=apply(BASE, ours).plan)
    assert put_together is not None
    assert {put_together.plan.assigned[county] for county in COUNTIES[:2]} == {"r3"}


def test_dealing_to_a_region_that_was_locked_meanwhile_meets_the_lock() -> None:
    newest = apply(BASE, SetLock(regions=("r1",))).plan
    ours = to("r1", COUNTIES[9])
    assert merged(ours, base=BASE, newest=newest, wanted=apply(BASE, ours).plan) is None


def test_a_part_touches_its_county() -> None:
    one = Plan(assigned={"48141/1": "r1"})
    assert touched(Plan(), one) == {"48141", "r1 units"}


def test_merging_a_region_that_grew_meanwhile_meets_its_growth() -> None:
    newest = apply(BASE, to("r2", COUNTIES[9])).plan
    ours = MergeRegions(into="r1", gone="r2")
    assert merged(ours, base=BASE, newest=newest, wanted=apply(BASE, ours).plan) is None


def test_an_edit_that_would_do_more_to_the_newest_plan_is_not_put_on_top() -> None:
    """Two Virginia counties, each round a city: filling gaps takes one city, or both once both are free."""
    counties, free, taken = ("51165", "51003"), "51660", "51540"
    regions = tuple(PlanRegion(key=key, name=key, colour=1) for key in ("r1", "r2"))
    base = Plan(regions=regions, assigned={**dict.fromkeys(counties, "r1"), taken: "r2"}, next_region=3)
    ours = FillGaps(region="r1")
    wanted = apply(base, ours).plan
    assert wanted.assigned[free] == "r1"
    newest = apply(base, to(None, taken)).plan
    assert apply(newest, ours).moved == {free, taken}
    assert merged(ours, base=base, newest=newest, wanted=wanted) is None
