"""Random sequences of saves, undos, redos and jumps: nothing is lost, and every plan reads back exactly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.errors import PlanError
from data.plans.edits import AddRegion, Assign, LabelRegion, RemoveRegion, SetLock, SetReason
from data.plans.keeping.records import Head
from data.plans.keeping.store import PlanStore
from data.plans.plan import Plan
from tests.data.plans.plan_stores import AT, COUNTIES, MARIA, small_plan

_REGIONS = st.sampled_from(["r1", "r2", "r3"])
_UNITS = st.lists(st.sampled_from(COUNTIES), min_size=1, max_size=4, unique=True).map(tuple)
_FREE_EDITS = st.one_of(
    st.builds(Assign, units=_UNITS, region=st.none() | _REGIONS),
    st.builds(AddRegion, name=st.sampled_from(["A", "B"]), colour=st.integers(0, 3)),
    st.builds(LabelRegion, region=_REGIONS, name=st.sampled_from(["C", "D"]), colour=st.integers(0, 3)),
    st.builds(RemoveRegion, region=_REGIONS),
    st.builds(SetReason, units=_UNITS, text=st.sampled_from(["", "Travel", "Workload"])),
)
_LOCKS = st.builds(SetLock, units=_UNITS, is_locked=st.booleans())
_STEPS = st.lists(
    st.one_of(_FREE_EDITS, _FREE_EDITS, _LOCKS, st.sampled_from(["undo", "redo"]), st.integers(0, 40)),
    max_size=40,
)
_FEW = settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])


@dataclass
class Desk:
    """A plan under a planner's hands, and every plan that it was ever seen to be, by edit."""

    store: PlanStore
    head: Head
    seen: dict[int, Plan] = field(default_factory=dict)

    def do(self, step: object) -> None:
        """Take a step; one that is refused must leave no trace."""
        version, plan_id = self.head.version, self.head.plan_id
        try:
            if step == "undo":
                done = self.store.undo(MARIA, plan_id, expected_version=version, at=AT)
            elif step == "redo":
                done = self.store.redo(MARIA, plan_id, expected_version=version, at=AT)
            elif isinstance(step, int):
                known = self.store.history(plan_id)
                edit_id = known[step % len(known)].edit_id
                done = self.store.go_to(MARIA, plan_id, edit_id=edit_id, expected_version=version, at=AT)
            else:
                done = self.store.save(MARIA, plan_id, step, expected_version=version, at=AT)
        except PlanError:
            assert self.store.open(plan_id) == self.head
        else:
            self.head = done.head
            self.seen.setdefault(done.head.edit_id, done.head.plan)


@pytest.fixture(scope="session")
def url(urls: Callable[[], str]) -> str:
    return urls()


def desk(url: str) -> Desk:
    store = PlanStore(url)
    head = store.create(MARIA, name="Random", plan=small_plan(), origin="", at=AT)
    return Desk(store=store, head=head, seen={head.edit_id: head.plan})


@_FEW
@given(steps=_STEPS)
def test_every_plan_that_was_ever_seen_reads_back_after_a_restart(url: str, steps: list[object]) -> None:
    at = desk(url)
    for step in steps:
        at.do(step)
    at.store.close()
    again = PlanStore(url)
    plan_id = at.head.plan_id
    assert again.open(plan_id) == at.head
    assert {edit_id: again.plan_at(plan_id, edit_id) for edit_id in at.seen} == at.seen
    assert [entry.number for entry in again.history(plan_id)] == list(range(len(at.seen)))
    again.close()


@_FEW
@given(edits=st.lists(_FREE_EDITS, max_size=40))
def test_undo_to_the_start_and_redo_to_the_end_restore_both_exactly(url: str, edits: list[object]) -> None:
    at = desk(url)
    first = at.head
    for edit in edits:
        at.do(edit)
    last, undone = at.head, 0
    while at.head.can_undo:
        at.do("undo")
        undone += 1
    assert (at.head.digest, at.head.plan) == (first.digest, first.plan)
    for _ in range(undone):
        at.do("redo")
    assert (at.head.digest, at.head.plan, at.head.edit_id) == (last.digest, last.plan, last.edit_id)
    assert at.head.redo == ()
    at.store.close()


@_FEW
@given(steps=_STEPS)
def test_what_was_locked_never_moves_while_it_is(url: str, steps: list[object]) -> None:
    at = desk(url)
    for step in steps:
        before = at.head.plan
        at.do(step)
        moved = [
            unit for unit in before.locked if before.assigned.get(unit) != at.head.plan.assigned.get(unit)
        ]
        assert moved == []
    at.store.close()
