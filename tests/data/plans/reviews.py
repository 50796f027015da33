"""Plans on their way through review."""

from __future__ import annotations

from datetime import date, datetime

from data.plans.keeping.records import Head
from data.plans.keeping.review_log import CHECKLIST
from data.plans.keeping.store import PlanStore
from data.plans.plan import Plan
from data.roles import Actor
from tests.data.plans.plan_stores import AT, JOHN, MARIA, small_plan

TODAY = AT.date()


def submitted(store: PlanStore, *, owner: Actor = MARIA, plan: Plan | None = None) -> Head:
    head = store.create(owner, name="South-west", plan=plan or small_plan(), origin="", at=AT)
    store.review.submit(owner, head.plan_id, expected_version=head.version, at=AT)
    return store.open(head.plan_id)


def checked(store: PlanStore, head: Head, *, by: Actor = JOHN, reviewer: str = "") -> Head:
    for item in CHECKLIST:
        store.review.tick(by, head.plan_id, item=item, at=AT, reviewer=reviewer)
    return head


def approve(store: PlanStore, head: Head, day: date = TODAY, *, at: datetime = AT) -> int:
    done = store.review.approve(JOHN, head.plan_id, expected_version=head.version, effective_from=day, at=at)
    return done.approved_id
