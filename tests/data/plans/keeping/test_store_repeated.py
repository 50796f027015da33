"""A save whose answer was lost is sent again and done once; a check has the last word on what is kept."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from data.errors import PlanConflictError, PlanError
from data.plans.keeping.records import Head, Saved
from data.plans.keeping.store import PlanStore
from data.plans.plan import Plan
from data.roles import Actor
from tests.data.plans.plan_stores import AT, COUNTIES, JOHN, MARIA, small_plan, to

KEY = "5f0c7f0e-6b0f-4d53-9a55-2f4f6f0a9a10"


def begun(store: PlanStore) -> Head:
    return store.create(MARIA, name="Shared", plan=small_plan(), origin="", at=AT)


def saved(
    store: PlanStore, head: Head, county: str, *, region: str = "r1", actor: Actor = MARIA, key: str = KEY
) -> Saved:
    edit = to(region, county)
    return store.save(actor, head.plan_id, edit, expected_version=head.version, at=AT, key=key)


def test_the_same_key_gives_the_first_answer_and_does_nothing(store: PlanStore, url: str) -> None:
    head = begun(store)
    first = saved(store, head, COUNTIES[4])
    assert saved(store, head, COUNTIES[4]) == first
    restarted = PlanStore(url)
    assert saved(restarted, head, COUNTIES[4]) == first
    restarted.close()
    assert len(store.history(head.plan_id)) == 2
    assert store.open(head.plan_id) == first.head


def test_the_first_answer_stays_the_same_whatever_was_done_since(store: PlanStore) -> None:
    head = begun(store)
    first = saved(store, head, COUNTIES[4])
    later = saved(store, first.head, COUNTIES[5], actor=JOHN)
    back = store.undo(MARIA, head.plan_id, expected_version=later.head.version, at=AT).head
    assert saved(store, head, COUNTIES[4]) == first
    assert store.open(head.plan_id) == back


def test_an_edit_that_was_put_on_top_is_answered_as_merged_again(store: PlanStore) -> None:
    head = begun(store)
    saved(store, head, COUNTIES[4], actor=JOHN)
    first = saved(store, head, COUNTIES[5])
    assert first.is_merged
    assert saved(store, head, COUNTIES[5]) == first
    assert first.moved == {COUNTIES[5]}


def test_an_edit_that_became_a_branch_is_refused_again_and_kept_once(store: PlanStore) -> None:
    head = begun(store)
    saved(store, head, COUNTIES[4], actor=JOHN)
    told = []
    for _ in range(2):
        with pytest.raises(PlanConflictError, match=r"kept as edit \d+, a branch") as refused:
            saved(store, head, COUNTIES[4], region="r2")
        told.append(str(refused.value))
    assert told[0] == told[1]
    assert len(store.history(head.plan_id)) == 3


def test_a_key_is_of_one_actor_one_plan_and_one_edit(store: PlanStore) -> None:
    head, other = begun(store), begun(store)
    first = saved(store, head, COUNTIES[4])
    assert saved(store, other, COUNTIES[4]).head.plan_id == other.plan_id
    assert saved(store, first.head, COUNTIES[5], actor=JOHN).head.version == 3
    with pytest.raises(PlanError, match=r"the key '5f0c.*' was given to another edit"):
        saved(store, head, COUNTIES[6])
    assert len(store.history(head.plan_id)) == 3


@pytest.mark.parametrize("key", ["x" * 41, " ", "a\nb", "a\0b"])
def test_a_key_that_is_none_is_refused(store: PlanStore, key: str) -> None:
    head = begun(store)
    with pytest.raises(PlanError, match="key"):
        saved(store, head, COUNTIES[4], key=key)
    assert store.open(head.plan_id) == head


def test_saves_without_a_key_are_each_an_edit_of_their_own(store: PlanStore) -> None:
    head = begun(store)
    for i in (4, 5, 6):
        head = saved(store, head, COUNTIES[i], key="").head
    assert len(store.history(head.plan_id)) == 4


def test_the_same_save_sent_by_many_at_once_is_done_once(store: PlanStore) -> None:
    head = begun(store)
    with ThreadPoolExecutor(6) as senders:
        done = list(senders.map(lambda _: saved(store, head, COUNTIES[4]), range(12)))
    assert all(one == done[0] for one in done)
    assert len(store.history(head.plan_id)) == 2


def refuse(plan: Plan) -> None:
    raise PlanError(f"{len(plan.assigned)} units do not add up", remedy="Count again")


def test_a_check_that_fails_keeps_nothing(store: PlanStore) -> None:
    head = begun(store)
    with pytest.raises(PlanError, match="3 units do not add up"):
        store.save(
            MARIA, head.plan_id, to("r1", COUNTIES[4]), expected_version=1, at=AT, key=KEY, check=refuse
        )
    assert store.open(head.plan_id) == head
    assert len(store.history(head.plan_id)) == 1
    assert saved(store, head, COUNTIES[4]).head.version == 2


def test_a_check_sees_the_plan_that_is_kept_merged_or_as_a_branch(store: PlanStore) -> None:
    head = begun(store)
    saved(store, head, COUNTIES[4], actor=JOHN, key="")
    seen: list[Plan] = []
    merged = store.save(
        MARIA, head.plan_id, to("r2", COUNTIES[5]), expected_version=1, at=AT, check=seen.append
    )
    assert seen == [merged.head.plan]
    with pytest.raises(PlanConflictError):
        store.save(MARIA, head.plan_id, to("r2", COUNTIES[4]), expected_version=1, at=AT, check=seen.append)
    branch = store.history(head.plan_id)[-1]
    assert seen[1:] == [store.plan_at(head.plan_id, branch.edit_id)]
    with pytest.raises(PlanError, match="do not add up"):
        store.save(MARIA, head.plan_id, to("r2", COUNTIES[4]), expected_version=1, at=AT, check=refuse)
    assert store.history(head.plan_id)[-1] == branch


def test_nothing_is_checked_where_nothing_changes_or_is_only_answered_again(store: PlanStore) -> None:
    head = begun(store)
    first = saved(store, head, COUNTIES[4])
    edit = to("r1", COUNTIES[4])
    same = store.save(MARIA, head.plan_id, edit, expected_version=1, at=AT, key=KEY, check=refuse)
    assert same == first
    idle = store.save(MARIA, head.plan_id, edit, expected_version=2, at=AT, check=refuse)
    assert idle.head == first.head
