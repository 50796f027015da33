"""``GET /api/live/alerts``: a mark that differs once alerts may, for a page that looks now and then."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from dashboard.access import actor_of_request
from dashboard.services import Services


def alerts_mark(services: Services) -> Blueprint:
    """The blueprint of the one route."""
    routes = Blueprint("alerts_mark", __name__, url_prefix="/api/live")

    @routes.get("/alerts")
    def mark() -> Response:
        """The newest data version and how often anybody handled an alert."""
        response = jsonify(mark=services.watch.mark(actor_of_request()))
        response.headers["Cache-Control"] = "no-store"
        return response

    return routes
