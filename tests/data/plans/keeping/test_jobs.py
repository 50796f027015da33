"""Jobs: each is one worker's at a time, outlives a worker that falls silent, and stops when cancelled."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from data.errors import AccessDeniedError, PlanStoreError, UnknownPlanError
from data.plans.keeping.job_records import Job, JobState
from data.plans.keeping.jobs import MOST_ATTEMPTS, Lease
from data.plans.keeping.store import PlanStore
from tests.data.plans.plan_stores import AT, MARIA, VIEWER, small_plan

KINDS = ("propose",)


def queued(store: PlanStore, *, seed: int = 7) -> Job:
    return store.jobs.create(MARIA, kind="propose", body={"count": 5}, seed=seed, at=AT)


def lease(worker: str, after_s: float = 0.0) -> Lease:
    return Lease(worker=worker, at=AT + timedelta(seconds=after_s), lease_s=30)


def test_a_job_is_queued_run_and_done(store: PlanStore, url: str) -> None:
    plan = store.create(MARIA, name="South-west", plan=small_plan(), origin="", at=AT)
    job = store.jobs.create(MARIA, kind="propose", body={"count": 5}, seed=2**40, at=AT, plan_id=plan.plan_id)
    assert (job.state, job.body, job.seed, job.attempts) == (JobState.QUEUED, {"count": 5}, 2**40, 0)
    taken = store.jobs.lease(KINDS, lease("one"))
    assert taken is not None
    assert (taken.job_id, taken.state, taken.worker, taken.attempts) == (
        job.job_id,
        JobState.RUNNING,
        "one",
        1,
    )
    assert store.jobs.heartbeat(job.job_id, lease("one", 5), progress=0.4, result={"plans": [1]})
    half = store.jobs.job(job.job_id)
    assert (half.progress, half.result, half.has_ended) == (0.4, {"plans": [1]}, False)
    assert store.jobs.finish(job.job_id, lease("one", 9), result={"plans": [1, 2]})
    again = PlanStore(url)
    done = again.jobs.job(job.job_id)
    assert (done.state, done.progress, done.result) == (JobState.DONE, 1.0, {"plans": [1, 2]})
    assert again.jobs.of(plan.plan_id) == (done,)
    again.close()


def test_the_oldest_job_of_its_kind_is_taken_first(store: PlanStore) -> None:
    other = store.jobs.create(MARIA, kind="export", body={}, seed=0, at=AT)
    first, second = queued(store), queued(store)
    taken = [store.jobs.lease(KINDS, lease(name)) for name in ("one", "two", "three")]
    assert [job and job.job_id for job in taken] == [first.job_id, second.job_id, None]
    assert store.jobs.job(other.job_id).state is JobState.QUEUED


def test_a_job_of_a_silent_worker_goes_to_another_and_stays_there(store: PlanStore) -> None:
    job = queued(store)
    store.jobs.lease(KINDS, lease("one"))
    assert store.jobs.lease(KINDS, lease("two", 29)) is None
    taken = store.jobs.lease(KINDS, lease("two", 31))
    assert taken is not None
    assert (taken.job_id, taken.attempts) == (job.job_id, 2)
    assert not store.jobs.heartbeat(job.job_id, lease("one", 32), progress=0.9)
    assert not store.jobs.finish(job.job_id, lease("one", 33), result={})
    assert store.jobs.finish(job.job_id, lease("two", 34), result={"by": "two"})


def test_a_heartbeat_keeps_the_lease(store: PlanStore) -> None:
    job = queued(store)
    store.jobs.lease(KINDS, lease("one"))
    assert store.jobs.heartbeat(job.job_id, lease("one", 20), progress=7.0)
    assert store.jobs.lease(KINDS, lease("two", 45)) is None
    assert store.jobs.job(job.job_id).progress == 1.0


def test_a_job_over_which_workers_fall_silent_is_given_up(store: PlanStore) -> None:
    job = queued(store)
    for turn in range(MOST_ATTEMPTS):
        assert store.jobs.lease(KINDS, lease(f"worker {turn}", 31.0 * turn)) is not None
    assert store.jobs.lease(KINDS, lease("next", 31.0 * MOST_ATTEMPTS)) is None
    found = store.jobs.job(job.job_id)
    assert (found.state, found.reason) == (JobState.FAILED, "3 workers fell silent over it")


def test_a_cancelled_job_stops_and_keeps_what_was_found(store: PlanStore) -> None:
    job = queued(store)
    store.jobs.lease(KINDS, lease("one"))
    store.jobs.heartbeat(job.job_id, lease("one", 1), progress=0.5, result={"plans": [1]})
    gone = store.jobs.cancel(MARIA, job.job_id, at=AT)
    assert (gone.state, gone.reason, gone.result) == (JobState.CANCELLED, "by maria", {"plans": [1]})
    assert not store.jobs.heartbeat(job.job_id, lease("one", 2), progress=0.6)
    assert not store.jobs.finish(job.job_id, lease("one", 3), result={})
    assert store.jobs.cancel(MARIA, job.job_id, at=AT + timedelta(hours=1)) == gone


def test_a_job_that_fails_says_why(store: PlanStore) -> None:
    job = queued(store)
    store.jobs.lease(KINDS, lease("one"))
    assert store.jobs.fail(job.job_id, lease("one", 1), reason="Rule balance cannot hold: El Paso\0")
    found = store.jobs.job(job.job_id)
    assert (found.state, found.reason) == (JobState.FAILED, "Rule balance cannot hold: El Paso")


def test_of_many_workers_each_takes_another_job(urls: Callable[[], str]) -> None:
    url = urls()
    stores = [PlanStore(url) for _ in range(4)]
    wanted = {queued(stores[0], seed=number).job_id for number in range(16)}

    def work(number: int) -> list[int]:
        taken = []
        while (job := stores[number].jobs.lease(KINDS, lease(f"worker {number}"))) is not None:
            taken.append(job.job_id)
        return taken

    with ThreadPoolExecutor(4) as pool:
        taken = [job_id for jobs in pool.map(work, range(4)) for job_id in jobs]
    assert sorted(taken) == sorted(wanted)
    for one in stores:
        one.close()


def test_what_does_not_exist_or_may_not_be_is_told(store: PlanStore) -> None:
    with pytest.raises(UnknownPlanError, match="no job 5"):
        store.jobs.job(5)
    with pytest.raises(PlanStoreError):
        store.jobs.create(MARIA, kind="propose", body={}, seed=0, at=AT, plan_id=999)
    with pytest.raises(AccessDeniedError):
        store.jobs.create(VIEWER, kind="propose", body={}, seed=0, at=AT)


def test_the_moment_at_which_a_lease_ends_sorts_as_text(store: PlanStore) -> None:
    whole = datetime(2026, 11, 30, 14, 0, tzinfo=AT.tzinfo)
    ends = [Lease(worker="w", at=whole, lease_s=s).until for s in (0.0, 0.000001, 0.5, 1.0, 60.0)]
    assert ends == sorted(ends)
