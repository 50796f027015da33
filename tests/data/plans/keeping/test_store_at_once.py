"""Several planners on one plan: what does not meet is put together, what meets is kept as a branch."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from data.errors import PlanConflictError
from data.plans.edits import AddRegion, Edit, LabelRegion, SetRules
from data.plans.keeping.records import Head
from data.plans.keeping.store import PlanStore
from data.plans.plan import Plan, PlanRegion, Rules
from data.roles import Actor, Role
from tests.data.plans.plan_stores import AT, COUNTIES, JOHN, MARIA, small_plan, to

_WRITERS, _SAVES = 8, 25


def begun(store: PlanStore, plan: Plan | None = None) -> Head:
    return store.create(MARIA, name="Shared", plan=plan or small_plan(), origin="", at=AT)


def test_edits_that_do_not_meet_are_put_together_and_said(store: PlanStore) -> None:
    head = begun(store)
    store.save(JOHN, head.plan_id, to("r1", COUNTIES[4]), expected_version=head.version, at=AT)
    done = store.save(MARIA, head.plan_id, to("r3", COUNTIES[5]), expected_version=head.version, at=AT)
    assert done.is_merged
    assert done.head.plan.assigned[COUNTIES[4]] == "r1"
    assert done.head.plan.assigned[COUNTIES[5]] == "r3"
    assert done.head.version == head.version + 2
    assert "john changed 'Shared' from version 1 to 2" in done.notes[-1]
    assert done.moved == {COUNTIES[5]}


def test_an_edit_that_meets_another_is_refused_and_kept_as_a_branch(store: PlanStore) -> None:
    head = begun(store)
    first = store.save(JOHN, head.plan_id, to("r1", COUNTIES[4]), expected_version=1, at=AT).head
    with pytest.raises(PlanConflictError, match=r"john changed 'Shared'.*2026-11-30 at 14:00:00 UTC") as told:
        store.save(MARIA, head.plan_id, to("r3", COUNTIES[4]), expected_version=1, at=AT)
    branch = store.history(head.plan_id)[-1]
    assert f"kept as edit {branch.edit_id}, a branch" in str(told.value)
    assert (branch.actor, branch.parent_id, branch.is_on_path) == ("maria", head.edit_id, False)
    assert store.open(head.plan_id) == first
    assert store.plan_at(head.plan_id, branch.edit_id).assigned[COUNTIES[4]] == "r3"
    went = store.go_to(MARIA, head.plan_id, edit_id=branch.edit_id, expected_version=first.version, at=AT)
    assert went.head.plan.assigned[COUNTIES[4]] == "r3"


def test_redo_does_not_stray_onto_a_branch_that_was_refused(store: PlanStore) -> None:
    head = begun(store)
    first = store.save(JOHN, head.plan_id, to("r1", COUNTIES[4]), expected_version=1, at=AT).head
    with pytest.raises(PlanConflictError):
        store.save(MARIA, head.plan_id, to("r3", COUNTIES[4]), expected_version=1, at=AT)
    back = store.undo(JOHN, head.plan_id, expected_version=first.version, at=AT).head
    assert len(back.redo) == 2
    again = store.redo(JOHN, head.plan_id, expected_version=back.version, at=AT).head
    assert again.edit_id == first.edit_id


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        (AddRegion(name="A", colour=1), AddRegion(name="B", colour=2)),
        (LabelRegion(region="r1", name="North", colour=1), to("r1", COUNTIES[5])),
        (SetRules(rules=Rules(tolerance=0.2)), SetRules(rules=Rules(tolerance=0.3))),
    ],
    ids=["the same new region", "a region is renamed", "the rules"],
)
def test_what_touches_one_region_or_the_rules_meets(store: PlanStore, theirs: Edit, ours: Edit) -> None:
    head = begun(store)
    store.save(JOHN, head.plan_id, theirs, expected_version=1, at=AT)
    with pytest.raises(PlanConflictError):
        store.save(MARIA, head.plan_id, ours, expected_version=1, at=AT)


def test_one_region_may_grow_twice_at_once(store: PlanStore) -> None:
    head = begun(store)
    store.save(JOHN, head.plan_id, to("r1", COUNTIES[4]), expected_version=1, at=AT)
    done = store.save(MARIA, head.plan_id, to("r1", COUNTIES[5]), expected_version=1, at=AT)
    assert done.is_merged
    assert {done.head.plan.assigned[county] for county in COUNTIES[4:6]} == {"r1"}


def test_an_undone_change_of_somebody_else_is_in_nobodys_way(store: PlanStore) -> None:
    head = begun(store)
    store.save(JOHN, head.plan_id, to("r1", COUNTIES[4]), expected_version=1, at=AT)
    store.undo(JOHN, head.plan_id, expected_version=2, at=AT)
    done = store.save(MARIA, head.plan_id, to("r3", COUNTIES[4]), expected_version=1, at=AT)
    assert done.is_merged
    assert done.head.plan.assigned[COUNTIES[4]] == "r3"


def test_eight_writers_of_25_saves_each_lose_nothing(store: PlanStore) -> None:
    regions = tuple(PlanRegion(key=f"r{i}", name=f"R{i}", colour=i) for i in range(1, 2 * _WRITERS + 1))
    head = begun(store, Plan(regions=regions, next_region=2 * _WRITERS + 1))

    def write(number: int) -> Head:
        actor = Actor(name=f"writer {number}", role=Role.OPERATOR)
        seen, last = head.version, head
        for turn in range(_SAVES):
            edit = to(f"r{2 * number + turn % 2 + 1}", COUNTIES[number])
            last = store.save(actor, head.plan_id, edit, expected_version=seen, at=AT).head
            seen = last.version
        return last

    with ThreadPoolExecutor(_WRITERS) as pool:
        list(pool.map(write, range(_WRITERS)))
    now, told = store.open(head.plan_id), store.history(head.plan_id)
    assert now.version == 1 + _WRITERS * _SAVES
    assert all(entry.is_on_path for entry in told)
    assert [entry.number for entry in told] == list(range(1 + _WRITERS * _SAVES))
    assert dict(now.plan.assigned) == {COUNTIES[i]: f"r{2 * i + 1}" for i in range(_WRITERS)}


def test_of_many_who_want_one_county_one_gets_it_and_all_are_kept(
    urls: Callable[[], str],
) -> None:
    url = urls()
    stores = [PlanStore(url) for _ in range(4)]
    head = begun(stores[0], small_plan(regions=6))

    def write(number: int) -> bool:
        edit = to(f"r{number + 1}", COUNTIES[9])
        try:
            stores[number].save(JOHN, head.plan_id, edit, expected_version=1, at=AT)
        except PlanConflictError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(write, range(4))) == 1
    assert len(stores[0].history(head.plan_id)) == 5
    assert stores[1].open(head.plan_id).version == 2
    for one in stores:
        one.close()
