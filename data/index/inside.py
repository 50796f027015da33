"""Which points are inside a polygon: the one predicate that decides every total in a shape.

A point counts if it lies inside the polygon or on its edge or vertex (``shapely.intersects_xy``),
computed in longitude and latitude as the plane, as Shapely's predicates are. Two drawn shapes
that share an edge therefore both count a point on it. Counties do not: there the smallest FIPS
code has the point (:mod:`data.geography.join`), so that sums over regions double nothing.
"""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon

from data.index.lattice import Degrees

_PREPARED_FROM = 16
"""Points from which preparing a polygon pays."""


def is_inside(shape: Polygon | MultiPolygon, lon: Degrees, lat: Degrees) -> NDArray[np.bool_]:
    """Whether each point counts as in the polygon; degrees, OGC:CRS84.

    The polygon may get prepared: no other thread should be using it.
    """
    if len(lon) >= _PREPARED_FROM:
        shapely.prepare(shape)
    return shapely.intersects_xy(shape, lon, lat)
