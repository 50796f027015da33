"""Proposals: asked for, looked at while they are made, and stopped. A worker makes them, never a request."""

from __future__ import annotations

from dataclasses import fields

from flask import Response, jsonify

from dashboard.api.plan_panel import filter_asked
from dashboard.api.plan_requests import LARGEST, body
from dashboard.api.plan_routes import NEWEST, PLAN, Asked, PlanRoutes
from dashboard.api.tagged import tagged
from data.plans.keeping.job_records import Job
from data.plans.proposals.request import Request, request_from_json
from data.plans.proposals.work import KIND, Work, work_to_json
from data.roles import Action

_JOB = f"/jobs/<int(max={LARGEST}):job_id>"
_ASKED = tuple(field.name for field in fields(Request))


def add_jobs(routes: PlanRoutes) -> None:
    """Add the routes."""
    routes.post(f"{PLAN}/proposals", propose, action=Action.EDIT_PLANS)
    routes.get(f"{PLAN}/proposals", proposals)
    routes.get(_JOB, job)
    routes.post(f"{_JOB}/cancel", cancel)


def propose(asked: Asked, plan_id: int) -> Response:
    """The job that looks for plans from this one, for the filter in the query."""
    filter_ = filter_asked()
    request = request_from_json(dict(body(*_ASKED).fields))
    services, head = asked.services, asked.heads.newest(plan_id)
    made = services.plans.jobs.create(
        asked.actor,
        kind=KIND,
        body=work_to_json(Work(plan=head.plan, filter=filter_, request=request, regions=asked.actor.regions)),
        seed=request.seed,
        at=services.now(),
        plan_id=plan_id,
    )
    return jsonify(job=made.job_id)


def proposals(asked: Asked, plan_id: int) -> Response:
    """The jobs of a plan, the newest first, without what they found."""
    asked.heads.newest(plan_id)
    found = asked.services.plans.jobs.of(plan_id)
    return tagged(jsonify(jobs=[_job(one) for one in found]), NEWEST)


def job(asked: Asked, job_id: int) -> Response:
    """How far a job is, and what it has found: ``plans`` and, at its end, an ``explanation``."""
    found = asked.services.plans.jobs.job(job_id)
    return tagged(jsonify(_nothing_found() | dict(found.result or {}) | _job(found)), NEWEST)


def cancel(asked: Asked, job_id: int) -> Response:
    """The job, which ends; what it has found stays."""
    body()
    services = asked.services
    return jsonify(_job(services.plans.jobs.cancel(asked.actor, job_id, at=services.now())))


def _nothing_found() -> dict[str, object]:
    return {"plans": [], "explanation": None}


def _job(found: Job) -> dict[str, object]:
    return {
        "job": found.job_id,
        "plan": found.plan_id,
        "state": found.state,
        "progress": found.progress,
        "reason": found.reason,
        "seed": found.seed,
        "actor": found.actor,
        "at": found.at.isoformat(),
        "changed_at": found.changed_at.isoformat(),
    }
