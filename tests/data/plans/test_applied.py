"""Whatever is done to a plan, in whatever order, it stays a partition of the nation."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box

from data.errors import LockedError, PlanError
from data.plans.adjacency import neighbours
from data.plans.applied import Applied, apply
from data.plans.codec import digest, edit_from_json, edit_to_json, plan_from_json, plan_to_json
from data.plans.edits import (
    AddRegion,
    Adopt,
    Assign,
    CutUnit,
    DrawRegion,
    Edit,
    FillGaps,
    JoinParts,
    LabelRegion,
    MergeRegions,
    RemoveRegion,
    SetLock,
    SetReason,
    SetResources,
    SetRules,
)
from data.plans.locks import locked_units
from data.plans.membership import ancestors, leaves_under, members, units_of
from data.plans.plan import Plan, Resources, Rules
from data.plans.soundness import check_plan
from tests.data.plans.plan_cases import (
    EL_PASO,
    HUDSPETH,
    KINDS,
    PANHANDLE,
    Picked,
    across,
    check_partition,
    dealt,
    edit_lists,
    random_edit,
    with_regions,
)

_CHEAP = tuple(kind for kind in KINDS if kind not in {"draw", "fill"})
_DEALT = dealt()


def _run(plan: Plan, steps: list[tuple[str, Picked]]) -> Plan:
    """The plan after the edits that it allows; every refusal leaves it as it was."""
    first, before = plan, digest(plan)
    at_first, refusals = before, list[PlanError]()
    for kind, picked in steps:
        edit = random_edit(plan, kind, picked)
        assert edit_from_json(edit_to_json(edit)) == edit
        try:
            done = apply(plan, edit)
        except PlanError as error:
            refusals.append(error)
            continue
        _check_step(plan, done)
        after = digest(done.plan)
        assert (done.plan == plan) == (after == before)
        plan, before = done.plan, after
    assert digest(first) == at_first
    assert all(refused.remedy for refused in refusals)
    return plan


def _check_step(plan: Plan, done: Applied) -> None:
    """What moved is told, and nothing that was locked did."""
    assert done.moved <= set(units_of(done.plan))
    if done.plan.cuts == plan.cuts:
        told = plan.assigned.keys() | done.plan.assigned.keys()
        elsewhere = {unit for unit in told if plan.assigned.get(unit) != done.plan.assigned.get(unit)}
        assert done.moved == elsewhere
    units = set(units_of(done.plan))
    for unit in locked_units(plan):
        region = plan.assigned.get(unit)
        whole = [other for other in ancestors(unit) if other in units][:1]
        inside = whole or leaves_under(done.plan.cuts, unit)
        assert all(done.plan.assigned.get(leaf) == region for leaf in inside)


def _check_end(plan: Plan) -> None:
    check_partition(plan)
    check_plan(plan)
    again = plan_from_json(plan_to_json(plan))
    assert again == plan
    assert digest(again) == digest(plan)


@settings(max_examples=640)
@given(edit_lists(_CHEAP, fewest=3, most=7))
def test_a_partition_stays_one_through_any_sequence_of_edits(steps: list[tuple[str, Picked]]) -> None:
    _check_end(_run(_DEALT, steps))


@settings(max_examples=200)
@given(edit_lists(("draw", "draw", "assign", "cut", "lock", "fill", "merge"), fewest=2, most=4))
def test_a_partition_stays_one_through_any_sequence_of_drawings(steps: list[tuple[str, Picked]]) -> None:
    _check_end(_run(_DEALT, steps))


def test_an_edit_that_changes_nothing_gives_the_same_plan_and_says_so() -> None:
    plan = dealt()
    unit = members(plan, "r1")[0]
    for edit in (Assign(units=(unit,), region="r1"), Assign(units=(), region=None), SetRules(rules=Rules())):
        done = apply(plan, edit)
        assert done.plan is plan
        assert done.notes == ("Nothing changed",)
        assert not done.moved


def test_units_go_where_they_are_assigned_and_back() -> None:
    plan = dealt()
    units = members(plan, "r1")
    there = apply(plan, Assign(units=units, region="r2"))
    assert there.moved == set(units)
    assert apply(there.plan, Assign(units=units, region="r1")).plan == plan


def test_a_removed_region_leaves_its_units_in_none() -> None:
    plan = dealt()
    gone = apply(plan, RemoveRegion(region="r2"))
    assert gone.moved == set(members(plan, "r2"))
    assert set(members(plan, None)) | gone.moved == set(members(gone.plan, None))


def test_a_key_is_never_given_twice() -> None:
    plan = with_regions(2)
    plan = apply(plan, RemoveRegion(region="r2")).plan
    assert [region.key for region in with_regions(1, plan).regions] == ["r1", "r3"]


def test_merged_regions_have_the_units_and_the_resources_of_both() -> None:
    plan = dealt()
    for region, officers, availability in (("r1", 30, 0.4), ("r2", 10, 0.8)):
        resources = Resources(officers=officers, beds=5, availability=availability)
        plan = apply(plan, SetResources(region=region, resources=resources)).plan
    merged = apply(plan, MergeRegions(into="r1", gone="r2"))
    assert merged.moved == set(members(plan, "r2"))
    assert set(members(merged.plan, "r1")) == set(members(plan, "r1")) | set(members(plan, "r2"))
    assert merged.plan.region("r2") is None
    assert merged.plan.resources["r1"] == Resources(officers=40, beds=10, availability=pytest.approx(0.5))
    assert "r2" not in merged.plan.resources
    assert "added up" in merged.notes[0]


def test_an_adopted_plan_is_the_plan() -> None:
    other = dealt(5)
    done = apply(dealt(2), Adopt(plan=other, origin="a test"))
    assert done.plan == other


def test_an_adopted_plan_must_be_one() -> None:
    broken = Plan(assigned={EL_PASO: "r7"})
    with pytest.raises(PlanError, match="'r7', which is no region"):
        apply(Plan(), Adopt(plan=broken, origin="a test"))


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (Assign(units=("99999",), region="r1"), "no county '99999'"),
        (Assign(units=(f"{EL_PASO}/1",), region="r1"), "no part 1 of El Paso County, TX"),
        (Assign(units=(EL_PASO,), region="r9"), "no region 'r9'"),
        (Assign(units=("48",) * 4001, region="r1"), "4,001 units"),
        (MergeRegions(into="r1", gone="r1"), "merged with itself"),
        (RemoveRegion(region="r9"), "no region 'r9'"),
        (AddRegion(name="", colour=0), "name is empty"),
        (AddRegion(name="x" * 81, colour=0), "81 characters"),
        (AddRegion(name="a\u202eb", colour=0), "U\\+202E"),
        (AddRegion(name="a", colour=24), "colour is 24"),
        (LabelRegion(region="r1", name="a\nb", colour=0), "U\\+000A"),
        (SetReason(units=(EL_PASO,), text="x" * 501), "501 characters"),
        (SetRules(rules=Rules(weights={})), "0 measures"),
        (SetRules(rules=Rules(weights={"incidents": -1.0})), "rules.weights.incidents is -1"),
        (SetRules(rules=Rules(weights={"incidents": 0.0})), "all rules.weights are 0"),
        (SetRules(rules=Rules(weights={"hispanic_population": 1.0})), "never by who lives there"),
        (SetRules(rules=Rules(tolerance=float("nan"))), "rules.tolerance is nan"),
        (SetRules(rules=Rules(snap_km=51)), "rules.snap_km is 51"),
        (SetRules(rules=Rules(bridged=frozenset({("48141", "48141")}))), "two units"),
        (SetRules(rules=Rules(parted=frozenset({("48141", "99999")}))), "'99999'"),
        (SetResources(region="r1", resources=Resources(officers=-1)), "resources.officers is -1"),
        (JoinParts(unit=EL_PASO, region=None), "El Paso County, TX is not cut"),
    ],
)
def test_an_edit_that_cannot_be_made_says_what_and_why(edit: Edit, words: str) -> None:
    with pytest.raises(PlanError, match=words):
        apply(with_regions(1), edit)


def test_a_cut_unit_stands_for_its_parts_but_is_not_cut_again() -> None:
    cut = CutUnit(unit=EL_PASO, line=across(EL_PASO))
    plan = apply(with_regions(1), cut).plan
    parts = {f"{EL_PASO}/1", f"{EL_PASO}/2"}
    assert apply(plan, Assign(units=(EL_PASO,), region="r1")).moved == parts
    assert apply(plan, SetLock(units=(EL_PASO,))).plan.locked == parts
    assert apply(plan, SetReason(units=(EL_PASO,), text="Near")).plan.reasons == dict.fromkeys(parts, "Near")
    with pytest.raises(PlanError, match=f"Choose its parts: {EL_PASO}/1, {EL_PASO}/2"):
        apply(plan, cut)


def test_a_brush_leaves_locked_units_and_says_so() -> None:
    plan = apply(dealt(), Assign(units=(HUDSPETH, EL_PASO), region="r1")).plan
    plan = _locked(plan, HUDSPETH)
    done = apply(plan, Assign(units=(HUDSPETH, EL_PASO), region="r2"))
    assert done.moved == {EL_PASO}
    assert done.notes == ("Locked and left where they are: 1 county (Hudspeth County, TX)",)
    with pytest.raises(LockedError, match="Hudspeth County, TX"):
        apply(plan, Assign(units=(HUDSPETH,), region="r2"))


def _locked(plan: Plan, unit: str) -> Plan:
    return apply(plan, SetLock(units=(unit,))).plan


@settings(max_examples=20)
@given(st.integers(0, 18), st.integers(0, 18))
def test_gaps_are_filled_if_enclosed_and_smaller_than_the_region(one: int, other: int) -> None:
    plan = apply(with_regions(1), Assign(units=PANHANDLE, region="r1")).plan
    plan = apply(plan, Assign(units=(PANHANDLE[one], PANHANDLE[other]), region=None)).plan
    done = apply(plan, FillGaps(region="r1"))
    around = neighbours(plan)
    inner = {
        unit
        for unit in (PANHANDLE[one], PANHANDLE[other])
        if around[unit] <= set(PANHANDLE) and around[unit] - {PANHANDLE[one], PANHANDLE[other]}
    }
    linked = PANHANDLE[other] in around[PANHANDLE[one]]
    if not linked:
        assert done.moved == inner
    assert done.moved <= {PANHANDLE[one], PANHANDLE[other]}


def test_what_lies_around_a_region_is_no_gap_in_it() -> None:
    plan = apply(with_regions(1), Assign(units=(EL_PASO,), region="r1")).plan
    done = apply(plan, FillGaps(region="r1"))
    assert done.plan is plan
    assert done.notes[0] == "The region encloses no unassigned unit"


def test_a_drawing_over_the_sea_changes_nothing() -> None:
    done = apply(with_regions(1), DrawRegion(polygon=box(-60, 30, -59, 31), region="r1"))
    assert done.notes == ("Nothing changed",)
