"""Plans as they are: the list, one plan, the shapes of cut units, and every edit that was made."""

from __future__ import annotations

from flask import Response, jsonify
from shapely.geometry import mapping

from dashboard.api.plan_json import entry_json, head_json, summary_json
from dashboard.api.plan_routes import NEWEST, PLAN, Asked, PlanRoutes
from dashboard.api.tagged import tagged
from data.plans.membership import units_of
from data.plans.starts import START_TITLES
from data.plans.unit_shapes import unit_shape
from data.plans.unit_words import unit_name
from data.plans.units import is_part


def add_reading(routes: PlanRoutes) -> None:
    """Add the routes."""
    routes.get("", listed)
    routes.get(PLAN, head)
    routes.get(f"{PLAN}/shapes", shapes)
    routes.get(f"{PLAN}/history", history)


def listed(asked: Asked) -> Response:
    """All plans, the one changed last first, and what a new one may start from."""
    plans = asked.services.plans.plans(asked.actor)
    starts = [{"key": key, "title": title} for key, title in START_TITLES.items()]
    return tagged(jsonify(plans=[summary_json(plan) for plan in plans], starts=starts), NEWEST)


def head(asked: Asked, plan_id: int) -> Response:
    """The plan as it is now."""
    return tagged(jsonify(head_json(asked.heads.newest(plan_id))), NEWEST)


def shapes(asked: Asked, plan_id: int) -> Response:
    """Parts of the units that were cut, as GeoJSON, OGC:CRS84; counties come as tiles."""
    plan = asked.heads.newest(plan_id).plan
    features = [
        {
            "type": "Feature",
            "properties": {"unit": unit, "name": unit_name(unit)},
            "geometry": mapping(unit_shape(plan, unit)),
        }
        for unit in units_of(plan)
        if is_part(unit)
    ]
    return tagged(jsonify(type="FeatureCollection", features=features), NEWEST)


def history(asked: Asked, plan_id: int) -> Response:
    """Every edit that was ever made to the plan, in order; those it holds now are on the path."""
    edits = asked.services.plans.history(plan_id)
    return tagged(jsonify(edits=[entry_json(edit) for edit in edits]), NEWEST)
