"""What differs between two plans, or two states of one; and why a county is in its region."""

from __future__ import annotations

from dataclasses import asdict

from flask import Response, jsonify, request

from dashboard.api.plan_panel import filter_asked, papers_json
from dashboard.api.plan_requests import LARGEST
from dashboard.api.plan_routes import NEWEST, PLAN, Asked, PlanRoutes
from dashboard.api.tagged import tagged
from data.answers.change import WORDS
from data.errors import PlanError
from data.plans.comparing.diff import PlanDiff, diff
from data.plans.comparing.diff_record import RegionChange
from data.plans.comparing.reasons import explained
from data.plans.plan import Plan


def add_diff(routes: PlanRoutes) -> None:
    """Add the routes."""
    routes.get(f"{PLAN}/diff/<int(max={LARGEST}):other_id>", difference)
    routes.get(f"{PLAN}/why/<path:unit>", why)


def difference(asked: Asked, plan_id: int, other_id: int) -> Response:
    """What changes from one plan to another, counted under the filter in the query.

    ``before`` and ``after`` in the query are edits, for the plans as these left them.
    """
    made = diff(
        _plan(asked, plan_id, "before"),
        _plan(asked, other_id, "after"),
        actor=asked.actor,
        figures=asked.services.figures,
        filter_=filter_asked(),
    )
    return tagged(jsonify(diff_json(made)), NEWEST)


def why(asked: Asked, plan_id: int, unit: str) -> Response:
    """Why the unit is in its region: what the planner wrote, or else what speaks for it."""
    found = explained(
        asked.heads.newest(plan_id).plan,
        unit,
        actor=asked.actor,
        figures=asked.services.figures,
        filter_=filter_asked(),
    )
    return tagged(jsonify(asdict(found)), NEWEST)


def diff_json(made: PlanDiff) -> dict[str, object]:
    """A difference as the desk reads it."""
    return {
        "lines": list(made.lines),
        "regions": [_region(one) for one in made.regions],
        "handovers": [asdict(one) for one in made.handovers],
        **papers_json(made.papers),
    }


def _region(change: RegionChange) -> dict[str, object]:
    return asdict(change) | {"verdict": None if change.verdict is None else WORDS[change.verdict]}


def _plan(asked: Asked, plan_id: int, name: str) -> Plan:
    text = request.args.get(name, "")
    if not text:
        return asked.heads.newest(plan_id).plan
    if not text.isdecimal() or not text.isascii() or int(text[:11]) > LARGEST:
        raise PlanError(f"{name} is {text[:40]!r}, expected the number of an edit", remedy="Leave it out")
    return asked.services.plans.plan_at(plan_id, int(text))
