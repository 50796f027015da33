"""``GET /api/openapi.json``: every route under ``/api``, as OpenAPI 3.1."""

from __future__ import annotations

from flask import Blueprint, Response, abort, current_app, jsonify

from dashboard.api.openapi.document import document_of
from dashboard.api.tagged import tagged


def openapi_api() -> Blueprint:
    """The blueprint of the one route."""
    routes = Blueprint("openapi", __name__, url_prefix="/api")

    @routes.get("/openapi.json", endpoint="document")
    def document() -> Response:
        """The document that describes the interface, as OpenAPI 3.1."""
        return tagged(jsonify(document_of(current_app)), "private, no-cache")

    @routes.get("/<path:rest>", endpoint="nowhere")
    def nowhere(rest: str) -> Response:
        """Nothing: an address under ``/api`` that is no route is not the address of a page."""
        abort(404, description=f"there is no route /api/{rest[:80]}")

    return routes
