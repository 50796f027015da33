"""Jobs that have ended are forgotten after a while; what they made in plans stays."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete

from data.plans.keeping.database import Database
from data.plans.keeping.job_records import JobState
from data.plans.keeping.records import utc_text
from data.plans.keeping.tables import JOB


def remove_ended_jobs(database: Database, *, before: datetime) -> int:
    """Number of jobs removed: those that ended before then.

    Raises
    ------
    PlanStoreError
        If the database cannot be written; nothing was removed.
    """
    if database.is_absent:
        return 0
    ended = [state.value for state in JobState if state not in {JobState.QUEUED, JobState.RUNNING}]
    old = delete(JOB).where(JOB.c.state.in_(ended), JOB.c.changed_at < utc_text(before))
    with database.writing() as connection:
        return int(connection.execute(old).rowcount)
