"""The approved plan that is in force today, as the commander's map draws it: asked anew, so never old."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import shapely
from flask import Response, jsonify
from shapely import MultiPolygon, Polygon
from shapely.geometry import mapping

from dashboard.api.plan_routes import NEWEST, Asked, PlanRoutes
from dashboard.api.tagged import tagged
from data.plans.approvals import ApprovedPlan
from data.plans.plan import Plan, PlanRegion
from data.plans.unit_shapes import region_shape
from data.roles import Action

CAVEAT = (
    "Outlines are simplified for drawing; totals are of the plan's own counties and parts. "
    "The plan is in force from its day on; figures from before were counted by other regions."
)
_SMALLEST_DEGREES = 0.005
"""Bends that enclose less than the square of this are left out, the same ones on both sides of a border."""
_DECIMALS = 4
"""Of degrees, OGC:CRS84: about ten metres."""


def add_approved(routes: PlanRoutes) -> None:
    """Add the routes; everybody who may view sees what is in force."""
    routes.get("/approved", approved, action=Action.VIEW)
    routes.get("/approved/shapes", approved_shapes, action=Action.VIEW)


def approved(asked: Asked) -> Response:
    """The approved plan in force today (UTC), without shapes; null if there is none."""
    found = _in_force(asked)
    return tagged(jsonify(approved=approved_json(found) if found else None), NEWEST)


def approved_shapes(asked: Asked) -> Response:
    """Its regions as GeoJSON, OGC:CRS84, simplified for drawing; no features if none is in force."""
    found = _in_force(asked)
    features = list(_features(_Drawn(digest=found.digest, plan=found.plan))) if found else []
    papers = approved_json(found) if found else None
    return tagged(
        jsonify(type="FeatureCollection", features=features, approved=papers, caveat=CAVEAT), NEWEST
    )


def approved_json(found: ApprovedPlan) -> dict[str, object]:
    """The papers of an approved plan."""
    return {
        "id": found.plan_id,
        "name": found.name,
        "version": found.version,
        "edit": found.edit_id,
        "digest": found.digest,
        "effective_from": found.effective_from.isoformat(),
        "submitted_by": found.submitted_by,
        "reviewer": found.reviewer,
        "approved_at": found.approved_at.isoformat(),
        "supersedes": found.supersedes,
        "signature": found.signature,
        "method": found.method,
        "proof": found.proof,
        "regions": [
            {"key": region.key, "name": region.name, "colour": region.colour} for region in found.plan.regions
        ],
    }


@dataclass(frozen=True, kw_only=True)
class _Drawn:
    """A plan that was drawn: equal plans have equal digests."""

    digest: str
    plan: Plan = field(compare=False)


def _in_force(asked: Asked) -> ApprovedPlan | None:
    services = asked.services
    return services.plans.approved_on(services.now().date())


@lru_cache(maxsize=4)
def _features(drawn: _Drawn) -> tuple[dict[str, object], ...]:
    """A feature for each region that has units."""
    plan = drawn.plan
    shapes = np.array([region_shape(plan, region.key) for region in plan.regions], object)
    # Neighbours are simplified together: a border stays one border.
    simple = shapely.coverage_simplify(shapes, _SMALLEST_DEGREES)
    rounded = shapely.set_precision(simple, 10.0**-_DECIMALS, mode="pointwise")
    return tuple(
        _feature(region, shape)
        for region, shape in zip(plan.regions, rounded, strict=True)
        if not shape.is_empty
    )


def _feature(region: PlanRegion, shape: Polygon | MultiPolygon) -> dict[str, object]:
    return {
        "type": "Feature",
        "properties": {"key": region.key, "name": region.name, "colour": region.colour},
        "geometry": mapping(shape),
    }
