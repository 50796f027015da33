"""``/api/audit``: the record as a file for auditors, and the reason of a sitting."""

from __future__ import annotations

from datetime import UTC
from itertools import islice

from flask import Blueprint, Response, jsonify, request

from dashboard.access import actor_of_request
from dashboard.auditing.reasons import CHOICES, LONGEST, ReasonKeeper, checked_reason
from dashboard.services import Services
from data.errors import FilterError
from data.trust.audit_export import ExportPapers, csv_lines, json_lines
from data.trust.audit_search import all_found, search_of

MOST = 100_000
"""Records in one file of the web; the command line has no limit."""
FIELDS = ("first", "last", "actor", "deed", "outcome", "subject")
"""What a search is made of: names of its fields in the form, in links and in the interface."""
_FORMATS = {"csv": (csv_lines, "text/csv"), "jsonl": (json_lines, "application/jsonl")}


def audit_api(services: Services) -> Blueprint:
    """The blueprint of the routes; who may use each is in ``dashboard/access/surfaces.py``."""
    routes = Blueprint("audit", __name__, url_prefix="/api/audit")
    reasons = ReasonKeeper(services.settings)

    @routes.get("/export.<any(csv, jsonl):suffix>", endpoint="export")
    def export(suffix: str) -> Response:
        """What the search in the query finds, as a file that can be verified by itself."""
        return _file(services, suffix)

    @routes.get("/reason", endpoint="reason")
    def reason() -> Response:
        """Whether a reason was given in this sitting, and what to offer if none was."""
        is_given = not services.settings.is_served or bool(reasons.kept(actor_of_request()))
        reply = jsonify(given=is_given, choices=CHOICES, longest=LONGEST)
        reply.headers["Cache-Control"] = "no-store"
        return reply

    @routes.post("/reason", endpoint="give_reason")
    def give_reason() -> Response:
        """The reason, kept for this sitting."""
        body = request.get_json(silent=True)
        given = body.get("reason") if isinstance(body, dict) else None
        told = checked_reason(given if isinstance(given, str) else "")
        return reasons.keep(actor_of_request(), told, jsonify(reason=told))

    @routes.post("/taken/<name>", endpoint="taken")
    def taken(name: str) -> Response:
        """That a picture which the page itself made may be saved: it is on record when this is answered."""
        return jsonify(taken=name)

    return routes


def _file(services: Services, suffix: str) -> Response:
    lines, media_type = _FORMATS[suffix]
    search = search_of({name: request.args.get(name, "") for name in FIELDS})
    entries = list(islice(all_found(services.audit.database, search), MOST + 1))
    if len(entries) > MOST:
        raise FilterError(
            f"more than {MOST:,} records are found",
            remedy="Narrow the search by days, or use borderops audit export",
        )
    at = services.now().astimezone(UTC)
    papers = ExportPapers(
        marking=services.settings.record_marking,
        search=search.words,
        made_at=at.isoformat(timespec="seconds"),
        made_by=actor_of_request().name,
    )
    response = Response("".join(lines(entries, papers)), mimetype=media_type)
    name = f"audit-{at:%Y%m%dT%H%M%SZ}.{suffix}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
