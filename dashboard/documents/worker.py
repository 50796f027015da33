"""The worker of documents: a process of its own, of low priority, that makes and delivers one at a time.

``python -m dashboard.documents.worker`` reads its settings from the environment, as the server does, and
ends with the process that started it. A job whose worker is killed is taken again once its lease has run
out (:mod:`data.plans.keeping.jobs`); its files appear in one step, so there are never half of them.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime

from dashboard.documents.delivery import deliver
from dashboard.documents.jobs import DELIVERY, DOCUMENT, document_work
from dashboard.documents.making import Made, made
from dashboard.documents.schedules import Schedules
from dashboard.documents.shelf import Shelf
from dashboard.documents.warming import warming
from dashboard.services import Services, services_of
from data.errors import BorderopsError
from data.plans.keeping.job_records import Job
from data.plans.keeping.jobs import Lease
from data.plans.keeping.work_loop import LOOK_S, until_orphaned, work_until, worker_name
from data.plans.proposals.worker import Hold
from data.settings import Settings, read_settings

_BEAT_S = 1.0
_SCHEDULES_S = 10.0
_NICENESS = 5


class StoppedError(Exception):
    """The job was cancelled, given to another worker, or the worker is to end."""


def shelf_of(settings: Settings) -> Shelf:
    """The folder of documents of a store."""
    return Shelf(settings.store / "documents")


def work_on(job: Job, services: Services, *, worker: str, is_over: Callable[[], bool]) -> None:
    """Do a job that the worker has leased, and finish it, or say why it cannot be done.

    ``is_over`` says that the worker is to end: the job is then left for another.
    """
    jobs = services.plans.jobs
    with Hold(jobs, job, worker, beat_s=_BEAT_S) as hold:

        def progress(share: float) -> None:
            if hold.is_lost() or is_over():
                raise StoppedError
            hold.tell(share, ())

        try:
            result = _TASKS[job.kind](job, services, progress)
        except StoppedError:
            return
        except BorderopsError as error:
            jobs.fail(job.job_id, hold.lease(), reason=str(error))
            return
        if not is_over():
            jobs.finish(job.job_id, hold.lease(), result=result)


def result_of(found: Made) -> dict[str, object]:
    """What a job that made documents tells: names of the files, marking, and what was left out."""
    return {
        "files": [{"name": file.name, "bytes": len(file.content)} for file in found.files],
        "marking": found.marking,
        "left_out": list(found.left_out),
    }


def _make(job: Job, services: Services, progress: Callable[[float], None]) -> dict[str, object]:
    work = document_work(job)
    found = made(services, work.actor, work.wish, progress=progress)
    progress(0.99)
    shelf_of(services.settings).put(job.job_id, tuple((file.name, file.content) for file in found.files))
    return result_of(found)


_TASKS: dict[str, Callable[[Job, Services, Callable[[float], None]], dict[str, object]]] = {
    DOCUMENT: _make,
    DELIVERY: deliver,
}


def run(settings: Settings, *, is_over: Callable[[], bool], look_s: float = LOOK_S) -> None:
    """Take jobs, one after another, until told that it is over; look for one every ``look_s`` seconds.

    Schedules that have come due become jobs on the way. While no job waits, what the first document would
    wait for is made (:mod:`dashboard.documents.warming`).
    """
    name = worker_name()
    services = services_of(settings)
    schedules = Schedules(services.plans.database)
    looked_at = 0.0

    def take() -> bool:
        nonlocal looked_at
        if time.monotonic() - looked_at >= min(_SCHEDULES_S, look_s * 10):
            looked_at = time.monotonic()
            schedules.begin_due(at=services.now())
        job = services.plans.jobs.lease((DOCUMENT, DELIVERY), Lease(worker=name, at=datetime.now(UTC)))
        if job is not None:
            work_on(job, services, worker=name, is_over=is_over)
        return job is not None

    try:
        work_until(is_over, take, look_s=look_s, meanwhile=warming(services))
    finally:
        services.plans.close()


def main() -> None:
    """Run until the process that started this one is gone."""
    is_over = until_orphaned("dashboard.documents.worker", niceness=_NICENESS, doc=main.__doc__)
    run(read_settings(os.environ), is_over=is_over)


if __name__ == "__main__":
    main()
