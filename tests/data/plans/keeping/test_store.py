"""The store: what was saved is there after a restart, and nothing that was ever saved is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from data.errors import AccessDeniedError, LockedError, PlanConflictError, PlanError, UnknownPlanError
from data.plans.codec import digest
from data.plans.edits import AddRegion, Adopt, SetLock, SetReason
from data.plans.keeping.records import Head, Saved, Status
from data.plans.keeping.store import PlanStore
from tests.data.plans.plan_stores import AT, COUNTIES, JOHN, MARIA, VIEWER, small_plan, to


def begun(store: PlanStore) -> Head:
    return store.create(MARIA, name="South-west", plan=small_plan(), origin="Made for a test", at=AT)


def saved(store: PlanStore, head: Head, region: str | None, *units: str) -> Saved:
    return store.save(MARIA, head.plan_id, to(region, *units), expected_version=head.version, at=AT)


def undone(store: PlanStore, head: Head) -> Head:
    return store.undo(MARIA, head.plan_id, expected_version=head.version, at=AT).head


def redone(store: PlanStore, head: Head, *, to: int | None = None) -> Head:
    return store.redo(MARIA, head.plan_id, expected_version=head.version, at=AT, to=to).head


def test_a_new_plan_is_as_it_was_started(store: PlanStore) -> None:
    head = begun(store)
    assert head.plan == small_plan()
    assert (head.version, head.status, head.owner) == (1, Status.DRAFT, "maria")
    assert not head.can_undo
    assert head.redo == ()
    assert head.digest == digest(small_plan())
    assert [(one.number, one.words) for one in store.history(head.plan_id)] == [(0, "Made for a test")]


def test_a_restart_finds_plan_history_undo_and_redo(store: PlanStore, url: str) -> None:
    first = begun(store)
    second = saved(store, first, "r3", COUNTIES[4]).head
    third = saved(store, second, "r3", COUNTIES[5]).head
    now = undone(store, third)
    again = PlanStore(url)
    assert again.open(first.plan_id) == now
    assert again.history(first.plan_id) == store.history(first.plan_id)
    assert redone(again, now).plan == third.plan
    again.close()


def test_the_list_of_plans_has_the_one_changed_last_first(store: PlanStore) -> None:
    first, second = begun(store), begun(store)
    store.save(JOHN, first.plan_id, to("r1", COUNTIES[7]), expected_version=1, at=AT + timedelta(minutes=1))
    listed = store.plans(MARIA)
    assert [one.plan_id for one in listed] == [first.plan_id, second.plan_id]
    assert (listed[0].version, listed[0].changed_by, listed[0].regions) == (2, "john", 3)
    assert listed[0].changed_at == AT + timedelta(minutes=1)


def test_a_save_tells_what_moved(store: PlanStore) -> None:
    head = begun(store)
    done = saved(store, head, "r3", COUNTIES[0], COUNTIES[5])
    assert done.moved == {COUNTIES[0], COUNTIES[5]}
    assert done.head.version == head.version + 1
    assert not done.is_merged
    entry = store.history(head.plan_id)[-1]
    assert (entry.kind, entry.actor, entry.at, entry.parent_id) == ("assign", "maria", AT, head.edit_id)


def test_an_edit_that_changes_nothing_is_not_kept(store: PlanStore) -> None:
    head = begun(store)
    done = saved(store, head, "r1", COUNTIES[0])
    assert done.head == head
    assert done.moved == frozenset()
    assert len(store.history(head.plan_id)) == 1


def test_redo_after_undo_comes_back_to_the_branch_that_was_left(store: PlanStore) -> None:
    start = begun(store)
    left = saved(store, start, "r3", COUNTIES[4]).head
    end = saved(store, left, "r3", COUNTIES[5]).head
    other = saved(store, undone(store, undone(store, end)), "r1", COUNTIES[6]).head
    back = store.go_to(MARIA, start.plan_id, edit_id=end.edit_id, expected_version=other.version, at=AT).head
    now = undone(store, undone(store, back))
    assert [one.edit_id for one in now.redo] == [left.edit_id, other.edit_id]
    assert redone(store, redone(store, now)).plan == end.plan


def test_redo_goes_to_the_branch_that_is_named(store: PlanStore) -> None:
    start = begun(store)
    one = saved(store, start, "r3", COUNTIES[4]).head
    other = saved(store, undone(store, one), "r1", COUNTIES[6]).head
    now = undone(store, other)
    assert redone(store, now, to=one.edit_id).plan == one.plan
    with pytest.raises(UnknownPlanError, match=str(start.edit_id)):
        redone(store, undone(store, redone(store, undone(store, store.open(start.plan_id)))), to=999)


def test_the_start_cannot_be_undone_nor_the_end_redone(store: PlanStore) -> None:
    head = begun(store)
    with pytest.raises(PlanError, match="nothing to undo"):
        undone(store, head)
    with pytest.raises(PlanError, match="nothing to redo"):
        redone(store, head)


def test_history_marks_the_path_to_the_head(store: PlanStore) -> None:
    start = begun(store)
    one = saved(store, start, "r3", COUNTIES[4]).head
    other = saved(store, undone(store, one), "r1", COUNTIES[6]).head
    told = store.history(start.plan_id)
    assert [(entry.number, entry.is_on_path) for entry in told] == [(0, True), (1, False), (2, True)]
    assert [entry.parent_id for entry in told] == [None, start.edit_id, start.edit_id]
    assert store.plan_at(start.plan_id, one.edit_id) == one.plan
    assert other.plan != one.plan


def test_an_undo_that_would_move_a_locked_county_is_refused_and_says_what_to_do(store: PlanStore) -> None:
    start = begun(store)
    painted = saved(store, start, "r3", COUNTIES[4]).head
    apart = store.go_to(
        MARIA, start.plan_id, edit_id=start.edit_id, expected_version=painted.version, at=AT
    ).head
    lock = SetLock(units=(COUNTIES[4],))
    locked = store.save(MARIA, start.plan_id, lock, expected_version=apart.version, at=AT).head
    with pytest.raises(LockedError, match=r"go is refused.*Imperial County, CA.*Unlock"):
        store.go_to(MARIA, start.plan_id, edit_id=painted.edit_id, expected_version=locked.version, at=AT)
    assert store.open(start.plan_id) == locked
    opened = replace(lock, is_locked=False)
    free = store.save(MARIA, start.plan_id, opened, expected_version=locked.version, at=AT).head
    gone = store.go_to(MARIA, start.plan_id, edit_id=painted.edit_id, expected_version=free.version, at=AT)
    assert gone.moved == {COUNTIES[4]}


def test_undoing_a_lock_is_no_breach_of_it(store: PlanStore) -> None:
    head = begun(store)
    locked = store.save(
        MARIA, head.plan_id, SetLock(regions=("r1",)), expected_version=head.version, at=AT
    ).head
    assert undone(store, locked).plan == head.plan


def test_a_plan_is_read_back_exactly_far_from_any_snapshot(store: PlanStore, url: str) -> None:
    head = begun(store)
    wanted = {}
    for number in range(60):
        edit = (
            SetReason(units=(COUNTIES[number % 10],), text=f"Reason {number}")
            if number % 3 == 0
            else to(f"r{number % 3}", COUNTIES[(number * 7) % 10], COUNTIES[(number * 3) % 10])
        )
        head = store.save(MARIA, head.plan_id, edit, expected_version=head.version, at=AT).head
        wanted[head.edit_id] = head.plan
    again = PlanStore(url)
    assert {edit_id: again.plan_at(head.plan_id, edit_id) for edit_id in wanted} == wanted
    again.close()


def test_an_adopted_plan_replaces_the_whole_and_can_be_undone(store: PlanStore) -> None:
    head = begun(store)
    other = small_plan(regions=5)
    edit = Adopt(plan=other, origin="A file")
    adopted = store.save(MARIA, head.plan_id, edit, expected_version=head.version, at=AT).head
    assert adopted.plan == other
    assert undone(store, adopted).plan == head.plan


def test_what_does_not_exist_is_told(store: PlanStore) -> None:
    head, other = begun(store), begun(store)
    with pytest.raises(UnknownPlanError, match="no plan 999"):
        store.open(999)
    with pytest.raises(UnknownPlanError, match=f"no edit {other.edit_id}"):
        store.plan_at(head.plan_id, other.edit_id)
    with pytest.raises(UnknownPlanError, match="no version 7"):
        store.save(MARIA, head.plan_id, to("r1", COUNTIES[9]), expected_version=7, at=AT)


def test_a_number_that_no_database_can_hold_names_nothing(store: PlanStore) -> None:
    head = begun(store)
    for number in (2**31, 2**63, 10**30):
        with pytest.raises(UnknownPlanError):
            store.open(number)
        with pytest.raises(UnknownPlanError):
            store.go_to(MARIA, head.plan_id, edit_id=number, expected_version=1, at=AT)
        with pytest.raises(UnknownPlanError):
            store.save(MARIA, head.plan_id, to("r1", COUNTIES[9]), expected_version=number, at=AT)
    assert store.open(head.plan_id) == head


def test_of_two_who_undo_at_once_the_second_is_told_who_was_first(store: PlanStore) -> None:
    head = saved(store, begun(store), "r3", COUNTIES[4]).head
    store.undo(JOHN, head.plan_id, expected_version=head.version, at=AT)
    with pytest.raises(PlanConflictError, match="john changed 'South-west' from version 2 to 3"):
        undone(store, head)


def test_an_edit_that_cannot_be_done_leaves_nothing(store: PlanStore) -> None:
    head = begun(store)
    with pytest.raises(PlanError):
        saved(store, head, "r9", COUNTIES[4])
    assert store.open(head.plan_id) == head
    assert len(store.history(head.plan_id)) == 1


def test_a_name_that_nobody_can_read_is_refused(store: PlanStore) -> None:
    for name in ("", "   ", "a\nb", "x" * 201, "bell\a"):
        with pytest.raises(PlanError, match="the plan's name"):
            store.create(MARIA, name=name, plan=small_plan(), origin="", at=AT)
    assert store.plans(MARIA) == ()


def test_a_viewer_neither_sees_drafts_nor_edits(store: PlanStore) -> None:
    head = begun(store)
    with pytest.raises(AccessDeniedError):
        store.plans(VIEWER)
    with pytest.raises(AccessDeniedError):
        store.create(VIEWER, name="Mine", plan=small_plan(), origin="", at=AT)
    with pytest.raises(AccessDeniedError):
        store.save(VIEWER, head.plan_id, AddRegion(name="X", colour=1), expected_version=1, at=AT)
