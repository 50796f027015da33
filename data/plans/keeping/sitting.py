"""One sitting of a review: who reviews, whether they may, and where the plan stands after."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from sqlalchemy import Connection, update

from data.errors import PlanError
from data.plans.keeping.approvals import ApprovedPlan
from data.plans.keeping.history import entries_of
from data.plans.keeping.listing import PlanRow, plan_row
from data.plans.keeping.records import Stamp, Status
from data.plans.keeping.review_log import Did, ReviewState, append_event, review_state
from data.plans.keeping.tables import PLAN
from data.plans.keeping.typed_text import checked_line
from data.roles import LOCAL_ACTOR, Actor


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """A transaction in which ``person`` reviews a plan: its row is held until it ends."""

    connection: Connection
    row: PlanRow
    state: ReviewState
    person: str
    by: Stamp

    def wrote(self, did: Did, *, item: str = "", words: str = "") -> ReviewState:
        """The review after an event of it."""
        append_event(
            self.connection, self.row, did=did, person=self.person, by=self.by, item=item, words=words
        )
        return review_state(self.connection, self.row)


def person_named(actor: Actor, reviewer: str) -> str:
    """Who reviews: the actor, or in single-user mode the second person whom the actor names.

    Raises
    ------
    PlanError
        If somebody who is signed in names another, or the name cannot be a name.
    """
    if not reviewer.strip() or reviewer == actor.name:
        return actor.name
    if actor.name != LOCAL_ACTOR.name:
        raise PlanError(
            f"{actor.name} is signed in and named {reviewer!r} as the reviewer",
            remedy="Let the reviewer sign in",
        )
    return checked_line(reviewer, "the reviewer's name")


def check_independence(here: Sitting) -> None:
    """Return if the reviewer did not make the plan: not its owner, its submitter, nor an author in it.

    Raises
    ------
    PlanError
        If they did; the message says how.
    """
    entries = entries_of(here.connection, here.row.id, head=here.row.head)
    made = {
        "owns it": {here.row.owner},
        "submitted it": {here.state.submitted_by or ""},
        "made edits in it": {entry.actor for entry in entries if entry.is_on_path},
    }
    for deed, people in made.items():
        if _same(here.person) in {_same(name) for name in people}:
            raise PlanError(
                f"{here.person} cannot review {here.row.name!r}, as {here.person} {deed}",
                remedy="Somebody else has to review it; name the reviewer",
            )


def check_readiness(here: Sitting, effective_from: date) -> None:
    """Return if all of the checklist is ticked and the day is not past.

    Raises
    ------
    PlanError
        If a line is not ticked, or the day is before today.
    """
    if here.state.unticked:
        raise PlanError(
            f"{here.row.name!r} is not checked for {', '.join(here.state.unticked)}",
            remedy="Tick each line of the checklist, or send the plan back",
        )
    today = day_of(here.by)
    if effective_from < today:
        raise PlanError(
            f"{effective_from} is past: today is {today} (UTC)", remedy="Choose today or a later day"
        )


def mark_superseded(here: Sitting, *, plan_id: int, successor: ApprovedPlan) -> ReviewState:
    """The review of a plan that another has taken the place of."""
    row = plan_row(here.connection, plan_id, is_held=True)
    words = f"by {successor.name!r} (plan {successor.plan_id}) from {successor.effective_from}"
    append_event(here.connection, row, did=Did.SUPERSEDED, person=here.person, by=here.by, words=words)
    return stands(here.connection, row, Status.SUPERSEDED)


def stands(connection: Connection, row: PlanRow, status: Status) -> ReviewState:
    """The review of a plan that now has a status."""
    connection.execute(update(PLAN).where(PLAN.c.id == row.id).values(status=status.value))
    return review_state(connection, replace(row, status=status))


def day_of(by: Stamp) -> date:
    """The day on which somebody does something, UTC."""
    return datetime.fromisoformat(by.at).astimezone(UTC).date()


def _same(name: str) -> str:
    return " ".join(name.split()).casefold()
