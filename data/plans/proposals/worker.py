"""The worker: a process of its own, of low priority, that takes jobs of proposals one at a time.

``python -m data.plans.proposals.worker`` reads its settings from the environment, as the server does, and
ends with the process that started it. A job whose worker is killed is taken again once its lease has
run out (:mod:`data.plans.keeping.jobs`).
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from data.answers.gate import Gate
from data.answers.guard.memory import ToldMemory
from data.errors import BorderopsError
from data.intake.store import Store
from data.plans.keeping.job_records import Job
from data.plans.keeping.jobs import Jobs, Lease
from data.plans.keeping.store import PlanStore
from data.plans.keeping.work_loop import LOOK_S, until_orphaned, work_until, worker_name
from data.plans.proposals.outcome import Proposal
from data.plans.proposals.outcome_json import outcome_to_json, proposals_to_json
from data.plans.proposals.propose import propose
from data.plans.proposals.published import published_measures
from data.plans.proposals.work import KIND, work_from_json
from data.plans.proposals.yardstick import yardstick
from data.roles import Actor, Role
from data.settings import Settings, read_settings

_BEAT_S = 4.0
_NICENESS = 10
_LOG = logging.getLogger(__name__)


class Hold:
    """A worker's hold on one job, renewed from a thread of its own until it is left."""

    def __init__(self, jobs: Jobs, job: Job, worker: str, *, beat_s: float = _BEAT_S) -> None:
        """Keep the job; nothing beats yet."""
        self._jobs, self._job, self._worker, self._beat_s = jobs, job, worker, beat_s
        self._progress = 0.0
        self._best: tuple[Proposal, ...] = ()
        self._left, self._lost = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> Self:
        """Begin to beat."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Beat no more."""
        self._left.set()
        self._thread.join()

    def tell(self, progress: float, best: tuple[Proposal, ...]) -> None:
        """Take note of how far the work is; the next beat says so."""
        self._progress = progress
        self._best = best or self._best

    def is_lost(self) -> bool:
        """Whether the job was cancelled, or given to another worker."""
        return self._lost.is_set()

    def lease(self) -> Lease:
        """The hold from this moment on."""
        return Lease(worker=self._worker, at=datetime.now(UTC))

    def _beat(self) -> None:
        while not self._left.wait(self._beat_s):
            best, self._best = self._best, ()
            result = {"plans": proposals_to_json(best)} if best else None
            try:
                is_own = self._jobs.heartbeat(
                    self._job.job_id, self.lease(), progress=self._progress, result=result
                )
            except BorderopsError as error:
                # The database may be back before the lease ends; if not, another worker begins anew.
                _LOG.warning("job %s: %s", self._job.job_id, error)
                continue
            if not is_own:
                self._lost.set()
                return


def work_on(job: Job, jobs: Jobs, gate: Gate, *, worker: str, is_over: Callable[[], bool]) -> None:
    """Do a job that the worker has leased, and finish it, or say why it cannot be done.

    ``is_over`` says that the worker is to end: the job is then left for another.
    """
    with Hold(jobs, job, worker) as hold:
        try:
            result = _result(job, gate, hold, is_over=is_over)
        except BorderopsError as error:
            jobs.fail(job.job_id, hold.lease(), reason=str(error))
            return
        if not is_over():
            jobs.finish(job.job_id, hold.lease(), result=result)


def _result(job: Job, gate: Gate, hold: Hold, *, is_over: Callable[[], bool]) -> dict[str, object]:
    def is_cancelled() -> bool:
        return hold.is_lost() or is_over()

    work = work_from_json(job.body)
    reader = Actor(name=job.actor, role=Role.VIEWER, session=f"job-{job.job_id}", regions=work.regions)
    measures = published_measures(gate, reader, work.plan, work.filter)
    outcome = propose(
        work.plan,
        measures,
        request=work.request,
        progress=lambda share, best: hold.tell(share * 0.95, best),
        is_cancelled=is_cancelled,
    )
    found = yardstick(work.plan, measures, outcome.proposals, request=work.request, is_cancelled=is_cancelled)
    return outcome_to_json(outcome, found)


def run(
    settings: Settings,
    *,
    is_over: Callable[[], bool],
    look_s: float = LOOK_S,
    memory_of: Callable[[PlanStore], ToldMemory | None] = lambda _: None,
) -> None:
    """Take jobs, one after another, until told that it is over; look for one every ``look_s`` seconds.

    ``memory_of`` gives the memory of what readers were told of drawn shapes, where processes share one.
    """
    name = worker_name()
    plans = PlanStore(settings.plans_url)
    gate = Gate(Store.open(settings.store), settings, told=memory_of(plans))

    def take() -> bool:
        job = plans.jobs.lease((KIND,), Lease(worker=name, at=datetime.now(UTC)))
        if job is not None:
            work_on(job, plans.jobs, gate, worker=name, is_over=is_over)
        return job is not None

    try:
        work_until(is_over, take, look_s=look_s)
    finally:
        plans.close()


def main(memory_of: Callable[[PlanStore], ToldMemory | None] = lambda _: None) -> None:
    """Run until the process that started this one is gone."""
    is_over = until_orphaned("data.plans.proposals.worker", niceness=_NICENESS, doc=main.__doc__)
    run(read_settings(os.environ), is_over=is_over, memory_of=memory_of)


if __name__ == "__main__":
    main()
