"""The list of plans: what the database knows of each beside its edits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, insert, select

from data.errors import PlanError, UnknownPlanError
from data.plans.keeping.records import PlanSummary, Stamp, Status
from data.plans.keeping.tables import PLAN


@dataclass(frozen=True, kw_only=True)
class PlanRow:
    """What the database knows of a plan beside its edits; ``head`` is an edit's id."""

    id: int
    name: str
    owner: str
    origin: str
    status: Status
    version: int
    head: int
    edits: int
    regions: int
    created_at: str
    changed_at: str
    changed_by: str

    @classmethod
    def of(cls, row: RowMapping) -> PlanRow:
        """The same with its status as one."""
        return cls(**{**row, "status": Status(row["status"])})


def plan_row(connection: Connection, plan_id: int, *, is_held: bool = False) -> PlanRow:
    """The plan's row; if ``is_held``, no other transaction changes it until this one ends.

    Raises
    ------
    UnknownPlanError
        If there is no such plan.
    """
    wanted = select(PLAN).where(PLAN.c.id == plan_id)
    row = connection.execute(wanted.with_for_update() if is_held else wanted).mappings().first()
    if row is None:
        raise UnknownPlanError(f"there is no plan {plan_id}", remedy="Choose one from the list of plans")
    return PlanRow.of(row)


def draft_row(connection: Connection, plan_id: int) -> PlanRow:
    """The row of a plan that may be edited; no other transaction changes it until this one ends.

    Raises
    ------
    PlanError
        If the plan is not a draft; if there is no such plan, it is an :class:`UnknownPlanError`.
    """
    row = plan_row(connection, plan_id, is_held=True)
    if row.status is not Status.DRAFT:
        remedy = {
            Status.SUBMITTED: "Ask its reviewer to send it back, or edit a copy",
        }.get(row.status, "Edit a copy of it")
        raise PlanError(f"{row.name!r} is {row.status} and cannot be edited", remedy=remedy)
    return row


def new_row(connection: Connection, *, name: str, origin: str, by: Stamp) -> PlanRow:
    """The row of a plan without edits; its head is set before the transaction ends."""
    new = insert(PLAN).values(
        name=name,
        owner=by.actor,
        origin=origin,
        status=Status.DRAFT.value,
        version=0,
        head=0,
        edits=0,
        regions=0,
        created_at=by.at,
        changed_at=by.at,
        changed_by=by.actor,
    )
    return plan_row(connection, connection.execute(new.returning(PLAN.c.id)).scalar_one())


def listed_plans(connection: Connection) -> tuple[PlanSummary, ...]:
    """All plans, the one that was changed last first."""
    found = connection.execute(select(PLAN).order_by(PLAN.c.changed_at.desc(), PLAN.c.id.desc())).mappings()
    return tuple(_summary(PlanRow.of(row)) for row in found)


def _summary(row: PlanRow) -> PlanSummary:
    return PlanSummary(
        plan_id=row.id,
        name=row.name,
        owner=row.owner,
        origin=row.origin,
        version=row.version,
        status=row.status,
        regions=row.regions,
        changed_at=datetime.fromisoformat(row.changed_at),
        changed_by=row.changed_by,
    )
