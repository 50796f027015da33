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
_SHORT_DEGREES = 0.1
_FEW, _MANY = (np.polynomial.legendre.leggauss(nodes) for nodes in (2, 16))
"""Nodes and weights of Gauss and Legendre: two are as good as sixteen for a short edge."""

Floats = NDArray[np.float64]


def area_km2(shape: Polygon | MultiPolygon) -> float:
    """Area in square kilometres of a valid polygon in OGC:CRS84, on the WGS 84 ellipsoid.

    Edges are straight in longitude and latitude, as all tests of points take them, so they are
    curves in the equal-area plane. Each is integrated there at Gauss-Legendre nodes, two for an
    edge of at most a tenth of a degree of latitude and sixteen for a longer one, which is exact to
    about nine digits for an edge of any length.

    Examples
    --------
    >>> from shapely import box
    >>> round(area_km2(box(-107, 31, -106, 32)))
    10534
    """
    return float(areas_km2(np.array([shape], np.object_))[0])


def areas_km2(shapes: NDArray[np.object_]) -> Floats:
    """Area of each of many polygons, square kilometres, as :func:`area_km2`."""
    parts, shape = shapely.get_parts(shapes, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    is_shell = np.append(True, part[1:] != part[:-1])
    signed = np.where(is_shell, 1, -1) * _ring_areas(rings)
    return np.bincount(shape[part], signed, minlength=len(shapes)) / 1e6


def _ring_areas(rings: NDArray[np.object_]) -> Floats:
    """Square metres within each ring, whichever way round it runs."""
    corners, ring = shapely.get_coordinates(rings, return_index=True)
    is_edge = ring[:-1] == ring[1:]
    start, end = corners[:-1][is_edge], corners[1:][is_edge]
    width = _eastings(end[:, 0]) - _eastings(start[:, 0])
    height = np.empty(len(start))
    is_short = np.abs(end[:, 1] - start[:, 1]) <= _SHORT_DEGREES
    for chosen, rule in ((is_short, _FEW), (~is_short, _MANY)):
        height[chosen] = _mean_northings(start[chosen, 1], end[chosen, 1], rule)
    return np.abs(np.bincount(ring[:-1][is_edge], width * height, minlength=len(rings)))


def _mean_northings(start: Floats, end: Floats, rule: tuple[Floats, Floats]) -> Floats:
    """Mean northing along edges between two latitudes, by a rule of nodes and weights."""
    nodes, weights = rule
    lats = start + (nodes[:, np.newaxis] + 1) / 2 * (end - start)
    mean: Floats = weights @ _northings(lats.ravel()).reshape(lats.shape) / 2
    return mean


def _eastings(lon: Floats) -> Floats:
    """Metres; in a cylindrical projection they depend on the longitude alone."""
    return np.asarray(_transformer().transform(lon, np.zeros(len(lon)))[0])


def _northings(lat: Floats) -> Floats:
    """Metres; in a cylindrical projection they depend on the latitude alone."""
    return np.asarray(_transformer().transform(np.zeros(len(lat)), lat)[1])


@cache
def _transformer() -> Transformer:
    return Transformer.from_crs("OGC:CRS84", EQUAL_AREA_CRS, always_xy=True)
