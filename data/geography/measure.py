"""Areas, through the one equal-area CRS of the house."""

from __future__ import annotations

from functools import cache

import numpy as np
import shapely
from pyproj import Transformer
from shapely import MultiPolygon, Polygon

EQUAL_AREA_CRS = "EPSG:6933"
"""WGS 84 / NSIDC EASE-Grid 2.0 Global: a cylindrical equal-area projection of the ellipsoid.

One CRS serves Alaska, the Rio Grande and Puerto Rico alike, and areas of parts add up to the
area of the whole wherever they lie. It is for areas only: shapes and distances are distorted.
"""
_LONGEST_EDGE_DEGREES = 0.1


def area_km2(shape: Polygon | MultiPolygon) -> float:
    """Area in square kilometres of a polygon in OGC:CRS84, on the WGS 84 ellipsoid.

    Edges are straight in longitude and latitude, as all tests of points take them; long ones
    are followed in steps of a tenth of a degree, which leaves an error below one part in a
    million. Latitudes are within -86..86, the extent of the projection; beyond it areas hold
    all the same.

    Examples
    --------
    >>> from shapely import box
    >>> round(area_km2(box(-107, 31, -106, 32)))
    10534
    """
    followed = shapely.segmentize(shape, _LONGEST_EDGE_DEGREES)
    projected = shapely.transform(followed, _project)
    return float(shapely.area(projected)) / 1e6


@cache
def _transformer() -> Transformer:
    return Transformer.from_crs("OGC:CRS84", EQUAL_AREA_CRS, always_xy=True)


def _project(lon_lat: np.ndarray) -> np.ndarray:
    return np.column_stack(_transformer().transform(lon_lat[:, 0], lon_lat[:, 1]))
