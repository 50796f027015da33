"""Jobs as they are told: what is to be done, how far it is, and what was found."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import RowMapping


class JobState(StrEnum):
    """Where a job stands; the last three are its end."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, kw_only=True)
class Job:
    """Work in the background.

    ``body`` and ``result`` are JSON that the workers of its ``kind`` understand; ``result`` holds what
    was found so far while the job runs. ``progress`` is a share, 0 to 1. ``reason`` says why a job
    failed or who cancelled it. ``attempts`` is how many workers have begun it.
    """

    job_id: int
    plan_id: int | None
    kind: str
    body: Mapping[str, object]
    seed: int
    state: JobState
    progress: float
    result: Mapping[str, object] | None
    reason: str
    actor: str
    at: datetime
    changed_at: datetime
    worker: str | None
    attempts: int

    @property
    def has_ended(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state not in {JobState.QUEUED, JobState.RUNNING}


def job_of(row: RowMapping) -> Job:
    """The job in a row of the table."""
    return Job(
        job_id=row["id"],
        plan_id=row["plan"],
        kind=row["kind"],
        body=json.loads(row["body"]),
        seed=row["seed"],
        state=JobState(row["state"]),
        progress=row["progress"],
        result=None if row["result"] is None else json.loads(row["result"]),
        reason=row["reason"],
        actor=row["actor"],
        at=datetime.fromisoformat(row["at"]),
        changed_at=datetime.fromisoformat(row["changed_at"]),
        worker=row["worker"],
        attempts=row["attempts"],
    )
