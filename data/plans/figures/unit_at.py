"""Which unit of a plan a point of a county lies in."""

from __future__ import annotations

import numpy as np
import shapely

from data.plans.membership import leaves_under
from data.plans.plan import Plan
from data.plans.unit_shapes import base_shape
from data.plans.units import UnitId


def unit_at(plan: Plan, county: str, lon: float, lat: float) -> UnitId:
    """The county, by 5-digit FIPS, or that part of it in which a point of it lies; degrees, OGC:CRS84.

    A point on the line between two parts is in the first; one that is in none is in the nearest.
    """
    parts = leaves_under(plan.cuts, county)
    if len(parts) == 1:
        return parts[0]
    shapes = np.array([base_shape(plan.cuts, part) for part in parts], object)
    return parts[int(np.argmin(shapely.distance(shapes, shapely.Point(lon, lat))))]
