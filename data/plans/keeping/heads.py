"""Heads of plans: which edit each plan stands at, read and moved inside a transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select, update

from data.errors import PlanConflictError, UnknownPlanError
from data.plans.keeping.database import Database
from data.plans.keeping.history import redo_choices
from data.plans.keeping.kept import KeptPlans
from data.plans.keeping.listing import PlanRow, draft_row, plan_row
from data.plans.keeping.records import Head, Stamp, Step, stamp
from data.plans.keeping.tables import EDIT, MOVE, PLAN
from data.plans.plan import Plan
from data.roles import Action, Actor, require


@dataclass(frozen=True, kw_only=True)
class Work:
    """A transaction in which somebody changes a plan: the row is held until it ends."""

    connection: Connection
    row: PlanRow
    kept: KeptPlans
    by: Stamp

    def plan(self) -> Plan:
        """The plan at the head.

        Raises
        ------
        PlanStoreError
            If what is stored is not what was written.
        """
        return self.kept.at(self.connection, self.row.head)


@contextmanager
def change(
    database: Database, plan_id: int, *, kept: KeptPlans, actor: Actor, at: datetime
) -> Iterator[Work]:
    """A transaction in which an actor changes a plan that is a draft; what is raised inside takes all back.

    Raises
    ------
    AccessDeniedError
        If the actor may not edit plans.
    PlanError
        If the plan is no draft.
    UnknownPlanError
        If there is no such plan.
    PlanStoreError
        If the database cannot be written; nothing was.
    """
    require(actor, Action.EDIT_PLANS)
    with database.writing() as connection:
        row = draft_row(connection, plan_id)
        yield Work(connection=connection, row=row, kept=kept, by=stamp(actor, at))


def head_of(connection: Connection, row: PlanRow, kept: KeptPlans) -> Head:
    """The plan as it is now.

    Raises
    ------
    PlanStoreError
        If what is stored is not what was written.
    """
    edit = connection.execute(select(EDIT.c.digest, EDIT.c.parent).where(EDIT.c.id == row.head)).one()
    return Head(
        plan_id=row.id,
        name=row.name,
        owner=row.owner,
        version=row.version,
        edit_id=row.head,
        plan=kept.at(connection, row.head),
        digest=edit.digest,
        can_undo=edit.parent is not None,
        redo=redo_choices(connection, row.id, head=row.head),
        status=row.status,
        changed_at=datetime.fromisoformat(row.changed_at),
        changed_by=row.changed_by,
    )


def move_head(work: Work, *, to: int, plan: Plan, step: Step) -> Head:
    """The plan as it is once its head stands at another edit; the step is written beside."""
    connection, row, by = work.connection, work.row, work.by
    version = row.version + 1
    taken = insert(MOVE).values(
        plan=row.id,
        version=version,
        step=step.value,
        from_edit=None if step is Step.CREATE else row.head,
        to_edit=to,
        actor=by.actor,
        at=by.at,
    )
    changed = update(PLAN).values(
        head=to, version=version, regions=len(plan.regions), changed_at=by.at, changed_by=by.actor
    )
    connection.execute(taken)
    connection.execute(changed.where(PLAN.c.id == row.id))
    return head_of(connection, plan_row(connection, row.id), work.kept)


def edit_seen(connection: Connection, row: PlanRow, *, version: int) -> int:
    """The edit at which the plan stood in a version that somebody saw.

    Raises
    ------
    UnknownPlanError
        If the plan has not come to that version.
    """
    seen = select(MOVE.c.to_edit).where(MOVE.c.plan == row.id, MOVE.c.version == version)
    edit_id = connection.execute(seen).scalar()
    if edit_id is None:
        raise UnknownPlanError(
            f"{row.name!r} has no version {version}; it is at {row.version}", remedy="Open the plan again"
        )
    return int(edit_id)


def check_version(connection: Connection, row: PlanRow, *, expected: int) -> None:
    """Return if the plan is still at the version that somebody saw.

    Raises
    ------
    PlanConflictError
        If it moved on; nothing was changed.
    UnknownPlanError
        If the plan has not come to that version.
    """
    if expected != row.version:
        edit_seen(connection, row, version=expected)
        raise PlanConflictError(
            changed_meanwhile(connection, row, since=expected),
            remedy="Look at the plan again; nothing of yours was done",
        )


def changed_meanwhile(connection: Connection, row: PlanRow, *, since: int) -> str:
    """Who changed the plan since a version, how far, and when last."""
    after = select(MOVE.c.actor).where(MOVE.c.plan == row.id, MOVE.c.version > since).order_by(MOVE.c.version)
    people = list(dict.fromkeys(connection.execute(after).scalars()))
    who = " and ".join(filter(None, (", ".join(people[:-1]), people[-1])))
    at = datetime.fromisoformat(row.changed_at).astimezone(UTC)
    return (
        f"{who} changed {row.name!r} from version {since} to {row.version}, "
        f"last on {at:%Y-%m-%d} at {at:%H:%M:%S} UTC"
    )
