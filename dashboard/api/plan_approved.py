"""The approved plan that is in force today, as the commander's map draws it: asked anew, so never old."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from http import HTTPStatus

import numpy as np
import shapely
from flask import Response, jsonify
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon
from shapely.geometry import mapping

from dashboard.api.plan_routes import NEWEST, Asked, PlanRoutes
from dashboard.api.tagged import tagged
from data.plans.keeping.approvals import ApprovedPlan
from data.plans.plan import Plan, PlanRegion
from data.plans.unit_shapes import region_shape
from data.roles import Action

CAVEAT = (
    "Outlines are simplified for drawing; totals are of the plan's own counties and parts. "
    "The plan is in force from its day on; figures from before were counted by other regions."
)
_SMALLEST_DEGREES = 0.01
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
    """Its regions as GeoJSON, OGC:CRS84, simplified for drawing; 204 without a byte if none is in force."""
    found = _in_force(asked)
    if found is None:
        return Response(status=HTTPStatus.NO_CONTENT, headers={"Cache-Control": NEWEST})
    key = (found.approved_id, found.signature, found.proof)
    return tagged(Response(_collection(_Drawn(key=key, found=found)), mimetype="application/json"), NEWEST)


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
    """An approval that was drawn, known by its signature and what that proves."""

    key: tuple[int, str, str]
    found: ApprovedPlan = field(compare=False)


def _in_force(asked: Asked) -> ApprovedPlan | None:
    services = asked.services
    return services.plans.approved_on(services.now().date())


@lru_cache(maxsize=4)
def _collection(drawn: _Drawn) -> bytes:
    """JSON text: commanders ask for it with every page, and it changes a few times a year."""
    found = drawn.found
    collection = {
        "type": "FeatureCollection",
        "features": list(_features(found.plan)),
        "approved": approved_json(found),
        "caveat": CAVEAT,
    }
    return json.dumps(collection, separators=(",", ":"), allow_nan=False).encode()


def _features(plan: Plan) -> Iterator[dict[str, object]]:
    """A feature for each region that has units."""
    shapes = np.array([region_shape(plan, region.key) for region in plan.regions], object)
    # Neighbours are simplified together: a border stays one border.
    simple = shapely.coverage_simplify(shapes, _SMALLEST_DEGREES)
    for region, shape in zip(plan.regions, _rounded(simple), strict=True):
        if not shape.is_empty:
            yield _feature(region, shape)


def _rounded(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """The shapes with fewer decimals, where they stay valid and side by side; else as they are."""
    rounded = shapely.set_precision(shapes, 10.0**-_DECIMALS, mode="pointwise")
    is_sound = shapely.is_valid(rounded).all() and shapely.coverage_is_valid(rounded)
    return rounded if is_sound else shapes


def _feature(region: PlanRegion, shape: Polygon | MultiPolygon) -> dict[str, object]:
    """A region; ``label`` is where its name stands: inside its largest piece, in the middle if it can be."""
    piece = max(getattr(shape, "geoms", (shape,)), key=lambda one: float(one.area))
    middle = piece.centroid if piece.contains(piece.centroid) else piece.representative_point()
    label = [round(middle.x, _DECIMALS), round(middle.y, _DECIMALS)]
    return {
        "type": "Feature",
        "properties": {"key": region.key, "name": region.name, "colour": region.colour, "label": label},
        "geometry": mapping(shape),
    }
