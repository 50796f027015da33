"""What is locked stays in its region, whatever way a plan is changed or taken back."""

from __future__ import annotations

import pytest
from shapely import box

from data.errors import LockedError
from data.plans.applied import apply
from data.plans.edits import (
    AddRegion,
    Adopt,
    Assign,
    CutUnit,
    DrawRegion,
    Edit,
    LabelRegion,
    MergeRegions,
    RemoveRegion,
    SetLock,
)
from data.plans.locks import check_locks, is_locked, locked_units
from data.plans.plan import Plan
from data.plans.unit_shapes import county_shapes
from tests.data.plans.plan_cases import CULBERSON, EL_PASO, HUDSPETH, across, with_regions


def _plan(*, lock: SetLock | None = None) -> Plan:
    plan = apply(with_regions(2), Assign(units=(EL_PASO, HUDSPETH), region="r1")).plan
    return apply(plan, lock).plan if lock else plan


_REGION = SetLock(regions=("r1",))
_UNIT = SetLock(units=(EL_PASO,))


@pytest.mark.parametrize("lock", [_REGION, _UNIT])
@pytest.mark.parametrize(
    "edit",
    [
        RemoveRegion(region="r1"),
        MergeRegions(into="r2", gone="r1"),
        Adopt(plan=Plan(), origin="a test"),
        Assign(units=(EL_PASO,), region=None),
        DrawRegion(polygon=county_shapes()[EL_PASO], region="r2"),
    ],
)
def test_nothing_locked_leaves_its_region(lock: SetLock, edit: Edit) -> None:
    with pytest.raises(LockedError, match="El Paso County, TX") as refused:
        apply(_plan(lock=lock), edit)
    assert "'Region 0' (r1)" in refused.value.found
    assert "Unlock" in refused.value.remedy


@pytest.mark.parametrize(
    "edit",
    [
        Assign(units=(CULBERSON,), region="r1"),
        LabelRegion(region="r1", name="Another", colour=5),
        MergeRegions(into="r1", gone="r2"),
        CutUnit(unit=EL_PASO, line=across(EL_PASO)),
        SetLock(regions=("r1",), is_locked=False),
        AddRegion(name="One more", colour=1),
    ],
)
def test_a_locked_region_may_grow_be_labelled_cut_and_unlocked(edit: Edit) -> None:
    plan = _plan(lock=_REGION)
    assert apply(plan, edit).plan != plan


def test_a_unit_locked_in_none_stays_in_none() -> None:
    plan = apply(with_regions(1), SetLock(units=(EL_PASO,))).plan
    with pytest.raises(LockedError, match="locked in no region"):
        apply(plan, Assign(units=(EL_PASO,), region="r1"))


def test_parts_of_a_locked_unit_are_locked() -> None:
    plan = apply(_plan(lock=_UNIT), CutUnit(unit=EL_PASO, line=across(EL_PASO))).plan
    assert plan.locked == {f"{EL_PASO}/1", f"{EL_PASO}/2"}
    assert locked_units(plan) == (f"{EL_PASO}/1", f"{EL_PASO}/2")
    assert is_locked(plan, f"{EL_PASO}/1")
    assert not is_locked(plan, HUDSPETH)


def test_going_back_is_refused_if_it_would_move_what_is_locked() -> None:
    earlier = with_regions(2)
    with pytest.raises(LockedError, match="El Paso County, TX"):
        check_locks(_plan(lock=_UNIT), earlier)
    check_locks(_plan(), earlier)


def test_going_back_to_before_a_cut_is_allowed_while_the_area_stays() -> None:
    whole = _plan()
    cut = apply(whole, CutUnit(unit=EL_PASO, line=across(EL_PASO))).plan
    locked = apply(cut, SetLock(units=(f"{EL_PASO}/1",))).plan
    check_locks(locked, whole)
    with pytest.raises(LockedError, match="part 1 of El Paso County, TX"):
        check_locks(locked, with_regions(2))


def test_a_part_is_known_by_its_area_where_the_county_is_cut_another_way() -> None:
    west, south, east, north = county_shapes()[HUDSPETH].bounds
    half = DrawRegion(polygon=box(west, south, (west + east) / 2, north), region="r2")
    third = DrawRegion(polygon=box(west, south, (2 * west + east) / 3, north), region="r2")
    more, less = (apply(_plan(), edit).plan for edit in (half, third))
    lock = SetLock(units=(f"{HUDSPETH}/1",))
    check_locks(apply(less, lock).plan, more)
    with pytest.raises(LockedError, match="part 1 of Hudspeth County, TX"):
        check_locks(apply(more, lock).plan, less)
