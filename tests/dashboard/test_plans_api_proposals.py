"""Proposals over HTTP: a job is left, a worker does it, and what it found becomes the plan."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from data.answers.gate import Gate
from data.plans.keeping.jobs import Lease
from data.plans.keeping.store import PlanStore
from data.plans.proposals.work import KIND
from data.plans.proposals.worker import work_on
from tests.dashboard.plans_desk import Desk, desk, plans_app, plans_url

__all__ = ["desk", "plans_app", "plans_url"]

SMALL = {"count": 2, "seconds": 30, "seed": 5, "steps": 120, "tolerance": 3.0}


def worked_off(url: str, gate: Gate) -> None:
    """Do every job that waits, as the worker's process does."""
    plans = PlanStore(url)
    lease = Lease(worker="test", at=datetime.now(UTC))
    while job := plans.jobs.lease((KIND,), lease):
        work_on(job, plans.jobs, gate, worker="test", is_over=lambda: False)
    plans.close()


def test_a_proposal_is_made_by_a_worker_and_adopted_as_an_edit(
    desk: Desk, plans_url: str, gate: Gate
) -> None:
    head = desk.new("sectors")
    job = desk.done(f"/{head['id']}/proposals?from=2024-01&to=2025-12", SMALL)["job"]
    waiting = desk.get(f"/jobs/{job}").get_json()
    assert (waiting["state"], waiting["progress"], waiting["plans"]) == ("queued", 0, [])
    worked_off(plans_url, gate)
    done = desk.get(f"/jobs/{job}").get_json()
    assert (done["state"], done["progress"], done["seed"]) == ("done", 1, 5), done["reason"]
    assert done["explanation"]
    assert desk.get(f"/{head['id']}/proposals").get_json()["jobs"][0]["job"] == job
    found = done["plans"][0]["plan"]
    said = desk.edit(head, kind="adopt", plan=found, origin=f"proposal 1 of job {job}")
    assert said["moved"]
    assert said["head"]["assigned"] == found["assigned"]
    back = desk.done(f"/{head['id']}/undo", {"version": said["head"]["version"]})["head"]
    assert back["digest"] == head["digest"]


def test_a_job_that_is_cancelled_is_not_begun(desk: Desk, plans_url: str, gate: Gate) -> None:
    head = desk.new("sectors")
    job = desk.done(f"/{head['id']}/proposals", SMALL)["job"]
    assert desk.done(f"/jobs/{job}/cancel", {})["state"] == "cancelled"
    worked_off(plans_url, gate)
    assert desk.get(f"/jobs/{job}").get_json()["state"] == "cancelled"


@pytest.mark.parametrize(
    "fields",
    [{"count": 0}, {"count": 2.5}, {"seconds": 1e9}, {"seed": -1}, {"seeds": "48141"}, {"speed": 1}],
)
def test_what_cannot_be_looked_for_makes_no_job(desk: Desk, fields: dict[str, object]) -> None:
    head = desk.new("sectors")
    reply = desk.post(f"/{head['id']}/proposals", fields)
    assert reply.status_code == 400
    assert next(iter(fields)) in reply.get_json()["error"]
    assert desk.get(f"/{head['id']}/proposals").get_json()["jobs"] == []


def test_there_is_no_job_that_nobody_asked_for(desk: Desk) -> None:
    assert desk.get("/jobs/999999").status_code == 404
    assert desk.post("/jobs/999999/cancel", {}).status_code == 404
    assert desk.post("/999999/proposals", SMALL).status_code == 404
