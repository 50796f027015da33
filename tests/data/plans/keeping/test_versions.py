"""Named versions: a name stands for one edit for good."""

from __future__ import annotations

import pytest

from data.errors import AccessDeniedError, PlanError, UnknownPlanError
from data.plans.keeping.store import PlanStore
from tests.data.plans.plan_stores import AT, COUNTIES, JOHN, MARIA, VIEWER, small_plan, to


def test_a_named_version_is_found_again_and_gone_back_to(store: PlanStore, url: str) -> None:
    start = store.create(MARIA, name="South-west", plan=small_plan(), origin="", at=AT)
    named = store.versions.add(JOHN, start.plan_id, name=" Before the talk ", at=AT)
    head = store.save(MARIA, start.plan_id, to("r3", COUNTIES[5]), expected_version=1, at=AT).head
    early = store.versions.add(JOHN, start.plan_id, name="Start", at=AT, edit_id=start.edit_id)
    assert (named.name, named.edit_id, named.actor) == ("Before the talk", start.edit_id, "john")
    again = PlanStore(url)
    assert again.versions.of(start.plan_id) == (named, early)
    back = again.go_to(MARIA, start.plan_id, edit_id=named.edit_id, expected_version=head.version, at=AT)
    assert back.head.plan == start.plan
    again.close()


def test_a_name_is_given_once_in_a_plan_but_again_in_another(store: PlanStore) -> None:
    one, other = (store.create(MARIA, name=n, plan=small_plan(), origin="", at=AT) for n in "ab")
    store.versions.add(MARIA, one.plan_id, name="First", at=AT)
    store.versions.add(MARIA, other.plan_id, name="First", at=AT)
    with pytest.raises(PlanError, match=f"has a version 'First' already: edit {one.edit_id}"):
        store.versions.add(MARIA, one.plan_id, name="First", at=AT)


def test_an_edit_of_another_plan_cannot_be_named(store: PlanStore) -> None:
    one, other = (store.create(MARIA, name=n, plan=small_plan(), origin="", at=AT) for n in "ab")
    with pytest.raises(UnknownPlanError):
        store.versions.add(MARIA, one.plan_id, name="First", at=AT, edit_id=other.edit_id)
    with pytest.raises(UnknownPlanError):
        store.versions.of(999)


def test_a_viewer_names_nothing(store: PlanStore) -> None:
    head = store.create(MARIA, name="South-west", plan=small_plan(), origin="", at=AT)
    with pytest.raises(AccessDeniedError):
        store.versions.add(VIEWER, head.plan_id, name="First", at=AT)
