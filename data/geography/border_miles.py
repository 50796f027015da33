"""Length of the land border in each county: its edges on the line, measured on the ellipsoid."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import geopandas
import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod

from data.geography.border import land_line
from data.geography.counties import counties
from data.geography.county_edges import CountyEdges, all_county_edges

METRES_PER_MILE = 1609.344
"""Of the international statute mile."""
_GEOD = Geod(ellps="WGS84")


@cache
def border_miles_by_county() -> Mapping[str, float]:
    """Statute miles of land border by 5-digit FIPS; a county off the line is not a key.

    The shapes are generalised to 1:500,000, so river bends count as far as these follow them.
    """
    shapes, line = counties(), county_land_line()
    corners, stretch = shapely.get_coordinates(line.geometry.to_numpy(), return_index=True)
    is_edge = stretch[:-1] == stretch[1:]
    start, end = corners[:-1][is_edge], corners[1:][is_edge]
    owner = _owners(all_county_edges(), start, end)
    miles = np.bincount(owner, length_miles(start, end), minlength=len(shapes))
    return MappingProxyType(
        {fips: float(length) for fips, length in zip(shapes["fips"], miles, strict=True) if length > 0}
    )


@cache
def county_land_line() -> geopandas.GeoDataFrame:
    """The land border along the outer edges of the counties, as :func:`~data.geography.border.land_line`.

    It is worked out once; do not change the frame.
    """
    outline = shapely.coverage_union_all(counties().geometry.to_numpy())
    return land_line(shapely.MultiPolygon(shapely.get_parts(outline).tolist()))


def length_miles(start: NDArray[np.float64], end: NDArray[np.float64]) -> NDArray[np.float64]:
    """Geodesic length, statute miles, of edges given by their ends (n, 2), OGC:CRS84."""
    _, _, metres = _GEOD.inv(start[:, 0], start[:, 1], end[:, 0], end[:, 1])
    return np.asarray(metres, np.float64) / METRES_PER_MILE


def _owners(edges: CountyEdges, start: NDArray[np.float64], end: NDArray[np.float64]) -> NDArray[np.intp]:
    """Number of the county on whose outer edge each piece of the line lies, corner for corner."""
    outer = np.flatnonzero(edges.is_outer)
    known = dict(zip(_keys(edges.corners[outer], edges.corners[outer + 1]), edges.county[outer], strict=True))
    return np.array([known[key] for key in _keys(start, end)], np.intp)


def _keys(start: NDArray[np.float64], end: NDArray[np.float64]) -> list[frozenset[tuple[float, float]]]:
    """Each edge by its two ends, whichever way it runs."""
    ends = zip(start.tolist(), end.tolist(), strict=True)
    return [frozenset(((a[0], a[1]), (b[0], b[1]))) for a, b in ends]
