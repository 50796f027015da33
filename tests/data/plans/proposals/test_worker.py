from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from data.answers.filters import Filter
from data.answers.gate import Gate
from data.plans.codec import plan_from_json, plan_to_json
from data.plans.keeping.job_records import Job, JobState
from data.plans.keeping.jobs import Lease
from data.plans.keeping.store import PlanStore
from data.plans.plan import Plan, Rules
from data.plans.proposals.process import WorkerProcess
from data.plans.proposals.request import Request
from data.plans.proposals.work import KIND, Work, work_from_json, work_to_json
from data.plans.proposals.worker import work_on
from data.plans.starts import start
from data.settings import Settings
from tests.data.plans.plan_stores import MARIA

_PATIENCE_S = 180
_SERVER = """
import sys, threading
from pathlib import Path
from data.plans.proposals.process import WorkerProcess
from data.settings import Settings
with WorkerProcess(Settings(store=Path(sys.argv[1]), database=sys.argv[2])):
    threading.Event().wait()
"""


def now() -> datetime:
    return datetime.now(UTC)


def a_plan() -> Plan:
    """The sectors, with a mix that hardly leans on the few counties that have incidents."""
    weights = {"incidents": 0.2, "area-km2": 1.0, "ports": 1.0}
    found = start("sectors")
    return Plan(
        regions=found.regions,
        assigned=found.assigned,
        rules=Rules(weights=weights, tolerance=0.5),
        next_region=found.next_region,
    )


@pytest.fixture
def plans(tmp_path: Path) -> Iterator[PlanStore]:
    made = PlanStore(f"sqlite:///{tmp_path / 'plans.sqlite'}")
    yield made
    made.close()


@pytest.fixture
def settings(gate_folder: Path, gate: Gate, tmp_path: Path) -> Settings:
    return Settings(store=gate_folder / "store", database=f"sqlite:///{tmp_path / 'plans.sqlite'}")


def asked(plans: PlanStore, *, steps: int) -> Job:
    work = Work(plan=a_plan(), filter=Filter(), request=Request(steps=steps, seconds=600, count=5, seed=4))
    return plans.jobs.create(MARIA, kind=KIND, body=work_to_json(work), seed=4, at=now())


def waited_for(is_so: Callable[[], bool]) -> bool:
    pause = threading.Event()
    return any(is_so() or pause.wait(0.2) for _ in range(_PATIENCE_S * 5))


def is_running(pid: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(pid, 0)
        return not Path(f"/proc/{pid}/stat").read_text(encoding="ascii").split(") ")[1].startswith("Z")
    return False


def test_work_survives_the_way_through_json() -> None:
    work = Work(plan=a_plan(), filter=Filter(modes=("sea",)), request=Request(seeds=("48141",), regions=7))
    assert work_from_json(work_to_json(work)) == work


def test_a_job_ends_with_plans_and_with_what_explains_them(plans: PlanStore, gate: Gate) -> None:
    asked(plans, steps=300)
    job = plans.jobs.lease((KIND,), Lease(worker="here", at=now()))
    assert job is not None
    work_on(job, plans.jobs, gate, worker="here", is_over=lambda: False)
    done = plans.jobs.job(job.job_id)
    assert (done.state, done.progress, done.reason) == (JobState.DONE, 1.0, "")
    assert done.result is not None
    found = done.result["plans"]
    assert isinstance(found, list)
    assert found
    base = a_plan()
    for one in found:
        plan = plan_from_json(one["plan"])
        assert plan_to_json(plan) == one["plan"]
        assert len(plan.regions) == len(base.regions)
        assert set(base.assigned) <= set(plan.assigned)
        assert set(one["percentiles"]) == {"deviation", "cut_edges", "uncovered", "moved"}
        assert one["robustness"]["surges_within"] is not None
        assert one["robustness"]["seasons_within"] is not None
    assert done.result["explanation"]["costs"]  # type: ignore[index]  # JSON


def test_a_job_that_cannot_be_done_fails_with_its_reason(plans: PlanStore, gate: Gate) -> None:
    body = work_to_json(Work(plan=Plan(), filter=Filter(), request=Request()))
    plans.jobs.create(MARIA, kind=KIND, body=body, seed=0, at=now())
    job = plans.jobs.lease((KIND,), Lease(worker="here", at=now()))
    assert job is not None
    work_on(job, plans.jobs, gate, worker="here", is_over=lambda: False)
    failed = plans.jobs.job(job.job_id)
    assert failed.state == JobState.FAILED
    assert "0 regions" in failed.reason


def children_of(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text(encoding="ascii").split()]


def test_jobs_outlive_a_cancelled_one_a_killed_worker_and_a_killed_server(
    plans: PlanStore, settings: Settings
) -> None:
    first, second = asked(plans, steps=900_000), asked(plans, steps=900_000)
    command = [sys.executable, "-c", _SERVER, str(settings.store), settings.database]
    with subprocess.Popen(command) as server:
        assert waited_for(lambda: plans.jobs.job(first.job_id).state == JobState.RUNNING)
        assert plans.jobs.job(second.job_id).state == JobState.QUEUED
        plans.jobs.cancel(MARIA, first.job_id, at=now())
        assert waited_for(lambda: plans.jobs.job(second.job_id).progress > 0)
        (killed,) = children_of(server.pid)
        os.kill(killed, signal.SIGKILL)
        assert waited_for(lambda: children_of(server.pid) not in ([], [killed]))
        later = Lease(worker="next", at=now() + timedelta(minutes=2))
        again = plans.jobs.lease((KIND,), later)
        assert again is not None
        assert (again.job_id, again.attempts) == (second.job_id, 2)
        (new,) = children_of(server.pid)
        server.kill()
    assert waited_for(lambda: not is_running(new))
    assert plans.jobs.job(first.job_id).state == JobState.CANCELLED


def test_a_worker_process_ends_with_its_context(settings: Settings) -> None:
    with WorkerProcess(settings) as worker:
        assert waited_for(lambda: worker.pid is not None)
    assert worker.pid is None


def test_a_worker_rests_until_a_job_waits(settings: Settings) -> None:
    wanted = threading.Event()
    with WorkerProcess(settings, rest_s=600, is_wanted=wanted.is_set) as worker:
        assert worker.pid is None
        wanted.set()
        assert waited_for(lambda: worker.pid is not None)


def test_what_waits_for_a_worker_is_told_by_its_kind(plans: PlanStore) -> None:
    assert not plans.jobs.is_queued((KIND,))
    asked(plans, steps=1)
    assert plans.jobs.is_queued((KIND,))
    assert not plans.jobs.is_queued(("another",))
