"""``POST /api/briefs/<token>/freeze``: every scene with its numbers, kept for good."""

from __future__ import annotations

from flask import Response, jsonify

from dashboard.api.brief_json import frozen_json
from dashboard.api.brief_routes import BRIEF, BriefAsked, BriefRoutes
from dashboard.api.plan_requests import body
from data.briefs.composing import occasion_of
from data.briefs.freezing import freeze as frozen_now


def add_freezing(routes: BriefRoutes) -> None:
    """Add the one route."""
    routes.post(f"{BRIEF}/freeze", freeze)


def freeze(asked: BriefAsked, token: str) -> Response:
    """What is kept of the brief as the newest data have it, or the version that its own view names."""
    body()
    services, now = asked.services, asked.services.now()
    brief = services.briefs.open(token).brief
    occasion = occasion_of(
        services.gate, services.plans, services.figures, asked.actor, brief, today=now.date()
    )
    response = jsonify(frozen_json(frozen_now(services.briefs, occasion, token, brief, at=now)))
    response.headers["Cache-Control"] = "no-store"
    return response
