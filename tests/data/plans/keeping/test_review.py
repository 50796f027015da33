"""Review: nobody approves their own plan, and what was approved stays as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from data.errors import AccessDeniedError, PlanConflictError, PlanError, UnknownPlanError
from data.plans.keeping.records import Status
from data.plans.keeping.review_log import CHECKLIST, Did
from data.plans.keeping.store import PlanStore
from data.roles import LOCAL_ACTOR, Actor
from tests.data.plans.plan_stores import AT, COUNTIES, JOHN, MARIA, VIEWER, small_plan, to
from tests.data.plans.reviews import TODAY, approve, checked, submitted

ANNA = replace(JOHN, name="anna")


def test_an_approved_plan_is_in_force_from_its_day(store: PlanStore, url: str) -> None:
    head = checked(store, submitted(store))
    approve(store, head, TODAY + timedelta(days=3))
    assert store.approved_on(TODAY + timedelta(days=2)) is None
    found = PlanStore(url).approved_on(TODAY + timedelta(days=3))
    assert found is not None
    assert (found.plan, found.digest, found.edit_id) == (head.plan, head.digest, head.edit_id)
    assert (found.submitted_by, found.reviewer, found.approved_at) == ("maria", "john", AT)
    assert store.open(head.plan_id).status is Status.APPROVED


def test_what_is_submitted_or_approved_cannot_be_edited(store: PlanStore) -> None:
    head = submitted(store)
    with pytest.raises(PlanError, match="is submitted and cannot be edited"):
        store.save(MARIA, head.plan_id, to("r1", COUNTIES[5]), expected_version=1, at=AT)
    with pytest.raises(PlanError, match="is submitted"):
        store.undo(MARIA, head.plan_id, expected_version=1, at=AT)
    approve(store, checked(store, head))
    with pytest.raises(PlanError, match="Edit a copy of it"):
        store.save(MARIA, head.plan_id, to("r1", COUNTIES[5]), expected_version=1, at=AT)


@pytest.mark.parametrize("actor", [MARIA, replace(MARIA, name=" Maria ")])
def test_an_owner_does_not_review_their_plan(store: PlanStore, actor: Actor) -> None:
    head = submitted(store)
    with pytest.raises(PlanError, match="owns it"):
        store.review.tick(actor, head.plan_id, item="totals", at=AT)
    checked(store, head)
    with pytest.raises(PlanError, match="owns it"):
        store.review.approve(actor, head.plan_id, expected_version=1, effective_from=TODAY, at=AT)
    assert store.approved_on(TODAY) is None


def test_neither_who_submitted_nor_who_made_an_edit_reviews(store: PlanStore) -> None:
    head = store.create(MARIA, name="Ours", plan=small_plan(), origin="", at=AT)
    store.save(JOHN, head.plan_id, to("r1", COUNTIES[5]), expected_version=1, at=AT)
    store.review.submit(ANNA, head.plan_id, expected_version=2, at=AT)
    for actor, deed in ((JOHN, "made edits in it"), (ANNA, "submitted it")):
        with pytest.raises(PlanError, match=deed):
            store.review.tick(actor, head.plan_id, item="totals", at=AT)


def test_an_author_whose_edit_was_undone_may_review(store: PlanStore) -> None:
    head = store.create(MARIA, name="Ours", plan=small_plan(), origin="", at=AT)
    store.save(JOHN, head.plan_id, to("r1", COUNTIES[5]), expected_version=1, at=AT)
    store.undo(MARIA, head.plan_id, expected_version=2, at=AT)
    store.review.submit(MARIA, head.plan_id, expected_version=3, at=AT)
    checked(store, head)


def test_one_person_alone_names_a_second_one_as_the_reviewer(store: PlanStore) -> None:
    head = submitted(store, owner=LOCAL_ACTOR)
    with pytest.raises(PlanError, match="owns it"):
        store.review.tick(LOCAL_ACTOR, head.plan_id, item="totals", at=AT)
    with pytest.raises(PlanError, match="owns it"):
        store.review.tick(LOCAL_ACTOR, head.plan_id, item="totals", at=AT, reviewer=" LOCAL ")
    checked(store, head, by=LOCAL_ACTOR, reviewer="Anna Perez")
    done = store.review.approve(
        LOCAL_ACTOR, head.plan_id, expected_version=1, effective_from=TODAY, at=AT, reviewer="Anna Perez"
    )
    assert done.reviewer == "Anna Perez"
    last = store.review.state(head.plan_id).events[-1]
    assert (last.did, last.person, last.actor) == (Did.APPROVED, "Anna Perez", "local")


def test_who_is_signed_in_reviews_in_no_other_name(store: PlanStore) -> None:
    head = submitted(store)
    with pytest.raises(PlanError, match="john is signed in and named 'anna'"):
        store.review.tick(JOHN, head.plan_id, item="totals", at=AT, reviewer="anna")


def test_every_line_of_the_checklist_has_to_be_ticked(store: PlanStore) -> None:
    head = checked(store, submitted(store))
    state = store.review.tick(JOHN, head.plan_id, item="balance", at=AT, is_ticked=False)
    assert state.unticked == ("balance",)
    with pytest.raises(PlanError, match="not checked for balance"):
        approve(store, head)
    state = store.review.tick(ANNA, head.plan_id, item="balance", at=AT)
    assert {item.key: item.ticked_by for item in state.checklist}["balance"] == "anna"
    approve(store, head)


def test_a_plan_that_was_sent_back_is_a_draft_and_is_checked_anew(store: PlanStore) -> None:
    head = checked(store, submitted(store))
    state = store.review.send_back(JOHN, head.plan_id, reason="Laredo is in two pieces", at=AT)
    assert (state.status, state.events[-1].words) == (Status.DRAFT, "Laredo is in two pieces")
    store.save(MARIA, head.plan_id, to("r1", COUNTIES[5]), expected_version=1, at=AT)
    again = store.review.submit(MARIA, head.plan_id, expected_version=2, at=AT)
    assert again.unticked == tuple(CHECKLIST)
    with pytest.raises(PlanConflictError):
        approve(store, checked(store, head))


def test_a_reason_is_needed_to_send_a_plan_back(store: PlanStore) -> None:
    head = submitted(store)
    with pytest.raises(PlanError, match="the reason"):
        store.review.send_back(JOHN, head.plan_id, reason=" ", at=AT)


def test_a_plan_is_not_in_force_before_it_is_approved(store: PlanStore) -> None:
    head = checked(store, submitted(store))
    with pytest.raises(PlanError, match="is past"):
        approve(store, head, TODAY - timedelta(days=1))
    with pytest.raises(PlanError, match="is past"):
        approve(store, head, TODAY, at=datetime(2026, 12, 1, 0, 0, 1, tzinfo=UTC))


def test_a_successor_that_is_in_force_at_once_supersedes(store: PlanStore) -> None:
    first, second = checked(store, submitted(store)), checked(store, submitted(store))
    before = approve(store, first)
    approve(store, second)
    found = store.approved_on(TODAY)
    assert found is not None
    assert (found.plan_id, found.supersedes) == (second.plan_id, before)
    assert store.open(first.plan_id).status is Status.SUPERSEDED
    last = store.review.state(first.plan_id).events[-1]
    assert (last.did, last.words) == (
        Did.SUPERSEDED,
        f"by 'South-west' (plan {second.plan_id}) from 2026-11-30",
    )


def test_a_successor_supersedes_on_its_day_and_not_before(store: PlanStore) -> None:
    first, second = checked(store, submitted(store)), checked(store, submitted(store))
    approve(store, first)
    approve(store, second, TODAY + timedelta(days=1))
    with pytest.raises(PlanError, match="no later plan is"):
        store.review.supersede(JOHN, first.plan_id, at=AT)
    assert store.open(first.plan_id).status is Status.APPROVED
    state = store.review.supersede(JOHN, first.plan_id, at=AT + timedelta(days=1))
    assert state.status is Status.SUPERSEDED
    in_force = [store.approved_on(TODAY + timedelta(days=days)) for days in (-1, 0, 1, 100)]
    assert [one and one.plan_id for one in in_force] == [
        None,
        first.plan_id,
        second.plan_id,
        second.plan_id,
    ]


def test_only_an_approved_plan_is_superseded(store: PlanStore) -> None:
    with pytest.raises(UnknownPlanError, match="was not approved"):
        store.review.supersede(JOHN, submitted(store).plan_id, at=AT)


def test_reviewing_needs_the_right_to_it(store: PlanStore) -> None:
    head = submitted(store)
    with pytest.raises(AccessDeniedError):
        store.review.tick(VIEWER, head.plan_id, item="totals", at=AT)
    with pytest.raises(AccessDeniedError):
        store.review.approve(VIEWER, head.plan_id, expected_version=1, effective_from=TODAY, at=AT)


def test_a_line_that_the_checklist_has_not_is_told(store: PlanStore) -> None:
    with pytest.raises(PlanError, match="Tick one of totals"):
        store.review.tick(JOHN, submitted(store).plan_id, item="colour", at=AT)
