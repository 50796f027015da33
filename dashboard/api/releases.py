"""``POST /api/data/versions/<id>/…``: what a steward decides about a data version, with a reason."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, request

from dashboard.access import actor_of_request
from dashboard.services import Services
from data.errors import ReleaseError
from data.trust.releases import Releases


def releases_api(services: Services) -> Blueprint:
    """The blueprint of the decisions; each is refused to who may not release data."""
    routes = Blueprint("releases", __name__, url_prefix="/api/data/versions")
    deciding = Releases(store=services.store, audit=services.audit)

    @routes.post("/<version_id>/release", endpoint="release")
    def release(version_id: str) -> Response:
        """The version is released, under another marking if one is sent."""
        reason, marking = _asked("reason"), _asked("marking")
        found = deciding.release(
            actor_of_request(), version_id, reason=reason, marking=marking, at=services.now()
        )
        return jsonify(version=found.id, state=found.state, marking=found.marking)

    @routes.post("/<version_id>/withdraw", endpoint="withdraw")
    def withdraw(version_id: str) -> Response:
        """The version is withdrawn, and all that are made of it."""
        gone = deciding.withdraw(actor_of_request(), version_id, reason=_asked("reason"), at=services.now())
        return jsonify(withdrawn=[one.id for one in gone])

    @routes.post("/<version_id>/mark", endpoint="mark")
    def mark(version_id: str) -> Response:
        """The version has another marking."""
        reason, marking = _asked("reason"), _asked("marking")
        found = deciding.mark(
            actor_of_request(), version_id, marking=marking, reason=reason, at=services.now()
        )
        return jsonify(version=found.id, state=found.state, marking=found.marking)

    return routes


def _asked(name: str) -> str:
    body: Any = request.get_json(silent=True)
    found = body.get(name, "") if isinstance(body, dict) else None
    if not isinstance(found, str):
        raise ReleaseError(
            f"the {name} is no text", remedy="Send JSON with a reason, and a marking if it is to change"
        )
    return found
