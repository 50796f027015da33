"""``GET /api/plans/units``: the counties that a plan deals out, and a point in each of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np
import shapely
from flask import Response, jsonify

from dashboard.api.plan_routes import Asked, PlanRoutes
from dashboard.api.tagged import tagged
from data.geography.counties import counties
from data.roles import Action

_DECIMALS = 5
"""Of degrees, OGC:CRS84: about a metre."""


def add_units(routes: PlanRoutes) -> None:
    """Add the one route."""
    routes.get("/units", units, action=Action.VIEW)


def units(_: Asked) -> Response:
    """The 3,233 counties in order of FIPS; the same for every plan and data version."""
    return tagged(jsonify(_units()), "private, max-age=86400, immutable")


@cache
def _units() -> Mapping[str, list[object]]:
    """Columns: FIPS, name, postal state code, and a point inside, OGC:CRS84."""
    frame = counties()
    points = shapely.point_on_surface(frame.geometry.to_numpy())
    return {
        "units": frame["fips"].tolist(),
        "names": frame["name"].tolist(),
        "states": frame["state"].tolist(),
        "lon": np.round(shapely.get_x(points), _DECIMALS).tolist(),
        "lat": np.round(shapely.get_y(points), _DECIMALS).tolist(),
    }
