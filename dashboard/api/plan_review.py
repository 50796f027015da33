"""The review of a plan: submitted, ticked off, sent back or approved, and one day superseded."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from flask import Response, jsonify

from dashboard.api.plan_approved import approved_json
from dashboard.api.plan_requests import Body, body
from dashboard.api.plan_routes import NEWEST, PLAN, Asked, PlanRoutes
from dashboard.api.tagged import tagged
from data.errors import PlanError
from data.plans.keeping.review_log import ReviewState
from data.roles import Action

_LONGEST_WORD = 40


def add_review(routes: PlanRoutes) -> None:
    """Add the routes; who may edit or review may send back, only who reviews may tick and approve."""
    routes.get(f"{PLAN}/review", review)
    routes.post(f"{PLAN}/submit", submit, action=Action.EDIT_PLANS)
    routes.post(f"{PLAN}/send-back", send_back)
    routes.post(f"{PLAN}/tick", tick, action=Action.REVIEW_PLANS)
    routes.post(f"{PLAN}/approve", approve, action=Action.REVIEW_PLANS)
    routes.post(f"{PLAN}/supersede", supersede, action=Action.REVIEW_PLANS)


def review(asked: Asked, plan_id: int) -> Response:
    """How the review stands: the checklist, and everything that was done."""
    return tagged(jsonify(review_json(asked.services.plans.review.state(plan_id))), NEWEST)


def submit(asked: Asked, plan_id: int) -> Response:
    """The plan, as of ``version``, handed in: it cannot be edited from now on."""
    sent = body("version")
    services = asked.services
    found = services.plans.review.submit(
        asked.actor, plan_id, expected_version=sent.whole("version"), at=services.now()
    )
    return jsonify(review_json(found))


def send_back(asked: Asked, plan_id: int) -> Response:
    """The plan, a draft again, with the ``reason``."""
    sent = body("reason", "reviewer")
    services = asked.services
    found = services.plans.review.send_back(
        asked.actor,
        plan_id,
        reason=sent.paragraphs("reason"),
        reviewer=_reviewer(sent),
        at=services.now(),
    )
    return jsonify(review_json(found))


def tick(asked: Asked, plan_id: int) -> Response:
    """The review with an ``item`` of the checklist ``ticked``, or no longer."""
    sent = body("item", "ticked", "reviewer")
    services = asked.services
    found = services.plans.review.tick(
        asked.actor,
        plan_id,
        item=sent.text("item", longest=_LONGEST_WORD),
        is_ticked=sent.truth("ticked"),
        reviewer=_reviewer(sent),
        at=services.now(),
    )
    return jsonify(review_json(found))


def approve(asked: Asked, plan_id: int) -> Response:
    """The approved copy of the plan as of ``version``, in force from a day, ``effective``."""
    sent = body("version", "effective", "reviewer")
    services = asked.services
    found = services.plans.review.approve(
        asked.actor,
        plan_id,
        expected_version=sent.whole("version"),
        effective_from=_day(sent.text("effective", longest=_LONGEST_WORD)),
        reviewer=_reviewer(sent),
        at=services.now(),
    )
    return jsonify(approved=approved_json(found))


def supersede(asked: Asked, plan_id: int) -> Response:
    """The review of a plan whose successor has come into force."""
    sent = body("reviewer")
    services = asked.services
    found = services.plans.review.supersede(asked.actor, plan_id, reviewer=_reviewer(sent), at=services.now())
    return jsonify(review_json(found))


def review_json(state: ReviewState) -> dict[str, object]:
    """A review as the desk reads it."""
    return {
        "status": state.status,
        "version": state.version,
        "submitted_by": state.submitted_by,
        "unticked": list(state.unticked),
        "checklist": [
            {
                "key": item.key,
                "words": item.words,
                "ticked_by": item.ticked_by,
                "ticked_at": item.ticked_at.isoformat() if item.ticked_at else None,
            }
            for item in state.checklist
        ],
        "events": [{**asdict(event), "at": event.at.isoformat()} for event in state.events],
    }


def _reviewer(sent: Body) -> str:
    """The second person at the desk, by name; empty if there is none."""
    return sent.paragraphs("reviewer") if sent.value("reviewer") is not None else ""


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise PlanError(f"effective is {text!r}", remedy="Give a day as 2026-12-31") from error
