"""How many jobs there are in each state: what an operator watches a queue by."""

from __future__ import annotations

from sqlalchemy import func, select

from data.plans.keeping.database import Database
from data.plans.keeping.job_records import JobState
from data.plans.keeping.tables import JOB


def job_counts(database: Database) -> dict[str, int]:
    """Number of jobs of all kinds by state, every state named; zeros where there is no database yet.

    Raises
    ------
    PlanStoreError
        If the database cannot be read.
    """
    counts = {state.value: 0 for state in JobState}
    if database.is_absent:
        return counts
    with database.reading() as connection:
        rows = connection.execute(select(JOB.c.state, func.count()).group_by(JOB.c.state))
        return counts | {row[0]: row[1] for row in rows}
