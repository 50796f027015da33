"""Briefs as they are: the list, one brief, what was frozen of it."""

from __future__ import annotations

from flask import Response, jsonify, request

from dashboard.api.brief_json import frozen_json, kept_json, summary_json
from dashboard.api.brief_routes import BRIEF, BriefAsked, BriefRoutes
from dashboard.api.plan_routes import NEWEST
from dashboard.api.tagged import tagged


def add_reading(routes: BriefRoutes) -> None:
    """Add the routes; everybody who may view reads briefs."""
    routes.get("", listed)
    routes.get(BRIEF, opened)
    routes.get(f"{BRIEF}/frozen", frozen)


def listed(asked: BriefAsked) -> Response:
    """The default briefs, then the stored ones, the one changed last first; ``archived=1`` has all."""
    briefs = asked.services.briefs.list(asked.actor, with_archived=request.args.get("archived") == "1")
    return tagged(jsonify(briefs=[summary_json(brief) for brief in briefs]), NEWEST)


def opened(asked: BriefAsked, token: str) -> Response:
    """The brief as it is now."""
    return tagged(jsonify(kept_json(asked.services.briefs.open(token))), NEWEST)


def frozen(asked: BriefAsked, token: str) -> Response:
    """What was frozen of the brief, the newest first, without its numbers."""
    asked.services.briefs.open(token)
    found = asked.services.briefs.frozen.list(token)
    return tagged(jsonify(frozen=[frozen_json(one) for one in found]), NEWEST)
