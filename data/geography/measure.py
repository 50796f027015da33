"""Areas, through the one equal-area CRS of the house."""

from __future__ import annotations

from functools import cache

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer
from shapely import MultiPolygon, Polygon

EQUAL_AREA_CRS = "EPSG:6933"
"""WGS 84 / NSIDC EASE-Grid 2.0 Global: a cylindrical equal-area projection of the ellipsoid.

One CRS serves Alaska, the Rio Grande and Puerto Rico alike, and areas of parts add up to the
area of the whole wherever they lie. It is for areas only: shapes and distances are distorted.
"""
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(16)

Floats = NDArray[np.float64]


def area_km2(shape: Polygon | MultiPolygon) -> float:
    """Area in square kilometres of a valid polygon in OGC:CRS84, on the WGS 84 ellipsoid.

    Edges are straight in longitude and latitude, as all tests of points take them, so they are
    curves in the equal-area plane. Each is integrated there at 16 Gauss-Legendre nodes, which is
    exact to about nine digits for an edge of any length and costs the same for each.

    Examples
    --------
    >>> from shapely import box
    >>> round(area_km2(box(-107, 31, -106, 32)))
    10534
    """
    parts = shapely.get_parts(shape)
    shells = _ring_areas(shapely.get_exterior_ring(parts))
    rings = _ring_areas(shapely.get_rings(parts))
    return float(2 * shells.sum() - rings.sum()) / 1e6


def _ring_areas(rings: NDArray[np.object_]) -> Floats:
    """Square metres within each ring, whichever way round it runs."""
    corners, ring = shapely.get_coordinates(rings, return_index=True)
    is_edge = ring[:-1] == ring[1:]
    start, end = corners[:-1][is_edge], corners[1:][is_edge]
    steps = (_NODES[:, np.newaxis] + 1) / 2
    lats = start[:, 1] + steps * (end[:, 1] - start[:, 1])
    width = _eastings(end[:, 0]) - _eastings(start[:, 0])
    height = _WEIGHTS @ _northings(lats.ravel()).reshape(lats.shape) / 2
    return np.abs(np.bincount(ring[:-1][is_edge], width * height, minlength=len(rings)))


def _eastings(lon: Floats) -> Floats:
    """Metres; in a cylindrical projection they depend on the longitude alone."""
    return np.asarray(_transformer().transform(lon, np.zeros(len(lon)))[0])


def _northings(lat: Floats) -> Floats:
    """Metres; in a cylindrical projection they depend on the latitude alone."""
    return np.asarray(_transformer().transform(np.zeros(len(lat)), lat)[1])


@cache
def _transformer() -> Transformer:
    return Transformer.from_crs("OGC:CRS84", EQUAL_AREA_CRS, always_xy=True)
