"""Rows of schedules as values, and what is checked before one is changed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, insert, select

from dashboard.documents.jobs import DELIVERY
from dashboard.documents.schedule import Schedule
from dashboard.documents.schedule_json import schedule_from_json, schedule_to_json
from data.answers.filters import Filter
from data.answers.within import is_within
from data.briefs.tables import BRIEF_SCHEDULE
from data.errors import AccessDeniedError, BriefConflictError, BriefError, DeliveryError, FilterError
from data.plans.keeping.job_records import JobState
from data.plans.keeping.kept import as_json
from data.plans.keeping.records import utc_text
from data.plans.keeping.tables import JOB
from data.roles import ALLOWED, Action, Actor, actions_of, require


@dataclass(frozen=True, kw_only=True)
class KeptSchedule:
    """A schedule as it stands; ``next_at`` is ``None`` while it is off."""

    schedule_id: int
    brief: str
    name: str
    schedule: Schedule
    is_on: bool
    next_at: datetime | None
    last_at: datetime | None
    last_outcome: str
    changed_by: str
    version: int


def new_job(connection: Connection, kept: KeptSchedule, at: datetime) -> int:
    """Number of the job that delivers a schedule, queued in this transaction."""
    body = {"schedule": kept.schedule_id, "name": kept.name, "body": schedule_to_json(kept.schedule)}
    new = insert(JOB).values(
        plan=None,
        kind=DELIVERY,
        body=as_json(body),
        seed=0,
        state=JobState.QUEUED.value,
        progress=0.0,
        reason="",
        actor=kept.changed_by,
        at=utc_text(at),
        changed_at=utc_text(at),
        attempts=0,
    )
    return int(connection.execute(new.returning(JOB.c.id)).scalar_one())


def schedule_row(connection: Connection, schedule_id: int) -> RowMapping:
    """The row of a schedule, held until the transaction ends.

    Raises
    ------
    DeliveryError
        If there is none of that number.
    """
    wanted = select(BRIEF_SCHEDULE).where(BRIEF_SCHEDULE.c.id == schedule_id).with_for_update()
    row = connection.execute(wanted).mappings().first()
    if row is None:
        raise DeliveryError(f"there is no schedule {schedule_id}", remedy="Look at the list of schedules")
    return row


def kept_schedule(row: RowMapping) -> KeptSchedule:
    """The schedule that a row holds.

    Raises
    ------
    DeliveryError
        If it is not one that this program reads.
    """
    try:
        schedule = schedule_from_json(json.loads(row["body"]))
    except (BriefError, DeliveryError, FilterError, ValueError) as error:
        raise DeliveryError(
            f"the schedule {row['name']!r} is not what this program reads: {error}",
            remedy="Remove it and make it anew",
        ) from error
    return KeptSchedule(
        schedule_id=row["id"],
        brief=row["brief"],
        name=row["name"],
        schedule=schedule,
        is_on=bool(row["is_on"]),
        next_at=datetime.fromisoformat(row["next_at"]) if row["next_at"] else None,
        last_at=datetime.fromisoformat(row["last_at"]) if row["last_at"] else None,
        last_outcome=row["last_outcome"],
        changed_by=row["changed_by"],
        version=row["version"],
    )


def check_version(kept: KeptSchedule, expected: int) -> None:
    """Return if a schedule is as it was seen.

    Raises
    ------
    BriefConflictError
        If it was changed since.
    """
    if kept.version != expected:
        raise BriefConflictError(
            f"{kept.changed_by} changed the schedule {kept.name!r} first", remedy="Look at it again"
        )


def check_rights(actor: Actor, schedule: Schedule) -> None:
    """Return if the actor may schedule deliveries and has all rights that recipients would get.

    Raises
    ------
    AccessDeniedError
        If the actor may not export or edit briefs, or a recipient would get more.
    """
    require(actor, Action.EXPORT)
    require(actor, Action.EDIT_BRIEFS)
    for one in schedule.recipients:
        more = ALLOWED[one.role] - actions_of(actor)
        beyond = actor.regions and not is_within(Filter(regions=one.regions), actor.regions)
        if more or beyond:
            raise AccessDeniedError(
                f"{one.name} would get rights that {actor.name} does not have",
                remedy="Choose a role and regions within your own",
            )
