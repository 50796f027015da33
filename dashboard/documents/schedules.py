"""Schedules in the database of plans: kept, switched on and off, begun when they come due.

A schedule that was due while no worker ran is delivered once when one runs again, not once for each time
that was missed.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, insert, select, update

from dashboard.documents.schedule import Schedule
from dashboard.documents.schedule_json import schedule_to_json
from dashboard.documents.schedule_rows import (
    KeptSchedule,
    check_rights,
    check_version,
    kept_schedule,
    new_job,
    schedule_row,
)
from data.briefs.tables import BRIEF_SCHEDULE
from data.errors import DeliveryError
from data.plans.keeping.database import Database
from data.plans.keeping.kept import as_json
from data.plans.keeping.records import stamp, utc_text
from data.plans.keeping.typed_text import checked_line
from data.roles import Action, Actor, require

_NOT_YET = "not delivered yet"


class Schedules:
    """The schedules of all briefs; safe to use from several threads and processes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, actor: Actor, *, name: str, schedule: Schedule, at: datetime) -> KeptSchedule:
        """The schedule, now kept and on.

        Raises
        ------
        AccessDeniedError
            If the actor may not export or edit briefs, or gives a recipient rights beyond their own.
        PlanError
            If the name is empty, too long or not printable.
        PlanStoreError
            If the database cannot be written; nothing was.
        """
        check_rights(actor, schedule)
        by = stamp(actor, at)
        new = insert(BRIEF_SCHEDULE).values(
            brief=schedule.document.brief,
            name=checked_line(name, "the schedule's name"),
            body=as_json(schedule_to_json(schedule)),
            is_on=True,
            next_at=utc_text(schedule.next_after(at)),
            last_at=None,
            last_outcome=_NOT_YET,
            changed_at=by.at,
            changed_by=by.actor,
            version=1,
        )
        with self._database.writing() as connection:
            made = connection.execute(new.returning(BRIEF_SCHEDULE.c.id)).scalar_one()
            return kept_schedule(schedule_row(connection, made))

    def list(self, token: str = "") -> tuple[KeptSchedule, ...]:
        """The schedules of a brief, or all; looking makes no file.

        Raises
        ------
        PlanStoreError
            If the database cannot be read.
        """
        if self._database.is_absent:
            return ()
        wanted = select(BRIEF_SCHEDULE).order_by(BRIEF_SCHEDULE.c.id)
        if token:
            wanted = wanted.where(BRIEF_SCHEDULE.c.brief == token)
        with self._database.reading() as connection:
            return tuple(kept_schedule(row) for row in connection.execute(wanted).mappings())

    def switch(
        self, actor: Actor, schedule_id: int, *, is_on: bool, expected_version: int, at: datetime
    ) -> KeptSchedule:
        """The schedule, on or off; switched on, it is next delivered at its first time from now.

        Raises
        ------
        AccessDeniedError
            If the actor may not export or edit briefs, or a recipient would get rights beyond theirs.
        BriefConflictError
            If somebody else changed it since ``expected_version``.
        DeliveryError
            If there is no such schedule.
        PlanStoreError
            If the database cannot be written; nothing was.
        """
        by = stamp(actor, at)
        with self._database.writing() as connection:
            kept = kept_schedule(schedule_row(connection, schedule_id))
            check_rights(actor, kept.schedule)
            check_version(kept, expected_version)
            values = {
                "is_on": is_on,
                "next_at": utc_text(kept.schedule.next_after(at)) if is_on else None,
                "version": kept.version + 1,
                "changed_at": by.at,
                "changed_by": by.actor,
            }
            connection.execute(
                update(BRIEF_SCHEDULE).where(BRIEF_SCHEDULE.c.id == schedule_id).values(values)
            )
            return kept_schedule(schedule_row(connection, schedule_id))

    def save(
        self,
        actor: Actor,
        schedule_id: int,
        *,
        name: str,
        schedule: Schedule,
        expected_version: int,
        at: datetime,
    ) -> KeptSchedule:
        """The schedule, changed; one that is on is next delivered at its first time from now.

        Raises
        ------
        AccessDeniedError
            If the actor may not export or edit briefs, or a recipient, as before or as changed, has rights
            beyond theirs.
        BriefConflictError
            If somebody else changed it since ``expected_version``.
        DeliveryError
            If there is no such schedule of the same brief.
        PlanError
            If the name is empty, too long or not printable.
        PlanStoreError
            If the database cannot be written; nothing was.
        """
        check_rights(actor, schedule)
        by = stamp(actor, at)
        with self._database.writing() as connection:
            kept = kept_schedule(schedule_row(connection, schedule_id))
            check_rights(actor, kept.schedule)
            check_version(kept, expected_version)
            if kept.brief != schedule.document.brief:
                raise DeliveryError(
                    f"schedule {schedule_id} is of another brief", remedy="Look at the list of schedules"
                )
            values = {
                "name": checked_line(name, "the schedule's name"),
                "body": as_json(schedule_to_json(schedule)),
                "next_at": utc_text(schedule.next_after(at)) if kept.is_on else None,
                "version": kept.version + 1,
                "changed_at": by.at,
                "changed_by": by.actor,
            }
            connection.execute(
                update(BRIEF_SCHEDULE).where(BRIEF_SCHEDULE.c.id == schedule_id).values(values)
            )
            return kept_schedule(schedule_row(connection, schedule_id))

    def remove(self, actor: Actor, schedule_id: int, *, expected_version: int) -> None:
        """Take a schedule away.

        Raises
        ------
        AccessDeniedError
            If the actor may not export or edit briefs.
        BriefConflictError
            If somebody else changed it since ``expected_version``.
        DeliveryError
            If there is no such schedule.
        PlanStoreError
            If the database cannot be written; nothing was.
        """
        require(actor, Action.EXPORT)
        require(actor, Action.EDIT_BRIEFS)
        with self._database.writing() as connection:
            check_version(kept_schedule(schedule_row(connection, schedule_id)), expected_version)
            connection.execute(delete(BRIEF_SCHEDULE).where(BRIEF_SCHEDULE.c.id == schedule_id))

    def begin_due(self, *, at: datetime) -> tuple[int, ...]:
        """Numbers of the jobs that were begun for schedules that had come due, each once.

        Raises
        ------
        PlanStoreError
            If the database cannot be written; nothing was.
        """
        due = (BRIEF_SCHEDULE.c.is_on.is_(True)) & (BRIEF_SCHEDULE.c.next_at <= utc_text(at))
        if self._database.is_absent:
            return ()
        with self._database.reading() as connection:
            found = connection.execute(select(BRIEF_SCHEDULE.c.id).where(due)).scalars().all()
        return tuple(job for schedule_id in found if (job := self._begun(schedule_id, at, is_due=True)))

    def begin(self, actor: Actor, schedule_id: int, *, at: datetime) -> int:
        """Number of the job that delivers a schedule now, beside its times.

        Raises
        ------
        AccessDeniedError
            If the actor may not export.
        DeliveryError
            If there is no such schedule.
        PlanStoreError
            If the database cannot be written; nothing was.
        """
        require(actor, Action.EXPORT)
        return self._begun(schedule_id, at, is_due=False) or 0

    def tell(self, schedule_id: int, *, at: datetime, outcome: str) -> None:
        """Keep when a schedule was delivered and how that went; one that was taken away is left so.

        Raises
        ------
        PlanStoreError
            If the database cannot be written; nothing was.
        """
        values = {"last_at": utc_text(at), "last_outcome": outcome[:2000]}
        with self._database.writing() as connection:
            connection.execute(
                update(BRIEF_SCHEDULE).where(BRIEF_SCHEDULE.c.id == schedule_id).values(values)
            )

    def _begun(self, schedule_id: int, at: datetime, *, is_due: bool) -> int | None:
        """The job, in the same transaction in which the next time is set, so that none is begun twice."""
        with self._database.writing() as connection:
            kept = kept_schedule(schedule_row(connection, schedule_id))
            if is_due:
                if not kept.is_on or kept.next_at is None or kept.next_at > at:
                    return None
                later = utc_text(kept.schedule.next_after(at))
                connection.execute(
                    update(BRIEF_SCHEDULE).where(BRIEF_SCHEDULE.c.id == schedule_id).values(next_at=later)
                )
            return new_job(connection, kept, at)
