"""Jobs: work on plans that takes longer than a request, done by workers in the background.

A worker *leases* a job and says from time to time that it is still at it. If it falls silent, the lease
ends and another worker begins the job anew; that is how a job outlives a killed process.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Select, insert, select, update

from data.errors import UnknownPlanError
from data.plans.keeping.database import Database
from data.plans.keeping.job_records import Job, JobState, job_of
from data.plans.keeping.kept import as_json
from data.plans.keeping.records import stamp, utc_text
from data.plans.keeping.rights import require_planner
from data.plans.keeping.tables import JOB
from data.plans.keeping.typed_text import storable
from data.roles import Action, Actor, require

MOST_ATTEMPTS = 3
"""So many workers may fall silent over a job before it is given up."""


@dataclass(frozen=True, kw_only=True)
class Lease:
    """A worker's hold on a job: who, from when, and for how many seconds if nothing is heard."""

    worker: str
    at: datetime
    lease_s: float = 30.0

    @property
    def until(self) -> str:
        """When it ends, as text in UTC."""
        return utc_text(self.at + timedelta(seconds=self.lease_s))


class Jobs:
    """The jobs of all plans, shared by the workers of every process on the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(
        self,
        actor: Actor,
        *,
        kind: str,
        body: Mapping[str, object],
        seed: int,
        at: datetime,
        plan_id: int | None = None,
        action: Action = Action.EDIT_PLANS,
    ) -> Job:
        """A new job, queued; ``body`` is JSON that the workers of its kind understand.

        Raises
        ------
        AccessDeniedError
            If the actor may not do what the job is for: ``action``.
        PlanStoreError
            If the database cannot be written, or there is no such plan; nothing was.
        """
        require(actor, action)
        by = stamp(actor, at)
        new = insert(JOB).values(
            plan=plan_id,
            kind=kind,
            body=as_json(body),
            seed=seed,
            state=JobState.QUEUED.value,
            progress=0.0,
            reason="",
            actor=by.actor,
            at=by.at,
            changed_at=by.at,
            attempts=0,
        )
        with self._database.writing() as connection:
            return _read(connection, connection.execute(new.returning(JOB.c.id)).scalar_one())

    def job(self, job_id: int) -> Job:
        """The job as it stands.

        Raises
        ------
        UnknownPlanError
            If there is no such job.
        PlanStoreError
            If the database cannot be read.
        """
        with self._database.reading() as connection:
            return _read(connection, job_id)

    def of(self, plan_id: int) -> tuple[Job, ...]:
        """The jobs of a plan, the newest first.

        Raises
        ------
        PlanStoreError
            If the database cannot be read.
        """
        with self._database.reading() as connection:
            wanted = select(JOB).where(JOB.c.plan == plan_id).order_by(JOB.c.id.desc())
            return tuple(job_of(row) for row in connection.execute(wanted).mappings())

    def lease(self, kinds: Collection[str], lease: Lease) -> Job | None:
        """The oldest job of these kinds that nobody works at, now the worker's; ``None`` if there is none.

        Raises
        ------
        PlanStoreError
            If the database cannot be written; nothing was.
        """
        free = select(JOB.c.id).where(JOB.c.kind.in_(kinds), _is_free(lease)).order_by(JOB.c.id).limit(1)
        if not self._is_any(free):
            return None
        with self._database.writing() as connection:
            _give_up(connection, kinds, lease)
            found = connection.execute(free.with_for_update(skip_locked=True)).scalar()
            if found is None:
                return None
            taken = update(JOB).values(
                state=JobState.RUNNING.value,
                worker=lease.worker,
                leased_until=lease.until,
                attempts=JOB.c.attempts + 1,
                progress=0.0,
                changed_at=utc_text(lease.at),
            )
            connection.execute(taken.where(JOB.c.id == found))
            return _read(connection, found)

    def heartbeat(
        self, job_id: int, lease: Lease, *, progress: float, result: Mapping[str, object] | None = None
    ) -> bool:
        """Whether the worker is to go on: the job is still its own and was not cancelled.

        Parameters
        ----------
        job_id
            A job that the worker leased.
        lease
            The worker's hold, which is renewed.
        progress
            Share of the work that is done, 0 to 1.
        result
            What was found so far, as JSON; the last one stays if ``None``.

        Raises
        ------
        PlanStoreError
            If the database cannot be written; nothing was.
        """
        values: dict[str, object] = {"progress": min(max(progress, 0.0), 1.0), "leased_until": lease.until}
        if result is not None:
            values["result"] = as_json(result)
        return self._changed(job_id, lease, values=values)

    def finish(self, job_id: int, lease: Lease, *, result: Mapping[str, object]) -> bool:
        """Whether the job is done now; not if it was cancelled or is another worker's meanwhile.

        Raises
        ------
        PlanStoreError
            If the database cannot be written; nothing was.
        """
        values = {"state": JobState.DONE.value, "progress": 1.0, "result": as_json(result)}
        return self._changed(job_id, lease, values=values)

    def fail(self, job_id: int, lease: Lease, *, reason: str) -> bool:
        """Whether the job is given up now, for a reason; what was found so far stays.

        Raises
        ------
        PlanStoreError
            If the database cannot be written; nothing was.
        """
        return self._changed(
            job_id, lease, values={"state": JobState.FAILED.value, "reason": storable(reason)}
        )

    def cancel(self, actor: Actor, job_id: int, *, at: datetime, action: Action | None = None) -> Job:
        """The job, cancelled; one that has ended stays as it is. What was found so far stays.

        Raises
        ------
        AccessDeniedError
            If the actor may not do ``action``; without one, if the actor may neither edit nor review plans.
        UnknownPlanError
            If there is no such job.
        PlanStoreError
            If the database cannot be written; nothing was.
        """
        if action is None:
            require_planner(actor)
        else:
            require(actor, action)
        by = stamp(actor, at)
        goes_on = JOB.c.state.in_([JobState.QUEUED.value, JobState.RUNNING.value])
        cancelled = {"state": JobState.CANCELLED.value, "reason": f"by {by.actor}", "changed_at": by.at}
        with self._database.writing() as connection:
            connection.execute(update(JOB).where(JOB.c.id == job_id, goes_on).values(**cancelled))
            return _read(connection, job_id)

    def is_queued(self, kinds: Collection[str]) -> bool:
        """Whether a job of these kinds waits for a worker; looking makes no file."""
        queued = JOB.c.kind.in_(kinds) & (JOB.c.state == JobState.QUEUED.value)
        return self._is_any(select(JOB.c.id).where(queued).limit(1))

    def _is_any(self, wanted: Select[int]) -> bool:
        """Whether there is such a job; workers ask all the time, and must not hold up those who write."""
        if self._database.is_absent:
            return False
        with self._database.reading() as connection:
            return connection.execute(wanted).first() is not None

    def _changed(self, job_id: int, lease: Lease, *, values: Mapping[str, object]) -> bool:
        own = (JOB.c.id == job_id) & (JOB.c.worker == lease.worker) & (JOB.c.state == JobState.RUNNING.value)
        with self._database.writing() as connection:
            changed = connection.execute(
                update(JOB).where(own).values(**values, changed_at=utc_text(lease.at))
            )
            return changed.rowcount == 1


def _is_free(lease: Lease) -> ColumnElement[bool]:
    fell_silent = (JOB.c.state == JobState.RUNNING.value) & (JOB.c.leased_until < utc_text(lease.at))
    return (JOB.c.state == JobState.QUEUED.value) | fell_silent


def _give_up(connection: Connection, kinds: Collection[str], lease: Lease) -> None:
    """A job that has silenced so many workers would silence the next one too."""
    spent = JOB.c.kind.in_(kinds) & _is_free(lease) & (JOB.c.attempts >= MOST_ATTEMPTS)
    reason = f"{MOST_ATTEMPTS} workers fell silent over it"
    failed = {"state": JobState.FAILED.value, "reason": reason, "changed_at": utc_text(lease.at)}
    connection.execute(update(JOB).where(spent).values(**failed))


def _read(connection: Connection, job_id: int) -> Job:
    row = connection.execute(select(JOB).where(JOB.c.id == job_id)).mappings().first()
    if row is None:
        raise UnknownPlanError(f"there is no job {job_id}", remedy="Start the work again")
    return job_of(row)
