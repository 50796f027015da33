"""Review: a draft is submitted, somebody else checks it and approves it, and one day another takes its place.

Submitted plans cannot be edited, so what is approved is what was reviewed. The reviewer is neither the
plan's owner, nor who submitted it, nor anybody whose edit is in it. In single-user mode the one actor may
sit down with a second person and give that person's name.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from data.errors import PlanError
from data.plans.keeping.approvals import Approvals, ApprovedPlan, Verdict
from data.plans.keeping.database import Database
from data.plans.keeping.heads import check_version
from data.plans.keeping.kept import KeptPlans
from data.plans.keeping.listing import draft_row, plan_row
from data.plans.keeping.records import Status, stamp
from data.plans.keeping.review_log import CHECKLIST, Did, ReviewState, append_event, review_state
from data.plans.keeping.rights import require_planner
from data.plans.keeping.signing import Signer
from data.plans.keeping.sitting import (
    Sitting,
    check_independence,
    check_readiness,
    day_of,
    mark_superseded,
    person_named,
    stands,
)
from data.plans.keeping.typed_text import checked_paragraphs
from data.roles import Action, Actor, require


class Review:
    """The reviews of all plans; ``approvals`` is what came of them."""

    def __init__(self, database: Database, kept: KeptPlans, *, signing_key: str) -> None:
        """Keep the key that approved plans are signed with; ``""`` is none.

        Raises
        ------
        SettingsError
            If the key is too short.
        """
        self._database = database
        self._kept = kept
        self.approvals = Approvals(database, Signer(signing_key))

    def state(self, plan_id: int) -> ReviewState:
        """How the review of a plan stands.

        Raises
        ------
        UnknownPlanError
            If there is no such plan.
        PlanStoreError
            If the database cannot be read.
        """
        with self._database.reading() as connection:
            return review_state(connection, plan_row(connection, plan_id))

    def submit(self, actor: Actor, plan_id: int, *, expected_version: int, at: datetime) -> ReviewState:
        """The review that begins: from now on the plan cannot be edited.

        Raises
        ------
        AccessDeniedError
            If the actor may not edit plans.
        PlanConflictError
            If somebody else changed the plan since ``expected_version``.
        PlanError
            If the plan is no draft.
        PlanStoreError
            If the database cannot be written; nothing was.
        """
        require(actor, Action.EDIT_PLANS)
        by = stamp(actor, at)
        with self._database.writing() as connection:
            row = draft_row(connection, plan_id)
            check_version(connection, row, expected=expected_version)
            append_event(connection, row, did=Did.SUBMITTED, person=actor.name, by=by)
            return stands(connection, row, Status.SUBMITTED)

    def send_back(
        self, actor: Actor, plan_id: int, *, reason: str, at: datetime, reviewer: str = ""
    ) -> ReviewState:
        """The review that ends without approval: the plan is a draft again, and the reason is kept.

        Raises
        ------
        AccessDeniedError
            If the actor may neither edit nor review plans.
        PlanError
            If the plan is not submitted, there is no reason, or the reviewer's name cannot be taken.
        PlanStoreError
            If the database cannot be written; nothing was.
        """
        require_planner(actor)
        words = checked_paragraphs(reason, "the reason")
        with self._sitting(actor, plan_id, reviewer=reviewer, at=at) as here:
            here.wrote(Did.SENT_BACK, words=words)
            return stands(here.connection, here.row, Status.DRAFT)

    def tick(
        self,
        actor: Actor,
        plan_id: int,
        *,
        item: str,
        at: datetime,
        reviewer: str = "",
        is_ticked: bool = True,
    ) -> ReviewState:
        """The review with a line of :data:`CHECKLIST` ticked, or no longer.

        Raises
        ------
        AccessDeniedError
            If the actor may not review plans.
        PlanError
            If the plan is not submitted, the list has no such line, or the reviewer made the plan.
        PlanStoreError
            If the database cannot be written; nothing was.
        """
        require(actor, Action.REVIEW_PLANS)
        if item not in CHECKLIST:
            raise PlanError(
                f"the checklist has no line {item!r}", remedy=f"Tick one of {', '.join(CHECKLIST)}"
            )
        with self._sitting(actor, plan_id, reviewer=reviewer, at=at) as here:
            check_independence(here)
            return here.wrote(Did.TICKED if is_ticked else Did.UNTICKED, item=item)

    def approve(
        self,
        actor: Actor,
        plan_id: int,
        *,
        expected_version: int,
        effective_from: date,
        at: datetime,
        reviewer: str = "",
    ) -> ApprovedPlan:
        """The approved, signed copy of the plan, in force from a day on.

        What is in force on that day until then is superseded: at once if the day has come, or else
        by :meth:`supersede` once it has.

        Raises
        ------
        AccessDeniedError
            If the actor may not review plans.
        PlanConflictError
            If the plan was changed since ``expected_version``.
        PlanError
            If the plan is not submitted, a line of the checklist is not ticked, the reviewer made the
            plan, or the day is past.
        PlanStoreError
            If the database cannot be written; nothing was.
        """
        require(actor, Action.REVIEW_PLANS)
        with self._sitting(actor, plan_id, reviewer=reviewer, at=at) as here:
            connection, row = here.connection, here.row
            check_version(connection, row, expected=expected_version)
            check_independence(here)
            check_readiness(here, effective_from)
            verdict = Verdict(
                plan=self._kept.at(connection, row.head),
                submitted_by=str(here.state.submitted_by),
                reviewer=here.person,
                effective_from=effective_from,
            )
            approved = self.approvals.append(connection, row, verdict=verdict, by=here.by)
            here.wrote(Did.APPROVED, words=f"in force from {effective_from}")
            stands(connection, row, Status.APPROVED)
            if approved.supersedes is not None and effective_from <= day_of(here.by):
                before = self.approvals.read(connection, approved.supersedes)
                mark_superseded(here, plan_id=before.plan_id, successor=approved)
            return approved

    def supersede(self, actor: Actor, plan_id: int, *, at: datetime, reviewer: str = "") -> ReviewState:
        """The review of an approved plan whose successor has come into force.

        Raises
        ------
        AccessDeniedError
            If the actor may not review plans.
        PlanError
            If the plan is not approved, or no later one is in force.
        PlanStoreError
            If the database cannot be written; nothing was.
        """
        require(actor, Action.REVIEW_PLANS)
        own = self.approvals.of(plan_id)
        with self._sitting(actor, plan_id, reviewer=reviewer, at=at, status=Status.APPROVED) as here:
            successor = self.approvals.in_force(here.connection, day_of(here.by))
            if successor is None or _came(successor) <= _came(own):
                raise PlanError(
                    f"{own.name!r} is in force from {own.effective_from}, and no later plan is",
                    remedy="Approve its successor; it is superseded on the day from which that is in force",
                )
            return mark_superseded(here, plan_id=plan_id, successor=successor)

    @contextmanager
    def _sitting(
        self,
        actor: Actor,
        plan_id: int,
        *,
        reviewer: str,
        at: datetime,
        status: Status = Status.SUBMITTED,
    ) -> Iterator[Sitting]:
        person = person_named(actor, reviewer)
        with self._database.writing() as connection:
            self._database.alone(connection)  # approvals are a chain, and several plans may change
            row = plan_row(connection, plan_id, is_held=True)
            if row.status is not status:
                raise PlanError(
                    f"{row.name!r} is {row.status}", remedy=f"This is for plans that are {status}"
                )
            state = review_state(connection, row)
            yield Sitting(connection=connection, row=row, state=state, person=person, by=stamp(actor, at))


def _came(approved: ApprovedPlan) -> tuple[date, int]:
    """What the order in which approvals are in force goes by."""
    return approved.effective_from, approved.approved_id
